// The package's worker client in a real engine, on a page with a strict policy.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { DIST } from '../../scripts/places.js';
import { serve } from '../../scripts/serve.js';
import { sample } from '../pkg/cases.js';
import { launch } from './engines.js';
import { ENGINE } from './visit.js';

// The page and the package of one origin.
const server = await serve(DIST);
const site = `${server.url}site/index.html`;
const page = await launch(ENGINE);

after(async () => {
  await page.close();
  server.close();
});

test('a worker that does not come is an error, not a hang', async () => {
  await page.open(site);
  const codes = await page.evaluate(`
    const { Client } = await import(new URL('../npm/client.js', location.href));
    const code = (settings) => new Client(settings).start().then(() => 'started', (reason) => reason.code);
    return [
      await code({ worker: () => new Worker(new URL('absent.js', location.href), { type: 'module' }), limit: 2000 }),
      await code({ worker: () => new Worker(new URL('../npm/error.js', location.href), { type: 'module' }), limit: 500 }),
      await code({ worker: () => { throw new Error('no workers here'); } }),
    ];`);
  assert.deepEqual(codes, ['worker-missing', 'worker-missing', 'worker-missing']);
});

test('a worker that dies is replaced, with all it knew', async () => {
  await page.open(site);
  const read = (/** @type {string} */ name) => readFile(join(sample('genuine'), name), 'utf8');
  const verdicts = await page.evaluate(`
    const { Client } = await import(new URL('../npm/client.js', location.href));
    const workers = [];
    const worker = () => { workers.push(new Worker(new URL('../npm/worker.js', location.href), { type: 'module' })); return workers.at(-1); };
    const client = new Client({ worker, options: { now: '2026-06-01T00:00:00Z' } });
    await client.addTrustedRoot(args[2]);
    const artifact = await client.add({ name: 'hello.sh', data: args[0] }, { as: 'artifact' });
    await client.add(args[1], { as: 'evidence', evidenceFor: artifact.id });
    await client.setExpectation({ repo: 'touchstone-sample/hello' });
    const before = await client.report();
    const pending = client.report().catch((reason) => ({ verdict: reason.code }));
    workers[0].dispatchEvent(new ErrorEvent('error', { message: 'it died' }));
    const during = await pending;
    const after = await client.report();
    await client.close();
    return [before.verdict, during.verdict, after.verdict, workers.length];`,
  await read('artifact'), await read('bundle.sigstore.json'), await read('trusted_root.json'));
  assert.deepEqual(verdicts, ['verified', 'internal-error', 'verified', 2]);
});
