// `touchstone inspect`.

import { repositoriesIn } from '../git-folder.js';
import { imageInFolder, isFolder } from '../image.js';
import { inspect, pathAt } from '../node.js';
import { visible } from '../wording.js';
import { Mistake } from './arguments.js';
import { EXIT } from './output.js';
import { line } from './terminal.js';

/**
 * @typedef {import('./main.js').Face} Face
 * @typedef {import('./terminal.js').Line} Line
 */

/**
 * @param {import('./arguments.js').Given} given
 * @param {Face} face
 */
export async function inspectCommand({ values, positionals }, face) {
  if (positionals.length === 0) throw new Mistake('noFile');
  const inspections = [];
  for (const path of positionals) {
    for (const file of await apart(await pathAt(path))) inspections.push(await inspect(file));
  }
  if (values.json) face.terminal.printJson(inspections.length === 1 ? inspections[0] : inspections);
  else for (const each of inspections) face.terminal.print(inLines(each, face));
  return inspections.some(({ errors }) => errors.length > 0) ? EXIT.usage : EXIT.verified;
}

/**
 * An image or a repository is one thing; any other folder is each of its files.
 *
 * @param {Awaited<ReturnType<typeof pathAt>>} found
 */
async function apart(found) {
  if (!isFolder(found) || found.files.length === 0) return [found];
  const whole = await imageInFolder(found) !== undefined || repositoriesIn(found.name, found.files).repositories.length > 0;
  return whole ? [found] : found.files.map(({ data }) => data);
}

/**
 * @param {import('../index.d.ts').Inspection} inspection
 * @param {Face} face
 */
function inLines({ name, kind, claims, errors }, { wording, words, terminal }) {
  const heading = terminal.paint('bold', `${visible(name)}: ${wording.catalogue.kind[kind] ?? kind}`);
  const lines = [line(0, `${heading}; ${words.label.claimed}`)];
  for (const { code, facts } of errors) {
    const { sentence, next } = wording.error(code, { file: name, ...facts });
    lines.push(line(2, `${sentence} ${next} (${code})`));
  }
  return [...lines, ...tree(claims, 1)];
}

/**
 * @param {unknown} value
 * @param {number} depth
 * @returns {Line[]}
 */
export function tree(value, depth) {
  const indent = 2 * depth;
  if (typeof value !== 'object' || value === null) return [line(indent, leaf(value))];
  return Object.entries(value).flatMap(([name, inner]) => {
    const label = Array.isArray(value) ? '-' : `${visible(name)}:`;
    if (typeof inner !== 'object' || inner === null) return [line(indent, `${label} ${leaf(inner)}`, indent + 2)];
    return Object.keys(inner).length === 0 ? [] : [line(indent, label), ...tree(inner, depth + 1)];
  });
}

/** @param {unknown} value */
function leaf(value) {
  return visible(typeof value === 'string' ? value : JSON.stringify(value));
}
