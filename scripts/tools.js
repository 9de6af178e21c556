// What building needs, brought in where it is missing.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { find, must, run } from './command.js';
import { Stop, step } from './console.js';
import { ROOT, TOOLS } from './places.js';
import { fingerprint, unlessFresh } from './stamp.js';

const CARGO_DENY = '0.20.2';

/** The Rust toolchain that rust-toolchain.toml names. */
export async function rust() {
  if (await find('cargo') === undefined) {
    throw new Stop('Rust is missing: install rustup from https://rustup.rs, then run this again.');
  }
  const version = await run('cargo', ['--version']);
  if (version.code === 0) return;
  await step('Installing the Rust toolchain of rust-toolchain.toml', () => must(
    'rustup could not install the toolchain of rust-toolchain.toml: is static.rust-lang.org reachable?',
    'rustup', ['toolchain', 'install'],
  ));
}

/** npm's packages, as package-lock.json names them. */
export async function npmPackages() {
  await installPackages('.');
}

/**
 * @param {string} folder  from the project's root
 */
export async function installPackages(folder) {
  const lock = join(folder, 'package-lock.json');
  const name = `packages-${folder.replace(/\W/g, '') || 'root'}`;
  await unlessFresh(name, await fingerprint([lock]), [join(ROOT, folder, 'node_modules')], () =>
    step(`Installing npm packages${folder === '.' ? '' : ` of ${folder}`}`, () => must(
      'npm could not install the packages of package-lock.json: is the npm registry reachable?',
      'npm', ['ci', '--no-audit', '--no-fund'], { cwd: join(ROOT, folder) },
    )));
}

/**
 * A program of wasm-bindgen's, in the version of Cargo.lock.
 *
 * @param {'wasm-bindgen' | 'wasm-bindgen-test-runner'} program
 */
export async function wasmBindgen(program) {
  const version = await lockedVersion('wasm-bindgen');
  return cargoTool('wasm-bindgen-cli', version, `wasm-bindgen-${version}`, program);
}

/** The path of cargo-deny. */
export function cargoDeny() {
  return cargoTool('cargo-deny', CARGO_DENY, `cargo-deny-${CARGO_DENY}`, 'cargo-deny');
}

/** The path of wasm-opt, from the npm package binaryen. */
export function wasmOpt() {
  const path = join(ROOT, 'node_modules', 'binaryen', 'bin', 'wasm-opt');
  if (!existsSync(path)) throw new Stop('wasm-opt is missing: the npm package binaryen was not installed.');
  return path;
}

/** These programs run for a second: what counts is how long they take to compile. */
const QUICKLY = { CARGO_PROFILE_RELEASE_OPT_LEVEL: '1', CARGO_PROFILE_RELEASE_LTO: 'off', CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16', CARGO_PROFILE_RELEASE_DEBUG: '0' };

/**
 * @param {string} crate
 * @param {string} version
 * @param {string} folder
 * @param {string} program
 */
async function cargoTool(crate, version, folder, program) {
  const path = join(TOOLS, folder, 'bin', program);
  if (existsSync(path)) return path;
  // Two steps may ask for it at the same time.
  const made = MAKING.get(folder) ?? install(crate, version, folder);
  MAKING.set(folder, made);
  await made;
  return path;
}

/** Programs that are being compiled. @type {Map<string, Promise<void>>} */
const MAKING = new Map();

/**
 * @param {string} crate
 * @param {string} version
 * @param {string} folder
 */
function install(crate, version, folder) {
  return step(`Building ${crate} ${version} (some minutes, once)`, async () => {
    const args = ['install', crate, '--version', version, '--root', join(TOOLS, folder)];
    // A lock file can name a version that was withdrawn since; then the newest that fits will do.
    const locked = await run('cargo', [...args, '--locked'], { env: QUICKLY });
    if (locked.code === 0) return;
    await must(`cargo could not install ${crate} ${version}.`, 'cargo', args, { env: QUICKLY });
  });
}

/** @param {string} crate */
async function lockedVersion(crate) {
  const lock = await readFile(join(ROOT, 'Cargo.lock'), 'utf8');
  const found = lock.match(new RegExp(`name = "${crate}"\\nversion = "([^"]+)"`));
  if (found?.[1] === undefined) throw new Stop(`Cargo.lock names no ${crate}.`);
  return found[1];
}
