// Where a bundler leaves the module behind, the page says where it is.

import { init, verify } from 'touchstone-verify';

import { EXPECTATION, tell } from './ask.js';

tell('init', async (artifact, { bundle, root }) => {
  await init('/core.wasm', { whole: true });
  return verify({ artifact: { data: artifact }, evidence: [bundle], trust: { roots: [root] }, expectation: EXPECTATION });
});
