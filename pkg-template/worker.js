// The package in a worker: a session that answers messages. client.js is the other end.

import { createApi } from './api.js';
import { DigestPool } from './digest-pool.js';
import { compile } from './engine.js';
import { respond } from './responder.js';

const module = compile(new URL('./core.wasm', import.meta.url));
/** @type {DigestPool | undefined} */
let pool;
const api = createApi({
  findModule: () => module,
  findDeferred: () => compile(new URL('./core-deferred.wasm', import.meta.url)),
  reading: (here) => pool = new DigestPool(here, () => module),
});

// What nobody caught could leave a call without an answer: better no worker than a silent one.
self.addEventListener('unhandledrejection', ({ reason }) => {
  setTimeout(() => { throw reason; });
});

respond(/** @type {import('./responder.js').Port} */ (self), api, { startPool: async () => pool?.start() });
