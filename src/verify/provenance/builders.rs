//! The builders that are known, what each writes, and which SLSA Build level its platform has.
//!
//! Both stand here and never in the evidence: whoever writes a document can write any level into it.

/// Where builders on GitHub live.
pub(crate) const GITHUB: &str = "https://github.com/";
/// Google Cloud Build's builders (`builder.id` of its provenance, before a version).
pub(crate) const CLOUD_BUILD: &str = "https://cloudbuild.googleapis.com/GoogleHostedWorker";
/// What npm's command line calls the machine that it ran on.
pub(crate) const RUNNER: &str = "https://github.com/actions/runner";
/// The reusable workflows of slsa-github-generator.
pub(crate) const GENERATOR: &str =
    "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/";
/// JReleaser's builders, whose tags end in `-java`.
pub(crate) const JRELEASER: &str = "https://github.com/jreleaser/release-action/";

const DELEGATOR_TYPE: &str =
    "https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0";
/// Provenance that npm's command line wrote before it was generally available: its material has no
/// reference.
pub(crate) const NPM_EARLY_TYPE: &str = "https://github.com/npm/cli/gha@v1";
const NPM_TYPES: &[&str] = &[NPM_EARLY_TYPE, "https://github.com/npm/cli/gha/v2"];
const ATTEST_TYPE: &str = "https://actions.github.io/buildtypes/workflow/v1";

/// How a builder's provenance is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// slsa-github-generator's own: what the platform set is its own word.
    Generator,
    /// A delegator, which vouches for the builder that called it and names it in `builder.id`.
    Delegator,
    /// `externalParameters.workflow` says what was started.
    Workflow,
}

/// A builder.
#[derive(Debug)]
pub(crate) struct Builder {
    /// The address of its workflow, or what its provenance calls it.
    pub(crate) name: &'static str,
    pub(crate) flavour: Flavour,
    /// The build types that its provenance v0.2 may have.
    pub(crate) types_v02: &'static [&'static str],
    /// The build types that its provenance v1 may have.
    pub(crate) types_v1: &'static [&'static str],
    /// Whether it counts where nobody says which builder should have built.
    pub(crate) by_default: bool,
}

const BUILDERS: [Builder; 10] = [
    generator(
        "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/builder_go_slsa3.yml",
        &[
            "https://github.com/slsa-framework/slsa-github-generator/go@v1",
            "https://github.com/slsa-framework/slsa-github-generator@v1",
            "https://github.com/slsa-framework/slsa-github-generator-go@v1",
        ],
        &[],
    ),
    generator(
        "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml",
        &["https://github.com/slsa-framework/slsa-github-generator/generic@v1"],
        &[],
    ),
    generator(
        "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml",
        &["https://github.com/slsa-framework/slsa-github-generator/container@v1"],
        &[],
    ),
    generator(
        "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/builder_container-based_slsa3.yml",
        &[],
        &["https://slsa.dev/container-based-build/v0.1?draft"],
    ),
    delegator(
        "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/delegator_generic_slsa3.yml",
    ),
    delegator(
        "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/delegator_lowperms-generic_slsa3.yml",
    ),
    named(RUNNER, NPM_TYPES, &[]),
    named(
        "https://github.com/actions/runner/github-hosted",
        NPM_TYPES,
        &["https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1"],
    ),
    named(
        "https://github.com/bazel-contrib/.github/.github/workflows/release_ruleset.yaml",
        &[],
        &[ATTEST_TYPE],
    ),
    named(
        "https://github.com/bazel-contrib/publish-to-bcr/.github/workflows/publish.yaml",
        &[],
        &[ATTEST_TYPE],
    ),
];

const fn generator(
    name: &'static str,
    types_v02: &'static [&'static str],
    types_v1: &'static [&'static str],
) -> Builder {
    Builder { name, flavour: Flavour::Generator, types_v02, types_v1, by_default: true }
}

const fn delegator(name: &'static str) -> Builder {
    let types: &[&str] = &[DELEGATOR_TYPE];
    let flavour = Flavour::Delegator;
    Builder { name, flavour, types_v02: types, types_v1: types, by_default: true }
}

/// A builder that counts only for whoever names it.
const fn named(
    name: &'static str,
    types_v02: &'static [&'static str],
    types_v1: &'static [&'static str],
) -> Builder {
    Builder { name, flavour: Flavour::Workflow, types_v02, types_v1, by_default: false }
}

/// The builder of exactly this name.
pub(crate) fn builder(name: &str) -> Option<&'static Builder> {
    BUILDERS.iter().find(|known| known.name == name)
}

/// A builder's name and version: what stands before and after the last `@`.
pub(crate) fn name_and_version(id: &str) -> (&str, Option<&str>) {
    id.rsplit_once('@').map_or((id, None), |(name, version)| (name, Some(version)))
}

/// `refs/tags/vX.Y.Z`: a release, of which there is one.
pub(crate) fn is_release(reference: &str) -> bool {
    let Some(version) = reference.strip_prefix("refs/tags/v") else { return false };
    let mut parts = version.split('.');
    let mut number = || parts.next().is_some_and(is_number);
    number() && number() && number() && parts.next().is_none()
}

/// A release of JReleaser's builders, `refs/tags/vX.Y.Z-java`.
pub(crate) fn is_java_release(reference: &str) -> bool {
    reference.strip_suffix("-java").is_some_and(is_release)
}

/// A number as versions write it: digits without leading zeros.
pub(crate) fn is_number(text: &str) -> bool {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits && (text == "0" || !text.starts_with('0'))
}

/// The SLSA Build level that a release of a builder has as a platform (SLSA v1.2, verifying
/// artifacts, step 1): a property of the builder, told by its maker and looked up here.
///
/// slsa-github-generator's `*_slsa3.yml` are level 3. A workflow of anybody's own that runs on
/// GitHub's machines and attests is level 2, since its steps can influence what is attested.
pub(crate) fn level(name: &str, reference: Option<&str>, runner: Option<&str>) -> u8 {
    let known = builder(name).is_some_and(|known| known.by_default);
    if known && reference.is_some_and(is_release) {
        return 3;
    }
    let hosted = name.starts_with(GITHUB) && runner == Some("github-hosted");
    if hosted { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_whole_versions() {
        assert!(is_release("refs/tags/v1.2.3"));
        for other in [
            "refs/tags/v1.2",
            "refs/tags/v1.2.3.4",
            "refs/tags/v1.2.3-rc.0",
            "refs/tags/v1.2.3+build",
            "refs/tags/v01.2.3",
            "refs/tags/1.2.3",
            "refs/tags/V1.2.3",
            "refs/heads/v1.2.3",
            "refs/heads/main",
            "xrefs/tags/v1.2.3",
            "refs/tags/v1.2.3\n",
            "v1.2.3",
            "",
        ] {
            assert!(!is_release(other), "{other}");
        }
        assert!(is_java_release("refs/tags/v1.2.3-java"));
        assert!(!is_java_release("refs/tags/v1.2.3"));
    }

    #[test]
    fn levels_are_those_of_the_builders_alone() {
        let go = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/builder_go_slsa3.yml";
        assert_eq!(level(go, Some("refs/tags/v1.2.3"), None), 3);
        assert_eq!(level(go, Some("refs/heads/main"), None), 1);
        assert_eq!(level(go, Some("refs/heads/main"), Some("github-hosted")), 2);
        let evil = go.replace("slsa-framework/", "slsa-framework-evil/");
        assert_eq!(level(&evil, Some("refs/tags/v1.2.3"), Some("self-hosted")), 1);
        assert_eq!(level(&evil, Some("refs/tags/v1.2.3"), Some("github-hosted")), 2);
        assert_eq!(level("https://other.example/builder", None, Some("github-hosted")), 1);
    }
}
