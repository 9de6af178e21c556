// Colours where a terminal shows them and nowhere else, never without a word; lines that fit.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';

import { sample } from './cases.js';
import { NO_TERMINAL, inTerminal, touchstone } from './command.js';

const TRUST = ['--trusted-root', 'trusted_root.json', '--now', '2026-06-01T00:00:00Z', '--evidence', 'bundle.sigstore.json'];

/**
 * @param {string} name  a sample's
 * @param {...string} options
 * @returns {[string[], { cwd: string }]}
 */
function verifying(name, ...options) {
  return [['verify', ...TRUST, ...options, 'artifact'], { cwd: sample(name) }];
}

const REPO = ['--repo', 'touchstone-sample/hello'];

/** @type {[string, string, string[], RegExp][]} */
const COLOURS = [
  ['verified is green', 'genuine', REPO, /\u001b\[32m✓ Verified: \u001b\[39m/],
  ['unstated is amber', 'genuine', [], /\u001b\[33m\? Not compared: \u001b\[39m/],
  ['unexpected is red', 'someone-else', REPO, /\u001b\[31m✗ Someone else: \u001b\[39m/],
  ['failed is red', 'tampered', REPO, /\u001b\[31m✗ Does not match: \u001b\[39m/],
  ['incomplete is grey', 'genuine', [...REPO, '--staging', '--trusted-root', '../../../../src/trust/roots/github.json'], /\u001b\[2m… Not proven: \u001b\[22m/],
];

for (const [what, name, options, expected] of COLOURS) {
  test(`${what}, with a mark and a word`, async () => {
    const [args, how] = verifying(name, ...options, '--color', 'always');
    const given = what.startsWith('incomplete') ? args.filter((_, index) => index !== 1 && index !== 2) : args;
    assert.match((await touchstone(given, how)).stdout, expected);
  });
}

const HAS_COLOUR = /\u001b\[3[123]m/;

/** @type {[string, string[], Record<string, string>, boolean][]} */
const PIPED = [
  ['a pipe', [], {}, false],
  ['a pipe with FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
  ['a pipe with FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
  ['a pipe with --color=always', ['--color=always'], {}, true],
  ['a pipe with --color=always and NO_COLOR', ['--color=always'], { NO_COLOR: '1' }, true],
  ['a pipe with FORCE_COLOR and --color=never', ['--color', 'never'], { FORCE_COLOR: '1' }, false],
];

for (const [where, options, env, expected] of PIPED) {
  test(`${where}: ${expected ? 'colours' : 'none'}`, async () => {
    const [args, how] = verifying('genuine', ...options);
    const { stdout, stderr } = await touchstone(args, { ...how, env });
    assert.equal(HAS_COLOUR.test(stdout), expected);
    assert.equal(stderr, '');
  });
}

/** @type {[string, string[], Record<string, string>, boolean][]} */
const TERMINALS = [
  ['a terminal', [], {}, true],
  ['a terminal with NO_COLOR', [], { NO_COLOR: '1' }, false],
  ['a terminal with TERM=dumb', [], { TERM: 'dumb' }, false],
  ['a terminal with --color=never', ['--color=never'], {}, false],
];

for (const [where, options, env, expected] of TERMINALS) {
  test(`${where}: ${expected ? 'colours' : 'none'}`, { skip: NO_TERMINAL }, async () => {
    const [args, how] = verifying('genuine', ...options);
    const { code, shown } = await inTerminal(args, { ...how, env });
    assert.equal(code, 3);
    assert.equal(HAS_COLOUR.test(shown), expected);
  });
}

test('JSON has no colours, in no terminal', async () => {
  const [args, how] = verifying('genuine', '--json', '--color=always');
  JSON.parse((await touchstone(args, how)).stdout);
});

test('lines fit into the terminal, and what is copied stays whole', { skip: NO_TERMINAL }, async () => {
  const [args, how] = verifying('tampered', ...REPO);
  for (const columns of [60, 100]) {
    const { shown } = await inTerminal(args, { ...how, columns });
    const lines = stripVTControlCharacters(shown).split('\r\n');
    for (const each of lines) assert.ok([...each].length <= columns || /\S{40,}/.test(each), each);
    assert.ok(lines.some((each) => /^ {6,}\S/.test(each)), 'something was folded');
    assert.ok(lines.some((each) => each.includes('6155a0572ca8bcc6412d7d938d2a0de8768c66b6d734860769836522a9300021')));
  }
});

test('what a program reads is not folded', async () => {
  const [args, how] = verifying('genuine', ...REPO);
  const { stdout } = await touchstone(args, { ...how, env: { COLUMNS: '50' } });
  assert.match(stdout, /^ {2}This proves where the file comes from and that it is unchanged\. It does not prove .*$/m);
});

test('a report in German', async () => {
  const [args, how] = verifying('genuine', ...REPO, '--lang', 'de');
  const { stdout } = await touchstone(args, how);
  assert.match(stdout, /✓ Bestätigt: /);
  assert.match(stdout, /Unterzeichner +https:/);
  assert.match(stdout, /Geurteilt zur Zeit/);
});
