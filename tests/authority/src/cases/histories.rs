//! Whole histories: packs and bundles with commits and tags that gitsign signed.

use super::gitsign::of_bytes;
use crate::git_pack::{Pack, Stored, bundle, delta, id};
use crate::gitsign::GitSigning;
use crate::text::readable_json;
use crate::vector::Case;
use crate::world::World;

/// A little repository: a blob, its tree, two commits and a tag, each signed.
pub(super) struct Repository {
    pub(super) blob: Vec<u8>,
    pub(super) tree: Vec<u8>,
    pub(super) first: GitSigning,
    pub(super) second: GitSigning,
    pub(super) tag: GitSigning,
    pub(super) sha256: bool,
}

impl Repository {
    pub(super) fn new(world: &World, sha256: bool) -> Self {
        let blob = b"stone\n".to_vec();
        let blob_id = id("blob", &blob, sha256);
        let tree = [b"100644 stone\0".as_slice(), &crate::text::unhex(&blob_id)].concat();
        let tree_id = id("tree", &tree, sha256);
        let who = "Maker <maker@authority.test> 1772366460 +0000";
        let header = if sha256 { "gpgsig-sha256" } else { "gpgsig" };
        let commit = |parents: &str, message: &str| GitSigning {
            header,
            headers: format!("tree {tree_id}\n{parents}author {who}\ncommitter {who}\n"),
            message: message.as_bytes().to_vec(),
            ..GitSigning::commit(world)
        };
        let first = commit("", "Lay the stone\n");
        let second = commit(&format!("parent {}\n", first.id()), "Draw on it\n");
        let headers = format!("object {}\ntype commit\ntag v1\ntagger {who}\n", second.id());
        let tag = GitSigning { headers, ..GitSigning::tag(world) };
        Self { blob, tree, first, second, tag, sha256 }
    }

    /// As git orders them.
    fn pack(&self) -> Pack {
        let entries = vec![
            Stored::Whole(4, self.tag.bytes()),
            Stored::Whole(1, self.second.bytes()),
            Stored::Whole(1, self.first.bytes()),
            Stored::Whole(2, self.tree.clone()),
            Stored::Whole(3, self.blob.clone()),
        ];
        Pack { sha256: self.sha256, ..Pack::of(entries) }
    }

    fn bundle_of(&self, pack: &Pack) -> Vec<u8> {
        let (main, tag) = (self.second.id(), self.tag.id());
        bundle(pack, &[("refs/heads/main", &main), ("refs/tags/v1", &tag), ("HEAD", &main)], &[])
    }
}

fn good(name: &str, about: &str, world: &World, bytes: Vec<u8>) -> Case {
    history(name, about, world, bytes)
        .passed("signature.artifact")
        .passed("log.entry-matches")
        .passed("identity.expected")
}

fn history(name: &str, about: &str, world: &World, bytes: Vec<u8>) -> Case {
    let mut case = of_bytes(name, about, world, Vec::new());
    case.files.remove("evidence.commit");
    let file = if bytes.starts_with(b"PACK") { "evidence.pack" } else { "evidence.bundle" };
    case.file(file, bytes)
}

pub(super) fn cases(world: &World) -> Vec<Case> {
    [sound(world), partial(world), wrong(world), broken(world), broken_heads(world)].concat()
}

fn sound(world: &World) -> Vec<Case> {
    let repository = Repository::new(world, false);
    let long = Repository::new(world, true);
    let (first, second) = (repository.first.bytes(), repository.second.bytes());
    let change = delta(&second, &first);
    let rest = || {
        vec![Stored::Whole(2, repository.tree.clone()), Stored::Whole(3, repository.blob.clone())]
    };
    let packed = |entries: Vec<Stored>| Pack::of([entries, rest()].concat());
    let by_offset =
        packed(vec![Stored::Whole(1, second.clone()), Stored::OfsDelta(0, change.clone())]);
    let by_id = packed(vec![
        Stored::Whole(1, second.clone()),
        Stored::RefDelta(repository.second.id(), change.clone()),
    ]);
    let before = packed(vec![
        Stored::RefDelta(repository.second.id(), change.clone()),
        Stored::Whole(1, second.clone()),
    ]);
    let other = GitSigning { message: b"Lay it again\n".to_vec(), ..repository.first.clone() };
    let chain = packed(vec![
        Stored::RefDelta(repository.second.id(), change.clone()),
        Stored::OfsDelta(0, delta(&first, &other.bytes())),
        Stored::Whole(1, second.clone()),
    ]);
    let outside = delta(&[b't'; 300], &[b'u'; 200]);
    let thin =
        packed(vec![Stored::Whole(1, second.clone()), Stored::RefDelta("9".repeat(40), outside)]);
    let main = repository.second.id();
    vec![
        good(
            "bundle",
            "A bundle of a repository where everything is signed.",
            world,
            repository.bundle_of(&repository.pack()),
        ),
        good(
            "bundle-sha256",
            "A bundle of a repository whose objects are named by SHA-256.",
            world,
            long.bundle_of(&long.pack()),
        ),
        good("pack", "A pack alone.", world, repository.pack().bytes()),
        good(
            "pack-sha256",
            "A pack alone, whose objects are named by SHA-256.",
            world,
            long.pack().bytes(),
        ),
        good(
            "pack-delta-by-offset",
            "A commit stored as what changed from the one before it in the pack.",
            world,
            by_offset.bytes(),
        ),
        good(
            "pack-delta-by-id",
            "A commit stored as what changed from one that is named.",
            world,
            by_id.bytes(),
        ),
        good(
            "pack-delta-before-its-base",
            "The same before the one that it starts from.",
            world,
            before.bytes(),
        ),
        good(
            "pack-delta-chain",
            "A delta of a delta, both before what they start from.",
            world,
            chain.bytes(),
        ),
        good(
            "pack-object-twice",
            "The same commit twice counts once.",
            world,
            packed(vec![Stored::Whole(1, first.clone()), Stored::Whole(1, first.clone())]).bytes(),
        ),
        good(
            "bundle-thin",
            "A bundle that leaves out what its reader has: a delta of something outside, and a commit that another builds on.",
            world,
            bundle(&thin, &[("refs/heads/main", &main)], &[&repository.first.id()]),
        ),
    ]
}

/// Nothing is wrong in them, and not everything is proven.
fn partial(world: &World) -> Vec<Case> {
    let repository = Repository::new(world, false);
    let among = |more: Vec<u8>| {
        let mut pack = repository.pack();
        pack.entries.insert(3, Stored::Whole(1, more));
        pack
    };
    let unsigned = repository.first.signed_object();
    let pgp = GitSigning {
        change_armor: |armor| armor.replace("SIGNED MESSAGE", "PGP SIGNATURE"),
        ..repository.first.clone()
    };
    let incomplete = |name: &str, about: &str, bytes: Vec<u8>| {
        good(name, about, world, bytes).verdict("incomplete")
    };
    let alone = |commit: &[u8]| Pack::of(vec![Stored::Whole(1, commit.to_vec())]);
    let tree = delta(b"a tree somewhere else", b"another tree");
    let thin = Pack::of(vec![
        Stored::Whole(1, repository.first.bytes()),
        Stored::RefDelta("9".repeat(40), tree),
    ]);
    let main = repository.second.id();
    let online = GitSigning { entry: None, ..repository.first.clone() };
    let untimed = |case: Case| {
        case.verdict("incomplete")
            .passed("signature.artifact")
            .missing("log.known", "log-entry-missing")
            .missing("time.signing", "time-unproven")
            .missing("certificate.validity", "time-unproven")
    };
    vec![
        incomplete(
            "bundle-unsigned-commit",
            "One commit among signed ones is not signed: the others' signatures are none of it.",
            repository.bundle_of(&among(unsigned.clone())),
        ),
        incomplete(
            "bundle-commit-of-other-tool",
            "One commit among signed ones is signed by PGP.",
            repository.bundle_of(&among(pgp.bytes())),
        ),
        history(
            "bundle-unsigned",
            "A history in which nobody signed anything.",
            world,
            bundle(&alone(&unsigned), &[("refs/heads/main", &id("commit", &unsigned, false))], &[]),
        )
        .verdict("incomplete"),
        incomplete(
            "bundle-without-its-tip",
            "The commit that the bundle names is not in it.",
            bundle(&alone(&repository.first.bytes()), &[("refs/heads/main", &main)], &[]),
        ),
        incomplete(
            "bundle-without-a-parent",
            "A commit builds on one that is neither there nor said to be needed.",
            bundle(&alone(&repository.second.bytes()), &[("refs/heads/main", &main)], &[]),
        ),
        incomplete(
            "pack-thin",
            "A pack with a delta of something outside: nobody can tell whether that is a commit.",
            thin.bytes(),
        ),
        history("pack-empty", "A pack with nothing in it.", world, Pack::default().bytes())
            .verdict("incomplete"),
        untimed(history(
            "bundle-online",
            "A commit without its log entry.",
            world,
            bundle(&alone(&online.bytes()), &[("refs/heads/main", &online.id())], &[]),
        )),
        good(
            "bundle-online-entries-beside",
            "The log's answer about it came in a file of its own.",
            world,
            bundle(&alone(&online.bytes()), &[("refs/heads/main", &online.id())], &[]),
        )
        .file("other.json", readable_json(&online.online_answer())),
        history(
            "bundle-unsupported",
            "A bundle of a version that nobody knows yet.",
            world,
            b"# v9 git bundle\n\nPACK".to_vec(),
        )
        .verdict("incomplete")
        .error("git-bundle-unsupported"),
    ]
}

/// Sound files around something that is wrong.
fn wrong(world: &World) -> Vec<Case> {
    let repository = Repository::new(world, false);
    let with_first = |first: Vec<u8>| {
        let mut pack = repository.pack();
        pack.entries.rotate_left(2);
        pack.entries[0] = Stored::Whole(1, first);
        pack.bytes()
    };
    let text = String::from_utf8(repository.first.bytes()).expect("text");
    let twice = {
        let start = text.find("gpgsig").expect("a signature");
        let end = text.find("\n\n").expect("an end") + 1;
        format!("{}{}{}", &text[..end], &text[start..end], &text[end..])
    };
    vec![
        history("pack-commit-changed", "A commit's message was changed, and the pack made anew.", world, with_first(text.replace("Lay the", "Take the").into_bytes()))
            .verdict("failed").failed("signature.artifact", "message-digest-mismatch"),
        history("pack-commit-with-two-signatures", "A commit with the same signature header twice.", world, with_first(twice.into_bytes()))
            .verdict("failed").failed("bundle.structure", "git-header-duplicate").error("git-header-duplicate"),
        history("pack-tag-as-commit", "What was signed as a tag, stored as a commit.", world, with_first({
            let tag = &repository.tag;
            GitSigning { tag: false, ..tag.clone() }.bytes()
        }))
            .verdict("failed").failed("bundle.structure", "git-object-invalid").error("git-object-invalid"),
        history("bundle-by-someone-else", "Sound, and by someone else than expected.", world, repository.bundle_of(&repository.pack()))
            .verdict("unexpected").failed("identity.expected", "identity-mismatch")
            .expecting(serde_json::json!({"certificateIdentity": "other@authority.test", "certificateOidcIssuer": crate::world::ISSUER})),
    ]
}

/// The pack itself is not what it should be; what was read before is shown.
fn broken(world: &World) -> Vec<Case> {
    let repository = Repository::new(world, false);
    let whole = repository.pack();
    let bytes = whole.bytes();
    let first = repository.first.bytes();
    let refused = |name: &str, about: &str, bytes: Vec<u8>| {
        history(name, about, world, bytes)
            .verdict("failed")
            .error("git-pack-invalid")
            .change(|case| case.exact = false)
    };
    let with = |entry: Stored| Pack::of(vec![Stored::Whole(1, first.clone()), entry]).bytes();
    let sealed = |change: fn(&mut Vec<u8>)| {
        let mut pack = bytes[..bytes.len() - 20].to_vec();
        change(&mut pack);
        whole.with_checksum(pack)
    };
    let size = |target: usize| {
        [
            delta(&first, &first)[..2].to_vec(),
            vec![(target & 0x7f) as u8 | 0x80, (target >> 7) as u8],
        ]
        .concat()
    };
    let beyond = [
        size(first.len()),
        vec![0x91, 1],
        (first.len() as u16).to_le_bytes()[..1].to_vec(),
        vec![0],
    ]
    .concat();
    let mut flipped = bytes.clone();
    *flipped.last_mut().expect("a byte") ^= 1;
    vec![
        history("pack-checksum", "The checksum at the end is of something else.", world, flipped)
            .verdict("failed")
            .error("git-pack-checksum-mismatch")
            .passed("signature.artifact"),
        refused("pack-cut", "The pack ends too early.", bytes[..bytes.len() - 30].to_vec()),
        refused(
            "pack-cut-in-checksum",
            "The pack ends within its checksum.",
            bytes[..bytes.len() - 1].to_vec(),
        ),
        refused(
            "pack-followed",
            "Something follows the pack.",
            [bytes.clone(), vec![0; 20]].concat(),
        ),
        refused(
            "pack-version",
            "A version that nobody knows, under a bundle's head.",
            bundle_of_bytes(&sealed(|pack| pack[7] = 4)),
        ),
        refused(
            "pack-type",
            "An object of a type that does not exist.",
            sealed(|pack| pack[12] = pack[12] & 0x8f | 0x50),
        ),
        refused(
            "pack-count",
            "More objects are announced than there are.",
            Pack { count: Some(6), ..whole.clone() }.bytes(),
        ),
        refused(
            "pack-size-larger",
            "An object is announced larger than it is.",
            Pack { resized: Some((1, 1)), ..whole.clone() }.bytes(),
        ),
        refused(
            "pack-content",
            "An object's compressed content is broken.",
            sealed(|pack| pack[40] ^= 0xff),
        ),
        refused(
            "pack-delta-of-other-size",
            "A delta of something of another size.",
            with(Stored::OfsDelta(0, delta(b"something else", b"something"))),
        ),
        refused(
            "pack-delta-beyond",
            "A delta that copies from beyond its base.",
            with(Stored::OfsDelta(0, beyond)),
        ),
        refused(
            "pack-delta-reserved",
            "A delta with an instruction that is reserved.",
            with(Stored::OfsDelta(0, [size(5), vec![0]].concat())),
        ),
        refused(
            "pack-base-before-start",
            "A delta of what would be before the pack.",
            sealed(|pack| {
                pack.truncate(12);
                pack[11] = 1;
                pack.extend([0x60, 0x7f, 0x78, 0x9c]);
            }),
        ),
        refused(
            "pack-base-itself",
            "A delta of itself.",
            sealed(|pack| {
                pack.truncate(12);
                pack[11] = 1;
                pack.extend([0x60, 0, 0x78, 0x9c]);
            }),
        ),
    ]
}

fn bundle_of_bytes(pack: &[u8]) -> Vec<u8> {
    [b"# v2 git bundle\n\n".as_slice(), pack].concat()
}

fn broken_heads(world: &World) -> Vec<Case> {
    let repository = Repository::new(world, false);
    let head = |head: &str| [head.as_bytes(), &repository.pack().bytes()].concat();
    let id = repository.second.id();
    let refused = |name: &str, about: &str, text: &str| {
        history(name, about, world, head(text)).verdict("failed").error("git-bundle-invalid")
    };
    vec![
        refused(
            "bundle-head-without-name",
            "An id without a name.",
            &format!("# v2 git bundle\n{id}\n\n"),
        ),
        refused(
            "bundle-head-short-id",
            "A name for something that is no id.",
            "# v2 git bundle\nabc refs/heads/main\n\n",
        ),
        refused(
            "bundle-head-capability-in-v2",
            "A capability in a version that has none.",
            &format!("# v2 git bundle\n@object-format=sha1\n{id} HEAD\n\n"),
        ),
    ]
}
