// What the page knows: the files, the expectation, the last report; and the worker that makes it.

import { Client, TouchstoneError } from './touchstone/client.js';

/**
 * @typedef {import('./touchstone/index.js').Added} Added
 * @typedef {import('./touchstone/index.js').Expectation} Expectation
 * @typedef {import('./touchstone/index.js').Progress} Progress
 * @typedef {import('./touchstone/index.js').Report} Report
 * @typedef {import('./touchstone/index.js').TrustedRootInspection} TrustedRootInspection
 *
 * @typedef {Added & { file: File }} Taken
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
  /** Whether what is shown is one of the page's samples, whose authority is relied on meanwhile. */
  isSample = false;
  /** The verdict that a file of this name had before the last change to it. @type {Map<string, import('./touchstone/index.js').Verdict>} */
  before = new Map();

  /** Starts the worker. */
  start() {
    return this.#attempt(() => this.#client.start());
  }

  /** What would else be requested later, when several large files are read. */
  startPool() {
    return this.#attempt(() => this.#client.startPool());
  }

  /** The trusted roots that come with the page. */
  async roots() {
    return this.#client.trust();
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
    this.isSample = false;
    await this.#attempt(async () => {
      for (const id of ids) await this.#client.remove(id);
      await this.#client.setExpectation(null);
    });
    this.stated = false;
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
    const artifact = this.report?.artifacts.find((each) => each.name === name);
    const id = [...this.files].find(([, taken]) => taken.name === name && isChecked(taken))?.[0];
    if (artifact === undefined || id === undefined) return;
    this.before.set(name, artifact.verdict);
    this.files.delete(id);
    await this.#attempt(() => this.#client.remove(id));
    await this.#add([file]);
    await this.refresh();
  }

  /** @param {File[]} files */
  async #add(files) {
    // Some at a time: the worker is never idle, and the list keeps the order in which they came.
    for (let start = 0; start < files.length; start += TOGETHER) {
      const some = files.slice(start, start + TOGETHER).map(async (file) => ({ file, added: await this.#attempt(() => this.#client.add(file, { name: file.name })) }));
      for (const { file, added } of await Promise.all(some)) {
        if (added === undefined) continue;
        this.files.set(added.id, { ...added, file });
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
    const size = this.files.get(id)?.file.size ?? 0;
    this.files.delete(id);
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
    return this.#exchange(id, (file) => this.#client.addTrustedRoot(file));
  }

  /**
   * Expects a key that lay among the files.
   *
   * @param {number} id
   */
  async expectFound(id) {
    await this.#exchange(id, (file) => this.#client.addKey(file));
    this.stated = true;
  }

  /**
   * Says who should have signed; throws what is wrong with it.
   *
   * @param {Expectation | string | null} expectation
   */
  async expect(expectation) {
    await this.#client.setExpectation(expectation);
    this.stated = expectation !== null;
    await this.refresh();
  }

  /** @param {File} file  a public key; throws what is wrong with it */
  async expectKey(file) {
    const added = await this.#client.addKey(file);
    this.files.set(added.id, { ...added, file });
    this.stated = true;
    this.#tell('files');
    await this.refresh();
  }

  /** Stops reading; what was read so far stays. */
  cancel() {
    this.#again = false;
    this.#reading?.abort();
  }

  /** Reads what was not read yet, and reports; once more when something changed meanwhile. */
  async refresh() {
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
   * @param {(file: File) => Promise<Added>} add
   */
  async #exchange(id, add) {
    const taken = this.files.get(id);
    if (taken === undefined) return;
    await this.#attempt(async () => {
      const added = await add(taken.file);
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
    this.#tell('report');
  }

  /** @param {string} what */
  #tell(what) {
    this.dispatchEvent(new Event(what));
  }
}
