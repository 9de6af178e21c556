//! One Sigstore instance: authorities, logs, and what they issue.

use serde_json::{Value, json};

use crate::certificate::{Issuer, Name, Template, distinguished_name};
use crate::certificate_log::{CertificateLog, SctRequest, sct_list};
use crate::keys::{Hash, Key, Scheme};
use crate::log::{EntryRequest, Kind, Log, Logged, Verifier};
use crate::root::{Window, authority, trusted_root};
use crate::text::base64;
use crate::time::at;
use crate::timestamp::{StampRequest, TimestampAuthority};

pub const ORGANIZATION: &str = "Touchstone test authority";
/// The issuer of identities in most cases.
pub const ISSUER: &str = "https://accounts.authority.test";
pub const EMAIL: &str = "maker@authority.test";
pub const GITHUB_ISSUER: &str = "https://token.actions.githubusercontent.com";
pub const WORKFLOW: &str =
    "https://github.com/org/app/.github/workflows/release.yml@refs/tags/v1.0.0";
pub const IN_TOTO: &str = "application/vnd.in-toto+json";

/// When everything begins.
pub fn opening() -> i64 {
    at(2024, 1, 1, 0)
}

/// When certificates of authorities end.
pub fn closing() -> i64 {
    at(2044, 1, 1, 0)
}

/// When signers get their certificates; they sign a minute later.
pub fn issued() -> i64 {
    at(2026, 3, 1, 12)
}

pub fn signed() -> i64 {
    issued() + 60
}

/// A certificate authority's one chain.
#[derive(Clone)]
pub struct CertificateAuthority {
    pub root: Issuer,
    pub root_certificate: Vec<u8>,
    pub intermediate: Issuer,
    pub intermediate_certificate: Vec<u8>,
    pub window: Window,
}

/// One Sigstore instance.
#[derive(Clone)]
pub struct World {
    pub name: String,
    pub authority: CertificateAuthority,
    pub certificate_log: CertificateLog,
    pub log: Log,
    pub log_v2: Log,
    pub timestamp: TimestampAuthority,
}

/// A key and what says whose it is.
#[derive(Clone)]
pub struct Signer {
    pub key: Key,
    pub scheme: Scheme,
    /// DER; none for a managed key.
    pub certificate: Option<Vec<u8>>,
}

impl CertificateAuthority {
    pub fn new(world: &str, name: &str, from: i64, until: i64) -> Self {
        let issuer = |role: &str| Issuer {
            name: distinguished_name(world, &format!("{name} {role}")),
            key: Key::p384(&format!("{world} {name} {role}")),
        };
        let (root, intermediate) = (issuer("root"), issuer("intermediate"));
        let root_certificate =
            Template::authority(root.name.clone(), &root.key, from, until).issue(&root, None);
        let template = Template {
            serial: 2,
            extended_key_usage: Some(vec![crate::certificate::CODE_SIGNING]),
            basic_constraints: Some((true, Some(0))),
            ..Template::authority(intermediate.name.clone(), &intermediate.key, from, until)
        };
        let intermediate_certificate = template.issue(&root, None);
        Self {
            root,
            root_certificate,
            intermediate,
            intermediate_certificate,
            window: Window::from(from),
        }
    }

    pub fn chain(&self) -> Vec<Vec<u8>> {
        vec![self.intermediate_certificate.clone(), self.root_certificate.clone()]
    }

    pub fn trusted(&self) -> Value {
        authority("certificates", "https://fulcio.authority.test", &self.chain(), self.window)
    }
}

impl World {
    /// The instance that most cases use.
    pub fn standard() -> Self {
        Self::named(ORGANIZATION, "authority.test")
    }

    pub fn named(name: &str, host: &str) -> Self {
        let window = Window::from(opening());
        let log = |kind: &str, key, v2| Log { host: format!("{kind}.{host}"), key, v2, window };
        Self {
            name: name.to_owned(),
            authority: CertificateAuthority::new(name, "certificates", opening(), closing()),
            certificate_log: CertificateLog {
                key: Key::p256(&format!("{name} certificate log")),
                window,
            },
            log: log("rekor", Key::p256(&format!("{name} log")), false),
            log_v2: log("log2026-1.rekor", Key::ed25519(&format!("{name} log v2")), true),
            timestamp: TimestampAuthority::new(
                name,
                "timestamps",
                Key::p256(&format!("{name} timestamps")),
                opening(),
                closing(),
            ),
        }
    }

    /// Everything there is.
    pub fn trusted_root(&self) -> Value {
        trusted_root(
            vec![self.authority.trusted()],
            vec![self.log.trusted(), self.log_v2.trusted()],
            vec![self.certificate_log.trusted()],
            vec![self.timestamp.trusted()],
        )
    }

    /// A signer's certificate as it should be, over a P-256 key.
    pub fn signer(&self) -> Signer {
        let key = Key::p256("signer");
        let template = email_template(&key);
        self.certified(&key, &template)
    }

    /// A certificate of this template with one SCT, by the intermediate authority.
    pub fn certified(&self, key: &Key, template: &Template) -> Signer {
        let certificate = self.logged(template, &self.authority.intermediate);
        Signer { key: key.clone(), scheme: key.scheme(), certificate: Some(certificate) }
    }

    /// The certificate with the SCT of this instance's log, by any issuer.
    pub fn logged(&self, template: &Template, issuer: &Issuer) -> Vec<u8> {
        let request =
            SctRequest { time_ms: template.not_before as u64 * 1000 + 250, extensions: Vec::new() };
        let sct = self.certificate_log.sct(template, issuer, &request);
        template.issue(issuer, Some(&sct_list(&[sct])))
    }
}

/// A person's certificate.
pub fn email_template(key: &Key) -> Template {
    Template::signer(key, Name::Email(EMAIL.to_owned()), issued())
        .with_fulcio(1, ISSUER)
        .with_fulcio(8, ISSUER)
}

/// A release workflow's certificate.
pub fn workflow_template(key: &Key, repository: &str, workflow: &str) -> Template {
    Template::signer(key, Name::Uri(workflow.to_owned()), issued())
        .with_fulcio(1, GITHUB_ISSUER)
        .with_fulcio(5, repository)
        .with_fulcio(6, "refs/tags/v1.0.0")
        .with_fulcio(8, GITHUB_ISSUER)
        .with_fulcio(9, workflow)
        .with_fulcio(12, &format!("https://github.com/{repository}"))
        .with_fulcio(14, "refs/tags/v1.0.0")
}

/// Which bundle format to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    V01,
    V02,
    V03,
}

/// What is signed.
#[derive(Clone)]
pub enum Content {
    Message { artifact: Vec<u8>, hash: Hash },
    Envelope { payload: Vec<u8>, payload_type: String },
}

/// One bundle in the making. Each field can be changed before `bundle`.
#[derive(Clone)]
pub struct Signing {
    pub world: World,
    pub signer: Signer,
    pub version: Version,
    pub content: Content,
    pub entries: Vec<EntryRequest>,
    pub stamps: Vec<StampRequest>,
    /// Where it should not be the one that the key makes.
    pub signature: Option<Vec<u8>>,
}

impl Signing {
    /// A message signature in Rekor v1.
    pub fn message(world: &World, artifact: &[u8]) -> Self {
        Self {
            world: world.clone(),
            signer: world.signer(),
            version: Version::V03,
            content: Content::Message { artifact: artifact.to_vec(), hash: Hash::Sha256 },
            entries: vec![EntryRequest::new(Kind::HashedRekord1, signed())],
            stamps: Vec::new(),
            signature: None,
        }
    }

    /// The same in Rekor v2, with a timestamp.
    pub fn message_v2(world: &World, artifact: &[u8]) -> Self {
        Self {
            entries: vec![EntryRequest::new(Kind::HashedRekord2, signed())],
            stamps: vec![StampRequest::at(signed())],
            ..Self::message(world, artifact)
        }
    }

    /// A statement about an artifact, in Rekor v1.
    pub fn envelope(world: &World, artifact: &[u8]) -> Self {
        Self {
            content: Content::Envelope {
                payload: statement(&[("artifact", Hash::Sha256, artifact)]),
                payload_type: IN_TOTO.to_owned(),
            },
            entries: vec![EntryRequest::new(Kind::Dsse1, signed())],
            ..Self::message(world, artifact)
        }
    }

    /// The same in Rekor v2, with a timestamp.
    pub fn envelope_v2(world: &World, artifact: &[u8]) -> Self {
        Self {
            entries: vec![EntryRequest::new(Kind::HashedRekord2, signed())],
            stamps: vec![StampRequest::at(signed())],
            ..Self::envelope(world, artifact)
        }
    }

    pub fn by(mut self, signer: Signer) -> Self {
        self.signer = signer;
        self
    }

    pub fn version(mut self, version: Version) -> Self {
        self.version = version;
        self
    }

    pub fn kind(mut self, kind: Kind) -> Self {
        self.entries[0].kind = kind;
        self
    }

    pub fn entry(mut self, change: impl FnOnce(&mut EntryRequest)) -> Self {
        change(&mut self.entries[0]);
        self
    }

    pub fn stamp(mut self, change: impl FnOnce(&mut StampRequest)) -> Self {
        change(&mut self.stamps[0]);
        self
    }

    /// What the signature is over.
    pub fn signed_bytes(&self) -> Vec<u8> {
        match &self.content {
            Content::Message { artifact, .. } => artifact.clone(),
            Content::Envelope { payload, payload_type } => pae(payload_type, payload),
        }
    }

    pub fn signature(&self) -> Vec<u8> {
        let made = || self.signer.key.sign_with(self.signer.scheme, &self.signed_bytes());
        self.signature.clone().unwrap_or_else(made)
    }

    /// The log's body of one kind, before anything is changed in it.
    pub fn body(&self, kind: Kind) -> Value {
        let (message, signature, spki) =
            (self.signed_bytes(), self.signature(), self.signer.key.spki());
        let (payload, payload_type, hash) = match &self.content {
            Content::Message { artifact, hash } => (artifact, "", *hash),
            Content::Envelope { payload, payload_type } => {
                (payload, payload_type.as_str(), Hash::Sha256)
            }
        };
        let verifier = match &self.signer.certificate {
            Some(der) => Verifier::Certificate(der),
            None => Verifier::Key(&spki),
        };
        kind.body(&Logged {
            payload,
            message: &message,
            hash,
            payload_type,
            signature: &signature,
            verifier,
            details: self.signer.key.details(self.signer.scheme),
        })
    }

    pub fn log_of(&self, kind: Kind) -> &Log {
        match kind {
            Kind::HashedRekord2 | Kind::Dsse2 => &self.world.log_v2,
            _ => &self.world.log,
        }
    }

    /// The bundle; a test of one part changes it afterwards.
    pub fn bundle(&self) -> Value {
        let entries = self
            .entries
            .iter()
            .map(|request| self.log_of(request.kind).entry(&self.body(request.kind), request))
            .collect();
        self.bundle_with(entries)
    }

    /// The bundle whose only entry has a changed body; log and promise are of the changed one.
    pub fn bundle_with_body(&self, change: impl FnOnce(&mut Value)) -> Value {
        let request = &self.entries[0];
        let mut body = self.body(request.kind);
        change(&mut body);
        self.bundle_with(vec![self.log_of(request.kind).entry(&body, request)])
    }

    pub fn bundle_with(&self, entries: Vec<Value>) -> Value {
        let media_type = match self.version {
            Version::V01 => "application/vnd.dev.sigstore.bundle+json;version=0.1",
            Version::V02 => "application/vnd.dev.sigstore.bundle+json;version=0.2",
            Version::V03 => "application/vnd.dev.sigstore.bundle.v0.3+json",
        };
        let mut material = json!({"tlogEntries": entries});
        match &self.signer.certificate {
            Some(der) if self.version == Version::V03 => {
                material["certificate"] = json!({"rawBytes": base64(der)});
            }
            Some(der) => {
                material["x509CertificateChain"] =
                    json!({"certificates": [{"rawBytes": base64(der)}]});
            }
            None => {
                let hint = base64(&crate::log::key_digest(&self.signer.key));
                material["publicKey"] = json!({"hint": hint});
            }
        }
        let signature = self.signature();
        if !self.stamps.is_empty() {
            let stamp = |request: &StampRequest| json!({"signedTimestamp": base64(&self.world.timestamp.stamp(&signature, request))});
            let stamps: Vec<Value> = self.stamps.iter().map(stamp).collect();
            material["timestampVerificationData"] = json!({"rfc3161Timestamps": stamps});
        }
        let mut bundle = json!({"mediaType": media_type, "verificationMaterial": material});
        match &self.content {
            Content::Message { artifact, hash } => {
                bundle["messageSignature"] = json!({
                    "messageDigest": {
                        "algorithm": hash.proto_name(),
                        "digest": base64(&hash.of(artifact)),
                    },
                    "signature": base64(&signature),
                });
            }
            Content::Envelope { payload, payload_type } => {
                bundle["dsseEnvelope"] = json!({
                    "payload": base64(payload),
                    "payloadType": payload_type,
                    "signatures": [{"sig": base64(&signature)}],
                });
            }
        }
        bundle
    }
}

/// DSSE's pre-authentication encoding.
pub fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), payload.len());
    [head.as_bytes(), payload].concat()
}

/// An in-toto statement about files.
pub fn statement(subjects: &[(&str, Hash, &[u8])]) -> Vec<u8> {
    let subjects: Vec<Value> = subjects
        .iter()
        .map(|(name, hash, bytes)| {
            json!({"name": name, "digest": {hash.name(): crate::text::hex(&hash.of(bytes))}})
        })
        .collect();
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subjects,
        "predicateType": "https://authority.test/released/v1",
        "predicate": {"released": true},
    });
    crate::text::canonical_json(&statement).into_bytes()
}
