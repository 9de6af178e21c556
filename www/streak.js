// The streak a file leaves on the stone, as metal leaves it: many fine lines beside each other, full
// in the middle and dry at the ends. The same for the same digest, so that a file has its own mark.

import { drawn } from './element.js';

const WIDTH = 1000;
const HEIGHT = 64;
/** Where the streak bends. */
const BENDS = 5;
/** Fine lines that make a streak, and those that make a small one. */
const LINES = 24;
const FEW = 12;
/** From the faintest to the fullest. */
const SHADES = ['faint', 'half', 'full'];

/**
 * A drawing of it, of which `reach` shows as much as there is.
 *
 * @param {string} mark  hexadecimal digits: a digest, or whatever stands for one yet unknown
 * @param {boolean} [small]
 */
export function streak(mark, small = false) {
  const next = digits(mark);
  const heights = Array.from({ length: BENDS + 1 }, () => (next() - 0.5) * 14);
  /** @type {string[][]} */
  const paths = SHADES.map(() => []);
  const count = small ? FEW : LINES;
  for (let line = 0; line < count; line += 1) {
    // From one edge of the streak to the other; the middle is rubbed hardest.
    const across = (line + next() * 0.8) / count - 0.5;
    const pressed = 1 - Math.abs(across) * 2;
    const shade = Math.min(SHADES.length - 1, Math.floor((pressed * 0.75 + next() * 0.4) * SHADES.length));
    paths[shade]?.push(lineOf(heights, across * HEIGHT * 0.6, pressed, next));
  }
  return drawn('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    ...SHADES.map((shade, index) => drawn('path', { d: (paths[index] ?? []).join(''), class: shade, 'vector-effect': 'non-scaling-stroke' })));
}

/**
 * Shows a share of the streak, from its beginning on.
 *
 * @param {HTMLElement} place  that holds it
 * @param {number} share  from 0 to 1
 */
export function reach(place, share) {
  place.style.setProperty('--reach', `${Math.round(share * 1000) / 10}%`);
}

/**
 * One fine line, with gaps where the stone was not touched.
 *
 * @param {number[]} heights  of the streak's bends
 * @param {number} beside  its distance from the middle
 * @param {number} pressed  from 0 at the edge to 1 in the middle
 * @param {() => number} next
 */
function lineOf(heights, beside, pressed, next) {
  const [from, to] = [WIDTH * 0.16 * next() * (1.1 - pressed), WIDTH * (1 - 0.22 * next() * (1.1 - pressed))];
  const gaps = next() > 0.3 + pressed * 0.5 ? [from + (to - from) * (0.2 + 0.6 * next())] : [];
  const parts = [from, ...gaps.flatMap((gap) => [gap, gap + 12 + 60 * next()]), to];
  let path = '';
  for (let index = 0; index + 1 < parts.length; index += 2) path += curve(heights, beside, parts[index] ?? 0, parts[index + 1] ?? 0);
  return path;
}

/**
 * @param {number[]} heights
 * @param {number} beside
 * @param {number} from
 * @param {number} to
 */
function curve(heights, beside, from, to) {
  const steps = Math.max(1, Math.ceil((to - from) / (WIDTH / (BENDS * 2))));
  const at = (/** @type {number} */ x) => `${x.toFixed(0)} ${(HEIGHT / 2 + beside + height(heights, x / WIDTH)).toFixed(1)}`;
  return Array.from({ length: steps + 1 }, (_, step) => `${step === 0 ? 'M' : 'L'}${at(from + (to - from) * step / steps)}`).join('');
}

/**
 * The streak's height at a place, smoothly from bend to bend.
 *
 * @param {number[]} heights
 * @param {number} place  from 0 to 1
 */
function height(heights, place) {
  const at = Math.min(BENDS - 0.001, Math.max(0, place * BENDS));
  const [before, after] = [heights[Math.floor(at)] ?? 0, heights[Math.floor(at) + 1] ?? 0];
  const between = (1 - Math.cos((at % 1) * Math.PI)) / 2;
  return before + (after - before) * between;
}

/**
 * Numbers from 0 to 1 that a mark gives, always the same ones: its digits, stirred.
 *
 * @param {string} mark
 */
function digits(mark) {
  let state = 0x811c9dc5;
  for (const character of mark) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ state << 5) >>> 0;
    return state / 2 ** 32;
  };
}
