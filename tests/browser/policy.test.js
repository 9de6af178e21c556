// Policies on the page, in every engine: one out of an answer, changed and kept; one that was dropped, explained.

import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { sample } from '../pkg/cases.js';
import { touchstone } from '../pkg/command.js';
import { visit } from './visit.js';

const { page, until, fresh, verdict, close } = await visit();
let folder = '';

const path = (/** @type {string} */ name) => join(folder, name);
const text = (/** @type {string} */ selector) => /** @type {Promise<string>} */ (page.evaluate(`return document.querySelector(args[0])?.textContent ?? ''`, selector));
const count = (/** @type {string} */ selector) => /** @type {Promise<number>} */ (page.evaluate('return document.querySelectorAll(args[0]).length', selector));

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-policy-'));
  for (const name of ['genuine', 'someone-else']) {
    await cp(join(sample(name), 'artifact'), path(`${name}.sh`));
    await cp(join(sample(name), 'bundle.sigstore.json'), path(`${name}.sh.sigstore.json`));
  }
  await cp(join(sample('genuine'), 'trusted_root.json'), path('trusted_root.json'));
});

after(async () => {
  await close();
  await rm(folder, { recursive: true });
});

const MAKE = `[...document.querySelectorAll('.sharing button')].find((button) => button.textContent === 'Make a policy of this')`;

/** What stands in the builder, once it says it. */
const says = (/** @type {string} */ wanted) => until(`document.querySelector('.builder [role=status]')?.textContent.includes(${JSON.stringify(wanted)})`);

async function builder() {
  await fresh();
  await page.click('#sample-genuine');
  await verdict('verified');
  await until(`${MAKE} !== undefined`);
  await page.evaluate(`${MAKE}.click()`);
  await until(`document.querySelector('dialog.builder[open] [role=status] ul') !== null`);
}

/** Takes a demand more, as a choice in the list does. */
const demand = (/** @type {string} */ key) => page.evaluate(`
  const choice = document.querySelector('.builder select');
  choice.value = args[0];
  choice.dispatchEvent(new Event('change'));`, key);

/** Writes where the last demand stands, as a keyboard does. */
const write = (/** @type {string} */ value) => page.evaluate(`
  const field = document.querySelector('.builder .rows li:last-child').querySelector('input, textarea');
  field.value = args[0];
  field.dispatchEvent(new Event('input'));`, value);

/** Presses the builder's button, and gives what the page would have saved. */
const saved = () => /** @type {Promise<{ name: string, text: string }>} */ (page.evaluate(`
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  let [blob, name] = [undefined, ''];
  URL.createObjectURL = (given) => { blob = given; return createObjectURL.call(URL, given); };
  HTMLAnchorElement.prototype.click = function () { name = this.download; };
  try {
    document.querySelector('.builder .primary').click();
    for (let attempt = 0; attempt < 100 && name === ''; attempt += 1) await new Promise((done) => setTimeout(done, 20));
    return { name, text: await blob.text() };
  } finally {
    Object.assign(URL, { createObjectURL });
    HTMLAnchorElement.prototype.click = click;
  }`));

test('a policy is made of a verified answer, changed, kept, and holds', async () => {
  await builder();
  const { repo, workflow } = JSON.parse(await text('.builder pre'));
  assert.deepEqual([repo, workflow?.startsWith('.github/workflows/')], ['touchstone-sample/hello', true]);
  await says('A workflow of this repository signed: touchstone-sample/hello');

  await demand('oldestTime');
  await says('signed at this time or later: 2026-01-01T00:00:00Z');
  assert.equal(await page.evaluate('return document.activeElement?.tagName'), 'INPUT');
  await write('yesterday');
  await until(`document.querySelector('.builder .warning') !== null`);
  assert.match(await text('.builder .warning'), /Line \d+, column \d+:/);
  assert.equal(await page.evaluate(`return document.querySelector('.builder .primary').disabled`), true);
  await write('2020-01-01T00:00:00Z');
  await says('later: 2020-01-01T00:00:00Z');

  const kept = await saved();
  assert.equal(kept.name, 'policy.json');
  assert.equal(JSON.parse(kept.text).oldestTime, '2020-01-01T00:00:00Z');
  await writeFile(path('kept.json'), kept.text);
  for (const [name, code] of /** @type {const} */ ([['genuine', 0], ['someone-else', 1]])) {
    assert.equal((await touchstone(['verify', '--now', '2026-06-01T00:00:00Z', '--trusted-root', path('trusted_root.json'), '--policy', path('kept.json'), '--evidence', path(`${name}.sh.sigstore.json`), path(`${name}.sh`)])).code, code, name);
  }
  assert.deepEqual(await page.evaluate('return window.violations'), []);
});

test('demands are added and left out, and what has parts is written as it is', async () => {
  await builder();
  await demand('rules');
  await says('$.result is exactly "PASSED"');
  await write('[{"predicateType": "https://a.test/b",\n"path": "$.x",\n"equal": 1}]');
  await until(`document.querySelector('.builder .warning') !== null`);
  assert.match(await text('.builder .warning'), /equal/);
  const rows = await count('.builder .rows li');
  await page.evaluate(`document.querySelector('.builder .rows li:last-child button').click()`);
  await until(`document.querySelector('.builder [role=status] ul') !== null`);
  assert.equal(await count('.builder .rows li'), rows - 1);
  assert.equal(await page.evaluate('return document.activeElement?.tagName'), 'SELECT');
  await page.evaluate(`[...document.querySelectorAll('.builder .actions button')].at(-1).click()`);
  await until(`document.querySelector('dialog.builder') === null`);
});

test('without a verified answer there is nothing to make a policy of', async () => {
  await fresh();
  await page.click('#sample-someone-else');
  await verdict('unexpected');
  await until(`document.querySelector('.sharing') !== null`);
  assert.equal(await page.evaluate(`return ${MAKE} === undefined`), true);
});

test('a policy that was dropped is explained, and what is wrong with one has its line', async () => {
  await writeFile(path('policy.json'), '{"schema": "touchstone-policy/1", "artifacts": {"*.sh": {"repo": "org/app", "minimumSlsaLevel": 3}}}');
  await writeFile(path('wrong.json'), '{\n  "schema": "touchstone-policy/1",\n  "certificateIdentity": "<img src=x>",\n  "oldesttime": "x"\n}');
  await fresh();
  await page.choose('#pick', [path('policy.json'), path('wrong.json')]);
  await until(`document.querySelector('.policy .demanded') !== null && document.querySelector('.policy .warning') !== null`);
  const shown = await text('#results');
  assert.match(shown, /What the policy policy\.json demands/);
  assert.match(shown, /For files named like \*\.sh/);
  assert.match(shown, /SLSA Build level is at least: 3/);
  assert.match(shown, /Line 4, column 3: .*oldesttime/);
  assert.equal(await count('#results img'), 0);
});
