// The places where the work can be done, with the files that lie beside the element: a worker where the
// page's policy allows one, else the page itself, else a frame.

import { PINS } from './built.js';
import { ENGINE, FRAME, engineText, moduleBytes } from './pinned.js';
import { PortWorker, asWorker } from './port-worker.js';

/**
 * @typedef {import('./loading.js').Factory} Factory
 * @typedef {import('./loading.js').Make} Make
 * @typedef {import('./loading.js').Place} Place
 */

/** Milliseconds for a frame, which loads all by itself. */
const FRAME_LIMIT = 60_000;

/** In the order in which they are tried. @type {[Place, Make, number?][]} */
export const PLACES = [['worker', ownWorker], ['blob-worker', blobWorker], ['main-thread', here], ['frame', frame, FRAME_LIMIT]];

/** Whose files they are. */
export const ORIGIN = new URL(ENGINE).origin;

/**
 * A worker takes no integrity: its text is compared before it is started.
 *
 * @returns {Promise<Factory>}
 */
async function ownWorker() {
  if (new URL(ENGINE).origin !== location.origin) throw new Error('another origin');
  const [module] = await Promise.all([moduleBytes(), engineText()]);
  return () => withModule(new Worker(allowed(ENGINE)), module);
}

/** @returns {Promise<Factory>} */
async function blobWorker() {
  const [module, text] = await Promise.all([moduleBytes(), engineText()]);
  return () => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    const worker = withModule(new Worker(allowed(address)), module);
    for (const end of ['message', 'error']) worker.addEventListener(end, () => URL.revokeObjectURL(address), { once: true });
    return worker;
  };
}

/** The smallest module there is: whether this page may compile any. */
const NOTHING = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** On the page: between two slices of the work everything else goes on. @returns {Promise<Factory>} */
async function here() {
  await WebAssembly.compile(NOTHING);
  const [module, serve] = await Promise.all([moduleBytes(), engineHere()]);
  return () => {
    const { port1, port2 } = new MessageChannel();
    serve(port2);
    return withModule(asWorker(new PortWorker(port1)), module);
  };
}

/** @typedef {(port: MessagePort) => void} Serve */

/** @type {Promise<Serve> | undefined} */
let engine;

function engineHere() {
  engine ??= new Promise((done, fail) => {
    const script = /** @type {HTMLScriptElement & { serve?: Serve }} */ (document.createElement('script'));
    script.crossOrigin = 'anonymous';
    script.integrity = PINS.engine;
    script.addEventListener('load', () => script.serve === undefined ? fail(new Error('no engine')) : done(script.serve));
    script.addEventListener('error', () => fail(new Error('the script was refused')));
    script.src = /** @type {string} */ (allowed(ENGINE));
    document.head.append(script);
  });
  engine.catch(() => { engine = undefined; });
  return engine;
}

/**
 * A page of the origin that the element comes from. What it loads is pinned by itself, not by us.
 *
 * @param {ShadowRoot} root
 * @returns {Promise<Factory>}
 */
async function frame(root) {
  const first = await greeted(root);
  /** @type {PortWorker | undefined} */
  let worker = first;
  return () => {
    if (worker === undefined) throw new Error('the frame has ended');
    const given = worker;
    worker = undefined;
    return asWorker(given);
  };
}

/** Milliseconds after a frame has loaded, in which it has to answer. */
const GREETING = 3_000;

/**
 * @param {ShadowRoot} root
 * @returns {Promise<PortWorker>}
 */
function greeted(root) {
  const made = document.createElement('iframe');
  const { port1, port2 } = new MessageChannel();
  const settled = new AbortController();
  const { signal } = settled;
  /** @type {Promise<PortWorker>} */
  const greeting = new Promise((done, fail) => {
    const late = (/** @type {number} */ limit) => {
      const timer = setTimeout(() => fail(new Error('no answer')), limit);
      signal.addEventListener('abort', () => clearTimeout(timer));
    };
    late(FRAME_LIMIT);
    document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
      if (blockedURI !== '' && FRAME.startsWith(blockedURI)) fail(new Error('the page’s policy refuses it'));
    }, { signal });
    made.addEventListener('load', () => {
      // Only a page of that origin gets the port.
      made.contentWindow?.postMessage({ touchstone: 'engine' }, new URL(FRAME).origin, [port2]);
      late(GREETING);
    }, { once: true, signal });
    port1.addEventListener('message', () => done(new PortWorker(port1, () => made.remove())), { once: true, signal });
    port1.start();
  });
  greeting.catch(() => made.remove()).finally(() => settled.abort());
  made.hidden = true;
  made.title = 'Touchstone';
  made.src = FRAME;
  root.append(made);
  return greeting;
}

/**
 * @param {Worker} worker
 * @param {ArrayBuffer} module
 */
function withModule(worker, module) {
  worker.postMessage({ module, from: ENGINE });
  return worker;
}

/** @type {{ createScriptURL: (address: string) => unknown } | undefined} */
let policy;

/**
 * An address for those pages that take none without a word (trusted types).
 *
 * @param {string} address
 */
function allowed(address) {
  const { trustedTypes } = /** @type {{ trustedTypes?: { createPolicy: (name: string, rules: object) => NonNullable<typeof policy> } }} */ (/** @type {unknown} */ (globalThis));
  try {
    policy ??= trustedTypes?.createPolicy('touchstone-verify', { createScriptURL: (/** @type {string} */ each) => each });
  } catch { /* the page does not allow the name */ }
  return /** @type {string} */ (policy?.createScriptURL(address) ?? address);
}
