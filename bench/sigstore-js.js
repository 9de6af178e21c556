// The verifier of Sigstore's own project for Node.

import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { Verifier, toSignedEntity, toTrustMaterial } from '@sigstore/verify';

/** @type {import('./contenders.js').Contender} */
export const sigstoreJs = {
  name: 'sigstore-js',
  prepare: async ({ identity, issuer, bundle, root, artifact }) => {
    const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(root))));
    const policy = { subjectAlternativeName: identity, extensions: { issuer } };
    const bytes = Buffer.from(artifact);
    return () => {
      verifier.verify(toSignedEntity(bundleFromJSON(JSON.parse(bundle)), bytes), policy);
    };
  },
};
