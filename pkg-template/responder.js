// Answers the messages of client.js with a session of its own, over a worker's scope or any other port.

import { TouchstoneError } from './error.js';

/**
 * @typedef {import('./messages.d.ts').Request} Request
 * @typedef {import('./messages.d.ts').Answer} Answer
 * @typedef {ReturnType<typeof import('./api.js').createApi>} Api
 *
 * @typedef {object} Port
 * @property {(type: 'message', listener: (event: MessageEvent) => void) => void} addEventListener
 * @property {(message: unknown, transfer: Transferable[]) => void} postMessage
 *
 * @typedef {(args: any[], how: { signal: AbortSignal, onProgress: (progress: unknown) => void }) => Promise<unknown>} Call
 */

/**
 * @param {Port} port
 * @param {Api} api
 * @param {Record<string, Call>} more  calls that only this port knows
 */
export function respond(port, api, more) {
  const calls = { ...callsOf(api), ...more };
  /** What is under way, by the request's number. @type {Map<number, AbortController>} */
  const running = new Map();
  // Bytes go back into the memory they came from.
  const post = (/** @type {Answer} */ message) => port.postMessage(message, 'value' in message && message.value instanceof Uint8Array ? [message.value.buffer] : []);

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
      const value = await calls[call]?.(args, { signal: stop.signal, onProgress });
      post({ id, value });
    } catch (reason) {
      post({ id, error: asError(reason) });
    } finally {
      running.delete(id);
    }
  }

  port.addEventListener('message', (/** @type {MessageEvent<Request>} */ { data }) => {
    if ('cancel' in data) running.get(data.cancel)?.abort();
    else if ('id' in data) answer(data.id, data.call, data.args);
  });
  api.init().then(() => post({ ready: true }), (reason) => post({ failed: asError(reason) }));
}

/**
 * @param {Api} api
 * @returns {Record<string, Call>}
 */
function callsOf({ Session, explainPolicy, init, inspect, inspectTrustedRoot, trust, version }) {
  /** @type {InstanceType<typeof Session>} */
  let session = new Session();
  return {
    open: async ([options]) => {
      const opened = new Session(options);
      await opened.begin();
      session.close();
      session = opened;
    },
    add: ([file, options], { signal }) => session.add(file, { ...options, signal }),
    addTrustedRoot: ([file, options], { signal }) => session.addTrustedRoot(file, { ...options, signal }),
    addMirrored: ([bytes, options]) => session.addMirrored(bytes, options),
    addTufRoot: ([file, options], { signal }) => session.addTufRoot(file, { ...options, signal }),
    addKey: ([file, options], { signal }) => session.addKey(file, { ...options, signal }),
    setExpectation: ([expectation]) => session.setExpectation(expectation),
    remove: async ([id]) => session.remove(id),
    file: ([id]) => session.file(id),
    current: () => session.current(),
    report: ([options], how) => session.report({ ...options, ...how }),
    inspect: ([file, options], { signal }) => inspect(file, { ...options, signal }),
    inspectTrustedRoot: ([file, options], { signal }) => inspectTrustedRoot(file, { ...options, signal }),
    trust: ([options]) => trust(options),
    explainPolicy: ([policy], { signal }) => explainPolicy(policy, { signal }),
    version: () => version(),
    whole: (_, { signal }) => init(undefined, { whole: true, signal }),
  };
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
