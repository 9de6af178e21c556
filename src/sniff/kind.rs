//! The kinds of files, and what each is for.

use serde::Serialize;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// A Sigstore bundle.
    SigstoreBundle,
    /// What `cosign sign-blob --bundle` wrote before there were Sigstore bundles.
    CosignBundle,
    /// A signature over an image's payload, as cosign prints it or containers/image stores it.
    CosignSignature,
    /// An envelope (DSSE) without what would prove it.
    #[serde(rename = "dsse-envelope")]
    Envelope,
    /// Several attestations in one document, as package registries give them out.
    Attestations,
    /// What `gcloud` prints of an image that Google Cloud Build built.
    CloudBuild,
    /// What npm's registry says of one version of a package, with its signature.
    NpmVersion,
    /// A lock file of npm's: digests that nobody signed.
    NpmLock,
    /// A signature alone.
    Signature,
    /// A git commit or tag, which holds its signature itself.
    GitObject,
    /// A git bundle: names, and a pack with a history.
    GitBundle,
    /// A pack of git objects.
    GitPack,
    /// A git repository's folder.
    GitRepository,
    /// An entry of a transparency log, as Rekor answers or cosign stores it.
    LogEntry,
    /// A timestamp (RFC 3161).
    Timestamp,
    /// `trusted_root.json`, or several of them as JSON lines.
    TrustedRoot,
    /// A public key in PEM, or in DER under a name that says so.
    PublicKey,
    /// A certificate in PEM.
    Certificate,
    /// Metadata of a TUF repository.
    TufMetadata,
    /// What a user expects, as JSON.
    Policy,
    /// An index of container images (OCI image-spec, `image-index.md`).
    ImageIndex,
    /// The manifest of a container image (OCI image-spec, `manifest.md`).
    ImageManifest,
    /// The configuration of a container image (OCI image-spec, `config.md`).
    ImageConfig,
    /// None of these: an artifact, or something this version does not know.
    Unknown,
}

impl Kind {
    /// The kind's name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SigstoreBundle => "sigstore-bundle",
            Self::CosignBundle => "cosign-bundle",
            Self::CosignSignature => "cosign-signature",
            Self::Envelope => "dsse-envelope",
            Self::Attestations => "attestations",
            Self::CloudBuild => "cloud-build",
            Self::NpmVersion => "npm-version",
            Self::NpmLock => "npm-lock",
            Self::Signature => "signature",
            Self::GitObject => "git-object",
            Self::GitBundle => "git-bundle",
            Self::GitPack => "git-pack",
            Self::GitRepository => "git-repository",
            Self::LogEntry => "log-entry",
            Self::Timestamp => "timestamp",
            Self::TrustedRoot => "trusted-root",
            Self::PublicKey => "public-key",
            Self::Certificate => "certificate",
            Self::TufMetadata => "tuf-metadata",
            Self::Policy => "policy",
            Self::ImageIndex => "image-index",
            Self::ImageManifest => "image-manifest",
            Self::ImageConfig => "image-config",
            Self::Unknown => "unknown",
        }
    }

    /// What a file of this kind is for.
    pub const fn role(self) -> &'static str {
        match self {
            Self::SigstoreBundle
            | Self::CosignBundle
            | Self::CosignSignature
            | Self::Envelope
            | Self::Attestations
            | Self::CloudBuild
            | Self::NpmVersion
            | Self::NpmLock
            | Self::Signature
            | Self::LogEntry
            | Self::Timestamp
            | Self::Certificate
            | Self::TufMetadata => "evidence",
            Self::GitObject | Self::GitBundle | Self::GitPack | Self::GitRepository => {
                "signed-object"
            }
            Self::TrustedRoot => "trusted-root",
            Self::PublicKey => "key",
            Self::Policy => "policy",
            // A person may want to know about one, as about any file.
            Self::ImageIndex | Self::ImageManifest | Self::ImageConfig | Self::Unknown => {
                "artifact"
            }
        }
    }
}
