// A module that only the built bench has.

declare module 'sigstore-verifier' {
  export default function load(): Promise<unknown>;
  export class Verifier {
    verify(artifact: Uint8Array, bundle: Uint8Array, identity: string, issuer: string): boolean;
  }
}
