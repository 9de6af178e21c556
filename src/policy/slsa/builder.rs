//! Is the builder the expected one?

use crate::error::Error;
use crate::verify::provenance::builders::{
    CLOUD_BUILD, Flavour, GENERATOR, GITHUB, JRELEASER, RUNNER, builder, is_java_release,
    is_release, name_and_version,
};
use crate::verify::provenance::workflow::Workflow;

/// A builder by its name, and by its version where one is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BuilderDemand {
    pub(super) name: String,
    version: Option<String>,
}

impl BuilderDemand {
    /// Reads `NAME` or `NAME@VERSION`; `None` of what has two versions or an empty one. An empty
    /// text is a builder that nobody is.
    pub(super) fn new(id: &str) -> Option<Self> {
        let mut parts = id.split('@');
        let name = parts.next()?.to_owned();
        let version = parts.next().map(str::to_owned);
        let sound = parts.next().is_none() && version.as_deref() != Some("");
        sound.then_some(Self { name, version })
    }

    /// As the user wrote it.
    pub(super) fn text(&self) -> String {
        match &self.version {
            Some(version) => format!("{}@{version}", self.name),
            None => self.name.clone(),
        }
    }

    /// Whether it is npm's own, which is the machine and not a workflow.
    pub(super) fn is_npm(&self) -> bool {
        self.name.starts_with(RUNNER)
    }

    /// Whether it is Google's.
    pub(super) fn is_cloud_build(&self) -> bool {
        self.name == CLOUD_BUILD
    }

    /// The name is the same, and so is the version where one was given: as it is, or as a tag.
    pub(super) fn matches(&self, name: &str, version: Option<&str>, tags: bool) -> bool {
        let same = |wanted: &str| {
            let tag = version.and_then(|version| version.strip_prefix("refs/tags/"));
            version == Some(wanted) || (tags && tag == Some(wanted))
        };
        self.name == name && self.version.as_deref().is_none_or(same)
    }
}

/// The workflow in the certificate is the expected builder, or one that stands in for it, at a
/// release (slsa-verifier `VerifyBuilderIdentity`).
pub(super) fn verify_workflow(
    expected: Option<&BuilderDemand>,
    workflow: &Workflow<'_>,
) -> Result<(), Error> {
    let known = builder(workflow.builder);
    let untrusted = || Error::BuilderUntrusted {
        expected: expected.map(BuilderDemand::text),
        found: format!("{}@{}", workflow.builder, workflow.builder_ref),
    };
    match expected {
        None if !known.is_some_and(|known| known.by_default) => return Err(untrusted()),
        // A delegator signs for the builder that called it, and names that one in the provenance.
        Some(_) if is_delegator(workflow) => {}
        Some(expected) if !expected.name.is_empty() && !expected.name.starts_with(GITHUB) => {
            return Err(Error::BuilderUnsupported { found: expected.name.clone() });
        }
        Some(expected) if !expected.matches(workflow.builder, Some(workflow.builder_ref), true) => {
            return Err(untrusted());
        }
        None | Some(_) => {}
    }
    verify_release(workflow)
}

/// npm's provenance is by a delegator, or by its command line on a machine that the certificate
/// names (slsa-verifier `verifyNpmEnvAndCert`). Gives the name under which its build types stand.
pub(super) fn verify_npm<'a>(
    expected: Option<&'a BuilderDemand>,
    workflow: &Workflow<'a>,
) -> Result<&'a str, Error> {
    let found = || format!("{}@{}", workflow.builder, workflow.builder_ref);
    let unsupported = |found: &str| Error::BuilderUnsupported { found: found.to_owned() };
    let hosted = workflow.runner == Some("github-hosted");
    if is_delegator(workflow) {
        verify_release(workflow)?;
        if !hosted {
            return Err(unsupported(workflow.runner.unwrap_or("-")));
        }
        // Everybody can be called by a delegator: the user must say whom to believe.
        return match expected {
            Some(_) => Ok(workflow.builder),
            None => Err(Error::BuilderIdInvalid { found: found() }),
        };
    }
    let expected = expected.ok_or_else(|| Error::BuilderIdInvalid { found: found() })?;
    if !hosted && workflow.runner != Some("self-hosted") {
        return Err(unsupported(workflow.runner.unwrap_or("-")));
    }
    let sound = match expected.name.strip_prefix(RUNNER) {
        Some("" | "/github-hosted") => hosted,
        Some("/self-hosted") => !hosted,
        _ => false,
    };
    if sound && expected.version.is_none() {
        return Ok(&expected.name);
    }
    Err(unsupported(&expected.text()))
}

/// Whether the workflow is one of the delegators.
pub(super) fn is_delegator(workflow: &Workflow<'_>) -> bool {
    builder(workflow.builder).is_some_and(|known| known.flavour == Flavour::Delegator)
}

/// A branch of a builder is whatever was pushed to it last.
fn verify_release(workflow: &Workflow<'_>) -> Result<(), Error> {
    if is_release(workflow.builder_ref) {
        return Ok(());
    }
    Err(Error::BuilderReferenceInvalid { found: workflow.builder_ref.to_owned() })
}

/// The provenance names the workflow that signed it.
pub(super) fn verify_own_id(id: &str, workflow: &Workflow<'_>) -> Result<(), Error> {
    let expected = format!("{}@{}", workflow.builder, workflow.builder_ref);
    if id == expected {
        return Ok(());
    }
    Err(Error::BuilderMismatch { expected, found: id.to_owned() })
}

/// The builder that a delegator names is the expected one, at a release.
pub(super) fn verify_delegated_id(expected: Option<&BuilderDemand>, id: &str) -> Result<(), Error> {
    let invalid = || Error::BuilderIdInvalid { found: id.to_owned() };
    let (name, version) = name_and_version(id);
    let version = version.filter(|_| !name.contains('@')).ok_or_else(invalid)?;
    let java = name.starts_with(JRELEASER);
    if !(is_release(version) || (java && is_java_release(version))) {
        return Err(Error::BuilderReferenceInvalid { found: version.to_owned() });
    }
    match expected {
        Some(expected) if expected.matches(name, Some(version), true) => Ok(()),
        Some(expected) => {
            Err(Error::BuilderMismatch { expected: expected.text(), found: id.to_owned() })
        }
        None => {
            let file = name.strip_prefix(GENERATOR).filter(|file| !file.contains('/'));
            file.map(|_| ()).ok_or_else(invalid)
        }
    }
}

/// The machine that npm's command line names is the expected one. Older provenance calls the
/// hosted one by a shorter name.
pub(super) fn verify_npm_id(expected: &BuilderDemand, id: &str) -> Result<(), Error> {
    const HOSTED: &str = "/github-hosted";
    let other = match expected.name.strip_suffix(HOSTED) {
        Some(short) => short.to_owned(),
        None => format!("{}{HOSTED}", expected.name),
    };
    if id == expected.name || (id == other && !expected.name.ends_with("/self-hosted")) {
        return Ok(());
    }
    Err(Error::BuilderMismatch { expected: expected.text(), found: id.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_one_version_at_most() {
        assert!(BuilderDemand::new("https://github.com/a/b").is_some());
        assert!(BuilderDemand::new("https://github.com/a/b@v1.2.3").is_some());
        for wrong in ["a@b@c", "a@", "a@@"] {
            assert_eq!(BuilderDemand::new(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_are_compared_whole() {
        let name = "https://github.com/o/r/.github/workflows/b.yml";
        let found = Some("refs/tags/v1.2.3");
        let matches =
            |id: &str| BuilderDemand::new(id).is_some_and(|id| id.matches(name, found, true));
        assert!(matches(name));
        assert!(matches(&format!("{name}@v1.2.3")));
        assert!(matches(&format!("{name}@refs/tags/v1.2.3")));
        for other in [
            "https://github.com/o/r/.github/workflows/b.ym",
            &format!("{name}a"),
            &name.to_ascii_uppercase(),
            &format!("{name}@v1.2"),
            &format!("{name}@refs/heads/v1.2.3"),
            &format!("{name}@tags/v1.2.3"),
            &name.replace("https://github.com/", "https://github.com./"),
            &name.replace("https", "http"),
            "",
        ] {
            assert!(!matches(other), "{other}");
        }
    }
}
