// Where the work is done: in the first place that answers, which the page's policy decides.

import { SessionClient } from '../session-client.js';
import { TouchstoneError } from '../error.js';
import { PLACES } from './places.js';

/**
 * @typedef {'worker' | 'blob-worker' | 'main-thread' | 'frame'} Place
 * @typedef {{ client: SessionClient, place: Place }} Loaded
 * @typedef {() => Worker} Factory
 * @typedef {(root: ShadowRoot) => Promise<Factory>} Make  the root takes a frame, where it comes to that
 */

/** Milliseconds in which a place has to answer. */
const LIMIT = 10_000;

/**
 * Tries the places in their order, and gives the first that answers.
 *
 * @param {ShadowRoot} root  takes the frame, where it comes to that
 * @returns {Promise<Loaded>}
 */
export async function load(root) {
  /** @type {string[]} */
  const reasons = [];
  for (const [place, make, limit = LIMIT] of PLACES) {
    try {
      const client = new SessionClient({ worker: await make(root), limit });
      await client.start();
      return { client, place };
    } catch (reason) {
      // Something else than this element was made with: no other place will do.
      if (reason instanceof TouchstoneError && reason.code === 'module-changed') throw reason;
      reasons.push(`${place}: ${reason instanceof TouchstoneError ? reason.facts.reason ?? reason.code : reason}`);
    }
  }
  throw new TouchstoneError('worker-missing', 'host', { reason: reasons.join('; ') });
}
