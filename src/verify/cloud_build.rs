//! Is what stands around Google Cloud Build's provenance about the same image, and is the copy for
//! people to read the same as what was signed?

use crate::digest::DigestAlgorithm;
use crate::encoding::json::{self, Json};
use crate::error::Error;
use crate::formats::cloud_build::CloudBuild;
use crate::verify::artifact::Subject;
use crate::verify::check::{Check, Question};

/// Fields of the predicate that the copy writes in another form, or leaves out.
const LEFT_OUT: [&str; 2] = ["recipe.definedInMaterial", "metadata.buildInvocationId"];

/// The record, where there is an image to compare it with, and the copy.
#[inline(never)]
pub(super) fn cloud_build_checks(
    record: &CloudBuild,
    payload: &[u8],
    subject: Subject<'_>,
) -> Vec<Check> {
    let copy = Check::of(Question::CloudBuildCopy, verify_copy(&record.copy, payload));
    let about = match subject {
        Subject::Artifact { digests, .. } => {
            let digest = digests.get(DigestAlgorithm::Sha256).map(|digest| digest.hex());
            Check::of(Question::CloudBuildRecord, verify_record(record, digest.as_deref()))
        }
        Subject::None => Check::not_applicable(Question::CloudBuildRecord, "no-artifact"),
    };
    vec![about, copy]
}

fn verify_record(record: &CloudBuild, digest: Option<&str>) -> Result<(), Error> {
    if record.kind != "BUILD" {
        let path = "$.provenance_summary.provenance.kind".to_owned();
        return Err(Error::FieldInvalid { path, expected: "BUILD" });
    }
    let algorithm = DigestAlgorithm::Sha256.name();
    let digest = digest.ok_or(Error::DigestUnavailable { algorithm })?;
    let found = format!("sha256:{digest}");
    let [summary, qualified] = &record.digests;
    for named in [summary, qualified, &record.resource_uri] {
        let own = named.rsplit('@').next().unwrap_or_default();
        if own != found {
            return Err(Error::SubjectMismatch { expected: named.clone(), found });
        }
    }
    Ok(())
}

/// The copy says what was signed, whatever order its fields have.
fn verify_copy(copy: &Json, payload: &[u8]) -> Result<(), Error> {
    let signed = json::parse(payload)?;
    for name in ["_type", "predicateType", "subject"] {
        if !same(field(&signed, name), field(copy, name), name) {
            return Err(Error::CopyDiffers { path: name.to_owned() });
        }
    }
    // In the copy of the first form the predicate has another name.
    let predicate = field(copy, "predicate").or(field(copy, "slsaProvenance"));
    match first_difference(field(&signed, "predicate"), predicate, "") {
        None => Ok(()),
        Some(path) => Err(Error::CopyDiffers { path }),
    }
}

fn field<'a>(json: &'a Json, name: &str) -> Option<&'a Json> {
    let Json::Object(fields) = json else { return None };
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

fn same(signed: Option<&Json>, copy: Option<&Json>, path: &str) -> bool {
    first_difference(signed, copy, path).is_none()
}

/// Where two values differ first. What is absent is the same as `null` or `false`, or as an object
/// of nothing else: the copy's writer leaves such fields out.
fn first_difference(signed: Option<&Json>, copy: Option<&Json>, path: &str) -> Option<String> {
    if LEFT_OUT.contains(&path) {
        return None;
    }
    match (signed, copy) {
        (Some(Json::Object(_)) | None, Some(Json::Object(_)) | None) => {
            let names = |json: Option<&Json>| match json {
                Some(Json::Object(fields)) => fields.iter().map(|(name, _)| name.clone()).collect(),
                _ => Vec::new(),
            };
            let mut every: Vec<String> = names(signed);
            every.extend(names(copy));
            every.iter().find_map(|name| {
                let below = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                let part =
                    |json: Option<&'_ Json>| json.and_then(|json| field(json, name)).cloned();
                first_difference(part(signed).as_ref(), part(copy).as_ref(), &below)
            })
        }
        (Some(Json::Array(signed)), Some(Json::Array(copy))) if signed.len() == copy.len() => {
            let mut pairs = signed.iter().zip(copy);
            pairs.find_map(|(signed, copy)| first_difference(Some(signed), Some(copy), path))
        }
        (Some(value), None) | (None, Some(value)) if is_nothing(value) => None,
        (Some(signed), Some(copy)) if signed == copy => None,
        _ => Some(path.to_owned()),
    }
}

fn is_nothing(value: &Json) -> bool {
    matches!(value, Json::Null | Json::Bool(false))
}
