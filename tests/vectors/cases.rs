// Written by `cargo run -p touchstone-test-authority`.

/// Every case, by its folder.
const CASES: &[&str] = &[
    "samples/genuine",
    "samples/someone-else",
    "samples/tampered",
    "sigstore/v0.1-promise",
    "sigstore/v0.1-proof",
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
    "sigstore/envelope-hashedrekord-0.0.1",
    "sigstore/envelope-rekor-v2-hashedrekord",
    "sigstore/envelope-rekor-v2-dsse",
    "sigstore/envelope-v0.1",
    "sigstore/envelope-second-subject",
    "sigstore/envelope-other-name",
    "sigstore/envelope-sha512-subject",
    "sigstore/envelope-sha384-subject",
    "sigstore/evidence-array",
    "sigstore/envelope-found-by-digest",
    "sigstore/rekord",
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
    "sigstore/json-original-names",
    "sigstore/json-lenient-values",
    "sigstore/json-one-line",
    "sigstore/certificate-under-root",
    "sigstore/certificate-second-authority",
    "sigstore/certificate-second-intermediate",
    "sigstore/authority-namesake",
    "sigstore/certificate-other-name",
    "sigstore/certificate-issuer-v1-only",
    "sigstore/certificate-name-not-critical",
    "sigstore/certificate-chain-turned",
    "sigstore/certificate-every-extension",
    "sigstore/sct-with-extensions",
    "sigstore/sct-in-the-middle",
    "sigstore/sct-of-two-logs",
    "sigstore/sct-second-log-unknown",
    "sigstore/sct-rsa-log",
    "sigstore/sct-retired-log",
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
    "sigstore/witnesses-without-checkpoint",
    "sigstore/witnesses-without-log",
    "sigstore/artifacts-of-one-statement",
    "sigstore/artifacts-one-without-evidence",
    "sigstore/artifacts-tried-by-signature",
    "sigstore/named-after-another-file",
    "sigstore/evidence-of-two-signers",
    "sigstore/evidence-message-and-statement",
    "sigstore/evidence-wrong-beside-sound",
    "sigstore/evidence-wrong-beside-unexpected",
    "sigstore/evidence-wrong-without-expectation",
    "sigstore/evidence-two-without-expectation",
    "sigstore/evidence-for-another-file-too",
    "sigstore/evidence-none",
    "sigstore/uninvited-trusted-root",
    "sigstore/uninvited-policy",
    "sigstore/uninvited-statement-of-identity",
    "sigstore/second-entry-without-proof",
    "sigstore/second-entry-without-checkpoint",
    "sigstore/second-entry-proof-wrong",
    "sigstore/first-promise-forged",
    "sigstore/key-p256",
    "sigstore/scheme-p256-sha512",
    "sigstore/key-p256-sha512",
    "sigstore/scheme-p384",
    "sigstore/key-p384",
    "sigstore/scheme-p384-sha256",
    "sigstore/key-p384-sha256",
    "sigstore/scheme-p521",
    "sigstore/key-p521",
    "sigstore/scheme-ed25519",
    "sigstore/key-ed25519",
    "sigstore/scheme-ed25519ph",
    "sigstore/key-ed25519ph",
    "sigstore/scheme-rsa2048-pkcs1v15",
    "sigstore/key-rsa2048-pkcs1v15",
    "sigstore/scheme-rsa2048-pss",
    "sigstore/key-rsa2048-pss",
    "sigstore/scheme-rsa4096-pkcs1v15",
    "sigstore/key-rsa4096-pkcs1v15",
    "sigstore/scheme-rsa4096-pss",
    "sigstore/key-rsa4096-pss",
    "sigstore/scheme-rsa2048-pkcs1v15-sha512",
    "sigstore/key-rsa2048-pkcs1v15-sha512",
    "sigstore/scheme-envelope-p384",
    "sigstore/scheme-envelope-p384-sha256",
    "sigstore/scheme-envelope-p521",
    "sigstore/scheme-envelope-ed25519",
    "sigstore/scheme-envelope-ed25519ph",
    "sigstore/scheme-envelope-rsa2048-pss",
    "sigstore/digest-sha256-only",
    "sigstore/digest-sha512-only",
    "sigstore/digest-ed25519",
    "sigstore/digest-of-another-algorithm",
    "sigstore/managed-key-v0.1",
    "sigstore/managed-key-der",
    "sigstore/managed-key-several",
    "sigstore/managed-key-envelope",
    "sigstore/managed-key-rekor-v2",
    "sigstore/managed-key-envelope-rekor-v2",
    "sigstore/managed-key-found",
    "sigstore/managed-key-not-given",
    "sigstore/managed-key-wrong",
    "sigstore/managed-key-wrong-envelope",
    "sigstore/managed-key-entry-of-another",
    "sigstore/managed-key-not-as-expected",
    "sigstore/certificate-where-key-expected",
    "sigstore/media-type-v0.4",
    "sigstore/media-type-v0.9-parameter",
    "sigstore/media-type-v0.1-new-form",
    "sigstore/media-type-foreign",
    "sigstore/media-type-absent",
    "sigstore/content-two",
    "sigstore/content-none",
    "sigstore/key-material-two",
    "sigstore/key-material-none",
    "sigstore/verification-material-absent",
    "sigstore/v0.3-chain",
    "sigstore/chain-with-root",
    "sigstore/chain-empty",
    "sigstore/envelope-two-signatures",
    "sigstore/envelope-no-signature",
    "sigstore/signature-empty",
    "sigstore/certificate-garbage",
    "sigstore/certificate-trailing-bytes",
    "sigstore/text-empty",
    "sigstore/text-truncated",
    "sigstore/text-last-brace-lost",
    "sigstore/text-trailing",
    "sigstore/text-comment",
    "sigstore/text-not-utf8",
    "sigstore/text-utf16",
    "sigstore/text-duplicate-key",
    "sigstore/text-duplicate-key-escaped",
    "sigstore/text-both-names",
    "sigstore/text-nested",
    "sigstore/text-array",
    "sigstore/base64-wrong",
    "sigstore/base64-wrong-length",
    "sigstore/index-negative",
    "sigstore/index-negative-in-tree",
    "sigstore/index-fraction",
    "sigstore/index-too-large",
    "sigstore/index-leading-zero",
    "sigstore/integrated-time-negative",
    "sigstore/tree-size-negative",
    "sigstore/root-hash-short",
    "sigstore/proof-hash-long",
    "sigstore/proof-hashes-65",
    "sigstore/entries-33",
    "sigstore/entries-object",
    "sigstore/kind-absent",
    "sigstore/body-absent",
    "sigstore/message-digest-short",
    "sigstore/message-digest-sha1",
    "sigstore/signature-number",
    "sigstore/root-truncated",
    "sigstore/root-media-type",
    "sigstore/root-time",
    "sigstore/root-chain-empty",
    "sigstore/root-certificate-garbage",
    "sigstore/root-duplicate-key",
    "sigstore/root-lines-one-wrong",
    "sigstore/root-unknown-key-kind",
    "sigstore/trusted-root-none",
    "sigstore/key-not-pem",
    "sigstore/key-pem-truncated",
    "sigstore/key-garbage",
    "sigstore/key-off-curve",
    "sigstore/key-secp256k1",
    "sigstore/key-rsa-1024",
    "sigstore/key-rsa-exponent-1",
    "sigstore/key-rsa-exponent-even",
    "sigstore/other-file-certificate",
    "sigstore/other-file-broken-bundle",
    "sigstore/other-file-unknown",
    "sigstore/expectation-unknown-key",
    "sigstore/expectation-provenance-key",
    "sigstore/expectation-issuer-only",
    "sigstore/expectation-empty",
    "sigstore/expectation-pattern-broken",
    "sigstore/expectation-pattern-unbalanced",
    "sigstore/expectation-both-forms",
    "sigstore/expectation-identity-empty",
    "sigstore/expectation-workflow-without-repo",
    "sigstore/expectation-witnesses-without-keys",
    "sigstore/expectation-witness-key-hint",
    "sigstore/expectation-witness-key-broken",
    "sigstore/expectation-witness-twice",
    "sigstore/leaf-server-certificate",
    "sigstore/leaf-without-extended-usage",
    "sigstore/leaf-is-authority",
    "sigstore/leaf-without-digital-signature",
    "sigstore/leaf-without-key-usage",
    "sigstore/leaf-critical-unknown",
    "sigstore/leaf-unknown-extension",
    "sigstore/leaf-two-names",
    "sigstore/leaf-no-name",
    "sigstore/leaf-issuers-contradict",
    "sigstore/leaf-repositories-contradict",
    "sigstore/leaf-key-unsupported",
    "sigstore/leaf-key-off-curve",
    "sigstore/leaf-issuer-not-der",
    "sigstore/leaf-extension-twice",
    "sigstore/authority-unknown",
    "sigstore/authority-brought-along",
    "sigstore/authority-impersonated",
    "sigstore/certificate-altered",
    "sigstore/certificate-algorithm-sha1",
    "sigstore/certificate-self-signed",
    "sigstore/issuer-not-authority",
    "sigstore/issuer-may-not-certify",
    "sigstore/issuer-for-servers",
    "sigstore/issuer-critical-unknown",
    "sigstore/issuer-too-deep",
    "sigstore/issuer-of-leaf-usage",
    "sigstore/signed-in-last-second",
    "sigstore/signed-in-first-second",
    "sigstore/signed-after-expiry",
    "sigstore/rekor-v2-stamped-before-issue",
    "sigstore/signed-before-issue",
    "sigstore/one-time-after-expiry",
    "sigstore/rekor-v2-stamped-after-expiry",
    "sigstore/authority-window-ended",
    "sigstore/authority-window-not-begun",
    "sigstore/authority-expired-then",
    "sigstore/sct-absent",
    "sigstore/sct-list-empty",
    "sigstore/sct-log-unknown",
    "sigstore/sct-signature-wrong",
    "sigstore/sct-time-changed",
    "sigstore/sct-of-another-issuer",
    "sigstore/sct-of-another-certificate",
    "sigstore/sct-log-window-ended",
    "sigstore/sct-log-window-not-begun",
    "sigstore/rekor-v2-invented-time",
    "sigstore/rekor-v2-invented-promise",
    "sigstore/rekor-v2-without-timestamp",
    "sigstore/promise-removed",
    "sigstore/promise-without-time",
    "sigstore/promise-time-moved",
    "sigstore/promise-index-changed",
    "sigstore/promise-forged",
    "sigstore/promise-by-stranger",
    "sigstore/timestamp-two-one-late",
    "sigstore/integrated-time-in-future",
    "sigstore/timestamp-in-future",
    "sigstore/timestamp-p384",
    "sigstore/timestamp-p384-sha256",
    "sigstore/timestamp-p521",
    "sigstore/timestamp-rsa",
    "sigstore/timestamp-rsa-sha512",
    "sigstore/timestamp-rsa-pss",
    "sigstore/timestamp-imprint-sha512",
    "sigstore/timestamp-imprint-sha384",
    "sigstore/timestamp-embedded-certificate",
    "sigstore/timestamp-granted-with-modifications",
    "sigstore/timestamp-bare-token",
    "sigstore/timestamp-two",
    "sigstore/timestamp-authority-expired-today",
    "sigstore/timestamp-over-envelope",
    "sigstore/timestamp-ess-v1",
    "sigstore/timestamp-ess-absent",
    "sigstore/timestamp-by-key-id",
    "sigstore/timestamp-fraction",
    "sigstore/timestamp-signer-alone",
    "sigstore/timestamp-second-authority",
    "sigstore/timestamp-ed25519",
    "sigstore/timestamp-digest-sha1",
    "sigstore/timestamp-not-granted",
    "sigstore/timestamp-of-another-signature",
    "sigstore/timestamp-of-the-artifact",
    "sigstore/timestamp-ess-v1-wrong",
    "sigstore/timestamp-two-signers",
    "sigstore/timestamp-message-digest-wrong",
    "sigstore/timestamp-content-type-wrong",
    "sigstore/timestamp-certificate-digest-wrong",
    "sigstore/timestamp-signature-wrong",
    "sigstore/timestamp-time-changed",
    "sigstore/timestamp-garbage",
    "sigstore/timestamp-truncated",
    "sigstore/timestamp-scheme-of-another-key",
    "sigstore/timestamp-imprint-sha224",
    "sigstore/timestamp-scheme-contradicts-digest",
    "sigstore/timestamp-wrong-beside-promise",
    "sigstore/timestamp-authority-unknown",
    "sigstore/timestamp-authority-brought-along",
    "sigstore/timestamp-unknown-beside-promise",
    "sigstore/timestamp-impostor",
    "sigstore/timestamp-impostor-binds-trusted",
    "sigstore/timestamp-authority-for-code",
    "sigstore/timestamp-authority-without-usage",
    "sigstore/timestamp-window-ended",
    "sigstore/timestamp-window-not-begun",
    "sigstore/timestamp-window-of-another",
    "sigstore/timestamp-authority-expired-then",
    "sigstore/timestamp-chain-broken",
    "sigstore/v0.1-promise-absent",
    "sigstore/v0.2-proof-absent",
    "sigstore/v0.3-proof-absent",
    "sigstore/v0.3-checkpoint-absent",
    "sigstore/rekor-v2-checkpoint-absent",
    "sigstore/envelope-proof-absent",
    "sigstore/v0.3-proof-empty",
    "sigstore/v0.3-checkpoint-empty",
    "sigstore/forged-tree-of-one",
    "sigstore/v0.1-proof-without-checkpoint",
    "sigstore/v0.1-rekor-v2-unproven",
    "sigstore/v0.1-rekor-v2-without-checkpoint",
    "sigstore/entries-absent",
    "sigstore/entries-absent-promise-needed",
    "sigstore/log-unknown",
    "sigstore/log-unknown-of-two",
    "sigstore/log-window-ended",
    "sigstore/log-window-not-begun",
    "sigstore/log-v2-window-ended",
    "sigstore/log-v2-window-not-begun",
    "sigstore/log-window-without-start",
    "sigstore/log-v2-window-without-start",
    "sigstore/proof-hash-changed",
    "sigstore/proof-hash-lost",
    "sigstore/proof-hash-added",
    "sigstore/proof-hashes-swapped",
    "sigstore/proof-hashes-none",
    "sigstore/proof-index-changed",
    "sigstore/proof-index-beyond-tree",
    "sigstore/proof-index-huge",
    "sigstore/proof-tree-size-zero",
    "sigstore/proof-root-changed",
    "sigstore/proof-tree-size-changed",
    "sigstore/rekor-v2-proof-hash-changed",
    "sigstore/proof-of-node-as-leaf",
    "sigstore/checkpoint-signature-wrong",
    "sigstore/checkpoint-v2-signature-wrong",
    "sigstore/checkpoint-of-another-tree",
    "sigstore/checkpoint-of-another-size",
    "sigstore/checkpoint-text-changed",
    "sigstore/checkpoint-log-signature-absent",
    "sigstore/checkpoint-key-hint-wrong",
    "sigstore/checkpoint-origin-of-another-log",
    "sigstore/checkpoint-signed-by-other-log",
    "sigstore/forged-tree-of-one-signed",
    "sigstore/checkpoint-without-signatures",
    "sigstore/checkpoint-without-root",
    "sigstore/checkpoint-size-not-a-number",
    "sigstore/checkpoint-size-signed",
    "sigstore/checkpoint-size-padded",
    "sigstore/checkpoint-root-short",
    "sigstore/checkpoint-origin-empty",
    "sigstore/checkpoint-signature-no-dash",
    "sigstore/checkpoint-signature-not-base64",
    "sigstore/checkpoint-prose",
    "sigstore/entry-of-another-file",
    "sigstore/entry-of-another-signer",
    "sigstore/entry-of-another-certificate",
    "sigstore/rekor-v2-entry-of-another-file",
    "sigstore/rekor-v2-entry-of-another-signer",
    "sigstore/entry-of-statement-for-file",
    "sigstore/entry-of-file-for-statement",
    "sigstore/entry-hashedrekord-0.0.1-of-another-statement",
    "sigstore/entry-hashedrekord-0.0.1-of-another-signer",
    "sigstore/entry-dsse-0.0.1-of-another-statement",
    "sigstore/entry-dsse-0.0.1-of-another-signer",
    "sigstore/entry-intoto-0.0.1-of-another-statement",
    "sigstore/entry-intoto-0.0.1-of-another-signer",
    "sigstore/entry-intoto-0.0.2-of-another-statement",
    "sigstore/entry-intoto-0.0.2-of-another-signer",
    "sigstore/rekor-v2-hashedrekord-of-another-statement",
    "sigstore/rekor-v2-hashedrekord-of-another-signer",
    "sigstore/rekor-v2-dsse-of-another-statement",
    "sigstore/rekor-v2-dsse-of-another-signer",
    "sigstore/entry-of-another-file-too",
    "sigstore/entry-digest-differs",
    "sigstore/entry-signature-differs",
    "sigstore/entry-certificate-differs",
    "sigstore/entry-key-for-certificate",
    "sigstore/entry-rekord-digest-differs",
    "sigstore/rekor-v2-digest-differs",
    "sigstore/rekor-v2-signature-differs",
    "sigstore/rekor-v2-certificate-differs",
    "sigstore/rekor-v2-hash-of-payload",
    "sigstore/entry-dsse-payload-differs",
    "sigstore/entry-dsse-signature-differs",
    "sigstore/entry-dsse-certificate-differs",
    "sigstore/entry-dsse-without-signatures",
    "sigstore/entry-intoto-payload-differs",
    "sigstore/entry-intoto-certificate-differs",
    "sigstore/entry-intoto-2-payload-differs",
    "sigstore/entry-intoto-2-signature-differs",
    "sigstore/entry-intoto-2-certificate-differs",
    "sigstore/entry-intoto-2-type-differs",
    "sigstore/rekor-v2-dsse-payload-differs",
    "sigstore/rekor-v2-dsse-signature-differs",
    "sigstore/rekor-v2-dsse-certificate-differs",
    "sigstore/entry-body-changed",
    "sigstore/kind-claimed-otherwise",
    "sigstore/kind-version-claimed-otherwise",
    "sigstore/kind-unknown",
    "sigstore/kind-version-unknown",
    "sigstore/body-not-json",
    "sigstore/body-empty-object",
    "sigstore/body-duplicate-key",
    "sigstore/body-verifier-not-pem",
    "sigstore/body-verifier-of-another-kind",
    "sigstore/body-digest-sha1",
    "sigstore/body-digest-not-hex",
    "sigstore/body-digest-sha512",
    "sigstore/file-tampered",
    "sigstore/file-tampered-v0.1",
    "sigstore/file-tampered-rekor-v2",
    "sigstore/file-empty",
    "sigstore/file-tampered-without-hint",
    "sigstore/file-tampered-without-hint-ed25519",
    "sigstore/message-digest-differs",
    "sigstore/message-digest-of-tampered",
    "sigstore/signature-changed",
    "sigstore/signature-of-another-file",
    "sigstore/signature-logged-wrong",
    "sigstore/signature-by-another-key",
    "sigstore/orphan",
    "sigstore/orphan-beside-own",
    "sigstore/explicit-for-another-file",
    "sigstore/ecdsa-long-length",
    "sigstore/ecdsa-padded-number",
    "sigstore/ecdsa-trailing-byte",
    "sigstore/ecdsa-raw",
    "sigstore/ecdsa-zeros",
    "sigstore/ecdsa-one-byte",
    "sigstore/ed25519-s-too-large",
    "sigstore/envelope-signature-changed",
    "sigstore/envelope-payload-swapped",
    "sigstore/envelope-type-changed",
    "sigstore/envelope-signed-without-pae",
    "sigstore/envelope-payload-type-other",
    "sigstore/envelope-statement-of-other-type",
    "sigstore/statement-about-another-file",
    "sigstore/statement-same-name-other-digest",
    "sigstore/statement-tampered-file",
    "sigstore/statement-about-another-found",
    "sigstore/statement-sha1-only",
    "sigstore/statement-git-commit-only",
    "sigstore/statement-no-subject",
    "sigstore/statement-digest-not-hex",
    "sigstore/statement-digest-short",
    "sigstore/statement-type-unknown",
    "sigstore/statement-type-absent",
    "sigstore/statement-not-json",
    "sigstore/statement-not-utf8",
    "sigstore/statement-duplicate-subject",
    "sigstore/statement-v0.1",
    "sigstore/statement-digests-disagree",
    "sigstore/identity-exact",
    "sigstore/identity-pattern",
    "sigstore/identity-pattern-anchored-twice",
    "sigstore/identity-issuer-pattern",
    "sigstore/identity-another",
    "sigstore/identity-substring",
    "sigstore/identity-suffix",
    "sigstore/identity-superstring",
    "sigstore/identity-letter-case",
    "sigstore/identity-pattern-start",
    "sigstore/identity-pattern-end",
    "sigstore/identity-pattern-alternatives",
    "sigstore/identity-pattern-none",
    "sigstore/identity-issuer-another",
    "sigstore/identity-issuer-prefix",
    "sigstore/identity-issuer-slash",
    "sigstore/identity-issuer-pattern-start",
    "sigstore/identity-without-issuer",
    "sigstore/identity-uri-for-email",
    "sigstore/identity-repo-for-person",
    "sigstore/identity-nul",
    "sigstore/repo",
    "sigstore/repo-as-link",
    "sigstore/repo-workflow",
    "sigstore/repo-ref",
    "sigstore/repo-workflow-elsewhere",
    "sigstore/repo-old-certificate",
    "sigstore/workflow-exact",
    "sigstore/repo-and-pattern",
    "sigstore/repo-workflow-at-commit",
    "sigstore/repo-workflow-tag-with-at",
    "sigstore/source-published-by-workflow",
    "sigstore/repo-workflow-name-with-at",
    "sigstore/repo-owner-look-alike",
    "sigstore/repo-name-look-alike",
    "sigstore/repo-name-shorter",
    "sigstore/repo-letter-case",
    "sigstore/repo-in-other-owner",
    "sigstore/repo-source-elsewhere",
    "sigstore/repo-reusable-workflow-unnamed",
    "sigstore/repo-other-issuer",
    "sigstore/repo-email-like-workflow",
    "sigstore/repo-other-workflow",
    "sigstore/repo-workflow-prefix",
    "sigstore/repo-other-ref",
    "sigstore/repo-branch-for-tag",
    "sigstore/repo-and-other-pattern",
    "sigstore/workflow-unstated",
    "sigstore/like-repo-longer",
    "sigstore/like-repo-upper-case",
    "sigstore/like-repo-git",
    "sigstore/like-repo-slash",
    "sigstore/like-repo-encoded",
    "sigstore/like-repo-newline",
    "sigstore/like-repo-letter",
    "sigstore/like-repo-dots",
    "sigstore/like-repo-http",
    "sigstore/like-repo-host",
    "sigstore/like-owner-longer",
    "sigstore/like-owner-upper-case",
    "sigstore/like-owner-slash",
    "sigstore/like-owner-letter",
    "sigstore/like-workflow-dots",
    "sigstore/like-workflow-encoded",
    "sigstore/like-workflow-newline",
    "sigstore/like-workflow-upper-case",
    "sigstore/like-workflow-slash",
    "sigstore/like-workflow-letter",
    "sigstore/like-ref-shorter",
    "sigstore/like-ref-longer",
    "sigstore/like-ref-newline",
    "sigstore/like-ref-upper-case",
    "sigstore/like-identity-encoded",
    "sigstore/like-identity-newline",
    "sigstore/like-identity-dots",
    "sigstore/like-identity-host-upper-case",
    "sigstore/like-email-letter",
    "sigstore/like-email-newline",
    "sigstore/like-email-space",
    "sigstore/like-email-tag",
    "sigstore/like-certified-repo-git",
    "sigstore/like-certified-repo-slash",
    "sigstore/like-certified-repo-encoded",
    "sigstore/like-certified-repo-newline",
    "sigstore/like-certified-repo-dots",
    "sigstore/like-certified-repo-upper-case",
    "sigstore/like-certified-workflow-dots",
    "sigstore/like-certified-workflow-encoded",
    "sigstore/like-certified-workflow-longer",
    "sigstore/like-certified-workflow-deeper",
    "sigstore/like-certified-ref-longer",
    "sigstore/like-certified-ref-name",
    "sigstore/like-certified-ref-newline",
    "sigstore/like-certified-ref-bare",
    "sigstore/like-certified-email-newline",
    "sigstore/like-certified-email-newline-pattern",
    "sigstore/like-certified-email-lines-pattern",
    "sigstore/like-certified-email-case",
    "sigstore/roots-second-line",
    "sigstore/roots-first-line",
    "sigstore/roots-two-files",
    "sigstore/roots-none-fits",
    "sigstore/roots-failure-stays",
    "sigstore/root-v0.2-media-type",
    "sigstore/domains-log-of-another",
    "sigstore/domains-timestamp-of-another",
    "sigstore/domains-log-v2-of-another",
    "sigstore/domains-certificate-log-of-another",
    "sigstore/domains-escape-to-private",
    "sigstore/domains-key-escapes-to-private",
    "sigstore/domains-entry-of-another-too",
    "sigstore/private-instance",
    "sigstore/private-instance-statement",
    "sigstore/private-instance-lists-absent",
    "sigstore/private-instance-without-time",
    "sigstore/private-instance-stamped-late",
    "sigstore/private-instance-entry-in-unknown-log",
    "sigstore/private-instance-unlogged-in-public",
    "sigstore/root-empty",
    "cosign/signature-certificate-entry",
    "cosign/signature-of-bytes",
    "cosign/certificate-in-base64",
    "cosign/certificate-of-another-name",
    "cosign/certificate-from-the-log",
    "cosign/answer-of-the-log",
    "cosign/answers-of-the-log",
    "cosign/p384-with-sha256",
    "cosign/timestamp-beside-entry",
    "cosign/entry-completes-a-bundle",
    "cosign/chain-beside",
    "cosign/entry-completes-an-old-bundle",
    "cosign/envelope-certificate-entry",
    "cosign/bundle",
    "cosign/bundle-rekord",
    "cosign/bundle-certificate-in-pem",
    "cosign/bundle-of-an-envelope",
    "cosign/bundle-of-an-envelope-intoto",
    "cosign/bundle-of-an-envelope-intoto-2",
    "cosign/key-signature-entry",
    "cosign/key-in-base64",
    "cosign/key-in-der",
    "cosign/key-bundle-entry-of-another-key",
    "cosign/key-bundle",
    "cosign/key-envelope-bundle",
    "cosign/key-without-entry",
    "cosign/key-absent",
    "cosign/key-of-another",
    "cosign/without-entry",
    "cosign/entry-of-another-signature",
    "cosign/timestamp-of-another-signature",
    "cosign/timestamp-without-entry",
    "cosign/bundle-without-entry",
    "cosign/envelope-alone",
    "cosign/artifact-tampered",
    "cosign/certificate-of-someone-else",
    "cosign/bundle-entry-of-another-signature",
    "cosign/bundle-entry-of-another-file",
    "cosign/bundle-entry-of-another-certificate",
    "cosign/bundle-entry-of-the-bare-key",
    "cosign/bundle-log-index-changed",
    "cosign/bundle-time-changed",
    "cosign/bundle-promise-changed",
    "cosign/bundle-body-no-base64",
    "cosign/bundle-signature-changed",
    "cosign/bundle-certificate-broken",
    "cosign/answer-proof-changed",
    "cosign/answer-without-promise",
    "cosign/image-signature",
    "cosign/image-signatures",
    "cosign/image-signature-stored",
    "cosign/image-of-another-digest",
    "cosign/image-payload-changed",
    "cosign/image-payload-of-another-type",
    "cosign/image-stored-of-another-type",
    "cosign/bundle-of-an-envelope-stamped",
    "cosign/bundle-of-an-envelope-entry-of-another",
    "cosign/envelope-stamped",
    "cosign/envelope-stamp-of-another",
    "cosign/envelope-stamp-of-the-payload",
    "cosign/downloaded-key",
    "cosign/downloaded-stamped",
    "cosign/downloaded-stamped-for-another",
    "cosign/downloaded-attestations",
    "cosign/downloaded-attestation",
    "cosign/downloaded-attestation-key",
    "gitsign/commit",
    "gitsign/tag",
    "gitsign/commit-with-head",
    "gitsign/commit-before-0.7.0",
    "gitsign/certificates-intermediate-first",
    "gitsign/certificates-intermediate-last",
    "gitsign/message-without-newline",
    "gitsign/message-with-carriage-returns",
    "gitsign/long-line",
    "gitsign/more-headers",
    "gitsign/signature-in-the-message",
    "gitsign/sha256-repository",
    "gitsign/online-entry-beside",
    "gitsign/committer-of-another-name",
    "gitsign/timestamp-inside",
    "gitsign/loose-object",
    "gitsign/loose-tag",
    "gitsign/printed",
    "gitsign/printed-with-carriage-returns",
    "gitsign/printed-without-its-end",
    "gitsign/printed-inexact",
    "gitsign/printed-inexact-pgp",
    "gitsign/head-with-other-size",
    "gitsign/head-with-other-kind",
    "gitsign/loose-object-cut",
    "gitsign/loose-object-followed",
    "gitsign/both-headers",
    "gitsign/both-headers-sha256-repository",
    "gitsign/tag-with-header",
    "gitsign/tag-with-block-in-message",
    "gitsign/not-utf8",
    "gitsign/algorithms-with-null",
    "gitsign/timestamp-answer-inside",
    "gitsign/rekor-v2",
    "gitsign/rekor-v2-labelled-0.0.1",
    "gitsign/rekor-v2-without-timestamp",
    "gitsign/certificate-under-root",
    "gitsign/certificate-without-sct",
    "gitsign/certificate-under-root-without-sct",
    "gitsign/online",
    "gitsign/online-entry-of-another",
    "gitsign/timestamp-without-entry",
    "gitsign/unsigned",
    "gitsign/pgp",
    "gitsign/ssh",
    "gitsign/unknown-tool",
    "gitsign/tag-with-block-alone",
    "gitsign/smime",
    "gitsign/message-changed",
    "gitsign/author-changed",
    "gitsign/header-added",
    "gitsign/tree-twice",
    "gitsign/signature-of-another-commit",
    "gitsign/content-type-of-another-kind",
    "gitsign/two-signatures",
    "gitsign/two-signatures-sha256",
    "gitsign/two-signers",
    "gitsign/certificate-absent",
    "gitsign/certificates-none",
    "gitsign/certificate-of-someone-else",
    "gitsign/attributes-absent",
    "gitsign/inclusion-proof-changed",
    "gitsign/promise-changed",
    "gitsign/time-changed",
    "gitsign/signed-after-validity",
    "gitsign/signed-by-someone-else",
    "gitsign/armour-broken",
    "gitsign/online-signature-of-another-key",
    "gitsign/hash-is-not-the-object",
    "gitsign/tag-with-text-after-signature",
    "gitsign/text-after-signature",
    "gitsign/two-blocks",
    "gitsign/signature-too-large",
    "gitsign/content-attached",
    "gitsign/length-not-minimal",
    "gitsign/length-indefinite",
    "gitsign/message-followed",
    "gitsign/bundle",
    "gitsign/bundle-sha256",
    "gitsign/pack",
    "gitsign/pack-sha256",
    "gitsign/pack-delta-by-offset",
    "gitsign/pack-delta-by-id",
    "gitsign/pack-delta-before-its-base",
    "gitsign/pack-delta-chain",
    "gitsign/pack-object-twice",
    "gitsign/bundle-thin",
    "gitsign/bundle-unsigned-commit",
    "gitsign/bundle-commit-of-other-tool",
    "gitsign/bundle-unsigned",
    "gitsign/bundle-without-its-tip",
    "gitsign/bundle-without-a-parent",
    "gitsign/pack-thin",
    "gitsign/pack-empty",
    "gitsign/bundle-online",
    "gitsign/bundle-online-entries-beside",
    "gitsign/bundle-unsupported",
    "gitsign/pack-commit-changed",
    "gitsign/pack-commit-with-two-signatures",
    "gitsign/pack-tag-as-commit",
    "gitsign/bundle-by-someone-else",
    "gitsign/pack-checksum",
    "gitsign/pack-cut",
    "gitsign/pack-cut-in-checksum",
    "gitsign/pack-followed",
    "gitsign/pack-version",
    "gitsign/pack-type",
    "gitsign/pack-count",
    "gitsign/pack-size-larger",
    "gitsign/pack-content",
    "gitsign/pack-delta-of-other-size",
    "gitsign/pack-delta-beyond",
    "gitsign/pack-delta-reserved",
    "gitsign/pack-base-before-start",
    "gitsign/pack-base-itself",
    "gitsign/bundle-head-without-name",
    "gitsign/bundle-head-short-id",
    "gitsign/bundle-head-capability-in-v2",
    "policy/alternatives",
    "policy/alternatives-none",
    "policy/alternative-patterns",
    "policy/alternative-patterns-anchored",
    "policy/repos",
    "policy/repos-none",
    "policy/repo-workflow-ref",
    "policy/repo-ref-none",
    "policy/workflow-file-with-at",
    "policy/owner",
    "policy/owner-of-old-certificate",
    "policy/owner-of-old-certificate-prefix",
    "policy/owner-prefix",
    "policy/owner-letter-case",
    "policy/owner-of-person",
    "policy/gitlab",
    "policy/gitlab-other-file",
    "policy/gitlab-group",
    "policy/gitlab-for-github",
    "policy/key-fingerprint",
    "policy/key-fingerprint-another",
    "policy/key-for-person",
    "policy/times-inside",
    "policy/times-both-ends",
    "policy/time-too-old",
    "policy/time-too-new",
    "policy/time-other-offset",
    "policy/algorithms",
    "policy/algorithms-none",
    "policy/runner-hosted",
    "policy/runner-self-hosted",
    "policy/runner-look-alike",
    "policy/runner-unsaid",
    "policy/beside-a-key",
    "policy/beside-no-key",
    "policy/beside-another-key",
    "policy/predicate",
    "policy/predicates",
    "policy/predicate-one-of-two",
    "policy/predicate-none",
    "policy/predicate-type-prefix",
    "policy/predicate-none-at-all",
    "policy/section-exact",
    "policy/section-pattern",
    "policy/section-strict",
    "policy/section-general",
    "policy/section-and-general",
    "policy/section-adds",
    "policy/section-none",
    "policy/section-name-case",
    "policy/signers-one-of-two",
    "policy/signers-two-of-two",
    "policy/signers-two-of-three",
    "policy/signers-one-twice",
    "policy/signers-same-file-twice",
    "policy/signers-two-keys-of-one",
    "policy/signers-one-person-two-issuers",
    "policy/signers-one-could-be-both",
    "policy/signers-overlapping",
    "policy/signers-one-repository",
    "policy/signers-one-wrong",
    "policy/signers-a-stranger",
    "policy/signers-named",
    "policy/mix-signer-and-attestation",
    "policy/mix-identity-and-issuer",
    "policy/mix-signer-and-time",
    "policy/mix-second-signature-fits",
    "policy/mix-repository-and-runner",
    "policy/mix-tampered-attestation",
    "policy/mix-threshold-and-attestation",
    "policy/mix-threshold-both-attest",
    "policy/stranger-beside",
    "policy/bad-syntax",
    "policy/bad-key-twice",
    "policy/bad-not-object",
    "policy/bad-schema",
    "policy/bad-version",
    "policy/bad-key-unknown",
    "policy/bad-key-case",
    "policy/bad-list-empty",
    "policy/bad-alternative-empty",
    "policy/bad-alternative-twice",
    "policy/bad-pattern",
    "policy/bad-exact-and-pattern",
    "policy/bad-repo",
    "policy/bad-owner",
    "policy/bad-key",
    "policy/bad-key-and-identity",
    "policy/bad-ref-alone",
    "policy/bad-ref-name",
    "policy/bad-ref-encoded",
    "policy/bad-repo-for-person",
    "policy/bad-repo-and-owner",
    "policy/bad-repo-and-issuer",
    "policy/bad-times-contradict",
    "policy/bad-time",
    "policy/bad-algorithm",
    "policy/bad-algorithms-empty",
    "policy/bad-flag",
    "policy/bad-predicates-empty",
    "policy/bad-predicate-number",
    "policy/bad-threshold-zero",
    "policy/bad-threshold-many",
    "policy/bad-threshold-missing",
    "policy/bad-signers-empty",
    "policy/bad-signer-unnamed",
    "policy/bad-signer-key",
    "policy/bad-signers-and-flat",
    "policy/bad-sections-empty",
    "policy/bad-section-unreachable",
    "policy/bad-section-path",
    "policy/bad-section-key-twice",
    "policy/bad-section-names-nobody",
    "policy/bad-section-nested",
    "policy/repo-and-issuer",
    "policy/rule-equals",
    "policy/rule-equals-another",
    "policy/rule-equals-case",
    "policy/rule-equals-part",
    "policy/rule-key-case",
    "policy/rule-number-for-text",
    "policy/rule-text-for-number",
    "policy/rule-bool",
    "policy/rule-bool-for-number",
    "policy/rule-key-with-dot",
    "policy/rule-one-of",
    "policy/rule-one-of-none",
    "policy/rule-exists",
    "policy/rule-exists-not",
    "policy/rule-null",
    "policy/rule-missing-path",
    "policy/rule-through-text",
    "policy/rule-object",
    "policy/rule-bounds",
    "policy/rule-below",
    "policy/rule-fraction",
    "policy/rule-fraction-above",
    "policy/rule-large",
    "policy/rule-bound-of-text",
    "policy/rule-times",
    "policy/rule-too-early",
    "policy/rule-no-time",
    "policy/rule-any",
    "policy/rule-any-none",
    "policy/rule-all",
    "policy/rule-all-but-one",
    "policy/rule-all-but-one-missing",
    "policy/rule-any-beside-missing",
    "policy/rule-all-of-none",
    "policy/rule-all-or-empty",
    "policy/rule-or-empty-absent",
    "policy/rule-any-of-none",
    "policy/rule-list-of-object",
    "policy/rule-list-without-step",
    "policy/rule-index",
    "policy/rules-of-one",
    "policy/rules-one-of-two",
    "policy/rules-not-together",
    "policy/rules-of-two-types",
    "policy/rules-type-missing",
    "policy/rules-of-stranger",
    "policy/rules-signature-alone",
    "policy/rule-duplicate-key",
    "policy/rule-and-type",
    "policy/level-generator",
    "policy/level-generator-branch",
    "policy/level-own-workflow",
    "policy/level-own-workflow-three",
    "policy/level-self-hosted",
    "policy/level-claimed",
    "policy/level-of-signature",
    "policy/level-of-sbom",
    "policy/level-beside-sbom",
    "policy/level-sbom-alone",
    "policy/level-delegated-elsewhere",
    "policy/level-person",
    "policy/level-person-two",
    "policy/level-delegated-by-map",
    "policy/level-by-map",
    "policy/level-by-map-version",
    "policy/level-by-map-other-version",
    "policy/level-by-map-lower",
    "policy/level-by-map-look-alike",
    "policy/level-by-map-claimed",
    "policy/level-of-key",
    "policy/level-of-key-claimed",
    "policy/parameters",
    "policy/parameters-v02",
    "policy/parameters-another",
    "policy/parameters-type",
    "policy/parameters-absent",
    "policy/parameters-environment",
    "policy/parameters-of-sbom",
    "policy/parameters-of-stranger",
    "policy/bad-level-zero",
    "policy/bad-level-four",
    "policy/bad-level-text",
    "policy/bad-builder-levels-alone",
    "policy/bad-builder-levels-empty",
    "policy/bad-builder-level-id",
    "policy/bad-builder-level-four",
    "policy/bad-parameters-empty",
    "policy/bad-parameter-list",
    "policy/bad-parameter-fraction",
    "policy/bad-rules-empty",
    "policy/bad-rule-key",
    "policy/bad-rule-type-missing",
    "policy/bad-rule-path-missing",
    "policy/bad-rule-path",
    "policy/bad-rule-path-root",
    "policy/bad-rule-path-deep",
    "policy/bad-rule-without-comparison",
    "policy/bad-rule-two-comparisons",
    "policy/bad-rule-exists-false",
    "policy/bad-rule-equals-list",
    "policy/bad-rule-one-of-empty",
    "policy/bad-rule-one-of-twice",
    "policy/bad-rule-bound-text",
    "policy/bad-rule-bounds",
    "policy/bad-rule-time",
    "policy/bad-rule-times",
    "policy/bad-rule-or-empty",
    "policy/bad-rules-contradict",
    "policy/bad-rules-contradict-bounds",
    "policy/bad-rules-contradict-types",
    "provenance/builder-known",
    "provenance/builder-named",
    "provenance/builder-other-version",
    "provenance/builder-prefix",
    "provenance/builder-suffix",
    "provenance/builder-case",
    "provenance/builder-look-alike",
    "provenance/builder-own-workflow",
    "provenance/builder-branch",
    "provenance/builder-prerelease",
    "provenance/builder-elsewhere",
    "provenance/builder-other-issuer",
    "provenance/builder-certificate-bare",
    "provenance/builder-certificate-torn",
    "provenance/builder-other-in-provenance",
    "provenance/builder-delegated",
    "provenance/builder-delegated-by-anybody",
    "provenance/builder-delegated-named",
    "provenance/builder-delegated-other",
    "provenance/builder-delegated-branch",
    "provenance/builder-delegated-two-versions",
    "provenance/builder-two-versions-wanted",
    "provenance/builder-attested",
    "provenance/source-other-case",
    "provenance/source-prefix",
    "provenance/source-suffix",
    "provenance/source-slash",
    "provenance/source-git",
    "provenance/source-encoded",
    "provenance/source-newline",
    "provenance/source-dots",
    "provenance/source-owner-look-alike",
    "provenance/source-of-other-material",
    "provenance/source-contradicts",
    "provenance/source-without-reference",
    "provenance/source-with-two-references",
    "provenance/tag-exact",
    "provenance/tag-with-kind",
    "provenance/tag-longer",
    "provenance/tag-other",
    "provenance/tag-of-branch",
    "provenance/version-partial",
    "provenance/version-other",
    "provenance/version-of-no-version",
    "provenance/branch-of-tag",
    "provenance/branch-with-kind",
    "provenance/branch-upper-case",
    "provenance/branch-other",
    "provenance/branch-from-input",
    "provenance/inputs-entered",
    "provenance/inputs-other",
    "provenance/inputs-of-push",
    "provenance/package-of-no-package",
    "provenance/predicate-field-unknown",
    "provenance/predicate-subject-field-unknown",
    "provenance/predicate-type-other",
    "provenance/predicate-build-type-other",
    "provenance/predicate-builder-missing",
    "provenance/npm-provenance",
    "provenance/npm-other-package",
    "provenance/npm-other-version",
    "provenance/npm-self-hosted",
    "provenance/npm-run-other",
    "provenance/npm-variable-unknown",
    "provenance/npm-times",
    "provenance/npm-complete",
    "provenance/summary-passed",
    "provenance/summary-failed",
    "provenance/summary-level-low",
    "provenance/summary-level-property",
    "provenance/summary-resource-empty",
    "provenance/summary-resource-other",
    "provenance/summary-other-verifier",
    "provenance/summary-subject-absent",
    "provenance/summary-key-name-other",
    "provenance/envelope-with-certificate",
    "provenance/envelope-with-certificate-completed",
    "provenance/envelope-with-certificate-of-another",
    "provenance/envelope-one-signature-wrong",
    "provenance/envelope-of-other-digest",
    "provenance/envelope-of-other-source",
    "provenance/bazel-ruleset",
    "provenance/bazel-module",
    "provenance/bazel-module-of-tag",
    "provenance/bazel-module-of-other-tag",
    "provenance/bazel-module-of-other-version",
    "provenance/bazel-ruleset-for-module",
    "provenance/bazel-look-alike",
    "provenance/bazel-branch",
    "provenance/bazel-other-type",
    "provenance/bazel-of-other-source",
    "provenance/bazel-of-other-builder",
    "registries/npm-signature",
    "registries/npm-signature-package",
    "registries/npm-signature-other-package",
    "registries/npm-signature-other-version",
    "registries/npm-signature-no-build",
    "registries/npm-signature-of-other-file",
    "registries/npm-signature-version-changed",
    "registries/npm-signature-name-changed",
    "registries/npm-signature-integrity-changed",
    "registries/npm-signature-name-moved",
    "registries/npm-signature-weak",
    "registries/npm-signature-none",
    "registries/npm-signature-key-unknown",
    "registries/npm-lock",
    "registries/npm-lock-several",
    "registries/npm-lock-other",
    "registries/npm-lock-of-version-1",
    "registries/npm-lock-that-requires",
    "registries/npm-lock-weak",
    "registries/pypi-attestation",
    "registries/pypi-provenance",
    "registries/pypi-provenance-one-wrong",
    "registries/pypi-provenance-unknown-publisher",
    "registries/pypi-publisher-other-repository",
    "registries/pypi-publisher-other-case",
    "registries/pypi-publisher-other-workflow",
    "registries/pypi-publisher-other-host",
    "registries/pypi-publisher-person",
    "registries/pypi-other-file",
    "registries/pypi-file-of-the-name",
    "registries/pypi-file-of-other-version",
    "registries/pypi-file-of-other-project",
    "registries/pypi-two-subjects",
    "registries/pypi-subject-unnamed",
    "registries/pypi-predicate-other",
    "registries/pypi-version-other",
    "registries/pypi-without-log",
    "registries/pypi-provenance-empty",
    "registries/pypi-signature-of-other-statement",
    "registries/npm-publication",
    "registries/npm-publication-answered-keys",
    "registries/npm-publication-key-retired",
    "registries/npm-publication-key-early",
    "registries/npm-publication-key-expired",
    "registries/npm-publication-key-of-other-use",
    "registries/npm-publication-key-of-other-name",
    "registries/npm-publication-signature-changed",
    "registries/npm-package",
    "registries/npm-package-version-moved",
    "registries/npm-package-without-the-version",
    "registries/npm-package-unsigned",
    "registries/npm-signature-registry",
    "registries/npm-signature-registry-in-use",
    "registries/npm-signature-registry-expired",
    "registries/cloud-build",
    "registries/cloud-build-copy-leaves-out",
    "registries/cloud-build-copy-changed",
    "registries/cloud-build-copy-adds",
    "registries/cloud-build-copy-of-other-subject",
    "registries/cloud-build-of-other-image",
    "registries/cloud-build-key-name-other",
    "registries/cloud-build-key-name-of-other-project",
    "registries/github-release",
    "registries/github-release-of-other-tag",
    "registries/github-release-of-other-repository",
    "registries/github-release-in-other-case",
    "registries/github-release-by-purl",
    "registries/github-release-elsewhere",
    "registries/bottle",
    "registries/bottle-kept",
    "registries/bottle-of-all-platforms",
    "registries/bottle-of-other-version",
    "registries/bottle-of-all-platforms-of-other-version",
    "registries/bottle-of-other-formula",
    "registries/bottle-of-other-platform",
    "registries/bottle-renamed",
    "tuf/accepted",
    "tuf/not-accepted",
    "tuf/another-root",
    "tuf/a-signer-is-expected",
    "tuf/signed-by-an-identity",
    "tuf/signed-by-ml-dsa",
    "tuf/expired",
    "tuf/another-file",
    "tuf/another-length",
    "tuf/not-where-it-may-be",
    "tuf/too-deep",
    "tuf/names-the-signer",
    "tuf/the-signer-has-not-signed",
    "tuf/somebody-else-signed",
    "tuf/names-the-signer-and-expired",
    "tuf/both-expect-somebody-else",
    "tuf/both-expect-the-same",
    "tuf/names-nobody-unaccepted",
    "tuf/names-a-policy",
    "tuf/names-a-policy-that-changed",
    "tuf/names-the-signer-of-another-file",
    "tuf/names-nobody-known",
    "tuf/a-key-is-stated",
    "tuf/a-demand-is-stated",
    "tuf/a-key-is-stated-and-somebody-named",
    "tuf/a-signer-is-expected-of-another-file",
    "tuf/the-expected-signer-signed-another-file",
    "tuf/expired-beside-evidence",
    "tuf/two-are-expected-and-one-signed",
    "tuf/names-two-signers",
    "tuf/names-two-signers-of-whom-one-signed",
    "tuf/names-witnesses",
    "tuf/unsigned",
    "tuf/threshold",
    "tuf/ml-dsa-over-the-metadata",
    "tuf/ml-dsa-of-other-parameters",
    "tuf/ml-dsa-of-a-later-version",
    "tuf/ml-dsa-by-another-key",
    "tuf/other-version",
    "tuf/spec-version",
    "tuf/hash",
    "tuf/no-snapshot",
    "tuf/broken-beside-evidence",
    "tuf/broken-and-a-signer-is-expected",
    "tuf/lists-another-file-beside-evidence",
    "tuf/lists-another-file-and-a-signer-is-expected",
];

case!(samples_genuine, "samples/genuine");
case!(samples_someone_else, "samples/someone-else");
case!(samples_tampered, "samples/tampered");
case!(sigstore_v0_1_promise, "sigstore/v0.1-promise");
case!(sigstore_v0_1_proof, "sigstore/v0.1-proof");
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
case!(sigstore_envelope_hashedrekord_0_0_1, "sigstore/envelope-hashedrekord-0.0.1");
case!(sigstore_envelope_rekor_v2_hashedrekord, "sigstore/envelope-rekor-v2-hashedrekord");
case!(sigstore_envelope_rekor_v2_dsse, "sigstore/envelope-rekor-v2-dsse");
case!(sigstore_envelope_v0_1, "sigstore/envelope-v0.1");
case!(sigstore_envelope_second_subject, "sigstore/envelope-second-subject");
case!(sigstore_envelope_other_name, "sigstore/envelope-other-name");
case!(sigstore_envelope_sha512_subject, "sigstore/envelope-sha512-subject");
case!(sigstore_envelope_sha384_subject, "sigstore/envelope-sha384-subject");
case!(sigstore_evidence_array, "sigstore/evidence-array");
case!(sigstore_envelope_found_by_digest, "sigstore/envelope-found-by-digest");
case!(sigstore_rekord, "sigstore/rekord");
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
case!(sigstore_json_original_names, "sigstore/json-original-names");
case!(sigstore_json_lenient_values, "sigstore/json-lenient-values");
case!(sigstore_json_one_line, "sigstore/json-one-line");
case!(sigstore_certificate_under_root, "sigstore/certificate-under-root");
case!(sigstore_certificate_second_authority, "sigstore/certificate-second-authority");
case!(sigstore_certificate_second_intermediate, "sigstore/certificate-second-intermediate");
case!(sigstore_authority_namesake, "sigstore/authority-namesake");
case!(sigstore_certificate_other_name, "sigstore/certificate-other-name");
case!(sigstore_certificate_issuer_v1_only, "sigstore/certificate-issuer-v1-only");
case!(sigstore_certificate_name_not_critical, "sigstore/certificate-name-not-critical");
case!(sigstore_certificate_chain_turned, "sigstore/certificate-chain-turned");
case!(sigstore_certificate_every_extension, "sigstore/certificate-every-extension");
case!(sigstore_sct_with_extensions, "sigstore/sct-with-extensions");
case!(sigstore_sct_in_the_middle, "sigstore/sct-in-the-middle");
case!(sigstore_sct_of_two_logs, "sigstore/sct-of-two-logs");
case!(sigstore_sct_second_log_unknown, "sigstore/sct-second-log-unknown");
case!(sigstore_sct_rsa_log, "sigstore/sct-rsa-log");
case!(sigstore_sct_retired_log, "sigstore/sct-retired-log");
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
case!(sigstore_witnesses_without_checkpoint, "sigstore/witnesses-without-checkpoint");
case!(sigstore_witnesses_without_log, "sigstore/witnesses-without-log");
case!(sigstore_artifacts_of_one_statement, "sigstore/artifacts-of-one-statement");
case!(sigstore_artifacts_one_without_evidence, "sigstore/artifacts-one-without-evidence");
case!(sigstore_artifacts_tried_by_signature, "sigstore/artifacts-tried-by-signature");
case!(sigstore_named_after_another_file, "sigstore/named-after-another-file");
case!(sigstore_evidence_of_two_signers, "sigstore/evidence-of-two-signers");
case!(sigstore_evidence_message_and_statement, "sigstore/evidence-message-and-statement");
case!(sigstore_evidence_wrong_beside_sound, "sigstore/evidence-wrong-beside-sound");
case!(sigstore_evidence_wrong_beside_unexpected, "sigstore/evidence-wrong-beside-unexpected");
case!(sigstore_evidence_wrong_without_expectation, "sigstore/evidence-wrong-without-expectation");
case!(sigstore_evidence_two_without_expectation, "sigstore/evidence-two-without-expectation");
case!(sigstore_evidence_for_another_file_too, "sigstore/evidence-for-another-file-too");
case!(sigstore_evidence_none, "sigstore/evidence-none");
case!(sigstore_uninvited_trusted_root, "sigstore/uninvited-trusted-root");
case!(sigstore_uninvited_policy, "sigstore/uninvited-policy");
case!(sigstore_uninvited_statement_of_identity, "sigstore/uninvited-statement-of-identity");
case!(sigstore_second_entry_without_proof, "sigstore/second-entry-without-proof");
case!(sigstore_second_entry_without_checkpoint, "sigstore/second-entry-without-checkpoint");
case!(sigstore_second_entry_proof_wrong, "sigstore/second-entry-proof-wrong");
case!(sigstore_first_promise_forged, "sigstore/first-promise-forged");
case!(sigstore_key_p256, "sigstore/key-p256");
case!(sigstore_scheme_p256_sha512, "sigstore/scheme-p256-sha512");
case!(sigstore_key_p256_sha512, "sigstore/key-p256-sha512");
case!(sigstore_scheme_p384, "sigstore/scheme-p384");
case!(sigstore_key_p384, "sigstore/key-p384");
case!(sigstore_scheme_p384_sha256, "sigstore/scheme-p384-sha256");
case!(sigstore_key_p384_sha256, "sigstore/key-p384-sha256");
case!(sigstore_scheme_p521, "sigstore/scheme-p521");
case!(sigstore_key_p521, "sigstore/key-p521");
case!(sigstore_scheme_ed25519, "sigstore/scheme-ed25519");
case!(sigstore_key_ed25519, "sigstore/key-ed25519");
case!(sigstore_scheme_ed25519ph, "sigstore/scheme-ed25519ph");
case!(sigstore_key_ed25519ph, "sigstore/key-ed25519ph");
case!(sigstore_scheme_rsa2048_pkcs1v15, "sigstore/scheme-rsa2048-pkcs1v15");
case!(sigstore_key_rsa2048_pkcs1v15, "sigstore/key-rsa2048-pkcs1v15");
case!(sigstore_scheme_rsa2048_pss, "sigstore/scheme-rsa2048-pss");
case!(sigstore_key_rsa2048_pss, "sigstore/key-rsa2048-pss");
case!(sigstore_scheme_rsa4096_pkcs1v15, "sigstore/scheme-rsa4096-pkcs1v15");
case!(sigstore_key_rsa4096_pkcs1v15, "sigstore/key-rsa4096-pkcs1v15");
case!(sigstore_scheme_rsa4096_pss, "sigstore/scheme-rsa4096-pss");
case!(sigstore_key_rsa4096_pss, "sigstore/key-rsa4096-pss");
case!(sigstore_scheme_rsa2048_pkcs1v15_sha512, "sigstore/scheme-rsa2048-pkcs1v15-sha512");
case!(sigstore_key_rsa2048_pkcs1v15_sha512, "sigstore/key-rsa2048-pkcs1v15-sha512");
case!(sigstore_scheme_envelope_p384, "sigstore/scheme-envelope-p384");
case!(sigstore_scheme_envelope_p384_sha256, "sigstore/scheme-envelope-p384-sha256");
case!(sigstore_scheme_envelope_p521, "sigstore/scheme-envelope-p521");
case!(sigstore_scheme_envelope_ed25519, "sigstore/scheme-envelope-ed25519");
case!(sigstore_scheme_envelope_ed25519ph, "sigstore/scheme-envelope-ed25519ph");
case!(sigstore_scheme_envelope_rsa2048_pss, "sigstore/scheme-envelope-rsa2048-pss");
case!(sigstore_digest_sha256_only, "sigstore/digest-sha256-only");
case!(sigstore_digest_sha512_only, "sigstore/digest-sha512-only");
case!(sigstore_digest_ed25519, "sigstore/digest-ed25519");
case!(sigstore_digest_of_another_algorithm, "sigstore/digest-of-another-algorithm");
case!(sigstore_managed_key_v0_1, "sigstore/managed-key-v0.1");
case!(sigstore_managed_key_der, "sigstore/managed-key-der");
case!(sigstore_managed_key_several, "sigstore/managed-key-several");
case!(sigstore_managed_key_envelope, "sigstore/managed-key-envelope");
case!(sigstore_managed_key_rekor_v2, "sigstore/managed-key-rekor-v2");
case!(sigstore_managed_key_envelope_rekor_v2, "sigstore/managed-key-envelope-rekor-v2");
case!(sigstore_managed_key_found, "sigstore/managed-key-found");
case!(sigstore_managed_key_not_given, "sigstore/managed-key-not-given");
case!(sigstore_managed_key_wrong, "sigstore/managed-key-wrong");
case!(sigstore_managed_key_wrong_envelope, "sigstore/managed-key-wrong-envelope");
case!(sigstore_managed_key_entry_of_another, "sigstore/managed-key-entry-of-another");
case!(sigstore_managed_key_not_as_expected, "sigstore/managed-key-not-as-expected");
case!(sigstore_certificate_where_key_expected, "sigstore/certificate-where-key-expected");
case!(sigstore_media_type_v0_4, "sigstore/media-type-v0.4");
case!(sigstore_media_type_v0_9_parameter, "sigstore/media-type-v0.9-parameter");
case!(sigstore_media_type_v0_1_new_form, "sigstore/media-type-v0.1-new-form");
case!(sigstore_media_type_foreign, "sigstore/media-type-foreign");
case!(sigstore_media_type_absent, "sigstore/media-type-absent");
case!(sigstore_content_two, "sigstore/content-two");
case!(sigstore_content_none, "sigstore/content-none");
case!(sigstore_key_material_two, "sigstore/key-material-two");
case!(sigstore_key_material_none, "sigstore/key-material-none");
case!(sigstore_verification_material_absent, "sigstore/verification-material-absent");
case!(sigstore_v0_3_chain, "sigstore/v0.3-chain");
case!(sigstore_chain_with_root, "sigstore/chain-with-root");
case!(sigstore_chain_empty, "sigstore/chain-empty");
case!(sigstore_envelope_two_signatures, "sigstore/envelope-two-signatures");
case!(sigstore_envelope_no_signature, "sigstore/envelope-no-signature");
case!(sigstore_signature_empty, "sigstore/signature-empty");
case!(sigstore_certificate_garbage, "sigstore/certificate-garbage");
case!(sigstore_certificate_trailing_bytes, "sigstore/certificate-trailing-bytes");
case!(sigstore_text_empty, "sigstore/text-empty");
case!(sigstore_text_truncated, "sigstore/text-truncated");
case!(sigstore_text_last_brace_lost, "sigstore/text-last-brace-lost");
case!(sigstore_text_trailing, "sigstore/text-trailing");
case!(sigstore_text_comment, "sigstore/text-comment");
case!(sigstore_text_not_utf8, "sigstore/text-not-utf8");
case!(sigstore_text_utf16, "sigstore/text-utf16");
case!(sigstore_text_duplicate_key, "sigstore/text-duplicate-key");
case!(sigstore_text_duplicate_key_escaped, "sigstore/text-duplicate-key-escaped");
case!(sigstore_text_both_names, "sigstore/text-both-names");
case!(sigstore_text_nested, "sigstore/text-nested");
case!(sigstore_text_array, "sigstore/text-array");
case!(sigstore_base64_wrong, "sigstore/base64-wrong");
case!(sigstore_base64_wrong_length, "sigstore/base64-wrong-length");
case!(sigstore_index_negative, "sigstore/index-negative");
case!(sigstore_index_negative_in_tree, "sigstore/index-negative-in-tree");
case!(sigstore_index_fraction, "sigstore/index-fraction");
case!(sigstore_index_too_large, "sigstore/index-too-large");
case!(sigstore_index_leading_zero, "sigstore/index-leading-zero");
case!(sigstore_integrated_time_negative, "sigstore/integrated-time-negative");
case!(sigstore_tree_size_negative, "sigstore/tree-size-negative");
case!(sigstore_root_hash_short, "sigstore/root-hash-short");
case!(sigstore_proof_hash_long, "sigstore/proof-hash-long");
case!(sigstore_proof_hashes_65, "sigstore/proof-hashes-65");
case!(sigstore_entries_33, "sigstore/entries-33");
case!(sigstore_entries_object, "sigstore/entries-object");
case!(sigstore_kind_absent, "sigstore/kind-absent");
case!(sigstore_body_absent, "sigstore/body-absent");
case!(sigstore_message_digest_short, "sigstore/message-digest-short");
case!(sigstore_message_digest_sha1, "sigstore/message-digest-sha1");
case!(sigstore_signature_number, "sigstore/signature-number");
case!(sigstore_root_truncated, "sigstore/root-truncated");
case!(sigstore_root_media_type, "sigstore/root-media-type");
case!(sigstore_root_time, "sigstore/root-time");
case!(sigstore_root_chain_empty, "sigstore/root-chain-empty");
case!(sigstore_root_certificate_garbage, "sigstore/root-certificate-garbage");
case!(sigstore_root_duplicate_key, "sigstore/root-duplicate-key");
case!(sigstore_root_lines_one_wrong, "sigstore/root-lines-one-wrong");
case!(sigstore_root_unknown_key_kind, "sigstore/root-unknown-key-kind");
case!(sigstore_trusted_root_none, "sigstore/trusted-root-none");
case!(sigstore_key_not_pem, "sigstore/key-not-pem");
case!(sigstore_key_pem_truncated, "sigstore/key-pem-truncated");
case!(sigstore_key_garbage, "sigstore/key-garbage");
case!(sigstore_key_off_curve, "sigstore/key-off-curve");
case!(sigstore_key_secp256k1, "sigstore/key-secp256k1");
case!(sigstore_key_rsa_1024, "sigstore/key-rsa-1024");
case!(sigstore_key_rsa_exponent_1, "sigstore/key-rsa-exponent-1");
case!(sigstore_key_rsa_exponent_even, "sigstore/key-rsa-exponent-even");
case!(sigstore_other_file_certificate, "sigstore/other-file-certificate");
case!(sigstore_other_file_broken_bundle, "sigstore/other-file-broken-bundle");
case!(sigstore_other_file_unknown, "sigstore/other-file-unknown");
case!(sigstore_expectation_unknown_key, "sigstore/expectation-unknown-key");
case!(sigstore_expectation_provenance_key, "sigstore/expectation-provenance-key");
case!(sigstore_expectation_issuer_only, "sigstore/expectation-issuer-only");
case!(sigstore_expectation_empty, "sigstore/expectation-empty");
case!(sigstore_expectation_pattern_broken, "sigstore/expectation-pattern-broken");
case!(sigstore_expectation_pattern_unbalanced, "sigstore/expectation-pattern-unbalanced");
case!(sigstore_expectation_both_forms, "sigstore/expectation-both-forms");
case!(sigstore_expectation_identity_empty, "sigstore/expectation-identity-empty");
case!(sigstore_expectation_workflow_without_repo, "sigstore/expectation-workflow-without-repo");
case!(sigstore_expectation_witnesses_without_keys, "sigstore/expectation-witnesses-without-keys");
case!(sigstore_expectation_witness_key_hint, "sigstore/expectation-witness-key-hint");
case!(sigstore_expectation_witness_key_broken, "sigstore/expectation-witness-key-broken");
case!(sigstore_expectation_witness_twice, "sigstore/expectation-witness-twice");
case!(sigstore_leaf_server_certificate, "sigstore/leaf-server-certificate");
case!(sigstore_leaf_without_extended_usage, "sigstore/leaf-without-extended-usage");
case!(sigstore_leaf_is_authority, "sigstore/leaf-is-authority");
case!(sigstore_leaf_without_digital_signature, "sigstore/leaf-without-digital-signature");
case!(sigstore_leaf_without_key_usage, "sigstore/leaf-without-key-usage");
case!(sigstore_leaf_critical_unknown, "sigstore/leaf-critical-unknown");
case!(sigstore_leaf_unknown_extension, "sigstore/leaf-unknown-extension");
case!(sigstore_leaf_two_names, "sigstore/leaf-two-names");
case!(sigstore_leaf_no_name, "sigstore/leaf-no-name");
case!(sigstore_leaf_issuers_contradict, "sigstore/leaf-issuers-contradict");
case!(sigstore_leaf_repositories_contradict, "sigstore/leaf-repositories-contradict");
case!(sigstore_leaf_key_unsupported, "sigstore/leaf-key-unsupported");
case!(sigstore_leaf_key_off_curve, "sigstore/leaf-key-off-curve");
case!(sigstore_leaf_issuer_not_der, "sigstore/leaf-issuer-not-der");
case!(sigstore_leaf_extension_twice, "sigstore/leaf-extension-twice");
case!(sigstore_authority_unknown, "sigstore/authority-unknown");
case!(sigstore_authority_brought_along, "sigstore/authority-brought-along");
case!(sigstore_authority_impersonated, "sigstore/authority-impersonated");
case!(sigstore_certificate_altered, "sigstore/certificate-altered");
case!(sigstore_certificate_algorithm_sha1, "sigstore/certificate-algorithm-sha1");
case!(sigstore_certificate_self_signed, "sigstore/certificate-self-signed");
case!(sigstore_issuer_not_authority, "sigstore/issuer-not-authority");
case!(sigstore_issuer_may_not_certify, "sigstore/issuer-may-not-certify");
case!(sigstore_issuer_for_servers, "sigstore/issuer-for-servers");
case!(sigstore_issuer_critical_unknown, "sigstore/issuer-critical-unknown");
case!(sigstore_issuer_too_deep, "sigstore/issuer-too-deep");
case!(sigstore_issuer_of_leaf_usage, "sigstore/issuer-of-leaf-usage");
case!(sigstore_signed_in_last_second, "sigstore/signed-in-last-second");
case!(sigstore_signed_in_first_second, "sigstore/signed-in-first-second");
case!(sigstore_signed_after_expiry, "sigstore/signed-after-expiry");
case!(sigstore_rekor_v2_stamped_before_issue, "sigstore/rekor-v2-stamped-before-issue");
case!(sigstore_signed_before_issue, "sigstore/signed-before-issue");
case!(sigstore_one_time_after_expiry, "sigstore/one-time-after-expiry");
case!(sigstore_rekor_v2_stamped_after_expiry, "sigstore/rekor-v2-stamped-after-expiry");
case!(sigstore_authority_window_ended, "sigstore/authority-window-ended");
case!(sigstore_authority_window_not_begun, "sigstore/authority-window-not-begun");
case!(sigstore_authority_expired_then, "sigstore/authority-expired-then");
case!(sigstore_sct_absent, "sigstore/sct-absent");
case!(sigstore_sct_list_empty, "sigstore/sct-list-empty");
case!(sigstore_sct_log_unknown, "sigstore/sct-log-unknown");
case!(sigstore_sct_signature_wrong, "sigstore/sct-signature-wrong");
case!(sigstore_sct_time_changed, "sigstore/sct-time-changed");
case!(sigstore_sct_of_another_issuer, "sigstore/sct-of-another-issuer");
case!(sigstore_sct_of_another_certificate, "sigstore/sct-of-another-certificate");
case!(sigstore_sct_log_window_ended, "sigstore/sct-log-window-ended");
case!(sigstore_sct_log_window_not_begun, "sigstore/sct-log-window-not-begun");
case!(sigstore_rekor_v2_invented_time, "sigstore/rekor-v2-invented-time");
case!(sigstore_rekor_v2_invented_promise, "sigstore/rekor-v2-invented-promise");
case!(sigstore_rekor_v2_without_timestamp, "sigstore/rekor-v2-without-timestamp");
case!(sigstore_promise_removed, "sigstore/promise-removed");
case!(sigstore_promise_without_time, "sigstore/promise-without-time");
case!(sigstore_promise_time_moved, "sigstore/promise-time-moved");
case!(sigstore_promise_index_changed, "sigstore/promise-index-changed");
case!(sigstore_promise_forged, "sigstore/promise-forged");
case!(sigstore_promise_by_stranger, "sigstore/promise-by-stranger");
case!(sigstore_timestamp_two_one_late, "sigstore/timestamp-two-one-late");
case!(sigstore_integrated_time_in_future, "sigstore/integrated-time-in-future");
case!(sigstore_timestamp_in_future, "sigstore/timestamp-in-future");
case!(sigstore_timestamp_p384, "sigstore/timestamp-p384");
case!(sigstore_timestamp_p384_sha256, "sigstore/timestamp-p384-sha256");
case!(sigstore_timestamp_p521, "sigstore/timestamp-p521");
case!(sigstore_timestamp_rsa, "sigstore/timestamp-rsa");
case!(sigstore_timestamp_rsa_sha512, "sigstore/timestamp-rsa-sha512");
case!(sigstore_timestamp_rsa_pss, "sigstore/timestamp-rsa-pss");
case!(sigstore_timestamp_imprint_sha512, "sigstore/timestamp-imprint-sha512");
case!(sigstore_timestamp_imprint_sha384, "sigstore/timestamp-imprint-sha384");
case!(sigstore_timestamp_embedded_certificate, "sigstore/timestamp-embedded-certificate");
case!(sigstore_timestamp_granted_with_modifications, "sigstore/timestamp-granted-with-modifications");
case!(sigstore_timestamp_bare_token, "sigstore/timestamp-bare-token");
case!(sigstore_timestamp_two, "sigstore/timestamp-two");
case!(sigstore_timestamp_authority_expired_today, "sigstore/timestamp-authority-expired-today");
case!(sigstore_timestamp_over_envelope, "sigstore/timestamp-over-envelope");
case!(sigstore_timestamp_ess_v1, "sigstore/timestamp-ess-v1");
case!(sigstore_timestamp_ess_absent, "sigstore/timestamp-ess-absent");
case!(sigstore_timestamp_by_key_id, "sigstore/timestamp-by-key-id");
case!(sigstore_timestamp_fraction, "sigstore/timestamp-fraction");
case!(sigstore_timestamp_signer_alone, "sigstore/timestamp-signer-alone");
case!(sigstore_timestamp_second_authority, "sigstore/timestamp-second-authority");
case!(sigstore_timestamp_ed25519, "sigstore/timestamp-ed25519");
case!(sigstore_timestamp_digest_sha1, "sigstore/timestamp-digest-sha1");
case!(sigstore_timestamp_not_granted, "sigstore/timestamp-not-granted");
case!(sigstore_timestamp_of_another_signature, "sigstore/timestamp-of-another-signature");
case!(sigstore_timestamp_of_the_artifact, "sigstore/timestamp-of-the-artifact");
case!(sigstore_timestamp_ess_v1_wrong, "sigstore/timestamp-ess-v1-wrong");
case!(sigstore_timestamp_two_signers, "sigstore/timestamp-two-signers");
case!(sigstore_timestamp_message_digest_wrong, "sigstore/timestamp-message-digest-wrong");
case!(sigstore_timestamp_content_type_wrong, "sigstore/timestamp-content-type-wrong");
case!(sigstore_timestamp_certificate_digest_wrong, "sigstore/timestamp-certificate-digest-wrong");
case!(sigstore_timestamp_signature_wrong, "sigstore/timestamp-signature-wrong");
case!(sigstore_timestamp_time_changed, "sigstore/timestamp-time-changed");
case!(sigstore_timestamp_garbage, "sigstore/timestamp-garbage");
case!(sigstore_timestamp_truncated, "sigstore/timestamp-truncated");
case!(sigstore_timestamp_scheme_of_another_key, "sigstore/timestamp-scheme-of-another-key");
case!(sigstore_timestamp_imprint_sha224, "sigstore/timestamp-imprint-sha224");
case!(sigstore_timestamp_scheme_contradicts_digest, "sigstore/timestamp-scheme-contradicts-digest");
case!(sigstore_timestamp_wrong_beside_promise, "sigstore/timestamp-wrong-beside-promise");
case!(sigstore_timestamp_authority_unknown, "sigstore/timestamp-authority-unknown");
case!(sigstore_timestamp_authority_brought_along, "sigstore/timestamp-authority-brought-along");
case!(sigstore_timestamp_unknown_beside_promise, "sigstore/timestamp-unknown-beside-promise");
case!(sigstore_timestamp_impostor, "sigstore/timestamp-impostor");
case!(sigstore_timestamp_impostor_binds_trusted, "sigstore/timestamp-impostor-binds-trusted");
case!(sigstore_timestamp_authority_for_code, "sigstore/timestamp-authority-for-code");
case!(sigstore_timestamp_authority_without_usage, "sigstore/timestamp-authority-without-usage");
case!(sigstore_timestamp_window_ended, "sigstore/timestamp-window-ended");
case!(sigstore_timestamp_window_not_begun, "sigstore/timestamp-window-not-begun");
case!(sigstore_timestamp_window_of_another, "sigstore/timestamp-window-of-another");
case!(sigstore_timestamp_authority_expired_then, "sigstore/timestamp-authority-expired-then");
case!(sigstore_timestamp_chain_broken, "sigstore/timestamp-chain-broken");
case!(sigstore_v0_1_promise_absent, "sigstore/v0.1-promise-absent");
case!(sigstore_v0_2_proof_absent, "sigstore/v0.2-proof-absent");
case!(sigstore_v0_3_proof_absent, "sigstore/v0.3-proof-absent");
case!(sigstore_v0_3_checkpoint_absent, "sigstore/v0.3-checkpoint-absent");
case!(sigstore_rekor_v2_checkpoint_absent, "sigstore/rekor-v2-checkpoint-absent");
case!(sigstore_envelope_proof_absent, "sigstore/envelope-proof-absent");
case!(sigstore_v0_3_proof_empty, "sigstore/v0.3-proof-empty");
case!(sigstore_v0_3_checkpoint_empty, "sigstore/v0.3-checkpoint-empty");
case!(sigstore_forged_tree_of_one, "sigstore/forged-tree-of-one");
case!(sigstore_v0_1_proof_without_checkpoint, "sigstore/v0.1-proof-without-checkpoint");
case!(sigstore_v0_1_rekor_v2_unproven, "sigstore/v0.1-rekor-v2-unproven");
case!(sigstore_v0_1_rekor_v2_without_checkpoint, "sigstore/v0.1-rekor-v2-without-checkpoint");
case!(sigstore_entries_absent, "sigstore/entries-absent");
case!(sigstore_entries_absent_promise_needed, "sigstore/entries-absent-promise-needed");
case!(sigstore_log_unknown, "sigstore/log-unknown");
case!(sigstore_log_unknown_of_two, "sigstore/log-unknown-of-two");
case!(sigstore_log_window_ended, "sigstore/log-window-ended");
case!(sigstore_log_window_not_begun, "sigstore/log-window-not-begun");
case!(sigstore_log_v2_window_ended, "sigstore/log-v2-window-ended");
case!(sigstore_log_v2_window_not_begun, "sigstore/log-v2-window-not-begun");
case!(sigstore_log_window_without_start, "sigstore/log-window-without-start");
case!(sigstore_log_v2_window_without_start, "sigstore/log-v2-window-without-start");
case!(sigstore_proof_hash_changed, "sigstore/proof-hash-changed");
case!(sigstore_proof_hash_lost, "sigstore/proof-hash-lost");
case!(sigstore_proof_hash_added, "sigstore/proof-hash-added");
case!(sigstore_proof_hashes_swapped, "sigstore/proof-hashes-swapped");
case!(sigstore_proof_hashes_none, "sigstore/proof-hashes-none");
case!(sigstore_proof_index_changed, "sigstore/proof-index-changed");
case!(sigstore_proof_index_beyond_tree, "sigstore/proof-index-beyond-tree");
case!(sigstore_proof_index_huge, "sigstore/proof-index-huge");
case!(sigstore_proof_tree_size_zero, "sigstore/proof-tree-size-zero");
case!(sigstore_proof_root_changed, "sigstore/proof-root-changed");
case!(sigstore_proof_tree_size_changed, "sigstore/proof-tree-size-changed");
case!(sigstore_rekor_v2_proof_hash_changed, "sigstore/rekor-v2-proof-hash-changed");
case!(sigstore_proof_of_node_as_leaf, "sigstore/proof-of-node-as-leaf");
case!(sigstore_checkpoint_signature_wrong, "sigstore/checkpoint-signature-wrong");
case!(sigstore_checkpoint_v2_signature_wrong, "sigstore/checkpoint-v2-signature-wrong");
case!(sigstore_checkpoint_of_another_tree, "sigstore/checkpoint-of-another-tree");
case!(sigstore_checkpoint_of_another_size, "sigstore/checkpoint-of-another-size");
case!(sigstore_checkpoint_text_changed, "sigstore/checkpoint-text-changed");
case!(sigstore_checkpoint_log_signature_absent, "sigstore/checkpoint-log-signature-absent");
case!(sigstore_checkpoint_key_hint_wrong, "sigstore/checkpoint-key-hint-wrong");
case!(sigstore_checkpoint_origin_of_another_log, "sigstore/checkpoint-origin-of-another-log");
case!(sigstore_checkpoint_signed_by_other_log, "sigstore/checkpoint-signed-by-other-log");
case!(sigstore_forged_tree_of_one_signed, "sigstore/forged-tree-of-one-signed");
case!(sigstore_checkpoint_without_signatures, "sigstore/checkpoint-without-signatures");
case!(sigstore_checkpoint_without_root, "sigstore/checkpoint-without-root");
case!(sigstore_checkpoint_size_not_a_number, "sigstore/checkpoint-size-not-a-number");
case!(sigstore_checkpoint_size_signed, "sigstore/checkpoint-size-signed");
case!(sigstore_checkpoint_size_padded, "sigstore/checkpoint-size-padded");
case!(sigstore_checkpoint_root_short, "sigstore/checkpoint-root-short");
case!(sigstore_checkpoint_origin_empty, "sigstore/checkpoint-origin-empty");
case!(sigstore_checkpoint_signature_no_dash, "sigstore/checkpoint-signature-no-dash");
case!(sigstore_checkpoint_signature_not_base64, "sigstore/checkpoint-signature-not-base64");
case!(sigstore_checkpoint_prose, "sigstore/checkpoint-prose");
case!(sigstore_entry_of_another_file, "sigstore/entry-of-another-file");
case!(sigstore_entry_of_another_signer, "sigstore/entry-of-another-signer");
case!(sigstore_entry_of_another_certificate, "sigstore/entry-of-another-certificate");
case!(sigstore_rekor_v2_entry_of_another_file, "sigstore/rekor-v2-entry-of-another-file");
case!(sigstore_rekor_v2_entry_of_another_signer, "sigstore/rekor-v2-entry-of-another-signer");
case!(sigstore_entry_of_statement_for_file, "sigstore/entry-of-statement-for-file");
case!(sigstore_entry_of_file_for_statement, "sigstore/entry-of-file-for-statement");
case!(sigstore_entry_hashedrekord_0_0_1_of_another_statement, "sigstore/entry-hashedrekord-0.0.1-of-another-statement");
case!(sigstore_entry_hashedrekord_0_0_1_of_another_signer, "sigstore/entry-hashedrekord-0.0.1-of-another-signer");
case!(sigstore_entry_dsse_0_0_1_of_another_statement, "sigstore/entry-dsse-0.0.1-of-another-statement");
case!(sigstore_entry_dsse_0_0_1_of_another_signer, "sigstore/entry-dsse-0.0.1-of-another-signer");
case!(sigstore_entry_intoto_0_0_1_of_another_statement, "sigstore/entry-intoto-0.0.1-of-another-statement");
case!(sigstore_entry_intoto_0_0_1_of_another_signer, "sigstore/entry-intoto-0.0.1-of-another-signer");
case!(sigstore_entry_intoto_0_0_2_of_another_statement, "sigstore/entry-intoto-0.0.2-of-another-statement");
case!(sigstore_entry_intoto_0_0_2_of_another_signer, "sigstore/entry-intoto-0.0.2-of-another-signer");
case!(sigstore_rekor_v2_hashedrekord_of_another_statement, "sigstore/rekor-v2-hashedrekord-of-another-statement");
case!(sigstore_rekor_v2_hashedrekord_of_another_signer, "sigstore/rekor-v2-hashedrekord-of-another-signer");
case!(sigstore_rekor_v2_dsse_of_another_statement, "sigstore/rekor-v2-dsse-of-another-statement");
case!(sigstore_rekor_v2_dsse_of_another_signer, "sigstore/rekor-v2-dsse-of-another-signer");
case!(sigstore_entry_of_another_file_too, "sigstore/entry-of-another-file-too");
case!(sigstore_entry_digest_differs, "sigstore/entry-digest-differs");
case!(sigstore_entry_signature_differs, "sigstore/entry-signature-differs");
case!(sigstore_entry_certificate_differs, "sigstore/entry-certificate-differs");
case!(sigstore_entry_key_for_certificate, "sigstore/entry-key-for-certificate");
case!(sigstore_entry_rekord_digest_differs, "sigstore/entry-rekord-digest-differs");
case!(sigstore_rekor_v2_digest_differs, "sigstore/rekor-v2-digest-differs");
case!(sigstore_rekor_v2_signature_differs, "sigstore/rekor-v2-signature-differs");
case!(sigstore_rekor_v2_certificate_differs, "sigstore/rekor-v2-certificate-differs");
case!(sigstore_rekor_v2_hash_of_payload, "sigstore/rekor-v2-hash-of-payload");
case!(sigstore_entry_dsse_payload_differs, "sigstore/entry-dsse-payload-differs");
case!(sigstore_entry_dsse_signature_differs, "sigstore/entry-dsse-signature-differs");
case!(sigstore_entry_dsse_certificate_differs, "sigstore/entry-dsse-certificate-differs");
case!(sigstore_entry_dsse_without_signatures, "sigstore/entry-dsse-without-signatures");
case!(sigstore_entry_intoto_payload_differs, "sigstore/entry-intoto-payload-differs");
case!(sigstore_entry_intoto_certificate_differs, "sigstore/entry-intoto-certificate-differs");
case!(sigstore_entry_intoto_2_payload_differs, "sigstore/entry-intoto-2-payload-differs");
case!(sigstore_entry_intoto_2_signature_differs, "sigstore/entry-intoto-2-signature-differs");
case!(sigstore_entry_intoto_2_certificate_differs, "sigstore/entry-intoto-2-certificate-differs");
case!(sigstore_entry_intoto_2_type_differs, "sigstore/entry-intoto-2-type-differs");
case!(sigstore_rekor_v2_dsse_payload_differs, "sigstore/rekor-v2-dsse-payload-differs");
case!(sigstore_rekor_v2_dsse_signature_differs, "sigstore/rekor-v2-dsse-signature-differs");
case!(sigstore_rekor_v2_dsse_certificate_differs, "sigstore/rekor-v2-dsse-certificate-differs");
case!(sigstore_entry_body_changed, "sigstore/entry-body-changed");
case!(sigstore_kind_claimed_otherwise, "sigstore/kind-claimed-otherwise");
case!(sigstore_kind_version_claimed_otherwise, "sigstore/kind-version-claimed-otherwise");
case!(sigstore_kind_unknown, "sigstore/kind-unknown");
case!(sigstore_kind_version_unknown, "sigstore/kind-version-unknown");
case!(sigstore_body_not_json, "sigstore/body-not-json");
case!(sigstore_body_empty_object, "sigstore/body-empty-object");
case!(sigstore_body_duplicate_key, "sigstore/body-duplicate-key");
case!(sigstore_body_verifier_not_pem, "sigstore/body-verifier-not-pem");
case!(sigstore_body_verifier_of_another_kind, "sigstore/body-verifier-of-another-kind");
case!(sigstore_body_digest_sha1, "sigstore/body-digest-sha1");
case!(sigstore_body_digest_not_hex, "sigstore/body-digest-not-hex");
case!(sigstore_body_digest_sha512, "sigstore/body-digest-sha512");
case!(sigstore_file_tampered, "sigstore/file-tampered");
case!(sigstore_file_tampered_v0_1, "sigstore/file-tampered-v0.1");
case!(sigstore_file_tampered_rekor_v2, "sigstore/file-tampered-rekor-v2");
case!(sigstore_file_empty, "sigstore/file-empty");
case!(sigstore_file_tampered_without_hint, "sigstore/file-tampered-without-hint");
case!(sigstore_file_tampered_without_hint_ed25519, "sigstore/file-tampered-without-hint-ed25519");
case!(sigstore_message_digest_differs, "sigstore/message-digest-differs");
case!(sigstore_message_digest_of_tampered, "sigstore/message-digest-of-tampered");
case!(sigstore_signature_changed, "sigstore/signature-changed");
case!(sigstore_signature_of_another_file, "sigstore/signature-of-another-file");
case!(sigstore_signature_logged_wrong, "sigstore/signature-logged-wrong");
case!(sigstore_signature_by_another_key, "sigstore/signature-by-another-key");
case!(sigstore_orphan, "sigstore/orphan");
case!(sigstore_orphan_beside_own, "sigstore/orphan-beside-own");
case!(sigstore_explicit_for_another_file, "sigstore/explicit-for-another-file");
case!(sigstore_ecdsa_long_length, "sigstore/ecdsa-long-length");
case!(sigstore_ecdsa_padded_number, "sigstore/ecdsa-padded-number");
case!(sigstore_ecdsa_trailing_byte, "sigstore/ecdsa-trailing-byte");
case!(sigstore_ecdsa_raw, "sigstore/ecdsa-raw");
case!(sigstore_ecdsa_zeros, "sigstore/ecdsa-zeros");
case!(sigstore_ecdsa_one_byte, "sigstore/ecdsa-one-byte");
case!(sigstore_ed25519_s_too_large, "sigstore/ed25519-s-too-large");
case!(sigstore_envelope_signature_changed, "sigstore/envelope-signature-changed");
case!(sigstore_envelope_payload_swapped, "sigstore/envelope-payload-swapped");
case!(sigstore_envelope_type_changed, "sigstore/envelope-type-changed");
case!(sigstore_envelope_signed_without_pae, "sigstore/envelope-signed-without-pae");
case!(sigstore_envelope_payload_type_other, "sigstore/envelope-payload-type-other");
case!(sigstore_envelope_statement_of_other_type, "sigstore/envelope-statement-of-other-type");
case!(sigstore_statement_about_another_file, "sigstore/statement-about-another-file");
case!(sigstore_statement_same_name_other_digest, "sigstore/statement-same-name-other-digest");
case!(sigstore_statement_tampered_file, "sigstore/statement-tampered-file");
case!(sigstore_statement_about_another_found, "sigstore/statement-about-another-found");
case!(sigstore_statement_sha1_only, "sigstore/statement-sha1-only");
case!(sigstore_statement_git_commit_only, "sigstore/statement-git-commit-only");
case!(sigstore_statement_no_subject, "sigstore/statement-no-subject");
case!(sigstore_statement_digest_not_hex, "sigstore/statement-digest-not-hex");
case!(sigstore_statement_digest_short, "sigstore/statement-digest-short");
case!(sigstore_statement_type_unknown, "sigstore/statement-type-unknown");
case!(sigstore_statement_type_absent, "sigstore/statement-type-absent");
case!(sigstore_statement_not_json, "sigstore/statement-not-json");
case!(sigstore_statement_not_utf8, "sigstore/statement-not-utf8");
case!(sigstore_statement_duplicate_subject, "sigstore/statement-duplicate-subject");
case!(sigstore_statement_v0_1, "sigstore/statement-v0.1");
case!(sigstore_statement_digests_disagree, "sigstore/statement-digests-disagree");
case!(sigstore_identity_exact, "sigstore/identity-exact");
case!(sigstore_identity_pattern, "sigstore/identity-pattern");
case!(sigstore_identity_pattern_anchored_twice, "sigstore/identity-pattern-anchored-twice");
case!(sigstore_identity_issuer_pattern, "sigstore/identity-issuer-pattern");
case!(sigstore_identity_another, "sigstore/identity-another");
case!(sigstore_identity_substring, "sigstore/identity-substring");
case!(sigstore_identity_suffix, "sigstore/identity-suffix");
case!(sigstore_identity_superstring, "sigstore/identity-superstring");
case!(sigstore_identity_letter_case, "sigstore/identity-letter-case");
case!(sigstore_identity_pattern_start, "sigstore/identity-pattern-start");
case!(sigstore_identity_pattern_end, "sigstore/identity-pattern-end");
case!(sigstore_identity_pattern_alternatives, "sigstore/identity-pattern-alternatives");
case!(sigstore_identity_pattern_none, "sigstore/identity-pattern-none");
case!(sigstore_identity_issuer_another, "sigstore/identity-issuer-another");
case!(sigstore_identity_issuer_prefix, "sigstore/identity-issuer-prefix");
case!(sigstore_identity_issuer_slash, "sigstore/identity-issuer-slash");
case!(sigstore_identity_issuer_pattern_start, "sigstore/identity-issuer-pattern-start");
case!(sigstore_identity_without_issuer, "sigstore/identity-without-issuer");
case!(sigstore_identity_uri_for_email, "sigstore/identity-uri-for-email");
case!(sigstore_identity_repo_for_person, "sigstore/identity-repo-for-person");
case!(sigstore_identity_nul, "sigstore/identity-nul");
case!(sigstore_repo, "sigstore/repo");
case!(sigstore_repo_as_link, "sigstore/repo-as-link");
case!(sigstore_repo_workflow, "sigstore/repo-workflow");
case!(sigstore_repo_ref, "sigstore/repo-ref");
case!(sigstore_repo_workflow_elsewhere, "sigstore/repo-workflow-elsewhere");
case!(sigstore_repo_old_certificate, "sigstore/repo-old-certificate");
case!(sigstore_workflow_exact, "sigstore/workflow-exact");
case!(sigstore_repo_and_pattern, "sigstore/repo-and-pattern");
case!(sigstore_repo_workflow_at_commit, "sigstore/repo-workflow-at-commit");
case!(sigstore_repo_workflow_tag_with_at, "sigstore/repo-workflow-tag-with-at");
case!(sigstore_source_published_by_workflow, "sigstore/source-published-by-workflow");
case!(sigstore_repo_workflow_name_with_at, "sigstore/repo-workflow-name-with-at");
case!(sigstore_repo_owner_look_alike, "sigstore/repo-owner-look-alike");
case!(sigstore_repo_name_look_alike, "sigstore/repo-name-look-alike");
case!(sigstore_repo_name_shorter, "sigstore/repo-name-shorter");
case!(sigstore_repo_letter_case, "sigstore/repo-letter-case");
case!(sigstore_repo_in_other_owner, "sigstore/repo-in-other-owner");
case!(sigstore_repo_source_elsewhere, "sigstore/repo-source-elsewhere");
case!(sigstore_repo_reusable_workflow_unnamed, "sigstore/repo-reusable-workflow-unnamed");
case!(sigstore_repo_other_issuer, "sigstore/repo-other-issuer");
case!(sigstore_repo_email_like_workflow, "sigstore/repo-email-like-workflow");
case!(sigstore_repo_other_workflow, "sigstore/repo-other-workflow");
case!(sigstore_repo_workflow_prefix, "sigstore/repo-workflow-prefix");
case!(sigstore_repo_other_ref, "sigstore/repo-other-ref");
case!(sigstore_repo_branch_for_tag, "sigstore/repo-branch-for-tag");
case!(sigstore_repo_and_other_pattern, "sigstore/repo-and-other-pattern");
case!(sigstore_workflow_unstated, "sigstore/workflow-unstated");
case!(sigstore_like_repo_longer, "sigstore/like-repo-longer");
case!(sigstore_like_repo_upper_case, "sigstore/like-repo-upper-case");
case!(sigstore_like_repo_git, "sigstore/like-repo-git");
case!(sigstore_like_repo_slash, "sigstore/like-repo-slash");
case!(sigstore_like_repo_encoded, "sigstore/like-repo-encoded");
case!(sigstore_like_repo_newline, "sigstore/like-repo-newline");
case!(sigstore_like_repo_letter, "sigstore/like-repo-letter");
case!(sigstore_like_repo_dots, "sigstore/like-repo-dots");
case!(sigstore_like_repo_http, "sigstore/like-repo-http");
case!(sigstore_like_repo_host, "sigstore/like-repo-host");
case!(sigstore_like_owner_longer, "sigstore/like-owner-longer");
case!(sigstore_like_owner_upper_case, "sigstore/like-owner-upper-case");
case!(sigstore_like_owner_slash, "sigstore/like-owner-slash");
case!(sigstore_like_owner_letter, "sigstore/like-owner-letter");
case!(sigstore_like_workflow_dots, "sigstore/like-workflow-dots");
case!(sigstore_like_workflow_encoded, "sigstore/like-workflow-encoded");
case!(sigstore_like_workflow_newline, "sigstore/like-workflow-newline");
case!(sigstore_like_workflow_upper_case, "sigstore/like-workflow-upper-case");
case!(sigstore_like_workflow_slash, "sigstore/like-workflow-slash");
case!(sigstore_like_workflow_letter, "sigstore/like-workflow-letter");
case!(sigstore_like_ref_shorter, "sigstore/like-ref-shorter");
case!(sigstore_like_ref_longer, "sigstore/like-ref-longer");
case!(sigstore_like_ref_newline, "sigstore/like-ref-newline");
case!(sigstore_like_ref_upper_case, "sigstore/like-ref-upper-case");
case!(sigstore_like_identity_encoded, "sigstore/like-identity-encoded");
case!(sigstore_like_identity_newline, "sigstore/like-identity-newline");
case!(sigstore_like_identity_dots, "sigstore/like-identity-dots");
case!(sigstore_like_identity_host_upper_case, "sigstore/like-identity-host-upper-case");
case!(sigstore_like_email_letter, "sigstore/like-email-letter");
case!(sigstore_like_email_newline, "sigstore/like-email-newline");
case!(sigstore_like_email_space, "sigstore/like-email-space");
case!(sigstore_like_email_tag, "sigstore/like-email-tag");
case!(sigstore_like_certified_repo_git, "sigstore/like-certified-repo-git");
case!(sigstore_like_certified_repo_slash, "sigstore/like-certified-repo-slash");
case!(sigstore_like_certified_repo_encoded, "sigstore/like-certified-repo-encoded");
case!(sigstore_like_certified_repo_newline, "sigstore/like-certified-repo-newline");
case!(sigstore_like_certified_repo_dots, "sigstore/like-certified-repo-dots");
case!(sigstore_like_certified_repo_upper_case, "sigstore/like-certified-repo-upper-case");
case!(sigstore_like_certified_workflow_dots, "sigstore/like-certified-workflow-dots");
case!(sigstore_like_certified_workflow_encoded, "sigstore/like-certified-workflow-encoded");
case!(sigstore_like_certified_workflow_longer, "sigstore/like-certified-workflow-longer");
case!(sigstore_like_certified_workflow_deeper, "sigstore/like-certified-workflow-deeper");
case!(sigstore_like_certified_ref_longer, "sigstore/like-certified-ref-longer");
case!(sigstore_like_certified_ref_name, "sigstore/like-certified-ref-name");
case!(sigstore_like_certified_ref_newline, "sigstore/like-certified-ref-newline");
case!(sigstore_like_certified_ref_bare, "sigstore/like-certified-ref-bare");
case!(sigstore_like_certified_email_newline, "sigstore/like-certified-email-newline");
case!(sigstore_like_certified_email_newline_pattern, "sigstore/like-certified-email-newline-pattern");
case!(sigstore_like_certified_email_lines_pattern, "sigstore/like-certified-email-lines-pattern");
case!(sigstore_like_certified_email_case, "sigstore/like-certified-email-case");
case!(sigstore_roots_second_line, "sigstore/roots-second-line");
case!(sigstore_roots_first_line, "sigstore/roots-first-line");
case!(sigstore_roots_two_files, "sigstore/roots-two-files");
case!(sigstore_roots_none_fits, "sigstore/roots-none-fits");
case!(sigstore_roots_failure_stays, "sigstore/roots-failure-stays");
case!(sigstore_root_v0_2_media_type, "sigstore/root-v0.2-media-type");
case!(sigstore_domains_log_of_another, "sigstore/domains-log-of-another");
case!(sigstore_domains_timestamp_of_another, "sigstore/domains-timestamp-of-another");
case!(sigstore_domains_log_v2_of_another, "sigstore/domains-log-v2-of-another");
case!(sigstore_domains_certificate_log_of_another, "sigstore/domains-certificate-log-of-another");
case!(sigstore_domains_escape_to_private, "sigstore/domains-escape-to-private");
case!(sigstore_domains_key_escapes_to_private, "sigstore/domains-key-escapes-to-private");
case!(sigstore_domains_entry_of_another_too, "sigstore/domains-entry-of-another-too");
case!(sigstore_private_instance, "sigstore/private-instance");
case!(sigstore_private_instance_statement, "sigstore/private-instance-statement");
case!(sigstore_private_instance_lists_absent, "sigstore/private-instance-lists-absent");
case!(sigstore_private_instance_without_time, "sigstore/private-instance-without-time");
case!(sigstore_private_instance_stamped_late, "sigstore/private-instance-stamped-late");
case!(sigstore_private_instance_entry_in_unknown_log, "sigstore/private-instance-entry-in-unknown-log");
case!(sigstore_private_instance_unlogged_in_public, "sigstore/private-instance-unlogged-in-public");
case!(sigstore_root_empty, "sigstore/root-empty");
case!(cosign_signature_certificate_entry, "cosign/signature-certificate-entry");
case!(cosign_signature_of_bytes, "cosign/signature-of-bytes");
case!(cosign_certificate_in_base64, "cosign/certificate-in-base64");
case!(cosign_certificate_of_another_name, "cosign/certificate-of-another-name");
case!(cosign_certificate_from_the_log, "cosign/certificate-from-the-log");
case!(cosign_answer_of_the_log, "cosign/answer-of-the-log");
case!(cosign_answers_of_the_log, "cosign/answers-of-the-log");
case!(cosign_p384_with_sha256, "cosign/p384-with-sha256");
case!(cosign_timestamp_beside_entry, "cosign/timestamp-beside-entry");
case!(cosign_entry_completes_a_bundle, "cosign/entry-completes-a-bundle");
case!(cosign_chain_beside, "cosign/chain-beside");
case!(cosign_entry_completes_an_old_bundle, "cosign/entry-completes-an-old-bundle");
case!(cosign_envelope_certificate_entry, "cosign/envelope-certificate-entry");
case!(cosign_bundle, "cosign/bundle");
case!(cosign_bundle_rekord, "cosign/bundle-rekord");
case!(cosign_bundle_certificate_in_pem, "cosign/bundle-certificate-in-pem");
case!(cosign_bundle_of_an_envelope, "cosign/bundle-of-an-envelope");
case!(cosign_bundle_of_an_envelope_intoto, "cosign/bundle-of-an-envelope-intoto");
case!(cosign_bundle_of_an_envelope_intoto_2, "cosign/bundle-of-an-envelope-intoto-2");
case!(cosign_key_signature_entry, "cosign/key-signature-entry");
case!(cosign_key_in_base64, "cosign/key-in-base64");
case!(cosign_key_in_der, "cosign/key-in-der");
case!(cosign_key_bundle_entry_of_another_key, "cosign/key-bundle-entry-of-another-key");
case!(cosign_key_bundle, "cosign/key-bundle");
case!(cosign_key_envelope_bundle, "cosign/key-envelope-bundle");
case!(cosign_key_without_entry, "cosign/key-without-entry");
case!(cosign_key_absent, "cosign/key-absent");
case!(cosign_key_of_another, "cosign/key-of-another");
case!(cosign_without_entry, "cosign/without-entry");
case!(cosign_entry_of_another_signature, "cosign/entry-of-another-signature");
case!(cosign_timestamp_of_another_signature, "cosign/timestamp-of-another-signature");
case!(cosign_timestamp_without_entry, "cosign/timestamp-without-entry");
case!(cosign_bundle_without_entry, "cosign/bundle-without-entry");
case!(cosign_envelope_alone, "cosign/envelope-alone");
case!(cosign_artifact_tampered, "cosign/artifact-tampered");
case!(cosign_certificate_of_someone_else, "cosign/certificate-of-someone-else");
case!(cosign_bundle_entry_of_another_signature, "cosign/bundle-entry-of-another-signature");
case!(cosign_bundle_entry_of_another_file, "cosign/bundle-entry-of-another-file");
case!(cosign_bundle_entry_of_another_certificate, "cosign/bundle-entry-of-another-certificate");
case!(cosign_bundle_entry_of_the_bare_key, "cosign/bundle-entry-of-the-bare-key");
case!(cosign_bundle_log_index_changed, "cosign/bundle-log-index-changed");
case!(cosign_bundle_time_changed, "cosign/bundle-time-changed");
case!(cosign_bundle_promise_changed, "cosign/bundle-promise-changed");
case!(cosign_bundle_body_no_base64, "cosign/bundle-body-no-base64");
case!(cosign_bundle_signature_changed, "cosign/bundle-signature-changed");
case!(cosign_bundle_certificate_broken, "cosign/bundle-certificate-broken");
case!(cosign_answer_proof_changed, "cosign/answer-proof-changed");
case!(cosign_answer_without_promise, "cosign/answer-without-promise");
case!(cosign_image_signature, "cosign/image-signature");
case!(cosign_image_signatures, "cosign/image-signatures");
case!(cosign_image_signature_stored, "cosign/image-signature-stored");
case!(cosign_image_of_another_digest, "cosign/image-of-another-digest");
case!(cosign_image_payload_changed, "cosign/image-payload-changed");
case!(cosign_image_payload_of_another_type, "cosign/image-payload-of-another-type");
case!(cosign_image_stored_of_another_type, "cosign/image-stored-of-another-type");
case!(cosign_bundle_of_an_envelope_stamped, "cosign/bundle-of-an-envelope-stamped");
case!(cosign_bundle_of_an_envelope_entry_of_another, "cosign/bundle-of-an-envelope-entry-of-another");
case!(cosign_envelope_stamped, "cosign/envelope-stamped");
case!(cosign_envelope_stamp_of_another, "cosign/envelope-stamp-of-another");
case!(cosign_envelope_stamp_of_the_payload, "cosign/envelope-stamp-of-the-payload");
case!(cosign_downloaded_key, "cosign/downloaded-key");
case!(cosign_downloaded_stamped, "cosign/downloaded-stamped");
case!(cosign_downloaded_stamped_for_another, "cosign/downloaded-stamped-for-another");
case!(cosign_downloaded_attestations, "cosign/downloaded-attestations");
case!(cosign_downloaded_attestation, "cosign/downloaded-attestation");
case!(cosign_downloaded_attestation_key, "cosign/downloaded-attestation-key");
case!(gitsign_commit, "gitsign/commit");
case!(gitsign_tag, "gitsign/tag");
case!(gitsign_commit_with_head, "gitsign/commit-with-head");
case!(gitsign_commit_before_0_7_0, "gitsign/commit-before-0.7.0");
case!(gitsign_certificates_intermediate_first, "gitsign/certificates-intermediate-first");
case!(gitsign_certificates_intermediate_last, "gitsign/certificates-intermediate-last");
case!(gitsign_message_without_newline, "gitsign/message-without-newline");
case!(gitsign_message_with_carriage_returns, "gitsign/message-with-carriage-returns");
case!(gitsign_long_line, "gitsign/long-line");
case!(gitsign_more_headers, "gitsign/more-headers");
case!(gitsign_signature_in_the_message, "gitsign/signature-in-the-message");
case!(gitsign_sha256_repository, "gitsign/sha256-repository");
case!(gitsign_online_entry_beside, "gitsign/online-entry-beside");
case!(gitsign_committer_of_another_name, "gitsign/committer-of-another-name");
case!(gitsign_timestamp_inside, "gitsign/timestamp-inside");
case!(gitsign_loose_object, "gitsign/loose-object");
case!(gitsign_loose_tag, "gitsign/loose-tag");
case!(gitsign_printed, "gitsign/printed");
case!(gitsign_printed_with_carriage_returns, "gitsign/printed-with-carriage-returns");
case!(gitsign_printed_without_its_end, "gitsign/printed-without-its-end");
case!(gitsign_printed_inexact, "gitsign/printed-inexact");
case!(gitsign_printed_inexact_pgp, "gitsign/printed-inexact-pgp");
case!(gitsign_head_with_other_size, "gitsign/head-with-other-size");
case!(gitsign_head_with_other_kind, "gitsign/head-with-other-kind");
case!(gitsign_loose_object_cut, "gitsign/loose-object-cut");
case!(gitsign_loose_object_followed, "gitsign/loose-object-followed");
case!(gitsign_both_headers, "gitsign/both-headers");
case!(gitsign_both_headers_sha256_repository, "gitsign/both-headers-sha256-repository");
case!(gitsign_tag_with_header, "gitsign/tag-with-header");
case!(gitsign_tag_with_block_in_message, "gitsign/tag-with-block-in-message");
case!(gitsign_not_utf8, "gitsign/not-utf8");
case!(gitsign_algorithms_with_null, "gitsign/algorithms-with-null");
case!(gitsign_timestamp_answer_inside, "gitsign/timestamp-answer-inside");
case!(gitsign_rekor_v2, "gitsign/rekor-v2");
case!(gitsign_rekor_v2_labelled_0_0_1, "gitsign/rekor-v2-labelled-0.0.1");
case!(gitsign_rekor_v2_without_timestamp, "gitsign/rekor-v2-without-timestamp");
case!(gitsign_certificate_under_root, "gitsign/certificate-under-root");
case!(gitsign_certificate_without_sct, "gitsign/certificate-without-sct");
case!(gitsign_certificate_under_root_without_sct, "gitsign/certificate-under-root-without-sct");
case!(gitsign_online, "gitsign/online");
case!(gitsign_online_entry_of_another, "gitsign/online-entry-of-another");
case!(gitsign_timestamp_without_entry, "gitsign/timestamp-without-entry");
case!(gitsign_unsigned, "gitsign/unsigned");
case!(gitsign_pgp, "gitsign/pgp");
case!(gitsign_ssh, "gitsign/ssh");
case!(gitsign_unknown_tool, "gitsign/unknown-tool");
case!(gitsign_tag_with_block_alone, "gitsign/tag-with-block-alone");
case!(gitsign_smime, "gitsign/smime");
case!(gitsign_message_changed, "gitsign/message-changed");
case!(gitsign_author_changed, "gitsign/author-changed");
case!(gitsign_header_added, "gitsign/header-added");
case!(gitsign_tree_twice, "gitsign/tree-twice");
case!(gitsign_signature_of_another_commit, "gitsign/signature-of-another-commit");
case!(gitsign_content_type_of_another_kind, "gitsign/content-type-of-another-kind");
case!(gitsign_two_signatures, "gitsign/two-signatures");
case!(gitsign_two_signatures_sha256, "gitsign/two-signatures-sha256");
case!(gitsign_two_signers, "gitsign/two-signers");
case!(gitsign_certificate_absent, "gitsign/certificate-absent");
case!(gitsign_certificates_none, "gitsign/certificates-none");
case!(gitsign_certificate_of_someone_else, "gitsign/certificate-of-someone-else");
case!(gitsign_attributes_absent, "gitsign/attributes-absent");
case!(gitsign_inclusion_proof_changed, "gitsign/inclusion-proof-changed");
case!(gitsign_promise_changed, "gitsign/promise-changed");
case!(gitsign_time_changed, "gitsign/time-changed");
case!(gitsign_signed_after_validity, "gitsign/signed-after-validity");
case!(gitsign_signed_by_someone_else, "gitsign/signed-by-someone-else");
case!(gitsign_armour_broken, "gitsign/armour-broken");
case!(gitsign_online_signature_of_another_key, "gitsign/online-signature-of-another-key");
case!(gitsign_hash_is_not_the_object, "gitsign/hash-is-not-the-object");
case!(gitsign_tag_with_text_after_signature, "gitsign/tag-with-text-after-signature");
case!(gitsign_text_after_signature, "gitsign/text-after-signature");
case!(gitsign_two_blocks, "gitsign/two-blocks");
case!(gitsign_signature_too_large, "gitsign/signature-too-large");
case!(gitsign_content_attached, "gitsign/content-attached");
case!(gitsign_length_not_minimal, "gitsign/length-not-minimal");
case!(gitsign_length_indefinite, "gitsign/length-indefinite");
case!(gitsign_message_followed, "gitsign/message-followed");
case!(gitsign_bundle, "gitsign/bundle");
case!(gitsign_bundle_sha256, "gitsign/bundle-sha256");
case!(gitsign_pack, "gitsign/pack");
case!(gitsign_pack_sha256, "gitsign/pack-sha256");
case!(gitsign_pack_delta_by_offset, "gitsign/pack-delta-by-offset");
case!(gitsign_pack_delta_by_id, "gitsign/pack-delta-by-id");
case!(gitsign_pack_delta_before_its_base, "gitsign/pack-delta-before-its-base");
case!(gitsign_pack_delta_chain, "gitsign/pack-delta-chain");
case!(gitsign_pack_object_twice, "gitsign/pack-object-twice");
case!(gitsign_bundle_thin, "gitsign/bundle-thin");
case!(gitsign_bundle_unsigned_commit, "gitsign/bundle-unsigned-commit");
case!(gitsign_bundle_commit_of_other_tool, "gitsign/bundle-commit-of-other-tool");
case!(gitsign_bundle_unsigned, "gitsign/bundle-unsigned");
case!(gitsign_bundle_without_its_tip, "gitsign/bundle-without-its-tip");
case!(gitsign_bundle_without_a_parent, "gitsign/bundle-without-a-parent");
case!(gitsign_pack_thin, "gitsign/pack-thin");
case!(gitsign_pack_empty, "gitsign/pack-empty");
case!(gitsign_bundle_online, "gitsign/bundle-online");
case!(gitsign_bundle_online_entries_beside, "gitsign/bundle-online-entries-beside");
case!(gitsign_bundle_unsupported, "gitsign/bundle-unsupported");
case!(gitsign_pack_commit_changed, "gitsign/pack-commit-changed");
case!(gitsign_pack_commit_with_two_signatures, "gitsign/pack-commit-with-two-signatures");
case!(gitsign_pack_tag_as_commit, "gitsign/pack-tag-as-commit");
case!(gitsign_bundle_by_someone_else, "gitsign/bundle-by-someone-else");
case!(gitsign_pack_checksum, "gitsign/pack-checksum");
case!(gitsign_pack_cut, "gitsign/pack-cut");
case!(gitsign_pack_cut_in_checksum, "gitsign/pack-cut-in-checksum");
case!(gitsign_pack_followed, "gitsign/pack-followed");
case!(gitsign_pack_version, "gitsign/pack-version");
case!(gitsign_pack_type, "gitsign/pack-type");
case!(gitsign_pack_count, "gitsign/pack-count");
case!(gitsign_pack_size_larger, "gitsign/pack-size-larger");
case!(gitsign_pack_content, "gitsign/pack-content");
case!(gitsign_pack_delta_of_other_size, "gitsign/pack-delta-of-other-size");
case!(gitsign_pack_delta_beyond, "gitsign/pack-delta-beyond");
case!(gitsign_pack_delta_reserved, "gitsign/pack-delta-reserved");
case!(gitsign_pack_base_before_start, "gitsign/pack-base-before-start");
case!(gitsign_pack_base_itself, "gitsign/pack-base-itself");
case!(gitsign_bundle_head_without_name, "gitsign/bundle-head-without-name");
case!(gitsign_bundle_head_short_id, "gitsign/bundle-head-short-id");
case!(gitsign_bundle_head_capability_in_v2, "gitsign/bundle-head-capability-in-v2");
case!(policy_alternatives, "policy/alternatives");
case!(policy_alternatives_none, "policy/alternatives-none");
case!(policy_alternative_patterns, "policy/alternative-patterns");
case!(policy_alternative_patterns_anchored, "policy/alternative-patterns-anchored");
case!(policy_repos, "policy/repos");
case!(policy_repos_none, "policy/repos-none");
case!(policy_repo_workflow_ref, "policy/repo-workflow-ref");
case!(policy_repo_ref_none, "policy/repo-ref-none");
case!(policy_workflow_file_with_at, "policy/workflow-file-with-at");
case!(policy_owner, "policy/owner");
case!(policy_owner_of_old_certificate, "policy/owner-of-old-certificate");
case!(policy_owner_of_old_certificate_prefix, "policy/owner-of-old-certificate-prefix");
case!(policy_owner_prefix, "policy/owner-prefix");
case!(policy_owner_letter_case, "policy/owner-letter-case");
case!(policy_owner_of_person, "policy/owner-of-person");
case!(policy_gitlab, "policy/gitlab");
case!(policy_gitlab_other_file, "policy/gitlab-other-file");
case!(policy_gitlab_group, "policy/gitlab-group");
case!(policy_gitlab_for_github, "policy/gitlab-for-github");
case!(policy_key_fingerprint, "policy/key-fingerprint");
case!(policy_key_fingerprint_another, "policy/key-fingerprint-another");
case!(policy_key_for_person, "policy/key-for-person");
case!(policy_times_inside, "policy/times-inside");
case!(policy_times_both_ends, "policy/times-both-ends");
case!(policy_time_too_old, "policy/time-too-old");
case!(policy_time_too_new, "policy/time-too-new");
case!(policy_time_other_offset, "policy/time-other-offset");
case!(policy_algorithms, "policy/algorithms");
case!(policy_algorithms_none, "policy/algorithms-none");
case!(policy_runner_hosted, "policy/runner-hosted");
case!(policy_runner_self_hosted, "policy/runner-self-hosted");
case!(policy_runner_look_alike, "policy/runner-look-alike");
case!(policy_runner_unsaid, "policy/runner-unsaid");
case!(policy_beside_a_key, "policy/beside-a-key");
case!(policy_beside_no_key, "policy/beside-no-key");
case!(policy_beside_another_key, "policy/beside-another-key");
case!(policy_predicate, "policy/predicate");
case!(policy_predicates, "policy/predicates");
case!(policy_predicate_one_of_two, "policy/predicate-one-of-two");
case!(policy_predicate_none, "policy/predicate-none");
case!(policy_predicate_type_prefix, "policy/predicate-type-prefix");
case!(policy_predicate_none_at_all, "policy/predicate-none-at-all");
case!(policy_section_exact, "policy/section-exact");
case!(policy_section_pattern, "policy/section-pattern");
case!(policy_section_strict, "policy/section-strict");
case!(policy_section_general, "policy/section-general");
case!(policy_section_and_general, "policy/section-and-general");
case!(policy_section_adds, "policy/section-adds");
case!(policy_section_none, "policy/section-none");
case!(policy_section_name_case, "policy/section-name-case");
case!(policy_signers_one_of_two, "policy/signers-one-of-two");
case!(policy_signers_two_of_two, "policy/signers-two-of-two");
case!(policy_signers_two_of_three, "policy/signers-two-of-three");
case!(policy_signers_one_twice, "policy/signers-one-twice");
case!(policy_signers_same_file_twice, "policy/signers-same-file-twice");
case!(policy_signers_two_keys_of_one, "policy/signers-two-keys-of-one");
case!(policy_signers_one_person_two_issuers, "policy/signers-one-person-two-issuers");
case!(policy_signers_one_could_be_both, "policy/signers-one-could-be-both");
case!(policy_signers_overlapping, "policy/signers-overlapping");
case!(policy_signers_one_repository, "policy/signers-one-repository");
case!(policy_signers_one_wrong, "policy/signers-one-wrong");
case!(policy_signers_a_stranger, "policy/signers-a-stranger");
case!(policy_signers_named, "policy/signers-named");
case!(policy_mix_signer_and_attestation, "policy/mix-signer-and-attestation");
case!(policy_mix_identity_and_issuer, "policy/mix-identity-and-issuer");
case!(policy_mix_signer_and_time, "policy/mix-signer-and-time");
case!(policy_mix_second_signature_fits, "policy/mix-second-signature-fits");
case!(policy_mix_repository_and_runner, "policy/mix-repository-and-runner");
case!(policy_mix_tampered_attestation, "policy/mix-tampered-attestation");
case!(policy_mix_threshold_and_attestation, "policy/mix-threshold-and-attestation");
case!(policy_mix_threshold_both_attest, "policy/mix-threshold-both-attest");
case!(policy_stranger_beside, "policy/stranger-beside");
case!(policy_bad_syntax, "policy/bad-syntax");
case!(policy_bad_key_twice, "policy/bad-key-twice");
case!(policy_bad_not_object, "policy/bad-not-object");
case!(policy_bad_schema, "policy/bad-schema");
case!(policy_bad_version, "policy/bad-version");
case!(policy_bad_key_unknown, "policy/bad-key-unknown");
case!(policy_bad_key_case, "policy/bad-key-case");
case!(policy_bad_list_empty, "policy/bad-list-empty");
case!(policy_bad_alternative_empty, "policy/bad-alternative-empty");
case!(policy_bad_alternative_twice, "policy/bad-alternative-twice");
case!(policy_bad_pattern, "policy/bad-pattern");
case!(policy_bad_exact_and_pattern, "policy/bad-exact-and-pattern");
case!(policy_bad_repo, "policy/bad-repo");
case!(policy_bad_owner, "policy/bad-owner");
case!(policy_bad_key, "policy/bad-key");
case!(policy_bad_key_and_identity, "policy/bad-key-and-identity");
case!(policy_bad_ref_alone, "policy/bad-ref-alone");
case!(policy_bad_ref_name, "policy/bad-ref-name");
case!(policy_bad_ref_encoded, "policy/bad-ref-encoded");
case!(policy_bad_repo_for_person, "policy/bad-repo-for-person");
case!(policy_bad_repo_and_owner, "policy/bad-repo-and-owner");
case!(policy_bad_repo_and_issuer, "policy/bad-repo-and-issuer");
case!(policy_bad_times_contradict, "policy/bad-times-contradict");
case!(policy_bad_time, "policy/bad-time");
case!(policy_bad_algorithm, "policy/bad-algorithm");
case!(policy_bad_algorithms_empty, "policy/bad-algorithms-empty");
case!(policy_bad_flag, "policy/bad-flag");
case!(policy_bad_predicates_empty, "policy/bad-predicates-empty");
case!(policy_bad_predicate_number, "policy/bad-predicate-number");
case!(policy_bad_threshold_zero, "policy/bad-threshold-zero");
case!(policy_bad_threshold_many, "policy/bad-threshold-many");
case!(policy_bad_threshold_missing, "policy/bad-threshold-missing");
case!(policy_bad_signers_empty, "policy/bad-signers-empty");
case!(policy_bad_signer_unnamed, "policy/bad-signer-unnamed");
case!(policy_bad_signer_key, "policy/bad-signer-key");
case!(policy_bad_signers_and_flat, "policy/bad-signers-and-flat");
case!(policy_bad_sections_empty, "policy/bad-sections-empty");
case!(policy_bad_section_unreachable, "policy/bad-section-unreachable");
case!(policy_bad_section_path, "policy/bad-section-path");
case!(policy_bad_section_key_twice, "policy/bad-section-key-twice");
case!(policy_bad_section_names_nobody, "policy/bad-section-names-nobody");
case!(policy_bad_section_nested, "policy/bad-section-nested");
case!(policy_repo_and_issuer, "policy/repo-and-issuer");
case!(policy_rule_equals, "policy/rule-equals");
case!(policy_rule_equals_another, "policy/rule-equals-another");
case!(policy_rule_equals_case, "policy/rule-equals-case");
case!(policy_rule_equals_part, "policy/rule-equals-part");
case!(policy_rule_key_case, "policy/rule-key-case");
case!(policy_rule_number_for_text, "policy/rule-number-for-text");
case!(policy_rule_text_for_number, "policy/rule-text-for-number");
case!(policy_rule_bool, "policy/rule-bool");
case!(policy_rule_bool_for_number, "policy/rule-bool-for-number");
case!(policy_rule_key_with_dot, "policy/rule-key-with-dot");
case!(policy_rule_one_of, "policy/rule-one-of");
case!(policy_rule_one_of_none, "policy/rule-one-of-none");
case!(policy_rule_exists, "policy/rule-exists");
case!(policy_rule_exists_not, "policy/rule-exists-not");
case!(policy_rule_null, "policy/rule-null");
case!(policy_rule_missing_path, "policy/rule-missing-path");
case!(policy_rule_through_text, "policy/rule-through-text");
case!(policy_rule_object, "policy/rule-object");
case!(policy_rule_bounds, "policy/rule-bounds");
case!(policy_rule_below, "policy/rule-below");
case!(policy_rule_fraction, "policy/rule-fraction");
case!(policy_rule_fraction_above, "policy/rule-fraction-above");
case!(policy_rule_large, "policy/rule-large");
case!(policy_rule_bound_of_text, "policy/rule-bound-of-text");
case!(policy_rule_times, "policy/rule-times");
case!(policy_rule_too_early, "policy/rule-too-early");
case!(policy_rule_no_time, "policy/rule-no-time");
case!(policy_rule_any, "policy/rule-any");
case!(policy_rule_any_none, "policy/rule-any-none");
case!(policy_rule_all, "policy/rule-all");
case!(policy_rule_all_but_one, "policy/rule-all-but-one");
case!(policy_rule_all_but_one_missing, "policy/rule-all-but-one-missing");
case!(policy_rule_any_beside_missing, "policy/rule-any-beside-missing");
case!(policy_rule_all_of_none, "policy/rule-all-of-none");
case!(policy_rule_all_or_empty, "policy/rule-all-or-empty");
case!(policy_rule_or_empty_absent, "policy/rule-or-empty-absent");
case!(policy_rule_any_of_none, "policy/rule-any-of-none");
case!(policy_rule_list_of_object, "policy/rule-list-of-object");
case!(policy_rule_list_without_step, "policy/rule-list-without-step");
case!(policy_rule_index, "policy/rule-index");
case!(policy_rules_of_one, "policy/rules-of-one");
case!(policy_rules_one_of_two, "policy/rules-one-of-two");
case!(policy_rules_not_together, "policy/rules-not-together");
case!(policy_rules_of_two_types, "policy/rules-of-two-types");
case!(policy_rules_type_missing, "policy/rules-type-missing");
case!(policy_rules_of_stranger, "policy/rules-of-stranger");
case!(policy_rules_signature_alone, "policy/rules-signature-alone");
case!(policy_rule_duplicate_key, "policy/rule-duplicate-key");
case!(policy_rule_and_type, "policy/rule-and-type");
case!(policy_level_generator, "policy/level-generator");
case!(policy_level_generator_branch, "policy/level-generator-branch");
case!(policy_level_own_workflow, "policy/level-own-workflow");
case!(policy_level_own_workflow_three, "policy/level-own-workflow-three");
case!(policy_level_self_hosted, "policy/level-self-hosted");
case!(policy_level_claimed, "policy/level-claimed");
case!(policy_level_of_signature, "policy/level-of-signature");
case!(policy_level_of_sbom, "policy/level-of-sbom");
case!(policy_level_beside_sbom, "policy/level-beside-sbom");
case!(policy_level_sbom_alone, "policy/level-sbom-alone");
case!(policy_level_delegated_elsewhere, "policy/level-delegated-elsewhere");
case!(policy_level_person, "policy/level-person");
case!(policy_level_person_two, "policy/level-person-two");
case!(policy_level_delegated_by_map, "policy/level-delegated-by-map");
case!(policy_level_by_map, "policy/level-by-map");
case!(policy_level_by_map_version, "policy/level-by-map-version");
case!(policy_level_by_map_other_version, "policy/level-by-map-other-version");
case!(policy_level_by_map_lower, "policy/level-by-map-lower");
case!(policy_level_by_map_look_alike, "policy/level-by-map-look-alike");
case!(policy_level_by_map_claimed, "policy/level-by-map-claimed");
case!(policy_level_of_key, "policy/level-of-key");
case!(policy_level_of_key_claimed, "policy/level-of-key-claimed");
case!(policy_parameters, "policy/parameters");
case!(policy_parameters_v02, "policy/parameters-v02");
case!(policy_parameters_another, "policy/parameters-another");
case!(policy_parameters_type, "policy/parameters-type");
case!(policy_parameters_absent, "policy/parameters-absent");
case!(policy_parameters_environment, "policy/parameters-environment");
case!(policy_parameters_of_sbom, "policy/parameters-of-sbom");
case!(policy_parameters_of_stranger, "policy/parameters-of-stranger");
case!(policy_bad_level_zero, "policy/bad-level-zero");
case!(policy_bad_level_four, "policy/bad-level-four");
case!(policy_bad_level_text, "policy/bad-level-text");
case!(policy_bad_builder_levels_alone, "policy/bad-builder-levels-alone");
case!(policy_bad_builder_levels_empty, "policy/bad-builder-levels-empty");
case!(policy_bad_builder_level_id, "policy/bad-builder-level-id");
case!(policy_bad_builder_level_four, "policy/bad-builder-level-four");
case!(policy_bad_parameters_empty, "policy/bad-parameters-empty");
case!(policy_bad_parameter_list, "policy/bad-parameter-list");
case!(policy_bad_parameter_fraction, "policy/bad-parameter-fraction");
case!(policy_bad_rules_empty, "policy/bad-rules-empty");
case!(policy_bad_rule_key, "policy/bad-rule-key");
case!(policy_bad_rule_type_missing, "policy/bad-rule-type-missing");
case!(policy_bad_rule_path_missing, "policy/bad-rule-path-missing");
case!(policy_bad_rule_path, "policy/bad-rule-path");
case!(policy_bad_rule_path_root, "policy/bad-rule-path-root");
case!(policy_bad_rule_path_deep, "policy/bad-rule-path-deep");
case!(policy_bad_rule_without_comparison, "policy/bad-rule-without-comparison");
case!(policy_bad_rule_two_comparisons, "policy/bad-rule-two-comparisons");
case!(policy_bad_rule_exists_false, "policy/bad-rule-exists-false");
case!(policy_bad_rule_equals_list, "policy/bad-rule-equals-list");
case!(policy_bad_rule_one_of_empty, "policy/bad-rule-one-of-empty");
case!(policy_bad_rule_one_of_twice, "policy/bad-rule-one-of-twice");
case!(policy_bad_rule_bound_text, "policy/bad-rule-bound-text");
case!(policy_bad_rule_bounds, "policy/bad-rule-bounds");
case!(policy_bad_rule_time, "policy/bad-rule-time");
case!(policy_bad_rule_times, "policy/bad-rule-times");
case!(policy_bad_rule_or_empty, "policy/bad-rule-or-empty");
case!(policy_bad_rules_contradict, "policy/bad-rules-contradict");
case!(policy_bad_rules_contradict_bounds, "policy/bad-rules-contradict-bounds");
case!(policy_bad_rules_contradict_types, "policy/bad-rules-contradict-types");
case!(provenance_builder_known, "provenance/builder-known");
case!(provenance_builder_named, "provenance/builder-named");
case!(provenance_builder_other_version, "provenance/builder-other-version");
case!(provenance_builder_prefix, "provenance/builder-prefix");
case!(provenance_builder_suffix, "provenance/builder-suffix");
case!(provenance_builder_case, "provenance/builder-case");
case!(provenance_builder_look_alike, "provenance/builder-look-alike");
case!(provenance_builder_own_workflow, "provenance/builder-own-workflow");
case!(provenance_builder_branch, "provenance/builder-branch");
case!(provenance_builder_prerelease, "provenance/builder-prerelease");
case!(provenance_builder_elsewhere, "provenance/builder-elsewhere");
case!(provenance_builder_other_issuer, "provenance/builder-other-issuer");
case!(provenance_builder_certificate_bare, "provenance/builder-certificate-bare");
case!(provenance_builder_certificate_torn, "provenance/builder-certificate-torn");
case!(provenance_builder_other_in_provenance, "provenance/builder-other-in-provenance");
case!(provenance_builder_delegated, "provenance/builder-delegated");
case!(provenance_builder_delegated_by_anybody, "provenance/builder-delegated-by-anybody");
case!(provenance_builder_delegated_named, "provenance/builder-delegated-named");
case!(provenance_builder_delegated_other, "provenance/builder-delegated-other");
case!(provenance_builder_delegated_branch, "provenance/builder-delegated-branch");
case!(provenance_builder_delegated_two_versions, "provenance/builder-delegated-two-versions");
case!(provenance_builder_two_versions_wanted, "provenance/builder-two-versions-wanted");
case!(provenance_builder_attested, "provenance/builder-attested");
case!(provenance_source_other_case, "provenance/source-other-case");
case!(provenance_source_prefix, "provenance/source-prefix");
case!(provenance_source_suffix, "provenance/source-suffix");
case!(provenance_source_slash, "provenance/source-slash");
case!(provenance_source_git, "provenance/source-git");
case!(provenance_source_encoded, "provenance/source-encoded");
case!(provenance_source_newline, "provenance/source-newline");
case!(provenance_source_dots, "provenance/source-dots");
case!(provenance_source_owner_look_alike, "provenance/source-owner-look-alike");
case!(provenance_source_of_other_material, "provenance/source-of-other-material");
case!(provenance_source_contradicts, "provenance/source-contradicts");
case!(provenance_source_without_reference, "provenance/source-without-reference");
case!(provenance_source_with_two_references, "provenance/source-with-two-references");
case!(provenance_tag_exact, "provenance/tag-exact");
case!(provenance_tag_with_kind, "provenance/tag-with-kind");
case!(provenance_tag_longer, "provenance/tag-longer");
case!(provenance_tag_other, "provenance/tag-other");
case!(provenance_tag_of_branch, "provenance/tag-of-branch");
case!(provenance_version_partial, "provenance/version-partial");
case!(provenance_version_other, "provenance/version-other");
case!(provenance_version_of_no_version, "provenance/version-of-no-version");
case!(provenance_branch_of_tag, "provenance/branch-of-tag");
case!(provenance_branch_with_kind, "provenance/branch-with-kind");
case!(provenance_branch_upper_case, "provenance/branch-upper-case");
case!(provenance_branch_other, "provenance/branch-other");
case!(provenance_branch_from_input, "provenance/branch-from-input");
case!(provenance_inputs_entered, "provenance/inputs-entered");
case!(provenance_inputs_other, "provenance/inputs-other");
case!(provenance_inputs_of_push, "provenance/inputs-of-push");
case!(provenance_package_of_no_package, "provenance/package-of-no-package");
case!(provenance_predicate_field_unknown, "provenance/predicate-field-unknown");
case!(provenance_predicate_subject_field_unknown, "provenance/predicate-subject-field-unknown");
case!(provenance_predicate_type_other, "provenance/predicate-type-other");
case!(provenance_predicate_build_type_other, "provenance/predicate-build-type-other");
case!(provenance_predicate_builder_missing, "provenance/predicate-builder-missing");
case!(provenance_npm_provenance, "provenance/npm-provenance");
case!(provenance_npm_other_package, "provenance/npm-other-package");
case!(provenance_npm_other_version, "provenance/npm-other-version");
case!(provenance_npm_self_hosted, "provenance/npm-self-hosted");
case!(provenance_npm_run_other, "provenance/npm-run-other");
case!(provenance_npm_variable_unknown, "provenance/npm-variable-unknown");
case!(provenance_npm_times, "provenance/npm-times");
case!(provenance_npm_complete, "provenance/npm-complete");
case!(provenance_summary_passed, "provenance/summary-passed");
case!(provenance_summary_failed, "provenance/summary-failed");
case!(provenance_summary_level_low, "provenance/summary-level-low");
case!(provenance_summary_level_property, "provenance/summary-level-property");
case!(provenance_summary_resource_empty, "provenance/summary-resource-empty");
case!(provenance_summary_resource_other, "provenance/summary-resource-other");
case!(provenance_summary_other_verifier, "provenance/summary-other-verifier");
case!(provenance_summary_subject_absent, "provenance/summary-subject-absent");
case!(provenance_summary_key_name_other, "provenance/summary-key-name-other");
case!(provenance_envelope_with_certificate, "provenance/envelope-with-certificate");
case!(provenance_envelope_with_certificate_completed, "provenance/envelope-with-certificate-completed");
case!(provenance_envelope_with_certificate_of_another, "provenance/envelope-with-certificate-of-another");
case!(provenance_envelope_one_signature_wrong, "provenance/envelope-one-signature-wrong");
case!(provenance_envelope_of_other_digest, "provenance/envelope-of-other-digest");
case!(provenance_envelope_of_other_source, "provenance/envelope-of-other-source");
case!(provenance_bazel_ruleset, "provenance/bazel-ruleset");
case!(provenance_bazel_module, "provenance/bazel-module");
case!(provenance_bazel_module_of_tag, "provenance/bazel-module-of-tag");
case!(provenance_bazel_module_of_other_tag, "provenance/bazel-module-of-other-tag");
case!(provenance_bazel_module_of_other_version, "provenance/bazel-module-of-other-version");
case!(provenance_bazel_ruleset_for_module, "provenance/bazel-ruleset-for-module");
case!(provenance_bazel_look_alike, "provenance/bazel-look-alike");
case!(provenance_bazel_branch, "provenance/bazel-branch");
case!(provenance_bazel_other_type, "provenance/bazel-other-type");
case!(provenance_bazel_of_other_source, "provenance/bazel-of-other-source");
case!(provenance_bazel_of_other_builder, "provenance/bazel-of-other-builder");
case!(registries_npm_signature, "registries/npm-signature");
case!(registries_npm_signature_package, "registries/npm-signature-package");
case!(registries_npm_signature_other_package, "registries/npm-signature-other-package");
case!(registries_npm_signature_other_version, "registries/npm-signature-other-version");
case!(registries_npm_signature_no_build, "registries/npm-signature-no-build");
case!(registries_npm_signature_of_other_file, "registries/npm-signature-of-other-file");
case!(registries_npm_signature_version_changed, "registries/npm-signature-version-changed");
case!(registries_npm_signature_name_changed, "registries/npm-signature-name-changed");
case!(registries_npm_signature_integrity_changed, "registries/npm-signature-integrity-changed");
case!(registries_npm_signature_name_moved, "registries/npm-signature-name-moved");
case!(registries_npm_signature_weak, "registries/npm-signature-weak");
case!(registries_npm_signature_none, "registries/npm-signature-none");
case!(registries_npm_signature_key_unknown, "registries/npm-signature-key-unknown");
case!(registries_npm_lock, "registries/npm-lock");
case!(registries_npm_lock_several, "registries/npm-lock-several");
case!(registries_npm_lock_other, "registries/npm-lock-other");
case!(registries_npm_lock_of_version_1, "registries/npm-lock-of-version-1");
case!(registries_npm_lock_that_requires, "registries/npm-lock-that-requires");
case!(registries_npm_lock_weak, "registries/npm-lock-weak");
case!(registries_pypi_attestation, "registries/pypi-attestation");
case!(registries_pypi_provenance, "registries/pypi-provenance");
case!(registries_pypi_provenance_one_wrong, "registries/pypi-provenance-one-wrong");
case!(registries_pypi_provenance_unknown_publisher, "registries/pypi-provenance-unknown-publisher");
case!(registries_pypi_publisher_other_repository, "registries/pypi-publisher-other-repository");
case!(registries_pypi_publisher_other_case, "registries/pypi-publisher-other-case");
case!(registries_pypi_publisher_other_workflow, "registries/pypi-publisher-other-workflow");
case!(registries_pypi_publisher_other_host, "registries/pypi-publisher-other-host");
case!(registries_pypi_publisher_person, "registries/pypi-publisher-person");
case!(registries_pypi_other_file, "registries/pypi-other-file");
case!(registries_pypi_file_of_the_name, "registries/pypi-file-of-the-name");
case!(registries_pypi_file_of_other_version, "registries/pypi-file-of-other-version");
case!(registries_pypi_file_of_other_project, "registries/pypi-file-of-other-project");
case!(registries_pypi_two_subjects, "registries/pypi-two-subjects");
case!(registries_pypi_subject_unnamed, "registries/pypi-subject-unnamed");
case!(registries_pypi_predicate_other, "registries/pypi-predicate-other");
case!(registries_pypi_version_other, "registries/pypi-version-other");
case!(registries_pypi_without_log, "registries/pypi-without-log");
case!(registries_pypi_provenance_empty, "registries/pypi-provenance-empty");
case!(registries_pypi_signature_of_other_statement, "registries/pypi-signature-of-other-statement");
case!(registries_npm_publication, "registries/npm-publication");
case!(registries_npm_publication_answered_keys, "registries/npm-publication-answered-keys");
case!(registries_npm_publication_key_retired, "registries/npm-publication-key-retired");
case!(registries_npm_publication_key_early, "registries/npm-publication-key-early");
case!(registries_npm_publication_key_expired, "registries/npm-publication-key-expired");
case!(registries_npm_publication_key_of_other_use, "registries/npm-publication-key-of-other-use");
case!(registries_npm_publication_key_of_other_name, "registries/npm-publication-key-of-other-name");
case!(registries_npm_publication_signature_changed, "registries/npm-publication-signature-changed");
case!(registries_npm_package, "registries/npm-package");
case!(registries_npm_package_version_moved, "registries/npm-package-version-moved");
case!(registries_npm_package_without_the_version, "registries/npm-package-without-the-version");
case!(registries_npm_package_unsigned, "registries/npm-package-unsigned");
case!(registries_npm_signature_registry, "registries/npm-signature-registry");
case!(registries_npm_signature_registry_in_use, "registries/npm-signature-registry-in-use");
case!(registries_npm_signature_registry_expired, "registries/npm-signature-registry-expired");
case!(registries_cloud_build, "registries/cloud-build");
case!(registries_cloud_build_copy_leaves_out, "registries/cloud-build-copy-leaves-out");
case!(registries_cloud_build_copy_changed, "registries/cloud-build-copy-changed");
case!(registries_cloud_build_copy_adds, "registries/cloud-build-copy-adds");
case!(registries_cloud_build_copy_of_other_subject, "registries/cloud-build-copy-of-other-subject");
case!(registries_cloud_build_of_other_image, "registries/cloud-build-of-other-image");
case!(registries_cloud_build_key_name_other, "registries/cloud-build-key-name-other");
case!(registries_cloud_build_key_name_of_other_project, "registries/cloud-build-key-name-of-other-project");
case!(registries_github_release, "registries/github-release");
case!(registries_github_release_of_other_tag, "registries/github-release-of-other-tag");
case!(registries_github_release_of_other_repository, "registries/github-release-of-other-repository");
case!(registries_github_release_in_other_case, "registries/github-release-in-other-case");
case!(registries_github_release_by_purl, "registries/github-release-by-purl");
case!(registries_github_release_elsewhere, "registries/github-release-elsewhere");
case!(registries_bottle, "registries/bottle");
case!(registries_bottle_kept, "registries/bottle-kept");
case!(registries_bottle_of_all_platforms, "registries/bottle-of-all-platforms");
case!(registries_bottle_of_other_version, "registries/bottle-of-other-version");
case!(registries_bottle_of_all_platforms_of_other_version, "registries/bottle-of-all-platforms-of-other-version");
case!(registries_bottle_of_other_formula, "registries/bottle-of-other-formula");
case!(registries_bottle_of_other_platform, "registries/bottle-of-other-platform");
case!(registries_bottle_renamed, "registries/bottle-renamed");
case!(tuf_accepted, "tuf/accepted");
case!(tuf_not_accepted, "tuf/not-accepted");
case!(tuf_another_root, "tuf/another-root");
case!(tuf_a_signer_is_expected, "tuf/a-signer-is-expected");
case!(tuf_signed_by_an_identity, "tuf/signed-by-an-identity");
case!(tuf_signed_by_ml_dsa, "tuf/signed-by-ml-dsa");
case!(tuf_expired, "tuf/expired");
case!(tuf_another_file, "tuf/another-file");
case!(tuf_another_length, "tuf/another-length");
case!(tuf_not_where_it_may_be, "tuf/not-where-it-may-be");
case!(tuf_too_deep, "tuf/too-deep");
case!(tuf_names_the_signer, "tuf/names-the-signer");
case!(tuf_the_signer_has_not_signed, "tuf/the-signer-has-not-signed");
case!(tuf_somebody_else_signed, "tuf/somebody-else-signed");
case!(tuf_names_the_signer_and_expired, "tuf/names-the-signer-and-expired");
case!(tuf_both_expect_somebody_else, "tuf/both-expect-somebody-else");
case!(tuf_both_expect_the_same, "tuf/both-expect-the-same");
case!(tuf_names_nobody_unaccepted, "tuf/names-nobody-unaccepted");
case!(tuf_names_a_policy, "tuf/names-a-policy");
case!(tuf_names_a_policy_that_changed, "tuf/names-a-policy-that-changed");
case!(tuf_names_the_signer_of_another_file, "tuf/names-the-signer-of-another-file");
case!(tuf_names_nobody_known, "tuf/names-nobody-known");
case!(tuf_a_key_is_stated, "tuf/a-key-is-stated");
case!(tuf_a_demand_is_stated, "tuf/a-demand-is-stated");
case!(tuf_a_key_is_stated_and_somebody_named, "tuf/a-key-is-stated-and-somebody-named");
case!(tuf_a_signer_is_expected_of_another_file, "tuf/a-signer-is-expected-of-another-file");
case!(tuf_the_expected_signer_signed_another_file, "tuf/the-expected-signer-signed-another-file");
case!(tuf_expired_beside_evidence, "tuf/expired-beside-evidence");
case!(tuf_two_are_expected_and_one_signed, "tuf/two-are-expected-and-one-signed");
case!(tuf_names_two_signers, "tuf/names-two-signers");
case!(tuf_names_two_signers_of_whom_one_signed, "tuf/names-two-signers-of-whom-one-signed");
case!(tuf_names_witnesses, "tuf/names-witnesses");
case!(tuf_unsigned, "tuf/unsigned");
case!(tuf_threshold, "tuf/threshold");
case!(tuf_ml_dsa_over_the_metadata, "tuf/ml-dsa-over-the-metadata");
case!(tuf_ml_dsa_of_other_parameters, "tuf/ml-dsa-of-other-parameters");
case!(tuf_ml_dsa_of_a_later_version, "tuf/ml-dsa-of-a-later-version");
case!(tuf_ml_dsa_by_another_key, "tuf/ml-dsa-by-another-key");
case!(tuf_other_version, "tuf/other-version");
case!(tuf_spec_version, "tuf/spec-version");
case!(tuf_hash, "tuf/hash");
case!(tuf_no_snapshot, "tuf/no-snapshot");
case!(tuf_broken_beside_evidence, "tuf/broken-beside-evidence");
case!(tuf_broken_and_a_signer_is_expected, "tuf/broken-and-a-signer-is-expected");
case!(tuf_lists_another_file_beside_evidence, "tuf/lists-another-file-beside-evidence");
case!(tuf_lists_another_file_and_a_signer_is_expected, "tuf/lists-another-file-and-a-signer-is-expected");
