// Container images that are stored as a folder or a tar archive: which files there are, and reading
// of them what the module asks for.

import { unpacked } from './archive.js';
import { contentDigest } from './inflate.js';
import { openPackedTar } from './packed-tar.js';
import { BytesSource, sourceOf, whole } from './source.js';
import { isTar, listTar } from './tar.js';
import { TouchstoneError } from './error.js';

/**
 * @typedef {import('./source.js').Source} Source
 * @typedef {import('./unpacking.js').Unpacking} Unpacking
 * @typedef {import('./core.d.ts').CoreSession} CoreSession
 * @typedef {import('./core.d.ts').ImageReading} ImageReading
 * @typedef {import('./index.d.ts').Digests} Digests
 *
 * @typedef {{ path: string, source: Source | undefined, at?: number }} ImageFile  without a source where it
 *   cannot be read; `at` is where an archive has it
 * @typedef {{ name: string, files: ImageFile[], brokenAt?: number, forward?: boolean }} Stored  `forward` where
 *   files are read one after the other, best in the archive's order
 *
 * @typedef {(source: Source, names: string[]) => Promise<{ size: number, digests: Digests } | undefined>} Digest
 *   digests of a file; undefined where it cannot be read
 */

/** So much of a file tells what could be in it. */
const HEAD = 512;

/**
 * The images in a tar archive; undefined for everything else.
 *
 * @param {Source} source
 * @param {Uint8Array} head
 * @returns {Promise<Stored | undefined>}
 */
export async function imageInTar(source, head) {
  if (!isTar(head) || source.once || source.slice === undefined) return undefined;
  return imageIn(source.name, await listTar(source), ({ start, size, name }) => source.slice?.(start, start + size, name));
}

/**
 * @param {string} name
 * @param {import('./tar.js').TarList} list
 * @param {(file: import('./tar.js').TarFile) => Source | undefined} part
 * @returns {Promise<Stored | undefined>}
 */
async function imageIn(name, { files, brokenAt }, part) {
  const byName = new Map(files.map((file) => [plain(file.name), file]));
  /** @type {(file: import('./tar.js').TarFile, depth?: number) => Source | undefined} */
  const resolved = (file, depth = 0) => {
    if (file.link === undefined) return file.unreadable ? undefined : part(file);
    const target = byName.get(plain(file.link));
    return target === undefined || depth > 8 ? undefined : resolved(target, depth + 1);
  };
  const stored = { name, files: files.map((file) => ({ path: file.name, source: resolved(file), at: file.start })) };
  if (!await holdsImage(stored.files)) return undefined;
  return { ...stored, ...(brokenAt !== undefined && { brokenAt }) };
}

/**
 * The images in an archive, compressed as a whole or not.
 *
 * @param {Source} source
 * @param {Unpacking} unpacking
 * @param {Uint8Array} [head]
 * @returns {Promise<Stored | undefined>}
 */
export async function imageInFile(source, unpacking, head) {
  if (source.once) return undefined;
  const first = head ?? await source.head(HEAD);
  return await imageInTar(source, first) ?? imageInCompressed(source, first, unpacking);
}

/**
 * The images in a compressed archive.
 *
 * @param {Source} source
 * @param {Uint8Array} head
 * @param {Unpacking} unpacking
 * @returns {Promise<Stored | undefined>}
 */
export async function imageInCompressed(source, head, unpacking) {
  const { name } = source;
  const archive = await openPackedTar(source, head, unpacking);
  if (archive !== undefined) {
    const stored = await imageIn(name, archive, archive.part);
    return stored && { ...stored, forward: true };
  }
  // What is left is zip: in other archives there was no image.
  const members = await unpacked(source, head, unpacking);
  if (members === undefined) return undefined;
  const files = members.map((member) => ({ path: member.name, source: new BytesSource(member.bytes, member.name) }));
  return await holdsImage(files) ? { name, files } : undefined;
}

/**
 * The files of a folder, if it holds an image.
 *
 * @param {import('./index.d.ts').FolderInput} folder
 * @returns {Promise<Stored | undefined>}
 */
export async function imageInFolder({ name, files }) {
  const listed = files.map(({ path, data }) => ({ path, source: sourceOf(data, 'file', path) }));
  return await holdsImage(listed) ? { name, files: listed } : undefined;
}

/**
 * Whether these are the files of an image, by what no other folder has.
 *
 * @param {ImageFile[]} files
 */
async function holdsImage(files) {
  const byPath = new Map(files.map((file) => [plain(file.path), file]));
  for (const [path, { source }] of byPath) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const name = path.slice(folder.length);
    if (name === 'index.json' && (byPath.has(`${folder}oci-layout`) || hasUnder(byPath, `${folder}blobs/`))) return true;
    if (name !== 'manifest.json' || source === undefined) continue;
    const head = new TextDecoder().decode(await source.head(4096));
    if (/^\s*\[/.test(head) && head.includes('"Config"') && head.includes('"Layers"')) return true;
    const directory = byPath.get(`${folder}version`)?.source;
    if (directory !== undefined && new TextDecoder().decode(await directory.head(HEAD)).startsWith('Directory Transport Version')) return true;
  }
  return false;
}

/**
 * @param {Map<string, unknown>} paths
 * @param {string} start
 */
function hasUnder(paths, start) {
  for (const path of paths.keys()) if (path.startsWith(start)) return true;
  return false;
}

/** @param {string} path  without steps that go nowhere */
function plain(path) {
  return path.split('/').filter((step) => step !== '' && step !== '.').join('/');
}

/**
 * @param {unknown} input
 * @returns {input is import('./index.d.ts').FolderInput}
 */
export function isFolder(input) {
  return typeof input === 'object' && input !== null && 'files' in input && Array.isArray(input.files) && 'name' in input;
}

/** One image's files, and all that was read of them, so that a session can be made anew. */
export class Image {
  /** @type {Stored} */
  #stored;
  /** @type {Uint8Array[]} */
  #heads = [];
  /** What the module was told, in order. @type {((session: CoreSession, image: number) => void)[]} */
  #told = [];
  /** When the next file may be read. @type {Promise<void>} */
  #turn = Promise.resolve();

  /** @param {Stored} stored */
  constructor(stored) {
    this.#stored = stored;
  }

  /** Reads what tells which files are documents. */
  async begin() {
    for (const { source } of this.#stored.files) {
      this.#heads.push(source === undefined ? new Uint8Array() : await source.head(HEAD).catch(() => new Uint8Array()));
    }
  }

  /**
   * Tells a session all that is known.
   *
   * @param {CoreSession} session
   * @param {number | undefined} container
   */
  tell(session, container) {
    const image = session.addImage(this.#stored.name, container);
    for (const [index, { path, source }] of this.#stored.files.entries()) {
      session.addImageFile(image, path, source?.size, this.#heads[index] ?? new Uint8Array());
    }
    if (this.#stored.brokenAt !== undefined) session.breakImage(image, this.#stored.brokenAt);
    for (const tell of this.#told) {
      // What is asked for first makes what is told next understood.
      tell(session, image);
    }
    session.imageReadings(image);
    return image;
  }

  /**
   * Reads the documents, which say what else there is.
   *
   * @param {(tell: (session: CoreSession) => ImageReading[]) => ImageReading[]} ask
   * @param {number} image
   * @param {number} limit  of a document's bytes
   */
  async readDocuments(ask, image, limit) {
    for (;;) {
      const documents = ask((session) => session.imageReadings(image)).filter(({ read }) => read === 'document');
      if (documents.length === 0) return;
      for (const { file } of this.#inOrder(documents)) {
        const source = this.#stored.files[file]?.source;
        const bytes = source === undefined ? undefined : await whole(source, limit).catch(() => undefined);
        this.#tell(ask, image, bytes === undefined
          ? (session, number) => session.refuseImageFile(number, file, false, false)
          : (session, number) => session.setImageDocument(number, file, bytes));
      }
    }
  }

  /**
   * What is to be read of the large files, each as a source and how its digests are computed.
   *
   * @param {ImageReading[]} readings
   */
  jobs(readings) {
    return this.#inOrder(readings).flatMap((reading) => {
      const source = this.#stored.files[reading.file]?.source;
      return source === undefined ? [] : [{ reading, source }];
    });
  }

  /**
   * Files as they are, then what is inside them, each in the archive's order: so two passes are enough.
   *
   * @param {ImageReading[]} readings
   */
  #inOrder(readings) {
    const at = (/** @type {ImageReading} */ { file }) => this.#stored.files[file]?.at ?? 0;
    const inside = (/** @type {ImageReading} */ { read }) => Number(read === 'gzip' || read === 'zstd');
    return this.#stored.forward ? [...readings].sort((one, other) => inside(one) - inside(other) || at(one) - at(other)) : readings;
  }

  /**
   * Waits until it is a file's turn, where files are read one after the other.
   *
   * @template T
   * @param {() => Promise<T>} read
   */
  turn(read) {
    if (!this.#stored.forward) return read();
    const turn = this.#turn.then(read);
    this.#turn = turn.then(() => {}, () => {});
    return turn;
  }

  /**
   * @param {{ reading: ImageReading, source: Source }} job
   * @param {{ unpacking: Unpacking, digest: Digest, ask: (tell: (session: CoreSession) => ImageReading[]) => ImageReading[] }} how
   * @param {number} image
   */
  async read({ reading: { file, read, digests: names }, source }, { unpacking, digest, ask }, image) {
    if (read === 'gzip' || read === 'zstd') {
      const found = await contentDigest(source, read, unpacking, async (inflated) => (await digest(inflated, names))?.digests.sha256)
        .catch((reason) => { if (isUnreadable(reason)) return undefined; throw reason; });
      this.#tell(ask, image, (session, number) => {
        if (found === undefined) session.refuseImageFile(number, file, false, false);
        else if ('content' in found) session.setImageContent(number, file, found.content);
        else session.refuseImageFile(number, file, true, found.refused === 'endless');
      });
      return;
    }
    const found = await digest(source, names);
    this.#tell(ask, image, found === undefined
      ? (session, number) => session.refuseImageFile(number, file, false, false)
      : (session, number) => session.setImageDigests(number, file, found.size, found.digests));
  }

  /**
   * @param {(tell: (session: CoreSession) => ImageReading[]) => ImageReading[]} ask
   * @param {number} image
   * @param {(session: CoreSession, image: number) => void} tell
   */
  #tell(ask, image, tell) {
    this.#told.push(tell);
    ask((session) => {
      tell(session, image);
      return [];
    });
  }
}

/** @param {unknown} reason */
export function isUnreadable(reason) {
  return reason instanceof TouchstoneError && reason.code === 'file-unreadable';
}
