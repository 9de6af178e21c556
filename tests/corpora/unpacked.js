// The corpora beside the project, unpacked once into target/corpora.

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { must } from '../../scripts/command.js';
import { ROOT } from '../../scripts/places.js';

/**
 * The folder of a corpus, or undefined where it is absent.
 *
 * @param {string} name
 */
export async function unpacked(name) {
  const archive = join(ROOT, '..', 'shared', 'corpora', `${name}.tar.gz`);
  const found = await stat(archive).catch(() => undefined);
  if (found === undefined) return undefined;
  const whole = join(ROOT, 'target', 'corpora', 'node', `${name}-${found.size}-${Math.round(found.mtimeMs)}`);
  // Several tests may ask at once: each sees a whole folder, and none writes where another reads.
  if (!existsSync(whole)) {
    await mkdir(dirname(whole), { recursive: true });
    const own = await mkdtemp(`${whole}-`);
    await must(`${name}.tar.gz cannot be unpacked.`, 'tar', ['-xzf', archive, '-C', own]);
    await rename(own, whole).catch(() => rm(own, { recursive: true }));
  }
  return join(whole, name);
}
