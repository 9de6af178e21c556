// What the element is told by attributes, and what that says of the signer.

import { usage } from '../error.js';
import { KEYS } from './built.js';
import { attributeOf, optionOf, propertyOf } from './names.js';

/** @typedef {import('../index.d.ts').Expectation} Expectation */

const ALL = KEYS.map(([key, kind = 'text']) => /** @type {const} */ ([key, optionOf(key, kind), kind]));

/** What the value of each key is. */
export const KINDS = new Map(ALL.map(([key, , kind]) => [key, kind]));

/** The command line's name of each key. */
export const OPTIONS = new Map(ALL.map(([key, option]) => [key, option]));

/** The attributes of the keys. @type {Map<string, string>} */
const STATING = new Map(ALL.map(([key]) => [attributeOf(key), key]));
// What a person would call it first.
STATING.set('repository', 'repo');

/** The attributes that are not about the signer. */
const OTHERS = ['policy', 'key', 'trusted-root', 'bundle', 'download', 'independent', 'patience'];

export const ATTRIBUTES = [...STATING.keys(), ...OTHERS, 'lang'];

/** The properties that mirror them; `lang` is one of every element. @type {Map<string, string>} */
export const PROPERTIES = new Map([...STATING.keys(), ...OTHERS].map((name) => [propertyOf(name), name]));

/**
 * What the attributes say of the signer; null where they say nothing.
 *
 * @param {Element} element
 * @returns {Expectation | null}
 */
export function expectationOf(element) {
  const given = [...STATING].filter(([name]) => element.hasAttribute(name));
  if (given.length === 0) return null;
  /** @type {Record<string, unknown>} */
  const expectation = {};
  for (const [name, key] of given) {
    if (key in expectation) throw usage(name, 'to stand alone');
    expectation[key] = valueOf(name, key, element.getAttribute(name) ?? '');
  }
  return expectation;
}

/**
 * Addresses in an attribute, parted by spaces.
 *
 * @param {Element} element
 * @param {string} name
 */
export function addressesIn(element, name) {
  return (element.getAttribute(name) ?? '').split(/\s+/).filter((address) => address !== '').map((address) => addressOf(element, name, address));
}

/**
 * @param {Element} element
 * @param {string} name  of the attribute
 * @param {string} address
 */
export function addressOf(element, name, address) {
  try {
    const url = new URL(address, element.baseURI);
    if (url.protocol === 'https:' || url.protocol === 'http:') return url.href;
  } catch { /* it is no address */ }
  throw usage(name, 'an address');
}

/**
 * @param {string} name
 * @param {string} key
 * @param {string} text
 */
function valueOf(name, key, text) {
  const kind = KINDS.get(key);
  if (kind === 'text') return text;
  if (kind === 'flag') return flagIn(name, text);
  if (kind === 'map') return mapIn(name, text);
  if (kind === 'list') return wordsIn(text);
  if (kind === 'json') return parsed(name, text, 'JSON');
  if (!/^\d{1,3}$/.test(text)) throw usage(name, 'a number from 0 to 999');
  return Number(text);
}

/**
 * @param {string} name
 * @param {string} text
 * @param {string} expected
 */
function parsed(name, text, expected) {
  try {
    return JSON.parse(text);
  } catch {
    throw usage(name, expected);
  }
}

/** @param {string} text */
function wordsIn(text) {
  return text.split(/\s+/).filter((each) => each !== '');
}

/**
 * It is there or not, as with every such attribute; a value that says otherwise is a mistake.
 *
 * @param {string} name
 * @param {string} text
 */
function flagIn(name, text) {
  if (!['', 'true', name].includes(text)) throw usage(name, 'no value');
  return true;
}

/**
 * Pairs of K=V parted by spaces; or a JSON object, where a value holds spaces itself.
 *
 * @param {string} name
 * @param {string} text
 */
function mapIn(name, text) {
  if (text.trim().startsWith('{')) return parsed(name, text, 'K=V, or a JSON object');
  const pairs = wordsIn(text).map((pair) => /^([^=]+)=(.*)$/.exec(pair)?.slice(1) ?? []);
  if (pairs.some(([key]) => key === undefined) || new Set(pairs.map(([key]) => key)).size < pairs.length) throw usage(name, 'K=V, each key once');
  return Object.fromEntries(pairs);
}

/**
 * Gives a class the properties that mirror its attributes.
 *
 * @param {HTMLElement} prototype
 */
export function mirrorAttributes(prototype) {
  for (const [property, attribute] of PROPERTIES) {
    Object.defineProperty(prototype, property, {
      configurable: true,
      enumerable: true,
      /** @this {HTMLElement} */
      get() {
        return this.getAttribute(attribute);
      },
      /** @this {HTMLElement} */
      set(value) {
        if (value === null || value === undefined || value === false) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value === true ? '' : String(value));
      },
    });
  }
}
