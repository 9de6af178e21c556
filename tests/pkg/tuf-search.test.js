// Several targets in one run: a role that two others delegate counts by the way that led to it, and what was
// found and fetched before a search failed is kept.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { keyOf, signedBy } from '../browser/repository.js';
import { touchstone } from './command.js';
import { touchstone as api } from './package.js';

const [GOOD, BAD] = ['team-a/file', 'team-b/file'];
const EXPIRES = '2099-01-01T00:00:00Z';
const [top, one, other] = [keyOf(1), keyOf(2), keyOf(3)];

/** @param {typeof top} key */
const role = (key) => ({ keyids: [key.id], threshold: 1 });
const target = (/** @type {string} */ path) => ({ hashes: { sha256: createHash('sha256').update(path).digest('hex') }, length: path.length });
const delegating = (/** @type {[string, string, typeof top][]} */ roles) => ({
  keys: Object.fromEntries(roles.map(([, , key]) => [key.id, key.public])),
  roles: roles.map(([name, paths, key]) => ({ name, paths: [paths], terminating: false, ...role(key) })),
});

/**
 * Two roles delegate a third under a key of their own each; only the first one's has signed it.
 *
 * @type {Map<string, Buffer>}
 */
const files = new Map(Object.entries({
  '1.root.json': [top, { _type: 'root', consistent_snapshot: true, keys: { [top.id]: top.public }, roles: { root: role(top), snapshot: role(top), targets: role(top), timestamp: role(top) } }],
  'timestamp.json': [top, { _type: 'timestamp', meta: { 'snapshot.json': { version: 1 } } }],
  '1.snapshot.json': [top, { _type: 'snapshot', meta: Object.fromEntries(['targets', 'parent-a', 'parent-b', 'release'].map((name) => [`${name}.json`, { version: 1 }])) }],
  '1.targets.json': [top, { _type: 'targets', targets: {}, delegations: delegating([['parent-a', 'team-a/*', top], ['parent-b', 'team-b/*', top]]) }],
  '1.parent-a.json': [top, { _type: 'targets', targets: {}, delegations: delegating([['release', 'team-a/*', one]]) }],
  '1.parent-b.json': [top, { _type: 'targets', targets: {}, delegations: delegating([['release', 'team-b/*', other]]) }],
  '1.release.json': [one, { _type: 'targets', targets: { [GOOD]: target(GOOD), [BAD]: target(BAD) } }],
}).map(([name, [key, signed]]) => [name, signedBy(/** @type {typeof top} */ (key), { expires: EXPIRES, spec_version: '1.0.34', version: 1, .../** @type {object} */ (signed) })]));

const root = files.get('1.root.json') ?? Buffer.of();

test('what one way proves is no proof on another way, in either order', async () => {
  for (const [targets, before] of /** @type {const} */ ([[[GOOD, BAD], [GOOD]], [[BAD, GOOD], []]])) {
    /** @type {string[]} */
    const found = [];
    const update = api.updateTuf({
      root, targets: [...targets], now: '2026-06-01T00:00:00Z', trust: { embedded: false },
      repository: async (name) => files.get(name),
      onFound: async ({ path }) => { found.push(path); },
    });
    await assert.rejects(update, { code: 'tuf-threshold-unmet' });
    assert.deepEqual(found, before);
  }
});

test('an end that onFound makes is the end of the run', async () => {
  const stop = new Error('enough');
  /** @type {string[]} */
  const asked = [];
  const update = api.updateTuf({
    root, targets: [GOOD, BAD], now: '2026-06-01T00:00:00Z', trust: { embedded: false },
    repository: async (name) => { asked.push(name); return files.get(name); },
    onFound: () => { throw stop; },
  });
  await assert.rejects(update, (reason) => reason === stop);
  assert.equal(asked.includes('1.parent-b.json'), false);
});

let folder = '';
const server = createServer((request, response) => {
  const name = decodeURIComponent(request.url ?? '').replace(/^\/(metadata|targets)\//, '');
  const path = name.replace(/[0-9a-f]{64}\./, '');
  const bytes = request.url?.startsWith('/metadata/') ? files.get(name) : [GOOD, BAD].includes(path) ? Buffer.from(path) : undefined;
  response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
});

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-tuf-search-'));
  await /** @type {Promise<void>} */ (new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
});

after(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

test('the command line fetches a target before it looks for the next one', async () => {
  const origin = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
  await writeFile(join(folder, 'root.json'), root);
  const { code, stderr } = await touchstone([
    'tuf', '--now', '2026-06-01T00:00:00Z', '--metadata-dir', folder, '--metadata-url', `${origin}/metadata/`,
    '--target-name', GOOD, '--target-name', BAD, '--target-dir', join(folder, 'targets'), '--target-base-url', `${origin}/targets/`, 'download',
  ]);
  assert.equal(code, 1);
  assert.match(stderr, /release\.json needs the signatures/);
  assert.deepEqual(await readdir(join(folder, 'targets')), [encodeURIComponent(GOOD)]);
  assert.equal(await readFile(join(folder, 'targets', encodeURIComponent(GOOD)), 'utf8'), GOOD);
});
