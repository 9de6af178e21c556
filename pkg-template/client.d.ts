// Types of the entry `touchstone-verify/worker`.

/// <reference lib="esnext.disposable" />

import type {
  Abortable, AddOptions, Added, ArtifactInput, Expectation, FileInput, Inspection, NameOptions, PolicyExplanation, ReadOptions, Report, SessionOptions, TrustedRootInspection,
} from './index.js';

export { TouchstoneError } from './index.js';

/**
 * How the worker is made, and what its session is asked.
 *
 * ```js browser
 * import { Client } from 'touchstone-verify/worker';
 *
 * const client = new Client({ limit: 100, worker: () => new Worker('nowhere.js') });
 * await client.start().catch(({ code }) => console.log(code)); // worker-missing
 * ```
 */
export interface ClientSettings {
  /** Makes the worker, where a bundler wants to see `new Worker(…)` in your own source. */
  worker?: () => Worker;
  /** Milliseconds in which the worker has to be ready; 10 000 unless told. */
  limit?: number;
  options?: SessionOptions;
}

/**
 * How a worker is started.
 *
 * ```js browser
 * import { Client } from 'touchstone-verify/worker';
 *
 * const client = new Client();
 * await client.start({ whole: true }); // from here on nothing is loaded any more
 * console.log((await client.inspect('hello')).kind); // unknown
 * await client.close();
 * ```
 */
export interface StartOptions extends Abortable {
  /** With both halves of the module. */
  whole?: boolean | undefined;
}

/**
 * A session in a worker of its own, with the methods of `Session`: the page stays free, whatever is read. A worker that does
 * not come is the error `worker-missing`; one that dies is replaced at the next call, with all that was added.
 *
 * ```js browser
 * import { Client } from 'touchstone-verify/worker';
 *
 * const client = new Client({ options: { expectation: { repo: 'touchstone-sample/hello' } } });
 * const get = async (name) => (await fetch(name)).blob();
 * await client.addTrustedRoot(await get('trusted_root.json'));
 * await client.add(await get('hello.sh'), { name: 'hello.sh' });
 * await client.add(await get('hello.sh.sigstore.json'), { name: 'hello.sh.sigstore.json' });
 * console.log((await client.report()).verdict); // verified
 * await client.close();
 * ```
 */
export class Client implements AsyncDisposable {
  constructor(settings?: ClientSettings);
  start(options?: StartOptions): Promise<void>;
  /** Starts the workers that share the reading of several large files, before they are needed. */
  startPool(): Promise<void>;
  add(file: ArtifactInput, options?: AddOptions): Promise<Added>;
  addTrustedRoot(file: FileInput, options?: NameOptions): Promise<Added>;
  addTufRoot(file: FileInput, options?: NameOptions): Promise<Added>;
  addKey(file: FileInput, options?: NameOptions): Promise<Added>;
  /** A file of a copy of an instance's TUF repository, from which a newer trusted root may follow: `sigstore-public-good/2.root.json`. */
  addMirrored(bytes: Uint8Array, options: { name: string }): Promise<Added>;
  setExpectation(expectation: Expectation | string | Uint8Array | null): Promise<void>;
  remove(id: number): Promise<void>;
  /** A file as it was added, or as it came out of an archive. */
  file(id: number): Promise<Blob | undefined>;
  report(options?: ReadOptions): Promise<Report>;
  current(): Promise<Report>;
  inspect(file: FileInput, options?: NameOptions): Promise<Inspection>;
  trust(options?: { staging?: boolean } & Abortable): Promise<TrustedRootInspection[]>;
  explainPolicy(policy: Expectation | string | Uint8Array, options?: Abortable): Promise<PolicyExplanation>;
  /** A call that only a worker of your own knows, with what is handed over to it. */
  ask(call: string, args: unknown[], transfer?: Transferable[], signal?: AbortSignal): Promise<any>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
