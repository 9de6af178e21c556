// The command line, run as a person runs it.

import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { ROOT } from '../../scripts/places.js';
import { sample } from './cases.js';
import { touchstone as run } from './command.js';
import { assertIsReport } from './schema.js';

const NOW = '2026-06-01T00:00:00Z';
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-'));
  for (const name of ['genuine', 'someone-else', 'tampered']) {
    await cp(join(sample(name), 'artifact'), join(folder, name));
    await cp(join(sample(name), 'bundle.sigstore.json'), join(folder, `${name}.sigstore.json`));
  }
  await cp(join(sample('genuine'), 'trusted_root.json'), join(folder, 'root.json'));
});

after(() => rm(folder, { recursive: true }));

const touchstone = (/** @type {string[]} */ ...args) => run(args, { cwd: folder });

const TRUST = ['--trusted-root', 'root.json', '--now', NOW];
const REPO = ['--repo', 'touchstone-sample/hello'];

/** @type {[string, string, string[], number][]} */
const VERDICTS = [
  ['verified', 'genuine', REPO, 0],
  ['unexpected', 'someone-else', REPO, 1],
  ['failed', 'tampered', REPO, 1],
  ['unstated', 'genuine', [], 3],
  ['unexpected', 'genuine', ['--repo', 'touchstone-sample/hell'], 1],
  ['verified', 'genuine', ['--certificate-identity-regexp', 'https://github.com/touchstone-sample/.*', '--certificate-oidc-issuer', 'https://token.actions.githubusercontent.com'], 0],
  ['unexpected', 'genuine', ['--certificate-identity-regexp', 'github.com/touchstone-sample', '--certificate-oidc-issuer', 'https://token.actions.githubusercontent.com'], 1],
];

for (const [verdict, artifact, expectation, exit] of VERDICTS) {
  test(`${artifact} with ${expectation.join(' ') || 'no expectation'} is ${verdict}`, async () => {
    const evidence = ['--evidence', `${artifact}.sigstore.json`];
    const { code, stdout, stderr } = await touchstone('verify', '--json', ...TRUST, ...evidence, ...expectation, artifact);
    const report = JSON.parse(stdout);
    assertIsReport(report);
    assert.equal(report.verdict, verdict);
    assert.equal(code, exit);
    assert.equal(stderr, '');
  });
}

test('a folder’s files are told apart by their paths, and an empty folder is told of', async () => {
  for (const path of ['one/part', 'two', 'nothing']) await mkdir(join(folder, path), { recursive: true });
  for (const path of ['one/part/file', 'one/file', 'two/file']) await writeFile(join(folder, path), path);
  const { stdout } = await touchstone('verify', '--json', 'one/', './two');
  assert.deepEqual(JSON.parse(stdout).artifacts.map((/** @type {{ name: string }} */ { name }) => name), ['one/file', 'one/part/file', 'two/file']);
  const empty = await touchstone('verify', 'nothing');
  assert.equal(empty.code, 3);
  assert.match(empty.stdout, /^nothing: The folder holds no files that could be verified\. \(folder-empty\)$/m);
});

test('what has parts is JSON in an option, and read as strictly as a policy', async () => {
  const { repo, other } = { repo: { repo: 'touchstone-sample/hello' }, other: { repo: 'somebody/else' } };
  const verify = async (/** @type {string[]} */ ...options) => (await touchstone('verify', '--json', ...TRUST, ...options, '--evidence', 'genuine.sigstore.json', 'genuine'));
  const verdict = async (/** @type {string[]} */ ...options) => JSON.parse((await verify(...options)).stdout).verdict;
  assert.equal(await verdict('--signers', JSON.stringify([repo, other]), '--threshold', '1'), 'verified');
  assert.equal(await verdict('--signers', JSON.stringify([repo, other]), '--threshold', '2'), 'incomplete');
  assert.equal(await verdict('--artifacts', JSON.stringify({ 'genuine': other })), 'unexpected');
  assert.equal(await verdict(...REPO, '--minimum-slsa-level', '1', '--builder-levels', '{"https://builder.test/one": 3}'), 'incomplete');
  assert.equal(await verdict(...REPO, '--rules', '[{"predicateType": "https://a.test/b", "path": "$.c", "exists": true}]'), 'incomplete');
  for (const [options, mistake] of /** @type {[string[], RegExp][]} */ ([
    [['--signers', '[{"repo": "somebody/else", "repo": "touchstone-sample/hello"}]', '--threshold', '1'], /twice/],
    [['--signers', '[{"repo": "touchstone-sample/hello"}], "repo": "touchstone-sample/hello"', '--threshold', '1'], /--signers needs JSON/],
    [['--signers', JSON.stringify([repo]), '--threshold', '2'], /threshold/],
  ])) {
    const { code, stderr } = await verify(...options);
    assert.equal(code, 2);
    assert.match(stderr, mistake);
  }
});

test('a commit is named by the digest that a statement calls gitCommit', async () => {
  const at = (/** @type {string} */ name) => join(ROOT, 'tests/vectors/sigstore/statement-git-commit-only', name);
  const verdict = async (/** @type {string} */ commit) => JSON.parse((await touchstone('verify', '--json', '--now', NOW, '--trusted-root', at('trusted_root.json'),
    '--evidence', at('bundle.sigstore.json'), '--certificate-identity', 'maker@authority.test', `gitCommit:${commit}`)).stdout).verdict;
  assert.equal(await verdict('0'.repeat(40)), 'verified');
  for (const other of ['0'.repeat(39), '0'.repeat(64), `${'0'.repeat(39)}1`]) assert.equal(await verdict(other), 'failed', other);
});

test('what cannot be read is named', async () => {
  for (const args of [['policy', 'explain', 'absent'], ['policy', 'check', 'absent'], ['inspect', 'absent'], ['verify', 'absent'],
    ['verify', '--policy', 'absent', 'genuine'], ['verify', '--key', 'absent', 'genuine'], ['verify', '--evidence', 'absent', 'genuine']]) {
    const { code, stderr } = await touchstone(...args);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, /^touchstone: absent cannot be read: /, args.join(' '));
  }
});

test('the evidence beside an artifact is found', async () => {
  const { code, stdout } = await touchstone('verify', ...TRUST, ...REPO, 'genuine');
  assert.equal(code, 0);
  assert.match(stdout, /✓/);
  assert.match(stdout, /genuine\.sigstore\.json: verified/);
  assert.match(stdout, /touchstone-sample\/hello/);
});

test('without evidence nothing is proven', async () => {
  await writeFile(join(folder, 'alone'), 'alone');
  assert.equal((await touchstone('verify', ...TRUST, ...REPO, 'alone')).code, 3);
});

test('a digest stands for its file', async () => {
  const { createHash } = await import('node:crypto');
  const bytes = await readFile(join(folder, 'genuine'));
  const digest = (/** @type {string} */ name) => `${name}:${createHash(name).update(bytes).digest('hex')}`;
  const evidence = ['--evidence', 'genuine.sigstore.json'];
  assert.equal((await touchstone('verify', ...TRUST, ...REPO, ...evidence, digest('sha256'))).code, 0);
  assert.equal((await touchstone('verify', ...TRUST, ...REPO, ...evidence, `sha256:${'0'.repeat(64)}`)).code, 1);
  assert.equal((await touchstone('verify', ...TRUST, ...REPO, ...evidence, 'sha256:12')).code, 2);
});

test('the expectation can be a file', async () => {
  await writeFile(join(folder, 'policy.json'), '{"repo": "touchstone-sample/hello"}');
  await writeFile(join(folder, 'broken-policy.json'), '{\n"repo": }');
  assert.equal((await touchstone('verify', ...TRUST, '--policy', 'policy.json', 'genuine')).code, 0);
  const broken = await touchstone('verify', ...TRUST, '--policy', 'broken-policy.json', 'genuine');
  assert.equal(broken.code, 2);
  assert.match(broken.stderr, /line 2/i);
  assert.equal((await touchstone('verify', ...TRUST, ...REPO, '--policy', 'policy.json', 'genuine')).code, 2);
});

/** @type {[string, string[]][]} */
const MISTAKES = [
  ['no artifact', ['verify', ...REPO]],
  ['an unknown option', ['verify', '--identity', 'x', 'genuine']],
  ['an artifact that is not there', ['verify', ...REPO, 'absent']],
  ['evidence that is not there', ['verify', ...REPO, '--evidence', 'absent', 'genuine']],
  ['an empty expectation', ['verify', '--repo', '', 'genuine']],
  ['only an issuer', ['verify', '--certificate-oidc-issuer', 'https://x', 'genuine']],
  ['a time that is none', ['verify', ...REPO, '--now', 'today', 'genuine']],
  ['a root that is none', ['verify', ...REPO, '--trusted-root', 'genuine', 'genuine']],
  ['a key that is none', ['verify', '--key', 'genuine', 'genuine']],
  ['a number that is none', ['verify', '--witnesses', 'many', ...REPO, 'genuine']],
  ['a command that is none', ['sign', 'genuine']],
];

for (const [mistake, args] of MISTAKES) {
  test(`${mistake}: one sentence, exit 2`, async () => {
    const { code, stdout, stderr } = await touchstone(...args);
    assert.equal(code, 2, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, /^touchstone: .+\n$/);
    assert.doesNotMatch(stderr, / at .*\.js:\d+/);
  });
}

test('broken evidence is named, with its place', async () => {
  await writeFile(join(folder, 'broken.sigstore.json'), '{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",\n "x": tru');
  const { code, stdout } = await touchstone('verify', '--json', ...TRUST, ...REPO, '--evidence', 'broken.sigstore.json', 'genuine');
  const report = JSON.parse(stdout);
  assertIsReport(report);
  assert.deepEqual([report.errors[0].code, report.errors[0].file, report.errors[0].facts.line], ['json-syntax', 'broken.sigstore.json', 2]);
  assert.equal(code, 1);
});

test('what evidence says cannot steer the terminal', async () => {
  const name = 'evil\u001b[2J\u202Egnp.exe';
  await writeFile(join(folder, name), 'alone');
  const { stdout } = await touchstone('verify', ...TRUST, ...REPO, name);
  assert.doesNotMatch(stdout, /[\u001b\u202e]/);
  assert.match(stdout, /\\u\{1b\}/);
});

test('inspect says what a file claims, and that nothing was checked', async () => {
  const { code, stdout } = await touchstone('inspect', 'genuine.sigstore.json');
  assert.equal(code, 0);
  assert.match(stdout, /claimed/);
  assert.match(stdout, /touchstone-sample\/hello/);
  const json = await touchstone('inspect', '--json', 'genuine.sigstore.json');
  assert.equal(JSON.parse(json.stdout).kind, 'sigstore-bundle');
  assert.equal((await touchstone('inspect', 'genuine')).code, 2);
});

test('inspect takes a folder for each of its files, and an empty one for a mistake', async () => {
  await mkdir(join(folder, 'evidence', 'empty'), { recursive: true });
  for (const name of ['genuine', 'tampered']) await cp(join(folder, `${name}.sigstore.json`), join(folder, 'evidence', `${name}.sigstore.json`));
  const { code, stdout } = await touchstone('inspect', '--json', 'evidence');
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(stdout).map((/** @type {Record<string, string>} */ { name, kind }) => `${name} ${kind}`), [
    'evidence/genuine.sigstore.json sigstore-bundle', 'evidence/tampered.sigstore.json sigstore-bundle',
  ]);
  const empty = await touchstone('inspect', 'evidence/empty');
  assert.equal(empty.code, 2);
  assert.match(empty.stdout, /folder-empty/);
});

test('trust shows the roots and their dates', async () => {
  const { code, stdout } = await touchstone('trust', 'show');
  assert.equal(code, 0);
  assert.match(stdout, /sigstore-public-good: comes with Touchstone, of \d{4}-\d{2}-\d{2}/);
  assert.equal((await touchstone('trust', 'check', '--now', NOW)).code, 0);
  assert.equal((await touchstone('trust', 'check', '--now', '1999-01-01T00:00:00Z')).code, 3);
  assert.equal(JSON.parse((await touchstone('trust', 'show', '--json', '--trusted-root', 'root.json')).stdout)[0].source, 'given');
  assert.equal((await touchstone('trust')).code, 2);
});

test('keys of a registry are taken, shown and checked as trust of the user\'s own', async () => {
  const folder = join(ROOT, 'tests/vectors/registries/npm-signature-registry-in-use');
  const keys = ['--trusted-root', join(folder, 'trusted_root_registry.json')];
  const verified = await touchstone('verify', '--json', '--now', NOW, ...keys, '--evidence', join(folder, 'evidence.json'), join(folder, 'artifact'));
  const { verdict, trust, evidence } = JSON.parse(verified.stdout);
  assert.deepEqual([verdict, evidence[0].signer.identityType], ['unstated', 'npm-registry-key']);
  // Sigstore's roots stay: a registry's attestations are in its log.
  const from = trust.map((/** @type {{ name: string, source: string }} */ { name, source }) => `${name} ${source}`);
  assert.ok(from.some((/** @type {string} */ name) => name.endsWith('trusted_root_registry.json given')) && from.includes('sigstore-public-good embedded'), String(from));
  const without = await touchstone('verify', '--json', '--now', NOW, '--evidence', join(folder, 'evidence.json'), join(folder, 'artifact'));
  assert.equal(JSON.parse(without.stdout).verdict, 'incomplete');
  const [{ claims }] = JSON.parse((await touchstone('trust', 'show', '--json', ...keys)).stdout);
  assert.deepEqual(claims.keys.map((/** @type {{ usage: string }} */ { usage }) => usage), ['npm:attestations', 'npm:signatures']);
  assert.equal((await touchstone('trust', 'check', ...keys, '--now', NOW)).code, 0);
  const late = await touchstone('trust', 'check', ...keys, '--now', '2028-01-01T00:00:00Z');
  assert.deepEqual([late.code, /keys/.test(late.stdout)], [3, true]);
});

test('--version says the version', async () => {
  assert.match((await touchstone('--version')).stdout, /^\d+\.\d+\.\d+\n$/);
});

test('a sparse file of 4 GiB is read in little memory', { timeout: 120_000 }, async () => {
  const path = join(folder, 'large');
  const file = await open(path, 'w');
  await file.truncate(4 * 1024 ** 3);
  await file.close();
  const { code, stdout } = await touchstone('verify', '--json', ...TRUST, ...REPO, '--evidence', 'genuine.sigstore.json', 'large');
  const report = JSON.parse(stdout);
  assert.equal(report.artifacts[0].size, 4 * 1024 ** 3);
  assert.equal(report.verdict, 'failed');
  assert.equal(code, 1);
});
