// The module, compiled once, and an instance of it. A trap costs the instance, never the next call.
//
// The module has two halves. `core.wasm` is enough for a verdict on a Sigstore bundle; what only
// `core-deferred.wasm` has traps without it, and is done again with both.

import { createCore } from './core.js';
import { TouchstoneError, asThrown } from './error.js';

/**
 * @typedef {import('./core.d.ts').Core} Core
 * @typedef {import('./index.d.ts').InitOptions} InitOptions
 * @typedef {import('./index.d.ts').ModuleSource} ModuleSource
 *
 * @typedef {object} Places  how the halves of the module are brought where nobody gives them
 * @property {() => Promise<WebAssembly.Module>} findModule
 * @property {() => Promise<WebAssembly.Module>} findDeferred
 */

/** A call that takes what only the other half of the module has. Whoever does not ask again sees a trap. */
export class HalfMissing extends TouchstoneError {}

export class Engine {
  /** @type {Places} */
  #places;

  /** @type {Promise<WebAssembly.Module> | undefined} */
  #module;

  /** @type {Promise<WebAssembly.Module> | undefined} */
  #deferred;

  /** Instances that have both halves. @type {WeakSet<Core>} */
  #whole = new WeakSet();

  /** @type {Promise<Core> | undefined} */
  #core;

  /** The same, once it is there. @type {Core | undefined} */
  #ready;

  /** @param {Places} places */
  constructor(places) {
    this.#places = places;
  }

  /**
   * Loads the module, unless it is there.
   *
   * @param {ModuleSource} [source]
   * @param {Pick<InitOptions, 'deferred' | 'whole'>} [options]
   * @returns {Promise<void>}
   */
  async init(source, { deferred, whole } = {}) {
    if (source) this.#module ??= compile(source);
    if (deferred) this.#places = { ...this.#places, findDeferred: () => compile(deferred) };
    await (whole ? this.complete() : this.core());
  }

  /** Brings the other half of the module, unless it is there. */
  async complete() {
    await this.#link(await this.core());
  }

  /**
   * The instance to work with; a new one when the last one trapped.
   *
   * @returns {Promise<Core>}
   */
  core() {
    this.#core ??= this.#instantiate();
    this.#core.catch(() => { this.#core = undefined; });
    return this.#core;
  }

  /** The instance, for those who cannot wait; `init` must have been. */
  ready() {
    if (this.#ready === undefined) throw new TouchstoneError('not-initialised', 'host', {});
    return this.#ready;
  }

  /**
   * Calls into the instance; once more, with both halves of the module, where one was not enough.
   *
   * @template {{ core: Core }} O
   * @template T
   * @param {() => Promise<O>} open  gives what is called, as it is in the instance in use
   * @param {(opened: O) => T} action
   * @returns {Promise<T>}
   */
  async ask(open, action) {
    const once = async () => {
      const opened = await open();
      return this.call(opened.core, () => action(opened));
    };
    try {
      return await once();
    } catch (reason) {
      if (!(reason instanceof HalfMissing)) throw reason;
    }
    await this.complete();
    return once();
  }

  /**
   * The same for what needs no more than the instance.
   *
   * @template T
   * @param {(core: Core) => T} action
   */
  askCore(action) {
    return this.ask(async () => ({ core: await this.core() }), ({ core }) => action(core));
  }

  /**
   * Calls into an instance.
   *
   * @template T
   * @param {Core} core
   * @param {() => T} action
   * @returns {T}
   */
  call(core, action) {
    try {
      return action();
    } catch (reason) {
      throw this.#judged(core, reason);
    }
  }

  /**
   * Calls something of an instance that takes its time.
   *
   * @template T
   * @param {Core} core
   * @param {() => Promise<T>} action
   * @returns {Promise<T>}
   */
  async wait(core, action) {
    try {
      return await action();
    } catch (reason) {
      throw this.#judged(core, reason);
    }
  }

  /** @returns {Promise<Core>} */
  async #instantiate() {
    this.#module ??= this.#places.findModule();
    this.#module.catch(() => { this.#module = undefined; });
    const module = await this.#module;
    const core = createCore();
    await core(module);
    // Where it does not come, the half does what it can.
    if (this.#deferred) await this.#link(core).catch(() => {});
    this.#ready = core;
    return core;
  }

  /** @param {Core} core */
  async #link(core) {
    if (this.#whole.has(core)) return;
    this.#deferred ??= this.#places.findDeferred();
    this.#deferred.catch(() => { this.#deferred = undefined; });
    const deferred = await this.#deferred;
    // The halves of two builds do not fit.
    await compiled(DEFERRED, () => core.complete(deferred));
    this.#whole.add(core);
  }

  /**
   * A trap leaves the instance's memory in no known state: nothing of it is used again.
   *
   * @param {Core} core
   * @param {unknown} reason
   */
  #judged(core, reason) {
    if (!isTrap(reason)) return asThrown(reason);
    this.drop(core);
    return new (this.#whole.has(core) ? TouchstoneError : HalfMissing)('internal-error', 'host', { reason: reason.message }, reason);
  }

  /**
   * Whether it is the instance in use.
   *
   * @param {Core} core
   */
  holds(core) {
    return this.#ready === core;
  }

  /** @param {Core} core  an instance that is not to be used again */
  drop(core) {
    if (this.#ready !== core) return;
    this.#ready = undefined;
    this.#core = undefined;
  }
}

/**
 * @param {unknown} reason
 * @returns {reason is Error}
 */
function isTrap(reason) {
  // A RangeError is the stack's end, which the module's own stack meets in the middle of a call.
  return reason instanceof WebAssembly.RuntimeError || reason instanceof RangeError;
}

/**
 * The module from whatever holds it.
 *
 * @param {ModuleSource} source
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return compiled('inline', () => WebAssembly.compile(source));
  if (!(source instanceof Response)) return compile(await fetched(source));
  if (!source.ok) throw unavailable(source.url, `HTTP status ${source.status}`);
  const type = source.headers.get('content-type') ?? '';
  // Many servers answer with a page of theirs where nothing is.
  if (type.startsWith('text/html')) throw unavailable(source.url, 'a page lies there');
  if (type.startsWith('application/wasm')) return compiled(source.url, () => WebAssembly.compileStreaming(source));
  return compiled(source.url, async () => WebAssembly.compile(await source.arrayBuffer()));
}

/** What the other half is called. */
const DEFERRED = 'core-deferred.wasm';

/**
 * Compiling fails where there is no module, or where a page's policy forbids it.
 *
 * @template T
 * @param {string} address
 * @param {() => Promise<T>} compiling
 */
async function compiled(address, compiling) {
  try {
    return await compiling();
  } catch (reason) {
    throw unavailable(address, reason instanceof Error ? reason.message : String(reason));
  }
}

/** @param {string | URL} address */
async function fetched(address) {
  try {
    return await fetch(address, { credentials: 'same-origin' });
  } catch (reason) {
    throw unavailable(String(address), String(reason));
  }
}

/**
 * @param {string} address
 * @param {string} reason
 */
function unavailable(address, reason) {
  return new TouchstoneError('module-unavailable', 'host', { address, reason });
}
