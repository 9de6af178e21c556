// `npm test`: set up, then every test, two steps at a time; the last line counts them.
// `npm test -- --only clippy,cargo` runs the named steps.

import { join, relative } from 'node:path';

import { installBrowsers } from './browsers.js';
import { lastLines } from './command.js';
import { Stop, duration, say } from './console.js';
import { inWords, plus } from './counts.js';
import { failedTests } from './failures.js';
import { ROOT, TARGET } from './places.js';
import { STEPS, inLanes, runStep } from './steps.js';
import { npmPackages, rust } from './tools.js';
import { wasmCompiler } from './wasm_target.js';

/** @param {string[]} args */
export async function main(args) {
  const steps = chosen(args);
  await rust();
  await npmPackages();
  await wasmCompiler();
  await installBrowsers();
  const began = performance.now();
  const tally = { total: { passed: 0, failed: 0, skipped: 0 }, ended: 0, of: steps.length, broken: /** @type {string[]} */ ([]) };
  await inLanes(steps, (step) => runAndSay(step, tally));
  const { total, broken } = tally;
  say(`\nin ${duration((performance.now() - began) / 1000)}`);
  if (broken.length > 0) say(`failed: ${broken.join(', ')}; what they printed is in ${relative(ROOT, join(TARGET, 'test-logs'))}`);
  say(inWords(total));
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

/**
 * @param {string[]} args
 */
function chosen(args) {
  const at = args.indexOf('--only');
  if (at < 0 && args.length > 0 || at >= 0 && args.length !== 2) {
    throw new Stop('Use: npm test [-- --only STEP,STEP]');
  }
  if (at < 0) return STEPS;
  const names = (args[at + 1] ?? '').split(',');
  const unknown = names.find((name) => !STEPS.some((step) => step.name === name));
  if (unknown !== undefined) throw new Stop(`There is no step ${unknown}: ${STEPS.map((step) => step.name).join(', ')}.`);
  return STEPS.filter((step) => names.includes(step.name));
}

/**
 * @typedef {{ total: import('./counts.js').Counts, ended: number, of: number, broken: string[] }} Tally
 */

/**
 * Says when a step begins, and all it has to say in one piece when it ends: what the other lane says
 * stands between.
 *
 * @param {import('./steps.js').Step} step
 * @param {Tally} tally
 */
async function runAndSay(step, tally) {
  const began = performance.now();
  say(`· ${step.name}: ${step.what}`);
  const { counts, text, remark } = await runStep(step);
  tally.total = plus(tally.total, counts);
  tally.ended += 1;
  if (counts.failed > 0) tally.broken.push(step.name);
  say([
    ...(counts.failed > 0 ? [lastLines(failedTests(text) || text, 120)] : []),
    `[${tally.ended}/${tally.of}] ${step.name}: ${inWords(counts)} (${duration((performance.now() - began) / 1000)})`,
    ...(remark === undefined ? [] : [`  ${remark}`]),
  ].join('\n'));
}
