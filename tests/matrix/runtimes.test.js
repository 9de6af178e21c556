// The installed package in every runtime, each by the entry that its own conditions choose.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { run } from '../../scripts/command.js';
import { sample as sampleFolder } from '../pkg/cases.js';
import { APP, MADE, MATRIX, installed, sample } from './installed.js';

const BIN = join(MATRIX, 'node_modules', '.bin');
/** @type {Record<string, string[]>} */
const RUNTIMES = {
  node: [process.execPath],
  deno: [join(BIN, 'deno'), 'run', '--allow-all', '--node-modules-dir=manual', '--no-lock'],
  bun: [join(BIN, 'bun'), 'run'],
};

/** What serves the download. */
const server = createServer(async (_, response) => { response.end(await readFile(join(sampleFolder('genuine'), 'artifact'))); });
let url = '';

before(async () => {
  await installed();
  await cp(join(MATRIX, 'runtimes'), join(APP, 'runtimes'), { recursive: true });
  await new Promise((done) => { server.listen(0, '127.0.0.1', () => done(undefined)); });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

/**
 * What a script of tests/matrix/runtimes says.
 *
 * @param {string} runtime
 * @param {string} script
 * @param {string[]} args
 */
async function said(runtime, script, ...args) {
  const [program = '', ...before] = RUNTIMES[runtime] ?? [];
  const { stdout, text, code } = await run(program, [...before, script, ...args], { cwd: APP, limit: 60 });
  assert.equal(code, 0, text);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

for (const runtime of Object.keys(RUNTIMES)) {
  test(`${runtime}: verify, inspect and createSession, from files, bytes, streams and a download`, async () => {
    const { version, ...answers } = await said(runtime, 'runtimes/verbs.js', sampleFolder('genuine'), url);
    assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.deepEqual(answers, { bytes: 'verified', file: 'verified', stream: 'verified', changed: 'failed', session: 'verified', inline: 'verified', kind: 'sigstore-bundle', download: 'verified', size: (await sample()).artifact.length, error: 'usage host' });
  });

  test(`${runtime}: the worker, where there are workers, and a clear error where there are none`, async () => {
    assert.equal(await said(runtime, 'runtimes/worker.js', sampleFolder('genuine')), runtime === 'node' ? 'worker-missing' : 'verified');
  });

  test(`${runtime}: the command line`, async () => {
    const [program = '', ...before] = RUNTIMES[runtime] ?? [];
    const artifact = join(sampleFolder('genuine'), 'artifact');
    const { code, stdout, text } = await run(program, [...before, join('node_modules', 'touchstone-verify', 'cli.js'), 'verify', '--json', '--repo', 'touchstone-sample/hello',
      '--trusted-root', join(sampleFolder('genuine'), 'trusted_root.json'), '--evidence', join(sampleFolder('genuine'), 'bundle.sigstore.json'), artifact], { cwd: APP, limit: 60 });
    assert.equal(code, 0, text);
    assert.equal(JSON.parse(stdout).verdict, 'verified');
  });
}

describe('workerd', () => {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;
  after(() => child?.kill('SIGKILL'));

  test('verifies by the entry of its condition, downloads into memory, and says why ./inline cannot work there', async () => {
    const folder = join(MADE, 'workerd');
    await mkdir(folder, { recursive: true });
    const { build } = await import('esbuild');
    await build({ absWorkingDir: APP, entryPoints: ['runtimes/workerd.js'], bundle: true, format: 'esm', conditions: ['workerd'], external: ['*.wasm'], outfile: join(folder, 'worker.js'), logLevel: 'error' });
    for (const name of ['core.wasm', 'core-deferred.wasm']) await cp(join(APP, 'node_modules', 'touchstone-verify', name), join(folder, name));
    await writeFile(join(folder, 'sample.json'), JSON.stringify(await sample()));
    await cp(join(APP, 'runtimes', 'workerd.capnp'), join(folder, 'workerd.capnp'));
    const port = await freePort();
    child = spawn(createRequire(import.meta.url)('workerd').default, ['serve', 'workerd.capnp', '--socket-addr', `http=127.0.0.1:${port}`], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DOWNLOAD: url } });
    const address = `http://127.0.0.1:${port}/`;
    let answer;
    for (let tries = 0; tries < 300 && answer === undefined; tries += 1) {
      answer = await fetch(address).catch(() => undefined);
      if (answer === undefined) await new Promise((done) => { setTimeout(done, 50); });
    }
    assert.deepEqual(await answer?.json(), { bytes: 'verified', changed: 'failed', download: 'verified', tooLarge: 'download-too-large', kind: 'sigstore-bundle', inline: 'module-unavailable', file: 'usage' });
  });
});

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' ? address?.port ?? 0 : 0));
    });
  });
}
