// `touchstone verify`.

import { Session, fileAt, pathAt } from '../node.js';
import { Mistake } from './arguments.js';
import { batchCommand } from './batch.js';
import { evidenceBeside, isDigest } from './beside.js';
import { expectationOf } from './expectation.js';
import { Progress } from './progress.js';
import { inSentences } from './report.js';
import { newerRoots, unusedInWords } from './trust-store.js';
import { exitOf } from './verdict.js';

/**
 * @typedef {import('../index.d.ts').Session} OpenSession
 * @typedef {import('./arguments.js').Given} Given
 * @typedef {import('./main.js').Face} Face
 *
 * @typedef {object} Options
 * @property {string[]} [evidence]
 * @property {string[]} [key]
 * @property {string[]} [trusted-root]
 * @property {string[]} [tuf-root]
 * @property {boolean} [staging]
 * @property {string} [now]
 * @property {boolean} [json]
 */

/**
 * @param {Given} given
 * @param {Face} face
 */
export async function verifyCommand(given, face) {
  const { values, positionals } = given;
  if (values.batch !== undefined) return batchCommand(given, face);
  for (const option of ['jobs', 'shard']) if (values[option] !== undefined) throw new Mistake('onlyBatch', { option: `--${option}` });
  if (positionals.length === 0) throw new Mistake('noArtifact');
  const options = /** @type {Options} */ (values);
  const session = await opened(options, face);
  await addArtifacts(session, positionals, options.evidence);
  const report = await read(session, face);
  if (options.json) face.terminal.printJson(report);
  else face.terminal.print(inSentences(report, face));
  return exitOf(report);
}

/**
 * @param {Options} options
 * @param {Face} face
 * @returns {Promise<OpenSession>}
 */
async function opened(options, { words, wording }) {
  const expectation = await expectationOf(/** @type {Record<string, any>} */ (options));
  const session = new Session({
    expectation,
    ...(options.now !== undefined && { now: options.now }),
    trust: {
      roots: await Promise.all((options['trusted-root'] ?? []).map((path) => fileAt(path))),
      keys: await Promise.all((options.key ?? []).map((path) => fileAt(path))),
      staging: options.staging ?? false,
    },
  });
  await session.begin();
  const newer = await newerRoots(options, (name, error) => { process.stderr.write(unusedInWords(name, error, words, wording)); });
  for (const { root, ...of } of newer) await session.renewTrustedRoot(root, of);
  for (const path of options['tuf-root'] ?? []) await session.addTufRoot(await fileAt(path));
  return session;
}

/**
 * @param {OpenSession} session
 * @param {string[]} artifacts
 * @param {string[] | undefined} evidence
 */
async function addArtifacts(session, artifacts, evidence) {
  const ids = [];
  for (const artifact of artifacts) {
    const source = isDigest(artifact) ? artifact : await pathAt(artifact);
    ids.push((await session.add(source, { as: 'artifact' })).id);
  }
  const [only] = ids;
  // Evidence given for one artifact has to speak about that one.
  const explicit = ids.length === 1 && only !== undefined ? { evidenceFor: only } : {};
  for (const path of evidence ?? []) await session.add(await pathAt(path), { as: 'evidence', ...explicit });
  if (evidence !== undefined) return;
  for (const path of await evidenceBeside(artifacts)) await session.add(await fileAt(path), { as: 'evidence' });
}

/**
 * @param {OpenSession} session
 * @param {Face} face
 */
async function read(session, { words }) {
  const progress = new Progress(process.stderr, words);
  try {
    return await session.report({ onProgress: (state) => progress.read(state) });
  } finally {
    progress.end();
    session.close();
  }
}
