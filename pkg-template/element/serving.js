// The calls of the element, answered over a port.

import { createApi } from '../api.js';
import { compile } from '../engine.js';
import { usage } from '../error.js';
import { respond } from '../responder.js';
import { EXPLANATIONS } from './built.js';

/**
 * @typedef {import('../responder.js').Port} Port
 * @typedef {import('../responder.js').Call} Call
 * @typedef {() => Promise<BufferSource | Response>} FindHalf
 * @typedef {{ core: FindHalf, deferred: FindHalf }} Find  how the halves of the module come
 */

/**
 * @param {Port} port
 * @param {Find} find
 */
export function serve(port, find) {
  const api = createApi({ findModule: async () => compile(await find.core()), findDeferred: async () => compile(await find.deferred()) });
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
function hashing({ Hasher, init }) {
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
      await init();
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
