// Which command, for whom, and what becomes of a mistake.

import { TouchstoneError, version } from '../node.js';
import { fill } from '../wording.js';
import { Mistake, aloneOf, commandNamed, commandOf, givenTo, globalsOf } from './arguments.js';
import { completionCommand } from './completion.js';
import { helpOn, helpOnAll } from './help.js';
import { inspectCommand } from './inspect.js';
import { EXIT } from './output.js';
import { policyCommand } from './policy.js';
import { Terminal } from './terminal.js';
import { trustCommand } from './trust.js';
import { tufCommand } from './tuf.js';
import { verifyCommand } from './verify.js';
import { languageOf, wordsIn } from './words.js';

/**
 * @typedef {import('./arguments.js').Given} Given
 *
 * @typedef {object} Face  to whom a command speaks
 * @property {string} language
 * @property {import('./words.js').Words} words
 * @property {import('../wording.js').Wording} wording
 * @property {Terminal} terminal
 */

/** @type {Record<string, (given: Given, face: Face) => Promise<number>>} */
const RUN = { verify: verifyCommand, inspect: inspectCommand, policy: policyCommand, trust: trustCommand, tuf: tufCommand, completion: completionCommand };

/**
 * @param {string[]} args
 * @returns {Promise<number>}  the exit code
 */
export async function main(args) {
  endWithReader();
  const { lang, color } = globalsOf(args);
  const terminal = new Terminal(process.stdout, color);
  const face = { ...await wordsIn(languageOf(lang, process.env)), terminal };
  try {
    return await run(args, face);
  } catch (reason) {
    return refused(sentenceFor(reason, args, face));
  }
}

/**
 * @param {string[]} args
 * @param {Face} face
 */
async function run(args, face) {
  const { name, rest } = commandOf(args);
  if (name === undefined) return alone(args, face);
  if (name === 'help') return helped(rest, face);
  const command = commandNamed(name);
  if (globalsOf(rest).help) return helped([name], face);
  const given = givenTo(name, rest);
  if (Array.isArray(command.takes)) checkWord(name, command.takes, given.positionals, command.more);
  return await RUN[name]?.(given, face) ?? EXIT.usage;
}

/**
 * @param {string[]} args
 * @param {Face} face
 */
async function alone(args, face) {
  const { values } = aloneOf(args);
  if (values.version) process.stdout.write(`${await version()}\n`);
  else helpOnAll(face);
  return EXIT.verified;
}

/**
 * @param {string[]} args
 * @param {Face} face
 */
function helped(args, face) {
  const { name } = commandOf(args);
  if (name === undefined || name === 'help') helpOnAll(face);
  else helpOn((commandNamed(name), name), face);
  return EXIT.verified;
}

/**
 * @param {string} name
 * @param {string[]} words
 * @param {string[]} positionals
 * @param {number} [more]  how much may follow
 */
function checkWord(name, words, [word, ...others], more = 0) {
  if (word === undefined || others.length > more || !words.includes(word)) {
    throw new Mistake('oneOf', { command: name, list: words.join(', ') });
  }
}

/**
 * @param {unknown} reason
 * @param {string[]} args
 * @param {Face} face
 */
function sentenceFor(reason, args, { words, wording }) {
  if (reason instanceof Mistake) {
    const { key, facts, near } = reason;
    const lists = key === 'noCommand' || key === 'noOption';
    const { name } = commandOf(args);
    const help = name === undefined || key === 'noCommand' ? 'touchstone --help' : `touchstone ${name} --help`;
    const next = near === undefined ? lists && fill(words.mistake.seeHelp ?? '', { help }) : fill(words.mistake.near ?? '', { near });
    return [fill(words.mistake[key] ?? key, facts), next].filter(Boolean).join(' ');
  }
  if (!(reason instanceof TouchstoneError)) throw reason;
  const { sentence, next } = wording.error(reason.code, reason.facts);
  return [sentence, next].filter((text) => text !== '').join(' ');
}

/** @param {string} sentence */
function refused(sentence) {
  process.stderr.write(`touchstone: ${sentence}\n`);
  return EXIT.usage;
}

/** Whoever reads the output may have seen enough; the exit code must not look like a verdict then. */
function endWithReader() {
  process.stdout.on('error', (reason) => {
    if (/** @type {NodeJS.ErrnoException} */ (reason).code === 'EPIPE') process.exit(EXIT.unread);
  });
}
