// The files beside an artifact that are evidence for it.

import { open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Names that evidence goes by, whatever artifact it is for. */
const EVIDENCE = /\.(sigstore|sigstore\.jsonl?|bundle|bundle\.json|intoto\.jsonl?|attestations?\.jsonl?|att|jsonl)$/i;

/** A folder of more files is not searched for evidence that is not named after an artifact. */
const FILES = 1000;

/**
 * Paths of what looks like evidence beside the artifacts: named after one of them, or named as
 * evidence is and a JSON object. Their digests decide whether they speak about one.
 *
 * @param {string[]} artifacts
 */
export async function evidenceBeside(artifacts) {
  const paths = artifacts.filter((artifact) => !/^sha\d+:/.test(artifact));
  /** @type {Set<string>} */
  const found = new Set();
  for (const path of paths) {
    const folder = dirname(path);
    const names = (await readdir(folder, { withFileTypes: true }).catch(() => []))
      .filter((entry) => entry.isFile() || entry.isSymbolicLink()).map((entry) => entry.name);
    const named = names.filter((name) => name.startsWith(`${basename(path)}.`));
    const others = names.length > FILES ? [] : names.filter((name) => EVIDENCE.test(name));
    for (const name of [...named, ...others]) {
      const candidate = join(folder, name);
      if (!paths.includes(candidate) && await startsAsJson(candidate)) found.add(candidate);
    }
  }
  return [...found].sort();
}

/** @param {string} path */
async function startsAsJson(path) {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
      return buffer.subarray(0, bytesRead).toString('latin1').trimStart().startsWith('{');
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}
