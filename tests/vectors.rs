//! Holds the engine against `tests/vectors`: each case by file, by digest, and in another order.
//!
//! `cargo run -p touchstone-test-authority` writes the cases; `expect.toml` says what must come
//! out and why. Every failed or missing check must be expected there: a case that fails for
//! another reason than its own proves nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's panic is its answer"
)]
#![allow(clippy::indexing_slicing, clippy::as_conversions, reason = "tests may stop at a surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use touchstone::{
    DigestAlgorithm, Digests, EmbeddedRoots, Error, Expectation, Hasher, Session, Stated, UnixTime,
};

/// One `#[test]` for each case.
macro_rules! case {
    ($name:ident, $folder:literal) => {
        #[test]
        fn $name() {
            Case::read($folder).run();
        }
    };
}

include!("vectors/cases.rs");

/// How the user hands the artifact over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// The file, read as often as needed.
    ByFile,
    /// Only its digests.
    ByDigest,
    /// The file first, then evidence, trusted roots, keys and expectation.
    ArtifactFirst,
    /// The file, in a session forked off one that answered the same question at another time.
    Forked,
}

struct Case {
    folder: PathBuf,
    expect: Value,
    files: BTreeMap<String, Vec<u8>>,
}

impl Case {
    fn read(folder: &str) -> Self {
        let folder = root().join(folder);
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            files.insert(name, fs::read(&path).unwrap());
        }
        let expect = String::from_utf8(files.remove("expect.toml").unwrap()).unwrap();
        Self { folder, expect: toml::from_str(&expect).unwrap(), files }
    }

    /// Panics with everything that is not as expected.
    fn run(&self) {
        let mut wrong = Vec::new();
        let ways: &[Way] = if self.expect["digestOnly"] == true {
            &[Way::ByDigest]
        } else {
            &[Way::ByFile, Way::ByDigest, Way::ArtifactFirst, Way::Forked]
        };
        for way in ways.iter().copied() {
            let report = self.report(way);
            wrong.extend(
                self.compare(&report, way).into_iter().map(|line| format!("{way:?}: {line}")),
            );
        }
        let about = &self.expect["about"];
        assert!(wrong.is_empty(), "{}\n{about}\n{}", self.folder.display(), wrong.join("\n"));
    }

    fn report(&self, way: Way) -> Value {
        let now = UnixTime::from_rfc3339(self.expect["now"].as_str().unwrap()).unwrap();
        let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
        if way == Way::ArtifactFirst {
            self.add_artifact(&mut session, way);
            self.add_evidence(&mut session);
            self.add_trust(&mut session);
            self.add_expectation(&mut session);
        } else if way == Way::Forked {
            session = self.used().fork(now);
            self.add_expectation(&mut session);
            self.add_evidence(&mut session);
            self.add_artifact(&mut session, way);
        } else {
            self.add_trust(&mut session);
            self.add_expectation(&mut session);
            self.add_evidence(&mut session);
            self.add_artifact(&mut session, way);
        }
        if way != Way::ByDigest {
            self.read_again(&mut session);
        }
        serde_json::to_value(session.report()).unwrap()
    }

    /// A session that has answered about these files, long ago.
    fn used(&self) -> Session {
        let then = UnixTime::from_rfc3339("2001-01-01T00:00:00Z").unwrap();
        let mut session = Session::new(then, EmbeddedRoots::None).unwrap();
        self.add_trust(&mut session);
        self.add_expectation(&mut session);
        self.add_evidence(&mut session);
        self.add_artifact(&mut session, Way::Forked);
        session.report();
        session
    }

    fn artifacts(&self) -> Vec<(&String, &Vec<u8>)> {
        let is_artifact = |name: &str| name.starts_with("artifact") && !name.contains('.');
        self.files.iter().filter(|(name, _)| is_artifact(name)).collect()
    }

    fn add_artifact(&self, session: &mut Session, way: Way) {
        use DigestAlgorithm::{Sha256, Sha384, Sha512};
        let algorithms = match (self.expect["digests"].as_array(), way) {
            (Some(names), _) => {
                let named = |algorithm: &DigestAlgorithm| names.contains(&algorithm.name().into());
                [Sha256, Sha384, Sha512].into_iter().filter(named).collect()
            }
            (None, Way::ArtifactFirst) => vec![Sha256, Sha384, Sha512],
            (None, _) => session.digests_wanted(),
        };
        for (name, bytes) in self.artifacts() {
            let name = self.expect["artifactName"].as_str().unwrap_or(name);
            let size = (way != Way::ByDigest).then_some(bytes.len() as u64);
            session.add_artifact(name, size, digests(&algorithms, bytes));
        }
    }

    fn add_evidence(&self, session: &mut Session) {
        let explicit = (self.expect["explicit"] != false).then_some(0);
        for (name, bytes) in &self.files {
            if name.ends_with(".sigstore.json") || name.starts_with("evidence") {
                session.add_file(name, bytes, explicit);
            } else if let Some(name) = name.strip_prefix("tuf-") {
                session.add_file(name, bytes, None);
            } else if name.starts_with("other") {
                session.add_file(name, bytes, None);
            }
        }
    }

    fn add_trust(&self, session: &mut Session) {
        for (name, bytes) in &self.files {
            let refused = if name.starts_with("trusted_root") {
                self.expect_refusal("trusted-root", session.add_trusted_root(name, bytes))
            } else if name == "accepted_root.json" {
                self.expect_refusal("tuf-root", session.add_tuf_root(name, bytes))
            } else if name.starts_with("key") && self.expect["keyFound"] != true {
                self.expect_refusal("key", session.add_key(name, bytes, Stated::Expected))
            } else {
                continue;
            };
            assert!(refused.is_none(), "{}: {name}: {refused:?}", self.folder.display());
        }
    }

    /// The expectation, and keys that lay among the files.
    fn add_expectation(&self, session: &mut Session) {
        for (name, bytes) in &self.files {
            if name.starts_with("key") && self.expect["keyFound"] == true {
                session.add_file(name, bytes, None);
            }
        }
        let stated =
            self.expect.get("expectation").map(|stated| serde_json::to_vec(stated).unwrap());
        let Some(text) = self.files.get("policy.json").cloned().or(stated) else { return };
        let result = Expectation::from_json(&text).map(|expectation| {
            session.set_expectation(expectation);
        });
        let refused = self.expect_refusal("expectation", result);
        assert!(refused.is_none(), "{}: {refused:?}", self.folder.display());
    }

    /// What is not as expected about an input that may be refused.
    fn expect_refusal(&self, input: &str, result: Result<(), Error>) -> Option<String> {
        let refused = &self.expect["refused"];
        let expected = refused["error"].as_str().filter(|_| refused["input"] == input);
        let found = result.err().map(|error| error.code());
        (expected != found).then(|| format!("{input}: expected {expected:?}, found {found:?}"))
    }

    fn read_again(&self, session: &mut Session) {
        for index in session.messages_wanted() {
            session.message_begin(index);
            for chunk in self.artifacts()[index].1.chunks(7) {
                session.message_update(index, chunk);
            }
            session.message_end(index);
        }
    }

    fn compare(&self, report: &Value, way: Way) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut expect = |name: String, expected: &Value, found: &Value| {
            if expected != found {
                wrong.push(format!("{name}: expected {expected}, found {found}"));
            }
        };
        let by_digest = self.expect.get("digestVerdict").filter(|_| way == Way::ByDigest);
        let verdict = by_digest.unwrap_or(&self.expect["verdict"]);
        expect("verdict".to_owned(), verdict, &report["verdict"]);
        let evidence = &report["evidence"][0];
        if let Some(time) = self.expect.get("time") {
            expect("time".to_owned(), &time["value"], &evidence["time"]["value"]);
            expect("time source".to_owned(), &time["source"], &evidence["time"]["source"]);
        }
        for (name, value) in self.expect["signer"].as_object().into_iter().flatten() {
            let signer = &evidence["signer"];
            let found = signer.get(name).unwrap_or(&signer["extensions"][name]);
            expect(format!("signer.{name}"), value, found);
        }
        if by_digest.is_none() {
            wrong.extend(self.compare_checks(evidence));
        }
        wrong.extend(self.compare_errors(report));
        if by_digest.is_none() {
            wrong.extend(self.compare_demands(&report["artifacts"][0]));
        }
        wrong
    }

    /// Where the case says anything of demands, it says all; and a file is verified if and only if
    /// there are some and all are met.
    fn compare_demands(&self, artifact: &Value) -> Vec<String> {
        // A history may hold no artifact at all.
        if artifact.is_null() {
            return Vec::new();
        }
        let found = artifact["demands"].as_array().unwrap();
        let shown = |list: &[Value]| -> Vec<String> {
            list.iter().map(|demand| format!("{} {}", demand["key"], demand["status"])).collect()
        };
        let mut wrong = Vec::new();
        let expected = self.expect["demands"].as_array().filter(|list| !list.is_empty());
        if let Some(expected) = expected.filter(|list| shown(list) != shown(found)) {
            wrong.push(format!("demands: expected {:?}, found {found:?}", shown(expected)));
        }
        if let Some(section) = self.expect.get("section")
            && *section != artifact["section"]
        {
            wrong.push(format!("section: expected {section}, found {}", artifact["section"]));
        }
        let met = !found.is_empty() && found.iter().all(|demand| demand["status"] == "met");
        if (artifact["verdict"] == "verified") && !met {
            wrong.push(format!("verified, although {:?}", shown(found)));
        }
        if met && !["verified", "unstated"].contains(&artifact["verdict"].as_str().unwrap()) {
            wrong.push(format!("{} although all demands are met", artifact["verdict"]));
        }
        wrong
    }

    fn compare_checks(&self, evidence: &Value) -> Vec<String> {
        let none = Vec::new();
        let checks = evidence["checks"].as_array().unwrap_or(&none);
        let expected = self.expect["checks"].as_array().unwrap_or(&none);
        let mut wrong = Vec::new();
        for check in expected {
            if !checks.iter().any(|found| is_same_check(check, found)) {
                let same = |found: &&Value| found["code"] == check["code"];
                let instead: Vec<_> = checks.iter().filter(same).map(shown).collect();
                wrong.push(format!("expected {}, found {instead:?}", shown_expected(check)));
            }
        }
        for found in checks {
            let refused = found["status"] == "failed" || found["status"] == "missing";
            // Follows from whatever else is wrong, or from no expectation.
            let follows = found["facts"]["error"] == "identity-unproven";
            let listed = self.expect["exact"] != false;
            if listed
                && refused
                && !follows
                && !expected.iter().any(|check| is_same_check(check, found))
            {
                wrong.push(format!("not expected: {}", shown(found)));
            }
        }
        wrong
    }

    fn compare_errors(&self, report: &Value) -> Vec<String> {
        let codes = |list: &Value| -> BTreeSet<String> {
            let list = list.as_array().into_iter().flatten();
            list.map(|error| error["code"].as_str().unwrap().to_owned()).collect()
        };
        let (expected, found) = (codes(&self.expect["errors"]), codes(&report["errors"]));
        if expected == found {
            return Vec::new();
        }
        vec![format!("errors: expected {expected:?}, found {found:?}")]
    }
}

fn is_same_check(expected: &Value, found: &Value) -> bool {
    expected["code"] == found["code"]
        && expected["status"] == found["status"]
        && expected.get("error").is_none_or(|error| *error == found["facts"]["error"])
}

fn shown(check: &Value) -> String {
    format!("{} {} {}", check["code"], check["status"], check["facts"])
}

fn shown_expected(check: &Value) -> String {
    format!("{} {} {}", check["code"], check["status"], check["error"])
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

fn digests(algorithms: &[DigestAlgorithm], bytes: &[u8]) -> Digests {
    let mut hasher = Hasher::new(algorithms);
    hasher.update(bytes);
    hasher.finish()
}

/// The folders of all cases, relative to the vectors.
fn folders() -> BTreeSet<String> {
    ["cosign", "gitsign", "policy", "provenance", "registries", "sigstore", "samples", "tuf"]
        .into_iter()
        .flat_map(cases_of)
        .collect()
}

/// Those that `tests/images.rs` and `tests/git_repositories.rs` run.
fn others() -> Vec<String> {
    ["images", "repositories"].into_iter().flat_map(cases_of).collect()
}

fn cases_of(family: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(family)).unwrap();
    let named = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
    entries.map(|entry| format!("{family}/{}", named(entry.unwrap()))).collect()
}

#[test]
fn no_case_is_left_out() {
    let listed: BTreeSet<String> = CASES.iter().map(|folder| (*folder).to_owned()).collect();
    assert_eq!(listed, folders());
}

/// The client is asked for one file after the other, and over several runs.
const TUF_CLIENT: &str = "a client of a repository says it";

/// Codes that no file of a case can bring about: which test does instead, and why.
const WITHOUT_VECTOR: &[(&str, &str, &str)] = &[
    (
        "digest-invalid",
        "src/digest.rs",
        "a caller of the interface gives it; files with a wrong digest say field-invalid",
    ),
    ("too-many-pairs", "tests/many_files.rs", "it takes thousands of files"),
    ("tuf-role-unlisted", "tests/tuf_client.rs", TUF_CLIENT),
    ("tuf-version-mismatch", "tests/tuf_client.rs", TUF_CLIENT),
    ("tuf-rollback", "tests/tuf_client.rs", TUF_CLIENT),
    (
        "tuf-signer-mismatch",
        "tests/tuf_client.rs",
        "the first evidence is the signature; that the repository names somebody else stands in its own",
    ),
    ("tuf-rotation-limit", "tests/tuf_client.rs", TUF_CLIENT),
    ("tuf-type-mismatch", "tests/tuf_client.rs", TUF_CLIENT),
    (
        "layer-too-large",
        "tests/pkg/image.test.js",
        "whoever decompresses finds out, and that is the host",
    ),
];

#[test]
fn every_code_has_a_vector() {
    let mut seen = BTreeSet::new();
    for folder in folders().into_iter().chain(others()) {
        let expect = Case::read(&folder).expect;
        let parts = expect["artifacts"].as_array().into_iter().flatten();
        let parts = parts.map(|part| &part["checks"]);
        let lists = parts.chain([&expect["checks"], &expect["errors"]]);
        for item in lists.filter_map(|list| list.as_array()).flatten() {
            seen.extend(item["error"].as_str().or(item["code"].as_str()).map(str::to_owned));
        }
        seen.extend(expect["refused"]["error"].as_str().map(str::to_owned));
    }
    for (code, test, why) in WITHOUT_VECTOR {
        assert!(!seen.contains(*code), "{code} has a vector, although {why}");
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(project.join(test)).unwrap();
        assert!(text.contains(&format!("\"{code}\"")), "{test} does not expect {code}");
        seen.insert((*code).to_owned());
    }
    let codes: BTreeSet<String> = Error::CODES.iter().map(|(code, _)| (*code).to_owned()).collect();
    assert_eq!(codes.len(), Error::CODES.len(), "a code is given twice");
    let without: Vec<_> = codes.difference(&seen).collect();
    assert!(without.is_empty(), "codes without a vector: {without:?}");
}

/// The list of comparisons that others once left out names cases that are there, and that refuse
/// what was accepted then.
#[test]
fn every_comparison_has_a_vector() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(project.join("docs/comparisons.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| What"));
    let mut count = 0;
    for row in rows {
        let named = row.split('`').skip(1).step_by(2).filter(|name| name.contains('/'));
        let mut refusing = 0;
        for name in named {
            assert!(root().join(name).is_dir(), "{name} is no case: {row}");
            refusing += usize::from(Case::read(name).expect["verdict"] != "verified");
        }
        assert!(refusing > 0, "no case refuses anything: {row}");
        count += 1;
    }
    assert!(count > 15, "{count} comparisons");
}
