// How TUF repositories look on the page, in both languages: nothing overflows, and everybody can read it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { chromium, openAll, overflows, skip, violations } from './chromium.js';
import { repository } from './repository.js';

/** @typedef {import('playwright-core').Page} Page */

const { opened } = chromium();
const LONG = '2099-01-01T00:00:00Z';
const OVER = '2020-01-01T00:00:00Z';
const [PATH, BYTES] = ['hello.sh', Buffer.from('#!/bin/sh\necho hello\n')];

/** A file beside a repository that lists it. */
const dropped = (/** @type {string} */ expires) => [{ name: PATH, mimeType: 'text/plain', buffer: BYTES }, ...repository({ path: PATH, bytes: BYTES, expires })];
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
    await page.setInputFiles('#pick', dropped(LONG));
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
    await page.setInputFiles('#pick', dropped(OVER));
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
