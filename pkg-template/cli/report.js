// A report in sentences, for a terminal.

import { Said, decidingOf, fill, visible } from '../wording.js';
import { ofHistory } from './history.js';
import { timeInWords } from './output.js';
import { line } from './terminal.js';

/**
 * @typedef {import('../index.d.ts').Report} Report
 * @typedef {import('../index.d.ts').ArtifactReport} ArtifactReport
 * @typedef {import('../index.d.ts').EvidenceReport} EvidenceReport
 * @typedef {import('../index.d.ts').Check} Check
 * @typedef {import('./main.js').Face} Face
 * @typedef {import('./terminal.js').Line} Line
 * @typedef {import('./terminal.js').Style} Style
 */

/** As the page colours them; the mark and the word say the same. @type {Record<string, { mark: string, style: Style }>} */
export const VERDICTS = {
  verified: { mark: '✓', style: 'green' },
  unstated: { mark: '?', style: 'yellow' },
  incomplete: { mark: '…', style: 'dim' },
  unexpected: { mark: '✗', style: 'red' },
  failed: { mark: '✗', style: 'red' },
};

/** @type {Record<string, string>} */
const STATUS = { passed: '✓', failed: '✗', missing: '…', 'not-applicable': '-' };

/** Columns of the longest of the codes of checks that are often seen. */
const CODE = 22;

/**
 * @param {Report} report
 * @param {Face} face
 * @returns {(string | Line)[]}
 */
export function inSentences(report, face) {
  const { wording, words } = face;
  const single = report.artifacts.filter(({ history }) => history === undefined);
  const lines = [...single.flatMap((artifact) => ofArtifact(artifact, report, face)), ...report.histories.flatMap((_, place) => ofHistory(place, report, face))];
  for (const { name, reason, facts } of report.orphans) {
    const { sentence, next } = wording.orphan(reason, { ...facts, file: name });
    lines.push(line(0, `${visible(name)}: ${sentence}`, 2), ...indented(2, next));
  }
  for (const { file, code, facts } of report.errors.filter(({ file }) => !isInHistory(file, report))) {
    const { sentence, next } = wording.error(code, { file, ...facts });
    lines.push(line(0, `${visible(file)}: ${sentence} (${code})`, 2), ...indented(2, next));
  }
  const trust = report.trust.map(({ name, source, date }) => `${visible(name)} (${fill(wording.catalogue.trustSource[source] ?? source, { date })})`);
  const reliedOn = new Said(trust.join(', ') || (words.label.nothing ?? ''));
  return [...lines, '', line(0, fill(words.label.judged ?? '', { time: timeInWords(report.now), trust: reliedOn }), 2)];
}

/**
 * A broken object of a history stands in its list.
 *
 * @param {string} file
 * @param {Report} report
 */
function isInHistory(file, report) {
  return report.histories.some(({ name }) => file.startsWith(`${name}/`)) && report.artifacts.some(({ name }) => name === file);
}

/**
 * @param {ArtifactReport} artifact
 * @param {Report} report
 * @param {Face} face
 * @returns {(string | Line)[]}
 */
function ofArtifact(artifact, report, face) {
  const { wording, terminal } = face;
  const evidence = artifact.evidence.flatMap((index) => report.evidence[index] ?? []);
  const best = decidingOf(artifact, report);
  const { word, sentence, ...advice } = wording.answer(artifact, report);
  // What a repository lacks is not to be found beside the file; its check says what it is.
  const { meaning, next } = artifact.verdict === 'incomplete' && best?.kind === 'tuf-metadata' ? { meaning: '', next: '' } : advice;
  const { mark, style } = VERDICTS[artifact.verdict] ?? { mark: ' ', style: 'dim' };
  const lines = [line(0, terminal.paint(style, `${mark} ${word}: `) + terminal.paint('bold', sentence), 2)];
  if (artifact.verdict === 'verified') lines.push(...indented(2, wording.catalogue.scope));
  else lines.push(...indented(2, meaning), ...indented(2, next));
  for (const [name, digest] of Object.entries(artifact.digests)) lines.push(line(2, `${name} ${digest}`));
  lines.push(...ofImage(artifact, report, face));
  for (const check of artifact.checks ?? []) lines.push(...ofCheck(check, face));
  for (const each of evidence) lines.push(...ofEvidence(each, artifact, face));
  return lines;
}

/**
 * What a part of a container image is, and what speaks for it.
 *
 * @param {ArtifactReport} artifact
 * @param {Report} report
 * @param {Face} face
 */
function ofImage({ image }, report, { words: { label } }) {
  if (image === undefined) return [];
  const names = Array.isArray(image.claims.names) ? image.claims.names.map(String) : [];
  const said = [image.platform, ...names].filter((text) => text !== null).map((text) => visible(String(text)));
  const covering = image.coveredBy.flatMap((position) => report.artifacts[position]?.name ?? []);
  return [
    ...said.length > 0 ? [line(2, said.join(', '), 4)] : [],
    ...covering.length > 0 ? [line(2, fill(label.coveredBy ?? '', { artifact: covering.join(', ') }), 4)] : [],
  ];
}

/**
 * @param {EvidenceReport} evidence
 * @param {ArtifactReport} artifact
 * @param {Face} face
 */
function ofEvidence(evidence, artifact, face) {
  const { wording, words: { label }, terminal } = face;
  const { catalogue } = wording;
  const { signer, time, verdict } = evidence;
  const warning = verdict === 'failed' && artifact.verdict !== 'failed' ? ` (${label.wrongBeside})` : '';
  const { word } = wording.verdict(verdict, {}, evidence);
  const lines = [line(2, `${visible(evidence.name)}: ${terminal.paint(VERDICTS[verdict]?.style ?? 'dim', word.charAt(0).toLowerCase() + word.slice(1))}${warning}`, 4)];
  const named = [label.signer ?? '', label.issuer ?? '', label.time ?? ''];
  const column = Math.max(...named.map((name) => name.length)) + 2;
  const say = (/** @type {number} */ index, /** @type {string} */ text) => lines.push(line(4, `${named[index]?.padEnd(column)}${text}`, 4 + column));
  if (signer !== null) say(0, visible(signer.identity));
  if (signer?.issuer) say(1, visible(signer.issuer));
  if (time !== null) {
    const source = new Said(catalogue.timeSource[time.source] ?? time.source);
    say(2, fill(label.timeFrom ?? '', { time: timeInWords(time.value), source, authority: time.authority }));
  }
  return [...lines, ...evidence.checks.flatMap((check) => ofCheck(check, face))];
}

/**
 * @param {Check} check
 * @param {Face} face
 */
function ofCheck(check, { wording, terminal }) {
  const { code, status } = check;
  const { sentence, next } = wording.check(check);
  const found = `${STATUS[status] ?? ' '} ${code.padEnd(CODE)} ${sentence}`;
  const hang = 4 + 2 + CODE + 1;
  if (status === 'failed') return [line(4, terminal.paint('red', found), hang), ...indented(8, next)];
  if (status === 'missing') return [line(4, terminal.paint('yellow', found), hang), ...indented(8, next)];
  return [line(4, found, hang)];
}

/**
 * @param {number} indent
 * @param {string} text
 */
function indented(indent, text) {
  return text === '' ? [] : [line(indent, text)];
}
