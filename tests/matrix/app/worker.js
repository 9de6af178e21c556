import { Client } from 'touchstone-verify/worker';

import { tellBy } from './asking-client.js';

tellBy('worker', () => new Client({ limit: 5_000 }));
