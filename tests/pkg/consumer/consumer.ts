// What a consumer writes; compiled against the packed package, and run.

import { Hasher, TouchstoneError, createSession, init, inspect, trust, verify, verifyDownload } from 'touchstone-verify';
import type { Check, Download, ErrorCode, EvidenceReport, Expectation, Report, Signer, Verdict } from 'touchstone-verify';
import { serve } from 'touchstone-verify/inline';
import { TouchstoneVerify } from 'touchstone-verify/element';
import type { TouchstoneVerifyJsx } from 'touchstone-verify/element';
import { Client } from 'touchstone-verify/worker';

const WORDS: Record<Verdict, string> = {
  verified: 'yes', unstated: 'by whom?', incomplete: 'not proven', unexpected: 'by someone else', failed: 'no',
};

export async function answer(artifact: Blob, bundle: string, expectation: Expectation): Promise<string> {
  try {
    const report: Report = await verify({ artifact, evidence: [bundle], expectation, onProgress: ({ done, total }) => void (total === null ? done : done / total) });
    const wrong: Check[] = report.evidence.flatMap(({ checks }) => checks.filter(({ status }) => status === 'failed'));
    return `${WORDS[report.verdict]} ${wrong.map((check) => check.status === 'failed' ? check.facts.error.toUpperCase() : '').join()}`;
  } catch (reason) {
    if (reason instanceof TouchstoneError) return `${reason.code} ${reason.stage} ${Object.keys(reason.facts).join()}`;
    throw reason;
  }
}

export async function others(file: File): Promise<string[]> {
  await init();
  const hasher = new Hasher(['sha256', 'sha512']);
  hasher.update(new Uint8Array(await file.arrayBuffer()));
  const session = await createSession({ trust: { staging: true } });
  const { role } = await session.add(file);
  session.close();
  const client = new Client({ limit: 1000 });
  await client.add(file, { as: 'artifact' });
  const roots = await trust();
  return [hasher.finish().sha256 ?? '', role, (await inspect(file)).kind, ...roots.map(({ name }) => name)];
}

/** What is known of a check is known by its code, of evidence by its kind, of a signer by the verdict. */
export function narrowed(check: Check, proof: EvidenceReport): [number, Signer | null, string | undefined] {
  const size: number = check.code === 'log.checkpoint' && check.status === 'passed' ? check.facts.treeSize : 0;
  const signer: Signer | null = proof.verdict === 'verified' ? proof.signer : null;
  return [size, signer, proof.kind === 'cosign-signature' ? proof.claims.dockerReference : undefined];
}

export async function handed(download: Download): Promise<ArrayBuffer> {
  // @ts-expect-error: only what is verified has bytes
  download.file.size;
  if (download.verdict !== 'verified') throw new Error(download.verdict);
  return download.file.arrayBuffer();
}

export const downloaded = (address: URL, evidence: URL, signal: AbortSignal): Promise<Download> => verifyDownload(address, { evidence: [evidence], signal });

export const inWorker: () => void = serve;

// @ts-expect-error: no such code
export const nothing: ErrorCode = 'all-is-well';

/** How a project with React declares it. */
declare namespace JSX {
  interface IntrinsicElements { 'touchstone-verify': TouchstoneVerifyJsx<{ children?: unknown }> }
}

export function listen(page: Document): JSX.IntrinsicElements['touchstone-verify'] {
  TouchstoneVerify.define('other-name');
  const box = page.createElement('touchstone-verify');
  box.certificateIdentity = 'a@example.org';
  box.addEventListener('touchstone-verdict', ({ detail }) => { page.title = `${detail.verdict} ${box.state} ${box.engine}`; });
  box.addEventListener('touchstone-progress', ({ detail: { done, total } }) => void (total === null ? done : done / total));
  return { repository: 'org/app', 'certificate-oidc-issuer': 'https://accounts.google.com', 'witness-keys': 'a b', download: true, children: null };
}

// @ts-expect-error: nobody sets an answer
new TouchstoneVerify().report = null;
// @ts-expect-error: no such attribute
export const unknown: TouchstoneVerifyJsx = { signer: 'a' };
// @ts-expect-error: an expectation has no such key
export const wrong: Expectation = { identity: 'a' };
// @ts-expect-error: no such digest
export const none = new Hasher(['md5']);
