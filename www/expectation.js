// The form that asks who should have signed.

import { found } from './element.js';
import { linkTo } from './link.js';
import { likeness, recall, remember, unlearn } from './memory.js';

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
  policy: ['policyText'],
};

/**
 * The preset that can show a policy, with its values; undefined where it says more than one can.
 *
 * @param {string} policy
 * @returns {[string, Record<string, string>] | undefined}
 */
function fieldsOf(policy) {
  const values = parsed(policy);
  if (values === undefined) return undefined;
  const names = Object.keys(values);
  const plain = names.length > 0 && Object.values(values).every((value) => typeof value === 'string');
  const preset = ['repository', 'identity'].find((each) => names.every((name) => FIELDS[each]?.includes(name)));
  return plain && preset !== undefined ? [preset, /** @type {Record<string, string>} */ (values)] : undefined;
}

/**
 * @param {string} text
 * @returns {object | undefined}
 */
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export class ExpectationForm {
  #form = found('expectation', HTMLFormElement);
  #state = found('expectation-state', HTMLElement);
  #rememberLine = found('remember-line', HTMLElement);
  #rememberText = found('remember-text', HTMLElement);
  #remember = /** @type {HTMLInputElement} */ (this.#form.elements.namedItem('remember'));
  /** The file that the question is about. @type {string | undefined} */
  #artifact;
  #forget = found('forget', HTMLButtonElement);
  #submitter = found('expect', HTMLButtonElement);
  #linkLine = found('policy-link-line', HTMLElement);
  #link = found('policy-link', HTMLAnchorElement);
  /** @type {Verification} */
  #verification;
  /** @type {Words} */
  #words;
  /** @type {() => void} */
  #answered;

  /**
   * @param {Verification} verification
   * @param {Words} words
   * @param {() => void} answered  is told when somebody answered, or took the answer back
   */
  constructor(verification, words, answered) {
    this.#verification = verification;
    this.#words = words;
    this.#answered = answered;
    this.#form.addEventListener('change', () => this.#showPreset());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#forget.addEventListener('click', () => this.#expectNobody());
  }

  /** Whether somebody is writing in it. */
  isInUse() {
    return this.#form.contains(document.activeElement);
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
   * Fills in what a link asks for. Whoever made the link may have made the files, so it counts only
   * when the person says so.
   *
   * @param {string} policy
   * @param {'offered' | 'remembered'} [why]
   */
  offer(policy, why = 'offered') {
    const fields = fieldsOf(policy);
    if (fields === undefined) this.#choose('policy', { policyText: policy });
    else this.#choose(...fields);
    this.#form.scrollIntoView();
    this.#say(this.#words.text(why));
  }

  /**
   * For a file whose like was here before, offers whom the person expected then; and to remember it
   * from now on.
   *
   * @param {string | undefined} name  an artifact's
   */
  about(name) {
    this.#rememberLine.hidden = name === undefined;
    if (name === undefined || name === this.#artifact) return;
    this.#artifact = name;
    this.#rememberText.textContent = this.#words.text('remember', { name: likeness(name) });
    const kept = recall(name);
    this.#remember.checked = kept !== undefined;
    if (kept !== undefined && !this.#verification.stated && !this.isInUse()) this.offer(kept, 'remembered');
  }

  /**
   * Shows an expectation that is in force.
   *
   * @param {Expectation} expectation
   */
  show(expectation) {
    const fields = fieldsOf(JSON.stringify(expectation));
    if (fields !== undefined) this.#fill(...fields);
    this.#accepted(expectation);
  }

  /**
   * @param {string} preset
   * @param {Record<string, string>} values
   */
  #choose(preset, values) {
    this.#fill(preset, values);
    this.#field(FIELDS[preset]?.[0] ?? '').focus();
  }

  /**
   * @param {string} preset
   * @param {Record<string, string>} values
   */
  #fill(preset, values) {
    for (const radio of this.#form.querySelectorAll('input[type=radio]')) {
      if (radio instanceof HTMLInputElement) radio.checked = radio.value === preset;
    }
    for (const name of FIELDS[preset] ?? []) this.#field(name).value = values[name] ?? '';
    this.#showPreset();
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
      this.#accepted(await this.#expectBy(this.#preset()));
      this.#answered();
    } catch (reason) {
      this.#complain(reason);
    }
  }

  /**
   * @param {string} preset
   * @returns {Promise<Expectation | string | undefined>}  what a link can carry
   */
  async #expectBy(preset) {
    const file = this.#chosenFile(preset);
    if (preset === 'key' && file !== undefined) {
      await this.#verification.expectKey(file);
      return undefined;
    }
    const text = preset === 'policy' ? await file?.text() ?? this.#field('policyText').value : '';
    const entries = (FIELDS[preset] ?? []).map((name) => [name, this.#field(name).value.trim()]);
    const expectation = text.trim() === '' ? Object.fromEntries(entries.filter(([name, value]) => value !== '' && name !== 'policyText')) : text;
    await this.#verification.expect(expectation);
    return expectation;
  }

  /** @param {Expectation | string | undefined} expectation */
  #accepted(expectation) {
    this.#forget.hidden = false;
    this.#linkLine.hidden = expectation === undefined;
    if (expectation !== undefined) this.#link.href = linkTo(expectation, location.href);
    this.#say(this.#words.text('stated'));
    if (this.#artifact === undefined || this.#verification.isSample) return;
    if (this.#remember.checked && expectation !== undefined) remember(this.#artifact, expectation);
    else unlearn(this.#artifact);
  }

  /** @param {string} preset */
  #chosenFile(preset) {
    if (preset !== 'key' && preset !== 'policy') return undefined;
    const field = this.#field(preset);
    return field instanceof HTMLInputElement ? field.files?.[0] : undefined;
  }

  async #expectNobody() {
    await this.#verification.expect(null);
    this.#submitter.focus();
    this.#forget.hidden = true;
    this.#linkLine.hidden = true;
    this.#say(this.#words.text('unstated'));
    this.#answered();
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
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) throw new Error(`the form has no ${name}`);
    return field;
  }
}
