// Container images and git histories on the page, in every engine: chosen and dropped, with nothing to set.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { ROOT } from '../../scripts/places.js';
import { readCase } from '../pkg/cases.js';
import { visit } from './visit.js';

const { page, until, fresh, close } = await visit();
after(close);

const VECTORS = join(ROOT, 'tests', 'vectors');
/** How many stones there are with each verdict. */
const STONES = `[...document.querySelectorAll('.artifact')].map((stone) => stone.dataset.verdict)`;

/** Gives files of a case to the page. @type {Record<string, (name: string, files: string[]) => Promise<void>>} */
const WAYS = {
  chosen: (name, files) => page.choose('#pick', files.map((file) => join(VECTORS, name, file))),
  dropped: async (name, files) => {
    const { files: all } = await readCase(name);
    await page.evaluate(`
      const transfer = new DataTransfer();
      for (const [name, content] of args) transfer.items.add(new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], name));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`,
    ...files.map((file) => [file, all.get(file)?.toString('base64') ?? assert.fail(file)]));
  },
};

/** Presses what relies on the root, and says who is expected, as a person does it. */
async function expecting(/** @type {Record<string, any>} */ { certificateIdentity, certificateOidcIssuer }) {
  const rely = `[...document.querySelectorAll('#file-list button')].find((button) => button.textContent === 'Rely on it')`;
  await until(`${rely} !== undefined`);
  await page.evaluate(`${rely}.click()`);
  await page.evaluate(`document.querySelector('input[name=preset][value=identity]').click()`);
  await page.type('input[name=certificateIdentity]', certificateIdentity);
  await page.type('input[name=certificateOidcIssuer]', certificateOidcIssuer);
  await page.click('#expect');
}

/** A case, its files, how the page gets them, what these are, and the verdict on each of so many stones. @type {[string, string[], string, string, string, number][]} */
const CASES = [
  ['images/saved-index', ['image.tar'], 'chosen', 'every part of an image in an archive', 'verified', 3],
  ['images/evidence-beside', ['image.tar', 'evidence.sigstore.json'], 'dropped', 'an image with a bundle beside it', 'verified', 3],
  ['images/layer-changed', ['image.tar'], 'dropped', 'an image with a layer that was changed', 'failed', 1],
  ['gitsign/bundle', ['evidence.bundle'], 'dropped', 'a git bundle', 'verified', 4],
  ['gitsign/bundle-by-someone-else', ['evidence.bundle'], 'chosen', 'a git bundle of somebody else’s', 'unexpected', 4],
  ['gitsign/pack', ['evidence.pack'], 'chosen', 'a pack', 'verified', 4],
  ['gitsign/loose-object', ['evidence.commit'], 'chosen', 'a commit as git stores it', 'verified', 1],
  ['gitsign/message-changed', ['evidence.commit'], 'dropped', 'a commit whose message was changed', 'failed', 1],
];

for (const [name, files, way, about, verdict, count] of CASES) {
  test(`${about}, ${way}, is ${verdict} (${name})`, async () => {
    /** @type {import('../pkg/cases.js').Case} */
    const { expect } = await readCase(name);
    await fresh();
    await WAYS[way]?.(name, files);
    await until(`document.querySelector('.artifact') !== null`);
    await page.choose('#pick', [join(VECTORS, name, 'trusted_root.json')]);
    await expecting(expect.expectation);
    await until(`${STONES}.length === ${count} && ${STONES}.every((found) => found === '${verdict}')`);
    assert.deepEqual(await page.evaluate('return window.violations'), []);
  });
}

/** A folder comes from a file picker with paths that a script cannot give to files: so it makes the picker's list itself. */
test('a damaged repository’s folder: what is broken is named, and spoils nothing else', async () => {
  const { unpackTar } = await import('modern-tar');
  const name = 'repositories/object-empty';
  /** @type {import('../pkg/cases.js').Case} */
  const { expect, files } = await readCase(name);
  const entries = await unpackTar(new Uint8Array(files.get('repository.tar') ?? []));
  await fresh();
  await page.evaluate(`
    const files = args.map(([path, content]) => {
      const file = new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], path.split('/').at(-1));
      Object.defineProperty(file, 'webkitRelativePath', { value: 'project/.git/' + path });
      return file;
    });
    const input = document.querySelector('#pick');
    Object.defineProperty(input, 'files', { value: files, configurable: true });
    input.dispatchEvent(new Event('change'));
    delete input.files;`, ...entries.map(({ header, data }) => [header.name, Buffer.from(data ?? []).toString('base64')]));
  await until(`document.querySelector('.artifact') !== null`);
  await page.choose('#pick', [join(VECTORS, name, 'trusted_root.json')]);
  await expecting(expect.expectation);
  await until(`${STONES}.length === 3 && ${STONES}.sort().join() === 'failed,verified,verified'`);
  const text = /** @type {string} */ (await page.evaluate('return document.body.textContent'));
  assert.match(text, /project\/\.git\/objects\/[0-9a-f]{2}\/[0-9a-f]{38}/);
  assert.deepEqual(await page.evaluate('return window.violations'), []);
});
