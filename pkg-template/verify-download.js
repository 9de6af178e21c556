// A download that is handed over only if it verifies: hashed while it comes, kept where nobody sees it
// until the verdict.

import { TouchstoneError, cancelled, usage } from './error.js';
import { askAsPage, nameIn, unreadable } from './download.js';
import { downloadInto } from './downloaded.js';
import { sourceOf, whole } from './source.js';
import { openSpool } from './spool.js';

/**
 * @typedef {import('./downloaded.js').Hashing} Hashing
 * @typedef {import('./downloaded.js').Spooled} Spooled
 * @typedef {import('./index.d.ts').Download} Verified
 * @typedef {import('./index.d.ts').DownloadOptions} DownloadOptions
 * @typedef {import('./index.d.ts').Report} Report
 * @typedef {import('./session.js').Session} Session
 * @typedef {{ name: string, data: Uint8Array }} Given
 *
 * @typedef {Pick<ReturnType<typeof import('./api.js').createApi>, 'Hasher' | 'createSession' | 'init'>} Api
 *
 * @typedef {object} Means   how a runtime downloads
 * @property {(names: string[]) => Promise<Hashing>} hash
 * @property {(limit: number | undefined) => Promise<import('./spool.js').Spool>} openSpool
 * @property {import('./download.js').Ask} ask
 */

/** Milliseconds without a byte, after which a connection counts as broken. */
const PATIENCE = 30_000;

/** The engine reads no larger evidence. */
const LIMIT = 16 * 1024 * 1024;

/**
 * The package's function for a runtime, which downloads as a page does unless told.
 *
 * @param {Api} api
 * @param {Partial<Means>} [means]
 * @returns {(from: string | URL | Response, options: DownloadOptions) => Promise<Verified>}
 */
export function downloader(api, means = {}) {
  const { createSession } = api;
  return (from, options) => verifyDownload({ createSession, hash: (names) => hashing(api, names), openSpool, ask: askAsPage, ...means }, from, options);
}

/**
 * @param {Api} api
 * @param {string[]} names
 * @returns {Promise<Hashing>}
 */
async function hashing({ Hasher, init }, names) {
  await init();
  const hasher = new Hasher(names);
  return {
    update: async (bytes) => {
      hasher.update(bytes);
      return bytes.buffer;
    },
    end: async () => hasher.finish(),
  };
}

/**
 * @param {Means & Pick<Api, 'createSession'>} means
 * @param {string | URL | Response} from
 * @param {DownloadOptions} options
 * @returns {Promise<Verified>}
 */
async function verifyDownload(means, from, options) {
  const { evidence: _, name: _name, fetch, limit, patience = PATIENCE, signal = new AbortController().signal, onProgress = () => {}, ...judging } = options;
  const source = from instanceof Response ? from : addressOf(from, 'from');
  const name = options.name ?? nameIn(source instanceof Response ? source.url : source);
  /** @type {import('./download.js').Ask} */
  const ask = fetch === undefined ? means.ask : (address, { headers, signal: until }) => fetch(address, { headers, signal: until });
  const evidence = await readAll(options.evidence, ask, signal);
  const session = await means.createSession({ ...judging, signal });
  const judge = new Judge(session, options.expectation ?? null, evidence);
  const names = await judge.digestsWanted();
  const tell = (/** @type {boolean} */ resuming) => (/** @type {number} */ done, /** @type {number | null} */ total) => onProgress({ phase: 'downloading', name, done, total, resuming });
  const attempt = async (/** @type {boolean} */ resumes) => {
    const spooled = await downloadInto({ hash: () => means.hash(names), openSpool: () => means.openSpool(limit) }, source, {
      signal, ask, resumes, patience, onProgress: (done, total, broken) => tell(broken)(done, total),
    });
    return judged(judge, spooled, { name, signal, onProgress });
  };
  try {
    const first = await attempt(true);
    // Parts that do not fit are no reason to call the file wrong.
    return first.verdict !== 'verified' && first.resumed ? await attempt(false) : first;
  } finally {
    session.close();
  }
}

/**
 * By the digest that was computed while it came. Where that is not enough, the file is read once more,
 * and by all that it says: only then it is refused.
 *
 * @param {Judge} judge
 * @param {Spooled} spooled
 * @param {{ name: string, signal: AbortSignal, onProgress: NonNullable<DownloadOptions['onProgress']> }} how
 * @returns {Promise<Verified>}
 */
async function judged(judge, { file, size, digests, resumed, remove }, { name, signal, onProgress }) {
  const how = { signal, onProgress: (/** @type {import('./index.d.ts').Progress} */ { done, total }) => onProgress({ phase: 'reading', name, done, total, resuming: false }) };
  let verified = false;
  try {
    let report = await judge.report({ name, size, digests }, how);
    if (report.verdict !== 'verified') report = await judge.report({ name, data: file }, how);
    if (signal.aborted) throw cancelled();
    const described = { report, name, size, resumed, remove, [Symbol.asyncDispose]: remove };
    // Nothing else hands a file over.
    verified = report.verdict === 'verified' && report.artifacts.length === 1;
    return verified ? { verdict: 'verified', file: new File([file], name), ...described } : { verdict: refusalOf(report), file: null, ...described };
  } finally {
    if (!verified) await remove();
  }
}

/**
 * The verdict on what is not handed over. A history whose signed objects verify says nothing of all its bytes.
 *
 * @param {Report} report
 * @returns {Exclude<import('./index.d.ts').Verdict, 'verified'>}
 */
function refusalOf({ verdict }) {
  return verdict === 'verified' ? 'incomplete' : verdict;
}

/** The same evidence, roots and expectation for one file after the other. */
class Judge {
  #session;
  #expectation;
  #evidence;

  /**
   * @param {Session} session  with the roots and keys, and no file
   * @param {import('./index.d.ts').Expectation | string | Uint8Array | null} expectation
   * @param {Given[]} evidence
   */
  constructor(session, expectation, evidence) {
    this.#session = session;
    this.#expectation = expectation;
    this.#evidence = evidence;
  }

  async digestsWanted() {
    const session = await this.#fork(undefined);
    try {
      return await session.digestsWanted();
    } finally {
      session.close();
    }
  }

  /**
   * @param {import('./index.d.ts').ArtifactInput} artifact
   * @param {import('./index.d.ts').ReadOptions} how
   */
  async report(artifact, how) {
    const session = await this.#fork(artifact);
    try {
      return await session.report(how);
    } finally {
      session.close();
    }
  }

  /** @param {import('./index.d.ts').ArtifactInput | undefined} artifact */
  async #fork(artifact) {
    const session = await this.#session.fork({ expectation: this.#expectation });
    const about = artifact === undefined ? {} : { evidenceFor: (await session.add(artifact, { as: 'artifact' })).id };
    for (const { name, data } of this.#evidence) await session.add(data, { as: 'evidence', name, ...about });
    return session;
  }
}

/**
 * @param {DownloadOptions['evidence']} evidence
 * @param {import('./download.js').Ask} ask
 * @param {AbortSignal} signal
 * @returns {Promise<Given[]>}
 */
async function readAll(evidence, ask, signal) {
  if (!Array.isArray(evidence) || evidence.length === 0) throw usage('evidence', 'at least one file, or the URL of one');
  return Promise.all(evidence.map((each, index) => each instanceof URL ? fetched(each, ask, signal) : read(each, `evidence[${index}]`)));
}

/**
 * @param {import('./index.d.ts').FileInput} file
 * @param {string} fallback
 * @returns {Promise<Given>}
 */
async function read(file, fallback) {
  const source = sourceOf(file, 'evidence', fallback);
  const data = await whole(source, LIMIT);
  if (data === undefined) throw new TouchstoneError('input-too-large', 'parse', { size: source.size ?? LIMIT + 1, limit: LIMIT });
  return { name: source.name, data };
}

/**
 * @param {URL} url
 * @param {import('./download.js').Ask} ask
 * @param {AbortSignal} signal
 */
async function fetched(url, ask, signal) {
  const address = addressOf(url, 'evidence');
  const response = await ask(address, { signal, headers: {}, again: false }).catch((reason) => {
    throw signal.aborted ? cancelled() : unreadable(address, String(reason));
  });
  if (!response.ok) throw unreadable(address, `HTTP status ${response.status}`);
  return read({ name: nameIn(address), data: response.body ?? '' }, 'evidence');
}

/**
 * @param {string | URL} from
 * @param {string} argument
 */
function addressOf(from, argument) {
  const base = globalThis.location?.href;
  const url = URL.canParse(String(from), base) ? new URL(from, base) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw usage(argument, 'an address that starts with https: or http:, or a Response');
  return url.href;
}
