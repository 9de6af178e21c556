// What a terminal shows: colours, where it shows them, and lines that fit into it.

import { WriteStream } from 'node:tty';
import { stripVTControlCharacters, styleText } from 'node:util';

/**
 * @typedef {'bold' | 'dim' | 'red' | 'green' | 'yellow'} Style
 *
 * @typedef {object} Line
 * @property {number} indent
 * @property {string} text
 * @property {number} hang  the indent of what does not fit into the first line
 */

/** Narrower than this nothing reads well, wider neither. */
const WIDTH = { least: 40, most: 110, elsewhere: 80 };

export class Terminal {
  #stream;
  #colours;

  /**
   * @param {{ isTTY?: boolean, columns?: number, write: (text: string) => boolean }} stream
   * @param {string} [when]  auto, always or never
   */
  constructor(stream, when = 'auto') {
    this.#stream = stream;
    this.#colours = when === 'auto' ? showsColours(stream) : when === 'always';
  }

  /** Whether a person reads along. */
  get isThere() {
    return this.#stream.isTTY === true;
  }

  /** Columns to write text in. */
  get width() {
    const columns = this.#stream.columns || Number(process.env.COLUMNS) || WIDTH.elsewhere;
    return Math.max(WIDTH.least, Math.min(WIDTH.most, columns));
  }

  /**
   * @param {Style} style
   * @param {string} text
   */
  paint(style, text) {
    // Whether the stream shows colours was decided above.
    return this.#colours && text !== '' ? styleText(style, text, { validateStream: false }) : text;
  }

  /**
   * Writes lines, folded to the terminal's width where there is one. What a program reads stays in
   * one piece.
   *
   * @param {(string | Line)[]} lines
   * @param {{ fold?: boolean }} [how]
   */
  print(lines, { fold = this.isThere } = {}) {
    const width = fold ? this.width : Infinity;
    const folded = lines.flatMap((each) => typeof each === 'string' ? [each] : foldLine(each, width));
    this.#stream.write(`${folded.join('\n')}\n`);
  }

  /** @param {unknown} value */
  printJson(value) {
    this.#stream.write(`${JSON.stringify(value, null, 2)}\n`);
  }
}

/**
 * NO_COLOR, FORCE_COLOR and TERM are for Node to read.
 *
 * @param {{ isTTY?: boolean }} stream
 */
function showsColours(stream) {
  const asked = process.env.FORCE_COLOR !== undefined;
  return (asked || stream.isTTY === true) && WriteStream.prototype.getColorDepth.call(stream, process.env) > 2;
}

/**
 * @param {number} indent
 * @param {string} text
 * @param {number} [hang]
 * @returns {Line}
 */
export function line(indent, text, hang = indent) {
  return { indent, text, hang };
}

/**
 * A line in as many as it takes. A word that is wider than the terminal stays whole, so that it can be
 * copied.
 *
 * @param {Line} line
 * @param {number} width
 */
export function foldLine({ indent, text, hang }, width) {
  if (indent + widthOf(text) <= width) return [' '.repeat(indent) + text];
  const further = ' '.repeat(hang > width / 2 ? indent + 2 : hang);
  const lines = [];
  let current = ' '.repeat(indent);
  let empty = true;
  for (const word of text.split(' ')) {
    const fits = widthOf(current) + 1 + widthOf(word) <= width;
    if (!empty && !fits && further.length + widthOf(word) <= width) {
      lines.push(current);
      current = further;
      empty = true;
    }
    current += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, current];
}

/** @param {string} text */
function widthOf(text) {
  return [...stripVTControlCharacters(text)].length;
}
