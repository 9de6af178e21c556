// Where things lie.

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** What is built on the way; cargo's own variable moves it. */
export const TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR || 'target');

/** What is built to be used: `npm` and `site`. */
export const DIST = join(ROOT, 'dist');

/** Tools that are kept between checkouts, each in a folder of its version. */
export const TOOLS = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'touchstone', 'tools');

/** Cargo's own folder, whose sources appear in panic messages. */
export const CARGO_HOME = process.env.CARGO_HOME || join(homedir(), '.cargo');
