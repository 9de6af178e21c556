// The schema that every report keeps to.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';

import { ROOT } from '../../scripts/places.js';

const schema = JSON.parse(await readFile(join(ROOT, 'docs', 'report.schema.json'), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false }).compile(schema);

/** @param {unknown} report */
export function assertIsReport(report) {
  if (!validate(report)) assert.fail(JSON.stringify(validate.errors?.slice(0, 3)));
}
