// Every public symbol has an example, every example of types and README runs in the installed package, and says
// what stands behind its lines.

import assert from 'node:assert/strict';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { ENGINES, isInstalled } from '../../scripts/browsers.js';
import { run } from '../../scripts/command.js';
import { launch } from '../browser/engines.js';
import { APP, MADE, installed } from './installed.js';

/** @typedef {{ name: string, language: string, code: string }} Example */

const PACKAGE = join(APP, 'node_modules', 'touchstone-verify');

/** The package's samples once more: examples write files, and the package stays as it was published. */
const SAMPLES = join(MADE, 'samples');

const TYPES = ['index.d.ts', 'codes.d.ts', 'client.d.ts', 'inline.d.ts', 'element.d.ts'];

await installed();
await rm(SAMPLES, { recursive: true, force: true });
await cp(join(PACKAGE, 'samples'), SAMPLES, { recursive: true });
const texts = Object.fromEntries(await Promise.all([...TYPES, 'README.md'].map(async (name) => [name, await readFile(join(PACKAGE, name), 'utf8')])));

/** Every example of the types, by the symbol that it explains. @type {Example[]} */
const examples = TYPES.flatMap((file) => symbolsIn(texts[file] ?? '').flatMap(({ name, comment }) => fenced(comment).map(({ language, code }) => ({ name: `${file}: ${name}`, language, code }))));
const readme = fenced(texts['README.md'] ?? '').map(({ language, code }, index) => ({ name: `README.md, ${index + 1}: ${code.split('\n')[0]}`, language, code }));

test('every public symbol has a comment with an example', () => {
  const symbols = TYPES.flatMap((file) => symbolsIn(texts[file] ?? ''));
  assert.ok(symbols.length > 60, `${symbols.length} symbols`);
  assert.deepEqual(symbols.filter(({ comment }) => fenced(comment).length === 0).map(({ name }) => name), []);
});

describe('in Node', { concurrency: true }, () => {
  for (const [index, { name, code }] of [...examples, ...readme].filter(({ language }) => language === 'js').entries()) {
    test(name, async () => {
      const script = join(PACKAGE, '..', `example-${index}.mjs`);
      await writeFile(script, code);
      const { code: exit, text } = await run(process.execPath, ['--no-warnings', script], { cwd: SAMPLES, limit: 60 });
      assert.equal(exit, 0, text);
      assertSaid(code, text.trim().split('\n'));
    });
  }
});

describe('on a command line', () => {
  for (const { name, code } of readme.filter(({ language }) => language === 'sh')) {
    test(name, async () => {
      const bin = join(APP, 'node_modules', '.bin');
      for (const line of code.replaceAll('npx touchstone-verify', 'touchstone').split('\n').filter((each) => each !== '' && !each.startsWith('npm '))) {
        const [command = '', said] = line.split(/\s+# /);
        const { code: exit, text } = await run('sh', ['-c', command], { cwd: SAMPLES, env: { PATH: `${bin}:${process.env.PATH}` }, limit: 60 });
        assert.ok(exit === 0 || said?.startsWith(`exit ${exit}`), `${line}\n${text}`);
        if (said !== undefined && !said.startsWith('exit')) assert.ok(text.includes(said), `${line}\n${text}`);
      }
    });
  }
});

const chromium = ENGINES.find(({ name }) => name === 'chromium');
const skip = chromium === undefined || !await isInstalled(chromium) ? 'Chromium is missing' : false;

describe('in a browser, without a bundler', { skip }, () => {
  const here = [...examples, ...readme].filter(({ language }) => language === 'js browser');
  /** @type {import('../browser/engines.js').Page} */
  let page;
  let url = '';
  const server = createServer((request, response) => { answer(request, response, here); });

  before(async () => {
    await new Promise((done) => { server.listen(0, '127.0.0.1', () => done(undefined)); });
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
    page = await launch('chromium');
    await page.open(url);
  });
  after(async () => {
    await page.close();
    server.closeAllConnections();
    server.close();
  });

  for (const [index, { name, code }] of here.entries()) {
    test(name, async () => {
      const said = /** @type {string[]} */ (await page.evaluate(`
        const said = [];
        console.log = (...words) => said.push(words.join(' '));
        await import('/example-' + args[0] + '.js');
        return said;`, index));
      assertSaid(code, said);
    });
  }
});

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {Example[]} here
 */
async function answer(request, response, here) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const example = /^\/example-(\d+)\.js$/.exec(pathname)?.[1];
  const imports = { 'touchstone-verify': '/package/index.js', 'touchstone-verify/inline': '/package/inline.js', 'touchstone-verify/worker': '/package/client.js', 'touchstone-verify/element': '/package/element.js' };
  const content = pathname === '/' ? `<!doctype html><title>examples</title><script type="importmap">${JSON.stringify({ imports })}</script>`
    : example !== undefined ? here[Number(example)]?.code
      : await readFile(pathname.startsWith('/package/') ? join(PACKAGE, pathname.slice('/package/'.length)) : join(SAMPLES, pathname)).catch(() => undefined);
  const type = { '.js': 'text/javascript', '.wasm': 'application/wasm', '': 'text/html' }[extname(pathname)] ?? 'application/octet-stream';
  response.writeHead(content === undefined ? 404 : 200, { 'content-type': type }).end(content ?? '');
}

/**
 * What an example prints is what stands behind the lines that print it.
 *
 * @param {string} code
 * @param {string[]} said
 */
function assertSaid(code, said) {
  const expected = [...code.matchAll(/console\.log\(.*?\/\/ (.*)$/gm)].map(([, text = '']) => text);
  const once = (/** @type {string[]} */ lines) => lines.filter((line, index) => line !== lines[index - 1]);
  assert.deepEqual(once(said), once(expected), code);
}

/**
 * Exported symbols, each with the comment before it.
 *
 * @param {string} text
 */
function symbolsIn(text) {
  return [...text.matchAll(/(?:^(\/\*\*\n(?: \*.*\n)*? \*\/)\n)?^export (?:declare )?(?:type|interface|class|function|const) (\w+)/gm)].map(([, comment = '', name = '']) => ({ name, comment }));
}

/**
 * Code between fences, in a comment or a text.
 *
 * @param {string} text
 */
function fenced(text) {
  const plain = text.replace(/^ \* ?/gm, '');
  return [...plain.matchAll(/^```(\w+(?: \w+)?)\n(.*?)^```/gms)].map(([, language = '', code = '']) => ({ language, code }));
}

