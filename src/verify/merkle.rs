//! Merkle trees of transparency logs (RFC 6962 section 2.1).

use sha2::{Digest as _, Sha256};

/// A node's hash.
pub(crate) type Hash = [u8; 32];

/// The hash of a leaf.
pub(crate) fn leaf_hash(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The root that this leaf and the hashes on its way up give (RFC 9162 section 2.1.3.2), or `None`
/// if there are too few or too many of them, or the leaf is outside the tree.
pub(crate) fn root_from_path(leaf: Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    if index >= size {
        return None;
    }
    let (mut node, mut last) = (index, size - 1);
    let mut root = leaf;
    for sibling in path {
        if last == 0 {
            return None;
        }
        if node & 1 == 1 || node == last {
            root = node_hash(sibling, &root);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            root = node_hash(&root, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(root)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's panic is its answer")]
mod tests {
    use super::*;

    fn leaves(count: u64) -> Vec<Hash> {
        (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
    }

    /// RFC 6962 section 2.1, written down as it is defined.
    fn tree_hash(leaves: &[Hash]) -> Hash {
        match leaves {
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(split(leaves.len()));
                node_hash(&tree_hash(left), &tree_hash(right))
            }
        }
    }

    /// RFC 6962 section 2.1.1, written down as it is defined.
    fn audit_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
        if leaves.len() == 1 {
            return Vec::new();
        }
        let (left, right) = leaves.split_at(split(leaves.len()));
        let (mut path, other) = if index < left.len() {
            (audit_path(index, left), right)
        } else {
            (audit_path(index - left.len(), right), left)
        };
        path.push(tree_hash(other));
        path
    }

    /// The largest power of two below the count.
    fn split(count: usize) -> usize {
        count.next_power_of_two() / 2
    }

    #[test]
    fn every_leaf_of_every_small_tree_leads_to_the_root() {
        for size in 1..=33 {
            let leaves = leaves(size);
            let root = tree_hash(&leaves);
            for index in 0..leaves.len() {
                let path = audit_path(index, &leaves);
                let position = u64::try_from(index).unwrap();
                assert_eq!(root_from_path(leaves[index], position, size, &path), Some(root));
                let mut longer = path.clone();
                longer.push(root);
                assert_eq!(root_from_path(leaves[index], position, size, &longer), None);
                if let Some((_, shorter)) = path.split_last() {
                    assert_ne!(root_from_path(leaves[index], position, size, shorter), Some(root));
                }
                assert_ne!(root_from_path(leaf_hash(b"other"), position, size, &path), Some(root));
            }
        }
    }

    #[test]
    fn a_leaf_outside_the_tree_has_no_root() {
        assert_eq!(root_from_path(leaf_hash(b""), 0, 0, &[]), None);
        assert_eq!(root_from_path(leaf_hash(b""), 1, 1, &[]), None);
        assert_eq!(root_from_path(leaf_hash(b""), u64::MAX, u64::MAX, &[]), None);
    }
}
