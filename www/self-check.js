// "Check this page": what it is made of, how to make it anew, and what a changed page could do.

import { element, found } from './element.js';

/** @typedef {import('./words.js').Words} Words */

/**
 * Opened by the person, it reads every file of the page again, from where the browser keeps it, and
 * compares with the list that was built with it.
 *
 * @param {Words} words
 * @param {() => Promise<string>} version
 */
export function showSelfCheck(words, version) {
  const panel = found('self-check', HTMLDetailsElement);
  const table = found('self-check-files', HTMLElement);
  const state = found('self-check-state', HTMLElement);
  const print = found('self-check-print', HTMLElement);
  panel.addEventListener('toggle', async () => {
    if (!panel.open || table.childElementCount > 0) return;
    try {
      const { files, fingerprint } = await check();
      print.textContent = words.text('selfPrint', { version: await version(), fingerprint });
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
  const list = await bytesOf('hashes.json');
  /** @type {Record<string, string>} */
  const listed = JSON.parse(new TextDecoder().decode(list));
  const files = await Promise.all(Object.entries(listed).map(async ([path, sha256]) => ({ path, sha256, same: await digestOf(await bytesOf(path)) === sha256 })));
  return { files, fingerprint: await digestOf(list) };
}

/** @param {string} path */
async function bytesOf(path) {
  return (await fetch(new URL(path, document.baseURI))).arrayBuffer();
}

/** @param {ArrayBuffer} bytes */
async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
