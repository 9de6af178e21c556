// The files that belong to the element. It holds the digest of each, so that whoever pins the element
// by its integrity has pinned them all.

import { PINS } from './built.js';
import { fetchPinned } from './pinned-fetch.js';

const MODULE = new URL('./core.wasm', import.meta.url).href;
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
  const found = kept.get(address) ?? fetchPinned(address, integrity);
  kept.set(address, found);
  found.catch(() => kept.delete(address));
  return found;
}
