// Container images and git histories on the element, in every engine: dropped as they are, with nothing to set.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { readCase } from '../pkg/cases.js';
import { boxed } from './box.js';

const { host, page, show, state, told, close } = await boxed();
after(close);

/**
 * Drops files of a case on an element that relies on the case's root and expects its signer.
 *
 * @param {string} name
 * @param {string[]} wanted
 */
async function dropped(name, wanted) {
  /** @type {import('../pkg/cases.js').Case} */
  const { expect, files } = await readCase(name);
  const { certificateIdentity, certificateOidcIssuer } = expect.expectation;
  host.give('/root.json', files.get('trusted_root.json')?.toString() ?? '');
  await show(`certificate-identity="${certificateIdentity}" certificate-oidc-issuer="${certificateOidcIssuer}" trusted-root="/root.json"`);
  const contents = wanted.map((file) => [file, files.get(file)?.toString('base64') ?? assert.fail(file)]);
  await page.evaluate(`
    const transfer = new DataTransfer();
    for (const [name, content] of args) transfer.items.add(new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], name));
    box.shadowRoot.querySelector('[part=drop]').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`, ...contents);
}

/** A case, the files that are dropped, what these are, the verdict, and how many parts have one. @type {[string, string[], string, string, number][]} */
const CASES = [
  ['images/saved-index', ['image.tar'], 'an image for two platforms with its signature', 'verified', 3],
  ['images/evidence-beside', ['image.tar', 'evidence.sigstore.json'], 'an image with a bundle beside it', 'verified', 3],
  ['images/layer-changed', ['image.tar'], 'an image with a layer that was changed', 'failed', 1],
  ['images/somebody-else-expected', ['image.tar'], 'an image of somebody else’s', 'unexpected', 1],
  ['gitsign/bundle', ['evidence.bundle'], 'a git bundle', 'verified', 3],
  ['gitsign/bundle-unsigned-commit', ['evidence.bundle'], 'a git bundle with a commit that nobody signed', 'incomplete', 3],
  ['gitsign/bundle-by-someone-else', ['evidence.bundle'], 'a git bundle of somebody else’s', 'unexpected', 3],
  ['gitsign/pack-commit-changed', ['evidence.pack'], 'a pack with a commit that was changed', 'failed', 3],
  ['gitsign/loose-object', ['evidence.commit'], 'a commit as git stores it', 'verified', 1],
];

for (const [name, files, about, verdict, count] of CASES) {
  test(`${about} is ${verdict} (${name})`, async () => {
    await dropped(name, files);
    await state(verdict);
    const [event] = await told('verdict');
    assert.equal(event?.detail.verdict, verdict);
    assert.equal(event?.detail.artifacts.length, count, JSON.stringify(event?.detail.artifacts.map((/** @type {{ name: string }} */ artifact) => artifact.name)));
    const shown = await page.evaluate(`return box.shadowRoot.querySelector('[part~=verdict]').dataset.verdict`);
    assert.equal(shown, verdict);
  });
}
