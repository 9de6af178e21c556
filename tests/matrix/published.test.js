// The tarball as it is published: nothing more in it, nothing less, and what its judges say.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

import { run } from '../../scripts/command.js';
import { ROOT } from '../../scripts/places.js';
import { filesUnder } from '../../scripts/stamp.js';
import { APP, MADE, MATRIX, TARBALL, installed } from './installed.js';

const PACKAGE = join(APP, 'node_modules', 'touchstone-verify');

/** Bytes after gzip that nothing may grow past unseen, beside those of the module, whose budget tests/scripts holds. @type {Record<string, number>} */
const BUDGETS = { 'element.js': 15_000, 'element-engine.js': 60_000, 'element-import.js': 15_000, 'client.js': 5_000, 'core.js': 12_000, 'index.d.ts': 16_000 };

before(installed);

test('it holds the files of the golden list', async () => {
  const found = (await filesUnder(PACKAGE)).map((path) => path.slice(PACKAGE.length + 1)).sort();
  const golden = (await readFile(join(MATRIX, 'files.txt'), 'utf8')).trim().split('\n');
  assert.deepEqual(found, golden, 'what is new or gone is said in tests/matrix/files.txt');
});

test('nothing in it is larger than it has to be', async () => {
  for (const [name, budget] of Object.entries(BUDGETS)) {
    const size = gzipSync(await readFile(join(PACKAGE, name)), { level: 9 }).length;
    assert.ok(size <= budget, `${name} has ${size} bytes after gzip, the budget is ${budget}`);
  }
  // In base64 the module is a third larger, and everything else is little beside it.
  const [packed, ...halves] = await Promise.all(['core-packed.js', 'core.wasm', 'core-deferred.wasm'].map((name) => readFile(join(PACKAGE, name))));
  assert.ok(packed !== undefined && packed.length < halves.reduce((sum, half) => sum + gzipSync(half, { level: 9 }).length, 0) * 1.34 + 200);
});

test('publint has nothing to say', async () => {
  const { messages, pkg } = await publint({ pkgDir: PACKAGE, pack: false, strict: true });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
});

test('its types are found wherever its code is', async () => {
  const { code, text } = await run(join(MATRIX, 'node_modules', '.bin', 'attw'), [TARBALL, '--profile', 'esm-only', '--exclude-entrypoints', './core.wasm', './core-deferred.wasm', '--no-emoji', '--no-color']);
  assert.equal(code, 0, text);
});

test('a project with React takes the element as JSX, and no attribute that it does not have', async () => {
  const folder = join(MADE, 'react');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'page.tsx'), `
    import type { TouchstoneVerifyJsx } from 'touchstone-verify/element';
    import type { HTMLAttributes } from 'react';
    declare module 'react' { namespace JSX { interface IntrinsicElements { 'touchstone-verify': TouchstoneVerifyJsx<HTMLAttributes<HTMLElement>> } } }
    export const page = <touchstone-verify repository="org/app" bundle="app.sigstore.json" download build-workflow-inputs="a=b" className="box"><a href="app.tar.gz">app</a></touchstone-verify>;
    // @ts-expect-error: no such attribute
    export const wrong = <touchstone-verify signer="somebody" />;
  `);
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({
    compilerOptions: {
      strict: true, noEmit: true, jsx: 'react-jsx', target: 'es2022', module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'], types: [],
      paths: { 'touchstone-verify/*': [join(PACKAGE, '*.d.ts')], react: [join(MATRIX, 'node_modules', '@types', 'react')], 'react/*': [join(MATRIX, 'node_modules', '@types', 'react', '*')] },
    },
    files: ['page.tsx'],
  }));
  const { code, text } = await run(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '--project', folder, '--pretty', 'false']);
  assert.equal(code, 0, text);
});

test('it says where it comes from, and what may be done with it', async () => {
  const [description, crate] = await Promise.all([readFile(join(PACKAGE, 'package.json'), 'utf8'), readFile(join(ROOT, 'Cargo.toml'), 'utf8')]);
  const { version, license, repository, homepage, bugs, publishConfig, type, engines, dependencies, scripts } = JSON.parse(description);
  assert.equal(version, /^version = "([^"]+)"/m.exec(crate)?.[1]);
  assert.equal(license, /^license = "([^"]+)"/m.exec(crate)?.[1]);
  // Trusted publishing compares it with the repository that publishes.
  assert.match(repository.url, /^git\+https:\/\/github\.com\/[\w-]+\/[\w-]+\.git$/);
  const [, address = ''] = /^git\+(.*)\.git$/.exec(repository.url) ?? [];
  assert.ok(homepage.startsWith(address) && bugs.url.startsWith(address));
  assert.deepEqual(publishConfig, { access: 'public', provenance: true });
  assert.deepEqual([type, engines.node], ['module', '>=20.3']);
  // Nothing comes along, and nothing runs where it is installed.
  assert.deepEqual([dependencies, scripts], [undefined, undefined]);
});

test('its licences are those of the project and of the libraries in it', async () => {
  for (const name of ['LICENSE', 'LICENSE-APACHE', 'LICENSE-MIT']) assert.equal(await readFile(join(PACKAGE, name), 'utf8'), await readFile(join(ROOT, name), 'utf8'));
  const notices = await readFile(join(PACKAGE, 'THIRD-PARTY'), 'utf8');
  assert.match(notices, /^fzstd \d/m);
});

test('packed twice it is the same, byte for byte', async () => {
  const pack = async (/** @type {string} */ to) => {
    const { code, stdout, text } = await run('npm', ['pack', '--json', '--pack-destination', to], { cwd: join(ROOT, 'dist', 'npm') });
    assert.equal(code, 0, text);
    return readFile(join(to, /** @type {{ filename: string }[]} */ (Object.values(JSON.parse(stdout)))[0]?.filename ?? ''));
  };
  assert.deepEqual(await pack(join(APP, '..')), await readFile(TARBALL));
});
