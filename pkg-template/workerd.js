// The entry of workerd, where a module is imported and never compiled from bytes, and the runtime's
// own hashing costs a fifth of the processor time.

import deferred from './core-deferred.wasm';
import module from './core.wasm';

import { createApi } from './api.js';
import { cancelled } from './error.js';
import { policies } from './policy.js';
import { unreadable } from './source.js';
import { inMemory } from './spool.js';
import { updater } from './tuf.js';
import { downloader } from './verify-download.js';

/**
 * @typedef {WritableStream<Uint8Array> & { digest: Promise<ArrayBuffer> }} DigestStream
 */

/** By the names of Web Cryptography. @type {Record<string, string>} */
const ALGORITHMS = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };

const { DigestStream } = /** @type {{ DigestStream?: new (algorithm: string) => DigestStream }} */ (/** @type {unknown} */ (crypto));

const api = createApi({
  findModule: async () => module,
  findDeferred: async () => deferred,
  reading: (here) => ({ digest: DigestStream === undefined ? here : digestNatively, together: 1 }),
});

/** @type {import('./session.js').Digester} */
async function digestNatively(source, names, { onProgress, signal }) {
  const hashes = names.map((name) => new /** @type {NonNullable<typeof DigestStream>} */ (DigestStream)(ALGORITHMS[name] ?? name));
  const writers = hashes.map((hash) => hash.getWriter());
  const digests = Promise.all(hashes.map(({ digest }) => digest));
  digests.catch(() => {});
  let size = 0;
  try {
    for await (const chunk of source.stream()) {
      if (signal?.aborted) throw cancelled();
      await Promise.all(writers.map((writer) => writer.write(chunk)));
      size += chunk.length;
      onProgress(size);
    }
    await Promise.all(writers.map((writer) => writer.close()));
    const found = await digests;
    return { size, digests: Object.fromEntries(names.map((name, index) => [name, hex(found[index])])) };
  } catch (reason) {
    for (const writer of writers) writer.abort(reason).catch(() => {});
    throw unreadable(reason);
  }
}

/** @param {ArrayBuffer} [bytes] */
function hex(bytes = new ArrayBuffer(0)) {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const { Hasher, Session, createSession, digest, explainPolicy, fileAt, init, inspect, inspectTrustedRoot, trust, verify, version } = api;
export const { checkPolicy, policyFromReport } = policies(api);
export const updateTuf = updater(api);
export const verifyDownload = downloader(api, {
  // An isolate has 128 MB for all that it does at once.
  openSpool: async (limit = 64 * 1024 * 1024) => inMemory(limit),
  ask: (address, { signal, headers }) => fetch(address, { signal, headers }),
});
export { TouchstoneError } from './error.js';
