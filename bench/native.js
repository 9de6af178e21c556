// The native peers: a program of Rust's that times them.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { must } from '../scripts/command.js';
import { Stop, step } from '../scripts/console.js';
import { ROOT, TARGET } from '../scripts/places.js';

/**
 * @param {import('./cases.js').Case[]} cases
 * @returns {Promise<import('./run.js').Table>}
 */
export async function inNative(cases) {
  const folder = join(ROOT, 'bench', 'native');
  const target = join(TARGET, 'bench-native');
  await step('Compiling the native peers (some minutes, once)', () => must('The native peers do not compile.', 'cargo', ['build', '--locked', '--release'], {
    cwd: folder, env: { CARGO_TARGET_DIR: target },
  }));
  const now = new Date().toISOString().replace(/\.\d+/, '');
  const program = spawn(join(target, 'release', 'touchstone-bench'), { stdio: ['pipe', 'pipe', 'inherit'] });
  program.stdin.end(JSON.stringify(cases.map((each) => ({ ...each, now }))));
  const answer = await text(program.stdout);
  if (answer === '') throw new Stop('The native program gave no times.');
  return JSON.parse(answer);
}
