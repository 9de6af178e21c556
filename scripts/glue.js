// What wasm-bindgen writes beside the module, made into the one form that everything here loads.

import { Stop } from './console.js';

/**
 * @typedef {object} Renamed  what wasm-opt says of the names that it made short
 * @property {[module: string, name: string, short: string][]} imports
 * @property {[name: string, short: string][]} exports
 * @property {[module: string, short: string][]} [modules]
 */

/** Where wasm-opt puts all imports. */
const MODULE = 'a';

/** Of what the deferred half of the module imports what it shares with the other one. */
export const SHARED = 'b';

/**
 * The glue of a module whose imports and exports are called otherwise now.
 *
 * @param {string} glue
 * @param {Renamed} renamed
 */
export function underNewNames(glue, { imports, exports }) {
  const exported = new Map(exports);
  let text = glue.replace(/\bwasm\.(\w+)/g, (_, /** @type {string} */ name) => `wasm.${exported.get(name) ?? unknown(name)}`);
  for (const [, name, short] of imports) text = once(text, new RegExp(`^( +)${name}: `, 'm'), `$1${short.replaceAll('$', '$$$$')}: `);
  return once(text, /"\.\/core_bg\.js": /, `${MODULE}: `);
}

/**
 * Turns the glue into a module that makes as many instances as are asked for, each with its own
 * state: after a trap the old instance is dropped whole, with all that still points into it.
 *
 * @param {string} glue
 */
export function asFactory(glue) {
  let text = once(glue, /^let wasm_bindgen = \(function\(exports\) \{\n( +let script_src;\n +if [^]*?\n {4}\}\n)/, 'export const createCore = () => (function(exports) {\n');
  text = once(text, DEBUG, '    function debugString(val) {\n        return String(val);\n    }\n');
  text = every(text, TIDYING, '$1');
  text = once(text, ENCODING, '');
  text = every(text, DISPOSAL, '');
  text = every(text, /\b__(?:wbg_ptr|destroy_into_raw)\b/g, (name) => name === '__wbg_ptr' ? 'at' : 'gone');
  return once(text, LOADING, START);
}

/** Gives memory back where an argument did not fit into any: that is a trap, and ends the instance. */
const TIDYING = /^ +try \{\n((?:^ +(?:ptr|len)\d+ = .*\n)+)^ +\} catch \(e\) \{\n[^]*?^ +throw e;\n +\}\n/gm;

/** What a language does when something goes out of scope: only the package has these objects, and frees them. */
const DISPOSAL = /^ {4}if \(Symbol\.dispose\) .*\n/gm;

/** What browsers lacked before they had SIMD. */
const ENCODING = /^ {4}if \(!\('encodeInto' in cachedTextEncoder\)\) \{\n[^]*?^ {4}\}\n\n/m;

/** How a value of JavaScript looks in a panic's message, at length: nobody reads it, a trap ends the instance. */
const DEBUG = /^ {4}function debugString\(val\) \{\n[^]*?^ {4}\}\n/m;

/** The many ways to bring a module; here it is always there already. */
const LOADING = /^ {4}async function __wbg_load\([^]*^ {4}return Object\.assign\(__wbg_init, \{ initSync \}, exports\);\n/m;
const START = `    async function start(module) {
        return __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);
    }

    async function complete(deferred) {
        await WebAssembly.instantiate(deferred, { ...__wbg_get_imports(), ${SHARED}: wasm });
    }

    return Object.assign(start, exports, { complete });
`;

/**
 * The same glue, which gives the memories of its instances to whoever wants to look into them.
 *
 * @param {string} glue
 * @param {string} memory  what the module exports it as
 */
export function counting(glue, memory) {
  return once(glue, /^ +return Object\.assign\(start, exports, .*$/m, (match) => `    memories.push({ get buffer() { return wasm.${memory}.buffer; } });\n${match}`) + '\nexport const memories = [];\n';
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 * @param {string | ((match: string) => string)} replacement
 */
function once(text, pattern, replacement) {
  return pattern.test(text) ? every(text, pattern, replacement) : unknown(String(pattern));
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 * @param {string | ((match: string) => string)} replacement
 */
function every(text, pattern, replacement) {
  if (text.search(pattern) < 0) unknown(String(pattern));
  return typeof replacement === 'string' ? text.replace(pattern, replacement) : text.replace(pattern, replacement);
}

/**
 * @param {string} what
 * @returns {never}
 */
function unknown(what) {
  throw new Stop(`The glue of wasm-bindgen is not in the form that scripts/glue.js knows: ${what}.`);
}
