// What evidence says of itself: text nodes in a dashed frame with the word on its edge, so that
// nothing in it can pass for the page's own.

import { element } from './element.js';
import { visible } from './touchstone/wording.js';

/**
 * @param {Record<string, unknown>} claims
 * @param {string} word  on the frame's edge
 */
export function framed(claims, word) {
  return element('div', { class: 'claim' }, element('span', { class: 'edge' }, word), list(claims));
}

/**
 * @param {object} value
 * @returns {HTMLElement}
 */
function list(value) {
  const rows = Object.entries(value).flatMap(([name, inner]) => row(Array.isArray(value) ? `${Number(name) + 1}` : name, inner));
  return element('dl', {}, ...rows);
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function row(name, value) {
  const label = element('dt', {}, visible(name));
  if (typeof value === 'object' && value !== null) {
    return Object.keys(value).length === 0 ? [] : [label, element('dd', {}, list(value))];
  }
  return [label, element('dd', {}, visible(typeof value === 'string' ? value : JSON.stringify(value)))];
}
