// What is large, broken or empty, what comes while a large file is read, and what comes once the
// network is gone; in every engine.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { sample } from '../pkg/cases.js';
import { visit } from './visit.js';

const { page, server, until, fresh, verdict, close } = await visit();
let folder = '';

const path = (/** @type {string} */ name) => join(folder, name);

/** SHA-256 of 2 GiB of zeros. */
const ZEROS = 'a7c744c13cc101ed66c29f672f92455547889cc586ce6d44fe76ae824958ea51';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-large-'));
  await cp(join(sample('genuine'), 'artifact'), path('hello.sh'));
  await cp(join(sample('genuine'), 'bundle.sigstore.json'), path('hello.sh.sigstore.json'));
  await cp(join(sample('genuine'), 'trusted_root.json'), path('trusted_root.json'));
  await writeFile(path('large.img'), '');
  await truncate(path('large.img'), 2 * 1024 ** 3);
  await writeFile(path('empty.txt'), '');
});

after(async () => {
  await close();
  await rm(folder, { recursive: true });
});

const text = (/** @type {string} */ selector) => /** @type {Promise<string>} */ (page.evaluate(`return document.querySelector(args[0])?.textContent ?? ''`, selector));
const names = () => /** @type {Promise<string[]>} */ (page.evaluate(`return [...document.querySelectorAll('#file-list .name')].map((name) => name.textContent)`));
const shown = (/** @type {string} */ digest) => `document.querySelector('#results').textContent.replace(/ /g, '').includes('${digest}')`;

/** @param {string} name */
async function remove(name) {
  await page.evaluate(`[...document.querySelectorAll('#file-list li')].find((item) => item.querySelector('.name').textContent === args[0]).querySelector('button:last-child').click()`, name);
  await until(`![...document.querySelectorAll('#file-list .name')].some((name) => name.textContent === ${JSON.stringify(name)})`);
}

/** Chooses the genuine sample as a person's own files, relies on its root, and expects its signer. */
async function chooseGenuine() {
  await page.choose('#pick', ['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map(path));
  await until(`[...document.querySelectorAll('#file-list button')].some((button) => button.textContent === 'Rely on it')`);
  await page.evaluate(`[...document.querySelectorAll('#file-list button')].find((button) => button.textContent === 'Rely on it').click()`);
  await verdict('unstated');
  await page.type('input[name=repo]', 'touchstone-sample/hello');
  await page.click('#expectation button[type=submit]');
  await verdict('verified');
}

test('2 GiB are hashed to their digest, while another file comes and goes', { timeout: 400_000 }, async () => {
  await fresh();
  await page.evaluate(`
    window.shares = [];
    new MutationObserver(() => { window.shares.push(Number(/(\\d+) %/.exec(document.querySelector('#reading-state').textContent)?.[1])); })
      .observe(document.querySelector('#reading-state'), { childList: true, characterData: true, subtree: true });`);
  await page.choose('#pick', [path('large.img')]);
  await until(`window.shares.some((share) => share > 0)`, 60);
  await page.choose('#pick', [path('hello.sh')]);
  await until(`document.querySelectorAll('#file-list li').length === 2`);
  await remove('hello.sh');
  assert.deepEqual(await names(), ['large.img']);
  await until(`${shown(ZEROS)} && document.querySelector('#reading').hidden`, 300);
  const shares = /** @type {number[]} */ (await page.evaluate('return window.shares'));
  // It began once, and was told of all along: the other file did not make it begin anew.
  assert.deepEqual(shares, shares.toSorted((one, other) => one - other));
  assert.ok(new Set(shares).size >= 5, shares.join(' '));
  assert.equal(await page.evaluate(`return document.querySelectorAll('.artifact').length`), 1);
});

test('reading 2 GiB stops midway when asked to, and what comes afterwards is read', { timeout: 120_000 }, async () => {
  await fresh();
  await page.choose('#pick', [path('large.img')]);
  await until(`/[1-9]\\d* %/.test(document.querySelector('#reading-state').textContent)`, 60);
  await page.click('#cancel');
  await until(`document.querySelector('#reading').hidden`);
  assert.equal(await page.evaluate(`return ${shown(ZEROS)}`), false);
  await remove('large.img');
  await chooseGenuine();
});

test('each of the five verdicts has a word, an icon and a sentence of its own', async () => {
  /** @type {Map<string, string[]>} */
  const seen = new Map();
  const see = async (/** @type {string} */ expected) => {
    await verdict(expected);
    const card = `.artifact[data-verdict=${expected}]`;
    const parts = await page.evaluate(`
      const card = document.querySelector(args[0]);
      return [card.querySelector('.word').textContent, card.querySelector('.word path').getAttribute('d'), card.querySelector('.sentence').textContent, card.querySelector('.meaning').textContent];`, card);
    seen.set(expected, /** @type {string[]} */ (parts));
  };
  for (const [name, expected] of [['genuine', 'verified'], ['someone-else', 'unexpected'], ['tampered', 'failed']]) {
    await fresh();
    await page.click(`#sample-${name}`);
    await see(expected ?? '');
  }
  await fresh();
  await page.click('#sample-genuine');
  await until(`document.querySelector('.artifact[data-verdict=verified] h2') === document.activeElement`);
  await page.click('#forget');
  await see('unstated');
  await fresh();
  await page.choose('#pick', [path('hello.sh')]);
  await see('incomplete');
  assert.equal(seen.size, 5);
  for (const [part, what] of ['word', 'icon', 'sentence', 'meaning'].entries()) {
    const all = [...seen.values()].map((parts) => parts[part]);
    assert.ok(all.every((each) => each !== undefined && each !== ''), what);
    assert.equal(new Set(all).size, 5, `${what}: ${all.join(' | ')}`);
  }
});

test('an empty file has the digest of nothing', async () => {
  await fresh();
  await page.choose('#pick', [path('empty.txt')]);
  await verdict('incomplete');
  await until(shown(createHash('sha256').digest('hex')));
  assert.match(await text('.detail'), /Size0 bytes/);
});

test('evidence that is broken, in whatever way, is refused in a sentence and spoils nothing', async () => {
  const bundle = await readFile(path('hello.sh.sigstore.json'));
  const broken = new Map([
    ['nothing', Buffer.alloc(0)],
    ['half', bundle.subarray(0, bundle.length >> 1)],
    ['deep', Buffer.from(`{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", "verificationMaterial": ${'['.repeat(100_000)}`)],
    ['latin', Buffer.concat([Buffer.from('{"mediaType": "'), Buffer.from([0xe9, 0xff, 0xfe]), Buffer.from('"}')])],
  ]);
  await fresh();
  await chooseGenuine();
  for (const [name, bytes] of broken) {
    const file = `${name}.sigstore.json`;
    await writeFile(path(file), bytes);
    await page.choose('#pick', [path(file)]);
    await until(`[...document.querySelectorAll('#file-list .name')].some((name) => name.textContent === '${file}')`);
    // More than what it is: why it takes no part.
    await until(`[...document.querySelectorAll('#file-list li')].find((item) => item.querySelector('.name').textContent === '${file}').querySelectorAll('p.quiet').length >= 2`);
    await verdict('verified');
    assert.equal(await page.evaluate(`return document.querySelectorAll('.artifact').length`), 1, name);
    assert.equal(await page.evaluate(`return document.querySelector('#trouble').hidden`), true, name);
    await remove(file);
  }
  await verdict('verified');
});

test('evidence of 17 MiB is refused in a sentence and spoils nothing', async () => {
  const start = '{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", "padding": "';
  await writeFile(path('huge.sigstore.json'), start.padEnd(17 * 1024 ** 2, 'x'));
  await fresh();
  await chooseGenuine();
  await page.choose('#pick', [path('huge.sigstore.json')]);
  await until(`/huge\\.sigstore\\.json[^]*It has 17825792 bytes; more than 16777216 are not read/.test(document.querySelector('#file-list').textContent)`);
  await verdict('verified');
  assert.equal(await page.evaluate(`return document.querySelector('#trouble').hidden`), true);
});

test('with the network gone files are still answered, and the page opens again', async () => {
  await fresh();
  server.close();
  await chooseGenuine();
  await page.open(`${server.url}?again`);
  await until(`document.documentElement.dataset.state === 'ready'`);
  await chooseGenuine();
});
