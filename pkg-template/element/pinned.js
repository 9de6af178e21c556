// The files that belong to the element. It holds the digest of each, so that whoever pins the element
// by its integrity has pinned them all.

import { TouchstoneError } from '../error.js';
import { PINS } from './built.js';

export const MODULE = new URL('./core.wasm', import.meta.url).href;
export const ENGINE = new URL('./element-engine.js', import.meta.url).href;
export const FRAME = new URL('./element-frame.html', import.meta.url).href;

/** @type {Map<string, Promise<ArrayBuffer>>} */
const kept = new Map();

export const moduleBytes = () => once(MODULE, PINS.module);
export const engineText = () => once(ENGINE, PINS.engine);

/**
 * @param {string} address
 * @param {string} integrity
 */
function once(address, integrity) {
  const found = kept.get(address) ?? fetched(address, integrity);
  kept.set(address, found);
  found.catch(() => kept.delete(address));
  return found;
}

/**
 * @param {string} address
 * @param {string} integrity
 */
async function fetched(address, integrity) {
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
