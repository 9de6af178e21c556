// The answer about each artifact: one sentence on its stone, then who, when, and every check.

import { framed } from './claims.js';
import { element, icon } from './element.js';
import { streak } from './streak.js';
import { visible } from './touchstone/wording.js';

/**
 * @typedef {import('./touchstone/index.js').ArtifactReport} ArtifactReport
 * @typedef {import('./touchstone/index.js').Check} Check
 * @typedef {import('./touchstone/index.js').EvidenceReport} EvidenceReport
 * @typedef {import('./touchstone/index.js').Report} Report
 * @typedef {import('./touchstone/index.js').Signer} Signer
 * @typedef {import('./words.js').Words} Words
 *
 * @typedef {{ words: Words, propose: (signer: Signer) => void }} Context
 */

/**
 * @param {Report} report
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
export function results(report, context) {
  return report.artifacts.map((artifact) => {
    const evidence = artifact.evidence.flatMap((index) => report.evidence[index] ?? []);
    return card(artifact, evidence, context);
  });
}

/**
 * @param {ArtifactReport} artifact
 * @param {EvidenceReport[]} evidence
 * @param {Context} context
 */
function card(artifact, evidence, context) {
  const { words } = context;
  const deciding = evidence.find(({ verdict }) => verdict === artifact.verdict);
  const facts = { artifact: artifact.name, signer: words.signer(deciding?.signer) };
  const { word, sentence, meaning, next } = words.verdict(artifact.verdict, facts);
  const verified = artifact.verdict === 'verified';
  const wrong = verified && evidence.some(({ verdict }) => verdict === 'failed');
  return element('article', { class: 'artifact', 'data-verdict': artifact.verdict },
    element('div', { class: 'stone small' },
      element('p', { class: 'word' }, icon(artifact.verdict), word),
      element('h2', { class: 'sentence', tabindex: '-1' }, sentence),
      element('p', {}, verified ? words.catalogue.scope : meaning),
      !verified && next !== '' && element('p', {}, next),
      wrong && element('p', {}, words.text('wrongBeside')),
      element('div', { class: 'streak' }, streak(artifact.digests.sha256 ?? '', 1))),
    element('div', { class: 'after' },
      element('div', {}, ...signerPart(deciding, artifact, context), digests(artifact, words)),
      element('div', {}, ...evidence.map((each) => evidencePart(each, artifact, words)))));
}

/**
 * @param {EvidenceReport | undefined} evidence
 * @param {ArtifactReport} artifact
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
function signerPart(evidence, artifact, { words, propose }) {
  const signer = evidence?.signer;
  if (evidence === undefined || signer === null || signer === undefined) return [];
  const parts = [
    element('h3', {}, words.text('signedBy')),
    identity(signer.identity),
    rows([
      [words.text('vouchedBy'), signer.issuer],
      [words.text('signedAt'), evidence.time === null ? null : timeInWords(evidence.time.value)],
      [words.text('timeFrom'), evidence.time === null ? null
        : `${words.catalogue.timeSource[evidence.time.source] ?? evidence.time.source}, ${evidence.time.authority}`],
      [words.text('reliesOn'), typeof evidence.facts.trustDomain === 'string' ? evidence.facts.trustDomain : null],
    ]),
  ];
  if (artifact.verdict === 'unstated' && signer.identityType !== 'key') {
    parts.push(element('div', { class: 'ask' },
      element('p', {}, words.text('ask')),
      element('button', { type: 'button', click: () => propose(signer) }, words.text('fillIn'))));
  }
  return parts;
}

/**
 * An identity, with the part that names the owner standing out.
 *
 * @param {string} text
 */
function identity(text) {
  const parts = /^(https:\/\/[^/]+\/)([^/]+\/[^/]+)(\/.*)$/.exec(text) ?? /^()([^@]+@)(.+)$/.exec(text);
  if (parts === null) return element('p', { class: 'signer' }, element('strong', {}, visible(text)));
  const [, before = '', owner = '', after = ''] = parts;
  return element('p', { class: 'signer' }, visible(before), element('strong', {}, visible(owner)), visible(after));
}

/**
 * @param {ArtifactReport} artifact
 * @param {Words} words
 */
function digests(artifact, words) {
  const size = artifact.size === null ? null : words.text('bytes', { size: artifact.size.toLocaleString('en') });
  return rows([
    [words.text('size'), size],
    ...Object.entries(artifact.digests).map(([name, digest]) => /** @type {[string, string]} */ ([name, digest.replace(/(.{4})(?=.)/g, '$1 ')])),
  ], 'digest');
}

/**
 * @param {[string, string | null][]} pairs
 * @param {string} [style]
 */
function rows(pairs, style) {
  const known = pairs.filter(([, value]) => value !== null);
  return element('dl', { class: 'facts' }, ...known.flatMap(([name, value]) => [
    element('dt', {}, name),
    element('dd', { class: style }, visible(value ?? '')),
  ]));
}

/**
 * @param {EvidenceReport} evidence
 * @param {ArtifactReport} artifact
 * @param {Words} words
 */
function evidencePart(evidence, artifact, words) {
  const open = evidence.verdict !== 'verified' && evidence.verdict !== 'unstated';
  const passed = evidence.checks.filter(({ status }) => status === 'passed').length;
  const notable = evidence.checks.filter(({ status }) => status === 'failed' || status === 'missing');
  return element('section', {},
    element('h3', {}, visible(evidence.name)),
    element('p', { class: 'quiet' }, words.text('evidenceLine', {
      kind: words.catalogue.kind[evidence.kind] ?? evidence.kind, word: words.verdict(evidence.verdict, { artifact: artifact.name, signer: '' }).word,
    })),
    notable.length > 0 && checks(notable, words),
    element('details', { open: open && notable.length === 0 },
      element('summary', {}, words.text('allChecks', { passed, count: evidence.checks.length })),
      checks(evidence.checks, words)),
    element('details', {},
      element('summary', {}, words.text('claims')),
      framed(evidence.claims, words.text('claimed'))));
}

/**
 * @param {Check[]} list
 * @param {Words} words
 */
function checks(list, words) {
  return element('ul', { class: 'checks' }, ...list.map((check) => {
    const { question, sentence, next } = words.check(check);
    return element('li', { 'data-status': check.status, 'data-code': check.code },
      element('span', { class: 'mark' }, icon(check.status), element('span', { class: 'unseen' }, words.text(`status-${check.status}`))),
      element('div', {},
        element('p', { class: 'question' }, question),
        element('p', {}, sentence),
        next !== '' && element('p', {}, next),
        element('p', { class: 'code' }, `${check.code} · ${check.spec}`)));
  }));
}

/** @param {string} time  RFC 3339 in UTC */
function timeInWords(time) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return `${day}, ${date.toISOString().slice(11, 19)} UTC`;
}
