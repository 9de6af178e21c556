// Thousands of cases in one process: each line answered, in order, whatever the others are.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { cases, filesOf, sample } from './cases.js';
import { touchstone } from './command.js';
import { CLI, NPM } from './package.js';
import { assertIsReport } from './schema.js';

const load = (/** @type {string} */ file) => import(pathToFileURL(join(NPM, 'cli', 'batch', file)).href);
/** @type {typeof import('../../pkg-template/cli/batch/input.js')} */
const { LINE_LIMIT, linesIn, rangeOf } = await load('input.js');
/** @type {typeof import('../../pkg-template/cli/batch/pool.js')} */
const { Pool } = await load('pool.js');

const NOW = '2026-06-01T00:00:00Z';
const EXPECTATION = { repo: 'touchstone-sample/hello' };
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-batch-'));
  for (const name of ['genuine', 'someone-else', 'tampered']) await cp(sample(name), join(folder, name), { recursive: true });
  await cp(join(sample('genuine'), 'artifact'), join(folder, 'beside'));
  await cp(join(sample('genuine'), 'bundle.sigstore.json'), join(folder, 'beside.sigstore.json'));
  await cp(join(sample('genuine'), 'trusted_root.json'), join(folder, 'root.json'));
});

after(() => rm(folder, { recursive: true }));

/**
 * A line about a sample.
 *
 * @param {string | number} id
 * @param {string} [name]
 * @param {Record<string, unknown>} [further]
 * @returns {Record<string, unknown>}
 */
function line(id, name = 'genuine', further = {}) {
  return { id, artifact: `${name}/artifact`, evidence: [`${name}/bundle.sigstore.json`], trustedRoots: ['root.json'], now: NOW, expectation: EXPECTATION, ...further };
}

let files = 0;

/**
 * @param {(string | Buffer | Record<string, unknown>)[]} lines
 * @param {...string} options
 */
async function batch(lines, ...options) {
  const path = join(folder, `cases-${files += 1}.jsonl`);
  const text = lines.map((each) => Buffer.isBuffer(each) ? each : Buffer.from(typeof each === 'string' ? each : JSON.stringify(each)));
  await writeFile(path, Buffer.concat(text.flatMap((each) => [each, Buffer.from('\n')])));
  return answered(await touchstone(['verify', '--batch', path, '--jobs', '2', ...options], { cwd: tmpdir() }));
}

/** @param {import('./command.js').Ended} ended */
function answered({ code, stdout, stderr }) {
  const answers = stdout.split('\n').filter((text) => text !== '').map((text) => JSON.parse(text));
  return { code, stderr, answers, verdicts: answers.map(({ report, error }) => report?.verdict ?? error.code) };
}

test('each line has its answer, in order', async () => {
  const { code, answers, verdicts, stderr } = await batch([line('a'), line('b', 'someone-else'), line(3, 'tampered'), line('d', 'genuine', { expectation: null }), line('e', 'genuine', { evidence: [] })]);
  assert.deepEqual(answers.map(({ id }) => id), ['a', 'b', 3, 'd', 'e']);
  assert.deepEqual(verdicts, ['verified', 'unexpected', 'failed', 'unstated', 'incomplete']);
  for (const { report, ...rest } of answers) {
    assertIsReport(report);
    assert.deepEqual(Object.keys(rest), ['id']);
  }
  assert.deepEqual([code, stderr], [1, '']);
});

test('the vectors come out as they do one by one', async () => {
  const all = [...await cases('samples'), ...(await cases('sigstore')).filter((_, index) => index % 8 === 0)];
  const plain = all.filter(({ files: held, expect }) => expect.refused === undefined && expect.digestOnly !== true && expect.digests === undefined
    && expect.keyFound !== true && expect.explicit !== false && !held.has('artifact-2') && ![...held.keys()].some((name) => name.startsWith('other')));
  assert.ok(plain.length > 40, `${plain.length} cases`);
  const lines = plain.map((one) => {
    const at = (/** @type {(name: string) => boolean} */ passes) => filesOf(one, passes).map(({ name }) => join(sample('..'), one.name, name));
    return {
      id: one.name, artifact: at((name) => name === 'artifact')[0], evidence: at((name) => name.endsWith('.sigstore.json')),
      trustedRoots: at((name) => name.startsWith('trusted_root')), keys: at((name) => name.startsWith('key')), now: one.expect.now, expectation: one.expect.expectation,
    };
  });
  const { answers } = await batch(lines);
  assert.deepEqual(answers.map(({ id, report, error }) => [id, report?.verdict ?? error]), plain.map(({ name, expect }) => [name, expect.verdict]));
});

/** @type {[string, string | Buffer | Record<string, unknown>, string, (string | null)?][]} */
const NO_CASES = [
  ['no JSON', 'verify this', 'json-syntax', null],
  ['half a line', '{"id": "x", "artifact": ', 'json-syntax', null],
  ['a list', '["x"]', 'usage', null],
  ['no id', { artifact: 'genuine/artifact' }, 'usage', null],
  ['an id that is none', { id: {}, artifact: 'genuine/artifact' }, 'usage', null],
  ['a key that nobody knows', line('x', 'genuine', { expectations: EXPECTATION }), 'usage'],
  ['a key that stands there twice', '{"id": "x", "artifact": "a", "expectation": {"repo": "a/b", "repo": "c/d"}}', 'json-duplicate-key', null],
  ['JSON that is too deep', `{"id": "x", "artifact": ${'['.repeat(100)}${']'.repeat(100)}}`, 'json-too-deep', null],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'not-utf8', null],
  ['a line that is too long', `{"id": "${'x'.repeat(LINE_LIMIT)}"}`, 'input-too-large', null],
  ['no artifact', { id: 'x' }, 'usage'],
  ['a digest that is none', line('x', 'genuine', { artifact: 'sha256:12' }), 'digest-invalid'],
  ['paths that are none', line('x', 'genuine', { evidence: 'bundle.json' }), 'usage'],
  ['an artifact that is not there', line('x', 'absent', { evidence: [] }), 'file-unreadable'],
  ['a root that is a folder', line('x', 'genuine', { trustedRoots: ['genuine'] }), 'file-unreadable'],
  ['a key that is a folder', line('x', 'genuine', { keys: ['genuine'] }), 'file-unreadable'],
  ['a pipe', line('x', 'genuine', { artifact: 'pipe' }), 'file-unreadable'],
  ['evidence that is not there', line('x', 'genuine', { evidence: ['absent'] }), 'file-unreadable'],
  ['a root that is none', line('x', 'genuine', { trustedRoots: ['genuine/artifact'] }), 'json-syntax'],
  ['a key that is no key', line('x', 'genuine', { keys: ['genuine/artifact'] }), 'pem-invalid'],
  ['a time that is none', line('x', 'genuine', { now: 'today' }), 'time-invalid'],
  ['an expectation that nobody knows', line('x', 'genuine', { expectation: { repository: 'a/b' } }), 'policy-key-unknown'],
];

test('a line that is no case is answered too, and never stops the rest', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const lines = NO_CASES.flatMap(([, each], index) => [each, line(`after ${index}`)]);
  const { code, answers } = await batch(lines);
  assert.equal(answers.length, lines.length);
  for (const [index, [what, , expected, id = 'x']] of NO_CASES.entries()) {
    const { error, ...rest } = answers[2 * index];
    assert.equal(error?.code, expected, what);
    assert.deepEqual(Object.keys(error), ['code', 'facts'], what);
    assert.deepEqual(rest, id === null ? { id: null, line: 2 * index + 1 } : { id }, what);
    assert.equal(answers[2 * index + 1].id, `after ${index}`);
    assert.equal(answers[2 * index + 1].report.verdict, 'verified', `after ${what}`);
  }
  assert.equal(answers[0].error.facts.line, 1);
  assert.equal(code, 2);
});

/** @type {[string, (string | Record<string, unknown>)[], number][]} */
const EXITS = [
  ['all verified', [line(1), '', line(2), '  '], 0],
  ['one failed, one unreadable, one unstated', [line(1), 'x', line(2, 'tampered'), line(3, 'genuine', { expectation: null })], 1],
  ['one unexpected', [line(1, 'someone-else')], 1],
  ['one unreadable, one incomplete', [line(1), 'x', line(2, 'genuine', { evidence: [] })], 2],
  ['one incomplete', [line(1), line(2, 'genuine', { evidence: [] })], 3],
  ['one unstated', [line(1, 'genuine', { expectation: null })], 3],
  ['no line at all', [], 3],
];

for (const [what, lines, expected] of EXITS) {
  test(`${what}: exit ${expected}`, async () => {
    assert.equal((await batch(lines)).code, expected);
  });
}

test('options hold for lines that do not say it themselves', async () => {
  const bare = { artifact: 'genuine/artifact', evidence: ['genuine/bundle.sigstore.json'] };
  const options = ['--trusted-root', join(folder, 'root.json'), '--now', NOW, '--repo', 'touchstone-sample/hello'];
  const { answers, verdicts } = await batch([
    { id: 'defaults', ...bare },
    { id: 'nulls', ...bare, trustedRoots: null, now: null, expectation: null, keys: null },
    { id: 'another expectation', ...bare, expectation: { repo: 'a/b' } },
    { id: 'another root', ...bare, trustedRoots: [join(sample('..'), '..', '..', 'src', 'trust', 'roots', 'github.json')] },
    { id: 'no roots of its own', ...bare, trustedRoots: [] },
    { id: 'another time', ...bare, now: '2026-05-01T00:00:00Z' },
  ], ...options);
  assert.deepEqual(verdicts, ['verified', 'verified', 'unexpected', 'incomplete', 'verified', 'verified']);
  assert.deepEqual(answers.map(({ report }) => report.now), [NOW, NOW, NOW, NOW, NOW, '2026-05-01T00:00:00Z']);
  assert.equal(answers[0].report.trust[0].name, join(folder, 'root.json'));
  await writeFile(join(folder, 'policy.json'), JSON.stringify(EXPECTATION));
  assert.equal((await batch([line('by policy', 'genuine', { expectation: null })], '--policy', join(folder, 'policy.json'))).code, 0);
});

test('a mistake in the options is one mistake', async () => {
  for (const options of [['--repo', ''], ['--trusted-root', 'absent'], ['--key', join(folder, 'root.json')], ['--now', 'noon'], ['--jobs', '0'], ['--shard', '3/2'], ['--shard', '0/2'], ['--evidence', 'x'], ['x']]) {
    const { code, answers, stderr } = await batch([line(1)], ...options);
    assert.deepEqual([code, answers.length], [2, 0], options.join(' '));
    assert.match(stderr, /^touchstone: .+\n$/);
  }
  assert.equal((await touchstone(['verify', '--batch', join(folder, 'absent.jsonl')])).code, 2);
  assert.equal((await touchstone(['verify', '--batch', folder])).code, 2);
  assert.equal((await touchstone(['verify', '--batch', '-', '--shard', '1/2'], { input: '' })).code, 2);
});

test('evidence beside an artifact is found, under the name it has from there', async () => {
  const { answers: [found, none] } = await batch([line(1, '.', { artifact: 'beside', evidence: undefined }), line(2, '.', { artifact: 'beside', evidence: [] })]);
  assert.equal(found.report.verdict, 'verified');
  assert.equal(found.report.evidence[0].name, 'beside.sigstore.json');
  assert.equal(none.report.verdict, 'incomplete');
});

test('a folder is an image, or files that are each reported', async () => {
  const image = join(folder, 'image');
  await mkdir(image);
  const vector = join(sample('..'), 'images', 'directory');
  execFileSync('tar', ['-xf', join(vector, 'image.tar'), '-C', image]);
  const maker = { certificateIdentity: 'maker@authority.test', certificateOidcIssuer: 'https://accounts.authority.test' };
  const roots = { trustedRoots: [join(vector, 'trusted_root.json')] };
  const release = join(folder, 'release');
  await mkdir(release);
  await cp(join(sample('genuine'), 'artifact'), join(release, 'artifact'));
  await cp(join(sample('genuine'), 'bundle.sigstore.json'), join(release, 'artifact.sigstore.json'));
  await writeFile(join(release, 'notes'), 'nobody signed these');
  await mkdir(join(folder, 'empty'));
  const { answers, verdicts, code } = await batch([
    line('image', '', { artifact: 'image', evidence: undefined, expectation: maker, ...roots }),
    line('release', '', { artifact: 'release', evidence: [] }),
    line('evidence beside it', '', { artifact: 'genuine/artifact', evidence: ['release'] }),
    line('nothing', '', { artifact: 'empty', evidence: [] }),
  ]);
  assert.deepEqual(verdicts, ['verified', 'incomplete', 'verified', 'incomplete']);
  const parts = answers.map(({ report }) => report.artifacts.map((/** @type {{ name: string, verdict: string }} */ { name, verdict }) => `${name} ${verdict}`));
  assert.match(parts[0].join(), /^image.* verified/);
  assert.deepEqual(parts[1].slice(-2), ['release/artifact verified', 'release/notes incomplete']);
  assert.equal(answers[2].report.artifacts[0].verdict, 'verified');
  assert.deepEqual(answers[3].report.errors, [{ code: 'folder-empty', file: 'empty', facts: {} }]);
  assert.equal(code, 3);
});

test('a digest stands for its file, and a slow line holds no other up', async () => {
  const large = await open(join(folder, 'large'), 'w');
  await large.truncate(128 * 1024 * 1024);
  await large.close();
  const { sha256 } = (await batch([line(1)])).answers[0].report.artifacts[0].digests;
  const { answers, verdicts } = await batch([line('slow', 'genuine', { artifact: 'large' }), ...Array.from({ length: 20 }, (_, id) => line(id, 'genuine', { artifact: `sha256:${sha256}` }))]);
  assert.deepEqual(answers.map(({ id }) => id), ['slow', ...Array(20).keys()]);
  assert.deepEqual(verdicts, ['failed', ...Array(20).fill('verified')]);
});

test('standard input is answered line by line, from the working directory', async () => {
  const child = spawn(process.execPath, [CLI, 'verify', '--batch', '-'], { cwd: folder });
  const answers = [];
  const ended = new Promise((done) => child.on('close', done));
  child.stdin.write(`${JSON.stringify(line(0))}\n`);
  for await (const data of child.stdout) {
    answers.push(...String(data).split('\n').filter((text) => text !== ''));
    // The next question waits for this answer.
    if (answers.length < 3) child.stdin.write(`${JSON.stringify(line(answers.length))}\n`);
    else child.stdin.end();
  }
  assert.equal(answers.length, 3);
  assert.equal(await ended, 0);
});

test('a signal ends the reading; what is under way is answered', async () => {
  const child = spawn(process.execPath, [CLI, 'verify', '--batch', '-', '--jobs', '1'], { cwd: folder });
  const ended = new Promise((done) => child.on('close', (code) => done(code)));
  for (let id = 0; id < 400; id += 1) child.stdin.write(`${JSON.stringify(line(id))}\n`);
  child.stdin.on('error', () => {});
  let shown = '';
  child.stdout.on('data', (data) => {
    if (shown === '') child.kill('SIGINT');
    shown += data;
  });
  assert.equal(await ended, 130);
  const ids = shown.trimEnd().split('\n').map((text) => JSON.parse(text).id);
  assert.deepEqual(ids, [...ids.keys()]);
  assert.ok(ids.length >= 1 && ids.length < 400, `${ids.length} lines`);
});

test('whoever stops reading gets no exit code that looks like a verdict', async () => {
  const path = join(folder, 'many.jsonl');
  await writeFile(path, Array.from({ length: 200 }, (_, id) => `${JSON.stringify(line(id))}\n`).join(''));
  const child = spawn('bash', ['-c', `"$0" "$1" verify --batch "$2" | head -1 > /dev/null; exit \${PIPESTATUS[0]}`, process.execPath, CLI, path], { cwd: folder });
  assert.equal(await new Promise((done) => child.on('close', done)), 141);
});

test('only some lines are in flight', { timeout: 60_000 }, async () => {
  const child = spawn(process.execPath, [CLI, 'verify', '--batch', '-', '--jobs', '1'], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => {});
  const padding = 'x'.repeat(100_000);
  let taken = 0;
  // Nobody reads the answers: the lines must stop going in.
  const feed = async () => {
    while (taken < 100_000_000) {
      const text = `${JSON.stringify(line(`${padding}${taken}`, 'absent'))}\n`;
      if (!child.stdin.write(text)) await Promise.race([new Promise((done) => child.stdin.once('drain', done)), new Promise((_, fail) => setTimeout(fail, 1500))]);
      taken += text.length;
    }
  };
  await assert.rejects(feed());
  child.kill('SIGKILL');
  assert.ok(taken < 20_000_000, `${taken} bytes`);
});

test('a worker that dies costs its line, and is replaced', async () => {
  const script = join(folder, 'worker.mjs');
  await writeFile(script, `
    import { parentPort, threadId } from 'node:worker_threads';
    parentPort.on('message', ({ number, bytes }) => {
      const { way } = JSON.parse(new TextDecoder().decode(bytes));
      if (way === 'exit') process.exit(7);
      if (way === 'throw') throw new Error('at once');
      if (way === 'memory') { const all = []; for (;;) all.push(new Array(1e6).fill(number)); }
      parentPort.postMessage({ text: String(number), exit: 0 });
    });`);
  /** @type {any} */
  const data = {};
  const pool = new Pool(2, data, pathToFileURL(script));
  const ways = ['live', 'exit', 'live', 'throw', 'live', 'exit', 'exit', 'throw', 'live', 'live'];
  const answers = await Promise.all(ways.map((way, index) => {
    const bytes = new TextEncoder().encode(JSON.stringify({ ...index !== 3 && { id: `case ${index}` }, way }));
    return pool.answer({ number: index + 1, bytes, size: bytes.length });
  }));
  await pool.close();
  for (const [index, { text, exit }] of answers.entries()) {
    if (ways[index] === 'live') assert.deepEqual([text, exit], [String(index + 1), 0]);
    else assert.deepEqual([JSON.parse(text).error.code, exit], ['internal-error', 2]);
  }
  assert.equal(JSON.parse(answers[1]?.text ?? '').id, 'case 1');
  assert.deepEqual(JSON.parse(answers[3]?.text ?? ''), { id: null, line: 4, error: { code: 'internal-error', facts: { reason: 'at once' } } });
});

test('any number of lines and shards: each line is in exactly one, none is much larger', () => {
  for (let round = 0; round < 2000; round += 1) {
    const [lines, shards] = [Math.floor(Math.random() ** 3 * 10_000), 1 + Math.floor(Math.random() * 200)];
    const ranges = Array.from({ length: shards }, (_, index) => rangeOf(lines, index + 1, shards));
    assert.deepEqual([ranges[0]?.start, ranges.at(-1)?.end], [0, lines]);
    for (const [index, { start }] of ranges.entries()) if (index > 0) assert.equal(start, ranges[index - 1]?.end, `${lines} lines, ${shards} shards`);
    const sizes = ranges.map(({ start, end }) => end - start);
    assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
  }
});

test('the shards together say what the whole says', async () => {
  const lines = ['tampered', 'genuine', 'someone-else'].flatMap((name, index) => [line(index, name), '', index === 1 ? 'no case' : line(index + 10, name)]);
  const whole = await batch(lines);
  const shards = await Promise.all([1, 2, 3, 4].map((index) => batch(lines, '--shard', `${index}/4`)));
  assert.deepEqual(shards.flatMap(({ answers }) => answers), whole.answers);
  assert.equal((await batch([line(1)], '--shard', '2/2')).code, 0, 'a shard of nothing');
});

test('lines are the same however the bytes come', async () => {
  const text = Buffer.from('a\n\nbb\u2028c\r\n"ü"\n\nlast');
  const read = async (/** @type {Buffer[]} */ chunks) => {
    const lines = [];
    for await (const { number, bytes } of linesIn((async function* () { yield* chunks; })())) lines.push([number, new TextDecoder().decode(bytes)]);
    return lines;
  };
  const expected = [[1, 'a'], [2, ''], [3, 'bb\u2028c\r'], [4, '"ü"'], [5, ''], [6, 'last']];
  for (let size = 1; size <= text.length; size += 1) {
    const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, index) => text.subarray(index * size, (index + 1) * size));
    assert.deepEqual(await read(chunks), expected, `pieces of ${size}`);
  }
  assert.deepEqual(await read([]), []);
  assert.equal((await read([Buffer.alloc(LINE_LIMIT + 1, 'x'), Buffer.from('\nnext')])).length, 2);
});
