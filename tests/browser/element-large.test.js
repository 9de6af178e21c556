// 2 GiB through the element, in a Chromium that keeps its files on a disk: what was saved, and the
// memory it took.

import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { chromium as driver } from 'playwright-core';

import { program } from '../../scripts/browsers.js';
import { skip } from './chromium.js';
import { hosting } from './hosting.js';
import { memoryOf } from './processes.js';
import { signed } from './signing.js';

const SIZE = 2 * 1024 ** 3;
const PIECE = Buffer.alloc(4 * 1024 ** 2);
/** Bytes of all processes of the browser together, above what it had before. */
const BOUND = 400 * 1024 ** 2;

test('2 GiB are downloaded, verified and saved in flat memory', { skip, timeout: 400_000 }, async () => {
  const [host, folder] = [await hosting(), await mkdtemp(join(tmpdir(), 'touchstone-element-'))];
  const browser = await driver.launchPersistentContext(folder, { executablePath: await program('chromium'), args: ['--no-sandbox'] });
  try {
    const evidence = signed((take) => { for (let done = 0; done < SIZE; done += PIECE.length) take(PIECE); });
    for (const [name, text] of Object.entries(evidence)) host.give(`/${name}`, text);
    host.at('/large.img', (_, response) => zeros(response));
    const page = await browser.newPage();
    await page.goto(host.page('<touchstone-verify download key="/key" trusted-root="/root" bundle="/bundle"><a href="/large.img">large.img</a></touchstone-verify>'));
    const before = await memoryOf(folder);
    let most = 0;
    const watch = setInterval(async () => { most = Math.max(most, await memoryOf(folder)); }, 500);
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 300_000 }),
      page.locator('touchstone-verify').getByRole('button', { name: 'Download and check' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'large.img');
    const path = await download.path();
    clearInterval(watch);
    assert.equal((await stat(path)).size, SIZE);
    assert.equal(await page.evaluate(`document.querySelector('touchstone-verify').state`), 'verified');
    assert.ok(before > 0 && most - before < BOUND, `${Math.round((most - before) / 1e6)} MB more than the ${Math.round(before / 1e6)} MB before`);
    console.log(`# memory: ${Math.round(before / 1e6)} MB before, at most ${Math.round(most / 1e6)} MB`);
  } finally {
    await browser.close();
    host.close();
    await rm(folder, { recursive: true });
  }
});

/** @param {import('./hosting.js').Response} response */
function zeros(response) {
  response.writeHead(200, { 'content-length': SIZE });
  let left = SIZE;
  const more = () => {
    while (left > 0) {
      left -= PIECE.length;
      if (!response.write(PIECE)) return;
    }
    response.end();
  };
  response.on('drain', more);
  more();
}
