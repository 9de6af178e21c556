// Container images, as the package takes them apart: folders, archives of any size, layers in gzip and
// zstd as a stream. tests/images.rs holds the engine against the same cases.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { test } from 'node:test';
import { createGzip, gzipSync } from 'node:zlib';

import { packTar } from 'modern-tar';

import { cases, filesOf, readCase } from './cases.js';
import { touchstone as command } from './command.js';
import { touchstone } from './package.js';
import { assertIsReport } from './schema.js';

/**
 * @typedef {import('../../pkg-template/index.d.ts').Report} Report
 * @typedef {import('../../pkg-template/index.d.ts').Check} Check
 */

const all = await cases('images');
const { createSession } = touchstone;

/** @typedef {{ name: string, expect: Record<string, any>, files: Map<string, Buffer> }} Case */

/** @param {Case} one */
function sessionOf({ expect, files }) {
  const key = files.get('key.pub');
  return createSession({
    now: expect.now,
    expectation: expect.expectation ?? null,
    trust: { embedded: false, roots: [new Uint8Array(files.get('trusted_root.json') ?? [])], ...(key && { keys: [new Uint8Array(key)] }) },
  });
}

/**
 * @param {Case} one
 * @param {any} image  in place of its archive
 */
async function reportOf(one, image = { name: 'image.tar', data: one.files.get('image.tar') }) {
  const session = await sessionOf(one);
  for (const { data } of filesOf(one, (name) => name === 'accepted_root.json')) await session.addTufRoot(data, { name: 'accepted_root.json' });
  for (const { name, data } of filesOf(one, (file) => file.startsWith('tuf-'))) await session.add({ name: name.slice(4), data }, { as: 'evidence' });
  const { id } = await session.add(image, { as: 'artifact' });
  for (const evidence of filesOf(one, (name) => name.startsWith('evidence'))) await session.add(evidence, { as: 'evidence', evidenceFor: id });
  const report = await session.report();
  session.close();
  assertIsReport(report);
  return report;
}

/** @param {Check[] | any[] | undefined} checks */
function refused(checks = []) {
  return checks.filter(({ status }) => status === 'failed' || status === 'missing')
    .map(({ code, status, error, facts }) => `${code} ${status} ${error ?? facts.error}`).sort();
}

for (const one of all) {
  test(`${one.name}: ${one.expect.about}`, async () => {
    const report = await reportOf(one);
    assert.equal(report.verdict, one.expect.verdict);
    const expected = (one.expect.artifacts ?? []).map((/** @type {any} */ part) => ({
      kind: part.kind || undefined, platform: part.platform ?? null, verdict: part.verdict, covered: part.covered ?? false, checks: refused(part.checks),
    }));
    assert.deepEqual(report.artifacts.map(({ image, verdict, checks }) => ({
      kind: image?.kind, platform: image?.platform ?? null, verdict, covered: (image?.coveredBy.length ?? 0) > 0, checks: refused(checks),
    })), expected);
    assert.deepEqual(report.errors.map(({ code }) => code), (one.expect.errors ?? []).map((/** @type {any} */ { code }) => code));
  });
}

/**
 * The files of an archive that GNU tar unpacks.
 *
 * @param {Buffer | undefined} archive
 * @param {(folder: string) => Promise<void>} use
 */
async function unpacked(archive, use) {
  const folder = await mkdtemp(join(tmpdir(), 'image-'));
  try {
    const { status } = spawnSync('tar', ['-xf', '-', '-C', folder], { input: archive });
    assert.equal(status, 0);
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a folder on disk says what its archive says', async () => {
  for (const name of ['saved', 'saved-index', 'referrer', 'directory', 'docker-attested', 'layer-changed', 'layers-zstd', 'in-a-folder']) {
    const one = await readCase(`images/${name}`);
    await unpacked(one.files.get('image.tar'), async (folder) => {
      const report = await reportOf(one, await touchstone.pathAt(folder, 'image.tar'));
      assert.deepEqual(report.artifacts.map(({ verdict, digests }) => ({ verdict, digests })), (await reportOf(one)).artifacts.map(({ verdict, digests }) => ({ verdict, digests })), name);
    });
  }
});

test('an archive that is compressed as a whole', async () => {
  const one = await readCase('images/saved-index');
  const archive = one.files.get('image.tar') ?? Buffer.of();
  const { status, stdout } = spawnSync('zstd', ['-q', '-c'], { input: archive, maxBuffer: 1 << 26 });
  for (const [name, data] of /** @type {[string, Buffer][]} */ ([['image.tar.gz', gzipSync(archive)], ...status === 0 ? [['image.tar.zst', stdout]] : []])) {
    const report = await reportOf(one, { name, data });
    assert.deepEqual(report.artifacts.map(({ verdict }) => verdict), ['verified', 'verified', 'verified'], name);
  }
});

test('an archive in a Blob, and one whose session is made anew', async () => {
  const one = await readCase('images/saved-index');
  const session = await sessionOf(one);
  const other = await session.add({ name: 'other', data: 'something else' });
  const image = await session.add(new File([new Uint8Array(one.files.get('image.tar') ?? [])], 'image.tar'));
  assert.equal(image.kind, 'image');
  const before = await session.report();
  assert.deepEqual(before.artifacts.map(({ verdict }) => verdict), ['incomplete', 'verified', 'verified', 'verified']);
  session.remove(other.id);
  const expected = ['verified', 'verified', 'verified'];
  assert.deepEqual((await session.report()).artifacts.map(({ verdict }) => verdict), expected);
  await session.addTrustedRoot(new Uint8Array(one.files.get('trusted_root.json') ?? []));
  assert.deepEqual((await session.report()).artifacts.map(({ verdict }) => verdict), expected);
  session.remove(image.id);
  assert.deepEqual((await session.report()).artifacts, []);
  session.close();
});

test('what is signed about images is evidence for a digest', async () => {
  const one = await readCase('images/referrer-of-index');
  const { artifacts } = await reportOf(one);
  const session = await sessionOf(one);
  await session.add(`sha256:${artifacts[0]?.digests.sha256}`, { as: 'artifact' });
  await session.add({ name: 'image.tar', data: new Uint8Array(one.files.get('image.tar') ?? []) }, { as: 'evidence' });
  const report = await session.report();
  assert.deepEqual(report.artifacts.map(({ verdict }) => verdict), ['verified']);
  session.close();
});

test('long names, and sizes that ustar has no room for', async () => {
  const one = await readCase('images/saved');
  const long = `${'a-folder-with-a-long-name/'.repeat(10)}`;
  await unpacked(one.files.get('image.tar'), async (folder) => {
    for (const format of ['gnu', 'pax', 'posix']) {
      const { stdout, status } = spawnSync('tar', [`--format=${format}`, '-cf', '-', '-C', folder, `--transform=s,^\\./,${long},`, '.'], { maxBuffer: 1 << 26 });
      assert.equal(status, 0);
      assert.equal((await reportOf(one, { name: 'image.tar', data: stdout })).verdict, 'verified', format);
    }
  });
});

/**
 * An archive of an unsigned image with one layer.
 *
 * @param {Uint8Array} layer
 * @param {string} diffId
 * @param {{ mediaType: string, digest: string, size: number }} [elsewhere]  of a layer that is not in it
 */
async function imageWith(layer, diffId, elsewhere) {
  const { digest } = touchstone;
  const sha256 = async (/** @type {Uint8Array} */ bytes) => (await digest(bytes)).digests.sha256;
  const json = (/** @type {unknown} */ value) => new TextEncoder().encode(JSON.stringify(value));
  const described = async (/** @type {string} */ mediaType, /** @type {Uint8Array} */ bytes) => ({ mediaType, digest: `sha256:${await sha256(bytes)}`, size: bytes.length });
  const config = json({ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [diffId] } });
  const manifest = json({ schemaVersion: 2, config: await described('application/vnd.oci.image.config.v1+json', config), layers: [elsewhere ?? await described('application/vnd.oci.image.layer.v1.tar', layer)] });
  const index = json({ schemaVersion: 2, manifests: [await described('application/vnd.oci.image.manifest.v1+json', manifest)] });
  /** @type {Record<string, Uint8Array>} */
  const files = { 'oci-layout': json({ imageLayoutVersion: '1.0.0' }), 'index.json': index };
  for (const blob of [config, manifest, layer]) files[`blobs/sha256/${await sha256(blob)}`] = blob;
  return packTar(Object.entries(files).map(([name, body]) => ({ header: { name, size: body.length, type: /** @type {const} */ ('file') }, body })));
}

/**
 * @param {Uint8Array} layer
 * @param {Uint8Array | string} content  or its digest
 */
async function diffIdsOf(layer, content) {
  const expected = typeof content === 'string' ? content : (await touchstone.digest(content)).digests.sha256;
  const report = await touchstone.verify({ artifact: { name: 'image.tar', data: await imageWith(layer, `sha256:${expected}`) } });
  return report.artifacts[0]?.checks?.find(({ code }) => code === 'image.diff-ids');
}

test('gzip of several members, as eStargz writes it', async () => {
  const parts = ['one', 'two', 'three'].map((text) => new TextEncoder().encode(text.repeat(1000)));
  const layer = Buffer.concat(parts.map((part) => gzipSync(part)));
  assert.equal((await diffIdsOf(layer, Buffer.concat(parts)))?.status, 'passed');
  assert.equal((await diffIdsOf(Buffer.concat([layer, Buffer.from('rubbish')]), Buffer.concat(parts)))?.facts.error, 'layer-broken');
  assert.equal((await diffIdsOf(layer.subarray(0, -9), Buffer.concat(parts)))?.facts.error, 'layer-broken');
});

test('zstd of several frames, at every level, with a frame that is to be skipped', { skip: spawnSync('zstd', ['--version']).status !== 0 && 'no zstd here' }, async () => {
  const text = new TextEncoder().encode(Array.from({ length: 20_000 }, (_, index) => `line ${index * 7919 % 10_007}\n`).join(''));
  const zstd = (/** @type {Uint8Array} */ input, /** @type {string[]} */ ...flags) => spawnSync('zstd', ['-q', '-c', ...flags], { input, maxBuffer: 1 << 28 }).stdout;
  const skipped = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
  for (const level of ['-1', '-3', '-19', '--ultra', '--fast=5']) {
    assert.equal((await diffIdsOf(zstd(text, level, ...level === '--ultra' ? ['-22'] : []), text))?.status, 'passed', level);
  }
  const frames = Array.from({ length: 3_000 }, (_, index) => Buffer.from(`file ${index}\n`));
  const small = zstd(frames[0] ?? Buffer.of());
  const many = Buffer.concat([skipped, ...Array.from({ length: 3_000 }, () => small), skipped]);
  assert.equal((await diffIdsOf(many, Buffer.concat(Array.from({ length: 3_000 }, () => frames[0] ?? Buffer.of()))))?.status, 'passed');
  assert.equal((await diffIdsOf(zstd(text).subarray(0, -20), text))?.facts.error, 'layer-broken');
});

test('a layer that becomes far larger than any real one is not read on', async () => {
  // Blocks that repeat one byte 128 KiB long, each in four bytes (RFC 8878 section 3.1.1.2).
  const blocks = 12_000;
  const bomb = new Uint8Array(6 + blocks * 4);
  bomb.set([0x28, 0xb5, 0x2f, 0xfd, 0, 0x58]);
  for (let block = 0; block < blocks; block++) bomb.set([2 | (block === blocks - 1 ? 1 : 0), 0, 0x10, 0], 6 + block * 4);
  const found = await diffIdsOf(bomb, '00'.repeat(32));
  assert.equal(found?.status, 'missing');
  assert.equal(found?.facts.error, "layer-too-large");
});

/**
 * The header of a file of any size in a tar archive.
 *
 * @param {string} name
 * @param {number} size
 */
async function headerOf(name, size) {
  const header = Buffer.from(await packTar([{ header: { name, size: 1, type: 'file' }, body: 'x' }])).subarray(0, 512);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/**
 * What is found in a file, and by how many MiB memory grew meanwhile.
 *
 * @param {string} path
 * @param {string} name
 */
async function watched(path, name) {
  await touchstone.init();
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => { most = Math.max(most, process.memoryUsage().rss); }, 20);
  const report = await touchstone.verify({ artifact: await touchstone.fileAt(path, name) });
  clearInterval(watch);
  return { report, grown: (most - before) / 2 ** 20 };
}

/** A piece of a layer that nothing compresses. */
const PIECE = randomBytes(1024 ** 2);

/**
 * An archive of an image with a layer of so many pieces before all else, and one that gzip packed itself.
 *
 * @param {number} pieces
 * @param {number} [changed]  the piece of which a byte is another
 */
async function* largeImage(pieces, changed) {
  const hash = createHash('sha256');
  for (let piece = 0; piece < pieces; piece++) hash.update(PIECE);
  const digest = hash.digest('hex');
  const size = pieces * PIECE.length;
  yield await headerOf(`blobs/sha256/${digest}`, size);
  for (let piece = 0; piece < pieces; piece++) {
    const bytes = Buffer.from(PIECE);
    if (piece === changed) bytes.writeUInt8(bytes.readUInt8(77) ^ 1, 77);
    yield bytes;
  }
  const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: `sha256:${digest}`, size };
  yield await imageWith(new Uint8Array(), `sha256:${digest}`, layer);
}

for (const [name, packer] of /** @type {[string, () => import('node:stream').Duplex][]} */ ([
  ['image.tar.gz', () => createGzip({ level: 0 })],
  ['image.tar.zst', () => {
    const { stdin, stdout } = spawn('zstd', ['-q', '-c', '--fast=9'], { stdio: ['pipe', 'pipe', 'ignore'] });
    return Duplex.from(/** @type {any} */ ({ writable: stdin, readable: stdout }));
  }],
])) {
  const none = name.endsWith('.zst') && spawnSync('zstd', ['--version']).status !== 0;
  test(`${name} of hundreds of megabytes goes through in flat memory`, { timeout: 300_000, skip: none && 'no zstd here' }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'image-'));
    try {
      for (const changed of [undefined, 300]) {
        const path = join(folder, `${changed}.${name}`);
        await pipeline(largeImage(400, changed), packer(), createWriteStream(path));
        assert.ok((await stat(path)).size > 400 * 2 ** 20);
        const { report, grown } = await watched(path, name);
        const [image] = report.artifacts;
        assert.equal(image?.image?.kind, 'manifest');
        assert.deepEqual(refused(image?.checks ?? []).filter((text) => text.includes(' failed ')), changed === undefined ? [] : ['image.diff-ids failed layer-content-mismatch', 'image.layers failed blob-digest-mismatch']);
        assert.equal(image?.checks?.find(({ code }) => code === 'image.layers')?.status, changed === undefined ? 'passed' : 'failed');
        assert.ok(grown < 96, `${grown.toFixed(1)} MiB above the start`);
        await rm(path);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}

test('a compressed archive of an image in parts, cut, and of something else', async () => {
  const one = await readCase('images/layers-gzip').catch(() => readCase('images/saved-index'));
  const archive = Buffer.from(one.files.get('image.tar') ?? []);
  const half = Math.floor(archive.length / 2);
  // As bgzip and others write it: browsers read the first member alone.
  const members = Buffer.concat([gzipSync(archive.subarray(0, half)), gzipSync(archive.subarray(half))]);
  const whole = await reportOf(one);
  const verdicts = (/** @type {Report} */ { artifacts }) => artifacts.map(({ verdict, digests }) => ({ verdict, digests }));
  assert.deepEqual(verdicts(await reportOf(one, { name: 'image.tar.gz', data: members })), verdicts(whole));
  // Cut, it is no better than the archive that was cut itself.
  const cut = await reportOf(one, { name: 'image.tar.gz', data: gzipSync(archive).subarray(0, -40) });
  assert.notEqual(cut.verdict, 'verified');
  // Sixteen files that are no image's, in an archive that is too large to be looked into, and its image.
  const others = await packTar(Array.from({ length: 16 }, (_, number) => ({ header: { name: `source/${number}.c`, size: PIECE.length, type: /** @type {const} */ ('file') }, body: PIECE })));
  const late = Buffer.concat([...Array.from({ length: 3 }, () => Buffer.from(others).subarray(0, -1024)), archive]);
  assert.deepEqual((await reportOf(one, { name: 'late.tar.gz', data: gzipSync(late, { level: 0 }) })).artifacts.map(({ name }) => name), ['late.tar.gz']);
});

test('a layer of gigabytes goes through in flat memory', { timeout: 300_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'image-'));
  try {
    // Its digest is another: to say so, all of it has to be read.
    const size = 2 * 1024 ** 3;
    const name = '0'.repeat(64);
    const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: `sha256:${name}`, size };
    const archive = Buffer.from(await imageWith(new Uint8Array(), `sha256:${name}`, layer)).subarray(0, -1024);
    const header = await headerOf(`blobs/sha256/${name}`, size);
    const path = join(folder, 'image.tar');
    const file = await open(path, 'w');
    await file.write(Buffer.concat([archive, header]));
    await file.truncate(archive.length + 512 + size + 1024);
    await file.close();
    const { report, grown } = await watched(path, 'image.tar');
    assert.deepEqual(refused(report.artifacts[0]?.checks), ['image.diff-ids failed layer-content-mismatch', 'image.layers failed blob-digest-mismatch']);
    assert.ok(grown < 64, `${grown.toFixed(1)} MiB above the start`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the command takes an archive and a folder, and lists every platform', async () => {
  const one = await readCase('images/saved-index');
  await unpacked(one.files.get('image.tar'), async (folder) => {
    const root = join(dirname(folder), `${folder.split('/').at(-1)}.root.json`);
    await writeFile(root, one.files.get('trusted_root.json') ?? '');
    const { certificateIdentity, certificateOidcIssuer } = /** @type {any} */ (one.expect.expectation);
    const stated = ['--certificate-identity', certificateIdentity, '--certificate-oidc-issuer', certificateOidcIssuer, '--trusted-root', root, '--now', one.expect.now];
    const { code, stdout } = await command(['verify', ...stated, folder]);
    await rm(root);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /linux\/amd64/);
    assert.match(stdout, /linux\/arm64/);
  });
});
