/// <reference lib="esnext.disposable" />

export type { ErrorCode } from './codes.js';
import type { ErrorCode } from './codes.js';

/**
 * The answer about a file. Only `verified` says that the expected signer signed exactly this file.
 *
 * - `verified`: sound evidence, bound to this file, by the expected signer
 * - `unstated`: sound and bound, but nobody said who should have signed
 * - `incomplete`: nothing is wrong, something needed is missing
 * - `unexpected`: sound and bound, but by someone else than expected
 * - `failed`: evidence about this file is wrong
 *
 * ```js
 * import { verify } from 'touchstone-verify';
 *
 * const { verdict } = await verify({ artifact: { data: 'a file without evidence' } });
 * console.log(verdict); // incomplete
 * ```
 */
export type Verdict = 'verified' | 'unstated' | 'incomplete' | 'unexpected' | 'failed';

/**
 * What a file is, by its content.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { inspect } from 'touchstone-verify';
 *
 * console.log((await inspect(await readFile('hello.sh.sigstore.json'))).kind); // sigstore-bundle
 * ```
 */
export type Kind =
  | 'sigstore-bundle' | 'cosign-bundle' | 'cosign-signature' | 'dsse-envelope' | 'attestations' | 'cloud-build' | 'npm-version' | 'npm-lock' | 'signature' | 'git-object' | 'git-bundle' | 'git-pack' | 'git-repository' | 'log-entry' | 'timestamp'
  | 'trusted-root' | 'public-key' | 'certificate' | 'tuf-metadata' | 'policy' | 'image' | 'image-index' | 'image-manifest' | 'image-config' | 'unknown';

/**
 * What a file of a kind is for.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { createSession } from 'touchstone-verify';
 *
 * const session = await createSession();
 * console.log((await session.add(await readFile('hello.sh'))).role); // artifact
 * console.log((await session.add(await readFile('hello.sh.sigstore.json'))).role); // evidence
 * ```
 */
export type Role = 'artifact' | 'evidence' | 'signed-object' | 'key' | 'trusted-root' | 'policy';

/**
 * Digests in lower-case hexadecimal.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { digest } from 'touchstone-verify';
 *
 * const { digests } = await digest(await readFile('hello.sh'), ['sha256', 'sha512']);
 * console.log(digests.sha256?.length, digests.sha512?.length); // 64 128
 * ```
 */
export interface Digests {
  sha1?: string;
  sha256?: string;
  sha384?: string;
  sha512?: string;
}

/**
 * How a digest is made.
 *
 * ```js
 * import { Hasher, init } from 'touchstone-verify';
 *
 * await init();
 * console.log(Object.keys(new Hasher(['sha384']).finish())[0]); // sha384
 * ```
 */
export type DigestAlgorithm = keyof Digests;

/**
 * Named values that explain a check or an error.
 *
 * ```js
 * import { TouchstoneError, verify } from 'touchstone-verify';
 *
 * try {
 *   await verify({ artifact: 'sha256:12' });
 * } catch (reason) {
 *   if (reason instanceof TouchstoneError) console.log(reason.code, Object.keys(reason.facts).length > 0); // digest-invalid true
 * }
 * ```
 */
export type Facts = Record<string, unknown>;

/**
 * The module, or where it is.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { init, version } from 'touchstone-verify';
 *
 * // Where it lies beside no script: new URL('/assets/core.wasm', location.href), say.
 * await init(await readFile(new URL(import.meta.resolve('touchstone-verify/core.wasm'))));
 * console.log((await version()).split('.').length); // 3
 * ```
 */
export type ModuleSource = URL | string | Response | BufferSource | WebAssembly.Module;

/**
 * The module has two halves: `core.wasm` is enough for a verdict on a Sigstore bundle, and `core-deferred.wasm` is loaded
 * when something takes more.
 *
 * ```js
 * import { init, inspect } from 'touchstone-verify';
 *
 * await init(undefined, { whole: true }); // from here on nothing is loaded any more
 * console.log((await inspect('hello')).kind); // unknown
 * ```
 */
export interface InitOptions extends Abortable {
  /** Where `core-deferred.wasm` is, if it neither lies beside the `core.wasm` that is given by its address nor in the package. */
  deferred?: ModuleSource | undefined;
  /** Loads both halves now. */
  whole?: boolean | undefined;
}

/**
 * A file. A string is the file's text, never its path or address.
 *
 * ```js
 * import { verify } from 'touchstone-verify';
 *
 * const bytes = new TextEncoder().encode('hello');
 * for (const data of [bytes, bytes.buffer, 'hello', new Blob([bytes]), new Blob([bytes]).stream()]) {
 *   const { artifacts } = await verify({ artifact: { name: 'hello.txt', data } });
 *   console.log(artifacts[0]?.name); // hello.txt
 * }
 * ```
 */
export type FileInput =
  | Uint8Array | ArrayBuffer | string | Blob | ReadableStream<Uint8Array> | FileOnDisk
  | { name?: string; data: Uint8Array | ArrayBuffer | string | Blob | ReadableStream<Uint8Array> };

/**
 * A folder: one that holds a container image, or else a set of files. Of a git repository in it, as the folder `.git` is,
 * the commits, tags and packs count. `folderAt` makes one of a folder on disk.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { createSession } from 'touchstone-verify';
 *
 * const session = await createSession();
 * const files = [{ path: 'hello.sh', data: await readFile('hello.sh') }];
 * console.log((await session.add({ name: 'release', files })).members?.length); // 1
 * ```
 */
export interface FolderInput {
  name: string;
  /** Its files, by their paths from the folder, with slashes. */
  files: { path: string; data: FileInput }[];
}

/**
 * An artifact: a file, a folder, or the digests it is known by. A string is `sha256:HEX`, `sha384:HEX` or `sha512:HEX`.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { digest, verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const { digests } = await digest(artifact);
 * const report = await verify({ artifact: `sha256:${digests.sha256}`, evidence: [bundle], trust: { roots: [root] }, expectation: { repo: 'touchstone-sample/hello' } });
 * console.log(report.verdict); // verified
 * ```
 */
export type ArtifactInput = FileInput | FolderInput | { name?: string; size?: number; digests: Digests };

/**
 * A file on disk, read when it is needed (Node, Deno and Bun).
 *
 * ```js
 * import { fileAt } from 'touchstone-verify';
 *
 * const file = await fileAt('hello.sh');
 * console.log(file.name, file.once); // hello.sh false
 * ```
 */
export interface FileOnDisk {
  readonly name: string;
  readonly size: number | undefined;
  readonly once: boolean;
  head(length: number): Promise<Uint8Array>;
  stream(): ReadableStream<Uint8Array>;
  /** A part of it, without a copy. */
  slice?(start: number, end: number, name: string): FileOnDisk;
}

/** One of these, or any of several. */
type OneOf = string | string[];

/**
 * Who signed; all keys have to be met by the same signature.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const signer = { repo: ['touchstone-sample/hello', 'touchstone-sample/other'] };
 * const { verdict } = await verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation: signer });
 * console.log(verdict); // verified
 * ```
 */
export interface ExpectedSigner {
  /** The identity in the certificate, exactly: an URI or an e-mail address. */
  certificateIdentity?: OneOf;
  /** A regular expression that the whole identity has to match. */
  certificateIdentityRegexp?: OneOf;
  /** Who vouched for the identity, exactly. */
  certificateOidcIssuer?: OneOf;
  certificateOidcIssuerRegexp?: OneOf;
  /** A repository whose workflows should have signed: OWNER/NAME on GitHub, or a link to one on GitHub or GitLab. */
  repo?: OneOf;
  /** Any repository of this owner on GitHub. */
  owner?: OneOf;
  /** One workflow of it, as `.github/workflows/NAME`. */
  workflow?: OneOf;
  /** The tag or branch it ran on, as `refs/tags/v1`. */
  ref?: OneOf;
  /** A public key, as `sha256:HEX` of its SubjectPublicKeyInfo. */
  key?: OneOf;
  /** A comment. */
  '//'?: unknown;
}

/**
 * A rule over what attestations of one type say: a path and one comparison. All rules of a type have to be met by the
 * same attestation, signed by whom you expect.
 *
 * ```js
 * import { checkPolicy } from 'touchstone-verify';
 *
 * const predicateType = 'https://in-toto.io/attestation/vulns/v0.2';
 * const rule = { predicateType, path: '$.scanner.result[all].severity[all].method', oneOf: ['cvss_score', 'nvd'], orEmpty: true };
 * console.log((await checkPolicy({ repo: 'org/app', rules: [rule] })).valid); // true
 * ```
 */
export type Rule = { predicateType: string; path: string; orEmpty?: true; '//'?: unknown } & (
  | { equals: string | number | boolean }
  | { oneOf: (string | number | boolean)[] }
  | { exists: true }
  | { atLeast: number; atMost?: number }
  | { atMost: number }
  | { notBefore: string; notAfter?: string }
  | { notAfter: string }
);

/**
 * What has to hold for an artifact.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const demands = { repo: 'touchstone-sample/hello', oldestTime: '2030-01-01T00:00:00Z' };
 * const { verdict } = await verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation: demands });
 * console.log(verdict); // unexpected
 * ```
 */
export interface Demands extends ExpectedSigner {
  /** Several who may have signed, in place of the keys above. */
  signers?: (ExpectedSigner & { name?: string })[];
  /** How many distinct ones of them must have. */
  threshold?: number;
  /** Signed at this time (RFC 3339) or later. */
  oldestTime?: string;
  /** Signed at this time or earlier. */
  newestTime?: string;
  /** The signature schemes that are accepted, as reports name them. */
  algorithms?: OneOf;
  /** Only machines of GitHub's own may have signed. */
  denySelfHostedRunners?: true;
  /** The attestations that have to be there, by their exact types. */
  predicateTypes?: OneOf;
  /** What an attestation has to say, where no key of its own reaches. */
  rules?: Rule[];
  /** At least this level of SLSA's Build track, which belongs to the builder and never comes from the document. */
  minimumSlsaLevel?: 1 | 2 | 3;
  /** Which level builders have that you know: by the address of a workflow or builder, or `sha256:HEX` of a key. */
  builderLevels?: Record<string, 0 | 1 | 2 | 3>;
  /** Parameters that the build was given, each of exactly this type and value. */
  buildParameters?: Record<string, string | number | boolean>;
  /** The builder that should have built, as its address, with `@VERSION` for one of its versions. Without it: the known builders. */
  builderId?: string;
  /** The repository that was built, as `github.com/OWNER/NAME`. */
  sourceUri?: string;
  /** The branch that was built. */
  sourceBranch?: string;
  /** The tag that was built, exactly. */
  sourceTag?: string;
  /** The version that was built, as `v1`, `v1.2` or `v1.2.3`; what is left out is free. */
  sourceVersionedTag?: string;
  /** Inputs that the build was started with. */
  buildWorkflowInputs?: Record<string, string>;
  /** The package's name. */
  packageName?: string;
  /** The package's version. */
  packageVersion?: string;
  /** Who should have checked it, and signed a summary of that with one of the keys. */
  verifierId?: string;
  /** What the summary should be about. */
  resourceUri?: string;
  /** Levels or properties that the verifier should have found, as `SLSA_BUILD_LEVEL_3`. */
  verifiedLevels?: string[];
  /** Digests that the summary should name, each as `ALGORITHM:VALUE`. */
  subjectDigests?: string[];
  /** What the envelope should call the key. */
  publicKeyId?: string;
}

/**
 * Who should have signed, and what else should be true. At least one key has to name a signer; a key nobody knows is
 * an error, and never a weaker expectation.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const expecting = async (expectation) => (await verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation })).verdict;
 * console.log(await expecting({ repo: 'touchstone-sample/hello' })); // verified
 * console.log(await expecting({ repo: 'somebody/else' })); // unexpected
 * console.log(await expecting(undefined)); // unstated
 * ```
 */
export interface Expectation extends Demands {
  schema?: 'touchstone-policy/1';
  /** The policy's own version. */
  version?: number;
  /** Demands for artifacts of certain names, beside those that hold for all: exact names, or patterns with `*`. */
  artifacts?: Record<string, Demands>;
  /** How many of the witnesses have to have signed the log's checkpoint. */
  witnesses?: number;
  /** Their verifier keys (C2SP signed-note). */
  witnessKeys?: string[];
}

/**
 * What is relied on. Unless told, the roots of Sigstore's public instance and of GitHub that come with the package.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const { trust } = await verify({ artifact, evidence: [bundle], trust: { roots: [root] } });
 * console.log(trust[0]?.source); // given
 * ```
 */
export interface Trust {
  /** Trusted roots of your own (`trusted_root.json`, or JSON lines of them) and keys of npm's registry (`keys.json`), each in place of the embedded ones. */
  roots?: FileInput[];
  /** Public keys, in PEM or DER, one of which should have signed. */
  keys?: FileInput[];
  /** False for none of the embedded roots. */
  embedded?: boolean;
  /** True for Sigstore's staging instance in place of the production ones. */
  staging?: boolean;
}

/**
 * What takes its time can be ended; it is the error `cancelled` then.
 *
 * ```js
 * import { verify } from 'touchstone-verify';
 *
 * const signal = AbortSignal.abort(); // AbortSignal.timeout(5_000), say
 * await verify({ artifact: { data: 'hello' }, signal }).catch(({ code }) => console.log(code)); // cancelled
 * ```
 */
export interface Abortable { signal?: AbortSignal | undefined }

/**
 * How a file is called in what is said of it.
 *
 * ```js
 * import { inspect } from 'touchstone-verify';
 *
 * console.log((await inspect('hello', { name: 'hello.txt' })).name); // hello.txt
 * ```
 */
export interface NameOptions extends Abortable {
  /** The file's name, where it has none of its own. */
  name?: string;
}

/**
 * Who should have signed, and by what that is judged.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { createSession } from 'touchstone-verify';
 *
 * const session = await createSession({ expectation: { repo: 'touchstone-sample/hello' }, trust: { roots: [await readFile('trusted_root.json')] }, now: '2026-06-01T00:00:00Z' });
 * console.log((await session.report()).now); // 2026-06-01T00:00:00Z
 * ```
 */
export interface SessionOptions extends Abortable {
  expectation?: Expectation | string | Uint8Array | null;
  trust?: Trust;
  /** The time to judge at; the clock's unless told. */
  now?: Date | string;
}

/**
 * How far the reading of a file is.
 *
 * ```js
 * import { verify } from 'touchstone-verify';
 *
 * let last;
 * await verify({ artifact: { name: 'zeros', data: new Uint8Array(5_000_000) }, onProgress: (progress) => { last = progress; } });
 * console.log(last.name, last.done, last.total); // zeros 5000000 5000000
 * ```
 */
export interface Progress {
  id: number;
  name: string;
  /** Bytes read. */
  done: number;
  /** Bytes in all, where that is known. */
  total: number | null;
  /** The same over all files that are being read. */
  overall: { files: number; done: number; total: number | null };
}

/**
 * Options of what reads artifacts.
 *
 * ```js
 * import { createSession } from 'touchstone-verify';
 *
 * const session = await createSession();
 * await session.add({ name: 'zeros', data: new Uint8Array(5_000_000) });
 * const report = await session.report({ signal: AbortSignal.timeout(60_000), onProgress: ({ done, total }) => done / (total ?? Infinity) });
 * console.log(report.verdict); // incomplete
 * ```
 */
export interface ReadOptions extends Abortable {
  /** Artifacts, by their ids, that are not to be read now. */
  except?: number[];
  onProgress?: (progress: Progress) => void;
}

/**
 * What `verify` is asked.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * // As many as come, one after the other:
 * async function* artifacts() {
 *   yield { name: 'hello.sh', data: artifact };
 *   yield { name: 'other.sh', data: '#' };
 * }
 * const report = await verify({ artifact: artifacts(), evidence: [bundle], trust: { roots: [root] }, expectation: { repo: 'touchstone-sample/hello' } });
 * console.log(report.artifacts.map(({ name, verdict }) => `${name} ${verdict}`).join(', ')); // hello.sh verified, other.sh incomplete
 * ```
 */
export interface VerifyOptions extends SessionOptions, ReadOptions {
  /** One, several, or as many as come: those of an async iterable are read one after the other. */
  artifact: ArtifactInput | ArtifactInput[] | AsyncIterable<ArtifactInput>;
  evidence?: FileInput[];
}

/**
 * The answer about one artifact.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const { artifacts, evidence } = await verify({ artifact: { name: 'hello.sh', data: artifact }, evidence: [bundle], trust: { roots: [root] }, expectation: { repo: 'touchstone-sample/hello' } });
 * const [file] = artifacts;
 * console.log(file?.name, file?.verdict, evidence[file?.evidence[0] ?? 0]?.signer?.extensions.sourceRepositoryUri); // hello.sh verified https://github.com/touchstone-sample/hello
 * ```
 */
export interface ArtifactReport {
  name: string;
  size: number | null;
  digests: Digests;
  verdict: Verdict;
  /** Positions in `Report.evidence`. */
  evidence: number[];
  /** Questions about the artifact itself, whatever speaks about it: those of an image. */
  checks?: Check[];
  /** What it is a part of, where it is a container image, or a part of one. */
  image?: ImageReport;
  /** The policy's section that is about the file. */
  section?: string;
  /** Each demand of the expectation and what became of it; none where nothing was stated. */
  demands: Demand[];
  /** Of a commit or tag that came out of a history: its position in `Report.histories`. */
  history?: number;
}

/**
 * One demand of the expectation.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const report = await verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation: { repo: 'touchstone-sample/hello' } });
 * console.log(report.artifacts[0].demands.map(({ key, status }) => `${key} ${status}`).join()); // repo met
 * ```
 */
export interface Demand {
  /** The policy's key; `artifacts` where no section is about the file, and nothing is said about others; `tufRoot` for the reliance on a repository. */
  key: string;
  status: 'met' | 'unmet' | 'missing';
  expected: unknown;
  /** The fact that decided; null where there is none. */
  found: unknown;
  /** Positions in `Report.evidence` of what decided. */
  evidence: number[];
}

/**
 * An index, a manifest, or another form of a container image.
 *
 * ```js
 * import { pathAt, verify } from 'touchstone-verify';
 *
 * const { artifacts } = await verify({ artifact: await pathAt('hello.sh') });
 * console.log(artifacts[0]?.image?.platform); // undefined
 * ```
 */
export interface ImageReport {
  kind: 'layout' | 'index' | 'manifest' | 'attestation' | 'docker';
  mediaType: string | null;
  /** What it runs on, as `linux/arm64/v8`. */
  platform: string | null;
  /** The position in `Report.artifacts` of what lists it. */
  parent: number | null;
  /** The positions of what lists it and is sound itself: by the digests in it that evidence speaks for this one too. */
  coveredBy: number[];
  /** Names and times that nobody vouched for. */
  claims: Facts;
}

/**
 * A git bundle or pack. Each commit and tag in it that gitsign signed is an artifact.
 *
 * ```js
 * import { execFileSync } from 'node:child_process';
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { createSession, fileAt } from 'touchstone-verify';
 *
 * const folder = mkdtempSync(join(tmpdir(), 'history-'));
 * const git = (...args) => execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false', ...args], { stdio: 'ignore' });
 * git('init');
 * git('commit', '--allow-empty', '-m', 'first');
 * git('bundle', 'create', 'app.bundle', '--all');
 *
 * const session = await createSession();
 * await session.add(await fileAt(join(folder, 'app.bundle')));
 * const [history] = (await session.report()).histories;
 * console.log(history?.kind, history?.commits, history?.unsigned); // git-bundle 1 1
 * ```
 */
export interface HistoryReport {
  name: string;
  kind: 'git-bundle' | 'git-pack' | 'git-repository';
  size: number | null;
  digests: Digests;
  /** The worst of its signed objects', and nothing better than `incomplete` where something is not signed. */
  verdict: Verdict;
  /** By which hash objects are named. */
  algorithm: 'sha1' | 'sha256' | null;
  /** How many objects it says it holds, trees and blobs among them. */
  objects: number;
  commits: number;
  tags: number;
  signed: number;
  unsigned: number;
  /** The first hundred. */
  unsignedIds: string[];
  /** How many other tools signed, by the tool: `pgp`, `ssh`, `smime` ... */
  otherTools: Record<string, number>;
  /** Deltas whose base is elsewhere: whether they are commits cannot be told. */
  undecided: number;
  /** Commits and tags that are more than what is read, and files of a repository that cannot be read. */
  unread: number;
  /** Commits and tags that are named and not there. */
  missing: number;
  /** The first thousand names. `artifact` is a position in `Report.artifacts`. */
  refs: { name: string; id: string; state: 'signed' | 'unsigned' | 'other-tool' | 'absent'; artifact: number | null }[];
  refCount: number;
  /** The first hundred commits that it builds on and does not hold. */
  prerequisites: string[];
}

/**
 * What a check has established, by its code. A code that is not listed has facts of its own, or none.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const { evidence } = await verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation: { repo: 'touchstone-sample/hello' } });
 * for (const check of evidence[0]?.checks ?? []) {
 *   if (check.code === 'log.inclusion-proof' && check.status === 'passed') console.log(check.facts.logIndex <= check.facts.treeSize); // true
 * }
 * ```
 */
export interface CheckFacts {
  'attestations.publisher': { publisher: string };
  'certificate.chain': { authority: string; certificates: CertificateOnTheWay[]; window: Window };
  'certificate.sct': { logIds: string[] };
  'identity.expected': { identity?: string; issuer?: string };
  'log.checkpoint': { index: number; origin: string; treeSize: number };
  'log.entry-matches': { index: number; kind: string; version: string };
  'log.inclusion-proof': { index: number; logIndex: number; treeSize: number };
  'log.known': { index: number; log: string; logId: string };
  'log.set': { index: number; logIndex: number; time: string };
  'log.witnesses': { index: number; witnesses: string[] };
  'signature.artifact': { key: string; scheme: string };
  'signature.envelope': { key: string; scheme: string };
  'signature.payload': { key: string; scheme: string };
  'subject.digest': { algorithm: string; digest: string };
  'subject.name': { name: string };
  'time.rfc3161': { authority: string; index: number; time: string };
  'time.signing': { authority: string; source: ProvenTime['source']; time: string };
}

interface CertificateOnTheWay { subject: string; sha256: string; validity: Window }

type Asked<Code extends CheckCode> =
  | { code: Code; status: 'passed'; facts: Facts & (Code extends keyof CheckFacts ? CheckFacts[Code] : Facts); spec: string }
  | { code: Code; status: 'not-applicable'; facts: Facts & { because: string }; spec: string }
  | { code: Code; status: 'failed' | 'missing'; facts: Facts & { error: ErrorCode }; spec: string };

/**
 * A question that was asked. A failed or missing check has `facts.error`, one that does not apply `facts.because`.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const { evidence } = await verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation: { repo: 'somebody/else' } });
 * for (const check of evidence[0]?.checks ?? []) {
 *   if (check.status === 'failed') console.log(check.code, check.facts.error); // identity.expected identity-mismatch
 * }
 * ```
 */
export type Check = { [Code in CheckCode]: Asked<Code> }[CheckCode];

/**
 * The name of a question; `docs/report.md` of the project has its specification.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const { evidence } = await verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation: { repo: 'touchstone-sample/hello' } });
 * console.log(evidence[0]?.checks.some(({ code }) => code === 'certificate.chain')); // true
 * ```
 */
export type CheckCode =
  | 'bundle.media-type' | 'bundle.structure'
  | 'certificate.chain' | 'certificate.validity' | 'certificate.purpose' | 'certificate.extensions' | 'certificate.sct'
  | 'time.rfc3161' | 'time.signing'
  | 'log.known' | 'log.set' | 'log.inclusion-proof' | 'log.checkpoint' | 'log.witnesses' | 'log.entry-matches'
  | 'signature.artifact' | 'signature.envelope' | 'signature.payload' | 'subject.digest' | 'subject.name' | 'identity.expected'
  | 'image.layout' | 'image.manifest' | 'image.config' | 'image.layers' | 'image.diff-ids' | 'image.platform' | 'image.manifests' | 'evidence.all-compared'
  | 'key.validity' | 'cloud-build.record' | 'cloud-build.copy' | 'attestations.together' | 'attestations.publisher' | 'signature.key-id'
  | 'repository.metadata' | 'repository.freshness' | 'repository.target' | 'repository.expectation'
  | 'build.builder' | 'build.predicate' | 'build.source' | 'build.branch' | 'build.tag' | 'build.versioned-tag' | 'build.inputs' | 'build.parameters' | 'build.level' | 'build.confirmed'
  | 'package.name' | 'package.version'
  | 'summary.verifier' | 'summary.resource' | 'summary.result' | 'summary.levels' | 'summary.subjects'
  | 'policy.demands';

/**
 * A proven signer.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const { evidence } = await verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation: { repo: 'touchstone-sample/hello' } });
 * console.log(evidence[0]?.signer?.issuer); // https://token.actions.githubusercontent.com
 * ```
 */
export interface Signer {
  identity: string;
  identityType: 'uri' | 'email' | 'dns' | 'other-name' | 'key' | 'cloud-build-key' | 'npm-registry-key' | 'tuf-root';
  issuer: string | null;
  /** Fulcio's extensions by their documented names. */
  extensions: Record<string, string>;
}

/**
 * When something was signed, and who proves it.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const { evidence } = await verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation: { repo: 'touchstone-sample/hello' } });
 * console.log(evidence[0]?.time?.source); // log
 * ```
 */
export interface ProvenTime {
  value: string;
  source: 'rfc3161' | 'log';
  /** Who vouches for it. */
  authority: string;
}

/** From when to when, in RFC 3339; null without an end. */
interface Window { start: string | null; end: string | null }

interface ClaimedCertificate {
  subject: string;
  issuer: string;
  serial: string;
  sha256: string;
  key: string;
  names: { type: string; value: string }[];
  extensions: Record<string, string>;
  scts: { logId: string; time: string }[];
  validity: Window;
}

interface ClaimedLogEntry {
  logId: string | null;
  logIndex: number | null;
  kind: string;
  version: string;
  integratedTime: string | null;
  inclusionProof: { logIndex: number; treeSize: number; rootHash: string; hashes: string[] } | null;
  checkpoint: string | null;
  checkpointSignatures: string[];
  origin: string | null;
}

interface ClaimedSignature {
  certificate?: ClaimedCertificate;
  keyHint?: string;
  logEntries?: ClaimedLogEntry[];
  timestamps?: ({ policy: string; time: string } | { error: ErrorCode })[];
}

interface ClaimedEnvelope { payloadType: string; payloadSize: number; statement: Facts | null }

/**
 * What a file of a kind says of itself. Nothing of it was checked; what is missing could not be read.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { inspect } from 'touchstone-verify';
 *
 * const inspection = await inspect(await readFile('hello.sh.sigstore.json'));
 * if (inspection.kind === 'sigstore-bundle') console.log(inspection.claims.certificate?.names[0]?.type); // uri
 * ```
 */
export interface Claims {
  'sigstore-bundle': ClaimedSignature & { mediaType?: string; messageDigest?: Digests; envelope?: ClaimedEnvelope };
  'cosign-bundle': ClaimedSignature & { messageDigest?: Digests; envelope?: ClaimedEnvelope };
  'cosign-signature': ClaimedSignature & { dockerReference?: string; image?: Digests };
  'dsse-envelope': ClaimedSignature & { envelope?: ClaimedEnvelope };
  'git-object': ClaimedSignature & { object?: string; author?: string | null; committer?: string };
  'log-entry': { logEntries?: ClaimedLogEntry[] };
  'public-key': { algorithm?: string; sha256?: string };
  signature: ClaimedSignature & { messageDigest?: Digests };
  certificate: { certificates?: ClaimedCertificate[] };
  timestamp: { time?: string; policy?: string; imprint?: Digests };
}

/**
 * The claims of a kind; those of kinds that are not listed are named values.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { inspect } from 'touchstone-verify';
 *
 * // In TypeScript: (claims: ClaimsOf<'sigstore-bundle'>) => ...
 * const issuer = (claims) => claims.certificate?.extensions.issuerV2;
 * const inspection = await inspect(await readFile('hello.sh.sigstore.json'));
 * if (inspection.kind === 'sigstore-bundle') console.log(issuer(inspection.claims)); // https://token.actions.githubusercontent.com
 * ```
 */
export type ClaimsOf<Of extends Kind> = Facts & (Of extends keyof Claims ? Claims[Of] : Facts);

interface Proven<Of extends Kind> {
  name: string;
  kind: Of;
  time: ProvenTime | null;
  checks: Check[];
  facts: Facts;
  /** What the evidence says of itself; nothing of it was checked. */
  claims: ClaimsOf<Of>;
}

type EvidenceOf<Of extends Kind> =
  | Proven<Of> & { verdict: 'verified' | 'unstated' | 'unexpected'; signer: Signer }
  | Proven<Of> & { verdict: 'incomplete' | 'failed'; signer: Signer | null };

/**
 * One piece of evidence and what it proves about one artifact. Its `kind` tells its claims, its `verdict` whether there is a signer.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const [proof] = (await verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation: { repo: 'touchstone-sample/hello' } })).evidence;
 * if (proof?.verdict === 'verified') console.log(proof.signer.identityType); // uri
 * ```
 */
export type EvidenceReport = { [Of in Kind]: EvidenceOf<Of> }[Kind];

/**
 * A file that takes no part, and why.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { createSession } from 'touchstone-verify';
 *
 * const session = await createSession();
 * await session.add(await readFile('trusted_root.json'));
 * console.log((await session.report()).orphans[0]?.reason); // trusted-root-not-accepted
 * ```
 */
export interface Orphan { name: string; kind: Kind; reason: string; facts: Facts }

/**
 * Something the answer relies on.
 *
 * ```js
 * import { verify } from 'touchstone-verify';
 *
 * const { trust } = await verify({ artifact: { data: 'hello' } });
 * console.log(trust.map(({ name, source }) => `${name} ${source}`).join(', ')); // sigstore-public-good embedded, github embedded
 * ```
 */
export interface TrustSource {
  name: string;
  source: 'embedded' | 'renewed' | 'given' | 'given-key' | 'found-key';
  date: string | null;
  sha256: string;
  /** Of the `root.json` of the instance's TUF repository, where one is known. */
  version?: number;
  /** Why what is at hand of that repository is not used: `error`, and what explains it. */
  unused?: Facts;
}

/**
 * A file that could not be read, and where it is wrong.
 *
 * ```js
 * import { verify } from 'touchstone-verify';
 *
 * const { errors } = await verify({ artifact: { data: 'hello' }, evidence: [{ name: 'broken.sigstore.json', data: '{"mediaType": 7' }] });
 * console.log(errors[0]?.code, errors[0]?.file); // json-syntax broken.sigstore.json
 * ```
 */
export interface FileError { code: ErrorCode; file: string; facts: Facts }

/**
 * The answer; `docs/report.md` of the project describes it.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const report = await verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation: { repo: 'touchstone-sample/hello' } });
 * console.log(report.schema, report.verdict); // touchstone-report/1 verified
 * ```
 */
export interface Report {
  schema: 'touchstone-report/1';
  verdict: Verdict;
  now: string;
  artifacts: ArtifactReport[];
  /** Files with a whole history in them. */
  histories: HistoryReport[];
  /** TUF repositories among the files. */
  repositories: RepositoryReport[];
  evidence: EvidenceReport[];
  orphans: Orphan[];
  trust: TrustSource[];
  errors: FileError[];
}

/**
 * What a file is and claims; nothing of it is checked. Its `kind` tells its claims.
 *
 * ```js
 * import { inspect } from 'touchstone-verify';
 *
 * const { kind, errors } = await inspect('hello');
 * console.log(kind, errors[0]?.code); // unknown kind-unsupported
 * ```
 */
export type Inspection = { [Of in Kind]: { name: string; kind: Of; claims: ClaimsOf<Of>; errors: FileError[] } }[Kind];

/**
 * A trusted root and what it holds.
 *
 * ```js
 * import { trust } from 'touchstone-verify';
 *
 * const [root] = await trust();
 * console.log(root?.name, Object.keys(root?.claims ?? {}).includes('certificateAuthorities')); // sigstore-public-good true
 * ```
 */
export interface TrustedRootInspection extends TrustSource { claims: Facts }

/**
 * What a file that is added is for.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { createSession } from 'touchstone-verify';
 *
 * const session = await createSession();
 * const { id } = await session.add({ name: 'other.sh', data: '#' }, { as: 'artifact' });
 * // Evidence for an artifact has to speak about that very one.
 * await session.add(await readFile('hello.sh.sigstore.json'), { as: 'evidence', evidenceFor: id });
 * console.log((await session.report()).verdict); // failed
 * ```
 */
export interface AddOptions extends NameOptions {
  /** What the file is for, where its bytes should not decide. */
  as?: 'artifact' | 'evidence';
  /** The artifact, by its id, that this evidence has to speak about. */
  evidenceFor?: number;
}

/**
 * What was added, by its number.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { createSession } from 'touchstone-verify';
 *
 * const session = await createSession();
 * const { id, kind } = await session.add(await readFile('hello.sh.sigstore.json'));
 * session.remove(id);
 * console.log(kind); // sigstore-bundle
 * ```
 */
export interface Added {
  id: number;
  name: string;
  kind: Kind;
  role: Role;
  /** What came out of an archive that holds evidence; these can be removed one by one, or with it. */
  members?: Added[];
}

/**
 * Loads the module before it is needed, or from somewhere else than the package.
 *
 * ```js
 * import { Hasher, init } from 'touchstone-verify';
 *
 * await init();
 * console.log(typeof new Hasher()); // object
 * ```
 */
export function init(source?: ModuleSource, options?: InitOptions): Promise<void>;

/**
 * Verifies one or several artifacts: are they what their makers published?
 *
 * Nothing is fetched but the module. Evidence given for a single artifact has to speak about that one.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const report = await verify({
 *   artifact: await readFile('hello.sh'),
 *   evidence: [await readFile('hello.sh.sigstore.json')],
 *   trust: { roots: [await readFile('trusted_root.json')] }, // without it: Sigstore's public instance and GitHub
 *   expectation: { repo: 'touchstone-sample/hello' },
 * });
 * console.log(report.verdict); // verified
 * ```
 */
export function verify(options: VerifyOptions): Promise<Report>;

/**
 * What `verifyDownload` is asked.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verifyDownload } from 'touchstone-verify';
 *
 * const response = new Response(await readFile('hello.sh'));
 * const { verdict } = await verifyDownload(response, {
 *   name: 'hello.sh',
 *   evidence: [await readFile('hello.sh.sigstore.json')], // or new URL('https://...')
 *   trust: { roots: [await readFile('trusted_root.json')] },
 *   expectation: { repo: 'touchstone-sample/hello' },
 *   patience: 10_000,
 * });
 * console.log(verdict); // verified
 * ```
 */
export interface DownloadOptions extends SessionOptions {
  /** At least one; that at a URL is fetched. */
  evidence: (FileInput | URL)[];
  name?: string;
  onProgress?: (progress: DownloadProgress) => void;
  /** Milliseconds without a byte, after which a connection counts as broken; 30 000 unless told. */
  patience?: number;
  /** Bytes that may wait in memory, where there is no disk; 256 MiB unless told, 64 MiB in workerd. */
  limit?: number;
  /** Fetches in place of the runtime's own. */
  fetch?: (address: string, init: { headers: Record<string, string>; signal: AbortSignal }) => Promise<Response>;
}

/**
 * How far a download is.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verifyDownload } from 'touchstone-verify';
 *
 * await verifyDownload(new Response('hello'), {
 *   evidence: [await readFile('hello.sh.sigstore.json')],
 *   onProgress: ({ phase, done }) => { if (phase === 'downloading') console.log(done); }, // 5
 * });
 * ```
 */
export interface DownloadProgress {
  phase: 'downloading' | 'reading';
  name: string;
  done: number;
  total: number | null;
  /** Whether the connection broke, and what is missing is asked for. */
  resuming: boolean;
}

interface Downloaded extends AsyncDisposable {
  report: Report;
  name: string;
  size: number;
  /** Whether it is made of parts. */
  resumed: boolean;
  /** Removes the file from where it waits; at the latest it goes with the process, or after a day in a browser. */
  remove(): Promise<void>;
}

/**
 * What became of a download. Only one that is `verified` has its bytes; any other is gone already.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verifyDownload } from 'touchstone-verify';
 *
 * const download = await verifyDownload(new Response('something else'), { evidence: [await readFile('hello.sh.sigstore.json')] });
 * console.log(download.verdict, download.file); // failed null
 * ```
 */
export type Download =
  | Downloaded & { verdict: 'verified'; file: File }
  | Downloaded & { verdict: Exclude<Verdict, 'verified'>; file: null };

/**
 * Downloads, hashes while it comes, verifies, and only then hands over.
 *
 * Until the verdict the bytes wait where nobody else sees them: on disk in Node, Deno and Bun, in the browser's private file
 * system, else in memory up to `limit`. A connection that breaks is taken up again, if the server still has the same file. With a
 * `Response` nothing is asked for: it is read once, as it came.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { createServer } from 'node:http';
 * import { verifyDownload } from 'touchstone-verify';
 *
 * const server = createServer(async (_, response) => response.end(await readFile('hello.sh'))).listen(0);
 * const download = await verifyDownload(`http://127.0.0.1:${server.address().port}/hello.sh`, {
 *   evidence: [await readFile('hello.sh.sigstore.json')],
 *   trust: { roots: [await readFile('trusted_root.json')] },
 *   expectation: { repo: 'touchstone-sample/hello' },
 * });
 * if (download.verdict === 'verified') console.log((await download.file.text()).startsWith('#!')); // true
 * await download.remove();
 * server.close();
 * ```
 */
export function verifyDownload(from: string | URL | Response, options: DownloadOptions): Promise<Download>;

/**
 * Says what a file is and claims, without a verdict; of a folder, the container images or the git
 * repositories in it.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { inspect } from 'touchstone-verify';
 *
 * const { kind, claims } = await inspect(await readFile('hello.sh.sigstore.json'));
 * console.log(kind, 'certificate' in claims); // sigstore-bundle true
 * ```
 */
export function inspect(file: FileInput | FolderInput, options?: NameOptions): Promise<Inspection>;

/**
 * The trusted roots that come with the package.
 *
 * ```js
 * import { trust } from 'touchstone-verify';
 *
 * console.log((await trust()).map(({ name }) => name).join(', ')); // sigstore-public-good, github
 * ```
 */
export function trust(options?: { staging?: boolean } & Abortable): Promise<TrustedRootInspection[]>;

/**
 * Reads a trusted root of your own.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { inspectTrustedRoot } from 'touchstone-verify';
 *
 * const [root] = await inspectTrustedRoot(await readFile('trusted_root.json'));
 * console.log(root?.source); // given
 * ```
 */
export function inspectTrustedRoot(file: FileInput, options?: NameOptions): Promise<TrustedRootInspection[]>;

/**
 * Whether a policy can be loaded, and what is wrong with it if not.
 *
 * ```js
 * import { checkPolicy } from 'touchstone-verify';
 *
 * const { valid, errors } = await checkPolicy('{\n  "repo": "org/app",\n  "oldesttime": "2026-01-01T00:00:00Z"\n}');
 * console.log(valid, errors[0]?.code, errors[0]?.facts.line); // false policy-key-unknown 3
 * ```
 */
export interface PolicyCheck { valid: boolean; errors: FileError[] }

/**
 * A demand of a policy.
 *
 * ```js
 * import { explainPolicy } from 'touchstone-verify';
 *
 * const { sections } = await explainPolicy({ repo: 'org/app', denySelfHostedRunners: true });
 * console.log(sections[0]?.demands[0]?.key, sections[0]?.demands[0]?.expected); // denySelfHostedRunners true
 * ```
 */
export interface PolicyDemand {
  /** The policy's key. */
  key: string;
  expected: unknown;
}

/**
 * What holds for some files.
 *
 * ```js
 * import { explainPolicy } from 'touchstone-verify';
 *
 * const { sections } = await explainPolicy({ artifacts: { '*.whl': { repo: 'org/app' }, '*.tar.gz': { repo: 'org/app' } } });
 * console.log(sections.map(({ name }) => name).join(', ')); // *.whl, *.tar.gz
 * ```
 */
export interface PolicySection {
  /** A file's name, or a pattern; null for files that no other section is about. */
  name: string | null;
  /** Who may have signed. */
  signers: { name: string | null; demands: PolicyDemand[] }[];
  /** How many distinct ones of these must have. */
  threshold: number;
  /** What else must hold. */
  demands: PolicyDemand[];
}

/**
 * What a policy demands, section by section.
 *
 * ```js
 * import { explainPolicy } from 'touchstone-verify';
 *
 * const { sections, version } = await explainPolicy('{"version": 3, "repo": "org/app"}');
 * console.log(version, sections.length, sections[0]?.signers[0]?.demands[0]?.expected); // 3 1 org/app
 * ```
 */
export interface PolicyExplanation {
  /** The policy's own version. */
  version: number | null;
  /** How many witnesses must have signed the log's checkpoint. */
  witnesses: number;
  sections: PolicySection[];
}

/**
 * A policy that a report was made into.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { policyFromReport, verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const { leftOut } = await policyFromReport(await verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation: { repo: 'touchstone-sample/hello' } }));
 * console.log(leftOut.length); // 0
 * ```
 */
export interface PolicyFromReport {
  policy: Expectation;
  /** Keys of demands that were met and that the report does not hold whole: state them yourself. */
  leftOut: string[];
}

/**
 * Whether a policy can be loaded: an object, or the text or bytes of a file. What cannot be met by anything is
 * refused too.
 *
 * ```js
 * import { checkPolicy } from 'touchstone-verify';
 *
 * console.log((await checkPolicy({ repo: 'org/app' })).valid); // true
 * console.log((await checkPolicy({ ref: 'refs/tags/v1' })).errors[0]?.code); // policy-unsatisfiable
 * ```
 */
export function checkPolicy(policy: Expectation | string | Uint8Array, options?: NameOptions): Promise<PolicyCheck>;

/**
 * What a policy demands, as data. A policy that cannot be loaded is an error, with line and column.
 *
 * ```js
 * import { explainPolicy } from 'touchstone-verify';
 *
 * const { sections } = await explainPolicy({ repo: 'org/app' });
 * console.log(sections[0]?.signers[0]?.demands[0]?.key); // repo
 * await explainPolicy('{"repo": "org"}').catch(({ code, facts }) => console.log(code, facts.line)); // field-invalid 1
 * ```
 */
export function explainPolicy(policy: Expectation | string | Uint8Array, options?: Abortable): Promise<PolicyExplanation>;

/**
 * A policy that what this report has verified meets: the signer, and every demand that was met, with exact values. What
 * evidence only claims is never in it, and a report that is not verified is refused.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { policyFromReport, verify } from 'touchstone-verify';
 *
 * const [artifact, bundle, root] = await Promise.all(['hello.sh', 'hello.sh.sigstore.json', 'trusted_root.json'].map((name) => readFile(name)));
 * const verifying = (expectation) => verify({ artifact, evidence: [bundle], trust: { roots: [root] }, expectation });
 * const { policy } = await policyFromReport(await verifying({ certificateIdentityRegexp: '.+touchstone-sample/hello.+' }));
 * console.log(policy.repo, (await verifying(policy)).verdict); // touchstone-sample/hello verified
 * await policyFromReport(await verifying({ repo: 'somebody/else' })).catch(({ code }) => console.log(code)); // report-not-verified
 * ```
 */
export function policyFromReport(report: Report, options?: Abortable): Promise<PolicyFromReport>;

/**
 * Where a client of a TUF repository keeps what it needs the next time.
 *
 * ```js
 * import { updateTuf } from 'touchstone-verify';
 *
 * const kept = new Map();
 * const store = { read: async (name) => kept.get(name), write: async (name, bytes) => { kept.set(name, bytes); }, remove: async (name) => { kept.delete(name); } };
 * await updateTuf({ root: new TextEncoder().encode('{}'), repository: async () => undefined, store }).catch(({ code }) => console.log(code, kept.size)); // field-missing 0
 * ```
 */
export interface TufStore {
  read(name: string): Promise<Uint8Array | undefined>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

/**
 * What `updateTuf` is asked.
 *
 * ```js
 * import { updateTuf } from 'touchstone-verify';
 *
 * const asked = [];
 * const repository = async (name, limit) => { asked.push(limit > 0 && name); };
 * await updateTuf({ root: new TextEncoder().encode('no root'), repository }).catch(({ stage }) => console.log(stage, asked.length)); // parse 0
 * ```
 */
export interface TufOptions {
  /** The root that is relied on: the last one that was kept, or the first one that you know. */
  root: Uint8Array;
  /** A file of the repository's metadata; undefined where there is none. Nothing longer than the limit is taken. */
  repository: (name: string, limit: number) => Promise<Uint8Array | undefined>;
  /** Without one nothing is kept. What comes from it is verified like everything else. */
  store?: TufStore | undefined;
  /** Targets to look for, by their paths. */
  targets?: string[];
  /** Told of each target before the next one is looked for: what is found counts, also where a later one is not. */
  onFound?: (target: TufTarget) => void | Promise<void>;
  now?: Date | string;
  /** Who identities are that stand in place of keys (TAP 18). */
  trust?: Trust;
}

/**
 * What a target has to be, as the repository says; the file itself is yours to fetch and to verify.
 *
 * ```js
 * import { verify } from 'touchstone-verify';
 *
 * // A target that updateTuf gave, as an artifact:
 * const target = { path: 'app.tar.gz', length: 5, digests: { sha256: 'a'.repeat(64) } };
 * const { artifacts } = await verify({ artifact: { name: target.path, size: target.length, digests: target.digests } });
 * console.log(artifacts[0]?.name, artifacts[0]?.size); // app.tar.gz 5
 * ```
 */
export interface TufTarget {
  path: string;
  /** The role that describes it, and the ids of the keys by which that role signed. */
  role: string;
  signers: string[];
  length: number;
  /** All of them have to fit. */
  digests: Digests;
  /** Where the repository may keep it, relative to its targets; the likeliest first. */
  names: string[];
}

/**
 * A TUF repository among the files.
 *
 * ```js
 * import { createHash, generateKeyPairSync, sign } from 'node:crypto';
 * import { createSession } from 'touchstone-verify';
 *
 * // The smallest repository there is, of one key.
 * const { publicKey, privateKey } = generateKeyPairSync('ed25519');
 * const key = { keytype: 'ed25519', keyval: { public: publicKey.export({ type: 'spki', format: 'der' }).subarray(12).toString('hex') }, scheme: 'ed25519' };
 * const keyid = createHash('sha256').update(JSON.stringify(key)).digest('hex');
 * const [expires, spec_version, version, role] = ['2100-01-01T00:00:00Z', '1.0.0', 1, { keyids: [keyid], threshold: 1 }];
 * const written = (signed) => Buffer.from(JSON.stringify({ signatures: [{ keyid, sig: sign(null, JSON.stringify(signed), privateKey).toString('hex') }], signed }));
 * const sha256 = createHash('sha256').update('hello').digest('hex');
 * const files = {
 *   '1.root.json': written({ _type: 'root', consistent_snapshot: false, expires, keys: { [keyid]: key }, roles: { root: role, snapshot: role, targets: role, timestamp: role }, spec_version, version }),
 *   'timestamp.json': written({ _type: 'timestamp', expires, meta: { 'snapshot.json': { version } }, spec_version, version }),
 *   'snapshot.json': written({ _type: 'snapshot', expires, meta: { 'targets.json': { version } }, spec_version, version }),
 *   'targets.json': written({ _type: 'targets', expires, spec_version, targets: { 'hello.txt': { hashes: { sha256 }, length: 5 } }, version }),
 * };
 *
 * const session = await createSession();
 * for (const [name, bytes] of Object.entries(files)) await session.add(bytes, { name });
 * const [repository] = (await session.report()).repositories;
 * console.log(repository?.root.source, repository?.until, repository?.error); // found 2100-01-01T00:00:00Z null
 * ```
 */
export interface RepositoryReport {
  /** The folder that its metadata lay in, or the root's file where it lay in none. */
  name: string;
  /**
   * What everything else follows from: `given` where the user relies on it, `embedded` where it is that of an
   * instance whose trusted root comes with the package, which a newer one in it replaces.
   */
  root: { name: string; source: 'given' | 'embedded' | 'found'; sha256: string };
  /** Until when all of it holds; null where it does not hold together. */
  until: string | null;
  /** The facts of each role that has expired. */
  expired: Facts[];
  roles: RoleReport[];
  /** What is wrong with it, and in which file. */
  error: Facts | null;
}

/**
 * One role, on one way to it.
 *
 * ```js
 * import { createHash, generateKeyPairSync, sign } from 'node:crypto';
 * import { createSession } from 'touchstone-verify';
 *
 * // The smallest repository there is, of one key.
 * const { publicKey, privateKey } = generateKeyPairSync('ed25519');
 * const key = { keytype: 'ed25519', keyval: { public: publicKey.export({ type: 'spki', format: 'der' }).subarray(12).toString('hex') }, scheme: 'ed25519' };
 * const keyid = createHash('sha256').update(JSON.stringify(key)).digest('hex');
 * const [expires, spec_version, version, role] = ['2100-01-01T00:00:00Z', '1.0.0', 1, { keyids: [keyid], threshold: 1 }];
 * const written = (signed) => Buffer.from(JSON.stringify({ signatures: [{ keyid, sig: sign(null, JSON.stringify(signed), privateKey).toString('hex') }], signed }));
 * const sha256 = createHash('sha256').update('hello').digest('hex');
 * const files = {
 *   '1.root.json': written({ _type: 'root', consistent_snapshot: false, expires, keys: { [keyid]: key }, roles: { root: role, snapshot: role, targets: role, timestamp: role }, spec_version, version }),
 *   'timestamp.json': written({ _type: 'timestamp', expires, meta: { 'snapshot.json': { version } }, spec_version, version }),
 *   'snapshot.json': written({ _type: 'snapshot', expires, meta: { 'targets.json': { version } }, spec_version, version }),
 *   'targets.json': written({ _type: 'targets', expires, spec_version, targets: { 'hello.txt': { hashes: { sha256 }, length: 5 } }, version }),
 * };
 *
 * const session = await createSession();
 * for (const [name, bytes] of Object.entries(files)) await session.add(bytes, { name });
 * const [repository] = (await session.report()).repositories;
 * const last = repository?.roles.at(-1);
 * console.log(last?.name, last?.expires, last?.targets); // targets 2100-01-01T00:00:00Z 1
 * ```
 */
export interface RoleReport {
  name: string;
  /** The position of the role that delegates to it, in the same list. */
  delegator: number | null;
  version: number | null;
  expires: string | null;
  threshold: number;
  keys: { id: string; keyType: string; identity: string | null; signed: boolean }[];
  /** How many targets it describes. */
  targets: number;
  error: Facts | null;
}

/**
 * Brings what is known of a TUF repository up to date; gives what the targets have to be.
 *
 * ```js
 * import { createHash, generateKeyPairSync, sign } from 'node:crypto';
 * import { updateTuf } from 'touchstone-verify';
 *
 * // The smallest repository there is, of one key. Yours lies at an address: (name) => fetch(base + name) ...
 * const { publicKey, privateKey } = generateKeyPairSync('ed25519');
 * const key = { keytype: 'ed25519', keyval: { public: publicKey.export({ type: 'spki', format: 'der' }).subarray(12).toString('hex') }, scheme: 'ed25519' };
 * const keyid = createHash('sha256').update(JSON.stringify(key)).digest('hex');
 * const [expires, spec_version, version, role] = ['2100-01-01T00:00:00Z', '1.0.0', 1, { keyids: [keyid], threshold: 1 }];
 * const written = (signed) => Buffer.from(JSON.stringify({ signatures: [{ keyid, sig: sign(null, JSON.stringify(signed), privateKey).toString('hex') }], signed }));
 * const root = written({ _type: 'root', consistent_snapshot: false, expires, keys: { [keyid]: key }, roles: { root: role, snapshot: role, targets: role, timestamp: role }, spec_version, version });
 * const sha256 = createHash('sha256').update('hello').digest('hex');
 * const files = {
 *   'timestamp.json': written({ _type: 'timestamp', expires, meta: { 'snapshot.json': { version } }, spec_version, version }),
 *   'snapshot.json': written({ _type: 'snapshot', expires, meta: { 'targets.json': { version } }, spec_version, version }),
 *   'targets.json': written({ _type: 'targets', expires, spec_version, targets: { 'hello.txt': { hashes: { sha256 }, length: 5 } }, version }),
 * };
 *
 * const [target] = await updateTuf({ root, repository: async (name) => files[name], targets: ['hello.txt'] });
 * console.log(target?.length, target?.digests.sha256 === sha256); // 5 true
 * ```
 */
export function updateTuf(options: TufOptions): Promise<TufTarget[]>;

/**
 * A session whose roots, keys and expectation were read: files come one by one, and it says at any time what they prove.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { createSession } from 'touchstone-verify';
 *
 * const session = await createSession({ trust: { roots: [await readFile('trusted_root.json')] } });
 * await session.add(await readFile('hello.sh'));
 * await session.add(await readFile('hello.sh.sigstore.json'));
 * console.log((await session.report()).verdict); // unstated
 * await session.setExpectation({ repo: 'touchstone-sample/hello' });
 * console.log((await session.report()).verdict); // verified
 * session.close();
 * ```
 */
export function createSession(options?: SessionOptions): Promise<Session>;

/**
 * Digests of a file in one pass, computed by the module.
 *
 * ```js
 * import { digest } from 'touchstone-verify';
 *
 * const { size, digests } = await digest('abc');
 * console.log(size, digests.sha256?.slice(0, 8)); // 3 ba7816bf
 * ```
 */
export function digest(
  file: FileInput,
  names?: DigestAlgorithm[],
  options?: Abortable & { onProgress?: (done: number) => void },
): Promise<{ size: number; digests: Digests }>;

/**
 * The package's version.
 *
 * ```js
 * import { version } from 'touchstone-verify';
 *
 * console.log(/^\d+\.\d+\.\d+$/.test(await version())); // true
 * ```
 */
export function version(): Promise<string>;

/**
 * A file on disk as an artifact or a piece of evidence, read when it is needed. Elsewhere than in Node, Deno and Bun it is the error `usage`.
 *
 * ```js
 * import { fileAt, verify } from 'touchstone-verify';
 *
 * const report = await verify({ artifact: await fileAt('hello.sh'), evidence: [await fileAt('hello.sh.sigstore.json')] });
 * console.log(report.artifacts[0]?.name, report.verdict); // hello.sh incomplete
 * ```
 */
export function fileAt(path: string, name?: string): Promise<FileOnDisk>;

/**
 * A folder on disk, with the files in it (Node, Deno and Bun).
 *
 * ```js
 * import { folderAt } from 'touchstone-verify';
 *
 * const folder = await folderAt('.');
 * console.log(folder.files.some(({ path }) => path === 'hello.sh')); // true
 * ```
 */
export function folderAt(path: string, name?: string): Promise<FolderInput>;

/**
 * A file or a folder on disk, whichever is there (Node, Deno and Bun).
 *
 * ```js
 * import { createSession, pathAt } from 'touchstone-verify';
 *
 * const session = await createSession();
 * console.log((await session.add(await pathAt('hello.sh'))).role); // artifact
 * ```
 */
export function pathAt(path: string, name?: string): Promise<FileOnDisk | FolderInput>;

/**
 * Takes files as they come, and says at any time what they prove.
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { Session } from 'touchstone-verify';
 *
 * const session = new Session({ expectation: { repo: 'touchstone-sample/hello' } });
 * await session.addTrustedRoot(await readFile('trusted_root.json'));
 * await session.add(await readFile('hello.sh'));
 * await session.add(await readFile('hello.sh.sigstore.json'));
 * console.log((await session.report()).verdict); // verified
 * session.close();
 * ```
 */
export class Session implements Disposable {
  constructor(options?: SessionOptions);
  begin(): Promise<void>;
  /** Adds a file; its bytes tell what it is, unless `as` does. */
  add(file: ArtifactInput | FolderInput, options?: AddOptions): Promise<Added>;
  /** Relies on a trusted root of your own, or on a registry's keys (npm's `keys.json`), in place of the embedded ones. */
  addTrustedRoot(file: FileInput, options?: NameOptions): Promise<Added>;
  /**
   * Relies on a newer trusted root of `sigstore-public-good`, `github` or `sigstore-staging`, in place of the one that
   * comes with the package. Nothing of it is verified here: that it is the instance's own, and on `date` still the newest,
   * you know from its TUF repository.
   */
  renewTrustedRoot(root: Uint8Array, of: { name: string; date: string }): Promise<Added>;
  /** Relies on a TUF repository: its files are believed as far as they lead back to this root. */
  addTufRoot(file: FileInput, options?: NameOptions): Promise<Added>;
  /** Adds a public key that should have signed. */
  addKey(file: FileInput, options?: NameOptions): Promise<Added>;
  /** Says who should have signed: an expectation, the text of a policy file, or null to take it back. */
  setExpectation(expectation: Expectation | string | Uint8Array | null): Promise<void>;
  /** Takes a file out again. */
  remove(id: number): void;
  /** A file as it was added, or as it came out of an archive; undefined for a stream, which is gone. */
  file(id: number): Promise<Blob | undefined>;
  /** What the files prove, after reading what is needed of them. */
  report(options?: ReadOptions): Promise<Report>;
  /** What the files prove, as far as they have been read. */
  current(): Promise<Report>;
  /** Frees the module's memory. */
  close(): void;
  [Symbol.dispose](): void;
}

/**
 * Computes several digests in one pass. `init` must have been awaited.
 *
 * ```js
 * import { Hasher, init } from 'touchstone-verify';
 *
 * await init();
 * const hasher = new Hasher(['sha256', 'sha512']);
 * for (const piece of ['a', 'bc']) hasher.update(new TextEncoder().encode(piece));
 * console.log(hasher.finish().sha256?.slice(0, 8)); // ba7816bf
 * ```
 */
export class Hasher {
  constructor(names?: DigestAlgorithm[]);
  update(bytes: Uint8Array): void;
  finish(): Digests;
}

/**
 * What is thrown. The codes of the engine are those of a report; the package adds `usage`, `cancelled`,
 * `file-unreadable`, `module-unavailable`, `not-initialised`, `worker-missing`, `address-unreadable`, `download-broken`,
 * `download-too-large`, `file-unwritable` and `internal-error`.
 *
 * ```js
 * import { TouchstoneError, verify } from 'touchstone-verify';
 *
 * try {
 *   await verify({ artifact: 'app.tar.gz' });
 * } catch (reason) {
 *   if (reason instanceof TouchstoneError) console.log(reason.code, reason.stage, reason.facts.argument); // usage host artifact
 * }
 * ```
 */
export class TouchstoneError extends Error {
  readonly code: ErrorCode;
  /** sniff, parse, bind, verify, judge, or host for what lies outside the engine. */
  readonly stage: string;
  readonly facts: Facts;
  constructor(code: ErrorCode, stage: string, facts: Facts, cause?: unknown);
  toJSON(): { code: ErrorCode; stage: string; facts: Facts };
}
