// `touchstone trust`.

import { fileAt, inspectTrustedRoot, trust } from '../node.js';
import { OLD_AFTER, ageOf } from '../trust-renewal.js';
import { fill, visible } from '../wording.js';
import { Mistake } from './arguments.js';
import { tree } from './inspect.js';
import { EXIT } from './output.js';
import { line } from './terminal.js';
import { keptRoots, storeFolder } from './trust-store.js';
import { updateCommand } from './trust-update.js';

/**
 * @typedef {import('../index.d.ts').TrustedRootInspection} TrustedRootInspection
 * @typedef {{ start: string | null, end: string | null }} Window
 * @typedef {Record<string, { uri?: string, url?: string, window: Window }[]>} Root
 * @typedef {import('./main.js').Face} Face
 *
 * @typedef {object} Freshness
 * @property {number | null} age  in days, of roots whose date is known
 * @property {boolean} old        whether a newer one should be asked for
 * @property {{ versions: Record<string, number>, until: string, expired: boolean } | null} tuf
 *   what its repository said last
 * @property {{ code: string, facts: Record<string, unknown> } | null} unused  why what is kept of it is not used
 *
 * @typedef {Omit<TrustedRootInspection, 'unused'> & Freshness} Shown
 */

/**
 * @param {import('./arguments.js').Given} given
 * @param {Face} face
 */
export async function trustCommand(given, face) {
  const { values, positionals: [what, ...more] } = given;
  if (what === 'update') return updateCommand(given, face);
  for (const option of ['root', 'url']) if (values[option] !== undefined) throw new Mistake('onlyUpdate', { option: `--${option}` });
  if (more.length > 0) throw new Mistake('onlyUpdate', { option: String(more[0]) });
  const { 'trusted-root': paths, json = false } = values;
  const now = timeOf(values.now);
  const roots = paths === undefined ? await inUse(values, now) : (await stated(paths)).map((root) => ({ ...root, age: null, old: false, tuf: null, unused: null }));
  return what === 'show' ? show(roots, json, face) : check(roots, now, json, face);
}

/**
 * The roots that are relied on: those that come with the package, or newer ones that are kept.
 *
 * @param {Record<string, any>} values
 * @param {number} now
 * @returns {Promise<Shown[]>}
 */
async function inUse(values, now) {
  const kept = await keptRoots(storeFolder(values), values.now);
  const embedded = await trust({ staging: values.staging ?? false });
  return Promise.all(embedded.map(async (root) => {
    const found = kept.find(({ name }) => name === root.name);
    const error = found !== undefined && 'error' in found ? found.error : undefined;
    const renewal = found !== undefined && 'renewal' in found && found.renewal.beside !== 'older' ? found.renewal : undefined;
    const [renewed] = renewal?.beside === 'newer' ? await inspectTrustedRoot(renewal.root, { name: root.name }) : [];
    const date = renewal !== undefined && renewal.date > (root.date ?? '') ? renewal.date : root.date;
    const age = date === null ? null : ageOf(date, now);
    return {
      ...root, ...(renewed !== undefined && { ...renewed, source: /** @type {const} */ ('renewed') }), date, age,
      old: renewal === undefined ? age !== null && age > OLD_AFTER : renewal.expired,
      tuf: renewal === undefined ? null : { versions: renewal.versions, until: renewal.until, expired: renewal.expired },
      unused: error === undefined ? null : { code: error.code, facts: error.facts },
    };
  }));
}

/** @param {string[]} paths */
async function stated(paths) {
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
 * @param {Shown[]} roots
 * @param {boolean} json
 * @param {Face} face
 */
function show(roots, json, face) {
  const { terminal, wording } = face;
  if (json) terminal.printJson(roots);
  else for (const root of roots) terminal.print([terminal.paint('bold', heading(root, wording)), ...freshness(root, face), `  sha256: ${root.sha256}`, ...tree(root.claims, 1)]);
  return EXIT.verified;
}

/**
 * How old a root is, what its repository said of it, and whether to ask for a newer one.
 *
 * @param {Shown} root
 * @param {Face} face
 */
function freshness({ age, old, tuf, unused }, { terminal, words: { label }, wording }) {
  const said = (/** @type {string} */ text, /** @type {Record<string, unknown>} */ facts) => line(2, fill(label[text] ?? text, facts));
  const warned = (/** @type {string} */ text, /** @type {Record<string, unknown>} */ facts) => line(2, `${terminal.paint('yellow', '!')} ${fill(label[text] ?? text, facts)}`, 4);
  return [
    ...age === null ? [] : [said('age', { days: age })],
    ...tuf === null ? [] : [said('versions', tuf.versions), said('validUntil', { until: tuf.until })],
    ...unused === null ? [] : [warned('unused', { reason: wording.error(unused.code, unused.facts).sentence })],
    ...old ? [tuf === null ? warned('old', { days: OLD_AFTER }) : warned('expired', { until: tuf.until })] : [],
  ];
}

/**
 * Whether each root has, at that time, what a new signature needs.
 *
 * @param {Shown[]} roots
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

/** @param {Pick<TrustedRootInspection, 'name' | 'source' | 'date' | 'sha256'>} root */
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
  // Keys of a registry are all that such a file holds.
  if (root.keys !== undefined) return inUse('keys') ? [] : ['keys'];
  const timed = inUse('transparencyLogs') || inUse('timestampAuthorities');
  return [...(inUse('certificateAuthorities') ? [] : ['certificateAuthorities']), ...(timed ? [] : ['transparencyLogs'])];
}
