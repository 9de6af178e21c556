// Real attestations of npm, PyPI, GitHub and conda through `touchstone verify --batch`: the outcome that
// independent implementations came to, and for failures the same reason.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { unpacked } from '../corpora/unpacked.js';
import { touchstone } from './command.js';

/** The index's names of reasons, and our codes that mean the same. @type {Record<string, string[]>} */
const REASONS = JSON.parse(await readFile(new URL('../corpora/registries-reasons.json', import.meta.url), 'utf8'));

/** What the index calls the keys of an expectation. @type {[string, string][]} */
const KEYS = [
  ['source_repo', 'repo'], ['src', 'repo'], ['repo', 'repo'], ['repository', 'repo'], ['owner', 'owner'],
  ['workflow', 'workflow'], ['workflow_filepath', 'workflow'], ['signer_workflow', 'workflow'],
  ['san', 'certificateIdentity'], ['identity', 'certificateIdentity'], ['issuer', 'certificateOidcIssuer'], ['pred', 'predicateTypes'],
];

test('every case of registries in a batch', async (t) => {
  const corpus = await unpacked('registries');
  if (corpus === undefined) return t.skip('34 cases (no corpus)');
  const { cases } = JSON.parse(await readFile(join(corpus, 'index.json'), 'utf8'));
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  // A line is about an artifact. Of an invented one nothing speaks, but the evidence itself is judged.
  await writeFile(join(folder, 'nothing'), 'of which nothing speaks');
  // The index gives for one case the root of another instance of Sigstore than it is from, and leaves it open.
  const groups = [[[], (/** @type {any} */ { expected }) => expected.ok !== null], [['--staging'], (/** @type {any} */ { expected }) => expected.ok === null]];
  const wrong = [];
  for (const [options, belongs] of /** @type {[string[], (one: any) => boolean][]} */ (groups)) {
    const own = cases.filter(belongs);
    const lines = own.map((/** @type {any} */ one) => JSON.stringify(lineOf(corpus, one, options.length > 0)));
    await writeFile(join(folder, 'cases.jsonl'), lines.join('\n'));
    const { stdout, stderr } = await touchstone(['verify', '--batch', join(folder, 'cases.jsonl'), '--now', '2026-11-01T00:00:00Z', ...options]);
    const answers = stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
    assert.equal(answers.length, own.length, stderr);
    wrong.push(...own.flatMap((/** @type {any} */ one, /** @type {number} */ index) => difference(one, answers[index])));
  }
  t.diagnostic(`${cases.length} cases`);
  assert.deepEqual(wrong, []);
});

/**
 * @param {string} corpus
 * @param {any} one
 * @param {boolean} staging
 */
function lineOf(corpus, one, staging) {
  const paths = (/** @type {string[]} */ list) => list.map((path) => join(corpus, path));
  const artifact = one.artifact ? join(corpus, one.artifact) : one.artifact_sha256 ? `sha256:${one.artifact_sha256}` : 'nothing';
  const trust = staging || one.trust === undefined ? {} : { trustedRoots: paths(one.trust) };
  return { id: one.id, artifact, evidence: paths(one.evidence), ...trust, expectation: expectation(one) };
}

/**
 * The case's policy in the words of an expectation. Of a registry's own attestation it says nothing.
 *
 * @param {any} one
 */
function expectation({ policy, expect_subject: subject }) {
  if (!policy) return null;
  const said = KEYS.flatMap(([name, key]) => typeof policy[name] === 'string' ? [[key, policy[name]]] : []);
  const stated = Object.fromEntries(said);
  if (policy.kind === 'GitLab') stated.repo = `https://gitlab.com/${stated.repo}`;
  const [, packageName, packageVersion] = /^pkg:npm\/(.+)@([^@]+)$/.exec(subject ?? '') ?? [];
  const whole = { ...stated, ...(packageName !== undefined && { packageName, packageVersion }) };
  return Object.keys(whole).length === 0 ? null : whole;
}

/**
 * @param {any} one
 * @param {any} answer
 */
function difference({ id, kind, artifact, artifact_sha256: digest, expected }, { report, error }) {
  if (report === undefined) return [`${id}: ${JSON.stringify(error)}`];
  const { verdict, evidence, errors } = report;
  const checks = evidence.flatMap((/** @type {any} */ each) => each.checks);
  const refused = checks.filter((/** @type {any} */ { status }) => status === 'failed' || status === 'missing').map((/** @type {any} */ { facts }) => facts.error);
  const found = [...refused, ...errors.map((/** @type {any} */ { code }) => code)];
  const known = artifact || digest;
  const same = expected.ok === false ? ['failed', 'unexpected'].includes(verdict) && REASONS[expected.reason]?.some((code) => found.includes(code))
    // What is sound is bound to nothing here; and a registry's key is nobody's whom somebody expected.
    : !known ? checks.some((/** @type {any} */ { code, status }) => code.startsWith('signature.') && status === 'passed')
      : verdict === (kind === 'npm-publish' ? 'unstated' : 'verified');
  return same ? [] : [`${id}: ${expected.ok} ${expected.reason}, found ${verdict} ${found}`];
}
