// From codes and facts to sentences, in the words of a catalogue (www/i18n).

/**
 * @typedef {import('./index.d.ts').Report} Report
 * @typedef {import('./index.d.ts').Check} Check
 * @typedef {import('./index.d.ts').EvidenceReport} EvidenceReport
 * @typedef {import('./index.d.ts').Facts} Facts
 * @typedef {import('./index.d.ts').Signer} Signer
 * @typedef {import('./index.d.ts').Verdict} Verdict
 * @typedef {Pick<import('./index.d.ts').ArtifactReport, 'demands' | 'evidence' | 'image' | 'verdict'>} Answered
 *
 * @typedef {{ sentence: string, next: string }} Advice
 * @typedef {object} Catalogue
 * @property {Record<Verdict, Advice & { word: string, meaning: string }>} verdict
 * @property {Advice & { word: string, meaning: string }} unmet  of the expected signer's that is not what is demanded
 * @property {Advice & { word: string, meaning: string }} lacking  the same where it is not proven
 * @property {string} scope
 * @property {Record<string, Record<string, string>>} check
 * @property {Record<string, string>} because
 * @property {Record<string, Advice>} error
 * @property {Record<string, Advice>} orphan
 * @property {Record<string, string>} history
 * @property {Record<string, string>} kind
 * @property {Record<string, string>} timeSource
 * @property {Record<string, string>} identityType
 * @property {Record<string, string>} trustSource
 * @property {{ 'somebody': string, 'key': string, 'tuf-root': string, 'workflow': string }} signer
 */

/** Words of the catalogue's own among the facts of a sentence: nothing in them is spelled out. */
export class Said {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** The keys of an expectation that say who should have signed. */
const NAMING = ['certificateIdentity', 'certificateIdentityRegexp', 'repo', 'owner', 'key', 'sourceUri'];

/**
 * What decides about an artifact: its own evidence, or what covers the image that it is a part of. Where the
 * expected signer's is not what is demanded, or not all of it, that counts more than what others signed.
 *
 * @param {Answered} artifact
 * @param {Report} report
 */
export function decidingOf({ evidence, image, verdict }, report) {
  const covering = (image?.coveredBy ?? []).flatMap((index) => report.artifacts[index]?.evidence ?? []);
  const all = [...evidence, ...covering].flatMap((index) => report.evidence[index] ?? []);
  const same = all.filter((each) => each.verdict === verdict);
  if (verdict === 'unexpected') return same.find(isByExpected) ?? same[0];
  return same[0] ?? (verdict === 'incomplete' ? all.find(isByExpected) : undefined);
}

/**
 * Whether all that is not proven is something else than who signed.
 *
 * @param {Answered} artifact
 */
function lacksOther({ verdict, demands }) {
  const named = demands.filter(({ key }) => NAMING.includes(key));
  return verdict === 'incomplete' && named.length > 0 && named.every(({ status }) => status === 'met');
}

/**
 * A ref is the last that is asked of a signer: who is refused for it alone is the expected one.
 *
 * @param {EvidenceReport} evidence
 */
function isByExpected({ checks }) {
  return checks.some(({ code, status, facts }) => code === 'identity.expected' && (status === 'passed' || facts.key === 'ref'));
}

/**
 * @param {Advice & { word: string, meaning: string }} texts
 * @param {Facts} facts
 */
function filled({ word, sentence, meaning, next }, facts) {
  return { word, sentence: fill(sentence, facts), meaning: fill(meaning, facts), next: fill(next, facts) };
}

export class Wording {
  /** @param {Catalogue} catalogue */
  constructor(catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * What is said of an artifact. Where the signer is the expected one and something else is not, or is not
   * proven, that is what is said.
   *
   * @param {Answered & { name: string }} artifact
   * @param {Report} report
   */
  answer(artifact, report) {
    const deciding = decidingOf(artifact, report);
    const facts = { artifact: artifact.name, signer: this.signer(deciding?.signer) };
    if (!lacksOther(artifact)) return this.verdict(artifact.verdict, facts, deciding);
    return filled(this.catalogue.lacking, facts);
  }

  /**
   * @param {Verdict} verdict
   * @param {Facts} facts  `artifact`, and `signer` where one is known
   * @param {EvidenceReport} [deciding]
   */
  verdict(verdict, facts, deciding) {
    const unmet = verdict === 'unexpected' && deciding !== undefined && isByExpected(deciding);
    return filled(unmet ? this.catalogue.unmet : this.catalogue.verdict[verdict], facts);
  }

  /**
   * The same of a history: what is said of all that has its verdict.
   *
   * @param {import('./index.d.ts').HistoryReport} history
   * @param {Report} report
   */
  wordOfHistory(history, report) {
    const place = report.histories.indexOf(history);
    const same = report.artifacts.filter((artifact) => artifact.history === place && artifact.verdict === history.verdict);
    const [first, ...others] = new Set(same.map((artifact) => this.answer(artifact, report).word));
    return first === undefined || others.length > 0 ? this.catalogue.verdict[history.verdict].word : first;
  }

  /**
   * Who signed, in the fewest words that cannot be mistaken for somebody else.
   *
   * @param {Signer | null | undefined} signer
   */
  signer(signer) {
    const { somebody, workflow, ...holders } = this.catalogue.signer;
    if (signer === null || signer === undefined) return new Said(somebody);
    const { identityType: type } = signer;
    if (type === 'key' || type === 'tuf-root') return new Said(fill(holders[type], { identity: `${signer.identity.slice(0, 23)}...` }));
    // GitHub vouches for the whole identity, of which the repository is the part that names its owner.
    const repository = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/\.github\/workflows\//.exec(signer.identity)?.[1];
    const ofGitHub = signer.issuer === 'https://token.actions.githubusercontent.com';
    return new Said(ofGitHub && repository !== undefined ? fill(workflow, { repository }) : visible(signer.identity));
  }

  /**
   * What a check found, and what to do about it.
   *
   * @param {Check} check
   * @returns {{ question: string, sentence: string, next: string }}
   */
  check({ code, status, facts }) {
    const texts = this.catalogue.check[code] ?? {};
    const sentence = fill(texts[status] ?? `${code}: ${status}`, facts);
    const question = texts.question ?? code;
    if ('error' in facts && typeof facts.error === 'string') {
      const advice = this.error(facts.error, facts);
      return { question, sentence: advice.sentence, next: advice.next };
    }
    const because = typeof facts.because === 'string' ? this.catalogue.because[facts.because] : undefined;
    return { question, sentence: because === undefined ? sentence : fill(because, facts), next: '' };
  }

  /**
   * What a history holds: a sentence, and one for each thing that keeps it from being verified.
   *
   * @param {import('./index.d.ts').HistoryReport} history
   */
  history({ name, commits, tags, signed, unsigned, otherTools, undecided, unread, missing }) {
    const { history } = this.catalogue;
    const counted = (/** @type {string} */ key, /** @type {number} */ count, facts = {}) => count === 0 ? [] : [fill(history[key] ?? key, { count, ...facts })];
    return {
      sentence: fill(history.sentence ?? '', { name, commits, tags, signed }),
      open: [
        ...counted('unsigned', unsigned),
        ...Object.entries(otherTools).flatMap(([tool, count]) => counted('otherTool', count, { tool })),
        ...counted('undecided', undecided), ...counted('unread', unread), ...counted('missing', missing),
      ],
    };
  }

  /**
   * What became of the object that a history gives a name to.
   *
   * @param {import('./index.d.ts').HistoryReport['refs'][number]} named
   */
  ref({ state }) {
    return this.catalogue.history[state === 'unsigned' ? 'unsignedRef' : state] ?? state;
  }

  /**
   * @param {string} code
   * @param {Facts} facts
   */
  error(code, facts) {
    return advice(this.catalogue.error[code], code, facts);
  }

  /**
   * @param {string} reason
   * @param {Facts} facts
   */
  orphan(reason, facts) {
    return advice(this.catalogue.orphan[reason], reason, { ...facts, digest: digestOf(facts) });
  }
}

/**
 * The start of the first digest that something speaks about, as people compare digests.
 *
 * @param {Facts} facts
 */
function digestOf({ digests }) {
  const [first] = Array.isArray(digests) ? digests : [];
  return typeof first !== 'string' ? '' : new Said(`${visible(first.slice(0, first.indexOf(':') + 13))}…`);
}

/**
 * Text of unknown origin with everything spelled out that a reader could not see, or that moves
 * other text: control characters, every character outside ASCII.
 *
 * @param {string} text
 */
export function visible(text) {
  return text.replace(/[^\x20-\x7e]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/**
 * `{count}` becomes the fact of that name; `{count:file:files}` the first word where that is one, else
 * the second. The languages that there are have no third.
 *
 * @param {string} template
 * @param {Facts} facts
 */
export function fill(template, facts) {
  return template.replace(/\{(\w+)(?::([^:}]*):([^}]*))?\}/g, (whole, name, one, more) => {
    const value = facts[name];
    if (value === undefined) return whole;
    return one === undefined ? inWords(value) : String(value) === '1' ? one : more;
  });
}

/** @param {unknown} value */
function inWords(value) {
  if (value === null) return '-';
  if (value instanceof Said) return value.text;
  return visible(typeof value === 'string' ? value : JSON.stringify(value));
}

/**
 * @param {Advice | undefined} found
 * @param {string} code
 * @param {Facts} facts
 */
function advice(found, code, facts) {
  if (found === undefined) return { sentence: code, next: '' };
  return { sentence: fill(found.sentence, facts), next: fill(found.next, facts) };
}
