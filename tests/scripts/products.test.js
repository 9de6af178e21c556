// What was built: whole, small, and free of what must not be in it.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { DIST, ROOT } from '../../scripts/places.js';

const NPM = join(DIST, 'npm');
const SITE = join(DIST, 'site');

/** The halves of the module, and the bytes after brotli that neither may grow past unseen. @type {Record<string, number>} */
const MODULE = { 'core.wasm': 250_000, 'core-deferred.wasm': 235_000 };

/** Bytes after gzip of the page's code: all of it but the module, whenever it is loaded. */
const CODE_BUDGET = 60_000;

/** Bytes after gzip of what the page loads before it can be used, with the words of its larger language. */
const FIRST_BUDGET = 65_000;

/** Bytes after gzip of all that the page ever loads but the module: code, words, samples, pictures. */
const PAGE_BUDGET = 92_000;

/** Bytes of element.js after gzip. */
const ELEMENT_BUDGET = 15_000;

test('the package has all that its package.json names', async () => {
  const description = JSON.parse(await readFile(join(NPM, 'package.json'), 'utf8'));
  const names = new Set(await readdir(NPM));
  const targets = strings([description.exports, description.bin, description.files ?? []]);
  for (const target of targets) {
    assert.ok(names.has(target.replace(/^\.\//, '').split('/')[0] ?? ''), `${target} is missing`);
  }
  for (const name of ['README.md', 'LICENSE-APACHE', 'LICENSE-MIT']) assert.ok(names.has(name), `${name} is missing`);
});

test('the page has the module it loads', async () => {
  const names = (await readdir(SITE, { recursive: true }));
  const text = await readFile(join(SITE, 'index.html'), 'utf8');
  const asked = [...text.matchAll(/(?:src|href)="([^"?#:]+)"/g)].map(([, path]) => path ?? '');
  assert.ok(asked.includes('main.js'));
  for (const path of [...asked, 'touchstone/core.wasm', 'touchstone/core-deferred.wasm', 'touchstone/worker.js']) assert.ok(names.includes(path), `${path} is missing`);
});

test('the module stays small', async () => {
  for (const [name, budget] of Object.entries(MODULE)) {
    const size = brotliCompressSync(await readFile(join(NPM, name))).length;
    assert.ok(size <= budget, `${name} has ${size} bytes after brotli, the budget is ${budget}`);
  }
});

test('the page without the module stays small', async () => {
  const paths = Object.keys(JSON.parse(await readFile(join(SITE, 'hashes.json'), 'utf8')));
  const sizes = new Map(await Promise.all(paths.map(async (path) => /** @type {const} */ ([path, gzipSync(await readFile(join(SITE, path)), { level: 9 }).length]))));
  const sum = (/** @type {(path: string) => boolean} */ counts) => [...sizes].filter(([path]) => counts(path)).reduce((total, [, size]) => total + size, 0);
  const words = Math.max(...['en', 'de'].map((language) => sum((path) => path.startsWith(`i18n/${language}.`) && !path.endsWith('.policy.json'))));
  const policy = Math.max(...['en', 'de'].map((language) => sum((path) => path === `i18n/${language}.policy.json`)));
  const first = new Set(['index.html', 'style.css', 'icon.svg', ...await imported('main.js'), ...await imported('intake.js'), ...await imported('touchstone/worker.js')]);
  const found = {
    code: sum((path) => /\.(?:html|css|js)$/.test(path)),
    first: words + sum((path) => first.has(path)),
    page: words + policy + sum((path) => !path.endsWith('.wasm') && !path.startsWith('i18n/')),
  };
  for (const [what, budget] of /** @type {const} */ ([['code', CODE_BUDGET], ['first', FIRST_BUDGET], ['page', PAGE_BUDGET]])) {
    assert.ok(found[what] <= budget, `${what}: ${found[what]} bytes after gzip, the budget is ${budget}`);
  }
});

/**
 * A script of the site and all that it imports at once.
 *
 * @param {string} path
 * @returns {Promise<string[]>}
 */
async function imported(path) {
  const text = await readFile(join(SITE, path), 'utf8');
  const names = [...text.matchAll(/(?:\bfrom|\bimport)\s*"(\.[^"]+)"/g)].map(([, name = '']) => join(dirname(path), name));
  return [path, ...(await Promise.all(names.map(imported))).flat()];
}

test('the element stays small, and pins all that it loads', async () => {
  const text = await readFile(join(NPM, 'element.js'), 'utf8');
  const size = gzipSync(text, { level: 9 }).length;
  assert.ok(size <= ELEMENT_BUDGET, `element.js has ${size} bytes after gzip, the budget is ${ELEMENT_BUDGET}`);
  for (const name of ['core.wasm', 'element-engine.js']) assert.ok(text.includes(await integrityOf(name)), `the digest of ${name} is not in element.js`);
  const frame = await readFile(join(NPM, 'element-frame.html'), 'utf8');
  for (const name of ['core.wasm', 'element-engine.js']) assert.ok(frame.includes(await integrityOf(name)), `the digest of ${name} is not in the frame`);
  assert.ok((await readFile(join(NPM, 'element-engine.js'), 'utf8')).includes(await integrityOf('core-deferred.wasm')), 'the digest of core-deferred.wasm is not in the engine');
  assert.equal((await readFile(join(NPM, 'element.sri'), 'utf8')).trim(), await integrityOf('element.js'));
  assert.doesNotMatch(text, /^import|\bimport\s*["'(]|innerHTML|\beval\b|new Function/m);
});

test('the site has the element at an address of its own', async () => {
  const [[path = '', integrity] = []] = Object.entries(JSON.parse(await readFile(join(SITE, 'embed', 'hashes.json'), 'utf8')));
  assert.match(path, /^[0-9a-f]{16}\/element\.js$/);
  assert.equal(integrity, await integrityOf('element.js'));
  for (const name of ['element.js', 'element-engine.js', 'element-frame.html', ...Object.keys(MODULE)]) {
    assert.deepEqual(await readFile(join(SITE, 'embed', path, '..', name)), await readFile(join(NPM, name)), name);
  }
});

test('the module asks for no randomness, no clock and no network', async () => {
  const glue = await readFile(join(NPM, 'core.js'), 'utf8');
  for (const word of ['getRandomValues', 'randomFillSync', 'Date.now', 'performance', 'XMLHttpRequest', 'WebSocket']) {
    assert.ok(!glue.includes(word), `core.js mentions ${word}`);
  }
});

test('no path of this machine is in the module', async () => {
  for (const name of Object.keys(MODULE)) {
    const module = (await readFile(join(NPM, name))).toString('latin1');
    for (const path of [ROOT, join(homedir(), '.cargo'), join(homedir(), '.rustup')]) assert.ok(!module.includes(path), `${name} holds ${path}`);
  }
});

test('lock files name no host', async () => {
  for (const folder of ['.', 'bench', join('tests', 'matrix')]) {
    assert.doesNotMatch(await readFile(join(ROOT, folder, 'package-lock.json'), 'utf8'), /"resolved"|https:\/\/registry/);
  }
});

/** @param {string} name  of a file of the package */
async function integrityOf(name) {
  return `sha384-${createHash('sha384').update(await readFile(join(NPM, name))).digest('base64')}`;
}

/**
 * Every string in a value.
 *
 * @param {unknown} value
 * @returns {string[]}
 */
function strings(value) {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}
