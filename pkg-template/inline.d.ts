// Types of the entry `touchstone-verify/inline`: those of the package, and a worker of your own.

export * from './index.js';

/**
 * Makes the worker that calls it one that a `Client` can use, where a bundler makes a script of its own of it.
 *
 * ```js browser
 * import { Client } from 'touchstone-verify/worker';
 *
 * // worker.js, for your bundler to make a script of: import { serve } from 'touchstone-verify/inline'; serve();
 * const script = `import { serve } from '${import.meta.resolve('touchstone-verify/inline')}'; serve();`;
 * const client = new Client({ worker: () => new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), { type: 'module' }) });
 * console.log((await client.inspect('hello')).kind); // unknown
 * await client.close();
 * ```
 */
export function serve(): void;
