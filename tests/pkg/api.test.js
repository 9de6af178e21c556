// The package as its users call it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';

import { readCase, sample } from './cases.js';
import { touchstone } from './package.js';
import { assertIsReport } from './schema.js';

/** @typedef {import('../../pkg-template/index.d.ts').VerifyOptions} VerifyOptions */

const { Hasher, Session, TouchstoneError, createSession, digest, fileAt, init, inspect, inspectTrustedRoot, trust, verify, version } = touchstone;

const NOW = '2026-06-01T00:00:00Z';
const EXPECTED = { repo: 'touchstone-sample/hello' };

/** @type {{ artifact: Uint8Array, bundle: Uint8Array, root: Uint8Array }} */
let genuine;
/** @type {VerifyOptions} */
let options;

before(async () => {
  const read = async (/** @type {string} */ name) => new Uint8Array(await readFile(`${sample('genuine')}/${name}`));
  genuine = { artifact: await read('artifact'), bundle: await read('bundle.sigstore.json'), root: await read('trusted_root.json') };
  options = { artifact: genuine.artifact, evidence: [genuine.bundle], expectation: EXPECTED, trust: { roots: [genuine.root] }, now: NOW };
});

test('every form of an artifact gives the same answer', async () => {
  const { artifact } = genuine;
  const { digests } = await digest(artifact);
  const forms = [
    artifact, Uint8Array.from(artifact).buffer, new Blob([new Uint8Array(artifact)]), new File([new Uint8Array(artifact)], 'hello.sh'),
    new Blob([new Uint8Array(artifact)]).stream(), { name: 'hello.sh', data: artifact }, await fileAt(`${sample('genuine')}/artifact`),
    `sha256:${digests.sha256}`, `sha256:${digests.sha256?.toUpperCase()}`, { name: 'hello.sh', digests },
  ];
  for (const form of forms) {
    const report = await verify({ ...options, artifact: form });
    assertIsReport(report);
    assert.equal(report.verdict, 'verified');
  }
});

test('every form of evidence gives the same answer', async () => {
  const text = new TextDecoder().decode(genuine.bundle);
  const forms = [
    genuine.bundle, text, new Blob([text]), new Response(text).body ?? '', { data: text }, { name: 'b', data: genuine.bundle },
    await fileAt(`${sample('genuine')}/bundle.sigstore.json`),
  ];
  for (const form of forms) assert.equal((await verify({ ...options, evidence: [form] })).verdict, 'verified');
});

test('the chain is told with its validity, and what an envelope says is told as a claim', async () => {
  const { files, expect } = await readCase('sigstore/envelope-dsse-0.0.1');
  const [artifact, bundle, root] = ['artifact', 'bundle.sigstore.json', 'trusted_root.json'].map((name) => files.get(name));
  const { evidence } = await verify({ artifact: artifact ?? '', evidence: [bundle ?? ''], trust: { roots: [root ?? ''] }, now: NOW });
  const chain = evidence[0]?.checks.find(({ code }) => code === 'certificate.chain');
  const certificates = /** @type {{ subject: string, sha256: string, validity: { start: string, end: string } }[]} */ (chain?.facts.certificates);
  assert.equal(certificates.length, 2, JSON.stringify(expect));
  for (const { sha256, validity } of certificates) {
    assert.match(sha256, /^[0-9a-f]{64}$/);
    assert.ok(Date.parse(validity.start) < Date.parse(validity.end));
  }
  const { envelope, logEntries } = /** @type {any} */ (evidence[0]?.claims);
  assert.ok('predicate' in envelope.statement);
  assert.match(logEntries[0].checkpoint, /\n\n\u2014 /);
});

test('artifacts may come one after the other, each stream read before the next comes', async () => {
  const { artifact, bundle } = genuine;
  const order = /** @type {string[]} */ ([]);
  async function* coming() {
    for (const name of ['one', 'two']) {
      order.push(`${name} comes`);
      yield { name, data: new Blob([new Uint8Array(artifact)]).stream().pipeThrough(new TransformStream({ flush: () => { order.push(`${name} was read`); } })) };
    }
    yield { name: 'other', data: 'something else' };
  }
  const { artifacts } = await verify({ ...options, artifact: coming(), evidence: [bundle] });
  assert.deepEqual(artifacts.map(({ name, verdict }) => [name, verdict]), [['one', 'verified'], ['two', 'verified'], ['other', 'incomplete']]);
  assert.deepEqual(order, ['one comes', 'one was read', 'two comes', 'two was read']);
});

test('no expectation is never verified', async () => {
  const { expectation, ...unstated } = options;
  assert.ok(expectation);
  assert.equal((await verify(unstated)).verdict, 'unstated');
});

test('the embedded roots do not know the samples', async () => {
  const { trust: roots, ...embedded } = options;
  assert.ok(roots);
  const report = await verify(embedded);
  assert.equal(report.verdict, 'incomplete');
  assert.deepEqual(report.trust.map(({ name, source }) => `${name} ${source}`), ['sigstore-public-good embedded', 'github embedded']);
});

test('no evidence is incomplete', async () => {
  assert.equal((await verify({ ...options, evidence: [] })).verdict, 'incomplete');
});

test('broken evidence fails its artifact and spoils no other', async () => {
  const other = new TextEncoder().encode('another file');
  const report = await verify({ ...options, artifact: [{ name: 'hello.sh', data: genuine.artifact }, { name: 'other', data: other }], evidence: [genuine.bundle, { name: 'other.sigstore.json', data: '{"mediaType": 7' }] });
  assertIsReport(report);
  assert.deepEqual(report.artifacts.map(({ verdict }) => verdict), ['verified', 'failed']);
  assert.equal(report.verdict, 'failed');
  assert.deepEqual(report.errors.map(({ code, file }) => `${code} ${file}`), ['json-syntax other.sigstore.json']);
});

test('a session takes files in any order, and says at any time what they prove', async () => {
  const session = new Session({ now: NOW });
  const verdict = async () => (await session.report()).verdict;
  assert.equal(await verdict(), 'incomplete');
  const bundle = await session.add(genuine.bundle, { name: 'hello.sh.sigstore.json' });
  assert.equal(bundle.role, 'evidence');
  assert.equal(await verdict(), 'incomplete');
  const artifact = await session.add(genuine.artifact, { name: 'hello.sh' });
  assert.equal(artifact.role, 'artifact');
  await session.addTrustedRoot(genuine.root);
  assert.equal(await verdict(), 'unstated');
  await session.setExpectation(EXPECTED);
  assert.equal(await verdict(), 'verified');
  await session.setExpectation({ repo: 'someone/else' });
  assert.equal(await verdict(), 'unexpected');
  await session.setExpectation(JSON.stringify(EXPECTED));
  session.remove(bundle.id);
  assert.equal(await verdict(), 'incomplete');
  await session.add(genuine.bundle);
  assert.equal(await verdict(), 'verified');
  session.remove(artifact.id);
  assert.equal((await session.report()).artifacts.length, 0);
  session.close();
});

test('a trusted root among the files is not relied on', async () => {
  const session = await createSession({ now: NOW, expectation: EXPECTED });
  await session.add(genuine.artifact);
  await session.add(genuine.bundle);
  assert.equal((await session.add(genuine.root)).role, 'trusted-root');
  const report = await session.report();
  assert.equal(report.verdict, 'incomplete');
  assert.deepEqual(report.orphans.map(({ reason }) => reason), ['trusted-root-not-accepted']);
});

test('an expectation that is refused leaves the last one', async () => {
  const session = await createSession({ now: NOW, expectation: EXPECTED, trust: { roots: [genuine.root] } });
  await session.add(genuine.artifact);
  await session.add(genuine.bundle);
  // @ts-expect-error: no such key
  await assert.rejects(session.setExpectation({ repository: 'a/b' }), { code: 'policy-key-unknown', stage: 'judge' });
  assert.equal((await session.report()).verdict, 'verified');
});

test('mistakes of a caller are told', async () => {
  // @ts-expect-error: no artifact
  await assert.rejects(verify({}), { code: 'usage' });
  // @ts-expect-error: a number is no file
  await assert.rejects(verify({ artifact: 7 }), { code: 'usage' });
  await assert.rejects(verify({ artifact: 'app.tar.gz' }), { code: 'usage' });
  await assert.rejects(verify({ ...options, artifact: 'sha256:12' }), { code: 'digest-invalid' });
  await assert.rejects(verify({ ...options, now: 'yesterday' }), { code: 'time-invalid' });
  await assert.rejects(verify({ ...options, trust: { roots: ['{}'] } }), TouchstoneError);
  await assert.rejects(verify({ ...options, trust: { keys: ['no key'] } }), { code: 'pem-invalid' });
});

test('reading tells of its progress and can be cancelled', async () => {
  const stop = new AbortController();
  /** @type {number[]} */
  const seen = [];
  const large = new Uint8Array(8e6);
  const cancelled = verify({ ...options, artifact: large, signal: stop.signal, onProgress: ({ done, total }) => {
    seen.push(done);
    assert.equal(total, 8e6);
    if (done > 1e6) stop.abort();
  } });
  await assert.rejects(cancelled, { code: 'cancelled', stage: 'host' });
  assert.ok(seen.length > 0 && (seen.at(-1) ?? 0) < 8e6);
  assert.equal((await verify(options)).verdict, 'verified');
});

test('a file that cannot be read stands in the report, and spoils no other', async () => {
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('the disk is gone')) });
  const report = await verify({ ...options, artifact: [{ name: 'broken', data: broken }, genuine.artifact] });
  assertIsReport(report);
  assert.deepEqual(report.artifacts.map(({ verdict }) => verdict), ['incomplete', 'verified']);
  assert.deepEqual(report.errors.map(({ code, file }) => `${code} ${file}`), ['file-unreadable broken']);
});

test('evidence that nobody reads into memory is refused by its size', async () => {
  const head = '{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", "padding": "';
  const huge = new Blob([head, new Uint8Array(17 * 1024 * 1024)]);
  const report = await verify({ ...options, evidence: [genuine.bundle, { name: 'huge.sigstore.json', data: huge }] });
  assert.equal(report.verdict, 'verified');
  const [error] = report.errors;
  assert.equal(error?.code, 'input-too-large');
  assert.deepEqual(error?.facts, { size: huge.size, limit: 16 * 1024 * 1024 });
});

test('a hasher computes several digests in one pass', async () => {
  await init();
  const hasher = new Hasher(['sha256', 'sha384', 'sha512']);
  hasher.update(new TextEncoder().encode('a'));
  hasher.update(new TextEncoder().encode('bc'));
  assert.deepEqual(hasher.finish(), {
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    sha384: 'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
    sha512: 'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  });
  assert.throws(() => hasher.finish(), { code: 'usage' });
  // @ts-expect-error: no such digest
  assert.throws(() => new Hasher(['md5']), { code: 'algorithm-unsupported' });
});

test('the module and the runtime compute the same digests', async () => {
  const bytes = new Uint8Array(3_000_001).map((_, index) => index * 7);
  const ours = await digest(new Blob([bytes]), ['sha256', 'sha512']);
  assert.equal(ours.size, bytes.length);
  const { createHash } = await import('node:crypto');
  for (const name of /** @type {const} */ (['sha256', 'sha512'])) {
    assert.equal(ours.digests[name], createHash(name).update(bytes).digest('hex'));
  }
});

test('the embedded roots say from when they are', async () => {
  const roots = await trust();
  assert.deepEqual(roots.map(({ name }) => name), ['sigstore-public-good', 'github']);
  for (const { date, sha256 } of roots) {
    assert.match(date ?? '', /^\d{4}-\d{2}-\d{2}$/);
    assert.match(sha256, /^[0-9a-f]{64}$/);
  }
  assert.deepEqual((await trust({ staging: true })).map(({ name }) => name), ['sigstore-staging']);
  const [own] = await inspectTrustedRoot(genuine.root);
  assert.equal(own?.source, 'given');
});

test('inspecting claims, and gives no verdict', async () => {
  const inspection = await inspect(genuine.bundle, { name: 'b.json' });
  assert.equal(inspection.kind, 'sigstore-bundle');
  assert.ok('certificate' in inspection.claims && !('verdict' in inspection));
  assert.deepEqual((await inspect('hello')).errors.map(({ code }) => code), ['kind-unsupported']);
});

test('the version is the package’s', async () => {
  const description = JSON.parse(await readFile(new URL('../../pkg-template/package.json', import.meta.url), 'utf8'));
  assert.equal(await version(), description.version);
});
