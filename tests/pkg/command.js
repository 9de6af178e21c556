// The command line, run as a person runs it: by a program, or in a terminal.

import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

import { CLI } from './package.js';

/**
 * @typedef {object} Ended
 * @property {number} code
 * @property {string} stdout
 * @property {string} stderr
 *
 * @typedef {{ cwd?: string, env?: Record<string, string>, input?: string }} How
 */

/** Nothing of the environment that changes what is said. */
const PLAIN = { LANG: 'C', LC_ALL: '', LC_MESSAGES: '', TERM: 'xterm-256color', PATH: process.env.PATH ?? '' };

/**
 * @param {string[]} args
 * @param {How} [how]
 * @returns {Promise<Ended>}
 */
export function touchstone(args, { cwd, env = {}, input } = {}) {
  return new Promise((done) => {
    const child = execFile(process.execPath, [CLI, ...args], { cwd, env: { ...PLAIN, ...env }, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
    child.stdin?.on('error', () => {});
    if (input !== undefined) child.stdin?.end(input);
  });
}

/** Why there is no terminal to run in, if there is none. */
export const NO_TERMINAL = process.platform === 'linux' && existsSync('/usr/bin/script') ? false : 'util-linux script(1) is not installed';

/**
 * Runs it in a terminal of its own; `type` presses keys when something was shown.
 *
 * @param {string[]} args
 * @param {How & { columns?: number, type?: { after: RegExp, keys: string } }} [how]
 * @returns {Promise<{ code: number, shown: string }>}
 */
export function inTerminal(args, { cwd, env = {}, columns = 80, type } = {}) {
  const quoted = [process.execPath, CLI, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const child = spawn('script', ['-qec', `stty cols ${columns}; exec ${quoted}`, '/dev/null'], { cwd, env: { ...PLAIN, ...env } });
  return new Promise((done, fail) => {
    let shown = '';
    let typed = false;
    child.stdout.on('data', (data) => {
      shown += data;
      if (type === undefined || typed || !type.after.test(shown)) return;
      typed = true;
      child.stdin.write(type.keys);
    });
    child.on('error', fail);
    child.on('close', (code) => done({ code: code ?? -1, shown }));
  });
}
