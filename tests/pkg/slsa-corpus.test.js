// slsa-verifier's own regression tests through `touchstone verify --batch`: one process for all of
// them, each with its flags, the verdict that it has offline, and for failures the same reason.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { unpacked } from '../corpora/unpacked.js';
import { touchstone } from './command.js';

/** Our codes, where each depends on what, and slsa-verifier's names for them. @type {[string, string, string][]} */
const REASONS = JSON.parse(await readFile(new URL('../corpora/slsa-reasons.json', import.meta.url), 'utf8'));

const FLAGS = ['source_uri', 'source_branch', 'source_tag', 'source_versioned_tag', 'builder_id', 'build_workflow_inputs', 'package_name',
  'package_version', 'subject_digests', 'verifier_id', 'resource_uri', 'verified_levels', 'public_key_id'];

const ATTESTATION = 'application/vnd.dsse.envelope.v1+json';

test('every case of slsa-verifier in one batch', async (t) => {
  const corpus = await unpacked('slsa');
  if (corpus === undefined) return t.skip('2,678 cases (no corpus)');
  const { cases } = JSON.parse(await readFile(join(corpus, 'index.json'), 'utf8'));
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const attached = await attachedIn(corpus, cases, folder);
  // Two cases about a summary's key say nothing else: all the rest is as in the case that succeeds.
  const summary = cases.find((/** @type {any} */ { flags }) => flags.verifier_id !== undefined).flags;
  const lines = cases.map((/** @type {any} */ one) => {
    const flags = one.suite === 'verify-vsa' ? { ...summary, ...one.flags } : one.flags;
    return JSON.stringify(lineOf(corpus, { ...one, flags }, attached));
  });
  await writeFile(join(folder, 'cases.jsonl'), `${lines.join('\n')}\n`);
  const started = performance.now();
  const { stdout, stderr } = await touchstone(['verify', '--batch', join(folder, 'cases.jsonl'), '--now', '2026-11-01T00:00:00Z']);
  const minutes = (performance.now() - started) / 60_000;
  const answers = stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.equal(answers.length, cases.length, stderr);
  const wrong = cases.flatMap((/** @type {any} */ one, /** @type {number} */ index) => difference(one, answers[index]));
  t.diagnostic(`${cases.length} cases, ${Math.round(cases.length / minutes)} a minute`);
  assert.deepEqual(wrong, []);
});

/**
 * @param {string} corpus
 * @param {any} one
 * @param {Map<string, string[]>} attached
 */
function lineOf(corpus, one, attached) {
  const camel = (/** @type {string} */ flag) => flag.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  const stated = FLAGS.filter((flag) => one.flags[flag] !== undefined).map((flag) => [camel(flag), one.flags[flag]]);
  const [path] = one.artifacts ?? [];
  const evidence = one.oci_layout === undefined ? one.provenance.map((/** @type {string} */ file) => join(corpus, file)) : attached.get(one.oci_layout);
  return {
    id: one.id,
    ...(path !== undefined ? { artifact: join(corpus, path) } : one.digest ? { artifact: one.digest } : {}),
    evidence,
    ...(one.public_key && { keys: [join(corpus, one.public_key)] }),
    expectation: Object.fromEntries(stated),
  };
}

/**
 * The attestations of each layout as files, in the form in which `cosign attest-blob` writes one: a case
 * names the image by its digest, and these beside it.
 *
 * @param {string} corpus
 * @param {any[]} cases
 * @param {string} folder
 */
async function attachedIn(corpus, cases, folder) {
  /** @type {Map<string, string[]>} */
  const attached = new Map();
  for (const layout of new Set(cases.flatMap(({ oci_layout: path }) => path ?? []))) {
    const blob = (/** @type {string} */ digest) => readFile(join(corpus, layout, 'blobs', digest.replace(':', '/')));
    const read = async (/** @type {string} */ digest) => JSON.parse((await blob(digest)).toString());
    const own = join(folder, String(attached.size));
    await mkdir(own);
    const paths = [];
    const { manifests } = JSON.parse(await readFile(join(corpus, layout, 'index.json'), 'utf8'));
    for (const { digest } of manifests) {
      for (const layer of (await read(digest)).layers ?? []) {
        if (layer.mediaType !== ATTESTATION) continue;
        const path = join(own, `attestation-${paths.length}`);
        const notes = layer.annotations;
        await writeFile(path, JSON.stringify({
          base64Signature: (await blob(layer.digest)).toString('base64'),
          cert: Buffer.from(notes['dev.sigstore.cosign/certificate']).toString('base64'),
          rekorBundle: JSON.parse(notes['dev.sigstore.cosign/bundle']),
        }));
        paths.push(path);
      }
    }
    attached.set(layout, paths);
  }
  return attached;
}

/**
 * @param {any} one
 * @param {any} answer
 */
function difference({ id, suite, offline }, { id: answered, report, error }) {
  if (answered !== id || report === undefined) return [`${id}: ${JSON.stringify(error ?? answered)}`];
  const verdict = report.verdict === 'verified' ? 'pass' : ['incomplete', 'unstated'].includes(report.verdict) ? 'incomplete' : 'fail';
  const refused = report.evidence.flatMap((/** @type {any} */ { checks }) => checks).filter((/** @type {any} */ { status }) => status === 'failed' || status === 'missing');
  const reasons = refused.map((/** @type {any} */ { code, facts }) => REASONS.find(([known, which]) =>
    known === facts.error && (which === '' || [facts.key, code, suite].includes(which)))?.[2]);
  const same = verdict === offline.verdict && (verdict !== 'fail' || !offline.reason || reasons.includes(offline.reason));
  return same ? [] : [`${id}: ${offline.verdict} ${offline.reason}, found ${report.verdict} ${reasons}`];
}
