// Which command, and what becomes of a mistake.

import { TouchstoneError, version } from '../node.js';
import { HELP } from './help.js';
import { inspectCommand } from './inspect.js';
import { EXIT, wording } from './output.js';
import { trustCommand } from './trust.js';
import { verifyCommand } from './verify.js';

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const COMMANDS = { verify: verifyCommand, inspect: inspectCommand, trust: trustCommand };

/**
 * @param {string[]} args
 * @returns {Promise<number>}  the exit code
 */
export async function main([name = '--help', ...args]) {
  process.stdout.on('error', (reason) => {
    // Whoever reads the output has seen enough.
    if (/** @type {NodeJS.ErrnoException} */ (reason).code === 'EPIPE') process.exit();
  });
  const command = COMMANDS[name];
  if (command !== undefined && !args.includes('--help')) return attempt(() => command(args));
  if (command !== undefined || name === '--help' || name === 'help' || name === '-h') {
    process.stdout.write(HELP[command === undefined ? args[0] ?? '' : name] ?? HELP[''] ?? '');
    return EXIT.verified;
  }
  if (name === '--version') {
    process.stdout.write(`${await version()}\n`);
    return EXIT.verified;
  }
  return refused(`There is no command ${JSON.stringify(name)}: verify, inspect, trust.`);
}

/** @param {() => Promise<number>} command */
async function attempt(command) {
  try {
    return await command();
  } catch (reason) {
    if (reason instanceof TouchstoneError) {
      const { sentence, next } = (await wording()).error(reason.code, reason.facts);
      return refused([sentence, next].filter((text) => text !== '').join(' '));
    }
    if (isOfParseArgs(reason)) return refused(reason.message);
    throw reason;
  }
}

/** @param {string} sentence */
function refused(sentence) {
  process.stderr.write(`touchstone: ${sentence}\n`);
  return EXIT.usage;
}

/**
 * @param {unknown} reason
 * @returns {reason is Error}
 */
function isOfParseArgs(reason) {
  return reason instanceof Error && 'code' in reason && String(reason.code).startsWith('ERR_PARSE_ARGS');
}
