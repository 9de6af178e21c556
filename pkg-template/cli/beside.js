// The files beside an artifact that are evidence for it.

import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { fileAt, inspect } from '../node.js';

/** Names that evidence goes by, whatever artifact it is for. */
const EVIDENCE = /\.(sigstore|sigstore\.jsonl?|bundle|bundle\.json|intoto\.jsonl?|attestations?\.jsonl?|att|jsonl)$/i;

/** @type {import('../index.d.ts').Kind[]} */
const EVIDENCE_KINDS = ['sigstore-bundle', 'cosign-bundle', 'cosign-signature', 'dsse-envelope', 'signature', 'certificate', 'log-entry', 'timestamp'];

/** A folder of more files is not searched for evidence that is not named after an artifact. */
const FILES = 1000;

/**
 * Paths of what is evidence beside the artifacts, and named after one of them or as evidence is.
 * Their digests decide whether they speak about one.
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
    // Releases of cosign's own time have app-keyless.sig and app-keyless.pem beside app.
    const named = names.filter((name) => name.startsWith(basename(path)) && /^(-keyless)?\./.test(name.slice(basename(path).length)));
    const others = names.length > FILES ? [] : names.filter((name) => EVIDENCE.test(name));
    for (const name of [...named, ...others]) {
      const candidate = join(folder, name);
      if (!paths.includes(candidate) && await isEvidence(candidate)) found.add(candidate);
    }
  }
  return [...found].sort();
}

/** @param {string} path */
async function isEvidence(path) {
  try {
    return EVIDENCE_KINDS.includes((await inspect(await fileAt(path))).kind);
  } catch {
    return false;
  }
}
