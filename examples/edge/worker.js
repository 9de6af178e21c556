// A worker for edge platforms that hands on only what verifies: it stands before a place of downloads,
// and answers 403 with the report where a file is not what its expected signer published.

import { Hasher, verify } from 'touchstone-verify';

/**
 * @typedef {object} Env
 * @property {string} ORIGIN         where the files are
 * @property {Record<string, import('touchstone-verify').Expectation> | string} POLICY
 *   who should have signed what lies under a path
 * @property {string} [EVIDENCE]     what follows a file's name in that of its evidence
 * @property {number | string} [HOLD]  bytes that a request may hold in memory
 * @property {string} [TRUSTED_ROOT] the text of a trusted_root.json, in place of the public ones
 */

const MEBIBYTE = 1024 * 1024;
const EVIDENCE_LIMIT = 16 * MEBIBYTE;

export default {
  /**
   * @param {Request} request
   * @param {Env} env
   */
  async fetch(request, env) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, { error: 'only GET and HEAD' });
    const { pathname } = new URL(request.url);
    const upstream = new URL(`.${pathname}`, env.ORIGIN);
    try {
      return await handOn(upstream, pathname, request.method, env);
    } catch (reason) {
      return refusal(502, { error: reason instanceof Error ? reason.message : String(reason) });
    }
  },
};

/**
 * @param {URL} upstream
 * @param {string} pathname
 * @param {string} method
 * @param {Env} env
 */
async function handOn(upstream, pathname, method, env) {
  const evidence = await evidenceOf(upstream, env.EVIDENCE ?? '.sigstore.json');
  const artifact = await fetch(upstream, PLAIN);
  if (!artifact.ok || artifact.body === null) return refusal(artifact.status === 404 ? 404 : 502, { error: `the origin says ${artifact.status}` });
  const held = new Held(Number(env.HOLD ?? 64 * MEBIBYTE));
  const report = await verify({
    artifact: { name: pathname, data: artifact.body.pipeThrough(held.stream) },
    evidence,
    expectation: expectationFor(pathname, env.POLICY),
    ...(env.TRUSTED_ROOT !== undefined && { trust: { roots: [env.TRUSTED_ROOT] } }),
  });
  const [file] = report.artifacts;
  if (report.verdict !== 'verified' || file?.size == null) return refusal(403, report);
  // Whole in memory it is handed on as it was hashed; else it is fetched again, and held to the digest.
  const body = method === 'HEAD' ? null : held.bytes() ?? pinned(await again(upstream), file.digests.sha256 ?? '');
  return new Response(body?.pipeThrough(new FixedLengthStream(file.size)) ?? null, { headers: headersOf(artifact, file) });
}

/** Bytes as they lie there: what is hashed is what was signed. */
const PLAIN = { headers: { 'accept-encoding': 'identity' } };

/**
 * The evidence that lies beside a file.
 *
 * @param {URL} upstream
 * @param {string} suffix
 */
async function evidenceOf(upstream, suffix) {
  const address = new URL(upstream);
  address.pathname += suffix;
  const response = await fetch(address, PLAIN);
  if (!response.ok || response.body === null) return [];
  const held = new Held(EVIDENCE_LIMIT);
  await response.body.pipeThrough(held.stream).pipeTo(new WritableStream());
  const bytes = held.bytes();
  if (bytes === undefined) throw new Error('the evidence is too large');
  return [{ name: address.pathname, data: await new Response(bytes).arrayBuffer() }];
}

/**
 * The expectation of the longest path that the file lies under. Where there is none, nobody is
 * expected, and nothing is handed on.
 *
 * @param {string} pathname
 * @param {Env['POLICY']} policy
 */
function expectationFor(pathname, policy) {
  const rules = Object.entries(typeof policy === 'string' ? JSON.parse(policy) : policy);
  const [nearest] = rules.filter(([path]) => pathname.startsWith(path)).sort(([one], [other]) => other.length - one.length);
  return nearest?.[1] ?? null;
}

/** Keeps what streams through, as long as it is not too much. */
class Held {
  /** @type {Uint8Array[] | undefined} */
  #chunks = [];
  #size = 0;

  /** @param {number} limit */
  constructor(limit) {
    this.stream = new TransformStream({
      transform: (chunk, controller) => {
        this.#size += chunk.length;
        if (this.#size > limit) this.#chunks = undefined;
        this.#chunks?.push(chunk);
        controller.enqueue(chunk);
      },
    });
  }

  /** A stream of what is held, unless that was too much. */
  bytes() {
    const chunks = this.#chunks;
    return chunks && new ReadableStream({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
    });
  }
}

/** @param {URL} upstream */
async function again(upstream) {
  const response = await fetch(upstream, PLAIN);
  if (!response.ok || response.body === null) throw new Error(`the origin says ${response.status}`);
  return response.body;
}

/**
 * The bytes of a second reading, which must be those that were verified: the last piece is kept back
 * until they are, and a file without its end is no file.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @param {string} sha256
 */
function pinned(body, sha256) {
  const hasher = new Hasher(['sha256']);
  let last = new Uint8Array();
  return body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      hasher.update(chunk);
      if (last.length > 0) controller.enqueue(last);
      last = chunk;
    },
    flush(controller) {
      if (hasher.finish().sha256 !== sha256) controller.error(new Error('the origin gave another file the second time'));
      else if (last.length > 0) controller.enqueue(last);
    },
  }));
}

/**
 * @param {Response} artifact
 * @param {import('touchstone-verify').ArtifactReport} file
 */
function headersOf(artifact, { digests: { sha256 = '' } }) {
  const headers = new Headers({ 'x-touchstone-verdict': 'verified', 'repr-digest': `sha-256=:${base64(sha256)}:` });
  for (const name of ['content-type', 'content-disposition', 'etag', 'last-modified', 'cache-control']) {
    const value = artifact.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}

/** @param {string} hex */
function base64(hex) {
  return btoa(hex.replace(/../g, (byte) => String.fromCharCode(parseInt(byte, 16))));
}

/**
 * @param {number} status
 * @param {object} report
 */
function refusal(status, report) {
  return Response.json(report, { status, headers: { 'cache-control': 'no-store' } });
}
