// The entry `touchstone-verify/worker`: a session in the package's own worker, or in one of yours.

import { TouchstoneError } from './error.js';
import { SessionClient } from './session-client.js';

/**
 * @typedef {import('./index.d.ts').Inspection} Inspection
 * @typedef {import('./index.d.ts').Report} Report
 * @typedef {import('./index.d.ts').TrustedRootInspection} TrustedRootInspection
 */

export class Client extends SessionClient {
  /**
   * @param {import('./client.d.ts').ClientSettings} [settings]
   *   `worker` makes the worker where the bundler wants to see that itself
   */
  constructor({ worker = ownWorker, ...settings } = {}) {
    super({ worker, ...settings });
  }

  /** Starts the workers that share the reading of many large files, before they are needed. */
  startPool() {
    return this.ask('startPool', []);
  }

  /**
   * @param {number} id
   * @returns {Promise<Blob | undefined>}
   */
  file(id) {
    return this.ask('file', [this.numberOf(id)]);
  }

  /** @returns {Promise<Report>} */
  current() {
    return this.ask('current', []);
  }

  /**
   * @param {unknown} file
   * @param {import('./index.d.ts').NameOptions} [options]
   * @returns {Promise<Inspection>}
   */
  inspect(file, { signal, ...options } = {}) {
    return this.ask('inspect', [file, options], [], signal);
  }

  /**
   * @param {{ staging?: boolean } & import('./index.d.ts').Abortable} [options]
   * @returns {Promise<TrustedRootInspection[]>}
   */
  trust({ signal, ...options } = {}) {
    return this.ask('trust', [options], [], signal);
  }

  /**
   * @param {import('./index.d.ts').Expectation | string | Uint8Array} policy
   * @param {import('./index.d.ts').Abortable} [options]
   * @returns {Promise<import('./index.d.ts').PolicyExplanation>}
   */
  explainPolicy(policy, { signal } = {}) {
    return this.ask('explainPolicy', [policy], [], signal);
  }

  /** The same, where the language closes what goes out of scope. */
  [Symbol.asyncDispose]() {
    return this.close();
  }
}

function ownWorker() {
  return new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
}

export { TouchstoneError };
