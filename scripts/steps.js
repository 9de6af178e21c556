// Every step of `npm test`, in two lanes: what asks cargo about the engine, and what asks about the module
// and everything around it; the tests in browsers go to the lane that is through first. Each list is in the
// order of what is quickest to learn from.

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';

import { CHROMEDRIVER, ENGINES, canExist, isInstalled } from './browsers.js';
import { build } from './build.js';
import { run } from './command.js';
import { FAILED, PASSED, SKIPPED, ofCargo, ofNode } from './counts.js';
import { ROOT, TARGET } from './places.js';
import { filesUnder } from './stamp.js';
import { cargoDeny, installPackages, wasmBindgen } from './tools.js';
import { WASM_FLAGS } from './wasm_target.js';

/**
 * @typedef {import('./counts.js').Counts} Counts
 * @typedef {{ counts: Counts, text: string, remark?: string }} Result
 *
 * @typedef {object} Step
 * @property {string} name     what `--only` takes
 * @property {string} what     what a person reads
 * @property {string} [needs]  a folder without which the checkout is not whole
 * @property {() => Promise<Result>} run
 */

/** What the products and the browsers wait for. @type {Step[]} */
const BUILD = [
  { name: 'build', what: 'The module, the package and the page are built', run: builds },
];

/** Steps that share what cargo builds for tests, and take turns. @type {Step[]} */
const ENGINE = [
  { name: 'fmt', what: 'Rust is formatted', run: () => cargo(['fmt', '--all', '--check']) },
  { name: 'clippy', what: 'Rust without warnings', run: () => cargo(['clippy', '--locked', '--workspace', '--all-targets', '--', '-D', 'warnings']) },
  { name: 'cargo', what: 'Tests of the engine', run: () => cargoTest(['--workspace']) },
  { name: 'doc', what: 'Documentation without warnings', run: () => cargo(['doc', '--locked', '--workspace', '--no-deps'], { RUSTDOCFLAGS: '-D warnings' }) },
  { name: 'clippy-wasm', what: 'The binding without warnings', needs: 'src/wasm', run: () => cargo(['clippy', '--locked', '--target', 'wasm32-unknown-unknown', '--', '-D', 'warnings']) },
  { name: 'wasm', what: 'Tests of the binding in Chromium', needs: 'src/wasm', run: wasmTests },
  { name: 'oracle', what: 'Never better than an independent verifier', needs: 'tests/oracle', run: oracle },
  { name: 'deny', what: 'Dependencies, licences and sources', run: () => deny(['bans', 'licenses', 'sources']) },
  { name: 'advisories', what: 'Known vulnerabilities', run: advisories },
];

/** Steps about what is built to be used. @type {Step[]} */
const PRODUCTS = [
  { name: 'tsc', what: 'Types of every script', run: types },
  { name: 'scripts', what: 'Tests of the build', needs: 'tests/scripts', run: () => nodeTest('tests/scripts') },
  { name: 'pkg', what: 'Tests of the npm package', needs: 'tests/pkg', run: () => nodeTest('tests/pkg', { together: availableParallelism() }) },
  { name: 'matrix', what: 'The packed package in bundlers and runtimes', needs: 'tests/matrix', run: matrix },
  { name: 'conformance', what: 'The conformance client', needs: 'tests/conformance', run: () => nodeTest('tests/conformance') },
];

/** @type {Step[]} */
const BROWSERS = ENGINES.map((engine) => ({
  name: engine.name, what: `Tests of the page in ${engine.name}`, needs: 'tests/browser', run: () => browserTests(engine),
}));

export const STEPS = [...BUILD, ...ENGINE, ...PRODUCTS, ...BROWSERS];

/**
 * Two lanes side by side.
 *
 * @param {Step[]} chosen  of STEPS
 * @param {(step: Step) => Promise<void>} each
 */
export async function inLanes(chosen, each) {
  const inTurn = async (/** @type {Step[]} */ waiting) => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await each(step);
  };
  const of = (/** @type {Step[]} */ steps) => steps.filter((step) => chosen.includes(step));
  const browsers = of(BROWSERS);
  const built = inTurn(of(BUILD));
  const lanes = [inTurn(of(ENGINE)), built.then(() => inTurn(of(PRODUCTS)))];
  await Promise.all(lanes.map(async (lane) => {
    await lane;
    await built;
    await inTurn(browsers);
  }));
}

/**
 * A command of cargo's that counts as one test.
 *
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<Result>}
 */
async function cargo(args, env = {}) {
  return asOneTest(await run('cargo', args, { env }));
}

/**
 * @param {import('./command.js').Outcome} outcome
 * @returns {Result}
 */
function asOneTest({ code, text }) {
  return { counts: code === 0 ? PASSED : FAILED, text };
}

/**
 * @param {string[]} args
 * @param {import('./command.js').How} [how]
 * @returns {Promise<Result>}
 */
async function cargoTest(args, how) {
  const outcome = await run('cargo', ['test', '--locked', '--no-fail-fast', ...args, '--', '--show-output'], how);
  return atLeastOneFailure(ofCargo(outcome.text), outcome);
}

/**
 * A runner that failed without a failed test (it did not compile, say) is one failure.
 *
 * @param {Counts} counts
 * @param {import('./command.js').Outcome} outcome
 * @returns {Result}
 */
function atLeastOneFailure(counts, { code, text }) {
  const silent = code !== 0 && counts.failed === 0;
  return { counts: silent ? { ...counts, failed: 1 } : counts, text };
}

/**
 * @param {string[]} checks
 */
async function deny(checks) {
  return asOneTest(await run(await cargoDeny(), ['check', ...checks]));
}

/** The database of advisories lies on GitHub; without it nothing is known, for better or worse. */
async function advisories() {
  const outcome = await run(await cargoDeny(), ['check', 'advisories'], { limit: 180 });
  if (outcome.code !== 0 && /failed to (fetch|acquire|open) advisory|ended after/.test(outcome.text)) {
    return { counts: SKIPPED, text: outcome.text, remark: 'the advisory database cannot be reached' };
  }
  return asOneTest(outcome);
}

/** @returns {Promise<Result>} */
async function builds() {
  await build();
  return { counts: PASSED, text: '' };
}

async function types() {
  return asOneTest(await run(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '--project', 'tsconfig.json', '--pretty', 'false']));
}

/**
 * @param {string} folder
 * @param {import('./command.js').How & { together?: number }} [how]  `together`: so many files at a time
 * @returns {Promise<Result>}
 */
async function nodeTest(folder, { together = 1, ...how } = {}) {
  const files = (await filesUnder(join(ROOT, folder))).filter((file) => file.endsWith('.test.js'));
  if (files.length === 0) return { counts: FAILED, text: `no tests in ${folder}\n` };
  const paths = files.map((file) => relative(ROOT, file));
  const outcome = await run(process.execPath, ['--test', '--test-reporter=tap', `--test-concurrency=${together}`, ...paths], how);
  return atLeastOneFailure(ofNode(outcome.text), outcome);
}

/**
 * @param {import('./browsers.js').Engine} engine
 * @returns {Promise<Result>}
 */
async function browserTests(engine) {
  if (!await isInstalled(engine)) {
    return { counts: canExist(engine) ? FAILED : SKIPPED, text: `${engine.sentence}\n`, remark: engine.sentence };
  }
  return nodeTest('tests/browser', { env: { BROWSER: engine.name }, limit: 900 });
}

/** What is installed only for this, and installed once for all of its tests. */
async function matrix() {
  await installPackages(join('tests', 'matrix'));
  const { installed } = await import('../tests/matrix/installed.js');
  await installed();
  const tsc = await run(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '--project', join('tests', 'matrix', 'tsconfig.json'), '--pretty', 'false']);
  if (tsc.code !== 0) return asOneTest(tsc);
  return nodeTest('tests/matrix', { together: availableParallelism(), limit: 600 });
}

/** wasm-bindgen-test in a worker of a headless Chromium. */
async function wasmTests() {
  if (!await isInstalled(CHROMEDRIVER)) {
    return { counts: FAILED, text: CHROMEDRIVER.sentence, remark: CHROMEDRIVER.sentence };
  }
  const runner = await wasmBindgen('wasm-bindgen-test-runner');
  const outcome = await run('cargo', ['--config', join('tests', 'binding.toml'), 'test', '--locked', '--target', 'wasm32-unknown-unknown', '--lib'], {
    env: {
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: runner,
      CHROMEDRIVER: 'chromedriver',
      CARGO_ENCODED_RUSTFLAGS: WASM_FLAGS.join('\x1f'),
    },
    limit: 900,
  });
  return atLeastOneFailure(ofCargo(outcome.text), outcome);
}

/** A crate of its own, with a target folder of its own inside ours. */
async function oracle() {
  return cargoTest(['--release'], {
    cwd: join(ROOT, 'tests', 'oracle'),
    env: { CARGO_TARGET_DIR: join(TARGET, 'oracle'), CARGO_BUILD_JOBS: String(availableParallelism()) },
    limit: 1500,
  });
}

/**
 * Runs one step; what it printed is kept in target/test-logs.
 *
 * @param {Step} step
 * @returns {Promise<Result>}
 */
export async function runStep(step) {
  if (step.needs !== undefined && !existsSync(join(ROOT, step.needs))) {
    return { counts: FAILED, text: '', remark: `${step.needs} is missing: the checkout is not whole.` };
  }
  const result = await step.run().catch((reason) => ({ counts: FAILED, text: String(reason?.stack ?? reason), remark: String(reason?.message ?? reason) }));
  const logs = join(TARGET, 'test-logs');
  await mkdir(logs, { recursive: true });
  await writeFile(join(logs, `${step.name}.log`), result.text);
  return result;
}
