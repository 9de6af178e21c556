import { Client } from 'touchstone-verify/worker';

import { tellBy } from './asking-client.js';

tellBy('client', () => new Client({ limit: 30_000 }));
