// The form that asks who should have signed.

import { found } from './element.js';

/**
 * @typedef {import('./touchstone/index.js').Expectation} Expectation
 * @typedef {import('./touchstone/index.js').Signer} Signer
 * @typedef {import('./verification.js').Verification} Verification
 * @typedef {import('./words.js').Words} Words
 */

/** @type {Record<string, string[]>} */
const FIELDS = {
  repository: ['repo', 'workflow', 'ref'],
  identity: ['certificateIdentity', 'certificateOidcIssuer'],
};

export class ExpectationForm {
  #form = found('expectation', HTMLFormElement);
  #state = found('expectation-state', HTMLElement);
  #forget = found('forget', HTMLButtonElement);
  /** @type {Verification} */
  #verification;
  /** @type {Words} */
  #words;

  /**
   * @param {Verification} verification
   * @param {Words} words
   */
  constructor(verification, words) {
    this.#verification = verification;
    this.#words = words;
    this.#form.addEventListener('change', () => this.#showPreset());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#forget.addEventListener('click', () => this.#expectNobody());
  }

  /**
   * Fills in a signer that was found. The person has to look at it, and say so.
   *
   * @param {Signer} signer
   */
  propose({ identity, issuer, extensions }) {
    const repository = /^https:\/\/github\.com\/([^/]+\/[^/]+)$/.exec(extensions.sourceRepositoryUri ?? '')?.[1];
    if (repository !== undefined) this.#choose('repository', { repo: repository });
    else this.#choose('identity', { certificateIdentity: identity, certificateOidcIssuer: issuer ?? '' });
    this.#form.scrollIntoView();
    this.#say(this.#words.text('proposed'));
  }

  /**
   * @param {string} preset
   * @param {Record<string, string>} values
   */
  #choose(preset, values) {
    for (const radio of this.#form.querySelectorAll('input[type=radio]')) {
      if (radio instanceof HTMLInputElement) radio.checked = radio.value === preset;
    }
    for (const name of FIELDS[preset] ?? []) this.#field(name).value = values[name] ?? '';
    this.#showPreset();
    this.#field(FIELDS[preset]?.[0] ?? '').focus();
  }

  #preset() {
    return String(new FormData(this.#form).get('preset'));
  }

  #showPreset() {
    for (const part of this.#form.querySelectorAll('[data-preset]')) {
      if (part instanceof HTMLElement) part.hidden = part.dataset.preset !== this.#preset();
    }
  }

  async #submit() {
    try {
      await this.#expectBy(this.#preset());
      this.#forget.hidden = false;
      this.#say(this.#words.text('stated'));
    } catch (reason) {
      this.#complain(reason);
    }
  }

  /** @param {string} preset */
  async #expectBy(preset) {
    const file = this.#chosenFile(preset);
    if (preset === 'key' && file !== undefined) return this.#verification.expectKey(file);
    if (preset === 'policy' && file !== undefined) return this.#verification.expect(await file.text());
    const entries = (FIELDS[preset] ?? []).map((name) => [name, this.#field(name).value.trim()]);
    return this.#verification.expect(Object.fromEntries(entries.filter(([, value]) => value !== '')));
  }

  /** @param {string} preset */
  #chosenFile(preset) {
    if (preset !== 'key' && preset !== 'policy') return undefined;
    return this.#field(preset).files?.[0];
  }

  async #expectNobody() {
    await this.#verification.expect(null);
    this.#forget.hidden = true;
    this.#say(this.#words.text('unstated'));
  }

  /** @param {string} text */
  #say(text) {
    this.#state.textContent = text;
    this.#state.classList.remove('wrong');
  }

  /** @param {unknown} reason */
  #complain(reason) {
    this.#state.textContent = this.#words.complaint(reason);
    this.#state.classList.add('wrong');
  }

  /** @param {string} name */
  #field(name) {
    const field = this.#form.elements.namedItem(name);
    if (!(field instanceof HTMLInputElement)) throw new Error(`the form has no ${name}`);
    return field;
  }
}
