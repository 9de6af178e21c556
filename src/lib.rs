//! Touchstone verifies, with no network, that a file is what its makers published.

mod encoding;
mod crypto;
mod digest;
mod error;
mod time;
