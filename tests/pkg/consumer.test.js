// The packed package in a project of its own: it installs, its types compile under --strict, it runs.

import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { run } from '../../scripts/command.js';
import { ROOT } from '../../scripts/places.js';
import { sample } from './cases.js';
import { NPM } from './package.js';

let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-consumer-'));
  await cp(join(ROOT, 'tests', 'pkg', 'consumer'), folder, { recursive: true });
  const packed = await run('npm', ['pack', '--pack-destination', folder], { cwd: NPM });
  assert.equal(packed.code, 0, packed.text);
  const installed = await run('npm', ['install', '--offline', join(folder, packed.stdout.trim().split('\n').at(-1) ?? '')], { cwd: folder });
  assert.equal(installed.code, 0, installed.text);
});

after(() => rm(folder, { recursive: true }));

test('its types compile under --strict', async () => {
  const { code, text } = await run(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '--project', '.', '--pretty', 'false'], { cwd: folder });
  assert.equal(code, 0, text);
});

test('it runs by its name', async () => {
  await writeFile(join(folder, 'run.js'), `
    import { readFile } from 'node:fs/promises';
    import { verify } from 'touchstone-verify';
    const [artifact, bundle, root] = await Promise.all(process.argv.slice(2).map((path) => readFile(path)));
    const report = await verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation: { repo: 'touchstone-sample/hello' }, now: '2026-06-01T00:00:00Z' });
    console.log(report.verdict);
  `);
  const files = ['artifact', 'bundle.sigstore.json', 'trusted_root.json'].map((name) => join(sample('genuine'), name));
  const { code, text } = await run(process.execPath, ['run.js', ...files], { cwd: folder });
  assert.equal(text, 'verified\n');
  assert.equal(code, 0);
});

test('its command is installed', async () => {
  const { code, text } = await run(join(folder, 'node_modules', '.bin', 'touchstone'), ['--version'], { cwd: folder });
  assert.equal(code, 0, text);
  assert.match(text, /^\d+\.\d+\.\d+\n$/);
});
