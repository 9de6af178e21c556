// The form that asks who should have signed, and says who is expected once somebody answered.

import { element, found } from './element.js';
import { identity } from './identity.js';
import { linkTo } from './link.js';
import { likeness, recall, remember, unlearn } from './memory.js';
import { visible } from './touchstone/wording.js';

/**
 * @typedef {import('./touchstone/index.js').Expectation} Expectation
 * @typedef {import('./touchstone/index.js').Signer} Signer
 * @typedef {import('./verification.js').Verification} Verification
 * @typedef {import('./words.js').Words} Words
 */

/** @type {Record<string, string[]>} */
const FIELDS = {
  repository: ['repo'],
  workflow: ['repo', 'workflow', 'ref'],
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
  const preset = ['repository', 'workflow', 'identity'].find((each) => names.every((name) => FIELDS[each]?.includes(name)));
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

/** Of more signers than this nobody compares the names. */
const OFFERED = 5;

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
  #expected = found('expected', HTMLElement);
  #who = found('expected-who', HTMLElement);
  #asking = found('asking', HTMLElement);
  #found = found('found-signer', HTMLElement);
  /** The names of the keys that are expected. @type {string[]} */
  #keys = [];
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
    found('change', HTMLButtonElement).addEventListener('click', () => this.#ask());
    found('copy-link', HTMLButtonElement).addEventListener('click', async () => {
      await navigator.clipboard.writeText(this.#link.href);
      this.#say(this.#words.text('copied', { what: this.#link.href }));
    });
  }

  /**
   * Stands out where an answer is all that is missing, and says who signed: to compare with, never as
   * the answer.
   *
   * @param {import('./touchstone/index.js').Report} report
   */
  weigh({ artifacts, evidence, trust }) {
    this.#keys = trust.filter(({ source }) => source === 'given-key').map(({ name }) => name);
    this.#agree();
    const unstated = artifacts.filter(({ verdict }) => verdict === 'unstated');
    this.#form.classList.toggle('needed', unstated.length > 0);
    const signers = unstated.flatMap((artifact) => artifact.evidence.flatMap((index) => evidence[index]?.signer ?? []));
    const known = new Map(signers.filter(({ identityType }) => identityType !== 'key' && identityType !== 'tuf-root').map((signer) => [`${signer.identity}\n${signer.issuer}`, signer]));
    const [key = ''] = known.keys();
    this.#found.hidden = known.size === 0;
    if (this.#found.dataset.signer === `${known.size} ${key}`) return;
    this.#found.dataset.signer = `${known.size} ${key}`;
    const found = [...known.values()].slice(0, OFFERED);
    this.#found.replaceChildren(...found.length === 0 ? [] : [
      element('p', { class: 'label' }, this.#words.text(known.size === 1 ? 'foundSigner' : 'foundSigners', { count: this.#words.number(known.size) })),
      ...found.flatMap((signer) => [
        identity(signer.identity, this.#words),
        element('p', { class: 'quiet' }, this.#words.text('vouchedBy'), ' ', element('span', { class: 'exact' }, visible(signer.issuer ?? ''))),
        element('button', { type: 'button', click: () => this.propose(signer) }, this.#words.text('fillIn'), element('span', { class: 'unseen' }, ` ${visible(signer.identity)}`)),
      ]),
      element('p', {}, this.#words.text('ask')),
    ]);
  }

  /** Who is expected is also said elsewhere: by a policy or a key among the files, and by what forgets all. */
  #agree() {
    const { stated, expectation } = this.#verification;
    if (stated && this.#expected.hidden) this.#accepted(expectation ?? undefined);
    if (!stated && !this.#expected.hidden) this.#unsay();
  }

  /** As if nobody had ever been expected. */
  reset() {
    this.#form.reset();
    this.#artifact = undefined;
    this.#unsay();
    this.#say('');
    this.#showPreset();
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
    this.#show('proposed');
  }

  /**
   * Fills in what a link asks for. Whoever made the link may have made the files, so it counts only
   * when the person says so.
   *
   * @param {string} policy
   * @param {'offered' | 'remembered' | 'suggested'} [why]
   */
  offer(policy, why = 'offered') {
    const fields = fieldsOf(policy);
    if (fields === undefined) this.#choose('policy', { policyText: policy });
    else this.#choose(...fields);
    this.#show(why);
  }

  /** @param {string} why */
  #show(why) {
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
    this.#asking.hidden = false;
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
      if (part instanceof HTMLElement) part.hidden = part.dataset.preset?.split(' ').includes(this.#preset()) !== true;
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
    this.#expected.hidden = false;
    this.#asking.hidden = true;
    this.#who.replaceChildren(...this.#described(expectation));
    this.#linkLine.hidden = expectation === undefined;
    if (expectation !== undefined) this.#link.href = linkTo(expectation, location.href);
    this.#say(this.#words.text('stated'));
    // It stands there to be seen; that it counts is only read aloud.
    this.#state.classList.add('unseen');
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
    this.#unsay();
    this.#submitter.focus();
    this.#say(this.#words.text('unstated'));
    this.#answered();
  }

  /** Asks again, with what was answered filled in; it counts until there is another answer. */
  #ask() {
    this.#asking.hidden = false;
    const preset = this.#form.querySelector('input[name=preset]:checked');
    if (preset instanceof HTMLInputElement) preset.focus();
  }

  #unsay() {
    this.#forget.hidden = true;
    this.#expected.hidden = true;
    this.#linkLine.hidden = true;
    this.#asking.hidden = false;
  }

  /**
   * Who is expected, as identities are shown everywhere.
   *
   * @param {Expectation | string | undefined} expectation  undefined for a key, which has no other name than its file's
   */
  #described(expectation) {
    if (expectation === undefined) return [identity(this.#keys.join(', ') || this.#chosenFile('key')?.name || '', this.#words)];
    const values = typeof expectation === 'string' ? parsed(expectation) ?? {} : expectation;
    const { repo, certificateIdentity, ...others } = /** @type {Expectation} */ (values);
    const plain = typeof repo === 'string' && /^[\w.-]+\/[\w.-]+$/.test(repo) ? `https://github.com/${repo}` : undefined;
    const who = plain ?? (repo === undefined && typeof certificateIdentity === 'string' ? certificateIdentity : undefined);
    const more = Object.entries({ ...repo !== undefined && plain === undefined && { repo }, ...certificateIdentity !== undefined && who !== certificateIdentity && { certificateIdentity }, ...others });
    return [
      ...who === undefined ? [] : [identity(who, this.#words)],
      ...more.length === 0 ? [] : [element('dl', { class: 'facts' }, ...more.flatMap(([name, value]) => [
        element('dt', {}, visible(name)), element('dd', { class: 'exact' }, visible(typeof value === 'string' ? value : JSON.stringify(value))),
      ]))],
    ];
  }

  /** @param {string} text */
  #say(text) {
    this.#state.textContent = text;
    this.#state.classList.remove('wrong', 'unseen');
  }

  /** @param {unknown} reason */
  #complain(reason) {
    this.#state.textContent = this.#words.complaint(reason);
    this.#state.classList.remove('unseen');
    this.#state.classList.add('wrong');
  }

  /** @param {string} name */
  #field(name) {
    const field = this.#form.elements.namedItem(name);
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) throw new Error(`the form has no ${name}`);
    return field;
  }
}
