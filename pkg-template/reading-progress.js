// How far reading is, of one file and of all.

/** @typedef {Omit<import('./index.d.ts').Progress, 'overall'>} FileProgress */

/**
 * Tells with the progress of each file how far all of them are.
 *
 * @param {{ source: { size?: number | undefined } }[]} jobs  files that are going to be read
 * @param {import('./index.d.ts').ReadOptions['onProgress']} onProgress
 * @returns {(progress: FileProgress) => void}
 */
export function summed(jobs, onProgress) {
  const sizes = jobs.map(({ source }) => source.size);
  const total = sizes.reduce((/** @type {number | undefined} */ sum, size) => sum === undefined || size === undefined ? undefined : sum + size, 0);
  const overall = { files: jobs.length, done: 0, total: total ?? null };
  /** @type {Map<string, number>} */
  const read = new Map();
  return (progress) => {
    // The files of an image have one number, and each a name of its own.
    const file = `${progress.id} ${progress.name}`;
    overall.done += progress.done - (read.get(file) ?? 0);
    read.set(file, progress.done);
    onProgress?.({ ...progress, overall: { ...overall } });
  };
}
