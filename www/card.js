// The stone of an artifact: the one sentence that answers, with its word, its icon and its streak.

import { element, icon } from './element.js';
import { reach, streak } from './streak.js';
import { Said, decidingOf } from './touchstone/wording.js';

/**
 * @typedef {import('./touchstone/index.js').ArtifactReport} ArtifactReport
 * @typedef {import('./touchstone/index.js').EvidenceReport} EvidenceReport
 * @typedef {import('./touchstone/index.js').Report} Report
 * @typedef {import('./touchstone/index.js').Verdict} Verdict
 * @typedef {import('./verification.js').Before} Before
 * @typedef {import('./words.js').Words} Words
 *
 * @typedef {object} Context
 * @property {Words} words
 * @property {Report} report
 * @property {Map<string, Before>} before  what was shown of an artifact before its verdict changed
 * @property {(name: string) => boolean} isStopped  whether a person stopped the reading of it
 * @property {(name: string) => string | undefined} foreign  the name of what a file looks like that nothing here understands
 * @property {(name: string) => void} flipByte
 * @property {(name: string) => void} readOn
 * @property {(text: string) => void} tell  read aloud
 * @property {(name: string) => File | undefined} files  as they came, by name
 * @property {() => void} redraw
 * @property {(root: string) => void} rely  on a TUF repository, by the name of its root's file
 */

/**
 * The word of a verdict, with its icon, in its colour.
 *
 * @param {Verdict} verdict
 * @param {Words} words
 */
export function badge(verdict, words, word = words.verdict(verdict, {}).word) {
  return element('span', { class: 'word', 'data-verdict': verdict }, icon(verdict), word);
}

/**
 * @param {ArtifactReport} artifact
 * @param {Context} context
 */
export function said(artifact, { words, report }) {
  const { verdict, name, demands } = artifact;
  const texts = words.answer(artifact, report);
  // Whoever relies on a repository waits for its word, and not for more evidence.
  if (verdict === 'incomplete' && demands.some(({ key, evidence }) => key === 'tufRoot' && evidence.length === 0)) {
    const { sentence: meaning, next } = words.error('tuf-target-unlisted', { target: name });
    return { ...texts, meaning, next };
  }
  // What a repository lacks is not to be found beside the file.
  const deciding = verdict === 'incomplete' ? decidingOf(artifact, report) : undefined;
  const lacking = deciding?.kind === 'tuf-metadata' ? deciding.checks.find(({ status }) => status === 'missing') : undefined;
  if (lacking === undefined) return texts;
  const { sentence: meaning, next } = words.check(lacking);
  return { ...texts, meaning, next };
}

/**
 * @param {ArtifactReport} artifact
 * @param {Context} context
 */
export function card(artifact, context) {
  const { words, report, before } = context;
  const evidence = artifact.evidence.flatMap((index) => report.evidence[index] ?? []);
  const { word, sentence, meaning, next } = said(artifact, context);
  const verified = artifact.verdict === 'verified';
  const wrong = verified && evidence.some(({ verdict }) => verdict === 'failed');
  const stopped = context.isStopped(artifact.name);
  const foreign = evidence.length === 0 ? context.foreign(artifact.name) : undefined;
  const mark = element('div', { class: 'streak' }, streak(artifact.digests.sha256 ?? ''));
  reach(mark, 1);
  return element('article', { class: 'artifact', 'data-verdict': artifact.verdict },
    element('div', { class: 'stone card' },
      element('p', {}, badge(artifact.verdict, words, word)),
      element('h2', { class: 'sentence', tabindex: '-1' }, sentence),
      ...stopped ? unread(artifact, context) : [
        element('p', { class: 'meaning' }, verified ? words.catalogue.scope : foreign === undefined ? meaning : words.text(foreign)),
        !verified && next !== '' && element('p', { class: 'next' }, next),
      ],
      wrong && element('p', { class: 'next' }, words.text('wrongBeside')),
      change(before.get(artifact.name), artifact.verdict, word, words),
      mark));
}

/**
 * @param {ArtifactReport} artifact
 * @param {Context} context
 */
function unread({ name }, { words, readOn }) {
  return [
    element('p', { class: 'meaning' }, words.text('unread')),
    element('p', { class: 'next' }, element('button', { type: 'button', class: 'read-on', click: () => readOn(name) }, words.text('readOn'))),
  ];
}

/**
 * What the verdict was before something changed, so that both stand side by side.
 *
 * @param {Before | undefined} before
 * @param {Verdict} verdict
 * @param {string} word
 * @param {Words} words
 */
function change(before, verdict, word, words) {
  if (before === undefined || before.verdict === verdict) return null;
  return element('p', { class: 'change' }, words.text('wasNow', { was: new Said(words.verdict(before.verdict, {}, before.deciding).word), now: new Said(word) }));
}
