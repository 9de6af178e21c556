// A page that has nothing yet, until its first verdict.

import { sigstoreBrowser } from './contenders.js';

const subject = await (await fetch('./case.json')).json();
const verify = await sigstoreBrowser.prepare(subject);
await verify?.();
Object.assign(globalThis, { verdictAt: performance.now() });
