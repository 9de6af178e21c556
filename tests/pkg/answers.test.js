// What is said of a file is true of it: nobody is told of another signer where the signer is the expected
// one, and nobody that nothing is proven where something is.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { ROOT } from '../../scripts/places.js';
import { cases, readCase, reportOf } from './cases.js';
import { touchstone as run } from './command.js';
import { NPM, touchstone } from './package.js';

/** @type {typeof import('../../pkg-template/wording.js')} */
const { Wording, decidingOf } = await import(pathToFileURL(join(NPM, 'wording.js')).href);
const catalogue = JSON.parse(await readFile(join(ROOT, 'www/i18n/en.json'), 'utf8'));
const wording = new Wording(catalogue);
const NAMING = ['certificateIdentity', 'certificateIdentityRegexp', 'certificateOidcIssuer', 'certificateOidcIssuerRegexp', 'repo', 'owner', 'workflow', 'key', 'sourceUri'];

/** @param {string} name */
async function answerOf(name) {
  const report = await reportOf(touchstone, await readCase(name));
  const [artifact] = report.artifacts;
  assert.ok(artifact !== undefined);
  return { ...wording.answer(artifact, report), report, artifact };
}

test('a demand that is not met is no other signer', async () => {
  for (const name of ['policy/level-claimed', 'policy/parameters-another', 'policy/time-too-old', 'registries/github-release-of-other-tag']) {
    const { word, sentence } = await answerOf(name);
    assert.deepEqual([word, /is not what you demand$/.test(sentence)], [catalogue.unmet.word, true], name);
  }
  assert.equal((await answerOf('samples/someone-else')).word, catalogue.verdict.unexpected.word);
});

test('who signed at another ref than is demanded is no other signer', async () => {
  for (const name of ['sigstore/repo-other-ref', 'sigstore/repo-branch-for-tag', 'policy/repo-ref-none']) {
    const { word, report, artifact } = await answerOf(name);
    const evidence = decidingOf(artifact, report);
    assert.deepEqual([artifact.verdict, word], ['unexpected', catalogue.unmet.word], name);
    assert.equal(evidence && wording.verdict(evidence.verdict, {}, evidence).word, catalogue.unmet.word, name);
  }
  for (const name of ['sigstore/repo-other-workflow', 'sigstore/repo-other-issuer']) {
    assert.equal((await answerOf(name)).word, catalogue.verdict.unexpected.word, name);
  }
});

test('a demand that nothing speaks of leaves the signer proven', async () => {
  for (const name of ['policy/predicate-none', 'policy/level-of-signature', 'policy/signers-one-wrong', 'policy/rules-signature-alone']) {
    const { word, sentence, report, artifact } = await answerOf(name);
    assert.deepEqual([word, /not all that you demand is proven$/.test(sentence)], [catalogue.lacking.word, true], name);
    assert.doesNotMatch(sentence, /somebody/);
    assert.notEqual(decidingOf(artifact, report)?.signer ?? null, null, name);
  }
});

test('the same holds in every case of policies, builds and registries', async () => {
  let seen = 0;
  for (const one of (await Promise.all(['policy', 'provenance', 'registries', 'sigstore'].map((family) => cases(family)))).flat()) {
    if (one.expect.refused !== undefined) continue;
    const report = await reportOf(touchstone, one);
    for (const artifact of report.artifacts.filter(({ demands }) => demands.length > 0)) {
      const named = artifact.demands.filter(({ key }) => NAMING.includes(key));
      const { sentence, word } = wording.answer(artifact, report);
      if (named.length === 0 || named.some(({ status }) => status !== 'met') || !['incomplete', 'unexpected'].includes(artifact.verdict)) continue;
      const others = artifact.demands.filter(({ key, status }) => status !== 'met' && !['builderId', 'threshold', 'predicateTypes', 'rules'].includes(key));
      if (artifact.verdict === 'unexpected' && others.length > 0) assert.equal(word, catalogue.unmet.word, one.name);
      assert.doesNotMatch(sentence, /^Nothing here proves/, one.name);
      seen += 1;
    }
  }
  assert.ok(seen > 60, `${seen} artifacts`);
});

test('the command line says the same', async () => {
  const folder = join(ROOT, 'tests/vectors/policy/predicate-none');
  const one = await readCase('policy/predicate-none');
  const at = (/** @type {string} */ name) => join(folder, name);
  const { code, stdout } = await run(['verify', '--now', String(one.expect.now), '--trusted-root', at('trusted_root.json'), '--evidence', at('bundle-1.sigstore.json'), '--policy', at('policy.json'), at('artifact')]);
  assert.equal(code, 3);
  assert.match(stdout, /^… Not proven: .* was signed by maker@authority\.test; not all that you demand is proven\n/);
});
