// The public conformance cases through the client, by file and by digest.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { ROOT } from '../../scripts/places.js';
import { unpacked } from '../corpora/unpacked.js';

const CLIENT = join(ROOT, 'tests', 'conformance', 'client');
const IDENTITY = 'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const ISSUER = 'https://token.actions.githubusercontent.com';
const CASES = 40;

const corpus = await unpacked('cosign');
if (corpus === undefined) test(`${CASES} conformance cases`, { skip: 'no corpus' }, () => {});
else await testCases(join(corpus, 'bundle', 'conformance'));

/** @param {string} folder */
async function testCases(folder) {
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  test('no case is missing', () => assert.equal(names.length, CASES));
  for (const name of names) {
    test(name, async () => {
      const args = await argumentsOf(join(folder, name));
      const artifact = [join(folder, name, 'artifact'), join(folder, 'a.txt')].find((path) => existsSync(path)) ?? '';
      const digest = createHash('sha256').update(await readFile(artifact)).digest('hex');
      const expected = name.endsWith('_fail') ? 1 : 0;
      for (const artifactOrDigest of [artifact, `sha256:${digest}`]) {
        const { code, output } = await client([...args, artifactOrDigest]);
        assert.equal(code, expected, output);
      }
    });
  }
}

test('a key and an identity at once are refused', async () => {
  const folder = join(ROOT, 'tests', 'vectors', 'sigstore', 'managed-key-envelope');
  const args = ['verify-bundle', '--bundle', join(folder, 'bundle.sigstore.json'), '--key', join(folder, 'key.pub'), '--trusted-root', join(folder, 'trusted_root.json')];
  const artifact = join(folder, 'artifact');
  assert.equal((await client([...args, artifact])).code, 0);
  const both = await client([...args, '--certificate-identity', IDENTITY, '--certificate-oidc-issuer', ISSUER, artifact]);
  assert.equal(both.code, 1);
  assert.match(both.output, /exclude each other/);
});

/** @param {string} folder */
async function argumentsOf(folder) {
  const text = async (/** @type {string} */ name, /** @type {string} */ fallback) =>
    existsSync(join(folder, name)) ? (await readFile(join(folder, name), 'utf8')).trim() : fallback;
  const option = (/** @type {string} */ name, /** @type {string} */ file) =>
    existsSync(join(folder, file)) ? [name, join(folder, file)] : [];
  const key = option('--key', 'key.pub');
  const root = option('--trusted-root', 'trusted_root.json');
  const signer = key.length > 0 ? key : [
    '--certificate-identity', await text('identity', IDENTITY), '--certificate-oidc-issuer', await text('issuer', ISSUER),
  ];
  return ['verify-bundle', '--bundle', join(folder, 'bundle.sigstore.json'), ...signer, ...root];
}

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function client(args) {
  return new Promise((done) => {
    execFile(CLIENT, args, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}
