// The answer about each artifact: one sentence on its stone, then who, when, and every check.

import { framed } from './claims.js';
import { chain, ladders, tag, timeline } from './drawings.js';
import { element, icon } from './element.js';
import { identity, plainWords } from './plain.js';
import { saveFile } from './sharing.js';
import { streak } from './streak.js';
import { Said, visible } from './touchstone/wording.js';

/**
 * @typedef {import('./touchstone/index.js').ArtifactReport} ArtifactReport
 * @typedef {import('./touchstone/index.js').Check} Check
 * @typedef {import('./touchstone/index.js').EvidenceReport} EvidenceReport
 * @typedef {import('./touchstone/index.js').Report} Report
 * @typedef {import('./touchstone/index.js').Signer} Signer
 * @typedef {import('./words.js').Words} Words
 *
 * @typedef {object} Context
 * @property {Words} words
 * @property {(signer: Signer) => void} propose
 * @property {(name: string) => void} flipByte
 * @property {(name: string) => File | undefined} files  as they came, by name
 * @property {Map<string, import('./touchstone/index.js').Verdict>} before
 */

/**
 * @param {Report} report
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
export function results(report, context) {
  const [spoken, silent] = [report.artifacts.filter(hasEvidence), report.artifacts.filter((artifact) => !hasEvidence(artifact))];
  const cards = (silent.length > FEW ? spoken : report.artifacts).map((artifact) => {
    const evidence = artifact.evidence.flatMap((index) => report.evidence[index] ?? []);
    return card(artifact, evidence, context);
  });
  return silent.length > FEW ? [...cards, withoutEvidence(silent, context)] : cards;
}

/** More files than this without any evidence are a list. */
const FEW = 3;
/** More names than this nobody reads. */
const NAMES = 100;

/** @param {ArtifactReport} artifact */
function hasEvidence({ evidence }) {
  return evidence.length > 0;
}

/**
 * @param {ArtifactReport[]} artifacts
 * @param {Context} context
 */
function withoutEvidence(artifacts, { words }) {
  const { word, meaning } = words.verdict('incomplete', { artifact: '', signer: '' });
  const more = artifacts.length - NAMES;
  return element('article', { class: 'artifact', 'data-verdict': 'incomplete' },
    element('div', { class: 'stone small' },
      element('p', { class: 'word' }, icon('incomplete'), word),
      element('h2', { class: 'sentence', tabindex: '-1' }, words.text('silent', { count: words.number(artifacts.length) })),
      element('p', {}, meaning)),
    element('ul', { class: 'names' },
      ...artifacts.slice(0, NAMES).map(({ name }) => element('li', {}, visible(name))),
      more > 0 && element('li', {}, words.text('more', { count: words.number(more) }))));
}

/**
 * @param {ArtifactReport} artifact
 * @param {EvidenceReport[]} evidence
 * @param {Context} context
 */
function card(artifact, evidence, context) {
  const { words, before } = context;
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
      ...change(before.get(artifact.name), artifact, words),
      element('div', { class: 'streak' }, streak(artifact.digests.sha256 ?? '', 1))),
    element('div', { class: 'after' },
      element('div', {},
        deciding !== undefined && plainWords(deciding, artifact, words),
        ...signerPart(deciding, artifact, context), digests(artifact, words),
        ...flip(artifact, context)),
      element('div', {}, ...evidence.map((each) => evidencePart(each, artifact, context)))));
}

/**
 * What the verdict was before the file was changed, so that both stand side by side.
 *
 * @param {import('./touchstone/index.js').Verdict | undefined} verdict
 * @param {ArtifactReport} artifact
 * @param {Words} words
 */
function change(verdict, artifact, words) {
  if (verdict === undefined) return [];
  const named = (/** @type {import('./touchstone/index.js').Verdict} */ each) => new Said(words.verdict(each, { artifact: artifact.name, signer: '' }).word);
  return [element('p', { class: 'change' }, words.text('wasNow', { was: named(verdict), now: named(artifact.verdict) }))];
}

/**
 * A way to see the answer fail before it is believed.
 *
 * @param {ArtifactReport} artifact
 * @param {Context} context
 */
function flip(artifact, { words, flipByte, before }) {
  const small = artifact.size !== null && artifact.size > 0 && artifact.size <= FLIP_LIMIT;
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
 * @returns {HTMLElement[]}
 */
function signerPart(evidence, artifact, { words, propose }) {
  const signer = evidence?.signer;
  if (evidence === undefined || signer === null || signer === undefined) return [];
  const parts = [
    element('h3', {}, words.text('signedBy')),
    identity(signer.identity, words),
    rows([
      [words.text('vouchedBy'), signer.issuer],
      [words.text('signedAt'), evidence.time === null ? null : words.time(evidence.time.value)],
      [words.text('timeFrom'), evidence.time === null ? null
        : new Said(`${words.catalogue.timeSource[evidence.time.source] ?? evidence.time.source}, ${visible(evidence.time.authority)}`)],
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
 * @param {ArtifactReport} artifact
 * @param {Words} words
 */
function digests(artifact, words) {
  const size = artifact.size === null ? null : words.text('bytes', { size: words.number(artifact.size) });
  return rows([
    [words.text('size'), size],
    ...Object.entries(artifact.digests).map(([name, digest]) => /** @type {[string, string]} */ ([name, digest.replace(/(.{4})(?=.)/g, '$1 ')])),
  ], 'digest');
}

/**
 * @param {[string, string | Said | null][]} pairs
 * @param {string} [style]
 */
function rows(pairs, style) {
  const known = pairs.filter(([, value]) => value !== null);
  return element('dl', { class: 'facts' }, ...known.flatMap(([name, value]) => [
    element('dt', {}, name),
    element('dd', { class: style }, value instanceof Said ? value.text : visible(value ?? '')),
  ]));
}

/**
 * @param {EvidenceReport} evidence
 * @param {ArtifactReport} artifact
 * @param {Context} context
 */
function evidencePart(evidence, artifact, { words, files }) {
  const open = evidence.verdict !== 'verified' && evidence.verdict !== 'unstated';
  const passed = evidence.checks.filter(({ status }) => status === 'passed').length;
  const notable = evidence.checks.filter(({ status }) => status === 'failed' || status === 'missing');
  return element('section', {},
    element('h3', {}, visible(evidence.name)),
    element('p', { class: 'quiet' }, words.text('evidenceLine', {
      kind: new Said(words.catalogue.kind[evidence.kind] ?? visible(evidence.kind)), word: new Said(words.verdict(evidence.verdict, { artifact: artifact.name, signer: '' }).word),
    })),
    notable.length > 0 && checks(notable, words),
    element('details', { class: 'all-checks', open: open && notable.length === 0 },
      element('summary', {}, words.text('allChecks', { passed, count: evidence.checks.length })),
      checks(evidence.checks, words)),
    element('details', {},
      element('summary', {}, words.text('proof')),
      ...signerFacts(evidence, words),
      timeline(evidence, words),
      chain(evidence, words),
      ...ladders(evidence, words)),
    element('details', {},
      element('summary', {}, words.text('claims')),
      framed(evidence.claims, words.text('claimed')),
      ...raw(evidence.name, files, words)));
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
  return [element('p', { class: 'drawing' }, words.text('certificateSays'), tag(true, words)), rows(extensions, 'digest')];
}

/**
 * The evidence as it came, to take along.
 *
 * @param {string} name
 * @param {(name: string) => File | undefined} files
 * @param {Words} words
 */
function raw(name, files, words) {
  const file = files(name);
  if (file === undefined) return [];
  return [element('p', { class: 'try' },
    element('button', { type: 'button', click: () => saveFile(file) }, words.text('saveRaw')),
    element('button', { type: 'button', click: async () => navigator.clipboard.writeText(await file.text()) }, words.text('copyRaw')))];
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
