// TUF repositories on the page, in every engine: whose root it is a person says, what has expired is never
// verified, and a repository in an archive is one like any other.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { zipSync } from 'fflate';

import { sample } from '../pkg/cases.js';
import { repository } from './repository.js';
import { visit } from './visit.js';

const { page, until, fresh, verdict, close } = await visit();
const LONG = '2099-01-01T00:00:00Z';
const OVER = '2020-01-01T00:00:00Z';
const NAMED = { touchstone: { expectation: { repo: 'touchstone-sample/hello' } } };
const FILES = [['artifact', 'hello.sh'], ['bundle.sigstore.json', 'hello.sh.sigstore.json'], ['trusted_root.json', 'trusted_root.json']];

let folder = '';

before(async () => { folder = await mkdtemp(join(tmpdir(), 'touchstone-repositories-')); });

after(async () => {
  await close();
  await rm(folder, { recursive: true });
});

/**
 * The sample's file and a repository that lists it, by name.
 *
 * @param {string} name
 * @param {Omit<import('./repository.js').Wanted, 'path' | 'bytes'>} wanted
 * @param {{ evidence?: boolean }} [how]  without evidence unless it is asked for
 */
async function files(name, wanted, { evidence = false } = {}) {
  const own = await Promise.all(FILES.slice(0, evidence ? undefined : 1).map(async ([file = '', as = '']) => [as, await readFile(join(sample(name), file))]));
  const bytes = await readFile(join(sample(name), 'artifact'));
  return new Map([...own, ...repository({ path: 'hello.sh', bytes, ...wanted }).map(({ name: as, buffer }) => [as, buffer])].map(([as, buffer]) => [String(as), Buffer.from(buffer ?? '')]));
}

/** @param {Map<string, Uint8Array>} chosen */
async function choose(chosen) {
  const own = await mkdtemp(join(folder, 'chosen-'));
  await mkdir(own, { recursive: true });
  for (const [name, bytes] of chosen) await writeFile(join(own, name), bytes);
  await fresh();
  await page.choose('#pick', [...chosen.keys()].map((name) => join(own, name)));
}

const count = (/** @type {string} */ selector) => /** @type {Promise<number>} */ (page.evaluate('return document.querySelectorAll(args[0]).length', selector));
const text = (/** @type {string} */ selector) => /** @type {Promise<string>} */ (page.evaluate(`return document.querySelector(args[0])?.textContent ?? ''`, selector));

async function rely() {
  await until(`document.querySelector('.repository button') !== null`);
  await page.click('.repository button');
  await until(`document.querySelector('.repository') !== null && document.querySelector('.repository button') === null`);
}

/** Presses a button of the list of files. */
async function press(/** @type {string} */ label, file = '') {
  const found = `[...document.querySelectorAll('#file-list li')].filter((item) => item.querySelector('.name').textContent.endsWith(${JSON.stringify(file)})).flatMap((item) => [...item.querySelectorAll('button')]).find((button) => button.textContent.startsWith(${JSON.stringify(label)}))`;
  await until(`${found} !== undefined`);
  await page.evaluate(`${found}.click()`);
}

test('a repository counts once its root is accepted', async () => {
  await choose(await files('genuine', { expires: LONG }));
  await verdict('unstated');
  await until(`document.querySelector('.repository .claim .tree .tree .tree .tree') !== null`);
  await rely();
  await verdict('verified');
  assert.equal(await count('.repository .claim'), 0);
  assert.equal(await count('.repository li'), 6);
  assert.match(await text('#results'), /Listed and signed for by the TUF repository/);
});

test('what has expired says when, and is not verified', async () => {
  await choose(await files('genuine', { expires: OVER }));
  await verdict('incomplete');
  await rely();
  await verdict('incomplete');
  assert.match(await text('.card .meaning'), /2020-01-01/);
  assert.equal(await count('.word[data-verdict=verified]'), 0);
});

test('a file of the repository that is missing is called by its own name', async () => {
  const chosen = await files('genuine', { expires: LONG });
  chosen.delete('1.snapshot.json');
  await choose(chosen);
  await until(`/file 1\\.snapshot\\.json is missing/.test(document.querySelector('main').textContent)`);
});

test('a repository in an archive is accepted like one of loose files', async () => {
  const loose = await files('genuine', { expires: LONG });
  const artifact = loose.get('hello.sh') ?? Buffer.of();
  loose.delete('hello.sh');
  for (const [inside, name] of /** @type {const} */ ([['metadata/', 'repository.zip'], ['', 'flat.zip']])) {
    const archive = zipSync(Object.fromEntries([...loose].map(([file, bytes]) => [`${inside}${file}`, new Uint8Array(bytes)])));
    await choose(new Map([['hello.sh', artifact], [name, Buffer.from(archive)]]));
    await verdict('unstated');
    await rely();
    await verdict('verified');
    assert.match(await text('.repository'), /2099/);
  }
});

test('a repository that came with its file in one archive is accepted too', async () => {
  const all = await files('genuine', { expires: LONG });
  const archive = zipSync(Object.fromEntries([...all].map(([file, bytes]) => [`release/${file}`, new Uint8Array(bytes)])));
  await choose(new Map([['release.zip', Buffer.from(archive)]]));
  await verdict('unstated');
  await rely();
  await verdict('verified');
});

for (const [name, word] of /** @type {const} */ ([['genuine', 'verified'], ['someone-else', 'unexpected']])) {
  test(`a repository that names the signer needs that signer’s evidence (${name})`, async () => {
    await choose(await files(name, { expires: LONG, custom: NAMED }, { evidence: true }));
    await press('Rely on it');
    await verdict('unstated');
    await rely();
    await verdict(word);
    await press('Remove', 'hello.sh.sigstore.json');
    await verdict('incomplete');
  });
}

test('metadata of which a byte was changed verifies nothing, and a root that was accepted still asks', async () => {
  const loose = await files('someone-else', { expires: LONG, custom: NAMED }, { evidence: true });
  const targets = loose.get('1.targets.json') ?? Buffer.of();
  loose.set('1.targets.json', Buffer.from(targets.toString().replace('2099', '2098')));
  assert.notDeepEqual(loose.get('1.targets.json'), targets);
  await choose(loose);
  await press('Rely on it');
  await verdict('unstated');
  await rely();
  await verdict('incomplete');
  assert.match(await text('.repository'), /needs the signatures of 1 of its role’s keys, and has 0/);
  assert.match(await text('.card .meaning'), /vouches for no file hello\.sh/);
  assert.equal(await count('[data-verdict=verified]'), 0);
  assert.deepEqual(await page.evaluate('return window.violations'), []);
});
