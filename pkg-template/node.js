// The entry of Node, Deno and Bun: the module is read from disk, artifacts are hashed natively.

import { readFile } from 'node:fs/promises';

import { createApi } from './api.js';
import { digestNatively, fileAt as fileOnDisk, hashNatively } from './node-files.js';
import { spoolOnDisk } from './node-spool.js';

const api = createApi({
  findModule: async () => WebAssembly.compile(await readFile(new URL('./core.wasm', import.meta.url))),
  reading: () => ({ digest: digestNatively, together: 1 }),
  downloading: { hash: hashNatively, openSpool: spoolOnDisk, ask: (address, { signal, headers }) => fetch(address, { signal, headers }) },
  fileAt: fileOnDisk,
});

export const { Hasher, Session, createSession, digest, fileAt, init, inspect, inspectTrustedRoot, trust, verify, verifyDownload, version } = api;
export { TouchstoneError } from './error.js';
