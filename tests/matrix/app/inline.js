import { verify } from 'touchstone-verify/inline';

import { EXPECTATION, tell } from './ask.js';

tell('inline', (artifact, { bundle, root }) => verify({ artifact: { data: artifact }, evidence: [bundle], trust: { roots: [root] }, expectation: EXPECTATION }));
