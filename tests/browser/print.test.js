// The report on paper: A4, nothing cut off, and nothing on it that only a screen can use.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { constants, inflateSync } from 'node:zlib';

import { visit } from './visit.js';

const { page, fresh, verdict, close } = await visit();

after(close);

/** What is left of A4 between the margins of the style sheet, and the same in points of the screen. */
const WIDTH = '178mm';
const POINTS = 673;

const SAMPLES = { genuine: 'verified', 'someone-else': 'unexpected', tampered: 'failed' };

// The worst for paper: what is light on dark on the screen. Other drivers show what they start with.
before(() => page.look({ width: POINTS, height: 1000, scheme: 'dark' }));

/**
 * A sample as it is printed: on the screen, which every driver can ask, by the rules for paper.
 *
 * @param {string} sample
 */
async function asPrinted(sample) {
  await fresh();
  await page.click(`#sample-${sample}`);
  await verdict(SAMPLES[/** @type {keyof typeof SAMPLES} */ (sample)]);
  await page.evaluate(`
    document.documentElement.style.width = args[0];
    dispatchEvent(new Event('beforeprint'));
    for (const rule of document.styleSheets[0].cssRules) if (rule instanceof CSSMediaRule && rule.media.mediaText === 'print') rule.media.mediaText = 'all';`, WIDTH);
}

/** Whether anything that a selector finds is to be seen. */
const seen = (/** @type {string} */ selector) => /** @type {Promise<boolean>} */ (page.evaluate(`return [...document.querySelectorAll(args[0])].some((element) => element.checkVisibility())`, selector));

for (const sample of Object.keys(SAMPLES)) {
  test(`nothing of the sample that is ${sample} is wider than the paper, whatever was opened`, async () => {
    await asPrinted(sample);
    await page.evaluate(`for (const details of document.querySelectorAll('#results details')) details.open = true`);
    const beside = await page.evaluate(`
      const { left, right } = document.documentElement.getBoundingClientRect();
      const outside = [...document.querySelectorAll('body *:not(.unseen, .unseen *, svg *)')].filter((element) => {
        const box = element.getBoundingClientRect();
        return element.checkVisibility() && (box.left < left - 1 || box.right > right + 1 || element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0);
      });
      return outside.map((element) => element.tagName + ' ' + element.getAttribute('class'));`);
    assert.deepEqual(beside, []);
  });
}

test('what only a screen can use is not printed', async () => {
  await asPrinted('genuine');
  for (const selector of ['button', 'input', '#asking', '#stone', '.samples', '.files', '.languages', '.self-check']) {
    assert.equal(await seen(selector), false, selector);
  }
  for (const selector of ['h1', '.word', '.sentence', '#expected', '.plain', '.signer', '.digest', '#sample-note', '#trust']) {
    assert.equal(await seen(selector), true, selector);
  }
});

test('every check is printed; of the proof and the claims what was opened is, and no line that opens nothing', async () => {
  await asPrinted('genuine');
  assert.equal(await seen('.all-checks .checks li'), true);
  assert.equal(await seen('#results details:not(.all-checks)'), false);
  await page.evaluate(`document.querySelector('#results details:has(.drawing)').open = true`);
  assert.equal(await seen('.drawing svg'), true);
  assert.equal(await seen('.claim'), false);
  await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
  assert.equal(await page.evaluate(`return document.querySelector('.all-checks').open`), false);
});

test('every word is dark enough for white paper', async () => {
  await asPrinted('tampered');
  const pale = await page.evaluate(`
    const linear = (value) => value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const contrast = (colour) => {
      const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number);
      return 1.05 / (0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) + 0.05);
    };
    const written = [...document.querySelectorAll('body *:not(.unseen)')].filter((element) =>
      element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== ''));
    return written.map((element) => [element.textContent.slice(0, 40), getComputedStyle(element).color]).filter(([, colour]) => contrast(colour) < 4.5);`);
  assert.deepEqual(pale, []);
});

test('the pages are A4', async () => {
  await fresh();
  await page.click('#sample-genuine');
  await verdict('verified');
  const sizes = boxes(Buffer.from(await page.print()));
  assert.ok(sizes.length >= 1 && sizes.length <= 6, `${sizes.length} pages`);
  // In points, as each engine rounds them.
  for (const [width = 0, height = 0] of sizes) assert.ok(Math.abs(width - 595.3) < 2 && Math.abs(height - 841.9) < 2, `${width} x ${height}`);
});

/**
 * Width and height of every page of a PDF, whose objects may lie in compressed streams.
 *
 * @param {Buffer} pdf
 */
function boxes(pdf) {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/\bstream\r?\n/g)].map(({ index, 0: head }) => inflated(pdf.subarray(index + head.length)));
  return [text, ...streams].flatMap((part) => [...part.matchAll(/\/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]/g)].map(([, width, height]) => [Number(width), Number(height)]));
}

/** @param {Buffer} bytes  a stream, and whatever comes after it */
function inflated(bytes) {
  try {
    return inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1');
  } catch {
    return '';
  }
}
