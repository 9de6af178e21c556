// What is written, and how: exit codes, sentences, colour.

import { readFile } from 'node:fs/promises';

import { Wording } from '../wording.js';

/** Exit codes. */
export const EXIT = { verified: 0, refuted: 1, usage: 2, open: 3 };

/** @type {Promise<Wording> | undefined} */
let loaded;

/** The sentences, in English. */
export function wording() {
  loaded ??= readFile(new URL('../i18n/en.json', import.meta.url), 'utf8').then((text) => new Wording(JSON.parse(text)));
  return loaded;
}

/** @type {Record<string, number>} */
const SGR = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };

/**
 * Styled text, where a terminal shows it.
 *
 * @param {string} style
 * @param {string} text
 */
export function styled(style, text) {
  const shows = process.stdout.isTTY === true && process.env.NO_COLOR === undefined && process.env.TERM !== 'dumb';
  return shows ? `\x1b[${SGR[style]}m${text}\x1b[0m` : text;
}

/** @param {unknown} value */
export function printJson(value) {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** @param {string[]} lines */
export function print(lines) {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** @param {string} time  RFC 3339 in UTC */
export function timeInWords(time) {
  return time.replace('T', ' ').replace('Z', ' UTC');
}
