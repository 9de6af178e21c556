// The entry of workerd, where a module is imported and never compiled from bytes.

import module from './core.wasm';

import { createApi } from './api.js';

const api = createApi({ findModule: async () => module });

export const { Hasher, Session, createSession, digest, init, inspect, inspectTrustedRoot, trust, verify, version } = api;
export { TouchstoneError } from './error.js';
