// Whether a policy is one, and a policy out of a report: exactly what was proven there has to hold the next time.

import { TouchstoneError, usage } from './error.js';

/**
 * @typedef {import('./index.d.ts').ArtifactReport} ArtifactReport
 * @typedef {import('./index.d.ts').Demands} Demands
 * @typedef {import('./index.d.ts').EvidenceReport} EvidenceReport
 * @typedef {import('./index.d.ts').Expectation} Expectation
 * @typedef {import('./index.d.ts').ExpectedSigner} ExpectedSigner
 * @typedef {import('./index.d.ts').Report} Report
 * @typedef {import('./index.d.ts').Signer} Signer
 *
 * @typedef {object} Explainer
 * @property {(policy: Expectation | string | Uint8Array, options?: import('./index.d.ts').Abortable) => Promise<import('./index.d.ts').PolicyExplanation>} explainPolicy
 */

const SCHEMA = 'touchstone-policy/1';
const REPORT = 'touchstone-report/1';

/** Who vouches for the workflows of a repository there, how its address begins, and how a workflow's path follows. */
const PLATFORMS = [
  { issuer: 'https://token.actions.githubusercontent.com', start: 'https://github.com/', between: '/', named: (/** @type {string} */ uri) => uri.slice('https://github.com/'.length) },
  { issuer: 'https://gitlab.com', start: 'https://gitlab.com/', between: '//', named: (/** @type {string} */ uri) => uri },
];

/** Keys whose demand is stated by what was found, since what was expected is a list. */
const BY_FACT = ['algorithms'];

/** Keys that say who signed: the signer says it better. */
const WHO = ['certificateIdentity', 'certificateIdentityRegexp', 'certificateOidcIssuer', 'certificateOidcIssuerRegexp', 'repo', 'owner', 'workflow', 'ref', 'key', 'threshold', 'predicateTypes'];

/** A report says how many witnesses there were, and not which keys they have. */
const LEFT_OUT = ['witnesses'];

/**
 * What the package says of policies beside what they demand.
 *
 * @param {Explainer} api
 */
export function policies({ explainPolicy }) {
  /**
   * @param {Expectation | string | Uint8Array} policy
   * @param {import('./index.d.ts').NameOptions} [options]
   * @returns {Promise<import('./index.d.ts').PolicyCheck>}
   */
  const checkPolicy = async (policy, { name = 'policy', signal } = {}) => {
    try {
      await explainPolicy(policy, { signal });
      return { valid: true, errors: [] };
    } catch (reason) {
      // What lies outside the engine says nothing of the policy.
      if (!(reason instanceof TouchstoneError) || reason.stage === 'host') throw reason;
      return { valid: false, errors: [{ code: reason.code, file: name, facts: reason.facts }] };
    }
  };

  /**
   * @param {Report} report
   * @param {import('./index.d.ts').Abortable} [options]
   */
  const policyFromReport = async (report, { signal } = {}) => {
    const made = policyOfReport(report);
    await explainPolicy(made.policy, { signal });
    return made;
  };

  return { checkPolicy, policyFromReport };
}

/**
 * The policy that what a report has verified meets, and nothing else that a claim says. Values are exact.
 *
 * @param {Report} report
 * @returns {import('./index.d.ts').PolicyFromReport}
 */
export function policyOfReport(report) {
  if (!isReport(report)) throw usage('report', REPORT);
  if (report.verdict !== 'verified') throw new TouchstoneError('report-not-verified', 'host', { verdict: String(report.verdict) });
  // What an image's index or manifest vouches for needs no evidence, and no demand, of its own.
  const own = report.artifacts.filter(({ demands, image }) => demands.some(({ evidence }) => evidence.length > 0) || !image?.coveredBy.length);
  const sections = own.map((artifact) => ({ name: baseOf(artifact.name), demands: demandsOf(artifact, report) }));
  const [first] = sections;
  if (first === undefined) throw new TouchstoneError('report-without-policy', 'host', { artifact: report.artifacts[0]?.name ?? '' });
  const leftOut = [...new Set(own.flatMap(({ demands }) => demands.filter(({ key, expected: stated }) => LEFT_OUT.includes(key) || (key === 'rules' && ruleOf(stated) === undefined)).map(({ key }) => key)))];
  if (sections.every(({ demands }) => same(demands, first.demands))) return { policy: { schema: SCHEMA, ...first.demands }, leftOut };
  return { policy: { schema: SCHEMA, artifacts: Object.fromEntries(named(sections)) }, leftOut };
}

/**
 * @param {unknown} value
 * @returns {value is Report}
 */
function isReport(value) {
  if (typeof value !== 'object' || value === null) return false;
  const { schema, artifacts, evidence } = /** @type {Record<string, unknown>} */ (value);
  return schema === REPORT && Array.isArray(artifacts) && Array.isArray(evidence);
}

/**
 * A section for each name. One that stands for other names too, or for two files that need not meet the
 * same, would say more than was verified.
 *
 * @param {{ name: string, demands: Demands }[]} sections
 */
function* named(sections) {
  /** @type {Map<string, Demands>} */
  const known = new Map();
  for (const { name, demands } of sections) {
    const before = known.get(name);
    if (name === '' || name === '//' || name.includes('*') || (before !== undefined && !same(before, demands))) throw new TouchstoneError('report-without-policy', 'host', { artifact: name });
    known.set(name, demands);
  }
  yield* known;
}

/**
 * @param {ArtifactReport} artifact
 * @param {Report} report
 * @returns {Demands}
 */
function demandsOf({ name, demands }, { evidence }) {
  const met = demands.filter(({ status }) => status === 'met');
  const deciding = [...new Set(met.flatMap((demand) => demand.evidence))].flatMap((position) => evidence[position] ?? []);
  const pieces = deciding.filter(({ signer, verdict }) => signer !== null && verdict === 'verified');
  const needed = Number(met.find(({ key }) => key === 'threshold')?.expected ?? 1);
  const signers = distinct(pieces.flatMap(({ signer }) => expected(signer) ?? []));
  const rules = met.filter(({ key }) => key === 'rules').flatMap(({ expected: rule }) => ruleOf(rule) ?? []);
  const kept = Object.fromEntries(met.filter(({ key }) => key !== 'rules' && !WHO.includes(key) && !LEFT_OUT.includes(key)).map(({ key, expected: wanted, found }) => [key, BY_FACT.includes(key) ? found : wanted]));
  if (pieces.length === 0 || signers.length < needed || (signers.length === 0 && kept.sourceUri === undefined)) {
    throw new TouchstoneError('report-without-policy', 'host', { artifact: name });
  }
  const [only] = signers;
  return {
    ...(signers.length > 1 ? { signers, threshold: needed } : only),
    ...typesOf(met, pieces, needed),
    ...(pieces.every(({ signer }) => signer?.extensions.runnerEnvironment === 'github-hosted') && { denySelfHostedRunners: true }),
    ...(rules.length > 0 && { rules: /** @type {import('./index.d.ts').Rule[]} */ (rules) }),
    ...levelOf(pieces),
    ...kept,
  };
}

/**
 * A rule as a policy states it; undefined where a number of it is none that JavaScript writes the same.
 *
 * @param {unknown} rule
 * @returns {import('./index.d.ts').Rule | undefined}
 */
function ruleOf(rule) {
  try {
    return JSON.parse(JSON.stringify(rule), (_, value) => {
      if (typeof value !== 'object' || value === null || !('number' in value)) return value;
      const number = Number(value.number);
      if (JSON.stringify(number) !== value.number) throw new RangeError();
      return number;
    });
  } catch {
    return undefined;
  }
}

/**
 * The level of the builder behind all of the evidence, where it says more than that there was one.
 *
 * @param {EvidenceReport[]} pieces
 * @returns {{ minimumSlsaLevel?: 1 | 2 | 3 }}
 */
function levelOf(pieces) {
  const levels = pieces.map(({ facts }) => Number(/** @type {{ build?: { buildLevel?: unknown } }} */ (facts).build?.buildLevel ?? 0));
  const least = Math.min(...levels);
  return least === 2 || least === 3 ? { minimumSlsaLevel: least } : {};
}

/**
 * The types of the attestations that were demanded, or else of the one that decided.
 *
 * @param {ArtifactReport['demands']} met
 * @param {EvidenceReport[]} pieces
 * @param {number} needed
 * @returns {{ predicateTypes?: string[] }}
 */
function typesOf(met, pieces, needed) {
  const demanded = met.filter(({ key }) => key === 'predicateTypes').map(({ found }) => found);
  const { statement } = /** @type {{ statement?: { predicateType?: unknown } }} */ (pieces.length === 1 && needed === 1 ? pieces[0]?.facts ?? {} : {});
  const types = /** @type {string[]} */ ([...new Set([...demanded, statement?.predicateType])].filter((type) => typeof type === 'string' && type !== ''));
  return types.length > 0 ? { predicateTypes: types } : {};
}

/**
 * A signer as a policy names it; undefined for a platform's key, which is nobody's of whom the policy
 * could speak. The ref of a workflow is part of it where it is a branch: a tag is another one each time.
 *
 * @param {Signer | null} signer
 * @returns {ExpectedSigner | undefined}
 */
function expected(signer) {
  if (signer === null) return undefined;
  const { identity, identityType, issuer, extensions } = signer;
  if (identityType === 'key') return { key: identity };
  if (issuer === null) return undefined;
  const source = extensions.sourceRepositoryUri ?? '';
  const ref = extensions.sourceRepositoryRef ?? '';
  const platform = PLATFORMS.find((known) => known.issuer === issuer && source.startsWith(known.start));
  const workflow = platform === undefined ? undefined : workflowIn(identity, source, platform);
  if (platform === undefined || workflow === undefined) return { certificateIdentity: identity, certificateOidcIssuer: issuer };
  return { repo: platform.named(source), workflow, ...(ref.startsWith('refs/heads/') && { ref }) };
}

/**
 * The path of a workflow, from its repository or, on GitHub, from the platform where it is another's.
 *
 * @param {string} identity
 * @param {string} source
 * @param {typeof PLATFORMS[number]} platform
 */
function workflowIn(identity, source, { start, between }) {
  const file = /^(.+?)@(?:refs\/|[0-9a-fA-F]{40}$|[0-9a-fA-F]{64}$)/.exec(identity)?.[1] ?? '';
  if (!/^[\w.-]+(?:\/[\w.-]+)+$/.test(source.slice(start.length))) return undefined;
  const own = `${source}${between}`;
  if (file.startsWith(own)) {
    const path = file.slice(own.length);
    return between === '//' || path.startsWith('.github/') ? path : undefined;
  }
  return between === '/' && file.startsWith(start) && file.includes('/.github/') ? file.slice(start.length) : undefined;
}

/** @param {ExpectedSigner[]} signers */
function distinct(signers) {
  return signers.filter((signer, index) => signers.findIndex((other) => same(other, signer)) === index);
}

/** @param {unknown} one @param {unknown} other */
function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** @param {string} name  of a file, with its folders or without */
function baseOf(name) {
  return name.split(/[/\\]/).pop() ?? '';
}
