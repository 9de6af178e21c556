// What `--help` says, made from the list of commands and the words of a language.

import { ALONE, COMMANDS } from './commands.js';
import { line } from './terminal.js';

/**
 * @typedef {import('./commands.js').Option} Option
 * @typedef {import('./terminal.js').Line} Line
 * @typedef {import('./main.js').Face} Face
 */

/** Where the explanations begin. */
const COLUMN = 26;

/**
 * What there is, for who knows nothing yet.
 *
 * @param {Face} face
 */
export function helpOnAll(face) {
  const { words: { command, general, option }, terminal } = face;
  const commands = Object.keys(COMMANDS).flatMap((name) => entry(name, command[name]?.summary ?? ''));
  const options = Object.entries(ALONE).flatMap(([name, each]) => entry(flag(name, each), option[name] ?? general.versionOption ?? ''));
  const example = COMMANDS.verify?.examples[0] ?? '';
  terminal.print([
    line(0, `${terminal.paint('bold', 'touchstone')}: ${general.summary}`),
    line(0, general.about ?? ''),
    ...titled(face, general.usage, [line(2, 'touchstone COMMAND [OPTION ...]')]),
    ...titled(face, general.commands, [...commands, ...entry('help', general.helpSummary ?? '')]),
    ...titled(face, general.options, options),
    ...titled(face, general.examples, [line(2, example), line(6, command.verify?.examples[0] ?? '')]),
    '',
    line(0, general.more ?? ''),
  ], { fold: true });
}

/**
 * @param {string} name  a command's
 * @param {Face} face
 */
export function helpOn(name, face) {
  const { words: { command, exit, general, group, option }, terminal } = face;
  const described = COMMANDS[name];
  const words = command[name];
  if (described === undefined || words === undefined) return helpOnAll(face);
  const groups = Object.entries(described.groups).flatMap(([key, options]) => {
    const entries = Object.entries(options).flatMap(([each, how]) => entry(flag(each, how), explained(option[each], how, general)));
    const note = group[key]?.note ?? '';
    return titled(face, group[key]?.title, note === '' ? entries : [...entries, line(2, note)]);
  });
  terminal.print([
    line(0, `${terminal.paint('bold', `touchstone ${name}`)}: ${words.summary}`),
    line(0, words.about),
    ...titled(face, general.usage, described.usage.map((usage) => line(2, `touchstone ${name} ${usage}`, 6))),
    ...groups,
    ...titled(face, general.examples, described.examples.flatMap((example, index) => [line(2, example), line(6, words.examples[index] ?? '')])),
    ...titled(face, general.exits, described.exits.map(([code, why]) => line(2, `${String(code).padEnd(5)}${exit[why]}`, 7))),
  ], { fold: true });
}

/**
 * @param {Face} face
 * @param {string | undefined} title
 * @param {Line[]} lines
 */
function titled({ terminal }, title, lines) {
  return ['', line(0, terminal.paint('bold', title ?? '')), ...lines];
}

/**
 * An option as it is typed.
 *
 * @param {string} name
 * @param {Option} option
 */
function flag(name, { value, short }) {
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

/**
 * @param {string | undefined} text
 * @param {Option} option
 * @param {Record<string, string>} general
 */
function explained(text = '', { multiple }, { repeatable }) {
  return multiple ? `${text} ${repeatable}` : text;
}

/**
 * A name and what it means, below it where the name is too long for its column.
 *
 * @param {string} name
 * @param {string} text
 */
function entry(name, text) {
  if (name.length > COLUMN - 4) return [line(2, name), line(COLUMN, text)];
  return [line(2, `${name.padEnd(COLUMN - 2)}${text}`, COLUMN)];
}
