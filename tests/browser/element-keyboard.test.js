// The element by keyboard alone, in every engine.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { FILE, GENUINE, boxed, sumOf } from './box.js';

const { page, show, state, saved, close } = await boxed();
after(close);

const SHOWN = `${GENUINE} download independent="https://touchstone.example/"`;

/** Presses a key and says what has the focus then, inside of the element or around it. */
async function focusAfter(/** @type {string} */ key, /** @type {'Shift' | undefined} */ held = undefined) {
  await page.press(key, held);
  return focused();
}

/** What has the focus, and whether that is seen. */
async function focused() {
  const { name, outlined } = await page.evaluate(`
    const active = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
    // A file button is its label: the input shows nothing.
    const drawn = active.labels?.[0] ?? active;
    return {
      name: active.getAttribute('part')?.split(' ')[0] ?? active.localName,
      outlined: [active, drawn].some((each) => getComputedStyle(each).outlineStyle !== 'none'),
    };`);
  assert.equal(outlined, true, name);
  return name;
}

test('every way through it is there for a keyboard, in the order of what is seen', async () => {
  await show(SHOWN);
  const order = [];
  for (let index = 0; index < 4; index += 1) order.push(await focusAfter('Tab'));
  assert.deepEqual(order, ['a', 'button', 'input', 'independent']);
  assert.equal(await focusAfter('Tab', 'Shift'), 'input');
});

test('Enter on the button downloads; the answer has the focus, and its details open by Enter', async () => {
  await show(SHOWN);
  assert.equal(await focusAfter('Tab'), 'a');
  assert.equal(await focusAfter('Tab'), 'button');
  await page.press('Enter');
  await state('verified');
  assert.deepEqual(await saved(), [{ name: 'hello.sh', size: FILE?.length, bytes: sumOf(Buffer.from(FILE ?? '')) }]);
  assert.equal(await focused(), 'verdict');
  assert.equal(await focusAfter('Tab'), 'summary');
  await page.press('Enter');
  assert.equal(await page.evaluate(`return box.shadowRoot.querySelector('details').open`), true);
});
