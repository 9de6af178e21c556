// An artifact is never held whole.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { touchstone } from './package.js';

const CHUNK = new Uint8Array(256 * 1024).fill(7);
const CHUNKS = 16 * 1024;
const MEBIBYTE = 1024 * 1024;

test('4 GiB go through the module in less than 64 MiB', { timeout: 300_000 }, async () => {
  await touchstone.init();
  const before = process.memoryUsage().rss;
  let [left, most] = [CHUNKS, 0];
  const stream = new ReadableStream({
    pull(controller) {
      if (left === 0) return controller.close();
      left -= 1;
      if (left % 256 === 0) most = Math.max(most, process.memoryUsage().rss - before);
      controller.enqueue(CHUNK.slice());
    },
  });
  const { size, digests } = await touchstone.digest(stream, ['sha256']);
  assert.equal(size, 4 * 1024 * MEBIBYTE);
  const expected = createHash('sha256');
  for (let count = 0; count < CHUNKS; count += 1) expected.update(CHUNK);
  assert.equal(digests.sha256, expected.digest('hex'));
  assert.ok(most < 64 * MEBIBYTE, `${(most / MEBIBYTE).toFixed(1)} MiB above the start`);
});
