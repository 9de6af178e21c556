// Policies: whether one can be loaded, what it demands, and one out of a report.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Ajv2020 } from 'ajv/dist/2020.js';

import { ROOT } from '../../scripts/places.js';
import { unpacked } from '../corpora/unpacked.js';
import { cases, readCase, reportOf, sample } from './cases.js';
import { touchstone as run } from './command.js';
import { NPM, touchstone } from './package.js';

const { checkPolicy, explainPolicy, policyFromReport } = touchstone;

const policies = (await cases('policy')).filter(({ files }) => files.has('policy.json'));
const textOf = (/** @type {import('./cases.js').Case} */ one) => one.files.get('policy.json')?.toString() ?? '';

/** What a schema of this kind cannot say: the parts of a text, how many steps it has, one key of another one. */
const SCHEMA_TAKES = ['owner', 'repo', 'rule-or-empty', 'rule-path-deep', 'threshold-missing'].map((name) => `policy/bad-${name}`);

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-'));
  for (const name of ['artifact', 'bundle.sigstore.json', 'trusted_root.json']) await cp(join(sample('genuine'), name), join(folder, name));
});
after(() => rm(folder, { recursive: true }));

test('every policy of the vectors is loaded or refused as they say', async () => {
  let refused = 0;
  for (const one of policies) {
    const { valid, errors } = await checkPolicy(textOf(one), { name: 'policy.json' });
    const expected = one.expect.refused?.error;
    assert.deepEqual(errors.map(({ code, file }) => [code, file]), expected === undefined ? [] : [[expected, 'policy.json']], one.name);
    assert.equal(valid, expected === undefined, one.name);
    if (valid) continue;
    refused += 1;
    for (const place of ['line', 'column']) assert.ok(Number(errors[0]?.facts[place]) >= 1, `${one.name}: ${place}`);
    await assert.rejects(explainPolicy(textOf(one)), { code: expected }, one.name);
  }
  assert.ok(refused > 30, `${refused}`);
});

test('a mistake has the line and column at which it stands', async () => {
  /** @type {[string, string, number, number][]} */
  const wrong = [
    ['{\n  "repo": "org/app",\n  "oldesttime": "2026-01-01T00:00:00Z"\n}', 'policy-key-unknown', 3, 3],
    ['{\n  "repo": "org/app"\n  "ref": 1\n}', 'json-syntax', 3, 3],
    ['{"artifacts": {\n "*": {"repo": "org/app"},\n "a*": {"repo": "org/app"}}}', 'policy-section-unreachable', 3, 2],
    ['{"certificateOidcIssuer": "https://accounts.google.com"}', 'policy-names-no-signer', 1, 1],
  ];
  for (const [text, code, line, column] of wrong) {
    const { errors: [error] } = await checkPolicy(text);
    assert.deepEqual([error?.code, error?.facts.line, error?.facts.column], [code, line, column], text);
  }
});

test('what is no policy at all is a mistake of the caller', async () => {
  for (const given of [undefined, null, 1, true]) await assert.rejects(checkPolicy(/** @type {any} */ (given)), { code: 'usage' });
  assert.equal((await checkPolicy(new Uint8Array([0xff]))).valid, false);
  assert.equal((await checkPolicy('')).valid, false);
});

test('every demand of every policy has its words, in each language', async () => {
  /** @type {typeof import('../../pkg-template/policy-wording.js')} */
  const { explained } = await import(join(NPM, 'policy-wording.js'));
  const catalogues = await Promise.all(['en', 'de'].map(async (language) => JSON.parse(await readFile(join(NPM, 'i18n', `${language}.policy.json`), 'utf8'))));
  const { KEYS } = await keysOfSchema();
  for (const words of catalogues) assert.deepEqual(KEYS.filter((key) => words.demand[key] === undefined), []);
  for (const one of policies.filter(({ expect }) => expect.refused === undefined)) {
    const explanation = await explainPolicy(textOf(one));
    for (const words of catalogues) {
      const { paragraphs } = explained(explanation, words);
      const said = paragraphs.flatMap(({ heading, lines, more, signers }) => [heading, ...lines, ...more, ...signers.flatMap((signer) => [signer.heading, ...signer.lines])]);
      for (const text of said) assert.ok(text !== '' && !/\{\w+\}|undefined/.test(text), `${one.name}: ${text}`);
      for (const { demands } of explanation.sections) assert.ok(said.length > demands.length, one.name);
    }
  }
});

test('the schema takes every policy that can be loaded, and those of its documentation', async () => {
  const schema = JSON.parse(await readFile(join(ROOT, 'docs', 'policy.schema.json'), 'utf8'));
  const takes = new Ajv2020({ strict: false }).compile(schema);
  const loaded = policies.filter(({ expect }) => expect.refused === undefined);
  for (const one of loaded) assert.ok(takes(JSON.parse(textOf(one))), `${one.name}: ${JSON.stringify(takes.errors)}`);
  assert.ok(loaded.length > 100, `${loaded.length}`);
  const documented = [...(await readFile(join(ROOT, 'docs', 'policy.md'), 'utf8')).matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => text);
  assert.ok(documented.length >= 5, `${documented.length}`);
  for (const text of documented) {
    assert.ok(takes(JSON.parse(text)), `${text}\n${JSON.stringify(takes.errors)}`);
    assert.deepEqual((await checkPolicy(text)).errors, [], text);
  }
});

test('the schema refuses what is wrong in its form', async () => {
  const takes = new Ajv2020({ strict: false }).compile(JSON.parse(await readFile(join(ROOT, 'docs', 'policy.schema.json'), 'utf8')));
  // What is wrong in itself alone: no schema knows what contradicts what.
  const form = policies.filter(({ expect }) => ['field-invalid', 'field-missing', 'policy-key-unknown', 'choice-missing'].includes(expect.refused?.error));
  const taken = form.filter((one) => takes(JSON.parse(textOf(one)))).map(({ name }) => name);
  assert.ok(form.length > 30, `${form.length}`);
  assert.deepEqual(taken, SCHEMA_TAKES);
});

/** The keys of demands, as the policy's schema lists them. */
async function keysOfSchema() {
  const { $defs } = JSON.parse(await readFile(join(ROOT, 'docs', 'policy.schema.json'), 'utf8'));
  const keys = [...Object.keys($defs.signer.properties), ...Object.keys($defs.demands.properties)];
  return { KEYS: keys.filter((key) => !['//', 'signers', 'threshold', 'builderLevels'].includes(key)) };
}

test('a policy out of a report verifies what the report is about, with exact values', async () => {
  let made = 0;
  const stranger = await readCase('samples/someone-else');
  for (const family of ['samples', 'sigstore', 'cosign', 'gitsign', 'policy']) {
    for (const [index, one] of (await cases(family)).entries()) {
      // Of the large families every third says as much, and takes a third of the time.
      if (one.expect.refused !== undefined || (family !== 'policy' && (one.expect.verdict !== 'verified' || index % 3 > 0))) continue;
      const report = await reportOf(touchstone, one);
      if (report.verdict !== 'verified') {
        await assert.rejects(policyFromReport(report), { code: 'report-not-verified' }, one.name);
        continue;
      }
      const { policy } = await policyFromReport(report);
      assert.doesNotMatch(JSON.stringify(policy), /Regexp|\*/, one.name);
      const again = await reportOf(touchstone, { ...one, files: new Map([...one.files, ['policy.json', Buffer.from(JSON.stringify(policy))]]) });
      assert.equal(again.verdict, 'verified', `${one.name}: ${JSON.stringify(policy)}`);
      made += 1;
      const other = await reportOf(touchstone, { ...stranger, files: new Map([...stranger.files, ['policy.json', Buffer.from(JSON.stringify(policy))]]) });
      assert.notEqual(other.verdict, 'verified', `${one.name}: ${JSON.stringify(policy)}`);
    }
  }
  assert.ok(made > 100, `${made}`);
});

test('a policy out of a report is not met by anybody else', async () => {
  const genuine = await readCase('samples/genuine');
  const { policy } = await policyFromReport(await reportOf(touchstone, genuine));
  for (const [name, verdict] of /** @type {const} */ ([['someone-else', 'unexpected'], ['tampered', 'failed']])) {
    const other = await readCase(`samples/${name}`);
    const report = await reportOf(touchstone, { ...other, files: new Map([...other.files, ['policy.json', Buffer.from(JSON.stringify(policy))]]) });
    assert.equal(report.verdict, verdict, name);
  }
  assert.deepEqual(Object.keys(policy).filter((key) => key.startsWith('certificate')), []);
  assert.equal(policy.repo, 'touchstone-sample/hello');
});

/** How many of the cases of real provenance are tried: one of so many. */
const ONE_OF = 12;

test('a policy out of a report on real provenance is met by it, and for no other source', { timeout: 120_000 }, async (t) => {
  const corpus = await unpacked('slsa');
  if (corpus === undefined) return t.skip('no corpus');
  const { cases: all } = JSON.parse(await readFile(join(corpus, 'index.json'), 'utf8'));
  const sound = all.filter((/** @type {any} */ { artifacts, offline }) => offline?.verdict === 'pass' && artifacts?.length > 0).filter((/** @type {any} */ _, /** @type {number} */ index) => index % ONE_OF === 0);
  for (const { artifacts, flags, id, provenance } of sound) {
    /** @type {import('../../pkg-template/index.d.ts').FileInput} */
    const artifact = { name: 'artifact', data: await readFile(join(corpus, artifacts[0])) };
    const evidence = await Promise.all(provenance.map(async (/** @type {string} */ name) => ({ name, data: await readFile(join(corpus, name)) })));
    /** @type {(expectation: any) => Promise<import('../../pkg-template/index.d.ts').Report>} */
    const verifying = (expectation) => touchstone.verify({ artifact, evidence, expectation, now: '2026-06-01T00:00:00Z' });
    const { policy } = await policyFromReport(await verifying(expectationOf(flags)));
    assert.equal((await verifying(policy)).verdict, 'verified', `${id}: ${JSON.stringify(policy)}`);
    for (const other of [{ repo: 'somebody/else', ref: undefined }, { sourceUri: 'github.com/somebody/else' }]) {
      assert.notEqual((await verifying({ ...policy, ...other })).verdict, 'verified', `${id}: ${JSON.stringify(other)}`);
    }
  }
  assert.ok(sound.length >= 10, `${sound.length} cases`);
  t.diagnostic(`${sound.length} cases`);
});

/**
 * The flags of a case by the policy's keys.
 *
 * @param {Record<string, any>} flags
 */
function expectationOf(flags) {
  const stated = Object.entries(flags).filter(([, value]) => value !== null && value !== '' && value.length !== 0);
  const { buildWorkflowInputs: inputs, ...others } = Object.fromEntries(stated.map(([name, value]) => [name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()), value]));
  return { ...others, ...(inputs !== undefined && { buildWorkflowInputs: Array.isArray(inputs) ? Object.fromEntries(inputs.map((pair) => pair.split('='))) : inputs }) };
}

test('nothing that evidence only claims becomes a demand', async () => {
  const report = await reportOf(touchstone, await readCase('samples/genuine'));
  const { policy } = await policyFromReport(report);
  const marked = structuredClone(report);
  for (const piece of /** @type {any[]} */ (marked.evidence)) piece.claims = { statement: { predicateType: 'claimed' }, certificate: { names: [{ type: 'uri', value: 'claimed' }] } };
  assert.deepEqual((await policyFromReport(marked)).policy, policy);
});

test('a report from which no policy can be made says so', async () => {
  const report = await reportOf(touchstone, await readCase('samples/genuine'));
  /** @type {[string, (report: any) => void][]} */
  const without = [
    ['report-not-verified', (one) => { one.verdict = 'unstated'; }],
    ['report-without-policy', (one) => { for (const piece of one.evidence) piece.verdict = 'unstated'; }],
    ['report-without-policy', (one) => { for (const piece of one.evidence) piece.signer = null; }],
    ['report-without-policy', (one) => { one.artifacts = []; }],
    ['usage', (one) => { one.schema = 'touchstone-report/2'; }],
    ['usage', (one) => { delete one.evidence; }],
  ];
  for (const [code, change] of without) {
    const changed = structuredClone(report);
    change(changed);
    await assert.rejects(policyFromReport(changed), { code }, code);
  }
  for (const given of [null, 'text', 7, []]) await assert.rejects(policyFromReport(/** @type {any} */ (given)), { code: 'usage' });
});

test('files of different signers get a section each, and no name becomes a pattern', async () => {
  const report = await reportOf(touchstone, await readCase('samples/genuine'));
  const two = /** @type {any} */ (structuredClone(report));
  const [artifact] = two.artifacts;
  const [piece] = two.evidence;
  two.evidence.push({ ...structuredClone(piece), signer: { identity: 'a@example.org', identityType: 'email', issuer: 'https://accounts.example', extensions: {} } });
  two.artifacts.push({ ...structuredClone(artifact), name: 'folder/second', evidence: [1], demands: artifact.demands.map((/** @type {any} */ demand) => ({ ...demand, evidence: [1] })) });
  const { policy } = await policyFromReport(two);
  assert.deepEqual(Object.keys(policy.artifacts ?? {}), [artifact.name, 'second']);
  assert.deepEqual(policy.artifacts?.second, { certificateIdentity: 'a@example.org', certificateOidcIssuer: 'https://accounts.example' });
  for (const name of ['*.sh', 'folder/', '//', `other/${artifact.name}`]) {
    two.artifacts[1].name = name;
    await assert.rejects(policyFromReport(two), { code: 'report-without-policy' }, name);
  }
});

const TRUST = ['--trusted-root', 'trusted_root.json', '--now', '2026-06-01T00:00:00Z'];
const cli = (/** @type {string[]} */ args, /** @type {string | undefined} */ input = undefined) => run(args, { cwd: folder, ...(input !== undefined && { input }) });

test('the command line checks, explains and makes policies', async () => {
  const verified = await cli(['verify', '--json', ...TRUST, '--certificate-identity-regexp', '.*/touchstone-sample/hello/.*', '--evidence', 'bundle.sigstore.json', 'artifact']);
  assert.equal(verified.code, 0);
  await writeFile(join(folder, 'report.json'), verified.stdout);
  const made = await cli(['policy', 'from-report', 'report.json']);
  assert.deepEqual([made.code, made.stderr], [0, '']);
  assert.equal((await cli(['policy', 'from-report', '-'], verified.stdout)).stdout, made.stdout);
  await writeFile(join(folder, 'made.json'), made.stdout);
  assert.equal((await cli(['verify', ...TRUST, '--policy', 'made.json', '--evidence', 'bundle.sigstore.json', 'artifact'])).code, 0);
  const checked = await cli(['policy', 'check', 'made.json']);
  assert.deepEqual([checked.code, checked.stderr], [0, '']);
  assert.match(checked.stdout, /made\.json/);
  const said = await cli(['policy', 'explain', 'made.json']);
  assert.match(said.stdout, /^For every file:\n {2}- A workflow of this repository signed: touchstone-sample\/hello\n/);
  assert.match((await cli(['policy', 'explain', '--lang', 'de', 'made.json'])).stdout, /^Für jede Datei:\n/);
  assert.deepEqual(JSON.parse((await cli(['policy', 'explain', '--json', 'made.json'])).stdout), await explainPolicy(made.stdout));
});

test('the expected signer of something that is not demanded is not called somebody else', async () => {
  await writeFile(join(folder, 'late.json'), '{"repo": "touchstone-sample/hello", "oldestTime": "2030-01-01T00:00:00Z"}');
  const late = await cli(['verify', ...TRUST, '--policy', 'late.json', '--evidence', 'bundle.sigstore.json', 'artifact']);
  assert.equal(late.code, 1);
  assert.match(late.stdout, /^✗ Something else: artifact was signed by .*touchstone-sample\/hello.*, and is not what you demand/);
  assert.match(late.stdout, /: something else\n/);
  const other = await cli(['verify', ...TRUST, '--repo', 'somebody/else', '--oldest-time', '2030-01-01T00:00:00Z', '--evidence', 'bundle.sigstore.json', 'artifact']);
  assert.match(other.stdout, /^✗ Someone else: /);
});

test('the command line refuses what is wrong, and says where', async () => {
  await writeFile(join(folder, 'wrong.json'), '{\n  "repo": "org/app",\n  "oldesttime": "x"\n}');
  const checked = await cli(['policy', 'check', 'wrong.json']);
  assert.equal(checked.code, 1);
  assert.match(checked.stdout, /✗ wrong\.json:3:3: .*oldesttime.*\(policy-key-unknown\)/);
  const { valid, errors: [error] } = JSON.parse((await cli(['policy', 'check', '--json', 'wrong.json'])).stdout);
  assert.deepEqual([valid, error.code, error.file, error.facts.line, error.facts.column], [false, 'policy-key-unknown', 'wrong.json', 3, 3]);
  assert.equal((await cli(['policy', 'explain', 'wrong.json'])).code, 2);
  for (const args of [['policy'], ['policy', 'chek', 'x'], ['policy', 'check'], ['policy', 'check', 'absent.json'], ['policy', 'check', 'a', 'b'], ['policy', 'from-report', 'wrong.json']]) {
    const { code, stdout, stderr } = await cli(args);
    assert.deepEqual([code, stdout], [2, ''], args.join(' '));
    assert.match(stderr, /^touchstone: /);
  }
  const unstated = await cli(['verify', '--json', ...TRUST, '--evidence', 'bundle.sigstore.json', 'artifact']);
  const refused = await cli(['policy', 'from-report', '-'], unstated.stdout);
  assert.deepEqual([refused.code, refused.stdout], [1, '']);
  assert.match(refused.stderr, /unstated/);
});
