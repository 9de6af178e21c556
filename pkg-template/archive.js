// Archives that hold evidence are opened: releases are handed on as one file with everything in it.
// An archive without evidence in it stays the one file that it is.

import { openPackedTar } from './packed-tar.js';
import { isTar, listTar } from './tar.js';

/**
 * @typedef {import('./source.js').Source} Source
 * @typedef {import('./unpacking.js').Unpacking} Unpacking
 * @typedef {{ name: string, bytes: Uint8Array }} Member
 * @typedef {import('./tar.js').TarList & { part: (file: import('./tar.js').TarFile) => Source | undefined }} OpenTar
 */

/** A larger archive is not looked into. */
const SIZE = 32 * 1024 * 1024;
/** Nor is one that holds more bytes than this, */
const INFLATED = 128 * 1024 * 1024;
/** or more files. */
const FILES = 10_000;
/** Of so few files one piece of evidence is enough; of more it takes a third: tests have evidence too. */
const FEW = 100;

/**
 * The files of an archive that holds evidence; undefined for everything else.
 *
 * @param {Source} source
 * @param {Uint8Array} head  its first bytes
 * @param {Unpacking} unpacking
 * @param {(bytes: Uint8Array, name: string) => Promise<boolean>} isEvidence
 * @returns {Promise<Member[] | undefined>}
 */
export async function openArchive(source, head, unpacking, isEvidence) {
  const members = await unpacked(source, head, unpacking);
  if (members === undefined) return undefined;
  let evidence = 0;
  for (const { bytes, name } of members) if (await isEvidence(bytes, name)) evidence += 1;
  return evidence > 0 && (members.length < FEW || evidence * 3 >= members.length) ? members : undefined;
}

/**
 * Everything in an archive; undefined for other files, and for more than anybody looks into.
 *
 * @param {Source} source
 * @param {Uint8Array} head
 * @param {Unpacking} unpacking
 * @returns {Promise<Member[] | undefined>}
 */
export async function unpacked(source, head, unpacking) {
  if (source.once || source.size === undefined || source.size > SIZE) return undefined;
  if (isZip(head)) await unpacking.begin();
  try {
    if (isZip(head)) return unpacking.unzip(await source.head(source.size), FILES, INFLATED)?.map(([name, bytes]) => ({ name, bytes }));
    const archive = isTar(head) ? await plainTar(source) : await openPackedTar(source, head, unpacking);
    return archive && await untar(archive);
  } catch {
    // Broken, or too much: then it is a file like any other.
    return undefined;
  }
}

/** @param {Uint8Array} head */
function isZip(head) {
  return [0x50, 0x4b, 0x03, 0x04].every((byte, index) => head[index] === byte);
}

/**
 * @param {Source} source
 * @returns {Promise<OpenTar>}
 */
async function plainTar(source) {
  return { ...await listTar(source), part: ({ start, size, name }) => source.slice?.(start, start + size, name) };
}

/**
 * @param {OpenTar} archive
 * @returns {Promise<Member[] | undefined>}
 */
async function untar({ files, brokenAt, part }) {
  if (brokenAt !== undefined) return undefined;
  if (files.length > FILES || files.reduce((sum, { size }) => sum + size, 0) > INFLATED) return undefined;
  const members = [];
  for (const file of files) {
    const source = file.link === undefined && file.unreadable !== true ? part(file) : undefined;
    // Each has memory of its own: an archive does not live on in one file of it.
    if (source !== undefined) members.push({ name: file.name, bytes: (await source.head(file.size)).slice() });
  }
  return members;
}
