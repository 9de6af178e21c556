//! Writes a git bundle of many signed commits, and the root that trusts their signers:
//! `cargo run -p touchstone-test-authority --bin history -- COUNT FOLDER`.

use std::path::Path;
use std::{env, fs, io};

use touchstone_test_authority::git_pack::{Pack, Stored, bundle, id};
use touchstone_test_authority::gitsign::GitSigning;
use touchstone_test_authority::keys::Key;
use touchstone_test_authority::text::{readable_json, unhex};
use touchstone_test_authority::world::{Signing, World, email_template};

/// gitsign's cache signs so many commits with one certificate.
const SHARED: usize = 8;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [count, folder] = arguments.as_slice() else {
        return Err(io::Error::other("history COUNT FOLDER"));
    };
    let count: usize = count.parse().map_err(io::Error::other)?;
    let world = World::standard();
    fs::create_dir_all(folder)?;
    fs::write(Path::new(folder).join("history.bundle"), history(&world, count))?;
    let root = readable_json(&world.trusted_root());
    fs::write(Path::new(folder).join("trusted_root.json"), root)
}

/// One commit on top of the other.
fn history(world: &World, count: usize) -> Vec<u8> {
    let blob = b"stone\n".to_vec();
    let tree = [b"100644 stone\0".as_slice(), &unhex(&id("blob", &blob, false))].concat();
    let tree_id = id("tree", &tree, false);
    let who = "Maker <maker@authority.test> 1772366460 +0000";
    let mut commit = GitSigning::commit(world);
    let mut entries = vec![Stored::Whole(2, tree), Stored::Whole(3, blob)];
    let mut parent = String::new();
    let mut tip = String::new();
    for number in 0..count {
        if number % SHARED == 0 {
            let key = Key::p256(&format!("signer {}", number / SHARED));
            let signer = world.certified(&key, &email_template(&key));
            commit.certificates = vec![signer.certificate.clone().expect("a certificate")];
            commit.signing = Signing::message(world, b"").by(signer);
        }
        commit.headers = format!("tree {tree_id}\n{parent}author {who}\ncommitter {who}\n");
        commit.message = format!("Stroke {number}\n").into_bytes();
        let bytes = commit.bytes();
        tip = id("commit", &bytes, false);
        parent = format!("parent {tip}\n");
        entries.push(Stored::Whole(1, bytes));
    }
    bundle(&Pack::of(entries), &[("refs/heads/main", &tip)], &[])
}
