// What is inside a compressed file, as a stream: by the platform where it can, else by the module or
// a library. gzip may consist of several members, which browsers do not read, and few know zstd.

import { Unzstd } from './zstd.js';
import { TouchstoneError, asThrown } from './error.js';
import { readable } from './source.js';

/**
 * @typedef {import('./source.js').Source} Source
 * @typedef {import('./unpacking.js').Unpacking} Unpacking
 * @typedef {new (take: (chunk: Uint8Array) => void) => ReturnType<Unpacking['gunzip']>} Library  what is known of it
 * @typedef {'gzip' | 'zstd'} Format
 */

/** Something that becomes more bytes than this, */
const SIZE = 1024 * 1024 * 1024;
/** and so many times its own size, is not read on: gzip at its best reaches 1,032 times. */
const RATIO = 1_100;
/** The platform gets so much at once. */
const FED = 64 * 1024;
/** Others get so much at once: of zstd that can become 64 MiB. */
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
  /** @type {Unpacking | undefined} */
  #by;

  /**
   * @param {Source} source
   * @param {Format} format
   * @param {Unpacking | undefined} by  what inflates it; undefined for the platform
   */
  constructor(source, format, by) {
    this.#source = source;
    this.#format = format;
    this.#by = by;
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
    return this.#by ? this.#inPieces(count, this.#by) : this.#byPlatform(count);
  }

  /** @param {(chunk: Uint8Array) => Uint8Array} count */
  #byPlatform(count) {
    const { readable, writable } = new DecompressionStream(/** @type {CompressionFormat} */ (this.#format));
    this.#feed(writable.getWriter());
    return readable.pipeThrough(new TransformStream({
      transform: (/** @type {Uint8Array} */ chunk, controller) => controller.enqueue(count(chunk)),
    }));
  }

  /**
   * Hands over each piece when the one before is taken: from a pipe Node takes all that there is, and
   * keeps it.
   *
   * @param {WritableStreamDefaultWriter<BufferSource>} writer
   */
  async #feed(writer) {
    const reader = this.#source.stream().getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return await writer.close();
        for (let at = 0; at < value.length; at += FED) {
          // A chunk's memory may be that of the next.
          const piece = value.slice(at, at + FED);
          this.read += piece.length;
          await writer.ready;
          await writer.write(piece);
        }
      }
    } catch (reason) {
      // Whoever reads what comes out is told, or has gone.
      await writer.abort(reason).catch(() => {});
      await reader.cancel(reason).catch(() => {});
    }
  }

  /**
   * @param {(chunk: Uint8Array) => Uint8Array} count
   * @param {Unpacking} by
   */
  #inPieces(count, by) {
    const reader = this.#source.stream().getReader();
    /** @type {{ bytes: Uint8Array }} */
    const rest = { bytes: new Uint8Array() };
    /** @type {ReadableStreamDefaultController<Uint8Array>} */
    let out;
    let written = false;
    const take = (/** @type {Uint8Array} */ chunk) => {
      if (chunk.length === 0) return;
      // The library goes on writing into the memory that it gives.
      out.enqueue(count(chunk).slice());
      written = true;
    };
    const decoder = this.#format === 'gzip' ? by.gunzip(take) : new (/** @type {Library} */ (/** @type {unknown} */ (Unzstd)))(take);
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
}

/**
 * The digest of what is inside: `broken` where it cannot be decompressed, `endless` where it would
 * become far larger than any layer is.
 *
 * @param {Source} source
 * @param {Format} format
 * @param {Unpacking} unpacking
 * @param {(inflated: InflatedSource) => Promise<string | undefined>} digest
 * @returns {Promise<{ content: string } | { refused: 'broken' | 'endless' }>}
 */
export async function contentDigest(source, format, unpacking, digest) {
  for (const by of waysFor(format, unpacking)) {
    await by?.begin();
    try {
      const content = await digest(new InflatedSource(source, format, by));
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

/**
 * What can inflate it, the fastest first; undefined stands for the platform.
 *
 * @param {Format} format
 * @param {Unpacking} unpacking
 */
export function waysFor(format, unpacking) {
  try {
    new DecompressionStream(/** @type {CompressionFormat} */ (format));
    return [undefined, unpacking];
  } catch {
    return [unpacking];
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
