// What only one engine lets a test see: small screens, colour schemes, the keyboard, the network
// switched off, and dropped folders.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
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

test('the first Tab reaches the file button', { skip }, async () => {
  const { context, page } = await opened();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'pick');
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

/** SHA-256 of 4 GiB of zeros. */
const ZEROS = '8479e43911dc45e89f934fe48d01297e16f51d17aa561d4d1c216b1ae0fcddca';

/** Bytes of memory of their own that all renderers hold. */
async function rendererMemory() {
  let sum = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (!command.includes('--type=renderer')) continue;
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    sum += 1024 * Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0);
  }
  return sum;
}

const unmeasurable = skip || !existsSync('/proc/self/status');

test('4 GiB are hashed in less than 64 MiB', { skip: unmeasurable, timeout: 300_000 }, async () => {
  const { context, page } = await opened();
  const big = join(folder, 'big.bin');
  await writeFile(big, '');
  await truncate(big, 4 * 1024 ** 3);
  await page.setInputFiles('#pick', files());
  await page.waitForSelector('.artifact');
  const before = await rendererMemory();
  await page.setInputFiles('#pick', big);
  let most = 0;
  const watch = setInterval(async () => { most = Math.max(most, await rendererMemory()); }, 200);
  await page.waitForSelector('.pebble', { timeout: 240_000 });
  await page.waitForSelector('#reading', { state: 'hidden', timeout: 240_000 });
  await page.evaluate(() => { for (const pebble of document.querySelectorAll('details')) if (pebble.matches('.pebble')) pebble.open = true; });
  await page.waitForFunction((digest) => document.body.textContent?.replace(/\s/g, '').includes(digest) === true, ZEROS);
  clearInterval(watch);
  await context.close();
  const mebibytes = (most - before) / 1024 ** 2;
  assert.ok(mebibytes > 0 && mebibytes < 64, `${mebibytes.toFixed(1)} MiB above the start`);
});
