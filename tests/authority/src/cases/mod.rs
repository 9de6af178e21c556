//! The cases, by what they are about.

mod attested_builders;
mod certificates;
mod checkpoints;
mod cosign;
mod entries;
mod evidence;
mod genuine;
mod gitsign;
mod histories;
mod identities;
mod images;
mod inputs;
mod keys;
mod logs;
mod look_alikes;
mod other_files;
mod platforms;
mod policies;
mod provenance;
mod registries;
mod releases;
mod repositories;
mod rules;
mod samples;
mod schemes;
mod signatures;
mod sound_certificates;
mod times;
mod timestamps;
mod trust;
mod tuf;
mod witnesses;

use serde_json::{Value, json};

use crate::vector::Case;
use crate::world::{EMAIL, ISSUER, Signing, World};

/// What most cases sign.
pub(crate) const ARTIFACT: &[u8] = b"What is this worth? Draw it over the stone.\n";
/// What somebody else made of it.
pub(crate) const TAMPERED: &[u8] = b"What is this worth? Just take it from me.\n";

/// Every case, by family.
pub fn families() -> Vec<(&'static str, Vec<Case>)> {
    let world = World::standard();
    let sigstore = [
        genuine::cases(&world),
        sound_certificates::cases(&world),
        witnesses::cases(&world),
        evidence::cases(&world),
        schemes::cases(&world),
        keys::cases(&world),
        inputs::cases(&world),
        other_files::cases(&world),
        certificates::cases(&world),
        times::cases(&world),
        timestamps::cases(&world),
        logs::cases(&world),
        checkpoints::cases(&world),
        entries::cases(&world),
        signatures::cases(&world),
        identities::cases(&world),
        look_alikes::cases(&world),
        trust::cases(&world),
    ];
    vec![
        ("samples", samples::cases(&world)),
        ("sigstore", sigstore.concat()),
        ("cosign", cosign::cases(&world)),
        ("gitsign", [gitsign::cases(&world), histories::cases(&world)].concat()),
        ("images", images::cases(&world)),
        ("policy", [policies::cases(&world), rules::cases(&world)].concat()),
        ("provenance", [provenance::cases(&world), attested_builders::cases(&world)].concat()),
        (
            "registries",
            [registries::cases(&world), platforms::cases(&world), releases::cases(&world)].concat(),
        ),
        ("repositories", repositories::cases(&world)),
        ("tuf", tuf::cases(&world)),
    ]
}

/// The list from which `tests/vectors.rs` makes one test for each case.
pub fn list(families: &[(&str, Vec<Case>)]) -> String {
    let mut rust = String::from(
        "// Written by `cargo run -p touchstone-test-authority`.\n\n/// Every case, by its folder.\nconst CASES: &[&str] = &[\n",
    );
    let folders: Vec<String> = families
        .iter()
        // Images and repositories have tests of their own.
        .filter(|(family, _)| !["images", "repositories"].contains(family))
        .flat_map(|(family, cases)| cases.iter().map(move |case| format!("{family}/{}", case.name)))
        .collect();
    for folder in &folders {
        rust.push_str(&format!("    {folder:?},\n"));
    }
    rust.push_str("];\n\n");
    for folder in &folders {
        let name = folder.replace(['/', '-'], "_").replace('.', "_");
        rust.push_str(&format!("case!({name}, {folder:?});\n"));
    }
    rust
}

/// The person who signed in most cases.
pub(crate) fn maker() -> Value {
    json!({"certificateIdentity": EMAIL, "certificateOidcIssuer": ISSUER})
}

/// A case of what was signed, in the instance that signed it, by the expected person.
pub(crate) fn case(name: &str, about: &str, signing: &Signing) -> Case {
    of(name, about, signing, &signing.bundle())
}

/// The same with a bundle that was changed since.
pub(crate) fn of(name: &str, about: &str, signing: &Signing, bundle: &Value) -> Case {
    Case::new(name, about, bundle, &signing.world.trusted_root(), ARTIFACT).expecting(maker())
}

/// Changes a copy of a value.
pub(crate) fn changed(value: &Value, change: impl FnOnce(&mut Value)) -> Value {
    let mut copy = value.clone();
    change(&mut copy);
    copy
}

/// Changes one byte of base64 text, near its end.
pub(crate) fn flip(value: &mut Value) {
    let mut bytes = crate::text::unbase64(value.as_str().expect("base64 text"));
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    *value = crate::text::base64(&bytes).into();
}

/// The first entry of a bundle.
pub(crate) fn entry(bundle: &mut Value) -> &mut Value {
    &mut bundle["verificationMaterial"]["tlogEntries"][0]
}

/// Takes a field away.
pub(crate) fn remove(value: &mut Value, key: &str) {
    value.as_object_mut().expect("an object").remove(key);
}
