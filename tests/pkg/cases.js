// The vectors of the test authority, for JavaScript.

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { parse } from 'smol-toml';

import { ROOT } from '../../scripts/places.js';

/**
 * @typedef {import('../../pkg-template/index.d.ts').Expectation} Expectation
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {Record<string, any>} expect
 * @property {Map<string, Buffer>} files
 */

const VECTORS = join(ROOT, 'tests', 'vectors');

/**
 * @param {string} family
 * @returns {Promise<Case[]>}
 */
export async function cases(family) {
  const names = (await readdir(join(VECTORS, family))).sort();
  return Promise.all(names.map((name) => readCase(`${family}/${name}`)));
}

/** @param {string} name */
export async function readCase(name) {
  const folder = join(VECTORS, name);
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  for (const file of (await readdir(folder)).sort()) files.set(file, await readFile(join(folder, file)));
  const expect = parse(files.get('expect.toml')?.toString() ?? '');
  files.delete('expect.toml');
  return { name, expect, files };
}

/**
 * The files of a case whose names pass, as the package takes them.
 *
 * @param {Case} one
 * @param {(name: string) => boolean} passes
 */
export function filesOf({ files }, passes) {
  return [...files].filter(([name]) => passes(name)).map(([name, data]) => ({ name, data }));
}

/** @param {string} name */
export function sample(name) {
  return join(VECTORS, 'samples', name);
}
