// How far a long reading is, in one line, where somebody looks.

import { fill, visible } from '../wording.js';
import { EXIT } from './output.js';

/**
 * @typedef {object} Step
 * @property {string} name          what is being read
 * @property {number} done
 * @property {number | null} total
 * @property {(amount: number) => string} inWords
 *
 * @typedef {{ isTTY?: boolean, columns?: number, write: (text: string) => unknown }} Stream
 */

/** Nothing is shown of what is over sooner; then so often. Milliseconds. */
const PATIENCE = 1000;
const PAUSE = 100;

/** Columns of the bar. */
const BAR = 20;

const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
const CLEAR_LINE = '\r\x1b[K';

export class Progress {
  #stream;
  #words;
  #clock;
  #began;
  #shown = -Infinity;
  #visible = false;
  #leave = () => this.end();
  #interrupted = () => process.exit(EXIT.interrupted);
  #terminated = () => process.exit(EXIT.terminated);

  /**
   * @param {Stream} stream
   * @param {import('./words.js').Words} words
   * @param {() => number} [clock]  in milliseconds
   */
  constructor(stream, words, clock = () => performance.now()) {
    this.#stream = stream;
    this.#words = words;
    this.#clock = clock;
    this.#began = clock();
  }

  /**
   * Of artifacts, by the sum of those that are read.
   *
   * @param {import('../index.d.ts').Progress} state
   */
  read({ name, overall: { files, done, total } }) {
    const named = files === 1 ? basename(name) : fill(this.#words.progress.files ?? '', { count: files });
    this.show({ name: named, done, total, inWords: bytesInWords });
  }

  /** @param {Step} step */
  show(step) {
    const now = this.#clock();
    if (this.#stream.isTTY !== true || now - this.#began < PATIENCE || now - this.#shown < PAUSE) return;
    this.#shown = now;
    if (!this.#visible) this.#appear();
    const text = progressLine(step, (now - this.#began) / 1000, this.#words.progress, (this.#stream.columns ?? 80) - 1);
    this.#stream.write(`${CLEAR_LINE}${text}`);
  }

  /** Makes room for a line of output, in case it goes to the same terminal. */
  clear() {
    if (this.#visible) this.#stream.write(CLEAR_LINE);
  }

  /** Leaves the line and the cursor as they were, however it ends. */
  end() {
    if (!this.#visible) return;
    this.#visible = false;
    this.#stream.write(`${CLEAR_LINE}${SHOW_CURSOR}`);
    process.off('exit', this.#leave);
    process.off('SIGINT', this.#interrupted);
    process.off('SIGTERM', this.#terminated);
  }

  #appear() {
    this.#visible = true;
    this.#stream.write(HIDE_CURSOR);
    process.on('exit', this.#leave);
    // Whoever finishes what is under way first has a handler of its own.
    if (process.listenerCount('SIGINT') === 0) process.on('SIGINT', this.#interrupted);
    if (process.listenerCount('SIGTERM') === 0) process.on('SIGTERM', this.#terminated);
  }
}

/**
 * @param {Step} step
 * @param {number} seconds  since it began
 * @param {Record<string, string>} words
 * @param {number} width
 */
export function progressLine({ name, done, total, inWords }, seconds, words, width) {
  const speed = done / seconds;
  const rate = fill(words.rate ?? '', { rate: inWords(speed) });
  const known = total !== null && total > 0;
  const amount = known ? fill(words.of ?? '', { done: inWords(done), total: inWords(total) }) : inWords(done);
  const left = known && speed > 0 ? [fill(words.left ?? '', { time: timeInWords((total - done) / speed) })] : [];
  const figures = [amount, rate, ...left].join(', ');
  const parts = known ? [bar(done / total), `${String(Math.floor(done / total * 100)).padStart(3)} %`, figures] : [figures];
  const room = width - parts.join(' ').length - 1;
  // The figures matter more than the name, and both more than the bar.
  if (room >= 8) return `${shortened(name, room)} ${parts.join(' ')}`;
  return parts.slice(known ? 1 : 0).join(' ').slice(0, width);
}

/** @param {number} share */
function bar(share) {
  const full = Math.round(Math.max(0, Math.min(1, share)) * BAR);
  return '━'.repeat(full) + '╌'.repeat(BAR - full);
}

/**
 * @param {string} text
 * @param {number} room
 */
function shortened(text, room) {
  return text.length <= room ? text : `…${text.slice(text.length - room + 1)}`;
}

/** @param {string} path */
function basename(path) {
  return visible(path.split(/[\\/]/).at(-1) || path);
}

/** @param {number} bytes */
export function bytesInWords(bytes) {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** @param {number} seconds */
function timeInWords(seconds) {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}
