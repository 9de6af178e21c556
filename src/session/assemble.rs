//! The report, from everything that was found out.

use std::collections::BTreeSet;

use super::companions::Companions;
use super::evidence_report::{bundle_report, unreadable};
use super::image::judged::with_checks;
use super::pairs::{Beyond, left_out};
use super::spoken::{Spoken, is_heard};
use super::{Artifact, EvidenceFile, OtherFile, Session};
use crate::bind::parts::LoosePart;
use crate::bind::{Candidate, Meant, Pair, Speaks, Target, Unbound, bind};
use crate::error::Facts;
use crate::formats::cosign::Part;
use crate::judge::{Demand, Judgement, Verdict, judge_all, judge_artifact, judge_with_words};
use crate::report::{ArtifactReport, EvidenceReport, FileError, Orphan, Report, SCHEMA, claims};
use crate::sniff::Kind;
use crate::trust::domain::TrustSource;
use crate::trust::keyring::Stated;
use crate::verify::artifact::{Subject, verify_with_artifact};
use crate::verify::bundle::own_platform_key;
use crate::verify::check::{Check, Question, Status};

/// What a version says that nobody asks about.
static ASIDE: Speaks = Speaks::Nothing("other-version");

/// A pair with the evidence's report.
pub(super) struct Judged {
    pub(super) pair: Pair,
    /// Further artifacts that the same holds for.
    pub(super) also: Vec<usize>,
    pub(super) report: EvidenceReport,
    pub(super) judgement: Judgement,
}

impl Session {
    /// What the files added so far prove.
    pub fn report(&mut self) -> Report {
        self.settle();
        self.settle_vouchers();
        let (judged, unbound, beyond) = self.judged(None);
        let (mut evidence, spoken) = self.spoken(judged);
        let mut artifacts = self.artifact_reports(&spoken, &beyond);
        let histories = self.history_reports(&mut artifacts, &mut evidence);
        if artifacts.is_empty() {
            let companions = Companions::default();
            let others = self.other_versions(&[]);
            let files = self.evidence.iter().enumerate();
            let asked = files.filter(|(position, _)| !others.contains(position));
            evidence.extend(asked.filter_map(|(_, file)| self.alone(file, &companions)));
        }
        let spoken_of = |index| spoken.is_about(index);
        let of_histories = self.counted_verdicts(&histories, spoken_of).collect::<Vec<_>>();
        let verdicts = artifacts.iter().map(|artifact| artifact.verdict);
        Report {
            schema: SCHEMA,
            verdict: judge_all(verdicts.chain(of_histories)),
            now: self.now,
            artifacts,
            histories,
            repositories: self.repository_reports(),
            evidence,
            orphans: self.orphans(&unbound),
            trust: self.trust_sources(),
            errors: self.errors(),
        }
    }

    /// Each pair of evidence and artifact with what it proves, what speaks about no artifact, and
    /// what more was there than is looked at; of all artifacts or of this one.
    pub(super) fn judged(&self, only: Option<usize>) -> (Vec<Judged>, Vec<Unbound>, Beyond) {
        let present: Vec<(usize, &Artifact)> = self.present().collect();
        let position =
            |index: usize| present.binary_search_by_key(&index, |(known, _)| *known).ok();
        let positions = |indexes: &[usize]| indexes.iter().filter_map(|i| position(*i)).collect();
        let targets: Vec<Target<'_>> = present
            .iter()
            .map(|(index, artifact)| Target {
                name: &artifact.name,
                digests: &artifact.digests,
                images: self
                    .image_artifacts(*index)
                    .filter(|parts| parts.is_container)
                    .map_or(Vec::new(), |parts| positions(&parts.instead)),
                named: artifact.named.as_ref(),
            })
            .collect();
        let meant = |index: usize| match self.image_artifacts(index) {
            Some(parts) => {
                Some(Meant { any: positions(&parts.all), instead: positions(&parts.instead) })
            }
            None => position(index).map(|place| Meant { any: vec![place], instead: vec![place] }),
        };
        let others = self.other_versions(&present);
        let aside = Candidate { name: "", meant: None, speaks: &ASIDE, names: &[], copy_of: None };
        let candidates: Vec<Candidate<'_>> = self
            .evidence
            .iter()
            .zip(self.copies())
            .enumerate()
            .map(|(position, (file, copy_of))| match others.contains(&position) {
                true => aside.clone(),
                false => Candidate {
                    name: &file.origin.name,
                    meant: file.origin.explicit_for.and_then(meant),
                    speaks: &file.speaks,
                    names: &file.names,
                    copy_of,
                },
            })
            .collect();
        let mut bound = bind(&candidates, &targets);
        bound.unbound.retain(|unbound| !others.contains(&unbound.evidence));
        if let Some(only) = only {
            bound.pairs.retain(|pair| Some(pair.artifact) == position(only));
        }
        let (judged, beyond) = self.judge_pairs(&bound, &present);
        let unjudged = beyond.unjudged(&judged);
        bound.unbound.extend(acquitted(&bound.pairs, &judged, &unjudged));
        bound.unbound.extend(unjudged);
        (judged, bound.unbound, beyond)
    }

    fn present(&self) -> impl Iterator<Item = (usize, &Artifact)> {
        let artifacts = self.artifacts.iter().enumerate();
        artifacts
            .filter_map(|(index, artifact)| artifact.as_ref().map(|artifact| (index, artifact)))
    }

    /// What is expected of the artifact of this name.
    pub(super) fn demand(&self, artifact: Option<&str>) -> Demand<'_> {
        let names_key = self.keys.iter().any(|key| key.stated == Stated::Expected);
        Demand::about(self.expectation.as_ref(), names_key, artifact)
    }

    /// What is expected of an artifact: what the user stated or, where that is nothing, what a
    /// repository states on whose root the user relies.
    pub(super) fn demand_for(&self, index: usize) -> Demand<'_> {
        let artifact = self.artifacts.get(index).and_then(Option::as_ref);
        let name = artifact.map(|artifact| artifact.name.as_str());
        match self.naming_voucher(index).and_then(|position| self.vouched_expectation(position)) {
            Some(expectation) => Demand::about(Some(expectation), false, name),
            None => self.demand(name),
        }
    }

    fn artifact_reports(&self, spoken: &Spoken, beyond: &Beyond) -> Vec<ArtifactReport> {
        let shown: Vec<(usize, &Artifact, Vec<Check>)> = self
            .present()
            .map(|(index, artifact)| {
                let mut checks = self.image_checks(index);
                let about = self.above(index).into_iter().chain([index]);
                let limit = about.filter_map(|about| beyond.artifacts.get(&about)).next();
                checks.extend(limit.map(|limit| left_out(*limit)));
                (index, artifact, checks)
            })
            .filter(|(index, artifact, checks)| {
                spoken.is_about(*index)
                    || self.is_being_read(*index)
                    || !checks.is_empty() && self.is_shown(*index)
                    || checks.is_empty() && !artifact.container
            })
            .collect();
        let place = |index: usize| shown.iter().position(|(known, ..)| *known == index);
        let silence = self.silence();
        let report = |(index, artifact, checks): &(usize, &Artifact, Vec<Check>)| {
            let above = self.above(*index);
            let demand = self.demand_for(*index);
            let mut pieces = spoken.pieces(&[*index]);
            // What speaks about the whole was judged by what is demanded of the whole.
            let alike = above.iter().copied().filter(|above| self.is_judged_alike(*above, *index));
            pieces.extend(spoken.pieces(&alike.collect::<Vec<_>>()));
            let all = [&[*index], above.as_slice()].concat();
            let words = spoken.words(&all);
            let covered_by = above.iter().copied().filter(|above| spoken.is_sound(*above));
            let covered_by = covered_by.filter_map(place).collect();
            let (verdict, mut demands) = judge_artifact(&pieces, demand);
            let silence = silence.as_ref().filter(|_| !is_heard(&words));
            let (verdict, more) = judge_with_words(verdict, &words, self.states_demand(), silence);
            demands.extend(more);
            ArtifactReport {
                name: artifact.name.clone(),
                size: artifact.size,
                digests: artifact.digests.clone(),
                verdict: with_checks(verdict, checks),
                evidence: spoken.positions(&all),
                section: demand.section.map(str::to_owned),
                demands,
                history: None,
                image: self.image_report(*index, covered_by, &place),
                checks: checks.clone(),
            }
        };
        shown.iter().map(report).collect()
    }

    /// Whether the same is demanded of two artifacts: by the same repository, or section of a
    /// policy.
    fn is_judged_alike(&self, one: usize, other: usize) -> bool {
        self.naming_voucher(one) == self.naming_voucher(other)
            && self.demand_for(one).section == self.demand_for(other).section
    }

    /// What evidence about an artifact says to another demand than the one on it.
    pub(super) fn judgement_under(&self, pair: Pair, demand: Demand<'_>) -> Option<Judgement> {
        let file = self.evidence.get(pair.evidence)?;
        let artifact = self.artifacts.get(pair.artifact)?.as_ref()?;
        let artifact = Some((pair.artifact, artifact));
        Some(self.report_under(file, artifact, demand, &Companions::default()).1)
    }

    pub(super) fn evidence_report<'a>(
        &'a self,
        file: &'a EvidenceFile,
        artifact: Option<(usize, &Artifact)>,
        companions: &Companions<'a>,
    ) -> (EvidenceReport, Judgement) {
        let demand =
            artifact.map_or_else(|| self.demand(None), |(index, _)| self.demand_for(index));
        self.report_under(file, artifact, demand, companions)
    }

    fn report_under<'a>(
        &'a self,
        file: &'a EvidenceFile,
        artifact: Option<(usize, &Artifact)>,
        demand: Demand<'_>,
        companions: &Companions<'a>,
    ) -> (EvidenceReport, Judgement) {
        let bundle = match &file.content {
            Ok(bundle) => bundle,
            Err(error) => return unreadable(file, error, demand),
        };
        let foundation = file.foundation(bundle, self.context());
        let subject = match artifact {
            Some((index, artifact)) => Subject::Artifact {
                name: &artifact.name,
                digests: &artifact.digests,
                named: artifact.named.as_ref(),
                streamed: self.streamed.get(&(file.origin.id, index)),
            },
            None => Subject::None,
        };
        let mut verification = verify_with_artifact(bundle, foundation, subject, self.context());
        if file.together {
            let index = artifact.map(|(index, _)| index);
            verification.checks.push(self.companions_check(file, index, subject, companions));
        }
        bundle_report(file, bundle, foundation, verification, demand)
    }

    /// Evidence while there is no artifact yet.
    fn alone<'a>(
        &'a self,
        file: &'a EvidenceFile,
        companions: &Companions<'a>,
    ) -> Option<EvidenceReport> {
        let known = file.content.is_ok();
        let (mut report, _) = known.then(|| self.evidence_report(file, None, companions))?;
        if report.verdict < Verdict::Incomplete {
            report.verdict = Verdict::Incomplete;
        }
        Some(report)
    }

    fn orphans(&self, unbound: &[Unbound]) -> Vec<Orphan> {
        let evidence = unbound.iter().filter_map(|unbound| {
            let file = self.evidence.get(unbound.evidence).filter(|file| file.content.is_ok())?;
            Some(Orphan {
                name: file.origin.name.clone(),
                kind: file.kind,
                reason: unbound.reason,
                facts: unbound.facts.clone(),
            })
        });
        let unused = self.unused_parts.iter().filter_map(|index| self.parts.get(*index));
        let parts = unused.map(|LoosePart { name, part }| Orphan {
            name: name.clone(),
            kind: match part {
                Part::Certificate(_) => Kind::Certificate,
                Part::Entry(_) => Kind::LogEntry,
                Part::Timestamp(_) => Kind::Timestamp,
            },
            reason: "part-of-no-signature",
            facts: Facts::new(),
        });
        let waiting = self.others.iter().filter_map(OtherFile::orphan);
        evidence.chain(parts).chain(waiting).collect()
    }

    fn trust_sources(&self) -> Vec<TrustSource> {
        let domains = self.domains.iter().map(|domain| {
            let mut source = domain.source.clone();
            let unused = self.unused.iter().find(|(name, _)| *name == source.name);
            source.unused = unused.map(|(_, error)| claims::error_facts(error));
            source
        });
        let keys = self.keys.iter().map(|given| {
            let source = match given.stated {
                Stated::Expected => "given-key",
                Stated::Found => "found-key",
            };
            TrustSource::new(&given.name, source, None, given.key.fingerprint().hex())
        });
        let named = self.evidence.iter().filter_map(|file| file.content.as_ref().ok());
        let mut platforms: Vec<TrustSource> = named
            .filter_map(|bundle| own_platform_key(bundle.claims(), &self.platform_keys))
            .map(|known| (*known.source).clone())
            .collect();
        platforms.dedup();
        domains.chain(keys).chain(platforms).collect()
    }

    fn errors(&self) -> Vec<FileError> {
        let evidence = self.evidence.iter().filter_map(|file| {
            file.content.as_ref().err().map(|error| FileError::new(&file.origin.name, error))
        });
        let histories = self.history_errors().map(|(name, error)| FileError::new(name, error));
        let others = self.others.iter().filter_map(|file| file.error.clone());
        let images = self.images.iter().flatten().flat_map(|image| image.errors.clone());
        let repositories = self.repository_errors();
        evidence.chain(histories).chain(others).chain(images).chain(repositories).collect()
    }
}

impl OtherFile {
    /// A file that the user must accept before it counts.
    fn orphan(&self) -> Option<Orphan> {
        let reason = match self.kind {
            _ if self.error.is_some() => return None,
            Kind::TrustedRoot => "trusted-root-not-accepted",
            Kind::Policy => "policy-not-accepted",
            _ => return None,
        };
        let name = self.name.clone();
        Some(Orphan { name, kind: self.kind, reason, facts: Facts::new() })
    }
}

/// Whether evidence that named no artifact turned out to be about this one.
pub(super) fn stands_trial(report: &EvidenceReport, artifacts: usize) -> bool {
    let mut checks = report.checks.iter();
    checks.any(|check| {
        check.question == Question::ArtifactSignature
            && (check.status == Status::Passed
                || (check.status == Status::Missing && artifacts == 1))
    })
}

/// The evidence on trial that turned out to be about none of the artifacts.
fn acquitted(pairs: &[Pair], judged: &[Judged], unjudged: &[Unbound]) -> Vec<Unbound> {
    let mut evidence: Vec<usize> =
        pairs.iter().filter(|pair| pair.on_trial).map(|pair| pair.evidence).collect();
    evidence.dedup();
    let standing: BTreeSet<usize> = judged.iter().map(|one| one.pair.evidence).collect();
    let unjudged: BTreeSet<usize> = unjudged.iter().map(|one| one.evidence).collect();
    evidence.retain(|position| !standing.contains(position) && !unjudged.contains(position));
    let reason = "signature-of-no-artifact";
    evidence.into_iter().map(|evidence| Unbound { evidence, reason, facts: Facts::new() }).collect()
}
