// Drawings of what is proven, each with the same as text beside it.

import { drawn, element } from './element.js';
import { Said, visible } from './touchstone/wording.js';

/**
 * @typedef {import('./touchstone/index.js').EvidenceReport} EvidenceReport
 * @typedef {import('./words.js').Words} Words
 *
 * @typedef {{ start: string | null, end: string | null }} Window
 * @typedef {{ logIndex: number, treeSize: number, rootHash: string, hashes: string[] }} Proof
 */

/**
 * The certificate's validity as a bar on a line of time, and the moment of signing across it.
 *
 * @param {EvidenceReport} evidence
 * @param {Words} words
 */
export function timeline({ claims, time, checks }, words) {
  const window = windowOf(claims);
  if (window?.start == null || window.end == null || time === null) return null;
  const [start, end, signed] = [window.start, window.end, time.value].map((text) => Date.parse(text));
  if (start === undefined || end === undefined || signed === undefined || !(end > start)) return null;
  const [first, last] = [Math.min(start, signed), Math.max(end, signed)];
  const margin = (last - first) * 0.1;
  const at = (/** @type {number} */ moment) => String(((moment - first + margin) / (last - first + 2 * margin)) * WIDTH);
  const within = signed >= start && signed <= end;
  return element('figure', { class: 'drawing' },
    element('figcaption', {}, words.text('timeline'), tag(checks.find(({ code }) => code === 'certificate.validity')?.status === 'passed', words)),
    drawn('svg', { viewBox: `0 0 ${WIDTH} 56`, 'aria-hidden': 'true' },
      drawn('path', { d: `M0 40H${WIDTH}`, class: 'axis' }),
      drawn('rect', { x: at(start), y: '28', width: String(Number(at(end)) - Number(at(start))), height: '12', rx: '6', class: 'window' }),
      drawn('path', { d: `M${at(signed)} 12V52`, class: within ? 'moment' : 'moment outside' })),
    element('dl', { class: 'facts' },
      ...row(words.text('validFrom'), words.time(window.start)),
      ...row(words.text('signedAt'), words.time(time.value)),
      ...row(words.text('validUntil'), words.time(window.end))));
}

const WIDTH = 600;

/**
 * Those who vouch for the certificate, each with the years for which they may, and how long the
 * trusted root relies on them; the moment of signing goes through all.
 *
 * @param {EvidenceReport} evidence
 * @param {Words} words
 */
export function chain({ checks, time }, words) {
  const check = checks.find(({ code, status }) => code === 'certificate.chain' && status === 'passed');
  const certificates = /** @type {Issuer[]} */ (check?.facts.certificates ?? []);
  if (certificates.length === 0) return null;
  const relied = /** @type {Window | undefined} */ (check?.facts.window);
  const bars = [
    ...certificates.map(({ subject, validity }) => ({ name: visible(subject), window: validity })),
    ...(relied === undefined ? [] : [{ name: words.text('reliedOn'), window: relied }]),
  ];
  return element('figure', { class: 'drawing' },
    element('figcaption', {}, words.text('chain'), tag(true, words)),
    windows(bars.map(({ window }) => window), time === null ? undefined : Date.parse(time.value)),
    element('dl', { class: 'facts' }, ...bars.flatMap(({ name, window: { start, end } }) => row(name,
      new Said([start, end].map((each) => each === null ? '…' : words.time(each).text).join(' – '))))));
}

/** @typedef {{ subject: string, sha256: string, validity: Window }} Issuer */

/** Height of a bar with its space. */
const BAR = 20;

/**
 * @param {Window[]} list
 * @param {number | undefined} moment
 */
function windows(list, moment) {
  const known = [...list.flatMap(({ start, end }) => [start, end]).flatMap((each) => each === null ? [] : [Date.parse(each)]), ...(moment === undefined ? [] : [moment])];
  const [first, last] = [Math.min(...known), Math.max(...known)];
  // What has no end goes to the edge.
  const at = (/** @type {number} */ time) => (0.05 + 0.9 * (time - first) / Math.max(1, last - first)) * WIDTH;
  const left = (/** @type {string | null} */ start) => start === null ? 0 : at(Date.parse(start));
  const right = (/** @type {string | null} */ end) => end === null ? WIDTH : at(Date.parse(end));
  const height = list.length * BAR + 16;
  return drawn('svg', { viewBox: `0 0 ${WIDTH} ${height}`, 'aria-hidden': 'true' },
    ...list.map(({ start, end }, index) => drawn('rect', {
      x: String(left(start)), y: String(8 + index * BAR), width: String(Math.max(4, right(end) - left(start))), height: '12', rx: '6', class: 'window',
    })),
    ...(moment === undefined ? [] : [drawn('path', { d: `M${at(moment)} 0V${height}`, class: 'moment' })]));
}

/**
 * @param {Record<string, unknown>} claims
 * @returns {Window | undefined}
 */
function windowOf({ certificate }) {
  return /** @type {{ validity?: Window } | undefined} */ (certificate)?.validity;
}

/**
 * The way from each log entry to the root of the log's tree: on every step the hash that stands
 * beside, and on which side.
 *
 * @param {EvidenceReport} evidence
 * @param {Words} words
 */
export function ladders({ claims, checks }, words) {
  const entries = /** @type {{ inclusionProof?: Proof | null, checkpoint?: string | null }[]} */ (Array.isArray(claims.logEntries) ? claims.logEntries : []);
  return entries.flatMap(({ inclusionProof: proof, checkpoint }, index) => {
    const passed = (/** @type {string} */ asked) => checks.find(({ code, facts }) => code === asked && (facts.index ?? index) === index)?.status === 'passed';
    return [
      ...(proof === null || proof === undefined ? [] : [ladder(proof, passed('log.inclusion-proof'), words)]),
      ...(checkpoint === null || checkpoint === undefined ? [] : [note(checkpoint, passed('log.checkpoint'), words)]),
    ];
  });
}

/**
 * What the log signed.
 *
 * @param {string} text
 * @param {boolean} checked
 * @param {Words} words
 */
function note(text, checked, words) {
  return element('figure', { class: 'drawing' },
    element('figcaption', {}, words.text('checkpoint'), tag(checked, words)),
    element('ol', { class: 'signed-note' }, ...text.trimEnd().split('\n').map((line) => element('li', {}, element('code', {}, visible(line))))));
}

/**
 * @param {Proof} proof
 * @param {boolean} checked
 * @param {Words} words
 */
function ladder(proof, checked, words) {
  const sides = sidesOf(proof);
  const height = (proof.hashes.length + 1) * STEP + 16;
  return element('figure', { class: 'drawing' },
    element('figcaption', {}, words.text('ladder', { index: new Said(words.number(proof.logIndex)), size: new Said(words.number(proof.treeSize)) }), tag(checked, words)),
    element('div', { class: 'ladder' },
      drawn('svg', { viewBox: `0 0 160 ${height}`, 'aria-hidden': 'true' },
        drawn('path', { d: `M80 ${height - 8}V8`, class: 'axis' }),
        drawn('circle', { cx: '80', cy: String(height - 8), r: '6', class: 'leaf' }),
        ...sides.map((side, step) => rung(side, height - 8 - (step + 1) * STEP)),
        drawn('circle', { cx: '80', cy: '8', r: '6', class: 'root' })),
      element('ol', {},
        element('li', {}, words.text('ladderEntry')),
        ...proof.hashes.map((hash, step) => element('li', {}, `${words.text(sides[step] === 'left' ? 'ladderLeft' : 'ladderRight')} `, element('code', {}, visible(hash)))),
        element('li', {}, `${words.text('ladderRoot')} `, element('code', {}, visible(proof.rootHash))))));
}

/** Height of a rung. */
const STEP = 28;

/**
 * @param {'left' | 'right'} side
 * @param {number} y
 */
function rung(side, y) {
  const x = side === 'left' ? 24 : 136;
  return drawn('g', {},
    drawn('path', { d: `M${x} ${y + STEP / 2}L80 ${y}`, class: 'axis' }),
    drawn('circle', { cx: String(x), cy: String(y + STEP / 2), r: '4', class: 'beside' }));
}

/**
 * On which side each hash of a proof stands (RFC 9162 section 2.1.3.2).
 *
 * @param {Proof} proof
 * @returns {('left' | 'right')[]}
 */
export function sidesOf({ logIndex, treeSize, hashes }) {
  let [node, last] = [logIndex, treeSize - 1];
  const half = (/** @type {number} */ number) => Math.floor(number / 2);
  return hashes.map(() => {
    const isRight = node % 2 === 1;
    if (!isRight && node !== last) {
      [node, last] = [half(node), half(last)];
      return 'right';
    }
    while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    [node, last] = [half(node), half(last)];
    return 'left';
  });
}

/**
 * Whether what is shown was checked, or is what the evidence says.
 *
 * @param {boolean} checked
 * @param {Words} words
 */
export function tag(checked, words) {
  return element('span', { class: checked ? 'tag checked' : 'tag' }, words.text(checked ? 'checked' : 'claimed'));
}

/**
 * @param {string} name
 * @param {Said} value
 */
function row(name, value) {
  return [element('dt', {}, name), element('dd', {}, value.text)];
}
