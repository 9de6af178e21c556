//! Several trusted roots, each a domain of its own.

use serde_json::{Value, json};

use super::{ARTIFACT, case, changed, entry, maker, of};
use crate::keys::Key;
use crate::log::{EntryRequest, Kind};
use crate::root::trusted_root;
use crate::text::{base64, canonical_json, readable_json};
use crate::timestamp::StampRequest;
use crate::vector::Case;
use crate::world::{Signer, Signing, World, email_template, signed};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [several(world), crossings(world), private(world)].concat()
}

fn other() -> World {
    World::named("Another authority", "another.test")
}

fn lines(roots: &[Value]) -> String {
    roots.iter().map(|root| format!("{}\n", canonical_json(root))).collect()
}

fn by_both(case: Case, roots: &[Value]) -> Case {
    case.without("trusted_root.json").file("trusted_root.jsonl", lines(roots))
}

fn several(world: &World) -> Vec<Case> {
    let other = other();
    let message = Signing::message(world, ARTIFACT);
    let roots = [other.trusted_root(), world.trusted_root()];
    let turned = [world.trusted_root(), other.trusted_root()];
    vec![
        by_both(case("roots-second-line", "Two trusted roots in one file, of which the second is the bundle's.", &message), &roots),
        by_both(case("roots-first-line", "Two trusted roots in one file, of which the first is the bundle's.", &message), &turned),
        case("roots-two-files", "Two files with a trusted root each.", &message)
            .file("trusted_root_2.json", readable_json(&other.trusted_root())),
        by_both(case("roots-none-fits", "Two trusted roots, neither of them the bundle's.", &message), &[other.trusted_root(), World::named("A third", "third.test").trusted_root()])
            .verdict("incomplete").missing("certificate.chain", "authority-unknown").missing("log.known", "log-unknown").missing("time.signing", "time-unproven"),
        by_both(case("roots-failure-stays", "The bundle's own domain finds it wrong: another domain that knows less does not make it better.", &message.clone().entry(|entry| entry.checkpoint = false)), &roots)
            .verdict("failed").failed("log.checkpoint", "checkpoint-missing"),
        case("root-v0.2-media-type", "A trusted root of version 0.2.", &message)
            .file("trusted_root.json", readable_json(&changed(&world.trusted_root(), |root| {
                root["mediaType"] = "application/vnd.dev.sigstore.trustedroot.v0.2+json".into();
            }))),
    ]
}

/// One authority's certificate with the log, timestamp or SCT of another.
fn crossings(world: &World) -> Vec<Case> {
    let other = other();
    let roots = [world.trusted_root(), other.trusted_root()];
    let message = Signing::message(world, ARTIFACT);
    let v2 = Signing::message_v2(world, ARTIFACT);
    let their_log =
        Signing { world: World { log: other.log.clone(), ..world.clone() }, ..message.clone() };
    let their_timestamp = Signing {
        world: World { timestamp: other.timestamp.clone(), ..world.clone() },
        ..v2.clone()
    };
    let their_log_v2 =
        Signing { world: World { log_v2: other.log_v2.clone(), ..world.clone() }, ..v2.clone() };
    let their_certificate_log = {
        let mixed = World { certificate_log: other.certificate_log.clone(), ..world.clone() };
        Signing::message(&mixed, ARTIFACT)
    };
    let private = {
        let root = private_root(&other);
        let signing = Signing {
            entries: Vec::new(),
            stamps: vec![StampRequest::at(signed())],
            ..message.clone()
        };
        by_both(case("domains-escape-to-private", "Without an entry, beside a trusted root that has no logs: the certificate's own domain has, and asks for one.", &signing), &[root, world.trusted_root()])
            .verdict("incomplete").missing("log.known", "log-entry-missing")
    };
    let managed = {
        let key = Key::p256("managed");
        let signer = Signer { key: key.clone(), scheme: key.scheme(), certificate: None };
        let signing =
            Signing { entries: Vec::new(), ..Signing::message(world, ARTIFACT).by(signer) };
        by_both(case("domains-key-escapes-to-private", "A managed key without an entry: a trusted root without logs does not excuse it where another has some.", &signing), &[private_root(&other), world.trusted_root()])
            .file("key.pub", key.pem()).change(|case| case.expectation = None)
            .verdict("incomplete").missing("log.known", "log-entry-missing")
    };
    let unproven = |case: Case| {
        case.missing("time.signing", "time-unproven")
            .missing("certificate.validity", "time-unproven")
    };
    let rows = |case: Case| by_both(case, &roots).verdict("incomplete");
    vec![
        // Seen from either domain something is unknown; from which it is told is not laid down.
        rows(case("domains-log-of-another", "The certificate of one trusted root and the log of another: evidence is verified wholly inside one.", &their_log)).change(|case| case.exact = false),
        unproven(rows(case("domains-timestamp-of-another", "The timestamp of another trusted root's authority.", &their_timestamp)).missing("time.rfc3161", "authority-unknown")),
        rows(case("domains-log-v2-of-another", "The Rekor v2 log of another trusted root.", &their_log_v2)).missing("log.known", "log-unknown"),
        rows(case("domains-certificate-log-of-another", "The SCT is of another trusted root's log.", &their_certificate_log)).missing("certificate.sct", "log-unknown"),
        private,
        managed,
        of("domains-entry-of-another-too", "Beside its own entry one in another trusted root's log.", &message, &changed(&message.bundle(), |bundle| {
            let theirs = Signing { entries: vec![EntryRequest::new(Kind::HashedRekord1, signed())], world: World { log: other.log.clone(), ..world.clone() }, ..message.clone() };
            let more = entry(&mut theirs.bundle()).clone();
            bundle["verificationMaterial"]["tlogEntries"].as_array_mut().expect("a list").push(more);
        })).change(|case| { case.files.remove("trusted_root.json"); }).file("trusted_root.jsonl", lines(&roots))
            .verdict("incomplete").missing("log.known", "log-unknown"),
    ]
}

/// An instance like GitHub's: timestamps and no logs of either kind.
fn private_root(world: &World) -> Value {
    trusted_root(
        vec![world.authority.trusted()],
        Vec::new(),
        Vec::new(),
        vec![world.timestamp.trusted()],
    )
}

fn private(world: &World) -> Vec<Case> {
    let key = Key::p256("signer");
    let issuer = &world.authority.intermediate;
    let unlogged = Signer {
        scheme: key.scheme(),
        certificate: Some(email_template(&key).issue(issuer, None)),
        key,
    };
    let signing =
        Signing { entries: Vec::new(), signer: unlogged, ..Signing::message_v2(world, ARTIFACT) };
    let statement = Signing {
        entries: Vec::new(),
        signer: signing.signer.clone(),
        ..Signing::envelope_v2(world, ARTIFACT)
    };
    let root = private_root(world);
    let without_lists = json!({
        "mediaType": root["mediaType"], "certificateAuthorities": root["certificateAuthorities"], "timestampAuthorities": root["timestampAuthorities"],
    });
    let in_private = |case: Case| case.file("trusted_root.json", readable_json(&root));
    let entries =
        Signing { signer: signing.signer.clone(), ..Signing::message_v2(world, ARTIFACT) };
    let stamp = StampRequest::at(signed() + 3600);
    let late = Signing { stamps: vec![stamp], ..signing.clone() };
    let mut untimed = signing.clone();
    untimed.stamps.clear();
    vec![
        in_private(case("private-instance", "A trusted root without logs of either kind, as GitHub's for private repositories: the timestamp is all.", &signing))
            .not_applicable("certificate.sct").not_applicable("log.known").passed("time.rfc3161"),
        in_private(case("private-instance-statement", "The same with a statement.", &statement)).not_applicable("certificate.sct").not_applicable("log.known"),
        case("private-instance-lists-absent", "The lists of logs are absent in place of empty.", &signing).file("trusted_root.json", readable_json(&without_lists)),
        in_private(case("private-instance-without-time", "No log and no timestamp: when was it signed?", &untimed))
            .verdict("incomplete").missing("time.signing", "time-unproven").missing("certificate.validity", "time-unproven"),
        in_private(case("private-instance-stamped-late", "Stamped after the certificate's end.", &late))
            .verdict("failed").failed("certificate.validity", "certificate-not-valid-then"),
        in_private(case("private-instance-entry-in-unknown-log", "An entry in a log that this trusted root does not have.", &entries))
            .verdict("incomplete").missing("log.known", "log-unknown"),
        of("private-instance-unlogged-in-public", "The same certificate where certificate logs are known: it was never shown to one.", &entries, &entries.bundle())
            .expecting(maker()).verdict("incomplete").missing("certificate.sct", "sct-missing"),
        of("root-empty", "A trusted root that trusts nobody.", &entries, &changed(&entries.bundle(), |bundle| {
            bundle["verificationMaterial"]["certificate"]["rawBytes"] = base64(entries.signer.certificate.as_deref().expect("a certificate")).into();
        })).file("trusted_root.json", readable_json(&trusted_root(Vec::new(), Vec::new(), Vec::new(), Vec::new())))
            .verdict("incomplete").missing("certificate.chain", "authority-unknown").missing("time.rfc3161", "authority-unknown")
            .missing("time.signing", "time-unproven").missing("log.known", "log-unknown"),
    ]
}
