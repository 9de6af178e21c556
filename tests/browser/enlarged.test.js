// Enlarged, on a narrow screen and in larger letters, in every engine: nothing is cut off or beside the page.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { ENGINE, visit } from './visit.js';

const { page, fresh, verdict, close } = await visit();
after(close);

const SAMPLES = { genuine: 'verified', 'someone-else': 'unexpected', tampered: 'failed' };

/** @typedef {Pick<Awaited<ReturnType<typeof visit>>, 'page' | 'fresh' | 'verdict'>} Visit */

/**
 * A sample with all of its details open.
 *
 * @param {Visit} visit
 * @param {string} name
 */
async function opened({ page, fresh, verdict }, name) {
  await fresh();
  await page.click(`#sample-${name}`);
  await verdict(SAMPLES[/** @type {keyof typeof SAMPLES} */ (name)]);
  await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`);
}

/** How many points of the screen the page is wider than its window. */
const beside = (/** @type {import('./engines.js').Page} */ page) => page.evaluate(`return document.documentElement.scrollWidth - innerWidth`);

// 320 points are what 1280 become at 400 %.
for (const [width, height] of /** @type {const} */ ([[640, 450], [320, 800]])) {
  for (const name of Object.keys(SAMPLES)) {
    test(`at ${width} points nothing of the sample that is ${name} is cut off or overflows`, async () => {
      await page.look({ width, height, scheme: 'light' });
      await opened({ page, fresh, verdict }, name);
      assert.equal(await page.evaluate('return innerWidth'), width);
      assert.ok(await beside(page) <= 0);
      const cut = await page.evaluate(`return [...document.querySelectorAll('body *:not(.unseen, .unseen *, [type=file], svg, svg *)')]
        .filter((element) => getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth)
        .map((element) => element.tagName + ' ' + element.className)`);
      assert.deepEqual(cut, []);
    });
  }
}

/** What can be pressed, filled in or followed, and is in sight. */
const REACHED = 'a[href], button, input, select, textarea, summary';

test('whatever is pressed is at least 24 points wide and high', async () => {
  for (const width of [320, 1280]) {
    await page.look({ width, height: 800, scheme: 'light' });
    await opened({ page, fresh, verdict }, 'genuine');
    await page.evaluate(`document.querySelector('#change').click()`);
    for (const preset of ['repository', 'workflow', 'identity', 'key', 'policy']) {
      await page.evaluate(`document.querySelector('input[value=' + args[0] + ']').click()`, preset);
      // A press on the words of a field is a press on the field.
      const small = await page.evaluate(`return [...document.querySelectorAll(args[0])].flatMap((element) => {
        const boxes = [element, ...element.labels ?? []].map((each) => each.getBoundingClientRect());
        const [wide, high] = [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))];
        return wide > 0 && Math.min(wide, high) < 24 ? [element.tagName + ' ' + element.textContent + ': ' + wide + ' x ' + high] : [];
      })`, REACHED);
      assert.deepEqual(small, []);
    }
  }
});

test('whoever asks the browser for larger letters gets them, and nothing overflows', async () => {
  const larger = await visit(undefined, { fontSize: 32 });
  try {
    await opened(larger, 'genuine');
    assert.equal(await larger.page.evaluate('return getComputedStyle(document.body).fontSize'), '34px');
    assert.ok(await beside(larger.page) <= 0);
  } finally {
    await larger.close();
  }
});

test('in forced colours the verdict, its icon and the focus are drawn in the colours of the person', { skip: ENGINE === 'webkit' && 'WebKitGTK forces no colours' }, async () => {
  const forced = await visit(undefined, { forced: true });
  try {
    for (const name of Object.keys(SAMPLES)) {
      await opened(forced, name);
      const { active, drawn, outline, person } = await forced.page.evaluate(SEEN);
      assert.equal(active, true);
      for (const [what, colour] of Object.entries(drawn)) assert.equal(colour, person.text, `${what} of ${name}`);
      assert.notEqual(outline, person.ground);
    }
  } finally {
    await forced.close();
  }
});

/** The colours of what the answer is read by, and those that the person has chosen. */
const SEEN = `
  const of = (selector, property) => getComputedStyle(document.querySelector(selector))[property];
  const probe = document.body.appendChild(document.createElement('p'));
  const system = (name) => { probe.style.color = name; return getComputedStyle(probe).color; };
  const person = { text: system('CanvasText'), ground: system('Canvas') };
  probe.remove();
  document.querySelector('.artifact h2').focus();
  return {
    active: matchMedia('(forced-colors: active)').matches,
    drawn: { word: of('.word', 'color'), icon: of('.word svg path', 'stroke'), sentence: of('.artifact .sentence', 'color') },
    outline: of('.artifact h2', 'outlineColor'),
    person,
  };`;
