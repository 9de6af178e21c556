// What the element lets do the work: a file of its own, whose digest the element holds. It runs as a
// worker, on the element's page, or in a frame.

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
  const find = () => fetch(new URL(address, document.baseURI), { integrity });
  addEventListener('message', ({ ports: [port] }) => {
    if (port === undefined) return;
    port.postMessage({ hello: true });
    serve(port, find);
    port.start();
  });
}

/**
 * The module as the element sends it.
 *
 * @param {Pick<Port, 'addEventListener'>} port
 * @returns {Find}
 */
function sent(port) {
  const module = new Promise((done) => {
    port.addEventListener('message', ({ data }) => { if ('module' in data) done(data.module); });
  });
  return () => module;
}
