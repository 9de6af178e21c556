//! One case: its files and what must be said about them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

use crate::text::readable_json;

/// `expect.toml` with the files beside it.
#[derive(Clone)]
pub struct Case {
    pub name: String,
    pub about: String,
    pub now: String,
    pub verdict: &'static str,
    /// The verdict where only digests are given, if it is another.
    pub digest_verdict: Option<&'static str>,
    /// Whether the user gave the bundle for the artifact.
    pub explicit: bool,
    pub checks: Vec<ExpectedCheck>,
    pub errors: Vec<&'static str>,
    /// An input that the interface itself refuses: which, and with what code.
    pub refused: Option<(&'static str, &'static str)>,
    pub expectation: Option<Value>,
    /// Each demand of the expectation on the first artifact, and what became of it.
    pub demands: Vec<(&'static str, &'static str)>,
    /// The policy's section that is about the first artifact.
    pub section: Option<&'static str>,
    /// Facts about the signer, by their names in the report.
    pub signer: Vec<(&'static str, String)>,
    pub signing_time: Option<(String, &'static str)>,
    /// Keys of which the user did not say that they are the expected signer's.
    pub key_found: bool,
    /// The digests by which alone the artifact is known, in every way of giving it.
    pub digests: Vec<&'static str>,
    /// What the artifact is called, where that matters.
    pub artifact_name: Option<&'static str>,
    /// Whether every failed or missing check is listed.
    pub exact: bool,
    /// What is reported of the parts of an image, in their order.
    pub artifacts: Vec<ExpectedArtifact>,
    /// The names of a repository's folder, each with the state of what it is given to.
    pub refs: Vec<String>,
    pub files: BTreeMap<String, Vec<u8>>,
}

/// A part of an image: what it is, the verdict on it, and every check that did not pass.
#[derive(Clone)]
pub struct ExpectedArtifact {
    pub kind: &'static str,
    pub platform: &'static str,
    pub verdict: &'static str,
    /// Whether what lists it speaks for it.
    pub covered: bool,
    pub checks: Vec<ExpectedCheck>,
}

#[derive(Clone)]
pub struct ExpectedCheck {
    pub code: &'static str,
    pub status: &'static str,
    pub error: Option<&'static str>,
}

impl Case {
    /// A case of a bundle, a trusted root and an artifact.
    pub fn new(name: &str, about: &str, bundle: &Value, root: &Value, artifact: &[u8]) -> Self {
        Self::of_bytes(name, about, readable_json(bundle).as_bytes(), root, artifact)
    }

    /// The same for a bundle that is not even JSON.
    pub fn of_bytes(name: &str, about: &str, bundle: &[u8], root: &Value, artifact: &[u8]) -> Self {
        let mut files = BTreeMap::new();
        files.insert("bundle.sigstore.json".to_owned(), bundle.to_vec());
        files.insert("trusted_root.json".to_owned(), readable_json(root).into_bytes());
        files.insert("artifact".to_owned(), artifact.to_vec());
        Self {
            name: name.to_owned(),
            about: about.to_owned(),
            now: "2026-06-01T00:00:00Z".to_owned(),
            verdict: "verified",
            digest_verdict: None,
            explicit: true,
            checks: Vec::new(),
            errors: Vec::new(),
            refused: None,
            expectation: None,
            demands: Vec::new(),
            section: None,
            signer: Vec::new(),
            signing_time: None,
            key_found: false,
            digests: Vec::new(),
            artifact_name: None,
            exact: true,
            artifacts: Vec::new(),
            refs: Vec::new(),
            files,
        }
    }

    pub fn verdict(mut self, verdict: &'static str) -> Self {
        self.verdict = verdict;
        self
    }

    pub fn expecting(mut self, expectation: Value) -> Self {
        self.expectation = Some(expectation);
        self
    }

    pub fn passed(mut self, code: &'static str) -> Self {
        self.checks.push(ExpectedCheck { code, status: "passed", error: None });
        self
    }

    pub fn not_applicable(mut self, code: &'static str) -> Self {
        self.checks.push(ExpectedCheck { code, status: "not-applicable", error: None });
        self
    }

    pub fn failed(mut self, code: &'static str, error: &'static str) -> Self {
        self.checks.push(ExpectedCheck { code, status: "failed", error: Some(error) });
        self
    }

    pub fn missing(mut self, code: &'static str, error: &'static str) -> Self {
        self.checks.push(ExpectedCheck { code, status: "missing", error: Some(error) });
        self
    }

    pub fn error(mut self, code: &'static str) -> Self {
        self.errors.push(code);
        self
    }

    pub fn called(mut self, name: &'static str) -> Self {
        self.artifact_name = Some(name);
        self
    }

    pub fn file(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(name.to_owned(), bytes.into());
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.files.remove(name);
        self
    }

    pub fn change(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// Writes the case's folder.
    pub fn write(&self, parent: &Path) -> io::Result<()> {
        let folder = parent.join(&self.name);
        fs::create_dir_all(&folder)?;
        for (name, bytes) in self.all_files() {
            fs::write(folder.join(name), bytes)?;
        }
        Ok(())
    }

    /// Every file, `expect.toml` too.
    pub fn all_files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.files.clone();
        files.insert("expect.toml".to_owned(), self.expect_toml().into_bytes());
        files
    }

    fn expect_toml(&self) -> String {
        let mut toml = String::new();
        let mut line = |text: String| {
            let _ = writeln!(toml, "{text}");
        };
        line(format!("about = {}", quoted(&self.about)));
        line(format!("now = {}", quoted(&self.now)));
        line(format!("verdict = {}", quoted(self.verdict)));
        if let Some(verdict) = self.digest_verdict {
            line(format!("digestVerdict = {}", quoted(verdict)));
        }
        if !self.explicit {
            line("explicit = false".to_owned());
        }
        if self.key_found {
            line("keyFound = true".to_owned());
        }
        if !self.digests.is_empty() {
            line(format!("digestOnly = true\ndigests = {}", Value::from(self.digests.clone())));
        }
        if let Some(name) = self.artifact_name {
            line(format!("artifactName = {}", quoted(name)));
        }
        if !self.refs.is_empty() {
            line(format!("refs = {}", Value::from(self.refs.clone())));
        }
        if !self.exact {
            line("exact = false".to_owned());
        }
        if let Some(section) = self.section {
            line(format!("section = {}", quoted(section)));
        }
        if let Some((value, source)) = &self.signing_time {
            line(format!("time = {{ value = {}, source = {} }}", quoted(value), quoted(source)));
        }
        if let Some((input, error)) = self.refused {
            line(format!("refused = {{ input = {}, error = {} }}", quoted(input), quoted(error)));
        }
        for check in &self.checks {
            line(format!(
                "\n[[checks]]\ncode = {}\nstatus = {}",
                quoted(check.code),
                quoted(check.status)
            ));
            if let Some(error) = check.error {
                line(format!("error = {}", quoted(error)));
            }
        }
        for artifact in &self.artifacts {
            line(format!("\n[[artifacts]]\nkind = {}", quoted(artifact.kind)));
            if !artifact.platform.is_empty() {
                line(format!("platform = {}", quoted(artifact.platform)));
            }
            line(format!("verdict = {}", quoted(artifact.verdict)));
            if artifact.covered {
                line("covered = true".to_owned());
            }
            for check in &artifact.checks {
                let (code, status) = (quoted(check.code), quoted(check.status));
                line(format!("\n[[artifacts.checks]]\ncode = {code}\nstatus = {status}"));
                if let Some(error) = check.error {
                    line(format!("error = {}", quoted(error)));
                }
            }
        }
        for (key, status) in &self.demands {
            line(format!("\n[[demands]]\nkey = {}\nstatus = {}", quoted(key), quoted(status)));
        }
        for error in &self.errors {
            line(format!("\n[[errors]]\ncode = {}", quoted(error)));
        }
        if let Some(Value::Object(expectation)) = &self.expectation {
            line("\n[expectation]".to_owned());
            for (key, value) in expectation {
                // JSON's texts, numbers and lists of them are TOML's too.
                line(format!("{} = {value}", quoted(key)));
            }
        }
        if !self.signer.is_empty() {
            line("\n[signer]".to_owned());
            for (name, value) in &self.signer {
                line(format!("{name} = {}", quoted(value)));
            }
        }
        toml
    }
}

/// TOML's basic strings understand what JSON's texts escape.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
