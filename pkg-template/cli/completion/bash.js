// Completion in bash, from its version 3.2 on.

import { ALONE, COMMANDS, optionsOf } from '../commands.js';

/** @typedef {import('../commands.js').Option} Option */

/** The script; bash shows no explanations. */
export function bash() {
  const names = [...Object.keys(COMMANDS), 'help'];
  const options = Object.assign({}, ...Object.values(COMMANDS).map(optionsOf));
  const files = Object.keys(options).filter((name) => options[name].value === 'FILE');
  const chosen = Object.keys(options).filter((name) => options[name].among !== undefined);
  const free = Object.keys(options).filter((name) => options[name].value !== undefined && !files.includes(name) && !chosen.includes(name));
  return `# bash completion of touchstone
_touchstone() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command='' words='' index
  COMPREPLY=()
  # --option=value comes as three words.
  if [[ $cur == '=' ]]; then cur=''
  elif [[ $prev == '=' ]]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${COMP_WORDS[index]}" in
      ${names.join('|')}) command="\${COMP_WORDS[index]}"; break ;;
    esac
  done
  case "$prev" in
    ${flags(files)}) _touchstone_files "$cur"; return ;;
    ${flags(free)}) return ;;
${chosen.map((name) => `    --${name}) COMPREPLY=($(compgen -W '${options[name].among.join(' ')}' -- "$cur")); return ;;`).join('\n')}
  esac
  case "$command" in
${Object.entries(COMMANDS).map(([name, command]) => ofCommand(name, command)).join('\n')}
    help) words='${Object.keys(COMMANDS).join(' ')}' ;;
    *) words='${names.join(' ')} ${dashed(ALONE)}' ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
_touchstone_files() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$1"))
}
complete -o filenames -F _touchstone touchstone
`;
}

/**
 * @param {string} name
 * @param {import('../commands.js').Command} command
 */
function ofCommand(name, command) {
  const options = dashed(optionsOf(command));
  if (Array.isArray(command.takes)) return `    ${name}) words='${command.takes.join(' ')} ${options}' ;;`;
  return `    ${name}) if [[ $cur != -* ]]; then _touchstone_files "$cur"; return; fi; words='${options}' ;;`;
}

/** @param {string[]} names */
function flags(names) {
  return names.map((name) => `--${name}`).join('|');
}

/** @param {Record<string, Option>} options */
function dashed(options) {
  return Object.keys(options).map((name) => `--${name}`).join(' ');
}
