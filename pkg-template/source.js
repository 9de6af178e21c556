// What files are read from: bytes, blobs, streams. Whatever holds it, a file is a name, a size, its
// first bytes, and a stream.

import { TouchstoneError, usage } from './error.js';

/**
 * @typedef {import('./index.d.ts').FileInput} FileInput
 * @typedef {import('./index.d.ts').ArtifactInput} ArtifactInput
 * @typedef {import('./index.d.ts').Digests} Digests
 *
 * @typedef {object} Source
 * @property {string} name
 * @property {number | undefined} size
 * @property {boolean} once  whether it can be read only once
 * @property {(length: number) => Promise<Uint8Array>} head  its first bytes, at most so many
 * @property {() => ReadableStream<Uint8Array>} stream
 * @property {(start: number, end: number, name: string) => Source} [slice]  a part of it, without a copy
 * @property {Blob} [blob]  what can be handed to another worker
 */

/** Where only a digest is known, there is nothing to read. */
export class KnownDigests {
  /**
   * @param {string} name
   * @param {number | undefined} size
   * @param {Digests} digests
   */
  constructor(name, size, digests) {
    this.name = name;
    this.size = size;
    this.digests = digests;
  }
}

/** A Blob or File. @implements {Source} */
export class BlobSource {
  once = false;

  /**
   * @param {Blob} blob
   * @param {string} name
   */
  constructor(blob, name) {
    this.blob = blob;
    this.name = name;
    this.size = blob.size;
  }

  /** @param {number} length */
  async head(length) {
    return readable(async () => new Uint8Array(await this.blob.slice(0, length).arrayBuffer()));
  }

  /**
   * @param {number} start
   * @param {number} end
   * @param {string} name
   */
  slice(start, end, name) {
    return new BlobSource(this.blob.slice(start, end), name);
  }

  /**
   * The bytes, each piece in the memory of the one before: a reader is done with a piece when it asks
   * for the next. Fresh memory for each would wait for the garbage collector, which in Chromium lets
   * hundreds of megabytes stand. What the browser hands over in crumbs is gathered first: each piece is
   * a call into the module and a word of progress, and Firefox under load hands over 14 kB at a time.
   */
  stream() {
    const bytes = /** @type {ReadableStream<Uint8Array>} */ (this.blob.stream());
    const reader = ownReader(bytes);
    if (reader === undefined) return bytes;
    let memory = new ArrayBuffer(Math.max(1, Math.min(PIECE, this.blob.size)));
    return new ReadableStream({
      async pull(controller) {
        let filled = 0;
        let ended = false;
        while (!ended && filled < memory.byteLength) {
          const { done, value } = await reader.read(new Uint8Array(memory, filled));
          if (value === undefined) return controller.close();
          ended = done;
          memory = value.buffer;
          filled += value.length;
        }
        if (filled > 0) controller.enqueue(new Uint8Array(memory, 0, filled));
        if (ended) controller.close();
      },
      cancel: (reason) => reader.cancel(reason),
    }, { highWaterMark: 0 });
  }
}

/**
 * A reader into memory of our own, where the stream allows it.
 *
 * @param {ReadableStream<Uint8Array>} stream
 */
export function ownReader(stream) {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}

/** Bytes in memory. @implements {Source} */
export class BytesSource {
  once = false;

  /** @type {Uint8Array} */
  #bytes;

  /**
   * @param {Uint8Array} bytes
   * @param {string} name
   */
  constructor(bytes, name) {
    this.#bytes = bytes;
    this.name = name;
    this.size = bytes.length;
  }

  /** @param {number} length */
  async head(length) {
    return this.#bytes.subarray(0, length);
  }

  /**
   * @param {number} start
   * @param {number} end
   * @param {string} name
   */
  slice(start, end, name) {
    return new BytesSource(this.#bytes.subarray(start, end), name);
  }

  stream() {
    const bytes = this.#bytes;
    let start = 0;
    return new ReadableStream({
      pull(controller) {
        if (start >= bytes.length) return controller.close();
        controller.enqueue(bytes.subarray(start, start += PIECE));
      },
    });
  }
}

/** Bytes are handed on in pieces, so that progress is told and cancelling works. */
const PIECE = 2 * 1024 * 1024;

/** A stream: its bytes come once. @implements {Source} */
export class StreamSource {
  once = true;
  size = undefined;

  /** @type {ReadableStream<Uint8Array>} */
  #stream;

  /**
   * @param {ReadableStream<Uint8Array>} stream
   * @param {string} name
   */
  constructor(stream, name) {
    this.#stream = stream;
    this.name = name;
  }

  /** @param {number} length */
  async head(length) {
    const [first, rest] = this.#stream.tee();
    this.#stream = rest;
    return readable(() => firstBytes(first, length));
  }

  stream() {
    return this.#stream;
  }
}

/**
 * A source from what a caller gave as a file.
 *
 * @param {unknown} input
 * @param {string} argument  the option's name, for the error
 * @param {string} fallback  a name where the file has none
 * @returns {Source}
 */
export function sourceOf(input, argument, fallback) {
  if (typeof input === 'string') return new BytesSource(new TextEncoder().encode(input), fallback);
  if (input instanceof Blob) return new BlobSource(input, nameOf(input) ?? fallback);
  if (input instanceof ArrayBuffer) return new BytesSource(new Uint8Array(input), fallback);
  if (ArrayBuffer.isView(input)) {
    return new BytesSource(new Uint8Array(input.buffer, input.byteOffset, input.byteLength), fallback);
  }
  if (input instanceof ReadableStream) return new StreamSource(input, fallback);
  if (isSource(input)) return input;
  if (typeof input === 'object' && input !== null && 'data' in input) {
    const name = nameOf(input);
    return input.data instanceof Blob && name !== undefined ? new BlobSource(input.data, name) : sourceOf(input.data, argument, name ?? fallback);
  }
  throw usage(argument, 'bytes, text, Blob, File, ReadableStream, or {name, data}');
}

/**
 * A source, or the digests that are all that is known, from what a caller gave as an artifact.
 *
 * @param {unknown} input
 * @param {string} fallback
 * @returns {Source | KnownDigests}
 */
export function artifactOf(input, fallback) {
  if (typeof input === 'string') {
    const found = /^(sha256|sha384|sha512):([0-9a-fA-F]+)$/.exec(input);
    if (found?.[1] !== undefined && found[2] !== undefined) return new KnownDigests(input, undefined, { [found[1]]: found[2].toLowerCase() });
    // What statements name by a digest that nobody computes here: gitCommit, say.
    const [, algorithm, value] = /^([A-Za-z]\w+):([\w.+-]+)$/.exec(input) ?? [];
    if (algorithm === undefined || value === undefined || /^sha\d+$/.test(algorithm)) throw usage('artifact', 'a file, or sha256:HEX');
    return new KnownDigests(input, undefined, /** @type {Digests} */ ({ [algorithm]: value }));
  }
  if (typeof input === 'object' && input !== null && 'digests' in input && !('data' in input)) {
    const digests = /** @type {Digests} */ (input.digests);
    const size = 'size' in input && typeof input.size === 'number' ? input.size : undefined;
    return new KnownDigests(nameOf(input) ?? `sha256:${digests.sha256 ?? ''}`, size, digests);
  }
  return sourceOf(input, 'artifact', fallback);
}

/**
 * All bytes of a file, or undefined when they are more than the limit.
 *
 * @param {Source} source
 * @param {number} limit
 */
export async function whole(source, limit) {
  if (source.size !== undefined && source.size > limit) return undefined;
  const bytes = source.once
    ? await readable(() => firstBytes(source.stream(), limit + 1))
    : await source.head(limit + 1);
  return bytes.length > limit ? undefined : bytes;
}

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} length
 */
async function firstBytes(stream, length) {
  const reader = stream.getReader();
  const bytes = [];
  let size = 0;
  while (size < length) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes.push(value.subarray(0, length - size));
    size += bytes.at(-1)?.length ?? 0;
  }
  reader.cancel().catch(() => {});
  return joined(bytes, size);
}

/**
 * @param {Uint8Array[]} parts
 * @param {number} size
 */
function joined(parts, size) {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * Reading fails in many words; they become one code.
 *
 * @template T
 * @param {() => Promise<T>} read
 */
export async function readable(read) {
  try {
    return await read();
  } catch (reason) {
    throw unreadable(reason);
  }
}

/** @param {unknown} reason */
export function unreadable(reason) {
  if (reason instanceof TouchstoneError) return reason;
  return new TouchstoneError('file-unreadable', 'host', { reason: reason instanceof Error ? reason.message : String(reason) }, reason);
}

/**
 * @param {object} value
 * @returns {string | undefined}
 */
function nameOf(value) {
  return 'name' in value && typeof value.name === 'string' && value.name !== '' ? value.name : undefined;
}

/**
 * @param {unknown} value
 * @returns {value is Source}
 */
function isSource(value) {
  return typeof value === 'object' && value !== null && 'head' in value && 'stream' in value && 'once' in value;
}
