// What a runner printed about the tests that failed, without what it printed about the others.

/** A failed test of `node --test`'s TAP reporter, with the diagnostics under it. */
const OF_NODE = /^( *)not ok .*\n\1  ---\n(?:.*\n)*?\1  \.\.\.$/gm;

/** What `cargo test` repeats at the end of a binary some test of which failed. */
const OF_CARGO = /^failures:\n(?:.*\n)*?test result: FAILED.*$/gm;

/**
 * The failed tests; nothing when the runner itself failed, or prints otherwise.
 *
 * @param {string} text  all that the runner printed
 */
export function failedTests(text) {
  return [...text.matchAll(OF_NODE), ...text.matchAll(OF_CARGO)].map(([failure]) => failure).join('\n');
}
