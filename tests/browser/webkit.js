// WebKitGTK without a screen, and what its driver leaves out.

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { ENGINES, program } from '../../scripts/browsers.js';
import { find, must } from '../../scripts/command.js';
import { ROOT, TARGET } from '../../scripts/places.js';

/**
 * @typedef {import('./engines.js').Page} Page
 * @typedef {import('./engines.js').Wishes} Wishes
 */

/**
 * WebKitGTK draws on a display of its own, which broadwayd gives without a screen.
 *
 * @param {Wishes} wishes
 * @returns {Promise<Page>}
 */
export async function webkit({ scheme, fontSize }) {
  const { Builder, By, Capabilities, Key } = await import('selenium-webdriver');
  /** @type {(() => Promise<void>)[]} */
  const ending = [];
  const runtime = await mkdtemp(join(tmpdir(), 'touchstone-display-'));
  ending.push(() => rm(runtime, { recursive: true, force: true }));
  launches += 1;
  const number = process.pid + launches;
  const display = 20 + number % 200;
  const env = {
    ...process.env,
    ...scheme === 'dark' && { GTK_THEME: 'Adwaita:dark' },
    ...fontSize !== undefined && { TOUCHSTONE_FONT_SIZE: String(fontSize) },
    TOUCHSTONE_PRINT: join(runtime, 'printed.pdf'),
    GTK_MODULES: `${await library('window')}:${await library('printing')}`,
    LD_PRELOAD: await library('resolution'),
    XDG_RUNTIME_DIR: runtime, GDK_BACKEND: 'broadway', BROADWAY_DISPLAY: `:${display}`,
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  };
  const start = (/** @type {string} */ command, /** @type {string[]} */ args) => {
    const child = spawn(command, args, { env, stdio: 'ignore', detached: true });
    ending.unshift(async () => { if (child.pid !== undefined) try { process.kill(-child.pid, 'SIGKILL'); } catch { /* it has ended */ } });
  };
  start(await find('broadwayd', 'gtk3-broadwayd') ?? 'broadwayd', ['-p', String(8100 + display), '-a', '127.0.0.1', `:${display}`]);
  const port = 4460 + number % 500;
  start('dbus-run-session', ['--', await program('webkit'), '-p', String(port)]);
  await untilListening(port);
  const browser = await find(...ENGINES.find(({ name }) => name === 'webkit')?.needs[1]?.programs ?? []);
  const capabilities = new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } });
  const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
  await driver.manage().setTimeouts({ script: 120_000 });
  const window = driver.manage().window();
  const element = (/** @type {string} */ selector) => driver.findElement(By.css(selector));
  /** @type {Page['evaluate']} */
  const evaluate = async (action, ...args) => {
    const body = `const done = arguments[arguments.length - 1]; ${asFunction(action, args)}.then((value) => done({ value }), (reason) => done({ error: String(reason) }));`;
    const answer = /** @type {{ value: any, error?: string }} */ (await driver.executeAsyncScript(body));
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  };
  await window.setRect({ x: 0, y: 0, width: 1280, height: 900 });
  return {
    engine: 'webkit',
    open: (url) => driver.get(url),
    choose: (selector, paths) => element(selector).sendKeys(paths.join('\n')),
    click: async (selector) => {
      await still(evaluate, selector);
      await element(selector).click();
    },
    type: async (selector, text) => {
      await still(evaluate, selector);
      await element(selector).clear();
      await element(selector).sendKeys(text);
    },
    press: async (key, held) => {
      const named = (/** @type {string} */ name) => name in KEYS ? Key[KEYS[/** @type {keyof typeof KEYS} */ (name)]] : name;
      const actions = driver.actions();
      if (held !== undefined) actions.keyDown(named(held));
      actions.sendKeys(named(key));
      if (held !== undefined) actions.keyUp(named(held));
      await actions.perform();
    },
    evaluate,
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
 * Waits until an element is there and no longer moves: a report that comes meanwhile pushes it away, and
 * some drivers click where it was a moment ago.
 *
 * @param {Page['evaluate']} evaluate
 * @param {string} selector
 */
export async function still(evaluate, selector) {
  let last = '';
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const place = await evaluate(`
      const { x, y, width, height } = document.querySelector(args[0])?.getBoundingClientRect() ?? {};
      return width > 0 ? JSON.stringify([x + scrollX, y + scrollY, width, height]) : '';`, selector);
    if (place !== '' && place === last) return;
    last = place;
    await new Promise((done) => { setTimeout(done, 150); });
  }
  throw new Error(`${selector} is not to be seen, or does not come to rest`);
}

/** An expression that calls an async function with this body. Engines evaluate it past the page's policy. */
export function asFunction(/** @type {string} */ action, /** @type {unknown[]} */ args) {
  return `(async (...args) => { ${action} })(...${JSON.stringify(args)})`;
}

/** No two of them meet on a display or a port. */
let launches = 0;

/** The driver's names of keys that are no letters. */
const KEYS = /** @type {const} */ ({ Tab: 'TAB', Enter: 'ENTER', ArrowDown: 'ARROW_DOWN', ArrowUp: 'ARROW_UP', Shift: 'SHIFT', Control: 'CONTROL' });

/**
 * What is loaded into WebKitGTK's browser: its source says what for.
 *
 * @param {'printing' | 'resolution' | 'window'} name
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

