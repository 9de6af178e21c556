// The binary form of a module, as far as taking it apart needs it: sections, and what stands in them.
// WebAssembly Core Specification, 5 (Binary Format).

import { Stop } from './console.js';

/** @typedef {{ id: number, body: Uint8Array }} Section */

export const SECTION = /** @type {const} */ ({ custom: 0, type: 1, import: 2, function: 3, table: 4, memory: 5, global: 6, export: 7, start: 8, element: 9, code: 10, data: 11, dataCount: 12 });

/** What an import or export is. */
export const KIND = /** @type {const} */ ({ function: 0, table: 1, memory: 2, global: 3 });

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** Reads one thing after another. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Stop('The module ends in the middle of something.');
    return byte;
  }

  /** An unsigned number in LEB128. */
  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  /** @param {number} length */
  take(length) {
    const start = this.at;
    this.at += length;
    return this.bytes.subarray(start, this.at);
  }

  name() {
    return new TextDecoder().decode(this.take(this.number()));
  }

  /** Bytes that are preceded by their number. */
  sized() {
    return this.take(this.number());
  }

  /**
   * Things that are preceded by their number.
   *
   * @template T
   * @param {(reader: Reader) => T} one
   */
  vector(one) {
    return Array.from({ length: this.number() }, () => one(this));
  }

  /** Limits of a memory or table: the least, and the most where there is one. */
  limits() {
    const flags = this.byte();
    if (flags > 1) throw new Stop('The module has a memory or table of a kind that is not known here.');
    return { least: this.number(), most: flags === 1 ? this.number() : undefined };
  }
}

/** @param {Uint8Array} module */
export function sectionsOf(module) {
  if (HEADER.some((byte, at) => module[at] !== byte)) throw new Stop('This is no WebAssembly module.');
  const reader = new Reader(module, HEADER.length);
  /** @type {Section[]} */
  const sections = [];
  while (reader.at < module.length) sections.push({ id: reader.byte(), body: reader.sized() });
  return sections;
}

/** @param {Section[]} sections */
export function moduleOf(sections) {
  return Buffer.concat([Buffer.from(HEADER), ...sections.map(({ id, body }) => Buffer.concat([Buffer.from([id]), sized(body)]))]);
}

/**
 * An unsigned number in LEB128.
 *
 * @param {number} value
 */
export function number(value) {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push(value % 128 + 128);
  return Buffer.from([...bytes, value]);
}

/**
 * The operand of `i32.const`, for numbers that are not negative.
 *
 * @param {number} value
 */
export function signed(value) {
  const bytes = [];
  for (; value >= 64; value = Math.floor(value / 128)) bytes.push(value % 128 + 128);
  return Buffer.from([...bytes, value]);
}

/** @param {Uint8Array} bytes */
export function sized(bytes) {
  return Buffer.concat([number(bytes.length), bytes]);
}

/** @param {string} text */
export function name(text) {
  return sized(Buffer.from(text));
}

/** @param {Uint8Array[]} items */
export function vector(items) {
  return Buffer.concat([number(items.length), ...items]);
}

/** @param {{ least: number, most: number | undefined }} limits */
export function limits({ least, most }) {
  return most === undefined ? Buffer.concat([Buffer.from([0]), number(least)]) : Buffer.concat([Buffer.from([1]), number(least), number(most)]);
}
