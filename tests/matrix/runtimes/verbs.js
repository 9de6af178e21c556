// What every runtime with files does with the package; it says the answers as JSON in its last line.

import { readFile } from 'node:fs/promises';

import { TouchstoneError, createSession, fileAt, inspect, verify, verifyDownload, version } from 'touchstone-verify';
import { verify as verifyInline } from 'touchstone-verify/inline';

const [folder, url = ''] = process.argv.slice(2);
const read = async (/** @type {string} */ name) => new Uint8Array(await readFile(`${folder}/${name}`));
const [artifact, bundle, root] = await Promise.all(['artifact', 'bundle.sigstore.json', 'trusted_root.json'].map(read));
if (artifact === undefined || bundle === undefined || root === undefined) throw new Error('no sample');
const options = { evidence: [bundle], expectation: { repo: 'touchstone-sample/hello' }, trust: { roots: [root] }, now: '2026-06-01T00:00:00Z' };

const verdict = async (/** @type {import('touchstone-verify').ArtifactInput} */ file) => (await verify({ ...options, artifact: file })).verdict;
const session = await createSession(options);
await session.add(artifact);
await session.add(bundle);
const download = await verifyDownload(url, options);

console.log(JSON.stringify({
  version: await version(),
  bytes: await verdict(artifact),
  file: await verdict(await fileAt(`${folder}/artifact`)),
  stream: await verdict(new Blob([artifact]).stream()),
  changed: await verdict(artifact.slice(1)),
  session: (await session.report()).verdict,
  inline: (await verifyInline({ ...options, artifact })).verdict,
  kind: (await inspect(bundle)).kind,
  download: download.verdict,
  size: (await download.file?.arrayBuffer())?.byteLength,
  error: await verify({ artifact: 'no digest' }).catch((reason) => reason instanceof TouchstoneError && `${reason.code} ${reason.stage}`),
}));
await download.remove();
