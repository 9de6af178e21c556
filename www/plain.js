// What the evidence proves, in plain words and in the order that people asked for: build, source,
// integrity, signature. Only what was checked is said here; everything else says that it is missing.

import { element } from './element.js';

/**
 * @typedef {import('./touchstone/index.js').ArtifactReport} ArtifactReport
 * @typedef {import('./touchstone/index.js').EvidenceReport} EvidenceReport
 * @typedef {import('./words.js').Words} Words
 */

/**
 * @param {EvidenceReport} evidence
 * @param {ArtifactReport} artifact
 * @param {Words} words
 */
export function plainWords(evidence, artifact, words) {
  const bound = boundTo(evidence) === 'Whole' && !isWhole(artifact) ? 'Unknown' : boundTo(evidence);
  const unproven = bound === 'Changed' ? 'OfAnother' : 'Unknown';
  const parts = [
    ['build', bound === 'Whole' ? buildLine(evidence, words) : words.text(`build${unproven}`)],
    ['source', bound === 'Whole' ? sourceLine(evidence, words) : words.text(`source${unproven}`)],
    ['integrity', words.text(`integrity${bound}`, { digest: `sha256:${(artifact.digests.sha256 ?? '').slice(0, 16)}` })],
    ['signature', bound === 'Changed' ? words.text('signatureOfAnother', { signer: words.signer(evidence.signer) }) : signatureLine(evidence, words)],
  ];
  return element('dl', { class: 'plain' }, ...parts.flatMap(([name = '', line = '']) => [
    element('dt', {}, words.text(`plain-${name}`)),
    element('dd', {}, line),
  ]));
}

/**
 * @param {EvidenceReport} evidence
 * @param {Words} words
 */
function buildLine({ signer, time, facts }, words) {
  const { buildSignerUri, buildConfigUri, buildTrigger, runnerEnvironment, runInvocationUri, sourceRepositoryDigest: commit } = signer?.extensions ?? {};
  const { buildLevel } = /** @type {{ buildLevel?: unknown }} */ (facts.build ?? {});
  const workflow = buildConfigUri ?? buildSignerUri;
  if (workflow === undefined) return words.text('buildUnknown');
  const by = buildSignerUri !== undefined && workflowOf(buildSignerUri).repository !== workflowOf(workflow).repository;
  return [
    builtBy(workflow, commit, time?.value, words),
    by ? words.text('buildSteps', { builder: buildSignerUri }) : '',
    buildTrigger === undefined ? '' : words.text('buildTrigger', { trigger: buildTrigger }),
    runnerEnvironment === undefined ? '' : words.text(runnerEnvironment === 'github-hosted' ? 'runnerHosted' : 'runnerOwn'),
    typeof buildLevel === 'number' && buildLevel > 0 ? words.text('buildLevel', { level: buildLevel }) : '',
    runInvocationUri === undefined ? '' : words.text('buildRun', { run: runInvocationUri }),
  ].filter((sentence) => sentence !== '').join(' ');
}

/**
 * Who built, from what and when, in one sentence.
 *
 * @param {string} uri  of the workflow
 * @param {string | undefined} commit
 * @param {string | undefined} time
 * @param {Words} words
 */
function builtBy(uri, commit, time, words) {
  const { workflow, repository } = workflowOf(uri);
  if (repository === undefined) return words.text('buildBy', { workflow: uri });
  if (time === undefined) return words.text('buildOf', { workflow, repository });
  const day = words.day(time);
  return commit === undefined ? words.text('buildOfOn', { workflow, repository, day }) : words.text('buildOfFromOn', { workflow, repository, day, commit: `${commit.slice(0, 12)}` });
}

/**
 * The file of a workflow on GitHub, and the repository that it lies in.
 *
 * @param {string} uri
 */
function workflowOf(uri) {
  const [, repository, workflow] = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/\.github\/workflows\/([^@/]+)@/.exec(uri) ?? [];
  return { repository, workflow };
}

/**
 * @param {EvidenceReport} evidence
 * @param {Words} words
 */
function sourceLine({ signer }, words) {
  const { sourceRepositoryUri: repository, sourceRepositoryDigest: commit, sourceRepositoryRef: ref } = signer?.extensions ?? {};
  if (repository === undefined) return words.text('sourceUnknown');
  return [words.text('sourceFrom', { repository }), commit === undefined ? '' : words.text('sourceCommit', { commit }), ref === undefined ? '' : words.text('sourceRef', { ref })].filter(Boolean).join(' ');
}

/**
 * Whether nothing was found wrong or missing in the artifact itself.
 *
 * @param {import('./touchstone/index.js').ArtifactReport} artifact
 */
function isWhole({ checks = [] }) {
  return checks.every(({ status }) => status === 'passed' || status === 'not-applicable');
}

/**
 * Whether what the evidence says is about this very file.
 *
 * @param {EvidenceReport} evidence
 */
function boundTo({ checks }) {
  const status = (/** @type {string} */ code) => checks.find((check) => check.code === code)?.status;
  const listed = checks.find(({ code }) => code === 'repository.target');
  if (listed !== undefined) {
    // A role on the way to the target may not hold either.
    if (listed.status === 'failed' && listed.facts.file === listed.facts.path) return 'Changed';
    return listed.status === 'passed' && status('repository.metadata') === 'passed' ? 'Whole' : 'Unknown';
  }
  const speaks = status('subject.digest');
  const signed = status('signature.artifact') ?? status('signature.envelope') ?? status('signature.payload');
  if (speaks === 'failed' || signed === 'failed') return 'Changed';
  return signed === 'passed' && speaks !== 'missing' ? 'Whole' : 'Unknown';
}

/**
 * @param {EvidenceReport} evidence
 * @param {Words} words
 */
function signatureLine({ signer, time, checks }, words) {
  if (signer === null) return words.text('signatureUnknown');
  if (signer.identityType === 'tuf-root') {
    const holds = checks.some(({ code, status }) => code === 'repository.metadata' && status === 'passed');
    return words.text(holds ? 'signatureListed' : 'signatureUnknown', { signer: words.signer(signer) });
  }
  const logged = checks.some(({ code, status }) => (code === 'log.inclusion-proof' || code === 'log.set') && status === 'passed');
  return [
    words.text('signatureBy', { signer: words.signer(signer) }),
    time === null ? words.text('signatureUndated') : words.text('signatureAt', { time: words.time(time.value) }),
    words.text(logged ? 'signatureLogged' : 'signatureUnlogged'),
  ].join(' ');
}
