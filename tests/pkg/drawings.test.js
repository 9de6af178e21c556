// The ladder that the page draws leads to the root, for every leaf of every small tree.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { sidesOf } from '../../www/drawings.js';

const hash = (/** @type {string[]} */ ...parts) => createHash('sha256').update(parts.join(',')).digest('hex');

/**
 * Root and audit path (RFC 9162 section 2.1), in the words of the definition.
 *
 * @param {string[]} leaves
 * @param {number} index
 * @returns {{ root: string, path: string[] }}
 */
function tree(leaves, index) {
  if (leaves.length === 1) return { root: leaves[0] ?? '', path: [] };
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  const [inLeft, inRight] = [tree(left, index), tree(right, index - split)];
  const root = hash(inLeft.root, inRight.root);
  return index < split ? { root, path: [...inLeft.path, inRight.root] } : { root, path: [...inRight.path, inLeft.root] };
}

test('every leaf of every tree of up to 33 leaves', () => {
  for (let size = 1; size <= 33; size += 1) {
    const leaves = Array.from({ length: size }, (_, index) => hash(String(index)));
    for (let index = 0; index < size; index += 1) {
      const { root, path } = tree(leaves, index);
      const sides = sidesOf({ logIndex: index, treeSize: size, rootHash: root, hashes: path });
      const found = path.reduce((below, beside, step) => sides[step] === 'left' ? hash(beside, below) : hash(below, beside), leaves[index] ?? '');
      assert.equal(found, root, `${index} of ${size}`);
    }
  }
});
