//! Repositories as git keeps them on disk: loose objects, packs and names, some of them broken.

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::gitsign::of_bytes;
use super::histories::Repository;
use crate::git_pack::{Pack, Stored};
use crate::gitsign::GitSigning;
use crate::image::tar;
use crate::text::hex;
use crate::vector::{Case, ExpectedArtifact};
use crate::world::World;

/// The files of a `.git`, by their paths in it.
#[derive(Clone)]
struct Folder {
    files: Vec<(String, Vec<u8>)>,
    sha256: bool,
}

impl Folder {
    /// What git writes first.
    fn new(sha256: bool) -> Self {
        let files = vec![
            ("HEAD".to_owned(), b"ref: refs/heads/main\n".to_vec()),
            ("config".to_owned(), b"[core]\n\trepositoryformatversion = 0\n".to_vec()),
            ("logs/HEAD".to_owned(), b"what nobody signed\n".to_vec()),
        ];
        Self { files, sha256 }
    }

    /// A repository whose first commit is in a pack, and all else beside it.
    fn of(repository: &Repository) -> Self {
        Self::new(repository.sha256)
            .pack(&[Stored::Whole(1, repository.first.bytes())])
            .loose("commit", &repository.second.bytes())
            .loose("tag", &repository.tag.bytes())
            .loose("tree", &repository.tree)
            .loose("blob", &repository.blob)
            .file("refs/heads/main", format!("{}\n", repository.second.id()))
            .file("packed-refs", packed_refs(repository))
    }

    fn file(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.retain(|(known, _)| known != path);
        self.files.push((path.to_owned(), bytes.into()));
        self
    }

    fn loose(self, kind: &str, content: &[u8]) -> Self {
        let id = crate::git_pack::id(kind, content, self.sha256);
        self.file(&path_of(&id), deflated(kind, content))
    }

    fn without(mut self, path: &str) -> Self {
        self.files.retain(|(known, _)| known != path);
        self
    }

    fn pack(self, entries: &[Stored]) -> Self {
        let pack = Pack { sha256: self.sha256, ..Pack::of(entries.to_vec()) }.bytes();
        let length = if self.sha256 { 32 } else { 20 };
        let name = hex(&pack[pack.len() - length..]);
        self.file(&format!("objects/pack/pack-{name}.pack"), pack)
    }

    fn change(mut self, path: &str, change: impl FnOnce(&mut Vec<u8>)) -> Self {
        let file = self.files.iter_mut().find(|(known, _)| known == path).expect("a file");
        change(&mut file.1);
        self
    }
}

fn path_of(id: &str) -> String {
    format!("objects/{}/{}", &id[..2], &id[2..])
}

fn deflated(kind: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("{kind} {}\0", content.len());
    compress_to_vec_zlib(&[head.as_bytes(), content].concat(), 6)
}

fn packed_refs(repository: &Repository) -> String {
    let (tag, second) = (repository.tag.id(), repository.second.id());
    let first = repository.first.id();
    // The first line about `main` is older than the file of its own.
    format!(
        "# pack-refs with: peeled fully-peeled sorted \n{first} refs/heads/main\n{tag} refs/tags/v1\n^{second}\n"
    )
}

const ALL: [&str; 3] = ["commit", "commit", "tag"];
const NAMES: [&str; 3] = ["HEAD signed", "refs/heads/main signed", "refs/tags/v1 signed"];

/// A case with one signed object of each of these kinds, all of them verified.
fn case(name: &str, about: &str, world: &World, folder: &Folder, signed: &[&'static str]) -> Case {
    let mut case = of_bytes(name, about, world, Vec::new());
    case.files.remove("evidence.commit");
    case.artifacts = signed.iter().map(|kind| object(kind, "verified")).collect();
    case.refs = NAMES.iter().map(|name| (*name).to_owned()).collect();
    case.file("repository.tar", tar(&folder.files))
}

fn object(kind: &'static str, verdict: &'static str) -> ExpectedArtifact {
    ExpectedArtifact { kind, platform: "", verdict, covered: false, checks: Vec::new() }
}

fn naming(mut case: Case, refs: &[&str]) -> Case {
    case.refs = refs.iter().map(|name| (*name).to_owned()).collect();
    case
}

pub(super) fn cases(world: &World) -> Vec<Case> {
    [sound(world), partial(world), broken(world), broken_names(world)].concat()
}

fn sound(world: &World) -> Vec<Case> {
    let repository = Repository::new(world, false);
    let long = Repository::new(world, true);
    let folder = Folder::of(&repository);
    let (first, second) = (repository.first.bytes(), repository.second.bytes());
    let twice = folder
        .clone()
        .loose("commit", &first)
        .pack(&[Stored::Whole(1, second.clone()), Stored::Whole(1, first)]);
    let main = format!("{}\n", repository.second.id());
    let shallow = Folder::new(false)
        .loose("commit", &second)
        .file("refs/heads/main", main.clone())
        .file("shallow", main.clone());
    let nameless = folder.clone().without("HEAD").without("packed-refs").without("refs/heads/main");
    let unfinished = folder
        .clone()
        .file("refs/heads/main.lock", "")
        .file("objects/pack/tmp_pack_x", "PACK")
        .file("objects/info/commit-graph", "CGPH");
    vec![
        case(
            "whole",
            "Packed, alone and named: each signed object counts once, and the name in a file of its own before the list.",
            world,
            &folder,
            &ALL,
        ),
        case(
            "whole-sha256",
            "The same where objects are named by SHA-256.",
            world,
            &Folder::of(&long),
            &ALL,
        ),
        case(
            "object-in-three-places",
            "A commit that is in two packs and alone as well is one commit.",
            world,
            &twice,
            &ALL,
        ),
        naming(
            case(
                "shallow",
                "A clone that was cut off on purpose: the commit before its last one is elsewhere.",
                world,
                &shallow,
                &["commit"],
            ),
            &["HEAD signed", "refs/heads/main signed"],
        ),
        naming(
            case(
                "names-lost",
                "HEAD and all names are lost: the objects are what they were.",
                world,
                &nameless,
                &ALL,
            ),
            &[],
        ),
        case(
            "unfinished",
            "What git was about to write, and what it wrote for itself, is none of it.",
            world,
            &unfinished,
            &ALL,
        ),
    ]
}

/// Nothing is wrong in them, and not everything is proven.
fn partial(world: &World) -> Vec<Case> {
    let repository = Repository::new(world, false);
    let folder = Folder::of(&repository);
    let unsigned = GitSigning { message: b"Nobody's\n".to_vec(), ..repository.second.clone() };
    let unsigned = unsigned.signed_object();
    let unsigned_id = crate::git_pack::id("commit", &unsigned, false);
    let pgp = GitSigning {
        change_armor: |armor| armor.replace("SIGNED MESSAGE", "PGP SIGNATURE"),
        ..repository.first.clone()
    };
    let first = path_of(&repository.second.id());
    vec![
        naming(
            case("unsigned-commit", "The newest commit is not signed: those before it do not speak for it.", world, &folder.clone().loose("commit", &unsigned).file("refs/heads/main", unsigned_id), &ALL),
            &["HEAD unsigned", "refs/heads/main unsigned", "refs/tags/v1 signed"],
        )
        .verdict("incomplete"),
        naming(
            case("commit-of-other-tool", "A branch with a commit that PGP signed.", world, &folder.clone().loose("commit", &pgp.bytes()).file("refs/heads/old", pgp.id()), &ALL),
            &["HEAD signed", "refs/heads/main signed", "refs/heads/old other-tool", "refs/tags/v1 signed"],
        )
        .verdict("incomplete"),
        naming(
            case("commit-lost", "The file of a commit is lost that a branch and a tag lead to.", world, &folder.clone().without(&first), &["commit", "tag"]),
            &["HEAD absent", "refs/heads/main absent", "refs/tags/v1 signed"],
        )
        .verdict("incomplete"),
        case("by-someone-else", "Sound, and by someone else than expected.", world, &folder, &ALL)
            .verdict("unexpected")
            .change(|case| case.artifacts.iter_mut().for_each(|object| object.verdict = "unexpected"))
            .expecting(serde_json::json!({"certificateIdentity": "other@authority.test", "certificateOidcIssuer": crate::world::ISSUER})),
    ]
}

/// One file is broken: it is told, and the others are what they are.
fn broken(world: &World) -> Vec<Case> {
    let repository = Repository::new(world, false);
    let folder = Folder::of(&repository);
    let path = path_of(&repository.second.id());
    let content = repository.second.bytes();
    let blob = path_of(&crate::git_pack::id("blob", &repository.blob, false));
    let lost = ["HEAD absent", "refs/heads/main absent", "refs/tags/v1 signed"];
    let without = |name: &str, about: &str, error: &'static str, bytes: Vec<u8>| {
        let folder = folder.clone().file(&path, bytes);
        naming(case(name, about, world, &folder, &["commit", "tag"]), &lost)
            .verdict("failed")
            .error(error)
    };
    let whole = deflated("commit", &content);
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        bytes
    };
    let said = |head: String| compress_to_vec_zlib(&[head.as_bytes(), &content].concat(), 6);
    let text = String::from_utf8(content.clone()).expect("text").replace("Draw on", "Take off");
    let changed = folder.clone().without(&path).loose("commit", text.as_bytes());
    let pack = folder.files.iter().find(|(path, _)| path.ends_with(".pack")).expect("a pack");
    let pack = pack.0.clone();
    vec![
        without("object-empty", "The file of a commit is empty, as after a loss of power.", "deflate-invalid", Vec::new()),
        without("object-start-broken", "The first bytes of a commit's file are not those of zlib.", "deflate-invalid", flipped(0)),
        without("object-cut", "The file of a commit ends too early.", "deflate-invalid", whole[..whole.len() / 2].to_vec()),
        without("object-followed", "Something follows the commit in its file.", "deflate-invalid", [whole.clone(), vec![0]].concat()),
        without("object-checksum", "The checksum at the end of a commit's file is of something else.", "deflate-invalid", flipped(whole.len() - 1)),
        without("object-of-other-size", "A commit's file says another length than it has.", "git-object-invalid", said(format!("commit {}\0", content.len() + 1))),
        without("object-of-smaller-size", "The same, smaller.", "git-object-invalid", said(format!("commit {}\0", content.len() - 1))),
        without("object-of-no-kind", "A file says to be of a kind that git has not.", "git-object-invalid", deflated("comit", &content)),
        without("object-without-head", "A commit without git's own head.", "git-object-invalid", said(String::new())),
        without("object-misplaced", "A signed commit in the file of another.", "git-object-misplaced", deflated("commit", &repository.first.bytes())),
        without("object-of-another-kind", "A commit that is stored as a tree: the bytes are the same, the id is not.", "git-object-misplaced", deflated("tree", &content)),
        without("object-changed", "A commit's message was changed in its file.", "git-object-misplaced", deflated("commit", text.as_bytes())),
        case("blob-broken", "A file's content is broken, which no signature is directly over: the commits are what they are, the repository is not.", world, &folder.clone().change(&blob, |bytes| bytes[5] ^= 0xff), &ALL)
            .verdict("failed").error("git-object-invalid"),
        naming(case("object-changed-and-renamed", "A commit's message was changed and its file named after its new id: nobody signed that.", world, &changed, &["commit", "commit", "tag"]), &lost)
            .verdict("failed").change(|case| case.artifacts[1].verdict = "failed"),
        case("pack-cut", "A pack ends too early, after its only commit: that one and those beside the pack are what they are.", world, &folder.clone().change(&pack, |bytes| bytes.truncate(bytes.len() - 9)), &ALL)
            .verdict("failed").error("git-pack-invalid"),
        case("pack-garbage", "What is named as a pack is none.", world, &folder.clone().change(&pack, |bytes| *bytes = b"no pack".to_vec()), &["commit", "tag"])
            .verdict("failed").error("git-pack-invalid"),
    ]
}

/// A name is a claim; one that cannot be read makes no object worse.
fn broken_names(world: &World) -> Vec<Case> {
    let repository = Repository::new(world, false);
    let folder = Folder::of(&repository);
    let told = |case: Case| case.verdict("incomplete").error("git-ref-invalid");
    let list =
        format!("{}\n{} refs/tags/v1\nno id refs/tags/v2\n", "x".repeat(40), repository.tag.id());
    vec![
        told(naming(
            case(
                "name-empty",
                "The file of a branch is empty, as after a loss of power: what the list says of it is older.",
                world,
                &folder.clone().file("refs/heads/main", ""),
                &ALL,
            ),
            &NAMES[2..],
        )),
        told(naming(
            case(
                "name-of-no-id",
                "HEAD leads to nothing that could be an id.",
                world,
                &folder.clone().file("HEAD", "main\n"),
                &ALL,
            ),
            &NAMES[1..],
        )),
        told(case(
            "names-broken",
            "Lines of the list of names are broken; the others count.",
            world,
            &folder.clone().file("packed-refs", list),
            &ALL,
        )),
        naming(
            case(
                "names-in-a-circle",
                "Two names that stand for each other stand for nothing.",
                world,
                &folder
                    .clone()
                    .file("refs/heads/main", "ref: refs/heads/other")
                    .file("refs/heads/other", "ref: refs/heads/main"),
                &ALL,
            ),
            &NAMES[2..],
        ),
    ]
}
