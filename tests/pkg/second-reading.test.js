// A signature over the message itself, for which an artifact is read a second time: what comes then may be another.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readCase } from './cases.js';
import { touchstone } from './package.js';

const { createSession } = touchstone;

/** @type {import('./cases.js').Case} */
const { files, expect } = await readCase('sigstore/scheme-ed25519');
const content = (/** @type {string} */ name) => new Uint8Array(files.get(name) ?? assert.fail(name));

/** What the second reading gives. @type {Record<string, (bytes: Uint8Array) => ReadableStream<Uint8Array>>} */
const SECOND = {
  'the same': (bytes) => streamOf(bytes),
  nothing: () => new ReadableStream({ pull: (controller) => controller.error(new Error('the disk is gone')) }),
  'a part': (bytes) => streamOf(bytes.subarray(0, 5)),
  'another byte': (bytes) => streamOf(bytes.with(0, (bytes[0] ?? 0) ^ 1)),
};

/** @param {Uint8Array} bytes */
function streamOf(bytes) {
  return new Blob([new Uint8Array(bytes)]).stream();
}

for (const [second, given] of Object.entries(SECOND)) {
  test(`a second reading that gives ${second}`, async () => {
    let stream = given;
    const bytes = content('artifact');
    const artifact = new File([bytes], 'artifact');
    let readings = 0;
    artifact.stream = () => {
      readings += 1;
      return /** @type {ReturnType<File['stream']>} */ (readings === 1 ? streamOf(bytes) : stream(bytes));
    };
    const session = await createSession({ now: expect.now });
    await session.addTrustedRoot(content('trusted_root.json'));
    await session.add(artifact, { as: 'artifact' });
    await session.add(content('bundle.sigstore.json'));
    await session.setExpectation(expect.expectation);
    const report = await session.report();
    assert.equal(readings, 2);
    // Nothing follows from what is not the file that was read first: neither that it is right nor that it is wrong.
    assert.equal(report.verdict, second === 'the same' ? 'verified' : 'incomplete');
    assert.deepEqual(report.errors.map(({ code, file }) => [code, file]), second === 'nothing' ? [['file-unreadable', 'artifact']] : []);
    // What could not be read may be there again.
    stream = streamOf;
    const again = await session.report();
    assert.equal(again.verdict, 'verified');
    assert.deepEqual(again.errors, []);
    session.close();
  });
}
