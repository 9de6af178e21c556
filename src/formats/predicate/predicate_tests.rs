#![allow(clippy::unwrap_used, reason = "a test's panic is its answer")]

use serde_json::{Value, json};

use super::*;

fn statement(predicate_type: &str, predicate: &Value) -> Statement {
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "name": "app", "digest": { "sha256": "00".repeat(32) } }],
        "predicateType": predicate_type,
        "predicate": predicate,
    });
    Statement::from_payload(statement.to_string().as_bytes()).unwrap()
}

fn facts(predicate_type: &str, predicate: &Value) -> Result<(&'static str, Value), Error> {
    let vetted = vetted(predicate_type).unwrap();
    let statement = statement(predicate_type, predicate);
    vetted.facts(&statement).map(|facts| (vetted.name, Value::Object(facts)))
}

#[test]
fn each_predicate_gives_its_facts() {
    let descriptor = json!({ "name": "x", "uri": "u", "digest": { "sha256": "11".repeat(32), "gitCommit": "abc" } });
    let resource = json!({ "name": "x", "uri": "u", "digests": { "sha256": "11".repeat(32), "gitCommit": "abc" } });
    let time = "2026-01-02T03:04:05Z";
    for (predicate_type, predicate, name, expected) in [
        (
            "https://in-toto.io/attestation/link/v0.3",
            json!({ "name": "build", "command": ["make"], "byproducts": { "return-value": 0 } }),
            "link",
            json!({ "name": "build", "command": ["make"], "byproducts": { "return-value": 0 } }),
        ),
        (
            "https://slsa.dev/provenance/v1",
            json!({
                "buildDefinition": { "buildType": "t", "externalParameters": { "a": 1 }, "resolvedDependencies": [descriptor] },
                "runDetails": { "builder": { "id": "b" }, "metadata": { "invocationId": "i", "startedOn": time } },
            }),
            "slsa-provenance",
            json!({ "buildType": "t", "externalParameters": { "a": 1 }, "materials": [resource], "builder": "b", "invocation": "i", "started": time }),
        ),
        (
            "https://slsa.dev/provenance/v0.2",
            json!({ "builder": { "id": "b" }, "buildType": "t", "invocation": { "configSource": { "uri": "u" } }, "materials": [descriptor] }),
            "slsa-provenance",
            json!({ "buildType": "t", "trigger": "u", "materials": [resource], "builder": "b" }),
        ),
        (
            "https://in-toto.io/Provenance/v0.1",
            json!({ "builder": { "id": "b" }, "recipe": { "type": "t" }, "metadata": { "buildFinishedOn": time } }),
            "slsa-provenance",
            json!({ "buildType": "t", "builder": "b", "finished": time }),
        ),
        (
            "https://slsa.dev/verification_summary/v1",
            json!({ "verifier": { "id": "v" }, "timeVerified": time, "resourceUri": "r", "verificationResult": "PASSED", "verifiedLevels": ["SLSA_BUILD_LEVEL_3"], "inputAttestations": [{}] }),
            "verification-summary",
            json!({ "verifier": "v", "timeVerified": time, "resourceUri": "r", "result": "PASSED", "levels": ["SLSA_BUILD_LEVEL_3"], "inputAttestations": 1 }),
        ),
        (
            "https://slsa.dev/verification_summary/v0.2",
            json!({ "verifier": { "id": "v" }, "time_verified": time, "resource_uri": "r", "verification_result": "FAILED", "policy_level": "SLSA_LEVEL_0" }),
            "verification-summary",
            json!({ "verifier": "v", "timeVerified": time, "resourceUri": "r", "result": "FAILED", "level": "SLSA_LEVEL_0" }),
        ),
        (
            "https://in-toto.io/attestation/test-result/v0.1",
            json!({ "result": "WARNED", "configuration": [descriptor], "failedTests": ["a"] }),
            "test-result",
            json!({ "result": "WARNED", "configuration": [resource], "failedTests": ["a"] }),
        ),
        (
            "https://in-toto.io/attestation/vulns/v0.1",
            json!({ "scanner": { "uri": "s", "version": "1", "db": { "lastUpdate": time }, "result": [{ "id": "CVE-1", "severity": [{ "method": "nvd", "score": "8" }] }] } }),
            "vulns",
            json!({ "scanner": "s", "scannerVersion": "1", "databaseUpdated": time, "results": [{ "id": "CVE-1", "severity": [{ "method": "nvd", "score": "8" }] }] }),
        ),
        (
            "https://in-toto.io/attestation/scai/v0.3",
            json!({ "attributes": [{ "attribute": "HARDENED", "target": descriptor }], "producer": descriptor }),
            "scai",
            json!({ "attributes": [{ "attribute": "HARDENED", "target": resource }], "producer": resource }),
        ),
        (
            "https://in-toto.io/attestation/svr/v0.2",
            json!({ "verifier": { "id": "v" }, "timeCreated": time, "properties": ["A"] }),
            "svr",
            json!({ "verifier": "v", "created": time, "properties": ["A"] }),
        ),
        (
            "https://in-toto.io/attestation/release/v0.1",
            json!({ "purl": "pkg:npm/a@1", "packageId": "7" }),
            "release",
            json!({ "purl": "pkg:npm/a@1", "packageId": "7" }),
        ),
        (
            "https://in-toto.io/attestation/reference/v0.1",
            json!({ "attester": { "id": "a" }, "references": [descriptor] }),
            "reference",
            json!({ "attester": "a", "references": [resource] }),
        ),
        (
            "https://in-toto.io/attestation/runtime-trace/v0.1",
            json!({ "monitor": { "type": "m" }, "monitoredProcess": { "hostID": "h", "type": "p", "event": "e" }, "monitorLog": { "process": [] } }),
            "runtime-trace",
            json!({ "monitor": "m", "process": "h", "processType": "p", "event": "e", "log": { "process": [] } }),
        ),
        (
            "https://cyclonedx.org/bom/v1.4",
            json!({ "specVersion": "1.4", "metadata": { "component": { "name": "app" } }, "components": [{}, {}] }),
            "cyclonedx",
            json!({ "specVersion": "1.4", "component": "app", "components": 2 }),
        ),
        (
            "https://spdx.dev/Document/v2.3",
            json!({ "name": "app", "spdxVersion": "SPDX-2.3", "packages": [{}] }),
            "spdx",
            json!({ "name": "app", "specVersion": "SPDX-2.3", "packages": 1 }),
        ),
        (
            "https://spdx.dev/Document/v3",
            json!({ "@context": "c", "@graph": [{}, {}, {}] }),
            "spdx-3",
            json!({ "context": "c", "elements": 3 }),
        ),
        (
            "https://github.com/npm/attestation/tree/main/specs/publish/v0.1",
            json!({ "name": "a", "version": "1.0.0", "registry": "https://registry" }),
            "npm-publish",
            json!({ "name": "a", "version": "1.0.0", "registry": "https://registry" }),
        ),
        (
            "https://cosign.sigstore.dev/attestation/vuln/v1",
            json!({ "scanner": { "uri": "s", "db": { "version": "2" } } }),
            "cosign-vuln",
            json!({ "scanner": "s", "databaseVersion": "2" }),
        ),
        ("https://sigstore.dev/cosign/sign/v1", json!({}), "cosign-sign", json!({})),
    ] {
        assert_eq!(facts(predicate_type, &predicate), Ok((name, expected)), "{predicate_type}");
    }
}

#[test]
fn what_is_missing_or_of_another_form_is_told_with_its_place() {
    let code = |predicate_type, predicate: Value| {
        facts(predicate_type, &predicate).map_err(|error| error.to_string()).unwrap_err()
    };
    let missing = code("https://in-toto.io/attestation/svr/v0.2", json!({ "properties": [] }));
    assert_eq!(missing, r#"field-missing path="$.predicate.verifier.id""#);
    let invalid = code(
        "https://in-toto.io/attestation/scai/v0.3",
        json!({ "attributes": [{ "attribute": 7 }] }),
    );
    assert!(invalid.contains("$.predicate.attributes[0].attribute"), "{invalid}");
    let scalar = code("https://slsa.dev/provenance/v1", json!({ "buildDefinition": "no" }));
    assert!(scalar.starts_with("field-invalid"), "{scalar}");
}

#[test]
fn neither_a_part_of_a_type_nor_another_case_is_that_type() {
    for other in [
        "https://slsa.dev/provenance/v1.1",
        "https://SLSA.dev/provenance/v1",
        "https://slsa.dev/provenance/",
        "xhttps://slsa.dev/provenance/v1",
        "https://in-toto.io/attestation/svr/v0.2/more",
        "",
    ] {
        assert!(vetted(other).is_none(), "{other}");
    }
}
