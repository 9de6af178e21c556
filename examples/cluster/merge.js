// The answers of all parts as one, in the order of the cases: node merge.js CASES OUT SHARDS > reports.jsonl
//
// Every line of the batch has to have its answer, and every answer has to be that of its line: a part that is
// missing, cut short, or of another batch is an error, never a smaller result. The exit code is that of one run over the
// whole batch.

import { createReadStream, existsSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { argv, exit, stderr, stdout } from 'node:process';

const [cases = '', out = '', count = ''] = argv.slice(2);
const shards = Number(count);
if (cases === '' || out === '' || !(shards >= 1)) stop('Use: node merge.js CASES OUT SHARDS > reports.jsonl');

const parts = Array.from({ length: shards }, (_, index) => join(out, `${index + 1}-of-${shards}.jsonl`));
const missing = parts.filter((path) => !existsSync(path));
if (missing.length > 0) stop(`not there: ${missing.join(', ')}`);

/** How often each exit code was a line's own. @type {Map<number, number>} */
const seen = new Map();
const answers = answered();
let line = 0;
for await (const text of linesIn(cases)) {
  line += 1;
  if (text.trim() === '') continue;
  const { value: answer } = await answers.next();
  if (answer === undefined) stop(`line ${line} has no answer`);
  const { id, code } = read(answer);
  const asked = idOf(text);
  if (asked !== undefined && asked !== id) stop(`line ${line} is ${JSON.stringify(asked)}, and its answer is for ${JSON.stringify(id)}`);
  seen.set(code, (seen.get(code) ?? 0) + 1);
  if (!stdout.write(`${answer}\n`)) await once(stdout, 'drain');
}
const { value: more } = await answers.next();
if (more !== undefined) stop('there are more answers than lines');
const words = { 0: 'verified', 1: 'failed or unexpected', 2: 'unreadable', 3: 'unstated or incomplete' };
stderr.write(`${Object.entries(words).map(([code, word]) => `${seen.get(Number(code)) ?? 0} ${word}`).join(', ')}\n`);
process.exitCode = [1, 2, 3, 0].find((code) => seen.has(code)) ?? 3;

async function* answered() {
  for (const path of parts) yield* linesIn(path);
}

/**
 * Lines end with a line feed and with nothing else, as those of a batch do.
 *
 * @param {string} path
 */
async function* linesIn(path) {
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/**
 * @param {string} text  of an answer
 * @returns {{ id: unknown, code: number }}
 */
function read(text) {
  try {
    const { id, report } = JSON.parse(text);
    const codes = { verified: 0, failed: 1, unexpected: 1, unstated: 3, incomplete: 3 };
    return { id, code: codes[/** @type {keyof typeof codes} */ (report?.verdict)] ?? 2 };
  } catch {
    return stop(`an answer is no JSON: ${text.slice(0, 60)}`);
  }
}

/**
 * The name of a case, where its line can be read.
 *
 * @param {string} text
 */
function idOf(text) {
  try {
    return JSON.parse(text).id;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function stop(sentence) {
  stderr.write(`merge: ${sentence}\n`);
  exit(2);
}
