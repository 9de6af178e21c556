// One engine, and what it was given: from files and what the page states to a report.

/**
 * @typedef {import('../session-client.js').SessionClient} Client
 * @typedef {import('../index.d.ts').Added} Added
 * @typedef {import('../index.d.ts').ReadOptions} ReadOptions
 * @typedef {import('../index.d.ts').Report} Report
 * @typedef {import('./fetching.js').Statement} Statement
 * @typedef {import('./words.js').ElementWords} ElementWords
 *
 * @typedef {{ name: string, size: number, digests: import('../index.d.ts').Digests, file: Blob }} Downloaded
 */

/**
 * Whether a file is one to check: it may be its own evidence, as a git commit is.
 *
 * @param {Pick<Added, 'role'>} added
 */
function isChecked({ role }) {
  return role === 'artifact' || role === 'signed-object';
}

export class Verifying {
  /** @type {Client} */
  #client;
  /** What the visitor gave. @type {Map<File, Added>} */
  #files = new Map();
  /** Everything else that is in the session now. @type {number[]} */
  #stated = [];

  /**
   * @param {Client} client
   * @param {import('./loading.js').Place} place
   */
  constructor(client, place) {
    this.#client = client;
    this.place = place;
  }

  /**
   * Brings the sentences of checks and errors.
   *
   * @param {ElementWords} words
   */
  async explain(words) {
    words.learn(await this.#client.ask('explanations', [words.language]));
  }

  /**
   * Files of the visitor's: one to check takes the place of those before, evidence comes beside them.
   *
   * @param {File[]} files
   * @param {Statement} statement
   * @param {ReadOptions} how
   * @returns {Promise<Report>}
   */
  async check(files, statement, how) {
    await this.#clear();
    const before = [...this.#files];
    for (const file of files) this.#files.set(file, await this.#client.add(file, { name: file.name }));
    if (files.some((file) => this.#isChecked(file))) {
      for (const [file] of before) if (this.#isChecked(file)) await this.#remove(file);
    }
    const checked = [...this.#files.values()].filter(isChecked);
    await this.#state(statement, checked.length === 1 ? checked[0]?.id : undefined);
    return this.#client.report(how);
  }

  /**
   * By the digest that was computed while it came. Where that is not enough, the file is read once more,
   * and by all that it says: only then it is refused.
   *
   * @param {Downloaded} downloaded
   * @param {Statement} statement
   * @param {ReadOptions} how
   */
  async checkDownloaded({ name, size, digests, file }, statement, how) {
    const report = await this.#checkOne({ name, size, digests }, statement, how);
    return report.verdict === 'verified' ? report : this.#checkOne(new File([file], name), statement, how);
  }

  /**
   * @param {import('../index.d.ts').ArtifactInput} artifact
   * @param {Statement} statement
   * @param {ReadOptions} how
   */
  async #checkOne(artifact, statement, how) {
    await this.#clear();
    for (const file of [...this.#files.keys()]) await this.#remove(file);
    const { id } = await this.#client.add(artifact, { as: 'artifact' });
    this.#stated.push(id);
    await this.#state(statement, id);
    return this.#client.report(how);
  }

  /**
   * Digests of what comes piece by piece; the memory of a piece is given back.
   *
   * @returns {Promise<{ update: (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>, end: () => Promise<import('../index.d.ts').Digests> }>}
   */
  async hash() {
    const id = await this.#client.ask('hashBegin', [['sha256']]);
    return {
      update: async (bytes) => (await this.#client.ask('hashUpdate', [id, bytes], [bytes.buffer])).buffer,
      end: () => this.#client.ask('hashEnd', [id]),
    };
  }

  close() {
    return this.#client.close();
  }

  /** @param {File} file */
  #isChecked(file) {
    const added = this.#files.get(file);
    return added !== undefined && isChecked(added);
  }

  /** @param {File} file */
  async #remove(file) {
    const added = this.#files.get(file);
    this.#files.delete(file);
    if (added !== undefined) await this.#client.remove(added.id);
  }

  async #clear() {
    for (const id of this.#stated.splice(0)) await this.#client.remove(id);
    await this.#client.setExpectation(null);
  }

  /**
   * @param {Statement} statement
   * @param {number | undefined} only  the one artifact there is
   */
  async #state({ expectation, keys, roots, evidence }, only) {
    // One piece of evidence is meant for that very file; of several, each may be about another one.
    const about = only !== undefined && evidence.length === 1 ? { evidenceFor: only } : {};
    for (const root of roots) this.#stated.push((await this.#client.addTrustedRoot(root, { name: root.name })).id);
    for (const key of keys) this.#stated.push((await this.#client.addKey(key, { name: key.name })).id);
    for (const each of evidence) this.#stated.push((await this.#client.add(each, { as: 'evidence', name: each.name, ...about })).id);
    await this.#client.setExpectation(expectation);
  }
}
