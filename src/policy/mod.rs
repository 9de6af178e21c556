//! What the user says should be true.

pub(crate) mod expectation;
pub(crate) mod identity;
mod pattern;

pub use self::expectation::Expectation;
