// `touchstone verify --batch`: a line in is a case, a line out its answer.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Readable } from 'node:stream';

import { Session, fileAt, init } from '../node.js';
import { fill } from '../wording.js';
import { Mistake, wholeNumber } from './arguments.js';
import { Input, rangeOf } from './batch/input.js';
import { Pool } from './batch/pool.js';
import { expectationOf } from './expectation.js';
import { EXIT } from './output.js';
import { Progress } from './progress.js';
import { newerRoots, unusedInWords } from './trust-store.js';

/**
 * @typedef {import('./batch/input.js').Line} Line
 * @typedef {import('./batch/input.js').Range} Range
 * @typedef {import('./batch/pool.js').Answer} Answer
 *
 * @typedef {object} Defaults  what holds for lines that do not say it themselves
 * @property {import('../index.d.ts').Expectation | Uint8Array | null} expectation
 * @property {string[]} trustedRoots  absolute or relative to the working directory, as all of these
 * @property {string[]} keys
 * @property {string[]} tufRoots
 * @property {boolean} staging
 * @property {string} now
 * @property {{ name: string, date: string, root: Uint8Array }[]} newer  than the roots that come with the package
 */

/** So many lines a worker are between the first unanswered one and the last one read. */
const AHEAD = 8;

/** Milliseconds between two looks at how far it is. */
const TICK = 200;

/**
 * @param {import('./arguments.js').Given} given
 * @param {import('./main.js').Face} face
 */
export async function batchCommand({ values, positionals }, { words, wording }) {
  const beside = positionals[0] ?? (values.evidence === undefined ? undefined : '--evidence');
  if (beside !== undefined) throw new Mistake('batchAlone', { given: beside });
  const jobs = values.jobs === undefined ? availableParallelism() : wholeNumber('--jobs', values.jobs, 1);
  const halves = ['../core.wasm', '../core-deferred.wasm'].map(async (name) => WebAssembly.compile(await readFile(new URL(name, import.meta.url))));
  const [module, deferred] = /** @type {[WebAssembly.Module, WebAssembly.Module]} */ (await Promise.all(halves));
  await init(module, { deferred });
  const newer = await newerRoots(values, (name, error) => { process.stderr.write(unusedInWords(name, error, words, wording)); });
  const defaults = { ...await defaultsOf(values), newer };
  const input = new Input(values.batch);
  const range = await partOf(input, values.shard);
  const pool = new Pool(jobs, { module, deferred, folder: input.folder, defaults });
  const release = stopOnSignal(input);
  const shown = progressOf(range, words);
  try {
    const exit = await answerAll(input.lines(range), pool, jobs * AHEAD, shown.tell);
    if (input.stoppedBy !== undefined) return input.stoppedBy;
    // A part without lines has nothing left to do; a file without lines proves nothing.
    return exit ?? (range !== undefined && range.of > 0 ? EXIT.verified : EXIT.open);
  } finally {
    shown.end();
    release();
    await pool.close();
  }
}

/**
 * @param {AsyncIterable<Line>} lines
 * @param {Pool} pool
 * @param {number} ahead
 * @param {(done: number) => void} tell  before each answer is written
 * @returns {Promise<number | undefined>}  the exit code, unless there was no line
 */
async function answerAll(lines, pool, ahead, tell) {
  const answers = Readable.from(lines).map((line) => pool.answer(line), { concurrency: ahead, highWaterMark: ahead });
  const seen = new Set();
  let done = 0;
  for await (const { text, exit } of /** @type {AsyncIterable<Answer>} */ (answers)) {
    seen.add(exit);
    tell(done += 1);
    if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain');
  }
  return [EXIT.refuted, EXIT.usage, EXIT.open, EXIT.verified].find((exit) => seen.has(exit));
}

/**
 * A bar that moves on also while a line takes long.
 *
 * @param {Range | undefined} range
 * @param {import('./words.js').Words} words
 */
function progressOf(range, words) {
  const progress = new Progress(process.stderr, words);
  const total = range === undefined ? null : range.end - range.start;
  let answered = 0;
  const timer = setInterval(() => {
    const name = fill(words.progress.lines ?? '', { count: answered });
    progress.show({ name, done: answered, total, inWords: (amount) => amount.toFixed(0) });
  }, TICK);
  return {
    tell: (/** @type {number} */ done) => {
      answered = done;
      progress.clear();
    },
    end: () => {
      clearInterval(timer);
      progress.end();
    },
  };
}

/**
 * What the options say, tried once, so that a mistake in them is one and not that of every line.
 *
 * @param {Record<string, any>} values
 * @returns {Promise<Omit<Defaults, 'newer'>>}
 */
async function defaultsOf(values) {
  const { 'trusted-root': trustedRoots = [], key: keys = [], 'tuf-root': tufRoots = [], staging = false } = values;
  const expectation = await expectationOf(values);
  // One moment for all lines: they are one question.
  const now = values.now ?? new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const files = (/** @type {string[]} */ paths) => Promise.all(paths.map((path) => fileAt(path)));
  const session = new Session({ expectation, now, trust: { roots: await files(trustedRoots), keys: await files(keys), staging } });
  await session.begin();
  for (const file of await files(tufRoots)) await session.addTufRoot(file);
  await session.current();
  session.close();
  return { expectation, trustedRoots, keys, tufRoots, staging, now };
}

/**
 * The lines that this machine takes: those of its shard, or all. They are counted where somebody wants to
 * know how many are left.
 *
 * @param {Input} input
 * @param {string | undefined} shard
 * @returns {Promise<Range | undefined>}
 */
async function partOf(input, shard) {
  if (shard === undefined) return input.isStream || process.stderr.isTTY !== true ? undefined : rangeOf(await input.count(), 1, 1);
  const [, index, count] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(shard) ?? [];
  if (index === undefined || count === undefined || Number(index) > Number(count)) throw new Mistake('notShard', { given: shard });
  if (input.isStream) throw new Mistake('shardOfStream');
  return rangeOf(await input.count(), Number(index), Number(count));
}

/**
 * The first signal ends the reading, and what is under way is answered; the second ends everything.
 *
 * @param {Input} input
 */
function stopOnSignal(input) {
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    const exit = signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
    if (input.stoppedBy !== undefined) process.exit(exit);
    input.stop(exit);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return () => process.off('SIGINT', stop).off('SIGTERM', stop);
}
