//! Container images, and what is signed about them.

mod altered;
mod docker;
mod sound;
mod stored;

use serde_json::{Value, json};

use super::maker;
use crate::image::{Layout, Packing};
use crate::text::{base64, canonical_json};
use crate::vector::{Case, ExpectedArtifact, ExpectedCheck};
use crate::world::{Content, IN_TOTO, Signing, World};

const AMD64: (&str, &str) = ("linux", "amd64");
const ARM64: (&str, &str) = ("linux", "arm64");
const PAYLOAD: &str = "application/vnd.dev.cosign.simplesigning.v1+json";
const ENVELOPE: &str = "application/vnd.dsse.envelope.v1+json";
const BUNDLE: &str = "application/vnd.dev.sigstore.bundle.v0.3+json";
const REF_NAME: &str = "org.opencontainers.image.ref.name";

pub(super) fn cases(world: &World) -> Vec<Case> {
    [sound::cases(world), stored::cases(world), altered::cases(world), docker::cases(world)]
        .concat()
}

/// A case of an archive, by the expected person.
fn of(
    name: &str,
    about: &str,
    world: &World,
    archive: Vec<u8>,
    parts: Vec<ExpectedArtifact>,
) -> Case {
    let mut case = Case::new(name, about, &Value::Null, &world.trusted_root(), b"")
        .without("bundle.sigstore.json")
        .without("artifact")
        .file("image.tar", archive)
        .expecting(maker());
    let worst = |verdict: &str| {
        ["verified", "unstated", "incomplete", "unexpected", "failed"]
            .iter()
            .position(|known| *known == verdict)
    };
    case.verdict = parts
        .iter()
        .map(|part| part.verdict)
        .max_by_key(|verdict| worst(verdict))
        .unwrap_or("incomplete");
    case.artifacts = parts;
    case
}

fn part(kind: &'static str, platform: &'static str, verdict: &'static str) -> ExpectedArtifact {
    ExpectedArtifact { kind, platform, verdict, covered: false, checks: Vec::new() }
}

impl ExpectedArtifact {
    fn covered(mut self) -> Self {
        self.covered = true;
        self
    }

    fn failed(mut self, code: &'static str, error: &'static str) -> Self {
        self.checks.push(ExpectedCheck { code, status: "failed", error: Some(error) });
        self
    }

    fn missing(mut self, code: &'static str, error: &'static str) -> Self {
        self.checks.push(ExpectedCheck { code, status: "missing", error: Some(error) });
        self
    }
}

/// One image of two layers; its descriptor.
fn single() -> (Layout, Value) {
    let mut layout = Layout::default();
    let image = layout.image(
        AMD64,
        &[(Packing::Gzip, b"the first layer"), (Packing::Plain, b"the second layer")],
    );
    (layout, image)
}

/// An index of two platforms; its descriptor, and the manifests'.
fn double() -> (Layout, Value, [Value; 2]) {
    let mut layout = Layout::default();
    let mut listed = |platform: (&str, &str), content: &[u8]| {
        let mut image = layout.image(platform, &[(Packing::Gzip, content)]);
        image["platform"] = json!({"os": platform.0, "architecture": platform.1});
        image
    };
    let images = [listed(AMD64, b"for amd64"), listed(ARM64, b"for arm64")];
    let index = layout.index(images.to_vec());
    (layout, index, images)
}

fn digest(descriptor: &Value) -> &str {
    descriptor["digest"].as_str().expect("a digest")
}

/// A signature over a payload that names a manifest.
fn signing(world: &World, descriptor: &Value) -> Signing {
    Signing::message(world, &crate::cosign::simple_signing(digest(descriptor)))
}

/// A signed statement about a manifest.
fn attesting(world: &World, descriptor: &Value) -> Signing {
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "", "digest": {"sha256": digest(descriptor).trim_start_matches("sha256:")}}],
        "predicateType": "https://sigstore.dev/cosign/sign/v1",
        "predicate": {},
    });
    let payload = canonical_json(&statement).into_bytes();
    let content = Content::Envelope { payload, payload_type: IN_TOTO.to_owned() };
    Signing { content, ..Signing::envelope(world, b"") }
}

/// The annotations of a signature's layer.
fn annotations(signing: &Signing) -> Value {
    let mut annotations = json!({
        "dev.cosignproject.cosign/signature": base64(&signing.signature()),
        "dev.sigstore.cosign/bundle": canonical_json(&signing.rekor_bundle()),
    });
    if signing.signer.certificate.is_some() {
        annotations["dev.sigstore.cosign/certificate"] = signing.verifier_pem().into();
        annotations["dev.sigstore.cosign/chain"] = signing.verifier_pem().into();
    }
    annotations
}

/// A layer that holds a signed payload.
fn signature(layout: &mut Layout, signing: &Signing) -> Value {
    let mut layer = layout.blob(PAYLOAD, &signing.signed_bytes());
    layer["annotations"] = annotations(signing);
    layer
}

/// A layer that holds a signed statement.
fn attestation(layout: &mut Layout, signing: &Signing) -> Value {
    let mut layer = layout.blob(ENVELOPE, canonical_json(&signing.envelope_json()).as_bytes());
    layer["annotations"] = annotations(signing);
    layer["annotations"]["dev.cosignproject.cosign/signature"] = "".into();
    layer["annotations"]["predicateType"] = "https://sigstore.dev/cosign/sign/v1".into();
    layer
}

/// As `cosign save` lists an image and what is attached to it.
fn saved(mut layout: Layout, image: Value, layers: Vec<Value>, kind: &str) -> Layout {
    let of = if image["mediaType"] == crate::image::INDEX { "imageIndex" } else { "image" };
    let attached = layout.attachment(layers, None);
    layout.list(image, Some(("kind", &format!("dev.cosignproject.cosign/{of}"))));
    layout.list(attached, Some(("kind", &format!("dev.cosignproject.cosign/{kind}"))));
    layout
}

/// An image with a sound signature, as `cosign save` writes it.
fn saved_single(world: &World) -> (Layout, Value) {
    let (mut layout, image) = single();
    let layer = signature(&mut layout, &signing(world, &image));
    (saved(layout, image.clone(), vec![layer], "sigs"), image)
}

/// An index of two platforms with a sound signature.
fn saved_double(world: &World) -> (Layout, Value, [Value; 2]) {
    let (mut layout, index, images) = double();
    let layer = signature(&mut layout, &signing(world, &index));
    (saved(layout, index.clone(), vec![layer], "sigs"), index, images)
}

/// A bundle that refers to an image.
fn referring(layout: &mut Layout, signing: &Signing, subject: &Value) -> Value {
    let bundle = layout.document(BUNDLE, &signing.bundle());
    layout.attachment(vec![bundle], Some(subject))
}

/// A manifest in the layout, changed and listed in place of the old one.
fn rewritten(layout: &mut Layout, descriptor: &Value, change: impl FnOnce(&mut Value)) -> Value {
    let bytes = layout.file(digest(descriptor)).clone();
    layout.drop_file(digest(descriptor));
    let mut value: Value = serde_json::from_slice(&bytes).expect("JSON");
    change(&mut value);
    layout.document(descriptor["mediaType"].as_str().expect("a media type"), &value)
}
