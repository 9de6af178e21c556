// Two servers for the element: a site that shows it, under any policy, and the origin it comes from.

import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

import { DIST } from '../../scripts/places.js';

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {(request: Request, response: Response) => void} Answer
 */

/** @type {Record<string, string>} */
const TYPES = { '.js': 'text/javascript', '.html': 'text/html; charset=utf-8', '.wasm': 'application/wasm' };

/** What of the package a site copies. */
const FILES = ['element.js', 'element-engine.js', 'element-frame.html', 'core.wasm', 'core-deferred.wasm'];

export async function hosting() {
  /** What is answered at a path of both servers, before the files. @type {Map<string, Answer>} */
  const answers = new Map();
  /** @type {string[]} */
  const requests = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    requests.push(`${request.method} ${path}`);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cache-control', 'no-store');
    const [answer, name] = [answers.get(path), path.replace(/^\/element\//, '')];
    if (answer !== undefined) answer(request, response);
    else if (path !== name && FILES.includes(name)) file(response, name);
    else response.writeHead(404).end();
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', () => done(undefined)); });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  // To a browser these are two origins.
  const [site, vendor] = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  let pages = 0;

  /**
   * A page with this body; its address.
   *
   * @param {string} body
   * @param {{ policy?: string, from?: string, integrity?: string }} [how]
   */
  function page(body, { policy, from = site, integrity } = {}) {
    const path = `/page-${pages += 1}`;
    const pinned = integrity === undefined ? '' : ` integrity="${integrity}" crossorigin`;
    answers.set(path, (_, response) => {
      if (policy !== undefined) response.setHeader('content-security-policy', policy);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(`<!doctype html><html lang="en"><head><title>A site</title></head><body><main><h1>A site</h1>${body}</main><script type="module" src="${from}/element/element.js"${pinned}></script></body></html>`);
    });
    return site + path;
  }

  /**
   * @param {string} path
   * @param {Answer} answer
   */
  function at(path, answer) {
    answers.set(path, answer);
    return site + path;
  }

  /**
   * @param {string} path
   * @param {string | Uint8Array} content
   */
  function give(path, content) {
    return at(path, (_, response) => { response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(content); });
  }

  return {
    site, vendor, requests, page, at, give,
    /** @param {string} path */
    forget: (path) => answers.delete(path),
    close: () => { server.close(); server.closeAllConnections(); },
  };
}

/**
 * @param {Response} response
 * @param {string} name
 */
function file(response, name) {
  response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' });
  createReadStream(join(DIST, 'npm', name)).pipe(response);
}
