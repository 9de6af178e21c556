// Repositories as git keeps them on disk (gitrepository-layout): which files of a folder are git’s own, and
// which of these can say what somebody signed.

/** What git itself writes there. */
const OWN = /^(?:(?:hooks|info|logs|modules|objects\/(?:..|info|pack)|refs|worktrees)\/|[A-Z_]*(?:HEAD|MSG)$|config$|description$|index$|packed-refs$|shallow$)/;

/** Objects, packs and names. */
const TELLING = /^(?:HEAD|packed-refs|shallow|refs\/.+|objects\/(?:pack\/.+\.pack|..\/[0-9a-f]{38,}))$/;

/**
 * The repositories among the files of a folder, those of submodules each for itself, and all that is not git’s.
 *
 * @template {{ path: string }} F
 * @param {string} name  of the folder
 * @param {F[]} files
 */
export function repositoriesIn(name, files) {
  const paths = new Set(files.map(({ path }) => path));
  /** @type {Map<string, F[]>} */
  const repositories = new Map();
  for (const path of paths) {
    // Without HEAD it is broken, and still one if it is called so.
    const [found, root = ''] = /^(.*\/)?objects\/(?:pack\/.+\.pack$|[0-9a-f]{2}\/[0-9a-f]{38})/.exec(path) ?? [];
    if (found !== undefined && (paths.has(`${root}HEAD`) || `${name}/${root}`.endsWith('.git/'))) repositories.set(root, []);
  }
  const roots = [...repositories.keys()].sort((one, other) => other.length - one.length);
  const rest = files.filter((file) => {
    const root = roots.find((start) => file.path.startsWith(start));
    const within = file.path.slice(root?.length);
    if (root === undefined || !OWN.test(within)) return true;
    if (TELLING.test(within)) repositories.get(root)?.push({ ...file, path: within });
    return false;
  });
  return { repositories: [...repositories].map(([root, own]) => ({ name: `${name}/${root}`.slice(0, -1), files: own })), rest };
}
