// From an address to a file that waits for its verdict, with its digests.

import { Download } from './download.js';
import { TouchstoneError } from './error.js';

/**
 * @typedef {import('./index.d.ts').Digests} Digests
 * @typedef {{ file: Blob, size: number, digests: Digests, resumed: boolean, remove: () => Promise<void> }} Spooled
 *
 * @typedef {object} Hashing  computes digests of what comes piece by piece
 * @property {(bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>} update  gives the memory of the piece back
 * @property {() => Promise<Digests>} end
 *
 * @typedef {object} Means
 * @property {() => Promise<Hashing>} hash
 * @property {() => Promise<import('./spool.js').Spool>} openSpool
 */

/**
 * @param {Means} means
 * @param {string | Response} from
 * @param {import('./download.js').How} how
 * @returns {Promise<Spooled>}
 */
export async function downloadInto({ hash, openSpool }, from, how) {
  const spool = await openSpool();
  try {
    let hashing = await hash();
    const download = new Download(from, {
      expect: (expected) => spool.expect(expected),
      write: async (bytes) => {
        await spool.write(bytes);
        return hashing.update(bytes);
      },
      restart: async () => {
        await Promise.all([spool.restart(), hashing.end()]);
        hashing = await hash();
      },
    }, how);
    const size = await download.run();
    const [file, digests] = await Promise.all([spool.finish(), hashing.end()]);
    // What was hashed has to be what is handed over.
    if (file.size !== size) throw new TouchstoneError('internal-error', 'host', { reason: `${size} bytes came, ${file.size} were kept` });
    return { file, size, digests, resumed: download.resumed, remove: () => spool.remove() };
  } catch (reason) {
    await spool.remove();
    throw reason;
  }
}
