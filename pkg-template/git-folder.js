// A repository as git keeps it on disk (gitrepository-layout): of its files only packs and loose objects
// can hold what somebody signed.

/** What git itself writes there. */
const OWN = /^(?:(?:hooks|info|logs|modules|objects\/(?:..|info|pack)|refs|worktrees)\/|[A-Z_]*(?:HEAD|MSG)$|config$|description$|index$|packed-refs$)/;

/** Where it keeps objects: a pack, or one alone by its id. */
const STORED = /objects\/(?:pack\/.+\.pack|..\/[0-9a-f]{38,})$/;

/**
 * Whether a file of a folder is where git keeps objects; undefined for what is not git's.
 *
 * @param {string[]} paths  of all files of the folder
 */
export function gitLayout(paths) {
  const roots = paths.flatMap((path) => /^(.*\/)?HEAD$/.test(path) ? [path.slice(0, -4)] : [])
    .filter((root) => paths.includes(`${root}config`) && paths.some((path) => path.startsWith(`${root}objects/`)));
  return (/** @type {string} */ path) =>
    roots.some((root) => path.startsWith(root) && OWN.test(path.slice(root.length))) ? STORED.test(path) : undefined;
}
