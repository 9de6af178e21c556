// `npm run screenshots`: every state of the page, light and dark, on a phone and a desktop, in every
// engine that is installed; into target/screenshots.

import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ENGINES, isInstalled } from './browsers.js';
import { build } from './build.js';
import { say } from './console.js';
import { DIST, TARGET } from './places.js';
import { serve } from './serve.js';

/** @typedef {import('../tests/browser/engines.js').Page} Page */

const FOLDER = join(TARGET, 'screenshots');
/** A file that takes long enough to read to be seen. */
const LARGE = join(FOLDER, 'ubuntu-26.10-desktop-amd64.iso');

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const SCHEMES = /** @type {const} */ (['light', 'dark']);

/**
 * What leads to each state: the body of an async function in the page, or what its driver does; and
 * what shows that it is there. The last of them is on the page about the element.
 *
 * @type {Record<string, [string | ((page: Page) => Promise<void>), string, string?]>}
 */
const STATES = {
  empty: ['', `document.documentElement.dataset.state === 'ready'`],
  hovering: [`dispatchEvent(new DragEvent('dragenter'))`, `document.documentElement.classList.contains('over')`],
  reading: [(page) => page.choose('#pick', [LARGE]), `/[1-9]\\d? %/.test(document.querySelector('#reading-state').textContent)`],
  verified: [sample('genuine'), shown('verified')],
  unstated: [`${sample('genuine')}; ${waited(shown('verified'))}; document.querySelector('#forget').click()`, shown('unstated')],
  incomplete: [drop(`[new File(['hello'], 'app-1.2.3.tar.gz')]`), shown('incomplete')],
  unexpected: [sample('someone-else'), shown('unexpected')],
  failed: [sample('tampered'), shown('failed')],
  many: [`
    const { cases, root } = await (await fetch('samples.json')).json();
    const files = ['genuine', 'someone-else', 'tampered'].flatMap((name) => [new File([cases[name].artifact + (name === 'tampered' ? 'x' : '')], name + '.sh'), new File([cases[name].bundle], name + '.sh.sigstore.json')]);
    ${drop(`[...files, new File([root], 'trusted_root.json'), ...Array.from({ length: 300 }, (_, index) => new File([String(index)], 'file-' + index + '.txt'))]`)}`,
  `/30\\d /.test(document.querySelector('.silent')?.textContent ?? '') && document.querySelector('#reading').hidden`],
  error: [drop(`[new File(['hello'], 'app.tar.gz'), new File(['{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",'], 'app.tar.gz.sigstore.json')]`), shown('failed')],
  expert: [`
    ${sample('genuine')}; ${waited(shown('verified'))}
    for (const details of document.querySelectorAll('#results details')) details.open = true;`,
  `document.querySelector('.bytes') !== null`],
  print: [`
    ${sample('genuine')}; ${waited(shown('verified'))}
    for (const rule of document.styleSheets[0].cssRules) if (rule instanceof CSSMediaRule && rule.media.mediaText === 'print') rule.media.mediaText = 'all';`,
  `getComputedStyle(document.querySelector('#stone')).display === 'none'`],
  embed: [`for (const example of document.querySelectorAll('.examples touchstone-verify')) example.shadowRoot.querySelector('[part=button]').click()`,
    `['verified', 'unexpected', 'failed'].every((verdict, index) => document.querySelectorAll('.examples touchstone-verify')[index].state === verdict)`, 'embed/'],
};

export async function main() {
  await build();
  await mkdir(FOLDER, { recursive: true });
  await writeFile(LARGE, '');
  await truncate(LARGE, 6 * 1024 ** 3);
  const { launch } = await import('../tests/browser/engines.js');
  const server = await serve(join(DIST, 'site'));
  for (const { name: engine } of await installed()) {
    for (const scheme of SCHEMES) {
      const page = await launch(engine, { scheme });
      for (const [size, measures] of Object.entries(SIZES)) {
        await page.look({ ...measures, scheme });
        for (const state of Object.keys(STATES)) await picture(page, server.url, state, join(FOLDER, `${state}-${size}-${scheme}-${engine}.png`));
      }
      await page.close();
    }
    say(`${engine}: done`);
  }
  server.close();
  say(`The pictures are in ${FOLDER}.`);
}

/**
 * @param {Page} page
 * @param {string} url
 * @param {string} state
 * @param {string} path
 */
async function picture(page, url, state, path) {
  const [action = '', there = '', folder = ''] = STATES[state] ?? [];
  await page.open('about:blank');
  await page.open(`${url}${folder}`);
  await until(page, `document.documentElement.dataset.state === 'ready'`);
  if (typeof action === 'string') await page.evaluate(action);
  else await action(page);
  await until(page, there);
  // What moves has come to rest.
  await page.evaluate(`await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})))`);
  await page.screenshot(path);
}

async function installed() {
  const all = await Promise.all(ENGINES.map(async (engine) => ({ engine, there: await isInstalled(engine) })));
  return all.filter(({ there }) => there).map(({ engine }) => engine);
}

/**
 * @param {Page} page
 * @param {string} expression
 */
async function until(page, expression) {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await page.evaluate(`return Boolean(${expression})`)) return;
    await new Promise((done) => { setTimeout(done, 50); });
  }
  throw new Error(`${expression} did not come`);
}

/** @param {string} name */
function sample(name) {
  return `document.querySelector('#sample-${name}').click()`;
}

/** @param {string} verdict */
function shown(verdict) {
  return `document.querySelector('.artifact[data-verdict="${verdict}"]') !== null && document.querySelector('#reading').hidden`;
}

/** @param {string} expression  that a script in the page waits for */
function waited(expression) {
  return `while (!(${expression})) await new Promise((done) => setTimeout(done, 50));`;
}

/** @param {string} files  an expression for a list of files */
function drop(files) {
  return `
    const transfer = new DataTransfer();
    for (const file of ${files}) transfer.items.add(file);
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`;
}
