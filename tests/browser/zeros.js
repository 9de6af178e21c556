// What sparse files hold.

import { createHash } from 'node:crypto';

/**
 * The SHA-256 of so many bytes of zero; a multiple of 1 MiB.
 *
 * @param {number} length
 */
export function zeros(length) {
  const [hash, piece] = [createHash('sha256'), new Uint8Array(1024 ** 2)];
  for (let done = 0; done < length; done += piece.length) hash.update(piece);
  return hash.digest('hex');
}
