// Loading the module from an address: its other half lies beside it, unless somebody says otherwise.

/**
 * @typedef {import('./index.d.ts').InitOptions} InitOptions
 * @typedef {import('./index.d.ts').ModuleSource} ModuleSource
 */

/**
 * `init`, for the entries that find the module by its address.
 *
 * @param {Pick<ReturnType<typeof import('./api.js').createApi>, 'init'>} api
 * @returns {(source?: ModuleSource, options?: InitOptions) => Promise<void>}
 */
export function initialiser({ init }) {
  return (source, options = {}) => init(source, { ...options, deferred: options.deferred ?? beside(source) });
}

/**
 * Where the other half lies, if the source is an address that has a place beside it.
 *
 * @param {ModuleSource | undefined} source
 */
function beside(source) {
  const address = source instanceof URL ? source.href : source instanceof Response ? source.url : source;
  if (typeof address !== 'string' || address === '' || /^(?:blob|data):/.test(address)) return undefined;
  return address.replace(/[?#].*$/, '').replace(/[^/]*$/, 'core-deferred.wasm');
}
