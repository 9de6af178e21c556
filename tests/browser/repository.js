// A small TUF repository with real signatures, for as long as a test wants it to be valid.

import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';

/**
 * @typedef {object} Wanted
 * @property {string} path  the target's
 * @property {Uint8Array} bytes  the target's
 * @property {string} expires
 * @property {string} [roleExpires]  where a delegated role expires at another time
 * @property {object} [custom]  what is said of the target
 */

/** What comes before an Ed25519 key's 32 bytes in PKCS #8. */
const PKCS8 = '302e020100300506032b657004220420';

/**
 * Root, timestamp, snapshot and targets, and two roles, one delegated by the other.
 *
 * @param {Wanted} wanted
 * @returns {{ name: string, mimeType: string, buffer: Buffer }[]}
 */
export function repository({ path, bytes, expires, roleExpires = expires, custom }) {
  const [key, other] = [keyOf(1), keyOf(2)];
  const role = { keyids: [key.id], threshold: 1 };
  const delegating = (/** @type {string} */ name, /** @type {string} */ paths) => ({ keys: { [other.id]: other.public }, roles: [{ keyids: [other.id], name, paths: [paths], terminating: false, threshold: 1 }] });
  const file = (/** @type {string} */ name, /** @type {object} */ signed, signer = key) => ({ name, mimeType: 'application/json', buffer: signedBy(signer, signed) });
  const common = { expires, spec_version: '1.0.34', version: 1 };
  const digest = createHash('sha256').update(bytes).digest('hex');
  const meta = (/** @type {string[]} */ names) => Object.fromEntries(names.map((name) => [name, { version: 1 }]));
  return [
    file('1.root.json', { ...common, _type: 'root', consistent_snapshot: true, keys: { [key.id]: key.public }, roles: { root: role, snapshot: role, targets: role, timestamp: role } }),
    file('timestamp.json', { ...common, _type: 'timestamp', meta: meta(['snapshot.json']) }),
    file('1.snapshot.json', { ...common, _type: 'snapshot', meta: meta(['targets.json', 'releases.json', 'nightly.json']) }),
    file('1.targets.json', { ...common, _type: 'targets', delegations: delegating('releases', 'releases/*'), targets: { [path]: { hashes: { sha256: digest }, length: bytes.length, ...(custom !== undefined && { custom }) } } }),
    file('1.releases.json', { ...common, _type: 'targets', delegations: delegating('nightly', 'releases/*'), targets: {} }, other),
    file('1.nightly.json', { ...common, expires: roleExpires, _type: 'targets', targets: { 'releases/nightly.sh': { hashes: { sha256: digest }, length: bytes.length } } }, other),
  ];
}

/** @param {number} seed */
export function keyOf(seed) {
  const secret = createPrivateKey({ key: Buffer.concat([Buffer.from(PKCS8, 'hex'), Buffer.alloc(32, seed)]), format: 'der', type: 'pkcs8' });
  const x = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32);
  const open = { keytype: 'ed25519', keyval: { public: x.toString('hex') }, scheme: 'ed25519' };
  return { secret, public: open, id: createHash('sha256').update(canonical(open)).digest('hex') };
}

/**
 * @param {ReturnType<typeof keyOf>} key
 * @param {object} signed
 */
export function signedBy({ secret, id }, signed) {
  const sig = sign(null, Buffer.from(canonical(signed)), secret).toString('hex');
  return Buffer.from(JSON.stringify({ signatures: [{ keyid: id, sig }], signed }, null, 1));
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [two]) => one < two ? -1 : 1);
  return `{${entries.map(([name, inside]) => `${JSON.stringify(name)}:${canonical(inside)}`).join(',')}}`;
}
