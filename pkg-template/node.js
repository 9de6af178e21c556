// The entry of Node, Deno and Bun: the module is read from disk, artifacts are hashed natively.

import { readFile } from 'node:fs/promises';

import { createApi } from './api.js';
import { initialiser } from './init.js';
import { digestNatively, fileAt as fileOnDisk, hashNatively } from './node-files.js';
import { spoolOnDisk } from './node-spool.js';
import { policies } from './policy.js';
import { updater } from './tuf.js';
import { downloader } from './verify-download.js';

const api = createApi({
  findModule: async () => WebAssembly.compile(await readFile(new URL('./core.wasm', import.meta.url))),
  findDeferred: async () => WebAssembly.compile(await readFile(new URL('./core-deferred.wasm', import.meta.url))),
  reading: () => ({ digest: digestNatively, together: 1 }),
  fileAt: fileOnDisk,
});

export const init = initialiser(api);
export const { Hasher, Session, createSession, digest, explainPolicy, fileAt, inspect, inspectTrustedRoot, trust, verify, version } = api;
export const { checkPolicy, policyFromReport } = policies(api);
export const updateTuf = updater(api);
export const verifyDownload = downloader(api, {
  hash: hashNatively,
  openSpool: spoolOnDisk,
  ask: (address, { signal, headers }) => fetch(address, { signal, headers }),
});
export { TouchstoneError } from './error.js';
export { folderAt, pathAt } from './node-files.js';
