// The entry for bundlers that hand no files on beside the script: the module is part of it.

import { createApi } from './api.js';
import packed from './core-packed.js';
import { compile } from './engine.js';
import { moduleIn } from './packed.js';
import { policies } from './policy.js';
import { respond } from './responder.js';
import { updater } from './tuf.js';
import { downloader } from './verify-download.js';

const api = createApi({
  findModule: async () => compile(await moduleIn(packed.core)),
  findDeferred: async () => compile(await moduleIn(packed.deferred)),
});

/** Makes the worker that calls it one that a `Client` can use. */
export function serve() {
  respond(/** @type {import('./responder.js').Port} */ (self), api, {});
}

export const { Hasher, Session, createSession, digest, explainPolicy, fileAt, init, inspect, inspectTrustedRoot, trust, verify, version } = api;
export const { checkPolicy, policyFromReport } = policies(api);
export const updateTuf = updater(api);
export const verifyDownload = downloader(api);
export { TouchstoneError } from './error.js';
