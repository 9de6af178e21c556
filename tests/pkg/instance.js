// An instance's TUF repository with real signatures: as many roots, and of whatever version and date a
// test wants; and a copy of the package that takes it for the instance's own.

import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';

import { keyOf, signedBy } from '../browser/repository.js';
import { NPM } from './package.js';

/**
 * @typedef {object} Wanted
 * @property {Uint8Array} root     what its trusted_root.json holds
 * @property {string} expires      of the timestamp
 * @property {number} [seed]       of its first keys
 * @property {number} [roots]      how many there are; each has another online key than the last one
 * @property {number} [version]    of timestamp, snapshot and targets
 * @property {number} [period]     days that a timestamp is valid
 */

/** Until when everything else is valid. */
const LONG = '2036-01-01T00:00:00Z';

/**
 * The files, by their paths in the repository.
 *
 * @param {Wanted} wanted
 * @returns {Map<string, Buffer>}
 */
export function instance({ root, expires, seed = 1, roots = 1, version = 1, period = 7 }) {
  const offline = keyOf(seed);
  const online = (/** @type {number} */ number) => keyOf(seed + 100 + number);
  const common = { expires: LONG, spec_version: '1.0', version };
  const sha256 = createHash('sha256').update(root).digest('hex');
  const rootOf = (/** @type {number} */ number) => {
    const role = { keyids: [offline.id], threshold: 1 };
    const fast = { keyids: [online(number).id], threshold: 1, 'x-tuf-on-ci-expiry-period': period };
    return signedBy(offline, {
      ...common, _type: 'root', version: number, consistent_snapshot: true,
      keys: { [offline.id]: offline.public, [online(number).id]: online(number).public },
      roles: { root: role, targets: role, snapshot: fast, timestamp: fast },
    });
  };
  const meta = (/** @type {string} */ name) => ({ [name]: { version } });
  return new Map([
    ...Array.from({ length: roots }, (_, index) => /** @type {const} */ ([`${index + 1}.root.json`, rootOf(index + 1)])),
    ['timestamp.json', signedBy(online(roots), { ...common, expires, _type: 'timestamp', meta: meta('snapshot.json') })],
    [`${version}.snapshot.json`, signedBy(online(roots), { ...common, _type: 'snapshot', meta: meta('targets.json') })],
    [`${version}.targets.json`, signedBy(offline, { ...common, _type: 'targets', targets: { 'trusted_root.json': { length: root.length, hashes: { sha256 } } } })],
    [`targets/${sha256}.trusted_root.json`, Buffer.from(root)],
  ]);
}

/**
 * The package, with other first roots: everything else is as it is built.
 *
 * @param {string} folder  that it is copied to
 * @param {Record<string, Uint8Array>} roots  by the instances' names
 */
export async function packageRelyingOn(folder, roots) {
  await cp(NPM, folder, { recursive: true });
  for (const [name, bytes] of Object.entries(roots)) await writeFile(join(folder, 'roots', `${name}.json`), bytes);
  return join(folder, 'cli.js');
}

/** A server of such repositories, each under a path of its own; every path that was asked for is noted. */
export async function serving() {
  /** @type {Map<string, Map<string, Uint8Array>>} */
  const repositories = new Map();
  /** @type {string[]} */
  const asked = [];
  const server = createServer((request, response) => {
    const [, name = '', ...rest] = decodeURIComponent(request.url ?? '').split('/');
    asked.push(`${name}/${rest.join('/')}`);
    const bytes = repositories.get(name)?.get(rest.join('/'));
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', () => done(undefined)); });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    repositories, asked,
    /** @param {string} name */
    url: (name) => `http://127.0.0.1:${port}/${name}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * The files of a state that is recorded of a real repository.
 *
 * @param {string} corpus
 * @param {{ files: Record<string, string> }} state
 * @returns {Promise<Map<string, Buffer>>}
 */
export async function recorded(corpus, { files }) {
  const entries = Object.entries(files).map(async ([path, sha256]) => /** @type {const} */ ([path.replace(/^metadata\//, ''), await readFile(join(corpus, 'blobs', sha256))]));
  return new Map(await Promise.all(entries));
}
