// The browsers that are installed, or can be.

import { existsSync } from 'node:fs';

import { find } from './command.js';
import { installFromDistribution } from './distribution.js';

/**
 * @typedef {object} Need
 * @property {string[]} programs  any of these will do
 * @property {string} package     Debian's package of it
 *
 * @typedef {object} Engine
 * @property {string} name
 * @property {Need[]} needs
 * @property {string} sentence  what to install, where nothing else helps
 */

const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib', '/usr/libexec'];

/** @type {Engine[]} */
export const ENGINES = [
  {
    name: 'chromium',
    needs: [
      { programs: ['chromium', 'chromium-browser', 'google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'], package: 'chromium' },
    ],
    sentence: 'Chromium is missing: install Chromium or Google Chrome.',
  },
  {
    name: 'firefox',
    needs: [
      { programs: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'], package: 'firefox-esr' },
    ],
    sentence: 'Firefox is missing: install Firefox.',
  },
  {
    name: 'webkit',
    needs: [
      { programs: ['WebKitWebDriver'], package: 'webkit2gtk-driver' },
      { programs: LIBRARIES.map((folder) => `${folder}/webkit2gtk-4.1/MiniBrowser`), package: 'libwebkit2gtk-4.1-0' },
      { programs: ['broadwayd', 'gtk3-broadwayd', 'Xvfb'], package: 'libgtk-3-bin' },
      { programs: ['dbus-run-session'], package: 'dbus' },
    ],
    sentence: 'WebKitGTK is missing: install WebKitWebDriver with its MiniBrowser, broadwayd and dbus-run-session (WebKitGTK runs on Linux only).',
  },
];

/** For wasm-bindgen-test. @type {Engine} */
export const CHROMEDRIVER = {
  name: 'chromedriver',
  needs: [{ programs: ['chromedriver'], package: 'chromium-driver' }],
  sentence: 'chromedriver is missing: install it beside Chromium.',
};

/** Installs what is missing of the engines, where this machine allows it. */
export async function installBrowsers() {
  const missing = (await Promise.all([...ENGINES, CHROMEDRIVER].map(missingPackages))).flat();
  await installFromDistribution([...new Set(missing)]);
}

/**
 * Whether all an engine needs is there.
 *
 * @param {Engine} engine
 */
export async function isInstalled(engine) {
  return (await missingPackages(engine)).length === 0;
}

/** @param {Engine} engine */
async function missingPackages(engine) {
  const missing = [];
  for (const need of engine.needs) {
    if (await find(...need.programs) === undefined) missing.push(need.package);
  }
  return missing;
}

/** WebKitGTK and its display exist on Linux only. */
export function canExist(/** @type {Engine} */ engine) {
  return engine.name !== 'webkit' || process.platform === 'linux' && existsSync('/proc');
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
