// The page: files and an expectation go in, a report comes out of the worker, and is shown.

import { found } from './element.js';
import { ExpectationForm } from './expectation.js';
import { fileItems, filesSum } from './files.js';
import { takeFiles } from './intake.js';
import { policyOf } from './link.js';
import { redraw } from './redraw.js';
import { reach, streak } from './streak.js';
import { Said, visible } from './touchstone/wording.js';
import { Verification, isChecked } from './verification.js';
import { Words, languageOf } from './words.js';

/** The stone's own line of things, wherever one is shown. */
const PLACES = {
  pick: found('pick', HTMLInputElement),
  stone: found('stone', HTMLElement),
  stoneLine: found('stone-line', HTMLElement),
  startOver: found('start-over', HTMLButtonElement),
  verdict: found('verdict', HTMLElement),
  promise: found('promise', HTMLElement),
  publisher: found('publisher', HTMLElement),
  results: found('results', HTMLElement),
  expectation: found('expectation', HTMLElement),
  files: found('files', HTMLElement),
  fileList: found('file-list', HTMLElement),
  filesSum: found('files-sum', HTMLElement),
  reading: found('reading', HTMLElement),
  readingName: found('reading-name', HTMLElement),
  readingState: found('reading-state', HTMLElement),
  readingStreak: found('reading-streak', HTMLElement),
  sampleNote: found('sample-note', HTMLElement),
  told: found('told', HTMLElement),
  trouble: found('trouble', HTMLElement),
  trust: found('trust', HTMLElement),
};

/** What the stone shows while it waits: the mark of the page itself. */
const OWN_MARK = 'touchstone';

/** Milliseconds between two drawings of the same part. */
const DRAWN_EVERY = 120;

const verification = new Verification();
// Everything is fetched at once, and what takes longest begins first.
const started = verification.start();
// What shows an answer comes while files are given and read; nothing is asked for after that.
const answers = started.then(() => import('./results.js'));
const samples = answers.then(async ({ loadSamples, withOneByteFlipped }) => ({ sampleOf: await loadSamples(), withOneByteFlipped }));
const words = await Words.load(languageOf(location.search, navigator.languages));
words.translate();
const form = new ExpectationForm(verification, words, () => answered(PLACES.expectation));
/** From where the focus goes to the verdict once that is drawn. @type {Element | undefined} */
let focusFrom;
const showReportSoon = notTooOften(showReport);

found('stone-streak', HTMLElement).append(streak(OWN_MARK));
found('cancel', HTMLButtonElement).addEventListener('click', () => verification.cancel());
PLACES.startOver.addEventListener('click', startOver);
for (const change of ['online', 'offline']) addEventListener(change, showNetwork);
showNetwork();
addEventListener('beforeprint', () => setOpen('.all-checks:not([open])', true));
addEventListener('afterprint', () => setOpen('.all-checks[data-printed]', false));
for (const name of ['genuine', 'someone-else', 'tampered']) {
  found(`sample-${name}`, HTMLButtonElement).addEventListener('click', () => showSample(name));
}
verification.addEventListener('files', notTooOften(showFiles));
verification.addEventListener('reading', notTooOften(showReading));
verification.addEventListener('report', showReportSoon);
verification.addEventListener('trouble', showTrouble);
addEventListener('hashchange', offerLink);
takeFiles(async (files) => {
  await verification.take(files);
  answered(PLACES.stone);
});

await started;
showTrouble();
if (verification.trouble === undefined) showTrust(await verification.roots());
offerLink();
document.documentElement.dataset.state = 'ready';
// Without it the page works as well, but not when it is opened with the network off.
Promise.all([answers.then(({ loadPolicyWords }) => loadPolicyWords(words.language)), samples, answers.then(({ showSelfCheck }) => showSelfCheck(words, () => verification.version())), verification.startRest(), navigator.serviceWorker?.register(new URL('service-worker.js', import.meta.url))])
  .then(() => navigator.serviceWorker?.ready)
  .then(() => { document.documentElement.dataset.kept = 'yes'; }, () => { document.documentElement.dataset.kept = 'no'; });

/** The file of which it is asked who should have signed it. */
function asked() {
  return verification.isSample ? undefined : [...verification.files.values()].find(({ role, foreign }) => role === 'artifact' && foreign === undefined);
}

function showFiles() {
  PLACES.files.hidden = verification.files.size === 0;
  PLACES.sampleNote.hidden = !verification.isSample;
  form.about(asked()?.name);
  PLACES.filesSum.textContent = filesSum(verification, words);
  redraw(PLACES.fileList, fileItems(verification, words, () => answered(PLACES.files)), PLACES.pick);
}

async function showReport() {
  const { closing, offerPublisher, results } = await answers;
  const { report } = verification;
  if (report === undefined) return;
  /** @type {import('./card.js').Context} */
  const context = {
    words,
    report,
    before: verification.before,
    isStopped: (name) => verification.isStopped(name),
    foreign: (name) => takenOf(name)?.foreign,
    flipByte,
    readOn: async (name) => {
      await verification.readOn(name);
      answered(PLACES.verdict);
    },
    tell: (text) => { PLACES.told.textContent = text; },
    // A line of a file has the file's name and the line's number.
    files: (name) => takenOf(name.replace(/#\d+$/, ''))?.file,
    redraw: showReport,
    rely: async (root) => {
      const id = takenOf(root)?.id;
      if (id !== undefined) await verification.acceptTufRoot(id);
      answered(PLACES.verdict);
    },
  };
  // Whoever has gone elsewhere meanwhile, to write perhaps, is not taken away from there.
  const waits = focusFrom !== undefined && waitsAt(focusFrom);
  focusFrom = undefined;
  const shown = results(report.artifacts.filter((artifact) => verification.isKnown(artifact)), context);
  redraw(PLACES.verdict, shown.verdict);
  redraw(PLACES.results, [...shown.below, ...closing(verification, words, shown.verdict.length > 0)]);
  showStone(shown.verdict.length > 0);
  form.weigh(report);
  showTrust(report.trust);
  offerPublisher(PLACES.publisher, verification.stated ? undefined : asked()?.name, words, (policy) => form.offer(policy, 'suggested'));
  showFiles();
  if (waits) verdictLine()?.focus();
}

/**
 * The stone invites to drop a file until it carries an answer; then a line below invites to add more.
 *
 * @param {boolean} answered
 */
function showStone(answered) {
  document.body.classList.toggle('answered', answered);
  PLACES.stoneLine.textContent = words.text(answered ? 'addLine' : 'dropLine');
  PLACES.startOver.hidden = !answered;
}

/** @param {string} name */
function takenOf(name) {
  return [...verification.files.values()].find((taken) => taken.name === name);
}

function showReading() {
  const { progress } = verification;
  PLACES.reading.hidden = progress === undefined;
  PLACES.stone.classList.toggle('reads', progress !== undefined);
  if (progress === undefined) {
    delete PLACES.told.dataset.quarter;
    delete PLACES.readingStreak.dataset.mark;
    return;
  }
  const { name, overall: { files, done, total }, began } = progress;
  const share = total === null || total === 0 ? 0 : done / total;
  const seconds = (performance.now() - began) / 1000;
  const what = files === 1 ? visible(name) : words.text('readingFiles', { count: words.number(files) });
  showStreak(files === 1 ? name : '', share, what);
  PLACES.readingName.textContent = what;
  PLACES.readingState.textContent = words.text('reading', {
    percent: Math.floor(share * 100), rate: Math.round(done / 1e6 / Math.max(seconds, 0.001)),
    left: share === 0 ? '…' : words.duration(seconds / share - seconds),
  });
  // Read aloud it would never end: a quarter at a time is told.
  const quarter = `${files} ${Math.floor(share * 4)}`;
  if (PLACES.told.dataset.quarter !== quarter) PLACES.told.textContent = `${what}: ${PLACES.readingState.textContent}`;
  PLACES.told.dataset.quarter = quarter;
}

/**
 * Draws the streak of what is read as far as it is read; the drawing itself is made once.
 *
 * @param {string} name
 * @param {number} share
 * @param {string} what
 */
function showStreak(name, share, what) {
  const place = PLACES.readingStreak;
  if (place.dataset.mark !== name) place.replaceChildren(streak(markOf(name)));
  place.dataset.mark = name;
  place.ariaLabel = what;
  place.ariaValueNow = String(Math.floor(share * 100));
  reach(place, share);
}

/** Forgets all files and the answer; the page is as it was when it was opened. */
async function startOver() {
  await verification.clear();
  form.reset();
  PLACES.pick.focus();
}

/**
 * On paper nothing can be opened, and not every engine's style sheets can show what is closed.
 *
 * @param {string} selector
 * @param {boolean} open
 */
function setOpen(selector, open) {
  for (const details of document.querySelectorAll(selector)) {
    details.toggleAttribute('open', open);
    details.toggleAttribute('data-printed', open);
  }
}

/** With the network off it works as well, and says so. */
function showNetwork() {
  PLACES.promise.textContent = words.text(navigator.onLine ? 'promise' : 'promiseOffline');
}

/**
 * Brings whoever waits to the verdict; whoever does something else meanwhile is only told of it.
 *
 * @param {HTMLElement} place  where the question was put
 */
function answered(place) {
  const waits = waitsAt(place);
  if (waits) focusVerdict(place);
  PLACES.told.textContent = waits ? '' : verdictLine()?.textContent ?? '';
}

/** @param {Element} place */
function waitsAt(place) {
  const active = document.activeElement;
  return active === null || active === document.body || place.contains(active);
}

/** Once the report of what was read is drawn. */
function focusVerdict(/** @type {Element} */ place = document.body) {
  focusFrom = place;
  showReportSoon();
}

function verdictLine() {
  return PLACES.verdict.querySelector('h2');
}

/** @param {string} name */
async function showSample(name) {
  const sample = (await samples).sampleOf(name);
  await verification.show(sample);
  form.show(sample.expectation);
  focusVerdict();
}

/** @param {string} name */
async function flipByte(name) {
  const taken = [...verification.files.values()].find((each) => each.name === name && isChecked(each));
  if (taken === undefined) return;
  const { file } = await (await samples).withOneByteFlipped(taken.file);
  await verification.exchange(name, file);
  focusVerdict();
}

function offerLink() {
  const policy = policyOf(location.hash);
  if (policy !== undefined) form.offer(policy);
}

function showTrouble() {
  const { trouble } = verification;
  PLACES.trouble.hidden = trouble === undefined;
  PLACES.trouble.textContent = trouble === undefined ? '' : words.complaint(trouble);
}

/** @param {import('./touchstone/index.js').TrustSource[]} trust */
function showTrust(trust) {
  const roots = trust.filter(({ source }) => !source.endsWith('key')).map((root) => words.trustedRoot(root));
  PLACES.trust.classList.toggle('quiet', !roots.some(({ warns }) => warns));
  PLACES.trust.textContent = words.text('roots', { list: new Said(roots.map(({ text }) => text).join('; ')) });
}

/**
 * What stands for a digest that is not known yet.
 *
 * @param {string} name
 */
function markOf(name) {
  return name === '' ? OWN_MARK : name;
}

/**
 * Drawing for each of a thousand files would take longer than reading them.
 *
 * @param {() => void} draw
 */
function notTooOften(draw) {
  let waiting = false;
  let last = -Infinity;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => requestAnimationFrame(() => {
      waiting = false;
      last = performance.now();
      draw();
    }), Math.max(0, last + DRAWN_EVERY - performance.now()));
  };
}
