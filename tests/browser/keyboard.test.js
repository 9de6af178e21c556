// By keyboard alone, in every engine: all is reached, and what has the focus is seen to have it.

import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';

import { sample } from '../pkg/cases.js';
import { ENGINE, visit } from './visit.js';

const { page, until, fresh, close } = await visit();
let folder = '';

const path = (/** @type {string} */ name) => join(folder, name);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-keyboard-'));
  await cp(join(sample('genuine'), 'artifact'), path('hello.sh'));
  await cp(join(sample('genuine'), 'bundle.sigstore.json'), path('hello.sh.sigstore.json'));
  await writeFile(path('large.img'), '');
  await truncate(path('large.img'), 3 * 1024 ** 3);
});

after(async () => {
  await close();
  await rm(folder, { recursive: true });
});

/** Waits until the focus is on what a selector finds. */
const focusOn = (/** @type {string} */ selector) => until(`document.activeElement.matches(${JSON.stringify(selector)})`);

/**
 * Presses Tab until the focus is where it is wanted; all the way there it has to be seen.
 *
 * @param {string} selector
 * @param {'Shift'} [held]
 */
async function tabTo(selector, held) {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.press('Tab', held);
    await seeFocus();
    if (await page.evaluate('return document.activeElement.matches(args[0])', selector)) return;
  }
  assert.fail(`Tab does not reach ${selector}`);
}

/** What has the focus is in sight, not covered, and has an outline: at once, or when the page has come to rest there. */
async function seeFocus() {
  const wanted = { outlined: true, inSight: true, covered: false };
  for (let attempt = 0; ; attempt += 1) {
    const { name, ...seen } = await page.evaluate(FOCUS, MARGIN);
    if (attempt === 20 || isDeepStrictEqual(seen, wanted)) return assert.deepEqual(seen, wanted, name);
    await new Promise((done) => { setTimeout(done, 50); });
  }
}

/** The outline is to be in sight as well, all around; only Chromium moves the page for it, where the rest is in sight. */
const MARGIN = ENGINE === 'chromium' ? 6 : 0;

/** A file button is its label: the input lies over it, and shows nothing. */
const FOCUS = `
  const active = document.activeElement;
  const drawn = active.matches('.pick input') ? active.labels[0] : active;
  const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
  const { left, right, top, bottom } = drawn.getBoundingClientRect();
  return {
    name: active.tagName + ' ' + active.textContent.slice(0, 40),
    outlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
    inSight: left >= args[0] && right <= innerWidth - args[0] && top >= args[0] && bottom <= innerHeight - args[0],
    covered: !active.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2)),
  };`;

/** Waits for an answer, which has the focus. */
async function onVerdict(/** @type {string} */ verdict) {
  await focusOn(`.artifact[data-verdict=${verdict}] h2`);
  await seeFocus();
}

test('the whole journey needs no mouse', async () => {
  await fresh();
  await page.press('Tab');
  await focusOn('#pick');
  await seeFocus();
  await tabTo('#sample-genuine');
  await page.press('Enter');
  await onVerdict('verified');
  for (const [index, key] of ['Enter', ' ', 'Enter'].entries()) {
    await tabTo('#results summary');
    await page.press(key);
    await until(`document.querySelectorAll('#results details')[${index}].open`);
  }

  await tabTo('#change', 'Shift');
  await page.press('Enter');
  await focusOn('input[name=preset]');
  for (const _ of [1, 2]) await page.press('ArrowDown');
  await until(`document.querySelector('input[name=certificateIdentity]').checkVisibility()`);
  for (const _ of [1, 2]) await page.press('ArrowUp');
  await tabTo('input[name=repo]');
  await page.press('a', 'Control');
  for (const letter of 'somebody/else') await page.press(letter);
  await tabTo('#expectation button[type=submit]');
  await page.press('Enter');
  await onVerdict('unexpected');

  await tabTo('#file-list li:nth-child(2) button');
  await page.press('Enter');
  await until(`document.querySelectorAll('#file-list li').length === 2`);
  await focusOn('#file-list button');
  await seeFocus();

  await tabTo('#self-check summary');
  await page.press(' ');
  await until(`/^All \\d+ files/.test(document.querySelector('#self-check-state').textContent)`);
  await tabTo('a[hreflang=de]');
  await page.press('Enter');
  // While the page changes, some drivers have nothing to ask.
  const german = () => until(`document.documentElement.lang === 'de' && /lang=de/.test(location.href)`);
  await german().catch(german);
});

test('where the last file is taken out, the focus goes to where the next is chosen', async () => {
  await fresh();
  await page.choose('#pick', [path('hello.sh')]);
  await onVerdict('incomplete');
  await tabTo('#file-list button');
  await page.press(' ');
  await focusOn('#pick');
});

test('what a person opened stays open, and what has the focus keeps it, when more is known', async () => {
  await fresh();
  await page.choose('#pick', [path('hello.sh'), path('hello.sh.sigstore.json')]);
  await onVerdict('incomplete');
  await page.evaluate(`document.querySelector('#results details:last-of-type > summary').focus()`);
  await page.press('Enter');
  await page.evaluate(`
    window.old = document.querySelector('.artifact');
    const transfer = new DataTransfer();
    transfer.items.add(new File(['more'], 'more.txt'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`);
  await until(`document.querySelectorAll('.artifact').length === 2 && !window.old.isConnected`);
  assert.equal(await page.evaluate(`return document.querySelector('.artifact details:last-of-type').open`), true);
});

test('reading is stopped by keyboard, and the focus is not lost', async () => {
  await fresh();
  await page.choose('#pick', [path('large.img')]);
  await until(`document.querySelector('#cancel').checkVisibility()`);
  await tabTo('#cancel');
  await page.press(' ');
  await onVerdict('incomplete');
});
