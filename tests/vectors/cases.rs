// Written by `cargo run -p touchstone-test-authority`.

/// Every case, by its folder.
const CASES: &[&str] = &[
    "sigstore/v0.1-promise",
    "sigstore/v0.1-proof",
    "sigstore/v0.1-proof-without-checkpoint",
    "sigstore/v0.1-intermediate-in-chain",
    "sigstore/v0.2",
    "sigstore/v0.3",
    "sigstore/v0.3-older-media-type",
    "sigstore/v0.3-no-expectation",
    "sigstore/v0.3-timestamp-beside-promise",
    "sigstore/v0.3-timestamp-in-place-of-promise",
    "sigstore/rekor-v2",
    "sigstore/entries-of-two-logs",
    "sigstore/entries-reordered",
    "sigstore/entry-twice",
    "sigstore/message-digest-absent",
    "sigstore/high-s",
    "sigstore/found-by-digest",
    "sigstore/tree-of-one",
    "sigstore/tree-last-leaf",
    "sigstore/tree-of-100",
    "sigstore/envelope-dsse-0.0.1",
    "sigstore/envelope-intoto-0.0.1",
    "sigstore/envelope-intoto-0.0.2",
    "sigstore/envelope-rekor-v2-hashedrekord",
    "sigstore/envelope-rekor-v2-dsse",
    "sigstore/envelope-v0.1",
    "sigstore/envelope-second-subject",
    "sigstore/envelope-other-name",
    "sigstore/envelope-sha512-subject",
    "sigstore/envelope-found-by-digest",
    "sigstore/rekord",
    "sigstore/certificate-under-root",
    "sigstore/certificate-second-authority",
    "sigstore/certificate-second-intermediate",
    "sigstore/certificate-other-name",
    "sigstore/certificate-issuer-v1-only",
    "sigstore/certificate-name-not-critical",
    "sigstore/certificate-every-extension",
    "sigstore/sct-with-extensions",
    "sigstore/sct-in-the-middle",
    "sigstore/sct-of-two-logs",
    "sigstore/sct-second-log-unknown",
    "sigstore/sct-rsa-log",
    "sigstore/sct-retired-log",
    "sigstore/authority-retired",
    "sigstore/authority-window-end-inclusive",
    "sigstore/authority-window-start-inclusive",
    "sigstore/log-retired",
    "sigstore/log-window-end-inclusive",
    "sigstore/log-v2-window-end-inclusive",
    "sigstore/timestamp-authority-retired",
    "sigstore/timestamp-window-end-inclusive",
    "sigstore/authority-expired-today",
    "sigstore/log-listed-twice",
    "sigstore/checkpoint-log-not-first",
    "sigstore/checkpoint-namesake-key",
    "sigstore/checkpoint-extension-lines",
    "sigstore/checkpoint-v1-timestamp-line",
    "sigstore/checkpoint-cosigned",
    "sigstore/checkpoint-ecdsa-v2",
    "sigstore/witnesses-two-of-two",
    "sigstore/witnesses-one-of-two",
    "sigstore/witnesses-too-few",
    "sigstore/witness-counted-once",
    "sigstore/witness-over-another-checkpoint",
    "sigstore/witness-impostor",
    "sigstore/json-original-names",
    "sigstore/json-lenient-values",
    "sigstore/json-one-line",
];

case!(sigstore_v0_1_promise, "sigstore/v0.1-promise");
case!(sigstore_v0_1_proof, "sigstore/v0.1-proof");
case!(sigstore_v0_1_proof_without_checkpoint, "sigstore/v0.1-proof-without-checkpoint");
case!(sigstore_v0_1_intermediate_in_chain, "sigstore/v0.1-intermediate-in-chain");
case!(sigstore_v0_2, "sigstore/v0.2");
case!(sigstore_v0_3, "sigstore/v0.3");
case!(sigstore_v0_3_older_media_type, "sigstore/v0.3-older-media-type");
case!(sigstore_v0_3_no_expectation, "sigstore/v0.3-no-expectation");
case!(sigstore_v0_3_timestamp_beside_promise, "sigstore/v0.3-timestamp-beside-promise");
case!(sigstore_v0_3_timestamp_in_place_of_promise, "sigstore/v0.3-timestamp-in-place-of-promise");
case!(sigstore_rekor_v2, "sigstore/rekor-v2");
case!(sigstore_entries_of_two_logs, "sigstore/entries-of-two-logs");
case!(sigstore_entries_reordered, "sigstore/entries-reordered");
case!(sigstore_entry_twice, "sigstore/entry-twice");
case!(sigstore_message_digest_absent, "sigstore/message-digest-absent");
case!(sigstore_high_s, "sigstore/high-s");
case!(sigstore_found_by_digest, "sigstore/found-by-digest");
case!(sigstore_tree_of_one, "sigstore/tree-of-one");
case!(sigstore_tree_last_leaf, "sigstore/tree-last-leaf");
case!(sigstore_tree_of_100, "sigstore/tree-of-100");
case!(sigstore_envelope_dsse_0_0_1, "sigstore/envelope-dsse-0.0.1");
case!(sigstore_envelope_intoto_0_0_1, "sigstore/envelope-intoto-0.0.1");
case!(sigstore_envelope_intoto_0_0_2, "sigstore/envelope-intoto-0.0.2");
case!(sigstore_envelope_rekor_v2_hashedrekord, "sigstore/envelope-rekor-v2-hashedrekord");
case!(sigstore_envelope_rekor_v2_dsse, "sigstore/envelope-rekor-v2-dsse");
case!(sigstore_envelope_v0_1, "sigstore/envelope-v0.1");
case!(sigstore_envelope_second_subject, "sigstore/envelope-second-subject");
case!(sigstore_envelope_other_name, "sigstore/envelope-other-name");
case!(sigstore_envelope_sha512_subject, "sigstore/envelope-sha512-subject");
case!(sigstore_envelope_found_by_digest, "sigstore/envelope-found-by-digest");
case!(sigstore_rekord, "sigstore/rekord");
case!(sigstore_certificate_under_root, "sigstore/certificate-under-root");
case!(sigstore_certificate_second_authority, "sigstore/certificate-second-authority");
case!(sigstore_certificate_second_intermediate, "sigstore/certificate-second-intermediate");
case!(sigstore_certificate_other_name, "sigstore/certificate-other-name");
case!(sigstore_certificate_issuer_v1_only, "sigstore/certificate-issuer-v1-only");
case!(sigstore_certificate_name_not_critical, "sigstore/certificate-name-not-critical");
case!(sigstore_certificate_every_extension, "sigstore/certificate-every-extension");
case!(sigstore_sct_with_extensions, "sigstore/sct-with-extensions");
case!(sigstore_sct_in_the_middle, "sigstore/sct-in-the-middle");
case!(sigstore_sct_of_two_logs, "sigstore/sct-of-two-logs");
case!(sigstore_sct_second_log_unknown, "sigstore/sct-second-log-unknown");
case!(sigstore_sct_rsa_log, "sigstore/sct-rsa-log");
case!(sigstore_sct_retired_log, "sigstore/sct-retired-log");
case!(sigstore_authority_retired, "sigstore/authority-retired");
case!(sigstore_authority_window_end_inclusive, "sigstore/authority-window-end-inclusive");
case!(sigstore_authority_window_start_inclusive, "sigstore/authority-window-start-inclusive");
case!(sigstore_log_retired, "sigstore/log-retired");
case!(sigstore_log_window_end_inclusive, "sigstore/log-window-end-inclusive");
case!(sigstore_log_v2_window_end_inclusive, "sigstore/log-v2-window-end-inclusive");
case!(sigstore_timestamp_authority_retired, "sigstore/timestamp-authority-retired");
case!(sigstore_timestamp_window_end_inclusive, "sigstore/timestamp-window-end-inclusive");
case!(sigstore_authority_expired_today, "sigstore/authority-expired-today");
case!(sigstore_log_listed_twice, "sigstore/log-listed-twice");
case!(sigstore_checkpoint_log_not_first, "sigstore/checkpoint-log-not-first");
case!(sigstore_checkpoint_namesake_key, "sigstore/checkpoint-namesake-key");
case!(sigstore_checkpoint_extension_lines, "sigstore/checkpoint-extension-lines");
case!(sigstore_checkpoint_v1_timestamp_line, "sigstore/checkpoint-v1-timestamp-line");
case!(sigstore_checkpoint_cosigned, "sigstore/checkpoint-cosigned");
case!(sigstore_checkpoint_ecdsa_v2, "sigstore/checkpoint-ecdsa-v2");
case!(sigstore_witnesses_two_of_two, "sigstore/witnesses-two-of-two");
case!(sigstore_witnesses_one_of_two, "sigstore/witnesses-one-of-two");
case!(sigstore_witnesses_too_few, "sigstore/witnesses-too-few");
case!(sigstore_witness_counted_once, "sigstore/witness-counted-once");
case!(sigstore_witness_over_another_checkpoint, "sigstore/witness-over-another-checkpoint");
case!(sigstore_witness_impostor, "sigstore/witness-impostor");
case!(sigstore_json_original_names, "sigstore/json-original-names");
case!(sigstore_json_lenient_values, "sigstore/json-lenient-values");
case!(sigstore_json_one_line, "sigstore/json-one-line");
