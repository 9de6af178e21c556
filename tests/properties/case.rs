//! What a session is given: the vectors, and the conformance cases where they are present.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use touchstone::{
    Digest, DigestAlgorithm, EmbeddedRoots, Expectation, Report, Session, Stated, UnixTime,
};

use crate::corpora;

const ALL: [DigestAlgorithm; 3] =
    [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512];
const IDENTITY: &str = "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
const ISSUER: &str = "https://token.actions.githubusercontent.com";

/// One bundle with everything it is verified with.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) now: String,
    pub(crate) bundle: Vec<u8>,
    pub(crate) artifacts: Vec<Vec<u8>>,
    /// The bundle is given for the first artifact, not found beside it.
    explicit: bool,
    trusted_roots: Vec<Vec<u8>>,
    keys: Vec<Vec<u8>>,
    expectation: Option<Vec<u8>>,
}

/// The things that a session is told, in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Root(usize),
    Key(usize),
    Expectation,
    Evidence,
    Artifact(usize),
}

impl Case {
    pub(crate) fn steps(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = (0..self.trusted_roots.len()).map(Step::Root).collect();
        steps.extend((0..self.keys.len()).map(Step::Key));
        steps.extend([Step::Expectation, Step::Evidence]);
        steps.extend((0..self.artifacts.len()).map(Step::Artifact));
        steps
    }

    pub(crate) fn session(&self) -> Session {
        let now = UnixTime::from_rfc3339(&self.now).unwrap();
        let roots = match self.trusted_roots.is_empty() && !self.name.starts_with("vectors/") {
            true => EmbeddedRoots::Production,
            false => EmbeddedRoots::None,
        };
        Session::new(now, roots).unwrap()
    }

    /// Tells the session one thing. What it refuses stays untold.
    pub(crate) fn tell(&self, session: &mut Session, step: Step, bundle: &[u8]) {
        match step {
            Step::Root(index) => drop(session.add_trusted_root("root", &self.trusted_roots[index])),
            Step::Key(index) => drop(session.add_key("key", &self.keys[index], Stated::Expected)),
            Step::Expectation => {
                let stated = self.expectation.as_deref().map(Expectation::from_json);
                if let Some(Ok(expectation)) = stated {
                    session.set_expectation(expectation);
                }
            }
            Step::Evidence => {
                session.add_file("bundle.sigstore.json", bundle, self.explicit.then_some(0));
            }
            Step::Artifact(index) => {
                let digests =
                    ALL.iter().map(|name| Digest::of(*name, &self.artifacts[index])).collect();
                session.add_artifact(&format!("artifact-{index}"), None, digests);
            }
        }
    }

    /// Reads the artifacts again where a signature needs it.
    pub(crate) fn stream(&self, session: &mut Session) {
        for index in session.messages_wanted() {
            session.message_begin(index);
            session.message_update(index, &self.artifacts[index]);
            session.message_end(index);
        }
    }

    pub(crate) fn told(&self, steps: &[Step], bundle: &[u8]) -> Session {
        let mut session = self.session();
        for step in steps {
            self.tell(&mut session, *step, bundle);
        }
        self.stream(&mut session);
        session
    }

    pub(crate) fn report(&self, bundle: &[u8]) -> Report {
        self.told(&self.steps(), bundle).report()
    }
}

/// Every case with exactly one bundle.
pub(crate) fn cases() -> Vec<Case> {
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/sigstore");
    let mut cases: Vec<Case> =
        folders(&vectors).iter().filter_map(|folder| vector(folder)).collect();
    match corpora::unpacked("cosign") {
        Some(corpus) => {
            let conformance = folders(&corpus.join("bundle/conformance"));
            cases.extend(conformance.iter().map(|folder| conformance_case(folder)));
        }
        None => println!("skipped: 40 conformance cases (no corpus)"),
    }
    cases
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root) else { return Vec::new() };
    let mut found: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn vector(folder: &Path) -> Option<Case> {
    let expect: Value =
        toml::from_str(&fs::read_to_string(folder.join("expect.toml")).unwrap()).unwrap();
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |fits: &dyn Fn(&str) -> bool| -> Vec<Vec<u8>> {
        let fitting = files.iter().filter(|path| fits(&name(path)));
        fitting.map(|path| fs::read(path).unwrap()).collect()
    };
    let mut bundles = read(&|name| name.ends_with(".sigstore.json") || name.starts_with("other"));
    let bundle = bundles.pop().filter(|_| bundles.is_empty())?;
    Some(Case {
        name: format!("vectors/{}", name(folder)),
        now: expect["now"].as_str().unwrap().to_owned(),
        bundle,
        artifacts: read(&|name| name.starts_with("artifact") && !name.ends_with(".json")),
        explicit: expect["explicit"] != false,
        trusted_roots: read(&|name| name.starts_with("trusted_root")),
        keys: read(&|name| name.starts_with("key")),
        expectation: expect.get("expectation").map(|stated| serde_json::to_vec(stated).unwrap()),
    })
}

fn conformance_case(folder: &Path) -> Case {
    let optional = |name: &str| fs::read(folder.join(name)).into_iter().collect::<Vec<_>>();
    let text = |name: &str, default: &str| {
        fs::read_to_string(folder.join(name))
            .map_or(default.to_owned(), |text| text.trim().to_owned())
    };
    let keys = optional("key.pub");
    let stated = serde_json::json!({
        "certificateIdentity": text("identity", IDENTITY),
        "certificateOidcIssuer": text("issuer", ISSUER),
    });
    let artifact = fs::read(folder.join("artifact"));
    let artifact = artifact.or_else(|_| fs::read(folder.join("../a.txt"))).unwrap();
    Case {
        name: format!("conformance/{}", name(folder)),
        now: "2026-11-01T00:00:00Z".to_owned(),
        bundle: fs::read(folder.join("bundle.sigstore.json")).unwrap(),
        artifacts: vec![artifact],
        explicit: true,
        trusted_roots: optional("trusted_root.json"),
        expectation: keys.is_empty().then(|| stated.to_string().into_bytes()),
        keys,
    }
}
