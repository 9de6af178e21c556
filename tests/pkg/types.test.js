// The types say what the engine says: the report and the inspections of every vector, written down as
// TypeScript, compile against index.d.ts.

import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { test } from 'node:test';

import { run } from '../../scripts/command.js';
import { ROOT, TARGET } from '../../scripts/places.js';
import { FAMILIES, cases, filesOf, reportOf } from './cases.js';
import { NPM, touchstone } from './package.js';

/** So many values are in one file: the compiler reads several at a time. */
const TOGETHER = 200;

test('every report and every inspection of the vectors is of the type that is published', { timeout: 120_000 }, async () => {
  const all = (await Promise.all(FAMILIES.map(cases))).flat().filter(({ expect }) => expect.refused === undefined);
  const lines = [];
  for (const one of all) {
    lines.push(`export const report${lines.length}: Report = ${JSON.stringify(await reportOf(touchstone, one))};`);
    for (const { name, data } of filesOf(one, (file) => !file.startsWith('artifact'))) {
      lines.push(`export const inspection${lines.length}: Inspection = ${JSON.stringify(await touchstone.inspect(data, { name }))};`);
    }
  }
  assert.ok(lines.length > 1000, `${lines.length} values`);
  const folder = join(TARGET, 'types');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const head = `import type { Inspection, Report } from '${relative(folder, join(NPM, 'index.js'))}';\n`;
  for (let at = 0; at < lines.length; at += TOGETHER) await writeFile(join(folder, `values${at}.ts`), head + lines.slice(at, at + TOGETHER).join('\n'));
  await writeFile(join(folder, 'wrong.ts'), `${head}// @ts-expect-error: who is verified has a signer\n${lines[0]?.replace(/"signer":\{[^}]*\{[^}]*\}[^}]*\}/, '"signer":null').replace('report0', 'wrong')}\n`);
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({
    compilerOptions: { strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: 'es2022', module: 'nodenext', moduleResolution: 'nodenext', lib: ['es2023', 'dom', 'dom.asynciterable'], types: [] },
    include: ['*.ts'],
  }));
  const { code, text } = await run(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '--project', folder, '--pretty', 'false']);
  assert.equal(code, 0, text.slice(0, 4000));
});
