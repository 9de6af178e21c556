//! Fulcio's certificate extensions (sigstore/fulcio docs/oid-info.md).

use crate::encoding::der;
use crate::error::{Error, Facts, facts};

/// The arc of all Fulcio extensions.
const ARC: &str = "1.3.6.1.4.1.57264.1.";
/// `otherName` type for user names that are no e-mail address.
pub(crate) const OTHER_NAME: &str = "1.3.6.1.4.1.57264.1.7";

/// The last number of the identifier and the documented name, in report spelling. Numbers 1 to 6
/// are deprecated and hold raw text; 7 is a kind of name; the rest hold a DER UTF8String.
const NAMES: [(u8, &str); 23] = [
    (1, "issuerV1"),
    (2, "githubWorkflowTrigger"),
    (3, "githubWorkflowSha"),
    (4, "githubWorkflowName"),
    (5, "githubWorkflowRepository"),
    (6, "githubWorkflowRef"),
    (8, "issuerV2"),
    (9, "buildSignerUri"),
    (10, "buildSignerDigest"),
    (11, "runnerEnvironment"),
    (12, "sourceRepositoryUri"),
    (13, "sourceRepositoryDigest"),
    (14, "sourceRepositoryRef"),
    (15, "sourceRepositoryIdentifier"),
    (16, "sourceRepositoryOwnerUri"),
    (17, "sourceRepositoryOwnerIdentifier"),
    (18, "buildConfigUri"),
    (19, "buildConfigDigest"),
    (20, "buildTrigger"),
    (21, "runInvocationUri"),
    (22, "sourceRepositoryVisibilityAtSigning"),
    (23, "deploymentEnvironment"),
    (24, "tokenSubject"),
];

/// What the certificate authority wrote about the signer, by documented name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FulcioExtensions {
    values: Vec<(u8, String)>,
}

impl FulcioExtensions {
    /// Takes an extension if it is one of Fulcio's; every other one is left alone.
    pub(crate) fn read(&mut self, oid: &str, value: &[u8], path: &str) -> Result<(), Error> {
        let Some(number) = oid.strip_prefix(ARC).and_then(|last| last.parse::<u8>().ok()) else {
            return Ok(());
        };
        let invalid = || Error::DerInvalid { path: format!("{path} ({oid})") };
        let text = match number {
            1..=6 => core::str::from_utf8(value).map_err(|_| invalid())?.to_owned(),
            8..=24 => utf8_string(value, "fulcio extension").map_err(|_| invalid())?,
            _ => return Ok(()),
        };
        self.values.push((number, text));
        Ok(())
    }

    /// The value of extension `1.3.6.1.4.1.57264.1.{number}`.
    pub(crate) fn value(&self, number: u8) -> Option<&str> {
        self.values.iter().find(|(own, _)| *own == number).map(|(_, text)| text.as_str())
    }

    /// The OIDC issuer: the newer extension, else the deprecated one.
    pub(crate) fn issuer(&self) -> Option<&str> {
        self.value(8).or_else(|| self.value(1))
    }

    /// All values by their documented names.
    pub(crate) fn facts(&self) -> Facts {
        let values = NAMES.iter().map(|(number, name)| (*name, self.value(*number)));
        facts(values.filter_map(|(name, text)| Some((name, text?.into()))))
    }

    /// The first deprecated extension that contradicts its successor: both names and values.
    pub(crate) fn contradiction(&self) -> Option<Contradiction<'_>> {
        const PAIRS: [(u8, u8); 5] = [(1, 8), (2, 20), (3, 13), (5, 12), (6, 14)];
        PAIRS.iter().find_map(|(old, new)| {
            let (deprecated, current) = (self.value(*old)?, self.value(*new)?);
            let agree = if *old == 5 {
                current.strip_suffix(deprecated).is_some_and(|start| start.ends_with('/'))
            } else {
                deprecated == current
            };
            (!agree).then_some(Contradiction { number: *new, deprecated, current })
        })
    }
}

/// A deprecated extension and its successor that do not say the same.
pub(crate) struct Contradiction<'a> {
    pub(crate) number: u8,
    pub(crate) deprecated: &'a str,
    pub(crate) current: &'a str,
}

/// The text of an `otherName` value: `[0] EXPLICIT UTF8String`.
pub(crate) fn other_name(value: &[u8]) -> Result<String, Error> {
    const PATH: &str = "subjectAltName.otherName";
    let mut reader = der::Reader::new(value, PATH);
    let text = match reader.optional(der::CONTEXT_0)? {
        Some(wrapper) => utf8_string(wrapper.value, PATH)?,
        None => return utf8_string(value, PATH),
    };
    reader.finish()?;
    Ok(text)
}

fn utf8_string(value: &[u8], path: &'static str) -> Result<String, Error> {
    let mut reader = der::Reader::new(value, path);
    let text = reader.expect(der::UTF8_STRING)?.utf8(path)?.to_owned();
    reader.finish()?;
    Ok(text)
}
