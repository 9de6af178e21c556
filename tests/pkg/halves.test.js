// The module's halves: one alone is enough for bundles, and never says anything else than both together.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { unpacked } from '../corpora/unpacked.js';
import { FAMILIES, cases, readCase, reportOf } from './cases.js';
import { NPM, touchstone } from './package.js';

const load = (/** @type {string} */ file) => import(pathToFileURL(join(NPM, file)).href);

/** @type {typeof import('../../pkg-template/api.js')} */
const { createApi } = await load('api.js');
/** @type {typeof import('../../pkg-template/init.js')} */
const { initialiser } = await load('init.js');
const compiled = async (/** @type {string} */ file) => WebAssembly.compile(await readFile(join(NPM, file)));
const [core, deferred] = await Promise.all([compiled('core.wasm'), compiled('core-deferred.wasm')]);

/** The package without the other half, which cannot be had. */
const half = createApi({ findModule: async () => core, findDeferred: async () => { throw new touchstone.TouchstoneError('module-unavailable', 'host', {}); } });
const asPackage = /** @type {typeof touchstone} */ (/** @type {unknown} */ (half));

/** Bundles as people have them. */
const ORDINARY = [
  'samples/genuine', 'samples/someone-else', 'samples/tampered', 'sigstore/envelope-dsse-0.0.1', 'sigstore/envelope-intoto-0.0.2', 'sigstore/envelope-rekor-v2-dsse',
  'sigstore/file-tampered', 'sigstore/found-by-digest', 'sigstore/identity-another', 'sigstore/identity-exact', 'sigstore/promise-forged', 'sigstore/proof-hash-changed',
  'sigstore/rekor-v2', 'sigstore/repo', 'sigstore/signature-changed', 'sigstore/v0.1-proof', 'sigstore/v0.2', 'sigstore/v0.3',
];

for (const name of ORDINARY) {
  test(`one half is enough for ${name}`, async () => {
    const one = await readCase(name);
    assert.deepEqual(await reportOf(asPackage, one), await reportOf(touchstone, one));
  });
}

for (const family of FAMILIES) {
  test(`one half says of ${family} what both say, or nothing`, async (t) => {
    let answered = 0;
    const all = await cases(family);
    for (const one of all) {
      const [alone, together] = await Promise.all([outcome(asPackage, one), outcome(touchstone, one)]);
      if (alone === 'module-unavailable') continue;
      answered += 1;
      assert.deepEqual(alone, together, one.name);
    }
    t.diagnostic(`${answered} of ${all.length} are answered by one half`);
  });
}

/**
 * @param {typeof touchstone} engine
 * @param {import('./cases.js').Case} one
 */
async function outcome(engine, one) {
  try {
    return await reportOf(engine, one);
  } catch (reason) {
    if (reason instanceof touchstone.TouchstoneError) return reason.code;
    throw reason;
  }
}

/**
 * A session with the genuine sample in it.
 *
 * @param {typeof half} api
 */
async function withSample(api) {
  const { expect, files } = await readCase('samples/genuine');
  const data = (/** @type {string} */ name) => files.get(name) ?? Buffer.of();
  const session = await api.createSession({ now: String(expect.now), expectation: /** @type {{}} */ (expect.expectation), trust: { embedded: false, roots: [data('trusted_root.json')] } });
  await session.add({ name: 'hello.sh', data: data('artifact') });
  await session.add({ name: 'hello.sh.sigstore.json', data: data('bundle.sigstore.json') });
  return session;
}

test('one half is enough for bundles of the public-good instance in the public conformance suite', async (t) => {
  const corpus = await unpacked('cosign');
  if (corpus === undefined) return t.skip('12 cases (no corpus)');
  /** @type {{ form: string, expected: string, path: string, artifact: string, trusted_root: string | null, details: { issuer: string } }[]} */
  const index = JSON.parse(await readFile(join(corpus, 'index.json'), 'utf8'));
  const right = index.filter(({ form, expected, path }) => form === 'sigstore bundle' && expected === 'pass' && path.includes('/conformance/'));
  for (const { path, artifact, trusted_root: root, details } of right) {
    const folder = join(corpus, dirname(path));
    const given = typeof root === 'string' ? await readFile(join(folder, root)) : undefined;
    /** @type {import('../../pkg-template/index.d.ts').Report | void} */
    const report = await half.verify({
      artifact: { name: 'a.txt', data: await readFile(join(folder, artifact)) },
      evidence: [{ name: 'bundle.sigstore.json', data: await readFile(join(corpus, path)) }],
      expectation: { certificateIdentity: IDENTITY, certificateOidcIssuer: details.issuer },
      now: '2026-06-01T00:00:00Z',
      ...(given && { trust: { embedded: false, roots: [given] } }),
    }).catch(onlyUnavailable);
    // Roots of their own have what is rare, as RSA keys.
    if (given === undefined || report !== undefined) assert.equal(report?.verdict, 'verified', path);
  }
  t.diagnostic(`${right.length} cases`);
});

/** @param {unknown} reason */
function onlyUnavailable(reason) {
  if (!(reason instanceof touchstone.TouchstoneError) || reason.code !== 'module-unavailable') throw reason;
}

/** Who signs the suite's bundles. */
const IDENTITY = 'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';

test('digests take one half, however they end', async () => {
  const bytes = new Uint8Array(3_000_000).fill(7);
  /** @type {import('../../pkg-template/index.d.ts').DigestAlgorithm[]} */
  const names = ['sha1', 'sha256', 'sha384', 'sha512'];
  assert.deepEqual(await half.digest(new Blob([bytes]), names), await touchstone.digest(new Blob([bytes]), names));
  await assert.rejects(half.digest(new ReadableStream({ pull() { throw new Error('broken'); } })), { code: 'file-unreadable' });
  const stop = new AbortController();
  await assert.rejects(half.digest(new Blob([bytes]), names, { signal: stop.signal, onProgress: () => stop.abort() }), { code: 'cancelled' });
  await assert.rejects(half.digest(new ReadableStream({ pull(controller) { controller.enqueue('text'); } })), (reason) => /** @type {{ code?: string }} */ (reason).code !== 'internal-error');
  await assert.rejects(half.digest(bytes, ['md5']), { code: 'algorithm-unsupported' });
});

test('what takes both brings the other one, once, and nothing that was added is lost', async () => {
  let brought = 0;
  const api = createApi({ findModule: async () => core, findDeferred: async () => { brought += 1; return deferred; } });
  const session = await withSample(api);
  assert.equal((await session.report()).verdict, 'verified');
  assert.equal(brought, 0);
  const commits = (await cases('gitsign')).flatMap(({ name, files }) => [...files].filter(([file]) => file.endsWith('.commit')).map(([, data]) => ({ name, data }))).slice(0, 8);
  assert.equal(commits.length, 8);
  // All at once: each of them finds that a half is not enough.
  await Promise.all(commits.map((commit) => session.add(commit)));
  assert.equal(brought, 1);
  const { artifacts } = await session.report();
  assert.equal(artifacts.find(({ name }) => name === 'hello.sh')?.verdict, 'verified');
  assert.equal(artifacts.length, 9);
  session.close();
});

test('what cannot be brought is named, and spoils nothing else', async () => {
  const session = await withSample(half);
  const [, commit] = [...(await cases('gitsign'))[0]?.files ?? []].find(([file]) => file.endsWith('.commit')) ?? ['', Buffer.of()];
  await assert.rejects(session.add({ name: 'commit', data: commit }), { code: 'module-unavailable' });
  await assert.rejects(session.add({ name: 'app', files: [{ path: '.git/HEAD', data: 'ref: refs/heads/main' }, { path: '.git/objects/00/11', data: '' }] }), { code: 'module-unavailable' });
  const { artifacts, verdict } = await session.report();
  assert.equal(verdict, 'verified', JSON.stringify(artifacts));
  session.close();
});

test('files come and go in one half, and the instance stays', async () => {
  const { expect, files } = await readCase('samples/genuine');
  const [root, artifact, bundle] = ['trusted_root.json', 'artifact', 'bundle.sigstore.json'].map((name) => files.get(name) ?? Buffer.of());
  const session = await half.createSession({ now: String(expect.now), expectation: /** @type {{}} */ (expect.expectation), trust: { embedded: false, roots: [root ?? ''] } });
  const { sha256 = '' } = (await half.digest(artifact ?? '')).digests;
  await half.init();
  const hasher = new half.Hasher();
  for (let round = 0; round < 3; round += 1) {
    const added = [await session.add(`sha256:${sha256}`, { as: 'artifact' }), await session.add(bundle, { as: 'evidence' })];
    assert.equal((await session.report()).verdict, 'verified');
    for (const { id } of added) session.remove(id);
    // After a trap there would be none at once.
    new half.Hasher().finish();
  }
  hasher.finish();
  session.close();
});

test('the half of another build is refused', async () => {
  const bytes = await readFile(join(NPM, 'core-deferred.wasm'));
  const { name } = WebAssembly.Module.imports(deferred).find(({ kind }) => kind === 'memory') ?? { name: '' };
  assert.match(name, /^[0-9a-f]{16}$/);
  const other = Buffer.from(bytes.toString('latin1').replace(name, '0123456789abcdef'), 'latin1');
  const api = createApi({ findModule: async () => core, findDeferred: () => WebAssembly.compile(other) });
  await assert.rejects(api.init(undefined, { whole: true }), { code: 'module-unavailable' });
  await api.init();
});

test('the other half is looked for beside the one whose address is given, or where somebody says', async () => {
  const asked = /** @type {string[]} */ ([]);
  const served = (/** @type {string} */ address) => {
    asked.push(address);
    return new Response(null, { status: 404 });
  };
  const { fetch } = globalThis;
  globalThis.fetch = async (address) => served(String(address));
  try {
    for (const options of [{}, { deferred: 'https://elsewhere.test/other.wasm' }]) {
      const api = createApi({ findModule: async () => core, findDeferred: async () => deferred });
      const source = new Response(await readFile(join(NPM, 'core.wasm')), { headers: { 'content-type': 'application/wasm' } });
      Object.defineProperty(source, 'url', { value: 'https://site.test/assets/core.wasm?v=1' });
      await assert.rejects(initialiser(api)(source, { whole: true, ...options }), { code: 'module-unavailable' });
    }
  } finally {
    globalThis.fetch = fetch;
  }
  // Of what has no address nothing lies beside it.
  const api = createApi({ findModule: async () => core, findDeferred: async () => deferred });
  await initialiser(api)(`data:application/wasm;base64,${(await readFile(join(NPM, 'core.wasm'))).toString('base64')}`, { whole: true });
  assert.deepEqual(asked, ['https://site.test/assets/core-deferred.wasm', 'https://elsewhere.test/other.wasm']);
});
