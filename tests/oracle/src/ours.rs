//! Touchstone's answer.

use touchstone::{
    Digest, DigestAlgorithm, Digests, EmbeddedRoots, Expectation, Session, Stated, UnixTime,
    Verdict,
};

use crate::case::{Artifact, Case, Root, Signer};

const ALL: [DigestAlgorithm; 3] =
    [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512];

/// The verdict, and the codes of everything that stands against a better one.
#[derive(Clone, Debug)]
pub struct Ours {
    /// The report's.
    pub verdict: Verdict,
    /// In the order of the checks, then of the errors.
    pub codes: Vec<String>,
}

impl Ours {
    /// Whether the artifact is verified.
    #[must_use]
    pub fn accepts(&self) -> bool {
        self.verdict == Verdict::Verified
    }
}

/// Asks Touchstone.
#[must_use]
pub fn ask(case: &Case, bundle: &[u8], artifact: &Artifact, now: UnixTime) -> Ours {
    let mut session = Session::new(now, EmbeddedRoots::Production).unwrap();
    if let Root::Given(root) = &case.root
        && let Err(error) = session.add_trusted_root("trusted_root.json", root)
    {
        return Ours { verdict: Verdict::Failed, codes: vec![error.code().to_owned()] };
    }
    match &case.signer {
        Signer::Anybody => expect(
            &mut session,
            &serde_json::json!({
                "certificateIdentityRegexp": ".*",
            }),
        ),
        Signer::Identity(identity, issuer) => expect(
            &mut session,
            &serde_json::json!({
                "certificateIdentity": identity,
                "certificateOidcIssuer": issuer,
            }),
        ),
        Signer::Key(key) => {
            if let Err(error) = session.add_key("key.pub", key, Stated::Expected) {
                return Ours { verdict: Verdict::Failed, codes: vec![error.code().to_owned()] };
            }
        }
    }
    session.add_file("bundle.sigstore.json", bundle, Some(0));
    session.add_artifact("artifact", None, digests(artifact));
    if let Artifact::File(bytes) = artifact {
        for wanted in session.messages_wanted() {
            session.message_begin(wanted);
            session.message_update(wanted, bytes);
            session.message_end(wanted);
        }
    }
    let report = session.report();
    let checks = report.evidence.iter().flat_map(|evidence| &evidence.checks);
    let mut codes: Vec<String> =
        checks.filter_map(|check| check.facts.get("error")?.as_str().map(str::to_owned)).collect();
    codes.extend(report.errors.iter().map(|error| error.code.to_owned()));
    Ours { verdict: report.verdict, codes }
}

fn expect(session: &mut Session, expectation: &serde_json::Value) {
    session.set_expectation(Expectation::from_json(expectation.to_string().as_bytes()).unwrap());
}

fn digests(artifact: &Artifact) -> Digests {
    match artifact {
        Artifact::File(bytes) => ALL.iter().map(|name| Digest::of(*name, bytes)).collect(),
        Artifact::Digest(text) => {
            let (name, hex) = text.split_once(':').unwrap();
            let algorithm = DigestAlgorithm::from_name(name).unwrap();
            core::iter::once(Digest::from_hex(algorithm, hex).unwrap()).collect()
        }
    }
}
