// A module is split, and its halves do together what it did whole.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

import { must } from '../../scripts/command.js';
import { functionNames, split } from '../../scripts/module_split.js';
import { wasmOpt } from '../../scripts/tools.js';
import { sectionsOf } from '../../scripts/wasm_sections.js';

/** Functions that call each other directly, by the table, and across; they share memory and a global. Some are long. */
const TEXT = `(module
  (type $binary (func (param i32 i32) (result i32)))
  (type $long (func (param i64) (result i64)))
  (import "a" "told" (func $told (param i32)))
  (memory (export "m") 1)
  (table $functions 3 funcref)
  (global $count (mut i32) (i32.const 0))
  (elem (i32.const 1) func $add $multiply)
  (data (i32.const 8) "\\2a")
  (func $add (type $binary) (call $counted) (i32.add (local.get 0) (local.get 1)))
  (func $multiply (type $binary) (call $counted) (i32.mul (local.get 0) (local.get 1)) (call $add (i32.const 0)) (call $add (i32.const 0)))
  (func $counted (global.set $count (i32.add (global.get $count) (i32.const 1))) (call $told (global.get $count)) (call $told (global.get $count)) (call $told (i32.load8_u (i32.const 8))))
  (func $twice (type $long) (i64.mul (local.get 0) (i64.const 2)) ${'(call $unused) '.repeat(40)})
  (func $unused ${'(call $counted) '.repeat(40)})
  (func (export "apply") (param i32 i32 i32) (result i32) (call_indirect (type $binary) (local.get 1) (local.get 2) (local.get 0)))
  (func $tiny (result i32) (i32.const 7))
  (func (export "tiny") (result i32) (call $tiny))
  (func (export "twice") (param i64) (result i64) (call $twice (local.get 0))))`;

const folder = await mkdtemp(join(tmpdir(), 'touchstone-split-'));
after(() => rm(folder, { recursive: true }));

/** @type {import('../../scripts/module_split.js').Prune} */
async function prune(module) {
  const path = join(folder, 'half.wasm');
  await writeFile(path, module);
  await must('wasm-opt failed.', process.execPath, [wasmOpt(), '-g', '--remove-unused-module-elements', path, '-o', path]);
  return readFile(path);
}

/** @param {string} text */
async function assembled(text) {
  const [from, to] = [join(folder, 'module.wat'), join(folder, 'module.wasm')];
  await writeFile(from, text);
  await must('wasm-as failed.', process.execPath, [join(dirname(wasmOpt()), 'wasm-as'), '-g', from, '-o', to]);
  return readFile(to);
}

/**
 * The halves of the module, of which the first has the named functions.
 *
 * @param {Uint8Array} module
 * @param {string[]} used
 */
async function halves(module, used) {
  const names = functionNames(sectionsOf(module));
  const { core, deferred } = await split(module, new Set([...names].flatMap(([index, name]) => used.includes(name) ? [index] : [])), prune);
  /** @type {number[]} */
  const told = [];
  const imports = { a: { told: (/** @type {number} */ value) => told.push(value) } };
  const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(Uint8Array.from(core)), imports);
  const { apply, twice } = /** @type {{ apply: (slot: number, one: number, other: number) => number, twice: (value: bigint) => bigint }} */ (/** @type {unknown} */ (exports));
  return { told, deferred, exports, apply, twice, complete: async (bytes = deferred) => WebAssembly.instantiate(await WebAssembly.compile(Uint8Array.from(bytes)), { ...imports, b: exports }) };
}

const module = await assembled(TEXT);
/** What all exported functions of a module have. */
const EXPORTED = [...functionNames(sectionsOf(module)).values()].filter((name) => /^\d+$/.test(name));

test('one half does what it has, traps for want of the other one, and goes on with it', async () => {
  const { told, apply, twice, complete } = await halves(module, [...EXPORTED, 'add', 'counted']);
  assert.equal(apply(1, 2, 3), 5);
  assert.throws(() => apply(2, 2, 3), WebAssembly.RuntimeError);
  assert.throws(() => twice(2n), WebAssembly.RuntimeError);
  await complete();
  assert.equal(apply(2, 2, 3), 6);
  assert.equal(twice(2n ** 40n), 2n ** 41n);
  // The first call of all, and three of the second: the global is one, and so is the memory.
  assert.deepEqual(told.slice(0, 12), [1, 1, 42, 2, 2, 42, 3, 3, 42, 4, 4, 42]);
});

test('what is left to the other half calls back', async () => {
  const { apply, twice, complete } = await halves(module, [...EXPORTED, 'counted']);
  assert.throws(() => apply(1, 2, 3), WebAssembly.RuntimeError);
  await complete();
  assert.equal(apply(1, 2, 3), 5);
  assert.equal(twice(4n), 8n);
});

test('a function that is hardly larger than a call of it stays', async () => {
  const { exports, twice } = await halves(module, EXPORTED);
  assert.equal(/** @type {() => number} */ (exports.tiny)(), 7);
  assert.throws(() => twice(1n), WebAssembly.RuntimeError);
});

test('halves of two builds do not fit', async () => {
  const one = await halves(module, EXPORTED);
  const others = [await halves(await assembled(TEXT.replace('2a', '2b')), EXPORTED), await halves(module, [...EXPORTED, 'multiply'])];
  for (const { deferred } of others) await assert.rejects(one.complete(deferred), WebAssembly.LinkError);
  await one.complete();
});

test('what the splitting does not know is refused', async () => {
  await assert.rejects(assembled(TEXT.replace('(memory', '(start $counted) (memory')).then((bytes) => split(bytes, new Set(), prune)), /runs something when it starts/);
  await assert.rejects(split(new Uint8Array(8), new Set(), prune), /no WebAssembly module/);
});
