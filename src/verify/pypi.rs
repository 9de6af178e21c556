//! Is an attestation what PyPI takes (PEP 740): of one distribution, under its own name, by the
//! publisher that stands beside it?

use crate::error::Error;
use crate::formats::certificate::Certificate;
use crate::formats::distribution_name::DistributionName;
use crate::formats::pypi::{Publisher, Pypi};
use crate::formats::statement::Statement;
use crate::verify::artifact::Subject;
use crate::verify::check::{Check, Question};

/// The predicates that PyPI takes.
const PREDICATES: [&str; 2] =
    ["https://docs.pypi.org/attestations/publish/v1", "https://slsa.dev/provenance/v1"];

/// The statement's form, its subject's name, and who published it.
#[inline(never)]
pub(super) fn pypi_checks(
    pypi: &Pypi,
    payload: &[u8],
    leaf: Option<&Certificate>,
    subject: Subject<'_>,
) -> Vec<Check> {
    let publisher = match &pypi.publisher {
        None => Check::not_applicable(Question::Publisher, "no-publisher"),
        Some(Publisher::Other(_)) => {
            Check::not_applicable(Question::Publisher, "publisher-of-unknown-kind")
        }
        Some(publisher) => Check::of(Question::Publisher, verify_publisher(publisher, leaf))
            .with("publisher", publisher.text()),
    };
    vec![subject_name_check(payload, subject), publisher]
}

fn subject_name_check(payload: &[u8], subject: Subject<'_>) -> Check {
    let question = Question::SubjectName;
    let (named, read) = match attested_name(payload) {
        Ok(found) => found,
        Err(error) => return Check::refused(question, &error),
    };
    let Subject::Artifact { name, .. } = subject else {
        return Check::not_applicable(question, "no-artifact");
    };
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    match DistributionName::new(own) {
        // Whoever renamed the file, or knows it by its digest alone, cannot install it by that name.
        None => Check::not_applicable(question, "artifact-named-otherwise"),
        Some(found) if found == read => Check::passed(question).with("name", named),
        Some(_) => {
            let error = Error::SubjectNameMismatch { expected: named, found: own.to_owned() };
            Check::refused(question, &error)
        }
    }
}

/// The name of the one distribution that the statement is about.
fn attested_name(payload: &[u8]) -> Result<(String, DistributionName), Error> {
    let statement = Statement::from_payload(payload)?;
    if !PREDICATES.contains(&statement.predicate_type.as_str()) {
        return Err(Error::PredicateTypeUnexpected { found: statement.predicate_type });
    }
    let invalid = |path: &str, expected| Error::FieldInvalid { path: path.to_owned(), expected };
    let [subject] = statement.subjects.as_slice() else {
        return Err(invalid("$.subject", "exactly one subject"));
    };
    let name = subject.name.clone().unwrap_or_default();
    let read = DistributionName::new(&name)
        .ok_or_else(|| invalid("$.subject[0].name", "the name of a distribution"))?;
    Ok((name, read))
}

/// The publisher is the one that the certificate names.
fn verify_publisher(publisher: &Publisher, leaf: Option<&Certificate>) -> Result<(), Error> {
    let extensions = leaf.map(|leaf| leaf.fulcio.facts()).unwrap_or_default();
    let extension = |name: &str| extensions.get(name).and_then(|value| value.as_str());
    let issuer = leaf.and_then(|leaf| leaf.fulcio.issuer());
    let workflow = |host: &str, repository: &str| {
        issuer == Some(if host == GITHUB { GITHUB_ISSUER } else { GITLAB })
            && extension("sourceRepositoryUri") == Some(format!("{host}/{repository}").as_str())
    };
    let configured = |file: &str| {
        let revisions = ["sourceRepositoryDigest", "sourceRepositoryRef"];
        let found = extension("buildConfigUri");
        let mut known = revisions.into_iter().filter_map(extension);
        known.any(|revision| found == Some(format!("{file}@{revision}").as_str()))
    };
    let own = match publisher {
        Publisher::GitHub { repository, .. } => {
            workflow(GITHUB, repository) && configured(&publisher.text())
        }
        Publisher::GitLab { repository, .. } => {
            workflow(GITLAB, repository) && configured(&publisher.text())
        }
        Publisher::Google { email } => {
            let names = leaf.map(|leaf| leaf.names.as_slice()).unwrap_or_default();
            issuer == Some("https://accounts.google.com")
                && matches!(names, [name] if name.kind.name() == "email" && name.value == *email)
        }
        Publisher::Other(_) => false,
    };
    if own {
        return Ok(());
    }
    let named = leaf.and_then(|leaf| leaf.names.first()).map(|name| name.value.clone());
    let certified = extension("buildConfigUri").map(str::to_owned).or(named);
    Err(Error::ClaimUnconfirmed { part: "publisher", expected: certified, found: publisher.text() })
}

const GITHUB: &str = "https://github.com";
const GITHUB_ISSUER: &str = "https://token.actions.githubusercontent.com";
const GITLAB: &str = "https://gitlab.com";

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's panic is its answer")]
mod tests {
    use super::*;
    use crate::digest::Digests;
    use crate::verify::check::Status;

    const PAYLOAD: &str = r#"{"_type": "https://in-toto.io/Statement/v1",
        "predicateType": "https://docs.pypi.org/attestations/publish/v1", "predicate": null,
        "subject": [{"name": "Some.App-1.0.tar.gz", "digest": {"sha256": "ab"}}]}"#;

    fn check(payload: &str, name: &str) -> Check {
        let digests = Digests::default();
        let subject = Subject::Artifact { name, digests: &digests, named: None, streamed: None };
        subject_name_check(payload.as_bytes(), subject)
    }

    #[test]
    fn a_subject_is_compared_by_what_its_name_says() {
        let hex = "00".repeat(32);
        let payload = PAYLOAD.replace("\"ab\"", &format!("\"{hex}\""));
        for (name, status) in [
            ("some_app-1.0.tar.gz", Status::Passed),
            ("folder/some-app-1.0.tar.gz", Status::Passed),
            ("some_app-1.0.1.tar.gz", Status::Failed),
            ("some_app_evil-1.0.tar.gz", Status::Failed),
            ("some_app-1.0-py3-none-any.whl", Status::Failed),
            ("download", Status::NotApplicable),
            ("sha256:00", Status::NotApplicable),
        ] {
            assert_eq!(check(&payload, name).status, status, "{name}");
        }
        let refused = check(&payload, "other-1.0.tar.gz");
        assert_eq!(refused.facts["error"], "subject-name-mismatch");
        let two = payload.replace(
            "\"subject\": [",
            "\"subject\": [{\"name\": \"b-1.tar.gz\", \"digest\": {\"sha256\": \"00\"}}, ",
        );
        let two = two.replace("\"00\"", &format!("\"{hex}\""));
        assert_eq!(check(&two, "b-1.tar.gz").facts["error"], "field-invalid");
        let unnamed = payload.replace("Some.App-1.0.tar.gz", "app");
        assert_eq!(check(&unnamed, "some_app-1.0.tar.gz").facts["error"], "field-invalid");
        let other = payload.replace("publish/v1", "publish/v2");
        let found = check(&other, "some_app-1.0.tar.gz");
        assert_eq!(found.facts["error"], "predicate-type-unexpected");
    }
}
