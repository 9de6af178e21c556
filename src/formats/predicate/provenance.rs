//! SLSA provenance v0.1, v0.2 and v1 (slsa.dev/provenance) and in-toto's own before them, read into
//! one form: who built, from what, and on whose command.

use super::{Form, LIST_LIMIT, OPTIONAL, REQUIRED, Vetted};
use crate::encoding::json::{Json, Node};
use crate::error::Error;
use crate::formats::statement::Statement;

const TYPE_V1: &str = "https://slsa.dev/provenance/v1";
const TYPE_V02: &str = "https://slsa.dev/provenance/v0.2";
const TYPES_V01: [&str; 2] =
    ["https://slsa.dev/provenance/v0.1", "https://in-toto.io/Provenance/v0.1"];

/// `buildDefinition` and `runDetails`.
pub(super) const V1: Vetted = Vetted {
    name: "slsa-provenance",
    types: &[TYPE_V1],
    families: &[],
    fields: &[
        ("buildType", "buildDefinition/buildType", Form::Text, REQUIRED),
        ("externalParameters", "buildDefinition/externalParameters", Form::Raw, OPTIONAL),
        ("materials", "buildDefinition/resolvedDependencies", Form::Resources, OPTIONAL),
        ("builder", "runDetails/builder/id", Form::Text, REQUIRED),
        ("builderVersion", "runDetails/builder/version", Form::Raw, OPTIONAL),
        ("invocation", "runDetails/metadata/invocationId", Form::Text, OPTIONAL),
        ("started", "runDetails/metadata/startedOn", Form::Time, OPTIONAL),
        ("finished", "runDetails/metadata/finishedOn", Form::Time, OPTIONAL),
        ("byproducts", "runDetails/byproducts", Form::Resources, OPTIONAL),
    ],
};

/// `invocation` and `buildConfig`.
pub(super) const V02: Vetted = Vetted {
    name: "slsa-provenance",
    types: &[TYPE_V02],
    families: &[],
    fields: &[
        ("buildType", "buildType", Form::Text, REQUIRED),
        ("trigger", "invocation/configSource/uri", Form::Text, OPTIONAL),
        ("entryPoint", "invocation/configSource/entryPoint", Form::Text, OPTIONAL),
        ("externalParameters", "invocation/parameters", Form::Raw, OPTIONAL),
        ("materials", "materials", Form::Resources, OPTIONAL),
        ("builder", "builder/id", Form::Text, REQUIRED),
        ("invocation", "metadata/buildInvocationId", Form::Text, OPTIONAL),
        ("started", "metadata/buildStartedOn", Form::Time, OPTIONAL),
        ("finished", "metadata/buildFinishedOn", Form::Time, OPTIONAL),
    ],
};

/// `recipe`.
pub(super) const V01: Vetted = Vetted {
    name: "slsa-provenance",
    types: &TYPES_V01,
    families: &[],
    fields: &[
        ("buildType", "recipe/type", Form::Text, OPTIONAL),
        ("entryPoint", "recipe/entryPoint", Form::Text, OPTIONAL),
        ("externalParameters", "recipe/arguments", Form::Raw, OPTIONAL),
        ("materials", "materials", Form::Resources, OPTIONAL),
        ("builder", "builder/id", Form::Text, REQUIRED),
        ("invocation", "metadata/buildInvocationId", Form::Text, OPTIONAL),
        ("started", "metadata/buildStartedOn", Form::Time, OPTIONAL),
        ("finished", "metadata/buildFinishedOn", Form::Time, OPTIONAL),
    ],
};

/// The versions, which differ in where things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    V01,
    V02,
    V1,
}

/// What provenance says, wherever its version puts it.
#[derive(Clone, Debug)]
pub(crate) struct Provenance<'a> {
    pub(crate) version: Version,
    pub(crate) builder_id: &'a str,
    pub(crate) build_type: &'a str,
    /// The whole predicate.
    pub(crate) predicate: Node<'a>,
    /// What whoever started the build could choose: `externalParameters`, `invocation.parameters`
    /// or `recipe.arguments`.
    pub(crate) external: Node<'a>,
    /// What the platform set: `internalParameters`, `invocation.environment` or
    /// `recipe.environment`.
    pub(crate) internal: Node<'a>,
    /// `resolvedDependencies` or `materials`.
    pub(crate) materials: Vec<Node<'a>>,
    pub(crate) invocation_id: Option<&'a str>,
}

impl<'a> Provenance<'a> {
    /// Reads a statement's provenance; `None` where it is about something else.
    pub(crate) fn of(statement: &'a Statement) -> Option<Result<Self, Error>> {
        let version = match statement.predicate_type.as_str() {
            TYPE_V1 => Version::V1,
            TYPE_V02 => Version::V02,
            other if TYPES_V01.contains(&other) => Version::V01,
            _ => return None,
        };
        Some(Self::read(version, statement.predicate()))
    }

    fn read(version: Version, predicate: Node<'a>) -> Result<Self, Error> {
        let at = |places: [&str; 3]| {
            let [v01, v02, v1] = places;
            let place = match version {
                Version::V01 => v01,
                Version::V02 => v02,
                Version::V1 => v1,
            };
            place.split('/').try_fold(predicate.clone(), |node, step| node.exact(step))
        };
        let materials = at(["materials", "materials", "buildDefinition/resolvedDependencies"])?;
        let metadata = at(["metadata", "metadata", "runDetails/metadata"])?;
        let spellings = ["buildInvocationId", "buildInvocationID", "invocationId", "invocationID"];
        let mut invocation_id = None;
        for name in spellings {
            invocation_id = invocation_id.or(metadata.exact(name)?.optional_text()?);
        }
        Ok(Self {
            version,
            builder_id: at(["builder/id", "builder/id", "runDetails/builder/id"])?.text()?,
            build_type: at(["recipe/type", "buildType", "buildDefinition/buildType"])?
                .optional_text()?
                .unwrap_or_default(),
            external: at([
                "recipe/arguments",
                "invocation/parameters",
                "buildDefinition/externalParameters",
            ])?,
            internal: at([
                "recipe/environment",
                "invocation/environment",
                "buildDefinition/internalParameters",
            ])?,
            materials: materials.list(LIST_LIMIT)?,
            invocation_id,
            predicate,
        })
    }

    /// The address of the first material, which the builders on GitHub and Google Cloud Build keep
    /// for the source.
    pub(crate) fn material_uri(&self) -> Result<&'a str, Error> {
        let missing =
            || Error::FieldMissing { path: format!("{}.materials", self.predicate.path()) };
        self.materials.first().ok_or_else(missing)?.exact("uri")?.filled_text()
    }

    /// The first field that the specification of this version does not know, or one of another
    /// form than it says: what a strict reader refuses.
    pub(crate) fn first_stranger(&self) -> Option<String> {
        let known: &[&str] = match self.version {
            Version::V01 => &STRICT_V01,
            Version::V02 => &STRICT_V02,
            Version::V1 => &STRICT_V1,
        };
        stranger(self.predicate.value()?, "", known)
    }
}

/// Every field of v0.1; `*` stands for anything below.
const STRICT_V01: [&str; 20] = [
    "builder",
    "builder.id",
    "recipe",
    "recipe.type",
    "recipe.definedInMaterial",
    "recipe.entryPoint",
    "recipe.arguments.*",
    "recipe.environment.*",
    "metadata",
    "metadata.buildInvocationId",
    "metadata.buildStartedOn",
    "metadata.buildFinishedOn",
    "metadata.completeness",
    "metadata.completeness.arguments",
    "metadata.completeness.environment",
    "metadata.completeness.materials",
    "metadata.reproducible",
    "materials",
    "materials.uri",
    "materials.digest.*",
];
/// Every field of v0.2.
const STRICT_V02: [&str; 24] = [
    "builder",
    "builder.id",
    "buildType",
    "invocation",
    "invocation.configSource",
    "invocation.configSource.uri",
    "invocation.configSource.digest.*",
    "invocation.configSource.entryPoint",
    "invocation.parameters.*",
    "invocation.environment.*",
    "buildConfig.*",
    "metadata",
    "metadata.buildInvocationId",
    // As the library that most builders use spells it.
    "metadata.buildInvocationID",
    "metadata.buildStartedOn",
    "metadata.buildFinishedOn",
    "metadata.completeness",
    "metadata.completeness.parameters",
    "metadata.completeness.environment",
    "metadata.completeness.materials",
    "metadata.reproducible",
    "materials",
    "materials.uri",
    "materials.digest.*",
];
/// Every field of v1.
const STRICT_V1: [&str; 35] = [
    "buildDefinition",
    "buildDefinition.buildType",
    "buildDefinition.externalParameters.*",
    "buildDefinition.internalParameters.*",
    "buildDefinition.resolvedDependencies",
    "buildDefinition.resolvedDependencies.uri",
    "buildDefinition.resolvedDependencies.digest.*",
    "buildDefinition.resolvedDependencies.name",
    "buildDefinition.resolvedDependencies.downloadLocation",
    "buildDefinition.resolvedDependencies.mediaType",
    "buildDefinition.resolvedDependencies.content",
    "buildDefinition.resolvedDependencies.annotations.*",
    "runDetails",
    "runDetails.builder",
    "runDetails.builder.id",
    "runDetails.builder.version.*",
    "runDetails.builder.builderDependencies",
    "runDetails.builder.builderDependencies.uri",
    "runDetails.builder.builderDependencies.digest.*",
    "runDetails.builder.builderDependencies.name",
    "runDetails.builder.builderDependencies.downloadLocation",
    "runDetails.builder.builderDependencies.mediaType",
    "runDetails.builder.builderDependencies.content",
    "runDetails.builder.builderDependencies.annotations.*",
    "runDetails.metadata",
    "runDetails.metadata.invocationID",
    "runDetails.metadata.invocationId",
    "runDetails.metadata.startedOn",
    "runDetails.metadata.finishedOn",
    "runDetails.byproducts",
    "runDetails.byproducts.uri",
    "runDetails.byproducts.digest.*",
    "runDetails.byproducts.name",
    "runDetails.byproducts.mediaType",
    "runDetails.byproducts.content",
];

fn stranger(value: &Json, place: &str, known: &[&str]) -> Option<String> {
    match value {
        Json::Object(fields) => fields.iter().find_map(|(name, value)| {
            let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
            if known.contains(&format!("{place}.*").as_str()) {
                None
            } else if known.contains(&place.as_str()) {
                stranger(value, &place, known)
            } else {
                Some(place)
            }
        }),
        Json::Array(items) => items.iter().find_map(|item| stranger(item, place, known)),
        _ => None,
    }
}
