//! What the user says should be true.

pub(crate) mod expectation;
pub(crate) mod identity;
mod pattern;
pub(crate) mod slsa;

pub use self::expectation::Expectation;
