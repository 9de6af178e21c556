//! Images as `docker save` writes them.

use super::*;
use crate::image::{CONFIG, config, tar};
use crate::text::readable_json;

pub(super) fn cases(world: &World) -> Vec<Case> {
    let layers: [&[u8]; 2] = [b"the first layer", b"the second layer"];
    let configured = canonical_json(&config(AMD64, layers.into_iter())).into_bytes();
    let id = crate::image::sha256(&configured);
    let list = |layers: &[&str]| json!([{"Config": format!("{id}.json"), "RepoTags": ["app:v1"], "Layers": layers}]);
    let archive = |list: &Value, first: &[u8]| {
        tar(&[
            ("manifest.json".to_owned(), list.to_string().into_bytes()),
            (format!("{id}.json"), configured.clone()),
            ("one/layer.tar".to_owned(), first.to_vec()),
            ("two/layer.tar".to_owned(), layers[1].to_vec()),
        ])
    };
    let both = ["one/layer.tar", "two/layer.tar"];
    let about = attesting(world, &crate::image::described("", &configured)).bundle();
    let (both_forms, _) = with_list(
        world,
        |image, layers, config| json!([{"Config": config, "RepoTags": [image], "Layers": layers}]),
    );
    let (other_image, _) = with_list(
        world,
        |_, layers, config| json!([{"Config": config, "RepoTags": ["app:v1"], "Layers": [layers[1], layers[0]]}]),
    );
    let docker = |verdict| part("docker", "linux/amd64", verdict);
    vec![
        of(
            "docker",
            "An image without a manifest: nothing that registries sign is in it.",
            world,
            archive(&list(&both), layers[0]),
            vec![docker("incomplete")],
        ),
        of(
            "docker-attested",
            "A statement about the image's id, which is its configuration's digest.",
            world,
            archive(&list(&both), layers[0]),
            vec![docker("verified")],
        )
        .file("evidence.sigstore.json", readable_json(&about)),
        of(
            "docker-layer-changed",
            "A layer with other content than the configuration says.",
            world,
            archive(&list(&both), b"another layer"),
            vec![docker("failed").failed("image.diff-ids", "layer-content-mismatch")],
        )
        .file("evidence.sigstore.json", readable_json(&about)),
        of(
            "docker-layer-absent",
            "A layer that is not there.",
            world,
            archive(&list(&["one/layer.tar", "three/layer.tar"]), layers[0]),
            vec![docker("incomplete").missing("image.diff-ids", "blob-missing")],
        )
        .file("evidence.sigstore.json", readable_json(&about)),
        of(
            "docker-layers-fewer",
            "Fewer layers than the configuration names.",
            world,
            archive(&list(&both[..1]), layers[0]),
            vec![docker("failed").failed("image.diff-ids", "layer-count-mismatch")],
        )
        .file("evidence.sigstore.json", readable_json(&about)),
        of(
            "docker-and-layout",
            "Both forms in one archive, of one image.",
            world,
            both_forms.tar(),
            vec![part("manifest", "linux/amd64", "verified")],
        ),
        of(
            "docker-beside-layout",
            "What Docker would load is another image than the signed one.",
            world,
            other_image.tar(),
            vec![
                part("manifest", "linux/amd64", "verified"),
                docker("failed").failed("image.diff-ids", "layer-content-mismatch"),
            ],
        ),
    ]
}

/// A signed image, and the list that Docker reads.
fn with_list(world: &World, list: impl FnOnce(&str, &[String], &str) -> Value) -> (Layout, Value) {
    let (mut layout, image) = saved_single(world);
    let manifest: Value = serde_json::from_slice(layout.file(digest(&image))).expect("a manifest");
    let path = |descriptor: &Value| format!("blobs/{}", digest(descriptor).replace(':', "/"));
    let layers: Vec<String> =
        manifest["layers"].as_array().into_iter().flatten().map(path).collect();
    let list = list("app:v1", &layers, &path(&manifest["config"]));
    layout.files.push(("manifest.json".to_owned(), list.to_string().into_bytes()));
    assert_eq!(manifest["config"]["mediaType"], CONFIG);
    (layout, image)
}
