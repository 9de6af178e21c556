// The catalogues of one language.

import { TouchstoneError } from './touchstone/client.js';
import { Said, Wording, fill, visible } from './touchstone/wording.js';

/** @typedef {import('./touchstone/wording.js').Catalogue} Catalogue */

/** Languages with a complete catalogue. */
const LANGUAGES = ['en', 'de'];

/** Languages of the browser's that are written from right to left. */
const RIGHT_TO_LEFT = ['ar', 'fa', 'he', 'ur'];

export class Words extends Wording {
  /** @type {Record<string, string>} */
  #page;

  /**
   * @param {Catalogue} catalogue
   * @param {Record<string, string>} page
   * @param {string} language
   */
  constructor(catalogue, page, language) {
    super(catalogue);
    this.#page = page;
    this.language = language;
  }

  /**
   * Fetched while the page loads; nothing is fetched afterwards.
   *
   * @param {string} language
   */
  static async load(language) {
    const [catalogue, page] = await Promise.all([`i18n/${language}.json`, `i18n/${language}.page.json`].map(async (path) => {
      const response = await fetch(new URL(path, import.meta.url));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.json();
    }));
    return new Words(catalogue, page, language);
  }

  /** Puts the page's own texts, and their direction, into this language. */
  translate() {
    document.documentElement.lang = this.language;
    document.documentElement.dir = directionOf(this.language);
    for (const element of document.querySelectorAll('[data-text]')) {
      element.textContent = this.text(/** @type {HTMLElement} */ (element).dataset.text ?? '');
    }
  }

  /**
   * A moment as people write it, in UTC.
   *
   * @param {string} time  RFC 3339
   */
  time(time) {
    const date = new Date(time);
    if (Number.isNaN(date.getTime())) return new Said(visible(time));
    return new Said(`${this.day(time)}, ${date.toISOString().slice(11, 19)} UTC`);
  }

  /**
   * The day of a moment, in UTC.
   *
   * @param {string} time  RFC 3339, or its date alone
   */
  day(time) {
    const date = new Date(time);
    if (Number.isNaN(date.getTime())) return new Said(visible(time));
    return new Said(date.toLocaleDateString(this.language === 'en' ? 'en-GB' : this.language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }));
  }

  /**
   * A whole number in groups of three digits. The browser's own way takes a tenth of a second to begin
   * with, in which the page would stand still.
   *
   * @param {number} count
   */
  number(count) {
    return String(count).replace(/\B(?=(\d{3})+$)/g, this.language === 'en' ? ',' : '.');
  }

  /**
   * How long something takes yet, in the largest unit that says it: nobody waits for seconds in hours.
   *
   * @param {number} seconds
   */
  duration(seconds) {
    if (seconds < 90) return new Said(this.text('seconds', { count: Math.ceil(seconds) }));
    if (seconds < 90 * 60) return new Said(this.text('minutes', { count: Math.round(seconds / 60) }));
    return new Said(this.text('hours', { count: Math.round(seconds / 3600) }));
  }

  /**
   * Where something that the answer relies on comes from, and of when it is.
   *
   * @param {import('./touchstone/index.js').TrustSource} source
   */
  trustSource({ source, date }) {
    return fill(this.catalogue.trustSource[source] ?? '', { date: date === null ? '' : this.day(date) });
  }

  /**
   * A trusted root with its age, and whether to warn: it is old, or what is at hand of a newer one is
   * not used.
   *
   * @param {import('./touchstone/index.js').TrustSource} root
   */
  trustedRoot(root) {
    const { name, date, version, unused } = root;
    const days = Math.floor((Date.now() - Date.parse(date ?? '')) / 86_400_000);
    const text = [`${visible(name)}: ${this.trustSource(root)}`];
    if (date !== null) text.push(this.text('rootAge', { version, days }));
    if (days > 90) text.push(this.text('rootOld'));
    if (unused !== undefined) text.push(this.text('rootUnused', { reason: new Said(this.error(String(unused.error), unused).sentence.replace(/\.$/, '')) }));
    return { text: text.join(', '), warns: days > 90 || unused !== undefined };
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

/**
 * The language that the address asks for, else the first of the person's that there is.
 *
 * @param {string} search  the address's query
 * @param {readonly string[]} wanted
 */
export function languageOf(search, wanted) {
  const asked = new URLSearchParams(search).get('lang');
  const known = (/** @type {string} */ tag) => LANGUAGES.find((language) => tag.toLowerCase().split('-')[0] === language);
  return (asked === null ? undefined : known(asked)) ?? wanted.map(known).find((language) => language !== undefined) ?? 'en';
}

/** @param {string} language */
function directionOf(language) {
  return RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr';
}
