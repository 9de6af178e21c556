// The other verifier in Rust, compiled to WebAssembly as it would be shipped.

import { join } from 'node:path';

import { must } from '../scripts/command.js';
import { step } from '../scripts/console.js';
import { ROOT, TARGET } from '../scripts/places.js';
import { wasmBindgen, wasmOpt } from '../scripts/tools.js';
import { WASM_FEATURES, WASM_FLAGS, wasmCompiler } from '../scripts/wasm_target.js';

/** Its module and glue. */
export const RUST_PEER = join(TARGET, 'bench-wasm', 'package');

/** Compiles it, by the same tools and for the same target as ours. */
export async function makeRustPeer() {
  const { cargo, args, env } = await wasmCompiler();
  const target = join(TARGET, 'bench-wasm');
  await step('Compiling the peer in Rust for wasm32', () => must('The peer does not compile for wasm32.', cargo, [
    'build', '--locked', '--release', '--target', 'wasm32-unknown-unknown', ...args,
  ], { cwd: join(ROOT, 'bench', 'wasm'), env: { ...env, CARGO_ENCODED_RUSTFLAGS: WASM_FLAGS.join('\x1f'), CARGO_TARGET_DIR: target } }));
  const module = join(target, 'wasm32-unknown-unknown', 'release', 'touchstone_bench_wasm.wasm');
  await must('wasm-bindgen could not read the peer.', await wasmBindgen('wasm-bindgen'), [
    '--target', 'web', '--no-typescript', '--out-dir', RUST_PEER, '--out-name', 'peer', module,
  ]);
  const made = join(RUST_PEER, 'peer_bg.wasm');
  await must('wasm-opt failed.', process.execPath, [wasmOpt(), '-O3', ...WASM_FEATURES, made, '-o', made]);
}
