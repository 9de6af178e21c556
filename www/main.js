// The page: files and an expectation go in, a report comes out of the worker, and is shown.

import { found } from './element.js';
import { ExpectationForm } from './expectation.js';
import { fileItems } from './files.js';
import { takeFiles } from './intake.js';
import { results } from './results.js';
import { streak } from './streak.js';
import { visible } from './touchstone/wording.js';
import { Verification } from './verification.js';
import { Words } from './words.js';

/** The stone's own line of things, wherever one is shown. */
const PLACES = {
  stone: found('stone', HTMLElement),
  results: found('results', HTMLElement),
  files: found('files', HTMLElement),
  fileList: found('file-list', HTMLElement),
  reading: found('reading', HTMLElement),
  readingState: found('reading-state', HTMLElement),
  readingStreak: found('reading-streak', HTMLElement),
  trouble: found('trouble', HTMLElement),
  trust: found('trust', HTMLElement),
};

const verification = new Verification();
const words = await Words.load();
const form = new ExpectationForm(verification, words);

takeFiles({ input: found('pick', HTMLInputElement), stone: PLACES.stone }, (files) => { verification.take(files); });
found('cancel', HTMLButtonElement).addEventListener('click', () => verification.cancel());
verification.addEventListener('files', showFiles);
verification.addEventListener('reading', showReading);
verification.addEventListener('report', showReport);
verification.addEventListener('trouble', showTrouble);

await verification.start();
await showTrust();
document.documentElement.dataset.state = 'ready';

function showFiles() {
  PLACES.files.hidden = verification.files.size === 0;
  PLACES.fileList.replaceChildren(...fileItems(verification, words));
}

function showReport() {
  if (verification.report === undefined) return;
  const shown = results(verification.report, { words, propose: (signer) => form.propose(signer) });
  PLACES.results.replaceChildren(...shown);
  PLACES.stone.classList.toggle('small', shown.length > 0);
  showFiles();
}

function showReading() {
  const { progress } = verification;
  const ended = PLACES.reading.hidden === false && progress === undefined;
  PLACES.reading.hidden = progress === undefined;
  if (progress === undefined) {
    if (ended) PLACES.results.querySelector('h2')?.focus({ preventScroll: false });
    return;
  }
  const { name, done, total, began } = progress;
  const share = total === null || total === 0 ? 0 : done / total;
  const seconds = (performance.now() - began) / 1000;
  PLACES.readingStreak.replaceChildren(streak(markOf(name), share));
  PLACES.readingState.textContent = words.text('reading', {
    name, percent: Math.floor(share * 100), rate: Math.round(done / 1e6 / Math.max(seconds, 0.001)),
    left: share === 0 ? '…' : Math.ceil(seconds / share - seconds),
  });
}

function showTrouble() {
  const { trouble } = verification;
  PLACES.trouble.hidden = trouble === undefined;
  PLACES.trouble.textContent = trouble === undefined ? '' : words.complaint(trouble);
}

async function showTrust() {
  if (verification.trouble !== undefined) return;
  const roots = await verification.roots();
  const list = roots.map(({ name, date }) => `${visible(name)} (${date ?? ''})`).join(', ');
  PLACES.trust.textContent = words.text('roots', { list });
}

/**
 * What stands for a digest that is not known yet.
 *
 * @param {string} name
 */
function markOf(name) {
  return [...name].map((character) => (character.codePointAt(0) ?? 0).toString(16)).join('').padEnd(48, '8');
}
