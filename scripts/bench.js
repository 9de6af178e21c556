// `npm run bench`: brings the peers in, then measures.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from './build.js';
import { must } from './command.js';
import { ROOT } from './places.js';
import { installPackages } from './tools.js';

export async function main() {
  await build();
  await installPackages('bench');
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  await must('The types of the bench do not agree.', process.execPath, [tsc, '--project', join('bench', 'tsconfig.json'), '--pretty', 'false']);
  // By its address, since it imports what is there only now.
  const bench = await import(pathToFileURL(join(ROOT, 'bench', 'main.js')).href);
  await bench.main();
}
