// `npm run build`: the module, then dist/npm (what is published) and dist/site (what is served).

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

import { must } from './command.js';
import { Stop, say, step } from './console.js';
import { ELEMENT, FOR_BUNDLERS, buildElement, embed } from './element.js';
import { firstUsed, readBy } from './first_used.js';
import { asFactory, underNewNames } from './glue.js';
import { CARGO_HOME, DIST, ROOT, TARGET } from './places.js';
import { filesUnder, fingerprint, unlessFresh } from './stamp.js';
import { minified } from './minify.js';
import { split } from './module_split.js';
import { npmPackages, rust, wasmBindgen, wasmOpt } from './tools.js';
import { WASM_FEATURES, WASM_FLAGS, wasmCompiler } from './wasm_target.js';

/** The module as it is compiled, with the names of its functions, and its glue. */
const WHOLE = join(TARGET, 'whole');
/** The same in two halves. */
const WASM = join(TARGET, 'wasm');
const LICENSES = ['LICENSE', 'LICENSE-APACHE', 'LICENSE-MIT'];

export async function main() {
  await build();
  const sizes = await Promise.all(['core.wasm', 'core-deferred.wasm'].map(async (name) => `${name} has ${(await stat(join(DIST, 'npm', name))).size.toLocaleString('en')} bytes`));
  say(`dist/npm and dist/site are ready; ${sizes.join(', ')}.`);
}

/** Builds what is not there yet, or is older than its sources. */
export async function build() {
  await rust();
  await npmPackages();
  await wasm();
  await halves();
  await assemble();
}

/** What the module is made of, and by. */
const SOURCES = ['src', 'Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', 'scripts/build.js', 'scripts/glue.js', 'scripts/wasm_target.js', 'package-lock.json'];

/** The module and its glue. */
async function wasm() {
  const [module, glue] = [join(WHOLE, 'core.wasm'), join(WHOLE, 'core.js')];
  await unlessFresh('wasm', await fingerprint(SOURCES), [module, glue], async () => {
    const compiled = await compile();
    const bindgen = await wasmBindgen('wasm-bindgen');
    await rm(WHOLE, { recursive: true, force: true });
    await must('wasm-bindgen could not read the module.', bindgen, [
      '--target', 'no-modules', '--no-typescript', '--omit-default-module-path',
      '--out-dir', WHOLE, '--out-name', 'core', compiled,
    ]);
    const bound = join(WHOLE, 'core_bg.wasm');
    const renamed = await step('Optimising the module', () => optimised(bound, module, ['-O1', '-g', '--minify-imports-and-exports-and-modules']));
    await writeFile(glue, asFactory(underNewNames(await readFile(glue, 'utf8'), JSON.parse(renamed))));
    await rm(bound);
  });
}

/** core.wasm, which is enough for a verdict on a bundle, core-deferred.wasm with the rest, and the glue of both. */
async function halves() {
  const recipe = ['scripts/first_used.js', 'scripts/module_split.js', 'scripts/wasm_sections.js', ...await readBy()];
  const products = ['core.wasm', 'core-deferred.wasm', 'core.js'].map((name) => join(WASM, name));
  await unlessFresh('halves', await fingerprint([...SOURCES, ...recipe]), products, () => step('Splitting the module', async () => {
    const module = await readFile(join(WHOLE, 'core.wasm'));
    const glue = await readFile(join(WHOLE, 'core.js'), 'utf8');
    await rm(WASM, { recursive: true, force: true });
    await mkdir(WASM, { recursive: true });
    const { core, deferred } = await split(module, await firstUsed(module, glue), pruned);
    for (const [name, half] of Object.entries({ core, 'core-deferred': deferred })) {
      const path = join(WASM, `${name}.wasm`);
      await writeFile(path, half);
      await optimised(path, path, ['--reorder-functions-by-name', '--strip-debug', '--strip-producers']);
    }
    await writeFile(join(WASM, 'core.js'), glue);
  }));
}

/** @type {import('./module_split.js').Prune} */
async function pruned(module) {
  const path = join(WASM, 'half.wasm');
  await writeFile(path, module);
  await optimised(path, path, ['-g', '--remove-unused-module-elements']);
  const left = await readFile(path);
  await rm(path);
  return left;
}

/**
 * @param {string} from
 * @param {string} to
 * @param {string[]} how
 */
function optimised(from, to, how) {
  return must('wasm-opt failed.', process.execPath, [wasmOpt(), ...how, ...WASM_FEATURES, from, '-o', to]);
}

/** Compiles the crate; gives the path of cargo's module. */
async function compile() {
  const { cargo, args, env } = await wasmCompiler();
  await step('Compiling the crate for wasm32', () => must('The crate does not compile for wasm32.', cargo, [
    'build', '--locked', '--release', '--lib', '--target', 'wasm32-unknown-unknown', ...args,
  ], { env: { ...env, CARGO_ENCODED_RUSTFLAGS: rustFlags().join('\x1f'), CARGO_TARGET_DIR: TARGET } }));
  return join(TARGET, 'wasm32-unknown-unknown', 'release', 'touchstone.wasm');
}

/** Two builds of the same commit agree wherever they are made: paths of this machine stay out. */
function rustFlags() {
  const places = [[homedir(), 'home'], [CARGO_HOME, 'cargo'], [ROOT, 'touchstone']];
  return [...WASM_FLAGS, ...places.map(([path, name]) => `--remap-path-prefix=${path}=${name}`)];
}

async function assemble() {
  const npm = join(DIST, 'npm');
  const site = join(DIST, 'site');
  for (const folder of [npm, site]) await rm(folder, { recursive: true, force: true });
  await copy(join(ROOT, 'pkg-template'), npm, (path) => path !== join(ROOT, 'pkg-template', 'element'));
  await copy(WASM, npm);
  await bundle(join(ROOT, 'pkg-template', LIBRARY.file), join(npm, LIBRARY.file));
  await writeFile(join(npm, 'core-packed.js'), await packed());
  await writeFile(join(npm, 'codes.d.ts'), await codes());
  await writeFile(join(npm, 'THIRD-PARTY'), await notices());
  for (const license of LICENSES) await copy(join(ROOT, license), join(npm, license));
  await copy(join(ROOT, 'www', 'i18n'), join(npm, 'i18n'));
  for (const [name, original] of Object.entries(SAMPLE)) await copy(join(ROOT, 'tests', 'vectors', 'samples', 'genuine', original), join(npm, 'samples', name));
  await buildElement(npm);
  await copy(join(ROOT, 'www'), site, (path) => !path.endsWith(LINK) && path !== EMBED);
  await mkdir(join(site, 'touchstone'), { recursive: true });
  await writeFile(join(site, 'samples.json'), await samples());
  for (const name of await readdir(npm)) {
    if (/\.(js|wasm)$/.test(name) && !RUNS_ELSEWHERE.has(name) && !ELEMENT.includes(name) && !FOR_BUNDLERS.includes(name)) await copy(join(npm, name), join(site, 'touchstone', name));
  }
  await copy(join(npm, 'THIRD-PARTY'), join(site, 'THIRD-PARTY'));
  await joinModules(site);
  await embed(npm, site);
  await writeFile(join(site, 'hashes.json'), await hashes(site));
  // Whoever hosts the page puts copies of TUF repositories here, so that it is no part of what was built.
  await mkdir(join(site, 'roots'));
  await writeFile(join(site, 'roots', 'index.json'), '{}\n');
}

/** The module as a text, for bundlers that hand on nothing but scripts. */
async function packed() {
  const text = async (/** @type {string} */ name) => gzipSync(await readFile(join(WASM, name)), { level: 9 }).toString('base64');
  return `// The halves of the module, each compressed by gzip, in base64.\nexport default {\n  core: '${await text('core.wasm')}',\n  deferred: '${await text('core-deferred.wasm')}',\n};\n`;
}

/** The type of error codes, from the catalogue that has a sentence for each. */
async function codes() {
  const { error } = JSON.parse(await readFile(join(ROOT, 'www', 'i18n', 'en.json'), 'utf8'));
  const template = await readFile(join(ROOT, 'pkg-template', 'codes.d.ts'), 'utf8');
  const union = Object.keys(error).sort().map((code) => `\n  | '${code}'`).join('');
  return template.replace('= string;', `=${union};`);
}

/** What the examples of the package verify. */
const SAMPLE = { 'hello.sh': 'artifact', 'hello.sh.sigstore.json': 'bundle.sigstore.json', 'trusted_root.json': 'trusted_root.json' };

/** What the package takes from a library, and so no page has to find it. */
const LIBRARY = { file: 'zstd.js', name: 'fzstd' };

/**
 * One file of everything that a script imports from packages.
 *
 * @param {string} from
 * @param {string} to
 */
async function bundle(from, to) {
  const { build } = await import('esbuild');
  await build({ entryPoints: [from], outfile: to, allowOverwrite: true, bundle: true, minify: true, format: 'esm', logLevel: 'error', banner: { js: '// @ts-nocheck' } });
}

/** What the page starts, each with all that only it needs. */
const ENTRIES = ['intake.js', 'main.js', 'service-worker.js', 'touchstone/worker.js', 'touchstone/digest-worker.js'];

/**
 * A few files without comments in place of many small ones with them.
 *
 * @param {string} site
 */
async function joinModules(site) {
  const { build, transform } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    entryPoints: ENTRIES.map((entry) => join(site, entry)), outbase: site, outdir: site, absWorkingDir: site,
    // What several need lies beside the module, whose place some of them ask for.
    splitting: true, chunkNames: 'touchstone/[name]-[hash]',
    bundle: true, minify: true, format: 'esm', charset: 'utf8', legalComments: 'none', logLevel: 'error', write: false, metafile: true,
  });
  for (const path of await filesUnder(site)) if (path.endsWith('.js')) await rm(path);
  for (const { path, text } of outputFiles) await writeFile(path, await minified(text));
  const style = join(site, 'style.css');
  await writeFile(style, (await transform(await readFile(style, 'utf8'), { loader: 'css', minify: true })).code);
  await preload(join(site, 'index.html'), new Set(STARTED.flatMap((entry) => imported(metafile, entry))));
}

/** What index.html starts. */
const STARTED = ['intake.js', 'main.js'];

/**
 * What a script imports, and what that imports.
 *
 * @param {import('esbuild').Metafile} metafile
 * @param {string} path
 * @returns {string[]}
 */
function imported(metafile, path) {
  const direct = (metafile.outputs[path]?.imports ?? []).filter(({ kind, external }) => kind === 'import-statement' && external !== true);
  return direct.flatMap((each) => [each.path, ...imported(metafile, each.path)]);
}

/**
 * Has the browser ask for the imports before it has read what imports them.
 *
 * @param {string} page
 * @param {Set<string>} paths
 */
async function preload(page, paths) {
  const text = await readFile(page, 'utf8');
  const links = [...paths].filter((path) => !STARTED.includes(path)).map((path) => `<link rel="modulepreload" href="${path}">\n`).join('');
  await writeFile(page, text.replace('<script ', `${links}<script `));
}

/** The licence of the library whose code is among ours. */
async function notices() {
  const folder = join(ROOT, 'node_modules', LIBRARY.name);
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return `${LIBRARY.file} holds parts of this library.\n\n${LIBRARY.name} ${version}\n\n${await readFile(join(folder, 'LICENSE'), 'utf8')}`;
}

/** The samples of the page, which are vectors of the test authority's. */
async function samples() {
  const folder = join(ROOT, 'tests', 'vectors', 'samples');
  const read = (/** @type {string[]} */ ...path) => readFile(join(folder, ...path), 'utf8');
  /** @type {Record<string, { artifact: string, bundle: string }>} */
  const cases = {};
  for (const name of ['genuine', 'someone-else', 'tampered']) {
    cases[name] = { artifact: await read(name, 'artifact'), bundle: await read(name, 'bundle.sigstore.json') };
  }
  return JSON.stringify({ root: await read('genuine', 'trusted_root.json'), cases, expectation: { repo: 'touchstone-sample/hello' } });
}

/**
 * What the page is made of, for the service worker and for whoever wants to compare.
 *
 * @param {string} site
 */
async function hashes(site) {
  const paths = (await filesUnder(site)).map((path) => relative(site, path)).filter((path) => !path.startsWith('embed/')).sort();
  const listed = await Promise.all(paths.map(async (path) => [path, createHash('sha256').update(await readFile(join(site, path))).digest('hex')]));
  return `${JSON.stringify(Object.fromEntries(listed), null, 2)}\n`;
}

/** The page about the element, which stands by itself. */
const EMBED = join(ROOT, 'www', 'embed');

/** In the checkout a link to pkg-template, so that tsc finds what the page imports. */
const LINK = join('www', 'touchstone');

/** Entries of the package that no page can use. */
const RUNS_ELSEWHERE = new Set(['cli.js', 'core-packed.js', 'inline.js', 'packed.js', 'node.js', 'node-files.js', 'node-spool.js', 'workerd.js']);

/**
 * @param {string} from
 * @param {string} to
 * @param {(path: string) => boolean} [filter]
 */
async function copy(from, to, filter = () => true) {
  if (!existsSync(from)) throw new Stop(`${from} is missing: the checkout is not whole.`);
  await cp(from, to, { recursive: true, filter });
}
