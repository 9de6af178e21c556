// The element. It takes files, addresses and an expectation, and never an answer: whatever it shows
// comes from the engine that it loaded itself.

import { saveFile } from '../../www/sharing.js';
import { untilAborted } from '../abort.js';
import { askAsPage, nameIn } from '../download.js';
import { downloadInto } from '../downloaded.js';
import { TouchstoneError } from '../error.js';
import { openSpool } from '../spool.js';
import { ATTRIBUTES, PROPERTIES, addressOf, expectationOf, mirrorAttributes } from './attributes.js';
import { statementOf } from './fetching.js';
import { load } from './loading.js';
import { ORIGIN } from './places.js';
import { Verifying } from './verifying.js';
import { View } from './view.js';
import { ElementWords, languageAmong } from './words.js';

/**
 * @typedef {import('../index.d.ts').Report} Report
 * @typedef {import('../index.d.ts').Verdict} Verdict
 * @typedef {import('./fetching.js').Statement} Statement
 * @typedef {import('./loading.js').Place} Place
 * @typedef {'idle' | 'loading' | 'reading' | 'downloading' | 'error' | Verdict} State
 */

/** Outside of a browser the class can be imported, and nothing more. */
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (/** @type {unknown} */ (class {}));

/** Seconds without a byte, after which a download asks again. */
const PATIENCE = 30;

export class TouchstoneVerify extends Base {
  static observedAttributes = ATTRIBUTES;

  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: 'open' });
  #words = new ElementWords('en');
  #view = new View(this.#root, this.#words, {
    take: (files) => this.#take(files),
    download: () => this.#download(),
    stop: () => this.#work?.abort(),
  });
  /** @type {Promise<Verifying> | undefined} */
  #verifying;
  /** @type {AbortController | undefined} */
  #work;
  /** Ends with what was begun before. @type {Promise<void>} */
  #turn = Promise.resolve();
  /** @type {State} */
  #state = 'idle';
  /** @type {Report | null} */
  #report = null;
  /** @type {Place | null} */
  #engine = null;
  #waiting = false;

  constructor() {
    super();
    this.addEventListener('click', (event) => this.#clicked(event));
  }

  /**
   * Registers the element, unless its name is taken.
   *
   * @param {string} [name]
   */
  static define(name = 'touchstone-verify') {
    if (globalThis.customElements !== undefined && customElements.get(name) === undefined) customElements.define(name, this);
  }

  /** What it does, or its answer. */
  get state() {
    return this.#state;
  }

  /** The last answer, as a copy: changing it changes nothing here. */
  get report() {
    return structuredClone(this.#report);
  }

  /** Where the work is done; null before it began. */
  get engine() {
    return this.#engine;
  }

  connectedCallback() {
    for (const property of PROPERTIES.keys()) this.#upgrade(property);
    this.#refreshSoon();
  }

  disconnectedCallback() {
    // What was only moved is connected again by then; but a frame that is moved begins anew.
    if (this.#engine === 'frame') this.#end();
    queueMicrotask(() => { if (!this.isConnected) this.#end(); });
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name !== 'lang') this.#forget();
    this.#refreshSoon();
  }

  /**
   * A property that was set before the class was there hides the one that the class has.
   *
   * @param {string} property
   */
  #upgrade(property) {
    if (!Object.hasOwn(this, property)) return;
    const own = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this));
    const value = own[property];
    delete own[property];
    own[property] = value;
  }

  /** An answer to another question is none. */
  #forget() {
    this.#work?.abort();
    this.#report = null;
    if (this.#state !== 'idle') this.#enter('idle');
  }

  #end() {
    this.#forget();
    this.#verifying?.then((verifying) => verifying.close(), () => {});
    this.#verifying = undefined;
  }

  #refreshSoon() {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      this.#refresh();
    });
  }

  #refresh() {
    const language = languageAmong([this.closest('[lang]')?.getAttribute('lang'), ...navigator.languages]);
    if (language !== this.#words.language) {
      this.#words = new ElementWords(language);
      this.#verifying?.then((verifying) => verifying.explain(this.#words), () => {});
    }
    this.#view.speak(this.#words);
    this.#ask();
    if (this.#state === 'idle') this.#view.idle();
  }

  /** Shows what the page asks, as far as that can be read before it begins. */
  #ask() {
    let stated = null;
    try {
      stated = expectationOf(this);
    } catch { /* what is wrong with it is said when somebody asks for an answer */ }
    const fetched = Object.fromEntries(['policy', 'key'].flatMap((name) => this.hasAttribute(name) ? [[name, this.getAttribute(name)]] : []));
    this.#view.ask({ stated: { ...stated }, fetched }, { downloads: this.hasAttribute('download'), independent: this.#independent(), policy: this.#policy ?? stated ?? undefined });
  }

  /** The text of the policy, once it was fetched. @type {string | undefined} */
  #policy;

  #independent() {
    const address = this.getAttribute('independent');
    try {
      return address === null ? undefined : addressOf(this, 'independent', address);
    } catch {
      return undefined;
    }
  }

  /** @param {Event} event */
  #clicked(event) {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!this.hasAttribute('download') || !(link instanceof HTMLAnchorElement) || link.parentElement !== this || link.slot !== '') return;
    event.preventDefault();
    this.#download();
  }

  /** @param {File[]} files */
  #take(files) {
    if (files.length > 0) this.#run(async (signal) => this.#check(files, signal));
  }

  #download() {
    if (this.#state !== 'downloading') this.#run(async (signal) => this.#checkDownload(signal));
  }

  /**
   * Does one thing after the other; a new one ends the one before.
   *
   * @param {(signal: AbortSignal) => Promise<void>} task
   */
  #run(task) {
    this.#work?.abort();
    const work = this.#work = new AbortController();
    this.#turn = this.#turn.then(async () => {
      if (work.signal.aborted) return;
      try {
        this.#report = null;
        this.#enter('loading');
        this.#view.working(this.#words.text('loading'));
        await task(work.signal);
      } catch (reason) {
        this.#fail(reason, work);
      } finally {
        if (this.#work === work) this.#work = undefined;
      }
    });
  }

  /**
   * @param {File[]} files
   * @param {AbortSignal} signal
   */
  async #check(files, signal) {
    const [verifying, statement] = await this.#begin(signal);
    this.#enter('reading');
    const report = await verifying.check(files, statement, {
      signal,
      onProgress: ({ name, overall: { done, total } }) => this.#progressed('reading', name, done, total, false),
    });
    signal.throwIfAborted();
    if (!report.artifacts.length && !report.histories.length) return this.#wait();
    this.#answer(report, verifying.place);
  }

  #wait() {
    this.#enter('idle');
    this.#view.idle(this.#words.text('needsFile'));
  }

  /** @param {AbortSignal} signal */
  async #checkDownload(signal) {
    const address = this.#address();
    const [verifying, statement] = await this.#begin(signal);
    if (statement.evidence.length === 0) throw new TouchstoneError('usage', 'host', { argument: 'bundle', expected: 'the address of the evidence' });
    const name = nameIn(address);
    const fetchOne = (/** @type {boolean} */ resumes) => this.#downloadOne(verifying, statement, { address, name, resumes, signal });
    let { spooled, report } = await fetchOne(true);
    // Parts that do not fit are no reason to call the file wrong.
    if (report.verdict !== 'verified' && spooled.resumed) ({ spooled, report } = await fetchOne(false));
    // Nothing else hands a file over.
    const verified = report.verdict === 'verified' && report.artifacts.length === 1 && !signal.aborted;
    if (verified) handOver(new File([spooled.file], name), spooled.remove);
    else await spooled.remove();
    signal.throwIfAborted();
    this.#answer(report, verifying.place, this.#words.text(verified ? 'saved' : 'notSaved', { name }));
  }

  /**
   * @param {Verifying} verifying
   * @param {Statement} statement
   * @param {{ address: string, name: string, resumes: boolean, signal: AbortSignal }} what
   */
  async #downloadOne(verifying, statement, { address, name, resumes, signal }) {
    this.#enter('downloading');
    const spooled = await downloadInto({ hash: () => verifying.hash(), openSpool }, address, {
      signal, resumes, ask: askAsPage, patience: 1000 * (Number(this.getAttribute('patience')) || PATIENCE),
      onProgress: (done, total, broken) => this.#progressed('downloading', name, done, total, broken),
    });
    let report;
    try {
      report = await verifying.checkDownloaded({ ...spooled, name }, statement, { signal, onProgress: ({ overall: { done, total } }) => this.#progressed('reading', name, done, total, false) });
      signal.throwIfAborted();
    } finally {
      if (report?.verdict !== 'verified') await spooled.remove();
    }
    return { spooled, report };
  }

  /** Where the file is that is to be downloaded. */
  #address() {
    const stated = this.getAttribute('download') || [...this.children].find((child) => child instanceof HTMLAnchorElement && child.slot === '')?.getAttribute('href');
    return addressOf(this, 'download', stated ?? '');
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<[Verifying, Statement]>}
   */
  async #begin(signal) {
    const [loading, stating] = [this.#load(), statementOf(this, signal)];
    // With the engine come the words for what is wrong with a statement: the engine's end is waited for first.
    stating.catch(() => {});
    const verifying = await untilAborted(signal, loading);
    const statement = await untilAborted(signal, stating);
    const { expectation } = statement;
    this.#policy = expectation instanceof Uint8Array ? new TextDecoder().decode(expectation) : undefined;
    this.#ask();
    return [verifying, statement];
  }

  /** @returns {Promise<Verifying>} */
  #load() {
    this.#verifying ??= load(this.#root).then(async ({ client, place }) => {
      const verifying = new Verifying(client, place);
      await verifying.explain(this.#words);
      this.#engine = place;
      this.dataset.engine = place;
      return verifying;
    });
    this.#verifying.catch(() => { this.#verifying = undefined; });
    return this.#verifying;
  }

  /**
   * @param {'reading' | 'downloading'} phase
   * @param {string} name
   * @param {number} done
   * @param {number | null} total
   * @param {boolean} broken
   */
  #progressed(phase, name, done, total, broken) {
    const share = total === null || total === 0 ? undefined : done / total;
    const [percent, megabytes] = [Math.floor((share ?? 0) * 100), (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1)];
    const sentence = broken ? 'resuming' : phase === 'reading' ? 'reading' : total === null ? 'receivedOpen' : 'received';
    this.#view.working(this.#words.text(sentence, { name, percent, done: megabytes(done), total: megabytes(total ?? 0) }), share);
    this.#tell('progress', { phase, name, done, total });
  }

  /**
   * @param {Report} report
   * @param {Place} place
   * @param {string} [note]
   */
  #answer(report, place, note) {
    this.#report = report;
    this.#enter(report.verdict);
    this.#view.verdict(report, place, ORIGIN, note);
    this.#tell('verdict', structuredClone(report));
  }

  /**
   * @param {unknown} reason
   * @param {AbortController} work
   */
  #fail(reason, { signal }) {
    const error = signal.aborted ? new TouchstoneError('cancelled', 'host', {})
      : reason instanceof TouchstoneError ? reason : new TouchstoneError('internal-error', 'host', { reason: String(reason) });
    // What ended by itself is made anew the next time.
    if (error.code === 'internal-error' || error.code === 'worker-missing') this.#end();
    if (error.code === 'cancelled') {
      this.#enter('idle');
      this.#view.idle(this.#words.text('stopped'));
    } else {
      this.#enter('error');
      this.#view.trouble(error);
    }
    this.#tell('error', error.toJSON());
  }

  /** @param {State} state */
  #enter(state) {
    const { states } = this.#internals;
    if (states === undefined) this.dataset.state = state;
    else for (const [each, change] of /** @type {const} */ ([[this.#state, 'delete'], [state, 'add']])) changeState(states, change, each);
    this.#state = state;
  }

  /**
   * @param {'progress' | 'verdict' | 'error'} what
   * @param {object} detail
   */
  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(`touchstone-${what}`, { detail, bubbles: true, composed: true }));
  }
}

/** Milliseconds in which a browser has copied what it was handed. */
const COPIED = 600_000;

/**
 * @param {File} file
 * @param {() => Promise<void>} remove
 */
function handOver(file, remove) {
  saveFile(file);
  setTimeout(remove, COPIED);
}

mirrorAttributes(TouchstoneVerify.prototype);

/**
 * Engines of some years ago took only names with two dashes in front.
 *
 * @param {CustomStateSet} states
 * @param {'add' | 'delete'} change
 * @param {string} name
 */
function changeState(states, change, name) {
  try {
    states[change](name);
  } catch {
    states[change](`--${name}`);
  }
}
