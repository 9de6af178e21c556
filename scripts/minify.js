// Scripts in as few bytes as they can be said.

/**
 * @param {string} code  a module, or a script of its own; nothing of it is used by its global names
 * @returns {Promise<string>}
 */
export async function minified(code) {
  const { minify } = await import('terser');
  const { code: small = '' } = await minify(code, {
    module: true, ecma: 2020, format: { comments: /^! / },
    // Unsafe only for code that asks a function for its name, its length or its own `this`.
    compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false },
  });
  return small;
}
