// How it is proven, for whoever wants to follow it: drawings where something has a shape, tables where
// it has none. Each says whether it was checked.

import { framed } from './claims.js';
import { chain, ladders, tag, timeline } from './drawings.js';
import { element } from './element.js';
import { Said, visible } from './touchstone/wording.js';

/**
 * @typedef {import('./touchstone/index.js').EvidenceReport} EvidenceReport
 * @typedef {import('./words.js').Words} Words
 *
 * @typedef {{ kind?: string, version?: string, logId?: string, logIndex?: number, integratedTime?: string | null }} LogEntry
 * @typedef {{ type?: string, predicateType?: string, subjects?: { name?: string, digests?: Record<string, string> }[], subjectCount?: number, says?: unknown }} Statement
 */

/**
 * @param {EvidenceReport} evidence
 * @param {Words} words
 * @returns {(HTMLElement | null)[]}
 */
export function proof(evidence, words) {
  return [timeline(evidence, words), chain(evidence, words), promises(evidence, words), ...entries(evidence, words), ...ladders(evidence, words), statement(evidence, words)];
}

/**
 * When which logs promised to show the certificate to everybody.
 *
 * @param {EvidenceReport} evidence
 * @param {Words} words
 */
function promises({ claims, checks }, words) {
  const { scts } = /** @type {{ scts?: unknown }} */ (claims.certificate ?? {});
  if (!Array.isArray(scts) || scts.length === 0) return null;
  const good = new Set(/** @type {string[]} */ (checks.find(({ code, status }) => code === 'certificate.sct' && status === 'passed')?.facts.logIds ?? []));
  return table(words.text('promises'), words, scts.map(({ logId, time }) => [words.text('logId'), `${visible(String(logId))} · ${words.time(String(time)).text}`, good.has(logId)]));
}

/**
 * @param {EvidenceReport} evidence
 * @param {Words} words
 */
function entries({ claims, checks }, words) {
  const list = /** @type {LogEntry[]} */ (Array.isArray(claims.logEntries) ? claims.logEntries : []);
  return list.map(({ kind, version, logId, logIndex, integratedTime }, index) => {
    const passed = (/** @type {string} */ asked) => checks.some(({ code, status, facts }) => code === asked && status === 'passed' && (facts.index ?? index) === index);
    // The time is part of the log's promise, and of nothing else.
    const promised = passed('log.set');
    /** @type {Row[]} */
    const rows = [
      [words.text('entryKind'), visible(`${kind ?? ''} ${version ?? ''}`), passed('log.entry-matches')],
      [words.text('logId'), visible(logId ?? ''), promised || passed('log.inclusion-proof') && passed('log.checkpoint')],
    ];
    if (typeof logIndex === 'number') rows.push([words.text('logIndex'), words.number(logIndex), promised]);
    if (typeof integratedTime === 'string') rows.push([words.text('integratedAt'), words.time(integratedTime).text, promised]);
    return table(words.text('logEntry'), words, rows);
  });
}

/**
 * What the signer stated, where the signature over it holds.
 *
 * @param {EvidenceReport} evidence
 * @param {Words} words
 */
function statement({ facts }, words) {
  const { predicateType, subjects = [], subjectCount = 0, says } = /** @type {Statement} */ (facts.statement ?? {});
  if (predicateType === undefined) return null;
  /** @type {Row[]} */
  const rows = [[words.text('predicateType'), visible(predicateType), true]];
  for (const { name = '', digests = {} } of subjects.slice(0, SHOWN)) {
    rows.push([words.text('subject'), [visible(name), ...Object.entries(digests).map(([algorithm, digest]) => `${algorithm}:${visible(digest)}`)].join(' '), true]);
  }
  if (subjectCount > SHOWN) rows.push(['', words.text('more', { count: new Said(words.number(subjectCount - SHOWN)) }), true]);
  const shown = table(words.text('statement'), words, rows);
  // The signature holds, and so these are the signer's words; whether they are true nobody checked.
  if (typeof says === 'object' && says !== null) shown.append(framed(/** @type {Record<string, unknown>} */ (says), words.text('signersWords')));
  return shown;
}

/** More subjects than this are counted. */
const SHOWN = 20;

/** @typedef {[name: string, value: string, checked: boolean]} Row */

/**
 * @param {string} title
 * @param {Words} words
 * @param {Row[]} rows
 */
function table(title, words, rows) {
  return element('figure', { class: 'drawing' },
    element('figcaption', {}, title),
    element('dl', { class: 'facts' }, ...rows.flatMap(([name, value, checked]) => [element('dt', {}, name), element('dd', {}, value, tag(checked, words))])));
}
