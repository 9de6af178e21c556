// What a person is told beside the verdict: what belongs together, what differs, what a file is that
// proves nothing, and what was stopped; in every engine.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';

import { DIST, ROOT } from '../../scripts/places.js';
import { serve } from '../../scripts/serve.js';
import { sample } from '../pkg/cases.js';
import { visit } from './visit.js';

const { page, until, fresh, verdict, close } = await visit();
let folder = '';

const path = (/** @type {string} */ name) => join(folder, name);
const text = (/** @type {string} */ selector) => /** @type {Promise<string>} */ (page.evaluate(`return document.querySelector(args[0])?.textContent ?? ''`, selector));

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-answers-'));
  await cp(join(sample('genuine'), 'artifact'), path('hello.sh'));
  await cp(join(sample('genuine'), 'bundle.sigstore.json'), path('proof.sigstore.json'));
  await cp(join(sample('genuine'), 'trusted_root.json'), path('trusted_root.json'));
  await writeFile(path('another.txt'), 'another file');
  await writeFile(path('large.img'), '');
  await truncate(path('large.img'), 3 * 1024 ** 3);
});

after(async () => {
  await close();
  await rm(folder, { recursive: true });
});

/** What the list says of a file. */
const listed = (/** @type {string} */ name) => /** @type {Promise<string>} */ (page.evaluate(`return [...document.querySelectorAll('#file-list li')].find((item) => item.querySelector('.name').textContent === args[0])?.textContent ?? ''`, name));

test('what belongs together is said at both', async () => {
  await fresh();
  await page.choose('#pick', ['hello.sh', 'another.txt', 'proof.sigstore.json'].map(path));
  await until(`document.querySelectorAll('.pair').length === 2`);
  assert.match(await listed('hello.sh'), /Its evidence: proof\.sigstore\.json/);
  assert.match(await listed('proof.sigstore.json'), /It speaks about hello\.sh/);
  assert.match(await text('#files-sum'), /^3 files; evidence speaks about 1 of them/);
});

test('evidence given for a file by hand has to speak about it', async () => {
  await fresh();
  await page.choose('#pick', ['another.txt', 'proof.sigstore.json'].map(path));
  await until(`document.querySelector('#file-list select') !== null`);
  await page.evaluate(`
    const choice = document.querySelector('#file-list select');
    choice.value = choice.options[1].value;
    choice.dispatchEvent(new Event('change'));`);
  await verdict('failed');
  await until(`document.querySelector('[data-code="subject.digest"][data-status=failed]') !== null`);
});

test('who signed and who is expected stand one above the other, with what differs marked', async () => {
  await fresh();
  await page.click('#sample-someone-else');
  await verdict('unexpected');
  await until(`document.querySelector('.comparison') !== null`);
  assert.deepEqual(await page.evaluate(`return [...document.querySelectorAll('.comparison mark')].map((mark) => mark.textContent)`), ['', '-mirror']);
  assert.match(await text('#expected-who'), /https:\/\/github\.com\/touchstone-sample\/hello/);
});

test('the signer that was found is offered with its danger, and counts only when it is confirmed', async () => {
  await fresh();
  await page.choose('#pick', ['hello.sh', 'proof.sigstore.json', 'trusted_root.json'].map(path));
  await until(`[...document.querySelectorAll('#file-list button')].some((button) => button.textContent === 'Rely on it')`);
  await page.evaluate(`[...document.querySelectorAll('#file-list button')].find((button) => button.textContent === 'Rely on it').click()`);
  await verdict('unstated');
  await until(`!document.querySelector('#found-signer').hidden`);
  assert.match(await text('#found-signer'), /touchstone-sample\/hello.*Anybody can sign/s);
  await page.click('#found-signer button');
  await until(`document.querySelector('input[name=repo]').value === 'touchstone-sample/hello'`);
  assert.equal(await page.evaluate(`return document.querySelectorAll('[data-verdict=verified]').length`), 0);
  await page.click('#expect');
  await verdict('verified');
  assert.match(await text('.change'), /Not compared.*Verified/);
});

test('a policy among the files is shown as what is expected once it is accepted', async () => {
  await writeFile(path('policy.json'), '{"repo": "touchstone-sample/hello"}');
  await fresh();
  await page.choose('#pick', ['hello.sh', 'policy.json'].map(path));
  await until(`[...document.querySelectorAll('#file-list button')].some((button) => button.textContent === 'Expect what it says')`);
  assert.equal(await page.evaluate(`return document.querySelector('#expected').hidden`), true);
  await page.evaluate(`[...document.querySelectorAll('#file-list button')].find((button) => button.textContent === 'Expect what it says').click()`);
  await until(`!document.querySelector('#expected').hidden`);
  assert.match(await text('#expected-who'), /github\.com\/touchstone-sample\/hello/);
});

test('a key says who is expected until nobody is', async () => {
  const key = await readFile(join(ROOT, 'tests', 'vectors', 'sigstore', 'key-ed25519', 'key.pub'));
  await writeFile(path('maker.pub'), key);
  await fresh();
  await page.choose('#pick', [path('hello.sh')]);
  await verdict('incomplete');
  await page.click('input[value=key]');
  await page.choose('input[name=key]', [path('maker.pub')]);
  await page.click('#expect');
  await until(`!document.querySelector('#expected').hidden`);
  assert.match(await text('#expected-who'), /maker\.pub/);
  await page.click('#forget');
  await until(`document.querySelector('#expected').hidden && ![...document.querySelectorAll('#file-list .name')].some((name) => name.textContent === 'maker.pub')`);
});

test('a file whose reading was stopped waits until somebody asks for it', async () => {
  await fresh();
  await page.choose('#pick', [path('large.img')]);
  await until(`/[1-9]\\d* %/.test(document.querySelector('#reading-state').textContent)`, 60);
  await page.click('#cancel');
  await until(`document.querySelector('.read-on') !== null && document.querySelector('#reading').hidden`);
  await page.choose('#pick', [path('hello.sh')]);
  await until(`document.querySelectorAll('.artifact').length === 2 && document.querySelector('#reading').hidden`);
  await page.evaluate(`document.querySelector('.pebble').open = true`);
  await until(`document.querySelector('.inside button') !== null`);
  await page.evaluate(`[...document.querySelectorAll('.inside button')].find((button) => button.textContent === 'Read it now').click()`);
  await until(`!document.querySelector('#reading').hidden`);
  await page.click('#cancel');
  await until(`document.querySelector('#reading').hidden`);
});

test('evidence alone says what it waits for, and shows what it claims', async () => {
  await fresh();
  await page.choose('#pick', [path('proof.sigstore.json')]);
  await until(`/proof\\.sigstore\\.json waits/.test(document.querySelector('#verdict').textContent)`);
  assert.match(await text('.claim'), /certificate/);
  assert.equal(await page.evaluate(`return document.querySelectorAll('[data-verdict=verified], [data-verdict=unstated]').length`), 0);
});

const FOREIGN = [
  ['app.tar.gz.asc', '-----BEGIN PGP SIGNATURE-----\n\niQ', /PGP signature/],
  ['KEYS', '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ', /PGP key/],
  ['app.minisig', 'untrusted comment: signature\nRW', /minisign/],
  ['app.zip', '<!DOCTYPE html><html><title>Sign in', /web page/],
  ['SHA256SUMS', `${'a'.repeat(64)}  app.tar.gz\n${'b'.repeat(64)}  app.zip\n`, /list of checksums/],
];

test('what people take for a proof, and is none, is called what it is', async () => {
  for (const [name, content, expected] of /** @type {[string, string, RegExp][]} */ (FOREIGN)) {
    await fresh();
    await page.evaluate(`
      const transfer = new DataTransfer();
      transfer.items.add(new File([args[1]], args[0]));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`, name, content);
    await verdict('incomplete');
    assert.match(await text('.meaning'), expected, name);
  }
});

test('files that are pasted are taken, and the text of a bundle is one', async () => {
  await fresh();
  const bundle = await readFile(path('proof.sigstore.json'), 'utf8');
  await page.evaluate(`
    const paste = (fill) => {
      const clipboardData = new DataTransfer();
      fill(clipboardData);
      // Not every engine lets a script make an event with what is pasted in it.
      document.querySelector('main').dispatchEvent(Object.defineProperty(new Event('paste', { bubbles: true, cancelable: true }), 'clipboardData', { value: clipboardData }));
    };
    paste((data) => data.items.add(new File(['pasted'], 'pasted.txt')));
    paste((data) => data.setData('text/plain', args[0]));`, bundle);
  await until(`document.querySelectorAll('#file-list li').length === 2`);
  assert.match(await listed('pasted text'), /Sigstore bundle/);
});

/**
 * A git bundle of these commits (gitformat-bundle and gitformat-pack), the last of which is a branch.
 *
 * @param {Buffer[]} commits
 */
function gitBundle(commits) {
  const COMMIT = 1;
  const entries = commits.map((commit) => {
    const head = [commit.length & 15 | COMMIT << 4];
    for (let rest = commit.length >> 4; rest > 0; rest >>= 7) {
      head.push(rest & 127);
      head[head.length - 2] = (head.at(-2) ?? 0) | 128;
    }
    return Buffer.concat([Buffer.from(head), deflateSync(commit)]);
  });
  const start = Buffer.alloc(12);
  start.write('PACK');
  start.writeUInt32BE(2, 4);
  start.writeUInt32BE(commits.length, 8);
  const pack = Buffer.concat([start, ...entries]);
  const last = commits.at(-1) ?? Buffer.alloc(0);
  const id = createHash('sha1').update(`commit ${last.length}\0`).update(last).digest('hex');
  return Buffer.concat([Buffer.from(`# v2 git bundle\n${id} refs/heads/main\n\n`), pack, createHash('sha1').update(pack).digest()]);
}

test('of a history of a thousand commits it is counted first what became of them, and few are drawn', { timeout: 240_000 }, async () => {
  const vector = join(ROOT, 'tests', 'vectors', 'gitsign', 'commit');
  const genuine = await readFile(join(vector, 'evidence.commit'));
  const changed = Array.from({ length: 1000 }, (_, index) => Buffer.concat([genuine, Buffer.from(`${index}\n`)]));
  await writeFile(path('history.bundle'), gitBundle([...changed, genuine]));
  await cp(join(vector, 'trusted_root.json'), path('git.trusted_root.json'));
  await fresh();
  await page.choose('#pick', [path('git.trusted_root.json'), path('history.bundle')]);
  await until(`document.querySelector('.history') !== null`, 100);
  await until(`[...document.querySelectorAll('#file-list button')].some((button) => button.textContent === 'Rely on it')`);
  await page.evaluate(`[...document.querySelectorAll('#file-list button')].find((button) => button.textContent === 'Rely on it').click()`);
  await until(`document.querySelector('.signers') !== null`, 100);
  const counts = /** @type {string[]} */ (await page.evaluate(`return [...document.querySelectorAll('.tally li')].map((item) => item.textContent)`));
  assert.deepEqual(counts, ['Does not match 1,000', 'Not compared 1']);
  assert.ok(/** @type {number} */ (await page.evaluate(`return document.querySelectorAll('.pebble').length`)) <= 12);
  await page.evaluate(`document.querySelector('.more button').click()`);
  await until(`document.querySelectorAll('.pebble').length > 12`);
  assert.ok(/** @type {number} */ (await page.evaluate(`return document.querySelectorAll('*').length`)) < 3000);
});

test('a demand that is not met is said as that in sums and small stones, and not as another signer', async () => {
  await writeFile(path('too-late.json'), JSON.stringify({ schema: 'touchstone-policy/1', repo: 'touchstone-sample/hello', newestTime: '2020-01-01T00:00:00Z' }));
  const accept = (/** @type {string} */ label) => page.evaluate(`[...document.querySelectorAll('#file-list button')].find((button) => button.textContent === args[0]).click()`, label);
  await fresh();
  await page.choose('#pick', ['hello.sh', 'another.txt', 'proof.sigstore.json', 'trusted_root.json', 'too-late.json'].map(path));
  for (const label of ['Rely on it', 'Expect what it says']) {
    await until(`[...document.querySelectorAll('#file-list button')].some((button) => button.textContent === '${label}')`);
    await accept(label);
  }
  await until(`document.querySelector('.tally')?.textContent.includes('Something else 1')`, 100);
  const words = /** @type {string[]} */ (await page.evaluate(`return [...document.querySelectorAll('.pebble .word')].map((word) => word.textContent)`));
  assert.deepEqual(words, ['Something else', 'Not proven']);
  assert.doesNotMatch(await text('#results'), /Someone else/);
});

test('it works in whatever folder of a host it lies, and everything that was there can be forgotten', async () => {
  const root = await mkdtemp(join(tmpdir(), 'touchstone-host-'));
  await mkdir(join(root, 'tools', 'check'), { recursive: true });
  await cp(join(DIST, 'site'), join(root, 'tools', 'check'), { recursive: true });
  const host = await serve(root);
  await page.open(`${host.url}tools/check/`);
  await until(`document.documentElement.dataset.state === 'ready'`);
  await page.click('#sample-genuine');
  await verdict('verified');
  await page.click('#start-over');
  await until(`document.querySelector('.artifact') === null && document.querySelector('#files').hidden`);
  assert.equal(await page.evaluate(`return document.querySelector('#forget').hidden`), true);
  host.close();
  await rm(root, { recursive: true });
});
