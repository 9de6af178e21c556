//! A repository whose workflows should have signed.

use serde_json::Value;

use crate::policy::outcome::{DemandStatus, Outcome};
use crate::verify::signer::Signer;

const GITHUB: &str = "https://github.com/";
const GITLAB: &str = "https://gitlab.com/";

/// Where a repository is; each has its own issuer and its own way to name a workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Host {
    GitHub,
    GitLab,
}

impl Host {
    const fn start(self) -> &'static str {
        match self {
            Self::GitHub => GITHUB,
            Self::GitLab => GITLAB,
        }
    }

    /// Who vouches for its workflows.
    const fn issuer(self) -> &'static str {
        match self {
            Self::GitHub => "https://token.actions.githubusercontent.com",
            Self::GitLab => "https://gitlab.com",
        }
    }
}

/// A repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Repository {
    host: Host,
    /// `OWNER/NAME`; on GitLab there may be groups between.
    name: String,
}

impl Repository {
    /// `OWNER/NAME` on GitHub, or a link to one on GitHub or GitLab.
    pub(super) fn new(text: &str) -> Option<Self> {
        let (host, name) = match text.strip_prefix(GITLAB) {
            Some(name) => (Host::GitLab, name),
            None => (Host::GitHub, text.strip_prefix(GITHUB).unwrap_or(text)),
        };
        let parts = name.split('/').count();
        let few = parts == 2 || host == Host::GitLab && (2..=20).contains(&parts);
        (few && name.split('/').all(is_name)).then(|| Self { host, name: name.to_owned() })
    }

    fn uri(&self) -> String {
        format!("{}{}", self.host.start(), self.name)
    }

    /// What stands before `@` in the identity of a workflow: a path in this repository, or on
    /// GitHub in another one where it starts with `OWNER/NAME/`.
    fn workflow(&self, path: &str) -> String {
        let uri = self.uri();
        let path = path.strip_prefix(self.host.start()).unwrap_or(path);
        match self.host {
            Host::GitLab if path.contains("//") => format!("{GITLAB}{path}"),
            Host::GitLab => format!("{uri}//{path}"),
            Host::GitHub if path.starts_with(".github/") => format!("{uri}/{path}"),
            Host::GitHub if path.contains("/.github/") => format!("{GITHUB}{path}"),
            Host::GitHub => format!("{uri}/.github/workflows/{path}"),
        }
    }

    /// Whether the sources are this repository's, and who says so the right one to say it.
    fn is_source(&self, signer: &Signer) -> bool {
        if signer.issuer.as_deref() != Some(self.host.issuer()) || signer.identity_type != "uri" {
            return false;
        }
        match (signer.extension("sourceRepositoryUri"), self.host) {
            (Some(found), _) => found == self.uri(),
            // Certificates from before 2023 have the deprecated extension alone.
            (None, Host::GitHub) => {
                signer.extension("githubWorkflowRepository") == Some(&self.name)
            }
            (None, Host::GitLab) => false,
        }
    }
}

/// Which repositories, workflows and refs are expected: one of each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Build {
    pub(super) repositories: Vec<Repository>,
    /// Whose repositories, as `https://github.com/OWNER`.
    pub(super) owners: Vec<String>,
    pub(super) workflows: Vec<String>,
    pub(super) references: Vec<String>,
}

impl Build {
    pub(super) const fn is_stated(&self) -> bool {
        !self.repositories.is_empty() || !self.owners.is_empty()
    }

    /// Whether some of the repositories belong to some of the owners, where both are stated.
    pub(super) fn owners_fit(&self) -> bool {
        let owned = |repository: &Repository| {
            let uri = repository.uri();
            self.owners
                .iter()
                .any(|owner| uri.strip_prefix(owner).is_some_and(|rest| rest.starts_with('/')))
        };
        self.owners.is_empty()
            || self.repositories.is_empty()
            || self.repositories.iter().any(owned)
    }

    /// Whether there can be sources of one of these names: GitHub writes each whole, with its kind.
    pub(super) fn references_fit(&self) -> bool {
        self.repositories.iter().any(|repository| repository.host != Host::GitHub)
            || self.references.iter().any(|reference| reference.starts_with("refs/"))
    }

    /// Whether a workflow of this identity could meet the demands.
    pub(super) fn could_be(&self, identity: &str) -> bool {
        let (file, _) = at_revision(identity);
        let below =
            |start: &str| file.strip_prefix(start).is_some_and(|rest| rest.starts_with('/'));
        let expected = |repository: &Repository| {
            let mut workflows = self.workflows.iter();
            match self.workflows.is_empty() {
                true => below(&repository.uri()),
                false => workflows.any(|path| repository.workflow(path) == file),
            }
        };
        let owners = self.workflows.is_empty() && !self.owners.is_empty();
        (self.repositories.is_empty() || self.repositories.iter().any(expected))
            && (!owners || self.owners.iter().any(|owner| below(owner)))
    }

    /// Who may vouch for these; none where nothing is stated.
    pub(super) fn issuers(&self) -> Vec<&'static str> {
        let repositories = self.repositories.iter().map(|repository| repository.host.issuer());
        let owners = self.owners.iter().map(|_| Host::GitHub.issuer());
        repositories.chain(owners).collect()
    }

    /// What the signer's certificate says to each key.
    pub(super) fn outcomes(&self, signer: &Signer) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        let (file, revision) = at_revision(&signer.identity);
        let source = self.repositories.iter().find(|repository| repository.is_source(signer));
        // Without a stated workflow it must be one of the repository's own: whoever may write a
        // reusable workflow elsewhere could sign for any repository that uses it.
        let below = |start: &str| {
            !self.workflows.is_empty()
                || file.strip_prefix(start).is_some_and(|path| path.starts_with('/'))
        };
        if !self.repositories.is_empty() {
            let met = source.is_some_and(|repository| below(&repository.uri()));
            outcomes.push(outcome("repo", self.names(), &found(signer, source.is_some()), met));
        }
        if !self.owners.is_empty() {
            let owner = owner_of(signer);
            let owner = owner.as_deref().unwrap_or_default();
            let github = signer.issuer.as_deref() == Some(Host::GitHub.issuer());
            let met = github && self.owners.iter().any(|known| known == owner) && below(owner);
            let shown = if owner.is_empty() { signer.identity.as_str() } else { owner };
            outcomes.push(outcome("owner", self.owners.join(", "), shown, met));
        }
        if !self.workflows.is_empty() {
            let expected = |path: &str| match source.or_else(|| self.repositories.first()) {
                Some(repository) => repository.workflow(path),
                None => format!("{GITHUB}{}", path.strip_prefix(GITHUB).unwrap_or(path)),
            };
            let expected: Vec<String> = self.workflows.iter().map(|path| expected(path)).collect();
            let met = expected.iter().any(|path| path == file);
            outcomes.push(outcome("workflow", expected.join(", "), file, met));
        }
        if !self.references.is_empty() {
            let built = signer.extension("sourceRepositoryRef");
            let built = built.or_else(|| signer.extension("githubWorkflowRef")).unwrap_or(revision);
            let met = self.references.iter().any(|reference| reference == built);
            outcomes.push(outcome("ref", self.references.join(", "), built, met));
        }
        outcomes
    }

    /// The demands that nothing speaks about.
    pub(super) fn unproven(&self) -> Vec<Outcome> {
        let lists = [
            ("repo", self.names()),
            ("owner", self.owners.join(", ")),
            ("workflow", self.workflows.join(", ")),
            ("ref", self.references.join(", ")),
        ];
        let stated = lists.into_iter().filter(|(_, text)| !text.is_empty());
        stated
            .map(|(key, text)| Outcome::new(key, text, Value::Null, DemandStatus::Missing))
            .collect()
    }

    fn names(&self) -> String {
        let name = |repository: &Repository| match repository.host {
            Host::GitHub => repository.name.clone(),
            Host::GitLab => repository.uri(),
        };
        self.repositories.iter().map(name).collect::<Vec<_>>().join(", ")
    }
}

/// Whose the sources are. Certificates from before 2023 name the repository alone.
fn owner_of(signer: &Signer) -> Option<String> {
    let owner = signer.extension("sourceRepositoryOwnerUri").map(str::to_owned);
    owner.or_else(|| {
        let (owner, _) = signer.extension("githubWorkflowRepository")?.split_once('/')?;
        Some(format!("{GITHUB}{owner}"))
    })
}

/// What a person compares with the expected repository: the sources, or where these are the right
/// ones whose workflow it was, or who vouched for it.
fn found(signer: &Signer, is_source: bool) -> String {
    let sources = signer.extension("sourceRepositoryUri");
    let sources = sources.or_else(|| signer.extension("githubWorkflowRepository"));
    let vouched = [Host::GitHub, Host::GitLab]
        .iter()
        .any(|host| signer.issuer.as_deref() == Some(host.issuer()));
    match sources {
        Some(sources) if !is_source && vouched => sources.to_owned(),
        Some(_) if !vouched => {
            let issuer = signer.issuer.as_deref().unwrap_or_default();
            format!("{} ({issuer})", signer.identity)
        }
        _ => signer.identity.clone(),
    }
}

/// A workflow's file and what it was taken at: a full reference, or a commit. A file's name may hold
/// an `@` too: `release.yml@evil.yml` is no `release.yml`.
pub(crate) fn at_revision(identity: &str) -> (&str, &str) {
    let is_commit = |text: &str| {
        matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let mut places = identity.match_indices('@').filter_map(|(at, _)| {
        let (file, rest) = identity.split_at_checked(at)?;
        Some((file, rest.get(1..)?))
    });
    let found = places.find(|(_, revision)| revision.starts_with("refs/") || is_commit(revision));
    found.unwrap_or((identity, ""))
}

fn outcome(key: &'static str, expected: String, found: &str, met: bool) -> Outcome {
    let status = if met { DemandStatus::Met } else { DemandStatus::Unmet };
    Outcome::new(key, expected, found, status)
}

/// The owner's address on GitHub.
pub(super) fn owner_uri(text: &str) -> Option<String> {
    let name = text.strip_prefix(GITHUB).unwrap_or(text);
    is_name(name).then(|| format!("{GITHUB}{name}"))
}

fn is_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !text.is_empty()
        && text.len() <= 100
        && text.bytes().all(allowed)
        && !matches!(text, "." | "..")
}
