// The package in a worker: a session that answers messages. client.js is the other end.

import { createApi } from './api.js';
import { DigestPool } from './digest-pool.js';
import { compile } from './engine.js';
import { TouchstoneError } from './error.js';

/**
 * @typedef {import('./messages.d.ts').Request} Request
 * @typedef {import('./messages.d.ts').Answer} Answer
 */

const module = compile(new URL('./core.wasm', import.meta.url));
/** @type {DigestPool | undefined} */
let pool;
const { Session, init, inspect, inspectTrustedRoot, trust, version } = createApi({
  findModule: () => module,
  reading: (here) => pool = new DigestPool(here, () => module),
});

/** @type {InstanceType<typeof Session>} */
let session = new Session();

/** What is under way, by the request's number. @type {Map<number, AbortController>} */
const running = new Map();

/** @type {Record<string, (args: any[], how: { signal: AbortSignal, onProgress: (progress: unknown) => void }) => Promise<unknown>>} */
const CALLS = {
  open: async ([options]) => {
    const opened = new Session(options);
    await opened.begin();
    session.close();
    session = opened;
  },
  add: ([file, options]) => session.add(file, options),
  addTrustedRoot: ([file, options]) => session.addTrustedRoot(file, options),
  addKey: ([file, options]) => session.addKey(file, options),
  setExpectation: ([expectation]) => session.setExpectation(expectation),
  remove: async ([id]) => session.remove(id),
  file: ([id]) => session.file(id),
  current: () => session.current(),
  report: (_, how) => session.report(how),
  startPool: async () => pool?.start(),
  inspect: ([file, name]) => inspect(file, name),
  inspectTrustedRoot: ([file, name]) => inspectTrustedRoot(file, name),
  trust: ([options]) => trust(options),
  version: () => version(),
};

self.addEventListener('message', (/** @type {MessageEvent<Request>} */ { data }) => {
  if ('cancel' in data) running.get(data.cancel)?.abort();
  else answer(data.id, data.call, data.args);
});

// What nobody caught could leave a call without an answer: better no worker than a silent one.
self.addEventListener('unhandledrejection', ({ reason }) => {
  setTimeout(() => { throw reason; });
});

init().then(() => post({ ready: true }), (reason) => post({ failed: asError(reason) }));

/**
 * @param {number} id
 * @param {string} call
 * @param {unknown[]} args
 */
async function answer(id, call, args) {
  const stop = new AbortController();
  running.set(id, stop);
  const onProgress = sparingly((progress) => post({ id, progress }));
  try {
    const value = await CALLS[call]?.(args, { signal: stop.signal, onProgress });
    post({ id, value });
  } catch (reason) {
    post({ id, error: asError(reason) });
  } finally {
    running.delete(id);
  }
}

/**
 * Nobody reads more than thirty numbers a second.
 *
 * @param {(progress: any) => void} tell
 * @returns {(progress: any) => void}
 */
function sparingly(tell) {
  let last = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (now - last < 33 && progress.overall.done !== progress.overall.total) return;
    last = now;
    tell(progress);
  };
}

/** @param {unknown} reason */
function asError(reason) {
  if (reason instanceof TouchstoneError) return reason.toJSON();
  return { code: 'internal-error', stage: 'host', facts: { reason: String(reason) } };
}

/** @param {Answer} message */
function post(message) {
  self.postMessage(message);
}
