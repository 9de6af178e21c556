// The words of the command line in the reader's language: the catalogue of all faces (i18n/en.json)
// and what only a command line says (i18n/en.cli.json).

import { readFile } from 'node:fs/promises';

import { Wording } from '../wording.js';
import { LANGUAGES } from './commands.js';

/**
 * @typedef {object} Words
 * @property {Record<string, string>} general
 * @property {Record<string, { summary: string, about: string, examples: string[] }>} command
 * @property {Record<string, { title: string, note: string }>} group
 * @property {Record<string, string>} option
 * @property {Record<string, string>} exit
 * @property {Record<string, string>} label
 * @property {Record<string, string>} mistake
 * @property {Record<string, string>} progress
 */

/**
 * The language asked for, or else the one of the environment, as POSIX says it.
 *
 * @param {string | undefined} asked
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string}
 */
export function languageOf(asked, environment) {
  if (asked !== undefined && LANGUAGES.includes(asked)) return asked;
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return LANGUAGES.find((language) => new RegExp(`^${language}\\b|^${language}_`, 'i').test(locale)) ?? 'en';
}

/**
 * @param {string} language
 * @returns {Promise<{ language: string, words: Words, wording: Wording }>}
 */
export async function wordsIn(language) {
  const read = async (/** @type {string} */ name) => JSON.parse(await readFile(new URL(`../i18n/${name}`, import.meta.url), 'utf8'));
  const [catalogue, words] = await Promise.all([read(`${language}.json`), read(`${language}.cli.json`)]);
  return { language, words, wording: new Wording(catalogue) };
}
