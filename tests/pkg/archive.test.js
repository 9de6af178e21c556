// Archives of evidence are opened; every other archive is a file like any other.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { before, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { zipSync } from 'fflate';
import { packTar } from 'modern-tar';

import { readCase, sample } from './cases.js';
import { touchstone } from './package.js';

/** @typedef {Record<string, Uint8Array>} Files */

/** @type {{ artifact: Uint8Array, bundle: Uint8Array, root: Uint8Array }} */
let genuine;
/** @type {Files} */
let release;

before(async () => {
  const read = async (/** @type {string} */ name) => new Uint8Array(await readFile(`${sample('genuine')}/${name}`));
  genuine = { artifact: await read('artifact'), bundle: await read('bundle.sigstore.json'), root: await read('trusted_root.json') };
  release = { 'dist/hello.sh': genuine.artifact, 'dist/hello.sh.sigstore.json': genuine.bundle };
});

/** @param {Files} files */
function tar(files) {
  return packTar(Object.entries(files).map(([name, body]) => ({ header: { name, size: body.length, type: /** @type {const} */ ('file') }, body })));
}

/**
 * What a session makes of these files.
 *
 * @param {[string, Uint8Array][]} files
 */
async function reportOf(files) {
  const session = await touchstone.createSession({ now: '2026-06-01T00:00:00Z', expectation: { repo: 'touchstone-sample/hello' }, trust: { roots: [genuine.root] } });
  const added = [];
  for (const [name, data] of files) added.push(await session.add({ name, data: new Blob([new Uint8Array(data)]) }));
  const report = await session.report();
  return { session, added, report, names: report.artifacts.map(({ name, verdict }) => `${name} ${verdict}`) };
}

/** @param {Uint8Array} input */
function zstd(input) {
  return new Uint8Array(spawnSync('zstd', ['-q', '-c'], { input, maxBuffer: 1 << 28 }).stdout);
}

const noZstd = spawnSync('zstd', ['--version']).status !== 0 && 'no zstd here';

for (const [kind, pack] of /** @type {[string, (files: Files) => Promise<Uint8Array>][]} */ ([
  ['zip', async (files) => zipSync(files)], ['tar', tar], ['tar.gz', async (files) => gzipSync(await tar(files))],
  ['tar.zst', async (files) => zstd(await tar(files))],
])) {
  const skip = kind === 'tar.zst' && noZstd;

  test(`a file and its evidence in one ${kind}`, { skip }, async () => {
    const { added, names } = await reportOf([[`release.${kind}`, await pack(release)]]);
    assert.deepEqual(names, [`release.${kind}/dist/hello.sh verified`]);
    assert.deepEqual(added[0]?.members?.map(({ role }) => role), ['artifact', 'evidence']);
  });

  test(`evidence alone in a ${kind}, beside its file`, { skip }, async () => {
    const { names } = await reportOf([['hello.sh', genuine.artifact], [`evidence.${kind}`, await pack({ 'a.json': genuine.bundle })]]);
    assert.deepEqual(names, ['hello.sh verified']);
  });

  test(`a ${kind} without evidence is one file`, { skip }, async () => {
    const { added, names } = await reportOf([[`source.${kind}`, await pack({ 'hello.sh': genuine.artifact, 'other.json': new TextEncoder().encode('{"a":1}') })]]);
    assert.deepEqual(names, [`source.${kind} incomplete`]);
    assert.equal(added[0]?.members, undefined);
  });

  test(`a ${kind} that ends in the middle is one file`, { skip }, async () => {
    const whole = await pack(release);
    const { names } = await reportOf([[`broken.${kind}`, whole.subarray(0, whole.length / 2)]]);
    assert.deepEqual(names, [`broken.${kind} incomplete`]);
  });
}

for (const [kind, compress] of /** @type {[string, (bytes: Uint8Array) => Uint8Array][]} */ ([['tar.gz', (bytes) => gzipSync(bytes, { level: 1 })], ['tar.zst', zstd]])) {
  test(`a ${kind} of more than is read of evidence at once`, { skip: kind === 'tar.zst' && noZstd }, async () => {
    const archive = compress(await tar({ ...release, 'dist/large.bin': randomBytes(20 * 1024 ** 2) }));
    assert.ok(archive.length > 16 * 1024 ** 2);
    const { names } = await reportOf([[`release.${kind}`, archive]]);
    assert.deepEqual(names, [`release.${kind}/dist/hello.sh verified`, `release.${kind}/dist/large.bin incomplete`]);
    const cut = await reportOf([[`release.${kind}`, archive.subarray(0, -100_000)]]);
    assert.deepEqual(cut.names, [`release.${kind} incomplete`]);
  });
}

test('source code whose tests hold evidence is one file', async () => {
  /** @type {Files} */
  const files = { 'tests/bundle.sigstore.json': genuine.bundle };
  for (let index = 0; index < 120; index += 1) files[`src/${index}.rs`] = new Uint8Array([index]);
  const { names } = await reportOf([['source.zip', zipSync(files)]]);
  assert.deepEqual(names, ['source.zip incomplete']);
});

test('an archive about which evidence speaks is an artifact itself, whatever is in it', async () => {
  const other = (await readCase('sigstore/envelope-dsse-0.0.1')).files.get('bundle.sigstore.json') ?? new Uint8Array();
  const { names } = await reportOf([['release.zip', zipSync(release)], ['release.zip.sigstore.json', other]]);
  // Named after it, so it has to speak about it.
  assert.deepEqual(names, ['release.zip failed', 'release.zip/dist/hello.sh verified']);
});

test('names that lead elsewhere are names', async () => {
  const { names } = await reportOf([['release.tar', await tar({ '../../etc/hello.sh': genuine.artifact, '/hello.json': genuine.bundle })]]);
  assert.deepEqual(names, ['release.tar/../../etc/hello.sh verified']);
});

test('long names, folders and links', async () => {
  const long = `${'folder/'.repeat(40)}hello.sh`;
  const archive = await packTar([
    { header: { name: 'folder/', size: 0, type: 'directory' } },
    { header: { name: 'link', size: 0, type: 'symlink', linkname: '/etc/passwd' } },
    { header: { name: long, size: genuine.artifact.length, type: 'file' }, body: genuine.artifact },
    { header: { name: 'evidence.json', size: genuine.bundle.length, type: 'file' }, body: genuine.bundle },
  ]);
  const { names } = await reportOf([['release.tar', archive]]);
  assert.deepEqual(names, [`release.tar/${long} verified`]);
});

test('what is too much to look into is one file', async () => {
  const large = await tar({ 'zeros.bin': new Uint8Array(200 * 1024 ** 2), 'a.sigstore.json': genuine.bundle });
  /** @type {Files} */
  const many = {};
  for (let index = 0; index < 11_000; index += 1) many[`${index}.sigstore.json`] = new Uint8Array([0x7b, 0x7d]);
  for (const [name, data] of /** @type {[string, Uint8Array][]} */ ([['zeros.tar.gz', gzipSync(large)], ...noZstd ? [] : [['zeros.tar.zst', zstd(large)]], ['many.zip', zipSync(many, { level: 0 })]])) {
    const { names } = await reportOf([[name, data]]);
    assert.deepEqual(names, [`${name} incomplete`]);
  }
});

test('an archive is taken out with all that came out of it, or piece by piece', async () => {
  const { session, added } = await reportOf([['release.zip', zipSync(release)]]);
  session.remove(added[0]?.members?.[1]?.id ?? 0);
  assert.deepEqual((await session.report()).artifacts.map(({ verdict }) => verdict), ['incomplete']);
  session.remove(added[0]?.id ?? 0);
  assert.deepEqual((await session.report()).artifacts, []);
});

test('given as evidence, only the evidence in it counts', async () => {
  const report = await touchstone.verify({
    artifact: { name: 'hello.sh', data: genuine.artifact }, evidence: [{ name: 'release.zip', data: zipSync(release) }],
    expectation: { repo: 'touchstone-sample/hello' }, trust: { roots: [genuine.root] }, now: '2026-06-01T00:00:00Z',
  });
  assert.deepEqual([report.verdict, report.artifacts.length], ['verified', 1]);
});
