// A worker of the page's own, which every bundler makes a script of.

import { Client } from 'touchstone-verify/worker';

import { tellBy } from './asking-client.js';

tellBy('own', () => new Client({ limit: 30_000, worker: () => new Worker(new URL('./own-worker.js', import.meta.url), { type: 'module' }) }));
