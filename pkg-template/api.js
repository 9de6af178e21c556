// The package's functions, over whatever the runtime brings: a way to find the module, and a way to
// compute digests.

import { untilAborted } from './abort.js';
import { Engine } from './engine.js';
import { TouchstoneError, usage } from './error.js';
import { repositoriesIn } from './git-folder.js';
import { ModuleHasher } from './hasher.js';
import { imageInFile, imageInFolder, isFolder } from './image.js';
import { Session as FileSession, isHistory } from './session.js';
import { readable, sourceOf, whole } from './source.js';
import { Unpacking } from './unpacking.js';

/**
 * @typedef {import('./core.d.ts').Core} Core
 * @typedef {import('./session.js').Digester} Digester
 * @typedef {import('./session.js').Reading} Reading
 * @typedef {import('./index.d.ts').SessionOptions} SessionOptions
 * @typedef {import('./index.d.ts').VerifyOptions} VerifyOptions
 * @typedef {import('./index.d.ts').Report} Report
 *
 * @typedef {object} Runtime
 * @property {() => Promise<WebAssembly.Module>} findModule
 * @property {() => Promise<WebAssembly.Module>} findDeferred
 * @property {(here: Digester) => Reading} [reading]   where the runtime hashes faster than the module
 * @property {(path: string, name?: string) => Promise<import('./index.d.ts').FileOnDisk>} [fileAt]  where it has files on disk
 */

/** @param {Runtime} runtime */
export function createApi(runtime) {
  const engine = new Engine(runtime);
  /** @type {Digester} */
  const here = (source, names, how) => digestInModule(engine, source, names, how);
  const reading = runtime.reading?.(here) ?? { digest: here, together: 1 };

  /**
   * @template T
   * @param {AbortSignal | undefined} signal
   * @param {(core: Core) => T} action
   */
  const ask = (signal, action) => untilAborted(signal, engine.askCore(action));

  class Session extends FileSession {
    /** @param {SessionOptions} [options] */
    constructor(options = {}) {
      super(engine, reading, options);
    }
  }

  class Hasher extends ModuleHasher {
    /** @param {string[]} [names] */
    constructor(names = ['sha256']) {
      super(engine, names);
    }
  }

  /**
   * Loads the module from somewhere else than the package, or before it is needed.
   *
   * @param {import('./index.d.ts').ModuleSource} [source]
   * @param {import('./index.d.ts').InitOptions} [options]
   */
  const init = (source, { signal, ...halves } = {}) => untilAborted(signal, engine.init(source, halves));

  /** @param {SessionOptions} [options] */
  const createSession = async (options = {}) => {
    const session = new Session(options);
    await session.begin();
    return session;
  };

  /**
   * @param {VerifyOptions} options
   * @returns {Promise<Report>}
   */
  const verify = async ({ artifact, evidence = [], signal, onProgress, ...options }) => {
    if (artifact === undefined) throw usage('artifact', 'a file, or sha256:HEX');
    const session = await createSession({ ...options, ...(signal && { signal }) });
    const how = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
    try {
      if (isSeries(artifact)) {
        await addEvidence(session, evidence, how);
        // Each is read when it comes: a stream may end with the turn of the next.
        for await (const each of artifact) {
          const { id } = await session.add(each, { as: 'artifact', ...how });
          await session.readOne(id, how);
        }
        return await session.report(how);
      }
      const artifacts = Array.isArray(artifact) ? artifact : [artifact];
      const added = [];
      for (const each of artifacts) added.push(await session.add(each, { as: 'artifact', ...how }));
      // Evidence given for one artifact has to speak about that one.
      await addEvidence(session, evidence, { ...how, ...(added.length === 1 && added[0] !== undefined && { evidenceFor: added[0].id }) });
      return await session.report(how);
    } finally {
      session.close();
    }
  };

  /**
   * @param {unknown} file
   * @param {import('./index.d.ts').NameOptions} [options]
   */
  const inspect = async (file, { name = 'file', signal } = {}) => {
    const core = await untilAborted(signal, engine.core());
    const image = await inspectImage(file, name, signal);
    if (image !== undefined) return image;
    if (isFolder(file)) return inspectRepositories(file, signal);
    const source = sourceOf(file, 'file', name);
    const limit = core.fileLimit();
    const bytes = await untilAborted(signal, whole(source, limit)) ?? await untilAborted(signal, source.head(4096));
    const inspection = await ask(signal, (open) => open.inspect(bytes, source.name));
    // Of a history the beginning alone says nothing: it is read piece by piece.
    if (source.size === undefined || source.size <= limit || !isHistory(inspection.kind)) return inspection;
    return inspectHistories(source.name, [source], signal);
  };

  /**
   * What the repositories in a folder hold, without a verdict.
   *
   * @param {import('./index.d.ts').FolderInput} folder
   * @param {AbortSignal | undefined} signal
   * @returns {Promise<import('./index.d.ts').Inspection>}
   */
  const inspectRepositories = async (folder, signal) => {
    if (folder.files.length === 0) return { name: folder.name, kind: 'unknown', claims: {}, errors: [{ code: 'folder-empty', file: folder.name, facts: {} }] };
    const { repositories } = repositoriesIn(folder.name, folder.files);
    if (repositories.length === 0) throw usage('file', 'bytes, text, Blob, File, ReadableStream, {name, data}, or a folder with an image or a repository');
    return inspectHistories(folder.name, repositories, signal);
  };

  /**
   * @param {string} name
   * @param {unknown[]} files  each one history
   * @param {AbortSignal | undefined} signal
   * @returns {Promise<import('./index.d.ts').Inspection>}
   */
  const inspectHistories = async (name, files, signal) => {
    const how = signal && { signal };
    const session = await createSession();
    try {
      for (const file of files) await session.add(file, how);
      const { artifacts, histories, evidence, errors } = await session.report(how);
      const all = histories.map(({ name: own, algorithm, commits, tags, objects, signed, refs }, index) => {
        const objectsOf = artifacts.filter(({ history }) => history === index).flatMap(({ evidence: its }) => its);
        return { name: own, algorithm, commits, tags, objects, signed, refs: refs.map(({ id, name: ref }) => ({ id, name: ref })), signedObjects: objectsOf.map((each) => evidence[each]?.claims) };
      });
      return { name, kind: histories[0]?.kind ?? 'git-repository', claims: all.length === 1 && all[0] !== undefined ? all[0] : { repositories: all }, errors };
    } finally {
      session.close();
    }
  };

  /**
   * What a folder or archive of container images holds, without a verdict; undefined for every other file.
   *
   * @param {unknown} file
   * @param {string} name
   * @param {AbortSignal | undefined} signal
   * @returns {Promise<import('./index.d.ts').Inspection | undefined>}
   */
  const inspectImage = async (file, name, signal) => {
    const found = isFolder(file) ? await imageInFolder(file) : await imageInFile(sourceOf(file, 'file', name), new Unpacking(engine));
    if (found === undefined) return undefined;
    const session = await createSession();
    try {
      await session.add(/** @type {any} */ ({ name: found.name, files: found.files.flatMap(({ path, source }) => source === undefined ? [] : [{ path, data: source }]) }), { ...(signal && { signal }) });
      const { artifacts, evidence, errors } = await session.current();
      const images = artifacts.map(({ name: artifact, size, digests, image }) => ({ name: artifact, size, digests, ...image }));
      return { name: found.name, kind: 'image', claims: { images, evidence: evidence.map(({ name: own, kind, claims }) => ({ name: own, kind, claims })) }, errors };
    } finally {
      session.close();
    }
  };

  /** @param {{ staging?: boolean } & import('./index.d.ts').Abortable} [options] */
  const trust = async ({ staging = false, signal } = {}) => {
    return ask(signal, (core) => core.trust(staging));
  };

  /**
   * @param {unknown} file
   * @param {import('./index.d.ts').NameOptions} [options]
   */
  const inspectTrustedRoot = async (file, { name = 'trusted_root.json', signal } = {}) => {
    const core = await untilAborted(signal, engine.core());
    const source = sourceOf(file, 'file', name);
    const limit = core.fileLimit();
    const bytes = await untilAborted(signal, whole(source, limit));
    if (bytes === undefined) throw new TouchstoneError('input-too-large', 'parse', { size: source.size ?? limit + 1, limit });
    return ask(signal, (open) => open.inspectTrustedRoot(bytes, source.name));
  };

  /**
   * What a policy demands; one that is none is an error with its line and column.
   *
   * @param {import('./index.d.ts').Expectation | string | Uint8Array} policy
   * @param {import('./index.d.ts').Abortable} [options]
   */
  const explainPolicy = async (policy, { signal } = {}) => {
    const bytes = policyBytes(policy);
    return ask(signal, (core) => core.explainPolicy(bytes));
  };

  /**
   * Digests of a file in one pass, computed by the module.
   *
   * @param {unknown} file
   * @param {string[]} [names]
   * @param {{ signal?: AbortSignal | undefined, onProgress?: (done: number) => void }} [options]
   */
  const digest = async (file, names = ['sha256'], { signal, onProgress = () => {} } = {}) =>
    digestInModule(engine, sourceOf(file, 'file', 'file'), names, { signal, onProgress });

  const version = () => ask(undefined, (core) => core.version());

  const fileAt = runtime.fileAt ?? (async () => { throw usage('fileAt', 'a runtime with files: Node, Deno or Bun'); });

  return { Hasher, Session, createSession, digest, explainPolicy, fileAt, init, inspect, inspectTrustedRoot, trust, verify, version };
}

/**
 * @param {FileSession} session
 * @param {import('./index.d.ts').FileInput[]} evidence
 * @param {{ evidenceFor?: number, signal?: AbortSignal }} how
 */
async function addEvidence(session, evidence, how) {
  for (const [index, each] of evidence.entries()) {
    await session.add(each, { ...how, as: 'evidence', name: `evidence[${index}]` });
  }
}

/**
 * The bytes of a policy's file, as it is or as it would be.
 *
 * @param {unknown} policy
 */
function policyBytes(policy) {
  if (policy instanceof Uint8Array) return policy;
  if (typeof policy === 'string') return new TextEncoder().encode(policy);
  const text = typeof policy === 'object' && policy !== null ? JSON.stringify(policy, null, 2) : undefined;
  if (text === undefined) throw usage('policy', 'an expectation, or the text or bytes of a policy file');
  return new TextEncoder().encode(text);
}

/**
 * A stream of bytes can be iterated too, but is one file.
 *
 * @param {VerifyOptions['artifact']} artifact
 * @returns {artifact is AsyncIterable<import('./index.d.ts').ArtifactInput>}
 */
function isSeries(artifact) {
  return typeof artifact === 'object' && Symbol.asyncIterator in artifact && !(artifact instanceof ReadableStream);
}

/**
 * @param {Engine} engine
 * @param {import('./source.js').Source} source
 * @param {string[]} names
 * @param {Parameters<Digester>[2]} how
 */
async function digestInModule(engine, source, names, { onProgress, signal }) {
  const core = await engine.core();
  const stream = await readable(async () => source.stream());
  return engine.wait(core, () => core.hashStream(stream, names, onProgress, signal));
}
