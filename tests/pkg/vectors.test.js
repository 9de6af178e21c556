// Every vector through the package: the module in Node says what the crate says, and every report
// keeps to its schema.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cases, filesOf } from './cases.js';
import { touchstone } from './package.js';
import { assertIsReport } from './schema.js';

/** @typedef {import('./cases.js').Case} Case */

const isArtifact = (/** @type {string} */ name) => name.startsWith('artifact') && !name.includes('.');
const isBundle = (/** @type {string} */ name) => name.endsWith('.sigstore.json') || name.startsWith('evidence');
const isRoot = (/** @type {string} */ name) => name.startsWith('trusted_root');
const isKey = (/** @type {string} */ name) => name.startsWith('key');

for (const family of ['samples', 'sigstore', 'cosign', 'gitsign']) {
  for (const one of await cases(family)) test(one.name, () => check(one));
}

/** @param {Case} one */
async function check(one) {
  const { expect } = one;
  // These say what the crate's own interface does with digests that no file has.
  if (expect.digestOnly === true || expect.digests !== undefined) return checkByDigests(one);
  if (expect.refused !== undefined) return checkRefusal(one);
  const report = await reportOf(one);
  assertIsReport(report);
  assert.equal(report.verdict, expect.verdict, expect.about);
  const codes = new Set(report.errors.map(({ code }) => code));
  assert.deepEqual([...codes].sort(), [...new Set((expect.errors ?? []).map((/** @type {{ code: string }} */ error) => error.code))].sort());
}

/** @param {Case} one */
async function checkRefusal(one) {
  await assert.rejects(reportOf(one), (reason) => {
    assert.ok(reason instanceof touchstone.TouchstoneError);
    assert.equal(reason.code, one.expect.refused.error);
    return true;
  });
}

/** @param {Case} one */
async function checkByDigests(one) {
  const known = [];
  for (const { name, data } of filesOf(one, isArtifact)) {
    const { digests } = await touchstone.digest(data, one.expect.digests ?? ['sha256', 'sha384', 'sha512']);
    known.push({ name, digests });
  }
  const report = await reportOf(one, known);
  assertIsReport(report);
  assert.equal(report.verdict, one.expect.digestVerdict ?? one.expect.verdict, one.expect.about);
}

/**
 * @param {Case} one
 * @param {import('../../pkg-template/index.d.ts').ArtifactInput[]} [artifacts]
 */
async function reportOf(one, artifacts = filesOf(one, isArtifact)) {
  const { expect } = one;
  const keys = filesOf(one, isKey);
  const session = new touchstone.Session({
    now: expect.now,
    expectation: expect.expectation ?? null,
    trust: { embedded: false, roots: filesOf(one, isRoot), keys: expect.keyFound === true ? [] : keys },
  });
  await session.begin();
  try {
    const added = [];
    for (const artifact of artifacts) added.push(await session.add(artifact, { as: 'artifact' }));
    const [first] = added;
    const explicit = expect.explicit !== false && first !== undefined ? { evidenceFor: first.id } : {};
    for (const file of filesOf(one, isBundle)) await session.add(file, { as: 'evidence', ...explicit });
    for (const file of filesOf(one, (name) => name.startsWith('other') && !isBundle(name))) await session.add(file, { as: 'evidence' });
    if (expect.keyFound === true) for (const key of keys) await session.add(key);
    return await session.report();
  } finally {
    session.close();
  }
}
