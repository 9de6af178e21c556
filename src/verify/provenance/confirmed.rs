//! Provenance that a workflow of anybody's own wrote, held against the certificate claim by claim.
//!
//! npm's command line runs among a project's own steps, which can write any provenance. So nothing
//! is believed that GitHub did not say in the certificate, and what the certificate cannot confirm
//! may not be claimed at all.

use crate::digest::DigestAlgorithm;
use crate::encoding::json::{Json, Node};
use crate::error::Error;
use crate::formats::predicate::provenance::{Provenance, Version};
use crate::formats::statement::Statement;
use crate::verify::provenance::builders::GITHUB;
use crate::verify::provenance::workflow::Workflow;

/// More variables than this are an error.
const LIMIT: usize = 64;

/// Every claim of the provenance is one that the certificate confirms.
pub(crate) fn verify_confirmed(
    statement: &Statement,
    provenance: &Provenance<'_>,
    workflow: &Workflow<'_>,
) -> Result<(), Error> {
    verify_environment(provenance, workflow)?;
    verify_invocation(provenance, workflow)?;
    verify_nothing_else(provenance)?;
    match statement.subjects.as_slice() {
        [only] if only.digests.get(DigestAlgorithm::Sha512).is_some() => {}
        _ => return Err(unverifiable("subject")),
    }
    let path = match provenance.version {
        Version::V1 => provenance.external.exact("workflow")?.exact("path")?,
        _ => {
            provenance.predicate.exact("invocation")?.exact("configSource")?.exact("entryPoint")?
        }
    };
    confirm("entryPoint", workflow.entry_point, path.text()?)?;
    if provenance.materials.len() == 1 { Ok(()) } else { Err(unverifiable("materials")) }
}

fn verify_environment(provenance: &Provenance<'_>, workflow: &Workflow<'_>) -> Result<(), Error> {
    let github = |name| match provenance.version {
        Version::V1 => provenance.internal.exact(name),
        _ => Ok(provenance.internal.clone()),
    };
    for (name, value) in github("github")?.entries(LIMIT)? {
        match certified(name, provenance.version, workflow) {
            Some((part, certified)) => confirm(part, certified.as_deref(), value.text()?)?,
            None => confirm("environment", None, name)?,
        }
    }
    let strangers = provenance.version == Version::V1
        && provenance.internal.entries(LIMIT)?.iter().any(|(name, _)| *name != "github");
    if strangers { Err(unverifiable("internalParameters")) } else { Ok(()) }
}

/// What the certificate says of a variable; `None` of one that it says nothing of.
fn certified(
    name: &str,
    version: Version,
    workflow: &Workflow<'_>,
) -> Option<(&'static str, Option<String>)> {
    let text = |value: &str| Some(value.to_owned());
    let signer = format!("{}@{}", workflow.builder, workflow.builder_ref);
    let name = if version == Version::V1 {
        match name {
            "event_name" | "repository_id" | "repository_owner_id" | "runner_environment" => name,
            _ => return None,
        }
    } else {
        name.strip_prefix("GITHUB_")?
    };
    Some(match name {
        "EVENT_NAME" | "event_name" => ("eventName", text(workflow.trigger)),
        "REF" => ("ref", workflow.reference.and_then(text)),
        "REPOSITORY" => ("repository", text(workflow.repository)),
        "REPOSITORY_ID" | "repository_id" => {
            ("repositoryId", workflow.repository_id.and_then(text))
        }
        "REPOSITORY_OWNER_ID" | "repository_owner_id" => {
            ("repositoryOwnerId", workflow.owner_id.and_then(text))
        }
        "RUN_ATTEMPT" => ("runAttempt", workflow.run.and_then(|(_, attempt)| text(attempt))),
        "RUN_ID" => ("runId", workflow.run.and_then(|(number, _)| text(number))),
        "SHA" => ("sha", text(workflow.commit)),
        "WORKFLOW_REF" => ("workflowRef", signer.strip_prefix(GITHUB).and_then(text)),
        "WORKFLOW_SHA" => ("workflowSha", workflow.builder_commit.and_then(text)),
        "runner_environment" => ("runnerEnvironment", workflow.runner.and_then(text)),
        _ => return None,
    })
}

/// The invocation is the certificate's run, where it is named.
fn verify_invocation(provenance: &Provenance<'_>, workflow: &Workflow<'_>) -> Result<(), Error> {
    let Some(found) = provenance.invocation_id.filter(|id| !id.is_empty()) else { return Ok(()) };
    let certified = workflow.run.map(|(number, attempt)| match provenance.version {
        Version::V1 => {
            format!("{GITHUB}{}/actions/runs/{number}/attempts/{attempt}", workflow.repository)
        }
        _ => format!("{number}-{attempt}"),
    });
    confirm("invocationId", certified.as_deref(), found)
}

/// No times, and nothing that promises to be complete.
fn verify_nothing_else(provenance: &Provenance<'_>) -> Result<(), Error> {
    let predicate = &provenance.predicate;
    if provenance.version == Version::V1 {
        let metadata = predicate.exact("runDetails")?.exact("metadata")?;
        let started = metadata.exact("startedOn")?.is_present();
        let timed = started || metadata.exact("finishedOn")?.is_present();
        return if timed { Err(unverifiable("metadata")) } else { Ok(()) };
    }
    let metadata = predicate.exact("metadata")?;
    for name in ["buildStartedOn", "buildFinishedOn"] {
        if metadata.exact(name)?.is_present() {
            return Err(unverifiable("metadata"));
        }
    }
    let completeness = metadata.exact("completeness")?;
    let promises = [
        metadata.exact("reproducible")?,
        completeness.exact("parameters")?,
        completeness.exact("environment")?,
        completeness.exact("materials")?,
    ];
    for promise in promises {
        if promise.is_present() && promise.boolean()? {
            return Err(unverifiable("completeness"));
        }
    }
    let empty = |node: &Node<'_>| match node.value() {
        None => true,
        Some(Json::Object(fields)) => fields.is_empty(),
        Some(_) => false,
    };
    let parameters = predicate.exact("invocation")?.exact("parameters")?;
    if !empty(&parameters) || !empty(&predicate.exact("buildConfig")?) {
        return Err(unverifiable("parameters"));
    }
    Ok(())
}

fn confirm(part: &'static str, certified: Option<&str>, claimed: &str) -> Result<(), Error> {
    if certified == Some(claimed) {
        return Ok(());
    }
    Err(Error::ClaimUnconfirmed {
        part,
        expected: certified.map(str::to_owned),
        found: claimed.to_owned(),
    })
}

const fn unverifiable(part: &'static str) -> Error {
    Error::ClaimUnverifiable { part }
}
