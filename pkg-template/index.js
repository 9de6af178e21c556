// The entry of browsers and bundlers: the module's halves lie beside this file.

import { createApi } from './api.js';
import { compile } from './engine.js';
import { initialiser } from './init.js';
import { policies } from './policy.js';
import { updater } from './tuf.js';
import { downloader } from './verify-download.js';

const api = createApi({
  findModule: () => compile(new URL('./core.wasm', import.meta.url)),
  findDeferred: () => compile(new URL('./core-deferred.wasm', import.meta.url)),
});

export const init = initialiser(api);
export const { Hasher, Session, createSession, digest, explainPolicy, fileAt, inspect, inspectTrustedRoot, trust, verify, version } = api;
export const { checkPolicy, policyFromReport } = policies(api);
export const updateTuf = updater(api);
export const verifyDownload = downloader(api);
export { TouchstoneError } from './error.js';
