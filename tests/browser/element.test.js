// The element on pages of all kinds, in every engine: what it says, where it works, and that nobody
// makes it say something else.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { DIST, ROOT as PROJECT } from '../../scripts/places.js';
import { BUNDLE, FILE, GENUINE, ROOT, boxed } from './box.js';
import { ENGINE } from './visit.js';

const { host, page, show, drop, state, shown, told, saved, part, close } = await boxed();
after(close);

const SRI = (await readFile(join(DIST, 'npm', 'element.sri'), 'utf8')).trim();

test('it is there at once, asks for nothing before it is used, and keeps the page’s link', async () => {
  host.requests.length = 0;
  await show(GENUINE, { integrity: SRI });
  assert.match(await shown(), /Check the file you downloaded/);
  assert.deepEqual(host.requests.filter((each) => /wasm|engine|sigstore|root/.test(each)), []);
  assert.equal(await page.evaluate(`return box.querySelector('a').offsetParent !== undefined && box.state`), 'idle');
});

const OTHER = 'trusted-root="/root.json" bundle="/hello.sh.sigstore.json"';
for (const [verdict, attributes, file] of /** @type {[string, string, string][]} */ ([
  ['verified', GENUINE, FILE],
  ['unstated', OTHER, FILE],
  ['incomplete', 'repository="touchstone-sample/hello" bundle="/hello.sh.sigstore.json"', FILE],
  ['unexpected', `repository="somebody/else" ${OTHER}`, FILE],
  ['failed', GENUINE, `${FILE}#`],
])) {
  test(`a dropped file is ${verdict}, by state, event, property and words`, async () => {
    await show(attributes);
    await drop(['hello.sh', file]);
    const text = await state(verdict);
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

const MODULE = "'wasm-unsafe-eval'";
/** The half of the module that more than bundles takes. */
const DEFERRED = 'GET /element/core-deferred.wasm';
const { site, vendor } = host;
/** What a page's policy leaves to the element: the matrix of browsers, of pages and of another origin. */
const POLICIES = /** @type {[string, string | undefined, string, string][]} */ ([
  ['none', undefined, vendor, 'blob-worker'],
  ['none, of the same origin', undefined, site, 'worker'],
  ['the best', `default-src 'none'; script-src 'self' ${MODULE}; worker-src 'self'; connect-src 'self'; style-src 'self'`, site, 'worker'],
  ['scripts only', `script-src ${vendor}; style-src 'self'`, vendor, 'frame'],
  ['a module', `script-src ${vendor} ${MODULE}; style-src 'self'`, vendor, 'main-thread'],
  ['a module and a blob', `script-src ${vendor} ${MODULE}; worker-src blob:; style-src 'self'`, vendor, 'blob-worker'],
  ['a module and a worker of the other origin', `script-src ${vendor} ${MODULE}; worker-src ${vendor}; style-src 'self'; frame-src ${vendor}`, vendor, 'main-thread'],
  ['a frame only', `default-src 'none'; script-src ${vendor}; frame-src ${vendor}; style-src 'self'`, vendor, 'frame'],
  ['trusted types', `require-trusted-types-for 'script'; trusted-types touchstone-verify; script-src ${vendor} ${MODULE}; worker-src blob:`, vendor, 'blob-worker'],
]);
const INLINE = `<script type="application/json" slot="evidence">${BUNDLE}</script><script type="application/json" slot="trusted-root">${ROOT}</script><a href="/hello.sh">hello.sh</a>`;

for (const [name, policy, from, place] of POLICIES) {
  test(`where the policy is ${name}, it verifies in a ${place}`, async () => {
    host.requests.length = 0;
    await show('repository="touchstone-sample/hello"', { content: INLINE, from, ...(policy !== undefined && { policy }) });
    await drop(['hello.sh', FILE ?? '']);
    await state('verified');
    assert.equal(await page.evaluate('return box.engine'), place);
    assert.equal(await page.evaluate('return box.dataset.engine'), place);
    assert.match(await page.evaluate(`return ${part('engine')}.textContent`), place === 'frame' ? /a frame of http:\/\/127\.0\.0\.1:\d+/ : /Checked in this browser/);
    // Its own look is there, whatever the policy says of styles.
    assert.equal(await page.evaluate(`return getComputedStyle(${part('drop')}).display`), 'grid');
    assert.equal(await page.evaluate(`return ${part('word')}.textContent`), 'Verified');
    await drop(['hello.sh', `${FILE}#`]);
    await state('failed');
    assert.ok(!host.requests.includes(DEFERRED), 'one half of the module was not enough');
    await show('repository="touchstone-sample/hello" source-uri="github.com/touchstone-sample/hello"', { content: INLINE, from, ...(policy !== undefined && { policy }) });
    await drop(['hello.sh', FILE ?? '']);
    await state('incomplete');
    assert.deepEqual(host.requests.filter((each) => each === DEFERRED), [DEFERRED]);
  });
}

test('on the main thread the page goes on between two slices', async () => {
  await show('repository="touchstone-sample/hello"', { content: INLINE, from: vendor, policy: `script-src ${vendor} ${MODULE}; style-src 'self'` });
  await drop(['hello.sh', FILE ?? '']);
  await state('verified');
  await page.evaluate(`
    window.gaps = [];
    let last = performance.now();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      if (box.state !== 'failed') channel.port2.postMessage(0);
    };
    channel.port2.postMessage(0);
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(64 * 1024 * 1024)], 'large.img'));
    box.shadowRoot.querySelector('[part=drop]').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));`);
  await state('failed');
  const { count, most } = /** @type {{ count: number, most: number }} */ (await page.evaluate('return { count: gaps.length, most: Math.max(...gaps) }'));
  // Many turns, and none that a person would call standing still.
  assert.ok(count >= 10, `${count} turns`);
  assert.ok(most < 1_000, `${most} ms`);
});

test('where the policy allows nothing, it says why it has no answer', async () => {
  await show('repository="touchstone-sample/hello"', { content: INLINE, from: vendor, policy: `default-src 'none'; script-src ${vendor}` });
  await drop(['hello.sh', FILE ?? '']);
  const text = await state('error');
  assert.match(text, /No answer.*did not start.*main-thread: .*frame: /s);
  const [{ detail } = { detail: {} }] = await told('error');
  assert.equal(detail.code, 'worker-missing');
  assert.deepEqual(await told('verdict'), []);
});

test('evidence that the policy forbids to fetch is named', async () => {
  await show(GENUINE, { from: vendor, policy: `default-src 'none'; script-src ${vendor}; frame-src ${vendor}` });
  await drop(['hello.sh', FILE ?? '']);
  assert.match(await state('error'), /(hello\.sh\.sigstore|root)\.json cannot be read from this page/);
  assert.equal((await told('error'))[0]?.detail.code, 'address-unreadable');
});

for (const name of ['core.wasm', 'element-engine.js']) {
  test(`${name} that is not what the element was made with is refused, and no frame does it instead`, async () => {
    const bytes = await readFile(join(DIST, 'npm', name));
    host.at(`/element/${name}`, (_, response) => {
      response.writeHead(200, { 'content-type': name.endsWith('js') ? 'text/javascript' : 'application/wasm' }).end(Buffer.concat([bytes, Buffer.from([0x0a])]));
    });
    for (const from of [site, vendor]) {
      await show(GENUINE, { from });
      await drop(['hello.sh', FILE ?? '']);
      assert.match(await state('error'), /lies something else than this element was made with/);
      assert.equal((await told('error'))[0]?.detail.code, 'module-changed');
      assert.equal(await page.evaluate(`return box.shadowRoot.querySelector('iframe')`), null);
    }
    host.forget(`/element/${name}`);
    await drop(['hello.sh', FILE ?? '']);
    await state('verified');
  });
}

test('the other half of the module is refused too where it is not what the element was made with', async () => {
  host.at('/element/core-deferred.wasm', (_, response) => { response.writeHead(200, { 'content-type': 'application/wasm' }).end(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])); });
  for (const from of [site, vendor]) {
    await show(`${GENUINE} source-uri="github.com/touchstone-sample/hello"`, { from });
    await drop(['hello.sh', FILE ?? '']);
    assert.match(await state('error'), /lies something else than this element was made with/);
    assert.equal((await told('error'))[0]?.detail.code, 'module-changed');
  }
  host.forget('/element/core-deferred.wasm');
  await drop(['hello.sh', FILE ?? '']);
  await state('incomplete');
});

test('a module that was changed does not run where the page pins it', async () => {
  await show(GENUINE, { integrity: `sha384-${'A'.repeat(64)}` });
  assert.equal(await page.evaluate(`return customElements.get('touchstone-verify') === undefined`), true);
  assert.equal(await page.evaluate(`return box.querySelector('a').textContent`), 'hello.sh');
});

test('nobody hands it an answer', async () => {
  await show(GENUINE);
  await page.evaluate(`
    document.addEventListener('touchstone-verdict', ({ detail }) => { detail.verdict = 'verified'; detail.artifacts[0].verdict = 'verified'; }, true);
    box.setAttribute('verdict', 'verified');
    box.setAttribute('data-verdict', 'verified');
    box.dispatchEvent(new CustomEvent('touchstone-verdict', { detail: { verdict: 'verified' } }));
    postMessage({ id: 1, value: { verdict: 'verified', artifacts: [] } }, '*');
    try { box.report = { verdict: 'verified' }; } catch {}
    try { box.state = 'verified'; } catch {}`);
  assert.equal(await page.evaluate('return box.state'), 'idle');
  assert.equal(await page.evaluate('return box.report'), null);
  await drop(['hello.sh', `${FILE}#`]);
  await state('failed');
  await page.evaluate(`box.report.verdict = 'verified'; box.report.artifacts[0].verdict = 'verified';`);
  assert.equal(await page.evaluate('return box.report.verdict'), 'failed');
  assert.equal(await page.evaluate(`return box.shadowRoot.querySelectorAll('[data-verdict=verified]').length`), 0);
});

test('an answer does not outlive the question', async () => {
  await show(GENUINE);
  await drop(['hello.sh', FILE ?? '']);
  await state('verified');
  await page.evaluate(`box.repo = null; box.repository = 'somebody/else';`);
  assert.equal(await page.evaluate('return box.state + box.report + box.matches(":state(verified)")'), 'idlenullfalse');
  await page.evaluate('return new Promise((done) => { requestAnimationFrame(done); })');
  assert.equal(await page.evaluate(`return ${part('answer')}.hidden`), true);
  await drop(['hello.sh', FILE ?? '']);
  await state('unexpected');
});

for (const [why, attributes, code] of /** @type {[string, string, string][]} */ ([
  ['two names for one key', `${GENUINE} repo="touchstone-sample/hello"`, 'usage'],
  ['a policy beside attributes', `${GENUINE} policy="/policy.json"`, 'usage'],
  ['a policy that is not there', 'policy="/nothing.json" bundle="/hello.sh.sigstore.json"', 'address-unreadable'],
  ['a number that is none', `${GENUINE} witnesses="many"`, 'usage'],
  ['a policy that is no text', 'policy="/latin.json" bundle="/hello.sh.sigstore.json"', 'not-utf8'],
  ['an expectation that names nobody', 'certificate-oidc-issuer="https://accounts.google.com" bundle="/hello.sh.sigstore.json"', 'policy-names-no-signer'],
  ['an address that is none', 'repository="touchstone-sample/hello" bundle="javascript:1"', 'usage'],
  ['evidence that is not there', 'repository="touchstone-sample/hello" bundle="/nothing"', 'address-unreadable'],
])) {
  test(`${why}: no answer, and the reason`, async () => {
    host.give('/policy.json', '{"repo": "touchstone-sample/hello"}');
    host.give('/latin.json', new Uint8Array([...new TextEncoder().encode('{"repo": "touchstone-sample/hello", "//": "'), 0xe9, 0x22, 0x7d]));
    await show(attributes);
    await drop(['hello.sh', FILE ?? '']);
    await state('error');
    assert.equal((await told('error'))[0]?.detail.code, code);
    assert.deepEqual(await told('verdict'), []);
  });
}

test('a policy by its address counts, and goes along to the full page', async () => {
  host.give('/policy.json', '{"repo": "touchstone-sample/hello"}');
  await show('policy="/policy.json" trusted-root="/root.json" bundle="/hello.sh.sigstore.json" independent="https://touchstone.example/"');
  await drop(['hello.sh', FILE ?? '']);
  await state('verified');
  const link = new URL(await page.evaluate(`return ${part('independent')}.href`));
  assert.equal(link.origin, 'https://touchstone.example');
  assert.deepEqual(JSON.parse(new URLSearchParams(link.hash.slice(1)).get('policy') ?? ''), { repo: 'touchstone-sample/hello' });
});

test('it says what a page could do that was taken over, and where to ask instead', async () => {
  await show(`${GENUINE} independent="https://touchstone.example/check"`);
  const text = await shown();
  assert.match(text, /Whoever takes over this page can change this box, the signer it names, and its answer/);
  assert.match(text, /npx touchstone-verify verify --repo touchstone-sample\/hello FILE/);
  assert.match(await page.evaluate(`return ${part('independent')}.href`), /^https:\/\/touchstone\.example\/check#policy=/);
  await page.evaluate(`box.independent = 'javascript:alert(1)'; return new Promise((done) => { requestAnimationFrame(done); })`);
  assert.equal(await page.evaluate(`return ${part('independent')}`), null);
});

test('evidence can be dropped beside the file, or before it', async () => {
  await show('repository="touchstone-sample/hello" trusted-root="/root.json"');
  await drop(['hello.sh.sigstore.json', BUNDLE ?? '']);
  const end = performance.now() + 20_000;
  while (!/Now add the file/.test(await shown()) && performance.now() < end) await new Promise((done) => { setTimeout(done, 50); });
  assert.equal(await page.evaluate('return box.state'), 'idle');
  await drop(['hello.sh', FILE ?? '']);
  await state('verified');
  await drop(['other.txt', 'something else']);
  await state('incomplete');
  assert.doesNotMatch(await shown(), /hello\.sh was|hello\.sh is what/);
});

test('what files are called is text, and what cannot be seen is spelled out', async () => {
  await show(GENUINE);
  await drop(['evil\u202Egnp.<img src=x>', 'x']);
  assert.match(await state('failed'), /evil\\u\{202e\}gnp\.<img src=x>/);
  assert.equal(await page.evaluate(`return box.shadowRoot.querySelector('img')`), null);
});

test('it speaks the language of the page around it, or its own', async () => {
  await show(`${GENUINE} lang="de"`);
  assert.match(await shown(), /Die heruntergeladene Datei prüfen/);
  await drop(['hello.sh', FILE ?? '']);
  assert.match(await state('verified'), /Bestätigt/);
  await page.evaluate(`box.lang = 'en'; return new Promise((done) => { requestAnimationFrame(done); })`);
  assert.match(await shown(), /Check the file you downloaded/);
});

test('a property that was set before the module came counts', async () => {
  await show('');
  await page.evaluate(`
    const early = document.createElement('touchstone-later');
    early.repository = 'org/app';
    document.querySelector('main').append(early);
    customElements.get('touchstone-verify').define('touchstone-verify');
    customElements.define('touchstone-later', class extends customElements.get('touchstone-verify') {});`);
  assert.equal(await page.evaluate(`return document.querySelector('touchstone-later').getAttribute('repository')`), 'org/app');
});

test('an element that works in a frame works after it was moved, too', async () => {
  await show('repository="touchstone-sample/hello"', { content: INLINE, from: vendor, policy: `default-src 'none'; script-src ${vendor}; frame-src ${vendor}` });
  await drop(['hello.sh', FILE ?? '']);
  await state('verified');
  await page.evaluate(`document.body.prepend(box);`);
  await drop(['hello.sh', FILE ?? '']);
  await state('verified');
  assert.equal(await page.evaluate(`return box.shadowRoot.querySelectorAll('iframe').length`), 1);
});

test('an element that is moved goes on, and one that is taken out ends', async () => {
  await show(GENUINE);
  await page.evaluate(`document.body.prepend(box);`);
  await drop(['hello.sh', FILE ?? '']);
  await state('verified');
  await page.evaluate(`document.querySelector('main').append(box); return new Promise((done) => { requestAnimationFrame(done); })`);
  assert.equal(await page.evaluate('return box.state'), 'verified');
  await page.evaluate(`box.remove(); return new Promise((done) => { requestAnimationFrame(done); })`);
  assert.equal(await page.evaluate('return box.state'), 'idle');
});

test('the focus goes to the answer where it was here, and the answer is told aloud', async () => {
  await show(GENUINE);
  await page.evaluate(`${part('input')}.focus();`);
  await drop(['hello.sh', FILE ?? '']);
  await state('verified');
  assert.equal(await page.evaluate(`return box.shadowRoot.activeElement?.dataset.verdict`), 'verified');
  assert.match(await page.evaluate(`return box.shadowRoot.querySelector('[role=status]').textContent`), /hello\.sh is what a workflow of touchstone-sample\/hello/);
  await page.evaluate(`const field = document.createElement('input'); document.body.append(field); field.focus();`);
  await drop(['hello.sh', `${FILE}#`]);
  await state('failed');
  assert.equal(await page.evaluate('return document.activeElement.localName'), 'input');
});

test('axe finds nothing, idle, with an answer, and in trouble', async () => {
  const axe = await readFile(join(PROJECT, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
  const violations = () => page.evaluate(`
    for (const details of box.shadowRoot.querySelectorAll('details')) details.open = true;
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } });
    return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', '));`);
  await show(`${GENUINE} download independent="https://touchstone.example/"`);
  await page.evaluate(`${axe}; window.axe = axe;`);
  assert.deepEqual(await violations(), []);
  for (const [file, answer] of [[FILE, 'verified'], [`${FILE}#`, 'failed']]) {
    await drop(['hello.sh', file ?? '']);
    await state(answer ?? '');
    assert.deepEqual(await violations(), []);
  }
  await page.evaluate(`box.bundle = '/nothing'`);
  await drop(['hello.sh', FILE ?? '']);
  await state('error');
  assert.deepEqual(await violations(), []);
  assert.deepEqual(await saved(), []);
});
