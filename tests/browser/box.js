// One element on a page of a site, in one engine, and what every test of it does.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { sample } from '../pkg/cases.js';
import { launch } from './engines.js';
import { hosting } from './hosting.js';
import { ENGINE } from './visit.js';

/** The genuine sample: the file and its evidence. */
const read = (/** @type {string} */ file) => readFile(join(sample('genuine'), file), 'utf8');
export const [FILE, BUNDLE, ROOT] = await Promise.all(['artifact', 'bundle.sigstore.json', 'trusted_root.json'].map(read));

/** Attributes that make it verify. */
export const GENUINE = 'repository="touchstone-sample/hello" trusted-root="/root.json" bundle="/hello.sh.sigstore.json"';

/**
 * What the page counts of a file that was saved.
 *
 * @param {Uint8Array} bytes
 */
export function sumOf(bytes) {
  return bytes.reduce((sum, byte) => (sum * 31 + byte) % 4294967291, 7);
}

export async function boxed() {
  const host = await hosting();
  const page = await launch(ENGINE);
  host.give('/root.json', ROOT ?? '');
  host.give('/hello.sh.sigstore.json', BUNDLE ?? '');
  host.give('/hello.sh', FILE ?? '');

  /**
   * A page with one element; what it tells is kept.
   *
   * @param {string} attributes
   * @param {Parameters<typeof host.page>[1] & { content?: string }} [how]
   */
  async function show(attributes, { content = '<a href="/hello.sh">hello.sh</a>', ...how } = {}) {
    await page.open(host.page(`<touchstone-verify ${attributes}>${content}</touchstone-verify>`, how));
    await page.evaluate(`
      window.box = document.querySelector('touchstone-verify');
      window.told = [];
      window.saved = [];
      window.changed = [];
      for (const name of ['progress', 'verdict', 'error']) document.addEventListener('touchstone-' + name, ({ detail }) => told.push({ name, detail }));
      // Every byte and its place count; not every engine has digests on this address.
      const sum = async (blob) => new Uint8Array(await blob.arrayBuffer()).reduce((sum, byte) => (sum * 31 + byte) % 4294967291, 7);
      // Where the browser would save a file, what it would save is kept.
      const click = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function () {
        if (!this.href.startsWith('blob:')) return click.call(this);
        saved.push(fetch(this.href).then((response) => response.blob()).then(async (blob) => ({ name: this.download, size: blob.size, bytes: await sum(blob) })));
      };
      await Promise.race([customElements.whenDefined('touchstone-verify'), new Promise((done) => { setTimeout(done, 5_000); })]);`);
  }

  /**
   * Drops files on the element, as a person does.
   *
   * @param {...[name: string, text: string]} files
   */
  async function drop(...files) {
    await page.evaluate(`
      const transfer = new DataTransfer();
      for (const [name, text] of args) transfer.items.add(new File([text], name));
      box.shadowRoot.querySelector('[part=drop]').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`, ...files);
  }

  /**
   * Waits for a state, and gives what the element shows.
   *
   * @param {string} wanted
   * @param {number} [seconds]
   */
  async function state(wanted, seconds = 30) {
    const end = performance.now() + seconds * 1000;
    for (;;) {
      const now = await page.evaluate('return box.state');
      if (wanted === now) return shown();
      if (performance.now() > end) assert.fail(`${now} in place of ${wanted}: ${await shown()} ${JSON.stringify(await told()).slice(0, 2000)}`);
      await new Promise((done) => { setTimeout(done, 30); });
    }
  }

  const shown = () => /** @type {Promise<string>} */ (page.evaluate(`return box.shadowRoot.querySelector('[part=drop]').textContent`));
  const told = (/** @type {string} */ name = '') => /** @type {Promise<{ name: string, detail: any }[]>} */ (
    page.evaluate('return told.filter(({ name }) => name !== "progress" && (args[0] === "" || name === args[0]))', name));
  const saved = () => /** @type {Promise<{ name: string, size: number, bytes: number }[]>} */ (page.evaluate('return Promise.all(saved)'));
  const part = (/** @type {string} */ name) => `box.shadowRoot.querySelector('[part~="${name}"]')`;

  async function close() {
    await page.close();
    host.close();
  }

  return { host, page, show, drop, state, shown, told, saved, part, close };
}
