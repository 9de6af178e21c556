// Digests as fast as a browser gives them: by its own SHA-256 where a file fits into memory, by the
// module in workers beside this one where many large files wait.

import { TouchstoneError, cancelled } from './error.js';
import { readable } from './source.js';

/**
 * @typedef {import('./index.d.ts').Digests} Digests
 * @typedef {import('./messages.d.ts').PlainError} PlainError
 * @typedef {import('./session.js').Digester} Digester
 * @typedef {import('./source.js').Source} Source
 * @typedef {Parameters<Digester>[2]} How
 * @typedef {{ size: number, digests: Digests }} Read
 *
 * @typedef {{ done: (read: Read) => void, fail: (reason: TouchstoneError) => void, onProgress: (done: number) => void }} Waiting
 *
 * @typedef {object} Hand   a worker that hashes
 * @property {Worker} worker
 * @property {Waiting | undefined} waiting  whom it works for
 */

/** Bytes that may be in memory at once for the browser's own digests, which take a file whole. */
const WHOLE = 256 * 1024 * 1024;

/** More workers than this wait for the disk. */
const MOST = 8;

export class DigestPool {
  /** How many files are read at once. */
  together = Math.max(1, Math.min(MOST, navigator.hardwareConcurrency ?? 1));
  /** @type {Digester} */
  #here;
  /** Files that this worker hashes itself. */
  #mine = 0;
  /** @type {() => Promise<WebAssembly.Module>} */
  #module;
  /** @type {Promise<void> | undefined} */
  #started;
  /** @type {Hand[]} */
  #hands = [];
  /** Bytes that the browser's own digests hold. */
  #held = 0;

  /**
   * @param {Digester} here  hashes in this very worker
   * @param {() => Promise<WebAssembly.Module>} module
   */
  constructor(here, module) {
    this.#here = here;
    this.#module = module;
  }

  /** Starts the other workers, unless they are there. One that does not come is done without. */
  start() {
    this.#started ??= this.#start();
    return this.#started;
  }

  async #start() {
    const module = await this.#module();
    const starting = Array.from({ length: this.together - 1 }, () => started(module));
    this.#hands = (await Promise.all(starting)).flatMap((worker) => worker === undefined ? [] : [{ worker, waiting: undefined }]);
    for (const hand of this.#hands) this.#listen(hand);
  }

  /** @type {Digester} */
  digest = async (source, names, how) => {
    const { blob } = source;
    if (blob !== undefined && this.#fits(blob, names)) return this.#wholly(blob, how);
    if (blob === undefined || this.#mine === 0) return this.#hashHere(source, names, how);
    await this.start();
    const hand = this.#hands.find(({ waiting }) => waiting === undefined);
    return hand === undefined ? this.#hashHere(source, names, how) : ask(hand, blob, names, how);
  };

  /** @type {Digester} */
  async #hashHere(source, names, how) {
    this.#mine += 1;
    try {
      return await this.#here(source, names, how);
    } finally {
      this.#mine -= 1;
    }
  }

  /**
   * SHA-512 is no faster in browsers than in the module, and a second digest is a second pass.
   *
   * @param {Blob} blob
   * @param {string[]} names
   */
  #fits(blob, names) {
    const possible = globalThis.crypto?.subtle !== undefined && names.length === 1 && names[0] === 'sha256';
    return possible && this.#held + blob.size <= WHOLE;
  }

  /**
   * @param {Blob} blob
   * @param {How} how
   * @returns {Promise<Read>}
   */
  async #wholly(blob, { onProgress, signal }) {
    this.#held += blob.size;
    try {
      const bytes = await readable(() => blob.arrayBuffer());
      if (signal?.aborted) throw cancelled();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      onProgress(bytes.byteLength);
      return { size: bytes.byteLength, digests: { sha256: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') } };
    } finally {
      this.#held -= blob.size;
    }
  }

  /** @param {Hand} hand */
  #listen(hand) {
    hand.worker.addEventListener('message', ({ data }) => {
      if ('progress' in data) return hand.waiting?.onProgress(data.progress);
      const { waiting } = hand;
      hand.waiting = undefined;
      if ('error' in data) waiting?.fail(revived(data.error));
      else waiting?.done(data.read);
    });
    hand.worker.addEventListener('error', ({ message }) => {
      this.#hands = this.#hands.filter((other) => other !== hand);
      hand.worker.terminate();
      hand.waiting?.fail(new TouchstoneError('internal-error', 'host', { reason: message ?? '' }));
    });
  }
}

/**
 * @param {Hand} hand
 * @param {Blob} blob
 * @param {string[]} names
 * @param {How} how
 * @returns {Promise<Read>}
 */
function ask(hand, blob, names, { onProgress, signal }) {
  return new Promise((done, fail) => {
    if (signal?.aborted) return fail(cancelled());
    hand.waiting = { done, fail, onProgress };
    const stop = () => hand.worker.postMessage({ cancel: true });
    signal?.addEventListener('abort', stop, { once: true });
    hand.worker.postMessage({ blob, names });
  });
}

/** Milliseconds in which a worker has to say that it is ready. */
const LIMIT = 10_000;

/**
 * @param {WebAssembly.Module} module
 * @returns {Promise<Worker | undefined>}
 */
function started(module) {
  return new Promise((done) => {
    try {
      const worker = new Worker(new URL('./digest-worker.js', import.meta.url), { type: 'module' });
      const without = () => { worker.terminate(); done(undefined); };
      const timer = setTimeout(without, LIMIT);
      worker.addEventListener('error', without, { once: true });
      worker.addEventListener('message', () => {
        clearTimeout(timer);
        worker.removeEventListener('error', without);
        done(worker);
      }, { once: true });
      worker.postMessage({ module });
    } catch {
      done(undefined);
    }
  });
}

/** @param {PlainError} error */
function revived({ code, stage, facts }) {
  return new TouchstoneError(code, stage, facts);
}
