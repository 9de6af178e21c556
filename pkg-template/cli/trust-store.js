// Where newer trusted roots are kept: for each instance a folder with the files of its TUF repository,
// as the repository publishes them, byte for byte. They are verified each time they are used.

import { mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import { TouchstoneError, digest, folderAt, inspectTrustedRoot, trust, updateTuf } from '../node.js';
import { placeOf, renewalEvenExpired } from '../trust-renewal.js';
import { Said, fill } from '../wording.js';
import { storeIn, writeWhole } from './tuf.js';

/**
 * @typedef {import('../trust-renewal.js').Renewal} Renewal
 *
 * @typedef {object} Instance
 * @property {string} name
 * @property {string} url      of its TUF repository
 * @property {Uint8Array} root  the root.json that everything follows from
 *
 * @typedef {{ name: string, renewal: Renewal } | { name: string, error: TouchstoneError }} Kept
 */

export const API = { digest, inspectTrustedRoot, trust, updateTuf };

/** More files than this no instance's folder has. */
const FILES = 1000;

/** The instances whose roots come with the package. @returns {Promise<Instance[]>} */
export async function instances() {
  const folder = new URL('../roots/', import.meta.url);
  /** @type {{ name: string, url: string, file: string }[]} */
  const listed = JSON.parse(await readFile(new URL('index.json', folder), 'utf8'));
  return Promise.all(listed.map(async ({ name, url, file }) => ({ name, url, root: await readFile(new URL(file, folder)) })));
}

/**
 * The folder that holds a folder for each instance.
 *
 * @param {Record<string, any>} values  options
 */
export function storeFolder({ 'trust-store': given }) {
  if (given !== undefined) return String(given);
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  return join(xdg || (process.platform === 'win32' && local) || join(homedir(), '.cache'), 'touchstone', 'trust');
}

/**
 * What is kept of each instance that has anything kept, verified from the root that comes with the package.
 *
 * @param {string} folder
 * @param {string | undefined} now
 * @returns {Promise<Kept[]>}
 */
export async function keptRoots(folder, now) {
  const there = await readdir(folder).catch(() => /** @type {string[]} */ ([]));
  if (there.length === 0) return [];
  const known = (await instances()).filter(({ name }) => there.includes(name));
  return Promise.all(known.map(async (instance) => {
    const { name } = instance;
    try {
      return { name, renewal: await renewalEvenExpired(API, instance, placeOf(await filesIn(join(folder, name))), { now }) };
    } catch (reason) {
      if (!(reason instanceof TouchstoneError)) throw reason;
      return { name, error: reason };
    }
  }));
}

/** @param {string} folder */
async function filesIn(folder) {
  const { files } = await folderAt(folder);
  if (files.length > FILES) throw new TouchstoneError('file-unreadable', 'host', { file: folder, reason: `more than ${FILES} files` });
  return files.map(({ path }) => ({ path, read: (/** @type {number} */ limit) => readAtMost(join(folder, path), limit) }));
}

/**
 * @param {string} path
 * @param {number} limit
 */
async function readAtMost(path, limit) {
  try {
    const { size } = await stat(path);
    if (size > limit) throw new TouchstoneError('input-too-large', 'parse', { size, limit });
    return await readFile(path);
  } catch (reason) {
    if (reason instanceof TouchstoneError) throw reason;
    throw new TouchstoneError('file-unreadable', 'host', { file: path, reason: reason instanceof Error ? reason.message : String(reason) }, reason);
  }
}

/**
 * A line that says why what is kept of an instance is not used.
 *
 * @param {string} name
 * @param {TouchstoneError} error
 * @param {import('./words.js').Words} words
 * @param {import('../wording.js').Wording} wording
 */
export function unusedInWords(name, { code, facts }, { label }, wording) {
  return `touchstone: ${name}: ${fill(label.unused ?? '', { reason: new Said(wording.error(code, facts).sentence) })}\n`;
}

/**
 * The newer roots, for whoever relies on the roots that come with the package; what is wrong with those
 * that are not used is told.
 *
 * @param {Record<string, any>} values  options
 * @param {(name: string, error: TouchstoneError) => void} tell
 */
export async function newerRoots(values, tell) {
  const kept = await keptRoots(storeFolder(values), values.now);
  return kept.flatMap((each) => {
    // The user's own roots take the place of these, unless they are keys of a registry.
    if ('error' in each && values['trusted-root'] === undefined) tell(each.name, each.error);
    return 'renewal' in each && each.renewal.beside === 'newer' ? [{ name: each.name, date: each.renewal.date, root: each.renewal.root }] : [];
  });
}

/**
 * What an instance's folder has, for a client that goes on from there: metadata, which the client verifies
 * itself, and the roots that follow from the first one.
 *
 * @param {Instance} instance
 * @param {string} folder
 */
export async function earlier({ root }, folder) {
  const names = await readdir(folder).catch(() => /** @type {string[]} */ ([]));
  const versionOf = (/** @type {string} */ name) => Number(/^(\d+)\./.exec(name)?.[1] ?? 0);
  const store = storeIn(folder);
  return {
    roots: await rootsAfter(root, store),
    kept: async (/** @type {string} */ name) => {
      const versions = names.filter((each) => each.replace(/^\d+\./, '') === name);
      const [newest] = versions.sort((one, other) => versionOf(other) - versionOf(one));
      return newest === undefined ? undefined : store.read(newest);
    },
  };
}

/**
 * The roots that are kept and follow from the first one. One that does not ends the row: another is
 * asked for in its place.
 *
 * @param {Uint8Array} root
 * @param {import('../index.d.ts').TufStore} store
 */
async function rootsAfter(root, store) {
  /** @type {Map<string, Uint8Array>} */
  const roots = new Map();
  let asked = '';
  const end = new Error('no further root is kept');
  await updateTuf({
    root, trust: { embedded: false },
    repository: async (name) => {
      const bytes = await store.read(asked = name);
      if (bytes === undefined) throw end;
      return bytes;
    },
    store: { read: async () => undefined, remove: async () => {}, write: async (_, bytes) => { roots.set(asked, bytes); } },
  }).catch((reason) => {
    if (reason !== end && !(reason instanceof TouchstoneError)) throw reason;
  });
  return roots;
}

/**
 * Keeps files of a repository. What all others hang on comes last, so that whoever looks meanwhile sees
 * the old ones or the new ones.
 *
 * @param {string} folder
 * @param {Map<string, Uint8Array>} files
 */
export async function keep(folder, files) {
  const order = [...files].sort(([one], [other]) => Number(one === 'timestamp.json') - Number(other === 'timestamp.json'));
  for (const [name, bytes] of order) await written(join(folder, name), bytes);
}

/**
 * Lets go of all that is none of these files any more.
 *
 * @param {string} folder
 * @param {Map<string, Uint8Array>} files
 */
export async function keepOnly(folder, files) {
  const { files: there } = await folderAt(folder);
  for (const { path } of there) if (!files.has(path)) await rm(join(folder, path), { force: true });
}

/**
 * Says which files there are of each instance, for a page that cannot look into the folder.
 *
 * @param {string} store
 */
export async function writeIndex(store) {
  /** @type {Record<string, string[]>} */
  const index = {};
  for (const { name } of await instances()) {
    if (await stat(join(store, name)).catch(() => undefined) === undefined) continue;
    const { files } = await folderAt(join(store, name));
    index[name] = files.map(({ path }) => path).sort();
  }
  if (Object.keys(index).length > 0) await written(join(store, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
}

/**
 * @param {string} path
 * @param {Uint8Array | string} bytes
 */
async function written(path, bytes) {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeWhole(path, bytes);
  } catch (reason) {
    throw new TouchstoneError('file-unwritable', 'host', { file: path, reason: reason instanceof Error ? reason.message : String(reason) }, reason);
  }
}
