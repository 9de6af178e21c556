// examples/edge in workerd: what the origin gives is handed on only if it verifies.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { ROOT } from '../../scripts/places.js';
import { readCase, sample } from './cases.js';
import { NPM } from './package.js';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const MEBIBYTE = 1024 * 1024;

/** The runtime's program, and why it cannot run here, if it cannot. */
const WORKERD = binary();
const MISSING = WORKERD === undefined && `workerd is not made for ${process.platform} ${process.arch}`;

/** @returns {string | undefined} */
function binary() {
  try {
    return createRequire(import.meta.url)('workerd').default;
  } catch {
    return undefined;
  }
}

let folder = '';
let origin = '';
/** What the origin has, each time it is asked. @type {Map<string, (Buffer | undefined)[]>} */
const files = new Map();
/** @type {ChildProcess[]} */
const running = [];

const server = createServer(({ url = '' }, response) => {
  const versions = files.get(url);
  const bytes = versions !== undefined && versions.length > 1 ? versions.shift() : versions?.[0];
  response.writeHead(bytes === undefined ? 404 : 200, { 'content-type': 'application/x-test', 'cache-control': 'max-age=60' });
  response.end(bytes ?? 'not here');
});

describe('the edge worker', { skip: MISSING }, () => {
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'touchstone-edge-'));
    await cp(join(ROOT, 'examples', 'edge'), folder, { recursive: true });
    await cp(NPM, join(folder, 'node_modules', 'touchstone-verify'), { recursive: true });
    await writeFile(join(folder, 'policy.json'), JSON.stringify({ '/app/': { repo: 'touchstone-sample/hello' }, '/app/theirs/': { repo: 'somebody/else' } }));
    await bundled();
    await fill();
    await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
    const address = server.address();
    origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/files/`;
  });

  after(async () => {
    for (const child of running) child.kill('SIGKILL');
    server.close();
    await rm(folder, { recursive: true });
  });

  test('hands on what verifies, and refuses the rest with the report', async () => {
    const edge = await started({ HOLD: String(MEBIBYTE) });
    const good = await fetch(`${edge}app/good`);
    assert.deepEqual([good.status, good.headers.get('x-touchstone-verdict')], [200, 'verified']);
    assert.equal(good.headers.get('content-type'), 'application/x-test');
    const bytes = Buffer.from(await good.arrayBuffer());
    assert.deepEqual(bytes, files.get('/files/app/good')?.[0]);
    assert.equal(good.headers.get('content-length'), String(bytes.length));
    assert.equal(good.headers.get('repr-digest'), `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`);

    /** @type {[string, number, string | undefined][]} */
    const answers = [
      ['app/tampered', 403, 'failed'], ['app/theirs/good', 403, 'unexpected'], ['app/alone', 403, 'incomplete'], ['elsewhere/good', 403, 'unstated'],
      ['app/someone-else', 403, 'unexpected'], ['app/broken-evidence', 403, 'failed'], ['app/large', 403, 'failed'], ['app/absent', 404, undefined], ['app/too-much-evidence', 502, undefined],
    ];
    for (const [path, status, verdict] of answers) {
      const answer = await fetch(`${edge}${path}`);
      const report = JSON.parse(await answer.text());
      assert.deepEqual([answer.status, report.verdict, answer.headers.get('cache-control')], [status, verdict, 'no-store'], path);
    }
  });

  test('neither a part nor another method goes around it', async () => {
    const edge = await started({ HOLD: String(MEBIBYTE) });
    const part = await fetch(`${edge}app/good`, { headers: { range: 'bytes=0-3' } });
    assert.deepEqual([part.status, (await part.arrayBuffer()).byteLength], [200, files.get('/files/app/good')?.[0]?.length]);
    assert.equal((await fetch(`${edge}app/tampered`, { headers: { range: 'bytes=0-3' } })).status, 403);
    assert.equal((await fetch(`${edge}app/good`, { method: 'HEAD' })).status, 200);
    assert.equal((await fetch(`${edge}app/tampered`, { method: 'HEAD' })).status, 403);
    assert.equal((await fetch(`${edge}app/good`, { method: 'POST' })).status, 405);
    assert.equal((await fetch(`${edge}app/../../secret`)).status, 404);
  });

  test('what is too large to hold is fetched again, and held to its digest', async () => {
    const edge = await started({ HOLD: '10' });
    const good = await fetch(`${edge}app/good`);
    assert.deepEqual([good.status, Buffer.from(await good.arrayBuffer())], [200, files.get('/files/app/good')?.[0]]);
    const [genuine] = files.get('/files/app/good') ?? [];
    assert.ok(genuine);
    for (const other of [Buffer.from(genuine).fill('x', 10, 20), genuine.subarray(0, 30), Buffer.concat([genuine, genuine]), undefined]) {
      files.set('/files/app/good', [genuine, other]);
      const swapped = await fetch(`${edge}app/good`).then(async (answer) => ({ status: answer.status, bytes: await answer.arrayBuffer().catch(() => undefined) }), () => undefined);
      assert.ok(swapped?.status !== 200 || swapped.bytes === undefined, `${other?.length} bytes came through`);
    }
    files.set('/files/app/good', [genuine]);
    assert.equal((await fetch(`${edge}app/good`)).status, 200);
  });
});

/** The worker as one script and the module, as the example's package.json makes it. */
async function bundled() {
  const { build } = await import('esbuild');
  const described = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  assert.match(described.scripts.build, /--bundle --format=esm --conditions=workerd --external:\*\.wasm --outfile=dist\/worker\.js/);
  await build({
    absWorkingDir: folder, entryPoints: ['worker.js'], bundle: true, format: 'esm', conditions: ['workerd'], external: ['*.wasm'], outfile: 'dist/worker.js', logLevel: 'error',
  });
  await mkdir(join(folder, 'dist'), { recursive: true });
  for (const name of ['core.wasm', 'core-deferred.wasm']) {
    assert.ok(described.scripts.build.includes(`'${name}'`));
    await cp(join(folder, 'node_modules', 'touchstone-verify', name), join(folder, 'dist', name));
  }
}

async function fill() {
  /** @type {[string, string][]} */
  const samples = [['good', 'genuine'], ['tampered', 'tampered'], ['someone-else', 'someone-else'], ['theirs/good', 'genuine'], ['alone', 'genuine'], ['broken-evidence', 'genuine'], ['too-much-evidence', 'genuine']];
  for (const [path, name] of samples) {
    const { files: held } = await readCase(`samples/${name}`);
    files.set(`/files/app/${path}`, [held.get('artifact')]);
    if (path !== 'alone') files.set(`/files/app/${path}.sigstore.json`, [held.get('bundle.sigstore.json')]);
  }
  const bundle = files.get('/files/app/good.sigstore.json') ?? [];
  files.set('/files/elsewhere/good', files.get('/files/app/good') ?? []).set('/files/elsewhere/good.sigstore.json', bundle);
  files.set('/files/app/large', [Buffer.alloc(5 * MEBIBYTE)]).set('/files/app/large.sigstore.json', bundle);
  files.set('/files/app/broken-evidence.sigstore.json', [Buffer.from('{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",')]);
  files.set('/files/app/too-much-evidence.sigstore.json', [Buffer.alloc(17 * MEBIBYTE)]);
  files.set('/secret', [Buffer.from('secret')]);
}

/**
 * workerd with the example's own configuration; gives its address.
 *
 * @param {Record<string, string>} env
 * @returns {Promise<string>}
 */
async function started(env) {
  const port = await freePort();
  const root = await readFile(join(sample('genuine'), 'trusted_root.json'), 'utf8');
  const child = spawn(WORKERD ?? '', ['serve', 'workerd.capnp', '--socket-addr', `http=127.0.0.1:${port}`], {
    cwd: folder, env: { ...process.env, ORIGIN: origin, TRUSTED_ROOT: root, ...env }, stdio: ['ignore', 'inherit', 'inherit'],
  });
  running.push(child);
  const address = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`${address}app/absent`).catch(() => undefined);
    if (answer !== undefined) return address;
    assert.equal(child.exitCode, null, 'workerd ended');
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('workerd does not answer');
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' ? address?.port ?? 0 : 0));
    });
  });
}
