//! Is a build of Google Cloud Build what it should be? Its key signs for everybody, so that all it
//! proves is what the platform itself writes into the provenance.

use crate::encoding::json::Node;
use crate::error::Error;
use crate::formats::predicate::provenance::{Provenance, Version};
use crate::formats::statement::Statement;
use crate::policy::slsa::build::BuildDemand;
use crate::policy::slsa::{
    BUILD_WORKFLOW_INPUTS, SOURCE_BRANCH, SOURCE_TAG, SOURCE_URI, SOURCE_VERSIONED_TAG, decided,
    equal,
};
use crate::trust::platform_keys::Platform;
use crate::verify::check::{Check, Question};
use crate::verify::provenance::builders::{CLOUD_BUILD, name_and_version};
use crate::verify::signer::Signer;

const TYPE_V1: &str = "https://cloud.google.com/build/gcb-buildtypes/google-worker/v1";
const TYPES_V03: [&str; 2] = [
    "https://cloudbuild.googleapis.com/CloudBuildYaml@",
    "https://cloudbuild.googleapis.com/CloudBuildSteps@",
];
const ARGUMENTS: &str = "type.googleapis.com/google.devtools.cloudbuild.v1.Build";
/// The key of provenance v1.
const KEY_V1: &str = "/cryptoKeys/google-hosted-worker/";

/// Whether a key of Google Cloud Build signed.
pub(super) fn is_signer(signer: &Signer) -> bool {
    signer.identity_type == Platform::CloudBuild.identity_type()
}

impl BuildDemand {
    /// The builder is the expected one, and so is the source.
    pub(super) fn verify_cloud_build(
        &self,
        statement: &Statement,
        signer: &Signer,
    ) -> Result<(), Error> {
        let provenance = provenance(statement, signer)?;
        self.verify_worker(&provenance)?;
        self.verify_source_of(&provenance).map(|_| ())
    }

    /// A check for each demand.
    pub(super) fn cloud_build_checks(&self, statement: &Statement, signer: &Signer) -> Vec<Check> {
        let provenance = match provenance(statement, signer) {
            Ok(provenance) => provenance,
            Err(error) => return vec![Check::refused(Question::BuildPredicate, &error)],
        };
        let mut checks = vec![
            decided(Question::BuildBuilder, self.verify_worker(&provenance)),
            decided(Question::BuildPredicate, build_type(&provenance)),
            decided(Question::BuildSource, self.verify_source_of(&provenance)),
        ];
        let unsupported = |key| Error::DemandUnsupported { key };
        if self.branch.is_some() {
            checks.push(Check::refused(Question::BuildBranch, &unsupported(SOURCE_BRANCH)));
        }
        if let Some(wanted) = &self.tag {
            let tag = tag(&provenance, SOURCE_TAG, wanted);
            let tag = tag.and_then(|found| equal(SOURCE_TAG, wanted, found));
            checks.push(decided(Question::BuildTag, tag));
        }
        if let Some(wanted) = &self.versioned_tag {
            let tag = tag(&provenance, SOURCE_VERSIONED_TAG, wanted.text());
            let tag = tag.and_then(|found| wanted.verify(found));
            checks.push(decided(Question::BuildVersionedTag, tag));
        }
        if !self.inputs.is_empty() {
            checks.push(Check::refused(Question::BuildInputs, &unsupported(BUILD_WORKFLOW_INPUTS)));
        }
        checks
    }

    fn verify_worker(&self, provenance: &Provenance<'_>) -> Result<String, Error> {
        let id = provenance.builder_id;
        let (name, version) = name_and_version(id);
        let known = match provenance.version {
            Version::V1 => name == CLOUD_BUILD && version.is_none(),
            _ => name == CLOUD_BUILD && matches!(version, Some("v0.2" | "v0.3")),
        };
        if !known {
            return Err(Error::BuilderIdInvalid { found: id.to_owned() });
        }
        match &self.builder {
            Some(expected)
                if expected.is_cloud_build() && expected.matches(name, version, false) =>
            {
                Ok(id.to_owned())
            }
            Some(expected) if expected.is_cloud_build() => {
                Err(Error::BuilderMismatch { expected: expected.text(), found: id.to_owned() })
            }
            other => {
                let expected = other.as_ref().map(super::builder::BuilderDemand::text);
                Err(Error::BuilderUntrusted { expected, found: id.to_owned() })
            }
        }
    }

    /// The source with what stands behind it: a commit, or a reference.
    fn verify_source_of(&self, provenance: &Provenance<'_>) -> Result<String, Error> {
        let uri = source_uri(provenance)?;
        let found = uri.strip_prefix("git+").unwrap_or(&uri);
        let wanted = self.source.0.strip_prefix("git+").unwrap_or(&self.source.0);
        let https = found.starts_with("https://") && !wanted.starts_with("https://");
        let wanted = if https { format!("https://{wanted}") } else { wanted.to_owned() };
        let (_, version) = name_and_version(provenance.builder_id);
        let rest = found.strip_prefix(wanted.as_str());
        let same = match (provenance.version, version) {
            (Version::V1, _) => rest.is_some_and(|rest| is_reference(rest, '@')),
            (_, Some("v0.2")) => rest.is_some_and(|rest| {
                rest.strip_prefix("/commit/").is_some_and(is_commit) || is_reference(rest, '#')
            }),
            _ => rest.is_some_and(|rest| rest.is_empty() || is_reference(rest, '#')),
        };
        if same { Ok(found.to_owned()) } else { equal(SOURCE_URI, &wanted, found) }
    }
}

/// What stands behind an address, and holds no further one.
fn is_reference(rest: &str, mark: char) -> bool {
    rest.strip_prefix(mark).is_some_and(|rest| !rest.is_empty() && !rest.contains(mark))
}

fn is_commit(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The predicate, if it is of the version that the key signs.
fn provenance<'a>(statement: &'a Statement, signer: &Signer) -> Result<Provenance<'a>, Error> {
    let unexpected = || Error::PredicateTypeUnexpected { found: statement.predicate_type.clone() };
    let provenance = Provenance::of(statement).ok_or_else(unexpected)??;
    let expected = if signer.identity.contains(KEY_V1) { Version::V1 } else { Version::V01 };
    if provenance.version == expected { Ok(provenance) } else { Err(unexpected()) }
}

/// The build's type is one that this version of the builder makes.
fn build_type(provenance: &Provenance<'_>) -> Result<String, Error> {
    let found = provenance.build_type;
    let (_, version) = name_and_version(provenance.builder_id);
    let known = match (provenance.version, version) {
        (Version::V1, _) => found == TYPE_V1,
        (_, Some("v0.2")) => found == provenance.builder_id,
        _ => TYPES_V03.iter().any(|known| found.starts_with(known)),
    };
    if !known {
        let builder = provenance.builder_id.to_owned();
        return Err(Error::BuildTypeUnknown { builder, found: found.to_owned() });
    }
    if provenance.version != Version::V1 {
        let arguments = provenance.external.exact("@type")?.text()?;
        if arguments != ARGUMENTS {
            let (expected, found) = (ARGUMENTS.to_owned(), arguments.to_owned());
            return Err(Error::BuilderMismatch { expected, found });
        }
    }
    Ok(found.to_owned())
}

fn source_uri(provenance: &Provenance<'_>) -> Result<String, Error> {
    if provenance.version != Version::V1 {
        return provenance.material_uri().map(str::to_owned);
    }
    let source = config_source(provenance)?;
    let (repository, reference) = (source.exact("repository")?, source.exact("ref")?);
    Ok(format!("{}@{}", repository.filled_text()?, reference.filled_text()?))
}

fn config_source<'a>(provenance: &Provenance<'a>) -> Result<Node<'a>, Error> {
    provenance.external.exact("buildConfigSource")
}

/// The tag that a trigger was set off by.
fn tag<'a>(provenance: &Provenance<'a>, key: &'static str, wanted: &str) -> Result<&'a str, Error> {
    let substitutions = match provenance.version {
        Version::V1 => provenance.internal.exact("systemSubstitutions")?,
        _ => provenance.external.exact("substitutions")?,
    };
    let none = || Error::ClaimMismatch { key, expected: wanted.to_owned(), found: None };
    let tag = substitutions.exact("TAG_NAME")?.text().map_err(|_| none())?;
    if provenance.version == Version::V1 {
        let reference = config_source(provenance)?.exact("ref")?.text()?;
        if reference.strip_prefix("refs/tags/") != Some(tag) {
            return Err(Error::ReferenceKindWrong { key, found: reference.to_owned() });
        }
    }
    Ok(tag)
}
