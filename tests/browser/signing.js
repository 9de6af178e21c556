// Evidence for files of any size: signed with a key of the test's own, and promised by its own log.

import { createHash, createSign, generateKeyPairSync, sign } from 'node:crypto';

/**
 * @param {(take: (piece: Uint8Array) => void) => void} read  hands over the bytes of the file, piece by piece
 * @returns {{ key: string, root: string, bundle: string }}
 */
export function signed(read) {
  const [signer, log] = [keyPair(), keyPair()];
  const [hash, signing] = [createHash('sha256'), createSign('sha256')];
  read((piece) => { hash.update(piece); signing.update(piece); });
  const [digest, signature] = [hash.digest(), signing.sign(signer.privateKey, 'base64')];
  const key = signer.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const [logKey, time] = [log.publicKey.export({ type: 'spki', format: 'der' }), 1_772_366_460];
  const logId = createHash('sha256').update(logKey).digest();
  const body = Buffer.from(JSON.stringify({
    apiVersion: '0.0.1', kind: 'hashedrekord',
    spec: { data: { hash: { algorithm: 'sha256', value: digest.toString('hex') } }, signature: { content: signature, publicKey: { content: Buffer.from(key).toString('base64') } } },
  })).toString('base64');
  const promised = JSON.stringify({ body, integratedTime: time, logID: logId.toString('hex'), logIndex: 7 });
  return {
    key,
    root: JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [{
        baseUrl: 'https://log.of.this.test', hashAlgorithm: 'SHA2_256', logId: { keyId: logId.toString('base64') },
        publicKey: { rawBytes: logKey.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor: { start: '2024-01-01T00:00:00Z' } },
      }],
      certificateAuthorities: [], ctlogs: [], timestampAuthorities: [],
    }),
    bundle: JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
      messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest: digest.toString('base64') }, signature },
      verificationMaterial: {
        publicKey: { hint: createHash('sha256').update(signer.publicKey.export({ type: 'spki', format: 'der' })).digest('base64') },
        tlogEntries: [{
          canonicalizedBody: body, integratedTime: String(time), logIndex: '7', logId: { keyId: logId.toString('base64') },
          kindVersion: { kind: 'hashedrekord', version: '0.0.1' },
          inclusionPromise: { signedEntryTimestamp: sign('sha256', Buffer.from(promised), log.privateKey).toString('base64') },
        }],
      },
    }),
  };
}

function keyPair() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}
