// Packages of Debian and Ubuntu, where this user may install them.

import { find, run } from './command.js';
import { step } from './console.js';

/**
 * Tries to install packages; whether that helped is for the caller to see.
 *
 * @param {string[]} packages
 */
export async function installFromDistribution(packages) {
  if (packages.length === 0 || await find('apt-get') === undefined) return;
  const root = process.getuid?.() === 0;
  if (!root && (await run('sudo', ['-n', 'true'])).code !== 0) return;
  const apt = (/** @type {string[]} */ ...args) => {
    const words = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-y', '--no-install-recommends', ...args];
    const [program = 'env', ...rest] = root ? words : ['sudo', '-n', ...words];
    return run(program, rest);
  };
  await step(`Installing ${packages.join(', ')} from the distribution`, async () => {
    if ((await apt('install', ...packages)).code === 0) return;
    await apt('update');
    await apt('install', ...packages);
  });
}
