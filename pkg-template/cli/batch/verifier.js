// From a case to its report. Trusted roots and keys are read once, however many cases name them.

import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { TouchstoneError } from '../../error.js';
import { FileSource, folderAt, naming } from '../../node-files.js';
import { evidenceBeside, isDigest } from '../beside.js';

/**
 * @typedef {import('../../session.js').Session} Session
 * @typedef {import('../../index.d.ts').SessionOptions} SessionOptions
 * @typedef {import('../batch.js').Defaults} Defaults
 * @typedef {import('./case.js').Case} Case
 * @typedef {{ name: string, path: string }} Place
 */

/** A file of more bytes is read piece by piece. */
const WHOLE = 4 * 1024 * 1024;

/** So many sets of roots and keys are kept, those that were used last. */
const KEPT = 16;

export class Verifier {
  #Session;
  #folder;
  #defaults;
  /** Sessions with roots and keys and without files, by what they rely on. @type {Map<string, Session>} */
  #bases = new Map();

  /**
   * @param {new (options: SessionOptions) => Session} SessionClass
   * @param {string} folder
   * @param {Defaults} defaults
   */
  constructor(SessionClass, folder, defaults) {
    this.#Session = SessionClass;
    this.#folder = folder;
    this.#defaults = defaults;
  }

  /** @param {Case} one */
  async verify({ artifact, evidence, trustedRoots, keys, tufRoots, now, expectation }) {
    const base = await this.#base(trustedRoots, keys, tufRoots);
    const session = await base.fork({ now: now ?? this.#defaults.now, expectation: expectation ?? this.#defaults.expectation });
    try {
      const known = isDigest(artifact);
      const { id } = await session.add(known ? artifact : await opened(this.#at(artifact)), { as: 'artifact' });
      if (evidence !== undefined) {
        for (const path of evidence) await session.add(await opened(this.#at(path)), { as: 'evidence', evidenceFor: id });
      } else if (!known) {
        for (const place of await this.#beside(artifact)) await session.add(read(place), { as: 'evidence' });
      }
      return await session.report();
    } finally {
      session.close();
    }
  }

  /**
   * @param {string[] | undefined} trustedRoots
   * @param {string[] | undefined} keys
   * @param {string[] | undefined} tufRoots
   */
  async #base(trustedRoots, keys, tufRoots) {
    const stated = (/** @type {string[] | undefined} */ paths, /** @type {string[]} */ otherwise) => paths === undefined || paths.length === 0
      ? otherwise.map((name) => ({ name, path: resolve(name) }))
      : paths.map((path) => this.#at(path));
    const roots = stated(trustedRoots, this.#defaults.trustedRoots);
    const signers = stated(keys, this.#defaults.keys);
    const repositories = stated(tufRoots, this.#defaults.tufRoots);
    const key = JSON.stringify([roots, signers, repositories]);
    const base = this.#bases.get(key) ?? await this.#make(roots, signers, repositories);
    this.#bases.delete(key);
    this.#bases.set(key, base);
    for (const [oldest, unused] of this.#bases) {
      if (this.#bases.size <= KEPT) break;
      unused.close();
      this.#bases.delete(oldest);
    }
    return base;
  }

  /**
   * @param {Place[]} roots
   * @param {Place[]} keys
   * @param {Place[]} repositories  their roots
   */
  async #make(roots, keys, repositories) {
    const session = new this.#Session({ now: this.#defaults.now, trust: { staging: this.#defaults.staging } });
    await session.begin();
    for (const { root, ...of } of this.#defaults.newer) await session.renewTrustedRoot(root, of);
    for (const place of roots) await naming(place.name, () => session.addTrustedRoot(read(place)));
    for (const place of keys) await naming(place.name, () => session.addKey(read(place)));
    for (const place of repositories) await naming(place.name, () => session.addTufRoot(read(place)));
    return session;
  }

  /**
   * @param {string} artifact
   * @returns {Promise<Place[]>}
   */
  async #beside(artifact) {
    const found = await evidenceBeside([this.#at(artifact).path]);
    return found.map((path) => ({ path, name: join(dirname(artifact), basename(path)) }));
  }

  /**
   * @param {string} path  as the line writes it
   * @returns {Place}
   */
  #at(path) {
    return { name: path, path: resolve(this.#folder, path) };
  }
}

/**
 * A folder with the files in it, an image's perhaps, or a file.
 *
 * @param {Place} place
 */
async function opened(place) {
  const { name, path } = place;
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return read(place);
  return folderAt(path, name);
}

/**
 * A file, whole where it is small. Nothing else is read: a pipe that nobody writes to would hold up
 * every line behind it.
 *
 * @param {Place} place
 */
function read({ name, path }) {
  try {
    const found = statSync(path);
    if (!found.isFile()) throw new Error(found.isDirectory() ? 'it is a folder' : 'it is no regular file');
    return found.size <= WHOLE ? { name, data: readFileSync(path) } : new FileSource(path, name, found.size);
  } catch (reason) {
    throw new TouchstoneError('file-unreadable', 'host', { file: name, reason: reason instanceof Error ? reason.message : String(reason) }, reason);
  }
}
