// The answers: one artifact has the stone to itself, with all that is known below it; of several there
// is a sum on the stone, and a small stone each.

import { badge, card, said } from './card.js';
import { detail, evidencePart } from './detail.js';
import { element, icon } from './element.js';
import { historyRefs, historyStone, signers } from './history.js';
import { imageTree } from './image.js';
import { repositories } from './repositories.js';
import { reach, streak } from './streak.js';
import { Said, visible } from './touchstone/wording.js';

export { closing, loadPolicyWords } from './policy.js';
export { offerPublisher } from './publishers.js';
export { loadSamples, withOneByteFlipped } from './samples.js';
export { showSelfCheck } from './self-check.js';

/**
 * @typedef {import('./card.js').Context} Context
 * @typedef {import('./touchstone/index.js').ArtifactReport} ArtifactReport
 * @typedef {import('./touchstone/index.js').Verdict} Verdict
 */

/** From what needs a person's eyes first. @type {Verdict[]} */
const ORDER = ['failed', 'unexpected', 'incomplete', 'unstated', 'verified'];
/** More files than this without any evidence are one line. */
const FEW = 3;
/** Of more artifacts than this it is said first who signed how many. */
const SIGNERS = 8;
/** More names than this nobody reads. */
const NAMES = 100;
/** Small stones of one verdict that are shown at first, and with each wish for more. */
const STEP = 50;
/** The same where there are very many, whose counts say more. */
const SMALL_STEP = 10;
const VERY_MANY = 500;

/** How many small stones of each verdict a person wants to see. @type {Map<Verdict, number>} */
const wanted = new Map();

/**
 * What stands on the stone, and what stands below.
 *
 * @param {ArtifactReport[]} artifacts  that are known well enough to answer
 * @param {Context} context
 * @returns {{ verdict: HTMLElement[], below: HTMLElement[] }}
 */
export function results(artifacts, context) {
  const [only] = artifacts;
  const { histories } = context.report;
  if (histories.length > 0) {
    alone = undefined;
    const refs = histories.flatMap((history) => historyRefs(history, context));
    const stones = histories.map((history, index) => /** @type {const} */ ([history.verdict, historyStone(history, tallyOf(artifacts.filter((artifact) => artifact.history === index), context), context)]));
    // What lies beside them has no part in what is said of them: the worst is said first.
    const beside = artifacts.filter(({ history }) => history === undefined);
    const [first] = beside;
    const worst = ORDER.find((verdict) => beside.some((artifact) => artifact.verdict === verdict));
    const said = first === undefined || worst === undefined ? stones : [...stones, /** @type {const} */ ([worst, beside.length === 1 ? card(first, context) : sum(beside, context)])];
    said.sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other));
    return { verdict: said.map(([, stone]) => stone), below: [...refs, ...several(artifacts, context), ...repositories(context)] };
  }
  if (only === undefined) {
    const { verdict, below } = waiting(context);
    return { verdict, below: [...below, ...repositories(context)] };
  }
  if (artifacts.length === 1) {
    alone = only.name;
    return { verdict: [card(only, context)], below: [detail(only, context), ...repositories(context)] };
  }
  const below = several(artifacts, context);
  alone = undefined;
  return { verdict: [sum(artifacts, context)], below: [...below, ...repositories(context)] };
}

/** The artifact that had the stone to itself: it stays open when others come. @type {string | undefined} */
let alone;

/**
 * Evidence without the file it is about: what it says can be read, and what of it was checked.
 *
 * @param {Context} context
 */
function waiting(context) {
  const { words, report } = context;
  const [first] = report.evidence;
  if (first === undefined || report.artifacts.length > 0) return { verdict: [], below: [] };
  const { sentence, next } = words.orphan('no-artifact', {});
  const stone = element('div', { class: 'stone card', 'data-verdict': 'incomplete' },
    element('p', {}, badge('incomplete', words)),
    element('h2', { class: 'sentence', tabindex: '-1' }, words.text('waits', { name: first.name })),
    element('p', { class: 'meaning' }, report.evidence.length > 1 ? words.text('andMore', { name: first.name, count: words.number(report.evidence.length - 1) }) : sentence),
    element('p', { class: 'next' }, next));
  return { verdict: [stone], below: [element('div', { class: 'detail' }, ...report.evidence.slice(0, FEW).map((evidence) => evidencePart(evidence, '', context)))] };
}

/**
 * @param {ArtifactReport[]} artifacts
 * @param {Context} context
 */
function sum(artifacts, context) {
  const { words } = context;
  const counts = countsOf(artifacts, context);
  const [worst] = counts;
  const all = counts.length === 1 && worst !== undefined;
  const digests = artifacts.map(({ digests: { sha256 = '' } }) => sha256.slice(0, 8)).slice(0, NAMES).join('');
  const mark = element('div', { class: 'streak' }, streak(digests));
  reach(mark, 1);
  return element('div', { class: 'stone card sum', 'data-verdict': worst?.verdict },
    element('h2', { class: 'sentence', tabindex: '-1' }, all
      ? words.text('sumAll', { what: new Said(words.text(`${whatOf(artifacts)}-all`, { count: words.number(artifacts.length) })), word: new Said(worst.word) })
      : words.text(whatOf(artifacts), { count: words.number(artifacts.length) })),
    tallyOf(artifacts, context),
    counts.some(({ verdict }) => verdict === 'verified') && element('p', { class: 'meaning' }, words.catalogue.scope),
    mark);
}

/**
 * Of how many the same is said, from what needs a person's eyes first.
 *
 * @param {ArtifactReport[]} artifacts
 * @param {Context} context
 */
function countsOf(artifacts, { report, words }) {
  return ORDER.flatMap((verdict) => {
    const said = artifacts.filter((artifact) => artifact.verdict === verdict).map((artifact) => words.answer(artifact, report).word);
    return [...new Set(said)].map((word) => ({ verdict, word, count: said.filter((each) => each === word).length }));
  });
}

/**
 * @param {ArtifactReport[]} artifacts
 * @param {Context} context
 */
function tallyOf(artifacts, context) {
  const counts = countsOf(artifacts, context);
  return counts.length === 0 ? null
    : element('ul', { class: 'tally' }, ...counts.map(({ verdict, word, count }) => element('li', {}, badge(verdict, context.words, word), ` ${context.words.number(count)}`)));
}

/**
 * The name of the text that counts them as what they are.
 *
 * @param {ArtifactReport[]} artifacts
 */
function whatOf(artifacts) {
  return artifacts.every((artifact) => artifact.image !== undefined) ? 'sumImages' : 'sum';
}

/**
 * @param {ArtifactReport[]} artifacts
 * @param {Context} context
 */
function several(artifacts, context) {
  const silent = artifacts.filter((artifact) => artifact.evidence.length === 0 && !context.isStopped(artifact.name) && artifact.image === undefined);
  const quiet = new Set(silent.length > FEW ? silent : []);
  const images = artifacts.filter((artifact) => artifact.image !== undefined && !quiet.has(artifact));
  const spoken = artifacts.filter((artifact) => !quiet.has(artifact) && artifact.image === undefined);
  const groups = ORDER.flatMap((verdict) => {
    const group = spoken.filter((artifact) => artifact.verdict === verdict);
    return [...group.slice(0, wanted.get(verdict) ?? stepOf(artifacts.length)).map((artifact) => pebble(artifact, context)), ...more(verdict, group, stepOf(artifacts.length), context)];
  });
  const { report, words } = context;
  return [
    ...spoken.length > SIGNERS ? signers(spoken, context) : [],
    ...images.length === 0 ? [] : [imageTree(images, report, (artifact, label) => pebble(artifact, context, label), words)],
    ...groups, ...silent.length > FEW ? [withoutEvidence(silent, context)] : [],
  ];
}

/** @param {number} count  of all artifacts */
function stepOf(count) {
  return count > VERY_MANY ? SMALL_STEP : STEP;
}

/**
 * @param {Verdict} verdict
 * @param {ArtifactReport[]} group  that have it
 * @param {number} first  how many are shown unasked
 * @param {Context} context
 */
function more(verdict, group, first, context) {
  const { words, redraw } = context;
  const shown = wanted.get(verdict) ?? first;
  const left = group.slice(shown);
  if (left.length === 0) return [];
  return [element('p', { class: 'more' }, element('button', { type: 'button', click: () => {
    wanted.set(verdict, shown + STEP);
    redraw();
  } }, words.text('showMore', { count: words.number(left.length), word: new Said(countsOf(left, context).map(({ word }) => word).join(', ')) })))];
}

/**
 * A small stone, which opens.
 *
 * @param {ArtifactReport} artifact
 * @param {Context} context
 * @param {string} [label]  what it is among others
 */
function pebble(artifact, context, label = '') {
  const { words, report, readOn } = context;
  const { word, meaning, next, sentence } = said(artifact, context);
  const mark = element('span', { class: 'streak' }, streak(artifact.digests.sha256 ?? '', true));
  reach(mark, 1);
  const inside = element('div', { class: 'inside' });
  const stopped = context.isStopped(artifact.name);
  const fill = () => {
    if (inside.childElementCount > 0) return;
    inside.append(
      element('p', {}, stopped ? words.text('unread') : artifact.verdict === 'verified' ? words.catalogue.scope : `${meaning} ${next}`),
      ...stopped ? [element('p', { class: 'try' }, element('button', { type: 'button', click: () => readOn(artifact.name) }, words.text('readOn')))] : [],
      detail(artifact, context));
  };
  const open = artifact.name === alone;
  if (open) fill();
  const opened = element('details', { class: 'pebble', open, toggle: () => { if (opened.open) fill(); } },
    element('summary', { class: 'stone' }, badge(artifact.verdict, words, word), label !== '' && element('span', { class: 'platform' }, label), element('span', { class: 'name' }, stopped ? visible(artifact.name) : sentence), mark), inside);
  return element('article', { class: 'artifact', 'data-verdict': artifact.verdict }, opened);
}

/**
 * @param {ArtifactReport[]} artifacts
 * @param {Context} context
 */
function withoutEvidence(artifacts, { words }) {
  const { word, meaning, next } = words.verdict('incomplete', { artifact: '', signer: '' });
  const over = artifacts.length - NAMES;
  return element('article', { class: 'artifact silent', 'data-verdict': 'incomplete' },
    element('details', { class: 'pebble' },
      element('summary', { class: 'stone' },
        element('span', { class: 'word', 'data-verdict': 'incomplete' }, icon('incomplete'), word),
        element('span', { class: 'name' }, words.text('silent', { count: words.number(artifacts.length) }))),
      element('div', { class: 'inside' },
        element('p', {}, `${meaning} ${next}`),
        element('ul', { class: 'names' },
          ...artifacts.slice(0, NAMES).map(({ name }) => element('li', {}, visible(name))),
          over > 0 && element('li', {}, words.text('more', { count: words.number(over) }))))));
}
