// What a policy among the files demands, in words; and the way to a policy out of an answer.

import { openBuilder } from './builder.js';
import { element } from './element.js';
import { sharing } from './sharing.js';
import { TouchstoneError } from './touchstone/client.js';
import { explained } from './touchstone/policy-wording.js';
import { fill } from './touchstone/wording.js';

/**
 * @typedef {import('./verification.js').Verification} Verification
 * @typedef {import('./words.js').Words} Words
 * @typedef {import('./touchstone/policy-wording.js').PolicyWords & { builder: Record<string, string> }} PolicyWords
 */

/** More policies than this nobody reads. */
const SHOWN = 5;

/** @type {PolicyWords | undefined} */
let loaded;

/** What the policies said, as long as their files are there. @type {WeakMap<File, HTMLElement>} */
const told = new WeakMap();

/**
 * Fetched while the page loads; nothing is fetched afterwards.
 *
 * @param {string} language
 */
export async function loadPolicyWords(language) {
  loaded = await (await fetch(new URL(`i18n/${language}.policy.json`, document.baseURI))).json();
}

/**
 * What stands below the answers: policies among the files, and what can be taken elsewhere.
 *
 * @param {Verification} verification
 * @param {Words} words
 * @param {boolean} answered
 */
export function closing(verification, words, answered) {
  const texts = loaded;
  const made = texts !== undefined && verification.report?.verdict === 'verified'
    && element('button', { type: 'button', click: () => openBuilder(verification, words, texts) }, texts.builder.make ?? '');
  return [...texts === undefined ? [] : among(verification, words, texts), ...answered ? [sharing(verification, words, made)] : []];
}

/**
 * @param {Verification} verification
 * @param {Words} words
 * @param {PolicyWords} texts
 */
function among(verification, words, texts) {
  const policies = [...verification.files.values()].filter(({ role }) => role === 'policy').slice(0, SHOWN);
  return policies.map(({ name, file }) => {
    const known = told.get(file);
    if (known !== undefined) return known;
    const body = element('div', {});
    const section = element('section', { class: 'evidence policy' }, element('h3', {}, fill(texts.builder.demands ?? '', { name })), body);
    told.set(file, section);
    file.text().then((text) => explanationOf(text, verification, words, texts)).then(({ said }) => body.replaceChildren(...said));
    return section;
  });
}

/**
 * What a policy demands, or what is wrong with it and where.
 *
 * @param {string} text
 * @param {Verification} verification
 * @param {Words} words
 * @param {PolicyWords} texts
 * @returns {Promise<{ sound: boolean, said: HTMLElement[] }>}
 */
export async function explanationOf(text, verification, words, texts) {
  try {
    return { sound: true, said: inParagraphs(await verification.explainPolicy(text), texts) };
  } catch (reason) {
    const sentence = words.complaint(reason);
    const { line, column } = reason instanceof TouchstoneError ? reason.facts : {};
    const place = typeof line === 'number' ? `${fill(texts.builder.place ?? '', { line, column })} ` : '';
    return { sound: false, said: [element('p', { class: 'warning' }, `${place}${sentence}`)] };
  }
}

/**
 * @param {import('./touchstone/index.js').PolicyExplanation} explanation
 * @param {PolicyWords} texts
 */
function inParagraphs(explanation, texts) {
  const { general, paragraphs } = explained(explanation, texts);
  const list = (/** @type {string[]} */ lines, /** @type {Node[]} */ ...more) => lines.length + more.length === 0 ? []
    : [element('ul', { class: 'demanded' }, ...lines.map((line) => element('li', {}, line)), ...more)];
  return [
    ...paragraphs.flatMap(({ heading, lines, more, signers }) => [
      element('p', { class: 'label' }, heading),
      ...list(lines, ...signers.map((signer) => element('li', {}, signer.heading, ...list(signer.lines)))),
      ...list(more),
    ]),
    ...general.map((line) => element('p', {}, line)),
  ];
}
