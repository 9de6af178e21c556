// What a line of a batch says.

import { TouchstoneError, usage } from '../../error.js';
import { LINE_LIMIT } from './input.js';

/**
 * @typedef {import('../../index.d.ts').Expectation} Expectation
 * @typedef {import('./input.js').Line} Line
 * @typedef {string | number} Id
 *
 * @typedef {object} Case
 * @property {string} artifact
 * @property {string[] | undefined} evidence
 * @property {string[] | undefined} trustedRoots
 * @property {string[] | undefined} keys
 * @property {string[] | undefined} tufRoots
 * @property {string | undefined} now
 * @property {Expectation | undefined} expectation
 */

const KEYS = ['id', 'artifact', 'evidence', 'trustedRoots', 'keys', 'tufRoots', 'now', 'expectation'];

/** Errors that say that a text is no JSON, or not only one. */
const NO_JSON = /^(json-|not-utf8|input-too-large)/;

export class CaseReader {
  #strict;

  /** @param {new (options: { trust: { embedded: false } }) => import('../../session.js').Session} Session */
  constructor(Session) {
    this.#strict = new Session({ trust: { embedded: false } });
  }

  /**
   * The line's JSON. It is read as strictly as a policy is: a key that stands there twice would let one
   * reader see another expectation than the next.
   *
   * @param {Line} line
   * @returns {Promise<unknown>}
   */
  async read({ number, bytes, size }) {
    if (bytes === undefined) throw new TouchstoneError('input-too-large', 'parse', { size, limit: LINE_LIMIT });
    try {
      await this.#strict.setExpectation(bytes);
    } catch (reason) {
      if (!(reason instanceof TouchstoneError)) throw reason;
      const { code, stage, facts } = reason;
      if (NO_JSON.test(code)) throw new TouchstoneError(code, stage, 'line' in facts ? { ...facts, line: number } : facts);
    }
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  /**
   * @param {unknown} value
   * @returns {Id | undefined}
   */
  idOf(value) {
    const id = isObject(value) ? value.id : undefined;
    return typeof id === 'string' || typeof id === 'number' ? id : undefined;
  }

  /**
   * @param {unknown} value
   * @returns {Case}
   */
  caseOf(value) {
    if (!isObject(value)) throw usage('line', 'a JSON object');
    if (this.idOf(value) === undefined) throw usage('id', 'a text or a number');
    const stranger = Object.keys(value).find((key) => !KEYS.includes(key));
    if (stranger !== undefined) throw usage(stranger, `to be one of ${KEYS.join(', ')}`);
    const { expectation, now } = value;
    // A verifier's summary may be about something that is known by its digest alone.
    const [digest] = isObject(expectation) && Array.isArray(expectation.subjectDigests) ? expectation.subjectDigests : [];
    const artifact = value.artifact ?? digest;
    if (typeof artifact !== 'string' || artifact === '') throw usage('artifact', 'a path, or sha256:HEX');
    if (!isAbsent(now) && typeof now !== 'string') throw usage('now', 'a time in RFC 3339');
    if (!isAbsent(expectation) && !isObject(expectation)) throw usage('expectation', 'an object');
    return {
      artifact,
      evidence: paths(value, 'evidence'),
      trustedRoots: paths(value, 'trustedRoots'),
      keys: paths(value, 'keys'),
      tufRoots: paths(value, 'tufRoots'),
      now: /** @type {string | null} */ (now) ?? undefined,
      expectation: /** @type {Expectation | null} */ (expectation) ?? undefined,
    };
  }
}

/**
 * @param {Record<string, unknown>} value
 * @param {string} key
 */
function paths(value, key) {
  const list = value[key];
  if (isAbsent(list)) return undefined;
  if (!Array.isArray(list) || list.some((path) => typeof path !== 'string' || path === '')) throw usage(key, 'a list of paths');
  return /** @type {string[]} */ (list);
}

/**
 * @param {unknown} value
 * @returns {value is null | undefined}
 */
function isAbsent(value) {
  return value === undefined || value === null;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
