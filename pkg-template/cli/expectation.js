// Who should have signed, from options or from a policy file.

import { fileAt } from '../node.js';
import { usage } from '../error.js';
import { whole } from '../source.js';
import { Mistake, wholeNumber } from './arguments.js';
import { EXPECTATION, keyOf } from './commands.js';

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
  return Object.fromEntries(given.map((name) => [keyOf(name), valueOf(name, options[name])]));
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
  return option === 'witnesses' ? wholeNumber('--witnesses', value, 0, 999) : value;
}
