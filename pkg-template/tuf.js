// A TUF repository, brought up to date with whatever reads and keeps files.

import { TouchstoneError } from './error.js';

/**
 * @typedef {import('./engine.js').Engine} Engine
 * @typedef {import('./core.d.ts').Core} Core
 * @typedef {import('./core.d.ts').CoreTufClient} CoreTufClient
 * @typedef {import('./index.d.ts').TufOptions} TufOptions
 * @typedef {import('./index.d.ts').TufTarget} TufTarget
 */

/**
 * `updateTuf`, for the entries that carry it.
 *
 * @param {Pick<ReturnType<typeof import('./api.js').createApi>, 'createSession'>} api
 * @returns {(options: TufOptions) => Promise<TufTarget[]>}
 */
export function updater({ createSession }) {
  return async (options) => {
    const { now, trust } = options;
    const session = await createSession({ ...(now !== undefined && { now }), ...(trust && { trust }) });
    try {
      const { engine, core, client } = await session.tufClient(options.root);
      try {
        return await update(engine, core, client, options);
      } finally {
        client.free();
      }
    } finally {
      session.close();
    }
  };
}

/**
 * Runs a client to its end. Whatever it learns is kept, also where the end is an error: a new root
 * counts even if the rest of the repository is broken.
 *
 * @param {Engine} engine
 * @param {Core} core
 * @param {CoreTufClient} client
 * @param {TufOptions} options
 */
async function update(engine, core, client, { repository, store, targets = [], onFound }) {
  await run(engine, core, client, { repository, store });
  const found = [];
  for (const target of targets) {
    engine.call(core, () => client.find(target));
    await run(engine, core, client, { repository, store });
    const described = engine.call(core, () => client.target());
    if (described === null) throw new TouchstoneError('tuf-target-unlisted', 'verify', { target });
    found.push(described);
    await onFound?.(described);
  }
  return found;
}

/**
 * @param {Engine} engine
 * @param {Core} core
 * @param {CoreTufClient} client
 * @param {Pick<TufOptions, 'repository' | 'store'>} from
 */
async function run(engine, core, client, { repository, store }) {
  for (;;) {
    const wanted = engine.call(core, () => client.wanted());
    if (wanted === null) return;
    const { kept, name, limit } = wanted;
    const bytes = kept ? await store?.read(name) : await repository(name, limit);
    try {
      engine.call(core, () => bytes === undefined ? client.absent() : client.take(bytes));
    } finally {
      for (const [changed, contents] of engine.call(core, () => client.changes())) {
        if (contents === undefined) await store?.remove(changed);
        else await store?.write(changed, contents);
      }
    }
  }
}

/**
 * Compares a file's length and all hashes with what a repository says.
 *
 * @param {typeof import('./index.js').digest} digest
 * @param {import('./index.js').FileInput} file
 * @param {TufTarget} target
 */
export async function checkTarget(digest, file, target) {
  const names = /** @type {import('./index.d.ts').DigestAlgorithm[]} */ (Object.keys(target.digests));
  const { size, digests } = await digest(file, names);
  if (size !== target.length) throw new TouchstoneError('tuf-length-mismatch', 'verify', { file: target.path, expected: target.length, found: size });
  for (const name of names) {
    const [expected = '', found = ''] = [target.digests[name], digests[name]];
    if (expected !== found) throw new TouchstoneError('tuf-hash-mismatch', 'verify', { file: target.path, algorithm: name, expected, found });
  }
  if (names.length === 0) throw new TouchstoneError('algorithm-unsupported', 'parse', { algorithm: '' });
}
