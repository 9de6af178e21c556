// The commands start where nothing is installed yet: installing is their own first step.

import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { find, run } from '../../scripts/command.js';
import { ROOT } from '../../scripts/places.js';

test('every command can be loaded before npm packages are there', async (t) => {
  const bare = await mkdtemp(join(tmpdir(), 'touchstone-bare-'));
  t.after(() => rm(bare, { recursive: true, force: true }));
  for (const each of ['scripts', 'pkg-template', 'package.json']) await cp(join(ROOT, each), join(bare, each), { recursive: true });
  for (const command of ['bench', 'build', 'screenshots', 'start', 'test']) {
    const outcome = await run(await find('node') ?? 'node', ['--input-type=module', '--eval', `await import('./scripts/${command}.js')`], { cwd: bare });
    assert.equal(outcome.code, 0, `${command}: ${outcome.text}`);
  }
});
