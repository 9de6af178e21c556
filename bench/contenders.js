// The verifiers that run in a page and in Node alike, each by its public API.

import { SigstoreVerifier } from '@freedomofpress/sigstore-browser';

/**
 * @typedef {import('./cases.js').Case} Case
 * @typedef {() => unknown} Run  does the thing once, or throws
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {(subject: Case) => Promise<Run | undefined>} prepare  what is done once and not timed; undefined where it does not read this kind
 */

/**
 * @param {typeof import('../pkg-template/index.d.ts')} touchstone
 * @returns {Contender}
 */
export const touchstone = ({ createSession }) => ({
  name: 'touchstone',
  prepare: async ({ identity, issuer, bundle, root, sha256 }) => {
    const encode = (/** @type {string} */ text) => new TextEncoder().encode(text);
    const session = await createSession({ expectation: { certificateIdentity: identity, certificateOidcIssuer: issuer }, trust: { roots: [encode(root)] } });
    const file = encode(bundle);
    return async () => {
      const artifact = await session.add(`sha256:${sha256}`, { as: 'artifact' });
      const evidence = await session.add(file, { as: 'evidence' });
      const { verdict } = await session.report();
      session.remove(artifact.id);
      session.remove(evidence.id);
      if (verdict !== 'verified') throw new Error(`touchstone says ${verdict}`);
    };
  },
});

/** @type {Contender} */
export const sigstoreBrowser = {
  name: 'sigstore-browser',
  prepare: async ({ identity, issuer, bundle, root, sha256 }) => {
    const verifier = new SigstoreVerifier();
    await verifier.loadSigstoreRoot(JSON.parse(root));
    const digest = Uint8Array.from(sha256.match(/../g) ?? [], (pair) => parseInt(pair, 16));
    return async () => {
      const verified = await verifier.verifyArtifact(identity, issuer, JSON.parse(bundle), digest, true);
      if (!verified) throw new Error('sigstore-browser refuses');
    };
  },
};

/**
 * It reads neither trusted roots nor entries of the second log.
 *
 * @param {{ Verifier: new () => { verify: (artifact: Uint8Array, bundle: Uint8Array, identity: string, issuer: string) => boolean } }} peer
 * @returns {Contender}
 */
export const sigstoreVerifier = ({ Verifier }) => ({
  name: 'sigstore-verifier, wasm',
  prepare: async ({ name, identity, issuer, bundle, artifact }) => {
    if (name !== 'bundle v0.3') return undefined;
    const verifier = new Verifier();
    const [bytes, file] = [artifact, bundle].map((text) => new TextEncoder().encode(text));
    return () => {
      if (!verifier.verify(bytes ?? new Uint8Array(), file ?? new Uint8Array(), identity, issuer)) throw new Error('sigstore-verifier refuses');
    };
  },
});
