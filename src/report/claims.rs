//! What evidence says of itself, for people to read: none of it is checked.

use serde_json::{Value, json};

use crate::crypto::PublicKey;
use crate::digest::Digests;
use crate::encoding::hex;
use crate::encoding::json::{self, Json};
use crate::error::{Error, Facts, facts};
use crate::formats::Unverified;
use crate::formats::bundle::{Bundle, Content, KeyMaterial};
use crate::formats::certificate::{Certificate, SignedCertificateTimestamp};
use crate::formats::checkpoint::Checkpoint;
use crate::formats::dsse::{self, Envelope};
use crate::formats::git_history::{History, SignedObject};
use crate::formats::log_entry::{InclusionProof, LogEntry};
use crate::formats::predicate;
use crate::formats::statement::{Statement, Subject};
use crate::formats::timestamp::TimestampToken;
use crate::formats::trusted_root::{Authority, LogInstance, TrustedRoot};
use crate::time::{UnixTime, Window};
use crate::trust::authority::TrustedAuthority;
use crate::trust::domain::Domain;
use crate::trust::platform_keys::PlatformKey;

/// Of a long list only so many elements are shown, and how many there are.
const SHOWN: usize = 100;
/// The predicate of a longer payload is not shown: nobody reads an SBOM there.
const PREDICATE_LIMIT: usize = 64 * 1024;

/// What a bundle says.
pub(crate) fn bundle(bundle: &Unverified<Bundle>) -> Facts {
    let bundle = bundle.claims();
    let mut claims = Facts::new();
    let mut add = |name: &str, value: Value| {
        claims.insert(name.to_owned(), value);
    };
    if !bundle.media_type.is_empty() {
        add("mediaType", bundle.media_type.clone().into());
    }
    match &bundle.key_material {
        KeyMaterial::Certificate { leaf, .. } => add("certificate", certificate(leaf)),
        KeyMaterial::PublicKey { hint } => add("keyHint", hint.clone().into()),
    }
    add("logEntries", bundle.entries.iter().map(log_entry).collect());
    add("timestamps", bundle.timestamps.iter().map(timestamp).collect());
    match &bundle.content {
        Content::Message(message) => {
            let digests: Digests = message.digest.iter().cloned().collect();
            add("messageDigest", json!(digests));
        }
        Content::Envelope(content) => add("envelope", envelope(content)),
        Content::Payload(payload) => {
            add("image", json!(Digests::from_iter([payload.image.clone()])));
            add("dockerReference", payload.reference.clone().into());
        }
        Content::Registry(signed) => {
            add("name", signed.name.clone().into());
            add("version", signed.version.clone().into());
            add("digests", json!(Digests::from_iter([signed.digest.clone()])));
        }
        Content::Locked(packages) => add("packages", packages.len().into()),
        Content::Git(git) => {
            let object = &git.object;
            add("object", object.id.clone().into());
            add("type", object.kind.name().into());
            add("title", object.title.clone().into());
            for (name, value) in [
                ("tag", &object.tag),
                ("target", &object.target),
                ("author", &object.author),
                ("committer", &object.committer),
            ] {
                if let Some(value) = value {
                    add(name, value.clone().into());
                }
            }
            let time = git.signer.attributes.as_ref().and_then(|signed| signed.signing_time);
            add("signingTime", json!(time));
        }
    }
    claims
}

/// What a history holds.
pub(crate) fn history(history: &History) -> Facts {
    let signed: Vec<Value> = history.signed.iter().take(SHOWN).map(signed_object).collect();
    let refs = history.refs.iter().take(SHOWN);
    let refs = refs.map(|(named, _)| json!({ "name": named.name, "id": named.id }));
    facts([
        ("algorithm", json!(history.algorithm)),
        ("objects", history.stated.into()),
        ("commits", history.commits.into()),
        ("tags", history.tags.into()),
        ("signed", history.signed.len().into()),
        ("unsigned", history.unsigned.into()),
        ("otherTools", json!(history.others)),
        ("refs", refs.collect()),
        ("prerequisites", history.prerequisites.iter().take(SHOWN).cloned().collect()),
        ("signedObjects", signed.into()),
    ])
}

fn signed_object(signed: &SignedObject) -> Value {
    let claims = signed.bundle.as_ref().map(|read| bundle(&Unverified::new(read.clone())));
    match claims {
        Ok(claims) => Value::Object(claims),
        Err(error) => json!({ "object": signed.id, "error": error.code() }),
    }
}

/// What a certificate says.
pub(crate) fn certificate(certificate: &Certificate) -> Value {
    let names: Vec<Value> = certificate
        .names
        .iter()
        .map(|name| json!({ "type": name.kind.name(), "value": name.value }))
        .collect();
    json!({
        "subject": certificate.subject_text,
        "issuer": certificate.issuer_text,
        "serial": hex::encode(&certificate.serial),
        "sha256": certificate.fingerprint().hex(),
        "validity": certificate.validity,
        "key": certificate.key.as_ref().map(|key| key.algorithm().name()).unwrap_or_default(),
        "names": names,
        "extensions": certificate.fulcio.facts(),
        "scts": certificate.scts.iter().map(sct).collect::<Vec<Value>>(),
    })
}

fn sct(sct: &SignedCertificateTimestamp) -> Value {
    let time = UnixTime::from_milliseconds(sct.timestamp_ms);
    json!({ "logId": hex::encode(&sct.log_id), "time": time })
}

/// What a public key is.
pub(crate) fn public_key(key: &PublicKey) -> Facts {
    facts([
        ("algorithm", key.algorithm().name().into()),
        ("sha256", key.fingerprint().hex().into()),
    ])
}

/// What a domain trusts.
pub(crate) fn domain(domain: &Domain) -> Facts {
    let trusted = |list: &[TrustedAuthority]| -> Value {
        list.iter().map(|trusted| authority(trusted.authority())).collect()
    };
    facts([
        ("certificateAuthorities", trusted(&domain.certificate_authorities)),
        ("transparencyLogs", logs(&domain.transparency_logs)),
        ("certificateLogs", logs(&domain.certificate_logs)),
        ("timestampAuthorities", trusted(&domain.timestamp_authorities)),
    ])
}

/// What a trusted root says.
pub(crate) fn trusted_roots(roots: &[TrustedRoot]) -> Facts {
    let roots = roots.iter().map(|root| {
        json!({
            "certificateAuthorities": authorities(&root.certificate_authorities),
            "transparencyLogs": logs(&root.transparency_logs),
            "certificateLogs": logs(&root.certificate_logs),
            "timestampAuthorities": authorities(&root.timestamp_authorities),
        })
    });
    facts([("roots", roots.collect())])
}

/// What a file of a registry's keys says.
pub(crate) fn platform_keys(keys: &[PlatformKey]) -> Facts {
    let keys = keys.iter().map(|known| {
        json!({
            "name": known.name,
            "usage": known.platform.usage(),
            "sha256": known.key.fingerprint().hex(),
            "window": known.window,
        })
    });
    facts([("keys", keys.collect())])
}

fn authorities(authorities: &[Authority]) -> Value {
    authorities.iter().map(authority).collect()
}

fn authority(authority: &Authority) -> Value {
    let subject = authority.chain.first().map(|first| first.subject_text.clone());
    json!({ "uri": authority.uri, "subject": subject, "window": authority.window })
}

fn logs(logs: &[LogInstance]) -> Value {
    logs.iter()
        .map(|log| {
            let window: Window = log.window;
            json!({ "url": log.base_url, "logId": hex::encode(&log.log_id), "window": window })
        })
        .collect()
}

/// What entries of a log say.
pub(crate) fn log_entries(entries: &[LogEntry]) -> Facts {
    facts([("logEntries", entries.iter().map(log_entry).collect())])
}

/// What a timestamp says.
pub(crate) fn timestamp_token(token: &TimestampToken) -> Facts {
    facts([
        ("time", json!(token.info.time)),
        ("policy", token.info.policy.clone().into()),
        ("imprint", json!(Digests::from_iter([token.info.imprint.clone()]))),
    ])
}

fn log_entry(entry: &LogEntry) -> Value {
    let checkpoint = entry.proof.as_ref().and_then(|proof| proof.checkpoint.as_deref());
    let checkpoint = checkpoint.and_then(|note| Checkpoint::parse(note).ok());
    let signatures: Vec<String> = checkpoint
        .iter()
        .flat_map(|note| note.signatures.iter().map(|line| line.name.clone()))
        .collect();
    json!({
        "kind": entry.kind,
        "version": entry.kind_version,
        "logId": hex::encode(&entry.log_id),
        "logIndex": entry.log_index,
        "integratedTime": entry.integrated_time,
        "origin": checkpoint.map(|note| note.origin),
        "checkpointSignatures": signatures,
        "checkpoint": entry.proof.as_ref().and_then(|proof| proof.checkpoint.as_deref()),
        "inclusionProof": entry.proof.as_ref().map(inclusion_proof),
    })
}

fn inclusion_proof(proof: &InclusionProof) -> Value {
    let hashes: Vec<String> = proof.hashes.iter().map(|hash| hex::encode(hash)).collect();
    json!({
        "logIndex": proof.log_index,
        "treeSize": proof.tree_size,
        "rootHash": hex::encode(&proof.root_hash),
        "hashes": hashes,
    })
}

fn timestamp(token: &Result<TimestampToken, Error>) -> Value {
    match token {
        Ok(token) => json!({ "time": token.info.time, "policy": token.info.policy }),
        Err(error) => json!({ "error": error.code() }),
    }
}

fn envelope(envelope: &Envelope) -> Value {
    let statement = (envelope.payload_type == dsse::IN_TOTO)
        .then(|| Statement::from_payload(&envelope.payload).ok())
        .flatten();
    let mut statement = statement.as_ref().map_or(Value::Null, statement_claims);
    if let Some(claims) = statement.as_object_mut()
        && let Some(predicate) = raw_predicate(&envelope.payload)
    {
        claims.insert("predicate".to_owned(), predicate);
    }
    json!({
        "payloadType": envelope.payload_type,
        "payloadSize": envelope.payload.len(),
        "statement": statement,
    })
}

fn raw_predicate(payload: &[u8]) -> Option<Value> {
    if payload.len() > PREDICATE_LIMIT {
        return None;
    }
    let Json::Object(fields) = json::parse(payload).ok()? else { return None };
    let (_, predicate) = fields.into_iter().find(|(name, _)| name == "predicate")?;
    Some(predicate.into())
}

/// What a statement says about its subjects.
pub(crate) fn statement_claims(statement: &Statement) -> Value {
    let subjects: Vec<Value> = statement.subjects.iter().take(SHOWN).map(subject).collect();
    let known = predicate::vetted(&statement.predicate_type);
    let says = known.map(|known| match known.facts(statement) {
        Ok(facts) => Value::Object(facts),
        Err(error) => json!({ "error": error.code(), "facts": error.facts() }),
    });
    json!({
        "predicateKind": known.map(|known| known.name),
        "says": says,
        "type": statement.statement_type,
        "predicateType": statement.predicate_type,
        "subjects": subjects,
        "subjectCount": statement.subjects.len(),
    })
}

fn subject(subject: &Subject) -> Value {
    let others = subject.other_digests.iter();
    let others = facts(others.map(|(algorithm, value)| (algorithm.as_str(), value.clone().into())));
    json!({ "name": subject.name, "digests": subject.digests, "otherDigests": others })
}

/// The path under which a repository describes a file.
pub(crate) fn tuf_target(path: &str) -> Facts {
    facts([("target", path.into())])
}

/// An error as one of several facts.
pub(crate) fn error_facts(error: &Error) -> Facts {
    let mut facts = error.facts();
    facts.insert("error".to_owned(), error.code().into());
    facts
}

/// What a file of TUF metadata says of itself.
pub(crate) fn tuf_metadata(bytes: &[u8]) -> Result<Facts, Error> {
    let json = json::parse(bytes)?;
    let root = json::Node::root(&json);
    let signed = root.exact("signed")?;
    let signers = root.exact("signatures")?.list(SHOWN)?;
    let signers = signers.iter().map(|one| Ok(Value::from(one.exact("keyid")?.text()?)));
    let targets = signed.exact("targets")?;
    let targets = targets.entries(usize::MAX)?.into_iter();
    Ok(facts([
        ("role", signed.exact("_type")?.text()?.into()),
        ("version", signed.exact("version")?.index()?.into()),
        ("expires", signed.exact("expires")?.text()?.into()),
        ("signedBy", signers.collect::<Result<Vec<Value>, Error>>()?.into()),
        ("targets", targets.take(SHOWN).map(|(path, _)| Value::from(path)).collect()),
    ]))
}
