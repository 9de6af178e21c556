// A TUF repository, brought up to date with whatever reads and keeps files.

import { TouchstoneError } from './error.js';

/**
 * @typedef {import('./engine.js').Engine} Engine
 * @typedef {import('./core.d.ts').Core} Core
 * @typedef {import('./core.d.ts').CoreSession} CoreSession
 * @typedef {import('./core.d.ts').CoreTufClient} CoreTufClient
 * @typedef {import('./index.d.ts').TufOptions} TufOptions
 * @typedef {import('./index.d.ts').TufTarget} TufTarget
 */

/**
 * Runs a client to its end. Whatever it learns is kept, also where the end is an error: a new root
 * counts even if the rest of the repository is broken.
 *
 * @param {Engine} engine
 * @param {Core} core
 * @param {CoreSession} session
 * @param {TufOptions} options
 * @returns {Promise<TufTarget[]>}  what each of the targets must be
 */
export async function runTuf(engine, core, session, { root, repository, store, targets = [] }) {
  const client = engine.call(core, () => session.tufClient(root));
  try {
    await run(engine, core, client, { repository, store });
    const found = [];
    for (const target of targets) {
      engine.call(core, () => client.find(target));
      await run(engine, core, client, { repository, store });
      const described = engine.call(core, () => client.target());
      if (described === null) throw new TouchstoneError('tuf-target-unlisted', 'verify', { target });
      found.push(described);
    }
    return found;
  } finally {
    client.free();
  }
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
