// Types of the entry `touchstone-verify/element`, which registers <touchstone-verify>.

import type { Expectation, Facts, Report, Verdict } from './index.js';

type Dashed<Name extends string> = Name extends `${infer Head}${infer Rest}`
  ? Head extends Lowercase<Head> ? `${Head}${Dashed<Rest>}` : `-${Lowercase<Head>}${Dashed<Rest>}`
  : Name;

type ExpectationKey = Exclude<keyof Expectation, '//'>;

/**
 * Every key of an expectation as an attribute; several values are parted by spaces.
 *
 * ```js browser
 * import { TouchstoneVerify } from 'touchstone-verify/element';
 *
 * const box = new TouchstoneVerify();
 * box.setAttribute('certificate-identity', 'a@example.org');
 * console.log(box.certificateIdentity); // a@example.org
 * ```
 */
export type ExpectationAttributes = { [Key in ExpectationKey as Dashed<Key>]?: string | number | boolean };

/**
 * The element's own attributes, and those of an expectation.
 *
 * ```js browser
 * import { TouchstoneVerify } from 'touchstone-verify/element';
 *
 * const box = new TouchstoneVerify();
 * box.setAttribute('repository', 'org/app');
 * box.setAttribute('bundle', 'app.sigstore.json');
 * console.log(box.repository, box.bundle); // org/app app.sigstore.json
 * ```
 */
export interface TouchstoneVerifyAttributes extends ExpectationAttributes {
  /** The same as `repo`. */
  repository?: string;
  /** The address of a policy file, in place of the attributes that say who should have signed. */
  policy?: string;
  /** Addresses of public keys, one of which should have signed. */
  key?: string;
  /** Addresses of trusted roots of your own, in place of the embedded ones. */
  'trusted-root'?: string;
  /** Addresses of the evidence. */
  bundle?: string;
  /** Makes it download: the address of the file, or nothing for that of the first link inside. */
  download?: string | boolean;
  /** The address of a full page somewhere else, where the visitor can ask the same. */
  independent?: string;
  /** Seconds without a byte, after which a download asks again; 30 unless told. */
  patience?: string | number;
  /** The language of its words: en or de. */
  lang?: string;
}

/**
 * The keys of an expectation as properties: they mirror the attributes.
 *
 * ```js browser
 * import { TouchstoneVerify } from 'touchstone-verify/element';
 *
 * const box = new TouchstoneVerify();
 * box.certificateOidcIssuer = 'https://accounts.google.com';
 * console.log(box.getAttribute('certificate-oidc-issuer')); // https://accounts.google.com
 * ```
 */
export type ExpectationProperties = { [Key in ExpectationKey]: string | null };

/**
 * What the element does, or its answer.
 *
 * ```js browser
 * import { TouchstoneVerify } from 'touchstone-verify/element';
 *
 * const box = new TouchstoneVerify();
 * console.log(box.state); // idle
 * ```
 */
export type TouchstoneVerifyState = 'idle' | 'loading' | 'reading' | 'downloading' | 'error' | Verdict;

/**
 * Bytes that were read or received.
 *
 * ```js browser
 * import { TouchstoneVerify } from 'touchstone-verify/element';
 *
 * const box = new TouchstoneVerify();
 * box.repository = 'touchstone-sample/hello';
 * box.trustedRoot = 'trusted_root.json';
 * box.bundle = 'hello.sh.sigstore.json';
 * box.download = 'hello.sh';
 * document.body.append(box);
 * const progress = new Promise((done) => box.addEventListener('touchstone-progress', ({ detail }) => done(detail), { once: true }));
 * box.shadowRoot.querySelector('button').click();
 * console.log((await progress).phase); // downloading
 * box.remove();
 * ```
 */
export interface TouchstoneVerifyProgress { phase: 'reading' | 'downloading'; name: string; done: number; total: number | null }

/**
 * Why there is no answer.
 *
 * ```js browser
 * import { TouchstoneVerify } from 'touchstone-verify/element';
 *
 * const box = new TouchstoneVerify();
 * box.download = 'hello.sh';
 * document.body.append(box);
 * const error = new Promise((done) => box.addEventListener('touchstone-error', ({ detail }) => done(detail)));
 * box.shadowRoot.querySelector('button').click();
 * console.log((await error).code); // usage
 * box.remove();
 * ```
 */
export interface TouchstoneVerifyError { code: string; stage: string; facts: Facts }

/**
 * The element's events. Their details are copies: changing them changes nothing.
 *
 * ```js browser
 * import { TouchstoneVerify } from 'touchstone-verify/element';
 *
 * const box = new TouchstoneVerify();
 * box.addEventListener('touchstone-verdict', ({ detail }) => console.log(detail.verdict)); // verified
 * box.repository = 'touchstone-sample/hello';
 * box.trustedRoot = 'trusted_root.json';
 * box.bundle = 'hello.sh.sigstore.json';
 * box.download = 'hello.sh';
 * document.body.append(box);
 * const answered = new Promise((done) => box.addEventListener('touchstone-verdict', done));
 * box.shadowRoot.querySelector('button').click();
 * await answered;
 * box.remove();
 * ```
 */
export interface TouchstoneVerifyEventMap extends HTMLElementEventMap {
  'touchstone-progress': CustomEvent<TouchstoneVerifyProgress>;
  'touchstone-verdict': CustomEvent<Report>;
  'touchstone-error': CustomEvent<TouchstoneVerifyError>;
}

/**
 * The properties of every key of an expectation.
 *
 * ```js browser
 * import { TouchstoneVerify } from 'touchstone-verify/element';
 *
 * console.log(new TouchstoneVerify().workflow === null); // true
 * ```
 */
export interface TouchstoneVerify extends ExpectationProperties {}

/**
 * The element. It takes files, addresses and an expectation, and never an answer.
 *
 * ```js browser
 * import 'touchstone-verify/element';
 *
 * const box = document.createElement('touchstone-verify');
 * box.repository = 'org/app';
 * box.bundle = 'app.sigstore.json';
 * console.log(box.outerHTML); // <touchstone-verify repository="org/app" bundle="app.sigstore.json"></touchstone-verify>
 * ```
 */
export class TouchstoneVerify extends HTMLElement {
  /** Registers the element, unless its name is taken. */
  static define(name?: string): void;
  static readonly observedAttributes: string[];
  repository: string | null;
  policy: string | null;
  key: string | null;
  trustedRoot: string | null;
  bundle: string | null;
  download: string | null;
  independent: string | null;
  patience: string | null;
  /** What it does, or its answer. */
  readonly state: TouchstoneVerifyState;
  /** The last answer, as a copy. */
  readonly report: Report | null;
  /** Where the work is done. */
  readonly engine: 'worker' | 'blob-worker' | 'main-thread' | 'frame' | null;
  addEventListener<Name extends keyof TouchstoneVerifyEventMap>(
    type: Name, listener: (this: TouchstoneVerify, event: TouchstoneVerifyEventMap[Name]) => unknown, options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/**
 * What JSX takes: the attributes, and what every element has in the framework of your choice.
 *
 * ```js browser
 * // In TypeScript, once: declare module 'react' { namespace JSX { interface IntrinsicElements {
 * //   'touchstone-verify': TouchstoneVerifyJsx<React.HTMLAttributes<HTMLElement>>; } } }
 * import 'touchstone-verify/element';
 *
 * console.log(customElements.get('touchstone-verify') !== undefined); // true
 * ```
 */
export type TouchstoneVerifyJsx<Common = object> = TouchstoneVerifyAttributes & Common;

declare global {
  interface HTMLElementTagNameMap {
    'touchstone-verify': TouchstoneVerify;
  }
}
