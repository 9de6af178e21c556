// Repositories as they lie on disk: every vector as a folder in memory, and as git itself leaves one behind.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import { unpackTar } from 'modern-tar';

import { cases, readCase } from './cases.js';
import { touchstone as commandLine } from './command.js';
import { touchstone } from './package.js';
import { assertIsReport } from './schema.js';

/**
 * @typedef {import('./cases.js').Case} Case
 * @typedef {import('../../pkg-template/index.d.ts').Report} Report
 */

const skip = spawnSync('git', ['--version']).status !== 0 && 'no git here';

/** @param {Case} one */
function sessionOf({ expect, files }) {
  return touchstone.createSession({
    now: expect.now, expectation: expect.expectation,
    trust: { embedded: false, roots: [new Uint8Array(files.get('trusted_root.json') ?? [])] },
  });
}

/** @param {Report} report */
const objectsOf = ({ artifacts, evidence }) =>
  artifacts.map(({ evidence: [index = 0], verdict }) => `${evidence[index]?.facts.type} ${verdict}`).sort();

/** @param {Case} one */
async function filesOf({ files }) {
  const entries = await unpackTar(new Uint8Array(files.get('repository.tar') ?? []));
  return entries.map(({ header, data }) => ({ path: header.name, data: data ?? new Uint8Array() }));
}

for (const one of await cases('repositories')) {
  test(`${one.name}: ${one.expect.about}`, async () => {
    const session = await sessionOf(one);
    const files = await filesOf(one);
    const added = await session.add({ name: 'project', files: files.map(({ path, data }) => ({ path: `.git/${path}`, data })) });
    const report = await session.report();
    session.close();
    assertIsReport(report);
    assert.deepEqual(added.members?.map(({ name, kind }) => `${name} ${kind}`), ['project/.git git-repository']);
    assert.deepEqual([report.verdict, report.histories[0]?.verdict], [one.expect.verdict, one.expect.verdict]);
    const expected = (one.expect.artifacts ?? []).map((/** @type {Record<string, string>} */ { kind, verdict }) => `${kind} ${verdict}`);
    assert.deepEqual(objectsOf(report), expected.sort());
    assert.deepEqual(report.histories[0]?.refs.map(({ name, state }) => `${name} ${state}`), one.expect.refs ?? []);
    assert.deepEqual(report.errors.map(({ code }) => code), (one.expect.errors ?? []).map((/** @type {Record<string, string>} */ { code }) => code));
  });
}

test('a repository as git leaves it on disk, whole and with an empty object as after a loss of power', { skip }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'repository-'));
  const git = (/** @type {(string | Buffer)[]} */ ...given) => {
    const words = given.filter((word) => typeof word === 'string');
    const input = given.find((word) => typeof word !== 'string');
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    const { status, stderr, stdout } = spawnSync('git', words, { cwd: join(folder, 'project'), env, input });
    assert.equal(status, 0, `git ${words.join(' ')}: ${stderr}`);
    return stdout.toString().trim();
  };
  try {
    const one = await readCase('gitsign/bundle');
    await mkdir(join(folder, 'project'));
    await writeFile(join(folder, 'small.bundle'), one.files.get('evidence.bundle') ?? '');
    git('init', '-q', '-b', 'trunk', '.');
    git('fetch', '-q', '../small.bundle', 'refs/*:refs/*');
    git('reset', '-q', '--soft', 'main');
    git('pack-refs', '--all');
    git('repack', '-q', '-a', '-d');
    // Each of its objects alone as well: as after `git gc` was interrupted.
    const packs = join(folder, 'project', '.git', 'objects', 'pack');
    const pack = (await readdir(packs)).find((name) => name.endsWith('.pack')) ?? assert.fail('no pack');
    const bytes = await readFile(join(packs, pack));
    await rename(join(packs, pack), join(folder, pack));
    git(bytes, 'unpack-objects', '-q');
    await rename(join(folder, pack), join(packs, pack));
    const toldByCommandLine = async (/** @type {string} */ path) => {
      await writeFile(join(folder, 'trusted_root.json'), one.files.get('trusted_root.json') ?? '');
      const { certificateIdentity = '', certificateOidcIssuer = '' } = /** @type {Record<string, string>} */ (one.expect.expectation ?? {});
      const { stdout } = await commandLine(['verify', path, '--trusted-root', join(folder, 'trusted_root.json'), '--now', String(one.expect.now),
        '--certificate-identity', certificateIdentity, '--certificate-oidc-issuer', certificateOidcIssuer, '--json']);
      const report = JSON.parse(stdout);
      return [report.verdict, report.histories[0]?.signed];
    };
    const told = async (meanwhile = async () => {}) => {
      const session = await sessionOf(one);
      await session.add(await touchstone.pathAt(join(folder, 'project', '.git'), 'project/.git'));
      await meanwhile();
      const report = await session.report();
      session.close();
      assertIsReport(report);
      return report;
    };
    const whole = await told();
    assert.deepEqual([whole.verdict, whole.errors, objectsOf(whole)], ['verified', [], ['commit verified', 'commit verified', 'tag verified']]);
    const refs = whole.histories[0]?.refs.map(({ name, state }) => `${name} ${state}`);
    assert.deepEqual(refs, ['HEAD signed', 'refs/heads/main signed', 'refs/heads/trunk signed', 'refs/tags/v1 signed']);
    assert.deepEqual(await toldByCommandLine(join(folder, 'project')), ['verified', 3]);
    const { kind, claims, errors } = await touchstone.inspect(await touchstone.pathAt(join(folder, 'project'), 'project'));
    assert.deepEqual([kind, claims.commits, claims.tags, claims.signed, errors], ['git-repository', 2, 1, 3, []]);
    const signed = /** @type {Record<string, unknown>[]} */ (claims.signedObjects);
    assert.deepEqual(signed.map(({ title }) => title), ['Draw on it', 'Draw it over the stone', 'Lay the stone']);
    const path = join('project', '.git', 'objects', 'ab', 'c'.repeat(38));
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), '');
    const broken = await told();
    assert.deepEqual([broken.verdict, objectsOf(broken)], ['failed', objectsOf(whole)]);
    assert.deepEqual(broken.errors.map(({ code, file }) => [code, file]), [['deflate-invalid', path]]);
    await rm(join(folder, path));
    const [id = ''] = (await readdir(join(folder, 'project', '.git', 'objects'))).filter((name) => /^..$/.test(name));
    const [rest = ''] = await readdir(join(folder, 'project', '.git', 'objects', id));
    const gone = join('project', '.git', 'objects', id, rest);
    const unread = await told(() => rm(join(folder, gone)));
    assert.deepEqual([unread.verdict, objectsOf(unread), unread.histories[0]?.unread], ['incomplete', objectsOf(whole), 1]);
    assert.deepEqual(unread.errors.map(({ code, file }) => [code, file]), [['file-unreadable', gone]]);
    await truncate(join(folder, 'project', '.git', 'HEAD'));
    const headless = await told();
    assert.deepEqual([headless.verdict, objectsOf(headless)], ['incomplete', objectsOf(whole)]);
    assert.deepEqual(headless.errors.map(({ code, file }) => [code, file]), [['git-ref-invalid', 'project/.git/HEAD']]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
