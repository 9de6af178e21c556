// What a person at the terminal sees: one line as a step begins, one as it ends.

/** An end that is explained in one sentence, without a stack. */
export class Stop extends Error {
  name = 'Stop';
}

/** @param {string} sentence */
export function say(sentence) {
  process.stdout.write(`${sentence}\n`);
}

/**
 * Names a step, runs it, and says how long it took.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const began = performance.now();
  say(`· ${name}`);
  const outcome = await work();
  const seconds = (performance.now() - began) / 1000;
  if (seconds > 1) say(`  ${name}: done in ${duration(seconds)}`);
  return outcome;
}

/** @param {number} seconds */
export function duration(seconds) {
  const whole = Math.round(seconds);
  return whole < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
