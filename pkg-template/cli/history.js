// A history in a terminal: what it holds, its names, and a line for each signed commit and tag.

import { fill, visible } from '../wording.js';
import { timeInWords } from './output.js';
import { VERDICTS } from './report.js';
import { line } from './terminal.js';

/**
 * @typedef {import('../index.d.ts').ArtifactReport} ArtifactReport
 * @typedef {import('../index.d.ts').Report} Report
 * @typedef {import('./main.js').Face} Face
 * @typedef {import('./terminal.js').Line} Line
 */

/** More names than this nobody reads in a terminal. */
const REFS = 20;
/** Nor more objects of one verdict; with `--json` all are there. */
const OBJECTS = { verified: 20, other: 200 };
/** So much of an id tells objects apart. */
const ID = 12;

/**
 * @param {number} place  in the report's histories
 * @param {Report} report
 * @param {Face} face
 * @returns {(string | Line)[]}
 */
export function ofHistory(place, report, face) {
  const { wording, terminal } = face;
  const history = report.histories[place];
  if (history === undefined) return [];
  const word = wording.wordOfHistory(history, report);
  const { sentence, open } = wording.history(history);
  const { mark, style } = VERDICTS[history.verdict] ?? { mark: ' ', style: 'dim' };
  const objects = report.artifacts.filter((artifact) => artifact.history === place);
  return [
    line(0, terminal.paint(style, `${mark} ${word}: `) + terminal.paint('bold', sentence), 2),
    ...history.verdict === 'verified' ? [line(2, wording.catalogue.scope)] : [line(2, wording.catalogue.history.scope ?? '')],
    ...open.map((text) => line(2, text, 4)),
    ...Object.entries(history.digests).map(([name, digest]) => line(2, `${name} ${digest}`)),
    ...ofRefs(history, report, face),
    ...['failed', 'unexpected', 'incomplete', 'unstated', 'verified'].flatMap((verdict) => {
      const same = objects.filter((object) => object.verdict === verdict);
      const shown = same.slice(0, verdict === 'verified' ? OBJECTS.verified : OBJECTS.other);
      return [...shown.flatMap((object) => ofObject(object, report, face)), ...more(same.length - shown.length, face)];
    }),
  ];
}

/**
 * @param {import('../index.d.ts').HistoryReport} history
 * @param {Report} report
 * @param {Face} face
 */
function ofRefs({ refs, refCount }, report, face) {
  const { wording } = face;
  const shown = refs.slice(0, REFS).map((named) => {
    const object = named.artifact === null ? undefined : report.artifacts[named.artifact];
    const state = object === undefined ? wording.ref(named) : wording.answer(object, report).word.toLowerCase();
    return line(2, `${visible(named.name)} ${named.id.slice(0, ID)}: ${state}`, 4);
  });
  return [...shown, ...more(refCount - shown.length, face)];
}

/**
 * @param {ArtifactReport} object
 * @param {Report} report
 * @param {Face} face
 * @returns {Line[]}
 */
function ofObject({ evidence: [index], verdict }, report, { wording, terminal }) {
  const evidence = index === undefined ? undefined : report.evidence[index];
  if (evidence === undefined) return [];
  const { mark, style } = VERDICTS[verdict] ?? { mark: ' ', style: 'dim' };
  const { facts: { object, type }, claims: { committer, title }, signer, time } = evidence;
  const kind = wording.catalogue.history[String(type)] ?? String(type);
  const parts = [kind, String(object).slice(0, ID), signer === null ? '' : visible(signer.identity), time === null ? '' : timeInWords(time.value)];
  const lines = [line(2, `${terminal.paint(style, mark)} ${parts.filter((part) => part !== '').join('  ')}  ${visible(String(title ?? ''))}`, 6)];
  const reason = evidence.checks.find(({ status }) => status === 'failed') ?? evidence.checks.find(({ status }) => status === 'missing');
  if (verdict !== 'verified' && verdict !== 'unstated' && reason !== undefined) lines.push(line(6, `${wording.check(reason).sentence} (${reason.code})`, 8));
  if (evidence.facts.committerIsSigner === false && typeof committer === 'string') lines.push(line(6, fill(wording.catalogue.history.committer ?? '', { committer }), 8));
  return lines;
}

/**
 * @param {number} count
 * @param {Face} face
 */
function more(count, { wording }) {
  return count > 0 ? [line(2, fill(wording.catalogue.history.more ?? '', { count }))] : [];
}
