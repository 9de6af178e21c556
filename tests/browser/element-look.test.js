// The element on a narrow screen, in other colours, without JavaScript, and what only Chromium's driver does with files.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { BUNDLE, FILE, GENUINE, ROOT } from './box.js';
import { chromium, overflows, skip } from './chromium.js';
import { hosting } from './hosting.js';

const { context } = chromium();
/** @type {Awaited<ReturnType<typeof hosting>>} */
let host;
before(async () => {
  host = await hosting();
  for (const [path, text] of [['/root.json', ROOT], ['/hello.sh.sigstore.json', BUNDLE], ['/hello.sh', FILE]]) host.give(path ?? '', text ?? '');
});
after(() => host.close());

/** @param {import('playwright-core').BrowserContextOptions} [options] */
async function opened(options) {
  const page = await (await context(options)).newPage();
  await page.goto(host.page(`<touchstone-verify ${GENUINE} download independent="https://touchstone.example/"><a href="/hello.sh">hello.sh</a></touchstone-verify>`));
  await page.waitForFunction(() => customElements.get('touchstone-verify') !== undefined);
  return page;
}

test('a file is chosen by keyboard', { skip }, async () => {
  const page = await opened();
  for (let index = 0; index < 3; index += 1) await page.keyboard.press('Tab');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
  await chooser.setFiles([{ name: 'hello.sh', mimeType: 'application/octet-stream', buffer: Buffer.from(FILE ?? '') }]);
  await page.waitForFunction(() => document.querySelector('touchstone-verify')?.matches(':state(verified)'));
  await page.context().close();
});

test('Enter on the button downloads, and what verifies is saved by the browser', { skip }, async () => {
  const page = await opened();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.equal(download.suggestedFilename(), 'hello.sh');
  assert.equal(await readFile(await download.path(), 'utf8'), FILE);
  await page.context().close();
});

for (const options of [{ viewport: { width: 320, height: 600 } }, { forcedColors: /** @type {const} */ ('active') }, { colorScheme: /** @type {const} */ ('dark') }]) {
  test(`it is whole with ${JSON.stringify(options)}`, { skip }, async () => {
    const page = await opened(options);
    await page.locator('touchstone-verify').getByRole('button').first().click();
    await page.waitForFunction(() => document.querySelector('touchstone-verify')?.matches(':state(verified)'));
    await page.locator('touchstone-verify summary').click();
    assert.equal(await overflows(page), false);
    for (const part of ['word', 'sentence', 'choose', 'button']) assert.equal(await page.locator(`touchstone-verify [part~=${part}]`).first().isVisible(), true, part);
    const colour = await page.locator('touchstone-verify [part~=word]').evaluate((word) => getComputedStyle(word).backgroundColor);
    if (!('forcedColors' in options)) assert.equal(colour, 'rgb(27, 127, 75)');
    await page.context().close();
  });
}

test('without JavaScript the link and the command line remain', { skip }, async () => {
  const page = await (await context({ javaScriptEnabled: false })).newPage();
  await page.goto(host.page(`<touchstone-verify ${GENUINE} download><a href="/hello.sh">hello.sh</a><p slot="help">npx touchstone-verify verify --repo touchstone-sample/hello hello.sh</p></touchstone-verify>`));
  assert.equal(await page.getByRole('link', { name: 'hello.sh' }).isVisible(), true);
  assert.equal(await page.getByText('npx touchstone-verify verify').isVisible(), true);
  await page.context().close();
});
