// The manifests of examples/cluster are what Kubernetes takes, and the workflows do what they say.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { Job } from 'kubernetes-models/batch/v1';
import { PersistentVolumeClaim } from 'kubernetes-models/v1';
import { parse, parseAllDocuments } from 'yaml';

import { run } from '../../scripts/command.js';
import { ROOT } from '../../scripts/places.js';

const read = (/** @type {string[]} */ ...path) => readFile(join(ROOT, ...path), 'utf8');

test('every manifest keeps to the schema of its kind', async () => {
  const documents = parseAllDocuments(await read('examples', 'cluster', 'job.yaml')).map((document) => document.toJS());
  assert.deepEqual(documents.map(({ kind }) => kind), ['Job', 'Job', 'PersistentVolumeClaim']);
  for (const document of documents) {
    const model = document.kind === 'Job' ? new Job(document) : new PersistentVolumeClaim(document);
    assert.doesNotThrow(() => model.validate(), document.metadata.name);
  }
  assert.throws(() => new Job({ ...documents[0], spec: { ...documents[0].spec, completions: 'many' } }).validate());
});

test('the job has as many parts as it has pods, and runs what the image holds', async () => {
  const [batch, merge] = parseAllDocuments(await read('examples', 'cluster', 'job.yaml')).map((document) => document.toJS());
  const [container] = batch.spec.template.spec.containers;
  const env = Object.fromEntries(container.env.map((/** @type {{ name: string, value: string }} */ { name, value }) => [name, value]));
  assert.equal(Number(env.SHARDS), batch.spec.completions);
  assert.equal(batch.spec.completionMode, 'Indexed');
  const script = await read('examples', 'cluster', 'shard.sh');
  for (const name of Object.keys(env)) assert.match(script, new RegExp(`\\$${name}\\b`), name);
  assert.ok(!Number.isNaN(Date.parse(env.NOW ?? '')));
  assert.match(merge.spec.template.spec.containers[0].command.at(-1), new RegExp(` ${batch.spec.completions} >`));
  const image = await read('examples', 'cluster', 'Dockerfile');
  const { version } = JSON.parse(await read('pkg-template', 'package.json'));
  assert.ok(image.includes(`touchstone-verify@${version}`) && image.includes(' /usr/local/bin/shard') && image.includes(' /usr/local/lib/merge.mjs'));
  for (const { spec } of [batch, merge]) {
    const { securityContext, containers, automountServiceAccountToken } = spec.template.spec;
    assert.deepEqual([securityContext.runAsNonRoot, containers[0].securityContext.readOnlyRootFilesystem, automountServiceAccountToken], [true, true, false]);
  }
});

for (const name of ['ci', 'release']) {
  test(`the workflow ${name} pins what it uses, and its scripts can be read`, async () => {
    const text = await read('.github', 'workflows', `${name}.yml`);
    const { jobs, permissions } = parse(text);
    assert.ok(permissions !== undefined, 'what a workflow may do is said');
    const { scripts } = JSON.parse(await read('package.json'));
    for (const [job, { steps, 'timeout-minutes': limit }] of Object.entries(/** @type {Record<string, any>} */ (jobs))) {
      assert.ok(limit > 0, `${job} has a time limit`);
      for (const { uses, run: script, with: given } of steps) {
        if (uses !== undefined) assert.match(uses, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
        if (uses?.startsWith('actions/checkout@')) assert.equal(given['persist-credentials'], false);
        if (script === undefined) continue;
        const { code, text: complaint } = await run('bash', ['-n', '-c', script.replace(/\$\{\{.*?\}\}/g, 'x')]);
        assert.equal(code, 0, complaint);
        // What somebody else names (a branch, a title) never becomes a part of a script.
        assert.doesNotMatch(script, /\$\{\{/);
        for (const [, command = ''] of script.matchAll(/npm run (\w+)/g)) assert.ok(command in scripts, command);
      }
    }
    for (const [line] of text.matchAll(/^.*uses: .*$/gm)) assert.match(line, /# v\d+\.\d+\.\d+$/, line);
  });
}

test('a release is built twice, compared, attested, signed, verified by itself, and published without a secret', async () => {
  const text = await read('.github', 'workflows', 'release.yml');
  const { jobs, permissions } = parse(text);
  assert.deepEqual(permissions, {});
  assert.doesNotMatch(text, /secrets\.|TOKEN(?!: \$\{\{ github\.token)/);
  assert.equal(jobs.build.strategy.matrix.include.length, 2);
  const { steps, needs, permissions: may, environment } = jobs.publish;
  assert.deepEqual([needs, environment, may], [['test', 'build'], 'release', { contents: 'write', 'id-token': 'write', attestations: 'write' }]);
  for (const job of ['test', 'build']) assert.deepEqual(jobs[job].permissions, { contents: 'read' });
  const order = ['diff -r', 'attest-build-provenance', 'cosign sign-blob', 'cli.js verify', 'npm publish', 'gh release'];
  const found = order.map((word) => steps.findIndex((/** @type {{ run?: string, uses?: string }} */ step) => `${step.run}${step.uses}`.includes(word)));
  assert.ok(found.every((at, index) => at >= 0 && (index === 0 || at > (found[index - 1] ?? 0))), found.join(' '));
  // What the workflow asks of itself is what users are told to ask.
  assert.match(text, /verify --repo "\$GITHUB_REPOSITORY" --workflow \.github\/workflows\/release\.yml --ref "\$GITHUB_REF"/);
});
