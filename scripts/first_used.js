// Which functions of the module a verdict on a Sigstore bundle takes: they are noted while vectors of
// the test authority are verified.

import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { counting } from './glue.js';
import { functionNames, importedFunctions, section } from './module_split.js';
import { ROOT, TARGET } from './places.js';
import { KIND, Reader, SECTION, limits, moduleOf, sectionsOf, signed, sized, vector } from './wasm_sections.js';

/** What is verified: each form of bundle that is made today or was in the last years, and what most often is wrong. */
const CASES = [
  'samples/genuine', 'samples/someone-else', 'samples/tampered',
  ...[
    'certificate-every-extension', 'envelope-dsse-0.0.1', 'envelope-intoto-0.0.2', 'envelope-rekor-v2-dsse', 'envelope-rekor-v2-hashedrekord', 'envelope-signature-changed',
    'file-tampered', 'found-by-digest', 'identity-another', 'identity-exact', 'proof-hash-changed', 'promise-forged', 'rekor-v2', 'repo', 'sct-with-extensions',
    'signature-changed', 'timestamp-p384', 'v0.1-promise', 'v0.2', 'v0.3', 'v0.3-timestamp-beside-promise', 'workflow-exact',
  ].map((name) => `sigstore/${name}`),
];

/** Provenance, as people look at it who demand nothing of what it says. */
const PROVENANCE = ['npm-complete', 'builder-known', 'source-without-reference'].map((name) => `provenance/${name}`);

/** What this depends on, beside the module: the package that asks it, and what it is asked. */
export async function readBy() {
  const scripts = (await readdir(join(ROOT, 'pkg-template'))).filter((name) => name.endsWith('.js')).sort();
  return [...scripts.map((name) => join('pkg-template', name)), join('tests', 'pkg', 'cases.js'), ...[...CASES, ...PROVENANCE].map((name) => join('tests', 'vectors', name))];
}

/**
 * Work that is never repeated, since bytes that came piece by piece are gone: digests, in every way that they can go. They go
 * on where something else has trapped, which therefore must not happen while memory is handed out.
 */
const ALWAYS = /\btouchstone::wasm::hashing::|\b(?:dlmalloc|gloo_file|js_sys::futures|wasm_bindgen_futures|sha1|sha2)(?:\[[0-9a-f]+\])?::|\b__(?:rdl|rg)_/;

/**
 * The numbers of such functions.
 *
 * @param {Uint8Array} module  with names
 * @param {string} glue
 * @returns {Promise<Set<number>>}
 */
export async function firstUsed(module, glue) {
  const sections = sectionsOf(module);
  const [memory] = new Reader(section(sections, SECTION.memory)).vector((reader) => reader.limits());
  const start = (memory?.least ?? 0) * PAGE;
  const imported = importedFunctions(sections);
  const folder = join(TARGET, 'first-used');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(ROOT, 'pkg-template'), folder, { recursive: true });
  await writeFile(join(folder, 'core.js'), counting(glue, memoryOf(sections)));
  await writeFile(join(folder, 'core.wasm'), noting(sections, start));
  const marks = await verified(folder, start, section(sections, SECTION.code));
  await rm(folder, { recursive: true });
  const names = functionNames(sections);
  return new Set([...names.keys()].filter((index) => marks[index - imported] === 1 || ALWAYS.test(names.get(index) ?? '')));
}

/** Bytes of memory that modules count by. */
const PAGE = 65_536;

/**
 * The same module, in which each function notes that it was called: a byte for each, behind all memory
 * that the module takes itself.
 *
 * @param {import('./wasm_sections.js').Section[]} sections
 * @param {number} start
 */
function noting(sections, start) {
  const bodies = new Reader(section(sections, SECTION.code)).vector((reader) => reader.sized());
  const note = (/** @type {number} */ index) => Buffer.concat([Buffer.of(0x41), signed(start + index), Buffer.of(0x41, 1, 0x3a, 0, 0)]);
  const code = vector(bodies.map((body, index) => {
    const locals = localsEnd(body);
    return sized(Buffer.concat([body.subarray(0, locals), note(index), body.subarray(locals)]));
  }));
  const more = Math.ceil(bodies.length / PAGE);
  return moduleOf(sections.filter(({ id }) => id !== SECTION.custom).map(({ id, body }) => {
    if (id === SECTION.code) return { id, body: code };
    if (id !== SECTION.memory) return { id, body };
    return { id, body: vector(new Reader(body).vector((reader) => reader.limits()).map(({ least, most }) => limits({ least: least + more, most }))) };
  }));
}

/** @param {Uint8Array} body  of a function */
function localsEnd(body) {
  const reader = new Reader(body);
  reader.vector(() => { reader.number(); reader.byte(); });
  return reader.at;
}

/**
 * What the module's memory is called.
 *
 * @param {import('./wasm_sections.js').Section[]} sections
 */
function memoryOf(sections) {
  const exports = new Reader(section(sections, SECTION.export)).vector((reader) => ({ name: reader.name(), kind: reader.byte(), index: reader.number() }));
  return exports.find(({ kind }) => kind === KIND.memory)?.name ?? '';
}

/**
 * Verifies the cases; gives the notes of all instances.
 *
 * @param {string} folder
 * @param {number} start
 * @param {Uint8Array} code
 */
async function verified(folder, start, code) {
  const load = (/** @type {string} */ name) => import(`${pathToFileURL(join(folder, name)).href}?${Date.now()}`);
  /** @type {typeof import('../pkg-template/index.d.ts')} */
  const touchstone = await load('node.js');
  await touchstone.version();
  await touchstone.trust();
  await digested(touchstone);
  // Once the npm packages are there, which it reads vectors with.
  const { readCase, reportOf } = await import('../tests/pkg/cases.js');
  for (const name of CASES) await reportOf(touchstone, await readCase(name));
  for (const name of PROVENANCE) {
    const one = await readCase(name);
    await reportOf(touchstone, { ...one, expect: { ...one.expect, expectation: { repo: 'org/app' } } });
  }
  await dropped(touchstone, await readCase('samples/genuine'));
  /** @type {{ memories: { buffer: ArrayBuffer }[] }} */
  const { memories } = await import(pathToFileURL(join(folder, 'core.js')).href);
  const marks = new Uint8Array(new Reader(code).number());
  for (const { buffer } of memories) new Uint8Array(buffer, start, marks.length).forEach((mark, index) => { if (mark === 1) marks[index] = 1; });
  return marks;
}

/**
 * Files as they are dropped on the page, of which nobody says what they are; and what people do then.
 *
 * @param {typeof import('../pkg-template/index.d.ts')} touchstone
 * @param {import('../tests/pkg/cases.js').Case} sample
 */
async function dropped({ createSession }, { expect, files }) {
  const session = await createSession({ now: expect.now });
  const data = (/** @type {string} */ name) => files.get(name) ?? Buffer.of();
  await session.addTrustedRoot(data('trusted_root.json'));
  const added = [
    await session.add({ name: 'hello.sh', data: data('artifact') }),
    await session.add(`sha256:${'0'.repeat(64)}`, { as: 'artifact' }),
    await session.add({ name: 'hello.sh.sigstore.json', data: data('bundle.sigstore.json') }),
  ];
  await session.add(data('bundle.sigstore.json'));
  await session.add('some text, and no more');
  await session.add('{ "a text": "\\u003c" }');
  for (const expectation of [expect.expectation, { owner: 'touchstone-sample' }, { certificateIdentity: 'a@b.test', certificateOidcIssuer: 'https://c.test' }, null]) {
    await session.setExpectation(expectation);
    await session.report();
  }
  for (const { id } of added) {
    session.remove(id);
    await session.report();
  }
  session.close();
}

/**
 * Digests of all kinds, and what can come between.
 *
 * @param {typeof import('../pkg-template/index.d.ts')} touchstone
 */
async function digested({ Hasher, digest }) {
  /** @type {import('../pkg-template/index.d.ts').DigestAlgorithm[]} */
  const names = ['sha1', 'sha256', 'sha384', 'sha512'];
  const bytes = new Uint8Array(100_000);
  const hasher = new Hasher(names);
  hasher.update(bytes);
  hasher.finish();
  await digest(bytes, names, { onProgress() {} });
  await digest(new Blob([bytes]), names);
  await digest(new ReadableStream({ pull() { throw new Error('broken'); } }), names).catch(() => {});
  const stopped = new AbortController();
  await digest(new Blob([bytes]), names, { signal: stopped.signal, onProgress: () => { stopped.abort(); } }).catch(() => {});
  await digest(bytes, [/** @type {'sha1'} */ ('md5')]).catch(() => {});
}
