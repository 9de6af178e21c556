// A history on the page: what it holds, what keeps it from being verified, and its names. Its signed
// commits and tags stand among the other answers.

import { badge } from './card.js';
import { element } from './element.js';
import { Said, visible } from './touchstone/wording.js';

/**
 * @typedef {import('./card.js').Context} Context
 * @typedef {import('./touchstone/index.js').HistoryReport} HistoryReport
 */

/** Names that are shown at first. */
const REFS = 50;

/**
 * The stone of a history: its own verdict, never that of one of its commits.
 *
 * @param {HistoryReport} history
 * @param {Context} context
 */
export function historyStone(history, { words }) {
  const { sentence, open } = words.history(history);
  return element('article', { class: 'artifact history', 'data-verdict': history.verdict },
    element('div', { class: 'stone card', 'data-verdict': history.verdict },
      element('p', {}, badge(history.verdict, words)),
      element('h2', { class: 'sentence', tabindex: '-1' }, sentence),
      element('p', { class: 'meaning' }, history.verdict === 'verified' ? words.catalogue.scope : words.catalogue.history.scope),
      ...open.map((text) => element('p', { class: 'meaning' }, text))));
}

/**
 * @param {HistoryReport} history
 * @param {Context} context
 */
export function historyRefs(history, { words, report }) {
  if (history.refs.length === 0) return [];
  const items = history.refs.slice(0, REFS).map((named) => {
    const object = named.artifact === null ? undefined : report.artifacts[named.artifact];
    const state = object === undefined ? new Said(words.ref(named)).text : badge(object.verdict, words);
    return element('li', {}, `${visible(named.name)} `, element('code', {}, named.id.slice(0, 12)), ' ', state);
  });
  const over = history.refCount - items.length;
  return [element('ul', { class: 'names refs' }, ...items, over > 0 && element('li', {}, words.text('more', { count: words.number(over) })))];
}
