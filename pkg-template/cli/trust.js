// `touchstone trust`.

import { parseArgs } from 'node:util';

import { fileAt, inspectTrustedRoot, trust } from '../node.js';
import { usage } from '../error.js';
import { visible } from '../wording.js';
import { tree } from './inspect.js';
import { EXIT, print, printJson } from './output.js';

/**
 * @typedef {import('../index.d.ts').TrustedRootInspection} TrustedRootInspection
 * @typedef {{ start: string | null, end: string | null }} Window
 * @typedef {Record<string, { uri?: string, url?: string, window: Window }[]>} Root
 */

/** @type {import('node:util').ParseArgsConfig['options']} */
const OPTIONS = {
  'trusted-root': { type: 'string', multiple: true },
  staging: { type: 'boolean' },
  now: { type: 'string' },
  json: { type: 'boolean' },
};

/** @param {string[]} args */
export async function trustCommand(args) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const { 'trusted-root': paths, staging, now, json } = /** @type {{ 'trusted-root'?: string[], staging?: boolean, now?: string, json?: boolean }} */ (values);
  const [what, ...rest] = positionals;
  if (rest.length > 0 || what !== 'show' && what !== 'check') throw usage('trust', 'show or check');
  const roots = paths === undefined ? await trust({ staging: staging ?? false }) : await given(paths);
  if (what === 'show') return show(roots, json === true);
  return check(roots, timeOf(now), json === true);
}

/** @param {string[]} paths */
async function given(paths) {
  const files = await Promise.all(paths.map((path) => fileAt(path)));
  return (await Promise.all(files.map((file) => inspectTrustedRoot(file)))).flat();
}

/** @param {string | undefined} now */
function timeOf(now) {
  const time = now === undefined ? Date.now() : Date.parse(now);
  if (Number.isNaN(time)) throw usage('--now', 'RFC 3339');
  return time;
}

/**
 * @param {TrustedRootInspection[]} roots
 * @param {boolean} json
 */
function show(roots, json) {
  if (json) printJson(roots);
  else for (const root of roots) print([heading(root), `  sha256: ${root.sha256}`, ...tree(root.claims, 1)]);
  return EXIT.verified;
}

/**
 * Whether each root has, at that time, what a new signature needs.
 *
 * @param {TrustedRootInspection[]} roots
 * @param {number} now
 * @param {boolean} json
 */
function check(roots, now, json) {
  const results = roots.map((root) => ({ ...source(root), lacks: lacks(/** @type {Root} */ (root.claims), now) }));
  if (json) printJson(results);
  else print(results.map(({ lacks: parts, ...root }) => `${parts.length === 0 ? '✓' : '…'} ${heading(root)}${parts.length === 0 ? '' : `: nothing in use now of ${parts.join(', ')}`}`));
  return results.every((result) => result.lacks.length === 0) ? EXIT.verified : EXIT.open;
}

/** @param {TrustedRootInspection} root */
function source({ name, source: from, date, sha256 }) {
  return { name, source: from, date, sha256 };
}

/** @param {Pick<TrustedRootInspection, 'name' | 'source' | 'date'>} root */
function heading({ name, source: from, date }) {
  return `${visible(name)}: ${from}${date === null ? '' : `, of ${date}`}`;
}

/**
 * The parts of a root that hold nothing that is in use.
 *
 * @param {Root} root
 * @param {number} now
 */
function lacks(root, now) {
  const inUse = (/** @type {string} */ part) => (root[part] ?? []).some(({ window }) =>
    (window.start === null || Date.parse(window.start) <= now) && (window.end === null || now <= Date.parse(window.end)));
  const timed = inUse('transparencyLogs') || inUse('timestampAuthorities');
  return [...(inUse('certificateAuthorities') ? [] : ['certificateAuthorities']), ...(timed ? [] : ['transparencyLogs'])];
}
