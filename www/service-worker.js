// Keeps the whole page, so that it opens with the network off. The list of its files is hashes.json,
// whose own digest is the name of the copy: a new build is a new copy, taken whole or not at all.

/**
 * What TypeScript knows only where there is no page.
 *
 * @typedef {object} Scope
 * @property {{ claim: () => Promise<void> }} clients
 * @property {() => Promise<void>} skipWaiting
 * @property {(type: string, listener: (event: Happening) => void) => void} addEventListener
 *
 * @typedef {object} Happening
 * @property {Request} request
 * @property {(done: Promise<unknown>) => void} waitUntil
 * @property {(answer: Promise<Response>) => void} respondWith
 */

const scope = /** @type {Scope} */ (/** @type {unknown} */ (globalThis));

scope.addEventListener('install', (event) => { event.waitUntil(keep()); });
scope.addEventListener('activate', (event) => { event.waitUntil(scope.clients.claim()); });
scope.addEventListener('fetch', (event) => {
  if (event.request.method === 'GET') event.respondWith(answer(event.request));
});

async function keep() {
  const list = await fetch('hashes.json', { cache: 'no-cache' });
  /** @type {Record<string, string>} */
  const files = await list.clone().json();
  const name = await nameOf(await list.clone().text());
  const copy = await caches.open(name);
  await copy.put('hashes.json', list);
  await copy.addAll(['./', ...Object.keys(files)].map((path) => new Request(path, { cache: 'no-cache' })));
  for (const other of await caches.keys()) if (other !== name) await caches.delete(other);
  await scope.skipWaiting();
}

/** @param {string} list */
async function nameOf(list) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(list)));
  return `touchstone-${[...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * The copy first: what was loaded once stays what it was, and nothing is asked of anybody.
 *
 * @param {Request} request
 */
async function answer(request) {
  const kept = await caches.match(request, { ignoreSearch: true });
  return kept ?? fetch(request);
}
