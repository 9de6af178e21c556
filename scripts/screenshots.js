// `npm run screenshots`: every state of the page, light and dark, on a phone and a desktop, in every
// engine that is installed; into target/screenshots.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { ENGINES, isInstalled } from './browsers.js';
import { build } from './build.js';
import { say } from './console.js';
import { DIST, TARGET } from './places.js';
import { serve } from './serve.js';

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };

/** What leads to each state, as the body of an async function in the page, and what shows that it is there. */
const STATES = {
  empty: ['', `document.documentElement.dataset.state === 'ready'`],
  verified: [`document.querySelector('#sample-genuine').click()`, shown('verified')],
  unexpected: [`document.querySelector('#sample-someone-else').click()`, shown('unexpected')],
  failed: [`document.querySelector('#sample-tampered').click()`, shown('failed')],
  unstated: [`document.querySelector('#sample-genuine').click(); await new Promise((done) => setTimeout(done, 1500)); document.querySelector('#forget').click()`, shown('unstated')],
  incomplete: [drop(`[new File(['hello'], 'app-1.2.3.tar.gz')]`), shown('incomplete')],
  many: [drop(`Array.from({ length: 300 }, (_, index) => new File([String(index)], 'file-' + index + '.txt'))`), shown('incomplete')],
  broken: [drop(`[new File(['hello'], 'app.tar.gz'), new File(['{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",'], 'app.tar.gz.sigstore.json')]`), shown('failed')],
};

export async function main() {
  await build();
  const folder = join(TARGET, 'screenshots');
  await mkdir(folder, { recursive: true });
  const { launch } = await import('../tests/browser/engines.js');
  const server = await serve(join(DIST, 'site'));
  for (const { name: engine } of await installed()) {
    const page = await launch(engine);
    for (const [size, { width, height }] of Object.entries(SIZES)) {
      for (const scheme of /** @type {const} */ (['light', 'dark'])) {
        // Only Chromium's driver lets both be chosen; the others show what they start with.
        if (page.look === undefined && (size !== 'desktop' || scheme !== 'light')) continue;
        await page.look?.({ width, height, scheme });
        for (const [state, [action = '', there = '']] of Object.entries(STATES)) {
          await page.open(server.url);
          await until(page, `document.documentElement.dataset.state === 'ready'`);
          await page.evaluate(action);
          await until(page, there);
          await page.screenshot(join(folder, `${state}-${size}-${scheme}-${engine}.png`));
        }
      }
    }
    await page.close();
    say(`${engine}: done`);
  }
  server.close();
  say(`The pictures are in ${folder}.`);
}

async function installed() {
  const all = await Promise.all(ENGINES.map(async (engine) => ({ engine, there: await isInstalled(engine) })));
  return all.filter(({ there }) => there).map(({ engine }) => engine);
}

/**
 * @param {import('../tests/browser/engines.js').Page} page
 * @param {string} expression
 */
async function until(page, expression) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await page.evaluate(`return Boolean(${expression})`)) return;
    await new Promise((done) => { setTimeout(done, 50); });
  }
  throw new Error(`${expression} did not come`);
}

/** @param {string} verdict */
function shown(verdict) {
  return `document.querySelector('.artifact[data-verdict="${verdict}"]') && document.querySelector('#reading').hidden`;
}

/** @param {string} files  an expression for a list of files */
function drop(files) {
  return `
    const transfer = new DataTransfer();
    for (const file of ${files}) transfer.items.add(file);
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`;
}
