// Every crate's lock file fits its manifest: those that few commands read fall behind unseen.

import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import { run } from '../../scripts/command.js';
import { ROOT } from '../../scripts/places.js';

const { stdout } = await run('git', ['ls-files', '*Cargo.lock', '**/Cargo.lock']);

test('git knows the lock files', () => assert.ok(stdout.split('\n').includes('Cargo.lock'), stdout));

for (const lock of new Set(stdout.trim().split('\n'))) {
  test(`${lock} fits its manifest`, async () => {
    const { code, text } = await run('cargo', ['update', '--workspace', '--locked'], { cwd: join(ROOT, dirname(lock)) });
    assert.equal(code, 0, text);
  });
}
