// The streak a file leaves on the stone: the same for the same digest.

import { drawn } from './element.js';

const WIDTH = 1000;
const HEIGHT = 40;
const POINTS = 16;

/**
 * @param {string} mark  hexadecimal digits: a digest, or whatever stands for one yet unknown
 * @param {number} progress  from 0 to 1
 */
export function streak(mark, progress) {
  const path = pathOf(mark);
  return drawn('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    drawn('path', { d: path, class: 'under' }),
    drawn('path', { d: path, pathLength: '1', 'stroke-dasharray': `${progress} 2` }));
}

/**
 * A smooth line from left to right, whose heights are the digest's digits.
 *
 * @param {string} mark
 */
function pathOf(mark) {
  const heights = Array.from({ length: POINTS + 1 }, (_, index) => heightOf(mark, index));
  const step = (WIDTH - 20) / POINTS;
  const at = (/** @type {number} */ index) => `${10 + index * step} ${heights[index]}`;
  const curves = heights.slice(1).map((_, index) => {
    const middle = 10 + (index + 0.5) * step;
    return `C${middle} ${heights[index]} ${middle} ${heights[index + 1]} ${at(index + 1)}`;
  });
  return `M${at(0)}${curves.join('')}`;
}

/**
 * @param {string} mark
 * @param {number} index
 */
function heightOf(mark, index) {
  const digit = Number.parseInt(mark[index * 3 % Math.max(mark.length, 1)] ?? '8', 16);
  return HEIGHT / 2 + (Number.isNaN(digit) ? 0 : (digit - 7.5) * 1.1);
}
