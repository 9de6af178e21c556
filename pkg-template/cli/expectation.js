// Who should have signed, from options or from a policy file.

import { fileAt } from '../node.js';
import { usage } from '../error.js';
import { whole } from '../source.js';
import { Mistake, wholeNumber } from './arguments.js';
import { EXPECTATION, keyOf, kindOf } from './commands.js';

/** @typedef {import('../index.d.ts').Expectation} Expectation */

/** A larger policy is refused by the engine; so much is read to let it say so. */
const POLICY_LIMIT = 16 * 1024 * 1024;

/**
 * @param {Record<string, any>} options
 * @returns {Promise<Expectation | Uint8Array | null>}
 */
export async function expectationOf(options) {
  const given = Object.keys(EXPECTATION).filter((name) => options[name] !== undefined);
  if (options.policy !== undefined) {
    if (given.length > 0) throw new Mistake('policyAlone', { option: `--${given[0]}` });
    return policy(options.policy);
  }
  if (given.length === 0) return null;
  const stated = given.map((name) => /** @type {const} */ ([keyOf(name), valueOf(name, options[name])]));
  if (!given.some((name) => kindOf(name) === 'json')) return Object.fromEntries(stated);
  // What has parts is read as a policy's text is: a key that stands twice in it is a mistake.
  const text = stated.map(([key, value], index) => `${JSON.stringify(key)}: ${kindOf(given[index] ?? '') === 'json' ? value : JSON.stringify(value)}`);
  return new TextEncoder().encode(`{${text.join(', ')}}`);
}

/** @param {string} path */
async function policy(path) {
  const bytes = await whole(await fileAt(path), POLICY_LIMIT);
  if (bytes === undefined) throw usage('--policy', 'a file of at most 1 MiB');
  return bytes;
}

/**
 * @param {string} option
 * @param {any} value
 */
function valueOf(option, value) {
  const kind = kindOf(option);
  if (kind === 'number') return wholeNumber(`--${option}`, value, 0, 999);
  if (kind === 'json') return jsonOf(option, value);
  return kind === 'map' ? mapOf(option, value) : value;
}

/**
 * The text itself, once it is known to be one value of JSON and no more.
 *
 * @param {string} option
 * @param {string} text
 */
function jsonOf(option, text) {
  try {
    JSON.parse(text);
  } catch {
    throw new Mistake('notJson', { option: `--${option}`, given: text });
  }
  return text;
}

/**
 * @param {string} option
 * @param {string[]} pairs  each as K=V
 */
function mapOf(option, pairs) {
  const entries = pairs.map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new Mistake('notPair', { option: `--${option}`, given: pair });
    return /** @type {const} */ ([pair.slice(0, at), pair.slice(at + 1)]);
  });
  const keys = entries.map(([key]) => key);
  const again = keys.find((key, index) => keys.indexOf(key) !== index);
  if (again !== undefined) throw new Mistake('keyTwice', { option: `--${option}`, given: again });
  return Object.fromEntries(entries);
}
