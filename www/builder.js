// The builder: a policy out of an answer, as a form to change and as a file to keep.

import { element } from './element.js';
import { explanationOf } from './policy.js';
import { saveFile } from './sharing.js';
import { policyOfReport } from './touchstone/policy.js';
import { Said, fill, visible } from './touchstone/wording.js';

/**
 * @typedef {import('./policy.js').PolicyWords} PolicyWords
 * @typedef {import('./touchstone/index.js').Demands} Demands
 * @typedef {import('./verification.js').Verification} Verification
 * @typedef {import('./words.js').Words} Words
 *
 * @typedef {{ key: string, text: () => string, item: HTMLLIElement }} Row  a demand, and the JSON that it comes to
 * @typedef {{ name: string | null, rows: Map<string, Row>, list: HTMLUListElement }} Part
 */

/** What can be demanded beside what was found, with what the form begins with. @type {Record<string, unknown>} */
const MORE = {
  ref: 'refs/heads/main', oldestTime: '2026-01-01T00:00:00Z', newestTime: '2030-01-01T00:00:00Z', algorithms: ['ecdsa-sha256'], denySelfHostedRunners: true,
  predicateTypes: ['https://slsa.dev/provenance/v1'], minimumSlsaLevel: 3, buildParameters: { name: 'value' },
  rules: [{ predicateType: 'https://in-toto.io/attestation/test-result/v0.1', path: '$.result', equals: 'PASSED' }],
};

/** Milliseconds after the last letter before the form is read. */
const PAUSE = 150;

/** Ids have to differ from builder to builder. */
let opened = 0;

/**
 * @param {Verification} verification
 * @param {Words} words
 * @param {PolicyWords} texts
 */
export function openBuilder(verification, words, texts) {
  opened += 1;
  const line = `builder-${opened}`;
  const dialog = element('dialog', { class: 'builder', 'aria-labelledby': line, close: () => dialog.remove() });
  const text = (/** @type {string} */ name, facts = {}) => fill(texts.builder[name] ?? name, facts);
  dialog.append(
    element('h2', { id: line }, text('title')),
    ...body(verification, words, texts, text, element('button', { type: 'button', click: () => dialog.close() }, text('close'))));
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * @param {Verification} verification
 * @param {Words} words
 * @param {PolicyWords} texts
 * @param {(name: string, facts?: Record<string, unknown>) => string} text
 * @param {HTMLElement} close
 */
function body(verification, words, texts, text, close) {
  const { report } = verification;
  if (report === undefined) return [];
  /** @type {import('./touchstone/index.js').PolicyFromReport} */
  let made;
  try {
    made = policyOfReport(report);
  } catch (reason) {
    return [element('p', { class: 'warning' }, words.complaint(reason)), element('p', { class: 'actions' }, close)];
  }
  const { artifacts, schema, ...general } = made.policy;
  const shown = element('pre', { tabindex: '0', 'aria-label': text('file') });
  const says = element('div', { role: 'status' });
  const download = element('button', { type: 'button', class: 'primary', click: () => saveFile(new File([`${file}\n`], 'policy.json', { type: 'application/json' })) }, text('download'));
  let file = '';
  let turn = 0;
  const read = async () => {
    turn += 1;
    const own = turn;
    file = written(parts, schema ?? '');
    shown.textContent = file.split('\n').map(visible).join('\n');
    const { sound, said } = await explanationOf(file, verification, words, texts);
    // Somebody has gone on writing.
    if (own !== turn) return;
    download.disabled = !sound;
    says.replaceChildren(...said);
  };
  let timer = 0;
  const changed = () => {
    clearTimeout(timer);
    timer = window.setTimeout(read, PAUSE);
  };
  const stated = artifacts === undefined ? [[null, general]] : Object.entries(artifacts);
  const parts = stated.map(([name, demands]) => part(/** @type {string | null} */ (name), /** @type {Demands} */ (demands), texts, text, changed));
  void read();
  return [
    element('p', {}, text('about')),
    ...made.leftOut.length === 0 ? [] : [element('p', { class: 'note' }, text('leftOut', { list: made.leftOut.join(', ') }))],
    ...parts.map((each) => each.field),
    element('h3', {}, text('says')), says,
    element('h3', {}, text('file')), shown,
    element('p', { class: 'actions' }, download, close),
  ];
}

/**
 * The demands on some files.
 *
 * @param {string | null} name
 * @param {Demands} demands
 * @param {PolicyWords} texts
 * @param {(name: string, facts?: Record<string, unknown>) => string} text
 * @param {() => void} changed
 * @returns {Part & { field: HTMLElement }}
 */
function part(name, demands, texts, text, changed) {
  /** @type {Part} */
  const own = { name, rows: new Map(), list: element('ul', { class: 'rows' }) };
  const add = (/** @type {string} */ key, /** @type {unknown} */ value) => {
    const leaving = () => {
      own.rows.delete(key);
      row.item.remove();
      choice.focus();
      offer();
      changed();
    };
    const row = rowOf(key, value, texts, text, changed, leaving);
    own.rows.set(key, row);
    own.list.append(row.item);
  };
  const choice = element('select', { 'aria-label': text('add'), change: () => {
    add(choice.value, MORE[choice.value]);
    const added = own.list.lastElementChild?.querySelector('input, textarea, button');
    if (added instanceof HTMLElement) added.focus();
    offer();
    changed();
  } });
  const offer = () => choice.replaceChildren(
    element('option', { value: '' }, text('add')),
    ...Object.keys(MORE).filter((key) => !own.rows.has(key)).map((key) => element('option', { value: key }, labelOf(key, texts))));
  for (const [key, value] of Object.entries(demands)) add(key, value);
  offer();
  const legend = name === null ? text('every') : text('section', { name });
  return { ...own, field: element('fieldset', {}, element('legend', {}, legend), own.list, choice) };
}

/**
 * @param {string} key
 * @param {unknown} value
 * @param {PolicyWords} texts
 * @param {(name: string) => string} text
 * @param {() => void} changed
 * @param {() => void} leaving
 * @returns {Row}
 */
function rowOf(key, value, texts, text, changed, leaving) {
  const label = labelOf(key, texts);
  const { control, json } = controlOf(value, changed);
  const named = control === null ? element('span', {}, label) : element('label', {}, element('span', {}, Array.isArray(value) && isTexts(value) ? `${label} ${text('each')}` : label), control);
  const remove = element('button', { type: 'button', class: 'plain-button', click: leaving }, text('remove'), element('span', { class: 'unseen' }, ` ${label}`));
  return { key, text: json, item: element('li', {}, named, remove) };
}

/**
 * Where a value is changed, and the JSON of what stands there.
 *
 * @param {unknown} value
 * @param {() => void} changed
 * @returns {{ control: HTMLElement | null, json: () => string }}
 */
function controlOf(value, changed) {
  const plain = { autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', input: changed };
  if (value === true) return { control: null, json: () => 'true' };
  if (typeof value === 'string' || typeof value === 'number') {
    const input = element('input', { ...plain, type: typeof value === 'number' ? 'number' : 'text', value: String(value) });
    return { control: input, json: () => typeof value === 'number' && input.value !== '' ? String(Number(input.value)) : JSON.stringify(input.value.trim()) };
  }
  const list = Array.isArray(value) && isTexts(value);
  const area = element('textarea', { ...plain, rows: list ? '2' : '6' });
  area.value = list ? value.join('\n') : JSON.stringify(value, null, 2);
  // What has parts stands as it is written: a mistake in it is told with its line.
  return { control: area, json: () => list ? JSON.stringify(area.value.split('\n').map((line) => line.trim()).filter((line) => line !== '')) : area.value };
}

/** @param {unknown[]} values */
function isTexts(values) {
  return values.every((each) => typeof each === 'string');
}

/**
 * The beginning of the sentence that says the demand.
 *
 * @param {string} key
 * @param {PolicyWords} texts
 */
function labelOf(key, { builder, demand }) {
  return builder[key] ?? fill(demand[key] ?? key, { expected: new Said('') }).trim();
}

/**
 * The file that the form comes to.
 *
 * @param {Part[]} parts
 * @param {string} schema
 */
function written(parts, schema) {
  const entries = (/** @type {Part} */ { rows }, /** @type {string} */ indent) =>
    [...rows.values()].map(({ key, text }) => `${indent}${JSON.stringify(key)}: ${text().replaceAll('\n', `\n${indent}`)}`).join(',\n');
  const [first] = parts;
  const head = `{\n  "schema": ${JSON.stringify(schema)}`;
  if (first?.name === null) return first.rows.size === 0 ? `${head}\n}` : `${head},\n${entries(first, '  ')}\n}`;
  const sections = parts.map((each) => `    ${JSON.stringify(each.name)}: {\n${entries(each, '      ')}\n    }`);
  return `${head},\n  "artifacts": {\n${sections.join(',\n')}\n  }\n}`;
}
