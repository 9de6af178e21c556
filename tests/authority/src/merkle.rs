//! RFC 6962 trees over a list of leaves, by the definitions of its section 2.1.

use crate::keys::sha256;

pub fn leaf_hash(leaf: &[u8]) -> Vec<u8> {
    sha256(&[&[0], leaf].concat())
}

fn node_hash(left: &[u8], right: &[u8]) -> Vec<u8> {
    sha256(&[&[1], left, right].concat())
}

/// `MTH`.
pub fn root(hashes: &[Vec<u8>]) -> Vec<u8> {
    match hashes {
        [] => sha256(&[]),
        [only] => only.clone(),
        _ => {
            let (left, right) = hashes.split_at(split(hashes.len()));
            node_hash(&root(left), &root(right))
        }
    }
}

/// `PATH`.
pub fn path(index: usize, hashes: &[Vec<u8>]) -> Vec<Vec<u8>> {
    if hashes.len() <= 1 {
        return Vec::new();
    }
    let middle = split(hashes.len());
    let (left, right) = hashes.split_at(middle);
    let (mut proof, sibling) = if index < middle {
        (path(index, left), root(right))
    } else {
        (path(index - middle, right), root(left))
    };
    proof.push(sibling);
    proof
}

/// The largest power of two below.
fn split(length: usize) -> usize {
    length.next_power_of_two() / 2
}
