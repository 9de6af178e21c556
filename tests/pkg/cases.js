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

/** The folders of vectors that the package answers for. */
export const FAMILIES = ['samples', 'sigstore', 'cosign', 'gitsign', 'policy', 'provenance', 'registries', 'tuf'];

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

/**
 * What somebody wants to use, under the name that it has.
 *
 * @param {Case} one
 */
export function artifactsOf(one) {
  return filesOf(one, isArtifact).map(({ name, data }) => ({ name: /** @type {string} */ (one.expect.artifactName ?? name), data }));
}

/** @param {string} name */
export function sample(name) {
  return join(VECTORS, 'samples', name);
}

const isArtifact = (/** @type {string} */ name) => name.startsWith('artifact') && !name.includes('.');
const isBundle = (/** @type {string} */ name) => name.endsWith('.sigstore.json') || name.startsWith('evidence');
const isRoot = (/** @type {string} */ name) => name.startsWith('trusted_root');
const isKey = (/** @type {string} */ name) => name.startsWith('key');

/**
 * What the package says of a case.
 *
 * @param {typeof import('../../pkg-template/index.d.ts')} touchstone
 * @param {Case} one
 * @param {import('../../pkg-template/index.d.ts').ArtifactInput[]} [artifacts]
 */
export async function reportOf(touchstone, one, artifacts = artifactsOf(one)) {
  const { expect } = one;
  const keys = filesOf(one, isKey);
  const session = new touchstone.Session({
    now: expect.now,
    expectation: one.files.get('policy.json') ?? expect.expectation ?? null,
    trust: { embedded: false, roots: filesOf(one, isRoot), keys: expect.keyFound === true ? [] : keys },
  });
  await session.begin();
  try {
    const added = [];
    for (const artifact of artifacts) added.push(await session.add(artifact, { as: 'artifact' }));
    const [first] = added;
    const explicit = expect.explicit !== false && first !== undefined ? { evidenceFor: first.id } : {};
    for (const file of filesOf(one, isBundle)) await session.add(file, { as: 'evidence', ...explicit });
    for (const { data } of filesOf(one, (name) => name === 'accepted_root.json')) await session.addTufRoot(data, { name: 'accepted_root.json' });
    for (const { name, data } of filesOf(one, (file) => file.startsWith('tuf-'))) await session.add({ name: name.slice(4), data }, { as: 'evidence' });
    for (const file of filesOf(one, (name) => name.startsWith('other') && !isBundle(name))) await session.add(file, { as: 'evidence' });
    if (expect.keyFound === true) for (const key of keys) await session.add(key);
    return await session.report();
  } finally {
    session.close();
  }
}
