// The server sends what the page's policy says, and nothing from outside its folder.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';

import { POLICY, serve } from '../../scripts/serve.js';

let folder = '';
/** @type {{ url: string, close: () => void }} */
let server;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(folder, 'core.wasm'), new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  for (const path of ['embed/0123456789abcdef/element.js', 'embed/element.js']) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), '');
  }
  await writeFile(`${folder}-beside`, 'not served');
  server = await serve(folder);
});

after(async () => {
  server.close();
  await rm(folder, { recursive: true });
  await rm(`${folder}-beside`);
});

test('the page comes with the policy', async () => {
  const response = await fetch(server.url);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(response.headers.get('content-security-policy'), POLICY);
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  assert.match(POLICY, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self';/);
});

test('other sites load the element, and nothing else', async () => {
  const element = await fetch(`${server.url}embed/0123456789abcdef/element.js`);
  assert.equal(element.headers.get('access-control-allow-origin'), '*');
  assert.match(element.headers.get('cache-control') ?? '', /immutable/);
  assert.doesNotMatch(element.headers.get('content-security-policy') ?? '', /frame-ancestors/);
  for (const path of ['', 'embed/element.js', 'core.wasm']) {
    const other = await fetch(server.url + path);
    assert.equal(other.headers.get('access-control-allow-origin'), null, path);
    assert.match(other.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, path);
  }
});

test('the module can be compiled while it arrives', async () => {
  const response = await fetch(`${server.url}core.wasm?v=1`);
  assert.equal(response.headers.get('content-type'), 'application/wasm');
  await WebAssembly.compileStreaming(response);
});

for (const path of ['/absent', '/../package.json', '/%2e%2e/x', '/%00', '/%', '/..%2f', `/..%2f${'x'}-beside`]) {
  test(`${path} is not found`, async () => {
    assert.equal((await fetchRaw(path)).status, 404);
  });
}

test('a file beside the folder is not served', async () => {
  const name = folder.split('/').at(-1);
  assert.equal((await fetchRaw(`/..%2f${name}-beside`)).status, 404);
});

test('nothing can be sent to it', async () => {
  const { status, headers } = await fetchRaw('/', 'POST');
  assert.equal(status, 405);
  assert.equal(headers.allow, 'GET, HEAD');
});

/**
 * A request whose path is sent as it stands.
 *
 * @param {string} path
 * @param {string} [method]
 * @returns {Promise<{ status: number | undefined, headers: import('node:http').IncomingHttpHeaders }>}
 */
function fetchRaw(path, method = 'GET') {
  return new Promise((done, fail) => {
    request(server.url, { path, method }, (response) => {
      response.resume().on('end', () => done({ status: response.statusCode, headers: response.headers }));
    }).on('error', fail).end();
  });
}
