// What the element lets do the work: a file of its own, whose digest the element holds. It runs as a
// worker, on the element's page, or in a frame.

import { PINS } from './built.js';
import { fetchPinned } from './pinned-fetch.js';
import { serve } from './serving.js';

/**
 * @typedef {import('../responder.js').Port} Port
 * @typedef {import('./serving.js').Find} Find
 */

const script = /** @type {HTMLScriptElement & { serve?: typeof serveHere } | undefined} */ (globalThis.document?.currentScript ?? undefined);
if (script === undefined) serve(/** @type {Port} */ (self), sent(self));
else if (script.dataset.module === undefined) script.serve = serveHere;
else serveEmbedder(script.dataset.module, script.dataset.integrity ?? '');

/** @param {MessagePort} port  from the element, on the same page */
function serveHere(port) {
  serve(port, sent(port));
  port.start();
}

/**
 * In a frame: whoever shows it may let it work, and learns only of what it brought itself.
 *
 * @param {string} address  of the module
 * @param {string} integrity
 */
function serveEmbedder(address, integrity) {
  const find = { core: () => fetch(new URL(address, document.baseURI), { integrity }), deferred: () => deferredAt(document.baseURI) };
  addEventListener('message', ({ ports: [port] }) => {
    if (port === undefined) return;
    port.postMessage({ hello: true });
    serve(port, find);
    port.start();
  });
}

/**
 * One half of the module as the element sends it, the other one from beside this file.
 *
 * @param {Pick<Port, 'addEventListener'>} port
 * @returns {Find}
 */
function sent(port) {
  /** @type {Promise<{ module: ArrayBuffer, from: string }>} */
  const coming = new Promise((done) => {
    port.addEventListener('message', ({ data }) => { if ('module' in data) done(data); });
  });
  return { core: async () => (await coming).module, deferred: async () => deferredAt((await coming).from) };
}

/**
 * Loaded where it is needed, and pinned as everything else: the element holds the digest of this file.
 *
 * @param {string} base
 */
function deferredAt(base) {
  return fetchPinned(new URL('core-deferred.wasm', base).href, PINS.deferred);
}
