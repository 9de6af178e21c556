// Types of the entry `touchstone-verify/element`, which registers <touchstone-verify>.

import type { Expectation, Facts, Report, Verdict } from './index.js';

type Dashed<Name extends string> = Name extends `${infer Head}${infer Rest}`
  ? Head extends Lowercase<Head> ? `${Head}${Dashed<Rest>}` : `-${Lowercase<Head>}${Dashed<Rest>}`
  : Name;

type ExpectationKey = Exclude<keyof Expectation, '//'>;

/** Every key of an expectation as an attribute; several values are parted by spaces. */
export type ExpectationAttributes = { [Key in ExpectationKey as Dashed<Key>]?: string | number };

/** The element's own attributes. */
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

/** The same as properties. */
export type ExpectationProperties = { [Key in ExpectationKey]: string | null };

export type TouchstoneVerifyState = 'idle' | 'loading' | 'reading' | 'downloading' | 'error' | Verdict;

export interface TouchstoneVerifyProgress { phase: 'reading' | 'downloading'; name: string; done: number; total: number | null }

export interface TouchstoneVerifyError { code: string; stage: string; facts: Facts }

export interface TouchstoneVerifyEventMap extends HTMLElementEventMap {
  'touchstone-progress': CustomEvent<TouchstoneVerifyProgress>;
  'touchstone-verdict': CustomEvent<Report>;
  'touchstone-error': CustomEvent<TouchstoneVerifyError>;
}

export interface TouchstoneVerify extends ExpectationProperties {}

/**
 * The element. It takes files, addresses and an expectation, and never an answer.
 *
 * ```html
 * <touchstone-verify repository="org/app" bundle="app.sigstore.json"><a href="app.tar.gz">app.tar.gz</a></touchstone-verify>
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

/** What JSX takes: the attributes, and what every element has in the framework of your choice. */
export type TouchstoneVerifyJsx<Common = object> = TouchstoneVerifyAttributes & Common;

declare global {
  interface HTMLElementTagNameMap {
    'touchstone-verify': TouchstoneVerify;
  }
}
