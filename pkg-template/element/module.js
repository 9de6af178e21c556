// What the element lets do the work on a page that a bundler made: as a worker, or on the page.

import packed from '../core-packed.js';
import { moduleIn } from '../packed.js';
import { serve } from './serving.js';

const FIND = { core: () => moduleIn(packed.core), deferred: () => moduleIn(packed.deferred) };

/** @param {MessagePort} port  from the element, on the same page */
export function serveHere(port) {
  serve(port, FIND);
  port.start();
}

if (globalThis.document === undefined && typeof globalThis.postMessage === 'function') serve(/** @type {import('../responder.js').Port} */ (self), FIND);
