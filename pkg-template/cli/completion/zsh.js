// Completion in zsh.

import { ALONE, COMMANDS, optionsOf } from '../commands.js';

/**
 * @typedef {import('../commands.js').Option} Option
 * @typedef {import('../words.js').Words} Words
 */

/** @param {Words} words */
export function zsh(words) {
  const described = Object.keys(COMMANDS).map((name) => quoted(`${name}:${words.command[name]?.summary}`));
  return `#compdef touchstone
_touchstone() {
  local curcontext="$curcontext" state line
  local -a commands
  typeset -A opt_args
  commands=(
    ${[...described, quoted(`help:${words.general.helpSummary}`)].join('\n    ')}
  )
  _arguments -C \\
${specs(ALONE, words)} \\
    '1: :->command' \\
    '*:: :->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
${Object.entries(COMMANDS).map(([name, command]) => ofCommand(name, command, words)).join('\n')}
        help) _describe command commands ;;
      esac ;;
  esac
}
# Read from a folder of $fpath it is the function itself; read by eval it has to be made known.
if [[ $funcstack[1] == _touchstone ]]; then
  _touchstone "$@"
else
  compdef _touchstone touchstone
fi
`;
}

/**
 * @param {string} name
 * @param {import('../commands.js').Command} command
 * @param {Words} words
 */
function ofCommand(name, command, words) {
  const rest = Array.isArray(command.takes) ? `'1: :(${command.takes.join(' ')})'` : "'*: :_files'";
  return `        ${name}) _arguments \\
${specs(optionsOf(command), words)} \\
    ${rest} ;;`;
}

/**
 * Options as \`_arguments\` takes them.
 *
 * @param {Record<string, Option>} options
 * @param {Words} words
 */
function specs(options, words) {
  return Object.entries(options).map(([name, option]) => `    ${spec(name, option, words)}`).join(' \\\n');
}

/**
 * @param {string} name
 * @param {Option} option
 * @param {Words} words
 */
function spec(name, { value, multiple, among, short }, words) {
  const text = (words.option[name] ?? words.general.versionOption ?? '').replace(/[[\]:\\]/g, '\\$&');
  if (short !== undefined) return `'(-${short} --${name})'{-${short},--${name}}${quoted(`[${text}]`)}`;
  if (value === undefined) return quoted(`--${name}[${text}]`);
  const values = among === undefined ? value === 'FILE' ? '_files' : ' ' : `(${among.join(' ')})`;
  return quoted(`${multiple ? '*' : ''}--${name}=[${text}]:${value}:${values}`);
}

/** @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
