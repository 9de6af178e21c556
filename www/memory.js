// Who was expected for files of a name like this: kept in this browser, and only when a person asks.

/** @typedef {import('./touchstone/index.js').Expectation} Expectation */

const KEY = 'touchstone-expectations';

/**
 * @param {string} name  an artifact's
 * @param {Expectation | string} expectation
 */
export function remember(name, expectation) {
  const kept = all();
  kept.set(likeness(name), typeof expectation === 'string' ? expectation : JSON.stringify(expectation));
  write(kept);
}

/**
 * The text of the policy that was remembered for names like this.
 *
 * @param {string} name
 */
export function recall(name) {
  return all().get(likeness(name));
}

/** @param {string} name */
export function unlearn(name) {
  const kept = all();
  if (kept.delete(likeness(name))) write(kept);
}

/**
 * A file's name with its numbers left open: the next version of it is like this one.
 *
 * @param {string} name
 */
export function likeness(name) {
  return name.slice(name.lastIndexOf('/') + 1).replace(/\d+/g, '#');
}

/** @returns {Map<string, string>} */
function all() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return new Map(Object.entries(kept).filter(([, policy]) => typeof policy === 'string'));
  } catch {
    // Nothing is kept where the browser keeps nothing, or keeps something else under this name.
    return new Map();
  }
}

/** @param {Map<string, string>} kept */
function write(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // A browser may refuse to keep anything; then nothing is remembered.
  }
}
