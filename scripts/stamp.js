// Nothing is made anew that would come out the same: each product is stamped with what it was made from.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { ROOT, TARGET } from './places.js';

const STAMPS = join(TARGET, 'stamps');

/**
 * One digest over files, folders and words.
 *
 * @param {string[]} paths  from the project's root; what is absent counts as absent
 * @param {string[]} [words]
 */
export async function fingerprint(paths, words = []) {
  const hash = createHash('sha256');
  for (const word of words) hash.update(`word ${word}\0`);
  for (const path of paths) {
    for (const file of await filesUnder(join(ROOT, path))) {
      hash.update(`file ${relative(ROOT, file)}\0`);
      hash.update(createHash('sha256').update(await readFile(file)).digest());
    }
  }
  return hash.digest('hex');
}

/**
 * Makes a product unless it is there and made from the same.
 *
 * @param {string} name
 * @param {string} made_from  a fingerprint
 * @param {string[]} products  whole paths
 * @param {() => Promise<unknown>} make
 * @returns {Promise<boolean>}  whether it was made
 */
export async function unlessFresh(name, made_from, products, make) {
  const stamp = join(STAMPS, name);
  const before = await readFile(stamp, 'utf8').catch(() => '');
  if (before === made_from && products.every((path) => existsSync(path))) return false;
  await rm(stamp, { force: true });
  await make();
  await mkdir(STAMPS, { recursive: true });
  await writeFile(stamp, made_from);
  return true;
}

/**
 * @param {string} path
 * @returns {Promise<string[]>}
 */
export async function filesUnder(path) {
  const kind = await stat(path).catch(() => undefined);
  if (kind === undefined) return [];
  if (kind.isFile()) return [path];
  const names = (await readdir(path)).filter((name) => name !== 'target' && name !== 'node_modules').sort();
  return (await Promise.all(names.map((name) => filesUnder(join(path, name))))).flat();
}
