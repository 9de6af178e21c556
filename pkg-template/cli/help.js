// What `--help` says.

/** @type {Record<string, string>} */
export const HELP = {
  '': `touchstone: is this file what its makers published, and what does its evidence prove?

  touchstone verify  [EVIDENCE] [EXPECTATION] ARTIFACT|sha256:HEX ...
  touchstone inspect FILE ...      what a file is and claims; nothing of it is checked
  touchstone trust   show|check    which roots are relied on, from when, until when

Nothing is fetched. \`touchstone verify --help\` lists the options; --version says the version.
`,
  verify: `touchstone verify [EVIDENCE] [EXPECTATION] ARTIFACT|sha256:HEX|sha512:HEX ...

Evidence
  --evidence FILE         a bundle about the artifact; may be repeated. Without it: the files
                          beside the artifact that are evidence for it
  --key FILE              the public key that should have signed, in PEM or DER
  --trusted-root FILE     your own trusted_root.json, in place of the embedded ones
  --staging               Sigstore's staging instance, in place of the production ones
  --now RFC3339           the time to judge at, in place of the clock's

Expectation: who should have signed
  --certificate-identity TEXT            the identity, exactly
  --certificate-identity-regexp PATTERN  a pattern that the whole identity has to match
  --certificate-oidc-issuer TEXT         who vouched for it, exactly
  --certificate-oidc-issuer-regexp PATTERN
  --repo OWNER/NAME       any workflow of this repository on GitHub
  --workflow PATH         this workflow of it (.github/workflows/...)
  --ref REF               running on this tag or branch (refs/tags/v1)
  --witnesses N           at least N of the witnesses signed the log's checkpoint
  --witness-key KEY       a witness's verifier key; may be repeated
  --policy FILE           all of this, as a file

Output
  --json                  the report as JSON, and nothing else

Exit: 0 verified; 1 failed or unexpected; 2 usage or unreadable input; 3 unstated or incomplete.

  touchstone verify --repo sigstore/cosign cosign-linux-amd64
`,
  inspect: `touchstone inspect [--json] FILE ...

Says what each file is and what it claims. Nothing of it is checked, and there is no verdict.
`,
  trust: `touchstone trust show|check [--trusted-root FILE] [--staging] [--now RFC3339] [--json]

  show   the roots that are relied on, with every authority and log, from when and until when
  check  whether each of them has, now, an authority that issues and a log that is in use
         (exit 3 where one has not)
`,
};
