// One page in one of three engines, with the few things the tests do to it.

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { ENGINES } from '../../scripts/browsers.js';
import { find, must } from '../../scripts/command.js';
import { ROOT, TARGET } from '../../scripts/places.js';

/**
 * @typedef {'light' | 'dark'} Scheme
 *
 * @typedef {object} Page
 * @property {string} engine
 * @property {(url: string) => Promise<void>} open
 * @property {(selector: string, paths: string[]) => Promise<void>} choose  files, as a person chooses them
 * @property {(selector: string) => Promise<void>} click
 * @property {(selector: string, text: string) => Promise<void>} type
 * @property {<T>(action: string, ...args: unknown[]) => Promise<T>} evaluate  the body of an async function with `args`
 * @property {(path: string) => Promise<void>} screenshot
 * @property {(how: { width: number, height: number, scheme: Scheme }) => Promise<void>} look  the scheme only where the driver can change it later
 * @property {() => Promise<Uint8Array>} print  as a PDF on A4
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} name
 * @param {Scheme} [scheme]  of the colours it starts with
 * @returns {Promise<Page>}
 */
export async function launch(name, scheme = 'light') {
  const launchers = { chromium, firefox, webkit };
  if (!(name in launchers)) throw new Error(`BROWSER is ${name}: chromium, firefox or webkit`);
  return launchers[/** @type {keyof typeof launchers} */ (name)](scheme);
}

/**
 * The path of an engine's program.
 *
 * @param {string} engine
 */
export async function program(engine) {
  const found = await find(...ENGINES.find(({ name }) => name === engine)?.needs[0]?.programs ?? []);
  if (found === undefined) throw new Error(`${engine} is missing`);
  return found;
}

/** @returns {Promise<Page>} */
async function chromium() {
  const { chromium: driver } = await import('playwright-core');
  const browser = await driver.launch({ executablePath: await program('chromium'), args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  return {
    engine: 'chromium',
    open: async (url) => { await page.goto(url); },
    choose: (selector, paths) => page.setInputFiles(selector, paths),
    click: (selector) => page.click(selector),
    type: (selector, text) => page.fill(selector, text),
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
 * @param {Scheme} scheme
 * @returns {Promise<Page>}
 */
async function firefox(scheme) {
  const { default: puppeteer } = await import('puppeteer-core');
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath: await program('firefox'), headless: true, protocol: 'webDriverBiDi',
    extraPrefsFirefox: { 'layout.css.prefers-color-scheme.content-override': scheme === 'dark' ? 0 : 1 },
  });
  const page = await browser.newPage();
  const look = (/** @type {{ width: number, height: number }} */ { width, height }) => page.setViewport({ width, height }).catch((reason) => {
    // With the size it asks for an orientation, of which older releases know nothing; the size they set.
    if (!String(reason).includes('setScreenOrientationOverride')) throw reason;
  });
  await look({ width: 1280, height: 900 });
  return {
    engine: 'firefox',
    open: async (url) => { await page.goto(url); },
    choose: async (selector, paths) => {
      const input = await page.$(selector);
      // @ts-expect-error: the element is a file input
      await input?.uploadFile(...paths);
    },
    // A locator waits until what it clicks no longer moves: a report that comes meanwhile pushes it away.
    // Whether it is enabled older releases find out by a script that the page's policy forbids.
    click: (selector) => page.locator(selector).setWaitForEnabled(false).click(),
    type: (selector, text) => page.locator(selector).setWaitForEnabled(false).fill(text),
    evaluate: (action, ...args) => /** @type {Promise<any>} */ (page.evaluate(asFunction(action, args))),
    screenshot: async (path) => { await page.screenshot({ path: /** @type {`${string}.png`} */ (path), fullPage: true }); },
    look,
    print: () => page.pdf({ format: 'A4' }),
    close: () => browser.close(),
  };
}

/** An expression that calls an async function with this body. Engines evaluate it past the page's policy. */
function asFunction(/** @type {string} */ action, /** @type {unknown[]} */ args) {
  return `(async (...args) => { ${action} })(...${JSON.stringify(args)})`;
}

/**
 * WebKitGTK draws on a display of its own, which broadwayd gives without a screen.
 *
 * @param {Scheme} scheme
 * @returns {Promise<Page>}
 */
async function webkit(scheme) {
  const { Builder, By, Capabilities } = await import('selenium-webdriver');
  /** @type {(() => Promise<void>)[]} */
  const ending = [];
  const runtime = await mkdtemp(join(tmpdir(), 'touchstone-display-'));
  ending.push(() => rm(runtime, { recursive: true, force: true }));
  const display = 20 + process.pid % 200;
  const env = {
    ...process.env, ...scheme === 'dark' && { GTK_THEME: 'Adwaita:dark' }, LD_PRELOAD: await library('resolution'), GTK_MODULES: await library('printing'), TOUCHSTONE_PRINT: join(runtime, 'printed.pdf'), XDG_RUNTIME_DIR: runtime, GDK_BACKEND: 'broadway', BROADWAY_DISPLAY: `:${display}`,
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  };
  const start = (/** @type {string} */ command, /** @type {string[]} */ args) => {
    const child = spawn(command, args, { env, stdio: 'ignore', detached: true });
    ending.unshift(async () => { if (child.pid !== undefined) try { process.kill(-child.pid, 'SIGKILL'); } catch { /* it has ended */ } });
  };
  start(await find('broadwayd', 'gtk3-broadwayd') ?? 'broadwayd', ['-p', String(8100 + display), '-a', '127.0.0.1', `:${display}`]);
  const port = 4460 + process.pid % 500;
  start('dbus-run-session', ['--', await program('webkit'), '-p', String(port)]);
  await untilListening(port);
  const browser = await find(...ENGINES.find(({ name }) => name === 'webkit')?.needs[1]?.programs ?? []);
  const capabilities = new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } });
  const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
  await driver.manage().setTimeouts({ script: 120_000 });
  const window = driver.manage().window();
  const element = (/** @type {string} */ selector) => driver.findElement(By.css(selector));
  /** Waits until an element no longer moves: the driver clicks where it was a moment ago. */
  const still = async (/** @type {string} */ selector) => {
    let last = '';
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const place = JSON.stringify(await driver.executeScript(`const { x, y, width, height } = document.querySelector(arguments[0]).getBoundingClientRect(); return [x + scrollX, y + scrollY, width, height];`, selector));
      if (place === last) return;
      last = place;
      await new Promise((done) => { setTimeout(done, 150); });
    }
  };
  await window.setRect({ x: 0, y: 0, width: 1280, height: 900 });
  return {
    engine: 'webkit',
    open: (url) => driver.get(url),
    choose: (selector, paths) => element(selector).sendKeys(paths.join('\n')),
    click: async (selector) => {
      await still(selector);
      await element(selector).click();
    },
    type: async (selector, text) => {
      await still(selector);
      await element(selector).clear();
      await element(selector).sendKeys(text);
    },
    evaluate: async (action, ...args) => {
      const body = `const done = arguments[arguments.length - 1]; ${asFunction(action, args)}.then((value) => done({ value }), (reason) => done({ error: String(reason) }));`;
      const answer = /** @type {{ value: any, error?: string }} */ (await driver.executeAsyncScript(body));
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value;
    },
    screenshot: async (path) => {
      // The driver pictures what the window shows, and after a change of size may wait for ever for the first picture.
      const picture = () => Promise.race([driver.takeScreenshot(), new Promise((done) => { setTimeout(done, 5000); })]);
      let taken = await picture();
      for (let attempt = 1; attempt < 6 && typeof taken !== 'string'; attempt += 1) taken = await picture();
      if (typeof taken !== 'string') throw new Error('WebKitGTK gives no picture');
      await writeFile(path, taken, 'base64');
    },
    look: async ({ width, height }) => { await window.setRect({ width, height }); },
    print: async () => {
      await writeFile(env.TOUCHSTONE_PRINT, '');
      return printed(env.TOUCHSTONE_PRINT);
    },
    close: async () => {
      await driver.quit();
      for (const end of ending) await end();
    },
  };
}

/**
 * What is loaded into WebKitGTK's browser: its source says what for.
 *
 * @param {'printing' | 'resolution'} name
 */
async function library(name) {
  const path = join(TARGET, 'browser', `${name}.so`);
  await mkdir(dirname(path), { recursive: true });
  await must(`tests/browser/${name}.c cannot be compiled.`, 'cc', ['-shared', '-fPIC', '-o', path, join(ROOT, 'tests', 'browser', `${name}.c`)]);
  return path;
}

/**
 * A PDF, once all of it is there.
 *
 * @param {string} path
 */
async function printed(path) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const pdf = await readFile(path).catch(() => Buffer.of());
    if (pdf.subarray(-16).includes('%%EOF')) return pdf;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  throw new Error('WebKitGTK prints nothing');
}

/** @param {number} port */
async function untilListening(port) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (answer !== undefined) return;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  throw new Error('WebKitWebDriver does not answer');
}

