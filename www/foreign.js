// Files that people take for a proof, or for the download, and that are neither: it helps to say so.

/** How much of a file tells it. */
const HEAD = 512;

/** By the name of the text that explains it. @type {[string, RegExp][]} */
const LOOKS = [
  ['foreignPgp', /^\s*-----BEGIN PGP (?:SIGNATURE|MESSAGE|SIGNED MESSAGE)-----/],
  ['foreignPgpKey', /^\s*-----BEGIN PGP PUBLIC KEY BLOCK-----/],
  ['foreignMinisign', /^untrusted comment: /],
  ['foreignSsh', /^\s*-----BEGIN SSH SIGNATURE-----/],
  ['foreignPage', /^\s*<(?:!doctype html|html)\b/i],
  ['foreignSums', /^(?:(?:SHA\d+ \(.+\) = )?[0-9a-f]{40,128}\b.*\n?)+$/i],
];

/**
 * The name of the text about what an artifact looks like, or undefined for one that may be a download.
 *
 * @param {Blob} file
 */
export async function foreignKind(file) {
  const head = await file.slice(0, HEAD).text().catch(() => '');
  // The last line may be cut off.
  const text = file.size > HEAD ? head.slice(0, head.lastIndexOf('\n') + 1) : head;
  return LOOKS.find(([, look]) => look.test(text))?.[0];
}
