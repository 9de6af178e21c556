//! Versions as tags: `v1`, `v1.2` or `v1.2.3-rc.1` (semver.org, as Go's `semver` reads them).

use crate::error::Error;
use crate::verify::provenance::builders::is_number;

/// A version that a tag should have: in as many parts as were given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct VersionDemand {
    text: String,
    version: Version,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Version {
    major: String,
    minor: Option<String>,
    /// With what stands behind a hyphen.
    patch: Option<(String, Option<String>)>,
}

impl VersionDemand {
    /// Reads a version; `None` of what is none.
    pub(super) fn new(text: &str) -> Option<Self> {
        Some(Self { text: text.to_owned(), version: Version::read(text)? })
    }

    /// As the user wrote it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The tag is this version: what was given of it is the same, and what was left out is free.
    /// A tag that leaves out parts has zeros there.
    pub(super) fn verify(&self, tag: &str) -> Result<String, Error> {
        let found =
            Version::read(tag).ok_or_else(|| Error::VersionInvalid { found: tag.to_owned() })?;
        let zero = "0".to_owned();
        let wanted = &self.version;
        let minor = found.minor.unwrap_or_else(|| zero.clone());
        let patch = found.patch.unwrap_or((zero, None));
        let same = wanted.major == found.major
            && wanted.minor.as_ref().is_none_or(|wanted| *wanted == minor)
            && wanted.patch.as_ref().is_none_or(|wanted| *wanted == patch);
        if same {
            return Ok(tag.to_owned());
        }
        Err(Error::ClaimMismatch {
            key: super::SOURCE_VERSIONED_TAG,
            expected: self.text.clone(),
            found: Some(tag.to_owned()),
        })
    }
}

impl Version {
    fn read(text: &str) -> Option<Self> {
        let text = text.strip_prefix('v')?;
        let (text, build) = text.split_once('+').map_or((text, None), |(v, b)| (v, Some(b)));
        let (core, prerelease) = text.split_once('-').map_or((text, None), |(v, p)| (v, Some(p)));
        let mut parts = core.split('.');
        let mut number = || parts.next().map(|part| is_number(part).then(|| part.to_owned()));
        let (major, minor, patch) = (number()??, number(), number());
        let whole = parts.next().is_none();
        let (minor, patch) = (flat(minor)?, flat(patch)?);
        // Only whole versions have more behind them.
        let sound = patch.is_some() || (prerelease.is_none() && build.is_none());
        let identifiers = |text: &str, numeric: bool| {
            text.split('.').all(|part| {
                let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
                let number = part.bytes().all(|byte| byte.is_ascii_digit());
                !part.is_empty()
                    && part.bytes().all(allowed)
                    && (!numeric || !number || is_number(part))
            })
        };
        let sound = sound
            && whole
            && prerelease.is_none_or(|text| identifiers(text, true))
            && build.is_none_or(|text| identifiers(text, false));
        let patch = patch.map(|patch| (patch, prerelease.map(str::to_owned)));
        sound.then_some(Self { major, minor, patch })
    }
}

/// A part that is absent, or right; `None` of a wrong one.
#[allow(clippy::option_option, reason = "absent and wrong are not the same")]
fn flat(part: Option<Option<String>>) -> Option<Option<String>> {
    part.map_or(Some(None), |part| part.map(Some))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_of_a_version_must_be_the_same() {
        for (wanted, tag, answer) in [
            ("v1", "v1.2.3", "ok"),
            ("v1.2", "v1.2.3", "ok"),
            ("v1.2.3", "v1.2.3", "ok"),
            ("v1.2.3", "v1.2.3+build", "ok"),
            ("v1.2.3+other", "v1.2.3+build", "ok"),
            ("v14", "v14", "ok"),
            ("v14.0", "v14", "ok"),
            ("v14.0.0", "v14", "ok"),
            ("v1", "v1.2.3-rc.1", "ok"),
            ("v1.2.3-rc.1", "v1.2.3-rc.1", "ok"),
            ("v1.2.3", "v1.2.3-rc.1", "claim-mismatch"),
            ("v1.2.3-rc.1", "v1.2.3", "claim-mismatch"),
            ("v1", "v10.0.0", "claim-mismatch"),
            ("v1.2", "v1.20.0", "claim-mismatch"),
            ("v1.2.3", "v1.2.30", "claim-mismatch"),
            ("v14.1", "v14", "claim-mismatch"),
            ("v1", "1.2.3", "version-invalid"),
            ("v1", "v01.2.3", "version-invalid"),
            ("v1", "v1.2.3.4", "version-invalid"),
            ("v1", "v1-rc", "version-invalid"),
            ("v1", "v1.2.3-", "version-invalid"),
            ("v1", "v1.2.3-01", "version-invalid"),
            ("v1", "release-1", "version-invalid"),
            ("v1", "V1.2.3", "version-invalid"),
            ("v1", "", "version-invalid"),
        ] {
            let found = VersionDemand::new(wanted).unwrap().verify(tag);
            assert_eq!(found.err().map_or("ok", |error| error.code()), answer, "{wanted} {tag}");
        }
        for none in ["", "1.2.3", "v", "v1.", "v1..2", "v1.x", "v1.2+b", "latest", " v1"] {
            assert_eq!(VersionDemand::new(none), None, "{none}");
        }
    }
}
