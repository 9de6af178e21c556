// Container images: an index, the images of its platforms below it, and by whose signature each is
// covered, as the tree that their digests make.

import { element } from './element.js';
import { Said, visible } from './touchstone/wording.js';

/**
 * @typedef {import('./card.js').Context} Context
 * @typedef {import('./touchstone/index.js').ArtifactReport} ArtifactReport
 * @typedef {import('./touchstone/index.js').Report} Report
 * @typedef {import('./words.js').Words} Words
 */

/**
 * The artifacts of images as trees: each under the one that lists it.
 *
 * @param {ArtifactReport[]} artifacts  that are images
 * @param {Report} report
 * @param {(artifact: ArtifactReport, label: string) => HTMLElement} leaf  shows one
 * @param {Words} words
 */
export function imageTree(artifacts, report, leaf, words) {
  /** @type {Map<ArtifactReport | undefined, ArtifactReport[]>} */
  const below = new Map();
  for (const artifact of artifacts) {
    const parent = report.artifacts[artifact.image?.parent ?? -1];
    const above = parent !== undefined && artifacts.includes(parent) ? parent : undefined;
    below.set(above, [...below.get(above) ?? [], artifact]);
  }
  return level(undefined);

  /**
   * @param {ArtifactReport | undefined} above
   * @returns {HTMLElement}
   */
  function level(above) {
    return element('ul', { class: 'tree' }, ...(below.get(above) ?? []).map((artifact) => element('li', {},
      leaf(artifact, labelOf(artifact, words)),
      below.has(artifact) && level(artifact))));
  }
}

/**
 * The platform, or what else it is.
 *
 * @param {ArtifactReport} artifact
 * @param {Words} words
 */
export function labelOf(artifact, words) {
  const image = artifact.image;
  if (image === undefined) return '';
  return image.platform === null ? words.text(KINDS.includes(image.kind) ? `image-${image.kind}` : 'image-manifest') : visible(image.platform);
}

const KINDS = ['layout', 'index', 'manifest', 'attestation', 'docker'];

/**
 * Whose signature counts for it, and by which digests it leads here.
 *
 * @param {ArtifactReport} artifact
 * @param {Context} context
 */
export function imagePart(artifact, { words, report }) {
  const image = artifact.image;
  if (image === undefined) return [];
  const named = (/** @type {number} */ index) => report.artifacts[index];
  const covering = image.coveredBy.flatMap((index) => named(index) ?? []).filter((each) => each !== artifact);
  const chain = ancestors(artifact, report);
  return [
    ...covering.length === 0 ? [] : [element('p', {}, words.text('covered', { name: new Said(covering.map(({ name }) => visible(name)).join(', ')) }))],
    ...chain.length < 2 ? [] : [element('figure', { class: 'drawing' },
      element('figcaption', {}, words.text('digestChain')),
      element('ol', { class: 'digest-chain' }, ...chain.map((each) => element('li', {}, element('span', { class: 'quiet' }, labelOf(each, words)), element('code', {}, `sha256:${visible(each.digests.sha256 ?? '')}`)))))],
  ];
}

/**
 * From the outermost that lists it to the artifact itself.
 *
 * @param {ArtifactReport} artifact
 * @param {Report} report
 */
function ancestors(artifact, report) {
  const chain = [artifact];
  for (;;) {
    const parent = report.artifacts[(chain[0] ?? artifact).image?.parent ?? -1];
    // A circle would never end; a sound report has none.
    if (parent === undefined || chain.includes(parent)) return chain;
    chain.unshift(parent);
  }
}
