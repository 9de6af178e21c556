// Chromium and a server of the page, for what only its driver lets a test see.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before } from 'node:test';

import { chromium as driver } from 'playwright-core';

import { program } from '../../scripts/browsers.js';
import { DIST, ROOT } from '../../scripts/places.js';
import { serve } from '../../scripts/serve.js';

/** In the runs for the other engines. */
export const skip = (process.env.BROWSER ?? 'chromium') !== 'chromium';

/** Starts both before the tests of a file, and ends them after. */
export function chromium() {
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {{ url: string, close: () => void }} */
  let server;

  before(async () => {
    if (skip) return;
    server = await serve(join(DIST, 'site'));
    browser = await driver.launch({ executablePath: await program('chromium'), args: ['--no-sandbox'] });
  });

  after(async () => {
    await browser?.close();
    server?.close();
  });

  /**
   * The page in a context of its own, ready, with its copy for later kept.
   *
   * @param {import('playwright-core').BrowserContextOptions} [options]
   */
  async function opened(options) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => document.documentElement.dataset.state === 'ready' && document.documentElement.dataset.kept === 'yes');
    return { context, page };
  }

  return {
    opened,
    /** @param {import('playwright-core').BrowserContextOptions} [options] */
    context: (options) => browser.newContext(options),
    url: () => server.url,
  };
}

/** @param {import('playwright-core').Page} page */
export async function openAll(page) {
  await page.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
}

/**
 * What axe finds, by the name of its rule.
 *
 * @param {import('playwright-core').Page} page
 */
export async function violations(page) {
  await page.evaluate(await readFile(join(ROOT, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    // @ts-expect-error: axe was just loaded
    const { violations: found } = await window.axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } });
    return found.map((/** @type {{ id: string, nodes: { target: string[] }[] }} */ { id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  });
}

/** @param {import('playwright-core').Page} page */
export function overflows(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}
