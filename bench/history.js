// A history of thousands of signed commits, as one file.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { must } from '../scripts/command.js';
import { ROOT, TARGET } from '../scripts/places.js';
import { median } from './measure.js';

const COMMITS = 4000;
const ROUNDS = 3;

/**
 * Milliseconds a commit, from the file's bytes to the report, in a session that knows nothing yet.
 *
 * @param {typeof import('../pkg-template/index.d.ts')} touchstone
 * @returns {Promise<import('./run.js').Table>}
 */
export async function historyTimes(touchstone) {
  const folder = join(TARGET, 'bench', 'history');
  await must('The history cannot be made.', 'cargo', ['run', '--quiet', '--locked', '--package', 'touchstone-test-authority', '--bin', 'history', '--', String(COMMITS), folder], { cwd: ROOT });
  const [data, root] = await Promise.all(['history.bundle', 'trusted_root.json'].map((name) => readFile(join(folder, name))));
  await touchstone.init();
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    const report = await touchstone.verify({
      artifact: { name: 'history.bundle', data: data ?? new Uint8Array() },
      expectation: { certificateIdentity: 'maker@authority.test', certificateOidcIssuer: 'https://accounts.authority.test' },
      trust: { embedded: false, roots: [root ?? new Uint8Array()] },
      now: '2026-06-01T00:00:00Z',
    });
    times.push((performance.now() - began) / COMMITS);
    if (report.verdict !== 'verified' || report.artifacts.length !== COMMITS) throw new Error(`the history is ${report.verdict}, with ${report.artifacts.length} commits`);
  }
  return { [`history of ${COMMITS} signed commits`]: { touchstone: median(times) } };
}
