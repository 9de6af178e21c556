// Getting files in: the button, a drop anywhere on the page, a paste.

/**
 * @param {object} places
 * @param {HTMLInputElement[]} places.inputs
 * @param {HTMLElement} places.stone
 * @param {(files: File[]) => void} take
 */
export function takeFiles({ inputs, stone }, take) {
  for (const input of inputs) {
    input.addEventListener('change', () => {
      take([...input.files ?? []]);
      // The same file may be chosen again, changed since.
      input.value = '';
    });
  }
  takeDrops(stone, take);
  document.addEventListener('paste', (event) => {
    const files = [...event.clipboardData?.files ?? []];
    if (files.length > 0) take(files);
    else takeText(event, take);
  });
}

/**
 * @param {HTMLElement} stone
 * @param {(files: File[]) => void} take
 */
function takeDrops(stone, take) {
  // Enter and leave come for every element on the way: only their sum tells.
  let depth = 0;
  const over = (/** @type {number} */ change) => {
    depth = Math.max(0, depth + change);
    stone.classList.toggle('over', depth > 0);
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
 * @param {(files: File[]) => void} take
 */
function takeText(event, take) {
  const text = event.clipboardData?.getData('text/plain').trim() ?? '';
  if (event.target instanceof HTMLInputElement || !/^(\{|-----BEGIN )/.test(text)) return;
  event.preventDefault();
  take([new File([text], 'pasted text')]);
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
  if (isFile(entry)) return [await new Promise((done, fail) => entry.file(done, fail))];
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
