// The element on pages of all kinds, in every engine: what it says, and that nothing but a verified
// file leaves it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { DIST } from '../../scripts/places.js';
import { sample } from '../pkg/cases.js';
import { launch } from './engines.js';
import { hosting } from './hosting.js';
import { ENGINE } from './visit.js';

const host = await hosting();
const page = await launch(ENGINE);
after(async () => {
  await page.close();
  host.close();
});

const read = (/** @type {string} */ name, /** @type {string} */ file) => readFile(join(sample(name), file), 'utf8');
const SRI = (await readFile(join(DIST, 'npm', 'element.sri'), 'utf8')).trim();
const FILE = await read('genuine', 'artifact');
const BUNDLE = await read('genuine', 'bundle.sigstore.json');
host.give('/root.json', await read('genuine', 'trusted_root.json'));
host.give('/hello.sh.sigstore.json', BUNDLE);
host.give('/hello.sh', FILE);

/** Attributes that make the genuine sample verify. */
const GENUINE = 'repository="touchstone-sample/hello" trusted-root="/root.json" bundle="/hello.sh.sigstore.json"';
const LINK = '<a href="/hello.sh">hello.sh</a>';

/**
 * A page with one element; what it tells is kept.
 *
 * @param {string} attributes
 * @param {Parameters<typeof host.page>[1] & { content?: string }} [how]
 */
async function show(attributes, { content = LINK, ...how } = {}) {
  await page.open(host.page(`<touchstone-verify ${attributes}>${content}</touchstone-verify>`, how));
  await page.evaluate(`
    await customElements.whenDefined('touchstone-verify');
    window.box = document.querySelector('touchstone-verify');
    window.told = [];
    window.saved = [];
    for (const name of ['progress', 'verdict', 'error']) document.addEventListener('touchstone-' + name, ({ detail }) => told.push({ name, detail }));
    document.addEventListener('securitypolicyviolation', (event) => told.push({ name: 'violation', detail: event.violatedDirective }));
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () { saved.push(this.download); if (window.really) click.call(this); };`);
}

/**
 * Drops files on the element, as a person does.
 *
 * @param {...[name: string, text: string]} files
 */
async function drop(...files) {
  await page.evaluate(`
    const transfer = new DataTransfer();
    for (const [name, text] of args) transfer.items.add(new File([text], name));
    box.shadowRoot.querySelector('[part=drop]').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`, ...files);
}

/**
 * Waits for a state, and gives what the element shows.
 *
 * @param {...string} states
 */
async function state(...states) {
  const end = performance.now() + 30_000;
  for (;;) {
    const now = await page.evaluate('return box.state');
    if (states.includes(String(now))) return shown();
    if (performance.now() > end) assert.fail(`${now} in place of ${states}: ${await shown()} ${JSON.stringify(await told())}`);
    await new Promise((done) => { setTimeout(done, 30); });
  }
}

const shown = () => /** @type {Promise<string>} */ (page.evaluate(`return box.shadowRoot.querySelector('[part=drop]').textContent`));
const told = (/** @type {string} */ name = '') => /** @type {Promise<{ name: string, detail: any }[]>} */ (page.evaluate('return told.filter(({ name }) => name !== "progress" && (args[0] === "" || name === args[0]))', name));
const saved = () => /** @type {Promise<string[]>} */ (page.evaluate('return saved'));

test('it is there at once, asks for nothing before it is used, and keeps the page’s link', async () => {
  host.requests.length = 0;
  await show(GENUINE, { integrity: SRI });
  assert.match(await shown(), /Check the file you downloaded/);
  assert.deepEqual(host.requests.filter((each) => /wasm|engine|sigstore|root/.test(each)), []);
  assert.equal(await page.evaluate(`return box.querySelector('a').offsetParent !== undefined && box.state`), 'idle');
});

const OTHER = 'trusted-root="/root.json" bundle="/hello.sh.sigstore.json"';
for (const [verdict, attributes, file] of [
  ['verified', GENUINE, FILE],
  ['unstated', OTHER, FILE],
  ['incomplete', 'repository="touchstone-sample/hello" bundle="/hello.sh.sigstore.json"', FILE],
  ['unexpected', `repository="somebody/else" ${OTHER}`, FILE],
  ['failed', GENUINE, `${FILE}#`],
]) {
  test(`a dropped file is ${verdict}, by state, event, property and words`, async () => {
    await show(attributes ?? '');
    await drop(['hello.sh', file ?? '']);
    const text = await state(verdict ?? '');
    assert.match(text, /hello\.sh/);
    const [event, ...more] = await told('verdict');
    assert.equal(event?.detail.schema, 'touchstone-report/1');
    assert.equal(event?.detail.verdict, verdict);
    assert.deepEqual(more, []);
    assert.equal(await page.evaluate('return box.report.verdict'), verdict);
    assert.equal(await page.evaluate(`return box.matches(':state(' + args[0] + ')')`, verdict), true);
    for (const other of ['verified', 'idle', 'reading'].filter((each) => each !== verdict)) assert.equal(await page.evaluate(`return box.matches(':state(' + args[0] + ')')`, other), false, other);
    assert.equal(await page.evaluate(`return box.shadowRoot.querySelector('[part~=verdict]').dataset.verdict`), verdict);
    assert.equal(await page.evaluate(`return box.shadowRoot.querySelectorAll('[data-verdict=verified]').length`), verdict === 'verified' ? 1 : 0);
  });
}
