//! Touchstone verifies, with no network, that a file is what its makers published.

mod crypto;
mod digest;
mod encoding;
mod error;
mod formats;
mod time;
