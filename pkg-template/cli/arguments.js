// What a person typed, held against the list of commands.js.

import { parseArgs } from 'node:util';

import { ALONE, COMMANDS, GLOBAL, optionsOf } from './commands.js';
import { nearest } from './nearest.js';

/**
 * @typedef {import('./commands.js').Option} Option
 * @typedef {{ values: Record<string, any>, positionals: string[] }} Given
 * @typedef {{ kind: 'option', name: string, rawName: string, value?: string, inlineValue?: boolean }} OptionToken
 */

/** Something typed that cannot be meant; its words are in the catalogue under `mistake`. */
export class Mistake extends Error {
  /**
   * @param {string} key
   * @param {Record<string, string>} [facts]
   * @param {string} [near]  what was probably meant
   */
  constructor(key, facts = {}, near) {
    super(key);
    this.key = key;
    this.facts = facts;
    this.near = near;
  }
}

/**
 * The command, and everything else that was typed.
 *
 * @param {string[]} args
 * @returns {{ name: string | undefined, rest: string[] }}
 */
export function commandOf(args) {
  const { tokens } = parseArgs({ args, options: configOf(GLOBAL), strict: false, allowPositionals: true, tokens: true });
  const first = tokens.find(({ kind }) => kind === 'positional');
  if (first === undefined) return { name: undefined, rest: args };
  return { name: args[first.index], rest: args.filter((_, index) => index !== first.index) };
}

/**
 * The options there are and those alone, without a command.
 *
 * @param {string[]} args
 */
export function aloneOf(args) {
  return checked(args, ALONE, 'touchstone');
}

/**
 * @param {string} name  a command's
 * @param {string[]} args
 * @returns {Given}
 */
export function givenTo(name, args) {
  const command = commandNamed(name);
  return checked(args, optionsOf(command), `touchstone ${name}`);
}

/** @param {string} name */
export function commandNamed(name) {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new Mistake('noCommand', { given: name }, nearest(name, [...Object.keys(COMMANDS), 'help']));
  return command;
}

/**
 * The options that hold for every command, whatever else is wrong with what was typed.
 *
 * @param {string[]} args
 * @returns {{ lang: string | undefined, color: string | undefined, help: boolean }}
 */
export function globalsOf(args) {
  const { values } = parseArgs({ args, options: configOf(GLOBAL), strict: false, allowPositionals: true });
  const text = (/** @type {unknown} */ value) => typeof value === 'string' ? value : undefined;
  return { lang: text(values.lang), color: text(values.color), help: values.help === true };
}

/**
 * The number that an option says.
 *
 * @param {string} option
 * @param {string} given
 * @param {number} least
 * @param {number} [most]
 */
export function wholeNumber(option, given, least, most = 999) {
  const number = /^\d{1,6}$/.test(given) ? Number(given) : NaN;
  if (!(least <= number && number <= most)) throw new Mistake('notNumber', { option, given, least: String(least), most: String(most) });
  return number;
}

/**
 * @param {Record<string, Option>} options
 * @returns {NonNullable<import('node:util').ParseArgsConfig['options']>}
 */
function configOf(options) {
  return Object.fromEntries(Object.entries(options).map(([name, { value, multiple, short }]) => [name, {
    type: value === undefined ? 'boolean' : 'string',
    ...(multiple && { multiple }),
    ...(short !== undefined && { short }),
  }]));
}

/**
 * What was typed, unless something of it cannot be meant. `parseArgs` finds the options; its own
 * sentences know neither the reader's language nor what is near.
 *
 * @param {string[]} args
 * @param {Record<string, Option>} options
 * @param {string} program
 * @returns {Given}
 */
function checked(args, options, program) {
  const { values, positionals, tokens } = parseArgs({ args, options: configOf(options), strict: false, allowPositionals: true, tokens: true });
  const seen = new Set();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    checkOption(/** @type {OptionToken} */ (token), options, program);
    const once = options[token.name]?.value !== undefined && options[token.name]?.multiple !== true && !(token.name in GLOBAL);
    if (once && seen.has(token.name)) throw new Mistake('twice', { option: token.rawName });
    seen.add(token.name);
  }
  return { values, positionals };
}

/**
 * @param {OptionToken} token
 * @param {Record<string, Option>} options
 * @param {string} program
 */
function checkOption({ name, rawName, value, inlineValue }, options, program) {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) {
    const near = nearest(name, Object.keys(options));
    throw new Mistake('noOption', { program, given: rawName }, near && `--${near}`);
  }
  if (option.value === undefined) {
    if (value !== undefined) throw new Mistake('noValue', { option: rawName });
    return;
  }
  if (value === undefined) throw new Mistake('needsValue', { option: rawName, value: option.value });
  // `--repo --json` is a slip; a value that starts so is joined to its option.
  if (inlineValue === false && value.length > 1 && value.startsWith('-')) throw new Mistake('likeOption', { option: rawName, given: value });
  if (option.among !== undefined && !option.among.includes(value)) {
    throw new Mistake('notAmong', { option: rawName, given: value, list: option.among.join(', ') }, nearest(value, option.among));
  }
}
