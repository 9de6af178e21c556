// Histories that are more than what is held in memory, made by git itself: they go through piece by piece.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { deflateSync, inflateSync } from 'node:zlib';

import { readCase } from './cases.js';
import { touchstone } from './package.js';
import { assertIsReport } from './schema.js';

/**
 * @typedef {import('../../pkg-template/index.d.ts').Session} Session
 * @typedef {import('../../pkg-template/index.d.ts').Added} Added
 * @typedef {import('../../pkg-template/index.d.ts').Report} Report
 */

const MEBIBYTE = 1024 * 1024;
/** Memory may grow by this, which has to be less than what is read. */
const GROWTH = 64;
const SIZE = 96 * MEBIBYTE;

const skip = spawnSync('git', ['--version']).status !== 0 && 'no git here';

let folder = '';

before(async () => {
  if (skip) return;
  folder = await mkdtemp(join(tmpdir(), 'history-'));
  git('init', '-q', '--bare', '.');
  await writeFile(join(folder, 'large'), '');
  const file = await open(join(folder, 'large'), 'w');
  for (let written = 0; written < SIZE; written += MEBIBYTE) await file.write(randomBytes(MEBIBYTE));
  await file.close();
  git('tag', 'large', git('hash-object', '-w', 'large'));
});

after(async () => {
  if (folder !== '') await rm(folder, { recursive: true });
});

/** @param {string[]} words */
function git(...words) {
  return gitWith('', ...words);
}

/**
 * @param {string | Buffer} input
 * @param {string[]} words
 */
function gitWith(input, ...words) {
  // Nothing of a person's own settings; and what cannot become smaller is not tried to be made so.
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const settings = ['-c', 'core.compression=0', '-c', 'core.bigFileThreshold=1m'];
  const { status, stdout, stderr } = spawnSync('git', [...settings, ...words], { cwd: folder, input, env: environment });
  assert.equal(status, 0, `git ${words[0]}: ${stderr}`);
  return stdout.toString().trim();
}

/** @param {import('./cases.js').Case} one */
function sessionOf({ expect, files }) {
  return touchstone.createSession({
    now: expect.now, expectation: expect.expectation,
    trust: { embedded: false, roots: [new Uint8Array(files.get('trusted_root.json') ?? [])] },
  });
}

/**
 * What is found in a file, and by how much memory grew meanwhile.
 *
 * @param {import('./cases.js').Case} one
 * @param {(session: Session) => Promise<Added>} add
 */
async function found(one, add) {
  const session = await sessionOf(one);
  const start = process.memoryUsage().rss;
  let most = start;
  const watch = setInterval(() => { most = Math.max(most, process.memoryUsage().rss); }, 10);
  const added = await add(session);
  const report = await session.report();
  clearInterval(watch);
  session.close();
  assertIsReport(report);
  assert.equal(added.role, 'signed-object');
  return { report, grown: (most - start) / MEBIBYTE };
}

/**
 * A pack of some objects of the repository, and the file that is large.
 *
 * @param {string[]} ids
 */
async function packOf(...ids) {
  const hash = gitWith([...ids, git('rev-parse', 'large'), ''].join('\n'), 'pack-objects', '-q', 'some');
  return join(folder, `some-${hash}.pack`);
}

const objectsOf = (/** @type {Report} */ { artifacts }) =>
  artifacts.filter(({ history }) => history !== undefined).map(({ name, verdict }) => `${name.split('/').at(-1)} ${verdict}`);

test('a bundle of 96 MiB, from a path and from a stream', { skip }, async () => {
  const one = await readCase('gitsign/bundle');
  const small = one.files.get('evidence.bundle') ?? Buffer.of();
  await writeFile(join(folder, 'small.bundle'), small);
  git('fetch', '-q', 'small.bundle', 'refs/*:refs/*');
  const ids = git('rev-list', '--objects', '--all').split('\n').map((line) => line.split(' ')[0] ?? '');
  // With the names that the small one has: none leads to the large file.
  const path = join(folder, 'large.bundle');
  await writeFile(path, Buffer.concat([small.subarray(0, small.indexOf('PACK')), await readFile(await packOf(...ids))]));
  /** @type {[string, (session: Session) => Promise<Added>][]} */
  const ways = [
    ['path', async (session) => session.add(await touchstone.fileAt(path, 'large.bundle'))],
    ['stated', async (session) => session.add(await touchstone.fileAt(path, 'large.bundle'), { as: 'artifact' })],
    ['stream', async (session) => session.add(/** @type {ReadableStream<Uint8Array>} */ (Readable.toWeb(createReadStream(path))), { name: 'large.bundle' })],
  ];
  for (const [way, add] of ways) {
    const { report, grown } = await found(one, add);
    const [history] = report.histories;
    assert.deepEqual([report.verdict, history?.verdict, history?.commits, history?.tags, history?.signed], ['verified', 'verified', 2, 1, 3], way);
    assert.ok((history?.size ?? 0) > SIZE, way);
    assert.deepEqual(history?.refs.map(({ name, state }) => `${name} ${state}`), ['refs/heads/main signed', 'refs/tags/v1 signed', 'HEAD signed'], way);
    assert.ok(grown < GROWTH, `${way}: ${grown.toFixed(1)} MiB above the start`);
  }
  const { kind, claims, errors } = await touchstone.inspect(await touchstone.fileAt(path, 'large.bundle'));
  assert.deepEqual([kind, claims.commits, claims.signed, errors], ['git-bundle', 2, 3, []]);
});

test('a bundle with a name for the large file itself: nobody signed that', { skip }, async () => {
  const one = await readCase('gitsign/bundle');
  git('bundle', 'create', '-q', 'named.bundle', '--all');
  const { report } = await found(one, async (session) => session.add(await touchstone.fileAt(join(folder, 'named.bundle'), 'named.bundle')));
  assert.equal(report.verdict, 'incomplete');
  assert.deepEqual(objectsOf(report).map((line) => line.split(' ')[1]), ['verified', 'verified', 'verified']);
});

for (const [name, expected] of /** @type {const} */ ([['commit', 'verified'], ['message-changed', 'failed']])) {
  test(`a pack with one commit beside 96 MiB: ${name}`, { skip }, async () => {
    const one = await readCase(`gitsign/${name}`);
    // Its tree is nowhere: git is not asked whether it likes that.
    const id = gitWith(one.files.get('evidence.commit') ?? '', 'hash-object', '-w', '-t', 'commit', '--literally', '--stdin');
    const path = await packOf(id);
    const { report, grown } = await found(one, async (session) => session.add(await touchstone.fileAt(path, 'large.pack')));
    assert.deepEqual(objectsOf(report), [`${id} ${expected}`]);
    assert.deepEqual([report.verdict, report.histories[0]?.verdict], [expected, expected]);
    assert.ok(grown < GROWTH, `${grown.toFixed(1)} MiB above the start`);
  });
}

test('of a pack that is cut or changed far behind its commit, the commit is told and the pack is not verified', { skip }, async () => {
  const one = await readCase('gitsign/commit');
  const id = gitWith(one.files.get('evidence.commit') ?? '', 'hash-object', '-w', '-t', 'commit', '--literally', '--stdin');
  const path = await packOf(id);
  const file = await open(path, 'r+');
  const { size } = await file.stat();
  const at = size - MEBIBYTE;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at);
  await file.write(Buffer.of((buffer[0] ?? 0) ^ 1), 0, 1, at);
  const changed = await found(one, async (session) => session.add(await touchstone.fileAt(path, 'large.pack')));
  assert.equal(changed.report.histories[0]?.verdict, 'failed');
  assert.deepEqual(changed.report.errors.map(({ code }) => code), ['git-pack-invalid']);
  await file.truncate(at);
  await file.close();
  const cut = await found(one, async (session) => session.add(await touchstone.fileAt(path, 'large.pack')));
  assert.notEqual(cut.report.verdict, 'verified');
  assert.deepEqual(objectsOf(cut.report), [`${id} verified`]);
});

test('a repository’s folder: packs and loose commits, those of submodules too, and what is not git’s is not passed over', async () => {
  const { expect, files } = await readCase('gitsign/pack');
  const session = await sessionOf({ name: 'gitsign/pack', expect, files });
  const one = await readCase('gitsign/loose-object');
  const pack = files.get('evidence.pack') ?? Buffer.of();
  const loose = one.files.get('evidence.commit') ?? Buffer.of();
  const hash = createHash('sha1').update(inflateSync(loose)).digest('hex');
  const id = `${hash.slice(0, 2)}/${hash.slice(2)}`;
  const texts = ['config', 'index', 'hooks/pre-push.sample', 'logs/HEAD', 'objects/info/packs', 'objects/pack/pack-1.idx', 'refs/heads/main.lock'];
  const added = await session.add({
    name: '.git', files: [
      ...texts.map((path) => ({ path, data: `${path} is git's own` })),
      { path: 'HEAD', data: 'ref: refs/heads/main' },
      { path: 'objects/pack/pack-1.pack', data: pack },
      { path: `objects/${id}`, data: new File([new Uint8Array(loose)], 'of the same name') },
      { path: 'objects/32/f95c0d1244a78b2be1bab8de17906fabb2c4a8', data: deflateSync('blob 2\0hi') },
      { path: 'objects/aa/22222222222222222222222222222222222222', data: deflateSync('blob 2\0hi') },
      { path: 'modules/part/HEAD', data: 'ref: refs/heads/main' },
      { path: 'modules/part/config', data: '' },
      { path: `modules/part/objects/${id}`, data: new File([new Uint8Array(loose)], 'of the same name') },
      { path: 'objects/hello.sh', data: 'echo hello' },
      { path: 'hello.sh', data: 'echo hello' },
    ],
  });
  assert.deepEqual(added.members?.map(({ name, role }) => `${name} ${role}`), [
    '.git signed-object', '.git/modules/part signed-object', '.git/objects/hello.sh artifact', '.git/hello.sh artifact',
  ]);
  const report = await session.report();
  session.close();
  assertIsReport(report);
  assert.deepEqual(report.histories.map(({ name, kind, verdict, signed }) => [name, kind, verdict, signed]), [
    ['.git', 'git-repository', 'failed', 4], ['.git/modules/part', 'git-repository', 'verified', 1],
  ]);
  assert.deepEqual(report.artifacts.filter(({ verdict }) => verdict !== 'verified').map(({ name }) => name), ['.git/objects/hello.sh', '.git/hello.sh']);
  assert.deepEqual(report.artifacts.filter(({ name }) => name.endsWith(`/${hash}`)).map(({ name }) => name), [`.git/${hash}`, `.git/modules/part/${hash}`]);
  assert.deepEqual(report.errors.map(({ code, file }) => `${code} ${file}`), ['git-object-misplaced .git/objects/aa/22222222222222222222222222222222222222']);
});

test('a folder without git’s own files is no repository: nothing in it is passed over', async () => {
  const session = await touchstone.createSession();
  const added = await session.add({ name: 'some', files: [{ path: 'HEAD', data: 'a' }, { path: 'objects/ab/c', data: 'b' }, { path: 'refs/c', data: 'c' }] });
  assert.equal(added.members?.length, 3);
  session.close();
});
