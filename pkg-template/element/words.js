// The element's words. It holds those that it needs before the engine is there; the engine brings all.

import { Wording, fill } from '../wording.js';
import { WORDS } from './built.js';

/** @typedef {import('./built.js').Explanations} Explanations */

export class ElementWords extends Wording {
  #texts;

  /** @param {keyof typeof WORDS} language */
  constructor(language) {
    const { error, texts } = WORDS[language];
    // Nothing asks for the rest before the engine answers.
    super(/** @type {import('../wording.js').Catalogue} */ ({ error, orphan: {} }));
    this.#texts = texts;
    this.language = language;
  }

  /** @param {Explanations} explanations */
  learn({ catalogue, texts }) {
    Object.assign(this.catalogue, catalogue);
    this.#texts = texts;
  }

  /**
   * @param {string} name
   * @param {Record<string, unknown>} [facts]
   */
  text(name, facts = {}) {
    return fill(this.#texts[name] ?? name, facts);
  }
}

/**
 * The first language of those wanted that there is.
 *
 * @param {readonly (string | null | undefined)[]} wanted
 * @returns {keyof typeof WORDS}
 */
export function languageAmong(wanted) {
  const known = wanted.map((tag) => (tag ?? '').toLowerCase().split('-')[0] ?? '').find((tag) => tag in WORDS);
  return /** @type {keyof typeof WORDS} */ (known ?? 'en');
}
