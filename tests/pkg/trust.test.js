// Newer trusted roots: asked for, kept, and used only if they are newer and still verify. The repositories
// are the test authority's, in a copy of the package that takes them for the instances' own; and recorded
// states of the real ones, with the package as it is.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { unpacked } from '../corpora/unpacked.js';
import { sample } from './cases.js';
import { touchstone } from './command.js';
import { instance, packageRelyingOn, recorded, serving } from './instance.js';
import { NPM, touchstone as api } from './package.js';

const GOOD = 'sigstore-public-good';
const NOW = '2026-11-26T12:00:00Z';
/** A week after NOW is signed, a week later it has expired. */
const FRESH = '2026-12-01T06:00:00Z';
const LATER = '2026-12-20T00:00:00Z';
/** Signed before the roots that come with the package were published. */
const BEFORE = '2026-10-25T00:00:00Z';

let folder = '';
let cli = '';
let store = '';
/** @type {Buffer} */
let newer = Buffer.of();
/** @type {Awaited<ReturnType<typeof serving>>} */
let server;
const artifact = join(sample('genuine'), 'artifact');
const bundle = join(sample('genuine'), 'bundle.sigstore.json');

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-trust-'));
  newer = await readFile(join(sample('genuine'), 'trusted_root.json'));
  server = await serving();
  const firstOf = (/** @type {number} */ seed) => instance({ root: newer, expires: FRESH, seed }).get('1.root.json') ?? Buffer.of();
  cli = await packageRelyingOn(join(folder, 'package'), { [GOOD]: firstOf(1), github: firstOf(2) });
});

beforeEach(async () => {
  store = await mkdtemp(join(folder, 'store-'));
  server.repositories.clear();
  server.asked.length = 0;
});

after(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/**
 * The copied package's command line.
 *
 * @param {...string} args
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
function run(...args) {
  return new Promise((done) => {
    execFile(process.execPath, [cli, ...args], { env: { PATH: process.env.PATH ?? '', LANG: 'C' } }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

const publish = (/** @type {Partial<import('./instance.js').Wanted>} */ wanted = {}, /** @type {string} */ name = 'good') => {
  server.repositories.set(name, instance({ root: newer, expires: FRESH, ...wanted }));
};
const update = (/** @type {string} */ now = NOW, /** @type {string} */ name = 'good') => run('trust', 'update', GOOD, '--url', server.url(name), '--trust-store', store, '--now', now, '--json');
const verify = (/** @type {string} */ now = NOW, /** @type {string[]} */ ...more) => run('verify', '--trust-store', store, '--now', now, '--repo', 'touchstone-sample/hello', '--evidence', bundle, '--json', ...more, artifact);
const show = async (/** @type {string} */ now = NOW, /** @type {string[]} */ ...more) => JSON.parse((await run('trust', 'show', '--json', '--trust-store', store, '--now', now, ...more)).stdout);
const verdictAt = async (/** @type {string} */ now = NOW) => JSON.parse((await verify(now)).stdout).verdict;

/** Every file of the store with its digest. */
async function kept() {
  const names = (await readdir(store, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(names.sort().map(async (path) => [path.slice(store.length + 1), createHash('sha256').update(await readFile(path)).digest('hex')])));
}

/** Nothing is kept that was not before, and nothing changed. */
async function refuses(/** @type {string} */ code, /** @type {number} */ exit, /** @type {string} */ now = NOW, /** @type {string} */ name = 'good') {
  const earlier = await kept();
  const { code: ended, stdout, stderr } = await update(now, name);
  const [result] = JSON.parse(stdout);
  assert.deepEqual([ended, result.result, result.error?.code, stderr], [exit, 'failed', code, '']);
  assert.deepEqual(await kept(), earlier);
}

test('a newer root is kept byte for byte, and used', async () => {
  publish();
  assert.notEqual(await verdictAt(), 'verified');
  const { code, stdout } = await update();
  const [result] = JSON.parse(stdout);
  assert.deepEqual([code, result.result, result.date, result.until], [0, 'newer', '2026-11-24', FRESH]);
  assert.deepEqual(result.versions, { root: 1, timestamp: 1, snapshot: 1, targets: 1 });
  const served = server.repositories.get('good');
  for (const path of await readdir(join(store, GOOD), { recursive: true })) {
    if (path !== 'targets') assert.deepEqual(await readFile(join(store, GOOD, path)), served?.get(path), path);
  }
  assert.deepEqual(JSON.parse(await readFile(join(store, 'index.json'), 'utf8')), { [GOOD]: ['1.root.json', '1.snapshot.json', '1.targets.json', result.sha256 && `targets/${result.sha256}.trusted_root.json`, 'timestamp.json'] });
  const report = JSON.parse((await verify()).stdout);
  assert.equal(report.verdict, 'verified');
  assert.deepEqual(report.trust.map((/** @type {any} */ each) => [each.name, each.source, each.date]), [[GOOD, 'renewed', '2026-11-24'], ['github', 'embedded', '2026-10-23']]);
  const asked = server.asked.length;
  const [good, github] = await show();
  assert.deepEqual([good.source, good.date, good.age, good.old, good.tuf.versions.root, good.unused], ['renewed', '2026-11-24', 2, false, 1, null]);
  assert.deepEqual([github.source, github.date, github.age, github.old, github.tuf], ['embedded', '2026-10-23', 34, false, null]);
  // Verification asks nobody.
  assert.equal(server.asked.length, asked);
});

test('all instances are asked at once, and one that fails does not stop the others', async () => {
  publish();
  publish({ seed: 2 }, 'github');
  const index = join(folder, 'package', 'roots', 'index.json');
  const before = await readFile(index, 'utf8');
  const listed = JSON.parse(before).map((/** @type {any} */ each) => ({ ...each, url: server.url(each.name === GOOD ? 'good' : each.name) }));
  await writeFile(index, JSON.stringify(listed));
  try {
    const { code, stdout } = await run('trust', 'update', '--trust-store', store, '--now', NOW, '--json');
    assert.deepEqual(JSON.parse(stdout).map((/** @type {any} */ { name, result }) => [name, result]), [[GOOD, 'newer'], ['github', 'newer'], ['sigstore-staging', 'failed']]);
    assert.equal(code, 1);
    assert.deepEqual((await show()).map((/** @type {any} */ { source }) => source), ['renewed', 'renewed']);
  } finally {
    await writeFile(index, before);
  }
});

test('lines of a batch rely on the newer root too, unless they have their own', async () => {
  publish();
  await update();
  const lines = [{ id: 1, artifact, evidence: [bundle] }, { id: 2, artifact, evidence: [bundle], trustedRoots: [join(NPM, '..', '..', 'src', 'trust', 'roots', 'github.json')] }];
  await writeFile(join(folder, 'cases.jsonl'), lines.map((one) => JSON.stringify(one)).join('\n'));
  const { stdout } = await run('verify', '--batch', join(folder, 'cases.jsonl'), '--trust-store', store, '--now', NOW, '--repo', 'touchstone-sample/hello');
  const answers = stdout.trim().split('\n').map((text) => JSON.parse(text).report);
  assert.deepEqual(answers.map(({ verdict, trust: [first] }) => [verdict === 'verified', first.source]), [[true, 'renewed'], [false, 'given']]);
});

test('the roots of the user and of staging are not touched by what is kept', async () => {
  publish();
  await update();
  const own = JSON.parse((await verify(NOW, '--trusted-root', join(NPM, '..', '..', 'src', 'trust', 'roots', 'github.json'))).stdout);
  assert.deepEqual(own.trust.map((/** @type {any} */ { source }) => source), ['given']);
  const staging = JSON.parse((await verify(NOW, '--staging')).stdout);
  assert.deepEqual(staging.trust.map((/** @type {any} */ { name, source }) => [name, source]), [['sigstore-staging', 'embedded']]);
});

test('an expired repository renews nothing; what was kept of it is used on, with a warning', async () => {
  publish({ expires: '2026-11-26T11:59:59Z' });
  await refuses('tuf-expired', 1);
  publish();
  await update();
  await refuses('tuf-expired', 1, LATER);
  assert.equal(await verdictAt(LATER), 'verified');
  const [good] = await show(LATER);
  assert.deepEqual([good.source, good.old, good.tuf.expired, good.age], ['renewed', true, true, 26]);
  const { stdout } = await run('trust', 'show', '--trust-store', store, '--now', LATER);
  assert.match(stdout, /! Since 2026-12-01T06:00:00Z nobody has said that this is still the newest\. touchstone trust update asks\./);
});

test('what was the newest before the root that comes with the package replaces nothing', async () => {
  publish({ expires: BEFORE });
  const { code, stdout } = await update('2026-10-20T00:00:00Z');
  assert.deepEqual([code, JSON.parse(stdout)[0].result, await kept()], [1, 'older', {}]);
  // Nor where somebody put it into the store by hand.
  for (const [path, bytes] of server.repositories.get('good') ?? []) {
    await cp(join(folder, 'package', 'roots'), join(store, GOOD, 'targets'), { recursive: true });
    await writeFile(join(store, GOOD, path), bytes);
  }
  assert.notEqual(await verdictAt(), 'verified');
  assert.deepEqual((await show()).map((/** @type {any} */ { source, date }) => [source, date]), [['embedded', '2026-10-23'], ['embedded', '2026-10-23']]);
});

test('an older state than the one that is kept is a rollback', async () => {
  publish({ version: 5 });
  await update();
  publish({ version: 4 });
  await refuses('tuf-rollback', 1);
  assert.equal(await verdictAt(), 'verified');
});

test('a newer root.json is kept and cannot be held back', async () => {
  publish({ roots: 3, version: 2 });
  const { stdout } = await update();
  assert.equal(JSON.parse(stdout)[0].versions.root, 3);
  assert.deepEqual(Object.keys(await kept()).filter((name) => name.endsWith('root.json') && !name.includes('trusted')), ['1', '2', '3'].map((version) => join(GOOD, `${version}.root.json`)));
  // The online key of before signs on, and nobody serves the roots that say otherwise.
  publish({ version: 3 });
  await refuses('tuf-threshold-unmet', 1);
  assert.equal(await verdictAt(), 'verified');
});

test('a newer root.json counts also where the rest is wrong, and what it no longer lets sign is not used', async () => {
  publish();
  await update();
  const broken = instance({ root: newer, expires: FRESH, roots: 2 });
  broken.set('timestamp.json', Buffer.from('{}'));
  server.repositories.set('good', broken);
  assert.equal((await update()).code, 1);
  assert.ok(Object.keys(await kept()).includes(join(GOOD, '2.root.json')));
  const { stdout, stderr } = await verify();
  assert.notEqual(JSON.parse(stdout).verdict, 'verified');
  assert.match(stderr, /^touchstone: sigstore-public-good: The newer root that is kept is not used: timestamp\.json needs the signatures of 1 of its role’s keys, and has 0\.\n$/);
  publish({ roots: 2, version: 2 });
  assert.equal((await update()).code, 0);
  assert.equal(await verdictAt(), 'verified');
});

for (const path of ['timestamp.json', '1.snapshot.json', '1.targets.json', 'trusted_root.json']) {
  test(`one byte of ${path} was altered`, async () => {
    publish();
    const served = server.repositories.get('good') ?? new Map();
    const name = [...served.keys()].find((each) => each.endsWith(path)) ?? '';
    const bytes = Buffer.from(served.get(name));
    const place = bytes.indexOf(path === 'trusted_root.json' ? 'https' : '2026');
    bytes[place < 0 ? bytes.indexOf('2036') + 3 : place + 3] = 0x39;
    server.repositories.set('good', new Map([...served, [name, bytes]]));
    await refuses(path === 'trusted_root.json' ? 'tuf-hash-mismatch' : 'tuf-threshold-unmet', 1);
    publish();
    await update();
    await writeFile(join(store, GOOD, name), bytes);
    const { stdout, stderr } = await verify();
    assert.notEqual(JSON.parse(stdout).verdict, 'verified');
    assert.match(stderr, /is not used: /);
    assert.equal((await show())[0].unused.code, path === 'trusted_root.json' ? 'tuf-hash-mismatch' : 'tuf-threshold-unmet');
  });
}

test('a broken store is mended by the next update', async () => {
  publish({ roots: 2 });
  await update();
  for (const name of await readdir(join(store, GOOD))) if (name.endsWith('.json')) await writeFile(join(store, GOOD, name), 'x');
  assert.notEqual(await verdictAt(), 'verified');
  assert.equal((await update()).code, 0);
  assert.equal(await verdictAt(), 'verified');
});

test('the repository of another root is refused', async () => {
  publish({ seed: 3 }, 'other');
  await refuses('tuf-threshold-unmet', 1, NOW, 'other');
});

test('a target that is no trusted root renews nothing', async () => {
  publish({ root: Buffer.from('{"mediaType": "text/plain"}') });
  await refuses('media-type-unknown', 1);
});

test('without a network a clear sentence, and nothing changes', async () => {
  publish();
  await update();
  const earlier = await kept();
  const { code, stdout, stderr } = await run('trust', 'update', GOOD, '--url', 'http://127.0.0.1:1/', '--trust-store', store, '--now', NOW);
  assert.deepEqual([code, stderr], [2, '']);
  assert.match(stdout, /^✗ sigstore-public-good: http:\/\/127\.0\.0\.1:1\/1?2\.root\.json cannot be reached: .+\. Nothing was changed; the roots that are there go on being used\.\n$/);
  assert.deepEqual(await kept(), earlier);
  assert.equal(await verdictAt(), 'verified');
  const german = await run('trust', 'update', GOOD, '--url', 'http://127.0.0.1:1/', '--trust-store', store, '--lang', 'de');
  assert.match(german.stdout, /ist nicht zu erreichen/);
});

test('a folder that cannot be written is told', async () => {
  publish();
  const file = join(store, 'file');
  await writeFile(file, '');
  const { code, stdout } = await run('trust', 'update', GOOD, '--url', server.url('good'), '--trust-store', file, '--now', NOW, '--json');
  assert.deepEqual([code, JSON.parse(stdout)[0].error.code], [2, 'file-unwritable']);
});

test('an instance of one’s own is kept under a name of its own, and used only when it is named', async () => {
  publish({ seed: 7 }, 'acme');
  const root = join(folder, 'acme.json');
  await writeFile(root, server.repositories.get('acme')?.get('1.root.json') ?? '');
  const { code, stdout } = await run('trust', 'update', 'acme', '--root', root, '--url', server.url('acme'), '--trust-store', store, '--now', NOW);
  assert.equal(code, 0);
  const path = /--trusted-root (\S+\.trusted_root\.json)\./.exec(stdout)?.[1] ?? '';
  assert.deepEqual(await readFile(path), newer);
  assert.notEqual(await verdictAt(), 'verified');
  assert.equal(JSON.parse((await verify(NOW, '--trusted-root', path)).stdout).verdict, 'verified');
  await writeFile(root, server.repositories.get('acme')?.get('timestamp.json') ?? '');
  assert.equal((await run('trust', 'update', 'acme', '--root', root, '--url', server.url('acme'), '--trust-store', store, '--now', NOW)).code, 1);
});

test('mistakes in the command are told', async () => {
  for (const args of [['update', 'nobody'], ['update', '--url', 'http://127.0.0.1:1'], ['update', '--root', 'x'], ['update', GOOD, '--root', artifact, '--url', 'http://127.0.0.1:1'], ['update', 'own', '--root', 'absent', '--url', 'http://127.0.0.1:1'], ['show', '--url', 'x'], ['show', GOOD]]) {
    const { code, stderr } = await run('trust', ...args);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, /^touchstone: \S/, args.join(' '));
  }
});

test('a root of which nobody has heard for 90 days is old', async () => {
  const shown = async (/** @type {string} */ now) => (await show(now)).map((/** @type {any} */ { old }) => old);
  assert.deepEqual(await shown('2027-01-21T23:00:00Z'), [false, false]);
  assert.deepEqual(await shown('2027-01-22T00:00:00Z'), [true, true]);
  const { stdout } = await run('trust', 'show', '--trust-store', store, '--now', '2027-01-22T00:00:00Z');
  assert.match(stdout, /! More than 90 days old\. touchstone trust update asks for a newer one\./);
});

test('the first roots are those that their source published', async () => {
  const listed = JSON.parse(await readFile(join(NPM, 'roots', 'index.json'), 'utf8'));
  assert.deepEqual(listed.map((/** @type {any} */ { name }) => name), [GOOD, 'github', 'sigstore-staging']);
  for (const { file, sha256, version } of listed) {
    const bytes = await readFile(join(NPM, 'roots', file));
    assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256, file);
    assert.equal(JSON.parse(bytes.toString()).signed.version, version, file);
  }
});

const corpus = await unpacked('tuf');
const skip = corpus === undefined ? 'no corpus' : false;

/** @type {typeof import('../../pkg-template/trust-renewal.js')} */
const { placeOf, renewal, renewalEvenExpired } = await import(pathToFileURL(join(NPM, 'trust-renewal.js')).href);

const API = /** @type {import('../../pkg-template/trust-renewal.js').Api} */ (/** @type {unknown} */ (api));

const rfc3339 = (/** @type {string} */ time) => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** What the last six recorded states come to, for a package that is younger: a state without a file was never published. */
const REAL = /** @type {const} */ ([
  [GOOD, 'sigstore-prod', ['1 older', '1 older', '1 failed tuf-file-missing', '1 older', '0 same', '0 same']],
  ['sigstore-staging', 'sigstore-staging', ['1 failed tuf-file-missing', '1 older', '1 older', '1 older', '1 failed tuf-file-missing', '0 same']],
]);

for (const [name, folderName, expected] of REAL) {
  test(`recorded states of the real ${name}, from roots of then, at the clocks of then`, { skip }, async () => {
    const { states } = JSON.parse(await readFile(join(corpus ?? '', folderName, 'index.json'), 'utf8'));
    const [embedded] = await api.trust({ staging: name !== GOOD });
    const seen = { same: 0, older: 0, expired: 0 };
    for (const state of states) {
      const files = await recorded(join(corpus ?? '', folderName), state);
      const place = placeOf([...files].map(([path, bytes]) => ({ path, read: async () => bytes })));
      // python-tuf asks for every target; here it is one, which came in 2022.
      const runs = state.python_tuf_7_0_1.filter((/** @type {any} */ { ok, targets }) => ok && /^[0-9a-f]{64}$/.test(targets['trusted_root.json']));
      for (const { bootstrap_root: first, now } of runs) {
        const root = files.get(`${first}.root.json`) ?? Buffer.of();
        const found = await renewal(API, { name, root }, place, { now: rfc3339(now) });
        const { root: _, ...versions } = found.versions;
        assert.deepEqual(versions, { timestamp: state.timestamp_version, snapshot: state.versions.snapshot, targets: state.versions.targets });
        assert.equal(found.beside, found.sha256 === embedded?.sha256 ? 'same' : 'older', state.commit);
        assert.ok(found.date < rfc3339(state.timestamp_expires) && !found.expired);
        seen[/** @type {'same' | 'older'} */ (found.beside)] += 1;
        // The moment it expires it renews nothing any more; what was kept of it still says what it said.
        const over = { now: rfc3339(state.timestamp_expires) };
        await assert.rejects(renewal(API, { name, root }, place, over), { code: 'tuf-expired' });
        const late = await renewalEvenExpired(API, { name, root }, place, { now: '2030-01-01T00:00:00Z' });
        assert.deepEqual([late.sha256, late.versions, late.expired], [found.sha256, found.versions, true]);
        seen.expired += 1;
      }
    }
    assert.ok(seen.same > 0 && seen.older > 0 && seen.expired > 40, JSON.stringify(seen));
  });

  test(`the package as it is, and what the real ${name} published last that is recorded`, { skip }, async () => {
    const { states } = JSON.parse(await readFile(join(corpus ?? '', folderName, 'index.json'), 'utf8'));
    const results = [];
    for (const state of states.slice(-6)) {
      server.repositories.set('real', await recorded(join(corpus ?? '', folderName), state));
      const now = rfc3339(new Date(Date.parse(state.timestamp_expires) - 1000).toISOString());
      const { code, stdout } = await touchstone(['trust', 'update', name, '--url', server.url('real'), '--trust-store', store, '--now', now, '--json']);
      const [{ result, error }] = JSON.parse(stdout);
      results.push(`${code} ${result} ${error?.code ?? ''}`.trim());
    }
    assert.deepEqual(results, expected);
  });
}
