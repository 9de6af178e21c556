// The installed package through every bundler, and what comes out of it in a browser: all pages in one
// visit, each in a frame.

import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { before, test } from 'node:test';

import { ENGINES, isInstalled } from '../../scripts/browsers.js';
import { launch } from '../browser/engines.js';
import { BUNDLERS, PAGES, developing, writePages } from './bundlers.js';
import { APP, MADE, installed, sample } from './installed.js';

const OUT = join(MADE, 'out');
const GOOD = 'verified failed';
/** The module is not where the script asks for it, and the error says so. */
const NO_MODULE = /^module-unavailable: .*core\.wasm/;
const NO_WORKER = /^worker-missing: .*could not be loaded/;

/** What every page says: the ones that cannot work end with the error that tells why, and there is another that works. @type {Record<string, Record<string, string | RegExp>>} */
const EXPECTED = {
  vite: { url: GOOD, inline: GOOD, init: GOOD, client: GOOD, own: GOOD, element: GOOD },
  'vite-dev': { url: GOOD, inline: GOOD, init: GOOD, client: GOOD, own: GOOD, element: GOOD },
  webpack: { url: GOOD, inline: GOOD, init: GOOD, client: GOOD, own: GOOD, element: GOOD },
  'webpack-module': { url: GOOD, inline: GOOD, init: GOOD, client: GOOD, own: GOOD, element: GOOD },
  parcel: { url: GOOD, inline: GOOD, init: GOOD, client: GOOD, own: GOOD, element: GOOD },
  esbuild: { url: NO_MODULE, inline: GOOD, init: GOOD, client: NO_WORKER, own: GOOD, element: GOOD },
  rollup: { url: NO_MODULE, inline: GOOD, init: GOOD, client: NO_WORKER, own: GOOD, element: GOOD },
};

/** @type {Record<string, string>} */
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

const chromium = ENGINES.find(({ name }) => name === 'chromium');
const skip = chromium === undefined || !await isInstalled(chromium) ? 'Chromium is missing' : false;

/** @type {Map<string, string>} */
const answers = new Map();
/** Why a bundler made nothing. @type {Map<string, string>} */
const built = new Map();

before(async () => {
  if (skip) return;
  await installed();
  await rm(OUT, { recursive: true, force: true });
  await writePages(APP);
  await Promise.all(Object.entries(BUNDLERS).map(async ([name, build]) => {
    await build(APP, join(OUT, name)).catch((reason) => { built.set(name, String(reason)); });
  }));
  /** @type {Record<string, string | Buffer>} */
  const given = { '/sample.json': JSON.stringify(await sample()), ...Object.fromEntries(await Promise.all(['core.wasm', 'core-deferred.wasm'].map(async (name) => [`/${name}`, await readFile(join(APP, 'node_modules', 'touchstone-verify', name))]))) };
  const [site, vite, page] = [await serving(given), await developing(APP, given), await launch('chromium')];
  try {
    const frames = Object.keys(EXPECTED).flatMap((bundler) => PAGES.map((name) => `${bundler === 'vite-dev' ? vite.url : `${site.url}${bundler}/`}${name}.html?as=${bundler}/${name}`));
    for (const [name, answer] of /** @type {[string, string][]} */ (await visit(page, site.url, frames))) answers.set(name, answer);
  } finally {
    await page.close();
    await vite.close();
    site.close();
  }
}, { timeout: 240_000 });

for (const [bundler, pages] of Object.entries(EXPECTED)) {
  for (const [name, expected] of Object.entries(pages)) {
    test(`${bundler}: ${name}`, { skip }, () => {
      const answer = answers.get(`${bundler}/${name}`) ?? built.get(bundler) ?? 'no answer';
      if (typeof expected === 'string') assert.equal(answer, expected);
      else assert.match(answer, expected);
    });
  }
}

/**
 * Opens every page in a frame, and waits for what they say.
 *
 * @param {import('../browser/engines.js').Page} page
 * @param {string} url
 * @param {string[]} frames
 */
async function visit(page, url, frames) {
  await page.open(url);
  await page.evaluate(`
    window.answers = [];
    addEventListener('message', ({ data }) => { if (data?.name) answers.push([data.name, data.answer]); });
    for (const address of args[0]) {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
    }`, frames);
  const end = performance.now() + 90_000;
  while (performance.now() < end && await page.evaluate('return answers.length') < frames.length) await new Promise((done) => { setTimeout(done, 250); });
  return page.evaluate('return answers');
}

/**
 * @param {Record<string, string | Buffer>} given
 * @returns {Promise<{ url: string, close: () => void }>}
 */
async function serving(given) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const content = pathname === '/' ? '<!doctype html><title>matrix</title>' : given[pathname] ?? await readFile(join(OUT, pathname)).catch(() => undefined);
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': pathname === '/' ? 'text/html' : TYPES[extname(pathname)] ?? 'application/octet-stream' });
    response.end(content ?? 'not found');
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', () => done(undefined)); });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`, close: () => { server.close(); server.closeAllConnections(); } };
}


