//! A bundle, first as far as it goes without an artifact, then with one.

use std::sync::Arc;

use crate::crypto::{PublicKey, SignatureVerifier};
use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::error::Error;
use crate::formats::Unverified;
use crate::formats::bundle::{Bundle, Content, KeyMaterial};
use crate::formats::certificate::Certificate;
use crate::formats::dsse;
use crate::formats::statement::Statement;
use crate::time::UnixTime;
use crate::trust::domain::Domain;
use crate::trust::keyring::{GivenKey, Stated};
use crate::verify::Verified;
use crate::verify::chain::{Path, Purpose, find_paths, verify_valid_at};
use crate::verify::check::{Check, Question, Status};
use crate::verify::entry::{ExpectedVerifier, logged_hash, logged_keys, verify_entry};
use crate::verify::purpose::{verify_extensions, verify_leaf};
use crate::verify::sct::verify_scts;
use crate::verify::signature::{Proof, Streamed, verify_envelope, verify_message};
use crate::verify::signer::{Signer, SigningTime};
use crate::verify::subject::verify_subject;
use crate::verify::timestamp::verify_timestamp;
use crate::verify::transparency::{LogContext, distinct, verify_entries};
use crate::verify::witness::WitnessDemand;

/// What evidence is verified with.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) domains: &'a [Arc<Domain>],
    pub(crate) keys: &'a [GivenKey],
    pub(crate) witnesses: &'a WitnessDemand,
    pub(crate) now: UnixTime,
    pub(crate) crypto: &'a dyn SignatureVerifier,
}

/// Everything about a bundle that is the same for every artifact.
#[derive(Clone, Debug)]
pub(crate) struct Foundation {
    checks: Vec<Check>,
    /// The domain that the bundle was verified in.
    pub(crate) domain: Option<Arc<Domain>>,
    pub(crate) time: Option<Verified<SigningTime>>,
    /// The keys that the signature may be by: the certificate's, or those the user gave.
    pub(crate) keys: Vec<PublicKey>,
    /// The key and scheme of an envelope's signature.
    envelope: Option<Proof>,
}

/// A bundle and one artifact.
#[derive(Clone, Debug)]
pub(crate) struct Verification {
    pub(crate) checks: Vec<Check>,
    pub(crate) signer: Option<Verified<Signer>>,
    /// What the envelope says, if its signature is good.
    pub(crate) statement: Option<Verified<Statement>>,
}

/// How an artifact comes to be compared with a bundle.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject<'a> {
    /// The bundle names a digest, or could speak about the artifact.
    Artifact { digests: &'a Digests, streamed: Option<&'a Streamed> },
    /// There is no artifact.
    None,
}

/// Verifies what needs no artifact, in the domain in which it goes furthest.
pub(crate) fn verify_foundation(bundle: &Unverified<Bundle>, context: Context<'_>) -> Foundation {
    let bundle = bundle.claims();
    let keys = keys(bundle, context.keys);
    let mut best: Option<(Rank, Foundation)> = None;
    for domain in context.domains {
        let (relevance, foundation) = in_domain(bundle, domain, context);
        let rank = Rank::of(relevance, &foundation.checks);
        if best.as_ref().is_none_or(|(known, _)| rank > *known) {
            best = Some((rank, foundation));
        }
    }
    let mut foundation = best.map_or_else(Foundation::without_domain, |(_, found)| found);
    let head = [Question::MediaType, Question::Structure].map(Check::passed);
    foundation.checks.splice(0..0, head);
    if let Content::Envelope(envelope) = &bundle.content {
        let proof = match &keys {
            Ok(keys) => verify_envelope(envelope, keys, context.crypto),
            Err(error) => Err(error.clone()),
        };
        foundation.checks.push(signature_check(Question::EnvelopeSignature, &proof));
        foundation.envelope = proof.ok();
    }
    foundation.keys = keys.unwrap_or_default();
    foundation
}

/// Which of several domains says most about a bundle. The order of the fields is their weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    sound: bool,
    /// How many of the bundle's authorities and logs the domain knows.
    relevance: usize,
    passed: usize,
}

impl Rank {
    fn of(relevance: usize, checks: &[Check]) -> Self {
        let count = |status| checks.iter().filter(|check| check.status == status).count();
        let sound = count(Status::Failed) == 0 && count(Status::Missing) == 0;
        Self { sound, relevance, passed: count(Status::Passed) }
    }
}

impl Foundation {
    fn without_domain() -> Self {
        let check = Check::refused(Question::LogKnown, &Error::TrustedRootMissing {});
        Self { checks: vec![check], domain: None, time: None, keys: Vec::new(), envelope: None }
    }

    /// Whether nothing speaks against the identity in the certificate.
    fn names_signer(&self) -> bool {
        use Question::{CertificateChain, CertificateExtensions, CertificatePurpose};
        [CertificateChain, CertificatePurpose, CertificateExtensions].iter().all(|question| {
            let mut checks = self.checks.iter();
            checks.any(|check| check.question == *question && check.status == Status::Passed)
        })
    }
}

/// The keys the signature may be by.
fn keys(bundle: &Bundle, given: &[GivenKey]) -> Result<Vec<PublicKey>, Error> {
    let hint = match &bundle.key_material {
        KeyMaterial::Certificate { leaf, .. } => {
            return leaf.key.as_ref().map(|key| vec![key.clone()]).map_err(Clone::clone);
        }
        KeyMaterial::PublicKey { hint } => hint,
    };
    let missing = || Error::KeyMissing { hint: hint.clone() };
    let logged: Vec<&[u8]> = bundle.entries.iter().flat_map(logged_keys).collect();
    let named = |given: &&GivenKey| logged.contains(&given.key.spki_der());
    let chosen: Vec<_> = if given.iter().any(|given| named(&given)) {
        given.iter().filter(named).collect()
    } else if logged.is_empty() {
        given.iter().collect()
    } else {
        // The log names another key. Of one that only lay among the files nothing follows from
        // that; of one that the user named, that the signature is not its owner's.
        given.iter().filter(|given| given.stated == Stated::Expected).collect()
    };
    if chosen.is_empty() {
        return Err(missing());
    }
    Ok(chosen.into_iter().map(|given| given.key.clone()).collect())
}

/// Verifies wholly inside one domain. Gives also how many of the bundle's authorities and logs the
/// domain knows.
fn in_domain(bundle: &Bundle, domain: &Arc<Domain>, context: Context<'_>) -> (usize, Foundation) {
    let (mut stamps, stamp_checks) = timestamps(bundle, domain, context);
    let stamped: Vec<UnixTime> = stamps.iter().map(|stamp| stamp.facts().value).collect();
    let by_certificate = matches!(bundle.key_material, KeyMaterial::Certificate { .. });
    // A certificate's domain says whether it has logs. A key belongs to no domain, and must not
    // escape the logs of one by being looked at in another.
    let required = if by_certificate {
        !domain.transparency_logs.is_empty()
    } else {
        context.domains.iter().any(|domain| !domain.transparency_logs.is_empty())
    };
    let logs = LogContext {
        logs: &domain.transparency_logs,
        required,
        witnesses: context.witnesses,
        stamped: &stamped,
        now: context.now,
        crypto: context.crypto,
    };
    let transparency = verify_entries(bundle, logs);
    stamps.extend(transparency.times);
    let mut checks = Vec::new();
    let mut relevance = known_logs(bundle, domain);
    if let KeyMaterial::Certificate { leaf, .. } = &bundle.key_material {
        checks = certificate_checks(leaf, domain, &stamps, context.crypto);
        relevance += usize::from(knows_issuer(domain, leaf));
    }
    relevance += stamp_checks.iter().filter(|check| check.status != Status::Missing).count();
    checks.extend(forgiven(stamp_checks, !stamps.is_empty() || !by_certificate));
    if by_certificate {
        checks.push(time_check(&stamps));
    }
    checks.extend(transparency.checks);
    let time = stamps.into_iter().next();
    let domain = Some(Arc::clone(domain));
    (relevance, Foundation { checks, domain, time, keys: Vec::new(), envelope: None })
}

fn known_logs(bundle: &Bundle, domain: &Domain) -> usize {
    let known = |id: &[u8]| domain.transparency_logs.iter().any(|log| log.log_id == id);
    bundle.entries.iter().filter(|entry| known(&entry.log_id)).count()
}

fn knows_issuer(domain: &Domain, leaf: &Certificate) -> bool {
    let mut authorities = domain.certificate_authorities.iter();
    authorities.any(|trusted| {
        trusted.authority().chain.iter().any(|certificate| certificate.subject == leaf.issuer)
    })
}

fn timestamps(
    bundle: &Bundle,
    domain: &Domain,
    context: Context<'_>,
) -> (Vec<Verified<SigningTime>>, Vec<Check>) {
    let mut stamps = Vec::new();
    let mut checks = Vec::new();
    for (index, token) in bundle.timestamps.iter().enumerate() {
        let stamp = token.as_ref().map_err(Clone::clone).and_then(|token| {
            let authorities = &domain.timestamp_authorities;
            verify_timestamp(token, bundle.signature(), authorities, context.now, context.crypto)
        });
        let check = match stamp {
            Ok(stamp) => {
                let check = Check::passed(Question::Timestamp)
                    .with("time", stamp.time.to_string())
                    .with("authority", stamp.authority.clone());
                stamps.push(SigningTime::proven(stamp.time, "rfc3161", stamp.authority));
                check
            }
            Err(error) => Check::refused(Question::Timestamp, &error),
        };
        checks.push(check.with("index", index));
    }
    (stamps, checks)
}

/// A timestamp of an unknown authority misses nothing where the time is proven otherwise, or needs
/// no proof.
fn forgiven(checks: Vec<Check>, dispensable: bool) -> impl Iterator<Item = Check> {
    checks.into_iter().map(move |mut check| {
        if dispensable && check.status == Status::Missing {
            check.status = Status::NotApplicable;
        }
        check
    })
}

fn time_check(times: &[Verified<SigningTime>]) -> Check {
    match times.first() {
        Some(time) => {
            let time = time.facts();
            Check::passed(Question::SigningTime)
                .with("time", time.value.to_string())
                .with("source", time.source)
                .with("authority", time.authority.clone())
        }
        None => Check::refused(Question::SigningTime, &Error::TimeUnproven {}),
    }
}

fn certificate_checks(
    leaf: &Certificate,
    domain: &Domain,
    times: &[Verified<SigningTime>],
    crypto: &dyn SignatureVerifier,
) -> Vec<Check> {
    let mut checks = Vec::new();
    let purpose = verify_leaf(leaf, Purpose::CodeSigning);
    match find_paths(leaf, &domain.certificate_authorities, Purpose::CodeSigning, crypto) {
        Ok(paths) => {
            let (path, validity) = best_path(leaf, paths, times);
            if let Some(path) = path {
                let chain = Check::passed(Question::CertificateChain);
                checks.push(chain.with("authority", path.authority_name()));
                checks.push(validity);
                checks.push(sct_check(leaf, &path, domain, crypto));
            }
        }
        Err(error) => checks.push(Check::refused(Question::CertificateChain, &error)),
    }
    checks.push(Check::of(Question::CertificatePurpose, purpose));
    checks.push(Check::of(Question::CertificateExtensions, verify_extensions(leaf)));
    checks
}

/// The way on which everything is valid at every proven time; else the first.
fn best_path<'a>(
    leaf: &Certificate,
    paths: Vec<Path<'a>>,
    times: &[Verified<SigningTime>],
) -> (Option<Path<'a>>, Check) {
    let validity = |path: &Path<'a>| {
        if times.is_empty() {
            return Err(Error::TimeUnproven {});
        }
        times.iter().map(|time| time.facts().value).try_for_each(|time| {
            verify_valid_at(leaf, time)?;
            path.verify_at(time)
        })
    };
    let mut first = None;
    for path in paths {
        let valid = validity(&path);
        if valid.is_ok() {
            return (Some(path), Check::of(Question::CertificateValidity, valid));
        }
        first.get_or_insert((path, valid));
    }
    let (path, valid) = match first {
        Some((path, valid)) => (Some(path), valid),
        None => (None, Err(Error::TimeUnproven {})),
    };
    (path, Check::of(Question::CertificateValidity, valid))
}

fn sct_check(
    leaf: &Certificate,
    path: &Path<'_>,
    domain: &Domain,
    crypto: &dyn SignatureVerifier,
) -> Check {
    let Some(issuer) = path.issuer().filter(|_| !domain.certificate_logs.is_empty()) else {
        return Check::not_applicable(Question::CertificateSct, "domain-without-certificate-logs");
    };
    match verify_scts(leaf, issuer, &domain.certificate_logs, crypto) {
        Ok(logs) => Check::passed(Question::CertificateSct).with("logIds", logs),
        Err(error) => Check::refused(Question::CertificateSct, &error),
    }
}

fn signature_check(question: Question, proof: &Result<Proof, Error>) -> Check {
    match proof {
        Ok(proof) => Check::passed(question)
            .with("scheme", proof.scheme.name())
            .with("key", proof.key.fingerprint().hex()),
        Err(error) => Check::refused(question, error),
    }
}

/// Verifies what a bundle proves about one artifact.
pub(crate) fn verify_with_artifact(
    bundle: &Unverified<Bundle>,
    foundation: &Foundation,
    subject: Subject<'_>,
    context: Context<'_>,
) -> Verification {
    let bundle = bundle.claims();
    let mut checks = foundation.checks.clone();
    let mut statement = None;
    let (proof, message) = match &bundle.content {
        Content::Message(message) => {
            let named = message.digest.as_ref();
            checks.push(message_subject_check(named, subject));
            let (digests, streamed) = message_digests(named, subject);
            let proof = message_proof(bundle, foundation, &digests, streamed, context);
            checks.push(signature_check(Question::ArtifactSignature, &proof));
            (proof.ok(), digests)
        }
        Content::Envelope(envelope) => {
            let (check, found) = statement_check(envelope, foundation, subject);
            checks.push(check);
            statement = found;
            (foundation.envelope.clone(), Digests::default())
        }
    };
    checks.extend(entry_checks(bundle, foundation, proof.as_ref(), &message));
    let signer = proof.and_then(|proof| signer(bundle, foundation, &proof, context.keys));
    checks.sort_by_key(|check| check.question);
    Verification { checks, signer, statement }
}

/// The digests of what the signature should be over: the artifact's. Where the bundle is about
/// another file, the digest it names, so that its signer is known all the same.
fn message_digests<'a>(
    named: Option<&Digest>,
    subject: Subject<'a>,
) -> (Digests, Option<&'a Streamed>) {
    let own = || named.cloned().into_iter().collect::<Digests>();
    match (subject, named) {
        (Subject::Artifact { digests, streamed }, None) => (digests.clone(), streamed),
        (Subject::Artifact { digests, streamed }, Some(_)) => {
            match verify_subject(&[own()], digests) {
                Ok(_) => (digests.clone(), streamed),
                Err(_) => (own(), None),
            }
        }
        (Subject::None, _) => (own(), None),
    }
}

fn message_subject_check(named: Option<&Digest>, subject: Subject<'_>) -> Check {
    match (subject, named) {
        (Subject::Artifact { digests, .. }, Some(digest)) => {
            subject_check(&[core::iter::once(digest.clone()).collect()], digests)
        }
        (Subject::Artifact { .. }, None) => {
            Check::not_applicable(Question::SubjectDigest, "no-message-digest")
        }
        (Subject::None, _) => Check::not_applicable(Question::SubjectDigest, "no-artifact"),
    }
}

fn subject_check(subjects: &[Digests], artifact: &Digests) -> Check {
    match verify_subject(subjects, artifact) {
        Ok(digest) => Check::passed(Question::SubjectDigest)
            .with("algorithm", digest.algorithm().name())
            .with("digest", digest.hex()),
        Err(error) => Check::refused(Question::SubjectDigest, &error),
    }
}

fn message_proof(
    bundle: &Bundle,
    foundation: &Foundation,
    digests: &Digests,
    streamed: Option<&Streamed>,
    context: Context<'_>,
) -> Result<Proof, Error> {
    if foundation.keys.is_empty() {
        keys(bundle, context.keys)?;
    }
    let hashes = named_hashes(bundle);
    let signature = bundle.signature();
    verify_message(signature, &foundation.keys, &hashes, digests, streamed, context.crypto)
}

/// The hashes that the bundle or its log entries name for a message's signature.
pub(crate) fn named_hashes(bundle: &Bundle) -> Vec<DigestAlgorithm> {
    let Content::Message(message) = &bundle.content else { return Vec::new() };
    let logged = bundle.entries.iter().filter_map(logged_hash);
    let mut hashes: Vec<_> = message.digest.iter().chain(logged).map(Digest::algorithm).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn statement_check(
    envelope: &dsse::Envelope,
    foundation: &Foundation,
    subject: Subject<'_>,
) -> (Check, Option<Verified<Statement>>) {
    let refused = |error| (Check::refused(Question::SubjectDigest, &error), None);
    if envelope.payload_type != dsse::IN_TOTO {
        return refused(Error::PayloadTypeUnbound { found: envelope.payload_type.clone() });
    }
    let statement = match Statement::from_payload(&envelope.payload) {
        Ok(statement) => statement,
        Err(error) => return refused(error),
    };
    let check = match subject {
        Subject::None => Check::not_applicable(Question::SubjectDigest, "no-artifact"),
        Subject::Artifact { digests, .. } => {
            let subjects: Vec<_> =
                statement.subjects.iter().map(|subject| subject.digests.clone()).collect();
            subject_check(&subjects, digests)
        }
    };
    let signed = foundation.envelope.is_some();
    (check, signed.then_some(Verified(statement)))
}

fn entry_checks(
    bundle: &Bundle,
    foundation: &Foundation,
    proof: Option<&Proof>,
    message: &Digests,
) -> Vec<Check> {
    let verifier = match &bundle.key_material {
        KeyMaterial::Certificate { leaf, .. } => Ok(ExpectedVerifier::Certificate(leaf.der())),
        KeyMaterial::PublicKey { hint } => proof
            .map(|proof| &proof.key)
            .or_else(|| foundation.keys.first())
            .map(|key| ExpectedVerifier::Key(key.spki_der()))
            .ok_or_else(|| Error::KeyMissing { hint: hint.clone() }),
    };
    distinct(&bundle.entries)
        .map(|(index, entry)| {
            let matches = verifier
                .clone()
                .and_then(|verifier| verify_entry(entry, bundle, message, verifier));
            Check::of(Question::LogEntryMatches, matches)
                .with("kind", entry.kind.clone())
                .with("version", entry.kind_version.clone())
                .with("index", index)
        })
        .collect()
}

fn signer(
    bundle: &Bundle,
    foundation: &Foundation,
    proof: &Proof,
    given: &[GivenKey],
) -> Option<Verified<Signer>> {
    match &bundle.key_material {
        KeyMaterial::Certificate { leaf, .. } if foundation.names_signer() => {
            Signer::from_certificate(leaf)
        }
        KeyMaterial::Certificate { .. } => None,
        KeyMaterial::PublicKey { .. } => {
            let same = |given: &&GivenKey| given.key == proof.key;
            let stated = given.iter().filter(same).any(|given| given.stated == Stated::Expected);
            let stated = if stated { Stated::Expected } else { Stated::Found };
            Some(Signer::from_key(&proof.key, stated))
        }
    }
}
