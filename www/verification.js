// What the page knows: the files, the expectation, the last report; and the worker that makes it.

import { foreignKind } from './foreign.js';
import { foldersOf } from './folders.js';
import { pathOf } from './intake.js';
import { Client, TouchstoneError } from './touchstone/client.js';
import { decidingOf } from './touchstone/wording.js';

/**
 * @typedef {import('./touchstone/index.js').Added} Added
 * @typedef {import('./touchstone/index.js').Expectation} Expectation
 * @typedef {import('./touchstone/index.js').Progress} Progress
 * @typedef {import('./touchstone/index.js').Report} Report
 * @typedef {import('./touchstone/index.js').TrustedRootInspection} TrustedRootInspection
 *
 * @typedef {import('./touchstone/index.js').ArtifactReport} ArtifactReport
 * @typedef {import('./touchstone/index.js').Check} Check
 * @typedef {import('./touchstone/index.js').EvidenceReport} EvidenceReport
 * @typedef {import('./touchstone/index.js').Verdict} Verdict
 *
 * @typedef {Added & { file: File, foreign?: string | undefined }} Taken
 *   `foreign` names what an artifact looks like that nothing here understands
 * @typedef {{ verdict: Verdict, deciding: EvidenceReport | undefined, checks: Map<string, Map<string, Check['status']>> }} Before
 *   an earlier answer: the verdict, what decided it, and by evidence how each check ended
 */

/** Files that are handed to the worker before the first of them is answered. */
const TOGETHER = 50;

/** Bytes of a file that is soon read, even where nobody waits for it any more. */
const LARGE = 64 * 1024 * 1024;

/**
 * Whether a file is one to check: it may be its own evidence, as a git commit is.
 *
 * @param {Taken} taken
 */
export function isChecked({ role }) {
  return role === 'artifact' || role === 'signed-object';
}

/** Tells of itself by events: `files`, `reading`, `report`, `trouble`. */
export class Verification extends EventTarget {
  #client = new Client();
  /** @type {AbortController | undefined} */
  #reading;
  #again = false;
  /** The files that are being read. @type {Set<number>} */
  #underway = new Set();

  /** @type {Map<number, Taken>} */
  files = new Map();
  /** @type {Report | undefined} */
  report;
  /** What is being read. @type {Progress & { began: number } | undefined} */
  progress;
  /** What went wrong beside the report. @type {TouchstoneError | undefined} */
  trouble;
  /** Whether somebody said who should have signed. */
  stated = false;
  /** The keys that say so. @type {Set<number>} */
  #keys = new Set();
  /** Who that is, unless it is a key. @type {Expectation | string | null} */
  expectation = null;
  /** Whether what is shown is one of the page's samples, whose authority is relied on meanwhile. */
  isSample = false;
  /** What was known of an artifact of this name before its verdict last changed. @type {Map<string, Before>} */
  before = new Map();
  /** What is known of it now. @type {Map<string, Before>} */
  #last = new Map();
  /** The names of those whose reading was stopped. @type {Set<string>} */
  #stopped = new Set();
  /** How many are on their way from a change to the report about it. */
  #pending = 0;

  /** Starts the worker. */
  start() {
    return this.#attempt(() => this.#client.start());
  }

  /** What would else be requested later, when several large files are read, or more than bundles. */
  startRest() {
    return this.#attempt(() => Promise.all([this.#client.startPool(), this.#client.start({ whole: true })]));
  }

  /** The version of the engine. @returns {Promise<string>} */
  version() {
    return this.#client.ask('version', []);
  }

  /** @param {string} policy */
  explainPolicy(policy) {
    return this.#client.explainPolicy(policy);
  }

  /**
   * The trusted roots that are relied on: newer ones than those that come with the page where the site
   * carries a copy of their TUF repositories, from which they follow.
   */
  async roots() {
    await this.#mirror().catch(() => {});
    return (await this.#client.current()).trust;
  }

  /** Asks only for files that the site says it has. */
  async #mirror() {
    const from = (/** @type {string} */ path) => fetch(`roots/${path}`, { cache: 'no-cache' });
    /** @type {Record<string, string[]>} */
    const index = await (await from('index.json')).json();
    await Promise.all(Object.entries(index).flatMap(([name, paths]) => paths.map(async (path) => {
      const file = `${name}/${path}`;
      await this.#client.addMirrored(new Uint8Array(await (await from(file)).arrayBuffer()), { name: file });
    })));
  }

  /** @param {File[]} files */
  async take(files) {
    if (this.isSample) await this.clear();
    await this.#add(files);
    await this.refresh();
  }

  /**
   * Shows a sample in place of everything else.
   *
   * @param {import('./samples.js').Sample} sample
   */
  async show({ files, root, expectation }) {
    await this.clear();
    this.isSample = true;
    await this.#attempt(async () => {
      const added = await this.#client.addTrustedRoot(root, { name: root.name });
      this.files.set(added.id, { ...added, file: root });
    });
    await this.#add(files);
    await this.expect(expectation);
  }

  /** Forgets every file, and who was expected. */
  async clear() {
    this.#reading?.abort();
    const ids = [...this.files.keys()];
    this.files.clear();
    this.before.clear();
    this.#last.clear();
    this.#stopped.clear();
    this.#keys.clear();
    this.isSample = false;
    await this.#attempt(async () => {
      for (const id of ids) await this.#client.remove(id);
      await this.#client.setExpectation(null);
    });
    this.stated = false;
    this.expectation = null;
    this.#tell('files');
    await this.refresh();
  }

  /**
   * Puts a changed file in another's place, whose verdict stays known.
   *
   * @param {string} name
   * @param {File} file
   */
  async exchange(name, file) {
    const id = this.#idOf(name);
    if (id === undefined) return;
    this.files.delete(id);
    await this.#attempt(() => this.#client.remove(id));
    await this.#add([file], name);
    await this.refresh();
  }

  /**
   * @param {File[]} files
   * @param {string} [named]  the name of all of them
   */
  async #add(files, named) {
    const { folders, rest } = foldersOf(files);
    for (const { first, ...folder } of folders) {
      const added = await this.#attempt(() => this.#client.add(folder));
      if (added === undefined) continue;
      this.files.set(added.id, { ...added, file: first });
      for (const member of added.members ?? []) await this.#takeMember(member);
      this.#tell('files');
    }
    // Some at a time: the worker is never idle, and the list keeps the order in which they came.
    for (let start = 0; start < rest.length; start += TOGETHER) {
      const some = rest.slice(start, start + TOGETHER).map(async (file) => {
        const name = named ?? pathOf(file);
        // The path goes with the file: a File’s own name has none.
        const added = await this.#attempt(() => this.#client.add({ name, data: file }));
        return { file, added, foreign: added?.role === 'artifact' ? await foreignKind(file) : undefined };
      });
      for (const { file, added, foreign } of await Promise.all(some)) {
        if (added === undefined) continue;
        this.files.set(added.id, { ...added, file, foreign });
        this.#stopped.delete(added.name);
        for (const member of added.members ?? []) await this.#takeMember(member);
      }
      this.#tell('files');
    }
  }

  /** @param {Added} member  of an archive */
  async #takeMember(member) {
    const blob = await this.#attempt(() => this.#client.file(member.id));
    if (blob !== undefined) this.files.set(member.id, { ...member, file: new File([blob], member.name) });
  }

  /** @param {number} id */
  async remove(id) {
    for (const member of this.files.get(id)?.members ?? []) this.files.delete(member.id);
    const { name = '', file: { size } = { size: 0 } } = this.files.get(id) ?? {};
    this.files.delete(id);
    this.#stopped.delete(name);
    if (this.#keys.delete(id) && this.#keys.size === 0) this.stated = this.expectation !== null;
    this.#tell('files');
    // The others go on being read, unless this one would still keep them waiting.
    if (this.#underway.has(id) || this.progress !== undefined && size > LARGE) this.#reading?.abort();
    await this.#attempt(() => this.#client.remove(id));
    await this.refresh();
  }

  /**
   * Relies on a trusted root that lay among the files.
   *
   * @param {number} id
   */
  accept(id) {
    return this.#exchange(id, (file, options) => this.#client.addTrustedRoot(file, options));
  }

  /**
   * Relies on a TUF repository by a root that lay among the files.
   *
   * @param {number} id
   */
  acceptTufRoot(id) {
    return this.#exchange(id, (file, options) => this.#client.addTufRoot(file, options));
  }

  /**
   * Expects a key that lay among the files.
   *
   * @param {number} id
   */
  async expectFound(id) {
    await this.#exchange(id, async (file, options) => {
      const added = await this.#client.addKey(file, options);
      this.#keys.add(added.id);
      this.stated = true;
      return added;
    });
  }

  /**
   * Says who should have signed; throws what is wrong with it.
   *
   * @param {Expectation | string | null} expectation
   */
  async expect(expectation) {
    await this.#client.setExpectation(expectation);
    if (expectation === null) await this.#forgetKeys();
    this.stated = expectation !== null || this.#keys.size > 0;
    this.expectation = expectation;
    await this.refresh();
  }

  /** Nobody is expected only once no key says who is. */
  async #forgetKeys() {
    for (const id of this.#keys) {
      this.files.delete(id);
      await this.#attempt(() => this.#client.remove(id));
    }
    this.#keys.clear();
    this.#tell('files');
  }

  /** @param {File} file  a public key; throws what is wrong with it */
  async expectKey(file) {
    const added = await this.#client.addKey(file);
    this.files.set(added.id, { ...added, file });
    this.#keys.add(added.id);
    this.stated = true;
    this.#tell('files');
    await this.refresh();
  }

  /** Stops reading; what was read so far stays, and the rest is read only when somebody asks for it. */
  cancel() {
    for (const { name, digests } of this.report?.artifacts ?? []) if (Object.keys(digests).length === 0) this.#stopped.add(name);
    this.#again = false;
    this.#reading?.abort();
  }

  /** @param {string} name */
  isStopped(name) {
    return this.#stopped.has(name);
  }

  /**
   * Reads a file after all.
   *
   * @param {string} name
   */
  async readOn(name) {
    this.#stopped.delete(name);
    await this.refresh();
  }

  /**
   * Gives evidence for an artifact: then it has to speak about that one.
   *
   * @param {number} id
   * @param {number} artifact
   */
  async pair(id, artifact) {
    await this.#exchange(id, (file, options) => this.#client.add(file, { ...options, as: 'evidence', evidenceFor: artifact }));
  }

  /**
   * Whether there is an answer about an artifact: not as long as it is only waiting to be read.
   *
   * @param {ArtifactReport} artifact
   */
  isKnown({ name, digests }) {
    return Object.keys(digests).length > 0 || this.#pending === 0 || this.#stopped.has(name);
  }

  /** @param {string} name */
  #idOf(name) {
    return [...this.files].find(([, taken]) => taken.name === name && isChecked(taken))?.[0];
  }

  /** Reads what was not read yet, and reports; once more when something changed meanwhile. */
  async refresh() {
    this.#pending += 1;
    try {
      await this.#refresh();
    } finally {
      this.#pending -= 1;
      // What could not be read, or was stopped, is shown as such.
      if (this.report?.artifacts.some(({ digests }) => Object.keys(digests).length === 0)) this.#tell('report');
    }
  }

  async #refresh() {
    await this.#attempt(async () => this.#show(await this.#client.current()));
    if (this.#reading !== undefined) {
      this.#again = true;
      return;
    }
    do {
      this.#again = false;
      await this.#read();
    } while (this.#again);
  }

  async #read() {
    const reading = new AbortController();
    this.#reading = reading;
    this.#underway.clear();
    try {
      await this.#attempt(async () => this.#show(await this.#client.report({
        signal: reading.signal,
        except: [...this.#stopped].flatMap((name) => this.#idOf(name) ?? []),
        onProgress: (progress) => this.#progressed(progress),
      })));
    } finally {
      this.#reading = undefined;
      this.progress = undefined;
      this.#tell('reading');
    }
  }

  /** @param {Progress} progress */
  #progressed(progress) {
    if (progress.done === progress.total) this.#underway.delete(progress.id);
    else this.#underway.add(progress.id);
    const [last, now] = [this.progress?.overall, progress.overall];
    const goesOn = last?.total === now.total && last.done <= now.done;
    const began = goesOn ? this.progress?.began ?? performance.now() : performance.now();
    this.progress = { ...progress, began };
    this.#tell('reading');
  }

  /**
   * @param {number} id
   * @param {(file: File, options: { name: string }) => Promise<Added>} add
   */
  async #exchange(id, add) {
    const taken = this.files.get(id);
    if (taken === undefined) return;
    await this.#attempt(async () => {
      const added = await add(taken.file, { name: taken.name });
      await this.#client.remove(id);
      this.files.delete(id);
      this.files.set(added.id, { ...added, file: taken.file });
      this.#tell('files');
    });
    await this.refresh();
  }

  /**
   * What an action gives, or undefined where it fails; then `trouble` says why.
   *
   * @template T
   * @param {() => Promise<T>} action
   * @returns {Promise<T | undefined>}
   */
  async #attempt(action) {
    try {
      const given = await action();
      if (this.trouble !== undefined) {
        this.trouble = undefined;
        this.#tell('trouble');
      }
      return given;
    } catch (reason) {
      if (!(reason instanceof TouchstoneError)) throw reason;
      if (reason.code === 'cancelled') return undefined;
      this.trouble = reason;
      this.#tell('trouble');
      return undefined;
    }
  }

  /** @param {Report} report */
  #show(report) {
    this.report = report;
    for (const artifact of report.artifacts) this.#compare(artifact, report);
    this.#tell('report');
  }

  /**
   * Keeps what was known before, as soon as the answer is another.
   *
   * @param {ArtifactReport} artifact
   * @param {Report} report
   */
  #compare(artifact, report) {
    const { name, verdict, digests, evidence } = artifact;
    if (Object.keys(digests).length === 0) return;
    const last = this.#last.get(name);
    if (last !== undefined && last.verdict !== verdict) this.before.set(name, last);
    const checks = evidence.flatMap((index) => report.evidence[index] ?? []).map((each) => /** @type {const} */ ([
      each.name, new Map(each.checks.map(({ code, facts, status }) => [`${code} ${facts.index ?? ''}`, status])),
    ]));
    this.#last.set(name, { verdict, deciding: decidingOf(artifact, report), checks: new Map(checks) });
  }

  /** @param {string} what */
  #tell(what) {
    this.dispatchEvent(new Event(what));
  }
}
