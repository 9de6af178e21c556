// A tar archive that gzip or zstd packed as a whole: what is in it is reached only by inflating all that
// stands before it. One pass lists its files and keeps the small ones; a large one is read on a later
// pass, which goes on from where the one before it ended. So memory stays flat, whatever its size.

import { InflatedSource, waysFor } from './inflate.js';
import { BytesSource, readable } from './source.js';
import { listEntries } from './tar.js';
import { TouchstoneError } from './error.js';

/**
 * @typedef {import('./source.js').Source} Source
 * @typedef {import('./tar.js').TarFile} TarFile
 * @typedef {import('./tar.js').TarList} TarList
 * @typedef {import('./inflate.js').Format} Format
 * @typedef {import('./unpacking.js').Unpacking} Unpacking
 */

/** Files of at most so many bytes are kept on the way, */
const SMALL = 1024 * 1024;
/** until they are so many in all; */
const KEPT = 64 * 1024 * 1024;
/** of others the first bytes, by which they are told apart, */
const HEAD = 4096;
/** or fewer, where that is too much as well. */
const LEAST = 512;
/** What stores images has files of such names, and nothing long before them: in smaller archives than this they may come late. */
const IMAGE = /(?:^|\/)(?:blobs\/|index\.json$|oci-layout$|manifest\.json$|[0-9a-f]{64}(?:\/|\.\w+$|$))/;
const SIZE = 32 * 1024 * 1024;
const LATE = { files: 10_000, bytes: 128 * 1024 * 1024 };
const EARLY = { files: 16, bytes: 16 * 1024 * 1024 };

/**
 * The archive, if it may hold images; undefined for everything else.
 *
 * @param {Source} source
 * @param {Uint8Array} head
 * @param {Unpacking} unpacking
 * @returns {Promise<(TarList & { part: (file: TarFile) => Source }) | undefined>}
 */
export async function openPackedTar(source, head, unpacking) {
  const format = formatOf(head);
  if (format === undefined || source.once) return undefined;
  for (const by of waysFor(format, unpacking)) {
    await by?.begin();
    const archive = new PackedTar(source, format, by);
    const list = await archive.list();
    // Several members of gzip are more than browsers read.
    if (list !== undefined && (by !== undefined || !archive.failed)) return { ...list, part: (file) => archive.part(file) };
    if (list === undefined && !archive.failed) return undefined;
  }
  return undefined;
}

/** @param {Uint8Array} head */
function formatOf(head) {
  const starts = (/** @type {number[]} */ ...bytes) => bytes.every((byte, index) => head[index] === byte);
  if (starts(0x1f, 0x8b)) return 'gzip';
  return starts(0x28, 0xb5, 0x2f, 0xfd) ? 'zstd' : undefined;
}

class PackedTar {
  /** Whether inflating it ended in an error. */
  failed = false;
  /** @type {Source} */
  #source;
  /** @type {InflatedSource} */
  #inflated;
  /** What was kept of each file, by where it is. @type {Map<number, Uint8Array>} */
  #kept = new Map();
  /** @type {Pass | undefined} */
  #pass;
  /** Where the last file ends that is not kept. */
  #end = 0;

  /**
   * @param {Source} source
   * @param {Format} format
   * @param {Unpacking | undefined} by
   */
  constructor(source, format, by) {
    this.#source = source;
    this.#inflated = new InflatedSource(source, format, by);
  }

  /** @returns {Promise<TarList | undefined>}  undefined where no image comes */
  async list() {
    const pass = new Pass(this.#inflated.stream());
    const patience = (this.#source.size ?? Infinity) > SIZE ? EARLY : LATE;
    let [seen, count, kept] = [false, 0, 0];
    const holds = async (/** @type {number} */ start, /** @type {number} */ length, /** @type {string | undefined} */ name) => {
      count += 1;
      seen ||= name !== undefined && IMAGE.test(name);
      if (!seen && (count > patience.files || start + length > patience.bytes)) throw new NoImage();
      const small = length <= SMALL && kept + length <= KEPT;
      const bytes = await pass.bytes(start, small ? length : Math.min(length, kept < KEPT ? HEAD : LEAST));
      if (bytes === undefined || !await pass.skipTo(start + length)) return false;
      kept += bytes.length;
      this.#kept.set(start, bytes);
      if (bytes.length < length) this.#end = start + length;
      return true;
    };
    try {
      return await listEntries({ endsBy: (at) => pass.endsBy(at), bytes: (at, length) => pass.bytes(at, length), holds });
    } catch (reason) {
      if (reason instanceof NoImage) return undefined;
      throw reason;
    } finally {
      this.failed = pass.failed !== undefined;
      pass.close();
    }
  }

  /** @param {TarFile} file */
  part({ name, start, size }) {
    const kept = this.#kept.get(start) ?? new Uint8Array();
    return kept.length === size ? new BytesSource(kept, name) : new PackedFile(name, size, kept, () => this.#open(start, start + size));
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  #open(start, end) {
    /** @type {Pass | undefined} */
    let mine;
    let at = start;
    const begin = async () => {
      const before = this.#pass;
      if (before === undefined || before.failed !== undefined || before.at > start) {
        before?.close();
        this.#pass = new Pass(this.#inflated.stream());
      }
      mine = this.#pass;
      return await mine?.skipTo(start) ? mine : undefined;
    };
    return new ReadableStream({
      pull: async (controller) => {
        const pass = mine === undefined ? await begin() : mine;
        // Whoever began to read another file took the pass along.
        const bytes = pass === undefined || pass !== this.#pass || pass.at !== at ? undefined : await pass.next(end - at);
        if (bytes === undefined) throw new TouchstoneError('file-unreadable', 'host', { reason: 'the archive ends too early' }, pass?.failed);
        at += bytes.length;
        controller.enqueue(bytes);
        if (at < end) return;
        controller.close();
        if (end < this.#end) return;
        pass?.close();
        this.#pass = undefined;
      },
    }, { highWaterMark: 0 });
  }
}

/** A file of which only the first bytes are kept. @implements {Source} */
class PackedFile {
  once = false;
  /** @type {Uint8Array} */
  #kept;
  /** @type {() => ReadableStream<Uint8Array>} */
  #open;

  /**
   * @param {string} name
   * @param {number} size
   * @param {Uint8Array} kept
   * @param {() => ReadableStream<Uint8Array>} open
   */
  constructor(name, size, kept, open) {
    this.name = name;
    this.size = size;
    this.#kept = kept;
    this.#open = open;
  }

  /** @param {number} length */
  async head(length) {
    if (length <= this.#kept.length) return this.#kept.subarray(0, length);
    return readable(async () => await new Pass(this.#open()).bytes(0, Math.min(length, this.size)) ?? new Uint8Array());
  }

  stream() {
    return this.#open();
  }
}

/** What is wrong with the archive, not with reading it. */
const OF_CONTENT = ['layer-too-large', 'deflate-invalid'];

/** One way through a stream, forward alone. */
class Pass {
  /** How many bytes are behind. */
  at = 0;
  /** Why there are no more, where that is no end. @type {unknown} */
  failed = undefined;
  /** @type {Uint8Array} */
  #rest = new Uint8Array();
  /** @type {ReadableStreamDefaultReader<Uint8Array>} */
  #reader;

  /** @param {ReadableStream<Uint8Array>} stream */
  constructor(stream) {
    this.#reader = stream.getReader();
  }

  /**
   * The next bytes, at most so many; undefined at the end.
   *
   * @param {number} most
   */
  async next(most) {
    if (!await this.#more()) return undefined;
    const bytes = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(bytes.length);
    this.at += bytes.length;
    return bytes;
  }

  async #more() {
    while (this.#rest.length === 0 && this.failed === undefined) {
      try {
        const { done, value } = await this.#reader.read();
        if (done) return false;
        this.#rest = value;
      } catch (reason) {
        if (reason instanceof TouchstoneError && !OF_CONTENT.includes(reason.code)) throw reason;
        this.failed = reason;
      }
    }
    return this.#rest.length > 0;
  }

  /** @param {number} at */
  async skipTo(at) {
    while (this.at < at && await this.next(at - this.at) !== undefined);
    return this.at === at;
  }

  /** @param {number} at */
  async endsBy(at) {
    await this.skipTo(at);
    return this.failed === undefined && !await this.#more() && this.failed === undefined;
  }

  /**
   * @param {number} at
   * @param {number} length
   * @returns {Promise<Uint8Array | undefined>}  undefined where there are fewer
   */
  async bytes(at, length) {
    if (!await this.skipTo(at)) return undefined;
    const all = new Uint8Array(length);
    for (let filled = 0; filled < length;) {
      const bytes = await this.next(length - filled);
      if (bytes === undefined) return undefined;
      all.set(bytes, filled);
      filled += bytes.length;
    }
    return all;
  }

  close() {
    this.#reader.cancel().catch(() => {});
  }
}

/** Nothing of what came is an image's. */
class NoImage extends Error {}
