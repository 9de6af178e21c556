// The closing line counts what the runners counted.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inWords, ofCargo, ofNode, plus } from '../../scripts/counts.js';

test('cargo: every binary is added, ignored and absent cases are skipped', () => {
  const text = `
test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
skipped: 40 conformance cases (no corpus)
100 bundles, 200 verdicts; skipped: 0 (no corpus)
test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
`;
  assert.deepEqual(ofCargo(text), { passed: 15, failed: 2, skipped: 41 });
});

test('node: the closing lines of TAP', () => {
  const text = '# tests 9\n# suites 0\n# pass 5\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n';
  assert.deepEqual(ofNode(text), { passed: 5, failed: 2, skipped: 2 });
});

test('no result is no test', () => {
  assert.deepEqual(ofCargo('error: could not compile'), { passed: 0, failed: 0, skipped: 0 });
});

test('sums are said in one line', () => {
  const sum = plus({ passed: 1, failed: 0, skipped: 2 }, { passed: 3, failed: 1, skipped: 0 });
  assert.equal(inWords(sum), '4 passed, 1 failed, 2 skipped');
});
