// examples/cluster: a batch in parts, by the very scripts of its pods, is the batch in one.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { ROOT } from '../../scripts/places.js';
import { sample } from './cases.js';
import { CLI, NPM } from './package.js';

const CLUSTER = join(ROOT, 'examples', 'cluster');
const NOW = '2026-06-01T00:00:00Z';
/** @type {typeof import('../../pkg-template/cli/batch/input.js')} */
const { rangeOf } = await import(pathToFileURL(join(NPM, 'cli', 'batch', 'input.js')).href);

let folder = '';
/** What one process says of the whole batch. @type {{ code: number | null, stdout: string, stderr: string }} */
let whole;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-cluster-'));
  for (const name of ['genuine', 'tampered', 'someone-else']) await cp(sample(name), join(folder, name), { recursive: true });
  // As the image has it.
  await writeFile(join(folder, 'touchstone'), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  await chmod(join(folder, 'touchstone'), 0o755);
  await writeFile(join(folder, 'cases.jsonl'), cases());
  whole = await run('touchstone', ['verify', '--batch', 'cases.jsonl', '--now', NOW]);
});
after(() => rm(folder, { recursive: true }));

/** Every kind of line, in an order of no pattern; one has no end. */
function cases() {
  const lines = Array.from({ length: 23 }, (_, index) => {
    const name = ['genuine', 'tampered', 'someone-else'][index * index % 3] ?? '';
    if (index === 5) return '';
    if (index === 7) return 'no JSON';
    if (index === 11) return JSON.stringify({ id: 'eleven', artifact: 'nothing' });
    return JSON.stringify({ id: index, artifact: `${name}/artifact`, evidence: [`${name}/bundle.sigstore.json`], trustedRoots: [`${name}/trusted_root.json`], expectation: { repo: 'touchstone-sample/hello' } });
  });
  return lines.join('\n');
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
function run(program, args, env = {}) {
  const child = spawn(program, args, { cwd: folder, env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => { stdout += data; });
  child.stderr.on('data', (data) => { stderr += data; });
  return new Promise((done) => { child.on('close', (code) => done({ code, stdout, stderr })); });
}

/**
 * @param {number} index
 * @param {number} shards
 * @param {string} out
 * @param {Record<string, string>} [env]
 */
const pod = (index, shards, out, env) => run(join(CLUSTER, 'shard.sh'), [], { JOB_COMPLETION_INDEX: String(index), SHARDS: String(shards), CASES: 'cases.jsonl', OUT: out, NOW, ...env });

/**
 * @param {number} shards
 * @param {string} out
 */
const merge = (shards, out) => run(process.execPath, [join(CLUSTER, 'merge.js'), 'cases.jsonl', out, String(shards)]);

/** @param {number} shards */
async function batch(shards) {
  const out = await mkdtemp(join(folder, 'out-'));
  const ends = await Promise.all(Array.from({ length: shards }, (_, index) => pod(index, shards, out)));
  for (const { code, stderr } of ends) assert.deepEqual([code, stderr], [0, '']);
  return out;
}

test('every line is in exactly one part, in order, and parts differ by one line at most', () => {
  for (let lines = 0; lines <= 60; lines += 1) {
    for (let count = 1; count <= 25; count += 1) {
      const ranges = Array.from({ length: count }, (_, index) => rangeOf(lines, index + 1, count));
      assert.deepEqual([ranges[0]?.start, ranges.at(-1)?.end], [0, lines]);
      for (const [index, { start, end }] of ranges.entries()) if (index > 0) assert.equal(start, ranges[index - 1]?.end, `${index} ${end}`);
      const sizes = ranges.map(({ start, end }) => end - start);
      assert.ok(Math.min(...sizes) >= 0 && Math.max(...sizes) - Math.min(...sizes) <= 1);
    }
  }
});

for (const shards of [1, 4, 30]) {
  test(`${shards} parts make the same as one process, byte for byte, with its exit code`, async () => {
    const merged = await merge(shards, await batch(shards));
    assert.equal(merged.stdout, whole.stdout);
    assert.equal(merged.stdout.trim().split('\n').length, 22);
    assert.equal(merged.code, whole.code);
    assert.match(merged.stderr, /^\d+ verified, \d+ failed or unexpected, 2 unreadable, 0 unstated or incomplete\n$/);
  });
}

test('a pod that is started again does nothing twice, and leaves nothing half', async () => {
  const out = await batch(2);
  const before = await readFile(join(out, '1-of-2.jsonl'), 'utf8');
  await rm(join(out, '2-of-2.jsonl'));
  await writeFile(join(out, '2-of-2.jsonl.99'), 'what a pod that was killed left');
  assert.equal((await pod(0, 2, out, { PATH: '/usr/bin:/bin' })).code, 0);
  assert.equal((await pod(1, 2, out)).code, 0);
  assert.equal(await readFile(join(out, '1-of-2.jsonl'), 'utf8'), before);
  assert.equal((await merge(2, out)).stdout, whole.stdout);
});

test('a mistake fails the pod, and leaves no answers', async () => {
  const out = await mkdtemp(join(folder, 'out-'));
  for (const env of [{ CASES: 'nothing.jsonl' }, { NOW: 'yesterday' }, { SHARDS: '0' }]) {
    const { code, stderr } = await pod(0, 2, out, env);
    assert.equal(code, 2);
    assert.match(stderr, /^touchstone: /);
  }
  assert.deepEqual(await readdir(out), []);
});

test('parts that do not fit are an error, and never a smaller result', async () => {
  const out = await batch(3);
  const part = (/** @type {number} */ index) => join(out, `${index}-of-3.jsonl`);
  const [one, two] = await Promise.all([readFile(part(1), 'utf8'), readFile(part(2), 'utf8')]);
  /** @type {[string, () => Promise<void>, RegExp][]} */
  const faults = [
    ['missing', () => rm(part(2)), /not there: .*2-of-3/],
    ['cut short', () => writeFile(part(2), two.split('\n').slice(0, 2).join('\n')), /line \d+ is \d+, and its answer is for/],
    ['cut in a line', () => writeFile(part(2), two.slice(0, -20)), /an answer is no JSON|its answer is for/],
    ['of another part', () => writeFile(part(2), one), /its answer is for/],
    ['too many', () => writeFile(part(3), `${two}`), /its answer is for|more answers/],
  ];
  const three = await readFile(part(3), 'utf8');
  for (const [what, break_, expected] of faults) {
    await break_();
    const { code, stderr } = await merge(3, out);
    assert.equal(code, 2, what);
    assert.match(stderr, expected, what);
    await Promise.all([writeFile(part(2), two), writeFile(part(3), three)]);
  }
  assert.equal((await merge(3, out)).code, whole.code);
});
