/// <reference lib="esnext.disposable" />

/**
 * Touchstone: is this file what its makers published, and what does its evidence prove?
 *
 * ```js
 * import { readFile } from 'node:fs/promises';
 * import { verify } from 'touchstone-verify';
 *
 * const report = await verify({
 *   artifact: await readFile('app.tar.gz'),
 *   evidence: [await readFile('app.tar.gz.sigstore.json')],
 *   expectation: { repo: 'org/app' },
 * });
 * if (report.verdict !== 'verified') throw new Error(`app.tar.gz: ${report.verdict}`);
 * ```
 *
 * Nothing is fetched: trusted roots come with the package, and their dates are in every report.
 */

/**
 * The answer about a file. Only `verified` says that the expected signer signed exactly this file.
 *
 * - `verified`: sound evidence, bound to this file, by the expected signer
 * - `unstated`: sound and bound, but nobody said who should have signed
 * - `incomplete`: nothing is wrong, something needed is missing
 * - `unexpected`: sound and bound, but by someone else than expected
 * - `failed`: evidence about this file is wrong
 */
export type Verdict = 'verified' | 'unstated' | 'incomplete' | 'unexpected' | 'failed';

/** What a file is. */
export type Kind =
  | 'sigstore-bundle' | 'cosign-bundle' | 'cosign-signature' | 'dsse-envelope' | 'signature' | 'git-object' | 'log-entry' | 'timestamp'
  | 'trusted-root' | 'public-key' | 'certificate' | 'policy' | 'unknown';

/** What a file of a kind is for. */
export type Role = 'artifact' | 'evidence' | 'signed-object' | 'key' | 'trusted-root' | 'policy';

/** Digests in lower-case hexadecimal. */
export interface Digests {
  sha1?: string;
  sha256?: string;
  sha384?: string;
  sha512?: string;
}

export type DigestAlgorithm = keyof Digests;

/** Named values that explain a check or an error. */
export type Facts = Record<string, unknown>;

/** The module, or where it is. */
export type ModuleSource = URL | string | Response | BufferSource | WebAssembly.Module;

/** A file. A string is the file's text. */
export type FileInput =
  | Uint8Array | ArrayBuffer | string | Blob | ReadableStream<Uint8Array> | FileOnDisk
  | { name?: string; data: Uint8Array | ArrayBuffer | string | Blob | ReadableStream<Uint8Array> };

/** An artifact: a file, or the digests it is known by. A string is `sha256:HEX`, `sha384:HEX` or `sha512:HEX`. */
export type ArtifactInput = FileInput | { name?: string; size?: number; digests: Digests };

/** A file on disk, read when it is needed (Node, Deno and Bun). */
export interface FileOnDisk {
  readonly name: string;
  readonly size: number | undefined;
  readonly once: boolean;
  head(length: number): Promise<Uint8Array>;
  stream(): ReadableStream<Uint8Array>;
}

/** Who should have signed. At least one key has to name a signer; a key nobody knows is an error. */
export interface Expectation {
  /** The identity in the certificate, exactly: an URI or an e-mail address. */
  certificateIdentity?: string;
  /** A regular expression that the whole identity has to match. */
  certificateIdentityRegexp?: string;
  /** Who vouched for the identity, exactly. */
  certificateOidcIssuer?: string;
  certificateOidcIssuerRegexp?: string;
  /** A repository on GitHub, as OWNER/NAME, whose workflows should have signed. */
  repo?: string;
  /** One workflow of it, as `.github/workflows/NAME`. */
  workflow?: string;
  /** The tag or branch it ran on, as `refs/tags/v1`. */
  ref?: string;
  /** How many of the witnesses have to have signed the log's checkpoint. */
  witnesses?: number;
  /** Their verifier keys (C2SP signed-note). */
  witnessKeys?: string[];
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
  /** A comment. */
  '//'?: string;
}

/** What is relied on. */
export interface Trust {
  /** Trusted roots of your own (`trusted_root.json`, or JSON lines of them) in place of the embedded ones. */
  roots?: FileInput[];
  /** Public keys, in PEM or DER, one of which should have signed. */
  keys?: FileInput[];
  /** False for none of the embedded roots. */
  embedded?: boolean;
  /** True for Sigstore's staging instance in place of the production ones. */
  staging?: boolean;
}

/** What takes its time can be ended; it is the error `cancelled` then. */
export interface Abortable { signal?: AbortSignal | undefined }

export interface NameOptions extends Abortable {
  /** The file's name, where it has none of its own. */
  name?: string;
}

export interface SessionOptions extends Abortable {
  expectation?: Expectation | string | Uint8Array | null;
  trust?: Trust;
  /** The time to judge at; the clock's unless told. */
  now?: Date | string;
}

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

export interface ReadOptions extends Abortable {
  onProgress?: (progress: Progress) => void;
}

export interface VerifyOptions extends SessionOptions, ReadOptions {
  /** One, several, or as many as come: those of an async iterable are read one after the other. */
  artifact: ArtifactInput | ArtifactInput[] | AsyncIterable<ArtifactInput>;
  evidence?: FileInput[];
}

export interface ArtifactReport {
  name: string;
  size: number | null;
  digests: Digests;
  verdict: Verdict;
  /** Positions in `Report.evidence`. */
  evidence: number[];
}

/** A question that was asked. A failed or missing check has `facts.error`. */
export type Check =
  | { code: CheckCode; status: 'passed' | 'not-applicable'; facts: Facts; spec: string }
  | { code: CheckCode; status: 'failed' | 'missing'; facts: Facts & { error: string }; spec: string };

export type CheckCode =
  | 'bundle.media-type' | 'bundle.structure'
  | 'certificate.chain' | 'certificate.validity' | 'certificate.purpose' | 'certificate.extensions' | 'certificate.sct'
  | 'time.rfc3161' | 'time.signing'
  | 'log.known' | 'log.set' | 'log.inclusion-proof' | 'log.checkpoint' | 'log.witnesses' | 'log.entry-matches'
  | 'signature.artifact' | 'signature.envelope' | 'signature.payload' | 'subject.digest' | 'identity.expected';

/** A proven signer. */
export interface Signer {
  identity: string;
  identityType: 'uri' | 'email' | 'dns' | 'other-name' | 'key';
  issuer: string | null;
  /** Fulcio's extensions by their documented names. */
  extensions: Record<string, string>;
}

/** One piece of evidence and what it proves about one artifact. */
export interface EvidenceReport {
  name: string;
  kind: Kind;
  verdict: Verdict;
  signer: Signer | null;
  time: { value: string; source: 'rfc3161' | 'log'; authority: string } | null;
  checks: Check[];
  facts: Facts;
  /** What the evidence says of itself; nothing of it was checked. */
  claims: Facts;
}

/** A file that takes no part, and why. */
export interface Orphan { name: string; kind: Kind; reason: string; facts: Facts }

/** Something the answer relies on. */
export interface TrustSource {
  name: string;
  source: 'embedded' | 'given' | 'given-key' | 'found-key';
  date: string | null;
  sha256: string;
}

/** A file that could not be read, and where it is wrong. */
export interface FileError { code: string; file: string; facts: Facts }

/** The answer; docs/report.md of the project describes it. */
export interface Report {
  schema: 'touchstone-report/1';
  verdict: Verdict;
  now: string;
  artifacts: ArtifactReport[];
  evidence: EvidenceReport[];
  orphans: Orphan[];
  trust: TrustSource[];
  errors: FileError[];
}

/** What a file is and claims; nothing of it is checked. */
export interface Inspection { name: string; kind: Kind; claims: Facts; errors: FileError[] }

export interface TrustedRootInspection extends TrustSource { claims: Facts }

export interface AddOptions extends NameOptions {
  /** What the file is for, where its bytes should not decide. */
  as?: 'artifact' | 'evidence';
  /** The artifact, by its id, that this evidence has to speak about. */
  evidenceFor?: number;
}

export interface Added {
  id: number;
  name: string;
  kind: Kind;
  role: Role;
  /** What came out of an archive that holds evidence; these can be removed one by one, or with it. */
  members?: Added[];
}

/** Loads the module before it is needed, or from somewhere else than the package. */
export function init(source?: ModuleSource, options?: Abortable): Promise<void>;

/**
 * Verifies one or several artifacts.
 *
 * Evidence given for a single artifact has to speak about that one.
 *
 * ```js
 * const report = await verify({
 *   artifact: 'sha256:a0cfc71271d6e278e57cd332ff957c3f7043fdda354c4cbb190a30d56efa01bf',
 *   evidence: [bundleText],
 *   expectation: { certificateIdentity: 'a@example.org', certificateOidcIssuer: 'https://accounts.google.com' },
 * });
 * ```
 */
export function verify(options: VerifyOptions): Promise<Report>;

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

/** What became of a download. Only one that is `verified` has its bytes. */
export type Download =
  | Downloaded & { verdict: 'verified'; file: File }
  | Downloaded & { verdict: Exclude<Verdict, 'verified'>; file: null };

/** Downloads, verifies, and only then hands over. */
export function verifyDownload(from: string | URL | Response, options: DownloadOptions): Promise<Download>;

/** Says what a file is and claims, without a verdict. */
export function inspect(file: FileInput, options?: NameOptions): Promise<Inspection>;

/** The trusted roots that come with the package. */
export function trust(options?: { staging?: boolean } & Abortable): Promise<TrustedRootInspection[]>;

/** Reads a trusted root of your own. */
export function inspectTrustedRoot(file: FileInput, options?: NameOptions): Promise<TrustedRootInspection[]>;

/** A session whose roots, keys and expectation were read. */
export function createSession(options?: SessionOptions): Promise<Session>;

/** Digests of a file in one pass, computed by the module. */
export function digest(
  file: FileInput,
  names?: DigestAlgorithm[],
  options?: Abortable & { onProgress?: (done: number) => void },
): Promise<{ size: number; digests: Digests }>;

/** The package's version. */
export function version(): Promise<string>;

/** A file on disk as an artifact or a piece of evidence (Node, Deno and Bun). */
export function fileAt(path: string, name?: string): Promise<FileOnDisk>;

/** Takes files as they come, and says at any time what they prove. */
export class Session implements Disposable {
  constructor(options?: SessionOptions);
  begin(): Promise<void>;
  /** Adds a file; its bytes tell what it is, unless `as` does. */
  add(file: ArtifactInput, options?: AddOptions): Promise<Added>;
  /** Relies on a trusted root of your own, in place of the embedded ones. */
  addTrustedRoot(file: FileInput, options?: NameOptions): Promise<Added>;
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

/** Computes several digests in one pass. `init` must have been awaited. */
export class Hasher {
  constructor(names?: DigestAlgorithm[]);
  update(bytes: Uint8Array): void;
  finish(): Digests;
}

/** What is thrown. The codes of the engine are those of a report; the package adds `usage`, `cancelled`,
 * `file-unreadable`, `module-unavailable`, `not-initialised`, `worker-missing` and `internal-error`. */
export class TouchstoneError extends Error {
  readonly code: string;
  /** sniff, parse, bind, verify, judge, or host for what lies outside the engine. */
  readonly stage: string;
  readonly facts: Facts;
  constructor(code: string, stage: string, facts: Facts, cause?: unknown);
  toJSON(): { code: string; stage: string; facts: Facts };
}
