// Of a step that failed, a person reads what failed.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { failedTests } from '../../scripts/failures.js';

test('node: a failed test stands with its diagnostics, passed ones do not', () => {
  const failure = 'not ok 2 - two\n  ---\n  error: |-\n    1 is not 2\n  ...';
  assert.equal(failedTests(`ok 1 - one\n  ---\n  duration_ms: 8\n  ...\n${failure}\nok 3 - three\n  ---\n  duration_ms: 8\n  ...\n`), failure);
});

test('node: a failed test within another stands once, and the outer one after it', () => {
  const inner = '    not ok 1 - inner\n      ---\n      error: x\n      ...';
  const outer = 'not ok 1 - outer\n  ---\n  error: 1 subtest failed\n  ...';
  assert.equal(failedTests(`${inner}\n    1..1\n${outer}\n`), `${inner}\n${outer}`);
});

test('cargo: what each binary says of its failures', () => {
  const failures = (/** @type {string} */ name) => `failures:\n\n---- ${name} stdout ----\nno\n\n\nfailures:\n    ${name}\n\ntest result: FAILED. 0 passed; 1 failed; 0 ignored`;
  const passed = 'test result: ok. 12 passed; 0 failed; 1 ignored';
  assert.equal(failedTests(`${failures('one')}\n${passed}\n${failures('two')}\n`), `${failures('one')}\n${failures('two')}`);
});

test('what fails without a test has none', () => {
  assert.equal(failedTests('error: could not compile\n'), '');
});
