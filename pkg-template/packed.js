// The module from a text, for bundlers that hand on nothing but scripts.

/** @param {string} packed  compressed by gzip, in base64 */
export async function moduleIn(packed) {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}
