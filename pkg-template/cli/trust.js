// `touchstone trust`.

import { fileAt, inspectTrustedRoot, trust } from '../node.js';
import { fill, visible } from '../wording.js';
import { Mistake } from './arguments.js';
import { tree } from './inspect.js';
import { EXIT } from './output.js';
import { line } from './terminal.js';

/**
 * @typedef {import('../index.d.ts').TrustedRootInspection} TrustedRootInspection
 * @typedef {{ start: string | null, end: string | null }} Window
 * @typedef {Record<string, { uri?: string, url?: string, window: Window }[]>} Root
 * @typedef {import('./main.js').Face} Face
 */

/**
 * @param {import('./arguments.js').Given} given
 * @param {Face} face
 */
export async function trustCommand({ values, positionals: [what] }, face) {
  const { 'trusted-root': paths, staging = false, now, json = false } = values;
  const roots = paths === undefined ? await trust({ staging }) : await given(paths);
  return what === 'show' ? show(roots, json, face) : check(roots, timeOf(now), json, face);
}

/** @param {string[]} paths */
async function given(paths) {
  const files = await Promise.all(paths.map((path) => fileAt(path)));
  return (await Promise.all(files.map((file) => inspectTrustedRoot(file)))).flat();
}

/** @param {string | undefined} now */
function timeOf(now) {
  const time = now === undefined ? Date.now() : Date.parse(now);
  if (Number.isNaN(time)) throw new Mistake('notTime', { given: now ?? '' });
  return time;
}

/**
 * @param {TrustedRootInspection[]} roots
 * @param {boolean} json
 * @param {Face} face
 */
function show(roots, json, { terminal, wording }) {
  if (json) terminal.printJson(roots);
  else for (const root of roots) terminal.print([terminal.paint('bold', heading(root, wording)), `  sha256: ${root.sha256}`, ...tree(root.claims, 1)]);
  return EXIT.verified;
}

/**
 * Whether each root has, at that time, what a new signature needs.
 *
 * @param {TrustedRootInspection[]} roots
 * @param {number} now
 * @param {boolean} json
 * @param {Face} face
 */
function check(roots, now, json, { terminal, words, wording }) {
  const results = roots.map((root) => ({ ...source(root), lacks: lacks(/** @type {Root} */ (root.claims), now) }));
  if (json) terminal.printJson(results);
  else {
    terminal.print(results.map(({ lacks: missing, ...root }) => {
      if (missing.length === 0) return line(0, `${terminal.paint('green', '✓')} ${heading(root, wording)}`, 2);
      const parts = missing.map((part) => words.label[`part-${part}`] ?? part).join(', ');
      return line(0, `${terminal.paint('yellow', '…')} ${heading(root, wording)}: ${fill(words.label.notInUse ?? '', { parts })}`, 2);
    }));
  }
  return results.every((result) => result.lacks.length === 0) ? EXIT.verified : EXIT.open;
}

/** @param {TrustedRootInspection} root */
function source({ name, source: from, date, sha256 }) {
  return { name, source: from, date, sha256 };
}

/**
 * @param {Pick<TrustedRootInspection, 'name' | 'source' | 'date'>} root
 * @param {Face['wording']} wording
 */
function heading({ name, source: from, date }, wording) {
  return `${visible(name)}: ${fill(wording.catalogue.trustSource[from] ?? from, { date })}`;
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
