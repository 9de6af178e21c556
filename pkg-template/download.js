// A download that outlives its connection: what broke off is asked for from where it ended, if the
// server still has the very same file, and from its beginning if not.

import { TouchstoneError, cancelled, usage } from './error.js';
import { ownReader } from './source.js';

/**
 * @typedef {object} Sink
 * @property {(size: number) => Promise<void>} expect  is told how large it will be, where that is known
 * @property {(bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>} write  gives memory back for the next bytes
 * @property {() => Promise<void>} restart
 *
 * @typedef {(address: string, how: { signal: AbortSignal, headers: Record<string, string>, again: boolean }) => Promise<Response>} Ask
 *   `again` where something else came before, which no cache should give once more
 *
 * @typedef {object} How
 * @property {AbortSignal} signal
 * @property {Ask} ask
 * @property {boolean} resumes  whether what broke off may be asked for from where it ended
 * @property {number} patience  milliseconds without a byte, after which the connection counts as broken
 * @property {(done: number, total: number | null, resumed: boolean) => void} onProgress
 */

/** Bytes that are written at once. */
const BLOCK = 1024 * 1024;
/** Bytes that are read at once. */
const PIECE = 256 * 1024;
/** Attempts in a row that get no further than those before. */
const FAILURES = 5;
/** Attempts in all. */
const ATTEMPTS = 100;
/** Milliseconds between the first two attempts; twice as many before each further one. */
const PAUSE = 250;

/** A connection that ended before the file did. */
class Broken extends Error {}

export class Download {
  /** @type {string | Response} */
  #from;
  /** @type {Sink} */
  #sink;
  /** @type {How} */
  #how;
  #done = 0;
  /** @type {number | null} */
  #total = null;
  /** What the server calls this version of the file. @type {string | undefined} */
  #version;
  /** Whether another origin gave it, which may forbid to ask for a part. */
  #foreign = false;
  #memory = new ArrayBuffer(BLOCK);
  #filled = 0;

  /**
   * @param {string | Response} from  an address, or an answer that came already and is not asked for again
   * @param {Sink} sink
   * @param {How} how
   */
  constructor(from, sink, how) {
    this.#from = from;
    this.#sink = sink;
    this.#how = how;
  }

  /** Whether it is made of parts. */
  resumed = false;

  /** Ends when all of the file is in the sink. Gives its size. */
  async run() {
    const attempts = this.#from instanceof Response ? 1 : ATTEMPTS;
    let [failures, farthest] = [0, 0];
    for (let attempt = 0; attempt < attempts && failures < FAILURES; attempt += 1) {
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
    try {
      const { body } = await this.#patiently(connection, async () => this.#from instanceof Response ? this.#given(this.#from) : this.#ask(this.#from, { signal, again, connection }));
      if (body !== null) await this.#read(body, connection, signal);
    } finally {
      connection.abort();
    }
    if (this.#total !== null && this.#done < this.#total) throw new Broken();
  }

  /** @param {Response} response */
  async #given(response) {
    if (response.bodyUsed) throw usage('response', 'one that nobody has read');
    if (response.status !== 200) throw unreadable(response.url, `HTTP status ${response.status}`);
    await this.#begin(response);
    return response;
  }

  /**
   * @param {string} address
   * @param {{ signal: AbortSignal, again: boolean, connection: AbortController }} how
   */
  async #ask(address, { signal, again, connection }) {
    const rest = this.#how.resumes && this.#done > 0 && this.#version !== undefined;
    /** @type {Record<string, string>} */
    const headers = rest ? { range: `bytes=${this.#done}-`, 'if-range': this.#version ?? '' } : {};
    const response = await this.#how.ask(address, { signal, headers, again }).catch((reason) => {
      if (this.#foreign) this.#version = undefined;
      throw again || connection.signal.aborted ? new Broken() : unreadable(address, String(reason));
    });
    if (rest && response.status === 206 && this.#continues(response)) {
      this.resumed = true;
      return response;
    }
    if (response.status === 200) {
      await this.#begin(response);
      return response;
    }
    this.#version = undefined;
    // What worked once may work again.
    if (again) throw new Broken();
    throw unreadable(address, `HTTP status ${response.status}`);
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
  async #begin({ headers, type }) {
    this.#foreign = type === 'cors';
    if (this.#done > 0) await this.#sink.restart();
    this.#done = 0;
    this.resumed = false;
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
   * @param {AbortSignal} signal
   */
  async #read(body, connection, signal) {
    const { read, cancel } = reader(body);
    // Who asked ends with the signal by itself; an answer that was given has to be told.
    signal.addEventListener('abort', cancel, { once: true });
    try {
      for (;;) {
        const piece = await this.#patiently(connection, read).catch(() => { throw new Broken(); });
        // What was ended looks like an end.
        if (signal.aborted) throw new Broken();
        if (piece === undefined) break;
        await this.#take(piece);
        this.#how.onProgress(this.#done + this.#filled, this.#total, false);
      }
    } finally {
      signal.removeEventListener('abort', cancel);
      // What came before a connection broke is not asked for again.
      if (!this.#how.signal.aborted) await this.#flush();
    }
  }

  /** @param {Uint8Array} piece */
  async #take(piece) {
    for (let start = 0; start < piece.length;) {
      const part = piece.subarray(start, start + this.#memory.byteLength - this.#filled);
      new Uint8Array(this.#memory).set(part, this.#filled);
      start += part.length;
      this.#filled += part.length;
      if (this.#filled === this.#memory.byteLength) await this.#flush();
    }
  }

  async #flush() {
    const filled = this.#filled;
    if (filled === 0) return;
    this.#filled = 0;
    this.#memory = await this.#sink.write(new Uint8Array(this.#memory, 0, filled));
    this.#done += filled;
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
 * Reads the next piece, which is good until the one after it; undefined at the end.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @returns {{ read: () => Promise<Uint8Array | undefined>, cancel: () => void }}
 */
function reader(body) {
  const own = ownReader(body);
  if (own === undefined) {
    const given = body.getReader();
    return { read: async () => (await given.read()).value, cancel: () => { given.cancel().catch(() => {}); } };
  }
  // The same memory again and again: fresh memory for each piece would wait for the garbage collector.
  let memory = new ArrayBuffer(PIECE);
  const read = async () => {
    const { done, value } = await own.read(new Uint8Array(memory));
    if (done) return undefined;
    memory = value.buffer;
    return value;
  };
  return { read, cancel: () => { own.cancel().catch(() => {}); } };
}

/**
 * @param {string} address
 * @param {string} reason
 */
export function unreadable(address, reason) {
  return new TouchstoneError('address-unreadable', 'host', { address, reason });
}

/**
 * The name of a file from its address.
 *
 * @param {string} address
 */
export function nameIn(address) {
  const last = URL.canParse(address) ? new URL(address).pathname.split('/').at(-1) ?? '' : '';
  try {
    // A name leads nowhere else, whatever stands in the address.
    return decodeURIComponent(last).replace(/^\.*$|[/\\\0]/g, '_');
  } catch {
    return last;
  }
}

/** As a page asks. @type {Ask} */
export function askAsPage(address, { signal, headers, again }) {
  return fetch(address, { credentials: 'same-origin', signal, headers, cache: again ? 'no-store' : 'default' });
}
