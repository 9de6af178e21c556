// The list of files: what each is, why it takes no part, and how to take it out.

import { element } from './element.js';
import { Said, visible } from './touchstone/wording.js';

/**
 * @typedef {import('./verification.js').Taken} Taken
 * @typedef {import('./verification.js').Verification} Verification
 * @typedef {import('./words.js').Words} Words
 */

/**
 * @param {Verification} verification
 * @param {Words} words
 * @param {() => void} decided  is told when something was accepted
 */
export function fileItems(verification, words, decided) {
  const all = inOrder([...verification.files.values()], verification);
  const more = all.length - SHOWN;
  const pairs = pairsOf(verification);
  const items = all.slice(0, SHOWN).map((taken) => item(taken, { verification, words, decided, pairs }));
  return more > 0 ? [...items, element('li', {}, words.text('more', { count: words.number(more) }))] : items;
}

/** Of thousands of files nobody reads more. */
const SHOWN = 200;

/**
 * As they came; of more than are shown, those first about which there is something to say.
 *
 * @param {Taken[]} files
 * @param {Verification} verification
 */
function inOrder(files, { report }) {
  if (files.length <= SHOWN) return files;
  const notable = new Set([...(report?.orphans ?? []).map(({ name }) => fileOf(name)), ...(report?.errors ?? []).map(({ file }) => fileOf(file))]);
  const first = (/** @type {Taken} */ { name, role, foreign }) => role !== 'artifact' || foreign !== undefined || notable.has(name);
  return [...files.filter(first), ...files.filter((file) => !first(file))];
}

/**
 * How many files there are, and how many of them found what belongs to them.
 *
 * @param {Verification} verification
 * @param {Words} words
 */
export function filesSum({ files, report }, words) {
  if (report === undefined || files.size < 2) return '';
  const paired = report.artifacts.filter(({ evidence }) => evidence.length > 0).length;
  return words.text('filesSum', { files: words.number(files.size), paired: words.number(paired), orphans: words.number(report.orphans.length) });
}

/**
 * @typedef {object} Shown
 * @property {Verification} verification
 * @property {Words} words
 * @property {() => void} decided
 * @property {Map<string, Set<string>>} pairs
 */

/**
 * By a file's name, the names of those it belongs to: an artifact's evidence, what evidence is about.
 *
 * @param {Verification} verification
 */
function pairsOf({ report }) {
  /** @type {Map<string, Set<string>>} */
  const pairs = new Map();
  const note = (/** @type {string} */ one, /** @type {string} */ other) => {
    const known = pairs.get(one) ?? new Set();
    if (one !== other) pairs.set(one, known.add(other));
  };
  for (const { name, evidence } of report?.artifacts ?? []) {
    for (const index of evidence) {
      const file = fileOf(report?.evidence[index]?.name ?? '');
      note(name, file);
      note(file, name);
    }
  }
  return pairs;
}

/** A line of a file has the file's name and the line's number. */
function fileOf(/** @type {string} */ name) {
  return name.replace(/#\d+$/, '');
}

/**
 * @param {Taken} taken
 * @param {Shown} shown
 */
function item(taken, { verification, words, decided, pairs }) {
  const kind = taken.role === 'artifact' ? words.text('artifact') : words.catalogue.kind[taken.kind] ?? taken.kind;
  return element('li', {},
    element('div', {},
      element('p', { class: 'name' }, visible(taken.name)),
      element('p', { class: 'quiet' }, kind),
      belongs(taken, [...pairs.get(taken.name) ?? []], words),
      ...remarks(taken, verification, words).map((text) => element('p', { class: 'quiet' }, text))),
    decision(taken, verification, words, decided),
    pairing(taken, verification, words, decided),
    element('button', { type: 'button', click: () => { verification.remove(taken.id); } },
      words.text('remove'), element('span', { class: 'unseen' }, ` ${visible(taken.name)}`)));
}

/**
 * @param {Taken} taken
 * @param {string[]} others
 * @param {Words} words
 */
function belongs({ role }, others, words) {
  if (others.length === 0) return null;
  const [first = ''] = others;
  const text = role === 'artifact' ? 'spokenOf' : 'speaksOf';
  return element('p', { class: 'quiet pair' }, words.text(text, { name: others.length === 1 ? first : new Said(words.text('andMore', { name: first, count: words.number(others.length - 1) })) }));
}

/**
 * @param {Taken} taken
 * @param {Verification} verification
 * @param {Words} words
 */
function remarks({ name, kind, foreign }, { files, report }, words) {
  const mine = (/** @type {string} */ other) => other === name || fileOf(other) === name;
  const orphans = (report?.orphans ?? []).filter((orphan) => mine(orphan.name)).map((orphan) => words.orphan(orphan.reason, { ...orphan.facts, file: orphan.name }));
  // What is broken inside a folder, and stands nowhere else, stands with the folder.
  const inside = (/** @type {string} */ file) => file.startsWith(`${name}/`) && ![...files.values(), ...report?.artifacts ?? []].some((other) => other.name === file);
  const errors = (report?.errors ?? []).filter(({ file }) => mine(file) || inside(file)).slice(0, SHOWN).map(({ code, file, facts }) => {
    const { sentence, next } = words.error(code, { file, ...facts });
    return { sentence: mine(file) ? sentence : `${visible(file)}: ${sentence}`, next };
  });
  const keyAlone = kind === 'public-key' && report?.evidence.length === 0 ? [words.text('keyAlone')] : [];
  return [...[...orphans, ...errors].map(({ sentence, next }) => `${sentence} ${next}`.trim()), ...keyAlone, ...foreign === undefined ? [] : [words.text(foreign)]];
}

/**
 * Evidence about none of the files may be given for one of them: then it says what does not fit.
 *
 * @param {Taken} taken
 * @param {Verification} verification
 * @param {Words} words
 * @param {() => void} decided
 */
function pairing({ id, name, role }, verification, words, decided) {
  const artifacts = [...verification.files.values()].filter((taken) => taken.role === 'artifact').slice(0, SHOWN);
  if (role !== 'evidence' || artifacts.length === 0 || !isOrphan(name, verification)) return null;
  const choice = element('select', { 'aria-label': words.text('pairWith', { name }), change: async () => {
    await verification.pair(id, Number(choice.value));
    decided();
  } },
  element('option', { value: '' }, words.text('pairWithWhich')),
  ...artifacts.map((artifact) => element('option', { value: String(artifact.id) }, visible(artifact.name))));
  return choice;
}

/**
 * What a person has to accept before it counts.
 *
 * @param {Taken} taken
 * @param {Verification} verification
 * @param {Words} words
 * @param {() => void} decided
 */
function decision({ id, kind, role, file, name }, verification, words, decided) {
  const button = (/** @type {string} */ text, /** @type {() => Promise<void>} */ accept) =>
    element('button', { type: 'button', click: async () => { await accept(); decided(); } }, words.text(text));
  if (role === 'trusted-root' && isOrphan(name, verification)) return button('acceptRoot', () => verification.accept(id));
  if (role === 'policy') return button('acceptPolicy', async () => verification.expect(await file.text()));
  if (kind === 'public-key' && isFound(name, verification)) return button('acceptKey', () => verification.expectFound(id));
  return null;
}

/**
 * @param {string} name
 * @param {Verification} verification
 */
function isOrphan(name, { report }) {
  return report?.orphans.some((orphan) => orphan.name === name) === true;
}

/**
 * @param {string} name
 * @param {Verification} verification
 */
function isFound(name, { report }) {
  return report?.trust.some((source) => source.name === name && source.source === 'found-key') === true;
}
