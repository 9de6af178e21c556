// The client of a worker, in runtimes that have some.

import { readFile } from 'node:fs/promises';

import { Client, TouchstoneError } from 'touchstone-verify/worker';

const [folder] = process.argv.slice(2);
const read = async (/** @type {string} */ name) => new Uint8Array(await readFile(`${folder}/${name}`));
const client = new Client({ options: { now: '2026-06-01T00:00:00Z' } });
try {
  await client.addTrustedRoot(await read('trusted_root.json'));
  await client.add(await read('artifact'));
  await client.add(await read('bundle.sigstore.json'));
  await client.setExpectation({ repo: 'touchstone-sample/hello' });
  console.log(JSON.stringify((await client.report()).verdict));
} catch (reason) {
  console.log(JSON.stringify(reason instanceof TouchstoneError ? reason.code : String(reason)));
} finally {
  await client.close();
}
