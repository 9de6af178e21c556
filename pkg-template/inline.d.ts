// Types of the entry `touchstone-verify/inline`: those of the package, and a worker of your own.

export * from './index.js';

/**
 * Makes the worker that calls it one that a `Client` can use, where a bundler makes a script of its own of it.
 *
 * ```js worker
 * // worker.js
 * import { serve } from 'touchstone-verify/inline';
 *
 * serve();
 * ```
 */
export function serve(): void;
