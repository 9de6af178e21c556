//! How often a history asks what is the same for many of its commits.

use super::Session;
use crate::crypto::counted;
use crate::formats::bundle::KeyMaterial;
use crate::formats::certificate::Certificate;
use crate::judge::Verdict;
use crate::policy::Expectation;
use crate::time::UnixTime;
use crate::trust::EmbeddedRoots;

const BUNDLE: &[u8] = include_bytes!("../../tests/vectors/gitsign/bundle/evidence.bundle");
const ROOT: &[u8] = include_bytes!("../../tests/vectors/gitsign/bundle/trusted_root.json");
const MAKER: &[u8] = br#"{"certificateIdentity": "maker@authority.test", "certificateOidcIssuer": "https://accounts.authority.test"}"#;

fn session() -> Session {
    let now = UnixTime::from_rfc3339("2026-06-01T00:00:00Z").unwrap();
    let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
    session.add_trusted_root("trusted_root.json", ROOT).unwrap();
    session.set_expectation(Expectation::from_json(MAKER).unwrap());
    session
}

/// The certificates of a session's signed objects.
fn leaves(session: &Session) -> Vec<Certificate> {
    let objects = session.histories.iter().flat_map(|file| &file.read().unwrap().objects);
    objects
        .filter_map(|object| {
            match &object.evidence.content.as_ref().unwrap().claims().key_material {
                KeyMaterial::Certificate { leaf, .. } => Some((**leaf).clone()),
                KeyMaterial::PublicKey { .. } => None,
            }
        })
        .collect()
}

/// gitsign's cache signs many commits with one certificate: what it says is checked once, for all
/// of them.
#[test]
fn a_certificate_that_several_commits_share_is_checked_once() {
    let mut session = session();
    session.add_file("history.bundle", BUNDLE, None);
    let leaves = leaves(&session);
    assert_eq!(leaves.len(), 3);
    assert!(leaves.iter().all(|leaf| leaf.der() == leaves[0].der()));
    counted::take();
    assert_eq!(session.report().verdict, Verdict::Verified);
    let asked = counted::take();
    let times = |signature: &[u8]| asked.iter().filter(|(_, asked)| asked == signature).count();
    // The issuer's signature on it, and the promise of the log of certificates.
    assert_eq!(times(&leaves[0].signature.bytes), 1);
    assert_eq!(leaves[0].scts.len(), 1);
    assert_eq!(times(&leaves[0].scts[0].signature), 1);
    // Each commit's own signature is its own question.
    let spki = leaves[0].key.as_ref().unwrap().spki_der();
    assert_eq!(asked.iter().filter(|(key, _)| key == spki).count(), 3);
    // Nor is anything asked again when another expectation, or a further file, makes it all anew.
    session.clear_expectation();
    session.add_file("copy.bundle", BUNDLE, None);
    assert_eq!(session.report().verdict, Verdict::Unstated);
    assert_eq!(counted::take().len(), 0);
}
