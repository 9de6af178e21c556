// The same in Chromium, and how long a page without anything takes to its first verdict.

import { ENGINES } from '../scripts/browsers.js';
import { find } from '../scripts/command.js';
import { Stop } from '../scripts/console.js';
import { serve } from '../scripts/serve.js';
import { SITE } from './bundles.js';
import { median } from './measure.js';

const COLD_ROUNDS = 9;

/**
 * @param {import('./cases.js').Case[]} cases
 */
export async function inChromium(cases) {
  const engine = ENGINES.find(({ name }) => name === 'chromium');
  const executablePath = await find(...engine?.needs[0]?.programs ?? []);
  if (executablePath === undefined) throw new Stop(engine?.sentence ?? 'Chromium is missing.');
  const { chromium } = await import('playwright-core');
  const { url, close } = await serve(SITE);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.goto(`${url}page.html`);
    await page.waitForFunction(() => 'bench' in globalThis);
    /** @typedef {{ bench: { warm: (cases: any) => Promise<import('./run.js').Table>, hashing: () => Promise<import('./run.js').Table> } }} Measuring */
    const warm = await page.evaluate((given) => /** @type {Measuring} */ (/** @type {unknown} */ (globalThis)).bench.warm(given), cases);
    const hashing = await page.evaluate(() => /** @type {Measuring} */ (/** @type {unknown} */ (globalThis)).bench.hashing());
    await page.close();
    return { warm, hashing, cold: await cold(browser, url) };
  } finally {
    await browser.close();
    close();
  }
}

/**
 * From the start of the navigation to the verdict, each time with empty caches.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @returns {Promise<Record<string, number>>}
 */
async function cold(browser, url) {
  /** @type {Record<string, number[]>} */
  const times = { touchstone: [], 'sigstore-browser': [] };
  for (let round = 0; round < COLD_ROUNDS; round += 1) {
    for (const [name, all] of Object.entries(times)) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${url}cold-${name}.html`);
      const verdictAt = await page.waitForFunction(() => /** @type {{ verdictAt?: number }} */ (globalThis).verdictAt);
      all.push(Number(await verdictAt.jsonValue()));
      await context.close();
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}
