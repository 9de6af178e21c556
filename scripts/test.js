// `npm test`: set up, then every test in sequence; the last line counts them.
// `npm test -- --only clippy,cargo` runs the named steps.

import { join, relative } from 'node:path';

import { installBrowsers } from './browsers.js';
import { lastLines } from './command.js';
import { Stop, duration, say } from './console.js';
import { inWords, plus } from './counts.js';
import { ROOT, TARGET } from './places.js';
import { STEPS, runStep } from './steps.js';
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
  let total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const broken = [];
  for (const [index, step] of steps.entries()) {
    const counts = await showStep(step, `${index + 1}/${steps.length}`);
    total = plus(total, counts);
    if (counts.failed > 0) broken.push(step.name);
  }
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
 * @param {import('./steps.js').Step} step
 * @param {string} place
 */
async function showStep(step, place) {
  const began = performance.now();
  say(`\n[${place}] ${step.name}: ${step.what}`);
  const { counts, text, remark } = await runStep(step);
  if (counts.failed > 0) say(lastLines(text, 60));
  if (remark !== undefined) say(`  ${remark}`);
  say(`  ${inWords(counts)} (${duration((performance.now() - began) / 1000)})`);
  return counts;
}
