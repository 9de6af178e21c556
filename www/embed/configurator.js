// Writes the snippet that a site pastes, and shows what it does.

import { element, found } from '../element.js';
import { languageOf } from '../words.js';

/** @typedef {Record<string, string>} Texts */

/** Where a site keeps the element's files, unless it says otherwise. */
const PLACE = '/touchstone/element.js';

const language = languageOf(location.search, navigator.languages);
/** @type {Texts} */
const texts = await (await fetch(new URL(`words/${language}.json`, import.meta.url))).json();
const form = found('configurator', HTMLFormElement);
const pinned = document.querySelector('script[integrity]')?.getAttribute('integrity') ?? '';

translate();
field('independent').value = new URL('../', import.meta.url).href;
form.addEventListener('input', (event) => {
  if (event.target === field('file')) fillFromRelease();
  write();
});
form.addEventListener('submit', (event) => event.preventDefault());
found('copy', HTMLButtonElement).addEventListener('click', copy);
write();
document.documentElement.dataset.state = 'ready';

function translate() {
  document.documentElement.lang = language;
  for (const each of document.querySelectorAll('[data-text]')) each.textContent = texts[each.getAttribute('data-text') ?? ''] ?? '';
}

/** @typedef {{ repository: string, version: string, name: string }} Release */

/**
 * What an address on a release page of GitHub says.
 *
 * @returns {Release | undefined}
 */
function release() {
  const found = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/releases\/download\/([^/?#]+)\/([^/?#]+)/.exec(value('file'));
  if (found === null) return undefined;
  const [, repository = '', version = '', name = ''] = found;
  return { repository, version: decoded(version), name: decoded(name) };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function fillFromRelease() {
  const found = release();
  if (found === undefined) return;
  field('repository').value = found.repository;
  field('version').value = found.version;
}

function write() {
  found('github', HTMLElement).hidden = release() === undefined;
  const complaint = found('complaint', HTMLElement);
  const wrong = mistake();
  complaint.hidden = wrong === undefined;
  complaint.textContent = wrong === undefined ? '' : texts[wrong] ?? '';
  found('snippet', HTMLElement).textContent = wrong === undefined ? snippet() : '';
  found('copy', HTMLButtonElement).disabled = wrong !== undefined;
  found('copied', HTMLElement).textContent = '';
  found('preview', HTMLElement).replaceChildren(...wrong === undefined ? [box()] : []);
}

/** The name of the text that says what is wrong. */
function mistake() {
  if (!/^[\w.-]+\/[\w.-]+$/.test(value('repository'))) return 'repositoryWrong';
  if (value('file') === '') return 'fileWrong';
  const independent = value('independent');
  return independent === '' || isAddress(independent) ? undefined : 'independentWrong';
}

/** @param {string} text */
function isAddress(text) {
  return URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol);
}

/** The browser itself writes it, so that nothing in a value can end an attribute. */
function snippet() {
  const script = element('script', { type: 'module', src: PLACE, integrity: pinned, crossorigin: true });
  const made = box();
  const link = made.firstElementChild?.outerHTML ?? '';
  return `${written(script, ' ')}</script>\n${written(made, '\n    ')}\n  ${link}\n</touchstone-verify>`;
}

/**
 * The start of an element, with something between its attributes.
 *
 * @param {Element} whole
 * @param {string} between
 */
function written(whole, between) {
  const attributes = [...whole.attributes].map(({ name, value: text }) => {
    const alone = document.createElement('i');
    alone.setAttribute(name, text);
    return alone.outerHTML.slice('<i '.length, -'></i>'.length).replace(/=""$/, '');
  });
  return `<${[whole.localName, ...attributes].join(between)}>`;
}

function box() {
  const file = value('file');
  const version = value('version');
  const made = document.createElement('touchstone-verify');
  const attributes = {
    repository: value('repository'), workflow: value('workflow'), ref: version === '' ? '' : `refs/tags/${version}`,
    bundle: value('bundle') || `${release()?.name ?? file}.sigstore.json`, independent: value('independent'),
  };
  for (const [name, text] of Object.entries(attributes)) if (text !== '') made.setAttribute(name, text);
  if (new FormData(form).get('mode') === 'download') made.setAttribute('download', '');
  made.append(element('a', { href: file }, label(file, version)));
  return made;
}

/**
 * @param {string} file
 * @param {string} version
 */
function label(file, version) {
  const name = file.split(/[?#]/)[0]?.split('/').at(-1) ?? file;
  return value('package') === '' ? name : [value('package'), version, `(${name})`].filter(Boolean).join(' ');
}

/** @param {string} name */
function value(name) {
  return field(name).value.trim();
}

/** @param {string} name */
function field(name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

async function copy() {
  await navigator.clipboard.writeText(found('snippet', HTMLElement).textContent ?? '');
  found('copied', HTMLElement).textContent = texts.copied ?? '';
}
