// `touchstone completion`: the list of commands as a script for a shell.

import { EXIT } from './output.js';
import { bash } from './completion/bash.js';
import { fish } from './completion/fish.js';
import { zsh } from './completion/zsh.js';

/** @type {Record<string, (words: import('./words.js').Words) => string>} */
const SCRIPTS = { bash, zsh, fish };

/**
 * @param {import('./arguments.js').Given} given
 * @param {import('./main.js').Face} face
 */
export async function completionCommand({ positionals: [shell = ''] }, { words }) {
  process.stdout.write(SCRIPTS[shell]?.(words) ?? '');
  return EXIT.verified;
}
