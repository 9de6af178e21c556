// What a person is warned of in an identity, and which part of it stands out.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { partsOf, warnings } from '../../www/identity.js';

const WORKFLOW = 'https://github.com/org/app/.github/workflows/release.yml@refs/tags/v1.0.0';

for (const plain of [WORKFLOW, 'person@example.org', 'https://gitlab.com/group/project//.gitlab-ci.yml@refs/heads/main', 'https://accounts.google.com']) {
  test(`${plain} needs no warning`, () => { assert.deepEqual(warnings(plain), []); });
}

/** @type {[string, string, string[]][]} */
const WARNED = [
  ['a letter of another alphabet in a word', 'https://github.com/оrg/app', ['identityMixed']],
  ['a whole word of another alphabet', 'https://github.com/орг/app', ['identityForeign']],
  ['an accent', 'josé@example.org', ['identityForeign']],
  ['a mark that turns the writing', 'https://github.com/org\u202E/app', ['identityHides']],
  ['a space without width', 'https://github.com/o\u200Brg/app', ['identityHides']],
  ['a letter with a mark of its own', 'https://github.com/oṙg/app'.normalize('NFD'), ['identityHides']],
  ['a soft hyphen', 'https://github.com/org\u00AD/app', ['identityHides']],
  ['a line of its own', 'person@example.org\nverified', ['identityHides']],
  ['a host after a name', 'https://github.com@evil.example/org/app', ['identityAt']],
  ['two of what a name has once', 'https://github.com/org/app/.github/workflows/a.yml@refs/heads/b@refs/tags/v1', ['identityAt']],
  ['a dot after the host', 'https://github.com./org/app', ['identityDot']],
  ['a dot at the end', 'person@example.org.', ['identityDot']],
];

for (const [what, text, expected] of WARNED) {
  test(`${what} is told of`, () => { assert.deepEqual(warnings(text), expected); });
}

test('the owner and the name stand out, and nothing that only begins like them', () => {
  assert.deepEqual(partsOf(WORKFLOW), { before: 'https://github.com/', owner: 'org/app', after: '/.github/workflows/release.yml@refs/tags/v1.0.0' });
  assert.equal(partsOf('https://github.com/org-evil/app/x').owner, 'org-evil/app');
  assert.equal(partsOf('https://github.com/org/app').owner, 'org/app');
  assert.equal(partsOf('person@example.org').owner, 'person@example.org');
});
