// Folders that hold a container image or a git repository are taken as one thing: their files mean nothing
// one by one.

import { pathOf } from './intake.js';

/**
 * @typedef {import('./touchstone/index.js').FolderInput} FolderInput
 * @typedef {FolderInput & { first: File }} Folder  with the file that says what it is
 */

/**
 * The folders among the files that hold images or repositories, and all other files.
 *
 * @param {File[]} files
 * @returns {{ folders: Folder[], rest: File[] }}
 */
export function foldersOf(files) {
  const byPath = new Map(files.map((file) => [pathOf(file), file]));
  const found = [...new Set([...byPath.keys()].flatMap((path) => nameOf(path, byPath) ?? []))];
  // A repository's submodules lie in it.
  const names = found.filter((name) => !found.some((other) => name.startsWith(`${other}/`)));
  const folders = names.map((name) => {
    const own = files.filter((file) => pathOf(file).startsWith(`${name}/`));
    const first = ['index.json', 'manifest.json', 'HEAD'].map((file) => byPath.get(`${name}/${file}`)).find((file) => file) ?? own[0];
    return { name, first: /** @type {File} */ (first), files: own.map((data) => ({ path: pathOf(data).slice(name.length + 1), data })) };
  });
  return { folders, rest: files.filter((file) => !names.some((name) => pathOf(file).startsWith(`${name}/`))) };
}

/**
 * The folder of a file that only images or repositories have, beside another that they have as well; a
 * repository that is broken may have none of these, and is called `.git`.
 *
 * @param {string} path
 * @param {Map<string, File>} byPath
 */
function nameOf(path, byPath) {
  const [, name, file] = /^(.+)\/(oci-layout|version|HEAD)$/.exec(path) ?? /^(.*\.git)\/objects\/./.exec(path) ?? [];
  if (file === undefined) return name;
  const beside = file === 'HEAD' ? 'config' : file === 'oci-layout' ? 'index.json' : 'manifest.json';
  return byPath.has(`${name}/${beside}`) ? name : undefined;
}
