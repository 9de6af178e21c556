// The corpora beside the project, unpacked once into target/corpora.

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { must } from '../../scripts/command.js';
import { ROOT } from '../../scripts/places.js';

/**
 * The folder of a corpus, or undefined where it is absent.
 *
 * @param {string} name
 */
export async function unpacked(name) {
  const archive = join(ROOT, '..', 'shared', 'corpora', `${name}.tar.gz`);
  const folder = join(ROOT, 'target', 'corpora', 'node');
  if (!existsSync(archive)) return undefined;
  await mkdir(folder, { recursive: true });
  await must(`${name}.tar.gz cannot be unpacked.`, 'tar', ['-xzf', archive, '-C', folder]);
  return join(folder, name);
}
