// What the element shows. Whatever evidence says is a text node, in words that no page can hand in.

import { element, icon } from '../../www/element.js';
import { linkTo } from '../../www/link.js';
import { Said, visible } from '../wording.js';
import { KINDS, OPTIONS } from './attributes.js';
import { style } from './style.js';

/**
 * @typedef {import('../index.d.ts').ArtifactReport} ArtifactReport
 * @typedef {import('../index.d.ts').Check} Check
 * @typedef {import('../index.d.ts').EvidenceReport} EvidenceReport
 * @typedef {import('../index.d.ts').Report} Report
 * @typedef {import('../error.js').TouchstoneError} TouchstoneError
 * @typedef {import('./words.js').ElementWords} ElementWords
 *
 * @typedef {object} Asked    what the page says of the signer
 * @property {Record<string, unknown>} stated  by attributes
 * @property {Record<string, unknown>} fetched  what says it elsewhere, by address
 *
 * @typedef {object} Acts
 * @property {(files: File[]) => void} take
 * @property {() => void} download
 * @property {() => void} stop
 */

/** Of more files than this the first are shown. */
const SHOWN = 20;

export class View {
  /** @type {ElementWords} */
  #words;
  #input = element('input', { type: 'file', id: 'pick', multiple: true, class: 'unseen', part: 'input' });
  #choose = element('label', { for: 'pick', part: 'choose' });
  #download = element('button', { type: 'button', part: 'button', hidden: true });
  #orDrop = element('span', { part: 'hint' });
  #idle = element('div', { class: 'idle', part: 'idle' }, element('slot', { name: 'idle' }), this.#download, this.#input, this.#choose, this.#orDrop);
  #bar = element('progress', { part: 'bar', 'aria-labelledby': 'doing' });
  #doing = element('p', { id: 'doing', part: 'status' });
  #stop = element('button', { type: 'button', part: 'stop' });
  #progress = element('div', { part: 'progress', hidden: true }, this.#doing, this.#bar, this.#stop);
  #told = element('p', { role: 'status', class: 'unseen' });
  #note = element('p', { part: 'note', hidden: true });
  #answer = element('div', { part: 'answer', hidden: true });
  #expects = element('div', { part: 'expectation' });
  #limits = element('div', { part: 'limits' });
  #box = element('div', { class: 'box', part: 'drop' },
    element('slot'), this.#expects, this.#idle, this.#progress, this.#note, this.#answer, this.#told, this.#limits,
    element('slot', { name: 'help' }), ...['evidence', 'key', 'trusted-root'].map((name) => element('slot', { name, hidden: true })));

  /** A quarter of the way at a time is told aloud. */
  #quarter = '';
  /** @type {ShadowRoot} */
  #root;

  /**
   * @param {ShadowRoot} root
   * @param {ElementWords} words
   * @param {Acts} acts
   */
  constructor(root, words, acts) {
    this.#root = root;
    this.#words = words;
    root.adoptedStyleSheets = [style()];
    root.append(this.#box);
    this.#download.addEventListener('click', acts.download);
    this.#stop.addEventListener('click', acts.stop);
    this.#input.addEventListener('change', () => {
      const files = [...this.#input.files ?? []];
      this.#input.value = '';
      acts.take(files);
    });
    this.#takeDrops(acts);
  }

  /** @param {Acts} acts */
  #takeDrops({ take }) {
    const over = (/** @type {boolean} */ is) => (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#box.classList.toggle('over', is);
    };
    this.#box.addEventListener('dragover', over(true));
    this.#box.addEventListener('dragleave', over(false));
    this.#box.addEventListener('drop', (event) => {
      over(false)(event);
      take([...event.dataTransfer?.files ?? []]);
    });
  }

  /** @param {ElementWords} words */
  speak(words) {
    this.#words = words;
    this.#choose.textContent = words.text('choose');
    this.#download.textContent = words.text('download');
    this.#orDrop.textContent = words.text('orDrop');
    this.#stop.textContent = words.text('stop');
    this.#box.lang = words.language;
  }

  /**
   * What the page says of the signer, and where to ask somebody else.
   *
   * @param {Asked} asked
   * @param {{ downloads: boolean, independent: string | undefined, policy: object | string | undefined }} how
   */
  ask({ stated, fetched }, { downloads, independent, policy }) {
    const words = this.#words;
    this.#download.hidden = !downloads;
    const rows = Object.entries({ ...stated, ...fetched }).flatMap(([key, value]) => [
      element('dt', {}, key), element('dd', {}, visible(typeof value === 'string' ? value : JSON.stringify(value)))]);
    this.#expects.replaceChildren(element('p', {}, words.text(rows.length > 0 ? 'expects' : 'expectsNobody')), element('dl', {}, ...rows));
    const link = independent === undefined ? undefined
      : element('a', { part: 'independent', href: policy === undefined ? independent : linkTo(policy, independent) }, words.text('independent'));
    this.#limits.replaceChildren(
      element('p', {}, words.text('limits')),
      element('p', {}, link, link && ' ', link && words.text('command'), ' ', element('code', {}, command(stated))));
  }

  idle(note = '') {
    this.#show({ idle: true, note });
    this.#tell(note);
  }

  /**
   * @param {string} sentence
   * @param {number} [share]  from 0 to 1, where it is known
   */
  working(sentence, share) {
    this.#show({});
    this.#doing.textContent = sentence;
    if (share === undefined) this.#bar.removeAttribute('value');
    else this.#bar.value = share;
    const quarter = share === undefined ? sentence.replace(/\d/g, '') : String(Math.floor(share * 4));
    if (quarter !== this.#quarter) this.#tell(sentence);
    this.#quarter = quarter;
  }

  /** @param {TouchstoneError} error */
  trouble({ code, facts }) {
    const { sentence, next: advice } = this.#words.error(code, facts);
    // What that advises is for a command line.
    const next = code === 'usage' ? '' : advice || this.#words.text('again');
    const parts = [element('p', { part: 'word' }, this.#words.text('inTrouble')), element('h2', { part: 'sentence' }, sentence), next !== '' && element('p', {}, next), element('p', {}, element('code', {}, code))];
    this.#answered(element('section', { class: 'verdict', part: 'error', tabindex: '-1' }, ...parts), sentence, '');
  }

  /**
   * @param {Report} report
   * @param {import('./loading.js').Place} place
   * @param {string} origin  of the element's files
   * @param {string} [note]  what became of the download
   */
  verdict(report, place, origin, note = '') {
    const words = this.#words;
    const histories = report.histories.map((history) => historyCard(history, report, words));
    const cards = [...histories, ...report.artifacts.slice(0, SHOWN).map((artifact) => card(artifact, report, words))];
    const how = element('p', { part: 'engine' }, words.text(`place-${place}`, { origin: new Said(origin) }));
    const details = element('details', { part: 'details' }, element('summary', {}, words.text('details')),
      element('div', { class: 'details' }, ...report.evidence.map((each) => evidencePart(each, words)), ...remarks(report, words), how));
    const told = cards.map((each) => each.querySelector('h2')?.textContent ?? '').join('. ');
    this.#answered(element('div', {}, ...cards, details), [told, note].join(' '), note);
  }

  /**
   * Brings whoever waits here to the answer; whoever does something else meanwhile is told of it.
   *
   * @param {HTMLElement} answer
   * @param {string} told
   * @param {string} note
   */
  #answered(answer, told, note) {
    const waits = this.#root.activeElement !== null || document.activeElement === document.body;
    this.#answer.replaceChildren(answer);
    this.#show({ idle: true, answer: true, note });
    const target = answer.matches('[tabindex]') ? answer : answer.querySelector('[tabindex]');
    if (waits && target instanceof HTMLElement) target.focus();
    this.#tell(told);
  }

  /** @param {{ idle?: boolean, answer?: boolean, note?: string }} what  nothing: it works */
  #show({ idle = false, answer = false, note = '' }) {
    this.#idle.hidden = !idle;
    this.#progress.hidden = idle;
    this.#answer.hidden = !answer;
    this.#note.hidden = note === '';
    this.#note.textContent = note;
  }

  /** @param {string} text */
  #tell(text) {
    this.#told.textContent = text;
  }
}

/**
 * @param {import('../index.d.ts').HistoryReport} history
 * @param {Report} report
 * @param {ElementWords} words
 */
function historyCard(history, report, words) {
  const { verdict } = history;
  const { sentence, open } = words.history(history);
  return element('section', { class: 'verdict', part: `verdict ${verdict}`, 'data-verdict': verdict, tabindex: '-1' },
    element('p', { class: 'word', part: 'word' }, icon(verdict), words.wordOfHistory(history, report)),
    element('h2', { part: 'sentence' }, sentence),
    element('p', {}, verdict === 'verified' ? words.catalogue.scope : words.catalogue.history.scope),
    ...open.map((text) => element('p', {}, text)));
}

/**
 * @param {ArtifactReport} artifact
 * @param {Report} report
 * @param {ElementWords} words
 */
function card(artifact, report, words) {
  const { verdict, evidence } = artifact;
  const mine = evidence.flatMap((index) => report.evidence[index] ?? []);
  const { word, sentence, meaning, next } = words.answer(artifact, report);
  const verified = verdict === 'verified';
  const wrong = verified && mine.some((each) => each.verdict === 'failed');
  return element('section', { class: 'verdict', part: `verdict ${verdict}`, 'data-verdict': verdict, tabindex: '-1' },
    element('p', { class: 'word', part: 'word' }, icon(verdict), word),
    element('h2', { part: 'sentence' }, sentence),
    element('p', {}, verified ? words.catalogue.scope : meaning),
    !verified && next !== '' && element('p', {}, next),
    wrong && element('p', {}, words.text('wrongBeside')));
}

/**
 * @param {EvidenceReport} evidence
 * @param {ElementWords} words
 */
function evidencePart({ name, signer, time, checks }, words) {
  const rows = [['signedBy', signer?.identity], ['vouchedBy', signer?.issuer], ['signedAt', time?.value]].filter(([, value]) => typeof value === 'string');
  return element('section', {},
    element('h3', {}, visible(name)),
    element('dl', {}, ...rows.flatMap(([label = '', value]) => [element('dt', {}, words.text(label ?? '')), element('dd', {}, visible(value ?? ''))])),
    element('ul', { part: 'checks' }, ...checks.map((check) => checkPart(check, words))));
}

/**
 * @param {Check} check
 * @param {ElementWords} words
 */
function checkPart(check, words) {
  const { sentence, next } = words.check(check);
  return element('li', { 'data-status': check.status, 'data-code': check.code },
    icon(check.status), element('span', {}, element('span', { class: 'unseen' }, `${words.text(`status-${check.status}`)}: `), `${sentence} ${next}`.trim()));
}

/**
 * Why files take no part.
 *
 * @param {Report} report
 * @param {ElementWords} words
 */
function remarks({ orphans, errors }, words) {
  const all = [
    ...orphans.map(({ name, reason, facts }) => ({ name, ...words.orphan(reason, facts) })),
    ...errors.map(({ file, code, facts }) => ({ name: file, ...words.error(code, { ...facts, file }) }))];
  return all.map(({ name, sentence, next }) => element('p', {}, `${visible(name)}: ${sentence} ${next}`.trim()));
}

/**
 * The same question on a command line.
 *
 * @param {Record<string, unknown>} stated
 */
function command(stated) {
  const options = Object.entries(stated).flatMap(([key, value]) => (KINDS.get(key) === 'json' ? [[quoted(JSON.stringify(value))]] : said(value)).map((each) => [`--${OPTIONS.get(key) ?? key}`, ...each].join(' ')));
  return ['npx touchstone-verify verify', ...options, 'FILE'].join(' ');
}

/**
 * What stands behind an option, once for each time that it stands there.
 *
 * @param {unknown} value
 * @returns {string[][]}
 */
function said(value) {
  if (value === true) return [[]];
  if (Array.isArray(value)) return value.map((each) => [quoted(String(each))]);
  if (typeof value !== 'object' || value === null) return [[quoted(String(value))]];
  return Object.entries(value).map(([key, each]) => [quoted(`${key}=${each}`)]);
}

/** @param {string} value */
function quoted(value) {
  return /^[\w./@:+=-]+$/.test(value) ? value : `'${visible(value).replaceAll("'", "'\\''")}'`;
}
