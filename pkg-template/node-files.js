// Files on disk, for Node.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';

import { cancelled } from './error.js';
import { StreamSource, readable, unreadable } from './source.js';

/**
 * @typedef {import('./source.js').Source} Source
 * @typedef {import('./index.d.ts').Digests} Digests
 */

/** So much is read at a time. */
const CHUNK = 1024 * 1024;

/** A file on disk, read when it is needed. @implements {Source} */
export class FileSource {
  once = false;

  /** @type {string} */
  #path;

  /**
   * @param {string} path
   * @param {string} name
   * @param {number} size
   */
  constructor(path, name, size) {
    this.#path = path;
    this.name = name;
    this.size = size;
  }

  /** @param {number} length */
  async head(length) {
    return readable(async () => {
      const file = await open(this.#path);
      try {
        const bytes = Buffer.alloc(Math.min(length, this.size));
        let read = 0;
        while (read < bytes.length) {
          const { bytesRead } = await file.read(bytes, read, bytes.length - read, null);
          if (bytesRead === 0) break;
          read += bytesRead;
        }
        return new Uint8Array(bytes.buffer, bytes.byteOffset, read);
      } finally {
        await file.close();
      }
    });
  }

  stream() {
    return /** @type {ReadableStream<Uint8Array>} */ (Readable.toWeb(this.read()));
  }

  read() {
    return createReadStream(this.#path, { highWaterMark: CHUNK });
  }
}

/**
 * A file on disk as an artifact or a piece of evidence.
 *
 * @param {string} path
 * @param {string} [name]
 * @returns {Promise<FileSource | StreamSource>}
 */
export async function fileAt(path, name = path) {
  const found = await readable(() => stat(path));
  if (found.isDirectory()) throw unreadable(new Error('it is a folder'));
  if (found.isFile()) return new FileSource(path, name, found.size);
  // A pipe gives its bytes once, and says no size.
  const stream = /** @type {ReadableStream<Uint8Array>} */ (Readable.toWeb(createReadStream(path)));
  return new StreamSource(stream, name);
}

/**
 * Digests by the runtime's own hashing.
 *
 * @param {Source} source
 * @param {string[]} names
 * @param {{ onProgress: (done: number) => void, signal: AbortSignal | undefined }} how
 * @returns {Promise<{ size: number, digests: Digests }>}
 */
export async function digestNatively(source, names, { onProgress, signal }) {
  const hashes = names.map((name) => createHash(name));
  let size = 0;
  const chunks = source instanceof FileSource ? source.read() : source.stream();
  try {
    for await (const chunk of chunks) {
      if (signal?.aborted) throw cancelled();
      for (const hash of hashes) hash.update(chunk);
      size += chunk.length;
      onProgress(size);
    }
  } catch (reason) {
    throw unreadable(reason);
  }
  return { size, digests: Object.fromEntries(names.map((name, index) => [name, hashes[index]?.digest('hex')])) };
}

/**
 * The same, of what comes piece by piece.
 *
 * @param {string[]} names
 * @returns {Promise<import('./downloaded.js').Hashing>}
 */
export async function hashNatively(names) {
  const hashes = names.map((name) => createHash(name));
  return {
    update: async (bytes) => {
      for (const hash of hashes) hash.update(bytes);
      return bytes.buffer;
    },
    end: async () => Object.fromEntries(names.map((name, index) => [name, hashes[index]?.digest('hex')])),
  };
}
