// Every code has its sentence and its next step, and no sentence names a fact that its code lacks.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { Wording, fill } from '../../pkg-template/wording.js';
import { ROOT } from '../../scripts/places.js';
import { filesUnder } from '../../scripts/stamp.js';

const read = (/** @type {string} */ path) => readFile(join(ROOT, path), 'utf8');

const catalogue = JSON.parse(await read('www/i18n/en.json'));
const schema = JSON.parse(await read('docs/report.schema.json'));
const engine = (await Promise.all((await filesUnder(join(ROOT, 'src'))).filter((path) => path.endsWith('.rs')).map((path) => readFile(path, 'utf8')))).join('\n');
const host = (await Promise.all((await filesUnder(join(ROOT, 'pkg-template'))).filter((path) => path.endsWith('.js')).map((path) => readFile(path, 'utf8')))).join('\n');

/** The facts of each error code, from the list that defines them. */
const FACTS = new Map([...(await read('src/error.rs')).matchAll(/^ {8}\w+ "([a-z0-9-]+)" \{([^}]*)\}/gm)]
  .map(([, code = '', fields = '']) => [code, [...fields.matchAll(/^\s*(\w+): /gm)].map(([, field = '']) => field.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()))]));

/** The codes of the package's own errors. */
const HOST = new Set([...host.matchAll(/(?:new TouchstoneError\(|errors\.push\(\{ code: )'([a-z-]+)'/g)].map(([, code = '']) => code));

test('the engine’s codes were found', () => {
  assert.ok(FACTS.size > 60, `${FACTS.size} codes`);
  assert.deepEqual(FACTS.get('log-key-not-valid-then'), ['logId', 'time', 'from', 'until']);
});

test('every error code has a sentence and a next step', () => {
  for (const code of [...FACTS.keys(), ...HOST]) {
    assert.ok(catalogue.error[code]?.sentence && catalogue.error[code]?.next, code);
  }
});

test('no sentence stays whose code is gone', () => {
  for (const code of Object.keys(catalogue.error)) assert.ok(FACTS.has(code) || HOST.has(code) || engine.includes(`"${code}"`), code);
});

test('no sentence names a fact that its code lacks', () => {
  for (const [code, facts] of FACTS) {
    for (const text of Object.values(catalogue.error[code] ?? {})) {
      for (const [, name = ''] of text.matchAll(/\{(\w+)[:}]/g)) assert.ok(facts.includes(name) || name === 'file', `${code}: ${name}`);
    }
  }
});

test('every check has a question and a sentence for each status', () => {
  const { code, status } = schema.$defs.check.properties;
  for (const name of code.enum) {
    for (const key of ['question', ...status.enum]) assert.ok(catalogue.check[name]?.[key], `${name} ${key}`);
  }
  assert.deepEqual(Object.keys(catalogue.check).sort(), [...code.enum].sort());
});

test('every verdict, kind and reason has its words', () => {
  for (const verdict of schema.$defs.verdict.enum) {
    for (const key of ['word', 'sentence', 'meaning', 'next']) assert.ok(catalogue.verdict[verdict]?.[key], `${verdict} ${key}`);
  }
  for (const kind of schema.$defs.kind.enum) assert.ok(catalogue.kind[kind], kind);
  for (const source of schema.$defs.trust.properties.source.enum) assert.ok(catalogue.trustSource[source], source);
  for (const type of schema.$defs.signer.properties.identityType.enum) assert.ok(catalogue.identityType[type], type);
  for (const source of schema.$defs['proven-time'].properties.source.enum) assert.ok(catalogue.timeSource[source], source);
  for (const [, because = ''] of engine.matchAll(/not_applicable\([^)]*?"([a-z0-9-]+)"/gs)) assert.ok(catalogue.because[because], because);
  const reasons = [...engine.matchAll(/(?:Err\(\(|Speaks::Nothing\(|let reason = |reason: |=> )"([a-z]+(?:-[a-z]+)+)"/g)].map(([, reason = '']) => reason);
  for (const reason of reasons.filter((name) => /artifact|accepted|statement|unbound|pairs/.test(name))) assert.ok(catalogue.orphan[reason], reason);
});

for (const file of await readdir(join(ROOT, 'www', 'i18n'))) {
  test(`${file} keeps to the words of the design`, async () => {
    for (const text of strings(JSON.parse(await read(`www/i18n/${file}`)))) {
      assert.notEqual(text.trim(), '');
      assert.doesNotMatch(text, /[<!]/, text);
      assert.doesNotMatch(text.replaceAll(/trusted[_ ]root/g, ''), /\b(secure|safe|trusted)\b/i, text);
    }
  });
}

for (const file of ['de.json', 'de.page.json', 'de.policy.json']) {
  test(`${file} says all that English says, with the same facts`, async () => {
    const [english, other] = await Promise.all([file.replace('de', 'en'), file].map(async (name) => shape(JSON.parse(await read(`www/i18n/${name}`)))));
    assert.deepEqual(other, english);
  });
}

test('the texts in the page are those of the English catalogue', async () => {
  const page = JSON.parse(await read('www/i18n/en.page.json'));
  for (const [, name = '', text = ''] of (await read('www/index.html')).matchAll(/data-text="(\w+)"[^>]*>([^<]+)</g)) assert.equal(text.trim(), page[name], name);
});

test('one of anything is called one, in every language', async () => {
  const history = (/** @type {Wording} */ wording, /** @type {number} */ commits, /** @type {number} */ tags) =>
    wording.history(/** @type {any} */ ({ name: 'a', commits, tags, signed: 0, unsigned: 0, otherTools: {}, undecided: 0, unread: 0, missing: 0 })).sentence;
  for (const [language, one, more, byte] of [['en', '1 commit and 1 tag.', '2 commits and 0 tags.', '1 byte'], ['de', '1 Commit und 1 Tag.', '2 Commits und 0 Tags.', '1 Byte']]) {
    const wording = new Wording(JSON.parse(await read(`www/i18n/${language}.json`)));
    assert.ok(history(wording, 1, 1).includes(one ?? ''), history(wording, 1, 1));
    assert.ok(history(wording, 2, 0).includes(more ?? ''), history(wording, 2, 0));
    const { bytes } = JSON.parse(await read(`www/i18n/${language}.page.json`));
    assert.equal(fill(bytes, { size: '1' }), byte);
  }
});

test('no sentence counts things in a word that is wrong of one', async () => {
  // Numbers that are never one; bounds are not, either.
  const never = /digest has \{expected\}|It has \{size\} bytes|of these \{count\} signers|has \{length\} entries|[Aa]ll \{count\} files|of \{count\} files|of \{count\} others/;
  for (const file of ['www/i18n/en.json', 'www/i18n/en.page.json', 'www/i18n/en.policy.json', 'pkg-template/i18n/en.cli.json']) {
    for (const text of strings(JSON.parse(await read(file)))) {
      if (!never.test(text)) assert.doesNotMatch(text, /\{(count|size|files|commits|tags|received|shown)\} (?!builds\b|was\b|has\b)\w{2,}s\b/, text);
    }
  }
});

/**
 * The places of a catalogue's texts, and the facts that each names.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
function shape(value) {
  if (typeof value === 'string') return [...new Set([...value.matchAll(/\{\w+\}/g)].map(([fact]) => fact))].sort();
  return Object.fromEntries(Object.entries(value ?? {}).map(([name, inner]) => [name, shape(inner)]));
}

/**
 * @param {unknown} value
 * @returns {string[]}
 */
function strings(value) {
  return typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(strings);
}
