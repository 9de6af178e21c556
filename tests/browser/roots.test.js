// Newer trusted roots on the page, in every engine: out of the files of an instance's TUF repository that
// are dropped, or out of a copy that the site carries. The module is the one that is built but for one
// thing: where it names the first root of GitHub's repository, it names that of the test's own.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';

import { zipSync } from 'fflate';

import { DIST, ROOT } from '../../scripts/places.js';
import { sample } from '../pkg/cases.js';
import { instance } from '../pkg/instance.js';
import { visit } from './visit.js';

const DAY = 86_400_000;
const inDays = (/** @type {number} */ days) => new Date(Date.now() + days * DAY).toISOString().replace(/\.\d+Z$/, 'Z');
const own = async (/** @type {string} */ file) => readFile(join(sample('genuine'), file));
const sha256 = (/** @type {Uint8Array} */ bytes) => createHash('sha256').update(bytes).digest('hex');

const folder = await mkdtemp(join(tmpdir(), 'touchstone-roots-'));
const site = join(folder, 'site');
const root = await own('trusted_root.json');
/** Somebody else's, whose first root the module does not know. */
const seeds = { github: 1, attacker: 2 };
const repositoryOf = (/** @type {keyof typeof seeds} */ who, days = 5) => instance({ root, expires: inDays(days), seed: seeds[who] });

await cp(join(DIST, 'site'), site, { recursive: true });
await cp(join(DIST, 'npm'), join(site, 'npm'), { recursive: true });
const module = join(site, 'touchstone', 'core.wasm');
const [known = '', mine = ''] = await Promise.all([readFile(join(ROOT, 'pkg-template', 'roots', 'github.json')), repositoryOf('github').get('1.root.json')].map(async (bytes) => sha256(await bytes ?? Buffer.of())));
const built = await readFile(module, 'latin1');
assert.equal(built.split(known).length, 2, 'the module names each first root once');
for (const place of [module, join(site, 'npm', 'core.wasm')]) await writeFile(place, built.replace(known, mine), 'latin1');

const { page, requests, until, fresh, verdict, close } = await visit(site);
const trust = () => /** @type {Promise<string>} */ (page.evaluate(`return document.querySelector('#trust').textContent`));
const EMBEDDED = /github: comes with Touchstone, of 23 October 2026, version 9/;
const RENEWED = /github: renewed through TUF, the newest on .*, version 1, 2 days old/;

before(() => mkdir(join(folder, 'files')));

after(async () => {
  await close();
  await rm(folder, { recursive: true });
});

/** @param {Map<string, Uint8Array>} files */
async function choose(files) {
  const paths = await Promise.all([...files].map(async ([name, bytes]) => {
    const path = join(folder, 'files', name.replace(/.*\//, ''));
    await writeFile(path, bytes);
    return path;
  }));
  await page.choose('#pick', paths);
}

/** The sample, whose authority only the newer root knows. */
const signed = async () => new Map([['hello.sh', await own('artifact')], ['hello.sh.sigstore.json', await own('bundle.sigstore.json')]]);

/** A copy on the site. @param {Map<string, Uint8Array>} files */
async function mirror(files, name = 'github') {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(site, 'roots', name, path)), { recursive: true });
    await writeFile(join(site, 'roots', name, path), bytes);
  }
  await writeFile(join(site, 'roots', 'index.json'), JSON.stringify(files.size === 0 ? {} : { [name]: [...files.keys()] }));
}

test('without a copy the page asks once for what there is, and relies on what comes with it', async () => {
  await fresh();
  const asked = requests.filter((path) => path.startsWith('/roots/'));
  assert.ok(asked.length >= 1 && asked.every((path) => path === '/roots/index.json'), asked.join());
  assert.match(await trust(), EMBEDDED);
  assert.match(await trust(), /sigstore-public-good: .*, version 16, \d+ days old/);
});

test('a newer root that is dropped is relied on from then on, loose or in an archive', async () => {
  for (const archived of [false, true]) {
    await fresh();
    await choose(await signed());
    await until(`document.querySelector('.artifact') !== null`);
    assert.equal(await page.evaluate(`return document.querySelector('.artifact').dataset.verdict`), 'incomplete');
    const files = repositoryOf('github');
    const zip = zipSync(Object.fromEntries([...files].map(([path, bytes]) => [`metadata/${path}`, new Uint8Array(bytes)])));
    await choose(archived ? new Map([['github.zip', zip]]) : files);
    await verdict('unstated');
    await until(`/renewed through TUF/.test(document.querySelector('#trust').textContent)`);
    assert.match(await trust(), RENEWED);
    assert.match(String(await page.evaluate(`return document.querySelector('.repository').textContent`)), /follows from the root that comes with Touchstone/);
    assert.equal(await page.evaluate(`return document.querySelector('.repository button')`), null);
  }
});

test('a repository of somebody else, or with a changed byte, never becomes trust', async () => {
  const theirs = repositoryOf('attacker');
  const behind = new Map([...theirs, ['1.root.json', repositoryOf('github').get('1.root.json') ?? Buffer.of()]]);
  const changed = new Map([...repositoryOf('github')].map(([path, bytes]) => [path, path === 'timestamp.json' ? Buffer.from(bytes.toString().replace(/"version": 1/g, '"version": 2')) : bytes]));
  for (const [files, why] of /** @type {const} */ ([[theirs, undefined], [behind, /is not used \(/], [changed, /is not used \(/]])) {
    await fresh();
    await choose(await signed());
    await choose(files);
    await until(`document.querySelector('.repository') !== null`);
    assert.match(await trust(), EMBEDDED);
    if (why !== undefined) assert.match(await trust(), why);
    assert.equal(await page.evaluate(`return document.querySelector('.artifact[data-verdict=verified], .artifact[data-verdict=unstated]')`), null);
  }
});

test('what has expired is not used, and it is said why', async () => {
  await fresh();
  await choose(repositoryOf('github', -1));
  await until(`/is not used/.test(document.querySelector('#trust').textContent)`);
  assert.match(await trust(), EMBEDDED);
  assert.match(await trust(), /timestamp\.json was valid until/);
});

test('a copy that the site carries is verified at the start, and only if it is fresh', async () => {
  await mirror(repositoryOf('github'));
  await fresh();
  assert.match(await trust(), RENEWED);
  requests.length = 0;
  await choose(await signed());
  await verdict('unstated');
  // Also once the module's session was made anew, as after a sample.
  await page.click('#sample-genuine');
  await verdict('verified');
  await page.click('#start-over');
  await until(`/renewed through TUF/.test(document.querySelector('#trust').textContent)`);
  assert.deepEqual(requests.filter((path) => path.startsWith('/roots/')), []);
  assert.deepEqual(await page.evaluate('return window.violations'), []);
  await mirror(repositoryOf('github', -1));
  await fresh();
  assert.match(await trust(), EMBEDDED);
  assert.match(await trust(), /is not used/);
  await mirror(repositoryOf('attacker'));
  await fresh();
  assert.match(await trust(), EMBEDDED);
  await mirror(new Map());
});

test('a worker that replaces one that died has the copy as well', async () => {
  await fresh();
  const found = await page.evaluate(`
    const { Client } = await import('/npm/client.js');
    const workers = [];
    const worker = () => { workers.push(new Worker('/npm/worker.js', { type: 'module' })); return workers.at(-1); };
    const client = new Client({ worker });
    for (const [name, bytes] of args[0]) await client.addMirrored(new Uint8Array(bytes), { name: 'github/' + name });
    const source = async () => (await client.current()).trust.find(({ name }) => name === 'github').source;
    const before = await source();
    workers[0].dispatchEvent(new ErrorEvent('error', { message: 'it died' }));
    const after = await source();
    await client.close();
    return [before, after, workers.length];`, [...repositoryOf('github')].map(([name, bytes]) => [name, [...bytes]]));
  assert.deepEqual(found, ['renewed', 'renewed', 2]);
});
