// Downloads through the element, from servers of every temper: only what verifies is handed over.

import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { readCase } from '../pkg/cases.js';
import { sending, sendingWhole } from '../pkg/tempers.js';
import { BUNDLE, FILE, GENUINE, boxed, sumOf } from './box.js';
import { signed } from './signing.js';

/**
 * @typedef {import('./hosting.js').Request} Request
 * @typedef {import('./hosting.js').Response} Response
 */

const { host, page, show, state, shown, told, saved, part, close } = await boxed();
after(close);

/** A file of some blocks, with evidence of its own. */
const LARGE = randomFillSync(Buffer.alloc(3_000_001));
const { key, root, bundle } = signed((take) => take(LARGE));
host.give('/large.pub', key);
host.give('/large.root.json', root);
host.give('/large.bin.sigstore.json', bundle);
const SIGNED = 'key="/large.pub" trusted-root="/large.root.json" bundle="/large.bin.sigstore.json" download';
const LINK = '<a href="/large.bin">large.bin</a>';

/** What the server was asked for the file, by the range and the condition. @type {{ range: string | undefined, condition: string | undefined }[]} */
const asked = [];
beforeEach(() => { asked.length = 0; });

/**
 * Serves the large file by what each request in turn gets; the last goes on for all others.
 *
 * @param {...(request: Request, response: Response) => void} answers
 */
function serve(...answers) {
  host.at('/large.bin', (request, response) => {
    asked.push({ range: request.headers.range, condition: /** @type {string | undefined} */ (request.headers['if-range']) });
    answers[Math.min(asked.length, answers.length) - 1]?.(request, response);
  });
}

const sends = (/** @type {import('../pkg/tempers.js').Temper} */ temper = {}) => sending(LARGE, temper);
/** Ignores ranges. */
const whole = (/** @type {import('../pkg/tempers.js').Temper} */ temper = {}) => sendingWhole(LARGE, temper);

async function download(attributes = SIGNED, content = LINK) {
  await show(attributes, { content });
  await page.evaluate(`${part('button')}.click()`);
}

/** Names in the browser's own file system, where a download waits. */
const spooled = () => /** @type {Promise<number>} */ (page.evaluate(`
  try {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('touchstone-downloads');
    let count = 0;
    for await (const _ of folder.keys()) count += 1;
    return count;
  } catch { return 0; }`));

async function nothingSaved() {
  assert.deepEqual(await saved(), []);
  assert.equal(await spooled(), 0);
}

async function wholeSaved() {
  const [file, ...more] = await saved();
  assert.deepEqual([file, more], [{ name: 'large.bin', size: LARGE.length, bytes: sumOf(LARGE) }, []]);
}

/** @param {string} code */
async function refusedBy(code) {
  const text = await state('error', 60);
  assert.equal((await told('error'))[0]?.detail.code, code, text);
  assert.deepEqual(await told('verdict'), []);
  await nothingSaved();
}

/** Another test begins with nothing in the browser's file system. */
async function swept() {
  await page.evaluate(`try { await (await navigator.storage.getDirectory()).removeEntry('touchstone-downloads', { recursive: true }); } catch {}`);
}

test('what verifies is saved, byte for byte, under its name', async () => {
  await show(`${GENUINE} download`);
  await page.evaluate(`${part('button')}.click()`);
  assert.match(await state('verified'), /hello\.sh was handed to your browser, to save/);
  assert.deepEqual(await saved(), [{ name: 'hello.sh', size: FILE?.length, bytes: sumOf(Buffer.from(FILE ?? '')) }]);
  await swept();
});

test('the link of the page downloads no other way', async () => {
  await show(`${GENUINE} download`);
  await page.evaluate(`box.querySelector('a').click()`);
  await state('verified');
  assert.equal((await saved()).length, 1);
  assert.match(await page.evaluate('return location.pathname'), /^\/page-/);
  await swept();
});

test('a server that changes one byte on the way is refused, and nothing is saved', async () => {
  const tampered = Buffer.from(LARGE);
  tampered[1_234_567] = (tampered[1_234_567] ?? 0) ^ 1;
  serve(sends({ bytes: tampered }));
  await download();
  assert.match(await state('failed'), /The file was not saved/);
  assert.equal((await told('verdict'))[0]?.detail.verdict, 'failed');
  await nothingSaved();
});

for (const [verdict, attributes] of [
  ['unstated', 'trusted-root="/root.json" bundle="/hello.sh.sigstore.json" download'],
  ['unexpected', 'repository="somebody/else" trusted-root="/root.json" bundle="/hello.sh.sigstore.json" download'],
  ['incomplete', 'repository="touchstone-sample/hello" bundle="/hello.sh.sigstore.json" download'],
]) {
  test(`what is ${verdict} is not saved`, async () => {
    await download(attributes, '<a href="/hello.sh">hello.sh</a>');
    await state(verdict ?? '');
    await nothingSaved();
  });
}

test('without evidence nothing is asked for', async () => {
  await download('repository="touchstone-sample/hello" download="/large.bin"');
  await refusedBy('usage');
  assert.deepEqual(asked, []);
});

test('evidence in the page’s own text will do', async () => {
  await download('repository="touchstone-sample/hello" trusted-root="/root.json" download="/hello.sh"', `<script type="application/json" slot="evidence">${BUNDLE}</script>`);
  await state('verified');
  assert.equal((await saved()).length, 1);
  await swept();
});

test('a signature over the file itself is checked over the file that waits', async () => {
  const vector = await readCase('sigstore/key-ed25519');
  for (const [name, bytes] of vector.files) host.give(`/ed25519/${name}`, bytes);
  const attributes = (/** @type {string} */ file) => `key="/ed25519/key.pub" trusted-root="/ed25519/trusted_root.json" bundle="/ed25519/bundle.sigstore.json" download="${file}"`;
  await download(attributes('/ed25519/artifact'));
  await state('verified');
  assert.deepEqual((await saved()).map(({ name, size }) => [name, size]), [['artifact', vector.files.get('artifact')?.length]]);
  await swept();
  host.give('/ed25519/changed', Buffer.concat([vector.files.get('artifact') ?? Buffer.alloc(0), Buffer.from('#')]));
  await download(attributes('/ed25519/changed'));
  await state('failed');
  await nothingSaved();
});

test('what broke off goes on where it ended, if it is the same file', async () => {
  const headers = { etag: '"one"' };
  serve(sends({ headers, cut: 1_500_000 }), sends({ headers, cut: 2_000_000 }), sends({ headers }));
  await download();
  await state('verified');
  await wholeSaved();
  assert.equal(asked.length, 3);
  assert.deepEqual(asked[0], { range: undefined, condition: undefined });
  for (const { range, condition } of asked.slice(1)) {
    assert.match(range ?? '', /^bytes=\d+-$/);
    assert.equal(condition, '"one"');
  }
  const starts = asked.map(({ range }) => Number(/\d+/.exec(range ?? '0')?.[0]));
  assert.ok((starts[1] ?? 0) > 1_000_000 && (starts[2] ?? 0) > (starts[1] ?? 0), starts.join(' '));
  await swept();
});

test('what broke off begins anew where the server has another file by then', async () => {
  serve(sends({ bytes: randomFillSync(Buffer.alloc(3_000_001)), headers: { etag: '"one"' }, cut: 1_500_000 }), whole({ headers: { etag: '"two"' } }));
  await download();
  await state('verified');
  await wholeSaved();
  await swept();
});

for (const [why, headers] of /** @type {[string, Record<string, string>][]} */ ([['gives no name to its versions', {}], ['gives a weak name to them', { etag: 'W/"one"' }]])) {
  test(`what broke off begins anew where the server ${why}`, async () => {
    serve(sends({ headers, cut: 1_500_000 }), sends({ headers }));
    await download();
    await state('verified');
    assert.deepEqual(asked, Array(2).fill({ range: undefined, condition: undefined }));
    await wholeSaved();
    await swept();
  });
}

test('a part of something else, or from somewhere else, is not appended', async () => {
  const headers = { etag: '"one"' };
  const wrong = (/** @type {Record<string, string>} */ more) => sends({ headers: { ...headers, ...more } });
  serve(sends({ headers, cut: 1_500_000 }), wrong({ 'content-range': `bytes 0-${LARGE.length - 1}/${LARGE.length}` }), sends({ headers, cut: 1_500_000 }),
    wrong({ etag: '"two"' }), sends({ headers }));
  await download();
  await state('verified');
  await wholeSaved();
  await swept();
});

test('parts that do not fit are asked for once more, as a whole; what is changed then too is refused', async () => {
  const headers = { etag: '"one"' };
  const changed = sends({ headers, bytes: Buffer.concat([LARGE.subarray(0, -1), Buffer.from([(LARGE.at(-1) ?? 0) ^ 1])]) });
  serve(sends({ headers, cut: 1_500_000 }), changed, sends({ headers }));
  await download();
  await state('verified');
  await wholeSaved();
  await swept();
  asked.length = 0;
  serve(sends({ headers, cut: 1_500_000 }), changed);
  await download();
  await state('failed');
  assert.deepEqual(asked.map(({ range }) => range !== undefined), [false, true, false]);
  await nothingSaved();
});

test('a download that always breaks off ends, and nothing is saved', async () => {
  serve(whole({ cut: 1_000_000 }));
  await download();
  await refusedBy('download-broken');
  assert.match(await shown(), /broke off again and again/);
  assert.ok(asked.length >= 5, `${asked.length} attempts`);
});

test('a connection on which nothing comes any more is given up, and asked anew', async () => {
  const headers = { etag: '"one"' };
  serve(sends({ headers, stall: 1_500_000 }), sends({ headers }));
  await download(`${SIGNED} patience="1"`);
  await state('verified');
  assert.equal(asked.length, 2);
  await wholeSaved();
  await swept();
});

test('a slow server is waited for, and told of', async () => {
  serve((_, response) => {
    response.writeHead(200, { 'content-length': LARGE.length });
    const pieces = [0, 1, 2, 3].map((index) => LARGE.subarray(index * 1_000_000, (index + 1) * 1_000_000));
    for (const [index, piece] of pieces.entries()) setTimeout(() => { if (index < 3) response.write(piece); else response.end(piece); }, index * 700);
  });
  await download(`${SIGNED} patience="2"`);
  await state('verified');
  assert.equal(asked.length, 1);
  const shares = /** @type {{ phase: string, done: number, total: number }[]} */ (await page.evaluate(`return told.filter(({ name }) => name === 'progress').map(({ detail }) => detail)`)).filter(({ phase }) => phase === 'downloading');
  assert.ok(shares.length >= 4);
  assert.deepEqual(shares.map(({ done }) => done), shares.map(({ done }) => done).toSorted((one, other) => one - other));
  assert.ok(shares.every(({ total }) => total === LARGE.length));
  await swept();
});

test('stopped by the visitor it is idle, and nothing is saved', async () => {
  serve(sends({ stall: 1_000_000 }));
  await download();
  await state('downloading');
  await page.evaluate(`return new Promise((done) => { document.addEventListener('touchstone-progress', done, { once: true }); setTimeout(done, 1000); })`);
  await page.evaluate(`${part('stop')}.click()`);
  assert.match(await state('idle'), /Stopped\. Nothing was saved/);
  assert.equal((await told('error'))[0]?.detail.code, 'cancelled');
  await nothingSaved();
  serve(sends());
  await page.evaluate(`${part('button')}.click()`);
  await state('verified');
  await wholeSaved();
  await swept();
});

test('a redirect to another server is followed, and the name stays', async () => {
  serve((_, response) => { response.writeHead(302, { location: `${host.vendor}/mirror/7` }).end(); });
  host.at('/mirror/7', sends());
  await download();
  await state('verified');
  await wholeSaved();
  await swept();
});

test('another origin that forbids to ask for a part is asked for the whole', async () => {
  let gets = 0;
  host.at('/elsewhere/large.bin', (request, response) => {
    if (request.method !== 'OPTIONS') gets += 1;
    if (request.method === 'OPTIONS') response.writeHead(403).end();
    else whole({ headers: { 'last-modified': 'Mon, 01 Jun 2026 00:00:00 GMT' }, ...(gets === 1 && { cut: 1_500_000 }) })(request, response);
  });
  await download(SIGNED, `<a href="${host.vendor}/elsewhere/large.bin">large.bin</a>`);
  await state('verified');
  assert.equal(gets, 2);
  await wholeSaved();
  await swept();
});

test('a redirect to a server that lets nobody read is an error, and nothing is saved', async () => {
  serve((_, response) => { response.writeHead(302, { location: `${host.vendor}/closed` }).end(); });
  host.at('/closed', (request, response) => {
    response.removeHeader('access-control-allow-origin');
    sends()(request, response);
  });
  await download();
  await refusedBy('address-unreadable');
});

for (const status of [403, 404, 416, 500]) {
  test(`an answer ${status} is an error, and nothing is saved`, async () => {
    serve((_, response) => { response.writeHead(status).end('nothing'); });
    await download();
    await refusedBy('address-unreadable');
    assert.match(await shown(), new RegExp(`HTTP status ${status}`));
  });
}

test('a file whose size nobody tells, and one that is compressed on the way', async () => {
  for (const answer of [
    (/** @type {Request} */ _, /** @type {Response} */ response) => { response.writeHead(200); response.write(LARGE.subarray(0, 1000)); response.end(LARGE.subarray(1000)); },
    (/** @type {Request} */ _, /** @type {Response} */ response) => {
      const packed = gzipSync(LARGE);
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
    },
  ]) {
    serve(answer);
    await download();
    await state('verified');
    await wholeSaved();
    await swept();
  }
});

const FORGETFUL = `if (navigator.storage) navigator.storage.getDirectory = () => Promise.reject(new Error('none'));`;

test('without a file system of the browser’s its memory will do', async () => {
  serve(sends());
  await show(SIGNED, { content: LINK });
  await page.evaluate(`${FORGETFUL} ${part('button')}.click()`);
  await state('verified');
  await wholeSaved();
});

test('what is too large for its memory is refused before it comes', async () => {
  // Of what type it is a browser would find out from more bytes than ever come.
  serve((_, response) => { response.writeHead(200, { 'content-length': 300 * 1024 ** 2, 'content-type': 'application/octet-stream' }).write('x'); });
  await show(SIGNED, { content: LINK });
  await page.evaluate(`${FORGETFUL} ${part('button')}.click()`);
  assert.match(await state('error'), /has 314572800 bytes, and this browser has room for 268435456/);
  assert.deepEqual(await saved(), []);
});

test('where nobody tells the size, that bound holds all the same', async () => {
  serve((_, response) => {
    response.writeHead(200);
    const piece = Buffer.alloc(4 * 1024 ** 2);
    let left = 280 * 1024 ** 2 / piece.length;
    const more = () => {
      while (left > 0 && response.write(piece)) left -= 1;
      if (left === 0) response.end();
    };
    response.on('drain', () => { left -= 1; more(); });
    more();
  });
  await show(SIGNED, { content: LINK });
  await page.evaluate(`${FORGETFUL} ${part('button')}.click()`);
  await state('error', 60);
  assert.equal((await told('error'))[0]?.detail.code, 'download-too-large');
  assert.deepEqual(await saved(), []);
});
