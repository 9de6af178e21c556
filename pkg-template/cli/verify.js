// `touchstone verify`.

import { parseArgs } from 'node:util';

import { Session, fileAt } from '../node.js';
import { usage } from '../error.js';
import { evidenceBeside } from './beside.js';
import { EXPECTATION_OPTIONS, expectationOf } from './expectation.js';
import { EXIT, print, printJson, wording } from './output.js';
import { Progress } from './progress.js';
import { inSentences } from './report.js';

/**
 * @typedef {import('../index.d.ts').Session} OpenSession
 * @typedef {import('../index.d.ts').Report} Report
 * @typedef {import('../index.d.ts').Verdict} Verdict
 */

/** @type {import('node:util').ParseArgsConfig['options']} */
const OPTIONS = {
  ...EXPECTATION_OPTIONS,
  evidence: { type: 'string', multiple: true },
  key: { type: 'string', multiple: true },
  'trusted-root': { type: 'string', multiple: true },
  staging: { type: 'boolean' },
  now: { type: 'string' },
  json: { type: 'boolean' },
};

/** @type {Record<Verdict, number>} */
const EXIT_OF = {
  verified: EXIT.verified, unstated: EXIT.open, incomplete: EXIT.open, unexpected: EXIT.refuted, failed: EXIT.refuted,
};

/** @param {string[]} args */
export async function verifyCommand(args) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const options = /** @type {Options} */ (values);
  if (positionals.length === 0) throw usage('verify', 'an artifact, or sha256:HEX');
  const session = await opened(options);
  await addArtifacts(session, positionals, options.evidence);
  const report = await read(session);
  if (options.json) printJson(report);
  else print(inSentences(report, await wording()));
  return report.errors.some(({ code }) => code === 'file-unreadable') ? EXIT.usage : EXIT_OF[report.verdict];
}

/**
 * @typedef {object} Options
 * @property {string[]} [evidence]
 * @property {string[]} [key]
 * @property {string[]} [trusted-root]
 * @property {boolean} [staging]
 * @property {string} [now]
 * @property {boolean} [json]
 */

/**
 * @param {Options} options
 * @returns {Promise<OpenSession>}
 */
async function opened(options) {
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
    const source = /^sha\d+:/.test(artifact) ? artifact : await fileAt(artifact);
    ids.push((await session.add(source, { as: 'artifact' })).id);
  }
  const [only] = ids;
  // Evidence given for one artifact has to speak about that one.
  const explicit = ids.length === 1 && only !== undefined ? { evidenceFor: only } : {};
  for (const path of evidence ?? []) await session.add(await fileAt(path), { as: 'evidence', ...explicit });
  if (evidence !== undefined) return;
  for (const path of await evidenceBeside(artifacts)) await session.add(await fileAt(path), { as: 'evidence' });
}

/** @param {OpenSession} session */
async function read(session) {
  const progress = new Progress();
  try {
    return await session.report({ onProgress: (state) => progress.show(state) });
  } finally {
    progress.end();
    session.close();
  }
}
