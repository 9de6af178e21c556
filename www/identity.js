// Showing who signed, so that nobody passes for somebody else: everything outside ASCII is spelled out
// and marked, the part that names the owner stands out, and what a reader would miss is said.

import { element } from './element.js';
import { visible } from './touchstone/wording.js';

/** @typedef {import('./words.js').Words} Words */

/** Alphabets with letters that look like those of another. */
const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Hebrew', 'Arabic', 'Georgian', 'Cherokee', 'Thai', 'Han', 'Hangul', 'Hiragana', 'Katakana']
  .map((name) => new RegExp(`\\p{Script=${name}}`, 'u'));

/**
 * An identity in the largest letters after the verdict.
 *
 * @param {string} text
 * @param {Words} words
 */
export function identity(text, words) {
  const { before, owner, after } = partsOf(text);
  return element('div', {},
    element('p', { class: 'signer' }, ...spelled(before), element('wbr'), element('strong', {}, ...spelled(owner)), element('wbr'), ...spelled(after)),
    ...warnings(text).map((name) => element('p', { class: 'warning' }, words.text(name))));
}

/**
 * What names the owner: of an address on a forge its first two parts, of an e-mail address all before
 * its host and the host.
 *
 * @param {string} text
 */
export function partsOf(text) {
  const [, before = '', owner = text, after = ''] = /^(https:\/\/[^/]+\/)([^/]+\/[^/]+)(\/.*)?$/.exec(text) ?? [];
  return { before, owner, after };
}

/**
 * The names of the texts that warn of an identity.
 *
 * @param {string} text
 */
export function warnings(text) {
  const found = [];
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Mn}\p{Me}]/u.test(text)) found.push('identityHides');
  if (text.split(/[^\p{L}\p{M}]+/u).some(isMixed)) found.push('identityMixed');
  else if (found.length === 0 && /[^\x20-\x7e]/u.test(text)) found.push('identityForeign');
  if (/^[a-z]+:\/\/[^/]*@/i.test(text) || text.split('@').length > 2) found.push('identityAt');
  if (/^[a-z]+:\/\/[^/]*\.(?:[/:]|$)/i.test(text) || /[.\s]$/.test(text)) found.push('identityDot');
  return found;
}

/**
 * Whether one word has letters of several alphabets.
 *
 * @param {string} word
 */
function isMixed(word) {
  return SCRIPTS.filter((script) => script.test(word)).length > 1;
}

/**
 * What was expected and what was found, one above the other, with what differs marked.
 *
 * @param {string} expected
 * @param {string} found
 * @param {Words} words
 */
export function comparison(expected, found, words) {
  const { start, end } = shared(expected, found);
  const row = (/** @type {string} */ name, /** @type {string} */ text) => [
    element('dt', {}, words.text(name)),
    element('dd', { class: 'exact' }, ...spelled(text.slice(0, start)), element('mark', {}, ...spelled(text.slice(start, text.length - end))), ...spelled(text.slice(text.length - end))),
  ];
  return element('dl', { class: 'facts comparison' }, ...row('youExpect', expected), ...row('itSays', found));
}

/**
 * How many characters two texts share at their beginning and at their end.
 *
 * @param {string} one
 * @param {string} other
 */
function shared(one, other) {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  // A character that takes two units is not cut in halves.
  if (/[\ud800-\udbff]/.test(one[start - 1] ?? '')) start -= 1;
  if (/[\udc00-\udfff]/.test(one[one.length - end] ?? '')) end -= 1;
  return { start, end };
}

/**
 * Text with what is spelled out marked: nobody takes it for letters of the name.
 *
 * @param {string} text
 */
function spelled(text) {
  return text.split(/([^\x20-\x7e]+)/u).filter((part) => part !== '')
    .map((part) => /^[\x20-\x7e]/.test(part) ? part : element('mark', { class: 'foreign' }, visible(part)));
}
