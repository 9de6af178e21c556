// What the build computes for the element (scripts/element.js).

import type { Catalogue } from '../wording.js';

/** The subresource integrity of the files that the element loads, and of the half of the module that the engine does. */
export const PINS: { module: string; engine: string; deferred: string };

/** Those words of each language that the element needs before the engine is there. */
export const WORDS: Record<'en' | 'de', { error: Catalogue['error']; texts: Record<string, string> }>;

/** All of them, which come with the engine. */
export const EXPLANATIONS: Record<'en' | 'de', Explanations>;

export interface Explanations {
  catalogue: Pick<Catalogue, 'verdict' | 'scope' | 'signer' | 'check' | 'because' | 'error' | 'orphan'>;
  texts: Record<string, string>;
}

/** Every key of an expectation, and what its value is; a key alone is a text. */
export const KEYS: [key: string, kind?: import('../cli/commands.js').ValueKind][];

/** style.css, without what only its readers need. */
export const STYLE: string;
