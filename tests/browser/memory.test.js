// An artifact is never held whole, in the browser either.

import assert from 'node:assert/strict';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { chromium as driver } from 'playwright-core';

import { program } from '../../scripts/browsers.js';
import { DIST } from '../../scripts/places.js';
import { serve } from '../../scripts/serve.js';
import { memoryOf } from './processes.js';
import { zeros } from './zeros.js';

const skip = (process.env.BROWSER ?? 'chromium') !== 'chromium' ? true : platform() !== 'linux' && 'only Linux tells what memory each process has';
const MEBIBYTE = 1024 ** 2;
const SIZE = 4 * 1024 * MEBIBYTE;
let folder = '';

before(async () => {
  if (skip) return;
  folder = await mkdtemp(join(tmpdir(), 'touchstone-memory-'));
  await writeFile(join(folder, 'large.img'), '');
  await truncate(join(folder, 'large.img'), SIZE);
});

after(async () => {
  if (folder !== '') await rm(folder, { recursive: true });
});

test('4 GiB go through the page in less than 64 MiB', { skip, timeout: 300_000 }, async (t) => {
  const profile = join(folder, 'profile');
  const server = await serve(join(DIST, 'site'));
  const browser = await driver.launchPersistentContext(profile, { executablePath: await program('chromium'), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => document.documentElement.dataset.state === 'ready' && document.documentElement.dataset.kept === 'yes');
    const before = await memoryOf(profile);
    assert.ok(before > 100 * MEBIBYTE, `the browser itself was not found: ${before} bytes`);
    await page.setInputFiles('#pick', join(folder, 'large.img'));
    let most = 0;
    const watch = setInterval(async () => { most = Math.max(most, await memoryOf(profile) - before); }, 200);
    await page.waitForFunction((digest) => document.querySelector('#results')?.textContent?.replace(/\s/g, '').includes(digest), zeros(SIZE), { timeout: 240_000, polling: 500 });
    clearInterval(watch);
    t.diagnostic(`${(most / MEBIBYTE).toFixed(1)} MiB above the start`);
    assert.ok(most < 64 * MEBIBYTE, `${(most / MEBIBYTE).toFixed(1)} MiB above the start`);
  } finally {
    await browser.close();
    server.close();
  }
});
