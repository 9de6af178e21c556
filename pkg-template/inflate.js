// What is inside a compressed file, as a stream: by the platform where it can, by libraries where it
// cannot. gzip may consist of several members, which browsers do not read, and few know zstd.

import { Gunzip, Unzstd } from './archive-formats.js';
import { TouchstoneError, asThrown } from './error.js';
import { readable } from './source.js';

/**
 * @typedef {import('./source.js').Source} Source
 * @typedef {new (take: (chunk: Uint8Array) => void) => { push: (bytes: Uint8Array, last?: boolean) => void }} Decoding
 *   what the libraries have in common
 * @typedef {'gzip' | 'zstd'} Format
 */

/** Something that becomes more bytes than this, */
const SIZE = 1024 * 1024 * 1024;
/** and so many times its own size, is not read on: gzip at its best reaches 1,032 times. */
const RATIO = 1_100;
/** Libraries get so much at once: of zstd that can become 64 MiB. */
const PIECE = 2048;

/**
 * What the content of a file is digested from. @implements {Source}
 */
export class InflatedSource {
  once = false;
  /** @type {undefined} */
  size = undefined;
  /** How many bytes of the file itself were read. */
  read = 0;

  /** @type {Source} */
  #source;
  /** @type {Format} */
  #format;
  /** @type {boolean} */
  #native;

  /**
   * @param {Source} source
   * @param {Format} format
   * @param {boolean} native  by the platform, or by libraries
   */
  constructor(source, format, native) {
    this.#source = source;
    this.#format = format;
    this.#native = native;
    this.name = source.name;
  }

  /** @returns {Promise<Uint8Array>} */
  async head() {
    return new Uint8Array();
  }

  stream() {
    this.read = 0;
    let written = 0;
    const count = (/** @type {Uint8Array} */ chunk) => {
      written += chunk.length;
      if (written > SIZE && written > RATIO * this.read) throw new TouchstoneError('layer-too-large', 'host', { layer: this.name });
      return chunk;
    };
    return this.#native ? this.#byPlatform(count) : this.#byLibrary(count);
  }

  /** @param {(chunk: Uint8Array) => Uint8Array} count */
  #byPlatform(count) {
    const format = /** @type {CompressionFormat} */ (this.#format);
    /** @type {ReadableStream<Uint8Array>} */
    const inflated = this.#counted().pipeThrough(/** @type {any} */ (new DecompressionStream(format)));
    return inflated.pipeThrough(new TransformStream({
      transform: (/** @type {Uint8Array} */ chunk, controller) => controller.enqueue(count(chunk)),
    }));
  }

  /** @param {(chunk: Uint8Array) => Uint8Array} count */
  #byLibrary(count) {
    const reader = this.#source.stream().getReader();
    /** @type {{ bytes: Uint8Array }} */
    const rest = { bytes: new Uint8Array() };
    /** @type {ReadableStreamDefaultController<Uint8Array>} */
    let out;
    let written = false;
    const take = (/** @type {Uint8Array} */ chunk) => {
      if (chunk.length === 0) return;
      // The libraries go on writing into the memory that they give.
      out.enqueue(count(chunk).slice());
      written = true;
    };
    const Decoder = /** @type {Decoding} */ (/** @type {unknown} */ (this.#format === 'gzip' ? Gunzip : Unzstd));
    const decoder = new Decoder(take);
    const next = async () => {
      if (rest.bytes.length > 0) return true;
      const { done, value } = await reader.read();
      if (!done) rest.bytes = value;
      return !done;
    };
    return new ReadableStream({
      start: (controller) => { out = controller; },
      pull: async (controller) => {
        // Nobody asks again before something comes.
        for (written = false; !written;) {
          if (!await next()) {
            decoder.push(new Uint8Array(), true);
            return controller.close();
          }
          const piece = rest.bytes.subarray(0, PIECE);
          rest.bytes = rest.bytes.subarray(piece.length);
          this.read += piece.length;
          decoder.push(piece.slice());
        }
      },
      cancel: (reason) => reader.cancel(reason),
    }, { highWaterMark: 0 });
  }

  #counted() {
    return this.#source.stream().pipeThrough(new TransformStream({
      transform: (/** @type {Uint8Array} */ chunk, controller) => {
        this.read += chunk.length;
        // A chunk's memory may be that of the next.
        controller.enqueue(chunk.slice());
      },
    }));
  }
}

/**
 * The digest of what is inside: `broken` where it cannot be decompressed, `endless` where it would
 * become far larger than any layer is.
 *
 * @param {Source} source
 * @param {Format} format
 * @param {(inflated: InflatedSource) => Promise<string | undefined>} digest
 * @returns {Promise<{ content: string } | { refused: 'broken' | 'endless' }>}
 */
export async function contentDigest(source, format, digest) {
  for (const native of isNative(format) ? [true, false] : [false]) {
    try {
      const content = await digest(new InflatedSource(source, format, native));
      if (content !== undefined) return { content };
    } catch (reason) {
      const code = asThrown(reason);
      if (isCode(reason, 'cancelled')) throw reason;
      if (causes(code).some((cause) => isCode(cause, 'layer-too-large'))) return { refused: 'endless' };
    }
  }
  // The file itself may be what cannot be read.
  await readable(async () => {
    for (const reader = source.stream().getReader(); !(await reader.read()).done;);
  });
  return { refused: 'broken' };
}

/** @param {Format} format */
function isNative(format) {
  try {
    return new DecompressionStream(/** @type {CompressionFormat} */ (format)) !== undefined;
  } catch {
    return false;
  }
}

/**
 * An error and what led to it.
 *
 * @param {unknown} reason
 * @returns {unknown[]}
 */
function causes(reason) {
  return reason instanceof Error ? [reason, ...causes(reason.cause)] : [reason];
}

/**
 * @param {unknown} reason
 * @param {string} code
 */
function isCode(reason, code) {
  return reason instanceof TouchstoneError && reason.code === code;
}
