//! The report on one piece of evidence, with what it says to the expectation.

use super::EvidenceFile;
use crate::error::{Error, Facts};
use crate::formats::Unverified;
use crate::formats::bundle::{Bundle, Content};
use crate::judge::{Demand, Judgement, Piece, judge_piece};
use crate::policy::slsa::Evidence;
use crate::report::{EvidenceReport, SignerReport, TimeReport, claims};
use crate::verify::Verified;
use crate::verify::artifact::Verification;
use crate::verify::bundle::Foundation;
use crate::verify::check::{Check, Question};
use crate::verify::git::names_signer;
use crate::verify::provenance::Build;
use crate::verify::signer::{Signer, SigningTime};

/// A bundle, as far as it was verified with an artifact.
pub(super) fn bundle_report(
    file: &EvidenceFile,
    bundle: &Unverified<Bundle>,
    foundation: &Foundation,
    verification: Verification,
    demand: Demand<'_>,
) -> (EvidenceReport, Judgement) {
    let mut checks = verification.checks;
    let judgement = judge_piece(
        Piece {
            checks: &checks,
            time: foundation.earliest,
            evidence: Some(Evidence {
                bundle: bundle.claims(),
                statement: verification.statement.as_ref(),
                signer: verification.signer.as_ref(),
            }),
        },
        demand,
    );
    checks.extend(judgement.checks.iter().cloned());
    let mut facts = Facts::new();
    if let Some(domain) = &foundation.domain {
        facts.insert("trustDomain".to_owned(), domain.source.name.clone().into());
    }
    if let Some(statement) = &verification.statement {
        facts.insert("statement".to_owned(), claims::statement_claims(statement.facts()));
        let signer = verification.signer.as_ref();
        if let Some(build) = signer.and_then(|signer| Build::of(statement, signer)) {
            facts.insert("build".to_owned(), build.facts().into());
        }
    }
    if let (Content::Git(git), Some(signer)) = (&bundle.claims().content, &verification.signer) {
        let named = names_signer(&git.object, signer.facts());
        facts.insert("committerIsSigner".to_owned(), named.into());
    }
    let report = EvidenceReport {
        name: file.origin.name.clone(),
        kind: file.kind,
        verdict: judgement.verdict,
        signer: verification.signer.as_ref().map(signer_report),
        time: foundation.time.as_ref().map(time_report),
        checks,
        facts,
        claims: claims::bundle(bundle),
    };
    (report, judgement)
}

/// A bundle that was meant for an artifact and cannot be read.
pub(super) fn unreadable(
    file: &EvidenceFile,
    error: &Error,
    demand: Demand<'_>,
) -> (EvidenceReport, Judgement) {
    let question = match error {
        Error::MediaTypeUnknown { .. } => Question::MediaType,
        _ => Question::Structure,
    };
    let checks = vec![Check::refused(question, error)];
    let piece = Piece { checks: &checks, time: None, evidence: None };
    let judgement = judge_piece(piece, demand);
    let report = EvidenceReport {
        name: file.origin.name.clone(),
        kind: file.kind,
        verdict: judgement.verdict,
        signer: None,
        time: None,
        checks,
        facts: Facts::new(),
        claims: Facts::new(),
    };
    (report, judgement)
}

fn signer_report(signer: &Verified<Signer>) -> SignerReport {
    let signer = signer.facts();
    SignerReport {
        identity: signer.identity.clone(),
        identity_type: signer.identity_type,
        issuer: signer.issuer.clone(),
        extensions: signer.extensions.clone(),
    }
}

fn time_report(time: &Verified<SigningTime>) -> TimeReport {
    let time = time.facts();
    TimeReport { value: time.value, source: time.source, authority: time.authority.clone() }
}
