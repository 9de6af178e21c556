// Files on disk, for Node.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';

import { TouchstoneError, cancelled } from './error.js';
import { StreamSource, unreadable } from './source.js';

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
  /** Where it begins, if it is a part of what is on disk. @type {number | undefined} */
  #start;

  /**
   * @param {string} path
   * @param {string} name
   * @param {number} size
   * @param {number} [start]
   */
  constructor(path, name, size, start) {
    this.#path = path;
    this.#start = start;
    this.name = name;
    this.size = size;
  }

  /**
   * @param {number} start
   * @param {number} end
   * @param {string} name
   */
  slice(start, end, name) {
    return new FileSource(this.#path, name, Math.max(0, Math.min(end, this.size) - start), (this.#start ?? 0) + start);
  }

  /** @param {number} length */
  async head(length) {
    return naming(this.name, async () => {
      const file = await open(this.#path);
      try {
        const bytes = Buffer.alloc(Math.min(length, this.size));
        let read = 0;
        while (read < bytes.length) {
          const { bytesRead } = await file.read(bytes, read, bytes.length - read, (this.#start ?? 0) + read);
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
    // A whole file that grew since is read to its new end: it is not what it was.
    if (this.#start === undefined) return createReadStream(this.#path, { highWaterMark: CHUNK });
    if (this.size === 0) return Readable.from([]);
    return createReadStream(this.#path, { highWaterMark: CHUNK, start: this.#start, end: this.#start + this.size - 1 });
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
  const found = await naming(name, () => stat(path));
  if (found.isDirectory()) return naming(name, () => { throw new Error('it is a folder'); });
  if (found.isFile()) return new FileSource(path, name, found.size);
  // A pipe gives its bytes once, and says no size.
  const stream = /** @type {ReadableStream<Uint8Array>} */ (Readable.toWeb(createReadStream(path)));
  return new StreamSource(stream, name);
}

/**
 * Names the file in which something is wrong.
 *
 * @template T
 * @param {string} file
 * @param {() => T | Promise<T>} action
 * @returns {Promise<T>}
 */
export async function naming(file, action) {
  try {
    return await action();
  } catch (reason) {
    const { code, stage, facts, cause } = unreadable(reason);
    throw new TouchstoneError(code, stage, { file, ...facts }, cause);
  }
}

/** A folder of more files is not read. */
const FILES = 100_000;

/**
 * A folder on disk, with the files in it. Links count where they lead to a file.
 *
 * @param {string} path
 * @param {string} [name]
 * @returns {Promise<import('./index.d.ts').FolderInput>}
 */
export async function folderAt(path, name = basename(resolve(path))) {
  /** @type {import('./index.d.ts').FolderInput['files']} */
  const files = [];
  const waiting = [''];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    const within = folder;
    const entries = await naming(join(name, within), () => readdir(join(path, within), { withFileTypes: true }));
    for (const entry of entries.sort((one, other) => one.name < other.name ? -1 : 1)) {
      const inside = within === '' ? entry.name : `${within}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(inside);
      else if ((await stat(join(path, inside)).catch(() => undefined))?.isFile()) files.push({ path: inside, data: await fileAt(join(path, inside), join(name, inside)) });
      if (files.length > FILES) return naming(name, () => { throw new Error(`more than ${FILES} files`); });
    }
  }
  return { name, files };
}

/**
 * A file or folder on disk.
 *
 * @param {string} path
 * @param {string} [name]
 */
export async function pathAt(path, name = path) {
  const found = await naming(name, () => stat(path));
  return found.isDirectory() ? folderAt(path, name) : fileAt(path, name);
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
