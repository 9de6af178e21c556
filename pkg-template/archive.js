// Archives that hold evidence are opened: releases are handed on as one file with everything in it.
// An archive without evidence in it stays the one file that it is.

import { unpackTar, unzipSync } from './archive-formats.js';
import { InflatedSource } from './inflate.js';
import { BytesSource } from './source.js';

/**
 * @typedef {import('./source.js').Source} Source
 * @typedef {{ name: string, bytes: Uint8Array }} Member
 */

/** A larger archive is not looked into. */
const SIZE = 32 * 1024 * 1024;
/** Nor is one that holds more bytes than this, */
const INFLATED = 128 * 1024 * 1024;
/** or more files. */
const FILES = 10_000;
/** Of so few files one piece of evidence is enough; of more it takes a third: tests have evidence too. */
const FEW = 100;

/**
 * The files of an archive that holds evidence; undefined for everything else.
 *
 * @param {Source} source
 * @param {Uint8Array} head  its first bytes
 * @param {(bytes: Uint8Array, name: string) => boolean} isEvidence
 * @returns {Promise<Member[] | undefined>}
 */
export async function openArchive(source, head, isEvidence) {
  const members = await unpacked(source, head);
  if (members === undefined) return undefined;
  const evidence = members.filter(({ bytes, name }) => isEvidence(bytes, name)).length;
  return evidence > 0 && (members.length < FEW || evidence * 3 >= members.length) ? members : undefined;
}

/**
 * Everything in an archive; undefined for other files, and for more than anybody looks into.
 *
 * @param {Source} source
 * @param {Uint8Array} head
 * @returns {Promise<Member[] | undefined>}
 */
export async function unpacked(source, head) {
  const unpack = unpackerOf(head);
  if (unpack === undefined || source.once || source.size === undefined || source.size > SIZE) return undefined;
  try {
    return await unpack(await source.head(source.size));
  } catch {
    // Broken, or too much: then it is a file like any other.
    return undefined;
  }
}

/**
 * By content, not by name.
 *
 * @param {Uint8Array} head
 */
function unpackerOf(head) {
  const starts = (/** @type {number[]} */ ...bytes) => bytes.every((byte, index) => head[index] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) return unzip;
  if (starts(0x1f, 0x8b)) return untarGzip;
  if (starts(0x28, 0xb5, 0x2f, 0xfd)) return untarZstd;
  const isTar = new TextDecoder().decode(head.subarray(257, 262)) === 'ustar';
  return isTar ? untar : undefined;
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<Member[]>}
 */
async function unzip(bytes) {
  const bound = new Bound();
  const files = unzipSync(bytes, {
    filter: (/** @type {{ name: string, originalSize: number }} */ { name, originalSize }) => {
      bound.take(originalSize);
      return !name.endsWith('/');
    },
  });
  return Object.entries(files).map(([name, content]) => ({ name, bytes: content }));
}

/**
 * @param {Uint8Array | ReadableStream<Uint8Array>} archive
 * @returns {Promise<Member[]>}
 */
async function untar(archive) {
  const bound = new Bound();
  const entries = await unpackTar(archive, {
    strict: true,
    filter: (/** @type {{ size: number, type?: string }} */ { size, type }) => {
      bound.take(size);
      return type === 'file';
    },
  });
  return entries.map(({ header, data }) => ({ name: header.name, bytes: data ?? new Uint8Array() }));
}

/** @param {Uint8Array} bytes */
function untarGzip(bytes) {
  return untar(limited(new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('gzip'))));
}

/** @param {Uint8Array} bytes */
function untarZstd(bytes) {
  return untar(limited(new InflatedSource(new BytesSource(bytes, ''), 'zstd', false).stream()));
}

/** @param {ReadableStream<Uint8Array>} stream */
function limited(stream) {
  const bound = new Bound();
  return stream.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      bound.add(chunk.length);
      controller.enqueue(chunk);
    },
  }));
}

/** Counts what comes out of an archive, and throws where it becomes too much. */
class Bound {
  #bytes = 0;
  #files = 0;

  /** @param {number} size  of one more file */
  take(size) {
    this.#files += 1;
    this.add(size);
  }

  /** @param {number} size */
  add(size) {
    this.#bytes += size;
    if (this.#bytes > INFLATED || this.#files > FILES) throw new RangeError('more than is looked into');
  }
}
