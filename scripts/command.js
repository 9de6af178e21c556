// Running other programs.

import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { Stop, say } from './console.js';
import { ROOT } from './places.js';

/**
 * @typedef {object} Outcome
 * @property {number} code    the exit code; 127 when there is no such program
 * @property {string} stdout  what it wrote there
 * @property {string} text    all it wrote, in order
 *
 * @typedef {object} How
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env]  added to this process's own
 * @property {number} [limit]  seconds after which the program and its children are ended
 */

/**
 * @param {string} program
 * @param {string[]} args
 * @param {How} [how]
 * @returns {Promise<Outcome>}
 */
export function run(program, args, { cwd = ROOT, env = {}, limit } = {}) {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: limit !== undefined,
    });
    let stdout = '';
    let text = '';
    const timer = limit === undefined ? undefined : setTimeout(() => {
      text += `\nended after ${limit} s\n`;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, limit * 1000);
    child.stdout.setEncoding('utf8').on('data', (part) => { stdout += part; text += part; });
    child.stderr.setEncoding('utf8').on('data', (part) => { text += part; });
    const end = (/** @type {number} */ code) => {
      clearTimeout(timer);
      done({ code, stdout, text });
    };
    child.on('error', (reason) => { text += `${reason.message}\n`; end(127); });
    child.on('close', (code) => end(code ?? 1));
  });
}

/**
 * Runs a program that has to succeed: otherwise the end of what it wrote, and a sentence.
 *
 * @param {string} sentence  what failed, when it fails
 * @param {string} program
 * @param {string[]} args
 * @param {How} [how]
 */
export async function must(sentence, program, args, how) {
  const outcome = await run(program, args, how);
  if (outcome.code !== 0) {
    say(lastLines(outcome.text, 40));
    throw new Stop(sentence);
  }
  return outcome.stdout;
}

/**
 * The path of a program, or undefined.
 *
 * @param {string[]} names  names to look for in PATH, or whole paths; the first found counts
 */
export async function find(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of names) {
    const paths = name.includes('/') ? [name] : folders.map((folder) => join(folder, name));
    for (const path of paths) {
      if (await isExecutable(path)) return path;
    }
  }
  return undefined;
}

/** @param {string} path */
async function isExecutable(path) {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} text
 * @param {number} count
 */
export function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
