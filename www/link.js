// The expectation in the page's address. It stands behind the `#`, which a browser sends to nobody;
// a verdict never stands there.

/** @typedef {import('./touchstone/index.js').Expectation} Expectation */

const NAME = 'policy';

/**
 * The text of the policy that a link brought, or undefined.
 *
 * @param {string} hash
 */
export function policyOf(hash) {
  return new URLSearchParams(hash.replace(/^#/, '')).get(NAME) ?? undefined;
}

/**
 * The page's address with an expectation.
 *
 * @param {Expectation | string} expectation  a string is the text of a policy
 * @param {string} address
 */
export function linkTo(expectation, address) {
  const url = new URL(address);
  url.hash = new URLSearchParams({ [NAME]: typeof expectation === 'string' ? expectation : JSON.stringify(expectation) }).toString();
  return url.href;
}
