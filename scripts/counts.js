// How many tests passed, failed and were skipped, read from what each runner prints.

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** @type {Counts} */
export const PASSED = { passed: 1, failed: 0, skipped: 0 };
/** @type {Counts} */
export const FAILED = { passed: 0, failed: 1, skipped: 0 };
/** @type {Counts} */
export const SKIPPED = { passed: 0, failed: 0, skipped: 1 };

/**
 * @param {Counts} one
 * @param {Counts} other
 * @returns {Counts}
 */
export function plus(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/** @param {Counts} counts */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * Of `cargo test` and wasm-bindgen-test-runner. A test that lacks its corpus passes and prints
 * `skipped: N`; those cases count as skipped.
 *
 * @param {string} text
 * @returns {Counts}
 */
export function ofCargo(text) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, skipped] of text.matchAll(/^test result: .*?(\d+) passed; (\d+) failed; (\d+) ignored/gm)) {
    counts = plus(counts, { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) });
  }
  for (const [, cases] of text.matchAll(/\bskipped: (\d+)/g)) counts.skipped += Number(cases);
  return counts;
}

/**
 * Of `node --test` with its TAP reporter.
 *
 * @param {string} text
 * @returns {Counts}
 */
export function ofNode(text) {
  const sum = (/** @type {string} */ word) => [...text.matchAll(new RegExp(`^# ${word} (\\d+)$`, 'gm'))]
    .reduce((total, [, count]) => total + Number(count), 0);
  return { passed: sum('pass'), failed: sum('fail') + sum('cancelled'), skipped: sum('skipped') + sum('todo') };
}
