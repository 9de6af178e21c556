// How to compile for wasm32 here: rustup's standard library, or a distribution's sources of it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { find, must, run } from './command.js';
import { Stop, step } from './console.js';
import { installFromDistribution } from './distribution.js';

const TARGET_NAME = 'wasm32-unknown-unknown';

/** What every browser of the last years has; wasm-opt has to be told what rustc and wasm-bindgen use. */
export const WASM_FEATURES = [
  'bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext', 'simd',
].map((feature) => `--enable-${feature}`);

/** Every browser of the last years has SIMD. */
export const WASM_FLAGS = ['-C', 'target-feature=+simd128'];

/**
 * @typedef {object} Compiler
 * @property {string} cargo
 * @property {string[]} args  added to `cargo build`
 * @property {Record<string, string>} env
 */

/** @returns {Promise<Compiler>} */
export async function wasmCompiler() {
  const sysroot = (await must('rustc does not run.', 'rustc', ['--print', 'sysroot'])).trim();
  const installed = () => existsSync(join(sysroot, 'lib', 'rustlib', TARGET_NAME, 'lib'));
  if (installed()) return { cargo: 'cargo', args: [], env: {} };
  if (await find('rustup') !== undefined) {
    await step(`Adding the target ${TARGET_NAME}`, () => run('rustup', ['target', 'add', TARGET_NAME]));
    if (installed()) return { cargo: 'cargo', args: [], env: {} };
  }
  return fromDistribution(sysroot);
}

/**
 * Debian's Rust for the web: the standard library is compiled along, from its sources.
 *
 * @param {string} sysroot
 * @returns {Promise<Compiler>}
 */
async function fromDistribution(sysroot) {
  const sources = '/usr/lib/rustlib/src/rust/library';
  const packages = ['rustc-web', 'cargo-web', 'rust-web-src'];
  const ready = () => ['/usr/bin/rustc', '/usr/bin/cargo', sources].every((path) => existsSync(path));
  if (!ready()) await installFromDistribution(packages);
  const linker = await find(
    join(sysroot, 'lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld'),
    join(sysroot, 'lib/rustlib/aarch64-unknown-linux-gnu/bin/rust-lld'),
    'wasm-ld', 'lld',
  );
  if (!ready() || linker === undefined) {
    throw new Stop(`The Rust target ${TARGET_NAME} is missing: run \`rustup target add ${TARGET_NAME}\`, `
      + `or on Debian \`apt-get install ${packages.join(' ')} lld\`.`);
  }
  return {
    cargo: '/usr/bin/cargo',
    args: ['-Zbuild-std=std,panic_abort'],
    env: { RUSTC: '/usr/bin/rustc', RUSTC_BOOTSTRAP: '1', CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: linker },
  };
}
