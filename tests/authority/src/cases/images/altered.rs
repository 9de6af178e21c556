//! Images that are not what was signed, or not all of it.

use super::*;
use crate::image::{CONFIG, EMPTY, INDEX, LAYER, MANIFEST, REMOVED, manifest, tar_entry};
use crate::text::readable_json;

pub(super) fn cases(world: &World) -> Vec<Case> {
    [parts(world), lists(world), evidence(world), archives(world)].concat()
}

fn image(verdict: &'static str) -> ExpectedArtifact {
    part("manifest", "linux/amd64", verdict)
}

/// The descriptors in an image's manifest.
fn manifest_of(layout: &mut Layout, descriptor: &Value) -> Value {
    serde_json::from_slice(layout.file(digest(descriptor))).expect("a manifest")
}

/// A signed image with another manifest than it should have.
fn with_manifest(world: &World, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let (mut layout, image) = single();
    let image = rewritten(&mut layout, &image, change);
    referring(&mut layout, &attesting(world, &image), &image);
    layout.list(image, None);
    layout.tar()
}

fn parts(world: &World) -> Vec<Case> {
    let changed = |change: &dyn Fn(&mut Layout, &Value)| {
        let (mut layout, image) = saved_single(world);
        let manifest = manifest_of(&mut layout, &image);
        change(&mut layout, &manifest);
        layout.tar()
    };
    let flip = |layout: &mut Layout, descriptor: &Value| {
        let bytes = layout.file(digest(descriptor));
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
    };
    let of_index = |change: &dyn Fn(&mut Layout, &Value, &[Value; 2])| {
        let (mut layout, index, images) = saved_double(world);
        change(&mut layout, &index, &images);
        layout.tar()
    };
    vec![
        of(
            "layer-changed",
            "One byte of a layer.",
            world,
            changed(&|layout, manifest| flip(layout, &manifest["layers"][1])),
            vec![
                image("failed")
                    .failed("image.layers", "blob-digest-mismatch")
                    .failed("image.diff-ids", "layer-content-mismatch"),
            ],
        ),
        of(
            "layer-absent",
            "A layer that is not there.",
            world,
            changed(&|layout, manifest| layout.drop_file(digest(&manifest["layers"][0]))),
            vec![
                image("incomplete")
                    .missing("image.layers", "blob-missing")
                    .missing("image.diff-ids", "blob-missing"),
            ],
        ),
        of(
            "layer-longer",
            "Bytes after the end of a layer.",
            world,
            changed(&|layout, manifest| layout.file(digest(&manifest["layers"][1])).push(0)),
            vec![
                image("failed")
                    .failed("image.layers", "blob-digest-mismatch")
                    .failed("image.diff-ids", "layer-content-mismatch"),
            ],
        ),
        of(
            "config-changed",
            "One byte of the configuration.",
            world,
            changed(&|layout, manifest| {
                let bytes = layout.file(digest(&manifest["config"]));
                let at = bytes.iter().position(|byte| *byte == b'x').expect("linux");
                bytes[at] = b'y';
            }),
            vec![
                part("manifest", "linuy/amd64", "failed")
                    .failed("image.config", "blob-digest-mismatch"),
            ],
        ),
        of(
            "config-absent",
            "No configuration.",
            world,
            changed(&|layout, manifest| layout.drop_file(digest(&manifest["config"]))),
            vec![part("manifest", "", "incomplete").missing("image.config", "blob-missing")],
        ),
        of(
            "manifest-changed",
            "One byte of a platform's manifest: the other platform stays what it is.",
            world,
            of_index(&|layout, _, images| flip(layout, &images[0])),
            vec![
                part("index", "", "failed").failed("image.manifests", "image-part-altered"),
                part("manifest", "linux/amd64", "failed")
                    .failed("image.manifest", "blob-digest-mismatch")
                    .covered(),
                part("manifest", "linux/arm64", "verified").covered(),
            ],
        ),
        of(
            "manifest-absent",
            "An index of which one platform is not there.",
            world,
            of_index(&|layout, _, images| layout.drop_file(digest(&images[1]))),
            vec![
                part("index", "", "incomplete").missing("image.manifests", "image-part-incomplete"),
                part("manifest", "linux/amd64", "verified").covered(),
                part("manifest", "linux/arm64", "incomplete")
                    .missing("image.manifest", "blob-missing")
                    .covered(),
            ],
        ),
        of(
            "index-changed",
            "One byte of the signed index.",
            world,
            of_index(&|layout, index, _| flip(layout, index)),
            vec![part("index", "", "failed").failed("image.manifest", "blob-digest-mismatch")],
        ),
        of(
            "size-in-index",
            "The folder's index says another size.",
            world,
            {
                let (mut layout, _) = saved_single(world);
                layout.top[0]["size"] = 1.into();
                layout.tar()
            },
            vec![image("failed").failed("image.manifest", "blob-size-mismatch")],
        ),
        of(
            "size-of-layer",
            "A manifest that says another size of its layer.",
            world,
            with_manifest(world, |manifest| manifest["layers"][0]["size"] = 1.into()),
            vec![image("failed").failed("image.layers", "blob-size-mismatch")],
        ),
        of(
            "size-huge",
            "A size that no disk holds.",
            world,
            with_manifest(world, |manifest| manifest["layers"][0]["size"] = i64::MAX.into()),
            vec![image("failed").failed("image.layers", "blob-size-mismatch")],
        ),
        of(
            "data-of-another",
            "A descriptor that holds other bytes than it names.",
            world,
            with_manifest(world, |manifest| {
                manifest["config"]["data"] = base64(b"{}").into();
            }),
            vec![image("failed").failed("image.config", "blob-digest-mismatch")],
        ),
    ]
}

fn lists(world: &World) -> Vec<Case> {
    let configured = |change: &dyn Fn(&mut Value)| {
        let (mut layout, image) = single();
        let manifest = manifest_of(&mut layout, &image);
        let config = rewritten(&mut layout, &manifest["config"], |config| change(config));
        let image = rewritten(&mut layout, &image, |manifest| manifest["config"] = config);
        referring(&mut layout, &attesting(world, &image), &image);
        layout.list(image, None);
        layout.tar()
    };
    let swapped = {
        let (mut layout, _, mut images) = double();
        let platform = images[0]["platform"].take();
        images[0]["platform"] = images[1]["platform"].take();
        images[1]["platform"] = platform;
        let index = layout.index(images.to_vec());
        referring(&mut layout, &attesting(world, &index), &index);
        layout.list(index, None);
        // The index before the change is not listed.
        layout.tar()
    };
    let broken = {
        let mut layout = Layout::default();
        let layer = layout.blob(&format!("{LAYER}+gzip"), &[0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7]);
        let config = layout
            .document(CONFIG, &crate::image::config(AMD64, [b"a layer".as_slice()].into_iter()));
        let image = layout.document(MANIFEST, &manifest(config, vec![layer]));
        referring(&mut layout, &attesting(world, &image), &image);
        layout.list(image, None);
        layout.tar()
    };
    let failed = |code, error| vec![image("failed").failed(code, error)];
    vec![
        of(
            "diff-id-of-another",
            "A configuration that names another content of a layer.",
            world,
            configured(&|config| {
                config["rootfs"]["diff_ids"][0] = config["rootfs"]["diff_ids"][1].clone();
            }),
            failed("image.diff-ids", "layer-content-mismatch"),
        ),
        of(
            "diff-ids-fewer",
            "A configuration that names one layer of two.",
            world,
            configured(&|config| {
                config["rootfs"]["diff_ids"].as_array_mut().expect("a list").pop();
            }),
            failed("image.diff-ids", "layer-count-mismatch"),
        ),
        of(
            "config-type-of-another",
            "A configuration's digests of layers count whatever it is called.",
            world,
            {
                let (mut layout, image) = single();
                let manifest = manifest_of(&mut layout, &image);
                let config = rewritten(&mut layout, &manifest["config"], |config| {
                    config["rootfs"]["diff_ids"] = json!([])
                });
                let image = rewritten(&mut layout, &image, |manifest| {
                    manifest["config"] = config;
                    manifest["config"]["mediaType"] =
                        "application/vnd.example.config.v1+json".into();
                });
                referring(&mut layout, &attesting(world, &image), &image);
                layout.list(image, None);
                layout.tar()
            },
            failed("image.diff-ids", "layer-count-mismatch"),
        ),
        of(
            "platforms-swapped",
            "An index that lists each image under the platform of the other.",
            world,
            swapped,
            vec![
                part("index", "", "failed").failed("image.manifests", "image-part-altered"),
                part("manifest", "linux/amd64", "failed")
                    .failed("image.platform", "platform-mismatch")
                    .covered(),
                part("manifest", "linux/arm64", "failed")
                    .failed("image.platform", "platform-mismatch")
                    .covered(),
            ],
        ),
        of(
            "type-of-another",
            "A manifest that is listed as an index.",
            world,
            {
                let (mut layout, _) = saved_single(world);
                layout.top[0]["mediaType"] = INDEX.into();
                layout.tar()
            },
            failed("image.manifest", "image-type-mismatch"),
        ),
        of(
            "both-in-one",
            "A manifest that is an index as well: readers differ in what they take it for.",
            world,
            with_manifest(world, |manifest| {
                manifest["manifests"] = json!([]);
            }),
            vec![part("manifest", "", "failed").failed("image.manifest", "choice-ambiguous")],
        ),
        of(
            "layer-broken",
            "A layer that cannot be decompressed.",
            world,
            broken,
            failed("image.diff-ids", "layer-broken"),
        ),
        of(
            "second-image",
            "A second image that nobody signed.",
            world,
            {
                let (mut layout, _) = saved_single(world);
                let other = layout.image(ARM64, &[(Packing::Plain, b"not by the maker")]);
                layout.list(other, Some((REF_NAME, "latest")));
                layout.tar()
            },
            vec![image("verified"), part("manifest", "linux/arm64", "incomplete")],
        ),
        of(
            "image-under-a-signatures-tag",
            "An image that nobody signed, under the tag of a signature.",
            world,
            {
                let (mut layout, image) = saved_single(world);
                let other = layout.image(ARM64, &[(Packing::Plain, b"not by the maker")]);
                layout.list(
                    other,
                    Some((REF_NAME, &format!("{}.sig", digest(&image).replace(':', "-")))),
                );
                layout.tar()
            },
            vec![image("verified"), part("manifest", "linux/arm64", "incomplete")],
        ),
        of(
            "image-called-a-signature",
            "An image that nobody signed, listed as signatures, and referring to the signed one.",
            world,
            {
                let (mut layout, image) = saved_single(world);
                let other = layout.image(ARM64, &[(Packing::Plain, b"not by the maker")]);
                let other =
                    rewritten(&mut layout, &other, |manifest| manifest["subject"] = image.clone());
                layout.list(other, Some(("kind", "dev.cosignproject.cosign/sigs")));
                layout.tar()
            },
            vec![image("verified"), part("manifest", "linux/arm64", "incomplete")],
        ),
    ]
}

fn evidence(world: &World) -> Vec<Case> {
    let with = |change: &dyn Fn(&mut Layout, &Value, &mut Value)| {
        let (mut layout, image) = single();
        let mut layer = signature(&mut layout, &signing(world, &image));
        change(&mut layout, &image, &mut layer);
        saved(layout, image, vec![layer], "sigs").tar()
    };
    let other = |layout: &mut Layout| layout.image(ARM64, &[(Packing::Plain, b"another image")]);
    let noted = |name: &'static str, value: Value| {
        with(&move |_, _, layer| layer["annotations"][name] = value.clone())
    };
    let stranger = crate::keys::Key::p256("a stranger to the image");
    let certificate = Signing::message(world, b"")
        .by(world.certified(&stranger, &crate::world::email_template(&stranger)));
    vec![
        of(
            "signature-for-another",
            "The signature is over a payload that names another image.",
            world,
            {
                let (mut layout, image) = single();
                let about = crate::image::described(MANIFEST, b"another image");
                let layer = signature(&mut layout, &signing(world, &about));
                saved(layout, image, vec![layer], "sigs").tar()
            },
            vec![image("failed")],
        ),
        of(
            "referrer-about-another",
            "A bundle that refers to the image, and speaks about another.",
            world,
            {
                let (mut layout, image) = single();
                let about = crate::image::described(MANIFEST, b"another image");
                referring(&mut layout, &attesting(world, &about), &image);
                layout.list(image, None);
                layout.tar()
            },
            vec![image("failed")],
        ),
        of(
            "evidence-about-another",
            "Evidence that was given for an archive and speaks about nothing in it.",
            world,
            {
                let (mut layout, image) = single();
                layout.list(image, None);
                layout.tar()
            },
            vec![image("failed")],
        )
        .file(
            "evidence.sigstore.json",
            readable_json(
                &attesting(world, &crate::image::described(MANIFEST, b"another image")).bundle(),
            ),
        ),
        of(
            "orphan-beside-own",
            "A signature for an image that is not there, under its own tag.",
            world,
            {
                let (mut layout, _) = saved_single(world);
                let about = crate::image::described(MANIFEST, b"another image");
                let layer = signature(&mut layout, &signing(world, &about));
                let attached = layout.attachment(vec![layer], None);
                layout.list(
                    attached,
                    Some((REF_NAME, &format!("{}.sig", digest(&about).replace(':', "-")))),
                );
                layout.tar()
            },
            vec![image("verified")],
        ),
        of(
            "annotation-signature-changed",
            "Another signature than the payload's.",
            world,
            with(&|_, _, layer| {
                super::super::flip(&mut layer["annotations"]["dev.cosignproject.cosign/signature"]);
            }),
            vec![image("failed")],
        ),
        of(
            "annotation-signature-absent",
            "No signature.",
            world,
            with(&|_, _, layer| {
                super::super::remove(
                    &mut layer["annotations"],
                    "dev.cosignproject.cosign/signature",
                )
            }),
            vec![image("failed")],
        )
        .error("field-missing"),
        of(
            "annotation-certificate-of-another",
            "Another certificate than the signer's.",
            world,
            noted("dev.sigstore.cosign/certificate", certificate.verifier_pem().into()),
            vec![image("failed")],
        ),
        of(
            "annotation-entry-of-another",
            "The log's entry of another signature.",
            world,
            noted(
                "dev.sigstore.cosign/bundle",
                canonical_json(&Signing::message(world, b"something else").rekor_bundle()).into(),
            ),
            vec![image("failed")],
        ),
        of(
            "annotation-entry-broken",
            "A log entry that is no JSON.",
            world,
            noted("dev.sigstore.cosign/bundle", "{".into()),
            vec![image("failed")],
        )
        .error("json-syntax"),
        of(
            "annotation-entry-absent",
            "Nothing that proves when it was signed.",
            world,
            with(&|_, _, layer| {
                super::super::remove(&mut layer["annotations"], "dev.sigstore.cosign/bundle")
            }),
            vec![image("incomplete")],
        ),
        of(
            "timestamp-of-another",
            "A timestamp of another signature.",
            world,
            with(&|_, _, layer| {
                let stamp = Signing::message(world, b"something else")
                    .timestamp_file(&crate::timestamp::StampRequest::at(crate::world::signed()));
                layer["annotations"]["dev.sigstore.cosign/rfc3161timestamp"] =
                    canonical_json(&stamp).into();
                super::super::remove(&mut layer["annotations"], "dev.sigstore.cosign/bundle");
            }),
            vec![image("failed")],
        ),
        of(
            "payload-changed",
            "One byte of the signed payload.",
            world,
            with(&|layout, _, layer| {
                let bytes = layout.file(digest(layer));
                let last = bytes.len() - 1;
                bytes[last] = b' ';
            }),
            vec![image("failed").failed("image.layout", "blob-digest-mismatch")],
        ),
        of(
            "payload-absent",
            "The signed payload is not there.",
            world,
            with(&|layout, _, layer| layout.drop_file(digest(layer))),
            vec![image("incomplete")],
        )
        .error("blob-missing"),
        of(
            "signatures-changed",
            "One byte of the manifest that lists the signatures.",
            world,
            {
                let (mut layout, _) = saved_single(world);
                let attached = layout.top[1].clone();
                let bytes = layout.file(digest(&attached));
                let last = bytes.len() - 1;
                bytes[last] = b' ';
                layout.tar()
            },
            vec![image("failed").failed("image.layout", "blob-digest-mismatch")],
        ),
        of(
            "signatures-absent",
            "The manifest that lists the signatures is not there.",
            world,
            {
                let (mut layout, _) = saved_single(world);
                let attached = layout.top[1].clone();
                layout.drop_file(digest(&attached));
                layout.tar()
            },
            vec![image("incomplete")],
        )
        .error("blob-missing"),
        of(
            "signature-of-second-image",
            "Two images, and signatures of which nothing says whose they are: digests do.",
            world,
            {
                let (mut layout, _) = saved_single(world);
                let second = other(&mut layout);
                layout.list(second, Some(("kind", "dev.cosignproject.cosign/image")));
                layout.tar()
            },
            vec![image("verified"), part("manifest", "linux/arm64", "incomplete")],
        ),
    ]
}

fn archives(world: &World) -> Vec<Case> {
    let with = |change: &dyn Fn(&mut Layout)| {
        let (mut layout, _) = saved_single(world);
        change(&mut layout);
        layout.tar()
    };
    let put = |name: &'static str, bytes: &'static [u8]| {
        with(&move |layout| layout.files.push((name.to_owned(), bytes.to_vec())))
    };
    let layout = |verdict, error| {
        let image = image(verdict);
        vec![if verdict == "failed" {
            image.failed("image.layout", error)
        } else {
            image.missing("image.layout", error)
        }]
    };
    let nothing = |check: ExpectedArtifact| vec![check];
    let raw = |entries: &[Vec<u8>]| {
        let (layout, _) = saved_single(world);
        let mut archive = entries.concat();
        archive.extend(layout.tar());
        archive
    };
    let linked = |kind: u8, target: &dyn Fn(&str) -> String| {
        let (mut layout, image) = saved_single(world);
        let manifest = manifest_of(&mut layout, &image);
        let layer = digest(&manifest["layers"][0]).to_owned();
        let hex = layer.trim_start_matches("sha256:").to_owned();
        let bytes = layout.file(&layer).clone();
        layout.drop_file(&layer);
        let link = tar_entry(&format!("blobs/sha256/{hex}"), kind, &target(&hex), b"");
        [tar_entry("elsewhere/layer", b'0', "", &bytes), link, layout.tar()].concat()
    };
    let lost = || {
        vec![
            image("incomplete")
                .missing("image.layers", "blob-unread")
                .missing("image.diff-ids", "blob-unread"),
        ]
    };
    let truncated = {
        let (mut layout, image) = saved_single(world);
        let manifest = manifest_of(&mut layout, &image);
        let layer = layout.file(digest(&manifest["layers"][1])).clone();
        let name = format!("blobs/{}", digest(&manifest["layers"][1]).replace(':', "/"));
        layout.drop_file(digest(&manifest["layers"][1]));
        let mut archive = layout.tar();
        archive.truncate(archive.len() - 1024);
        let entry = tar_entry(&name, b'0', "", &layer);
        archive.extend(&entry[..520]);
        archive
    };
    vec![
        of(
            "layout-version",
            "A version of the folder's form that is not known.",
            world,
            put("oci-layout", br#"{"imageLayoutVersion":"2.0.0"}"#),
            layout("incomplete", "image-layout-unknown"),
        ),
        of(
            "layout-version-absent",
            "Nothing says what the folder's form is.",
            world,
            put("oci-layout", REMOVED),
            layout("incomplete", "image-layout-unknown"),
        ),
        of(
            "index-not-json",
            "A folder's index that ends too early.",
            world,
            put("index.json", b"{\"manifests\":["),
            nothing(part("", "", "failed").failed("image.layout", "json-syntax")),
        ),
        of(
            "index-lists-nothing",
            "A folder's index that lists nothing.",
            world,
            {
                let mut layout = Layout::default();
                layout.blob(EMPTY, b"{}");
                layout.tar()
            },
            nothing(part("", "", "incomplete")),
        ),
        of(
            "index-key-in-capitals",
            "A key that some readers take for another.",
            world,
            put("index.json", b"{\"schemaVersion\":2,\"manifests\":[],\"Manifests\":[]}"),
            nothing(part("", "", "failed").failed("image.layout", "choice-ambiguous")),
        ),
        of(
            "name-twice",
            "Two indexes of one name: programs differ in which they take.",
            world,
            raw(&[tar_entry("index.json", b'0', "", b"{\"schemaVersion\":2,\"manifests\":[]}")]),
            nothing(part("", "", "failed").failed("image.layout", "archive-name-twice")),
        ),
        of(
            "blob-twice",
            "Two blobs of one name, of which one is not what it is called.",
            world,
            {
                let (mut layout, image) = saved_single(world);
                let manifest = manifest_of(&mut layout, &image);
                let name = format!("blobs/{}", digest(&manifest["layers"][1]).replace(':', "/"));
                [tar_entry(&name, b'0', "", b"another layer"), layout.tar()].concat()
            },
            vec![
                image("failed")
                    .failed("image.layers", "blob-digest-mismatch")
                    .failed("image.diff-ids", "layer-content-mismatch"),
            ],
        ),
        of(
            "name-outside",
            "A file under a name that leads out of the archive.",
            world,
            raw(&[tar_entry("../../etc/cron.d/job", b'0', "", b"x")]),
            layout("failed", "archive-name-unsafe"),
        ),
        of(
            "name-from-the-root",
            "A file under a name that begins at the disk's root.",
            world,
            raw(&[tar_entry("/etc/cron.d/job", b'0', "", b"x")]),
            layout("failed", "archive-name-unsafe"),
        ),
        of(
            "hard-link",
            "A layer that is a hard link to another file of the archive.",
            world,
            linked(b'1', &|_| "elsewhere/layer".to_owned()),
            vec![image("verified")],
        ),
        of(
            "symbolic-link",
            "A layer that is a link to another file of the archive.",
            world,
            linked(b'2', &|_| "../../elsewhere/layer".to_owned()),
            vec![image("verified")],
        ),
        of(
            "link-outside",
            "A layer that is a link out of the archive.",
            world,
            linked(b'2', &|_| "/etc/passwd".to_owned()),
            lost(),
        ),
        of(
            "link-to-itself",
            "A layer that is a link to itself.",
            world,
            linked(b'2', &|hex| hex.to_owned()),
            lost(),
        ),
        of(
            "sparse",
            "A layer that is stored with holes.",
            world,
            linked(b'S', &|_| String::new()),
            lost(),
        ),
        of(
            "truncated",
            "An archive that ends within a layer.",
            world,
            truncated,
            vec![
                image("failed")
                    .failed("image.layout", "archive-broken")
                    .missing("image.layers", "blob-missing")
                    .missing("image.diff-ids", "blob-missing"),
            ],
        ),
    ]
}
