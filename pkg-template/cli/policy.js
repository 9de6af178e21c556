// `touchstone policy`: what a policy demands, whether it is one, and one out of a report.

import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

import { checkPolicy, explainPolicy, fileAt, policyFromReport } from '../node.js';
import { TouchstoneError, usage } from '../error.js';
import { explained } from '../policy-wording.js';
import { whole } from '../source.js';
import { fill, visible } from '../wording.js';
import { Mistake } from './arguments.js';
import { EXIT } from './output.js';
import { line } from './terminal.js';

/**
 * @typedef {import('./main.js').Face} Face
 * @typedef {import('./terminal.js').Line} Line
 */

/** A larger policy is refused by the engine; so much is read to let it say so. */
const POLICY_LIMIT = 16 * 1024 * 1024;
const REPORT_LIMIT = 256 * 1024 * 1024;

/**
 * @param {import('./arguments.js').Given} given
 * @param {Face} face
 */
export async function policyCommand({ values: { json = false }, positionals: [what = '', path] }, face) {
  if (path === undefined) throw new Mistake('needsFile', { command: `policy ${what}` });
  if (what === 'from-report') return fromReport(path, face);
  const bytes = await read(path, POLICY_LIMIT);
  return what === 'check' ? check(bytes, path, json, face) : explain(bytes, json, face);
}

/**
 * A file's bytes, or standard input's for `-`.
 *
 * @param {string} path
 * @param {number} limit
 */
async function read(path, limit) {
  const bytes = path === '-' ? new Uint8Array(await buffer(process.stdin)) : await whole(await fileAt(path), limit);
  if (bytes === undefined || bytes.length > limit) throw new TouchstoneError('input-too-large', 'parse', { size: bytes?.length ?? limit + 1, limit });
  return bytes;
}

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {boolean} json
 * @param {Face} face
 */
async function check(bytes, name, json, { terminal, words, wording }) {
  const { valid, errors } = await checkPolicy(bytes, { name });
  if (json) terminal.printJson({ valid, errors });
  else if (valid) terminal.print([line(0, `${terminal.paint('green', '✓')} ${fill(words.label.policySound ?? '', { name })}`, 2)]);
  else terminal.print(errors.map(({ code, facts }) => line(0, `${terminal.paint('red', '✗')} ${placed(name, facts)}: ${sentenceFor(code, facts, wording)} (${code})`, 2)));
  return valid ? EXIT.verified : EXIT.refuted;
}

/**
 * A file with line and column, as compilers name a place.
 *
 * @param {string} name
 * @param {Record<string, unknown>} facts
 */
function placed(name, { line: row, column }) {
  return typeof row === 'number' ? `${visible(name)}:${row}:${column}` : visible(name);
}

/**
 * @param {string} code
 * @param {Record<string, unknown>} facts
 * @param {Face['wording']} wording
 */
function sentenceFor(code, facts, wording) {
  const { sentence, next } = wording.error(code, facts);
  return [sentence, next].filter(Boolean).join(' ');
}

/**
 * @param {Uint8Array} bytes
 * @param {boolean} json
 * @param {Face} face
 */
async function explain(bytes, json, { language, terminal }) {
  const explanation = await explainPolicy(bytes);
  if (json) terminal.printJson(explanation);
  else {
    const catalogue = new URL(`../i18n/${language}.policy.json`, import.meta.url);
    const { general, paragraphs } = explained(explanation, JSON.parse(await readFile(catalogue, 'utf8')));
    const item = (/** @type {number} */ indent) => (/** @type {string} */ text) => line(indent, `- ${text}`, indent + 2);
    terminal.print(paragraphs.flatMap(({ heading, lines, more, signers }, index) => [
      ...(index === 0 ? [] : ['']),
      line(0, terminal.paint('bold', heading)),
      ...lines.map(item(2)),
      ...signers.flatMap((signer) => [line(4, signer.heading), ...signer.lines.map(item(6))]),
      ...more.map(item(2)),
    ]).concat(general.length === 0 ? [] : ['', ...general.map((text) => line(0, text))]));
  }
  return EXIT.verified;
}

/**
 * @param {string} path
 * @param {Face} face
 */
async function fromReport(path, { terminal, words, wording }) {
  const report = parsed(await read(path, REPORT_LIMIT));
  try {
    const { policy, leftOut } = await policyFromReport(report);
    terminal.printJson(policy);
    if (leftOut.length > 0) process.stderr.write(`touchstone: ${fill(words.label.leftOut ?? '', { list: leftOut.join(', ') })}\n`);
    return EXIT.verified;
  } catch (reason) {
    // The report was read, and says no.
    if (!(reason instanceof TouchstoneError) || reason.code === 'usage') throw reason;
    process.stderr.write(`touchstone: ${sentenceFor(reason.code, reason.facts, wording)}\n`);
    return EXIT.refuted;
  }
}

/**
 * @param {Uint8Array} bytes
 * @returns {any}
 */
function parsed(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw usage('report', 'touchstone-report/1');
  }
}
