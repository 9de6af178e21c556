// A download that outlives its connection: what broke off is asked for from where it ended, if the
// server still has the very same file, and from its beginning if not.

import { TouchstoneError, cancelled } from '../error.js';

/**
 * @typedef {object} Sink
 * @property {(size: number) => Promise<void>} expect  is told how large it will be, where that is known
 * @property {(bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>} write  gives memory back for the next bytes
 * @property {() => Promise<void>} restart
 *
 * @typedef {object} How
 * @property {AbortSignal} signal
 * @property {number} patience  milliseconds without a byte, after which the connection counts as broken
 * @property {(done: number, total: number | null, resumed: boolean) => void} onProgress
 */

/** Bytes that are written at once. */
const BLOCK = 256 * 1024;
/** Attempts in a row that get no further than those before. */
const FAILURES = 5;
/** Attempts in all. */
const ATTEMPTS = 100;
/** Milliseconds between the first two attempts; twice as many before each further one. */
const PAUSE = 250;

/** A connection that ended before the file did. */
class Broken extends Error {}

export class Download {
  /** @type {string} */
  #address;
  /** @type {Sink} */
  #sink;
  /** @type {How} */
  #how;
  #done = 0;
  /** @type {number | null} */
  #total = null;
  /** What the server calls this version of the file. @type {string | undefined} */
  #version;
  #memory = new ArrayBuffer(BLOCK);

  /**
   * @param {string} address
   * @param {Sink} sink
   * @param {How} how
   */
  constructor(address, sink, how) {
    this.#address = address;
    this.#sink = sink;
    this.#how = how;
  }

  /** Ends when all of the file is in the sink. Gives its size. */
  async run() {
    let [failures, farthest] = [0, 0];
    for (let attempt = 0; attempt < ATTEMPTS && failures < FAILURES; attempt += 1) {
      if (attempt > 0) await this.#pause(PAUSE * 2 ** failures);
      try {
        await this.#attempt(attempt > 0);
        return this.#done;
      } catch (reason) {
        if (this.#how.signal.aborted) throw cancelled();
        if (!(reason instanceof Broken)) throw reason;
      }
      failures = this.#done > farthest ? 0 : failures + 1;
      farthest = Math.max(farthest, this.#done);
    }
    throw new TouchstoneError('download-broken', 'host', { received: farthest, total: this.#total });
  }

  /** @param {boolean} again */
  async #attempt(again) {
    const connection = new AbortController();
    const signal = AbortSignal.any([this.#how.signal, connection.signal]);
    const response = await this.#patiently(connection, () => this.#ask(signal, again, connection));
    const body = response.body;
    if (body === null) throw new Broken();
    try {
      await this.#read(body, connection);
    } finally {
      connection.abort();
    }
    if (this.#total !== null && this.#done < this.#total) throw new Broken();
  }

  /**
   * @param {AbortSignal} signal
   * @param {boolean} again
   * @param {AbortController} connection
   */
  async #ask(signal, again, connection) {
    const rest = this.#done > 0 && this.#version !== undefined;
    const headers = rest ? { range: `bytes=${this.#done}-`, 'if-range': this.#version ?? '' } : {};
    const response = await fetch(this.#address, { credentials: 'same-origin', signal, headers, cache: again ? 'no-store' : 'default' }).catch((reason) => {
      throw again || connection.signal.aborted ? new Broken() : unreadable(this.#address, String(reason));
    });
    if (rest && response.status === 206 && this.#continues(response)) return response;
    if (response.status === 200) {
      await this.#begin(response);
      return response;
    }
    this.#version = undefined;
    // What worked once may work again.
    if (again) throw new Broken();
    throw unreadable(this.#address, `HTTP status ${response.status}`);
  }

  /**
   * Whether a part is the one that is missing, of the same file.
   *
   * @param {Response} response
   */
  #continues({ headers }) {
    const [, from, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? [];
    const same = headers.get('etag') === null || versionOf(headers) === this.#version || !this.#version?.startsWith('"');
    return Number(from) === this.#done && (total === '*' || Number(total) === this.#total) && same;
  }

  /** @param {Response} response  the whole file */
  async #begin({ headers }) {
    if (this.#done > 0) await this.#sink.restart();
    this.#done = 0;
    // Of what was compressed on the way, neither the length nor the parts are those of the file.
    const plain = headers.get('content-encoding') === null;
    const length = headers.get('content-length');
    this.#total = plain && length !== null ? Number(length) : null;
    this.#version = plain && this.#total !== null ? versionOf(headers) : undefined;
    if (this.#total !== null) await this.#sink.expect(this.#total);
  }

  /**
   * @param {ReadableStream<Uint8Array>} body
   * @param {AbortController} connection
   */
  async #read(body, connection) {
    const { read, cancel } = reading(body);
    let filled = 0;
    const flush = async () => {
      if (filled === 0) return;
      const full = filled;
      this.#memory = await this.#sink.write(new Uint8Array(this.#memory, 0, full));
      this.#done += full;
      filled = 0;
    };
    try {
      for (;;) {
        const memory = this.#memory;
        const piece = await this.#patiently(connection, () => read(memory, filled)).catch(() => { throw new Broken(); });
        this.#memory = piece.memory;
        filled += piece.length;
        if (piece.done) break;
        if (filled === this.#memory.byteLength) await flush();
        this.#how.onProgress(this.#done + filled, this.#total, false);
      }
      await flush();
    } catch (reason) {
      // What was in memory may be gone with the connection; what was written is not.
      if (this.#memory.byteLength === 0) this.#memory = new ArrayBuffer(BLOCK);
      cancel();
      throw reason;
    }
  }

  /**
   * @template T
   * @param {AbortController} connection  is ended when nothing comes for too long
   * @param {() => Promise<T>} action
   */
  async #patiently(connection, action) {
    const timer = setTimeout(() => connection.abort(), this.#how.patience);
    try {
      return await action();
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {number} milliseconds */
  async #pause(milliseconds) {
    this.#how.onProgress(this.#done, this.#total, true);
    await new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      this.#how.signal.addEventListener('abort', () => { clearTimeout(timer); done(undefined); }, { once: true });
    });
    if (this.#how.signal.aborted) throw cancelled();
  }
}

/**
 * The strongest name that the server gives to this version of the file; a weak one may stand for others too.
 *
 * @param {Headers} headers
 */
function versionOf(headers) {
  const tag = headers.get('etag');
  if (tag !== null) return tag.startsWith('"') ? tag : undefined;
  return headers.get('last-modified') ?? undefined;
}

/**
 * Reads behind what a piece of memory holds already.
 *
 * @typedef {{ memory: ArrayBuffer, length: number, done: boolean }} Piece
 * @param {ReadableStream<Uint8Array>} body
 * @returns {{ read: (memory: ArrayBuffer, filled: number) => Promise<Piece>, cancel: () => void }}
 */
function reading(body) {
  try {
    const reader = body.getReader({ mode: 'byob' });
    return {
      // The same memory again and again: fresh memory for each piece would wait for the garbage collector.
      read: async (memory, filled) => {
        const { done, value } = await reader.read(new Uint8Array(memory, filled));
        if (value === undefined) throw new Broken();
        return { memory: value.buffer, length: value.length, done };
      },
      cancel: () => { reader.cancel().catch(() => {}); },
    };
  } catch {
    return copying(body);
  }
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @returns {ReturnType<typeof reading>}
 */
function copying(body) {
  const reader = body.getReader();
  let rest = new Uint8Array();
  return {
    read: async (memory, filled) => {
      while (rest.length === 0) {
        const { done, value } = await reader.read();
        if (done) return { memory, length: 0, done };
        rest = new Uint8Array(value);
      }
      const piece = rest.subarray(0, memory.byteLength - filled);
      new Uint8Array(memory).set(piece, filled);
      rest = rest.subarray(piece.length);
      return { memory, length: piece.length, done: false };
    },
    cancel: () => { reader.cancel().catch(() => {}); },
  };
}

/**
 * @param {string} address
 * @param {string} reason
 */
export function unreadable(address, reason) {
  return new TouchstoneError('address-unreadable', 'host', { address, reason });
}
