// What only one engine lets a test see: axe on small screens in both schemes, writing from right to left,
// the network switched off, and dropped folders.

import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { sample } from '../pkg/cases.js';
import { chromium, openAll, overflows, skip, violations } from './chromium.js';

const { opened } = chromium();
let folder = '';

before(async () => {
  if (skip) return;
  folder = await mkdtemp(join(tmpdir(), 'touchstone-chromium-'));
  await mkdir(join(folder, 'release', 'deeper'), { recursive: true });
  await cp(join(sample('genuine'), 'artifact'), join(folder, 'release', 'hello.sh'));
  await cp(join(sample('genuine'), 'bundle.sigstore.json'), join(folder, 'release', 'deeper', 'hello.sh.sigstore.json'));
});

after(async () => {
  if (folder !== '') await rm(folder, { recursive: true });
});

const files = () => [join(folder, 'release', 'hello.sh'), join(folder, 'release', 'deeper', 'hello.sh.sigstore.json')];

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing at 320 pixels, ${colorScheme}, and nothing overflows`, { skip }, async () => {
    const { context, page } = await opened({ colorScheme, viewport: { width: 320, height: 800 } });
    await page.setInputFiles('#pick', files());
    await page.waitForSelector('.artifact');
    await openAll(page);
    assert.deepEqual(await violations(page), []);
    assert.equal(await overflows(page), false);
    await context.close();
  });
}

test('written from right to left nothing overflows, and the mark of a claim changes sides', { skip }, async () => {
  const { context, page } = await opened({ viewport: { width: 320, height: 800 } });
  await page.click('#sample-genuine');
  await page.waitForSelector('.artifact[data-verdict=verified]');
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
    for (const details of document.querySelectorAll('details')) details.open = true;
    // As a language with longer words would: every text half as long again.
    for (const element of document.querySelectorAll('[data-text]')) element.textContent += ` ${element.textContent?.slice(0, element.textContent.length / 2)}`;
  });
  assert.equal(await overflows(page), false);
  const fromRight = await page.evaluate(() => {
    const [frame, edge] = ['.claim', '.claim > .edge'].map((selector) => document.querySelector(selector)?.getBoundingClientRect());
    return (frame?.right ?? 0) - (edge?.right ?? 0);
  });
  assert.ok(fromRight > 0 && fromRight < 20, `${fromRight}`);
  await context.close();
});

test('it works with the network switched off', { skip }, async () => {
  const { context, page } = await opened();
  /** @type {string[]} */
  const requests = [];
  context.on('request', (request) => requests.push(request.url()));
  await context.setOffline(true);
  await page.setInputFiles('#pick', files());
  await page.waitForSelector('.artifact[data-verdict=incomplete]');
  assert.deepEqual(requests, []);
  await context.close();
});

test('a dropped folder is walked', { skip }, async () => {
  const { context, page } = await opened();
  const session = await context.newCDPSession(page);
  const data = { items: [], files: [join(folder, 'release')], dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop'])) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 200, data });
  }
  await page.waitForFunction(() => document.querySelectorAll('#file-list li').length === 2);
  await page.waitForSelector('.artifact');
  await context.close();
});

