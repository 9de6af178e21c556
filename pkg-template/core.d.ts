// The module's own functions, as core.js gives them. The package's functions are in index.d.ts.

import type { Digests, Expectation, Inspection, Kind, PolicyExplanation, Report, Role, TrustedRootInspection, TufTarget } from './index.js';

export interface CoreSession {
  fork(now: string): CoreSession;
  addTufRoot(name: string, bytes: Uint8Array): void;
  tufClient(root: Uint8Array): CoreTufClient;
  addTrustedRoot(name: string, bytes: Uint8Array, renewed?: string): void;
  addMirrored(name: string, bytes: Uint8Array): void;
  addKey(name: string, bytes: Uint8Array, expected: boolean): void;
  setExpectation(expectation: Expectation | null): void;
  setPolicy(bytes: Uint8Array): void;
  addFile(name: string, bytes: Uint8Array, explicitFor?: number): Kind;
  historyBegin(name: string, kind: Kind, size?: number): number;
  historyFile(index: number, path: string): void;
  historyFileUnread(index: number): void;
  historyUpdate(index: number, bytes: Uint8Array): void;
  historyEnd(index: number): void;
  refuseFile(name: string, head: Uint8Array, size: number): Kind;
  addArtifact(name: string, size: number | undefined, digests: Digests): number;
  setDigests(index: number, size: number | undefined, digests: Digests): void;
  markContainer(index: number): void;
  addImage(name: string, container: number | undefined): number;
  addImageFile(image: number, path: string, size: number | undefined, head: Uint8Array): void;
  breakImage(image: number, offset: number): void;
  imageReadings(image: number): ImageReading[];
  setImageDocument(image: number, file: number, bytes: Uint8Array): void;
  setImageDigests(image: number, file: number, size: number, digests: Digests): void;
  setImageContent(image: number, file: number, sha256: string): void;
  refuseImageFile(image: number, file: number, content: boolean, endless: boolean): void;
  removeFile(name: string): void;
  removeArtifact(index: number): void;
  digestsWanted(): string[];
  messagesWanted(): Uint32Array;
  messageBegin(index: number): void;
  messageUpdate(index: number, bytes: Uint8Array): void;
  messageEnd(index: number): void;
  report(): Report;
  free(): void;
}

export interface CoreTufClient {
  wanted(): { kept: boolean; name: string; limit: number } | null;
  take(bytes: Uint8Array): void;
  absent(): void;
  changes(): [name: string, bytes?: Uint8Array][];
  find(target: string): void;
  target(): TufTarget | null;
  free(): void;
}

/** What is to be read of an image's file: all of it, its digests, or the digest of what is inside. */
export interface ImageReading {
  file: number;
  read: 'document' | 'digest' | 'gzip' | 'zstd';
  digests: string[];
}

export interface CoreGunzip {
  update(bytes: Uint8Array): Uint8Array;
  finish(): void;
}

export interface CoreHasher {
  update(bytes: Uint8Array): void;
  finish(): Digests;
  free(): void;
}

/** One instance of the module: call it with the module, then use its functions. */
export interface Core {
  (module: WebAssembly.Module): Promise<unknown>;
  /** Links what `core-deferred.wasm` holds. */
  complete(deferred: WebAssembly.Module): Promise<void>;
  Session: new (options: { now: string; embeddedRoots?: boolean; staging?: boolean }) => CoreSession;
  Gunzip: new () => CoreGunzip;
  Hasher: new (names: string[]) => CoreHasher;
  unzip(bytes: Uint8Array, count: number, size: number): [name: string, bytes: Uint8Array][] | undefined;
  sniff(bytes: Uint8Array, name: string): { kind: Kind; role: Role };
  inspect(bytes: Uint8Array, name: string): Inspection;
  trust(staging?: boolean): TrustedRootInspection[];
  explainPolicy(bytes: Uint8Array): PolicyExplanation;
  inspectTrustedRoot(bytes: Uint8Array, name: string): TrustedRootInspection[];
  hashBlob(blob: Blob, names: string[], onProgress?: (done: number, total: number) => void, signal?: AbortSignal): Promise<Digests>;
  hashStream(stream: ReadableStream<Uint8Array>, names: string[], onProgress?: (done: number) => void, signal?: AbortSignal): Promise<{ size: number; digests: Digests }>;
  fileLimit(): number;
  version(): string;
}

/** Makes an instance; each has its own memory. */
export function createCore(): Core;
