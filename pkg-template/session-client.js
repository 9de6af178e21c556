// The other end of worker.js: a session in a worker of its own. A worker that does not come is an
// error after a limit, never a hang; one that dies is replaced, with all that was added to it.

import { untilAborted } from './abort.js';
import { TouchstoneError, cancelled } from './error.js';

/**
 * @typedef {import('./messages.d.ts').Answer} Answer
 * @typedef {import('./messages.d.ts').PlainError} PlainError
 * @typedef {import('./index.d.ts').AddOptions} AddOptions
 * @typedef {import('./index.d.ts').Added} Added
 * @typedef {import('./index.d.ts').Expectation} Expectation
 * @typedef {import('./index.d.ts').ReadOptions} ReadOptions
 * @typedef {import('./index.d.ts').Report} Report
 * @typedef {import('./index.d.ts').SessionOptions} SessionOptions
 *
 * @typedef {object} Waiting
 * @property {(value: any) => void} done
 * @property {(reason: TouchstoneError) => void} fail
 * @property {((progress: any) => void) | undefined} onProgress
 *
 * @typedef {{ signal?: AbortSignal | undefined, onProgress?: (progress: any) => void, transfer?: Transferable[] | undefined }} How
 *
 * @typedef {{ call: 'add' | 'addTrustedRoot' | 'addTufRoot' | 'addKey' | 'addMirrored', args: [unknown, any?], there: number, members: number[] }} Entry
 *   what was added, its number in the worker of now, and the numbers here of what came out of it
 */

/** Milliseconds in which a worker has to say that it is ready. */
const LIMIT = 10_000;

export class SessionClient {
  /** @type {() => Worker} */
  #create;
  /** @type {number} */
  #limit;
  /** @type {SessionOptions} */
  #options;
  /** @type {Expectation | string | Uint8Array | null | undefined} */
  #expectation;
  /** @type {Map<number, Entry>} */
  #entries = new Map();
  /** What came out of archives, by its number here: its number in the worker. @type {Map<number, number>} */
  #members = new Map();
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  /** @type {Promise<Worker> | undefined} */
  #worker;
  /** Workers that nobody will hear of again. @type {WeakSet<Worker>} */
  #dead = new WeakSet();
  #next = 1;

  /**
   * @param {import('./client.d.ts').ClientSettings & { worker: () => Worker }} settings
   *   `worker` makes the worker where the bundler wants to see that itself
   */
  constructor({ worker, limit = LIMIT, options = {} }) {
    this.#create = worker;
    this.#limit = limit;
    this.#options = options;
  }

  /**
   * Starts the worker, before it is needed; `whole` with both halves of the module.
   *
   * @param {import('./client.d.ts').StartOptions} [options]
   */
  async start({ signal, whole } = {}) {
    await untilAborted(signal, this.#open());
    if (whole) await this.#ask('whole', [], { signal });
  }

  /**
   * @param {unknown} file
   * @param {AddOptions} [options]
   * @returns {Promise<Added>}
   */
  add(file, options = {}) {
    return this.#add('add', file, options);
  }

  /**
   * @param {unknown} file
   * @param {import('./index.d.ts').NameOptions} [options]
   * @returns {Promise<Added>}
   */
  addTufRoot(file, options = {}) {
    return this.#add('addTufRoot', file, options);
  }

  /**
   * @param {unknown} file
   * @param {import('./index.d.ts').NameOptions} [options]
   * @returns {Promise<Added>}
   */
  addTrustedRoot(file, options = {}) {
    return this.#add('addTrustedRoot', file, options);
  }

  /**
   * Adds a file of a copy of an instance's TUF repository.
   *
   * @param {Uint8Array} bytes
   * @param {{ name: string }} options
   * @returns {Promise<Added>}
   */
  addMirrored(bytes, options) {
    return this.#add('addMirrored', bytes, options);
  }

  /**
   * @param {unknown} file
   * @param {import('./index.d.ts').NameOptions} [options]
   * @returns {Promise<Added>}
   */
  addKey(file, options = {}) {
    return this.#add('addKey', file, options);
  }

  /** @param {Expectation | string | Uint8Array | null} expectation */
  async setExpectation(expectation) {
    await this.#ask('setExpectation', [expectation]);
    this.#expectation = expectation;
  }

  /** @param {number} id */
  async remove(id) {
    const entry = this.#entries.get(id);
    const there = this.numberOf(id);
    if (there === undefined) return;
    this.#entries.delete(id);
    for (const member of [id, ...entry?.members ?? []]) this.#members.delete(member);
    await this.#ask('remove', [there]);
  }

  /**
   * @param {ReadOptions} [options]
   * @returns {Promise<Report>}
   */
  report({ signal, onProgress, except = [] } = {}) {
    const named = (/** @type {any} */ progress) => onProgress?.({ ...progress, id: this.#here(progress.id) });
    return this.#ask('report', [{ except: except.map((id) => this.numberOf(id)) }], { signal, onProgress: named });
  }

  /** Ends the worker; what is under way ends as cancelled. */
  async close() {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#entries.clear();
    this.#members.clear();
    this.#failAll(cancelled());
    await worker?.then((open) => {
      open.terminate();
      this.#dead.add(open);
    }, () => {});
  }

  /**
   * @param {Entry['call']} call
   * @param {unknown} file
   * @param {AddOptions} options
   * @returns {Promise<Added>}
   */
  async #add(call, file, { signal, ...options }) {
    const added = await this.#ask(call, [file, this.#translated(options)], { signal });
    const id = this.#next++;
    /** @type {Added[]} */
    const members = (added.members ?? []).map((/** @type {Added} */ member) => ({ ...member, id: this.#next++ }));
    for (const [index, { id: here }] of members.entries()) this.#members.set(here, added.members[index].id);
    this.#entries.set(id, { call, args: [file, options], there: added.id, members: members.map(({ id: here }) => here) });
    return { ...added, id, ...(added.members && { members }) };
  }

  /** @param {AddOptions} options */
  #translated({ evidenceFor, ...options }) {
    const there = evidenceFor === undefined ? undefined : this.numberOf(evidenceFor);
    return there === undefined ? options : { ...options, evidenceFor: there };
  }

  /** @param {number} there */
  #here(there) {
    for (const [id, entry] of this.#entries) if (entry.there === there) return id;
    for (const [id, member] of this.#members) if (member === there) return id;
    return undefined;
  }

  /**
   * @param {string} call
   * @param {unknown[]} args
   * @param {How} [how]
   * @returns {Promise<any>}
   */
  async #ask(call, args, how) {
    return this.#send(await untilAborted(how?.signal, this.#open()), call, args, how);
  }

  /**
   * A call that the worker knows.
   *
   * @param {string} call
   * @param {unknown[]} args
   * @param {Transferable[]} [transfer]
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  ask(call, args, transfer, signal) {
    return this.#ask(call, args, { transfer, signal });
  }

  /** @param {number} id  here; gives that in the worker */
  numberOf(id) {
    return this.#entries.get(id)?.there ?? this.#members.get(id);
  }

  /**
   * @param {Worker} worker
   * @param {string} call
   * @param {unknown[]} args
   * @param {How} [how]
   * @returns {Promise<any>}
   */
  #send(worker, call, args, { signal, onProgress, transfer = [] } = {}) {
    return new Promise((done, fail) => {
      if (signal?.aborted) return fail(cancelled());
      if (this.#dead.has(worker)) return fail(new TouchstoneError('internal-error', 'host', { reason: 'the worker ended' }));
      const id = this.#next++;
      const stop = () => worker.postMessage({ cancel: id });
      const ended = (/** @type {(value: any) => void} */ end) => (/** @type {any} */ value) => {
        signal?.removeEventListener('abort', stop);
        end(value);
      };
      this.#waiting.set(id, { done: ended(done), fail: ended(fail), onProgress });
      signal?.addEventListener('abort', stop, { once: true });
      worker.postMessage({ id, call, args }, transfer);
    });
  }

  /** @returns {Promise<Worker>} */
  #open() {
    this.#worker ??= this.#replace();
    return this.#worker;
  }

  /** A new worker that knows all that the last one knew. */
  async #replace() {
    const opening = this.#started();
    try {
      const worker = await opening;
      await this.#send(worker, 'open', [this.#options]);
      if (this.#expectation !== undefined) await this.#send(worker, 'setExpectation', [this.#expectation]);
      for (const entry of this.#entries.values()) {
        const [file, options] = entry.args;
        const added = await this.#send(worker, entry.call, [file, this.#translated(options ?? {})]);
        entry.there = added.id;
        for (const [index, here] of entry.members.entries()) {
          const there = added.members?.[index]?.id;
          if (this.#members.has(here)) this.#members.set(here, there);
          else await this.#send(worker, 'remove', [there]);
        }
      }
      return worker;
    } catch (reason) {
      this.#worker = undefined;
      opening.then((worker) => worker.terminate(), () => {});
      throw reason;
    }
  }

  /** @returns {Promise<Worker>} */
  #started() {
    return new Promise((done, fail) => {
      const missing = (/** @type {string} */ reason) => fail(new TouchstoneError('worker-missing', 'host', { reason }));
      /** @type {Worker} */
      let worker;
      try {
        worker = this.#create();
      } catch (reason) {
        return missing(String(reason));
      }
      const timer = setTimeout(() => { worker.terminate(); missing(`no answer in ${this.#limit} ms`); }, this.#limit);
      worker.addEventListener('error', (event) => {
        clearTimeout(timer);
        missing(event.message ?? 'it could not be loaded');
        this.#died(worker, event.message ?? '');
      });
      worker.addEventListener('message', (/** @type {MessageEvent<Answer>} */ { data }) => {
        if ('ready' in data) {
          clearTimeout(timer);
          done(worker);
        } else if ('failed' in data) {
          clearTimeout(timer);
          worker.terminate();
          fail(revived(data.failed));
        } else {
          this.#received(data);
        }
      });
    });
  }

  /** @param {{ id: number } & ({ value: unknown } | { error: PlainError } | { progress: unknown })} answer */
  #received(answer) {
    const waiting = this.#waiting.get(answer.id);
    if (waiting === undefined) return;
    if ('progress' in answer) return waiting.onProgress?.(answer.progress);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting.fail(revived(answer.error));
    else waiting.done(answer.value);
  }

  /**
   * @param {Worker} worker
   * @param {string} reason
   */
  #died(worker, reason) {
    worker.terminate();
    this.#dead.add(worker);
    this.#worker = undefined;
    this.#failAll(new TouchstoneError('internal-error', 'host', { reason }));
  }

  /** @param {TouchstoneError} reason */
  #failAll(reason) {
    for (const { fail } of this.#waiting.values()) fail(reason);
    this.#waiting.clear();
  }
}

/** @param {PlainError} error */
function revived({ code, stage, facts }) {
  return new TouchstoneError(code, stage, facts);
}
