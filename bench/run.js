// The same measurements in Node and in a page.

import { sigstoreBrowser, touchstone } from './contenders.js';
import { hashWasm, noble, touchstoneHash, webCrypto } from './hashes.js';
import { medians } from './measure.js';

/**
 * @typedef {import('./cases.js').Case} Case
 * @typedef {typeof import('../pkg-template/index.d.ts')} Touchstone
 * @typedef {{ [what: string]: Record<string, number> }} Table  milliseconds by contender
 */

const PIECES = 32;
const PIECE = 1024 * 1024;

/**
 * @param {Touchstone} module
 * @param {Case[]} cases
 * @param {import('./contenders.js').Contender[]} more
 * @returns {Promise<Table>}
 */
export async function warm(module, cases, more = []) {
  /** @type {Table} */
  const table = {};
  for (const subject of cases) {
    const contenders = [touchstone(module), sigstoreBrowser, ...more];
    const ready = await Promise.all(contenders.map(async ({ name, prepare }) => ({ name, run: await prepare(subject) })));
    table[subject.name] = await medians(ready.flatMap(({ name, run }) => run === undefined ? [] : [{ name, run }]));
  }
  return table;
}

/**
 * Megabytes a second, of a stream in pieces of one mebibyte.
 *
 * @param {Touchstone} module
 * @param {((algorithm: import('./hashes.js').Algorithm) => import('./hashes.js').HashContender)[]} more
 * @returns {Promise<Table>}
 */
export async function hashing(module, more = []) {
  await module.init();
  const pieces = Array.from({ length: PIECES }, (_, index) => new Uint8Array(PIECE).fill(index));
  /** @type {Table} */
  const table = {};
  for (const algorithm of /** @type {const} */ (['sha256', 'sha512'])) {
    const contenders = [touchstoneHash(module.Hasher, algorithm), ...[hashWasm, noble, webCrypto, ...more].map((make) => make(algorithm))];
    const times = await medians(await Promise.all(contenders.map(async ({ name, prepare }) => {
      const hash = await prepare();
      return { name, run: () => hash(pieces) };
    })));
    table[algorithm] = Object.fromEntries(Object.entries(times).map(([name, time]) => [name, PIECES * PIECE / 1000 / time]));
  }
  return table;
}
