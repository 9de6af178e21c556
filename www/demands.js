// What is demanded of an artifact, and what became of each demand: met or not, and the fact that
// decided it.

import { element, icon } from './element.js';
import { visible } from './touchstone/wording.js';

/**
 * @typedef {import('./words.js').Words} Words
 * @typedef {import('./touchstone/index.js').Demand} Demand
 */

/** The icon of each, which is that of a check. */
const STATUS = /** @type {const} */ ({ met: 'passed', unmet: 'failed', missing: 'missing' });

/**
 * @param {import('./touchstone/index.js').ArtifactReport} artifact
 * @param {Words} words
 */
export function demands({ demands: list }, words) {
  if (list.length === 0) return [];
  // What is not met comes first: it is what a person has to decide about.
  const ordered = [...list].sort((one, other) => Number(one.status === 'met') - Number(other.status === 'met'));
  return [
    element('h3', {}, words.text('demands', { met: words.number(list.filter(({ status }) => status === 'met').length), count: words.number(list.length) })),
    element('ul', { class: 'checks demands' }, ...ordered.map((demand) => item(demand, words))),
  ];
}

/**
 * @param {Demand} demand
 * @param {Words} words
 */
function item({ key, status, expected, found }, words) {
  const row = (/** @type {string} */ name, /** @type {unknown} */ value) => value === null || value === undefined || value === true ? []
    : [element('dt', {}, words.text(name)), element('dd', { class: 'exact' }, visible(said(value)))];
  return element('li', { 'data-status': STATUS[status] },
    element('span', { class: 'mark' }, icon(STATUS[status]), element('span', { class: 'unseen' }, words.text(`demand-${status}`))),
    element('div', {},
      element('p', { class: 'question' }, visible(key), element('span', { class: 'tag' }, words.text(`demand-${status}`))),
      element('dl', { class: 'facts' }, ...row('demandExpected', expected), ...row('demandFound', found))));
}

/** @param {unknown} value */
function said(value) {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.join(', ') : JSON.stringify(value);
}
