// What Linux tells of a browser's processes, and its own scripts cannot see.

import { readFile, readdir } from 'node:fs/promises';

/**
 * Anonymous memory of a browser: of the processes that name the folder of its files, and all they started.
 *
 * @param {string} folder
 */
export async function memoryOf(folder) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = (/** @type {string} */ pid, /** @type {string} */ file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  const all = await Promise.all(pids.map(async (pid) => {
    const [command, status] = await Promise.all([read(pid, 'cmdline'), read(pid, 'status')]);
    const number = (/** @type {RegExp} */ of) => Number(of.exec(status)?.[1] ?? 0);
    return { pid: Number(pid), parent: number(/PPid:\s+(\d+)/), bytes: 1024 * number(/RssAnon:\s+(\d+)/), named: command.includes(folder) };
  }));
  const found = new Set(all.filter(({ named }) => named).map(({ pid }) => pid));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({ pid }) => found.has(pid)).reduce((sum, { bytes }) => sum + bytes, 0);
}
