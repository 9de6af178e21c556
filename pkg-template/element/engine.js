// What the element lets do the work: a file of its own, whose digest the element holds. It runs as a
// worker, on the element's page, or in a frame.

import { createApi } from '../api.js';
import { compile } from '../engine.js';
import { usage } from '../error.js';
import { respond } from '../responder.js';
import { EXPLANATIONS } from './built.js';

/**
 * @typedef {import('../responder.js').Port} Port
 * @typedef {import('../responder.js').Call} Call
 * @typedef {() => Promise<BufferSource | Response>} Find
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

/**
 * @param {Port} port
 * @param {Find} find
 */
function serve(port, find) {
  const api = createApi({ findModule: async () => compile(await find()) });
  respond(port, api, {
    ...hashing(api),
    explanations: async ([language]) => EXPLANATIONS[/** @type {keyof typeof EXPLANATIONS} */ (language)],
  });
}

/**
 * Digests of what comes piece by piece.
 *
 * @param {ReturnType<typeof createApi>} api
 * @returns {Record<string, Call>}
 */
function hashing({ Hasher }) {
  /** @type {Map<number, InstanceType<typeof Hasher>>} */
  const open = new Map();
  let next = 1;
  const opened = (/** @type {number} */ id) => {
    const hasher = open.get(id);
    if (hasher === undefined) throw usage('hash', 'one that was begun');
    return hasher;
  };
  return {
    hashBegin: async ([names]) => {
      open.set(next, new Hasher(names));
      return next++;
    },
    hashUpdate: async ([id, bytes]) => {
      opened(id).update(bytes);
      return bytes;
    },
    hashEnd: async ([id]) => {
      const digests = opened(id).finish();
      open.delete(id);
      return digests;
    },
  };
}
