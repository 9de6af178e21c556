//! The project's own test authority.
//!
//! Everything a Sigstore instance has — certificate authority, certificate log, transparency logs
//! of both generations, witnesses, timestamp authority — with keys from fixed names and times that
//! never move, so that the vectors it writes are the same bytes each time. It shares no code with
//! the engine: what it writes, it writes with its own small writers.

pub mod cases;
pub mod certificate;
pub mod certificate_log;
pub mod cosign;
pub mod der;
pub mod git_pack;
pub mod gitsign;
pub mod image;
pub mod keys;
pub mod log;
pub mod merkle;
pub mod ml_dsa;
pub mod note;
pub mod root;
pub mod text;
pub mod time;
pub mod timestamp;
pub mod tuf;
pub mod vector;
pub mod world;
