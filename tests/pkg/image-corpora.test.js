// Real container images with their outcomes: saved by cosign, built by apko, attested by generators.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { unpacked } from '../corpora/unpacked.js';
import { touchstone } from './package.js';
import { assertIsReport } from './schema.js';

const now = '2026-11-01T00:00:00Z';
const expectation = { certificateIdentityRegexp: 'https://github\\.com/slsa-framework/slsa-github-generator/.*', certificateOidcIssuer: 'https://token.actions.githubusercontent.com' };

/**
 * @param {string} folder
 * @param {import('../../pkg-template/index.d.ts').Expectation} [stated]
 */
async function reportOf(folder, stated) {
  const report = await touchstone.verify({ artifact: await touchstone.pathAt(folder), now, ...(stated && { expectation: stated }) });
  assertIsReport(report);
  return report;
}

test('images that apko built, as its index says', async (t) => {
  const corpus = await unpacked('apko');
  if (corpus === undefined) return t.skip('no corpus');
  const { cases } = JSON.parse(await readFile(join(corpus, 'index.json'), 'utf8'));
  const images = cases.filter((/** @type {any} */ { kind }) => kind.startsWith('oci-layout'));
  for (const { id, dir, file, expected } of images) {
    const report = await reportOf(join(corpus, dir ?? file));
    const statuses = report.artifacts.flatMap(({ checks = [] }) => checks.map(({ status }) => status));
    assert.equal(statuses.some((status) => status === 'failed' || status === 'missing'), !expected.ok, id);
    // Nothing about them is signed.
    if (expected.ok) assert.equal(report.verdict, 'incomplete', id);
    const index = expected.index_digest ?? expected.detail?.index_digest;
    assert.ok(report.artifacts.some(({ digests }) => `sha256:${digests.sha256}` === index), `${id}: ${index}`);
  }
  t.diagnostic(`${images.length} cases`);
});

test('images that cosign saved, and those of generators', async (t) => {
  const [cosign, slsa] = await Promise.all([unpacked('cosign'), unpacked('slsa')]);
  if (cosign === undefined || slsa === undefined) return t.skip('no corpus');
  const saved = JSON.parse(await readFile(join(cosign, 'index.json'), 'utf8')).filter((/** @type {any} */ { form }) => form.startsWith('cosign save'));
  const { cases } = JSON.parse(await readFile(join(slsa, 'index.json'), 'utf8'));
  const layouts = new Map(cases.flatMap((/** @type {any} */ { oci_layout: layout, digest }) => layout === undefined ? [] : [[join(slsa, layout), digest]]));
  for (const { path } of saved) layouts.set(join(cosign, path), undefined);
  for (const [folder, digest] of layouts) {
    const report = await reportOf(folder, expectation);
    assert.equal(report.verdict, 'verified', `${folder}: ${JSON.stringify(report.errors)}`);
    if (digest !== undefined) assert.equal(`sha256:${report.artifacts[0]?.digests.sha256}`, digest, folder);
    assert.equal(report.orphans.length, 0, folder);
  }
  assert.ok(layouts.size >= 6, `${layouts.size} layouts`);
  t.diagnostic(`${layouts.size} layouts`);
});
