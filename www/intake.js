// Getting files in: the button, a drop anywhere on the page, a paste. It is the first of the page's
// code, and needs no other: what is given before the rest is there waits for it, and so does a button
// that is pressed.

/** @typedef {(files: File[]) => void} Taker */

/** Where files of dropped folders lay. @type {WeakMap<File, string>} */
const paths = new WeakMap();
/** Whoever takes them, once there is somebody. @type {Taker | undefined} */
let taker;
/** @type {File[]} */
const waiting = [];
/** The last button that was pressed too early. @type {HTMLButtonElement | undefined} */
let pressed;

for (const input of document.querySelectorAll('.pick input')) {
  if (input instanceof HTMLInputElement) takeChosen(input);
}
takeDrops();
document.addEventListener('paste', (event) => {
  const files = [...event.clipboardData?.files ?? []];
  if (files.length > 0) take(files);
  else takeText(event);
});
takeOpened();
document.addEventListener('click', hold);
document.documentElement.dataset.state = 'taking';

/**
 * Hands over what waits, and all that comes.
 *
 * @param {Taker} take
 */
export function takeFiles(take) {
  taker = take;
  if (waiting.length > 0) take(waiting.splice(0));
  document.removeEventListener('click', hold);
  pressed?.click();
}

/**
 * The name of a file with the folders that it came with.
 *
 * @param {File} file
 */
export function pathOf(file) {
  return paths.get(file) ?? (file.webkitRelativePath === '' ? file.name : file.webkitRelativePath);
}

/** Files that the system opens with the page, where it is installed. */
function takeOpened() {
  const { launchQueue } = /** @type {{ launchQueue?: { setConsumer: (consumer: (launch: { files: readonly { getFile: () => Promise<File> }[] }) => void) => void } }} */ (globalThis);
  launchQueue?.setConsumer(async ({ files }) => {
    if (files.length > 0) take(await Promise.all(files.map((file) => file.getFile())));
  });
}

/** @param {File[]} files */
function take(files) {
  if (taker === undefined) waiting.push(...files);
  else taker(files);
}

/** @param {Event} event */
function hold(event) {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (button === null) return;
  event.preventDefault();
  pressed = button;
}

/** @param {HTMLInputElement} input */
function takeChosen(input) {
  const taken = () => {
    if (input.files !== null && input.files.length > 0) take([...input.files]);
    // The same file may be chosen again, changed since.
    input.value = '';
  };
  input.addEventListener('change', taken);
  // It could be used before anything of this was there.
  taken();
}

function takeDrops() {
  // Enter and leave come for every element on the way: only their sum tells.
  let depth = 0;
  const over = (/** @type {number} */ change) => {
    depth = Math.max(0, depth + change);
    document.documentElement.classList.toggle('over', depth > 0);
  };
  addEventListener('dragenter', () => over(1));
  addEventListener('dragleave', () => over(-1));
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    over(-depth);
    if (event.dataTransfer !== null) filesOf(event.dataTransfer).then(take);
  });
}

/**
 * A pasted text is a file where it looks like evidence; anything else goes where it was pasted.
 *
 * @param {ClipboardEvent} event
 */
function takeText(event) {
  const pasted = event.clipboardData?.getData('text/plain') ?? '';
  const text = pasted.trim();
  const isGit = /^(tree|object|commit) [0-9a-f]{40}([0-9a-f]{24})?\b/.test(text);
  const written = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (written || !isGit && !/^(\{|-----BEGIN )/.test(text)) return;
  event.preventDefault();
  // Of a commit every byte counts; the last line's end is what copying loses.
  take([new File(isGit ? [pasted.trimStart(), pasted.endsWith('\n') ? '' : '\n'] : [text], 'pasted text')]);
}

/**
 * All files of a drop, those in folders too.
 *
 * @param {DataTransfer} transfer
 * @returns {Promise<File[]>}
 */
async function filesOf(transfer) {
  // Items have to be asked before the first wait: afterwards the list is empty.
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const parts = items.map((item) => {
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry?.isDirectory === true) return filesUnder(entry);
    return Promise.resolve(file === null ? [] : [file]);
  });
  return (await Promise.all(parts)).flat();
}

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<File[]>}
 */
async function filesUnder(entry) {
  if (isFile(entry)) {
    const file = await new Promise((/** @type {(file: File) => void} */ done, fail) => entry.file(done, fail)).catch(() => undefined);
    if (file === undefined) return [];
    paths.set(file, entry.fullPath.replace(/^\//, ''));
    return [file];
  }
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const files = [];
  for (;;) {
    // A reader gives at most a hundred at a time.
    const some = await new Promise((/** @type {(entries: FileSystemEntry[]) => void} */ done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return files;
    files.push(...(await Promise.all(some.map(filesUnder))).flat());
  }
}

/**
 * @param {FileSystemEntry} entry
 * @returns {entry is FileSystemFileEntry}
 */
function isFile(entry) {
  return entry.isFile;
}

/**
 * @param {FileSystemEntry} entry
 * @returns {entry is FileSystemDirectoryEntry}
 */
function isFolder(entry) {
  return entry.isDirectory;
}
