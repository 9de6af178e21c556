// What every page of the matrix does with the package: one file that verifies, one that was changed.

/** @typedef {import('touchstone-verify').Report} Report */

/**
 * @typedef {object} Given
 * @property {string} artifact
 * @property {string} bundle
 * @property {string} root
 *
 * @typedef {(artifact: string, given: Given) => Promise<Report>} Ask
 */

export const EXPECTATION = { repo: 'touchstone-sample/hello' };

/**
 * Asks, and tells the page around this one.
 *
 * @param {string} name  of the page
 * @param {Ask} ask
 */
export async function tell(name, ask) {
  parent.postMessage({ name: new URLSearchParams(location.search).get('as') ?? name, answer: await answer(ask) }, '*');
}

/** @param {Ask} ask */
async function answer(ask) {
  try {
    const given = await (await fetch('/sample.json')).json();
    const [genuine, changed] = [await ask(given.artifact, given), await ask(`${given.artifact}#`, given)];
    return `${genuine.verdict} ${changed.verdict}`;
  } catch (reason) {
    return reason instanceof Error && 'code' in reason ? `${reason.code}: ${reason.message}` : String(reason);
  }
}
