// One page in one of three engines, with the few things the tests do to it.

import { program } from '../../scripts/browsers.js';
import { asFunction, still, webkit } from './webkit.js';

/**
 * @typedef {'light' | 'dark'} Scheme
 *
 * @typedef {object} Wishes  what a person has asked the browser for, once for all pages
 * @property {Scheme} [scheme]    of the colours it starts with
 * @property {number} [fontSize]  of letters, in points of the screen
 * @property {boolean} [forced]   colours of the person's own; WebKitGTK knows nothing of the kind
 *
 * @typedef {object} Page
 * @property {string} engine
 * @property {(url: string) => Promise<void>} open
 * @property {(selector: string, paths: string[]) => Promise<void>} choose  files, as a person chooses them
 * @property {(selector: string) => Promise<void>} click
 * @property {(selector: string, text: string) => Promise<void>} type
 * @property {(key: string, held?: 'Shift' | 'Control') => Promise<void>} press  a key, by the name that the page hears it by
 * @property {<T>(action: string, ...args: unknown[]) => Promise<T>} evaluate  the body of an async function with `args`
 * @property {(path: string) => Promise<void>} screenshot
 * @property {(how: { width: number, height: number, scheme: Scheme }) => Promise<void>} look  the scheme only where the driver can change it later
 * @property {() => Promise<Uint8Array>} print  as a PDF on A4
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} name
 * @param {Wishes} [wishes]
 * @returns {Promise<Page>}
 */
export async function launch(name, wishes = {}) {
  const launchers = { chromium, firefox, webkit };
  if (!(name in launchers)) throw new Error(`BROWSER is ${name}: chromium, firefox or webkit`);
  return launchers[/** @type {keyof typeof launchers} */ (name)](wishes);
}

/**
 * @param {Wishes} wishes
 * @returns {Promise<Page>}
 */
async function chromium({ fontSize, forced = false }) {
  const { chromium: driver } = await import('playwright-core');
  const browser = await driver.launch({ executablePath: await program('chromium'), args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, forcedColors: forced ? 'active' : 'none' });
  if (fontSize !== undefined) await (await page.context().newCDPSession(page)).send('Page.setFontSizes', { fontSizes: { standard: fontSize, fixed: fontSize } });
  return {
    engine: 'chromium',
    open: async (url) => { await page.goto(url); },
    choose: (selector, paths) => page.setInputFiles(selector, paths),
    click: (selector) => page.click(selector),
    type: (selector, text) => page.fill(selector, text),
    press: (key, held) => page.keyboard.press(held === undefined ? key : `${held}+${key}`),
    evaluate: (action, ...args) => page.evaluate(asFunction(action, args)),
    screenshot: async (path) => { await page.screenshot({ path, fullPage: true }); },
    look: async ({ width, height, scheme }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme });
    },
    print: () => page.pdf({ format: 'A4' }),
    close: () => browser.close(),
  };
}

/**
 * @param {Wishes} wishes
 * @returns {Promise<Page>}
 */
async function firefox({ scheme, fontSize, forced = false }) {
  const { default: puppeteer } = await import('puppeteer-core');
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath: await program('firefox'), headless: true, protocol: 'webDriverBiDi',
    extraPrefsFirefox: {
      'layout.css.prefers-color-scheme.content-override': scheme === 'dark' ? 0 : 1,
      ...fontSize !== undefined && { 'font.size.variable.x-western': fontSize, 'font.size.monospace.x-western': fontSize },
      ...forced && { 'browser.display.document_color_use': 2 },
    },
  });
  const page = await browser.newPage();
  const look = (/** @type {{ width: number, height: number }} */ { width, height }) => page.setViewport({ width, height }).catch((reason) => {
    // With the size it asks for an orientation, of which older releases know nothing; the size they set.
    if (!String(reason).includes('setScreenOrientationOverride')) throw reason;
  });
  await look({ width: 1280, height: 900 });
  const evaluate = (/** @type {string} */ action, /** @type {unknown[]} */ ...args) => /** @type {Promise<any>} */ (page.evaluate(asFunction(action, args)));
  const click = async (/** @type {string} */ selector) => {
    await still(evaluate, selector);
    const { x, y } = await evaluate(`
      const element = document.querySelector(args[0]);
      element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { x: (left + right) / 2, y: (top + bottom) / 2 };`, selector);
    await page.mouse.click(x, y);
  };
  return {
    engine: 'firefox',
    open: async (url) => { await page.goto(url); },
    choose: async (selector, paths) => {
      const input = await page.$(selector);
      // @ts-expect-error: the element is a file input
      await input?.uploadFile(...paths);
    },
    // Not by locators: in a busy Firefox they may wait for ever for a frame that was drawn long ago.
    click,
    type: async (selector, text) => {
      await click(selector);
      await evaluate('document.querySelector(args[0]).select()', selector);
      await (text === '' ? page.keyboard.press('Delete') : page.keyboard.type(text));
    },
    press: async (key, held) => {
      const input = /** @type {import('puppeteer-core').KeyInput} */ (key);
      if (held !== undefined) await page.keyboard.down(held);
      await page.keyboard.press(input);
      if (held !== undefined) await page.keyboard.up(held);
    },
    evaluate,
    screenshot: async (path) => { await page.screenshot({ path: /** @type {`${string}.png`} */ (path), fullPage: true }); },
    look,
    print: () => page.pdf({ format: 'A4' }),
    close: () => browser.close(),
  };
}
