// Where a download waits for its verdict: in the browser's own file system, where nothing else sees it
// and memory stays as it is; else in memory, up to a bound.

import { TouchstoneError } from './error.js';

/**
 * @typedef {object} Spool
 * @property {(size: number) => Promise<void>} expect  refuses what it has no room for
 * @property {(bytes: Uint8Array<ArrayBuffer>) => Promise<void>} write
 * @property {() => Promise<void>} restart  forgets what was written
 * @property {() => Promise<Blob>} finish
 * @property {() => Promise<void>} remove
 */

/** Bytes that are kept in memory where there is no file system. */
export const MEMORY_LIMIT = 256 * 1024 * 1024;

const FOLDER = 'touchstone-downloads';

/** Milliseconds after which a download of an earlier visit is of no use to anybody. */
const OLD = 24 * 60 * 60 * 1000;

/**
 * @param {number} [limit]  bytes that may be in memory
 * @returns {Promise<Spool>}
 */
export async function openSpool(limit) {
  try {
    return await onDisk();
  } catch {
    return inMemory(limit);
  }
}

/** @returns {Promise<Spool>} */
async function onDisk() {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  await sweep(folder);
  const name = `${Date.now()}-${crypto.randomUUID()}`;
  const file = await folder.getFileHandle(name, { create: true });
  const writable = await file.createWritable();
  let size = 0;
  return {
    expect: async (expected) => {
      const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
      if (expected > quota - usage) throw tooLarge(expected, quota - usage);
    },
    write: async (bytes) => {
      try {
        await writable.write(bytes);
      } catch (reason) {
        if (reason instanceof DOMException && reason.name === 'QuotaExceededError') throw tooLarge(size + bytes.length, size);
        throw reason;
      }
      size += bytes.length;
    },
    restart: async () => {
      await writable.truncate(0);
      await writable.seek(0);
      size = 0;
    },
    finish: async () => {
      await writable.close();
      return file.getFile();
    },
    remove: async () => {
      await writable.abort().catch(() => {});
      await folder.removeEntry(name).catch(() => {});
    },
  };
}

/**
 * Removes what earlier visits left: a file that was saved had to stay until the browser had copied it.
 *
 * @param {FileSystemDirectoryHandle} folder
 */
async function sweep(folder) {
  for await (const name of folder.keys()) {
    if (Date.now() - Number.parseInt(name, 10) > OLD) await folder.removeEntry(name).catch(() => {});
  }
}

/**
 * @param {number} [limit]
 * @returns {Spool}
 */
export function inMemory(limit = MEMORY_LIMIT) {
  /** @type {Blob[]} */
  let parts = [];
  let size = 0;
  const expect = async (/** @type {number} */ expected) => {
    if (expected > limit) throw tooLarge(expected, limit);
  };
  const forget = async () => { [parts, size] = [[], 0]; };
  return {
    expect,
    write: async (bytes) => {
      await expect(size + bytes.length);
      parts.push(new Blob([bytes]));
      size += bytes.length;
    },
    restart: forget,
    finish: async () => new Blob(parts),
    remove: forget,
  };
}

/**
 * @param {number} size
 * @param {number} limit
 */
export function tooLarge(size, limit) {
  return new TouchstoneError('download-too-large', 'host', { size, limit: Math.max(0, limit) });
}
