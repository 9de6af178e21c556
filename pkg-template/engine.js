// The module, compiled once, and an instance of it. A trap costs the instance, never the next call.

import { createCore } from './core.js';
import { TouchstoneError, asThrown } from './error.js';

/**
 * @typedef {import('./core.d.ts').Core} Core
 * @typedef {import('./index.d.ts').ModuleSource} ModuleSource
 */

export class Engine {
  /** @type {() => Promise<WebAssembly.Module>} */
  #find;

  /** @type {Promise<WebAssembly.Module> | undefined} */
  #module;

  /** @type {Promise<Core> | undefined} */
  #core;

  /** The same, once it is there. @type {Core | undefined} */
  #ready;

  /** @param {() => Promise<WebAssembly.Module>} find  brings the module where nobody gives one */
  constructor(find) {
    this.#find = find;
  }

  /**
   * Loads the module, unless it is there.
   *
   * @param {ModuleSource} [source]
   * @returns {Promise<void>}
   */
  async init(source) {
    if (source !== undefined && this.#module === undefined) this.#module = compile(source);
    await this.core();
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
    this.#module ??= this.#find();
    this.#module.catch(() => { this.#module = undefined; });
    const module = await this.#module;
    const core = createCore();
    await core(module);
    this.#ready = core;
    return core;
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
    return new TouchstoneError('internal-error', 'host', { reason: reason.message }, reason);
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

/**
 * Compiling fails where there is no module, or where a page's policy forbids it.
 *
 * @param {string} address
 * @param {() => Promise<WebAssembly.Module>} compiling
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
