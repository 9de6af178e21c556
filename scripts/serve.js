// A small static server, with the headers a real host of the page should send.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const TYPES = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json'],
  ['.png', 'image/png'],
  ['.svg', 'image/svg+xml'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.wasm', 'application/wasm'],
  ['.webmanifest', 'application/manifest+json'],
]);

/** What the page may do, in the words of its own meta element, and what only a header can say. */
export const POLICY = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self'", "style-src 'self'",
  "connect-src 'self'", "img-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'cache-control': 'no-cache',
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** What of the page about the element other sites load: it never changes, and may be framed. */
const LOADED = /^\/embed\/[0-9a-f]{16}\//;

/**
 * @param {string} path  of the request
 * @returns {Record<string, string>}
 */
function headersOf(path) {
  if (!LOADED.test(path)) return HEADERS;
  return {
    ...HEADERS, 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=31536000, immutable', 'cross-origin-resource-policy': 'cross-origin',
    'content-security-policy': POLICY.replace("; frame-ancestors 'none'", ''),
  };
}

/**
 * Serves a folder on 127.0.0.1.
 *
 * @param {string} folder
 * @param {number} [port]  0 takes any that is free
 * @param {(path: string) => void} [seen]  is told of every request
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export function serve(folder, port = 0, seen = () => {}) {
  const server = createServer((request, response) => {
    seen(request.url ?? '');
    answer(folder, request, response).catch(() => response.destroy());
  });
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      done({
        url: `http://127.0.0.1:${bound}/`,
        close: () => { server.close(); server.closeAllConnections(); },
      });
    });
  });
}

/**
 * @param {string} folder
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(folder, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...HEADERS, allow: 'GET, HEAD' }).end();
    return;
  }
  const path = pathOf(folder, request.url ?? '/');
  const file = path === undefined ? undefined : await stat(path).catch(() => undefined);
  if (path === undefined || file === undefined || !file.isFile()) {
    response.writeHead(404, { ...HEADERS, 'content-type': 'text/plain' }).end('not found\n');
    return;
  }
  const type = TYPES.get(extname(path)) ?? 'application/octet-stream';
  response.writeHead(200, { ...headersOf(new URL(request.url ?? '', 'http://localhost').pathname), 'content-type': type, 'content-length': file.size });
  if (request.method === 'HEAD') response.end();
  else createReadStream(path).pipe(response);
}

/**
 * The file a request asks for, or undefined when it lies outside the folder.
 *
 * @param {string} folder
 * @param {string} url
 */
function pathOf(folder, url) {
  try {
    const asked = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const path = normalize(join(folder, asked.endsWith('/') ? `${asked}index.html` : asked));
    return path.startsWith(folder + sep) && !path.includes('\0') ? path : undefined;
  } catch {
    return undefined;
  }
}
