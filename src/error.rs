//! Everything that can be wrong with an input, as data.
//!
//! An [`Error`] never holds prose. It has a stable [`code`](Error::code), the
//! [`stage`](Error::stage) that found it, and [`facts`](Error::facts) from which a face of the
//! project (page, element, command line) builds its sentence. Codes never change their meaning;
//! new ones may appear.

use core::fmt;

use serde_json::{Map, Value};

/// Facts by name: the numbers and texts that explain a check or an error.
pub type Facts = Map<String, Value>;

/// These facts; of two by one name the later.
pub(crate) fn facts<N: Into<String>>(named: impl IntoIterator<Item = (N, Value)>) -> Facts {
    // Not `collect`: it would sort them first, and so bring a second way to grow a map into the module.
    let mut facts = Facts::new();
    for (name, value) in named {
        facts.insert(name.into(), value);
    }
    facts
}

/// Where on its way through the engine an input stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// Finding out what a file is.
    Sniff,
    /// Reading a format.
    Parse,
    /// Deciding which artifact a piece of evidence speaks about.
    Bind,
    /// Checking signatures, times, logs and chains.
    Verify,
    /// Comparing with what the user expects.
    Judge,
}

impl Stage {
    /// The stage's name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sniff => "sniff",
            Self::Parse => "parse",
            Self::Bind => "bind",
            Self::Verify => "verify",
            Self::Judge => "judge",
        }
    }
}

/// Adds a field of an error. Not inlined: there are hundreds of them.
#[inline(never)]
fn note<T: Clone + Into<Value>>(facts: &mut Facts, field: &str, value: &T) {
    facts.insert(camel_case(field), value.clone().into());
}

/// The name of a fact as JSON spells it.
fn camel_case(field: &str) -> String {
    let mut words = field.split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

/// Defines [`Error`] with its codes, stages and facts from one list, so that none can be missing.
macro_rules! errors {
    ($( $stage:ident { $(
        $(#[$doc:meta])*
        $variant:ident $code:literal { $( $(#[$field_doc:meta])* $field:ident : $type:ty ),* $(,)? }
    )* } )*) => {
        /// One thing that is wrong with an input.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Error {
            $($(
                $(#[$doc])*
                $variant { $( $(#[$field_doc])* $field: $type ),* },
            )*)*
        }

        impl Error {
            /// Every code with its stage, in the order of the stages.
            pub const CODES: &'static [(&'static str, Stage)] =
                &[$($(($code, Stage::$stage),)*)*];

            /// The stable code, in kebab case.
            pub const fn code(&self) -> &'static str {
                match self { $($( Self::$variant { .. } => $code, )*)* }
            }

            /// The stage that found it.
            pub const fn stage(&self) -> Stage {
                match self { $($( Self::$variant { .. } => Stage::$stage, )*)* }
            }

            /// The facts that explain it, by the names of the variant's fields.
            pub fn facts(&self) -> Facts {
                #[allow(unused_mut, reason = "variants without fields add no fact")]
                let mut facts = Facts::new();
                match self {
                    $($( Self::$variant { $($field),* } => {
                        $( note(&mut facts, stringify!($field), $field); )*
                    } )*)*
                }
                facts
            }
        }
    };
}

errors! {
    Sniff {
        /// The file is none of the kinds that this version understands as evidence.
        KindUnsupported "kind-unsupported" {}
    }
    Parse {
        /// An algorithm that this version does not verify.
        AlgorithmUnsupported "algorithm-unsupported" {
            /// Its object identifier or name.
            algorithm: String,
        }
        /// Not base64 of the standard or URL alphabet.
        Base64Invalid "base64-invalid" {
            /// Where: a JSON path, or the name of the element.
            path: String,
        }
        /// A bundle whose certificate chain holds a root, which only a trusted root may bring.
        CertificateChainHoldsRoot "certificate-chain-holds-root" {
            /// Where the chain is.
            path: String,
        }
        /// Not a signed checkpoint (C2SP tlog-checkpoint).
        CheckpointInvalid "checkpoint-invalid" {
            /// The part that is wrong.
            part: &'static str,
        }
        /// A bundle with more than one of the alternatives of which it must hold exactly one.
        ChoiceAmbiguous "choice-ambiguous" {
            /// The object that holds the alternatives.
            path: String,
            /// Those found, separated by commas.
            found: String,
        }
        /// A bundle with none of the alternatives of which it must hold exactly one.
        ChoiceMissing "choice-missing" {
            /// The object that should hold one.
            path: String,
            /// The alternatives, separated by commas.
            expected: String,
        }
        /// Not a zlib stream (RFC 1950), or one that ends too early.
        DeflateInvalid "deflate-invalid" {}
        /// Not the DER that was expected at this place.
        DerInvalid "der-invalid" {
            /// The element that was being read.
            path: String,
        }
        /// A digest that is not as long as its algorithm's digests are.
        DigestInvalid "digest-invalid" {
            /// The algorithm.
            algorithm: &'static str,
            /// The length found, in bytes.
            length: u64,
            /// The algorithm's length, in bytes.
            expected: u64,
        }
        /// A folder or archive of an image that is of no version that is known, or of none at all.
        ImageLayoutUnknown "image-layout-unknown" {
            /// The version found.
            found: Option<String>,
        }
        /// An archive whose entries cannot be told apart from there on.
        ArchiveBroken "archive-broken" {
            /// The offset of the entry.
            offset: u64,
        }
        /// A file in an archive under a name that leads out of it.
        ArchiveNameUnsafe "archive-name-unsafe" {
            /// The name.
            name: String,
        }
        /// Two files of one name in an archive, with different content: programs would differ in
        /// which of them they take.
        ArchiveNameTwice "archive-name-twice" {
            /// The name.
            name: String,
        }
        /// A value of another JSON type, or outside its range.
        FieldInvalid "field-invalid" {
            /// Where it is.
            path: String,
            /// What should be there.
            expected: &'static str,
        }
        /// A value that the specification requires is absent.
        FieldMissing "field-missing" {
            /// Where it should be.
            path: String,
        }
        /// Not hexadecimal.
        HexInvalid "hex-invalid" {
            /// Where it is.
            path: String,
        }
        /// The input is larger than the bound for its kind.
        InputTooLarge "input-too-large" {
            /// Its size in bytes.
            size: u64,
            /// The bound in bytes.
            limit: u64,
        }
        /// The same key twice in one JSON object.
        JsonDuplicateKey "json-duplicate-key" {
            /// The key.
            key: String,
            /// Line, from 1.
            line: u64,
            /// Column, from 1.
            column: u64,
        }
        /// Not JSON, or JSON that ends too early.
        JsonSyntax "json-syntax" {
            /// Line, from 1.
            line: u64,
            /// Column, from 1.
            column: u64,
        }
        /// JSON nested deeper than the bound.
        JsonTooDeep "json-too-deep" {
            /// The bound.
            limit: u64,
        }
        /// Bytes that are no public key.
        KeyInvalid "key-invalid" {
            /// Where it is.
            path: String,
        }
        /// A public key of a kind or size that is not supported.
        KeyUnsupported "key-unsupported" {
            /// Its algorithm as an object identifier or name, or what is wrong with it.
            algorithm: String,
        }
        /// A list longer than its bound.
        ListTooLong "list-too-long" {
            /// Where it is.
            path: String,
            /// How long it is.
            length: u64,
            /// The bound.
            limit: u64,
        }
        /// A log entry of a kind, or a version of one, that is not known.
        LogEntryKindUnknown "log-entry-kind-unknown" {
            /// The kind.
            kind: String,
            /// The kind's version.
            version: String,
        }
        /// A media type, or a version of one, that is not known.
        MediaTypeUnknown "media-type-unknown" {
            /// The media type found.
            found: String,
        }
        /// Text that is not UTF-8.
        NotUtf8 "not-utf8" {
            /// The offset of the first wrong byte.
            offset: u64,
        }
        /// Not a PEM block of the expected label.
        PemInvalid "pem-invalid" {
            /// The label that was expected.
            expected: String,
        }
        /// A time that is not RFC 3339, or outside the years 0 to 9999.
        TimeInvalid "time-invalid" {
            /// The text found.
            found: String,
        }
        /// A git object with the same signature header twice: nobody knows which counts.
        GitHeaderDuplicate "git-header-duplicate" {
            /// The header.
            header: String,
        }
        /// A git bundle whose head is broken (git `gitformat-bundle(5)`).
        GitBundleInvalid "git-bundle-invalid" {
            /// The line, from 1.
            line: u64,
        }
        /// A git bundle that asks its reader for something that this version does not know.
        GitBundleUnsupported "git-bundle-unsupported" {
            /// The capability or version.
            capability: String,
        }
        /// A pack, or a bundle with one, that is not what its own checksum says.
        GitPackChecksumMismatch "git-pack-checksum-mismatch" {
            /// The checksum at its end.
            expected: String,
            /// That of its content.
            found: String,
        }
        /// A pack of git objects that is broken or cut off (git `gitformat-pack(5)`).
        GitPackInvalid "git-pack-invalid" {
            /// The part that is wrong.
            part: &'static str,
            /// Where, in bytes from the pack's start.
            offset: u64,
        }
        /// A printed commit that cannot be brought back to the bytes that its id is of.
        GitObjectInexact "git-object-inexact" {
            /// The id it was printed with.
            expected: String,
        }
        /// A git object that is not what its own head says.
        GitObjectInvalid "git-object-invalid" {
            /// The part of the head: `size`, `kind`, or the `head` itself.
            part: &'static str,
        }
        /// A git object in a file that is named after the id of another.
        GitObjectMisplaced "git-object-misplaced" {
            /// The id in its path.
            expected: String,
            /// That of its content.
            found: String,
        }
        /// A name in a git repository that leads to no id (git `gitrepository-layout(5)`).
        GitRefInvalid "git-ref-invalid" {
            /// The line, from 1.
            line: u64,
        }
        /// A git object without a signature.
        GitSignatureAbsent "git-signature-absent" {}
        /// A git object with text beside its signature, which the signature does not cover.
        GitTextUnsigned "git-text-unsigned" {}
        /// A signature that PGP, SSH or S/MIME made, which this version leaves alone.
        SignatureOfOtherTool "signature-of-other-tool" {
            /// `pgp`, `ssh` or `smime`.
            tool: String,
        }
        /// A signature whose message does not hold the certificate of its signer.
        SignerCertificateMissing "signer-certificate-missing" {}
        /// TUF metadata of another major version of the specification.
        TufSpecVersionUnsupported "tuf-spec-version-unsupported" {
            /// The version found.
            found: String,
        }
        /// TUF metadata of another type than the one that was asked for.
        TufTypeMismatch "tuf-type-mismatch" {
            /// The type that was asked for.
            expected: &'static str,
            /// The type found.
            found: String,
        }
        /// The answer of a timestamp authority that refused to stamp (RFC 3161 section 2.4.2).
        TimestampNotGranted "timestamp-not-granted" {
            /// The `PKIStatus`.
            status: u64,
        }
    }
    Bind {
        /// A payload whose type says nothing about which artifact it speaks of.
        PayloadTypeUnbound "payload-type-unbound" {
            /// The payload type.
            found: String,
        }
        /// Evidence that speaks about another file.
        SubjectMismatch "subject-mismatch" {
            /// The digest the evidence speaks about; several are separated by commas.
            expected: String,
            /// The artifact's digest.
            found: String,
        }
        /// More evidence and files that belong together than are looked at.
        TooManyPairs "too-many-pairs" {
            /// The bound on their number.
            limit: u64,
        }
    }
    Verify {
        /// A file of an image that holds something else than its name says.
        BlobDigestMismatch "blob-digest-mismatch" {
            /// The digest that the image names.
            expected: String,
            /// The digest of what is there.
            found: String,
        }
        /// A file of an image that is not there.
        BlobMissing "blob-missing" {
            /// Its digest, or its name.
            expected: String,
        }
        /// A file of an image whose size is another than the image says.
        BlobSizeMismatch "blob-size-mismatch" {
            /// The file's digest.
            digest: String,
            /// The size that the image says, in bytes.
            expected: u64,
            /// The size of what is there.
            found: u64,
        }
        /// A file of an image that could not be read, or has not been yet.
        BlobUnread "blob-unread" {
            /// The file's digest.
            expected: String,
        }
        /// Something of an image that is called something else where it is listed.
        ImageTypeMismatch "image-type-mismatch" {
            /// The media type where it is listed.
            expected: String,
            /// What it calls itself.
            found: String,
        }
        /// A part of an image that was altered.
        ImagePartAltered "image-part-altered" {
            /// The part's digest.
            digest: String,
        }
        /// A part of an image that is not whole.
        ImagePartIncomplete "image-part-incomplete" {
            /// The part's digest.
            digest: String,
        }
        /// An image made for something else than its index says.
        PlatformMismatch "platform-mismatch" {
            /// What the index says.
            expected: String,
            /// What the image's configuration says.
            found: String,
        }
        /// A layer whose content is another than the image's configuration says.
        LayerContentMismatch "layer-content-mismatch" {
            /// The layer's digest.
            layer: String,
            /// The digest of its content that the configuration says.
            expected: String,
            /// The digest of its content.
            found: String,
        }
        /// A manifest with more or fewer layers than the image's configuration.
        LayerCountMismatch "layer-count-mismatch" {
            /// How many the configuration names.
            expected: u64,
            /// How many the manifest lists.
            found: u64,
        }
        /// A layer that cannot be decompressed.
        LayerBroken "layer-broken" {
            /// The layer's digest.
            layer: String,
        }
        /// A layer that would become far larger than any real one.
        LayerTooLarge "layer-too-large" {
            /// The layer's digest.
            layer: String,
        }
        /// A certificate authority that was not trusted at that time.
        AuthorityNotTrustedThen "authority-not-trusted-then" {
            /// The authority.
            authority: String,
            /// The proven time.
            time: String,
            /// From when it was trusted.
            from: Option<String>,
            /// Until when.
            until: Option<String>,
        }
        /// An issuer that the trusted root does not name.
        AuthorityUnknown "authority-unknown" {
            /// The issuer's name.
            issuer: String,
        }
        /// A certificate with a critical extension that nobody here understands.
        CertificateExtensionCritical "certificate-extension-critical" {
            /// Its object identifier.
            oid: String,
        }
        /// Two extensions of one certificate that contradict each other.
        CertificateExtensionsContradict "certificate-extensions-contradict" {
            /// The newer extension's object identifier.
            oid: String,
            /// What the deprecated one says.
            deprecated: String,
            /// What the newer one says.
            current: String,
        }
        /// A certificate that names nobody, or several.
        CertificateNameInvalid "certificate-name-invalid" {
            /// How many names it holds.
            names: u64,
        }
        /// A certificate that was not valid at that time.
        CertificateNotValidThen "certificate-not-valid-then" {
            /// The certificate's subject, or the signer's certificate.
            certificate: String,
            /// The proven time.
            time: String,
            /// From when it is valid.
            from: Option<String>,
            /// Until when.
            until: Option<String>,
        }
        /// A chain longer than one of its authorities allows (RFC 5280 section 4.2.1.9).
        CertificatePathTooLong "certificate-path-too-long" {
            /// How many authorities it allows below it.
            limit: u64,
        }
        /// A certificate that its issuer did not sign.
        CertificateSignatureInvalid "certificate-signature-invalid" {
            /// The issuer's name.
            issuer: String,
        }
        /// A certificate that may not be used for this.
        CertificateUsageWrong "certificate-usage-wrong" {
            /// The certificate's subject, or the signer's certificate.
            certificate: String,
            /// What it should be allowed, or should not be.
            expected: &'static str,
        }
        /// A bundle of this version without a checkpoint.
        CheckpointMissing "checkpoint-missing" {}
        /// A checkpoint of another log than the one it should be of.
        CheckpointOriginMismatch "checkpoint-origin-mismatch" {
            /// The name of the key that signed.
            expected: String,
            /// The origin line.
            found: String,
        }
        /// A checkpoint that commits to another tree than the proof does.
        CheckpointRootMismatch "checkpoint-root-mismatch" {
            /// Size and root hash of the checkpoint.
            expected: String,
            /// Size and root hash of the proof.
            found: String,
        }
        /// A checkpoint with a signature of the log that is not the log's.
        CheckpointSignatureInvalid "checkpoint-signature-invalid" {
            /// The log's id.
            log_id: String,
        }
        /// A checkpoint that the log did not sign.
        CheckpointSignatureMissing "checkpoint-signature-missing" {
            /// The log's id.
            log_id: String,
        }
        /// The scheme signs another digest than the ones that are known.
        DigestUnavailable "digest-unavailable" {
            /// The digest's algorithm.
            algorithm: &'static str,
        }
        /// Hashes that do not lead from the entry to the root (RFC 6962 section 2.1.1).
        InclusionProofInvalid "inclusion-proof-invalid" {
            /// The proof's root hash.
            expected: String,
            /// The root hash that the entry and the hashes give, if they give any.
            found: Option<String>,
        }
        /// A bundle of this version without an inclusion proof.
        InclusionProofMissing "inclusion-proof-missing" {}
        /// Signed with a key that was not given.
        KeyMissing "key-missing" {
            /// What the bundle calls the key.
            hint: String,
        }
        /// A log entry that says something else than the bundle.
        LogEntryMismatch "log-entry-mismatch" {
            /// What differs.
            part: &'static str,
            /// What the bundle holds.
            expected: String,
            /// What the entry says.
            found: String,
        }
        /// A bundle that proves no entry in a transparency log.
        LogEntryMissing "log-entry-missing" {}
        /// A copy for people to read that says something else than what was signed.
        CopyDiffers "copy-differs" {
            /// Where they differ.
            path: String,
        }
        /// A key that was not in use at that time.
        KeyNotValidThen "key-not-valid-then" {
            /// The key's name.
            key: String,
            /// The time.
            time: String,
            /// From when it is in use.
            from: Option<String>,
            /// Until when.
            until: Option<String>,
        }
        /// A key by a name that the platform gives to none of its keys.
        PlatformKeyUnknown "platform-key-unknown" {
            /// The name.
            name: String,
        }
        /// A list of checksums that nobody signed.
        IntegrityUnsigned "integrity-unsigned" {}
        /// A statement about a file of another name, where its form binds the name.
        SubjectNameMismatch "subject-name-mismatch" {
            /// The name in the statement.
            expected: String,
            /// The file's name.
            found: String,
        }
        /// One of several attestations that belong together is wrong.
        CompanionWrong "companion-wrong" {
            /// The other one's file.
            evidence: String,
            /// What is wrong with it.
            error_code: String,
        }
        /// A log's key that was not in use at that time.
        LogKeyNotValidThen "log-key-not-valid-then" {
            /// The log's id.
            log_id: String,
            /// The time.
            time: String,
            /// From when the key is in use.
            from: Option<String>,
            /// Until when.
            until: Option<String>,
        }
        /// A log that the trusted root does not name.
        LogUnknown "log-unknown" {
            /// The log's id.
            log_id: String,
        }
        /// Signed attributes that are over another message.
        MessageDigestMismatch "message-digest-mismatch" {
            /// The message's digest.
            expected: String,
            /// The digest in the attributes.
            found: String,
        }
        /// The scheme signs the message itself, of which only a digest is known.
        MessageNeeded "message-needed" {}
        /// The promise (SET) that gives the time was not signed by the log.
        PromiseInvalid "promise-invalid" {
            /// The log's id.
            log_id: String,
        }
        /// A bundle of this version without the log's promise (SET).
        PromiseMissing "promise-missing" {}
        /// A key that cannot make signatures of this scheme.
        SchemeMismatch "scheme-mismatch" {
            /// The key's algorithm.
            key: String,
            /// The scheme.
            scheme: String,
        }
        /// A signed certificate timestamp that is not the log's over this certificate.
        SctInvalid "sct-invalid" {
            /// The certificate log's id.
            log_id: String,
        }
        /// A certificate without a proof that it was logged.
        SctMissing "sct-missing" {}
        /// The signature is not the key's over this message.
        SignatureInvalid "signature-invalid" {}
        /// A signature over a message without the attributes that would bind it.
        SignedAttributesMissing "signed-attributes-missing" {}
        /// A time after the time of this verification.
        TimeInFuture "time-in-future" {
            /// The time.
            time: String,
            /// The time of this verification.
            now: String,
        }
        /// Nothing proves when the signature was made.
        TimeUnproven "time-unproven" {}
        /// Signed attributes of a timestamp that do not fit it.
        TimestampAttributesInvalid "timestamp-attributes-invalid" {
            /// The attribute.
            part: &'static str,
        }
        /// A timestamp over another signature.
        TimestampImprintMismatch "timestamp-imprint-mismatch" {
            /// The digest of the bundle's signature.
            expected: String,
            /// The digest that was stamped.
            found: String,
        }
        /// No trusted root to verify with.
        TrustedRootMissing "trusted-root-missing" {}
        /// TUF metadata that is no longer valid (sections 5.3.10, 5.4.4, 5.5.6, 5.6.6).
        TufExpired "tuf-expired" {
            /// The file.
            file: String,
            /// When it expired.
            expires: String,
            /// The time of this verification.
            now: String,
        }
        /// A file of TUF metadata, or a target, that is not there.
        TufFileMissing "tuf-file-missing" {
            /// The file.
            file: String,
        }
        /// A file with another hash than TUF metadata lists.
        TufHashMismatch "tuf-hash-mismatch" {
            /// The file.
            file: String,
            /// The hash's algorithm.
            algorithm: &'static str,
            /// The hash listed.
            expected: String,
            /// The file's hash.
            found: String,
        }
        /// A file with another length than TUF metadata lists.
        TufLengthMismatch "tuf-length-mismatch" {
            /// The file.
            file: String,
            /// The length listed, in bytes.
            expected: u64,
            /// The file's length, in bytes.
            found: u64,
        }
        /// A role that the snapshot does not list, or lists no longer (section 5.5.5).
        TufRoleUnlisted "tuf-role-unlisted" {
            /// The role's file.
            file: String,
        }
        /// TUF metadata older than what was trusted before (sections 5.4.3, 5.5.5).
        TufRollback "tuf-rollback" {
            /// The file.
            file: String,
            /// The version that was known before.
            known: u64,
            /// The version found.
            found: u64,
        }
        /// More new roots in a row than a client follows at once (section 5.3).
        TufRotationLimit "tuf-rotation-limit" {
            /// How many it follows.
            limit: u64,
        }
        /// A target that would take a search through more roles than a client visits.
        TufSearchLimit "tuf-search-limit" {
            /// How many it visits.
            limit: u64,
        }
        /// A target that the TUF repository does not list.
        TufTargetUnlisted "tuf-target-unlisted" {
            /// The target's path.
            target: String,
        }
        /// Signed, but not by whom the TUF repository says.
        TufSignerMismatch "tuf-signer-mismatch" {}
        /// Nothing proves that whom the TUF repository names has signed.
        TufSignerMissing "tuf-signer-missing" {}
        /// TUF metadata that too few of its role's keys signed.
        TufThresholdUnmet "tuf-threshold-unmet" {
            /// The file.
            file: String,
            /// How many keys must sign.
            threshold: u64,
            /// How many did.
            found: u64,
        }
        /// TUF metadata of another version than the one that should be there.
        TufVersionMismatch "tuf-version-mismatch" {
            /// The file.
            file: String,
            /// The version that should be there.
            expected: u64,
            /// The version found.
            found: u64,
        }
        /// A log's key in the trusted root that does not say from when it is in use.
        WindowWithoutStart "window-without-start" {
            /// The log's id.
            log_id: String,
        }
        /// Fewer of the expected witnesses signed the checkpoint than were asked for.
        WitnessesMissing "witnesses-missing" {
            /// How many were asked for.
            expected: u64,
            /// How many signed.
            found: u64,
        }
    }
    Judge {
        /// A builder that calls itself by something that is no builder's name.
        BuilderIdInvalid "builder-id-invalid" {
            /// What it calls itself.
            found: String,
        }
        /// Provenance that names another builder than the expected one, or than the one that signed.
        BuilderMismatch "builder-mismatch" {
            /// The builder that should have built.
            expected: String,
            /// The builder that the provenance names.
            found: String,
        }
        /// A builder at a version that is no release of it.
        BuilderReferenceInvalid "builder-reference-invalid" {
            /// The version.
            found: String,
        }
        /// Provenance of a builder of which this version does not know what it proves.
        BuilderUnsupported "builder-unsupported" {
            /// The builder, or the machine it ran on.
            found: String,
        }
        /// Signed by a workflow that is no builder anybody relies on.
        BuilderUntrusted "builder-untrusted" {
            /// The builder that was expected; none where any of the known ones would do.
            expected: Option<String>,
            /// The workflow that signed.
            found: String,
        }
        /// A kind of build that this builder does not make.
        BuildTypeUnknown "build-type-unknown" {
            /// The builder.
            builder: String,
            /// The type of the build.
            found: String,
        }
        /// Signed evidence that says something else than expected.
        ClaimMismatch "claim-mismatch" {
            /// The expectation's key that is not met.
            key: &'static str,
            /// What was expected.
            expected: String,
            /// What the evidence says.
            found: Option<String>,
        }
        /// A claim that the certificate contradicts or does not confirm.
        ClaimUnconfirmed "claim-unconfirmed" {
            /// What is claimed.
            part: &'static str,
            /// What the certificate says.
            expected: Option<String>,
            /// What the statement says.
            found: String,
        }
        /// A claim that nothing could confirm, by somebody whose word alone is worth nothing.
        ClaimUnverifiable "claim-unverifiable" {
            /// What is claimed.
            part: &'static str,
        }
        /// What was expected cannot be told from this kind of evidence.
        DemandUnsupported "demand-unsupported" {
            /// The expectation's key.
            key: &'static str,
        }
        /// A statement with a field that its format does not know, which a reader could overlook.
        FieldUnknown "field-unknown" {
            /// Where it is.
            path: String,
        }
        /// Evidence shows something else than the policy demands.
        DemandUnmet "demand-unmet" {
            /// The policy's key.
            key: &'static str,
            /// What is demanded.
            expected: Value,
            /// What was found.
            found: Value,
        }
        /// Evidence shows nothing of what the policy demands.
        DemandUnproven "demand-unproven" {
            /// The policy's key.
            key: &'static str,
            /// What is demanded.
            expected: Value,
        }
        /// The signer is somebody else than expected.
        IdentityMismatch "identity-mismatch" {
            /// The expectation's key that is not met.
            key: &'static str,
            /// What was expected.
            expected: String,
            /// What was found.
            found: Option<String>,
        }
        /// Who signed is not proven, or was not stated, so that nothing can be compared.
        IdentityUnproven "identity-unproven" {}
        /// A predicate of another type than the expected one.
        PredicateTypeUnexpected "predicate-type-unexpected" {
            /// Its type.
            found: String,
        }
        /// A build of a branch where a tag was expected, or the reverse, or of neither.
        ReferenceKindWrong "reference-kind-wrong" {
            /// The expectation's key.
            key: &'static str,
            /// The reference; empty where the evidence names none of that kind.
            found: String,
        }
        /// Source and trigger of a build that do not name the same.
        SourceContradicts "source-contradicts" {
            /// What was started.
            trigger: String,
            /// What was built.
            material: String,
        }
        /// An address that is not of the form it must have.
        UriMalformed "uri-malformed" {
            /// The address.
            found: String,
        }
        /// A tag that is no version.
        VersionInvalid "version-invalid" {
            /// The tag.
            found: String,
        }
        /// A certificate that does not name a workflow on GitHub as it should.
        WorkflowIdentityInvalid "workflow-identity-invalid" {
            /// The extension that is missing or wrong.
            part: &'static str,
        }
        /// An expectation with a key that does not exist, which would silently expect nothing.
        PolicyKeyUnknown "policy-key-unknown" {
            /// The key.
            key: String,
        }
        /// An expectation that does not say who should have signed.
        PolicyNamesNoSigner "policy-names-no-signer" {}
        /// A pattern that is no regular expression.
        PolicyPatternInvalid "policy-pattern-invalid" {
            /// The expectation's key.
            key: &'static str,
            /// The pattern.
            pattern: String,
        }
        /// A section of a policy that another one before it hides: nothing would ever reach it.
        PolicySectionUnreachable "policy-section-unreachable" {
            /// The section's name.
            name: String,
        }
        /// An expectation that nothing can meet.
        PolicyUnsatisfiable "policy-unsatisfiable" {
            /// The expectation's key.
            key: &'static str,
        }
    }
}

impl Error {
    /// Whether something is only missing: not given, not known here, or of a kind that this version
    /// does not verify. Nothing is wrong then, and another version or other trust material may
    /// give the answer.
    pub const fn is_absence(&self) -> bool {
        matches!(
            self,
            Self::AlgorithmUnsupported { .. }
                | Self::AuthorityUnknown { .. }
                | Self::BlobMissing { .. }
                | Self::BlobUnread { .. }
                | Self::DemandUnproven { .. }
                | Self::DigestUnavailable { .. }
                | Self::GitBundleUnsupported { .. }
                | Self::GitObjectInexact { .. }
                | Self::GitRefInvalid { .. }
                | Self::GitSignatureAbsent { .. }
                | Self::IdentityUnproven { .. }
                | Self::ImageLayoutUnknown { .. }
                | Self::ImagePartIncomplete { .. }
                | Self::IntegrityUnsigned { .. }
                | Self::KeyMissing { .. }
                | Self::KeyUnsupported { .. }
                | Self::KindUnsupported { .. }
                | Self::LayerTooLarge { .. }
                | Self::LogEntryKindUnknown { .. }
                | Self::LogEntryMissing { .. }
                | Self::LogUnknown { .. }
                | Self::MessageNeeded { .. }
                | Self::PayloadTypeUnbound { .. }
                | Self::PromiseMissing { .. }
                | Self::SctMissing { .. }
                | Self::SignatureOfOtherTool { .. }
                | Self::TimeUnproven { .. }
                | Self::TooManyPairs { .. }
                | Self::TrustedRootMissing { .. }
                | Self::TufExpired { .. }
                | Self::TufFileMissing { .. }
                | Self::TufRotationLimit { .. }
                | Self::TufSearchLimit { .. }
                | Self::TufSignerMissing { .. }
                | Self::TufSpecVersionUnsupported { .. }
                | Self::TufTargetUnlisted { .. }
                | Self::WitnessesMissing { .. }
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code())?;
        for (name, value) in self.facts() {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl core::error::Error for Error {}
