// The page in a real engine, with the real module, under its strict policy.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { ROOT, TARGET } from '../../scripts/places.js';
import { sample } from '../pkg/cases.js';
import { ENGINE, visit } from './visit.js';

const { page, requests, until, fresh, verdict, close } = await visit();
let folder = '';

const path = (/** @type {string} */ name) => join(folder, name);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-page-'));
  for (const name of ['genuine', 'someone-else', 'tampered']) {
    await cp(join(sample(name), 'artifact'), path(`${name}.sh`));
    await cp(join(sample(name), 'bundle.sigstore.json'), path(`${name}.sh.sigstore.json`));
  }
  await cp(join(sample('genuine'), 'trusted_root.json'), path('trusted_root.json'));
  await writeFile(path('someone-elses.txt'), 'something else');
});

after(async () => {
  await close();
  await rm(folder, { recursive: true });
});

/**
 * Chooses a sample and relies on its root.
 *
 * @param {string} name
 */
async function choose(name) {
  await page.choose('#pick', [path(`${name}.sh`), path(`${name}.sh.sigstore.json`), path('trusted_root.json')]);
  await until(`document.querySelectorAll('#file-list li').length === 3 && document.querySelector('#file-list li:last-child button')`);
  await until(`[...document.querySelectorAll('#file-list button')].some((button) => button.textContent === 'Rely on it')`);
  await page.evaluate(`[...document.querySelectorAll('#file-list button')].find((button) => button.textContent === 'Rely on it').click()`);
}

/** @param {string} repository */
async function expect(repository) {
  await page.type('input[name=repo]', repository);
  await page.click('#expectation button[type=submit]');
}

test('the page is ready, and its policy forbids nothing it does', async () => {
  await fresh();
  assert.deepEqual(await page.evaluate('return window.violations'), []);
  assert.match(await page.evaluate('return document.querySelector("#trust").textContent'), /sigstore-public-good: .*, version \d+, \d+ days old/);
});

test('nothing is green before somebody says who should have signed', async () => {
  await fresh();
  await choose('genuine');
  await verdict('unstated');
  assert.equal(await page.evaluate(`return document.querySelectorAll('[data-verdict=verified]').length`), 0);
  await expect('touchstone-sample/hello');
  await verdict('verified');
  assert.match(await page.evaluate(`return document.querySelector('.sentence').textContent`), /genuine\.sh .*touchstone-sample\/hello/);
});

for (const [name, expected, error] of [['someone-else', 'unexpected', 'identity.expected'], ['tampered', 'failed', 'subject.digest']]) {
  test(`${name} is ${expected}`, async () => {
    await fresh();
    await expect('touchstone-sample/hello');
    await choose(name ?? '');
    await verdict(expected ?? '');
    await until(`document.querySelector('[data-status=failed][data-code="${error}"]') !== null`);
    assert.equal(await page.evaluate(`return document.querySelectorAll('[data-verdict=verified]').length`), 0);
  });
}

test('a dropped file is taken like a chosen one', async () => {
  await fresh();
  await page.evaluate(`
    const transfer = new DataTransfer();
    transfer.items.add(new File(['hello'], 'dropped.txt'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`);
  await verdict('incomplete');
  assert.match(await page.evaluate(`return document.querySelector('#file-list').textContent`), /dropped\.txt/);
});

test('evidence about none of the files says which digest it speaks about', async () => {
  await fresh();
  await page.choose('#pick', [path('someone-elses.txt'), path('genuine.sh.sigstore.json')]);
  const digest = createHash('sha256').update(await readFile(path('genuine.sh'))).digest('hex');
  await until(`document.querySelector('#file-list').textContent.includes(${JSON.stringify(`sha256:${digest.slice(0, 12)}…`)})`);
});

test('a file can be taken out again', async () => {
  await fresh();
  await choose('genuine');
  await verdict('unstated');
  await page.evaluate(`[...document.querySelectorAll('#file-list li')].find((item) => item.querySelector('.name').textContent === 'genuine.sh.sigstore.json').querySelector('button:last-child').click()`);
  await verdict('incomplete');
});

test('a file whose name leads to its publisher has that signer offered, and nothing counts before it is confirmed', async () => {
  await fresh();
  const [file, other] = [path('Python-3.14.1.tgz'), path('six-1.17.0-py2.py3-none-any.whl')];
  await writeFile(file, 'a release');
  await writeFile(other, 'a wheel');
  await page.choose('#pick', [file]);
  await until(`!document.querySelector('#publisher').hidden`);
  assert.match(await page.evaluate(`return document.querySelector('#publisher').textContent`), /CPython publishes files of this name\. python\.org\/downloads\/metadata\/sigstore says that this signs them:.*hugo@python\.org.*https:\/\/github\.com\/login\/oauth/);
  assert.equal(await page.evaluate(`return document.querySelector('#expected').hidden`), true);
  await page.evaluate(`document.querySelector('#publisher button').click()`);
  const filled = await page.evaluate(`return ['certificateIdentity', 'certificateOidcIssuer'].map((name) => document.querySelector('input[name=' + name + ']').value)`);
  assert.deepEqual(filled, ['hugo@python.org', 'https://github.com/login/oauth']);
  assert.equal(await page.evaluate(`return document.querySelector('#expected').hidden`), true);
  assert.match(await page.evaluate(`return document.querySelector('#expectation-state').textContent`), /as the publisher says it/);
  await page.click('#expectation button[type=submit]');
  await until(`!document.querySelector('#expected').hidden && document.querySelector('#publisher').hidden`);
  await fresh();
  await page.choose('#pick', [other]);
  await until(`/PyPI has files of this name, and every project there signs for itself/.test(document.querySelector('#publisher').textContent)`);
  assert.equal(await page.evaluate(`return document.querySelector('#publisher button')`), null);
});

test('an expectation that names nobody is refused in a sentence', async () => {
  await fresh();
  await page.click('#expectation button[type=submit]');
  await until(`document.querySelector('#expectation-state.wrong') !== null`);
  assert.match(await page.evaluate(`return document.querySelector('#expectation-state').textContent`), /who should have signed/);
});

test('what a file says is text, and what cannot be seen is spelled out', async () => {
  await fresh();
  const name = 'evil\u202Egnp.<b>exe';
  await page.evaluate(`
    const transfer = new DataTransfer();
    transfer.items.add(new File(['hello'], args[0]));
    transfer.items.add(new File(['{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", "<img src=x>": 1}'], '<img src=x>.sigstore.json'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`, name);
  await until(`document.querySelectorAll('#file-list li').length === 2`);
  await verdict('incomplete');
  const text = /** @type {string} */ (await page.evaluate('return document.querySelector("main").textContent'));
  assert.ok(!text.includes('\u202E') && text.includes('evil\\u{202e}gnp.<b>exe'), text);
  assert.equal(await page.evaluate(`return document.querySelectorAll('main img, main b').length`), 0);
  assert.deepEqual(await page.evaluate('return window.violations'), []);
});

test('a broken file says where it is wrong, and spoils no other', async () => {
  await writeFile(path('broken.sigstore.json'), '{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",\n"verificationMaterial": ');
  await fresh();
  await expect('touchstone-sample/hello');
  await choose('genuine');
  await page.choose('#pick', [path('broken.sigstore.json')]);
  await until(`/line 2/.test(document.querySelector('#file-list').textContent)`);
  await verdict('verified');
});

test('a large file shows its progress, and reading it can be stopped', async () => {
  const file = await open(path('large.img'), 'w');
  await file.truncate(3 * 1024 ** 3);
  await file.close();
  await fresh();
  await page.choose('#pick', [path('large.img')]);
  await until(`document.querySelector('#reading-name').textContent === 'large.img' && /\\d+ %/.test(document.querySelector('#reading-state').textContent)`);
  await page.click('#cancel');
  await until(`document.querySelector('#reading').hidden`);
  await page.choose('#pick', [path('genuine.sh')]);
  await until(`document.querySelectorAll('.artifact').length === 2`);
  // If it is being read again: where it is not, an engine's own click would wait for the button.
  await page.evaluate(`document.querySelector('#cancel').click()`);
});

test('two thousand files at once, of which one is proven', async () => {
  const folder = path('many');
  await mkdir(folder);
  const paths = Array.from({ length: 1998 }, (_, index) => join(folder, `${index}.txt`));
  await Promise.all(paths.map((each, index) => writeFile(each, `file ${index}`)));
  await fresh();
  await expect('touchstone-sample/hello');
  await choose('genuine');
  await verdict('verified');
  await page.choose('#pick', paths);
  await until(`/1[.,]998/.test(document.querySelector('#results').textContent)`, 90);
  await until(`document.querySelector('#reading').hidden`, 90);
  assert.equal(await page.evaluate(`return document.querySelectorAll('.artifact[data-verdict=verified]').length`), 1);
});

/** @param {number} length */
function zeros(length) {
  const [hash, piece] = [createHash('sha256'), new Uint8Array(1024 ** 2)];
  for (let done = 0; done < length; done += piece.length) hash.update(piece);
  return hash.digest('hex');
}

test('several large files are read at once, each to its own digest', async () => {
  for (const index of [1, 2, 3]) {
    const file = await open(path(`many-${index}.img`), 'w');
    await file.truncate((299 + index) * 1024 ** 2);
    await file.close();
  }
  await fresh();
  const before = requests.length;
  // Reading may be over before anybody asks: what was shown is noted as it is shown.
  await page.evaluate(`
    const line = (place) => document.querySelector(place).textContent;
    window.told = new Set();
    new MutationObserver(() => told.add(line('#reading-name') + ': ' + line('#reading-state')))
      .observe(document.querySelector('#reading'), { subtree: true, childList: true, characterData: true });`);
  await page.choose('#pick', [1, 2, 3].map((index) => path(`many-${index}.img`)));
  await until(`[...told].some((text) => /^3 files: .*\\d+ %/.test(text))`);
  await until(`document.querySelectorAll('.pebble').length === 3 && document.querySelector('#reading').hidden`, 60);
  await page.evaluate(`for (const pebble of document.querySelectorAll('.pebble')) pebble.open = true`);
  await until(`document.querySelectorAll('.hex').length === 3`);
  const shown = /** @type {string[]} */ (await page.evaluate(`return [...document.querySelectorAll('.hex')].map((digest) => digest.textContent.replace(/ /g, ''))`));
  const expected = [1, 2, 3].map((index) => zeros((299 + index) * 1024 ** 2));
  assert.deepEqual(shown.filter((each) => /^[0-9a-f]{64}$/.test(each)).sort(), expected.sort());
  assert.deepEqual(requests.slice(before).filter((url) => url !== '/service-worker.js'), []);
});

test('whoever begins to write before the answer is drawn is not taken away from there', async () => {
  await fresh();
  // Long enough after the answer came for somebody to be faster than the page draws it.
  await page.evaluate(`
    const soon = requestAnimationFrame;
    window.requestAnimationFrame = (draw) => setTimeout(() => soon(draw), 1000);`);
  await page.choose('#pick', [path('genuine.sh')]);
  await new Promise((done) => { setTimeout(done, 500); });
  await page.evaluate(`document.querySelector('input[name=repo]').focus()`);
  await verdict('incomplete');
  assert.equal(await page.evaluate(`return document.activeElement.name`), 'repo');
});

test('nothing is requested once the page is there', async () => {
  await fresh();
  const before = requests.length;
  await choose('genuine');
  await expect('touchstone-sample/hello');
  await verdict('verified');
  // The browser itself looks whether the page it keeps has a new version, when it is opened again.
  const later = requests.slice(before).filter((url) => url !== '/favicon.ico' && url !== '/service-worker.js');
  assert.deepEqual(later, []);
});

test('axe finds nothing, empty and with a verdict', async () => {
  const axe = await readFile(join(ROOT, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
  const violations = () => page.evaluate(`
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } });
    return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', '));`);
  await fresh();
  await page.evaluate(`${axe}; window.axe = axe;`);
  assert.deepEqual(await violations(), []);
  await choose('tampered');
  await verdict('failed');
  await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true;`);
  assert.deepEqual(await violations(), []);
});

test('the page is drawn', async () => {
  const shots = join(TARGET, 'screenshots');
  await mkdir(shots, { recursive: true });
  await fresh();
  await choose('genuine');
  await verdict('unstated');
  await expect('touchstone-sample/hello');
  await verdict('verified');
  await page.screenshot(join(shots, `page-${ENGINE}.png`));
});
