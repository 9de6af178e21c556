//! PyPI's attestations (PEP 740): one as it was uploaded, or all of a file as PyPI's Integrity API
//! gives them out, with the publisher that PyPI took each from.

use crate::encoding::json::Node;
use crate::error::Error;
use crate::formats::bundle::{Bundle, BundleVersion, Content, KeyMaterial};
use crate::formats::certificate::Certificate;
use crate::formats::dsse::{self, Envelope, EnvelopeSignature, SignedForm};
use crate::formats::log_entry::LogEntry;

/// The version of both documents that this reads.
const VERSION: u64 = 1;
/// More publishers of one file than this are an error.
const PUBLISHER_LIMIT: usize = 64;
/// More attestations by one publisher than this are an error.
const LIMIT: usize = 64;
/// More log entries than this are an error, not work.
const ENTRY_LIMIT: usize = 32;

/// What PyPI says around an attestation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pypi {
    /// Whom PyPI took it from: its word, which nobody signed.
    pub(crate) publisher: Option<Publisher>,
}

/// A Trusted Publisher (PEP 740, provenance object, `publisher`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Publisher {
    /// A workflow on GitHub.
    GitHub { repository: String, workflow: String },
    /// A pipeline on GitLab.
    GitLab { repository: String, file: String },
    /// An account at Google.
    Google { email: String },
    /// One that nothing here could be compared with.
    Other(String),
}

/// `{"version", "verification_material", "envelope"}`.
pub(crate) fn is_attestation(root: &Node<'_>) -> bool {
    let has = |key: &str| root.exact(key).is_ok_and(|node| node.is_present());
    has("verification_material") && has("envelope")
}

/// Every attestation of a document, or why it cannot be read.
pub(crate) fn attestations(root: &Node<'_>) -> Result<Vec<Result<Bundle, Error>>, Error> {
    if is_attestation(root) {
        return Ok(vec![attestation(root, None)]);
    }
    check_version(root)?;
    let bundles = root.exact("attestation_bundles")?;
    let mut found = Vec::new();
    for bundle in bundles.list(PUBLISHER_LIMIT)? {
        let publisher = Publisher::from_json(&bundle.exact("publisher")?)?;
        for one in bundle.exact("attestations")?.list(LIMIT)? {
            found.push(attestation(&one, Some(publisher.clone())));
        }
    }
    if found.is_empty() { Err(bundles.missing()) } else { Ok(found) }
}

fn check_version(node: &Node<'_>) -> Result<(), Error> {
    let version = node.exact("version")?;
    if version.index()? == VERSION { Ok(()) } else { Err(version.invalid("version 1")) }
}

/// PEP 740, attestation objects: a certificate, entries of the log, a statement and its signature.
fn attestation(node: &Node<'_>, publisher: Option<Publisher>) -> Result<Bundle, Error> {
    check_version(node)?;
    let material = node.exact("verification_material")?;
    let certificate = material.exact("certificate")?;
    let leaf = Certificate::from_der(&certificate.bytes()?, certificate.path())?;
    let entries = material.exact("transparency_entries")?;
    let listed = entries.list(ENTRY_LIMIT)?;
    if listed.is_empty() {
        return Err(entries.missing());
    }
    let envelope = node.exact("envelope")?;
    let signature = EnvelopeSignature {
        bytes: envelope.exact("signature")?.bytes()?,
        key_id: String::new(),
        certificate: None,
    };
    Ok(Bundle {
        media_type: String::new(),
        // What it holds is what a bundle of this version holds, under other names.
        version: BundleVersion::V03,
        key_material: KeyMaterial::Certificate { leaf: Box::new(leaf), others: Vec::new() },
        entries: listed.iter().map(LogEntry::from_json).collect::<Result<_, _>>()?,
        timestamps: Vec::new(),
        content: Content::Envelope(Envelope {
            payload: envelope.exact("statement")?.bytes()?,
            payload_type: dsse::IN_TOTO.to_owned(),
            signatures: vec![signature],
            signed: SignedForm::Encoding,
            document: None,
        }),
        cloud_build: None,
        pypi: Some(Box::new(Pypi { publisher })),
    })
}

impl Publisher {
    fn from_json(node: &Node<'_>) -> Result<Self, Error> {
        let text = |key: &str| node.exact(key)?.filled_text().map(str::to_owned);
        Ok(match node.exact("kind")?.filled_text()? {
            "GitHub" => {
                Self::GitHub { repository: text("repository")?, workflow: text("workflow")? }
            }
            "GitLab" => {
                Self::GitLab { repository: text("repository")?, file: text("workflow_filepath")? }
            }
            "Google" => Self::Google { email: text("email")? },
            other => Self::Other(other.to_owned()),
        })
    }

    /// For a person to read.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::GitHub { repository, workflow } => {
                format!("https://github.com/{repository}/.github/workflows/{workflow}")
            }
            Self::GitLab { repository, file } => format!("https://gitlab.com/{repository}//{file}"),
            Self::Google { email } => email.clone(),
            Self::Other(kind) => kind.clone(),
        }
    }
}
