//! Milliseconds of one warm verification by each verifier, for each case given as JSON.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::stdin;
use std::time::{Duration, Instant};

use serde::Deserialize;
use sigstore_trust_root::TrustedRoot;
use sigstore_verifier::{IdentityMatch, SigstoreBlobVerifier, VerificationPolicy as OtherPolicy};
use sigstore_verify::types::{Artifact, Bundle};
use sigstore_verify::{VerificationPolicy, Verifier};
use touchstone::{
    Digest, DigestAlgorithm, Digests, EmbeddedRoots, Expectation, Session, UnixTime, Verdict,
};

const ROUNDS: usize = 9;
const TURN: Duration = Duration::from_millis(200);

#[derive(Deserialize)]
struct Case {
    name: String,
    identity: String,
    issuer: String,
    bundle: String,
    root: String,
    sha256: String,
    artifact: String,
    now: String,
}

type Run<'a> = Box<dyn Fn() + 'a>;

fn main() {
    let cases: Vec<Case> = serde_json::from_reader(stdin()).expect("cases as JSON");
    let table: BTreeMap<&str, BTreeMap<&str, f64>> =
        cases.iter().map(|case| (case.name.as_str(), medians(&contenders(case)))).collect();
    println!("{}", serde_json::to_string(&table).expect("numbers are JSON"));
}

fn contenders(case: &Case) -> Vec<(&'static str, Run<'_>)> {
    let mut all = vec![("touchstone", touchstone(case)), ("sigstore-verify", sigstore_verify(case))];
    // It reads neither trusted roots nor the second log's entries: only the first case is its own.
    if case.name == "bundle v0.3" {
        all.push(("sigstore-verifier", sigstore_verifier(case)));
    }
    all
}

fn touchstone(case: &Case) -> Run<'_> {
    let now: UnixTime = UnixTime::from_rfc3339(&case.now).expect("a time");
    let mut session = Session::new(now, EmbeddedRoots::None).expect("no roots");
    session.add_trusted_root("trusted_root.json", case.root.as_bytes()).expect("a trusted root");
    let wanted = serde_json::json!({ "certificateIdentity": case.identity, "certificateOidcIssuer": case.issuer });
    let wanted = Expectation::from_json(wanted.to_string().as_bytes()).expect("an expectation");
    session.set_expectation(wanted);
    let digest = Digest::from_hex(DigestAlgorithm::Sha256, &case.sha256).expect("a digest");
    let session = RefCell::new(session);
    Box::new(move || {
        let mut session = session.borrow_mut();
        let mut digests = Digests::default();
        digests.insert(digest.clone());
        let artifact = session.add_artifact("artifact", None, digests);
        session.add_file("bundle.sigstore.json", case.bundle.as_bytes(), Some(artifact));
        assert_eq!(session.report().verdict, Verdict::Verified);
        session.remove_file("bundle.sigstore.json");
        session.remove_artifact(artifact);
    })
}

fn sigstore_verify(case: &Case) -> Run<'_> {
    let root = TrustedRoot::from_json(&case.root).expect("a trusted root");
    let verifier = Verifier::new(&root).expect("a verifier");
    let policy = VerificationPolicy::any_identity()
        .require_identity(case.identity.as_str())
        .require_issuer(case.issuer.as_str());
    Box::new(move || {
        let bundle = Bundle::from_json(&case.bundle).expect("a bundle");
        let artifact = Artifact::from(case.artifact.as_bytes());
        verifier.verify(artifact, &bundle, &policy).expect("verified");
    })
}

fn sigstore_verifier(case: &Case) -> Run<'_> {
    let verifier = SigstoreBlobVerifier::with_static_trust_root();
    let policy = OtherPolicy {
        cert_identity: IdentityMatch::Exact(case.identity.clone()),
        cert_issuer: case.issuer.clone(),
    };
    Box::new(move || {
        verifier
            .verify(case.artifact.as_bytes(), case.bundle.as_bytes(), &policy)
            .expect("verified");
    })
}

/// The contenders take turns, so that what slows the machine slows all of them.
fn medians(contenders: &[(&'static str, Run<'_>)]) -> BTreeMap<&'static str, f64> {
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for _ in 0..ROUNDS {
        for (name, run) in contenders {
            let (start, mut runs) = (Instant::now(), 0_u32);
            while start.elapsed() < TURN {
                run();
                runs += 1;
            }
            let each = start.elapsed().as_secs_f64() * 1000.0 / f64::from(runs);
            times.entry(name).or_default().push(each);
        }
    }
    let median = |mut all: Vec<f64>| {
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    times.into_iter().map(|(name, all)| (name, median(all))).collect()
}
