// One set of files: read what is needed of them, and say at any time what they prove.

import { refuseAborted, untilAborted } from './abort.js';
import { openArchive } from './archive.js';
import { expect, take, takeArtifact, takeHistory } from './core-session.js';
import { HalfMissing } from './engine.js';
import { TouchstoneError, usage } from './error.js';
import { repositoriesIn } from './git-folder.js';
import { Image, imageInCompressed, imageInFile, imageInFolder, imageInTar, isFolder } from './image.js';
import { SessionReader } from './session-reader.js';
import { artifactOf, BytesSource, KnownDigests, sourceOf, whole } from './source.js';
import { Unpacking } from './unpacking.js';

/**
 * @typedef {import('./core.d.ts').Core} Core
 * @typedef {import('./core.d.ts').CoreSession} CoreSession
 * @typedef {import('./engine.js').Engine} Engine
 * @typedef {import('./source.js').Source} Source
 * @typedef {import('./index.d.ts').SessionOptions} SessionOptions
 * @typedef {import('./index.d.ts').AddOptions} AddOptions
 * @typedef {import('./index.d.ts').Added} Added
 * @typedef {import('./index.d.ts').Digests} Digests
 * @typedef {import('./index.d.ts').Expectation} Expectation
 * @typedef {import('./index.d.ts').ReadOptions} ReadOptions
 * @typedef {import('./index.d.ts').Report} Report
 *
 * @typedef {(source: Source, names: string[], how: { onProgress: (done: number) => void, signal: AbortSignal | undefined }) => Promise<{ size: number, digests: Digests }>} Digester
 *   computes digests of a source in one pass
 * @typedef {{ digest: Digester, together: number }} Reading
 *   how artifacts are read, and how many at once
 *
 * @typedef {import('./core-session.js').Artifact} Artifact
 * @typedef {import('./core-session.js').Document} Document
 * @typedef {import('./core-session.js').Entry} Entry
 * @typedef {import('./core-session.js').History} History
 * @typedef {import('./core-session.js').Native} Native
 */

/** How much of a file tells what it is. */
const HEAD = 4096;

export class Session {
  /** @type {Engine} */
  #engine;

  /** @type {Unpacking} */
  #unpacking;
  /** @type {Reading} */
  #reading;
  /** @type {SessionReader} */
  #reader;
  /** @type {{ now: string, embeddedRoots: boolean, staging: boolean }} */
  #settings;
  /** @type {Expectation | Uint8Array | null} */
  #expectation = null;
  /** @type {Map<number, Entry>} */
  #entries = new Map();
  #nextId = 1;
  /** @type {Native | undefined} */
  #native;
  /** @type {SessionOptions} */
  #options;
  /** @type {Promise<void> | undefined} */
  #begun;

  /**
   * @param {Engine} engine
   * @param {Reading} reading
   * @param {SessionOptions} options
   */
  constructor(engine, reading, options) {
    this.#engine = engine;
    this.#unpacking = new Unpacking(engine);
    this.#reading = reading;
    this.#reader = new SessionReader({
      engine, reading, unpacking: this.#unpacking, open: () => this.#open(), isOpen: (native) => this.#native === native,
    });
    this.#options = options;
    this.#settings = {
      now: timeOf(options.now),
      embeddedRoots: options.trust?.embedded ?? true,
      staging: options.trust?.staging ?? false,
    };
  }

  /** Takes the roots, keys and expectation that the session was made with. */
  begin() {
    this.#begun ??= this.#takeOptions();
    return this.#begun;
  }

  /**
   * A session that relies on the same roots and keys, which are read once for both, and has no files:
   * for many questions to the same trust material.
   *
   * @param {Pick<SessionOptions, 'expectation' | 'now'>} options
   */
  async fork({ expectation = null, now }) {
    await this.begin();
    const fork = new Session(this.#engine, this.#reading, { ...this.#options, ...(now !== undefined && { now }) });
    fork.#begun = Promise.resolve();
    fork.#nextId = this.#nextId;
    for (const [id, entry] of this.#entries) {
      if ('document' in entry && entry.document.use !== 'file') fork.#entries.set(id, entry);
    }
    await this.#ask(({ core, session }) => {
      fork.#native = { core, session: session.fork(fork.#settings.now), indexes: new Map(), read: new Set(), images: new Map() };
    });
    if (expectation !== null) await fork.#expect(expectation);
    return fork;
  }

  /**
   * A client of a TUF repository, at this session's time.
   *
   * @param {Uint8Array} root
   */
  async tufClient(root) {
    await this.begin();
    await this.#engine.complete();
    const { core, session } = await this.#open();
    return { engine: this.#engine, core, client: this.#engine.call(core, () => session.tufClient(root)) };
  }

  /**
   * Relies on a trusted root of the user's, in place of the embedded ones.
   *
   * @param {unknown} input
   * @param {import('./index.d.ts').NameOptions} [options]
   */
  async addTrustedRoot(input, { name = 'trusted_root.json', signal } = {}) {
    await this.begin();
    return this.#addStated(input, 'trusted-root', name, signal);
  }

  /**
   * Relies on a newer root of an instance whose root comes with the package, in place of that one.
   *
   * @param {Uint8Array} bytes
   * @param {{ name: string, date: string }} of
   */
  async renewTrustedRoot(bytes, { name, date }) {
    await this.begin();
    return this.#addDocument({ name, bytes, size: bytes.length, use: 'renewed-root', date });
  }

  /**
   * Adds a file of a copy of an instance's TUF repository, from which a newer root may follow.
   *
   * @param {Uint8Array} bytes
   * @param {{ name: string }} of
   */
  async addMirrored(bytes, { name }) {
    await this.begin();
    return this.#addDocument({ name, bytes, size: bytes.length, use: 'mirrored' });
  }

  /**
   * Relies on a TUF repository by its root.
   *
   * @param {unknown} input
   * @param {import('./index.d.ts').NameOptions} [options]
   */
  async addTufRoot(input, { name = 'root.json', signal } = {}) {
    await this.begin();
    return this.#addStated(input, 'tuf-root', name, signal);
  }

  /**
   * Adds the public key that the user expects as the signer.
   *
   * @param {unknown} input
   * @param {import('./index.d.ts').NameOptions} [options]
   */
  async addKey(input, { name = 'key.pub', signal } = {}) {
    await this.begin();
    return this.#addStated(input, 'key', name, signal);
  }

  /**
   * Says who should have signed: an expectation, the text of a policy file, or null for nobody yet.
   *
   * @param {Expectation | string | Uint8Array | null} expectation
   */
  async setExpectation(expectation) {
    await this.begin();
    return this.#expect(expectation);
  }

  /** @param {Expectation | string | Uint8Array | null} expectation */
  async #expect(expectation) {
    const stated = typeof expectation === 'string' ? new TextEncoder().encode(expectation) : expectation;
    await this.#ask(({ session }) => expect(session, stated));
    this.#expectation = stated;
  }

  /**
   * Adds a file. Its bytes tell what it is, unless `as` does.
   *
   * @param {unknown} input
   * @param {AddOptions} [options]
   * @returns {Promise<Added>}
   */
  async add(input, { as, name, evidenceFor, signal } = {}) {
    refuseAborted(signal);
    await this.begin();
    if (isFolder(input)) return this.#addFolder(input, { only: as === 'evidence', evidenceFor, signal });
    if (as === 'artifact') return this.#addStatedArtifact(artifactOf(input, name ?? 'artifact'), signal);
    const source = sourceOf(input, 'file', name ?? 'file');
    const { core } = await this.#open();
    const limit = core.fileLimit();
    const head = await untilAborted(signal, source.head(HEAD));
    const looks = await this.#looks(head, source.name);
    if (looks.role === 'artifact') {
      const image = await untilAborted(signal, imageInTar(source, head));
      if (image !== undefined) return this.#addImage(source, image, { only: as === 'evidence', signal });
      const archive = await this.#addArchive(source, head, { only: as === 'evidence', evidenceFor, signal });
      if (archive !== undefined) return archive;
    }
    const mayBe = as === 'evidence' || looks.role !== 'artifact' || startsAsJson(head);
    if (!mayBe) return this.#addArtifact(source);
    if (isHistory(looks.kind) && isLarge(source, limit)) return this.#addHistory(source, looks.kind);
    const bytes = await untilAborted(signal, whole(source, limit));
    if (bytes === undefined) {
      if (as !== 'evidence' && looks.role === 'artifact') return this.#addArtifact(source);
      return this.#addDocument({ name: source.name, bytes: head, size: source.size ?? Infinity, use: 'file', evidenceFor });
    }
    const { role } = await this.#looks(bytes, source.name);
    if (as !== 'evidence' && role === 'artifact') return this.#addArtifact(source.once ? sourceOf(bytes, 'file', source.name) : source);
    return this.#addDocument({ name: source.name, bytes, size: bytes.length, use: 'file', evidenceFor });
  }

  /**
   * Adds what somebody wants to know about. A git object is its own evidence, so all of it is read.
   *
   * @param {Source | KnownDigests} source
   * @param {AbortSignal | undefined} signal
   */
  async #addStatedArtifact(source, signal) {
    if (source instanceof KnownDigests || source.once) return this.#addArtifact(source);
    const { core } = await this.#open();
    const head = await untilAborted(signal, source.head(HEAD).catch(() => new Uint8Array()));
    const image = await untilAborted(signal, imageInFile(source, this.#unpacking, head));
    if (image !== undefined) return this.#addImage(source, image, { only: false, signal });
    const { kind, role } = await this.#looks(head, source.name);
    if (role !== 'signed-object') return this.#addArtifact(source);
    if (isHistory(kind) && isLarge(source, core.fileLimit())) return this.#addHistory(source, kind);
    const bytes = await untilAborted(signal, whole(source, core.fileLimit()));
    return bytes === undefined ? this.#addArtifact(source) : this.#addDocument({ name: source.name, bytes, size: bytes.length, use: 'file' });
  }

  /**
   * Adds an archive that holds evidence, and what is in it; undefined for any other file.
   *
   * @param {Source} source
   * @param {Uint8Array} head
   * @param {{ only: boolean, evidenceFor: number | undefined, signal: AbortSignal | undefined }} how  `only` its evidence
   */
  async #addArchive(source, head, { only, evidenceFor, signal }) {
    const { core } = await this.#open();
    const isEvidence = async (/** @type {Uint8Array} */ bytes, /** @type {string} */ name) =>
      bytes.length <= core.fileLimit() && (await this.#looks(bytes, name)).role !== 'artifact';
    const image = await untilAborted(signal, imageInCompressed(source, head, this.#unpacking));
    if (image !== undefined) return this.#addImage(source, image, { only, signal });
    const members = await untilAborted(signal, openArchive(source, head, this.#unpacking, isEvidence));
    if (members === undefined) return undefined;
    const added = await this.#addArtifact(source, []);
    added.members = [];
    for (const { name, bytes } of members) {
      const inside = `${source.name}/${name}`;
      if (await isEvidence(bytes, name)) added.members.push(await this.#addDocument({ name: inside, bytes, size: bytes.length, use: 'file', evidenceFor }));
      else if (!only) added.members.push(await this.#addArtifact(new BytesSource(bytes, inside)));
    }
    const entry = this.#entries.get(added.id);
    if (entry !== undefined && 'artifact' in entry) entry.artifact.members = added.members.map(({ id }) => id);
    return added;
  }

  /**
   * Adds container images that are stored together.
   *
   * @param {Source | KnownDigests} source  the archive; of a folder there is nothing to read
   * @param {import('./image.js').Stored} stored
   * @param {{ only: boolean, signal: AbortSignal | undefined }} how  `only` what is signed about images
   */
  async #addImage(source, stored, { only, signal }) {
    const { core } = await this.#open();
    await untilAborted(signal, this.#engine.complete());
    const image = new Image(stored);
    await untilAborted(signal, image.begin());
    const added = await this.#addArtifact(source, [], { image, only });
    const native = await this.#open();
    await image.readDocuments((tell) => this.#engine.call(native.core, () => tell(native.session)), native.images.get(added.id) ?? 0, core.fileLimit());
    /** @type {Added} */
    const found = { ...added, kind: 'image' };
    return found;
  }

  /**
   * Adds a folder: the images in it, or else the repositories in it and each of its other files.
   *
   * @param {import('./index.d.ts').FolderInput} folder
   * @param {{ only: boolean, evidenceFor: number | undefined, signal: AbortSignal | undefined }} how
   */
  async #addFolder(folder, { only, evidenceFor, signal }) {
    const source = new KnownDigests(folder.name, undefined, {});
    const image = await untilAborted(signal, imageInFolder(folder));
    if (image !== undefined) return this.#addImage(source, image, { only, signal });
    const added = await this.#addArtifact(source, []);
    added.members = [];
    const { repositories, rest } = repositoriesIn(folder.name, folder.files);
    for (const { name, files } of repositories) {
      const own = files.map(({ path, data }) => ({ path, source: sourceOf(data, 'file', path) }));
      const size = own.reduce((sum, { source }) => sum + (source.size ?? NaN), 0) || undefined;
      added.members.push(await this.#addHistory(new KnownDigests(name, size, {}), 'git-repository', own));
    }
    for (const { path, data } of rest) {
      const how = { name: `${folder.name}/${path}`, ...(only && { as: /** @type {const} */ ('evidence') }), ...(evidenceFor !== undefined && { evidenceFor }), ...(signal && { signal }) };
      // A File’s own name has no path: in a folder there may be several of it.
      added.members.push(await this.add(sourceOf(data instanceof Blob ? { name: how.name, data } : data, 'file', how.name), how));
    }
    const entry = this.#entries.get(added.id);
    if (entry !== undefined && 'artifact' in entry) entry.artifact.members = added.members.map(({ id }) => id);
    return added;
  }

  /**
   * Takes a file out again, and with an archive what came out of it.
   *
   * @param {number} id
   */
  remove(id) {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.delete(id);
    if ('artifact' in entry) for (const member of entry.artifact.members ?? []) this.remove(member);
    const native = this.#native;
    if (native === undefined) return;
    try {
      this.#engine.call(native.core, () => this.#removeFrom(native, id, entry));
    } catch (reason) {
      // The next session is made of what is left, in an instance that can.
      if (!(reason instanceof HalfMissing)) throw reason;
      this.#engine.complete().catch(() => {});
    }
  }

  /**
   * @param {Native} native
   * @param {number} id
   * @param {Entry} entry
   */
  #removeFrom({ session, indexes }, id, entry) {
    const index = indexes.get(id);
    if ('history' in entry || 'artifact' in entry && index !== undefined) {
      if (index !== undefined) session.removeArtifact(index);
      indexes.delete(id);
    } else if ('document' in entry && this.#isOnly(entry.document)) {
      session.removeFile(entry.document.name);
    } else {
      this.#close();
    }
  }

  /**
   * Whether the module's session can take out a file by its name.
   *
   * @param {Document} document
   */
  #isOnly({ name, use }) {
    const namesake = (/** @type {Entry} */ entry) => 'document' in entry && entry.document.name === name;
    return use === 'file' && ![...this.#entries.values()].some(namesake);
  }

  /**
   * A file as it was added, or as it came out of an archive.
   *
   * @param {number} id
   * @returns {Promise<Blob | undefined>}
   */
  async file(id) {
    const entry = this.#entries.get(id);
    if (entry === undefined) return undefined;
    if ('document' in entry) return new Blob([new Uint8Array(entry.document.bytes)]);
    const { source } = 'history' in entry ? entry.history : entry.artifact;
    if (source instanceof KnownDigests || source.once) return undefined;
    return source.blob ?? new Blob([new Uint8Array(await source.head(source.size ?? 0))]);
  }

  /**
   * What the files prove, after reading what is needed of them.
   *
   * @param {ReadOptions} [options]
   * @returns {Promise<Report>}
   */
  async report(options = {}) {
    await this.read(options);
    return this.current();
  }

  /**
   * Reads what is needed of the artifacts, and asks for no answer yet.
   *
   * @param {ReadOptions} [options]
   */
  async read(options = {}) {
    await this.begin();
    // More may be added while it is being read.
    await this.#reader.readHistories(this.#histories(), options);
    await this.#reader.readArtifacts(this.#artifacts(), this.#holdsEvidence(), options);
    await this.#reader.readMessages(this.#artifacts(), options);
  }

  /**
   * Reads one artifact alone: of many, each as it comes.
   *
   * @param {number} id
   * @param {ReadOptions} [options]
   */
  async readOne(id, options = {}) {
    const entry = this.#entries.get(id);
    if (entry !== undefined && 'artifact' in entry) await this.#reader.readArtifacts([entry.artifact], this.#holdsEvidence(), options);
  }

  /** The digests by which the evidence names artifacts. */
  async digestsWanted() {
    await this.begin();
    return this.#ask(({ session }) => session.digestsWanted());
  }

  /**
   * What the files prove, as far as they have been read.
   *
   * @returns {Promise<Report>}
   */
  async current() {
    await this.begin();
    const report = await this.#ask(({ session }) => session.report());
    for (const { source, members, image } of this.#artifacts()) {
      if (members?.length === 0 && image === undefined) report.errors.push({ code: 'folder-empty', file: source.name, facts: {} });
    }
    for (const { error, source } of [...this.#artifacts(), ...this.#histories()]) {
      if (error !== undefined) report.errors.push({ code: error.code, file: source.name, facts: error.facts });
    }
    for (const { source, unread } of this.#histories()) {
      for (const [path, { code, facts }] of unread) report.errors.push({ code, file: `${source.name}/${path}`, facts });
    }
    return report;
  }

  /** Frees the module's memory. */
  close() {
    this.#close();
    this.#entries.clear();
  }

  /** The same, where the language closes what goes out of scope. */
  [Symbol.dispose]() {
    this.close();
  }

  async #takeOptions() {
    const { expectation, signal, trust } = this.#options;
    for (const root of trust?.roots ?? []) await this.#addStated(root, 'trusted-root', 'trusted_root.json', signal);
    for (const key of trust?.keys ?? []) await this.#addStated(key, 'key', 'key.pub', signal);
    if (expectation !== undefined && expectation !== null) await this.#expect(expectation);
  }

  /**
   * @param {unknown} input
   * @param {'trusted-root' | 'tuf-root' | 'key'} use
   * @param {string} fallback
   * @param {AbortSignal | undefined} signal
   */
  async #addStated(input, use, fallback, signal) {
    const source = sourceOf(input, use, fallback);
    const { core } = await this.#open();
    const limit = core.fileLimit();
    const bytes = await untilAborted(signal, whole(source, limit));
    if (bytes === undefined) throw new TouchstoneError('input-too-large', 'parse', { size: source.size ?? limit + 1, limit });
    return this.#addDocument({ name: source.name, bytes, size: bytes.length, use });
  }

  /**
   * @param {Omit<Document, 'id' | 'evidenceFor'> & { evidenceFor?: number | undefined }} described
   * @returns {Promise<Added>}
   */
  async #addDocument({ evidenceFor, ...described }) {
    /** @type {Document} */
    const document = { id: this.#nextId++, ...described };
    if (evidenceFor !== undefined) document.evidenceFor = evidenceFor;
    const { kind, role } = await this.#ask((native) => {
      const looks = native.core.sniff(document.bytes, document.name);
      const taken = take(native, document);
      this.#entries.set(document.id, { document });
      return { kind: taken, role: looks.role };
    });
    return { id: document.id, name: document.name, kind, role: described.use === 'trusted-root' || described.use === 'key' ? described.use : role };
  }

  /**
   * @param {Source | KnownDigests} source
   * @param {number[]} [members]  of an archive
   * @param {{ image: Image, only: boolean }} [images]  that it holds
   * @returns {Promise<Added>}
   */
  async #addArtifact(source, members, images) {
    const digests = source instanceof KnownDigests ? source.digests : {};
    /** @type {Artifact} */
    const artifact = { id: this.#nextId++, source, digests, size: source.size, spent: false, ...(members && { members }), ...images };
    await this.#ask((native) => {
      takeArtifact(native, artifact);
      this.#entries.set(artifact.id, { artifact });
    });
    return { id: artifact.id, name: source.name, kind: 'unknown', role: 'artifact' };
  }

  /**
   * A history too large for memory: it is read with the artifacts, piece by piece.
   *
   * @param {Source | KnownDigests} source
   * @param {import('./index.d.ts').Kind} kind
   * @param {History['files']} [files]
   * @returns {Promise<Added>}
   */
  async #addHistory(source, kind, files) {
    await this.#engine.complete();
    /** @type {History} */
    const history = { id: this.#nextId++, source, kind, spent: false, unread: new Map(), ...(files && { files }) };
    await this.#ask((native) => {
      takeHistory(native, history);
      this.#entries.set(history.id, { history });
    });
    return { id: history.id, name: source.name, kind, role: 'signed-object' };
  }

  /**
   * The session inside the instance; made anew, from all that was added, after a trap or a removal.
   *
   * @returns {Promise<Native>}
   */
  async #open() {
    return this.#engine.askCore((core) => this.#native?.core === core ? this.#native : this.#made(core));
  }

  /**
   * @param {Core} core
   * @returns {Native}
   */
  #made(core) {
    /** @type {Native} */
    const native = { core, session: new core.Session(this.#settings), indexes: new Map(), read: new Set(), images: new Map() };
    expect(native.session, this.#expectation);
    for (const entry of this.#entries.values()) {
      if ('artifact' in entry) takeArtifact(native, entry.artifact);
      else if ('history' in entry) takeHistory(native, entry.history);
      else take(native, entry.document);
    }
    this.#native = native;
    return native;
  }

  /**
   * What a file looks like.
   *
   * @param {Uint8Array} bytes
   * @param {string} name
   */
  #looks(bytes, name) {
    return this.#engine.askCore((core) => core.sniff(bytes, name));
  }

  /**
   * Calls the session inside the instance.
   *
   * @template T
   * @param {(native: Native) => T} action
   */
  #ask(action) {
    return this.#engine.ask(() => this.#open(), action);
  }

  #close() {
    const native = this.#native;
    this.#native = undefined;
    // What is left of an instance that trapped is dropped with it.
    if (native !== undefined && this.#engine.holds(native.core)) native.session.free();
  }

  #holdsEvidence() {
    return [...this.#entries.values()].some((entry) => 'document' in entry && entry.document.use === 'file');
  }

  #artifacts() {
    return [...this.#entries.values()].flatMap((entry) => 'artifact' in entry ? [entry.artifact] : []);
  }

  #histories() {
    return [...this.#entries.values()].flatMap((entry) => 'history' in entry ? [entry.history] : []);
  }
}

/** @param {import('./index.d.ts').Kind} kind */
export function isHistory(kind) {
  return kind === 'git-bundle' || kind === 'git-pack';
}

/**
 * @param {Source} source
 * @param {number} limit
 */
function isLarge({ once, size }, limit) {
  return once || size === undefined || size > limit;
}

/** @param {Uint8Array} head */
function startsAsJson(head) {
  const first = head.find((byte) => byte > 0x20);
  return first === 0x7b || first === 0x5b;
}

/**
 * RFC 3339 in UTC, of the clock where nothing is given.
 *
 * @param {Date | string | undefined} now
 */
function timeOf(now) {
  if (typeof now === 'string') return now;
  const date = now ?? new Date();
  if (!(date instanceof Date) || Number.isNaN(date.getTime())) throw usage('now', 'a Date, or RFC 3339');
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
