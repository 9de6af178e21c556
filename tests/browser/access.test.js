// For everyone: in the colours a person forces, without motion, and read aloud; what only Chromium's driver lets a test see.

import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { sample } from '../pkg/cases.js';
import { chromium, openAll, skip, violations } from './chromium.js';
import { contrast, difference } from './pictures.js';

/** @typedef {import('playwright-core').Page} Page */

const { opened } = chromium();
let folder = '';

const path = (/** @type {string} */ name) => join(folder, name);

before(async () => {
  if (skip) return;
  folder = await mkdtemp(join(tmpdir(), 'touchstone-access-'));
  await cp(join(sample('genuine'), 'artifact'), path('hello.sh'));
  await cp(join(sample('genuine'), 'bundle.sigstore.json'), path('hello.sh.sigstore.json'));
  for (const [name, size] of /** @type {const} */ ([['large.img', 3 * 1024 ** 3], ['told.img', 1024 ** 3]])) {
    await writeFile(path(name), '');
    await truncate(path(name), size);
  }
});

after(async () => {
  if (folder !== '') await rm(folder, { recursive: true });
});

/**
 * The dialog that a key opens. A browser that is busy with the last one may not hear the first press.
 *
 * @param {Page} page
 * @param {string} key
 */
async function chooserBy(page, key) {
  for (let presses = 0; presses < 6; presses += 1) {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser', { timeout: 8000 }).catch(() => undefined), page.keyboard.press(key)]);
    if (chooser !== undefined) return chooser;
  }
  return assert.fail(`no dialog after ${key}`);
}

test('files are chosen by keyboard', { skip }, async () => {
  const { context, page } = await opened();
  await page.focus('#pick');
  for (const key of ['Enter', 'Space']) {
    const chooser = await chooserBy(page, key);
    // A dialog that was left without an answer is in the way of the next.
    await chooser.setFiles(key === 'Space' ? [path('hello.sh'), path('hello.sh.sigstore.json')] : []);
  }
  await page.waitForSelector('.artifact[data-verdict=incomplete]');
  await context.close();
});

test('a policy that is pasted into its field stays there, and anywhere else it is a file', { skip }, async () => {
  const { context, page } = await opened();
  await page.check('input[value=policy]');
  const taken = (/** @type {string} */ selector) => page.evaluate((where) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '{"repo": "a/b"}');
    return !document.querySelector(where)?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, selector);
  assert.equal(await taken('textarea'), false);
  assert.equal(await taken('input[name=repo]'), false);
  assert.equal(await taken('main'), true);
  await page.waitForSelector('#file-list li');
  await context.close();
});

const SAMPLES = { genuine: 'verified', 'someone-else': 'unexpected', tampered: 'failed' };

test('in forced colours the verdict, its icon and the focus are seen, and axe finds nothing', { skip }, async () => {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    const { context, page } = await opened({ forcedColors: 'active', colorScheme });
    for (const [name, verdict] of Object.entries(SAMPLES)) {
      await page.click(`#sample-${name}`);
      await page.waitForSelector(`.artifact[data-verdict=${verdict}] h2:focus`);
      for (const selector of ['.word', '.word svg', '.artifact .sentence']) {
        const seen = await contrast(page, await page.locator(selector).first().screenshot());
        assert.ok(seen >= 4.5, `${selector} of ${name}, ${colorScheme}: ${seen.toFixed(2)}`);
      }
    }
    await openAll(page);
    for (const selector of ['.sharing button', '#results summary', '#change', 'a[hreflang=de]']) {
      const changed = await focusDraws(page, selector);
      assert.ok(changed >= 1, `${selector}, ${colorScheme}: the focus changes ${changed.toFixed(2)} of what its edge has`);
    }
    assert.deepEqual(await violations(page), []);
    await context.close();
  }
});

/**
 * How many points stand out because an element has the focus, as a share of the points of its edge.
 *
 * @param {Page} page
 * @param {string} selector
 */
async function focusDraws(page, selector) {
  const element = page.locator(selector).first();
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  assert.ok(box);
  const clip = { x: Math.max(0, box.x - 8), y: box.y - 8, width: box.width + 16, height: box.height + 16 };
  const without = await page.screenshot({ clip, caret: 'hide' });
  await page.keyboard.press('Shift');
  await element.focus();
  const having = await page.screenshot({ clip, caret: 'hide' });
  return await difference(page, without, having) / (2 * (box.width + box.height));
}

test('where motion is unwanted nothing moves, and progress is still told', { skip }, async () => {
  const { context, page } = await opened({ reducedMotion: 'reduce' });
  const moving = () => page.evaluate(() => [...document.querySelectorAll('*')].flatMap((element) => [undefined, '::before', '::after'].flatMap((part) => {
    const { transitionDuration, animationDuration } = getComputedStyle(element, part);
    const longest = Math.max(...`${transitionDuration}, ${animationDuration}`.split(', ').map(Number.parseFloat));
    return longest > 0.001 ? [`${element.tagName} ${element.className}${part ?? ''}`] : [];
  })));
  assert.deepEqual(await moving(), []);
  await page.setInputFiles('#pick', path('large.img'));
  await page.waitForFunction(() => /[1-9]\d* %/.test(document.querySelector('#reading-state')?.textContent ?? ''));
  assert.deepEqual(await moving(), []);
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto');
  await context.close();
});

test('reading is told aloud, seldom enough to be heard to its end', { skip, timeout: 120_000 }, async () => {
  const { context, page } = await opened();
  await page.evaluate(() => {
    /** @type {string[]} */
    const told = Reflect.set(globalThis, 'told', []) ? Reflect.get(globalThis, 'told') : [];
    for (const status of document.querySelectorAll('#stone [role=status]')) {
      new MutationObserver(() => { if (told.at(-1) !== status.textContent) told.push(status.textContent ?? ''); })
        .observe(status, { childList: true, characterData: true, subtree: true });
    }
  });
  await page.setInputFiles('#pick', path('told.img'));
  await page.waitForSelector('#reading', { state: 'visible' });
  await page.waitForSelector('#reading', { state: 'hidden', timeout: 100_000 });
  const told = /** @type {string[]} */ (await page.evaluate(() => Reflect.get(globalThis, 'told'))).filter((text) => text !== '');
  const shares = told.map((text) => Number(/^told\.img: (\d+) %/.exec(text)?.[1]));
  assert.ok(told.length >= 3 && told.length <= 5, told.join('\n'));
  assert.deepEqual(shares, shares.toSorted((one, other) => one - other));
  await context.close();
});

test('whatever is pressed, filled in or followed has a name that is read aloud', { skip }, async () => {
  const { context, page } = await opened();
  const session = await context.newCDPSession(page);
  await page.click('#sample-genuine');
  await page.waitForSelector('.artifact[data-verdict=verified]');
  await openAll(page);
  await page.click('#change');
  for (const preset of ['repository', 'workflow', 'identity', 'key', 'policy']) {
    await page.check(`input[value=${preset}]`);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const reached = nodes.filter(({ ignored, properties }) => !ignored && properties?.some((property) => property.name === 'focusable' && property.value.value === true));
    const read = reached.map(({ role, name }) => ({ role: role?.value, name: String(name?.value ?? '').trim() }))
      .filter(({ role }) => role !== 'RootWebArea');
    assert.ok(read.length > 15, `${read.length}`);
    assert.deepEqual(read.filter(({ name }) => name === ''), []);
    // Two of one name would be the same to whoever cannot see where they are.
    const names = read.map(({ role, name }) => `${role} ${name}`);
    assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), []);
  }
  const images = await page.evaluate(() => [...document.querySelectorAll('svg')].filter((svg) => svg.getAttribute('aria-hidden') !== 'true' && svg.getAttribute('role') !== 'img').length);
  assert.equal(images, 0);
  await context.close();
});
