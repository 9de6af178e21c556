// What a policy demands, in the words of a catalogue (i18n/*.policy.json).

import { Said, fill, visible } from './wording.js';

/**
 * @typedef {import('./index.d.ts').PolicyExplanation} PolicyExplanation
 * @typedef {import('./index.d.ts').PolicySection} PolicySection
 * @typedef {import('./index.d.ts').PolicyDemand} PolicyDemand
 *
 * @typedef {object} PolicyWords
 * @property {Record<string, string>} policy
 * @property {Record<string, string>} demand
 * @property {Record<string, string>} rule
 *
 * @typedef {object} Paragraph  a heading and what holds below it
 * @property {string} heading
 * @property {string[]} lines
 * @property {{ heading: string, lines: string[] }[]} signers
 * @property {string[]} more
 */

/**
 * A paragraph for each section, and what holds for all.
 *
 * @param {PolicyExplanation} explanation
 * @param {PolicyWords} words
 * @returns {{ paragraphs: Paragraph[], general: string[] }}
 */
export function explained({ sections, version, witnesses }, words) {
  const { policy } = words;
  const general = [
    ...(version === null ? [] : [fill(policy.version ?? '', { version })]),
    ...(witnesses === 0 ? [] : [fill(policy.witnesses ?? '', { count: witnesses })]),
  ];
  return { general, paragraphs: sections.map((section) => paragraph(section, sections.length, words)) };
}

/**
 * @param {PolicySection} section
 * @param {number} count  of sections
 * @param {PolicyWords} words
 * @returns {Paragraph}
 */
function paragraph({ demands, name, signers, threshold }, count, words) {
  const { policy } = words;
  const [only] = signers;
  const heading = name === null ? policy[count === 1 ? 'every' : 'others'] ?? '' : fill(policy[name.includes('*') ? 'like' : 'named'] ?? '', { name });
  const many = signers.length > 1;
  const lines = (/** @type {PolicyDemand[]} */ list) => list.map((demand) => sentence(demand, words));
  return {
    heading,
    lines: many ? [fill(policy[threshold > 1 ? 'several' : 'anyOf'] ?? '', { threshold, count: signers.length })] : lines(only?.demands ?? []),
    signers: many ? signers.map((signer, index) => ({ heading: signer.name === null ? fill(policy.signer ?? '', { number: index + 1 }) : visible(signer.name), lines: lines(signer.demands) })) : [],
    more: [...(signers.length === 0 ? [policy.nobody ?? ''] : []), ...lines(demands)],
  };
}

/**
 * @param {PolicyDemand} demand
 * @param {PolicyWords} words
 */
function sentence({ key, expected }, words) {
  const { demand } = words;
  if (key === 'rules') return ruled(/** @type {Record<string, unknown>} */ (expected), words);
  return fill(demand[key] ?? `${key}: {expected}`, { expected: inWords(expected) });
}

/**
 * @param {Record<string, unknown>} stated
 * @param {PolicyWords} words
 */
function ruled({ predicateType, path, orEmpty, ...comparison }, { demand, rule }) {
  const part = (/** @type {string} */ text) => new Said(text);
  const clauses = Object.entries(comparison).map(([key, value]) => fill(rule[key] ?? key, { path, value: [value].flat().map(literal).join(', ') }));
  const [first = '', second] = clauses.map((text) => part(text));
  const compared = second === undefined ? first : part(fill(rule.both ?? '', { first, second }));
  const notes = [...(/\[any\]/.test(String(path)) ? ['any'] : []), ...(/\[all\]/.test(String(path)) ? [orEmpty === true ? 'orEmpty' : 'all'] : [])];
  const noted = notes.reduce((text, note) => part(fill(rule.note ?? '', { rule: text, note: part(rule[note] ?? '') })), compared);
  return fill(demand.rules ?? '', { type: predicateType, rule: noted });
}

/**
 * A value as JSON writes it. A fraction comes as its text, which nobody has rounded.
 *
 * @param {unknown} value
 */
function literal(value) {
  return typeof value === 'object' && value !== null && 'number' in value ? value.number : JSON.stringify(value);
}

/** @param {unknown} value */
function inWords(value) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string') ? value.join(', ') : value;
  return Object.entries(value).map(([name, inner]) => `${name}=${typeof inner === 'string' ? inner : JSON.stringify(inner)}`).join(', ');
}
