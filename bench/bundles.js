// One script of each contender, as a site would ship it.

import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

import { DIST, ROOT, TARGET } from '../scripts/places.js';
import { RUST_PEER } from './rust-peer.js';

/** Served to the browser. */
export const SITE = join(TARGET, 'bench');

const PAGES = ['page', 'cold-touchstone', 'cold-sigstore-browser'];

/**
 * Makes the pages that are measured.
 *
 * @param {import('./cases.js').Case[]} cases  the cold pages verify the first
 */
export async function makePages([first]) {
  const { build } = await import('esbuild');
  await rm(SITE, { recursive: true, force: true });
  await mkdir(SITE, { recursive: true });
  await cp(join(DIST, 'npm'), join(SITE, 'touchstone'), { recursive: true });
  await cp(RUST_PEER, join(SITE, 'sigstore-verifier'), { recursive: true });
  await build({
    absWorkingDir: join(ROOT, 'bench'), entryPoints: PAGES.map((name) => `${name}.js`), outdir: SITE,
    bundle: true, minify: true, format: 'esm', target: 'es2023', plugins: [packagesBeside],
  });
  await writeFile(join(SITE, 'case.json'), JSON.stringify(first));
  for (const name of PAGES) {
    await writeFile(join(SITE, `${name}.html`), `<!doctype html><meta charset="utf-8"><title>${name}</title><script type="module" src="./${name}.js"></script>\n`);
  }
}

/** Packages with a module are loaded as they are published, with it beside them. @type {import('esbuild').Plugin} */
const packagesBeside = {
  name: 'packages-beside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^touchstone-verify$/ }, () => ({ path: './touchstone/index.js', external: true }));
    onResolve({ filter: /^sigstore-verifier$/ }, () => ({ path: './sigstore-verifier/peer.js', external: true }));
  },
};

/**
 * Bytes after brotli of what a page loads for verification.
 *
 * @returns {Promise<Record<string, number>>}
 */
export async function sizes() {
  const { build } = await import('esbuild');
  const shipped = async (/** @type {string} */ entry) => {
    const { outputFiles } = await build({
      stdin: { contents: entry, resolveDir: join(ROOT, 'bench') }, bundle: true, minify: true, format: 'esm', target: 'es2023', write: false,
    });
    return brotli(outputFiles[0]?.contents ?? new Uint8Array());
  };
  const npm = join(DIST, 'npm');
  const [core, deferred] = await Promise.all(['core.wasm', 'core-deferred.wasm'].map(async (name) => brotli(await readFile(join(npm, name)))));
  const scripts = await shipped(`export * from ${JSON.stringify(join(npm, 'index.js'))}`);
  return {
    'touchstone, core.wasm': core ?? 0,
    'touchstone, core.wasm and scripts: a bundle': (core ?? 0) + scripts,
    'touchstone, core-deferred.wasm and these: all': (core ?? 0) + (deferred ?? 0) + scripts,
    'sigstore-browser': await shipped('export { SigstoreVerifier } from "@freedomofpress/sigstore-browser"'),
    'sigstore-verifier, wasm': brotli(await readFile(join(RUST_PEER, 'peer_bg.wasm'))),
    'hash-wasm, SHA-256 and SHA-512': await shipped('export { createSHA256, createSHA512 } from "hash-wasm"'),
    '@noble/hashes, SHA-256 and SHA-512': await shipped('export { sha256, sha512 } from "@noble/hashes/sha2.js"'),
  };
}

/** @param {Uint8Array} bytes */
function brotli(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
}
