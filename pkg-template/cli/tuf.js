// `touchstone tuf`: a client of a TUF repository over HTTP, as its public conformance suite calls it.

import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { TouchstoneError, digest, fileAt, updateTuf } from '../node.js';
import { checkTarget } from '../tuf.js';
import { Mistake } from './arguments.js';
import { download } from './http.js';
import { EXIT } from './output.js';

/**
 * @typedef {import('./main.js').Face} Face
 * @typedef {import('../index.d.ts').TufTarget} TufTarget
 * @typedef {import('../index.d.ts').TufStore} TufStore
 */

/**
 * @param {import('./arguments.js').Given} given
 * @param {Face} face
 */
export async function tufCommand({ values, positionals: [what = '', ...rest] }, { wording }) {
  const folder = needed(values, 'metadata-dir');
  try {
    if (what === 'init') await init(folder, rest[0], values);
    else if (what === 'refresh') await refresh(folder, needed(values, 'metadata-url'), values);
    else await fetchTargets(folder, values);
    return EXIT.verified;
  } catch (reason) {
    if (!(reason instanceof TouchstoneError)) throw reason;
    const { sentence, next } = wording.error(reason.code, reason.facts);
    process.stderr.write(`touchstone: ${[sentence, next].filter((text) => text !== '').join(' ')}\n`);
    return EXIT.refuted;
  }
}

/**
 * @param {string} folder
 * @param {string | undefined} path
 * @param {Record<string, any>} values
 */
async function init(folder, path, values) {
  if (path === undefined) throw new Mistake('needsValue', { option: 'init', value: 'ROOT' });
  const root = await readAll(path);
  // Nothing is asked for: the root alone must hold, and whether there are newer ones is not known yet.
  const stop = new Error('the root holds');
  await updateTuf({ ...await trusting(values), root, repository: async () => { throw stop; } }).catch((reason) => {
    if (reason !== stop) throw reason;
  });
  await mkdir(folder, { recursive: true });
  await storeIn(folder).write('root.json', root);
}

/**
 * @param {string} folder
 * @param {string} url
 * @param {Record<string, any>} values
 * @param {Pick<import('../index.d.ts').TufOptions, 'targets' | 'onFound'>} [search]
 */
async function refresh(folder, url, values, search) {
  const store = storeIn(folder);
  const root = await store.read('root.json');
  if (root === undefined) throw new TouchstoneError('tuf-file-missing', 'verify', { file: 'root.json' });
  const base = withSlash(url);
  return updateTuf({ ...await trusting(values), root, store, ...search, repository: (name, limit) => download(`${base}${name}`, { limit }) });
}

/**
 * @param {string} folder
 * @param {Record<string, any>} values
 */
async function fetchTargets(folder, values) {
  const names = values['target-name'] ?? [];
  if (names.length === 0) throw new Mistake('needsValue', { option: 'download', value: '--target-name TEXT' });
  const [into, from] = [needed(values, 'target-dir'), withSlash(needed(values, 'target-base-url'))];
  await refresh(folder, needed(values, 'metadata-url'), values, { targets: names, onFound: (target) => fetchTarget(target, into, from) });
}

/**
 * @param {TufTarget} target
 * @param {string} into
 * @param {string} from
 */
async function fetchTarget(target, into, from) {
  // A path is anything: as one file's name it stays in its folder.
  const path = join(into, encodeURIComponent(target.path));
  if (await isTarget(path, target)) return;
  const part = `${path}.part`;
  await mkdir(into, { recursive: true });
  for (const name of target.names) {
    const bytes = await download(`${from}${name.split('/').map(encodeURIComponent).join('/')}`, { limit: target.length });
    if (bytes === undefined) continue;
    await writeFile(part, bytes);
    try {
      await checkTarget(digest, await fileAt(part), target);
      await rename(part, path);
      return;
    } finally {
      await rm(part, { force: true });
    }
  }
  throw new TouchstoneError('tuf-file-missing', 'verify', { file: target.path });
}

/**
 * Whether the file that is there is the target.
 *
 * @param {string} path
 * @param {TufTarget} target
 */
async function isTarget(path, target) {
  if (await stat(path).catch(() => undefined) === undefined) return false;
  return checkTarget(digest, await fileAt(path), target).then(() => true, () => false);
}

/**
 * @param {string} folder
 * @returns {TufStore}
 */
export function storeIn(folder) {
  return {
    read: (name) => readFile(join(folder, name)).catch((reason) => {
      if (reason.code === 'ENOENT' || reason.code === 'ENOTDIR') return undefined;
      throw new TouchstoneError('file-unreadable', 'host', { file: join(folder, name), reason: reason.message }, reason);
    }),
    write: (name, bytes) => writeWhole(join(folder, name), bytes),
    remove: (name) => rm(join(folder, name), { force: true }),
  };
}

/**
 * All of a file or none of it, whatever happens in between.
 *
 * @param {string} path
 * @param {Uint8Array | string} bytes
 */
export async function writeWhole(path, bytes) {
  const part = `${path}.part`;
  await writeFile(part, bytes);
  await rename(part, path);
}

/** @param {Record<string, any>} values */
async function trusting(values) {
  const roots = await Promise.all((values['trusted-root'] ?? []).map((/** @type {string} */ path) => fileAt(path)));
  return {
    ...(values.now !== undefined && { now: values.now }),
    trust: { staging: values.staging ?? false, ...(roots.length > 0 && { roots }) },
  };
}

/** @param {string} path */
async function readAll(path) {
  return readFile(path).catch((reason) => {
    throw new TouchstoneError('file-unreadable', 'host', { file: path, reason: reason.message }, reason);
  });
}

/**
 * @param {Record<string, any>} values
 * @param {string} option
 * @returns {string}
 */
function needed(values, option) {
  if (values[option] === undefined) throw new Mistake('needsOption', { option: `--${option}` });
  return values[option];
}

/** @param {string} url */
function withSlash(url) {
  return url.endsWith('/') ? url : `${url}/`;
}
