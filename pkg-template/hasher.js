// Several digests in one pass, for bytes that come piece by piece.

import { usage } from './error.js';

/**
 * @typedef {import('./engine.js').Engine} Engine
 * @typedef {import('./index.d.ts').Digests} Digests
 */

export class ModuleHasher {
  /** @type {Engine} */
  #engine;
  /** @type {import('./core.d.ts').Core} */
  #core;
  /** @type {import('./core.d.ts').CoreHasher | undefined} */
  #hasher;

  /**
   * @param {Engine} engine
   * @param {string[]} names
   */
  constructor(engine, names) {
    const core = engine.ready();
    this.#engine = engine;
    this.#core = core;
    this.#hasher = engine.call(core, () => new core.Hasher(names));
  }

  /** @param {Uint8Array} bytes */
  update(bytes) {
    const hasher = this.#open();
    this.#engine.call(this.#core, () => {
      for (let start = 0; start < bytes.length; start += PIECE) hasher.update(bytes.subarray(start, start + PIECE));
    });
  }

  /** @returns {Digests} */
  finish() {
    const hasher = this.#open();
    this.#hasher = undefined;
    return this.#engine.call(this.#core, () => hasher.finish());
  }

  #open() {
    if (this.#hasher === undefined) throw usage('Hasher', 'one that was not finished');
    return this.#hasher;
  }
}

/** Bytes enter the module in pieces, so that its memory stays small however many there are. */
const PIECE = 1024 * 1024;
