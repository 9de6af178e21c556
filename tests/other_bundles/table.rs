//! The bundles of the corpora beside the conformance cases, with what belongs to each.

use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

/// Which corpora there are.
pub const CORPORA: [&str; 4] = ["cosign", "gitsign", "registries", "slsa"];
const TABLE: &str = include_str!("table.toml");

/// One bundle, ready to be verified.
pub struct OtherBundle {
    pub name: String,
    pub bundle: Vec<u8>,
    pub artifact: OtherArtifact,
    /// A key in PEM, or an expectation in JSON; or nothing at all.
    pub key: Option<Vec<u8>>,
    pub expectation: Option<serde_json::Value>,
    pub trusted_root: Option<Vec<u8>>,
    /// Whether it is of GitHub's instance, which another verifier must be told.
    #[allow(dead_code, reason = "one of the readers must be told")]
    pub github: bool,
    pub lines: usize,
    pub verdict: String,
    pub error: Option<String>,
}

/// A file, or a digest (`sha256:...`) where no corpus holds the file.
pub enum OtherArtifact {
    File(Vec<u8>),
    Digest(String),
}

#[derive(Deserialize)]
struct Table {
    bundle: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Row {
    corpus: String,
    path: String,
    artifact: Option<String>,
    digest: Option<String>,
    #[serde(rename = "trusted_root")]
    trusted_root: Option<String>,
    key: Option<String>,
    certificate_identity: Option<String>,
    certificate_identity_regexp: Option<String>,
    certificate_oidc_issuer: Option<String>,
    repo: Option<String>,
    workflow: Option<String>,
    #[serde(default)]
    github: bool,
    lines: Option<usize>,
    verdict: String,
    error: Option<String>,
    #[allow(dead_code, reason = "for the reader of the table")]
    why: String,
}

/// Every bundle that is there, and how many are not.
pub fn other_bundles(corpus: &dyn Fn(&str) -> Option<PathBuf>) -> (Vec<OtherBundle>, usize) {
    let table: Table = toml::from_str(TABLE).unwrap();
    let mut absent = 0;
    let mut found = Vec::new();
    for row in table.bundle {
        match read(row, corpus) {
            Some(bundle) => found.push(bundle),
            None => absent += 1,
        }
    }
    match corpus("gitsign") {
        Some(folder) => found.extend(commits(&folder)),
        None => absent += 1,
    }
    (found, absent)
}

fn read(row: Row, corpus: &dyn Fn(&str) -> Option<PathBuf>) -> Option<OtherBundle> {
    let file = |path: &str| {
        let (corpus_name, path) = path.split_once(':').unwrap_or((&row.corpus, path));
        let path = corpus(corpus_name)?.join(path);
        Some(fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    };
    let artifact = match (&row.artifact, &row.digest) {
        (Some(path), None) => OtherArtifact::File(file(path)?),
        (None, Some(digest)) => OtherArtifact::Digest(digest.clone()),
        _ => panic!("{}: an artifact or a digest", row.path),
    };
    let mut expectation = serde_json::Map::new();
    for (key, value) in [
        ("certificateIdentity", &row.certificate_identity),
        ("certificateIdentityRegexp", &row.certificate_identity_regexp),
        ("certificateOidcIssuer", &row.certificate_oidc_issuer),
        ("repo", &row.repo),
        ("workflow", &row.workflow),
    ] {
        if let Some(value) = value {
            expectation.insert(key.to_owned(), value.clone().into());
        }
    }
    let optional = |path: &Option<String>| match path {
        Some(path) => file(path).map(Some),
        None => Some(None),
    };
    Some(OtherBundle {
        name: format!("{}/{}", row.corpus, row.path),
        bundle: file(&row.path)?,
        artifact,
        key: optional(&row.key)?,
        trusted_root: optional(&row.trusted_root)?,
        expectation: (!expectation.is_empty()).then(|| expectation.into()),
        github: row.github,
        lines: row.lines.unwrap_or(1),
        verdict: row.verdict,
        error: row.error,
    })
}

/// The signatures of commits, as bundles over the signed attributes.
fn commits(folder: &std::path::Path) -> Vec<OtherBundle> {
    let index: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.join("index.json")).unwrap()).unwrap();
    let mut found = Vec::new();
    for object in index["objects"].as_array().unwrap() {
        let sha = object["sha"].as_str().unwrap();
        let Ok(bundle) = fs::read(folder.join(format!("as-bundle/{sha}.sigstore.json"))) else {
            continue;
        };
        let signed = fs::read(folder.join(format!("as-bundle/{sha}.signedattrs.der"))).unwrap();
        let identity = object["san"][0].as_str().unwrap().split_once(':').unwrap().1;
        found.push(OtherBundle {
            name: format!("gitsign/as-bundle/{sha}.sigstore.json"),
            bundle,
            artifact: OtherArtifact::File(signed),
            key: None,
            expectation: Some(serde_json::json!({
                "certificateIdentity": identity,
                "certificateOidcIssuer": object["issuer"],
            })),
            trusted_root: None,
            github: false,
            lines: 1,
            verdict: "verified".to_owned(),
            error: None,
        });
    }
    found
}
