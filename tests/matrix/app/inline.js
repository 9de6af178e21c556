import { init, verify } from 'touchstone-verify/inline';

import { EXPECTATION, tell } from './ask.js';

tell('inline', async (artifact, { bundle, root }) => {
  const report = await verify({ artifact: { data: artifact }, evidence: [bundle], trust: { roots: [root] }, expectation: EXPECTATION });
  // The other half of the module has to be there too.
  await init(undefined, { whole: true });
  return report;
});
