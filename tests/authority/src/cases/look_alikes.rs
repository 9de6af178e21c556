//! What reads like the expected signer and is not: a longer name, other letters, another way to write
//! the same. Each once in the expectation and once in the certificate, where both can be.

use serde_json::{Value, json};

use super::{ARTIFACT, case};
use crate::certificate::{Name, Template};
use crate::keys::Key;
use crate::vector::Case;
use crate::world::{
    EMAIL, GITHUB_ISSUER, ISSUER, Signing, WORKFLOW, World, email_template, workflow_template,
};

/// A letter of the Cyrillic alphabet that looks like an `o`, and one that looks like an `a`.
const CYRILLIC_O: &str = "\u{43e}";
const CYRILLIC_A: &str = "\u{430}";

pub(super) fn cases(world: &World) -> Vec<Case> {
    [demanded(world), certified(world)].concat()
}

fn unexpected(case: Case) -> Case {
    case.verdict("unexpected").failed("identity.expected", "identity-mismatch")
}

fn refused(case: Case) -> Case {
    case.verdict("unstated").change(|case| case.refused = Some(("expectation", "field-invalid")))
}

/// Looked for in a certificate of `org/app`, or of the maker.
fn demanded(world: &World) -> Vec<Case> {
    let key = Key::p256("signer");
    let person = Signing::message(world, ARTIFACT);
    let template =
        workflow_template(&key, "org/app", WORKFLOW).with_fulcio(16, "https://github.com/org");
    let own = Signing::message(world, ARTIFACT).by(world.certified(&key, &template));
    let of = |name: &str, about: &str, expectation: Value| {
        case(name, about, &own).expecting(expectation)
    };
    let repo = |name: &str, about: &str, text: &str| of(name, about, json!({"repo": text}));
    let owner = |name: &str, about: &str, text: &str| of(name, about, json!({"owner": text}));
    let workflow = |name: &str, about: &str, text: &str| {
        unexpected(of(name, about, json!({"repo": "org/app", "workflow": text})))
    };
    let reference = |name: &str, about: &str, text: &str| {
        unexpected(of(name, about, json!({"repo": "org/app", "ref": text})))
    };
    let exact = |name: &str, about: &str, text: &str| {
        let stated = json!({"certificateIdentity": text, "certificateOidcIssuer": GITHUB_ISSUER});
        unexpected(of(name, about, stated))
    };
    let email = |name: &str, about: &str, text: &str| {
        let stated = json!({"certificateIdentity": text, "certificateOidcIssuer": ISSUER});
        unexpected(case(name, about, &person).expecting(stated))
    };
    let encoded = WORKFLOW.replace("release.yml", "release%2Eyml");
    vec![
        unexpected(repo(
            "like-repo-longer",
            "org/app-evil begins as org/app does.",
            "org/app-evil",
        )),
        unexpected(repo("like-repo-upper-case", "ORG/app in other letters.", "ORG/app")),
        unexpected(repo(
            "like-repo-git",
            "org/app.git is what git is told, and another name.",
            "org/app.git",
        )),
        refused(repo("like-repo-slash", "A slash behind the name makes it a path.", "org/app/")),
        refused(repo(
            "like-repo-encoded",
            "A slash that is encoded parts no owner from a name.",
            "org%2Fapp",
        )),
        refused(repo("like-repo-newline", "A line that ends in the name.", "org/app\n")),
        refused(repo(
            "like-repo-letter",
            "A letter of another alphabet.",
            &format!("{CYRILLIC_O}rg/app"),
        )),
        refused(repo("like-repo-dots", "A folder above is no owner.", "org/../org/app")),
        refused(repo(
            "like-repo-http",
            "No other scheme is GitHub's.",
            "http://github.com/org/app",
        )),
        refused(repo(
            "like-repo-host",
            "github.com.evil.test begins as github.com does.",
            "https://github.com.evil.test/org/app",
        )),
        unexpected(owner("like-owner-longer", "org-evil begins as org does.", "org-evil")),
        unexpected(owner("like-owner-upper-case", "ORG in other letters.", "ORG")),
        refused(owner("like-owner-slash", "A slash behind the owner.", "org/")),
        refused(owner(
            "like-owner-letter",
            "A letter of another alphabet.",
            &format!("{CYRILLIC_O}rg"),
        )),
        workflow(
            "like-workflow-dots",
            "A path that leads to the workflow by a folder above is another text.",
            ".github/workflows/../workflows/release.yml",
        ),
        workflow(
            "like-workflow-encoded",
            "A point that is encoded.",
            ".github/workflows/release%2Eyml",
        ),
        workflow(
            "like-workflow-newline",
            "A line that ends in the path.",
            ".github/workflows/release.yml\n",
        ),
        workflow(
            "like-workflow-upper-case",
            "The file in other letters.",
            ".github/workflows/Release.yml",
        ),
        workflow(
            "like-workflow-slash",
            "A slash before the path.",
            "/.github/workflows/release.yml",
        ),
        workflow(
            "like-workflow-letter",
            "A letter of another alphabet.",
            &format!(".github/workflows/rele{CYRILLIC_A}se.yml"),
        ),
        reference("like-ref-shorter", "v1 is the beginning of v1.0.0.", "refs/tags/v1"),
        reference("like-ref-longer", "v1.0.0-evil begins as v1.0.0 does.", "refs/tags/v1.0.0-evil"),
        reference("like-ref-newline", "A line that ends in the tag.", "refs/tags/v1.0.0\n"),
        reference("like-ref-upper-case", "The tag in other letters.", "refs/tags/V1.0.0"),
        exact(
            "like-identity-encoded",
            "A workflow's identity with a point that is encoded.",
            &encoded,
        ),
        exact(
            "like-identity-newline",
            "A line that ends in the identity.",
            &format!("{WORKFLOW}\n"),
        ),
        exact(
            "like-identity-dots",
            "A workflow's identity with a folder above in it.",
            &WORKFLOW.replace("/workflows/", "/workflows/../workflows/"),
        ),
        exact(
            "like-identity-host-upper-case",
            "A host is one in any letters, and its text is not.",
            &WORKFLOW.replace("github.com", "GitHub.com"),
        ),
        email(
            "like-email-letter",
            "A letter of another alphabet.",
            &EMAIL.replace('a', CYRILLIC_A),
        ),
        email("like-email-newline", "A line that ends in the address.", &format!("{EMAIL}\n")),
        email("like-email-space", "A space before the address.", &format!(" {EMAIL}")),
        email(
            "like-email-tag",
            "Some hosts deliver it to the same person.",
            &EMAIL.replace('@', "+release@"),
        ),
    ]
}

/// A certificate of somebody else's, where a workflow of `org/app` at a tag is expected, or the maker.
fn certified(world: &World) -> Vec<Case> {
    let key = Key::p256("signer");
    let of = |name: &str, about: &str, template: &Template, expectation: Value| {
        let signing = Signing::message(world, ARTIFACT).by(world.certified(&key, template));
        unexpected(case(name, about, &signing).expecting(expectation))
    };
    let at = |repository: &str| {
        format!("https://github.com/{repository}/.github/workflows/release.yml@refs/tags/v1.0.0")
    };
    let repo = |name: &str, about: &str, repository: &str| {
        let template = workflow_template(&key, repository, &at(repository));
        of(name, about, &template, json!({"repo": "org/app"}))
    };
    let workflow = |name: &str, about: &str, identity: &str| {
        let template = workflow_template(&key, "org/app", identity);
        let release = json!({"repo": "org/app", "workflow": ".github/workflows/release.yml"});
        of(name, about, &template, release)
    };
    let reference = |name: &str, about: &str, text: &str| {
        let identity = format!("https://github.com/org/app/.github/workflows/release.yml@{text}");
        let mut template = workflow_template(&key, "org/app", &identity);
        template.fulcio.retain(|(number, _)| ![6, 14].contains(number));
        let template = template.with_fulcio(6, text).with_fulcio(14, text);
        of(name, about, &template, json!({"repo": "org/app", "ref": "refs/tags/v1"}))
    };
    let email = |name: &str, about: &str, text: String, expectation: Value| {
        let template = Template { names: vec![Name::Email(text)], ..email_template(&key) };
        of(name, about, &template, expectation)
    };
    let maker = json!({"certificateIdentity": EMAIL, "certificateOidcIssuer": ISSUER});
    let pattern = json!({"certificateIdentityRegexp": "maker@authority\\.test", "certificateOidcIssuer": ISSUER});
    vec![
        repo(
            "like-certified-repo-git",
            "Sources of org/app.git are not those of org/app.",
            "org/app.git",
        ),
        repo("like-certified-repo-slash", "A slash behind the name.", "org/app/"),
        repo("like-certified-repo-encoded", "An encoded slash.", "org%2Fapp"),
        repo("like-certified-repo-newline", "A line that ends in the name.", "org/app\n"),
        repo("like-certified-repo-dots", "A folder above leads back to it.", "evil/../org/app"),
        repo("like-certified-repo-upper-case", "ORG/app in other letters.", "ORG/app"),
        workflow(
            "like-certified-workflow-dots",
            "A path that leads out of the folder of workflows and back.",
            "https://github.com/org/app/.github/workflows/../workflows/release.yml@refs/tags/v1.0.0",
        ),
        workflow(
            "like-certified-workflow-encoded",
            "A point that is encoded.",
            "https://github.com/org/app/.github/workflows/release%2Eyml@refs/tags/v1.0.0",
        ),
        workflow(
            "like-certified-workflow-longer",
            "release.yml is only the beginning of the file's name.",
            "https://github.com/org/app/.github/workflows/release.yml.evil.yml@refs/tags/v1.0.0",
        ),
        workflow(
            "like-certified-workflow-deeper",
            "A folder of the expected file's name.",
            "https://github.com/org/app/.github/workflows/release.yml/evil.yml@refs/tags/v1.0.0",
        ),
        reference("like-certified-ref-longer", "v1.2 begins as v1 does.", "refs/tags/v1.2"),
        reference(
            "like-certified-ref-name",
            "A branch may be called as the tag is.",
            "refs/heads/refs/tags/v1",
        ),
        reference("like-certified-ref-newline", "A line that ends in the tag.", "refs/tags/v1\n"),
        reference(
            "like-certified-ref-bare",
            "A name without its kind may be a tag's or a branch's.",
            "v1",
        ),
        email(
            "like-certified-email-newline",
            "A line that ends in the address.",
            format!("{EMAIL}\n"),
            maker.clone(),
        ),
        email(
            "like-certified-email-newline-pattern",
            "An end of a pattern is the text's end, not that of a line.",
            format!("{EMAIL}\n"),
            pattern.clone(),
        ),
        email(
            "like-certified-email-lines-pattern",
            "A pattern matches no line of several.",
            format!("evil@elsewhere.test\n{EMAIL}"),
            pattern,
        ),
        email(
            "like-certified-email-case",
            "Letter case counts.",
            EMAIL.to_ascii_uppercase(),
            maker,
        ),
    ]
}
