//! Is a build's provenance what it should be? The questions come in the order in which
//! slsa-verifier asks them, and one that needs the answer to an earlier one is not asked without.

use crate::encoding::json::Node;
use crate::error::Error;
use crate::formats::predicate::provenance::{Provenance, Version};
use crate::formats::statement::Statement;
use crate::policy::slsa::builder::{
    BuilderDemand, is_delegator, verify_delegated_id, verify_npm, verify_npm_id, verify_own_id,
    verify_workflow,
};
use crate::policy::slsa::cloud_build;
use crate::policy::slsa::package::is_npm;
use crate::policy::slsa::source::SourceDemand;
use crate::policy::slsa::version::VersionDemand;
use crate::policy::slsa::{
    BUILD_WORKFLOW_INPUTS, BUILDER_ID, LIMIT, SOURCE_BRANCH, SOURCE_TAG, SOURCE_URI,
    SOURCE_VERSIONED_TAG, decided, equal, filled,
};
use crate::verify::check::{Check, Question};
use crate::verify::provenance::builders::{Flavour, builder};
use crate::verify::provenance::claims::Claims;
use crate::verify::provenance::confirmed::verify_confirmed;
use crate::verify::provenance::workflow::Workflow;
use crate::verify::signer::Signer;

/// What provenance should say.
#[derive(Clone, Debug)]
pub(super) struct BuildDemand {
    pub(super) source: SourceDemand,
    /// Any of the known builders where it is not said.
    pub(super) builder: Option<BuilderDemand>,
    pub(super) branch: Option<String>,
    pub(super) tag: Option<String>,
    pub(super) versioned_tag: Option<VersionDemand>,
    pub(super) inputs: Vec<(String, String)>,
}

impl BuildDemand {
    /// Reads what is said of a build. Anybody can build with a known builder: only a source makes
    /// the rest mean anything.
    pub(super) fn from_json(root: &Node<'_>) -> Result<Option<Self>, Error> {
        let Some(source) = filled(root, SOURCE_URI)? else {
            let others = [
                BUILDER_ID,
                SOURCE_BRANCH,
                SOURCE_TAG,
                SOURCE_VERSIONED_TAG,
                BUILD_WORKFLOW_INPUTS,
            ];
            for key in others {
                if root.exact(key)?.is_present() {
                    return Err(Error::PolicyUnsatisfiable { key });
                }
            }
            return Ok(None);
        };
        let node = root.exact(BUILDER_ID)?;
        let invalid = || node.invalid("NAME or NAME@VERSION");
        let builder = node.optional_text()?.map(|id| BuilderDemand::new(id).ok_or_else(invalid));
        let node = root.exact(SOURCE_VERSIONED_TAG)?;
        let invalid = || node.invalid("a version, as v1, v1.2 or v1.2.3");
        let versioned_tag =
            node.optional_text()?.map(|tag| VersionDemand::new(tag).ok_or_else(invalid));
        let mut inputs = Vec::new();
        for (name, value) in root.exact(BUILD_WORKFLOW_INPUTS)?.entries(LIMIT)? {
            inputs.push((name.to_owned(), value.text()?.to_owned()));
        }
        Ok(Some(Self {
            source: SourceDemand(source.to_owned()),
            builder: builder.transpose()?,
            branch: filled(root, SOURCE_BRANCH)?.map(str::to_owned),
            tag: filled(root, SOURCE_TAG)?.map(str::to_owned),
            versioned_tag: versioned_tag.transpose()?,
            inputs,
        }))
    }

    /// The questions that this demand asks.
    pub(super) fn questions(&self) -> Vec<Question> {
        let mut questions =
            vec![Question::BuildBuilder, Question::BuildPredicate, Question::BuildSource];
        questions.extend(self.branch.iter().map(|_| Question::BuildBranch));
        questions.extend(self.tag.iter().map(|_| Question::BuildTag));
        questions.extend(self.versioned_tag.iter().map(|_| Question::BuildVersionedTag));
        questions.extend(self.inputs.first().map(|_| Question::BuildInputs));
        questions
    }

    /// Whoever signed is the builder that should have built, for the source that should be.
    pub(super) fn verify_signer(
        &self,
        statement: &Statement,
        signer: &Signer,
    ) -> Result<(), Error> {
        if cloud_build::is_signer(signer) {
            return self.verify_cloud_build(statement, signer);
        }
        let workflow = Workflow::of(signer)?;
        self.verify_builder(statement, &workflow)?;
        self.source.verify_certificate(&workflow)
    }

    /// Gives the name under which the builder's build types stand.
    fn verify_builder<'a>(
        &'a self,
        statement: &Statement,
        workflow: &Workflow<'a>,
    ) -> Result<&'a str, Error> {
        if self.is_npm(statement) {
            return verify_npm(self.builder.as_ref(), workflow);
        }
        verify_workflow(self.builder.as_ref(), workflow)?;
        Ok(workflow.builder)
    }

    /// npm's provenance has builders of its own.
    fn is_npm(&self, statement: &Statement) -> bool {
        is_npm(statement) || self.builder.as_ref().is_some_and(BuilderDemand::is_npm)
    }

    /// A check for each demand.
    pub(super) fn checks(&self, statement: &Statement, signer: &Signer) -> Vec<Check> {
        if cloud_build::is_signer(signer) {
            return self.cloud_build_checks(statement, signer);
        }
        let mut checks = Vec::new();
        let workflow = match Workflow::of(signer) {
            Ok(workflow) => workflow,
            Err(error) => return vec![Check::refused(Question::BuildBuilder, &error)],
        };
        let name = match self.verify_builder(statement, &workflow) {
            Ok(name) => name,
            Err(error) => {
                checks.push(Check::refused(Question::BuildBuilder, &error));
                checks.extend(self.certificate_source_check(&workflow));
                return checks;
            }
        };
        let predicate = read_provenance(statement, name);
        let (provenance, flavour) = match &predicate {
            Ok(found) => found,
            Err(error) => {
                checks.extend(self.certificate_source_check(&workflow));
                checks.push(Check::refused(Question::BuildPredicate, error));
                return checks;
            }
        };
        checks.push(self.builder_check(statement, provenance, &workflow));
        checks.push(
            Check::passed(Question::BuildPredicate)
                .with("predicateType", statement.predicate_type.clone())
                .with("buildType", provenance.build_type),
        );
        let claims = Claims { provenance, flavour: *flavour, workflow: &workflow };
        checks.extend(self.claim_checks(&claims));
        if self.is_npm(statement) && !is_delegator(&workflow) {
            let confirmed = verify_confirmed(statement, provenance, &workflow);
            checks.push(Check::of(Question::BuildConfirmed, confirmed));
        }
        checks
    }

    /// The source in the certificate, where nothing further can be asked.
    fn certificate_source_check(&self, workflow: &Workflow<'_>) -> Option<Check> {
        let refused = self.source.verify_certificate(workflow).err()?;
        Some(Check::refused(Question::BuildSource, &refused))
    }

    /// The certificate's builder is the expected one; what the provenance calls it is the same.
    fn builder_check(
        &self,
        statement: &Statement,
        provenance: &Provenance<'_>,
        workflow: &Workflow<'_>,
    ) -> Check {
        let id = provenance.builder_id;
        let expected = self.builder.as_ref();
        let result = if is_delegator(workflow) {
            verify_delegated_id(expected, id)
        } else if let Some(expected) = expected.filter(|_| self.is_npm(statement)) {
            verify_npm_id(expected, id)
        } else {
            verify_own_id(id, workflow)
        };
        decided(Question::BuildBuilder, result.map(|()| id.to_owned()))
    }

    fn claim_checks(&self, claims: &Claims<'_>) -> Vec<Check> {
        let certified = self.source.verify_certificate(claims.workflow);
        let source = certified.and_then(|()| self.source.verify_claims(claims));
        let mut checks = vec![decided(Question::BuildSource, source)];
        if let Some(wanted) = &self.branch {
            let branch =
                claims.branch().and_then(|found| named(SOURCE_BRANCH, "refs/heads/", found));
            let branch = branch.and_then(|found| equal(SOURCE_BRANCH, wanted, &found));
            checks.push(decided(Question::BuildBranch, branch));
        }
        if let Some(wanted) = &self.tag {
            let tag = claims.tag().and_then(|found| named(SOURCE_TAG, "refs/tags/", found));
            let tag = tag.and_then(|found| equal(SOURCE_TAG, wanted, &found));
            checks.push(decided(Question::BuildTag, tag));
        }
        if let Some(wanted) = &self.versioned_tag {
            let tag = claims.tag();
            let tag = tag.and_then(|found| named(SOURCE_VERSIONED_TAG, "refs/tags/", found));
            let tag = tag.and_then(|found| wanted.verify(&found));
            checks.push(decided(Question::BuildVersionedTag, tag));
        }
        if !self.inputs.is_empty() {
            checks.push(decided(Question::BuildInputs, self.verify_inputs(claims)));
        }
        checks
    }

    /// Every expected input was entered, as text; others may have been too.
    fn verify_inputs(&self, claims: &Claims<'_>) -> Result<String, Error> {
        let entered = claims.inputs()?;
        for (name, value) in &self.inputs {
            let found = entered.exact(name)?.text().ok();
            if found != Some(value) {
                return Err(Error::ClaimMismatch {
                    key: BUILD_WORKFLOW_INPUTS,
                    expected: format!("{name}={value}"),
                    found: found.map(|found| format!("{name}={found}")),
                });
            }
        }
        let inputs = self.inputs.iter().map(|(name, value)| format!("{name}={value}"));
        Ok(inputs.collect::<Vec<_>>().join(", "))
    }
}

/// What stands behind the kind of a reference, of which it must be.
fn named(key: &'static str, kind: &str, reference: String) -> Result<String, Error> {
    match reference.strip_prefix(kind) {
        Some(name) => Ok(name.to_owned()),
        None => Err(Error::ReferenceKindWrong { key, found: reference }),
    }
}

/// The predicate, strictly read, if it is of a kind that this builder writes.
fn read_provenance<'a>(
    statement: &'a Statement,
    name: &str,
) -> Result<(Provenance<'a>, Flavour), Error> {
    let unexpected = || Error::PredicateTypeUnexpected { found: statement.predicate_type.clone() };
    let provenance = Provenance::of(statement).ok_or_else(unexpected)??;
    if let Some(path) = statement.unknown_field.clone().or_else(|| provenance.first_stranger()) {
        return Err(Error::FieldUnknown { path });
    }
    let invalid = || Error::BuilderIdInvalid { found: name.to_owned() };
    let known = builder(name).ok_or_else(invalid)?;
    let types = match provenance.version {
        Version::V01 => return Err(unexpected()),
        Version::V02 => known.types_v02,
        Version::V1 => known.types_v1,
    };
    if types.is_empty() {
        return Err(invalid());
    }
    if !types.contains(&provenance.build_type) {
        let (builder, found) = (name.to_owned(), provenance.build_type.to_owned());
        return Err(Error::BuildTypeUnknown { builder, found });
    }
    Ok((provenance, known.flavour))
}
