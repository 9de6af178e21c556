// A file that has to be what the element was made with.

import { TouchstoneError } from '../error.js';

/**
 * @param {string} address
 * @param {string} integrity
 */
export async function fetchPinned(address, integrity) {
  try {
    return await body(address, { integrity });
  } catch (reason) {
    // Browsers do not say whether nothing came, or something else.
    const other = await body(address, { cache: 'no-cache' }).catch(() => undefined);
    if (other === undefined) throw new TouchstoneError('module-unavailable', 'host', { address, reason: String(reason) });
    if (await isPinned(other, integrity)) return other;
    throw new TouchstoneError('module-changed', 'host', { address });
  }
}

/**
 * @param {string} address
 * @param {RequestInit} how
 */
async function body(address, how) {
  const response = await fetch(address, { credentials: 'same-origin', ...how });
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  return response.arrayBuffer();
}

/**
 * Whether it only came at the second attempt. A page without a secure connection cannot tell.
 *
 * @param {ArrayBuffer} bytes
 * @param {string} integrity
 */
async function isPinned(bytes, integrity) {
  if (globalThis.crypto?.subtle === undefined) return false;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
  return integrity === `sha384-${btoa(String.fromCharCode(...digest))}`;
}
