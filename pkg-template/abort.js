// What a caller no longer waits for.

import { cancelled } from './error.js';

/**
 * What a promise brings, unless the signal comes before it.
 *
 * @template T
 * @param {AbortSignal | undefined} signal
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
export function untilAborted(signal, promise) {
  if (signal === undefined) return promise;
  return new Promise((done, fail) => {
    const stop = () => fail(cancelled());
    const forget = () => signal.removeEventListener('abort', stop);
    promise.then((value) => { forget(); done(value); }, (reason) => { forget(); fail(reason); });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** @param {AbortSignal | undefined} signal */
export function refuseAborted(signal) {
  if (signal?.aborted) throw cancelled();
}
