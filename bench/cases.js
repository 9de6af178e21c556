// What is verified: public conformance cases, as every contender gets them.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Stop } from '../scripts/console.js';
import { unpacked } from '../tests/corpora/unpacked.js';

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} identity
 * @property {string} issuer
 * @property {string} bundle  JSON, parsed inside the timed part
 * @property {string} root    JSON of the trusted root, parsed beforehand
 * @property {string} artifact  a text
 * @property {string} sha256  of the artifact, in hexadecimal
 */

const IDENTITY = 'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const ISSUER = 'https://token.actions.githubusercontent.com';

/** @returns {Promise<Case[]>} */
export async function cases() {
  const corpus = await unpacked('cosign');
  if (corpus === undefined) throw new Stop('../shared/corpora/cosign.tar.gz is missing: its bundles are what is measured.');
  const folder = join(corpus, 'bundle', 'conformance');
  const artifact = await readFile(join(folder, 'a.txt'), 'utf8');
  const sha256 = createHash('sha256').update(artifact).digest('hex');
  const read = async (/** @type {string} */ name, /** @type {string} */ directory, /** @type {string} */ root) => ({
    name,
    identity: await readFile(join(folder, directory, 'identity'), 'utf8').then((text) => text.trim(), () => IDENTITY),
    issuer: ISSUER,
    bundle: await readFile(join(folder, directory, 'bundle.sigstore.json'), 'utf8'),
    root: await readFile(root, 'utf8'),
    artifact,
    sha256,
  });
  return [
    await read('bundle v0.3', 'happy-path-v0.3', join(corpus, 'trusted_root.json')),
    await read('Rekor v2', 'rekor2-timestamp-with-embedded-cert', join(folder, 'rekor2-timestamp-with-embedded-cert', 'trusted_root.json')),
  ];
}
