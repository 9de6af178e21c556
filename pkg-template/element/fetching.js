// What the page gives by its address or in its own text: evidence, keys, roots, a policy.

import { nameIn, unreadable } from '../download.js';
import { TouchstoneError, usage } from '../error.js';
import { StreamSource, whole } from '../source.js';
import { addressOf, addressesIn, expectationOf } from './attributes.js';

/**
 * @typedef {import('../index.d.ts').Expectation} Expectation
 * @typedef {{ name: string, data: Uint8Array }} Given
 *
 * @typedef {object} Statement   what the page says: who should have signed, and by what that is judged
 * @property {Expectation | Uint8Array | null} expectation  bytes are those of a policy file
 * @property {Given[]} keys
 * @property {Given[]} roots
 * @property {Given[]} evidence
 */

/** The engine reads no larger evidence. */
const LIMIT = 16 * 1024 * 1024;
/** More addresses in one attribute are a mistake. */
const MOST = 64;

/**
 * @param {Element} element
 * @param {AbortSignal} signal
 * @returns {Promise<Statement>}
 */
export async function statementOf(element, signal) {
  const all = async (/** @type {string} */ attribute, slot = attribute) => [...await fetchAll(element, attribute, signal), ...slotted(element, slot)];
  const [expectation, keys, roots, evidence] = await Promise.all([statedBy(element, signal), all('key'), all('trusted-root'), all('bundle', 'evidence')]);
  return { expectation, keys, roots, evidence };
}

/**
 * @param {Element} element
 * @param {AbortSignal} signal
 */
async function statedBy(element, signal) {
  const stated = expectationOf(element);
  const policy = element.getAttribute('policy');
  if (policy === null) return stated;
  if (stated !== null) throw usage('policy', 'to stand alone');
  return (await fetched(addressOf(element, 'policy', policy), signal)).data;
}

/**
 * @param {Element} element
 * @param {string} attribute
 * @param {AbortSignal} signal
 */
async function fetchAll(element, attribute, signal) {
  const addresses = addressesIn(element, attribute);
  if (addresses.length > MOST) throw usage(attribute, `at most ${MOST} addresses`);
  return Promise.all(addresses.map((address) => fetched(address, signal)));
}

/**
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<Given>}
 */
async function fetched(address, signal) {
  const name = nameIn(address);
  const response = await fetch(address, { credentials: 'same-origin', signal }).catch((reason) => { throw unreadable(address, String(reason)); });
  if (!response.ok) throw unreadable(address, `HTTP status ${response.status}`);
  const data = response.body === null ? new Uint8Array() : await whole(new StreamSource(response.body, name), LIMIT);
  if (data === undefined) throw new TouchstoneError('input-too-large', 'parse', { size: LIMIT + 1, limit: LIMIT });
  return { name, data };
}

/**
 * What stands in the page's own text.
 *
 * @param {Element} element
 * @param {string} slot
 * @returns {Given[]}
 */
function slotted(element, slot) {
  const holders = [...element.children].filter((child) => child.slot === slot).slice(0, MOST);
  const texts = holders.map((holder) => (holder instanceof HTMLTemplateElement ? holder.content : holder).textContent ?? '');
  return texts.filter((text) => text.trim() !== '').map((text, index) => ({ name: `${slot}[${index}]`, data: new TextEncoder().encode(text) }));
}
