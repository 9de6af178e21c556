// What a person does beside dropping files: tries the samples, follows a link, takes the answer along.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { sample } from '../pkg/cases.js';
import { visit } from './visit.js';

const { page, server, until, fresh, verdict, close } = await visit();

after(close);

const text = (/** @type {string} */ selector) => /** @type {Promise<string>} */ (page.evaluate(`return document.querySelector(args[0])?.textContent ?? ''`, selector));

for (const [sample, expected] of [['genuine', 'verified'], ['someone-else', 'unexpected'], ['tampered', 'failed']]) {
  test(`the sample that is ${sample} is ${expected}`, async () => {
    await fresh();
    await page.click(`#sample-${sample}`);
    await verdict(expected ?? '');
    assert.equal(await page.evaluate(`return document.querySelector('#sample-note').hidden`), false);
    assert.match(await text('.detail'), /touchstone-sample-authority/);
  });
}

test('the authority of a sample is forgotten before a file of one’s own counts', async () => {
  await fresh();
  await page.click('#sample-genuine');
  await verdict('verified');
  await page.evaluate(`
    const transfer = new DataTransfer();
    transfer.items.add(new File(['mine'], 'mine.txt'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`);
  await verdict('incomplete');
  assert.equal(await page.evaluate(`return document.querySelector('#sample-note').hidden`), true);
  assert.deepEqual(await page.evaluate(`return [...document.querySelectorAll('#file-list .name')].map((name) => name.textContent)`), ['mine.txt']);
  // Nor is it said any more that its signer is expected.
  assert.deepEqual(await page.evaluate(`return [document.querySelector('#expected').hidden, document.querySelector('#asking').hidden]`), [true, false]);
});

test('one flipped byte changes the answer, and the answer before stays in sight', async () => {
  await fresh();
  await page.click('#sample-genuine');
  await verdict('verified');
  await page.click('.detail > div > .try button');
  await verdict('failed');
  await until(`/Verified/.test(document.querySelector('.change')?.textContent ?? '')`);
  assert.match(await text('.plain'), /not the bytes that were signed/);
  assert.doesNotMatch(await text('.plain'), /Built by/);
});

test('build, source, integrity and signature are said in plain words', async () => {
  await fresh();
  await page.click('#sample-genuine');
  await verdict('verified');
  const plain = await text('.plain');
  for (const words of [/Built by .*release\.yml/, /From https:\/\/github\.com\/touchstone-sample\/hello/, /Every byte is as it was/, /1 March 2026/]) assert.match(plain, words);
});

test('a link fills the form in, and counts only once a person says so', async () => {
  await fresh(`#policy=${encodeURIComponent('{"repo":"touchstone-sample/hello"}')}`);
  await until(`document.querySelector('input[name=repo]').value === 'touchstone-sample/hello'`);
  assert.equal(await page.evaluate(`return document.querySelector('#forget').hidden`), true);
  await page.click('#expectation button[type=submit]');
  await until(`!document.querySelector('#policy-link-line').hidden`);
  assert.equal(await page.evaluate(`return document.querySelector('#policy-link').href`), `${server.url}#policy=%7B%22repo%22%3A%22touchstone-sample%2Fhello%22%7D`);
});

test('a link with more than the form has fields for is shown as its text, and a wrong one is refused', async () => {
  await fresh(`#policy=${encodeURIComponent('{"repo":"a/b","nonsense":1}')}`);
  await until(`document.querySelector('textarea[name=policyText]').value.includes('nonsense')`);
  await page.click('#expectation button[type=submit]');
  await until(`document.querySelector('#expectation-state.wrong') !== null`);
  assert.match(await text('#expectation-state'), /nonsense/);
});

test('the report can be saved as it is', async () => {
  await fresh();
  await page.click('#sample-genuine');
  await verdict('verified');
  const saved = /** @type {{ name: string, text: string }} */ (await page.evaluate(`
    const blobs = [];
    URL.createObjectURL = (blob) => { blobs.push(blob); return 'blob:none'; };
    let name;
    HTMLAnchorElement.prototype.click = function () { name = this.download; };
    document.querySelector('.sharing button').click();
    return { name, text: await blobs[0].text() };`));
  assert.equal(saved.name, 'touchstone-report.json');
  const report = JSON.parse(saved.text);
  assert.deepEqual([report.schema, report.verdict], ['touchstone-report/1', 'verified']);
});

test('a zip of a file and its evidence is opened', async () => {
  await fresh();
  const { zipSync } = await import('fflate');
  const read = async (/** @type {string} */ name) => new Uint8Array(await readFile(join(sample('genuine'), name)));
  const archive = zipSync({ 'hello.sh': await read('artifact'), 'hello.sh.sigstore.json': await read('bundle.sigstore.json'), 'trusted_root.json': await read('trusted_root.json') });
  await page.evaluate(`
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(args[0])], 'release.zip'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`, [...archive]);
  await until(`document.querySelectorAll('#file-list li').length === 4`);
  await until(`[...document.querySelectorAll('#file-list button')].some((button) => button.textContent === 'Rely on it')`);
  await page.evaluate(`[...document.querySelectorAll('#file-list button')].find((button) => button.textContent === 'Rely on it').click()`);
  await verdict('unstated');
  assert.match(await text('.sentence'), /release\.zip\/hello\.sh/);
});

test('the page checks its own files', async () => {
  await fresh();
  await page.evaluate(`document.querySelector('#self-check').open = true`);
  await until(`/^All \\d+ files/.test(document.querySelector('#self-check-state').textContent)`);
  const listed = /** @type {string[]} */ (await page.evaluate(`return [...document.querySelectorAll('#self-check-files dt')].map((name) => name.textContent)`));
  for (const name of ['index.html', 'main.js', 'touchstone/core.wasm', 'touchstone/core-deferred.wasm']) assert.ok(listed.includes(name), name);
});

/** German uses these as they are. */
const SAME_WORD = ['Repository', 'Workflow'];

test('German is whole: no English is left in it', async () => {
  await fresh('?lang=en');
  const texts = `return [...document.querySelectorAll('[data-text]')].map((element) => element.textContent)`;
  const english = /** @type {string[]} */ (await page.evaluate(texts));
  await fresh('?lang=de');
  assert.equal(await page.evaluate(`return document.documentElement.lang`), 'de');
  const german = /** @type {string[]} */ (await page.evaluate(texts));
  assert.deepEqual(german.filter((each, index) => each === english[index] && !SAME_WORD.includes(each)), []);
  await page.click('#sample-genuine');
  await verdict('verified');
  assert.match(await text('.word'), /Bestätigt/);
  assert.match(await text('.plain'), /1\. März 2026/);
});

test('2,000 files are taken, and few of them drawn', { timeout: 60_000 }, async () => {
  await fresh();
  await page.evaluate(`
    const transfer = new DataTransfer();
    for (let index = 0; index < 2000; index += 1) transfer.items.add(new File(['file ' + index], 'file-' + index + '.txt'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`);
  await until(`/2,000 files/.test(document.querySelector('#results').textContent)`, 50);
  assert.ok(await page.evaluate(`return document.querySelectorAll('#file-list li').length`) <= 201);
  assert.deepEqual(await page.evaluate('return window.violations'), []);
});

test('how it is proven is drawn, and said beside the drawing', async () => {
  await fresh();
  await page.click('#sample-genuine');
  await verdict('verified');
  assert.equal(await page.evaluate(`return document.querySelectorAll('.drawing svg').length`), 3, 'issuers, certificate and time, path in the log');
  const proof = await text('.ladder ol');
  assert.match(proof, /The root: [0-9a-f]{64}/);
  assert.equal(await page.evaluate(`return document.querySelectorAll('.drawing .tag:not(.checked)').length`), 0);
  assert.match(await text('.claim'), /certificate/);
});

test('who was expected is remembered for the next version, if a person asks', async () => {
  await fresh();
  const drop = (/** @type {string} */ name) => page.evaluate(`
    const transfer = new DataTransfer();
    transfer.items.add(new File(['mine'], args[0]));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`, name);
  const state = async (/** @type {string} */ name, /** @type {boolean} */ remembers) => {
    await fresh();
    await drop(name);
    await until(`document.querySelector('#remember-text').textContent !== ''`);
    assert.equal(await page.evaluate(`return document.querySelector('input[name=repo]').value`), remembers ? 'a/b' : '', name);
    assert.equal(await page.evaluate(`return document.querySelector('#forget').hidden`), true);
  };
  await drop('app-1.2.3.tar.gz');
  await until(`/app-#\\.#\\.#\\.tar\\.gz/.test(document.querySelector('#remember-text').textContent)`);
  await page.type('input[name=repo]', 'a/b');
  await page.evaluate(`document.querySelector('input[name=remember]').checked = true`);
  await page.click('#expectation button[type=submit]');
  await until(`!document.querySelector('#forget').hidden`);
  await state('app-1.10.0.tar.gz', true);
  await state('other-1.10.0.tar.gz', false);
  await fresh();
  await drop('app-2.0.0.tar.gz');
  await until(`document.querySelector('input[name=repo]').value === 'a/b'`);
  await page.evaluate(`document.querySelector('input[name=remember]').checked = false`);
  await page.click('#expectation button[type=submit]');
  await until(`!document.querySelector('#forget').hidden`);
  await state('app-1.10.0.tar.gz', false);
});

test('it opens with the network off once it was there', async () => {
  await fresh();
  server.close();
  await page.open(`${server.url}?again`);
  await until(`document.documentElement.dataset.state === 'ready'`);
  await page.click('#sample-genuine');
  await verdict('verified');
});
