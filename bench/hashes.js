// Hashing as it streams: the same pieces through each implementation.

import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { createSHA256, createSHA512 } from 'hash-wasm';

/**
 * @typedef {object} HashContender
 * @property {string} name
 * @property {() => Promise<(pieces: Uint8Array<ArrayBuffer>[]) => unknown>} prepare
 */

/** @typedef {'sha256' | 'sha512'} Algorithm */

/**
 * @param {typeof import('../pkg-template/index.d.ts').Hasher} Hasher
 * @param {Algorithm} algorithm
 * @returns {HashContender}
 */
export const touchstoneHash = (Hasher, algorithm) => ({
  name: 'touchstone',
  prepare: async () => (pieces) => {
    const hasher = new Hasher([algorithm]);
    for (const piece of pieces) hasher.update(piece);
    return hasher.finish();
  },
});

/** @type {(algorithm: Algorithm) => HashContender} */
export const hashWasm = (algorithm) => ({
  name: 'hash-wasm',
  prepare: async () => {
    const hasher = await (algorithm === 'sha256' ? createSHA256 : createSHA512)();
    return (pieces) => {
      hasher.init();
      for (const piece of pieces) hasher.update(piece);
      return hasher.digest();
    };
  },
});

/** @type {(algorithm: Algorithm) => HashContender} */
export const noble = (algorithm) => ({
  name: '@noble/hashes',
  prepare: async () => (pieces) => {
    const hasher = (algorithm === 'sha256' ? sha256 : sha512).create();
    for (const piece of pieces) hasher.update(piece);
    return hasher.digest();
  },
});

/** The whole in memory, which is no way to read a download: shown for its speed. @type {(algorithm: Algorithm) => HashContender} */
export const webCrypto = (algorithm) => ({
  name: 'WebCrypto, whole',
  prepare: async () => async (pieces) => {
    const whole = await new Blob(pieces).arrayBuffer();
    return crypto.subtle.digest(algorithm.replace('sha', 'SHA-'), whole);
  },
});
