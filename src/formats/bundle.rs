//! Sigstore bundles v0.1, v0.2 and v0.3 (protobuf-specs `Bundle`).

use crate::digest::{Digest, Digests};
use crate::encoding::json::{self, Node};
use crate::error::Error;
use crate::formats::certificate::Certificate;
use crate::formats::cloud_build::CloudBuild;
use crate::formats::dsse::Envelope;
use crate::formats::gitsign::GitSignature;
use crate::formats::log_entry::LogEntry;
use crate::formats::log_entry_body::proto_digest;
use crate::formats::npm::RegistrySignature;
use crate::formats::pypi::Pypi;
use crate::formats::simple_signing::SimpleSigning;
use crate::formats::timestamp::TimestampToken;

/// A larger bundle is refused unread: 16 MiB.
pub(crate) const SIZE_LIMIT: u64 = 16 * 1024 * 1024;
/// More log entries than this are an error, not work.
const ENTRY_LIMIT: usize = 32;
/// More timestamps than this are an error, not work.
const TIMESTAMP_LIMIT: usize = 32;
/// More certificates than this are an error, not work.
const CERTIFICATE_LIMIT: usize = 16;

/// A signature with everything that is needed to verify it offline.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bundle {
    pub(crate) media_type: String,
    pub(crate) version: BundleVersion,
    pub(crate) key_material: KeyMaterial,
    pub(crate) entries: Vec<LogEntry>,
    /// Each timestamp, or why it cannot be read.
    pub(crate) timestamps: Vec<Result<TimestampToken, Error>>,
    pub(crate) content: Content,
    /// What Google Cloud Build says around it.
    pub(crate) cloud_build: Option<Box<CloudBuild>>,
    /// What PyPI says around it.
    pub(crate) pypi: Option<Box<Pypi>>,
}

/// The bundle formats, which differ in what they require.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum BundleVersion {
    /// No bundle: a signature whose parts came beside it.
    Detached,
    V01,
    V02,
    V03,
}

/// Who signed, as the bundle says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum KeyMaterial {
    /// A certificate; others beside it are hints and never trust.
    Certificate { leaf: Box<Certificate>, others: Vec<Certificate> },
    /// A key the verifier must already have.
    PublicKey { hint: String },
}

/// What was signed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    /// The artifact itself.
    Message(MessageSignature),
    /// A statement in an envelope.
    Envelope(Envelope),
    /// A payload that names a container image.
    Payload(SimpleSigning),
    /// What npm's registry says of a package.
    Registry(RegistrySignature),
    /// The digests of packages in a lock file, which nobody signed.
    Locked(Vec<Digests>),
    /// A git commit or tag, which holds its signature itself.
    Git(Box<GitSignature>),
}

/// A signature over the artifact's bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MessageSignature {
    /// An unauthenticated hint of what was signed.
    pub(crate) digest: Option<Digest>,
    pub(crate) signature: Vec<u8>,
}

impl Bundle {
    /// Reads a bundle's JSON.
    pub(crate) fn from_json(bytes: &[u8]) -> Result<Self, Error> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > SIZE_LIMIT {
            return Err(Error::InputTooLarge { size, limit: SIZE_LIMIT });
        }
        let json = json::parse(bytes)?;
        Self::from_node(&Node::root(&json))
    }

    /// Reads a bundle that is part of a larger document.
    pub(crate) fn from_node(root: &Node<'_>) -> Result<Self, Error> {
        let media_type = root.get("mediaType")?.text()?;
        let version = BundleVersion::from_media_type(media_type)
            .ok_or_else(|| Error::MediaTypeUnknown { found: media_type.to_owned() })?;
        let material = root.get("verificationMaterial")?;
        if !material.is_present() {
            return Err(material.missing());
        }
        let entries = material
            .get("tlogEntries")?
            .list(ENTRY_LIMIT)?
            .iter()
            .map(LogEntry::from_json)
            .collect::<Result<_, _>>()?;
        let timestamps = material
            .get("timestampVerificationData")?
            .get("rfc3161Timestamps")?
            .list(TIMESTAMP_LIMIT)?
            .iter()
            .map(|stamp| Ok(TimestampToken::from_der(&stamp.get("signedTimestamp")?.bytes()?)))
            .collect::<Result<_, Error>>()?;
        let content = Content::from_json(root)?;
        // The first writers of attestations put the whole chain there, before that was forbidden.
        let early = version == BundleVersion::V01 && matches!(content, Content::Envelope(_));
        Ok(Self {
            media_type: media_type.to_owned(),
            version,
            key_material: KeyMaterial::from_json(&material, version, early)?,
            entries,
            timestamps,
            content,
            cloud_build: None,
            pypi: None,
        })
    }

    /// Whether a timestamp over this digest is one of the signature: over its bytes or, as cosign
    /// makes them of attestations, over the whole document with the signature in it.
    pub(crate) fn is_stamped(&self, imprint: &Digest) -> bool {
        let document = match &self.content {
            Content::Envelope(envelope) => envelope.document.as_ref(),
            _ => None,
        };
        let own = || Digest::of(imprint.algorithm(), self.signature());
        document == Some(imprint) || *imprint == own()
    }

    /// The bytes of the signature, which timestamps are over.
    pub(crate) fn signature(&self) -> &[u8] {
        match &self.content {
            Content::Message(message) => &message.signature,
            Content::Payload(payload) => &payload.signature,
            Content::Registry(signed) => &signed.signature,
            Content::Locked(_) => &[],
            Content::Git(git) => &git.signer.signature,
            Content::Envelope(envelope) => {
                envelope.signatures.first().map_or(&[], |signature| &signature.bytes)
            }
        }
    }
}

impl BundleVersion {
    fn from_media_type(media_type: &str) -> Option<Self> {
        Some(match media_type {
            "application/vnd.dev.sigstore.bundle+json;version=0.1" => Self::V01,
            "application/vnd.dev.sigstore.bundle+json;version=0.2" => Self::V02,
            "application/vnd.dev.sigstore.bundle+json;version=0.3"
            | "application/vnd.dev.sigstore.bundle.v0.3+json" => Self::V03,
            _ => return None,
        })
    }
}

impl KeyMaterial {
    /// Nothing says whose key it is.
    pub(crate) const fn unsaid() -> Self {
        Self::PublicKey { hint: String::new() }
    }

    /// `whole_chain` says whether a root in the chain is passed over, rather than refused.
    fn from_json(
        material: &Node<'_>,
        version: BundleVersion,
        whole_chain: bool,
    ) -> Result<Self, Error> {
        let certificate = material.get("certificate")?;
        let chain = material.get("x509CertificateChain")?;
        let key = material.get("publicKey")?;
        match exactly_one(material, &[&certificate, &chain, &key])? {
            0 => Ok(Self::Certificate {
                leaf: Box::new(read_certificate(&certificate)?),
                others: Vec::new(),
            }),
            1 if version == BundleVersion::V03 => Err(chain.invalid("a single certificate")),
            1 => Self::from_chain(&chain, whole_chain),
            _ => {
                let hint = key.get("hint")?;
                let hint = if hint.is_present() { hint.text()? } else { "" };
                Ok(Self::PublicKey { hint: hint.to_owned() })
            }
        }
    }

    fn from_chain(chain: &Node<'_>, whole: bool) -> Result<Self, Error> {
        let list = chain.get("certificates")?;
        let mut certificates = list
            .list(CERTIFICATE_LIMIT)?
            .iter()
            .map(read_certificate)
            .collect::<Result<Vec<_>, _>>()?
            .into_iter();
        let leaf = certificates.next().ok_or_else(|| list.missing())?;
        let (roots, others): (Vec<_>, Vec<_>) = certificates.partition(Certificate::is_self_issued);
        if !roots.is_empty() && !whole {
            return Err(Error::CertificateChainHoldsRoot { path: list.path().to_owned() });
        }
        Ok(Self::Certificate { leaf: Box::new(leaf), others })
    }
}

impl Content {
    fn from_json(root: &Node<'_>) -> Result<Self, Error> {
        let message = root.get("messageSignature")?;
        let envelope = root.get("dsseEnvelope")?;
        if exactly_one(root, &[&message, &envelope])? == 0 {
            return Ok(Self::Message(MessageSignature::from_json(&message)?));
        }
        let read = Envelope::from_json(&envelope)?;
        if read.signatures.len() != 1 {
            return Err(envelope.get("signatures")?.invalid("exactly one signature"));
        }
        Ok(Self::Envelope(read))
    }
}

impl MessageSignature {
    fn from_json(node: &Node<'_>) -> Result<Self, Error> {
        let digest = node.get("messageDigest")?;
        let stated = digest.get("digest")?.is_present();
        let signature = node.get("signature")?;
        let bytes = signature.bytes()?;
        if bytes.is_empty() {
            return Err(signature.missing());
        }
        Ok(Self {
            digest: if stated { Some(proto_digest(&digest)?) } else { None },
            signature: bytes,
        })
    }
}

fn read_certificate(node: &Node<'_>) -> Result<Certificate, Error> {
    let raw = node.get("rawBytes")?;
    Certificate::from_der(&raw.bytes()?, raw.path())
}

/// The position of the one alternative that is present.
fn exactly_one(parent: &Node<'_>, alternatives: &[&Node<'_>]) -> Result<usize, Error> {
    let mut present = alternatives.iter().enumerate().filter(|(_, node)| node.is_present());
    let path = || parent.path().to_owned();
    let list = |nodes: Vec<&Node<'_>>| {
        nodes
            .iter()
            .map(|node| node.path().rsplit('.').next().unwrap_or_default())
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (present.next(), present.next()) {
        (Some((position, _)), None) => Ok(position),
        (None, _) => {
            Err(Error::ChoiceMissing { path: path(), expected: list(alternatives.to_vec()) })
        }
        _ => {
            let found = alternatives.iter().copied().filter(|node| node.is_present()).collect();
            Err(Error::ChoiceAmbiguous { path: path(), found: list(found) })
        }
    }
}
