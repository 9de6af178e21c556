//! The forms that cosign wrote before Sigstore bundles, made from the same signings.

use serde_json::{Value, json};

use crate::log::{EntryRequest, Verifier};
use crate::text::{base64, canonical_json, hex, unbase64};
use crate::timestamp::StampRequest;
use crate::world::{Content, Signing};

impl Signing {
    /// The certificate or key in PEM.
    pub fn verifier_pem(&self) -> String {
        let spki = self.signer.key.spki();
        match &self.signer.certificate {
            Some(der) => Verifier::Certificate(der).pem(),
            None => Verifier::Key(&spki).pem(),
        }
    }

    /// What `--output-signature` writes.
    pub fn signature_file(&self) -> String {
        format!("{}\n", base64(&self.signature()))
    }

    /// `RekorBundle`: promise and entry.
    pub fn rekor_bundle(&self) -> Value {
        let entry = self.api_entry();
        json!({
            "SignedEntryTimestamp": entry["verification"]["signedEntryTimestamp"],
            "Payload": {
                "body": entry["body"],
                "integratedTime": entry["integratedTime"],
                "logIndex": entry["logIndex"],
                "logID": entry["logID"],
            },
        })
    }

    /// What Rekor's API answers.
    pub fn api_answer(&self) -> Value {
        json!({ "24296fb24b8ad77a".to_owned() + &"0".repeat(64): self.api_entry() })
    }

    fn api_entry(&self) -> Value {
        let request: &EntryRequest = &self.entries[0];
        let entry = self.log_of(request.kind).entry(&self.body(request.kind), request);
        let number = |text: &Value| {
            text.as_str().expect("a number in text").parse::<i64>().expect("a number")
        };
        let hexadecimal = |text: &Value| hex(&unbase64(text.as_str().expect("base64 text")));
        let proof = &entry["inclusionProof"];
        let hashes: Vec<String> =
            proof["hashes"].as_array().into_iter().flatten().map(hexadecimal).collect();
        let mut verification = json!({
            "signedEntryTimestamp": entry["inclusionPromise"]["signedEntryTimestamp"],
        });
        if request.proof {
            verification["inclusionProof"] = json!({
                "checkpoint": proof["checkpoint"]["envelope"],
                "hashes": hashes,
                "logIndex": number(&proof["logIndex"]),
                "rootHash": hexadecimal(&proof["rootHash"]),
                "treeSize": number(&proof["treeSize"]),
            });
        }
        json!({
            "body": entry["canonicalizedBody"],
            "integratedTime": number(&entry["integratedTime"]),
            "logID": hexadecimal(&entry["logId"]["keyId"]),
            "logIndex": number(&entry["logIndex"]),
            "verification": verification,
        })
    }

    /// `RFC3161Timestamp`, over the signature.
    pub fn timestamp_file(&self, request: &StampRequest) -> Value {
        json!({ "SignedRFC3161Timestamp": base64(&self.world.timestamp.stamp(&self.signature(), request)) })
    }

    /// The envelope in JSON.
    pub fn envelope_json(&self) -> Value {
        self.bundle()["dsseEnvelope"].clone()
    }

    /// `LocalSignedPayload`: what `sign-blob --bundle` and `attest-blob --bundle` wrote.
    pub fn signed_payload(&self) -> Value {
        let signature = match &self.content {
            Content::Message { .. } => base64(&self.signature()),
            Content::Envelope { .. } => base64(canonical_json(&self.envelope_json()).as_bytes()),
        };
        json!({
            "base64Signature": signature,
            "cert": base64(self.verifier_pem().as_bytes()),
            "rekorBundle": self.rekor_bundle(),
        })
    }

    /// The same before anything was logged.
    pub fn signed_payload_without_entry(&self) -> Value {
        let mut bundle = self.signed_payload();
        bundle.as_object_mut().expect("an object").remove("rekorBundle");
        bundle
    }

    /// A line of `cosign download signature`.
    pub fn downloaded(&self) -> Value {
        let certificate = self.signer.certificate.as_ref();
        json!({
            "Base64Signature": base64(&self.signature()),
            "Payload": base64(&self.signed_bytes()),
            "Cert": certificate.map(|der| json!({"Raw": base64(der), "Version": 3})),
            "Chain": null,
            "Bundle": self.rekor_bundle(),
            "RFC3161Timestamp": null,
        })
    }

    /// As containers/image stores it beside a manifest.
    pub fn stored(&self) -> Vec<u8> {
        let mut annotations = json!({
            "dev.cosignproject.cosign/signature": base64(&self.signature()),
            "dev.sigstore.cosign/bundle": canonical_json(&self.rekor_bundle()),
        });
        if self.signer.certificate.is_some() {
            annotations["dev.sigstore.cosign/certificate"] = self.verifier_pem().into();
        }
        let stored = json!({
            "mimeType": "application/vnd.dev.cosign.simplesigning.v1+json",
            "payload": base64(&self.signed_bytes()),
            "annotations": annotations,
        });
        [b"\0sigstore-json\n", stored.to_string().as_bytes()].concat()
    }
}

/// What cosign signs of an image.
pub fn simple_signing(digest: &str) -> Vec<u8> {
    let payload = json!({
        "critical": {
            "identity": { "docker-reference": "registry.authority.test/app" },
            "image": { "docker-manifest-digest": digest },
            "type": "cosign container image signature",
        },
        "optional": null,
    });
    payload.to_string().into_bytes()
}
