// What stands below an artifact's stone: build, source, integrity and signature in plain words, who
// signed and when, and every check.

import { framed } from './claims.js';
import { demands } from './demands.js';
import { element, icon } from './element.js';
import { proof } from './proof.js';
import { comparison, identity } from './identity.js';
import { imagePart } from './image.js';
import { plainWords } from './plain.js';
import { raw } from './raw.js';
import { Said, decidingOf, visible } from './touchstone/wording.js';

/**
 * @typedef {import('./card.js').Context} Context
 * @typedef {import('./touchstone/index.js').ArtifactReport} ArtifactReport
 * @typedef {import('./touchstone/index.js').Check} Check
 * @typedef {import('./touchstone/index.js').EvidenceReport} EvidenceReport
 * @typedef {import('./words.js').Words} Words
 */

/**
 * @param {ArtifactReport} artifact
 * @param {Context} context
 */
export function detail(artifact, context) {
  const evidence = artifact.evidence.flatMap((index) => context.report.evidence[index] ?? []);
  const deciding = decidingOf(artifact, context.report);
  return element('div', { class: 'detail', 'data-verdict': artifact.verdict },
    element('div', {},
      deciding !== undefined && plainWords(deciding, artifact, context.words),
      ...demands(artifact, context.words),
      ...signerPart(deciding, artifact, context),
      ...imagePart(artifact, context),
      ...ownChecks(artifact, context),
      digests(artifact, context),
      ...flip(artifact, context)),
    element('div', {}, ...evidence.map((each) => evidencePart(each, artifact.name, context))));
}

/**
 * What was asked about the artifact itself, whatever speaks about it.
 *
 * @param {ArtifactReport} artifact
 * @param {Context} context
 */
function ownChecks({ checks: list = [] }, { words }) {
  return list.length === 0 ? [] : [element('h3', {}, words.text('ownChecks')), checks(list, words)];
}

/**
 * A way to see the answer fail before it is believed.
 *
 * @param {ArtifactReport} artifact
 * @param {Context} context
 */
function flip(artifact, { words, flipByte, before }) {
  // A part of an image is no file of its own.
  const small = artifact.image === undefined && artifact.size !== null && artifact.size > 0 && artifact.size <= FLIP_LIMIT;
  const sound = artifact.verdict === 'verified' || artifact.verdict === 'unstated' || artifact.verdict === 'unexpected';
  if (!small || !(sound || before.has(artifact.name))) return [];
  return [element('p', { class: 'try' },
    element('button', { type: 'button', click: () => flipByte(artifact.name) }, words.text('flip')),
    element('span', { class: 'quiet' }, words.text('flipWhy')))];
}

/** Larger files are not copied to have a byte flipped. */
const FLIP_LIMIT = 64 * 1024 * 1024;

/**
 * @param {EvidenceReport | undefined} evidence
 * @param {ArtifactReport} artifact
 * @param {Context} context
 * @returns {(HTMLElement | null)[]}
 */
function signerPart(evidence, artifact, { words, report }) {
  const signer = evidence?.signer;
  if (evidence === undefined || signer === null || signer === undefined) return [];
  const { time } = evidence;
  const differs = artifact.verdict === 'unexpected' && evidence.checks.find(({ code, status }) => code === 'identity.expected' && status === 'failed');
  return [
    element('h3', {}, words.text('signedBy')),
    identity(signer.identity, words),
    differs ? compared(differs, words) : null,
    rows([
      [words.text('vouchedBy'), signer.issuer],
      [words.text('signedAt'), time === null ? null : words.time(time.value)],
      [words.text('timeFrom'), time === null ? null : new Said(`${words.catalogue.timeSource[time.source] ?? time.source}, ${visible(time.authority)}`)],
      [words.text('reliesOn'), reliedOn(evidence, report, words)],
      [words.text('judgedAt'), words.time(report.now)],
    ]),
  ];
}

/**
 * @param {Check} check  that a signer failed
 * @param {Words} words
 */
function compared({ facts: { expected, found } }, words) {
  if (typeof expected !== 'string' || typeof found !== 'string') return null;
  // A repository may be named without its host.
  const host = 'https://github.com/';
  return comparison(found.startsWith(host) && !expected.includes(':') ? host + expected : expected, found, words);
}

/**
 * The trust domain, and of when it is.
 *
 * @param {EvidenceReport} evidence
 * @param {import('./touchstone/index.js').Report} report
 * @param {Words} words
 */
function reliedOn({ facts: { trustDomain } }, { trust }, words) {
  if (typeof trustDomain !== 'string') return null;
  const source = trust.find(({ name }) => name === trustDomain);
  const origin = source === undefined ? '' : words.trustSource(source);
  return new Said(origin === '' ? visible(trustDomain) : `${visible(trustDomain)} (${origin})`);
}

/**
 * @param {ArtifactReport} artifact
 * @param {Context} context
 */
function digests(artifact, { words, tell }) {
  const size = artifact.size === null ? [] : [element('dt', {}, words.text('size')), element('dd', {}, words.text('bytes', { size: words.number(artifact.size) }))];
  return element('dl', { class: 'facts' }, ...size, ...Object.entries(artifact.digests).flatMap(([name, digest]) => [
    element('dt', {}, name),
    element('dd', { class: 'digest' }, element('span', { class: 'hex' }, digest.replace(/(.{4})(?=.)/g, '$1 ')),
      element('button', { type: 'button', class: 'plain-button', click: async () => {
        await navigator.clipboard.writeText(digest);
        tell(words.text('copied', { what: new Said(name) }));
      } }, words.text('copy'), element('span', { class: 'unseen' }, ` ${name} ${visible(artifact.name)}`))),
  ]));
}

/**
 * @param {[string, string | Said | null][]} pairs
 * @param {string} [style]
 */
export function rows(pairs, style) {
  const known = pairs.filter(([, value]) => value !== null);
  return element('dl', { class: 'facts' }, ...known.flatMap(([name, value]) => [
    element('dt', {}, name),
    element('dd', { class: style }, value instanceof Said ? value.text : visible(value ?? '')),
  ]));
}

/**
 * @param {EvidenceReport} evidence
 * @param {string} artifact  the name of what it is about
 * @param {Context} context
 */
export function evidencePart(evidence, artifact, context) {
  const { words, before } = context;
  const open = evidence.verdict !== 'verified' && evidence.verdict !== 'unstated';
  const passed = evidence.checks.filter(({ status }) => status === 'passed').length;
  const notable = evidence.checks.filter(({ status }) => status === 'failed' || status === 'missing');
  const was = before.get(artifact)?.checks.get(evidence.name);
  return element('section', { class: 'evidence' },
    element('h3', { class: 'file-name' }, visible(evidence.name)),
    element('p', { class: 'quiet' }, words.text('evidenceLine', {
      kind: new Said(words.catalogue.kind[evidence.kind] ?? visible(evidence.kind)), word: new Said(words.verdict(evidence.verdict, {}, evidence).word),
    })),
    notable.length > 0 && checks(notable, words, was),
    element('details', { class: 'all-checks', open: open && notable.length === 0 },
      element('summary', {}, words.text('allChecks', { passed, count: evidence.checks.length })),
      checks(evidence.checks, words, was)),
    element('details', {},
      element('summary', {}, words.text('proof')),
      ...signerFacts(evidence, words),
      ...proof(evidence, words)),
    element('details', {},
      element('summary', {}, words.text('claims')),
      framed(evidence.claims, words.text('claimed')),
      raw(evidence.name, context)));
}

/**
 * All that the certificate says of its owner, once the certificate itself was checked.
 *
 * @param {EvidenceReport} evidence
 * @param {Words} words
 */
function signerFacts({ signer }, words) {
  const extensions = Object.entries(signer?.extensions ?? {});
  if (extensions.length === 0) return [];
  return [element('p', { class: 'drawing' }, words.text('certificateSays'), element('span', { class: 'tag checked' }, words.text('checked'))), rows(extensions, 'digest')];
}

/**
 * @param {Check[]} list
 * @param {Words} words
 * @param {Map<string, import('./touchstone/index.js').Check['status']>} [was]  before the verdict changed
 */
function checks(list, words, was) {
  return element('ul', { class: 'checks' }, ...list.map((check) => {
    const { question, sentence, next } = words.check(check);
    const before = was?.get(`${check.code} ${check.facts.index ?? ''}`);
    return element('li', { 'data-status': check.status, 'data-code': check.code },
      element('span', { class: 'mark' }, icon(check.status), element('span', { class: 'unseen' }, words.text(`status-${check.status}`))),
      element('div', {},
        element('p', { class: 'question' }, question, before !== undefined && before !== check.status && element('span', { class: 'tag' }, words.text('wasBefore', { status: new Said(words.text(`status-${before}`)) }))),
        element('p', {}, sentence),
        next !== '' && element('p', {}, next),
        element('p', { class: 'code' }, `${check.code} · ${check.spec}`)));
  }));
}
