// One of the workers of a batch: a line comes, its answer goes.

import { parentPort, workerData } from 'node:worker_threads';

import { createApi } from '../../api.js';
import { TouchstoneError } from '../../error.js';
import { digestNatively } from '../../node-files.js';
import { EXIT } from '../output.js';
import { exitOf } from '../verdict.js';
import { CaseReader } from './case.js';
import { Verifier } from './verifier.js';

/**
 * @typedef {import('./input.js').Line} Line
 * @typedef {import('./pool.js').Answer} Answer
 *
 * @typedef {object} Data
 * @property {WebAssembly.Module} module  compiled once for all workers
 * @property {WebAssembly.Module} deferred  the same
 * @property {string} folder              that paths are relative to
 * @property {import('../batch.js').Defaults} defaults
 */

const { module, deferred, folder, defaults } = /** @type {Data} */ (workerData);
const { Session } = createApi({ findModule: async () => module, findDeferred: async () => deferred, reading: () => ({ digest: digestNatively, together: 1 }) });
const reader = new CaseReader(Session);
const verifier = new Verifier(Session, folder, defaults);

parentPort?.on('message', async (/** @type {Line} */ line) => parentPort?.postMessage(await answer(line)));

/**
 * @param {Line} line
 * @returns {Promise<Answer>}
 */
async function answer(line) {
  /** @type {import('./case.js').Id | undefined} */
  let id;
  try {
    const value = await reader.read(line);
    id = reader.idOf(value);
    const report = await verifier.verify(reader.caseOf(value));
    return { text: JSON.stringify({ id, report }), exit: exitOf(report) };
  } catch (reason) {
    const error = errorOf(reason);
    return { text: JSON.stringify(id === undefined ? { id: null, line: line.number, error } : { id, error }), exit: EXIT.usage };
  }
}

/** @param {unknown} reason */
function errorOf(reason) {
  const { code, facts } = reason instanceof TouchstoneError ? reason : new TouchstoneError('internal-error', 'host', { reason: String(reason) });
  return { code, facts };
}
