// The module's readers of archives, for what the platform does not read.

/** @typedef {import('./engine.js').Engine} Engine */

export class Unpacking {
  /** @type {Engine} */
  #engine;

  /** @param {Engine} engine */
  constructor(engine) {
    this.#engine = engine;
  }

  /** Loads what it takes. */
  begin() {
    return this.#engine.complete();
  }

  /**
   * Inflates gzip of one member or several.
   *
   * @param {(chunk: Uint8Array) => void} take
   */
  gunzip(take) {
    const engine = this.#engine;
    const core = engine.ready();
    const gunzip = engine.call(core, () => new core.Gunzip());
    return {
      push(/** @type {Uint8Array} */ bytes, last = false) {
        if (last) engine.call(core, () => gunzip.finish());
        else take(engine.call(core, () => gunzip.update(bytes)));
      },
    };
  }

  /**
   * The files of a zip archive; undefined where it is broken, or holds more than these.
   *
   * @param {Uint8Array} bytes
   * @param {number} count  of files
   * @param {number} size  of them all
   */
  unzip(bytes, count, size) {
    const core = this.#engine.ready();
    return this.#engine.call(core, () => core.unzip(bytes, count, size));
  }
}
