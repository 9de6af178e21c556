//! Which artifacts the repositories among the files vouch for, and whom they expect to have signed
//! (docs/tuf.md).

use std::cell::Cell;
use std::collections::BTreeMap;

use super::repository::{Repositories, Repository};
use super::{Artifact, Session};
use crate::bind::Pair;
use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::encoding::json::{Json, Node};
use crate::error::{Error, Facts};
use crate::judge::{Demand, Reliance, Silence, Verdict, Word, judge_artifact, judge_word};
use crate::policy::Expectation;
use crate::report::{EvidenceReport, SignerReport, claims};
use crate::sniff::Kind;
use crate::trust::keyring::Stated;
use crate::verify::Verified;
use crate::verify::check::{Check, Question};
use crate::verify::repository::{RepositoryFiles, Survey, Vouched};

/// What one repository says of one artifact.
#[derive(Debug)]
pub(super) struct Voucher {
    artifact: usize,
    repository: usize,
    path: String,
    target: Result<Verified<Vouched>, Error>,
    /// Who must have signed the artifact, as a repository says on whose root the user relies.
    expectation: Option<Result<Expectation, Error>>,
}

/// So many patterns of delegations are compared with paths before the artifacts that are left are
/// not looked for: thousands of files and a hundred thousand delegations would have no end.
const EFFORT: u64 = 50_000_000;
/// So many of them every search counts for.
const SEARCH: u64 = 64;
/// So many bytes of metadata that are read for a search count as one.
const BYTES: usize = 64;

/// What is left of it.
struct Effort {
    left: Cell<u64>,
    vouchers: usize,
}

impl Effort {
    fn spend(&self, cost: u64) {
        self.left.set(self.left.get().saturating_sub(cost));
    }

    /// A file of metadata that is read for a search.
    fn read(&self, files: &RepositoryFiles, name: &str) -> Option<Vec<u8>> {
        let bytes = files.file(name)?;
        self.spend(u64::try_from(bytes.len() / BYTES).unwrap_or(u64::MAX));
        Some(bytes)
    }
}

/// A policy that lay among the files.
struct GivenPolicy<'a> {
    bytes: &'a [u8],
    digests: Digests,
}

impl Session {
    /// Looks for every artifact in each of them.
    pub(super) fn settle_vouchers(&mut self) {
        let mut surveyed = core::mem::take(&mut self.repositories.surveyed);
        let (mut vouchers, mut beyond) = (Vec::new(), BTreeMap::new());
        let mut effort = Effort { left: Cell::new(EFFORT), vouchers: 0 };
        let policies: Vec<GivenPolicy<'_>> = match surveyed.is_empty() {
            true => Vec::new(),
            false => self.repositories.policies.iter().map(|(_, bytes)| policy(bytes)).collect(),
        };
        for (position, repository) in surveyed.iter_mut().enumerate() {
            for (index, artifact) in self.artifacts.iter().enumerate() {
                let Some(artifact) = artifact else { continue };
                match self.voucher((position, repository), (index, artifact), &policies, &effort) {
                    Ok(voucher) => vouchers.extend(voucher),
                    Err(Spent) => drop(beyond.insert(index, effort.vouchers)),
                }
                effort.vouchers = vouchers.len();
            }
        }
        vouchers.sort_by_key(|voucher: &Voucher| voucher.artifact);
        self.repositories.surveyed = surveyed;
        self.repositories.vouchers = vouchers;
        self.repositories.beyond = beyond;
    }

    #[inline(never)]
    fn voucher(
        &self,
        (position, repository): (usize, &mut Repository),
        (index, artifact): (usize, &Artifact),
        policies: &[GivenPolicy<'_>],
        effort: &Effort,
    ) -> Result<Option<Voucher>, Spent> {
        let Repository { survey, files, root, .. } = repository;
        let Ok(survey) = survey.as_mut() else { return Ok(None) };
        let mut best: Option<(String, Result<Verified<Vouched>, Error>)> = None;
        let name = target_name(&artifact.name);
        for number in 0.. {
            let Some(path) = survey.path_for(&artifact.digests, &name, number) else { break };
            if effort.left.get() == 0 {
                return Err(Spent);
            }
            effort.spend(SEARCH.saturating_add(survey.search_cost()));
            let file = |name: &str| effort.read(files, name);
            let target = self.with_verifier(|verifier| {
                survey.vouch(&path, artifact.size, &artifact.digests, &file, verifier)
            });
            let found = target.is_ok();
            if best.is_none() || found {
                best = Some((path, target));
            }
            if found {
                break;
            }
        }
        let Some((path, target)) = best else { return Ok(None) };
        let accepted = root.source == "given";
        let custom =
            target.as_ref().ok().and_then(|vouched| vouched.facts().found.file.custom.clone());
        let expectation = custom.filter(|_| accepted).and_then(|custom| {
            self.expected_by(&custom, survey, files, (policies, effort)).transpose()
        });
        Ok(Some(Voucher { artifact: index, repository: position, path, target, expectation }))
    }

    /// Who must have signed, as custom data says (docs/tuf.md): an expectation, or the path of a
    /// target that holds one.
    fn expected_by(
        &self,
        custom: &Json,
        survey: &mut Survey,
        files: &RepositoryFiles,
        (policies, effort): (&[GivenPolicy<'_>], &Effort),
    ) -> Result<Option<Expectation>, Error> {
        let own = Node::root(custom).exact("touchstone")?;
        let (stated, policy) = (own.exact("expectation")?, own.exact("policy")?);
        if let Some(value) = stated.value() {
            let text = serde_json::Value::from(value.clone()).to_string();
            return expected_in(text.as_bytes()).map(Some);
        }
        if !policy.is_present() {
            return Ok(None);
        }
        let path = policy.text()?;
        let mut refusal = Error::TufFileMissing { file: path.to_owned() };
        for GivenPolicy { bytes, digests } in policies {
            if effort.left.get() == 0 {
                let limit = u64::try_from(effort.vouchers).unwrap_or(u64::MAX);
                return Err(Error::TooManyPairs { limit });
            }
            effort.spend(SEARCH.saturating_add(survey.search_cost()));
            let size = u64::try_from(bytes.len()).ok();
            let file = |name: &str| effort.read(files, name);
            let vouched =
                self.with_verifier(|verifier| survey.vouch(path, size, digests, &file, verifier));
            match vouched {
                Ok(_) => return expected_in(bytes).map(Some),
                Err(error)
                    if !matches!(
                        error,
                        Error::TufHashMismatch { .. } | Error::TufLengthMismatch { .. }
                    ) =>
                {
                    refusal = error;
                }
                Err(_) => {}
            }
        }
        Err(refusal)
    }

    /// Whether the user said anything of who should have signed, or of what else is demanded.
    pub(super) fn states_demand(&self) -> bool {
        self.expectation.is_some() || self.keys.iter().any(|key| key.stated == Stated::Expected)
    }

    /// The position of the repository's word that says whose evidence is demanded of an artifact,
    /// where the user stated nothing: of one about it, or else about an image that it is part of.
    pub(super) fn naming_voucher(&self, artifact: usize) -> Option<usize> {
        if self.repositories.vouchers.is_empty() || self.states_demand() {
            return None;
        }
        let about = |artifact: usize| {
            let vouchers = &self.repositories.vouchers;
            let start = vouchers.partition_point(|voucher| voucher.artifact < artifact);
            let own = vouchers.iter().enumerate().skip(start);
            let mut own = own.take_while(|(_, voucher)| voucher.artifact == artifact);
            own.find_map(|(position, _)| self.vouched_expectation(position).map(|_| position))
        };
        about(artifact).or_else(|| self.above(artifact).into_iter().find_map(about))
    }

    /// What a repository on whose root the user relies expects of an artifact's signer. One that no
    /// longer holds, or never did, makes nobody the expected signer.
    pub(super) fn vouched_expectation(&self, position: usize) -> Option<&Expectation> {
        let voucher = self.repositories.vouchers.get(position)?;
        let survey = self.repositories.surveyed.get(voucher.repository)?.survey.as_ref().ok()?;
        let holds = survey.outcome.is_ok() && survey.client.expired().is_empty();
        voucher.expectation.as_ref()?.as_ref().ok().filter(|_| holds && voucher.target.is_ok())
    }

    /// What every repository proves about every artifact, beside the other evidence about it.
    pub(super) fn voucher_reports(&self, pairs: &[Pair]) -> Vec<(usize, EvidenceReport, Word)> {
        let vouchers = self.repositories.vouchers.iter();
        let reports = vouchers.filter_map(|voucher| {
            let report = self.voucher_report(voucher, self.signed_as_expected(voucher, pairs))?;
            let word = Word {
                verdict: report.verdict,
                root: self.repositories.surveyed.get(voucher.repository)?.root.identity(),
                reliance: self.reliance(voucher.repository),
                names_signer: voucher.expectation.is_some(),
            };
            Some((voucher.artifact, report, word))
        });
        reports.collect()
    }

    /// The verdict on the evidence about an artifact, held against the repository's word alone.
    fn signed_as_expected(&self, voucher: &Voucher, pairs: &[Pair]) -> Verdict {
        let artifact = self.artifacts.get(voucher.artifact).and_then(Option::as_ref);
        let (Some(Ok(expectation)), Some(artifact)) = (&voucher.expectation, artifact) else {
            return Verdict::Incomplete;
        };
        let demand = Demand::about(Some(expectation), false, Some(&artifact.name));
        let start = pairs.partition_point(|pair| pair.artifact < voucher.artifact);
        let own = pairs.iter().skip(start).take_while(|pair| pair.artifact == voucher.artifact);
        let judged: Vec<_> = own.filter_map(|pair| self.judgement_under(*pair, demand)).collect();
        judge_artifact(&judged.iter().enumerate().collect::<Vec<_>>(), demand).0
    }

    /// The evidence that a repository is about an artifact. `signed` says whether whoever the
    /// repository expects has signed it.
    fn voucher_report(&self, voucher: &Voucher, signed: Verdict) -> Option<EvidenceReport> {
        let repository = self.repositories.surveyed.get(voucher.repository)?;
        let survey = repository.survey.as_ref().ok()?;
        let metadata = Check::of(Question::RepositoryMetadata, survey.outcome.clone())
            .with("root", survey.client.root().version());
        let fresh = match survey.client.expired().first() {
            Some(error) => Check::refused(Question::RepositoryFreshness, error),
            None => Check::passed(Question::RepositoryFreshness)
                .with("until", survey.valid_until().to_string()),
        };
        let target = match &voucher.target {
            Ok(vouched) => survey.target_check(vouched),
            Err(error) => {
                Check::refused(Question::RepositoryTarget, error).with("path", voucher.path.clone())
            }
        };
        let mut checks = vec![metadata, fresh, target, self.root_check(voucher, repository)];
        checks.extend(expectation_check(voucher.expectation.as_ref(), signed));
        Some(EvidenceReport {
            name: repository.name.clone(),
            kind: Kind::TufMetadata,
            verdict: judge_word(&checks, self.states_demand()),
            signer: voucher.target.is_ok().then(|| SignerReport {
                identity: repository.root.identity(),
                identity_type: "tuf-root",
                issuer: None,
                extensions: Facts::new(),
            }),
            time: None,
            checks,
            facts: Facts::new(),
            claims: claims::tuf_target(&voucher.path),
        })
    }

    /// What it means that no repository speaks on whose root the user relies, if there is such a root.
    pub(super) fn silence(&self) -> Option<Silence> {
        let Repositories { roots, surveyed, .. } = &self.repositories;
        let holds = |repository: &Repository| {
            let survey = repository.survey.as_ref();
            repository.root.source == "given" && survey.is_ok_and(|survey| survey.outcome.is_ok())
        };
        let broken = !surveyed.is_empty() && !surveyed.iter().any(holds);
        roots.first().map(|root| Silence { root: root.identity(), broken })
    }

    fn reliance(&self, repository: usize) -> Reliance {
        let given = self.repositories.surveyed.get(repository);
        if given.is_some_and(|repository| repository.root.source == "given") {
            Reliance::Given
        } else if self.repositories.roots.is_empty() {
            Reliance::Open
        } else {
            Reliance::Other
        }
    }

    /// Whether the user relies on the repository, and asks for nothing that none stands for.
    fn root_check(&self, voucher: &Voucher, repository: &Repository) -> Check {
        let question = Question::ExpectedIdentity;
        match self.reliance(voucher.repository) {
            Reliance::Given if !self.states_demand() || voucher.expectation.is_some() => {
                return Check::passed(question).with("identity", repository.root.identity());
            }
            Reliance::Given | Reliance::Open => {
                return Check::refused(question, &Error::IdentityUnproven {});
            }
            Reliance::Other => {}
        }
        let mismatch = Error::IdentityMismatch {
            key: "tufRoot",
            expected: "the given root".to_owned(),
            found: Some(repository.root.identity()),
        };
        Check::refused(question, &mismatch)
    }
}

/// That nothing is left of the effort.
struct Spent;

fn policy(bytes: &[u8]) -> GivenPolicy<'_> {
    let digests = DigestAlgorithm::ALL.map(|algorithm| Digest::of(algorithm, bytes));
    GivenPolicy { bytes, digests: digests.into_iter().collect() }
}

/// An expectation as a repository may state it. Witnesses are the user's to demand: they are looked
/// for while the log's checkpoint is verified, whatever the artifact.
fn expected_in(bytes: &[u8]) -> Result<Expectation, Error> {
    let expectation = Expectation::from_json(bytes)?;
    if expectation.witnesses.count > 0 {
        return Err(Error::PolicyKeyUnknown { key: "witnesses".to_owned() });
    }
    Ok(expectation)
}

/// Where a repository says who must have signed, it alone is not enough.
fn expectation_check(
    expectation: Option<&Result<Expectation, Error>>,
    signed: Verdict,
) -> Option<Check> {
    let question = Question::RepositoryExpectation;
    Some(match (expectation?, signed) {
        (Err(error), _) => Check::refused(question, error),
        (Ok(_), Verdict::Verified) => Check::passed(question),
        (Ok(_), Verdict::Unexpected) => Check::refused(question, &Error::TufSignerMismatch {}),
        (Ok(_), _) => Check::refused(question, &Error::TufSignerMissing {}),
    })
}

/// The name of a target's file without the hash that consistent snapshots put before it.
fn target_name(name: &str) -> String {
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let is_hash =
        |text: &str| text.len() >= 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let file = match file.split_once('.') {
        Some((hash, rest)) if is_hash(hash) => rest,
        _ => file,
    };
    if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") }
}
