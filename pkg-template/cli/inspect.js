// `touchstone inspect`.

import { parseArgs } from 'node:util';

import { fileAt, inspect } from '../node.js';
import { usage } from '../error.js';
import { visible } from '../wording.js';
import { EXIT, print, printJson, wording } from './output.js';

/** @param {string[]} args */
export async function inspectCommand(args) {
  const { values, positionals } = parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true });
  if (positionals.length === 0) throw usage('inspect', 'a file');
  const inspections = [];
  for (const path of positionals) inspections.push(await inspect(await fileAt(path)));
  if (values.json) printJson(inspections.length === 1 ? inspections[0] : inspections);
  else for (const each of inspections) print(await inLines(each));
  return inspections.some(({ errors }) => errors.length > 0) ? EXIT.usage : EXIT.verified;
}

/** @param {import('../index.d.ts').Inspection} inspection */
async function inLines({ name, kind, claims, errors }) {
  const words = await wording();
  const lines = [`${visible(name)}: ${words.catalogue.kind[kind] ?? kind}; what follows is claimed, nothing of it was checked`];
  for (const { code, facts } of errors) {
    const { sentence, next } = words.error(code, { ...facts, file: name });
    lines.push(`  ${sentence} ${next} (${code})`);
  }
  return [...lines, ...tree(claims, 1)];
}

/**
 * @param {unknown} value
 * @param {number} depth
 * @returns {string[]}
 */
export function tree(value, depth) {
  const margin = '  '.repeat(depth);
  if (typeof value !== 'object' || value === null) return [`${margin}${leaf(value)}`];
  return Object.entries(value).flatMap(([name, inner]) => {
    const label = Array.isArray(value) ? '-' : `${visible(name)}:`;
    if (typeof inner !== 'object' || inner === null) return [`${margin}${label} ${leaf(inner)}`];
    return Object.keys(inner).length === 0 ? [] : [`${margin}${label}`, ...tree(inner, depth + 1)];
  });
}

/** @param {unknown} value */
function leaf(value) {
  return visible(typeof value === 'string' ? value : JSON.stringify(value));
}
