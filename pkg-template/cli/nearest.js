// What was probably meant by a mistyped word.

/**
 * The word that is nearest to the one given, if one is near at all.
 *
 * @param {string} given
 * @param {string[]} words
 * @returns {string | undefined}
 */
export function nearest(given, words) {
  const limit = Math.max(1, Math.floor(given.length / 3));
  const measured = words.map((word) => ({ word, far: Math.min(...endings(word).map((ending) => distance(given, ending))) }));
  const [best] = measured.filter(({ far }) => far <= limit).sort((one, other) => one.far - other.far);
  return best?.word;
}

/**
 * A long word is often remembered by its end: --identity for --certificate-identity.
 *
 * @param {string} word
 */
function endings(word) {
  const parts = word.split('-');
  return parts.map((_, index) => parts.slice(index).join('-'));
}

/**
 * How many letters have to be added, taken away, changed or swapped with the next.
 *
 * @param {string} from
 * @param {string} to
 */
function distance(from, to) {
  /** @type {number[][]} */
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (/** @type {number} */ row, /** @type {number} */ column) => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= from.length; row += 1) {
    rows[row] = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      /** @type {number[]} */ (rows[row])[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
        swapped ? at(row - 2, column - 2) + 1 : Infinity,
      );
    }
  }
  return at(from.length, to.length);
}
