// The builder by mouse and keyboard, on a small screen and in both languages, with a driver that sees all of it.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { sample } from '../pkg/cases.js';
import { touchstone } from '../pkg/command.js';
import { chromium, overflows, skip, violations } from './chromium.js';

/** @typedef {import('playwright-core').Page} Page */

const { opened } = chromium();
let folder = '';

const path = (/** @type {string} */ name) => join(folder, name);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-policy-'));
  for (const name of ['genuine', 'someone-else']) {
    await cp(join(sample(name), 'artifact'), path(`${name}.sh`));
    await cp(join(sample(name), 'bundle.sigstore.json'), path(`${name}.sh.sigstore.json`));
  }
  await cp(join(sample('genuine'), 'trusted_root.json'), path('trusted_root.json'));
});

after(() => rm(folder, { recursive: true }));

/** @param {Page} page */
async function verified(page) {
  await page.click('#sample-genuine');
  await page.waitForSelector('.artifact[data-verdict=verified]');
}

/** @param {Page} page */
async function builder(page) {
  await page.click('.sharing button:has-text("Make a policy of this")');
  await page.waitForSelector('dialog.builder[open] [role=status] ul');
}

const fileIn = (/** @type {Page} */ page) => page.textContent('.builder pre');

/** What stands in the builder, once it says it. */
const says = (/** @type {Page} */ page, /** @type {string} */ text) => page.waitForFunction((wanted) => document.querySelector('.builder [role=status]')?.textContent?.includes(wanted) === true, text);

test('a policy is made of a verified answer, changed, kept, and holds', { skip }, async () => {
  const { context, page } = await opened();
  const requests = /** @type {string[]} */ ([]);
  page.on('request', (request) => requests.push(request.url()));
  await verified(page);
  await builder(page);
  assert.deepEqual(await violations(page), []);
  const { repo, workflow } = JSON.parse(await fileIn(page) ?? '');
  assert.deepEqual([repo, workflow?.startsWith('.github/workflows/')], ['touchstone-sample/hello', true]);
  await says(page, 'A workflow of this repository signed: touchstone-sample/hello');

  await page.selectOption('.builder select', 'oldestTime');
  await says(page, 'signed at this time or later: 2026-01-01T00:00:00Z');
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'INPUT');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('yesterday');
  await page.waitForSelector('.builder .warning');
  assert.match(await page.textContent('.builder .warning') ?? '', /Line \d+, column \d+:/);
  assert.equal(await page.isDisabled('.builder .primary'), true);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('2020-01-01T00:00:00Z');
  await says(page, 'later: 2020-01-01T00:00:00Z');

  const [download] = await Promise.all([page.waitForEvent('download'), page.click('.builder .primary')]);
  assert.equal(download.suggestedFilename(), 'policy.json');
  await download.saveAs(path('kept.json'));
  assert.equal(JSON.parse(await readFile(path('kept.json'), 'utf8')).oldestTime, '2020-01-01T00:00:00Z');
  for (const [name, code] of /** @type {const} */ ([['genuine', 0], ['someone-else', 1]])) {
    assert.equal((await touchstone(['verify', '--now', '2026-06-01T00:00:00Z', '--trusted-root', path('trusted_root.json'), '--policy', path('kept.json'), '--evidence', path(`${name}.sh.sigstore.json`), path(`${name}.sh`)])).code, code, name);
  }
  assert.deepEqual(requests.filter((url) => url.startsWith('http') && !url.endsWith('/service-worker.js')), []);
  await context.close();
});

test('demands are added and left out by keyboard, and what has parts is written as it is', { skip }, async () => {
  const { context, page } = await opened();
  await verified(page);
  await builder(page);
  await page.selectOption('.builder select', 'rules');
  await says(page, '$.result is exactly "PASSED"');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('[{"predicateType": "https://a.test/b",\n"path": "$.x",\n"equal": 1}]');
  await page.waitForSelector('.builder .warning');
  assert.match(await page.textContent('.builder .warning') ?? '', /equal/);
  assert.deepEqual(await violations(page), []);
  const rows = await page.locator('.builder .rows li').count();
  await page.locator('.builder .rows li:last-child button').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('.builder [role=status] ul');
  assert.equal(await page.locator('.builder .rows li').count(), rows - 1);
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'SELECT');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog.builder', { state: 'detached' });
  assert.match(await page.evaluate(() => document.activeElement?.textContent) ?? '', /Make a policy of this/);
  await context.close();
});

test('the builder fits a small screen, in both languages', { skip }, async () => {
  for (const lang of ['en', 'de']) {
    const { context, page } = await opened({ viewport: { width: 320, height: 640 }, locale: lang });
    await verified(page);
    await page.click('.sharing button:nth-of-type(2)');
    await page.waitForSelector('dialog.builder[open] [role=status] ul');
    const inside = await page.evaluate(() => {
      const dialog = document.querySelector('.builder');
      return dialog !== null && dialog.scrollWidth <= dialog.clientWidth && dialog.getBoundingClientRect().width <= innerWidth;
    });
    assert.equal(inside, true, lang);
    assert.deepEqual(await violations(page), [], lang);
    await context.close();
  }
});
