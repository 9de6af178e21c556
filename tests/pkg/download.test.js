// `verifyDownload`: from servers of every temper, only what verifies is handed over.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { readdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { signed } from '../browser/signing.js';
import { readCase } from './cases.js';
import { NPM, touchstone } from './package.js';
import { assertIsReport } from './schema.js';
import { sending, sendingWhole } from './tempers.js';

/**
 * @typedef {import('../../pkg-template/index.d.ts').DownloadOptions} DownloadOptions
 * @typedef {import('./tempers.js').Answer} Answer
 */

const { verifyDownload } = touchstone;
/** @type {typeof import('../../pkg-template/inline.d.ts')} */
const inline = await import(pathToFileURL(join(NPM, 'inline.js')).href);

const LARGE = randomFillSync(Buffer.alloc(3_000_001));
const { key, root, bundle } = signed((take) => take(LARGE));
/** @type {DownloadOptions} */
const SIGNED = { evidence: [bundle], trust: { keys: [key], roots: [root] }, now: '2026-06-01T00:00:00Z' };

/** What the server was asked, by the range. @type {(string | undefined)[]} */
const asked = [];
/** @type {Answer[]} */
let answers = [];
const server = createServer((request, response) => {
  if (request.url === '/evidence') return response.end(bundle);
  if (request.url === '/moved') return response.writeHead(302, { location: '/mirror/7' }).end();
  asked.push(request.headers.range);
  return answers[Math.min(asked.length, answers.length) - 1]?.(request, response);
});
let url = '';
/** Everything that waits for its verdict lies here. */
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-downloads-'));
  process.env.TMPDIR = folder;
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
});
beforeEach(() => { asked.length = 0; });
after(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

/**
 * @param {Answer[]} given  by each request in turn; the last goes on
 * @param {Partial<DownloadOptions>} [options]
 */
function download(given, options = {}) {
  answers = given;
  return verifyDownload(`${url}large.bin`, { ...SIGNED, ...options });
}

/** @param {import('../../pkg-template/index.d.ts').Download} result */
async function isWhole(result) {
  assertIsReport(result.report);
  assert.equal(result.verdict, 'verified', JSON.stringify(result.report.evidence));
  assert.deepEqual([result.name, result.size, result.file.name, result.file.size], ['large.bin', LARGE.length, 'large.bin', LARGE.length]);
  assert.deepEqual(Buffer.from(await result.file.arrayBuffer()), LARGE);
  await result.remove();
  assert.deepEqual(await readdir(folder), []);
}

/**
 * @param {Promise<unknown>} downloading
 * @param {string} code
 */
async function refused(downloading, code) {
  await assert.rejects(downloading, { name: 'TouchstoneError', code });
  assert.deepEqual(await readdir(folder), []);
}

test('what verifies is handed over, byte for byte, and told of as it comes', async () => {
  /** @type {import('../../pkg-template/index.d.ts').DownloadProgress[]} */
  const seen = [];
  const result = await download([sending(LARGE)], { onProgress: (progress) => seen.push(progress) });
  assert.equal(result.resumed, false);
  await isWhole(result);
  assert.ok(seen.length > 2);
  for (const { phase, total, resuming } of seen) assert.deepEqual([phase, total, resuming], ['downloading', LARGE.length, false]);
  assert.equal(seen.at(-1)?.done, LARGE.length);
});

test('what was changed on the way is refused, and is nowhere any more', async () => {
  const tampered = Buffer.from(LARGE);
  tampered[1_234_567] = (tampered[1_234_567] ?? 0) ^ 1;
  const { verdict, file, report } = await download([sending(tampered)]);
  assert.deepEqual([verdict, file], ['failed', null]);
  assertIsReport(report);
  assert.deepEqual(await readdir(folder), []);
});

test('an answer that somebody else asked for, and evidence by its URL', async () => {
  answers = [sending(LARGE)];
  await isWhole(await verifyDownload(await fetch(`${url}large.bin`), SIGNED));
  await isWhole(await download([sending(LARGE)], { evidence: [new URL(`${url}evidence`)] }));
  const made = await verifyDownload(new Response(new Uint8Array(LARGE)), { ...SIGNED, name: 'large.bin' });
  await isWhole(made);
});

test('what broke off goes on where it ended, if it is the same file, and begins anew if not', async () => {
  const headers = { etag: '"one"' };
  const result = await download([sending(LARGE, { headers, cut: 1_500_000 }), sending(LARGE, { headers })]);
  assert.equal(result.resumed, true);
  assert.deepEqual(asked.map((range) => range !== undefined), [false, true]);
  await isWhole(result);
  asked.length = 0;
  await isWhole(await download([sending(randomFillSync(Buffer.alloc(3_000_001)), { headers, cut: 1_500_000 }), sendingWhole(LARGE, { headers: { etag: '"two"' } })]));
});

test('parts that do not fit are asked for once more, as a whole', async () => {
  const headers = { etag: '"one"' };
  const changed = Buffer.concat([LARGE.subarray(0, -1), Buffer.from([(LARGE.at(-1) ?? 0) ^ 1])]);
  await isWhole(await download([sending(LARGE, { headers, cut: 1_500_000 }), sending(changed, { headers }), sending(LARGE, { headers })]));
  assert.deepEqual(asked.map((range) => range !== undefined), [false, true, false]);
});

test('a redirect is followed; a slow server is waited for, and one that stalls is asked anew', async () => {
  answers = [sending(LARGE)];
  await isWhole(await verifyDownload(`${url}moved`, { ...SIGNED, name: 'large.bin' }));
  const headers = { etag: '"one"' };
  await isWhole(await download([sending(LARGE, { headers, stall: 1_000_000 }), sending(LARGE, { headers })], { patience: 300 }));
});

test('what always breaks off is an error, and so is an answer that is cut short', async () => {
  await refused(download([sendingWhole(LARGE, { cut: 500_000 })]), 'download-broken');
  answers = [sending(LARGE, { cut: 500_000 })];
  asked.length = 0;
  await refused(verifyDownload(await fetch(`${url}large.bin`), SIGNED), 'download-broken');
  assert.equal(asked.length, 1);
  const stalled = new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(LARGE.subarray(0, 1000))) }));
  await refused(verifyDownload(stalled, { ...SIGNED, patience: 100 }), 'download-broken');
});

test('a caller that no longer wants it gets nothing', async () => {
  for (const from of [() => `${url}large.bin`, () => fetch(`${url}large.bin`)]) {
    asked.length = 0;
    answers = [sending(LARGE, { stall: 1_000_000 })];
    const stop = new AbortController();
    await refused(verifyDownload(await from(), { ...SIGNED, signal: stop.signal, onProgress: () => stop.abort() }), 'cancelled');
  }
  await refused(download([sending(LARGE)], { signal: AbortSignal.abort() }), 'cancelled');
});

for (const [why, from, options, code] of /** @type {[string, () => any, Partial<DownloadOptions>, string][]} */ ([
  ['no evidence', () => `${url}large.bin`, { evidence: [] }, 'usage'],
  ['an address that is none', () => 'large.bin', {}, 'usage'],
  ['an address that runs', () => 'javascript:1', {}, 'usage'],
  ['an answer that says it is none', () => new Response('no', { status: 404 }), {}, 'address-unreadable'],
  ['an answer that is a part', () => new Response('no', { status: 206 }), {}, 'address-unreadable'],
  ['a server that is not there', () => 'http://127.0.0.1:1/', {}, 'address-unreadable'],
  ['evidence that is not there', () => `${url}large.bin`, { evidence: [new URL('http://127.0.0.1:1/')] }, 'address-unreadable'],
  ['an expectation that names nobody', () => `${url}large.bin`, { expectation: { certificateOidcIssuer: 'x' } }, 'policy-names-no-signer'],
])) {
  test(`${why}: nothing is handed over`, async () => {
    answers = [sending(LARGE)];
    await refused(verifyDownload(from(), { ...SIGNED, ...options }), code);
  });
}

test('a name leads nowhere else', async () => {
  answers = [sending(LARGE)];
  for (const [path, name] of [['a/%2e%2e%2f%2e%2e%2fetc%2fpasswd', '.._.._etc_passwd'], ['a/', '_'], ['%2e%2e%5cx', '.._x'], ['100%', '100%'], ['%c3%a4.txt?q=/x', 'ä.txt']]) {
    const { name: given, remove } = await verifyDownload(`${url}${path}`, SIGNED);
    await remove();
    assert.equal(given, name);
  }
});

test('an answer that somebody has read is none', async () => {
  const response = new Response('read');
  await response.text();
  await refused(verifyDownload(response, SIGNED), 'usage');
});

test('a signature over the file itself is checked over the file that waits', async () => {
  const { files } = await readCase('sigstore/key-ed25519');
  const [artifact = Buffer.alloc(0), evidence = '', pem = '', trusted = ''] = ['artifact', 'bundle.sigstore.json', 'key.pub', 'trusted_root.json'].map((name) => files.get(name));
  const options = { evidence: [evidence], trust: { keys: [pem], roots: [trusted] }, now: '2026-06-01T00:00:00Z' };
  const result = await verifyDownload(new Response(new Uint8Array(artifact)), options);
  assert.equal(result.verdict, 'verified');
  await result.remove();
  const changed = await verifyDownload(new Response(new Uint8Array(Buffer.concat([artifact, Buffer.from('#')]))), options);
  assert.deepEqual([changed.verdict, changed.file], ['failed', null]);
});

test('without a disk it waits in memory, up to a bound', async () => {
  answers = [sending(LARGE)];
  const result = await inline.verifyDownload(`${url}large.bin`, SIGNED);
  assert.equal(result.verdict, 'verified');
  assert.equal(createHash('sha256').update(Buffer.from(await result.file.arrayBuffer())).digest('hex'), createHash('sha256').update(LARGE).digest('hex'));
  await refused(inline.verifyDownload(`${url}large.bin`, { ...SIGNED, limit: 1_000_000 }), 'download-too-large');
  await refused(inline.verifyDownload(new Response(new Uint8Array(LARGE)), { ...SIGNED, limit: 1_000_000 }), 'download-too-large');
});

test('what nobody removed goes with the process, and 300 MB take no memory', async () => {
  const { bundle: evidence, key: pem, root: trusted } = signed((take) => { for (let count = 0; count < 300; count += 1) take(new Uint8Array(1e6)); });
  const options = { evidence: [evidence], trust: { keys: [pem], roots: [trusted] } };
  const script = `
    import { verifyDownload } from ${JSON.stringify(pathToFileURL(join(NPM, 'node.js')).href)};
    let left = 300;
    const body = new ReadableStream({ pull(controller) { if (left-- > 0) controller.enqueue(new Uint8Array(1e6)); else controller.close(); } }, { highWaterMark: 0 });
    const before = process.memoryUsage.rss();
    let most = 0;
    const onProgress = () => { most = Math.max(most, process.memoryUsage.rss()); };
    const result = await verifyDownload(new Response(body), { ...${JSON.stringify(options)}, onProgress });
    console.log(JSON.stringify({ verdict: result.verdict, size: result.file.size, more: most - before }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env: { ...process.env, TMPDIR: folder } });
  const { verdict, size, more } = JSON.parse(stdout);
  assert.deepEqual([verdict, size], ['verified', 300e6]);
  assert.ok(more < 120e6, `${more / 1e6} MB more`);
  assert.deepEqual(await readdir(folder), []);
});
