// Taking the answer elsewhere: the report as a file, on paper, and a link that asks the same.

import { element } from './element.js';

/**
 * @typedef {import('./verification.js').Verification} Verification
 * @typedef {import('./words.js').Words} Words
 */

/**
 * @param {Verification} verification
 * @param {Words} words
 * @param {HTMLElement | false} [more]
 */
export function sharing(verification, words, more = false) {
  return element('div', { class: 'sharing' },
    element('button', { type: 'button', click: () => save(verification) }, words.text('saveReport')),
    more,
    element('button', { type: 'button', click: () => print() }, words.text('print')));
}

/** @param {Verification} verification */
function save({ report }) {
  saveFile(new File([`${JSON.stringify(report, null, 2)}\n`], 'touchstone-report.json', { type: 'application/json' }));
}

/** @param {File} file */
export function saveFile(file) {
  // As bytes: a browser that knew the type might show it in place of saving it.
  const address = URL.createObjectURL(new Blob([file], { type: 'application/octet-stream' }));
  element('a', { href: address, download: file.name }).click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
