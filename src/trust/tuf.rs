//! A TUF client (specification 1.0.34, section 5) without input or output: it says which file it
//! wants next, and the caller brings the file or says that there is none.

mod client;
mod exchange;
mod rules;
mod search;
mod signatures;

pub(crate) use self::client::Client;
pub(crate) use self::exchange::{Change, Limits, Origin};
pub(crate) use self::search::{Found, Loaded, Visit};
pub(crate) use self::signatures::{IdentityVerifier, RoleVerifier, Trusted};
