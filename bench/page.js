// What the measuring page offers to the browser's driver.

import * as module from 'touchstone-verify';

import loadPeer, * as peer from 'sigstore-verifier';
import { sigstoreVerifier } from './contenders.js';
import { hashing, warm } from './run.js';

Object.assign(globalThis, {
  bench: {
    warm: async (/** @type {import('./cases.js').Case[]} */ cases) => {
      await loadPeer();
      return warm(module, cases, [sigstoreVerifier(peer)]);
    },
    hashing: () => hashing(module),
  },
});
