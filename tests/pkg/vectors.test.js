// Every vector through the package: the module in Node says what the crate says, and every report
// keeps to its schema.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FAMILIES, artifactsOf, cases, reportOf } from './cases.js';
import { touchstone } from './package.js';
import { assertIsReport } from './schema.js';

/** @typedef {import('./cases.js').Case} Case */

for (const family of FAMILIES) {
  for (const one of await cases(family)) test(one.name, () => check(one));
}

/** @param {Case} one */
async function check(one) {
  const { expect } = one;
  // These say what the crate's own interface does with digests that no file has.
  if (expect.digestOnly === true || expect.digests !== undefined) return checkByDigests(one);
  if (expect.refused !== undefined) return checkRefusal(one);
  const report = await reportOf(touchstone, one);
  assertIsReport(report);
  assert.equal(report.verdict, expect.verdict, expect.about);
  const codes = new Set(report.errors.map(({ code }) => code));
  assert.deepEqual([...codes].sort(), [...new Set((expect.errors ?? []).map((/** @type {{ code: string }} */ error) => error.code))].sort());
}

/** @param {Case} one */
async function checkRefusal(one) {
  await assert.rejects(reportOf(touchstone, one), (reason) => {
    assert.ok(reason instanceof touchstone.TouchstoneError);
    assert.equal(reason.code, one.expect.refused.error);
    return true;
  });
}

/** @param {Case} one */
async function checkByDigests(one) {
  const known = [];
  for (const { name, data } of artifactsOf(one)) {
    const { digests } = await touchstone.digest(data, one.expect.digests ?? ['sha256', 'sha384', 'sha512']);
    known.push({ name, digests });
  }
  const report = await reportOf(touchstone, one, known);
  assertIsReport(report);
  assert.equal(report.verdict, one.expect.digestVerdict ?? one.expect.verdict, one.expect.about);
}
