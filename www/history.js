// A history on the page: what it holds, what keeps it from being verified, how many of its commits have
// which verdict, who signed them, and its names. Its signed commits and tags stand among the other answers.

import { badge } from './card.js';
import { element } from './element.js';
import { reach, streak } from './streak.js';
import { Said, decidingOf, visible } from './touchstone/wording.js';

/**
 * @typedef {import('./card.js').Context} Context
 * @typedef {import('./touchstone/index.js').ArtifactReport} ArtifactReport
 * @typedef {import('./touchstone/index.js').HistoryReport} HistoryReport
 * @typedef {import('./touchstone/index.js').Report} Report
 * @typedef {import('./touchstone/index.js').Verdict} Verdict
 */

/** Names that are shown at first. */
const REFS = 50;
/** More signers than this nobody compares. */
const SIGNERS = 30;

/**
 * The stone of a history: its own verdict, never that of one of its commits.
 *
 * @param {HistoryReport} history
 * @param {HTMLElement | null} tally  of its commits and tags
 * @param {Context} context
 */
export function historyStone(history, tally, { words, report }) {
  const { sentence, open } = words.history(history);
  const mark = element('div', { class: 'streak' }, streak(history.digests.sha256 ?? history.name));
  reach(mark, 1);
  return element('article', { class: 'artifact history', 'data-verdict': history.verdict },
    element('div', { class: 'stone card', 'data-verdict': history.verdict },
      element('p', {}, badge(history.verdict, words, words.wordOfHistory(history, report))),
      element('h2', { class: 'sentence', tabindex: '-1' }, sentence),
      tally,
      element('p', { class: 'meaning' }, history.verdict === 'verified' ? words.catalogue.scope : words.catalogue.history.scope),
      ...open.map((text) => element('p', { class: 'meaning' }, text)),
      mark));
}

/**
 * @param {HistoryReport} history
 * @param {Context} context
 */
export function historyRefs(history, { words, report }) {
  if (history.refs.length === 0) return [];
  const items = history.refs.slice(0, REFS).map((named) => {
    const object = named.artifact === null ? undefined : report.artifacts[named.artifact];
    const state = object === undefined ? new Said(words.ref(named)).text : badge(object.verdict, words, words.answer(object, report).word);
    return element('li', {}, `${visible(named.name)} `, element('code', {}, named.id.slice(0, 12)), ' ', state);
  });
  const over = history.refCount - items.length;
  return [element('details', { class: 'refs-of' },
    element('summary', {}, words.text('historyRefs', { name: history.name, count: words.number(history.refCount) })),
    element('ul', { class: 'names refs' }, ...items, over > 0 && element('li', {}, words.text('more', { count: words.number(over) }))))];
}

/**
 * Who signed how many artifacts, the most first.
 *
 * @param {ArtifactReport[]} artifacts
 * @param {Context} context
 */
function signersOf(artifacts, { report, words }) {
  /** @type {Map<string, { identity: string, issuer: string, verdict: Verdict, word: string, count: number }>} */
  const signers = new Map();
  for (const artifact of artifacts) {
    const signer = decidingOf(artifact, report)?.signer;
    if (signer === null || signer === undefined) continue;
    const word = words.answer(artifact, report).word;
    const key = JSON.stringify([signer.identity, signer.issuer, word]);
    const known = signers.get(key) ?? { identity: signer.identity, issuer: signer.issuer ?? '', verdict: artifact.verdict, word, count: 0 };
    known.count += 1;
    signers.set(key, known);
  }
  return [...signers.values()].sort((one, other) => other.count - one.count);
}

/**
 * A table of who signed how many.
 *
 * @param {ArtifactReport[]} artifacts
 * @param {Context} context
 */
export function signers(artifacts, context) {
  const { words } = context;
  const list = signersOf(artifacts, context);
  if (list.length === 0) return [];
  return [element('section', { class: 'signers' },
    element('h3', {}, words.text('signers')),
    element('ul', {}, ...list.slice(0, SIGNERS).map(({ identity, issuer, verdict, word, count }) => element('li', {},
      badge(verdict, words, word),
      element('span', { class: 'count' }, words.number(count)),
      element('span', { class: 'exact' }, visible(identity), element('span', { class: 'quiet' }, ` ${visible(issuer)}`)))),
    list.length > SIGNERS && element('li', {}, words.text('more', { count: words.number(list.length - SIGNERS) }))))];
}
