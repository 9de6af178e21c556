// The entry of browsers and bundlers: the module lies beside this file.

import { createApi } from './api.js';
import { compile } from './engine.js';

const api = createApi({ findModule: () => compile(new URL('./core.wasm', import.meta.url)) });

export const { Hasher, Session, createSession, digest, fileAt, init, inspect, inspectTrustedRoot, trust, verify, verifyDownload, version } = api;
export { TouchstoneError } from './error.js';
