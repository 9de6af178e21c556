// The entry of Node, Deno and Bun: the module is read from disk, artifacts are hashed natively.

import { readFile } from 'node:fs/promises';

import { createApi } from './api.js';
import { digestNatively } from './node-files.js';

const api = createApi({
  findModule: async () => WebAssembly.compile(await readFile(new URL('./core.wasm', import.meta.url))),
  reading: () => ({ digest: digestNatively, together: 1 }),
});

export const { Hasher, Session, createSession, digest, init, inspect, inspectTrustedRoot, trust, verify, version } = api;
export { TouchstoneError } from './error.js';
export { fileAt } from './node-files.js';
