// The lines of a batch, as they come: never the whole file.

import { createReadStream, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { TouchstoneError } from '../../error.js';

/**
 * @typedef {object} Line
 * @property {number} number           from 1
 * @property {Uint8Array} [bytes]      unless they are too many
 * @property {number} size
 *
 * @typedef {object} Range
 * @property {number} start  lines before it
 * @property {number} end    lines up to its end
 * @property {number} of     lines in all
 */

/** A longer line is no case. It is as much as the engine takes of a policy. */
export const LINE_LIMIT = 1024 * 1024;

const CHUNK = 1024 * 1024;
const NEWLINE = 0x0a;

export class Input {
  #path;
  /** @type {import('node:stream').Readable | undefined} */
  #stream;
  /** The exit code of the signal that ended the reading. @type {number | undefined} */
  stoppedBy;

  /** @param {string} path  or - */
  constructor(path) {
    this.#path = path;
    // Standard input and pipes give their lines once, and lie in no folder.
    this.isStream = path === '-' || statSync(path, { throwIfNoEntry: false })?.isFile() === false;
    this.folder = this.isStream ? process.cwd() : resolve(dirname(path));
  }

  /** How many lines there are, empty ones among them. */
  async count() {
    let [count, last] = [0, NEWLINE];
    for await (const chunk of this.#chunks()) {
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) count += 1;
      last = chunk.at(-1) ?? last;
    }
    return last === NEWLINE ? count : count + 1;
  }

  /**
   * @param {Range} [range]
   * @returns {AsyncGenerator<Line>}
   */
  async* lines({ start, end } = { start: 0, end: Infinity, of: Infinity }) {
    if (start === end) return;
    for await (const line of linesIn(this.#chunks())) {
      if (this.stoppedBy !== undefined) return;
      if (line.number > start && !isEmpty(line)) yield line;
      if (line.number >= end) return;
    }
  }

  /**
   * Ends the reading.
   *
   * @param {number} by  the exit code
   */
  stop(by) {
    this.stoppedBy = by;
    this.#stream?.destroy();
  }

  /** @returns {AsyncGenerator<Buffer>} */
  async* #chunks() {
    this.#stream = this.#path === '-' ? process.stdin : createReadStream(this.#path, { highWaterMark: CHUNK });
    try {
      yield* this.#stream;
    } catch (reason) {
      if (this.stoppedBy !== undefined) return;
      const file = this.#path;
      throw new TouchstoneError('file-unreadable', 'host', { file, reason: reason instanceof Error ? reason.message : String(reason) }, reason);
    }
  }
}

/**
 * Lines end with a line feed and with nothing else: JSON may hold every other separator there is,
 * which node:readline would take for an end.
 *
 * @param {AsyncIterable<Buffer>} chunks
 * @returns {AsyncGenerator<Line>}
 */
export async function* linesIn(chunks) {
  /** @type {Buffer[]} */
  let parts = [];
  let [number, size] = [0, 0];
  const take = (/** @type {Buffer} */ part) => {
    size += part.length;
    if (size > LINE_LIMIT) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const line = () => {
    number += 1;
    /** @type {Line} */
    const ended = size > LINE_LIMIT ? { number, size } : { number, size, bytes: new Uint8Array(Buffer.concat(parts)) };
    [parts, size] = [[], 0];
    return ended;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, at));
      yield line();
      start = at + 1;
    }
    // A copy: the rest of a chunk must not keep all of it.
    take(Buffer.from(chunk.subarray(start)));
  }
  if (size > 0) yield line();
}

/** @param {Line} line */
function isEmpty({ bytes }) {
  return bytes !== undefined && bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

/**
 * The lines of one of several parts: each line is in exactly one, and their sizes differ by one at
 * most.
 *
 * @param {number} lines
 * @param {number} index  from 1
 * @param {number} count
 * @returns {Range}
 */
export function rangeOf(lines, index, count) {
  const [least, more] = [Math.floor(lines / count), lines % count];
  const before = (/** @type {number} */ parts) => parts * least + Math.min(parts, more);
  return { start: before(index - 1), end: before(index), of: lines };
}
