// TUF repositories on the page: whose root it is a person says, and what has expired is never verified.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { sample } from '../pkg/cases.js';
import { chromium, openAll, overflows, skip, violations } from './chromium.js';
import { repository } from './repository.js';

/** @typedef {import('playwright-core').Page} Page */

const { opened } = chromium();
const LONG = '2099-01-01T00:00:00Z';
const OVER = '2020-01-01T00:00:00Z';
const NAMED = { touchstone: { expectation: { repo: 'touchstone-sample/hello' } } };

/** @type {Record<string, { path: string, bytes: Buffer, files: { name: string, mimeType: string, buffer: Buffer }[] }>} */
const samples = {};

before(async () => {
  for (const name of ['genuine', 'someone-else']) {
    const read = async (/** @type {string} */ file, /** @type {string} */ as) => ({ name: as, mimeType: 'text/plain', buffer: await readFile(join(sample(name), file)) });
    const files = [await read('artifact', 'hello.sh'), await read('bundle.sigstore.json', 'hello.sh.sigstore.json'), await read('trusted_root.json', 'trusted_root.json')];
    samples[name] = { path: 'hello.sh', bytes: files[0]?.buffer ?? Buffer.of(), files };
  }
});

/** The sample's files beside a repository that lists it; without evidence unless it is asked for. */
function dropped(/** @type {string} */ name, /** @type {Omit<import('./repository.js').Wanted, 'path' | 'bytes'>} */ wanted, evidence = false) {
  const { files = [], path = '', bytes = Buffer.of() } = samples[name] ?? {};
  return [...files.slice(0, evidence ? undefined : 1), ...repository({ path, bytes, ...wanted })];
}

const verdict = (/** @type {Page} */ page, /** @type {string} */ word) => page.waitForSelector(`.artifact[data-verdict=${word}]`);
const rely = (/** @type {Page} */ page) => page.click('.repository button');

/** @param {Page} page */
async function isSound(page) {
  await openAll(page);
  assert.deepEqual(await violations(page), []);
  assert.equal(await overflows(page), false);
}

for (const [locale, width, colorScheme] of /** @type {const} */ ([['en', 1280, 'light'], ['de', 320, 'dark']])) {
  test(`a repository counts once its root is accepted (${locale}, ${width} points)`, { skip }, async () => {
    const { context, page } = await opened({ locale, colorScheme, viewport: { width, height: 800 } });
    await page.setInputFiles('#pick', dropped('genuine', { expires: LONG }));
    await verdict(page, 'unstated');
    await page.waitForSelector('.repository .claim .tree .tree .tree .tree');
    await isSound(page);
    await rely(page);
    await verdict(page, 'verified');
    await page.waitForSelector('.repository .tree');
    assert.equal(await page.locator('.repository .claim, .repository button').count(), 0);
    assert.equal(await page.locator('.repository li').count(), 6);
    assert.equal((await page.locator('.repository li > .quiet').allTextContents()).filter((text) => text.includes('2099')).length, 6);
    const text = await page.textContent('#results') ?? '';
    assert.match(text, locale === 'de' ? /Aufgeführt und signiert von dem TUF-Repositorium/ : /Listed and signed for by the TUF repository/);
    assert.match(text, locale === 'de' ? /Jedes Byte ist so/ : /Every byte is as it was/);
    await isSound(page);
    await context.close();
  });

  test(`what has expired says when, and is not verified (${locale}, ${width} points)`, { skip }, async () => {
    const { context, page } = await opened({ locale, colorScheme, viewport: { width, height: 800 } });
    await page.setInputFiles('#pick', dropped('genuine', { expires: OVER }));
    await verdict(page, 'incomplete');
    await page.waitForSelector('.repository button');
    await rely(page);
    await page.waitForSelector('.repository:not(:has(button)) .tree');
    await verdict(page, 'incomplete');
    assert.match(await page.textContent('.card .meaning') ?? '', /2020-01-01/);
    assert.match(await page.textContent('.card .next') ?? '', locale === 'de' ? /neuere Metadaten/ : /newer metadata/);
    assert.equal((await page.locator('.repository li > .quiet').allTextContents()).filter((text) => (locale === 'de' ? /^abgelaufen am.*2020/ : /^expired.*2020/).test(text)).length, 6);
    assert.equal(await page.locator('.word[data-verdict=verified]').count(), 0);
    await isSound(page);
    await context.close();
  });
}

test('a repository that names the signer needs that signer’s evidence', { skip }, async () => {
  for (const [name, word] of /** @type {const} */ ([['genuine', 'verified'], ['someone-else', 'unexpected']])) {
    const { context, page } = await opened();
    await page.setInputFiles('#pick', dropped(name, { expires: LONG, custom: NAMED }, true));
    await page.waitForSelector('.repository button');
    await page.click('#file-list button:has-text("Rely on it")');
    await verdict(page, 'unstated');
    await rely(page);
    await verdict(page, word);
    await page.click('#file-list li:has(.name:text-is("hello.sh.sigstore.json")) button:has-text("Remove")');
    await verdict(page, 'incomplete');
    await context.close();
  }
});

test('metadata of which a byte was changed verifies nothing', { skip }, async () => {
  const { context, page } = await opened();
  const files = dropped('genuine', { expires: LONG });
  const changed = files.map((file) => file.name === '1.targets.json' ? { ...file, buffer: Buffer.from(file.buffer.toString().replace('2099', '2098')) } : file);
  assert.notDeepEqual(changed, files);
  await page.setInputFiles('#pick', changed);
  await page.waitForSelector('.repository button');
  await rely(page);
  await page.waitForSelector('.repository:not(:has(button))');
  assert.match(await page.textContent('.repository') ?? '', /needs the signatures of 1 of its role’s keys, and has 0/);
  assert.equal(await page.locator('.artifact[data-verdict=verified]').count(), 0);
  await isSound(page);
  await context.close();
});
