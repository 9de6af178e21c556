// The element as it is published: one module, the engine it loads and pins, and the page for a frame.

import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { EXPECTATION, keyOf, kindOf } from '../pkg-template/cli/commands.js';
import { attributeOf, optionOf, propertyOf } from '../pkg-template/element/names.js';
import { Stop } from './console.js';
import { minified } from './minify.js';
import { ROOT, TARGET } from './places.js';

const SOURCE = join(ROOT, 'pkg-template', 'element');
const LANGUAGES = /** @type {const} */ (['en', 'de']);

/** What of a language's words the element needs before the engine is there, or where it does not come. */
const TEXTS = ['choose', 'download', 'orDrop', 'stop', 'loading', 'stopped', 'inTrouble', 'expects', 'expectsNobody', 'limits', 'independent', 'command', 'again'];
const ERRORS = ['module-changed', 'module-unavailable', 'worker-missing', 'internal-error'];
/** That of them which has advice of its own; for the others one does. */
const ADVISED = 'module-changed';
/** Texts of the page's own that the element shows too. */
const SHARED = ['signedBy', 'vouchedBy', 'signedAt', 'status-failed', 'status-missing', 'status-not-applicable', 'status-passed', 'wrongBeside'];

/** What a bundler makes a script of, by the package's name. */
export const FOR_BUNDLERS = ['element-import.js', 'element-module.js'];

/** The halves of the module. */
const MODULE = ['core.wasm', 'core-deferred.wasm'];

/** The files that belong together, beside the module. */
export const ELEMENT = ['element.js', 'element-engine.js', 'element-frame.html'];

/**
 * Writes the element beside the module of the package.
 *
 * @param {string} npm
 */
export async function buildElement(npm) {
  const words = Object.fromEntries(await Promise.all(LANGUAGES.map(async (language) => [language, await catalogues(language)])));
  const part = (/** @type {'held' | 'explained'} */ which) => Object.fromEntries(LANGUAGES.map((language) => [language, words[language][which]]));
  const [core, deferred] = await Promise.all(MODULE.map((name) => readFile(join(npm, name))));
  const engine = await script('engine.js', 'iife', { PINS: { deferred: integrity(deferred ?? '') }, WORDS: {}, KEYS: [], EXPLANATIONS: part('explained'), STYLE: '' });
  const pins = { module: integrity(core ?? ''), engine: integrity(engine) };
  const element = await script('../element.js', 'esm', { PINS: pins, WORDS: part('held'), KEYS: keys().map(shortest), EXPLANATIONS: {}, STYLE: await style() });
  const imported = await script('../element.js', 'esm', { PINS: {}, WORDS: part('held'), KEYS: keys().map(shortest), EXPLANATIONS: {}, STYLE: await style() }, { bundled: true });
  const module = await script('module.js', 'esm', { PINS: {}, WORDS: {}, KEYS: [], EXPLANATIONS: part('explained'), STYLE: '' });
  const frame = (await readFile(join(SOURCE, 'frame.html'), 'utf8')).replace('{engine}', pins.engine).replace('{module}', pins.module);
  for (const [name, content] of /** @type {[string, string][]} */ ([['element.js', element], ['element-engine.js', engine], ['element-frame.html', frame], ['element-import.js', imported], ['element-module.js', module]])) await writeFile(join(npm, name), content);
  await writeFile(join(npm, 'element.sri'), `${integrity(element)}\n`);
  await writeFile(join(npm, 'custom-elements.json'), `${JSON.stringify(await manifest(), null, 2)}\n`);
}

/** The samples that the page about the element downloads. */
const SAMPLES = { 'hello.sh': 'artifact', 'hello.sh.sigstore.json': 'bundle.sigstore.json', 'trusted_root.json': 'trusted_root.json' };

/**
 * The page about the element, and the element for sites to load, at an address that never changes what it holds.
 *
 * @param {string} npm
 * @param {string} site
 */
export async function embed(npm, site) {
  const [from, to] = [join(ROOT, 'www', 'embed'), join(site, 'embed')];
  const pinned = integrity(await readFile(join(npm, 'element.js')));
  const name = createHash('sha256').update(pinned).digest('hex').slice(0, 16);
  for (const file of [...ELEMENT, ...MODULE]) await cp(join(npm, file), join(to, name, file));
  for (const [file, original] of ['genuine', 'someone-else', 'tampered'].flatMap((each) => Object.entries(SAMPLES).map(([file, original]) => [join(each, file), join(each, original)]))) {
    await cp(join(ROOT, 'tests', 'vectors', 'samples', original ?? ''), join(to, 'samples', file ?? ''));
  }
  await cp(join(from, 'words'), join(to, 'words'), { recursive: true });
  await cp(join(from, 'embed.css'), join(to, 'embed.css'));
  await writeFile(join(to, 'configurator.js'), await script('../../www/embed/configurator.js', 'esm', {}));
  const page = (await readFile(join(from, 'index.html'), 'utf8')).replace('{element}', `${name}/element.js`).replace('{integrity}', pinned);
  await writeFile(join(to, 'index.html'), page);
  await writeFile(join(to, 'hashes.json'), `${JSON.stringify({ [`${name}/element.js`]: pinned }, null, 2)}\n`);
}

/**
 * A key and its kind, from which the rest follows; a key alone is a text.
 *
 * @param {ReturnType<typeof keys>[number]} key
 */
function shortest([key, option, kind]) {
  if (option !== optionOf(key, kind)) throw new Stop(`The option --${option} is not called after its key ${key}.`);
  return kind === 'text' ? [key] : [key, kind];
}

async function style() {
  const { transform } = await import('esbuild');
  const { code } = await transform(await readFile(join(SOURCE, 'style.css'), 'utf8'), { loader: 'css', minify: true });
  return code.trim();
}

/** The manifest that editors and documentation read (custom-elements schema 2). */
async function manifest() {
  const read = async (/** @type {string[]} */ ...path) => JSON.parse(await readFile(join(...path), 'utf8'));
  const [own, { option }] = await Promise.all([read(SOURCE, 'manifest.json'), read(ROOT, 'pkg-template', 'i18n', 'en.cli.json')]);
  const listed = (/** @type {Record<string, string>} */ described) => Object.entries(described).map(([name, description]) => ({ name, description }));
  const typed = (/** @type {Record<string, { type: string, description: string }>} */ described) => Object.entries(described).map(([name, { type, description }]) => ({ name, type: { text: type }, description }));
  const attributes = [...keys().map(([key, name]) => [attributeOf(key), option[name]]), ...Object.entries(own.attributes)];
  const fields = attributes.filter(([name]) => name !== 'lang').map(([name, description]) => ({ kind: 'field', name: propertyOf(name), type: { text: 'string | null' }, description, attribute: name, reflects: true }));
  const declaration = {
    kind: 'class', customElement: true, name: 'TouchstoneVerify', tagName: 'touchstone-verify', description: own.description, superclass: { name: 'HTMLElement' },
    attributes: attributes.map(([name, description]) => ({ name, type: { text: 'string' }, description })),
    members: [...fields, ...typed(own.properties).map((member) => ({ kind: 'field', readonly: true, ...member }))],
    events: typed(own.events), slots: listed(own.slots), cssParts: listed(own.cssParts), cssStates: listed(own.cssStates), cssProperties: listed(own.cssProperties),
  };
  const exported = { declaration: { name: 'TouchstoneVerify', module: 'element.js' } };
  return {
    schemaVersion: '2.1.0', readme: 'README.md',
    modules: [{
      kind: 'javascript-module', path: 'element.js', declarations: [declaration],
      exports: [{ kind: 'js', name: 'TouchstoneVerify', ...exported }, { kind: 'custom-element-definition', name: 'touchstone-verify', ...exported }],
    }],
  };
}

/** Every key of an expectation, the command line's name of it, and what its value is. */
function keys() {
  return Object.keys(EXPECTATION).map((name) => /** @type {const} */ ([keyOf(name), name, kindOf(name)]));
}

/**
 * Subresource integrity, as `integrity` attributes take it.
 *
 * @param {string | Uint8Array} content
 */
export function integrity(content) {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`;
}

/**
 * One file of a script and all that it imports.
 *
 * @param {string} entry
 * @param {'esm' | 'iife'} format
 * @param {Record<string, unknown>} built  what pkg-template/element/built.d.ts declares
 * @param {{ bundled?: boolean }} [how]  `bundled` where a bundler takes it, and the places are another's
 */
async function script(entry, format, built, { bundled = false } = {}) {
  const text = Object.entries(built).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n');
  const { build } = await import('esbuild');
  const { outputFiles: [file] } = await build({
    entryPoints: [join(SOURCE, entry)], bundle: true, minify: true, format, target: 'es2022', charset: 'utf8', legalComments: 'none', logLevel: 'error', write: false,
    external: ['./element-module.js'],
    plugins: [{
      name: 'what is made by the build',
      setup: ({ onLoad, onResolve }) => {
        onResolve({ filter: /\/built\.js$/ }, () => ({ path: 'built', namespace: 'built' }));
        onLoad({ filter: /.*/, namespace: 'built' }, () => ({ contents: text }));
        if (bundled) onResolve({ filter: /\/places\.js$/ }, () => ({ path: join(SOURCE, 'bundled-places.js') }));
        onResolve({ filter: /\/core-packed\.js$/ }, () => ({ path: './core-packed.js', external: true }));
        onResolve({ filter: /\/core\.js$/ }, () => ({ path: join(TARGET, 'wasm', 'core.js') }));
        // The page's pieces find the package by a link; one file of each is enough.
        onResolve({ filter: /\/touchstone\// }, ({ path }) => ({ path: join(ROOT, 'pkg-template', path.replace(/^.*\/touchstone\//, '')) }));
      },
    }],
  });
  return minified(file?.text ?? '');
}

/**
 * What the element holds of a language, and what the engine brings.
 *
 * @param {string} language
 */
async function catalogues(language) {
  const read = async (/** @type {string} */ path) => JSON.parse(await readFile(path, 'utf8'));
  const i18n = join(ROOT, 'www', 'i18n');
  const [whole, page, own] = await Promise.all([read(join(i18n, `${language}.json`)), read(join(i18n, `${language}.page.json`)), read(join(SOURCE, 'words', `${language}.json`))]);
  const { verdict, unmet, lacking, scope, signer, check, because, error, history, orphan } = whole;
  const few = (/** @type {Record<string, unknown>} */ all, /** @type {string[]} */ names) => Object.fromEntries(names.map((name) => [name, all[name]]));
  return {
    held: { error: Object.fromEntries(ERRORS.map((name) => [name, name === ADVISED ? error[name] : { sentence: error[name].sentence, next: '' }])), texts: few(own, TEXTS) },
    explained: { catalogue: { verdict, unmet, lacking, scope, signer, check, because, error, history, orphan }, texts: { ...own, ...few(page, SHARED) } },
  };
}
