// The page about the element, under the site's own policy: its examples, and a snippet that works.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { DIST, ROOT } from '../../scripts/places.js';
import { hosting } from './hosting.js';
import { ENGINE, visit } from './visit.js';

const { page, server, requests, until, close } = await visit();
const host = await hosting();
after(async () => {
  await close();
  host.close();
});

const text = (/** @type {string} */ selector) => /** @type {Promise<string>} */ (page.evaluate('return document.querySelector(args[0]).textContent', selector));

async function fresh(search = '') {
  await page.open(`${server.url}embed/${search}`);
  await page.evaluate(`
    window.violations = [];
    window.saved = [];
    addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () { if (this.href.startsWith('blob:')) saved.push(this.download); else click.call(this); };`);
  await until(`document.documentElement.dataset.state === 'ready'`);
}

/**
 * Writes into the form, as a person does.
 *
 * @param {Record<string, string>} values
 */
async function fill(values) {
  await page.evaluate(`
    for (const [name, value] of Object.entries(args[0])) document.querySelector('#configurator').elements.namedItem(name).value = value;
    document.querySelector('#configurator').dispatchEvent(new Event('input', { bubbles: true }));`, values);
}

test('its examples show all three answers, and only the genuine file is handed over', async () => {
  await fresh();
  requests.length = 0;
  for (const [name, verdict] of [['genuine', 'verified'], ['someone-else', 'unexpected'], ['tampered', 'failed']]) {
    await page.evaluate(`document.querySelector(args[0]).shadowRoot.querySelector('[part=button]').click()`, `#example-${name}`);
    await until(`document.querySelector('#example-${name}').state === '${verdict}'`);
    assert.equal(await page.evaluate(`return document.querySelector(args[0]).engine`, `#example-${name}`), 'worker');
  }
  assert.deepEqual(await page.evaluate('return saved'), ['hello.sh']);
  assert.deepEqual(await page.evaluate('return violations'), []);
  assert.deepEqual(requests.filter((path) => !path.startsWith('/embed/')), []);
});

test('its snippet runs on another site as it is', async () => {
  await fresh();
  await fill({ repository: 'touchstone-sample/hello', package: 'hello', version: 'v1', file: '/hello.sh' });
  const snippet = await text('#snippet');
  assert.match(snippet.replace(/\n {2,}/g, ' ').replace('> <', '><').replace('\n</touch', '</touch'), /^<script type="module" src="\/touchstone\/element\.js" integrity="sha384-[\w+/=]{64}" crossorigin><\/script>\n<touchstone-verify repository="touchstone-sample\/hello" ref="refs\/tags\/v1" bundle="\/hello\.sh\.sigstore\.json" independent="http:[^"]+"><a href="\/hello\.sh">hello v1 \(hello\.sh\)<\/a><\/touchstone-verify>$/);
  for (const name of ['element.js', 'element-engine.js', 'element-frame.html', 'core.wasm', 'core-deferred.wasm']) {
    const bytes = await readFile(join(DIST, 'npm', name));
    host.at(`/touchstone/${name}`, (_, response) => { response.writeHead(200, { 'content-type': name.endsWith('.js') ? 'text/javascript' : 'application/octet-stream' }).end(bytes); });
  }
  host.give('/hello.sh.sigstore.json', await readFile(join(ROOT, 'tests', 'vectors', 'samples', 'genuine', 'bundle.sigstore.json')));
  const policy = await text('#policy');
  await page.open(host.at('/pasted', (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': `default-src 'none'; ${policy}` }).end(`<!doctype html><title>pasted</title><main>${snippet}</main>`);
  }));
  await until(`customElements.get('touchstone-verify') !== undefined`);
  await page.evaluate(`
    const transfer = new DataTransfer();
    transfer.items.add(new File([args[0]], 'hello.sh'));
    document.querySelector('touchstone-verify').shadowRoot.querySelector('[part=drop]').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`,
  await readFile(join(ROOT, 'tests', 'vectors', 'samples', 'genuine', 'artifact'), 'utf8'));
  // The sample's authority is relied on by nobody.
  await until(`document.querySelector('touchstone-verify').state === 'incomplete'`);
  assert.equal(await page.evaluate(`return document.querySelector('touchstone-verify').engine`), 'worker');
});

test('an address on a release page of GitHub fills in the rest', async () => {
  await fresh();
  assert.equal(await page.evaluate(`return document.querySelector('#github').hidden`), true);
  await page.evaluate(`
    const file = document.querySelector('#configurator').elements.namedItem('file');
    file.value = 'https://github.com/org/app/releases/download/v1.2.3%2Bone/app.tar.gz';
    file.dispatchEvent(new Event('input', { bubbles: true }));`);
  const parsed = /** @type {Record<string, string>} */ (await page.evaluate(`
    const parsed = new DOMParser().parseFromString(document.querySelector('#snippet').textContent, 'text/html').querySelector('touchstone-verify');
    return Object.fromEntries([...parsed.attributes].map(({ name, value }) => [name, value]));`));
  assert.deepEqual([parsed.repository, parsed.ref, parsed.bundle], ['org/app', 'refs/tags/v1.2.3+one', 'app.tar.gz.sigstore.json']);
  assert.equal(await page.evaluate(`return document.querySelector('#github').hidden`), false);
});

test('what somebody writes into it never leaves its attribute', async () => {
  await fresh();
  const evil = '"><img src=x onerror=alert(1)><b a="';
  await fill({ repository: 'org/app', workflow: evil, package: '<b>x</b>', version: evil, file: `x${evil}` });
  const parsed = /** @type {string[]} */ (await page.evaluate(`
    const parsed = new DOMParser().parseFromString(document.querySelector('#snippet').textContent, 'text/html');
    return [...parsed.querySelectorAll('*')].map(({ localName }) => localName);`));
  assert.deepEqual(parsed.filter((name) => !['html', 'head', 'body'].includes(name)), ['script', 'touchstone-verify', 'a']);
  assert.equal(await page.evaluate(`return document.querySelector('#preview img, #preview b')`), null);
});

test('what cannot work is complained about, and no snippet is given', async () => {
  await fresh();
  for (const [values, complaint] of /** @type {[Record<string, string>, RegExp][]} */ ([
    [{ repository: 'app' }, /owner\/name/], [{ repository: 'org/app', file: '' }, /address of the file/], [{ file: 'x', independent: 'javascript:1' }, /https:/],
  ])) {
    await fill(values);
    assert.match(await text('#complaint'), complaint);
    assert.equal(await text('#snippet'), '');
    assert.equal(await page.evaluate(`return document.querySelector('#preview').childElementCount`), 0);
  }
  await fill({ independent: '' });
  assert.match(await text('#snippet'), /<touchstone-verify/);
});

test('the other mode is a word in the snippet; the other language is whole', async () => {
  await fresh('?lang=de');
  await page.evaluate(`document.querySelector('input[value=download]').click()`);
  assert.match(await text('#snippet'), /\n {4}download>/);
  const missing = await page.evaluate(`return [...document.querySelectorAll('[data-text]')].filter(({ textContent }) => textContent === '').length`);
  assert.equal(missing, 0);
  assert.match(await text('h1'), /Touchstone auf Ihrer Seite/);
  const [english, german] = await Promise.all(['en', 'de'].map(async (language) => JSON.parse(await readFile(join(ROOT, 'www', 'embed', 'words', `${language}.json`), 'utf8'))));
  assert.deepEqual(Object.keys(german), Object.keys(english));
  for (const [, name = '', said = ''] of (await readFile(join(ROOT, 'www', 'embed', 'index.html'), 'utf8')).matchAll(/data-text="(\w+)"[^>]*>([^<]*)</g)) assert.equal(said, english[name], name);
});

test('axe finds nothing', async () => {
  await fresh();
  await page.evaluate(`${await readFile(join(ROOT, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')}; window.axe = axe;`);
  assert.deepEqual(await page.evaluate(`
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } });
    return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', '));`), []);
});
