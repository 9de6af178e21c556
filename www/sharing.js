// Taking the answer elsewhere: the report as a file, on paper, and a link that asks the same.

import { element } from './element.js';

/**
 * @typedef {import('./verification.js').Verification} Verification
 * @typedef {import('./words.js').Words} Words
 */

/**
 * @param {Verification} verification
 * @param {Words} words
 */
export function sharing(verification, words) {
  return element('div', { class: 'sharing' },
    element('button', { type: 'button', click: () => save(verification) }, words.text('saveReport')),
    element('button', { type: 'button', click: () => print() }, words.text('print')));
}

/** @param {Verification} verification */
function save({ report }) {
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  element('a', { href: address, download: 'touchstone-report.json' }).click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
