// A newer trusted root of an instance whose root comes with the package: out of the files of the
// instance's own TUF repository, from a root.json that comes with the package too.

import { TouchstoneError } from './error.js';
import { checkTarget } from './tuf.js';

/**
 * @typedef {import('./index.d.ts').TufTarget} TufTarget
 * @typedef {Pick<typeof import('./index.js'), 'digest' | 'inspectTrustedRoot' | 'trust' | 'updateTuf'>} Api
 *
 * @typedef {object} Instance
 * @property {string} name     as its root is called in reports
 * @property {Uint8Array} root  the root.json of its TUF repository, from which everything follows
 *
 * @typedef {object} Place     where files of the repository are
 * @property {(name: string, limit: number) => Promise<Uint8Array | undefined>} metadata
 * @property {(names: string[], limit: number) => Promise<Uint8Array | undefined>} target  the first that is there
 * @property {(name: string) => Promise<Uint8Array | undefined>} [kept]  metadata of an earlier run
 *
 * @typedef {'root' | 'timestamp' | 'snapshot' | 'targets'} Role
 *
 * @typedef {object} Renewal
 * @property {string} name
 * @property {Uint8Array} root    the instance's trusted root
 * @property {string} sha256
 * @property {'newer' | 'same' | 'older' | 'own'} beside  what it is beside the one that comes with the
 *   package; `own` where none does
 * @property {string} date        the day on which it was still the newest
 * @property {string} until       when the first of the roles expires
 * @property {boolean} expired    whether that was before the time asked about
 * @property {Record<Role, number>} versions
 * @property {Map<string, Uint8Array>} files  of the repository, as it publishes them
 */

/** The target that holds the root. */
const TARGET = 'trusted_root.json';

const DAY = 86_400_000;

/** Roots that come with the package and that nothing has confirmed for so many days are old. */
export const OLD_AFTER = 90;

/**
 * What a repository says, in which nothing has expired at that time.
 *
 * @param {Api} api
 * @param {Instance} instance
 * @param {Place} place
 * @param {{ now?: string | undefined, learnt?: (name: string, bytes: Uint8Array) => void }} [how]
 *   `learnt` is told each newer root, which counts also where the rest is wrong
 * @returns {Promise<Renewal>}
 */
export async function renewal(api, { name, root: first }, place, { now, learnt } = {}) {
  /** @type {Map<string, Uint8Array>} */
  const roles = new Map();
  /** @type {Map<string, Uint8Array>} */
  const files = new Map([[`${signedOf(first).version}.root.json`, first]]);
  let asked = '';
  const [target] = await api.updateTuf({
    root: first, targets: [TARGET], trust: { embedded: false }, ...(now !== undefined && { now }),
    repository: (wanted, limit) => place.metadata(asked = wanted, limit),
    store: {
      read: async (kept) => {
        const bytes = await place.kept?.(kept);
        if (bytes !== undefined) roles.set(kept, bytes);
        return bytes;
      },
      write: async (kept, bytes) => {
        roles.set(kept, bytes);
        if (kept !== 'root.json') return;
        files.set(asked, bytes);
        learnt?.(asked, bytes);
      },
      remove: async (kept) => { roles.delete(kept); },
    },
  });
  if (target === undefined) throw new TouchstoneError('tuf-target-unlisted', 'verify', { target: TARGET });
  const bytes = await place.target(target.names, target.length);
  if (bytes === undefined) throw new TouchstoneError('tuf-file-missing', 'verify', { file: TARGET });
  await checkTarget(api.digest, bytes, target);
  const read = (/** @type {Role} */ role) => signedOf(roles.get(`${role}.json`) ?? first);
  for (const role of /** @type {const} */ (['timestamp', 'snapshot', 'targets'])) {
    const numbered = role !== 'timestamp' && read('root').consistent_snapshot === true;
    files.set(`${numbered ? `${read(role).version}.` : ''}${role}.json`, roles.get(`${role}.json`) ?? bytes);
  }
  files.set(`targets/${target.names[0]}`, bytes);
  return { name, root: bytes, files, ...described(read, now), ...await compared(api, name, bytes, dateOf(read('root'), read('timestamp'))) };
}

/**
 * What files say that were kept or copied: they expire where they lie, and still say which root was the
 * newest one then.
 *
 * @param {Api} api
 * @param {Instance} instance
 * @param {Place} place
 * @param {{ now?: string | undefined }} [how]
 */
export async function renewalEvenExpired(api, instance, place, { now } = {}) {
  const asked = now ?? new Date().toISOString();
  // Of what has expired the last one counts that was valid: each try goes back to before it did, and
  // there are four roles.
  for (let [at, tries] = [now, 0]; ; tries += 1) {
    try {
      const found = await renewal(api, instance, place, { now: at });
      return { ...found, expired: Date.parse(found.until) <= Date.parse(asked) };
    } catch (reason) {
      if (!(reason instanceof TouchstoneError) || reason.code !== 'tuf-expired' || tries > 4) throw reason;
      at = rfc3339(Date.parse(String(reason.facts.expires)) - 1000);
    }
  }
}

/**
 * @param {(role: Role) => Record<string, any>} read
 * @param {string | undefined} now
 */
function described(read, now) {
  const roles = /** @type {const} */ (['root', 'timestamp', 'snapshot', 'targets']);
  const versions = /** @type {Record<Role, number>} */ (Object.fromEntries(roles.map((role) => [role, read(role).version])));
  const until = rfc3339(Math.min(...roles.map((role) => Date.parse(read(role).expires))));
  return { versions, until, expired: Date.parse(until) <= (now === undefined ? Date.now() : Date.parse(now)) };
}

/**
 * A root is newer only if its repository said so after the day of the one that comes with the package:
 * what anybody may still serve of before is not.
 *
 * @param {Api} api
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {string} date
 * @returns {Promise<Pick<Renewal, 'sha256' | 'beside' | 'date'>>}
 */
async function compared({ inspectTrustedRoot, trust }, name, bytes, date) {
  const [found, another] = await inspectTrustedRoot(bytes, { name });
  // Several in one file no instance publishes.
  if (another !== undefined) throw new TouchstoneError('kind-unsupported', 'parse', {});
  const known = (await Promise.all([trust(), trust({ staging: true })])).flat().find((root) => root.name === name);
  const sha256 = found?.sha256 ?? '';
  if (known === undefined) return { sha256, date, beside: 'own' };
  return { sha256, date, beside: sha256 === known.sha256 ? 'same' : date > (known.date ?? '') ? 'newer' : 'older' };
}

/**
 * The day on which a timestamp was signed: how long it is valid, root says in repositories of tuf-on-ci.
 * Elsewhere nothing tells, and it is the day until which it is valid.
 *
 * @param {Record<string, any>} root
 * @param {Record<string, any>} timestamp
 */
function dateOf(root, timestamp) {
  const period = root.roles?.timestamp?.['x-tuf-on-ci-expiry-period'];
  const days = Number.isInteger(period) && period > 0 && period < 10_000 ? period : 0;
  return rfc3339(Date.parse(timestamp.expires) - days * DAY).slice(0, 10);
}

/**
 * What a role says; its bytes were verified, by a reader that is stricter than this one.
 *
 * @param {Uint8Array} bytes
 * @returns {Record<string, any>}
 */
function signedOf(bytes) {
  return JSON.parse(new TextDecoder().decode(bytes)).signed;
}

/** @param {number} time */
function rfc3339(time) {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

/**
 * Days since the date of a root.
 *
 * @param {string} date
 * @param {number} now
 */
export function ageOf(date, now) {
  return Math.max(0, Math.floor((now - Date.parse(date)) / DAY));
}

/**
 * Files at hand as a repository: as it publishes them, or without the versions in their names.
 *
 * @param {{ path: string, read: (limit: number) => Promise<Uint8Array> }[]} files
 * @returns {Place}
 */
export function placeOf(files) {
  const nameOf = (/** @type {string} */ path) => path.slice(path.lastIndexOf('/') + 1);
  const find = (/** @type {string[]} */ names) => names.map((name) => files.find(({ path }) => nameOf(path) === name)).find((file) => file !== undefined);
  const plain = (/** @type {string} */ name) => /^\d+\.root\.json$/.test(name) ? [name] : [name, name.replace(/^\d+\./, '')];
  return {
    metadata: async (name, limit) => find(plain(name))?.read(limit),
    target: async (names, limit) => find([...names.map(nameOf), TARGET])?.read(limit),
  };
}
