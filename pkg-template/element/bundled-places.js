// The places where the work can be done on a page that a bundler made: a worker, where the bundler makes a
// script of one, else the page itself. What it made is the page's own, so nothing is pinned.

import { PortWorker, asWorker } from './port-worker.js';

/** @type {[import('./loading.js').Place, import('./loading.js').Make][]} */
export const PLACES = [['worker', ownWorker], ['main-thread', here]];

export const ORIGIN = globalThis.location?.origin ?? '';

/** @returns {Promise<import('./loading.js').Factory>} */
async function ownWorker() {
  return () => new Worker(new URL('./element-module.js', import.meta.url), { type: 'module' });
}

/** @returns {Promise<import('./loading.js').Factory>} */
async function here() {
  const { serveHere } = await import('./element-module.js');
  return () => {
    const { port1, port2 } = new MessageChannel();
    serveHere(port2);
    return asWorker(new PortWorker(port1));
  };
}
