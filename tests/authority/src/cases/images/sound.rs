//! Images as they should be.

use serde_json::json;

use super::super::tuf::about_archive;
use super::*;
use crate::image::{EMPTY, MANIFEST, manifest};
use crate::keys::Key;
use crate::text::readable_json;
use crate::timestamp::StampRequest;
use crate::world::{Signer, signed};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [signed_by_cosign(world), referred(world), covered(world), forms(world)].concat()
}

fn verified(kind: &'static str, platform: &'static str) -> ExpectedArtifact {
    part(kind, platform, "verified")
}

/// An index and its two manifests, of which the index is signed.
fn all_verified() -> Vec<ExpectedArtifact> {
    vec![
        verified("index", ""),
        verified("manifest", "linux/amd64").covered(),
        verified("manifest", "linux/arm64").covered(),
    ]
}

fn one() -> Vec<ExpectedArtifact> {
    vec![verified("manifest", "linux/amd64")]
}

fn signed_by_cosign(world: &World) -> Vec<Case> {
    let (layout, _) = saved_single(world);
    let (index, ..) = saved_double(world);
    let attested = {
        let (mut layout, image) = single();
        let layer = attestation(&mut layout, &attesting(world, &image));
        saved(layout, image, vec![layer], "atts")
    };
    let tagged = {
        let (mut layout, image) = single();
        let layer = signature(&mut layout, &signing(world, &image));
        let attached = layout.attachment(vec![layer], None);
        let tag = format!("registry.authority.test/app:{}.sig", digest(&image).replace(':', "-"));
        layout.list(image, Some((REF_NAME, "v1")));
        layout.list(attached, Some((REF_NAME, &tag)));
        layout
    };
    let stamped = {
        let (mut layout, image) = single();
        let signing = signing(world, &image);
        let mut layer = signature(&mut layout, &signing);
        let stamp = signing.timestamp_file(&StampRequest::at(signed()));
        layer["annotations"]["dev.sigstore.cosign/rfc3161timestamp"] =
            canonical_json(&stamp).into();
        saved(layout, image, vec![layer], "sigs")
    };
    let attested_stamped = {
        let (mut layout, image) = single();
        let envelope = attesting(world, &image);
        let mut layer = attestation(&mut layout, &envelope);
        let stamp = world.timestamp.stamp(layout.file(digest(&layer)), &StampRequest::at(signed()));
        let stamp = json!({ "SignedRFC3161Timestamp": crate::text::base64(&stamp) });
        layer["annotations"]["dev.sigstore.cosign/rfc3161timestamp"] =
            canonical_json(&stamp).into();
        saved(layout, image, vec![layer], "atts")
    };
    let two = {
        let (mut layout, image) = single();
        let sound = signature(&mut layout, &signing(world, &image));
        let mut broken = sound.clone();
        super::super::flip(&mut broken["annotations"]["dev.cosignproject.cosign/signature"]);
        saved(layout, image, vec![broken, sound], "sigs")
    };
    let key = {
        let (mut layout, image) = single();
        let key = Key::p256("image key");
        let signer = Signer { scheme: key.scheme(), key, certificate: None };
        let layer = signature(&mut layout, &signing(world, &image).by(signer));
        saved(layout, image, vec![layer], "sigs")
    };
    let pem = Signing::message(world, b"").by(Signer {
        scheme: Key::p256("image key").scheme(),
        key: Key::p256("image key"),
        certificate: None,
    });
    vec![
        of(
            "saved",
            "An image and its signature, as `cosign save` writes them.",
            world,
            layout.tar(),
            one(),
        ),
        of(
            "saved-index",
            "An index of two platforms: its signature speaks for both manifests, by their digests in it.",
            world,
            index.tar(),
            all_verified(),
        ),
        of(
            "saved-attestation",
            "A signed statement in place of a signature.",
            world,
            attested.tar(),
            one(),
        ),
        of(
            "saved-attestation-stamped",
            "A timestamp over the whole envelope in an annotation.",
            world,
            attested_stamped.tar(),
            one(),
        ),
        of("tagged", "The signature under its tag, `sha256-HEX.sig`.", world, tagged.tar(), one()),
        of(
            "timestamp-annotation",
            "A timestamp in an annotation beside the log entry.",
            world,
            stamped.tar(),
            one(),
        ),
        of(
            "signatures-one-broken",
            "Two signatures; the first is broken, the second is sound.",
            world,
            two.tar(),
            one(),
        ),
        of("key", "Signed with a key that the user expects.", world, key.tar(), one())
            .file("key.pub", pem.verifier_pem())
            .change(|case| case.expectation = None),
    ]
}

fn referred(world: &World) -> Vec<Case> {
    let image = {
        let (mut layout, image) = single();
        referring(&mut layout, &attesting(world, &image), &image);
        layout.list(image, None);
        layout
    };
    let index = {
        let (mut layout, index, _) = double();
        referring(&mut layout, &attesting(world, &index), &index);
        layout.list(index, Some(("kind", "dev.cosignproject.cosign/imageIndex")));
        layout
    };
    let tag = {
        let (mut layout, image) = single();
        let referrer = referring(&mut layout, &attesting(world, &image), &image);
        let list = layout.index(vec![referrer]);
        let name = digest(&image).replace(':', "-");
        layout.list(image, None);
        layout.list(list, Some((REF_NAME, &name)));
        layout
    };
    let payload = {
        let (mut layout, image) = single();
        let layer = signature(&mut layout, &signing(world, &image));
        layout.attachment(vec![layer], Some(&image));
        layout.list(image, None);
        layout
    };
    vec![
        of(
            "referrer",
            "A bundle in a manifest that nothing lists, and that names the image as its subject.",
            world,
            image.tar(),
            one(),
        ),
        of(
            "referrer-of-index",
            "The same for an index, which cosign up to 3.1.2 does not find.",
            world,
            index.tar(),
            all_verified(),
        ),
        of(
            "referrers-tag",
            "The referrers of an image under the tag for registries without an interface for them.",
            world,
            tag.tar(),
            one(),
        ),
        of(
            "referrer-of-a-payload",
            "An older signature in a manifest with a subject.",
            world,
            payload.tar(),
            one(),
        ),
    ]
}

fn covered(world: &World) -> Vec<Case> {
    let (mut unsigned, index, images) = double();
    unsigned.list(index.clone(), None);
    let beside = attesting(world, &index).bundle();
    let mut plain = Layout { top: Vec::new(), ..unsigned.clone() };
    plain.drop_file(digest(&index));
    for image in &images {
        plain.list(image.clone(), None);
    }
    let itself = crate::image::described("", &plain.index_json());
    let platform = attesting(world, &images[0]).bundle();
    let archive = Signing::message(world, &unsigned.tar()).bundle();
    let bundle = |value: &serde_json::Value| readable_json(value).into_bytes();
    let nested = {
        let mut layout = Layout { top: Vec::new(), ..unsigned.clone() };
        let outer = layout.index(vec![index.clone()]);
        referring(&mut layout, &attesting(world, &outer), &outer);
        layout.list(outer, None);
        layout
    };
    vec![
        of("evidence-beside", "An unsigned archive, and a bundle about its index beside it.", world, unsigned.tar(), all_verified())
            .file("evidence.sigstore.json", bundle(&beside)),
        of("folder-index", "The folder's own index is the image, as apko writes it.", world, plain.tar(), vec![
            verified("layout", ""),
            verified("manifest", "linux/amd64").covered(),
            verified("manifest", "linux/arm64").covered(),
        ]).file("evidence.sigstore.json", bundle(&attesting(world, &itself).bundle())),
        of("platform-signed-alone", "Only one of two platforms is signed: that says nothing about the other, nor about their index.", world, unsigned.tar(), vec![
            part("index", "", "incomplete"),
            verified("manifest", "linux/amd64"),
            part("manifest", "linux/arm64", "incomplete"),
        ]).file("evidence.sigstore.json", bundle(&platform)),
        of("archive-signed", "The archive itself is signed as a file, and so everything in it.", world, unsigned.tar(), vec![
            verified("", ""),
            verified("index", "").covered(),
            verified("manifest", "linux/amd64").covered(),
            verified("manifest", "linux/arm64").covered(),
        ]).file("evidence.sigstore.json", bundle(&archive)),
        about_archive(of("repository-names-the-signer", "A repository lists the archive and says who must have signed it, and they did.", world, unsigned.tar(), vec![
            verified("", ""),
            verified("index", "").covered(),
            verified("manifest", "linux/amd64").covered(),
            verified("manifest", "linux/arm64").covered(),
        ]), &unsigned.tar(), &maker()).file("evidence.sigstore.json", bundle(&archive)).change(|case| case.expectation = None),
        about_archive(of("repository-names-another", "A repository lists the archive and names somebody else than who signed it: nothing in it is better than that.", world, unsigned.tar(), vec![
            part("", "", "unexpected"),
            part("index", "", "unexpected"),
            part("manifest", "linux/amd64", "unexpected"),
            part("manifest", "linux/arm64", "unexpected"),
        ]), &unsigned.tar(), &json!({"certificateIdentity": "somebody@else.test"})).file("evidence.sigstore.json", bundle(&archive)).change(|case| case.expectation = None),
        about_archive(of("repository-names-nobody-who-signed", "The index is signed by whom the user expects, but a repository says that somebody must have signed the archive that it lies in.", world, unsigned.tar(), vec![
            part("", "", "incomplete"),
            part("index", "", "incomplete"),
            part("manifest", "linux/amd64", "incomplete").covered(),
            part("manifest", "linux/arm64", "incomplete").covered(),
        ]), &unsigned.tar(), &json!({"certificateIdentity": "somebody@else.test"})).file("evidence.sigstore.json", bundle(&beside)),
        of("index-in-index", "An index that lists an index.", world, nested.tar(), [vec![verified("index", "")], all_verified().into_iter().map(ExpectedArtifact::covered).collect()].concat()),
        of("unsigned", "Whole, but nothing is signed.", world, unsigned.tar(), vec![
            part("index", "", "incomplete"),
            part("manifest", "linux/amd64", "incomplete"),
            part("manifest", "linux/arm64", "incomplete"),
        ]),
        of("nobody-expected", "Sound, and nobody was named who should have signed.", world, saved_single(world).0.tar(), vec![part("manifest", "linux/amd64", "unstated")])
            .change(|case| case.expectation = None),
        of("somebody-else-expected", "Signed, and somebody else was expected.", world, saved_single(world).0.tar(), vec![part("manifest", "linux/amd64", "unexpected")])
            .expecting(json!({"certificateIdentity": "somebody@else.test", "certificateOidcIssuer": crate::world::ISSUER})),
    ]
}

fn forms(world: &World) -> Vec<Case> {
    let packed = |layers: &[(Packing, &[u8])]| {
        let mut layout = Layout::default();
        let image = layout.image(AMD64, layers);
        referring(&mut layout, &attesting(world, &image), &image);
        layout.list(image, None);
        layout.tar()
    };
    let chart = {
        let mut layout = Layout::default();
        let config =
            layout.blob("application/vnd.cncf.helm.config.v1+json", br#"{"name":"chart"}"#);
        let layer = layout.blob(
            "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
            &crate::image::gzip(b"a chart"),
        );
        let image = layout.document(MANIFEST, &manifest(config, vec![layer]));
        referring(&mut layout, &attesting(world, &image), &image);
        layout.list(image, None);
        layout.tar()
    };
    let builder = {
        let mut layout = Layout::default();
        let mut image = layout.image(AMD64, &[(Packing::Gzip, b"a layer")]);
        image["platform"] = json!({"os": "linux", "architecture": "amd64"});
        let statement = br#"{"_type":"https://in-toto.io/Statement/v0.1","subject":[],"predicateType":"https://slsa.dev/provenance/v0.2"}"#;
        let config = layout.document(
            crate::image::CONFIG,
            &crate::image::config(("unknown", "unknown"), [statement.as_slice()].into_iter()),
        );
        let layer = layout.blob("application/vnd.in-toto+json", statement);
        let mut about = layout.document(MANIFEST, &manifest(config, vec![layer]));
        about["platform"] = json!({"os": "unknown", "architecture": "unknown"});
        about["annotations"] = json!({
            "vnd.docker.reference.digest": image["digest"],
            "vnd.docker.reference.type": "attestation-manifest",
        });
        let index = layout.index(vec![image, about]);
        referring(&mut layout, &attesting(world, &index), &index);
        layout.list(index, None);
        layout.tar()
    };
    let list = {
        let (mut layout, _) = saved_single(world);
        layout.blob("application/octet-stream", b"something that nobody asked for");
        let empty = layout.blob(EMPTY, b"{}");
        let parts = layout.blob("text/spdx+json", b"{\"spdxVersion\":\"SPDX-2.3\"}");
        let attached = layout.document(MANIFEST, &manifest(empty, vec![parts]));
        let name = format!("{}.sbom", digest(&layout.top[0]).replace(':', "-"));
        layout.list(attached, Some((REF_NAME, &name)));
        layout.tar()
    };
    let inside = {
        let (layout, _) = saved_single(world);
        let files = layout.all().into_iter();
        crate::image::tar(
            &files.map(|(path, bytes)| (format!("./app/{path}"), bytes)).collect::<Vec<_>>(),
        )
    };
    vec![
        of(
            "layers-plain",
            "A layer that is not compressed.",
            world,
            packed(&[(Packing::Plain, b"plain")]),
            one(),
        ),
        of("layers-gzip", "A layer in gzip.", world, packed(&[(Packing::Gzip, b"gzip")]), one()),
        of("layers-zstd", "A layer in zstd.", world, packed(&[(Packing::Zstd, b"zstd")]), one()),
        of(
            "layers-all",
            "Three layers, one of each.",
            world,
            packed(&[(Packing::Zstd, b"1"), (Packing::Plain, b"2"), (Packing::Gzip, b"3")]),
            one(),
        ),
        of(
            "no-image",
            "Something else than an image, whose configuration names no layers.",
            world,
            chart,
            vec![verified("manifest", "")],
        ),
        of(
            "builder-attestation",
            "What the builder says of an image, in a manifest of its own beside it.",
            world,
            builder,
            vec![
                verified("index", ""),
                verified("manifest", "linux/amd64").covered(),
                verified("attestation", "unknown/unknown").covered(),
            ],
        ),
        of(
            "more-than-asked",
            "A blob that nothing refers to, and a list of parts that nobody signed.",
            world,
            list,
            one(),
        ),
        of("in-a-folder", "Everything in a folder of the archive.", world, inside, one()),
    ]
}
