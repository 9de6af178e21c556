// A report in sentences, for a terminal.

import { visible } from '../wording.js';
import { styled, timeInWords } from './output.js';

/**
 * @typedef {import('../index.d.ts').Report} Report
 * @typedef {import('../index.d.ts').ArtifactReport} ArtifactReport
 * @typedef {import('../index.d.ts').EvidenceReport} EvidenceReport
 * @typedef {import('../index.d.ts').Check} Check
 * @typedef {import('../wording.js').Wording} Wording
 */

/** @type {Record<string, { mark: string, style: string }>} */
const VERDICTS = {
  verified: { mark: '✓', style: 'green' },
  unstated: { mark: '?', style: 'yellow' },
  incomplete: { mark: '…', style: 'dim' },
  unexpected: { mark: '✗', style: 'red' },
  failed: { mark: '✗', style: 'red' },
};

/** @type {Record<string, string>} */
const STATUS = { passed: '✓', failed: '✗', missing: '…', 'not-applicable': '-' };

/**
 * @param {Report} report
 * @param {Wording} wording
 * @returns {string[]}
 */
export function inSentences(report, wording) {
  const lines = report.artifacts.flatMap((artifact) => ofArtifact(artifact, report, wording));
  for (const { name, reason, facts } of report.orphans) {
    const { sentence, next } = wording.orphan(reason, { ...facts, file: name });
    lines.push(`${visible(name)}: ${sentence}`, ...indented(1, next));
  }
  for (const { file, code, facts } of report.errors) {
    const { sentence, next } = wording.error(code, { ...facts, file });
    lines.push(`${visible(file)}: ${sentence} (${code})`, ...indented(1, next));
  }
  const trust = report.trust.map(({ name, source, date }) => `${visible(name)} (${source}${date === null ? '' : `, ${date}`})`);
  return [...lines, '', `Judged at ${timeInWords(report.now)}, relying on: ${trust.join(', ') || 'nothing'}`];
}

/**
 * @param {ArtifactReport} artifact
 * @param {Report} report
 * @param {Wording} wording
 */
function ofArtifact(artifact, report, wording) {
  const evidence = artifact.evidence.flatMap((index) => report.evidence[index] ?? []);
  const best = evidence.find(({ verdict }) => verdict === artifact.verdict);
  const facts = { artifact: artifact.name, signer: wording.signer(best?.signer) };
  const { word, sentence, meaning, next } = wording.verdict(artifact.verdict, facts);
  const { mark, style } = VERDICTS[artifact.verdict] ?? { mark: ' ', style: 'dim' };
  const lines = [styled(style, `${mark} ${word}: `) + styled('bold', sentence)];
  if (artifact.verdict === 'verified') lines.push(...indented(1, wording.catalogue.scope));
  else lines.push(...indented(1, meaning), ...indented(1, next));
  for (const [name, digest] of Object.entries(artifact.digests)) lines.push(`  ${name} ${digest}`);
  for (const each of evidence) lines.push(...ofEvidence(each, artifact, wording));
  return lines;
}

/**
 * @param {EvidenceReport} evidence
 * @param {ArtifactReport} artifact
 * @param {Wording} wording
 */
function ofEvidence(evidence, artifact, wording) {
  const warning = evidence.verdict === 'failed' && artifact.verdict !== 'failed' ? ' (this evidence is wrong)' : '';
  const lines = [`  ${visible(evidence.name)}: ${evidence.verdict}${warning}`];
  const { signer, time } = evidence;
  if (signer !== null) lines.push(`    signer  ${visible(signer.identity)}`);
  if (signer?.issuer) lines.push(`    issuer  ${visible(signer.issuer)}`);
  if (time !== null) lines.push(`    time    ${timeInWords(time.value)}, ${wording.catalogue.timeSource[time.source] ?? time.source} ${visible(time.authority)}`);
  return [...lines, ...evidence.checks.flatMap((check) => ofCheck(check, wording))];
}

/**
 * @param {Check} check
 * @param {Wording} wording
 */
function ofCheck(check, wording) {
  const { sentence, next } = wording.check(check);
  const mark = STATUS[check.status] ?? ' ';
  const line = `    ${mark} ${check.code.padEnd(22)} ${sentence}`;
  if (check.status === 'failed') return [styled('red', line), ...indented(4, next)];
  if (check.status === 'missing') return [styled('yellow', line), ...indented(4, next)];
  return [line];
}

/**
 * @param {number} depth
 * @param {string} text
 */
function indented(depth, text) {
  return text === '' ? [] : [`${'  '.repeat(depth)}${text}`];
}
