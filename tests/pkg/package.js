// The built package, with its types.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { DIST } from '../../scripts/places.js';

export const NPM = join(DIST, 'npm');

export const CLI = join(NPM, 'cli.js');

/** @type {typeof import('../../pkg-template/index.d.ts')} */
export const touchstone = await import(pathToFileURL(join(NPM, 'node.js')).href);
