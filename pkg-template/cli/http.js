// Files over HTTP: never more bytes than asked for, and never for longer than a person would wait.

import { TouchstoneError } from '../error.js';

/** A server that sends nothing for this long sends nothing more: 30 seconds. */
const STALL = 30_000;
/** Nor may a trickle take longer than this: 10 minutes. */
const WHOLE = 600_000;

/**
 * The file at an address, or undefined where the server says that there is none. Whatever else is
 * wrong is an error: that nobody answers does not mean that nothing is there.
 *
 * @param {string} address
 * @param {{ limit: number, stall?: number, whole?: number }} how
 * @returns {Promise<Uint8Array | undefined>}
 */
export async function download(address, { limit, stall = STALL, whole = WHOLE }) {
  const ending = new AbortController();
  const end = () => ending.abort(new Error('the server is too slow'));
  const last = setTimeout(end, whole);
  let patience = setTimeout(end, stall);
  try {
    const response = await fetch(address, { signal: ending.signal, redirect: 'follow' });
    // Storage services answer with 403 where nothing lies.
    if (response.status === 404 || response.status === 403) {
      await response.body?.cancel();
      return undefined;
    }
    if (!response.ok || response.body === null) throw new Error(`HTTP status ${response.status}`);
    const parts = [];
    let size = 0;
    for await (const part of response.body) {
      size += part.length;
      if (size > limit) throw new TouchstoneError('input-too-large', 'parse', { size, limit });
      parts.push(part);
      clearTimeout(patience);
      patience = setTimeout(end, stall);
    }
    return Buffer.concat(parts);
  } catch (reason) {
    if (reason instanceof TouchstoneError) throw reason;
    const cause = reason instanceof Error && reason.cause instanceof Error ? reason.cause.message : String(reason);
    throw new TouchstoneError('address-unreadable', 'host', { address, reason: cause }, reason);
  } finally {
    clearTimeout(last);
    clearTimeout(patience);
    ending.abort();
  }
}
