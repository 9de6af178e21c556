// "Check this page": what it is made of, how to make it anew, and what a changed page could do.

import { element, found } from './element.js';

/** @typedef {import('./words.js').Words} Words */

/**
 * Opened by the person, it reads every file of the page again, from where the browser keeps it, and
 * compares with the list that was built with it.
 *
 * @param {Words} words
 */
export function showSelfCheck(words) {
  const panel = found('self-check', HTMLDetailsElement);
  const table = found('self-check-files', HTMLElement);
  const state = found('self-check-state', HTMLElement);
  panel.addEventListener('toggle', async () => {
    if (!panel.open || table.childElementCount > 0) return;
    try {
      const files = await check();
      table.replaceChildren(...files.map(({ path, sha256, same }) => element('div', {},
        element('dt', {}, path), element('dd', { class: 'digest', 'data-same': String(same) }, sha256))));
      const different = files.filter(({ same }) => !same).length;
      state.textContent = words.text(different === 0 ? 'selfSame' : 'selfDifferent', { count: words.number(files.length), different });
    } catch (reason) {
      state.textContent = words.text('selfUnreadable', { reason: String(reason) });
    }
  });
}

async function check() {
  /** @type {Record<string, string>} */
  const listed = await (await fetch(new URL('hashes.json', document.baseURI))).json();
  return Promise.all(Object.entries(listed).map(async ([path, sha256]) => {
    const bytes = await (await fetch(new URL(path, document.baseURI))).arrayBuffer();
    const found = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return { path, sha256, same: [...found].map((byte) => byte.toString(16).padStart(2, '0')).join('') === sha256 };
  }));
}
