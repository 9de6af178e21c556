// Where a download waits for its verdict, in Node, Deno and Bun: in a folder that nobody else can open.

import * as fs from 'node:fs';
import { mkdtemp, open, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tooLarge } from './spool.js';

/** @returns {Promise<import('./spool.js').Spool>} */
export async function spoolOnDisk() {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-'));
  const leave = () => fs.rmSync(folder, { recursive: true, force: true });
  process.once('exit', leave);
  const path = join(folder, 'download');
  const file = await open(path, 'wx', 0o600);
  let size = 0;
  return {
    expect: async (expected) => {
      const { bavail, bsize } = await statfs(folder);
      if (expected > bavail * bsize) throw tooLarge(expected, bavail * bsize);
    },
    write: async (bytes) => {
      for (let from = 0; from < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, from, bytes.length - from, size).catch((reason) => { throw reason.code === 'ENOSPC' ? tooLarge(size + bytes.length, size) : reason; });
        from += bytesWritten;
        size += bytesWritten;
      }
    },
    restart: async () => {
      await file.truncate(0);
      size = 0;
    },
    finish: async () => {
      await file.close();
      return blobAt(path);
    },
    remove: async () => {
      process.off('exit', leave);
      await file.close().catch(() => {});
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A file that is read when somebody reads the blob, where the runtime can do that.
 *
 * @param {string} path
 */
async function blobAt(path) {
  return 'openAsBlob' in fs ? fs.openAsBlob(path) : new Blob([await readFile(path)]);
}
