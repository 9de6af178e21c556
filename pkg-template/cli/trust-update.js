// `touchstone trust update`: asks the instances' TUF repositories for newer trusted roots, and keeps them.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { TouchstoneError } from '../node.js';
import { renewal } from '../trust-renewal.js';
import { fill, visible } from '../wording.js';
import { Mistake } from './arguments.js';
import { download } from './http.js';
import { EXIT } from './output.js';
import { line } from './terminal.js';
import { API, earlier, instances, keep, keepOnly, storeFolder, writeIndex } from './trust-store.js';

/**
 * @typedef {import('./main.js').Face} Face
 * @typedef {import('./trust-store.js').Instance} Instance
 * @typedef {import('../trust-renewal.js').Renewal} Renewal
 *
 * @typedef {Instance & { folder: string } & ({ renewal: Renewal } | { error: TouchstoneError })} Result
 */

/** Errors that say nothing against the repository. */
const UNREADABLE = ['address-unreadable', 'file-unreadable', 'file-unwritable'];

/**
 * @param {import('./arguments.js').Given} given
 * @param {Face} face
 */
export async function updateCommand({ values, positionals: [, ...names] }, { terminal, words, wording }) {
  const store = storeFolder(values);
  /** @type {Result[]} */
  const results = [];
  for (const instance of await chosen(names, values)) results.push(await update(instance, join(store, instance.name), values.now));
  if (results.some((result) => 'renewal' in result)) await writeIndex(store);
  if (values.json) terminal.printJson(results.map(plain));
  else terminal.print(results.map((result) => line(0, `${mark(result, terminal)} ${inWords(result, words, wording)}`, 2)));
  return exitOf(results);
}

/** @param {Result[]} results */
function exitOf(results) {
  const refuted = results.some((result) => 'error' in result ? !UNREADABLE.includes(result.error.code) : result.renewal.beside === 'older');
  if (refuted) return EXIT.refuted;
  return results.some((result) => 'error' in result) ? EXIT.usage : EXIT.verified;
}

/**
 * The instances to ask: those whose roots come with the package, or one of the user's own.
 *
 * @param {string[]} names
 * @param {Record<string, any>} values
 * @returns {Promise<Instance[]>}
 */
async function chosen(names, { root, staging, url }) {
  const known = await instances();
  const list = known.map(({ name }) => name).join(', ');
  const stranger = names.find((name) => !known.some((each) => each.name === name));
  if (root !== undefined) {
    const [name = 'own'] = names;
    if (url === undefined) throw new Mistake('needsOption', { option: '--url' });
    // Its files must not mix with those of an instance that everything else relies on.
    if (names.length > 1 || stranger !== names[0] || !/^\w[\w.-]*$/.test(name)) throw new Mistake('ownInstance', { list });
    return [{ name, url, root: await readRoot(root) }];
  }
  if (stranger !== undefined) throw new Mistake('noInstance', { given: stranger, list });
  const asked = names.length > 0 ? names : staging ? ['sigstore-staging'] : known.map(({ name }) => name);
  if (url !== undefined && asked.length !== 1) throw new Mistake('oneInstance', { list });
  return known.filter(({ name }) => asked.includes(name)).map((each) => ({ ...each, url: url ?? each.url }));
}

/** @param {string} path */
async function readRoot(path) {
  return readFile(path).catch((reason) => {
    throw new TouchstoneError('file-unreadable', 'host', { file: path, reason: reason.message }, reason);
  });
}

/**
 * @param {Instance} instance
 * @param {string} folder
 * @param {string | undefined} now
 * @returns {Promise<Result>}
 */
async function update(instance, folder, now) {
  const base = instance.url.replace(/\/*$/, '/');
  /** @type {Map<string, Uint8Array>} */
  const learnt = new Map();
  try {
    const { kept, roots } = await earlier(instance, folder);
    const found = await renewal(API, instance, {
      // A root that is kept is as good as one that is served, and nobody can hold it back.
      metadata: async (file, limit) => roots.get(file) ?? await download(`${base}${file}`, { limit }),
      target: async ([file = ''], limit) => download(`${base}targets/${file.split('/').map(encodeURIComponent).join('/')}`, { limit }),
      kept,
    }, { now, learnt: (file, bytes) => { if (!roots.has(file)) learnt.set(file, bytes); } });
    if (found.beside !== 'older') {
      await keep(folder, found.files);
      await keepOnly(folder, found.files);
    }
    return { ...instance, folder, renewal: found };
  } catch (reason) {
    if (!(reason instanceof TouchstoneError)) throw reason;
    // A newer root says whose signatures count no longer, whatever else is wrong.
    const kept = await keep(folder, learnt).catch((/** @type {TouchstoneError} */ unwritten) => unwritten);
    return { ...instance, folder, error: kept ?? reason };
  }
}

/** @param {Result} result */
function plain(result) {
  const { name, url, folder } = result;
  if ('error' in result) return { name, url, folder, result: 'failed', error: { code: result.error.code, facts: result.error.facts } };
  const { beside, date, sha256, until, versions } = result.renewal;
  return { name, url, folder, result: beside, date, until, sha256, versions };
}

/**
 * @param {Result} result
 * @param {Face['terminal']} terminal
 */
function mark(result, terminal) {
  if ('error' in result || result.renewal.beside === 'older') return terminal.paint('red', '✗');
  return terminal.paint('green', '✓');
}

/**
 * @param {Result} result
 * @param {Face['words']} words
 * @param {Face['wording']} wording
 */
function inWords(result, { label }, wording) {
  const { name, folder } = result;
  const said = (/** @type {string} */ text, /** @type {Record<string, unknown>} */ facts) => `${visible(name)}: ${fill(label[text] ?? text, facts)}`;
  if ('error' in result) {
    const { code, facts } = result.error;
    if (code === 'address-unreadable') return said('unreached', facts);
    const { sentence, next } = wording.error(code, facts);
    return `${visible(name)}: ${sentence} ${next} (${code})`;
  }
  const { beside, date, files, until, versions } = result.renewal;
  const [target = ''] = [...files.keys()].filter((path) => path.startsWith('targets/'));
  const isOwn = beside === 'own';
  return `${said(`update-${beside}`, { date, until, ...isOwn && { path: join(folder, target) } })} ${fill(label.versions ?? '', versions)}`;
}
