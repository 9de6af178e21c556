// A page that has nothing yet, until its first verdict.

import * as module from 'touchstone-verify';
import { touchstone } from './contenders.js';

const subject = await (await fetch('./case.json')).json();
const verify = await touchstone(module).prepare(subject);
await verify?.();
Object.assign(globalThis, { verdictAt: performance.now() });
