// How soon the page can be used, and that it stays usable. Times depend on the machine and on what else
// it does: what is measured is printed, and only what no slow machine explains is an error.

import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';

import { program } from '../../scripts/browsers.js';
import { sample } from '../pkg/cases.js';
import { chromium, skip } from './chromium.js';
import { zeros } from './zeros.js';

const { opened, context: newContext, url } = chromium();
let folder = '';

const path = (/** @type {string} */ name) => join(folder, name);

before(async () => {
  if (skip) return;
  folder = await mkdtemp(join(tmpdir(), 'touchstone-speed-'));
  await cp(join(sample('genuine'), 'artifact'), path('hello.sh'));
  await writeFile(path('large.img'), '');
  await truncate(path('large.img'), SIZE);
});

after(async () => {
  if (folder !== '') await rm(folder, { recursive: true });
});

const SIZE = 1024 ** 3;

/** Measured more often than this, it is not the machine. */
const TIMES = 5;

/**
 * Measures until it is good enough, a few times at most; gives the last.
 *
 * @template T
 * @param {() => Promise<T>} measure
 * @param {(value: T) => boolean} enough
 */
async function best(measure, enough) {
  let value = await measure();
  for (let times = 1; times < TIMES && !enough(value); times += 1) value = await measure();
  return value;
}

test('Lighthouse finds nothing to improve', { skip, timeout: 180_000 }, async (t) => {
  const browser = await puppeteer.launch({ executablePath: await program('chromium'), args: ['--no-sandbox'] });
  try {
    const { performance: fast, ...points } = await best(async () => {
      const page = await browser.newPage();
      const result = await lighthouse(url(), { logLevel: 'error' }, undefined, page);
      await page.close();
      return Object.fromEntries(Object.values(result?.lhr.categories ?? {}).map(({ id, score }) => [id, score]));
    }, (scores) => Object.values(scores).every((score) => score === 1));
    t.diagnostic(`performance: ${fast}`);
    assert.deepEqual(points, { accessibility: 1, 'best-practices': 1, seo: 1 });
    assert.ok(typeof fast === 'number' && fast > 0.8, `performance: ${fast}`);
  } finally {
    await browser.close();
  }
});

/** A middling phone: a processor four times slower than this one, and Chromium's "Fast 4G". */
const PHONE = {
  viewport: { width: 390, height: 844 },
  slower: 4,
  network: { offline: false, latency: 170, downloadThroughput: 9e6 / 8, uploadThroughput: 1.5e6 / 8 },
};

test('on a phone the first file can be given at once', { skip, timeout: 120_000 }, async (t) => {
  const fast = await best(async () => {
    // A first visit: nothing is kept from the last.
    const context = await newContext({ viewport: PHONE.viewport, serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.addInitScript(() => {
      new MutationObserver(() => { Reflect.set(globalThis, 'usableAt', Reflect.get(globalThis, 'usableAt') ?? performance.now()); })
        .observe(document, { subtree: true, attributes: true, attributeFilter: ['data-state'] });
    });
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', PHONE.network);
    await session.send('Emulation.setCPUThrottlingRate', { rate: PHONE.slower });
    await page.goto(url(), { waitUntil: 'commit' });
    await page.waitForSelector('[data-state]');
    await page.setInputFiles('#pick:enabled', path('hello.sh'));
    // What was given so early is not lost.
    await page.waitForSelector('.artifact[data-verdict=incomplete]');
    const times = await page.evaluate(() => ({
      usable: Math.round(Reflect.get(globalThis, 'usableAt')),
      drawn: Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity),
    }));
    await context.close();
    t.diagnostic(`drawn after ${times.drawn} ms, usable after ${times.usable} ms`);
    return Math.max(times.usable, times.drawn);
  }, (milliseconds) => milliseconds < 1000);
  assert.ok(fast < 4000, `${fast} ms`);
});

test('what is given or pressed before the page is whole waits for it', { skip }, async () => {
  for (const [act, verdict] of /** @type {const} */ ([['give', 'incomplete'], ['press', 'failed']])) {
    const context = await newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    /** @type {() => void} */
    let letGo = () => {};
    const held = new Promise((done) => { letGo = () => done(undefined); });
    await page.route('**/main.js', async (route) => { await held; await route.continue(); });
    await page.goto(url(), { waitUntil: 'commit' });
    await page.waitForSelector('[data-state=taking]');
    if (act === 'give') await page.setInputFiles('#pick', path('hello.sh'));
    else await page.click('#sample-tampered');
    letGo();
    await page.waitForSelector(`.artifact[data-verdict=${verdict}]`);
    await context.close();
  }
});

test('a file that is chosen before any of the page’s code is there is taken', { skip }, async () => {
  const context = await newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  /** @type {() => void} */
  let letGo = () => {};
  const held = new Promise((done) => { letGo = () => done(undefined); });
  await page.route('**/*.js', async (route) => { await held; await route.continue(); });
  await page.goto(url(), { waitUntil: 'commit' });
  await page.setInputFiles('#pick', path('hello.sh'));
  letGo();
  await page.waitForSelector('.artifact[data-verdict=incomplete]');
  await context.close();
});

test('while 1 GiB is hashed nothing holds the page up', { skip, timeout: 240_000 }, async (t) => {
  const expected = zeros(SIZE);
  const longest = await best(async () => {
    const { context, page } = await opened();
    await page.evaluate(() => {
      const tasks = /** @type {number[]} */ ([]);
      Reflect.set(globalThis, 'tasks', tasks);
      new PerformanceObserver((list) => { tasks.push(...list.getEntries().map(({ duration }) => duration)); }).observe({ type: 'longtask' });
    });
    await page.setInputFiles('#pick', path('large.img'));
    await page.waitForFunction((digest) => document.querySelector('#results')?.textContent?.replace(/\s/g, '').includes(digest), expected, { timeout: 120_000, polling: 500 });
    const tasks = /** @type {number[]} */ (await page.evaluate(() => Reflect.get(globalThis, 'tasks')));
    await context.close();
    t.diagnostic(`tasks longer than 50 ms: ${tasks.map(Math.round).join(', ') || 'none'}`);
    return Math.max(0, ...tasks);
  }, (milliseconds) => milliseconds <= 50);
  assert.ok(longest < 500, `${longest} ms: hashed where it is drawn?`);
});
