//! Is the source the expected one?

use crate::error::Error;
use crate::formats::predicate::provenance::Provenance;
use crate::policy::slsa::{SOURCE_URI, equal};
use crate::verify::provenance::builders::{Flavour, NPM_EARLY_TYPE};
use crate::verify::provenance::claims::{Claims, split_reference};
use crate::verify::provenance::workflow::Workflow;

/// A repository, as the user wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourceDemand(pub(super) String);

impl SourceDemand {
    /// The certificate names this repository.
    pub(super) fn verify_certificate(&self, workflow: &Workflow<'_>) -> Result<(), Error> {
        let wanted = self.0.strip_prefix("git+").unwrap_or(&self.0);
        let wanted = wanted.strip_prefix("https://").unwrap_or(wanted);
        let wanted = wanted.strip_prefix("github.com/").unwrap_or(wanted);
        equal(SOURCE_URI, wanted, workflow.repository).map(|_| ())
    }

    /// What was started and what was built are this repository, at one reference.
    pub(super) fn verify_claims(&self, claims: &Claims<'_>) -> Result<String, Error> {
        let wanted = self.normalised();
        if !wanted.starts_with("git+https://github.com/") {
            return Err(Error::UriMalformed { found: wanted });
        }
        let trigger = claims.trigger_uri()?;
        let (uri, reference) = split_reference(&trigger)?;
        equal(SOURCE_URI, &wanted, uri)?;
        if reference.is_none_or(str::is_empty) {
            return Err(Error::UriMalformed { found: trigger });
        }
        let material = claims.provenance.material_uri()?;
        let (uri, reference) = split_reference(material)?;
        equal(SOURCE_URI, &wanted, uri)?;
        match reference {
            None if may_lack_reference(claims.provenance, claims.flavour) => Ok(trigger),
            None => Err(Error::UriMalformed { found: material.to_owned() }),
            Some(_) if trigger == material => Ok(trigger),
            Some(_) => Err(Error::SourceContradicts { trigger, material: material.to_owned() }),
        }
    }

    fn normalised(&self) -> String {
        match (self.0.starts_with("git+"), self.0.contains("://")) {
            (true, _) => self.0.clone(),
            (false, true) => format!("git+{}", self.0),
            (false, false) => format!("git+https://{}", self.0),
        }
    }
}

/// Early provenance of npm's left the reference out; a delegator may build a commit that its run
/// made, which has none.
fn may_lack_reference(provenance: &Provenance<'_>, flavour: Flavour) -> bool {
    provenance.build_type == NPM_EARLY_TYPE || flavour == Flavour::Delegator
}
