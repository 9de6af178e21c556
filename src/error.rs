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
                        $( facts.insert(
                            stringify!($field).to_owned(),
                            Value::from($field.clone()),
                        ); )*
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
        /// Not base64 of the standard or URL alphabet.
        Base64Invalid "base64-invalid" {
            /// Where: a JSON path, or the name of the element.
            path: String,
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
        /// A value that the specification requires is absent.
        FieldMissing "field-missing" {
            /// Where it should be.
            path: String,
        }
        /// A value of another JSON type, or outside its range.
        FieldInvalid "field-invalid" {
            /// Where it is.
            path: String,
            /// What should be there.
            expected: &'static str,
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
        /// A public key of a kind or size that is not supported.
        KeyUnsupported "key-unsupported" {
            /// Its algorithm as an object identifier or name, or what is wrong with it.
            algorithm: String,
        }
        /// Bytes that are no public key.
        KeyInvalid "key-invalid" {
            /// Where it is.
            path: String,
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
    }
    Verify {
        /// The scheme signs another digest than the ones that are known.
        DigestUnavailable "digest-unavailable" {
            /// The digest's algorithm.
            algorithm: &'static str,
        }
        /// The scheme signs the message itself, of which only a digest is known.
        MessageNeeded "message-needed" {}
        /// A key that cannot make signatures of this scheme.
        SchemeMismatch "scheme-mismatch" {
            /// The key's algorithm.
            key: String,
            /// The scheme.
            scheme: String,
        }
        /// The signature is not the key's over this message.
        SignatureInvalid "signature-invalid" {}
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
