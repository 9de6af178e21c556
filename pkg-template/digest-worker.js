// One of the workers of digest-pool.js: hashes one file at a time with the module it is given.

import { createApi } from './api.js';
import { TouchstoneError, asThrown } from './error.js';

/** @type {ReturnType<typeof createApi> | undefined} */
let api;
/** @type {AbortController | undefined} */
let running;

self.addEventListener('message', async (/** @type {MessageEvent<{ module: WebAssembly.Module } | { blob: Blob, names: string[] } | { cancel: true }>} */ { data }) => {
  if ('cancel' in data) return running?.abort();
  if ('blob' in data) return hash(data.blob, data.names);
  // Digests take no more than this half.
  api = createApi({ findModule: async () => data.module, findDeferred: async () => data.module });
  await api.init();
  self.postMessage({ ready: true });
});

/**
 * @param {Blob} blob
 * @param {string[]} names
 */
async function hash(blob, names) {
  running = new AbortController();
  try {
    const read = await api?.digest(blob, names, { signal: running.signal, onProgress: (progress) => self.postMessage({ progress }) });
    self.postMessage({ read });
  } catch (reason) {
    const error = asThrown(reason);
    self.postMessage({ error: error instanceof TouchstoneError ? error.toJSON() : { code: 'internal-error', stage: 'host', facts: { reason: String(reason) } } });
  }
}
