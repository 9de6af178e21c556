// What the files of a session need read of them: histories, digests of artifacts, and messages once more.

import { refuseAborted } from './abort.js';
import { takeHistory } from './core-session.js';
import { TouchstoneError, asThrown } from './error.js';
import { InflatedSource } from './inflate.js';
import { summed } from './reading-progress.js';
import { KnownDigests, readable, unreadable } from './source.js';

/**
 * @typedef {import('./core.d.ts').CoreSession} CoreSession
 * @typedef {import('./core-session.js').Artifact} Artifact
 * @typedef {import('./core-session.js').History} History
 * @typedef {import('./core-session.js').Native} Native
 * @typedef {import('./engine.js').Engine} Engine
 * @typedef {import('./image.js').Image} Image
 * @typedef {import('./index.d.ts').Digests} Digests
 * @typedef {import('./index.d.ts').ReadOptions} ReadOptions
 * @typedef {import('./reading-progress.js').FileProgress} FileProgress
 * @typedef {import('./session.js').Reading} Reading
 * @typedef {import('./source.js').Source} Source
 * @typedef {import('./unpacking.js').Unpacking} Unpacking
 *
 * @typedef {object} Job   a file that is going to be read
 * @property {number} id
 * @property {string} name
 * @property {Source | KnownDigests} source
 * @property {(how: { signal?: AbortSignal | undefined, onProgress: (progress: FileProgress) => void }) => Promise<void>} run
 */

export class SessionReader {
  /** @type {Engine} */
  #engine;
  /** @type {Reading} */
  #reading;
  /** @type {Unpacking} */
  #unpacking;
  /** @type {() => Promise<Native>} */
  #open;
  /** @type {(native: Native) => boolean} */
  #isOpen;

  /**
   * @param {object} session
   * @param {Engine} session.engine
   * @param {Reading} session.reading
   * @param {Unpacking} session.unpacking
   * @param {() => Promise<Native>} session.open  the session inside the instance, as it is now
   * @param {(native: Native) => boolean} session.isOpen  whether it is still that one
   */
  constructor({ engine, reading, unpacking, open, isOpen }) {
    this.#engine = engine;
    this.#reading = reading;
    this.#unpacking = unpacking;
    this.#open = open;
    this.#isOpen = isOpen;
  }

  /**
   * @param {History[]} histories
   * @param {ReadOptions} options
   */
  async readHistories(histories, { signal, onProgress }) {
    if (histories.length === 0) return;
    const { read } = await this.#open();
    const waiting = histories.filter(({ id }) => !read.has(id));
    const tell = summed(waiting, onProgress);
    for (const history of waiting) {
      try {
        await this.#readHistory(history, signal, tell);
        delete history.error;
      } catch (reason) {
        history.error = unreadableOnly(reason);
      }
    }
  }

  /**
   * @param {History} history
   * @param {AbortSignal | undefined} signal
   * @param {(progress: FileProgress) => void} tell
   */
  async #readHistory(history, signal, tell) {
    const { id, source, files } = history;
    const parts = files ?? (source instanceof KnownDigests ? [] : [{ path: undefined, source }]);
    refuseAborted(signal);
    if (history.spent) throw unreadable(new Error('a stream is read only once'));
    history.spent = parts.some((part) => part.source.once);
    const native = await this.#open();
    const { core, session, indexes } = native;
    const index = indexes.get(id);
    if (index === undefined) return;
    try {
      let done = 0;
      history.unread.clear();
      for (const { path, source: part } of parts) {
        if (path !== undefined) this.#engine.call(core, () => session.historyFile(index, path));
        const take = (/** @type {Uint8Array} */ bytes) => {
          this.#engine.call(core, () => session.historyUpdate(index, bytes));
          done += bytes.length;
          tell({ id, name: source.name, done, total: source.size ?? null });
        };
        const unread = await streamed(part, take, signal).then(() => undefined, unreadableOnly);
        if (unread === undefined) continue;
        if (path === undefined) throw unread;
        this.#engine.call(core, () => session.historyFileUnread(index));
        history.unread.set(path, unread);
      }
      this.#engine.call(core, () => session.historyEnd(index));
      native.read.add(id);
    } catch (reason) {
      // What was read of it is worth nothing: it has to begin anew, if there is still a session.
      if (this.#isOpen(native) && await this.#engine.core() === core && indexes.get(id) === index) {
        this.#engine.call(core, () => {
          session.removeArtifact(index);
          takeHistory(native, history);
        });
      }
      throw reason;
    }
  }

  /**
   * Reads what the evidence asks for: about an archive of images nothing that came out of it does.
   *
   * @param {Artifact[]} artifacts
   * @param {boolean} evidenced  whether there is any beside what came out of archives
   * @param {ReadOptions} options
   */
  async readArtifacts(artifacts, evidenced, options) {
    const { native, wanted } = await this.#ask((open) => ({ native: open, wanted: open.session.digestsWanted() }));
    const { images } = native;
    const missing = (/** @type {Artifact} */ { digests }) => wanted.filter((name) => digests[/** @type {keyof Digests} */ (name)] === undefined);
    const waiting = artifacts.filter((artifact) => !artifact.spent && missing(artifact).length > 0 && (artifact.image === undefined || evidenced) && options.except?.includes(artifact.id) !== true);
    /** @type {Job[]} */
    const jobs = waiting.map((artifact) => ({
      id: artifact.id, name: artifact.source.name, source: artifact.source,
      run: (how) => this.#readArtifact(artifact, missing(artifact), how),
    }));
    for (const artifact of artifacts) {
      const image = images.get(artifact.id);
      if (image !== undefined && artifact.image !== undefined) jobs.push(...this.#imageJobs(artifact.id, artifact.image, image, native));
    }
    const tell = summed(jobs, options.onProgress);
    const readers = Array.from({ length: this.#reading.together }, async () => {
      for (let next = jobs.shift(); next !== undefined; next = jobs.shift()) {
        await next.run({ ...options, onProgress: tell });
      }
    });
    // None is left to itself, whatever became of the others.
    const ends = await Promise.allSettled(readers);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  /**
   * @param {number} id
   * @param {Image} image
   * @param {number} number
   * @param {Native} native
   * @returns {Job[]}
   */
  #imageJobs(id, image, number, { core, session }) {
    const ask = (/** @type {(session: CoreSession) => import('./core.d.ts').ImageReading[]} */ tell) => this.#engine.call(core, () => tell(session));
    return image.jobs(ask((open) => open.imageReadings(number))).map((job) => ({
      id, name: job.source.name, source: job.source,
      run: async ({ signal, onProgress }) => {
        refuseAborted(signal);
        const digest = async (/** @type {Source} */ source, /** @type {string[]} */ names) => {
          const found = await this.#reading.digest(source, names, {
            signal,
            onProgress: (done) => onProgress({ id, name: job.source.name, done: source instanceof InflatedSource ? source.read : done, total: job.source.size ?? null }),
          });
          refuseAborted(signal);
          return found;
        };
        await image.turn(() => image.read(job, { unpacking: this.#unpacking, digest, ask }, number));
      },
    }));
  }

  /**
   * @param {Artifact} artifact
   * @param {string[]} names
   * @param {{ signal?: AbortSignal | undefined, onProgress: (progress: FileProgress) => void }} how
   */
  async #readArtifact(artifact, names, { signal, onProgress }) {
    const { source } = artifact;
    if (source instanceof KnownDigests) return;
    refuseAborted(signal);
    try {
      const { size, digests } = await this.#reading.digest(source, names, {
        signal,
        onProgress: (done) => onProgress({ id: artifact.id, name: source.name, done, total: source.size ?? null }),
      });
      refuseAborted(signal);
      artifact.size = size;
      artifact.digests = { ...artifact.digests, ...digests };
      artifact.spent = source.once;
      delete artifact.error;
    } catch (reason) {
      artifact.error = unreadableOnly(reason);
      artifact.spent = source.once;
      return;
    }
    await this.#ask(({ session, indexes }) => {
      const index = indexes.get(artifact.id);
      if (index !== undefined) session.setDigests(index, artifact.size, artifact.digests);
    });
  }

  /**
   * Calls the session inside the instance.
   *
   * @template T
   * @param {(native: Native) => T} action
   */
  #ask(action) {
    return this.#engine.ask(this.#open, action);
  }

  /**
   * A signature over the message itself needs the artifact once more.
   *
   * @param {Artifact[]} artifacts
   * @param {ReadOptions} options
   */
  async readMessages(artifacts, options) {
    if ((await this.#ask(({ session }) => session.messagesWanted())).length === 0) return;
    // A message is read once: it has to come into a session that stays.
    await this.#engine.complete();
    const { native, wanted } = await this.#ask((open) => ({ native: open, wanted: open.session.messagesWanted() }));
    const { indexes } = native;
    for (const artifact of artifacts) {
      const index = indexes.get(artifact.id);
      const { source } = artifact;
      if (index === undefined || !wanted.includes(index) || source instanceof KnownDigests || source.once) continue;
      const unread = await this.#readMessage(native, index, { ...artifact, source }, options);
      if (unread === undefined) delete artifact.error;
      else artifact.error = unread;
    }
  }

  /**
   * @param {Native} native
   * @param {number} index
   * @param {Artifact & { source: Source }} artifact
   * @param {ReadOptions} options
   * @returns {Promise<TouchstoneError | undefined>} why it could not be read
   */
  async #readMessage({ core, session }, index, { id, source }, { signal, onProgress }) {
    this.#engine.call(core, () => session.messageBegin(index));
    let done = 0;
    const take = (/** @type {Uint8Array} */ bytes) => {
      this.#engine.call(core, () => session.messageUpdate(index, bytes));
      done += bytes.length;
      const progress = { id, name: source.name, done, total: source.size ?? null };
      onProgress?.({ ...progress, overall: { files: 1, done, total: progress.total } });
    };
    const unread = await streamed(source, take, signal).then(() => undefined, unreadableOnly);
    // Of a message that ends too early nothing follows.
    this.#engine.call(core, () => session.messageEnd(index));
    return unread;
  }
}

/**
 * Gives all that a source holds, piece by piece.
 *
 * @param {Source} source
 * @param {(bytes: Uint8Array) => void} take
 * @param {AbortSignal | undefined} signal
 */
async function streamed(source, take, signal) {
  const reader = (await readable(async () => source.stream())).getReader();
  for (;;) {
    if (signal?.aborted) await reader.cancel().catch(() => {});
    refuseAborted(signal);
    const read = await readable(() => reader.read());
    if (read.done) return;
    take(read.value);
  }
}

/**
 * Why a file could not be read; any other reason goes on.
 *
 * @param {unknown} reason
 */
function unreadableOnly(reason) {
  const error = asThrown(reason);
  if (!(error instanceof TouchstoneError) || error.code !== 'file-unreadable') throw error;
  return error;
}
