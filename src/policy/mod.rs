//! What the user says should be true.

mod builds;
pub(crate) mod demands;
pub(crate) mod expectation;
mod explain;
mod fault;
mod layer;
pub(crate) mod outcome;
mod pattern;
pub(crate) mod predicates;
pub(crate) mod quality;
pub(crate) mod repository;
mod rule;
mod section;
pub(crate) mod signer;
pub(crate) mod slsa;

pub use self::expectation::Expectation;
pub use self::explain::{
    DemandExplanation, PolicyExplanation, SectionExplanation, SignerExplanation,
};
pub use self::fault::PolicyFault;
pub use self::outcome::DemandStatus;
