//! Source, reference and inputs of a build, from wherever its builder writes them. Each is taken
//! from what the platform set, never from what whoever started the build could choose.

use crate::encoding::json::{Json, Node};
use crate::error::Error;
use crate::formats::predicate::provenance::{Provenance, Version};
use crate::verify::provenance::builders::Flavour;
use crate::verify::provenance::workflow::Workflow;

/// A builder's provenance, and the certificate it came under.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claims<'a> {
    pub(crate) provenance: &'a Provenance<'a>,
    pub(crate) flavour: Flavour,
    pub(crate) workflow: &'a Workflow<'a>,
}

impl<'a> Claims<'a> {
    /// `git+https://github.com/OWNER/NAME@REF` of the workflow that was started.
    pub(crate) fn trigger_uri(&self) -> Result<String, Error> {
        let provenance = self.provenance;
        match (provenance.version, self.flavour) {
            (Version::V01 | Version::V02, _) => {
                let source = provenance.predicate.exact("invocation")?.exact("configSource")?;
                source.exact("uri")?.filled_text().map(str::to_owned)
            }
            (Version::V1, Flavour::Workflow) => {
                let workflow = provenance.external.exact("workflow")?;
                let repository = workflow.exact("repository")?.filled_text()?;
                let reference = workflow.exact("ref")?.filled_text()?;
                Ok(format!("git+{repository}@{reference}"))
            }
            (Version::V1, Flavour::Generator | Flavour::Delegator) => {
                let found = provenance.internal.exact("GITHUB_WORKFLOW_REF")?.filled_text()?;
                let malformed = || Error::UriMalformed { found: found.to_owned() };
                let (path, reference) = found.split_once('@').ok_or_else(malformed)?;
                let mut parts = path.splitn(3, '/');
                match (parts.next(), parts.next(), parts.next()) {
                    (Some(owner), Some(name), Some(_)) if !reference.contains('@') => {
                        Ok(format!("git+https://github.com/{owner}/{name}@{reference}"))
                    }
                    _ => Err(malformed()),
                }
            }
        }
    }

    /// The branch that was built, as a whole reference; empty where a tag was built and nothing
    /// says from which branch.
    pub(crate) fn branch(&self) -> Result<String, Error> {
        match self.flavour {
            Flavour::Generator => self.branch_of_environment(),
            Flavour::Delegator => match self.material_reference()? {
                None => self.branch_of_environment(),
                Some(reference) if reference.starts_with("refs/heads/") => Ok(reference.to_owned()),
                Some(reference) if reference.starts_with("refs/tags/") => {
                    self.branch_of_environment()
                }
                Some(reference) => Err(Error::UriMalformed { found: reference.to_owned() }),
            },
            Flavour::Workflow => self.certified_reference("refs/heads/"),
        }
    }

    /// The tag that was built, as a whole reference; empty where a branch was built.
    pub(crate) fn tag(&self) -> Result<String, Error> {
        match self.flavour {
            Flavour::Generator => self.tag_of_environment(),
            Flavour::Delegator => match self.material_reference()? {
                None => self.tag_of_environment(),
                Some(reference) if reference.starts_with("refs/tags/") => Ok(reference.to_owned()),
                Some(reference) if reference.starts_with("refs/heads/") => Ok(String::new()),
                Some(reference) => Err(Error::UriMalformed { found: reference.to_owned() }),
            },
            Flavour::Workflow => self.certified_reference("refs/tags/"),
        }
    }

    /// What whoever started the build entered. Only one event has inputs.
    pub(crate) fn inputs(&self) -> Result<Node<'a>, Error> {
        let event = self.environment("github_event_name")?.text()?;
        if event != "workflow_dispatch" {
            return Err(Error::ClaimMismatch {
                key: "buildWorkflowInputs",
                expected: "workflow_dispatch".to_owned(),
                found: Some(event.to_owned()),
            });
        }
        let inputs = self.environment("github_event_payload")?.exact("inputs")?;
        match inputs.value() {
            Some(Json::Object(_)) => Ok(inputs),
            Some(_) => Err(inputs.invalid("an object")),
            None => Err(inputs.missing()),
        }
    }

    /// The reference in the certificate, which a workflow of anybody's own cannot choose.
    fn certified_reference(&self, kind: &str) -> Result<String, Error> {
        let invalid = Error::WorkflowIdentityInvalid { part: "sourceRepositoryRef" };
        let reference = self.workflow.reference.ok_or(invalid)?;
        Ok(if reference.starts_with(kind) { reference.to_owned() } else { String::new() })
    }

    /// The reference in the first material's address; a delegator may have built another commit,
    /// which has none.
    fn material_reference(&self) -> Result<Option<&'a str>, Error> {
        if self.provenance.materials.is_empty() {
            return Ok(None);
        }
        let (_, reference) = split_reference(self.provenance.material_uri()?)?;
        match reference {
            Some(reference) => Ok(Some(reference)),
            None => Err(Error::UriMalformed { found: self.provenance.material_uri()?.to_owned() }),
        }
    }

    fn branch_of_environment(&self) -> Result<String, Error> {
        let kind = self.environment("github_ref_type")?;
        match kind.text()? {
            "branch" => self.environment("github_ref")?.text().map(str::to_owned),
            "tag" => self.branch_of_tag(),
            _ => Err(kind.invalid("branch or tag")),
        }
    }

    fn tag_of_environment(&self) -> Result<String, Error> {
        let kind = self.environment("github_ref_type")?;
        match kind.text()? {
            "branch" => Ok(String::new()),
            "tag" => self.environment("github_ref")?.text().map(str::to_owned),
            _ => Err(kind.invalid("branch or tag")),
        }
    }

    /// Two kinds of events say on which branch a tag was made.
    fn branch_of_tag(&self) -> Result<String, Error> {
        let base = self.environment("github_base_ref")?.text()?;
        if !base.is_empty() {
            return Ok(base.to_owned());
        }
        let event = self.environment("github_event_name")?.text()?;
        let payload = self.environment("github_event_payload")?;
        match event {
            "push" => {
                let base = payload.exact("base_ref")?;
                match base.value() {
                    Some(Json::String(branch)) => Ok(branch.clone()),
                    // A commit that is on no branch.
                    _ if holds(&payload, "base_ref") => Ok(String::new()),
                    _ => Err(base.missing()),
                }
            }
            "release" => {
                let branch = payload.exact("release")?.exact("target_commitish")?.text()?;
                Ok(format!("refs/heads/{branch}"))
            }
            _ => Ok(String::new()),
        }
    }

    /// A variable of the run. slsa-github-generator wrote them in small letters at first.
    fn environment(&self, name: &str) -> Result<Node<'a>, Error> {
        let small = self.provenance.version == Version::V02 && self.flavour == Flavour::Generator;
        let name = if small { name.to_owned() } else { name.to_ascii_uppercase() };
        let node = self.provenance.internal.exact(&name)?;
        if node.is_present() { Ok(node) } else { Err(node.missing()) }
    }
}

/// Whether an object has the key, be it `null`.
fn holds(node: &Node<'_>, name: &str) -> bool {
    matches!(node.value(), Some(Json::Object(fields)) if fields.iter().any(|(key, _)| key == name))
}

/// An address and the reference behind its `@`, of which there is one at most.
pub(crate) fn split_reference(uri: &str) -> Result<(&str, Option<&str>), Error> {
    match uri.split_once('@') {
        None => Ok((uri, None)),
        Some((address, reference)) if !reference.contains('@') => Ok((address, Some(reference))),
        Some(_) => Err(Error::UriMalformed { found: uri.to_owned() }),
    }
}
