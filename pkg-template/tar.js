// Where the files of a tar archive are in it: only its headers are read, so that archives of any size
// can be looked into, and each file is a part of the archive without a copy (POSIX.1-2017 pax,
// ustar; GNU tar's long names).

import { TouchstoneError } from './error.js';

/**
 * @typedef {import('./source.js').Source} Source
 *
 * @typedef {object} TarFile
 * @property {string} name
 * @property {number} start   where its bytes are
 * @property {number} size
 * @property {string} [link]  the name of the file in whose place it stands
 * @property {boolean} [unreadable]  of a kind that is more than its bytes: sparse, a device
 *
 * @typedef {{ files: TarFile[], brokenAt?: number }} TarList
 *
 * @typedef {object} TarReader   what an archive is read by, from its start to its end
 * @property {(at: number) => Promise<boolean>} endsBy  whether nothing comes there or later
 * @property {(at: number, length: number) => Promise<Uint8Array | undefined>} bytes
 * @property {(start: number, length: number, name: string | undefined) => Promise<boolean>} holds
 *   whether the content of a file is there; without a name what is no file
 *
 * @typedef {{ path?: string, link?: string, size?: number, sparse?: boolean }} Extended
 *   what stands before a file's header and counts more
 */

const BLOCK = 512;
/** Archives of more files are broken off. */
const FILES = 100_000;
/** Names and the like of more bytes are no names. */
const EXTENDED = 1024 * 1024;
/** Headers close to each other are read at once. */
const WINDOW = 64 * 1024;

/**
 * @param {Uint8Array} head  the first bytes of a file
 */
export function isTar(head) {
  return head.length >= BLOCK && text(head.subarray(257, 262)) === 'ustar';
}

/**
 * @param {Source} source  one of which parts can be read
 * @returns {Promise<TarList>}
 */
export function listTar(source) {
  return listEntries(new Window(source, source.size ?? 0));
}

/**
 * @param {TarReader} reader
 * @returns {Promise<TarList>}
 */
export async function listEntries(reader) {
  /** @type {TarFile[]} */
  const files = [];
  /** @type {Extended} */
  let extended = {};
  for (let at = 0; !await reader.endsBy(at);) {
    const header = await reader.bytes(at, BLOCK);
    if (header === undefined) return { files, brokenAt: at };
    if (header.every((byte) => byte === 0)) return { files };
    const entry = entryOf(header);
    const length = entry === undefined ? undefined : isExtension(entry.type) ? entry.size : extended.size ?? entry.size;
    // Readers differ in whether bytes follow what has none.
    if (entry !== undefined && length !== 0 && '123456'.includes(entry.type)) return { files, brokenAt: at };
    if (entry === undefined || length === undefined || files.length >= FILES) return { files, brokenAt: at };
    const start = at + BLOCK;
    if (isExtension(entry.type)) {
      const bytes = length > EXTENDED ? undefined : await reader.bytes(start, length);
      const more = bytes === undefined ? undefined : extensionOf(entry.type, bytes);
      if (more === undefined) return { files, brokenAt: at };
      extended = { ...extended, ...more };
    } else {
      const found = fileOf(entry, extended, start, length);
      if (!await reader.holds(start, length, found[0]?.name)) return { files, brokenAt: at };
      files.push(...found);
      extended = {};
    }
    at = start + Math.ceil(length / BLOCK) * BLOCK;
  }
  return { files };
}

/** Reads some bytes ahead. @implements {TarReader} */
class Window {
  #start = 0;
  /** @type {Uint8Array} */
  #bytes = new Uint8Array();

  /**
   * @param {Source} source
   * @param {number} size
   */
  constructor(source, size) {
    this.source = source;
    this.size = size;
  }

  /** @param {number} at */
  async endsBy(at) {
    return at >= this.size;
  }

  /**
   * @param {number} start
   * @param {number} length
   */
  async holds(start, length) {
    return start + length <= this.size;
  }

  /**
   * @param {number} at
   * @param {number} length
   * @returns {Promise<Uint8Array | undefined>}  undefined where there are fewer
   */
  async bytes(at, length) {
    if (at + length > this.size) return undefined;
    if (at < this.#start || at + length > this.#start + this.#bytes.length) {
      const part = this.source.slice?.(at, Math.min(this.size, at + Math.max(length, WINDOW)), this.source.name);
      if (part === undefined) throw new TouchstoneError('file-unreadable', 'host', { reason: 'no part of it can be read' });
      this.#bytes = await part.head(part.size ?? 0);
      this.#start = at;
    }
    const offset = at - this.#start;
    const found = this.#bytes.subarray(offset, offset + length);
    return found.length === length ? found : undefined;
  }
}

/**
 * @param {Uint8Array} header
 */
function entryOf(header) {
  const sum = number(header.subarray(148, 156));
  if (sum === undefined || !sums(header).includes(sum)) return undefined;
  const size = number(header.subarray(124, 136));
  const prefix = text(header.subarray(257, 263)) === 'ustar' && header[263] === 0x30 ? text(header.subarray(345, 500)) : '';
  const name = text(header.subarray(0, 100));
  return {
    type: String.fromCharCode(header[156] ?? 0),
    name: prefix === '' ? name : `${prefix}/${name}`,
    link: text(header.subarray(157, 257)),
    size,
  };
}

/**
 * The sum of a header's bytes, its own field as spaces: of bytes without and, in old archives, with a sign.
 *
 * @param {Uint8Array} header
 */
function sums(header) {
  let [unsigned, signed] = [0, 0];
  for (const [index, byte] of header.entries()) {
    const counted = index >= 148 && index < 156 ? 0x20 : byte;
    unsigned += counted;
    signed += counted < 0x80 ? counted : counted - 0x100;
  }
  return [unsigned, signed];
}

/** @param {string} type */
function isExtension(type) {
  return 'xgLK'.includes(type);
}

/**
 * @param {string} type
 * @param {Uint8Array} bytes
 * @returns {Extended | undefined}
 */
function extensionOf(type, bytes) {
  if (type === 'L') return { path: text(bytes) };
  if (type === 'K') return { link: text(bytes) };
  const records = paxRecords(bytes);
  // What stands for all files is comments and the like.
  if (records === undefined || type === 'g') return records && {};
  const size = records.get('size');
  if (size !== undefined && !/^\d{1,15}$/.test(size)) return undefined;
  const path = records.get('path');
  const link = records.get('linkpath');
  return {
    ...(path !== undefined && { path }), ...(link !== undefined && { link }), ...(size !== undefined && { size: Number(size) }),
    ...([...records.keys()].some((name) => name.startsWith('GNU.sparse.')) && { sparse: true }),
  };
}

/**
 * Lines of `LENGTH KEY=VALUE`.
 *
 * @param {Uint8Array} bytes
 * @returns {Map<string, string> | undefined}
 */
function paxRecords(bytes) {
  const records = new Map();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const length = space < 0 ? NaN : Number(text(bytes.subarray(at, space)));
    if (!Number.isInteger(length) || length <= space - at + 1 || at + length > bytes.length || bytes[at + length - 1] !== 0x0a) return undefined;
    const record = new TextDecoder().decode(bytes.subarray(space + 1, at + length - 1));
    const equals = record.indexOf('=');
    if (equals < 1) return undefined;
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

/**
 * @param {{ type: string, name: string, link: string }} entry
 * @param {Extended} extended
 * @param {number} start
 * @param {number} size
 * @returns {TarFile[]}
 */
function fileOf({ type, name, link }, extended, start, size) {
  const file = { name: extended.path || name, start, size };
  if (type === '5' || (type === '0' || type === '\0') && file.name.endsWith('/')) return [];
  if (type === '1' || type === '2') return [{ ...file, link: target(type, file.name, extended.link || link) }];
  const plain = (type === '0' || type === '\0' || type === '7') && extended.sparse !== true;
  return [plain ? file : { ...file, unreadable: true }];
}

/**
 * A hard link names the file from the archive's top, a symbolic one from its own folder.
 *
 * @param {string} type
 * @param {string} name
 * @param {string} link
 */
function target(type, name, link) {
  if (type === '1' || link.startsWith('/')) return link;
  return [...name.split('/').slice(0, -1), ...link.split('/')].reduce((/** @type {string[]} */ steps, step) => {
    // One that leads out of the archive leads to nothing.
    if (step === '..') return steps.length === 0 ? ['', ''] : steps.slice(0, -1);
    return step === '.' || step === '' ? steps : [...steps, step];
  }, []).join('/');
}

/**
 * A number in octal, or in base 256 where it is too large for that.
 *
 * @param {Uint8Array} field
 * @returns {number | undefined}
 */
function number(field) {
  if (((field[0] ?? 0) & 0x80) !== 0) {
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, (field[0] ?? 0) & 0x7f);
    return field[0] === 0x80 && Number.isSafeInteger(value) ? value : undefined;
  }
  const digits = text(field).trim();
  return /^[0-7]*$/.test(digits) ? parseInt(`0${digits}`, 8) : undefined;
}

/** @param {Uint8Array} bytes  up to the first zero */
function text(bytes) {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
