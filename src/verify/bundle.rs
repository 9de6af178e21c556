//! Everything about a bundle that is the same for every artifact.

use std::sync::Arc;

use crate::crypto::{PublicKey, SignatureVerifier};
use crate::error::Error;
use crate::formats::Unverified;
use crate::formats::bundle::{Bundle, BundleVersion, Content, KeyMaterial};
use crate::formats::predicate::summary::SUMMARY;
use crate::formats::simple_signing::SimpleSigning;
use crate::formats::statement::Statement;
use crate::time::{UnixTime, Window};
use crate::trust::domain::Domain;
use crate::trust::keyring::{GivenKey, Stated};
use crate::trust::platform_keys::{Platform, PlatformKey, platform_key};
use crate::verify::Verified;
use crate::verify::certificate::{certificate_checks, knows_issuer};
use crate::verify::check::{Check, Question, Status};
use crate::verify::entry::logged_keys;
use crate::verify::git::verify_git;
use crate::verify::signature::{Proof, signature_check, verify_bytes, verify_envelope};
use crate::verify::signer::SigningTime;
use crate::verify::time::{forgiven, time_check, timestamps};
use crate::verify::transparency::{LogContext, verify_entries};
use crate::verify::witness::WitnessDemand;

/// What evidence is verified with.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) domains: &'a [Arc<Domain>],
    pub(crate) keys: &'a [GivenKey],
    /// Keys of a registry that the user gave in place of those that come with this crate.
    pub(crate) platform_keys: &'a [PlatformKey],
    pub(crate) witnesses: &'a WitnessDemand,
    /// Whether the user expects a verifier's summary: verifiers put theirs into no log.
    pub(crate) expects_summary: bool,
    pub(crate) now: UnixTime,
    pub(crate) crypto: &'a dyn SignatureVerifier,
}

/// Everything about a bundle that is the same for every artifact.
#[derive(Clone, Debug)]
pub(crate) struct Foundation {
    pub(super) checks: Vec<Check>,
    /// The domain that the bundle was verified in.
    pub(crate) domain: Option<Arc<Domain>>,
    pub(crate) time: Option<Verified<SigningTime>>,
    /// The earliest of all proven times.
    pub(crate) earliest: Option<UnixTime>,
    /// The keys that the signature may be by: the certificate's, or those the user gave.
    pub(crate) keys: Vec<PublicKey>,
    /// The key and scheme of the signature over an envelope or payload.
    pub(super) content: Option<Proof>,
}

/// Verifies what needs no artifact, in the domain in which it goes furthest.
pub(crate) fn verify_foundation(bundle: &Unverified<Bundle>, context: Context<'_>) -> Foundation {
    let bundle = bundle.claims();
    let keys = keys(bundle, context);
    let mut best: Option<(Rank, Foundation)> = None;
    // A platform without logs is in no domain.
    let unlogged = unlogged(bundle);
    let domains = if unlogged.is_some() { &[] } else { context.domains };
    for domain in domains {
        let (relevance, foundation) = in_domain(bundle, domain, context);
        let rank = Rank::of(relevance, &foundation.checks);
        if best.as_ref().is_none_or(|(known, _)| rank > *known) {
            best = Some((rank, foundation));
        }
    }
    let mut foundation = match (best, unlogged) {
        (Some((_, found)), _) => found,
        (None, Some(because)) => {
            Foundation::resting_on(Check::not_applicable(Question::LogKnown, because))
        }
        (None, None) => {
            let missing = Error::TrustedRootMissing {};
            Foundation::resting_on(Check::refused(Question::LogKnown, &missing))
        }
    };
    let media_type = if bundle.media_type.is_empty() {
        Check::not_applicable(Question::MediaType, "no-bundle")
    } else {
        Check::passed(Question::MediaType)
    };
    foundation.checks.splice(0..0, [media_type, Check::passed(Question::Structure)]);
    if let Some((question, proof)) = content_proof(bundle, &keys, context.crypto) {
        foundation.checks.push(signature_check(question, &proof));
        foundation.content = proof.ok();
    }
    foundation.keys = keys.unwrap_or_default();
    if let Some(known) = used_platform_key(bundle, &foundation, context) {
        foundation.checks.push(key_validity_check(known, bundle, &foundation, context.now));
    }
    foundation
}

/// Why a bundle is in no log, where its form says so.
fn unlogged(bundle: &Bundle) -> Option<&'static str> {
    match bundle.content {
        Content::Registry(_) => Some("platform-without-log"),
        Content::Locked(_) => Some("list-without-signature"),
        _ => bundle.cloud_build.as_ref().map(|_| "platform-without-log"),
    }
}

/// The platform's key by which the envelope is signed, if it is.
pub(super) fn used_platform_key<'a>(
    bundle: &Bundle,
    foundation: &Foundation,
    context: Context<'a>,
) -> Option<&'a PlatformKey> {
    let known = own_platform_key(bundle, context.platform_keys)?;
    foundation.content.as_ref().filter(|proof| proof.key == known.key).map(|_| known)
}

/// The platform's key that a bundle names, if it is of the form that the platform writes.
pub(crate) fn own_platform_key<'a>(
    bundle: &Bundle,
    given: &'a [PlatformKey],
) -> Option<&'a PlatformKey> {
    let KeyMaterial::PublicKey { hint } = &bundle.key_material else { return None };
    let platform = match bundle.content {
        Content::Registry(_) => Platform::NpmRegistry,
        _ if bundle.cloud_build.is_some() => Platform::CloudBuild,
        _ => Platform::Npm,
    };
    platform_key(platform, hint, given)
}

/// The key was in use when the signature was made.
///
/// No time of a registry's signature is proven: of a key that is in use now, it does not matter.
fn key_validity_check(
    known: &PlatformKey,
    bundle: &Bundle,
    foundation: &Foundation,
    now: UnixTime,
) -> Check {
    let window = known.window;
    let timeless = matches!(bundle.content, Content::Registry(_)) && window.contains(now);
    if window == Window::default() {
        return Check::not_applicable(Question::KeyValidity, "key-without-window");
    }
    let valid = match &foundation.time {
        None if timeless => Ok(()),
        None => Err(Error::TimeUnproven {}),
        Some(time) if window.contains(time.facts().value) => Ok(()),
        Some(time) => Err(Error::KeyNotValidThen {
            key: known.name.clone(),
            time: time.facts().value.to_string(),
            from: window.start.map(|time| time.to_string()),
            until: window.end.map(|time| time.to_string()),
        }),
    };
    Check::of(Question::KeyValidity, valid).with("key", known.name.clone())
}

/// Whose signature is over what the bundle itself holds.
fn content_proof(
    bundle: &Bundle,
    keys: &Result<Vec<PublicKey>, Error>,
    crypto: &dyn SignatureVerifier,
) -> Option<(Question, Result<Proof, Error>)> {
    let keys = keys.as_deref().map_err(Clone::clone);
    match &bundle.content {
        Content::Message(_) => None,
        Content::Envelope(envelope) => {
            let bare = bundle.version == BundleVersion::Detached;
            let proof = keys.and_then(|keys| verify_envelope(envelope, bare, keys, crypto));
            Some((Question::EnvelopeSignature, proof))
        }
        Content::Payload(SimpleSigning { payload, signature, .. }) => {
            let proof = keys.and_then(|keys| verify_bytes(payload, signature, keys, crypto));
            Some((Question::PayloadSignature, proof))
        }
        Content::Registry(signed) => {
            let proof = keys
                .and_then(|keys| verify_bytes(&signed.payload, &signed.signature, keys, crypto));
            Some((Question::PayloadSignature, proof))
        }
        Content::Locked(_) => Some((Question::PayloadSignature, Err(Error::IntegrityUnsigned {}))),
        Content::Git(git) => {
            let proof = keys.and_then(|keys| verify_git(git, keys, crypto));
            Some((Question::ArtifactSignature, proof))
        }
    }
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
    /// What is proven in no domain.
    fn resting_on(check: Check) -> Self {
        Self {
            checks: vec![check],
            domain: None,
            time: None,
            earliest: None,
            keys: Vec::new(),
            content: None,
        }
    }

    /// Whether nothing speaks against the identity in the certificate.
    pub(super) fn names_signer(&self) -> bool {
        use Question::{CertificateChain, CertificateExtensions, CertificatePurpose};
        [CertificateChain, CertificatePurpose, CertificateExtensions].iter().all(|question| {
            let mut checks = self.checks.iter();
            checks.any(|check| check.question == *question && check.status == Status::Passed)
        })
    }
}

/// The keys the signature may be by.
pub(super) fn keys(bundle: &Bundle, context: Context<'_>) -> Result<Vec<PublicKey>, Error> {
    let given = context.keys;
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
    let expected = chosen.iter().any(|given| given.stated == Stated::Expected);
    match own_platform_key(bundle, context.platform_keys).filter(|_| !expected) {
        Some(known) => return Ok(vec![known.key.clone()]),
        // Its keys have names of one form: what has another is of no key of the platform.
        None if bundle.cloud_build.is_some() && !is_cloud_build_key(hint) => {
            return Err(Error::PlatformKeyUnknown { name: hint.clone() });
        }
        None => {}
    }
    if chosen.is_empty() {
        return Err(missing());
    }
    Ok(chosen.into_iter().map(|given| given.key.clone()).collect())
}

/// `projects/verified-builder/locations/REGION/keyRings/attestor/cryptoKeys/NAME/cryptoKeyVersions/N`.
fn is_cloud_build_key(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let named = |part: &&str| !part.is_empty();
    match parts.as_slice() {
        [project, owner, locations, region, rings, ring, keys, key, versions, version] => {
            let fixed = [project, owner, locations, rings, ring, keys, versions];
            let form = [
                "projects",
                "verified-builder",
                "locations",
                "keyRings",
                "attestor",
                "cryptoKeys",
                "cryptoKeyVersions",
            ];
            fixed.into_iter().eq(form.iter()) && [region, key, version].into_iter().all(named)
        }
        _ => false,
    }
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
    let dispensable = if required {
        let summary = !by_certificate && context.expects_summary && is_summary(bundle);
        summary.then_some("verifier-without-log")
    } else {
        Some("domain-without-logs")
    };
    let logs = LogContext {
        logs: &domain.transparency_logs,
        dispensable,
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
    let earliest = stamps.iter().map(|stamp| stamp.facts().value).min();
    let time = stamps.into_iter().next();
    let domain = Some(Arc::clone(domain));
    (relevance, Foundation { checks, domain, time, earliest, keys: Vec::new(), content: None })
}

/// Whether an envelope holds a verification summary.
fn is_summary(bundle: &Bundle) -> bool {
    let Content::Envelope(envelope) = &bundle.content else { return false };
    let statement = Statement::from_payload(&envelope.payload);
    statement.is_ok_and(|statement| SUMMARY.is_in(&statement))
}

fn known_logs(bundle: &Bundle, domain: &Domain) -> usize {
    let known = |id: &[u8]| domain.transparency_logs.iter().any(|log| log.log_id == id);
    bundle.entries.iter().filter(|entry| known(&entry.log_id)).count()
}
