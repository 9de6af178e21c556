// The list of files: what each is, why it takes no part, and how to take it out.

import { element } from './element.js';
import { visible } from './touchstone/wording.js';

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
  const all = [...verification.files.values()];
  const more = all.length - SHOWN;
  const items = all.slice(0, SHOWN).map((taken) => item(taken, verification, words, decided));
  return more > 0 ? [...items, element('li', {}, words.text('more', { count: words.number(more) }))] : items;
}

/** Of thousands of files nobody reads more. */
const SHOWN = 200;

/**
 * @param {Taken} taken
 * @param {Verification} verification
 * @param {Words} words
 * @param {() => void} decided
 */
function item(taken, verification, words, decided) {
  const kind = taken.role === 'artifact' ? words.text('artifact') : words.catalogue.kind[taken.kind] ?? taken.kind;
  return element('li', {},
    element('div', {},
      element('p', { class: 'name' }, visible(taken.name)),
      element('p', { class: 'quiet' }, kind),
      ...remarks(taken.name, verification, words).map((text) => element('p', { class: 'quiet' }, text))),
    decision(taken, verification, words, decided),
    element('button', { type: 'button', click: () => { verification.remove(taken.id); } },
      words.text('remove'), element('span', { class: 'unseen' }, ` ${visible(taken.name)}`)));
}

/**
 * @param {string} name
 * @param {Verification} verification
 * @param {Words} words
 */
function remarks(name, { report }, words) {
  // A line of a file has the file's name and the line's number.
  const mine = (/** @type {string} */ other) => other === name || other.startsWith(`${name}#`);
  const orphans = (report?.orphans ?? []).filter((orphan) => mine(orphan.name)).map((orphan) => words.orphan(orphan.reason, { ...orphan.facts, file: orphan.name }));
  const errors = (report?.errors ?? []).filter(({ file }) => mine(file)).map(({ code, file, facts }) => words.error(code, { ...facts, file }));
  return [...orphans, ...errors].map(({ sentence, next }) => `${sentence} ${next}`.trim());
}

/**
 * What a person has to accept before it counts.
 *
 * @param {Taken} taken
 * @param {Verification} verification
 * @param {Words} words
 * @param {() => void} decided
 */
function decision({ id, kind, role, file }, verification, words, decided) {
  const button = (/** @type {string} */ text, /** @type {() => Promise<void>} */ accept) =>
    element('button', { type: 'button', click: async () => { await accept(); decided(); } }, words.text(text));
  if (role === 'trusted-root' && isOrphan(file.name, verification)) return button('acceptRoot', () => verification.accept(id));
  if (role === 'policy') return button('acceptPolicy', async () => verification.expect(await file.text()));
  if (kind === 'public-key' && isFound(file.name, verification)) return button('acceptKey', () => verification.expectFound(id));
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
