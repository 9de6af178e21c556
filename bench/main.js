// Touchstone and its peers in one run, as ratios.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { say } from '../scripts/console.js';
import { DIST } from '../scripts/places.js';
import { makePages, sizes } from './bundles.js';
import { cases } from './cases.js';
import { inChromium } from './chromium.js';
import { sigstoreVerifier } from './contenders.js';
import { inNative } from './native.js';
import { historyTimes } from './history.js';
import { hashing, warm } from './run.js';
import { RUST_PEER, makeRustPeer } from './rust-peer.js';
import { sigstoreJs } from './sigstore-js.js';

export async function main() {
  const subjects = await cases();
  await makeRustPeer();
  await makePages(subjects);
  const native = await inNative(subjects);
  await inNode(subjects);
  say('\nChromium');
  const page = await inChromium(subjects);
  show('warm verification, ms', page.warm);
  show('from navigation to the first verdict, nothing cached, ms', { 'bundle v0.3': page.cold });
  show('hashing, MB/s', page.hashing);
  say('\nNative');
  show('warm verification, ms', native);
  say('\nShipped');
  show('bytes after brotli', { '': await sizes() });
}

/** @param {import('./cases.js').Case[]} subjects */
async function inNode(subjects) {
  const touchstone = await import(pathToFileURL(join(DIST, 'npm', 'node.js')).href);
  const peer = await import(pathToFileURL(join(RUST_PEER, 'peer.js')).href);
  await peer.default({ module_or_path: await readFile(join(RUST_PEER, 'peer_bg.wasm')) });
  say(`\nNode ${process.versions.node}`);
  show('warm verification, ms', await warm(touchstone, subjects, [sigstoreJs, sigstoreVerifier(peer)]));
  show('hashing, MB/s', await hashing(touchstone, [nodeCrypto]));
  show('verification, ms a commit', await historyTimes(touchstone));
}

/** What the command line uses for artifacts. @type {(algorithm: import('./hashes.js').Algorithm) => import('./hashes.js').HashContender} */
const nodeCrypto = (algorithm) => ({
  name: 'node:crypto',
  prepare: async () => (pieces) => {
    const hash = createHash(algorithm);
    for (const piece of pieces) hash.update(piece);
    return hash.digest();
  },
});

/**
 * A line for each contender: its figure, and Touchstone's as a ratio to it.
 *
 * @param {string} unit
 * @param {import('./run.js').Table} table
 */
function show(unit, table) {
  for (const [what, figures] of Object.entries(table)) {
    say(`  ${[what, unit].filter(Boolean).join(': ')}`);
    const ours = figures.touchstone ?? Object.values(figures)[0] ?? NaN;
    for (const [name, figure] of Object.entries(figures)) {
      say(`    ${name.padEnd(36)} ${figure.toFixed(figure < 100 ? 2 : 0).padStart(9)}   ${(ours / figure).toFixed(2)}x`);
    }
  }
}
