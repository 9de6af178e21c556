// Three samples, so that people see the page fail before they trust it. An authority of the project's
// own made them; it is relied on while a sample is shown, and never beside a person's own files.

/**
 * @typedef {object} Samples
 * @property {string} root         the sample authority's trusted root
 * @property {Record<string, { artifact: string, bundle: string }>} cases  by the sample's name
 * @property {import('./touchstone/index.js').Expectation} expectation
 *
 * @typedef {{ files: File[], root: File, expectation: import('./touchstone/index.js').Expectation }} Sample
 */

/** Fetched while the page loads, like all of it. */
export async function loadSamples() {
  const response = await fetch(new URL('samples.json', document.baseURI));
  if (!response.ok) throw new Error(`samples.json: ${response.status}`);
  /** @type {Samples} */
  const samples = await response.json();
  return (/** @type {string} */ name) => sample(samples, name);
}

/**
 * @param {Samples} samples
 * @param {string} name
 * @returns {Sample}
 */
function sample({ root, cases, expectation }, name) {
  const { artifact = '', bundle = '' } = cases[name] ?? {};
  return {
    files: [new File([artifact], 'hello.sh'), new File([bundle], 'hello.sh.sigstore.json')],
    root: new File([root], 'touchstone-sample-authority.trusted_root.json'),
    expectation,
  };
}

/**
 * The same file with one bit of one byte changed.
 *
 * @param {File} file
 */
export async function withOneByteFlipped(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const at = Math.floor(Math.random() * bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ 1 << Math.floor(Math.random() * 8);
  return { file: new File([bytes], file.name), at };
}
