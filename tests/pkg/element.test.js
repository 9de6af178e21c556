// What the element's manifest, types and words say of it is what it is.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';

import { EXPECTATION, keyOf } from '../../pkg-template/cli/commands.js';
import { attributeOf } from '../../pkg-template/element/names.js';
import { ROOT } from '../../scripts/places.js';
import { filesUnder } from '../../scripts/stamp.js';
import { NPM } from './package.js';

const SOURCE = join(ROOT, 'pkg-template', 'element');
const read = (/** @type {string[]} */ ...path) => readFile(join(...path), 'utf8');

const { TouchstoneVerify } = await import(pathToFileURL(join(NPM, 'element.js')).href);
const manifest = JSON.parse(await read(NPM, 'custom-elements.json'));
const [declaration] = manifest.modules[0].declarations;
const sources = (await Promise.all((await filesUnder(SOURCE)).filter((path) => /\.(js|css)$/.test(path)).map((path) => readFile(path, 'utf8')))).join('\n');

const named = (/** @type {string} */ list) => declaration[list].map((/** @type {{ name: string }} */ { name }) => name).sort();
const found = (/** @type {RegExp} */ pattern) => [...new Set([...sources.matchAll(pattern)].map(([, text = '']) => text))].sort();

test('every attribute is in the manifest, and has a property', () => {
  assert.deepEqual(named('attributes'), [...TouchstoneVerify.observedAttributes].sort());
  for (const { attribute, name } of declaration.members.filter((/** @type {{ attribute?: string }} */ member) => member.attribute !== undefined)) {
    assert.ok(TouchstoneVerify.observedAttributes.includes(attribute));
    const property = Object.getOwnPropertyDescriptor(TouchstoneVerify.prototype, name);
    assert.ok(property?.get !== undefined && property.set !== undefined, name);
  }
});

test('every key of the expectation that the command line has is an attribute', () => {
  const keys = Object.keys(EXPECTATION).map(keyOf);
  assert.ok(keys.length >= 28, keys.join(' '));
  for (const key of keys) assert.ok(TouchstoneVerify.observedAttributes.includes(key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)), key);
});

test('nothing of it can be set but what mirrors an attribute', () => {
  for (const { name } of declaration.members.filter((/** @type {{ readonly?: boolean }} */ { readonly }) => readonly)) {
    const property = Object.getOwnPropertyDescriptor(TouchstoneVerify.prototype, name);
    assert.ok(property?.get !== undefined && property.set === undefined, name);
  }
});

test('its events, slots, parts and properties for style are those of the manifest', () => {
  assert.deepEqual(named('events'), found(/#tell\('(\w+)'/g).map((name) => `touchstone-${name}`).sort());
  const hidden = found(/\.\.\.\[([^\]]+)\]\.map\(\(name\) => element\('slot'/g).flatMap((list) => [...list.matchAll(/[\w-]+/g)].map(([name]) => name));
  assert.deepEqual(named('slots'), ['', ...found(/element\('slot', \{ name: '(\w+)'/g), ...hidden].sort());
  const verdicts = ['verified', 'unstated', 'incomplete', 'unexpected', 'failed'];
  const parts = found(/part: ['`]([^'`]+)['`]/g).flatMap((text) => text.split(' ')).filter((name) => !name.startsWith('$'));
  assert.deepEqual(named('cssParts'), [...parts, ...verdicts].sort());
  assert.deepEqual(named('cssProperties'), found(/var\((--touchstone-[\w-]+)/g));
  const [, states = ''] = /@typedef \{((?:'[a-z]+' \| )+)Verdict\} State/.exec(sources) ?? [];
  assert.deepEqual(named('cssStates'), [...[...states.matchAll(/[a-z]+/g)].map(([name]) => name), ...verdicts].sort());
});

test('both languages say the same, and all that is asked of them', async () => {
  const [english, german] = await Promise.all(['en', 'de'].map(async (language) => JSON.parse(await read(SOURCE, 'words', `${language}.json`))));
  assert.deepEqual(Object.keys(german), Object.keys(english));
  const facts = (/** @type {string} */ text) => [...text.matchAll(/\{\w+\}/g)].map(([fact]) => fact).sort();
  for (const [name, text] of Object.entries(english)) {
    assert.deepEqual(facts(german[name]), facts(text), name);
    for (const each of [text, german[name]]) assert.doesNotMatch(each, /[<!]|\b(secure|safe|trusted)\b/i);
  }
  const page = JSON.parse(await read(ROOT, 'www', 'i18n', 'en.page.json'));
  for (const name of found(/\.text\('([\w-]+)'/g)) assert.ok(name in english || name in page, name);
});

test('the documentation names all of it', async () => {
  const text = await read(ROOT, 'docs', 'element.md');
  const keys = new Set(Object.keys(EXPECTATION).map((option) => attributeOf(keyOf(option))));
  for (const list of ['attributes', 'events', 'slots', 'cssParts', 'cssStates', 'cssProperties']) {
    for (const name of named(list)) assert.ok(name === '' || list === 'attributes' && keys.has(name) || text.includes(`\`${name}\``), `${list}: ${name}`);
  }
});
