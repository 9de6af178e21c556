//! The workflow on GitHub that a certificate names, and what the certificate says of its run
//! (sigstore/fulcio docs/oid-info.md): GitHub's word, which no workflow can forge.

use crate::error::Error;
use crate::verify::provenance::builders::GITHUB;
use crate::verify::signer::Signer;

/// The issuer of every certificate for a workflow on GitHub.
pub(crate) const GITHUB_ACTIONS: &str = "https://token.actions.githubusercontent.com";

/// A run of a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Workflow<'a> {
    /// The workflow that signed, `https://github.com/OWNER/NAME/PATH`: the builder.
    pub(crate) builder: &'a str,
    /// The version of it that ran.
    pub(crate) builder_ref: &'a str,
    pub(crate) builder_commit: Option<&'a str>,
    /// `OWNER/NAME` of the repository that it ran for: the source.
    pub(crate) repository: &'a str,
    pub(crate) repository_id: Option<&'a str>,
    pub(crate) owner_id: Option<&'a str>,
    pub(crate) reference: Option<&'a str>,
    pub(crate) commit: &'a str,
    /// The event that started it.
    pub(crate) trigger: &'a str,
    /// The workflow's file in the source.
    pub(crate) entry_point: Option<&'a str>,
    /// The run's number and which attempt it was.
    pub(crate) run: Option<(&'a str, &'a str)>,
    /// `github-hosted` or `self-hosted`.
    pub(crate) runner: Option<&'a str>,
}

impl<'a> Workflow<'a> {
    /// Reads what a verified certificate says. That its deprecated and its newer extensions agree
    /// was verified with it.
    pub(crate) fn of(signer: &'a Signer) -> Result<Self, Error> {
        if signer.issuer.as_deref() != Some(GITHUB_ACTIONS) {
            return Err(Error::IdentityMismatch {
                key: "certificateOidcIssuer",
                expected: GITHUB_ACTIONS.to_owned(),
                found: signer.issuer.clone(),
            });
        }
        let invalid = |part| Error::WorkflowIdentityInvalid { part };
        // At the last `@`, as slsa-verifier does: of a branch that holds one the rest goes to the
        // builder's name, which is then nobody's.
        let identity = signer.identity.as_str();
        let (builder, builder_ref) =
            identity.rsplit_once('@').ok_or_else(|| invalid("subjectAltName"))?;
        if signer.identity_type != "uri" || !builder.starts_with(GITHUB) {
            return Err(invalid("subjectAltName"));
        }
        let get = |name: &str| signer.extensions.get(name).and_then(|value| value.as_str());
        let either = |name: &str, deprecated: &str| get(name).or_else(|| get(deprecated));
        let filled = |value: Option<&'a str>| value.filter(|value| !value.is_empty());
        let repository = get("sourceRepositoryUri").map(|uri| uri.strip_prefix(GITHUB));
        let repository =
            repository.unwrap_or_else(|| get("githubWorkflowRepository")).filter(|name| {
                let mut parts = name.split('/');
                parts.next().is_some_and(|owner| !owner.is_empty()) && parts.count() == 1
            });
        let repository = repository.ok_or_else(|| invalid("sourceRepositoryUri"))?;
        let commit = either("sourceRepositoryDigest", "githubWorkflowSha");
        let commit = filled(commit).ok_or_else(|| invalid("sourceRepositoryDigest"))?;
        // The workflow that was started is the source's own, at the same commit.
        if get("buildConfigDigest").is_some_and(|digest| digest != commit) {
            return Err(invalid("buildConfigDigest"));
        }
        let below = |uri: &'a str| {
            let path = uri.strip_prefix(GITHUB)?.strip_prefix(repository)?.strip_prefix('/')?;
            Some(path.rsplit_once('@').map_or(path, |(path, _)| path))
        };
        let entry_point = match get("buildConfigUri") {
            Some(uri) => Some(below(uri).ok_or_else(|| invalid("buildConfigUri"))?),
            None => None,
        };
        let trigger = filled(either("buildTrigger", "githubWorkflowTrigger"));
        let run = match get("runInvocationUri") {
            Some(uri) => Some(run(uri).ok_or_else(|| invalid("runInvocationUri"))?),
            None => None,
        };
        Ok(Self {
            builder,
            builder_ref,
            builder_commit: get("buildSignerDigest"),
            repository,
            repository_id: get("sourceRepositoryIdentifier"),
            owner_id: get("sourceRepositoryOwnerIdentifier"),
            reference: either("sourceRepositoryRef", "githubWorkflowRef"),
            commit,
            trigger: trigger.ok_or_else(|| invalid("buildTrigger"))?,
            entry_point,
            run,
            runner: get("runnerEnvironment"),
        })
    }
}

/// Number and attempt from `https://github.com/OWNER/NAME/actions/runs/NUMBER/attempts/ATTEMPT`.
fn run(uri: &str) -> Option<(&str, &str)> {
    let (before, attempt) = uri.rsplit_once("/attempts/")?;
    let (_, number) = before.rsplit_once("/actions/runs/")?;
    Some((number, attempt))
}
