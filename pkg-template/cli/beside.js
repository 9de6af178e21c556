// The files beside an artifact that are evidence for it.

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { fileAt, inspect } from '../node.js';

/** Names that evidence goes by, whatever artifact it is for. */
const EVIDENCE = /\.(sigstore|sigstore\.jsonl?|bundle|bundle\.json|intoto\.jsonl?|attestations?\.jsonl?|att|jsonl)$/i;

/** @type {import('../index.d.ts').Kind[]} */
const EVIDENCE_KINDS = ['sigstore-bundle', 'cosign-bundle', 'cosign-signature', 'dsse-envelope', 'attestations', 'cloud-build', 'signature', 'certificate', 'log-entry', 'timestamp'];

/**
 * Whether an artifact is not a file but a digest that it is known by: `sha256:HEX`, or one of another
 * kind, such as `gitCommit:HEX`, where no file has that name.
 *
 * @param {string} artifact
 */
export function isDigest(artifact) {
  return /^sha\d+:/.test(artifact) || (/^[A-Za-z]\w+:[\w.+-]+$/.test(artifact) && !existsSync(artifact));
}

/** A folder of more files is not searched for evidence that is not named after an artifact. */
const FILES = 1000;

/**
 * Paths of what is evidence beside the artifacts, and named after one of them or as evidence is.
 * Their digests decide whether they speak about one.
 *
 * @param {string[]} artifacts
 */
export async function evidenceBeside(artifacts) {
  const paths = artifacts.filter((artifact) => !isDigest(artifact));
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
