// The packed package, installed in a project of its own.

import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { must } from '../../scripts/command.js';
import { DIST, ROOT, TARGET } from '../../scripts/places.js';
import { fingerprint, unlessFresh } from '../../scripts/stamp.js';
import { installPackages } from '../../scripts/tools.js';

export const MATRIX = join(ROOT, 'tests', 'matrix');

/** Everything of the matrix that is made lies here. */
export const MADE = join(TARGET, 'matrix');

/** The project, with tests/matrix/app as its sources. */
export const APP = join(MADE, 'app');

/** The packed package. */
export const TARBALL = join(MADE, 'touchstone-verify.tgz');

/** Packs what was built, and installs it from the tarball alone. */
export async function installed() {
  await installPackages(join('tests', 'matrix'));
  await unlessFresh('matrix', await fingerprint(['dist/npm', 'tests/matrix/app']), [TARBALL, APP], async () => {
    await rm(MADE, { recursive: true, force: true });
    await mkdir(MADE, { recursive: true });
    const packed = await must('The package cannot be packed.', 'npm', ['pack', '--json', '--pack-destination', MADE], { cwd: join(DIST, 'npm') });
    const [{ filename }] = Object.values(JSON.parse(packed));
    await cp(join(MADE, filename), TARBALL);
    await cp(join(MATRIX, 'app'), APP, { recursive: true });
    // Parcel asks for leave to read `exports`.
    await writeFile(join(APP, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module', '@parcel/resolver-default': { packageExports: true }, '@parcel/bundler-default': { minBundles: 1e6 } }));
    await must('The tarball cannot be installed.', 'npm', ['install', '--offline', '--no-audit', '--no-fund', TARBALL], { cwd: APP });
  });
}

/** The genuine sample, as text. */
export async function sample() {
  const read = (/** @type {string} */ name) => readFile(join(ROOT, 'tests', 'vectors', 'samples', 'genuine', name), 'utf8');
  return { artifact: await read('artifact'), bundle: await read('bundle.sigstore.json'), root: await read('trusted_root.json') };
}

