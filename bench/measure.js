// Times of several contenders, taken in turns so that what slows the machine slows all of them.

const ROUNDS = 9;
/** Milliseconds that a contender runs in each round. */
const TURN = 250;

/**
 * The median time of one run, in milliseconds, by contender.
 *
 * @param {{ name: string, run: () => unknown }[]} contenders
 * @param {{ rounds?: number, turn?: number }} [how]
 * @returns {Promise<Record<string, number>>}
 */
export async function medians(contenders, { rounds = ROUNDS, turn = TURN } = {}) {
  /** @type {Record<string, number[]>} */
  const times = {};
  for (const { name, run } of contenders) {
    times[name] = [];
    await timesOf(run, turn);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of contenders) times[name]?.push(await timesOf(run, turn));
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

/**
 * @param {() => unknown} run
 * @param {number} turn
 */
async function timesOf(run, turn) {
  const start = performance.now();
  let runs = 0;
  let spent = 0;
  do {
    await run();
    runs += 1;
    spent = performance.now() - start;
  } while (spent < turn);
  return spent / runs;
}

/** @param {number[]} numbers */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
