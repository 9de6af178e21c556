// For everyone: by keyboard alone, enlarged, in the colours a person forces, without motion, and read aloud.

import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { sample } from '../pkg/cases.js';
import { chromium, openAll, overflows, skip, violations } from './chromium.js';
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
 * Presses Tab until the focus is where it is wanted; all the way there it has to be seen.
 *
 * @param {Page} page
 * @param {string} selector
 * @param {'Tab' | 'Shift+Tab'} [key]
 */
async function tabTo(page, selector, key = 'Tab') {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press(key);
    await seeFocus(page);
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
  }
  assert.fail(`${key} does not reach ${selector}`);
}

/** @param {Page} page */
async function seeFocus(page) {
  // With the outline around it.
  const { name, ...seen } = await page.evaluate(() => {
    const active = document.activeElement;
    // A file button is its label: the input lies over it, and shows nothing.
    const drawn = active instanceof HTMLInputElement && active.closest('.pick') !== null ? active.labels?.[0] : active;
    if (!(active instanceof HTMLElement) || !(drawn instanceof HTMLElement)) return { name: 'nothing', outlined: false, inSight: false, covered: true };
    const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
    const { left, right, top, bottom } = drawn.getBoundingClientRect();
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return {
      name: `${active.tagName} ${active.textContent?.slice(0, 40)}`,
      outlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      inSight: left >= 6 && right <= innerWidth - 6 && top >= 6 && bottom <= innerHeight - 6,
      covered: !active.contains(hit),
    };
  });
  assert.deepEqual(seen, { outlined: true, inSight: true, covered: false }, name);
}

/** @param {Page} page */
async function onVerdict(page, /** @type {string} */ verdict) {
  await page.waitForSelector(`.artifact[data-verdict=${verdict}]`);
  await page.waitForFunction((word) => document.activeElement?.matches(`.artifact[data-verdict=${word}] h2`) === true, verdict);
  await seeFocus(page);
}

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

test('the whole journey needs no mouse', { skip }, async () => {
  const { context, page } = await opened();
  await tabTo(page, '#pick');
  for (const key of ['Enter', 'Space']) {
    const chooser = await chooserBy(page, key);
    // A dialog that was left without an answer is in the way of the next.
    await chooser.setFiles(key === 'Space' ? [path('hello.sh'), path('hello.sh.sigstore.json')] : []);
  }
  await onVerdict(page, 'incomplete');

  await tabTo(page, '#sample-genuine');
  await page.keyboard.press('Enter');
  await onVerdict(page, 'verified');
  for (const [index, key] of ['Enter', 'Space', 'Enter'].entries()) {
    await tabTo(page, '#results summary');
    await page.keyboard.press(key);
    assert.equal(await page.evaluate((at) => document.querySelectorAll('#results details')[at]?.hasAttribute('open'), index), true);
  }

  await tabTo(page, '#change', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.matches('input[name=preset]') === true);
  for (const _ of [1, 2]) await page.keyboard.press('ArrowDown');
  await page.waitForSelector('input[name=certificateIdentity]', { state: 'visible' });
  for (const _ of [1, 2]) await page.keyboard.press('ArrowUp');
  await tabTo(page, 'input[name=repo]');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('somebody/else');
  await tabTo(page, '#expectation button[type=submit]');
  await page.keyboard.press('Enter');
  await onVerdict(page, 'unexpected');

  await tabTo(page, '#file-list li:nth-child(2) button');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('#file-list li').length === 2);
  await page.waitForFunction(() => document.activeElement?.matches('#file-list button') === true);
  await seeFocus(page);

  await tabTo(page, '#self-check summary');
  await page.keyboard.press('Space');
  await page.waitForFunction(() => /^All \d+ files/.test(document.querySelector('#self-check-state')?.textContent ?? ''));
  await tabTo(page, 'a[hreflang=de]');
  await Promise.all([page.waitForURL(/lang=de/), page.keyboard.press('Enter')]);
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

test('where the last file is taken out, the focus goes to where the next is chosen', { skip }, async () => {
  const { context, page } = await opened();
  await page.setInputFiles('#pick', path('hello.sh'));
  await onVerdict(page, 'incomplete');
  await tabTo(page, '#file-list button');
  await page.keyboard.press('Space');
  await page.waitForFunction(() => document.activeElement?.id === 'pick');
  await context.close();
});

test('what a person opened stays open, and what has the focus keeps it, when more is known', { skip }, async () => {
  const { context, page } = await opened();
  await page.setInputFiles('#pick', [path('hello.sh'), path('hello.sh.sigstore.json')]);
  await onVerdict(page, 'incomplete');
  await page.focus('#results details:last-of-type > summary');
  await page.keyboard.press('Enter');
  const before = await page.evaluateHandle(() => document.querySelector('.artifact'));
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['more'], 'more.txt'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction((old) => document.querySelectorAll('.artifact').length === 2 && !old?.isConnected, before);
  assert.equal(await page.evaluate(() => document.querySelector('.artifact details:last-of-type')?.hasAttribute('open')), true);
  await context.close();
});

test('reading is stopped by keyboard, and the focus is not lost', { skip }, async () => {
  const { context, page } = await opened();
  await page.setInputFiles('#pick', path('large.img'));
  await page.waitForSelector('#cancel', { state: 'visible' });
  await tabTo(page, '#cancel');
  await page.keyboard.press('Space');
  await onVerdict(page, 'incomplete');
  await context.close();
});

const SAMPLES = { genuine: 'verified', 'someone-else': 'unexpected', tampered: 'failed' };

for (const name of Object.keys(SAMPLES)) {
  test(`at 200 % nothing of the sample that is ${name} is cut off or overflows`, { skip }, async () => {
    const { context, page } = await opened({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
    await page.click(`#sample-${name}`);
    await page.waitForSelector('.artifact');
    await openAll(page);
    assert.equal(await overflows(page), false);
    const cut = await page.evaluate(() => [...document.querySelectorAll('body *:not(.unseen, .unseen *, svg, svg *)')]
      .filter((element) => getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth)
      .map((element) => `${element.tagName} ${element.className}`));
    assert.deepEqual(cut, []);
    await context.close();
  });
}

test('whoever asks the browser for larger letters gets them, and nothing overflows', { skip }, async () => {
  const { context, page } = await opened({ viewport: { width: 1280, height: 900 } });
  const session = await context.newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  await page.click('#sample-genuine');
  await page.waitForSelector('.artifact');
  await openAll(page);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).fontSize), '34px');
  assert.equal(await overflows(page), false);
  await context.close();
});

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

/** What can be pressed, filled in or followed, and is in sight. */
const REACHED = 'a[href], button, input, select, textarea, summary';

test('whatever is pressed is at least 24 points wide and high', { skip }, async () => {
  for (const width of [320, 1280]) {
    const { context, page } = await opened({ viewport: { width, height: 800 } });
    await page.click('#sample-genuine');
    await page.waitForSelector('.artifact[data-verdict=verified]');
    await openAll(page);
    await page.click('#change');
    for (const preset of ['repository', 'workflow', 'identity', 'key', 'policy']) {
      await page.check(`input[value=${preset}]`);
      const small = await page.evaluate((selector) => [...document.querySelectorAll(selector)].flatMap((element) => {
        // A press on the words of a field is a press on the field.
        const boxes = [element, .../** @type {HTMLInputElement} */ (element).labels ?? []].map((each) => each.getBoundingClientRect());
        const [wide, high] = [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))];
        return wide > 0 && Math.min(wide, high) < 24 ? [`${element.tagName} ${element.textContent}: ${wide} x ${high}`] : [];
      }), REACHED);
      assert.deepEqual(small, []);
    }
    await context.close();
  }
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
