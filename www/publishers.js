// Whose file it is by its name, and whom its makers say to expect. A name is anybody's to choose: what
// it leads to is only an offer, and an answer about the publisher that it names.

import { element } from './element.js';
import { identity } from './identity.js';

/**
 * @typedef {import('./touchstone/index.js').Expectation} Expectation
 * @typedef {import('./words.js').Words} Words
 *
 * @typedef {object} Publisher
 * @property {string} name
 * @property {string} origin  where the publisher says whom to expect, or a project's page does
 * @property {Expectation} [expectation]  none where every project has its own
 */

const GITHUB = 'https://github.com/login/oauth';
const GOOGLE = 'https://accounts.google.com';

/** Who releases each branch of CPython from 3.7 on. @type {[manager: string, issuer: string][]} */
const MANAGERS = [
  ['nad@python.org', GITHUB],
  ['lukasz@langa.pl', GITHUB], ['lukasz@langa.pl', GITHUB],
  ['pablogsal@python.org', GOOGLE], ['pablogsal@python.org', GOOGLE],
  ['thomas@python.org', GOOGLE], ['thomas@python.org', GOOGLE],
  ['hugo@python.org', GITHUB], ['hugo@python.org', GITHUB],
  ['savannah@python.org', GITHUB], ['savannah@python.org', GITHUB],
];
const FIRST_BRANCH = 7;

/** @type {[RegExp, (match: RegExpExecArray) => Publisher | undefined][]} */
const KNOWN = [
  [/^python-3\.(\d+)\.\d+(?:(?:a|b|rc)\d+)?(?:-[\w.-]+)?\.(?:tgz|tar\.xz|exe|pkg|zip)$/i, ([, branch]) => {
    const [certificateIdentity, certificateOidcIssuer] = MANAGERS[Number(branch) - FIRST_BRANCH] ?? [];
    return certificateIdentity === undefined || certificateOidcIssuer === undefined ? undefined
      : { name: 'CPython', origin: 'python.org/downloads/metadata/sigstore', expectation: { certificateIdentity, certificateOidcIssuer } };
  }],
  [/^(?:kubectl|kubeadm|kubelet|kube-(?:apiserver|controller-manager|proxy|scheduler)|kubernetes(?:-(?:client|node|server|src|test)[\w.-]*)?\.tar\.gz)(?:\.exe)?$/, () => ({
    name: 'Kubernetes', origin: 'kubernetes.io/docs/tasks/administer-cluster/verify-signed-artifacts',
    expectation: { certificateIdentity: 'krel-staging@k8s-releng-prod.iam.gserviceaccount.com', certificateOidcIssuer: GOOGLE },
  })],
  [/\.bottle(?:\.\d+)?\.tar\.gz$/, () => ({ name: 'Homebrew', origin: 'docs.brew.sh', expectation: { repo: 'Homebrew/homebrew-core' } })],
  [/^[\w.]+-\d[\w.!+]*(?:-\d\w*)?-[\w.]+-[\w.]+-[\w.]+\.whl$/, () => ({ name: 'PyPI', origin: 'pypi.org' })],
  [/^[a-z\d][a-z\d._-]*-\d+\.\d+\.\d+[\w.+-]*\.tgz$/, () => ({ name: 'npm', origin: 'npmjs.com' })],
  [/^[\w.-]+-\d[\w.-]*\.(?:jar|war|aar|pom)$/, () => ({ name: 'Maven Central', origin: 'central.sonatype.com' })],
  [/^[\w.-]+-\d[\w.]*-\w+\.conda$/, () => ({ name: 'conda', origin: 'anaconda.org' })],
];

/**
 * The publisher that a file's name leads to.
 *
 * @param {string} name  with its folders or without
 * @returns {Publisher | undefined}
 */
export function publisherOf(name) {
  const own = name.slice(name.lastIndexOf('/') + 1);
  for (const [pattern, of] of KNOWN) {
    const match = pattern.exec(own);
    if (match !== null) return of(match);
  }
  return undefined;
}

/**
 * Offers the publisher's signer, for the person to compare and confirm.
 *
 * @param {HTMLElement} place
 * @param {string | undefined} name  of the file that is asked about
 * @param {Words} words
 * @param {(policy: string) => void} fillIn
 */
export function offerPublisher(place, name, words, fillIn) {
  if (place.dataset.name === (name ?? '')) return;
  place.dataset.name = name ?? '';
  const publisher = name === undefined ? undefined : publisherOf(name);
  place.hidden = publisher === undefined;
  if (publisher === undefined) return place.replaceChildren();
  const { expectation, ...facts } = publisher;
  if (expectation === undefined) return place.replaceChildren(element('p', {}, words.text('publisherLists', facts)));
  const { repo, certificateIdentity = `https://github.com/${String(repo)}`, certificateOidcIssuer } = expectation;
  place.replaceChildren(
    element('p', { class: 'label' }, words.text('publisher', facts)),
    identity(String(certificateIdentity), words),
    certificateOidcIssuer === undefined ? '' : element('p', { class: 'quiet' }, words.text('vouchedBy'), ' ', element('span', { class: 'exact' }, String(certificateOidcIssuer))),
    element('button', { type: 'button', click: () => fillIn(JSON.stringify(expectation)) }, words.text('fillIn'), element('span', { class: 'unseen' }, ` ${publisher.name}`)),
  );
}
