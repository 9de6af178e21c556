// The session inside the module: what this side keeps of each file, and how it is told there.

/**
 * @typedef {import('./core.d.ts').Core} Core
 * @typedef {import('./core.d.ts').CoreSession} CoreSession
 * @typedef {import('./error.js').TouchstoneError} TouchstoneError
 * @typedef {import('./image.js').Image} Image
 * @typedef {import('./source.js').Source} Source
 * @typedef {import('./source.js').KnownDigests} KnownDigests
 * @typedef {import('./index.d.ts').Digests} Digests
 * @typedef {import('./index.d.ts').Expectation} Expectation
 *
 * @typedef {object} Artifact
 * @property {number} id
 * @property {Source | KnownDigests} source
 * @property {Digests} digests
 * @property {number | undefined} size
 * @property {boolean} spent       a stream that was read
 * @property {TouchstoneError} [error]  why it could not be read
 * @property {number[]} [members]  what came out of it, where it is an archive that was opened
 * @property {Image} [image]       the images in it
 * @property {boolean} [only]      whether only what is signed about images counts
 *
 * @typedef {object} Document
 * @property {number} id
 * @property {string} name
 * @property {Uint8Array} bytes   all of it, or the first bytes of one that is too large
 * @property {number} size
 * @property {'file' | 'trusted-root' | 'renewed-root' | 'mirrored' | 'tuf-root' | 'key'} use
 * @property {string} [date]  of a renewed root
 * @property {number} [evidenceFor]
 *
 * @typedef {object} History  a repository, or a git bundle or pack that is more than what is read at once
 * @property {number} id
 * @property {Source | KnownDigests} source
 * @property {{ path: string, source: Source }[]} [files]  of a repository, with the path of each in it
 * @property {import('./index.d.ts').Kind} kind
 * @property {boolean} spent       a stream that was read
 * @property {TouchstoneError} [error]  why it could not be read
 * @property {Map<string, TouchstoneError>} unread  the same of single files of a repository, by their paths
 *
 * @typedef {{ artifact: Artifact } | { document: Document } | { history: History }} Entry
 *
 * @typedef {{ core: Core, session: CoreSession, indexes: Map<number, number>, read: Set<number>, images: Map<number, number> }} Native
 *   a session inside an instance, with the index of each artifact there, the histories read there, and
 *   the number of each that holds images
 */

/**
 * @param {CoreSession} session
 * @param {Expectation | Uint8Array | null} expectation
 */
export function expect(session, expectation) {
  if (expectation instanceof Uint8Array) session.setPolicy(expectation);
  else session.setExpectation(expectation);
}

/**
 * @param {Native} native
 * @param {Document} document
 */
export function take({ session, indexes }, { name, bytes, size, use, date, evidenceFor }) {
  if (use === 'renewed-root') {
    session.addTrustedRoot(name, bytes, date);
    return 'trusted-root';
  }
  if (use === 'trusted-root') {
    session.addTrustedRoot(name, bytes);
    return 'trusted-root';
  }
  if (use === 'mirrored') {
    session.addMirrored(name, bytes);
    return 'tuf-metadata';
  }
  if (use === 'tuf-root') {
    session.addTufRoot(name, bytes);
    return 'tuf-metadata';
  }
  if (use === 'key') {
    session.addKey(name, bytes, true);
    return 'public-key';
  }
  if (size > bytes.length) return session.refuseFile(name, bytes, size);
  return session.addFile(name, bytes, evidenceFor === undefined ? undefined : indexes.get(evidenceFor));
}

/**
 * @param {Native} native
 * @param {Artifact} artifact
 */
export function takeArtifact({ session, indexes, images }, { id, source, size, digests, members, image, only }) {
  const index = session.addArtifact(source.name, size, digests);
  indexes.set(id, index);
  if (members !== undefined) session.markContainer(index);
  if (image !== undefined) images.set(id, image.tell(session, only === true ? undefined : index));
}

/**
 * @param {Native} native
 * @param {History} history
 */
export function takeHistory({ session, indexes }, { id, source, kind }) {
  indexes.set(id, session.historyBegin(source.name, kind, source.size));
}
