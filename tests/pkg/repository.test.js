// TUF repositories as evidence on the command line: the root is given, its files lie in a folder.

import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { readCase } from './cases.js';
import { touchstone } from './command.js';

const NOW = '2026-06-01T00:00:00Z';
const LATER = '2026-08-01T00:00:00Z';
/** Each with its verdict and exit code, at its own time. */
const CASES = /** @type {const} */ ([
  ['accepted', NOW, 'verified', 0],
  ['accepted', LATER, 'incomplete', 3],
  ['another-root', NOW, 'unexpected', 1],
  ['another-file', NOW, 'failed', 1],
  ['names-the-signer', NOW, 'verified', 0],
  ['names-the-signer', LATER, 'incomplete', 3],
  ['somebody-else-signed', NOW, 'unexpected', 1],
  ['the-signer-has-not-signed', NOW, 'incomplete', 3],
]);

let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-repository-'));
  for (const name of new Set(CASES.map(([one]) => one))) {
    await mkdir(join(folder, name, 'repository'), { recursive: true });
    for (const [file, bytes] of (await readCase(`tuf/${name}`)).files) {
      await writeFile(join(folder, name, file.startsWith('tuf-') ? `repository/${file.slice(4)}` : file), bytes);
    }
  }
});

after(() => rm(folder, { recursive: true }));

const at = (/** @type {string} */ name, /** @type {string} */ file) => join(folder, name, file);

/** @param {string} name */
async function evidenceOf(name) {
  const bundles = [...(await readCase(`tuf/${name}`)).files.keys()].filter((file) => file.endsWith('.sigstore.json'));
  return ['repository', ...bundles].map((file) => at(name, file));
}

/**
 * @param {string} name
 * @param {string} now
 * @param {...string} more
 */
async function verify(name, now, ...more) {
  const evidence = (await evidenceOf(name)).flatMap((path) => ['--evidence', path]);
  return touchstone(['verify', '--now', now, '--trusted-root', at(name, 'trusted_root.json'), ...evidence, ...more, at(name, 'artifact')]);
}

for (const [name, now, verdict, exit] of CASES) {
  test(`${name} at ${now} is ${verdict}`, async () => {
    const { code, stdout } = await verify(name, now, '--json', '--tuf-root', at(name, 'accepted_root.json'));
    assert.deepEqual([JSON.parse(stdout).verdict, code], [verdict, exit]);
  });
}

test('without its root a repository is not relied on', async () => {
  const { code, stdout } = await verify('accepted', NOW, '--json');
  assert.deepEqual([JSON.parse(stdout).verdict, code], ['unstated', 3]);
});

test('what has expired says since when, and what helps, in words', async () => {
  const { code, stdout } = await verify('accepted', LATER, '--tuf-root', at('accepted', 'accepted_root.json'));
  assert.equal(code, 3);
  assert.match(stdout, /was valid until 2026-07-01T00:00:00Z/);
  assert.match(stdout, /newer metadata/);
  assert.doesNotMatch(stdout, /sigstore\.json|Verified/);
});

test('a file of the repository that is missing is called by its own name', async () => {
  await cp(join(folder, 'accepted'), join(folder, 'partial'), { recursive: true });
  await rm(at('partial', 'repository/1.snapshot.json'));
  const { code, stdout } = await touchstone(['verify', '--now', NOW, '--tuf-root', at('partial', 'accepted_root.json'), '--evidence', at('partial', 'repository'), at('partial', 'artifact')]);
  assert.equal(code, 3);
  assert.match(stdout, /The repository’s file 1\.snapshot\.json is missing/);
});

test('metadata that was changed verifies nothing', async () => {
  await cp(join(folder, 'accepted'), join(folder, 'changed'), { recursive: true });
  for (const file of ['1.targets.json', '1.snapshot.json', 'timestamp.json']) {
    const path = at('changed', `repository/${file}`);
    const bytes = await readFile(path, 'utf8');
    await writeFile(path, bytes.replace('2026-07-01', '2026-07-02'));
    const run = await touchstone(['verify', '--json', '--now', NOW, '--tuf-root', at('changed', 'accepted_root.json'), '--evidence', at('changed', 'repository'), at('changed', 'artifact')]);
    assert.notEqual(JSON.parse(run.stdout).verdict, 'verified', file);
    assert.ok(run.code === 1 || run.code === 3, file);
    await writeFile(path, bytes);
  }
});

test('a root that is none is a mistake, and nothing is verified', async () => {
  const { code, stdout, stderr } = await verify('accepted', NOW, '--tuf-root', at('accepted', 'artifact'));
  assert.deepEqual([code, stdout], [2, '']);
  assert.notEqual(stderr, '');
});

test('a line of a batch names the roots it relies on, or the options do', async () => {
  const files = ['1.root.json', 'timestamp.json', '1.snapshot.json', '1.targets.json'].map((file) => `accepted/repository/${file}`);
  const line = (/** @type {object} */ more) => JSON.stringify({ artifact: 'accepted/artifact', evidence: files, now: NOW, ...more });
  const lines = [line({ id: 1, tufRoots: ['accepted/accepted_root.json'] }), line({ id: 2 }), line({ id: 3, tufRoots: ['another-root/accepted_root.json'] }), line({ id: 4, tufRoots: ['accepted/accepted_root.json'], now: LATER })];
  await writeFile(join(folder, 'cases.jsonl'), lines.join('\n'));
  const verdicts = async (/** @type {string[]} */ ...options) => {
    const { code, stdout } = await touchstone(['verify', '--batch', join(folder, 'cases.jsonl'), ...options]);
    return [code, ...stdout.trim().split('\n').map((text) => JSON.parse(text).report.verdict)];
  };
  assert.deepEqual(await verdicts(), [1, 'verified', 'unstated', 'unexpected', 'incomplete']);
  assert.deepEqual(await verdicts('--tuf-root', at('accepted', 'accepted_root.json')), [1, 'verified', 'verified', 'unexpected', 'incomplete']);
});
