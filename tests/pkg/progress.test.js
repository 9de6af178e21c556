// Progress of long readings: one line, where somebody looks, and nothing left of it at any end.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { NO_TERMINAL, inTerminal, touchstone } from './command.js';
import { NPM } from './package.js';

/** @type {typeof import('../../pkg-template/cli/progress.js')} */
const { Progress, bytesInWords, progressLine } = await import(pathToFileURL(join(NPM, 'cli', 'progress.js')).href);

const read = async (/** @type {string} */ language) => JSON.parse(await readFile(join(NPM, 'i18n', `${language}.cli.json`), 'utf8'));
const words = await read('en');

const HIDDEN = '\u001b[?25l';
const SHOWN = '\u001b[?25h';
const CLEARED = '\r\u001b[K';

let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-progress-'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
});

after(() => rm(folder, { recursive: true }));

/**
 * A terminal that notes what it is told, and a clock that stands until it is moved.
 *
 * @param {boolean} isTTY
 */
function scene(isTTY) {
  const clock = { now: 0 };
  let written = '';
  const stream = { isTTY, columns: 100, write: (/** @type {string} */ text) => { written += text; } };
  const progress = new Progress(stream, words, () => clock.now);
  const state = (/** @type {number} */ done, /** @type {number | null} */ total = 4e9, files = 1) =>
    ({ id: 1, name: 'folder/app.tar.gz', done, total, overall: { files, done, total } });
  return { clock, progress, state, taken: () => { const all = written; written = ''; return all; } };
}

test('nothing is said of what is over in a second, then ten times a second at most', () => {
  const { clock, progress, state, taken } = scene(true);
  for (clock.now = 0; clock.now < 1000; clock.now += 10) progress.read(state(1e9));
  progress.end();
  assert.equal(taken(), '');
  for (clock.now = 1000; clock.now < 2000; clock.now += 10) progress.read(state(1e9));
  assert.equal(taken().split(CLEARED).length - 1, 10);
  progress.end();
  assert.equal(taken(), CLEARED + SHOWN);
  progress.end();
  assert.equal(taken(), '');
});

test('nothing is said where nobody looks', () => {
  const { clock, progress, state, taken } = scene(false);
  clock.now = 5000;
  progress.read(state(1e9));
  progress.end();
  assert.equal(taken(), '');
});

test('the line says what, how much, how fast and how long yet', () => {
  const { clock, progress, state, taken } = scene(true);
  clock.now = 2000;
  progress.read(state(1e9));
  assert.equal(taken(), `${HIDDEN}${CLEARED}app.tar.gz ━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  25 % 1.0 GB of 4.0 GB, 500 MB/s, 6 s left`);
  clock.now = 3000;
  progress.read(state(3e9, 4e9, 12));
  assert.match(taken(), /12 files ━{15}╌{5} {2}75 % 3\.0 GB of 4\.0 GB, 1\.0 GB\/s, 1 s left$/);
  clock.now = 4000;
  progress.read(state(0, 4e9));
  assert.doesNotMatch(taken(), /left/);
  clock.now = 5000;
  progress.read(state(5e8, null));
  assert.match(taken(), /app\.tar\.gz 500 MB, 100 MB\/s$/);
  progress.end();
});

test('the line never grows past the terminal, and keeps its figures', async () => {
  const step = { name: 'a-file-with-quite-a-long-name.tar.gz', done: 1e9, total: 4e9, inWords: bytesInWords };
  for (const language of ['en', 'de']) {
    const { progress } = await read(language);
    for (let width = 20; width < 140; width += 1) {
      const line = progressLine(step, 2, progress, width);
      assert.ok(line.length <= width, `${width}: ${line}`);
      if (width > 60) assert.match(line, /500 MB\/s/);
    }
  }
  assert.match(progressLine({ ...step, done: 1e6 }, 10, words.progress, 120), /666:30 min left/);
});

test('what a file is called cannot steer the terminal', () => {
  const { clock, progress, state, taken } = scene(true);
  clock.now = 2000;
  progress.read({ ...state(1e9), name: 'evil\u001b[2J\u202e' });
  assert.match(taken(), /evil\\u\{1b\}\[2J/);
  progress.end();
});

/** Writes into the pipe, slowly, until nobody reads or it is enough. @param {number} pieces */
function trickle(pieces) {
  const script = `for ((i = 0; i < ${pieces}; i++)); do head -c 100000 /dev/zero || exit; sleep 0.1; done > "$0"`;
  return spawn('bash', ['-c', script, join(folder, 'pipe')], { stdio: 'ignore' });
}

/** @param {string} shown */
function assertTidy(shown) {
  assert.ok(shown.includes(HIDDEN), 'the bar was shown');
  assert.ok(shown.lastIndexOf(SHOWN) > shown.lastIndexOf(HIDDEN), 'the cursor is back');
  assert.match(shown.slice(shown.lastIndexOf(CLEARED)), /^\r\u001b\[K\u001b\[\?25h/, 'the line is empty');
}

test('in a terminal: the bar, then the answer on a clean line', { skip: NO_TERMINAL }, async () => {
  trickle(20);
  const { code, shown } = await inTerminal(['verify', '--repo', 'a/b', '--evidence', '/dev/null', 'pipe'], { cwd: folder });
  assertTidy(shown);
  assert.match(shown, /pipe \d+ MB, \d+ MB\/s/);
  assert.match(shown.slice(shown.lastIndexOf(SHOWN)), /Not proven|Does not match/);
  assert.ok(code === 1 || code === 3, `exit ${code}`);
});

test('in a terminal: Ctrl-C leaves a clean line and exit code 130', { skip: NO_TERMINAL }, async () => {
  const writer = trickle(200);
  const { code, shown } = await inTerminal(['verify', '--repo', 'a/b', '--evidence', '/dev/null', 'pipe'], { cwd: folder, type: { after: /MB\/s/, keys: '\x03' } });
  writer.kill();
  assertTidy(shown);
  assert.equal(code, 130);
});

test('in a terminal: a batch says how many lines are answered', { skip: NO_TERMINAL }, async () => {
  const script = 'for i in 1 2 3; do echo "{\\"id\\": $i, \\"artifact\\": \\"absent\\"}"; sleep 0.7; done > "$0"';
  spawn('bash', ['-c', script, join(folder, 'pipe')], { stdio: 'ignore' });
  const { code, shown } = await inTerminal(['verify', '--batch', 'pipe', '--jobs', '1', '--repo', 'a/b'], { cwd: folder });
  assert.equal(code, 2);
  assertTidy(shown);
  assert.match(shown, /\d lines \d, \d\/s/);
  assert.match(shown, /"id":3/);
});

test('piped, nothing but the answer', async () => {
  trickle(15);
  const { stderr } = await touchstone(['verify', '--repo', 'a/b', '--evidence', '/dev/null', 'pipe'], { cwd: folder });
  assert.equal(stderr, '');
});
