// The catalogues of one language.

import { TouchstoneError } from './touchstone/client.js';
import { Wording, fill } from './touchstone/wording.js';

/** @typedef {import('./touchstone/wording.js').Catalogue} Catalogue */

export class Words extends Wording {
  /** @type {Record<string, string>} */
  #page;

  /**
   * @param {Catalogue} catalogue
   * @param {Record<string, string>} page
   */
  constructor(catalogue, page) {
    super(catalogue);
    this.#page = page;
  }

  /** Fetched while the page loads; nothing is fetched afterwards. */
  static async load() {
    const [catalogue, page] = await Promise.all(['i18n/en.json', 'i18n/en.page.json'].map(async (path) => {
      const response = await fetch(new URL(path, import.meta.url));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.json();
    }));
    return new Words(catalogue, page);
  }

  /**
   * A text of the page's own.
   *
   * @param {string} name
   * @param {Record<string, unknown>} [facts]
   */
  text(name, facts = {}) {
    const text = this.#page[name];
    if (text === undefined) throw new Error(`the catalogue has no ${name}`);
    return fill(text, facts);
  }

  /**
   * What went wrong, and what to do, in one line.
   *
   * @param {unknown} reason
   */
  complaint(reason) {
    const error = reason instanceof TouchstoneError ? reason : new TouchstoneError('internal-error', 'host', { reason: String(reason) });
    const { sentence, next } = this.error(error.code, error.facts);
    return `${sentence} ${next}`.trim();
  }
}
