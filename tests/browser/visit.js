// A visit to the built page in one engine, and what every test does there.

import assert from 'node:assert/strict';
import { join } from 'node:path';

import { DIST } from '../../scripts/places.js';
import { serve } from '../../scripts/serve.js';
import { launch } from './engines.js';

export const ENGINE = process.env.BROWSER ?? 'chromium';

/**
 * Starts the engine and a server of the page, or of a copy of it.
 *
 * @param {string} [site]
 * @param {import('./engines.js').Wishes} [wishes]
 */
export async function visit(site = join(DIST, 'site'), wishes = {}) {
  /** @type {string[]} */
  const requests = [];
  const server = await serve(site, 0, (url) => requests.push(url));
  const page = await launch(ENGINE, wishes);

  /** Waits for what an expression says, and gives it. */
  async function until(/** @type {string} */ expression, seconds = 60) {
    const end = performance.now() + seconds * 1000;
    for (;;) {
      const value = await page.evaluate(`return Boolean(${expression})`);
      if (value) return value;
      if (performance.now() > end) assert.fail(`${expression} did not come; the page shows: ${await page.evaluate('return document.body.innerText')}`);
      await new Promise((done) => { setTimeout(done, 50); });
    }
  }

  /** Opens the page anew, wholly, and notes what its policy forbids. */
  async function fresh(address = '') {
    await open(address);
    const settled = `document.documentElement.dataset.state === 'ready' && document.documentElement.dataset.kept !== undefined`;
    // Firefox now and then never says whether a service worker was registered; the next visit is told at once.
    await until(settled, 20).catch(() => open(address).then(() => until(settled, 60)));
  }

  async function open(/** @type {string} */ address) {
    // An address that differs only behind the # would not load anything.
    await page.open('about:blank');
    await page.open(`${server.url}${address}`);
    await page.evaluate(`window.violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));`);
  }

  const verdict = (/** @type {string} */ word) => until(`document.querySelector('.artifact[data-verdict="${word}"]') !== null`);

  async function close() {
    await page.close();
    server.close();
  }

  return { page, server, requests, until, fresh, verdict, close };
}
