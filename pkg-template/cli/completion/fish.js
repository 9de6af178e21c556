// Completion in fish.

import { ALONE, COMMANDS, optionsOf } from '../commands.js';

/**
 * @typedef {import('../commands.js').Option} Option
 * @typedef {import('../words.js').Words} Words
 */

/** @param {Words} words */
export function fish(words) {
  const commands = Object.keys(COMMANDS);
  const lines = [
    ...commands.map((name) => `-n __fish_use_subcommand -a ${name} -d ${quoted(words.command[name]?.summary)}`),
    `-n __fish_use_subcommand -a help -d ${quoted(words.general.helpSummary)}`,
    ...options('__fish_use_subcommand', ALONE, words),
    ...Object.entries(COMMANDS).flatMap(([name, command]) => {
      const here = quoted(`__fish_seen_subcommand_from ${name}`);
      const takes = Array.isArray(command.takes) ? `-n ${here} -a ${quoted(command.takes.join(' '))}` : `-n ${here} -F`;
      return [takes, ...options(here, optionsOf(command), words)];
    }),
    `-n ${quoted('__fish_seen_subcommand_from help')} -a ${quoted(commands.join(' '))}`,
  ];
  return ['# fish completion of touchstone', 'complete -c touchstone -f', ...lines.map((each) => `complete -c touchstone ${each}`), ''].join('\n');
}

/**
 * @param {string} where  when they can stand there
 * @param {Record<string, Option>} list
 * @param {Words} words
 */
function options(where, list, words) {
  return Object.entries(list).map(([name, { value, among, short }]) => {
    const takes = value === undefined ? [] : value === 'FILE' ? ['-r -F'] : among === undefined ? ['-x'] : [`-x -a ${quoted(among.join(' '))}`];
    const letter = short === undefined ? [] : [`-s ${short}`];
    return [`-n ${where} -l ${name}`, ...letter, ...takes, `-d ${quoted(words.option[name] ?? words.general.versionOption)}`].join(' ');
  });
}

/** @param {string} [text] */
function quoted(text = '') {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
