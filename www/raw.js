// The evidence as it came, byte by byte, and the parts of it that other tools read; to take along.

import { element } from './element.js';
import { saveFile } from './sharing.js';

/** @typedef {import('./card.js').Context} Context */

/** Bytes that are shown; all of them can be saved. */
const SHOWN = 4096;

/**
 * @param {string} name  of the evidence
 * @param {Context} context
 */
export function raw(name, { words, files, tell }) {
  const file = files(name);
  if (file === undefined) return null;
  const place = element('div', {});
  const shown = element('details', { toggle: async () => {
    if (shown.open && place.childElementCount === 0) place.replaceChildren(...await contents(file, words, tell));
  } }, element('summary', {}, words.text('raw')), place);
  return element('div', { class: 'raw' },
    element('p', { class: 'try' },
      element('button', { type: 'button', click: () => saveFile(file) }, words.text('saveRaw')),
      element('button', { type: 'button', click: async () => {
        await navigator.clipboard.writeText(await textOf(file));
        tell(words.text('copied', { what: name }));
      } }, words.text('copyRaw'))),
    shown);
}

/**
 * @param {File} file
 * @param {import('./words.js').Words} words
 * @param {(text: string) => void} tell
 */
async function contents(file, words, tell) {
  const bytes = new Uint8Array(await file.slice(0, SHOWN).arrayBuffer());
  const parts = partsOf(await file.text());
  return [
    parts.length > 0 && element('p', { class: 'try' }, ...parts.map((part) => element('button', { type: 'button', click: () => saveFile(part) }, words.text('savePart', { name: part.name })))),
    element('pre', { class: 'bytes', tabindex: '0', role: 'region', 'aria-label': words.text('raw') }, hexDump(bytes)),
    file.size > SHOWN && element('p', { class: 'quiet' }, words.text('rawMore', { shown: words.number(SHOWN), size: words.number(file.size) })),
  ].filter((part) => part !== false);
}

/**
 * The certificate and the statement that a Sigstore bundle holds.
 *
 * @param {string} text
 * @returns {File[]}
 */
function partsOf(text) {
  try {
    const { verificationMaterial: material, dsseEnvelope: envelope } = JSON.parse(text);
    const certificate = material?.certificate?.rawBytes ?? material?.x509CertificateChain?.certificates?.[0]?.rawBytes;
    return [
      ...typeof certificate === 'string' ? [new File([pem(certificate)], 'certificate.pem')] : [],
      ...typeof envelope?.payload === 'string' ? [new File([decoded(envelope.payload)], 'statement.json')] : [],
    ];
  } catch {
    // What is no such bundle has no such parts.
    return [];
  }
}

/** @param {string} base64 */
function pem(base64) {
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/\s/g, '').replace(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
}

/** @param {string} base64 */
function decoded(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * The text of a text, the base64 of anything else.
 *
 * @param {File} file
 */
async function textOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary);
  }
}

/** @param {Uint8Array} bytes */
function hexDump(bytes) {
  const lines = [];
  for (let start = 0; start < bytes.length; start += 16) {
    const row = [...bytes.subarray(start, start + 16)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ').padEnd(47);
    lines.push(`${start.toString(16).padStart(6, '0')}  ${hex}  ${row.map((byte) => byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.').join('')}`);
  }
  return lines.join('\n');
}
