import { verify } from 'touchstone-verify';

import { EXPECTATION, tell } from './ask.js';

tell('url', (artifact, { bundle, root }) => verify({ artifact: { data: artifact }, evidence: [bundle], trust: { roots: [root] }, expectation: EXPECTATION }));
