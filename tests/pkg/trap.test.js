// A trap costs the instance that trapped, and nothing else.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { sample } from './cases.js';
import { NPM } from './package.js';

const load = (/** @type {string} */ file) => import(pathToFileURL(join(NPM, file)).href);

/** @type {typeof import('../../pkg-template/engine.js')} */
const { Engine } = await load('engine.js');
/** @type {typeof import('../../pkg-template/session.js')} */
const { Session } = await load('session.js');

const half = async (/** @type {string} */ name) => WebAssembly.compile(await readFile(join(NPM, name)));
const [module, deferred] = await Promise.all([half('core.wasm'), half('core-deferred.wasm')]);
const engineOf = () => new Engine({ findModule: async () => module, findDeferred: async () => deferred });

/** Larger than the module's memory can ever be: its allocator gives up, for real. */
const TOO_MUCH = new Uint8Array(2 ** 31);

test('a trap is an error with a code, and the next call works', async () => {
  const engine = engineOf();
  const core = await engine.core();
  assert.throws(() => engine.call(core, () => core.inspect(TOO_MUCH, 'large')), { code: 'internal-error', stage: 'host' });
  const next = await engine.core();
  assert.notEqual(next, core);
  assert.equal(engine.call(next, () => next.sniff(new Uint8Array(), 'x')).kind, 'unknown');
});

test('a stack that ends is a trap too', async () => {
  const engine = engineOf();
  const core = await engine.core();
  const deeper = () => { deeper(); };
  assert.throws(() => engine.call(core, deeper), { code: 'internal-error' });
  assert.notEqual(await engine.core(), core);
});

test('an error that the engine throws keeps the instance', async () => {
  const engine = engineOf();
  const core = await engine.core();
  assert.throws(() => engine.call(core, () => new core.Hasher(['md5'])), { code: 'algorithm-unsupported', stage: 'parse' });
  assert.equal(await engine.core(), core);
});

test('a session goes on with all it knew', async () => {
  const engine = engineOf();
  const read = (/** @type {string} */ name) => readFile(join(sample('genuine'), name));
  /** @type {import('../../pkg-template/session.js').Digester} */
  const digest = async (source, names) => {
    const { createHash } = await import('node:crypto');
    const bytes = await source.head(1e6);
    return { size: bytes.length, digests: Object.fromEntries(names.map((name) => [name, createHash(name).update(bytes).digest('hex')])) };
  };
  const session = new Session(engine, { digest, together: 1 }, { now: '2026-06-01T00:00:00Z', expectation: { repo: 'touchstone-sample/hello' }, trust: { roots: [await read('trusted_root.json')] } });
  await session.add(await read('artifact'), { as: 'artifact' });
  await session.add(await read('bundle.sigstore.json'));
  assert.equal((await session.report()).verdict, 'verified');
  const core = await engine.core();
  assert.throws(() => engine.call(core, () => core.inspect(TOO_MUCH, 'large')), { code: 'internal-error' });
  assert.equal((await session.report()).verdict, 'verified');
});
