// From an address to a file that waits for its verdict, with its digest.

import { TouchstoneError } from '../error.js';
import { Download } from './download.js';
import { openSpool } from './spool.js';

/**
 * @typedef {{ file: Blob, size: number, digests: import('../index.d.ts').Digests, resumed: boolean, remove: () => Promise<void> }} Spooled
 */

/**
 * @param {import('./verifying.js').Verifying} verifying
 * @param {string} address
 * @param {import('./download.js').How} how
 * @returns {Promise<Spooled>}
 */
export async function downloadInto(verifying, address, how) {
  const spool = await openSpool();
  let hashing = await verifying.hash();
  try {
    const download = new Download(address, {
      expect: (expected) => spool.expect(expected),
      write: async (bytes) => {
        await spool.write(bytes);
        return hashing.update(bytes);
      },
      restart: async () => {
        await Promise.all([spool.restart(), hashing.end()]);
        hashing = await verifying.hash();
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
