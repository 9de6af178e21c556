//! Who may sign for a role (section 4.5, `DELEGATIONS`; TAP 15).

use std::cell::OnceCell;

use super::key::RoleKey;
use super::{boolean, natural, positive};
use crate::digest::sha256;
use crate::encoding::hex;
use crate::encoding::json::Node;
use crate::error::Error;

/// More keys of one file than this are an error.
const KEY_LIMIT: usize = 100_000;
/// More keys of one role than this are an error.
const ROLE_KEY_LIMIT: usize = 1_024;
/// More delegations of one role than this are an error.
const ROLE_LIMIT: usize = 100_000;
/// More patterns of one delegation than this are an error.
const PATH_LIMIT: usize = 100_000;
/// Roles that only the root makes.
const TOP_LEVEL: [&str; 4] = ["root", "timestamp", "snapshot", "targets"];

/// Whose signatures, and how many of them, make metadata a role's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Delegate {
    pub(crate) key_ids: Vec<String>,
    pub(crate) threshold: u64,
}

impl Delegate {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, Error> {
        let mut key_ids: Vec<String> = Vec::new();
        let list = node.exact("keyids")?;
        if !list.is_present() {
            return Err(list.missing());
        }
        for key_id in list.list(ROLE_KEY_LIMIT)? {
            let text = key_id.text()?;
            // Once is as often as it counts, however often it is listed.
            if !key_ids.iter().any(|known| known == text) {
                key_ids.push(text.to_owned());
            }
        }
        Ok(Self { key_ids, threshold: positive(&node.exact("threshold")?)? })
    }
}

/// The keys of a file by their ids, which count as they are declared: how an id is made from its
/// key differs from one real repository to another.
pub(super) fn read_keys(node: &Node<'_>) -> Result<Vec<(String, RoleKey)>, Error> {
    if !node.is_present() {
        return Err(node.missing());
    }
    let keys = node.entries(KEY_LIMIT)?.into_iter();
    keys.map(|(id, key)| Ok((id.to_owned(), RoleKey::read(&key)?))).collect()
}

/// The roles to which a role delegates.
#[derive(Clone, Debug)]
pub(crate) struct Delegations {
    pub(crate) keys: Vec<(String, RoleKey)>,
    pub(crate) roles: DelegatedRoles,
}

/// By name, or as bins by the hash of a target's path.
#[derive(Clone, Debug)]
pub(crate) enum DelegatedRoles {
    Named(Vec<DelegatedRole>),
    Succinct(SuccinctRoles),
}

impl Delegations {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, Error> {
        let (named, succinct) = (node.exact("roles")?, node.exact("succinct_roles")?);
        let roles = match (named.is_present(), succinct.is_present()) {
            (true, false) => {
                let roles = named.list(ROLE_LIMIT)?;
                let roles = roles.iter().map(DelegatedRole::read).collect::<Result<Vec<_>, _>>()?;
                let mut names: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
                names.sort_unstable();
                if names.windows(2).any(|pair| pair.first() == pair.last()) {
                    return Err(named.invalid("each role once"));
                }
                DelegatedRoles::Named(roles)
            }
            (false, true) => DelegatedRoles::Succinct(SuccinctRoles::read(&succinct)?),
            (false, false) => return Err(named.missing()),
            (true, true) => return Err(succinct.invalid("nothing beside roles")),
        };
        Ok(Self { keys: read_keys(&node.exact("keys")?)?, roles })
    }

    /// The roles that may speak about a target, in their order, and whether each ends the search.
    pub(crate) fn roles_for(&self, target: &str) -> Vec<(String, bool)> {
        match &self.roles {
            DelegatedRoles::Named(roles) => {
                let hash = OnceCell::new();
                let hash = || hash.get_or_init(|| hex::encode(&sha256(target.as_bytes()))).as_str();
                let matching = roles.iter().filter(|role| role.paths.matches(target, &hash));
                matching.map(|role| (role.name.clone(), role.terminating)).collect()
            }
            DelegatedRoles::Succinct(roles) => vec![(roles.role_for(target), true)],
        }
    }

    /// Who signs for a role of this name.
    pub(crate) fn delegate(&self, name: &str) -> Option<&Delegate> {
        match &self.roles {
            DelegatedRoles::Named(roles) => {
                roles.iter().find(|role| role.name == name).map(|role| &role.delegate)
            }
            DelegatedRoles::Succinct(roles) => roles.is_role(name).then_some(&roles.delegate),
        }
    }
}

/// One delegation.
#[derive(Clone, Debug)]
pub(crate) struct DelegatedRole {
    pub(crate) name: String,
    pub(crate) delegate: Delegate,
    pub(crate) terminating: bool,
    pub(crate) paths: Paths,
}

impl DelegatedRole {
    fn read(node: &Node<'_>) -> Result<Self, Error> {
        let name = node.exact("name")?;
        let text = name.text()?;
        if text.is_empty() || TOP_LEVEL.contains(&text) {
            return Err(name.invalid("the name of a delegated role"));
        }
        Ok(Self {
            name: text.to_owned(),
            delegate: Delegate::read(node)?,
            terminating: boolean(&node.exact("terminating")?)?,
            paths: Paths::read(node)?,
        })
    }
}

/// About which targets a delegated role may speak.
#[derive(Clone, Debug)]
pub(crate) enum Paths {
    /// As a shell matches them.
    Patterns(Vec<String>),
    /// By how the SHA-256 of the path begins, in hexadecimal.
    HashPrefixes(Vec<String>),
}

impl Paths {
    fn read(node: &Node<'_>) -> Result<Self, Error> {
        let (paths, prefixes) = (node.exact("paths")?, node.exact("path_hash_prefixes")?);
        let texts = |list: &Node<'_>| -> Result<Vec<String>, Error> {
            list.list(PATH_LIMIT)?.iter().map(|text| Ok(text.text()?.to_owned())).collect()
        };
        match (paths.is_present(), prefixes.is_present()) {
            (true, false) => Ok(Self::Patterns(texts(&paths)?)),
            (false, true) => Ok(Self::HashPrefixes(texts(&prefixes)?)),
            (false, false) => Err(paths.missing()),
            (true, true) => Err(prefixes.invalid("nothing beside paths")),
        }
    }

    /// How many patterns or prefixes there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Patterns(all) | Self::HashPrefixes(all) => all.len(),
        }
    }

    /// Whether the role may speak about this target, whose path has this hash.
    fn matches<'a>(&self, target: &str, hash: &dyn Fn() -> &'a str) -> bool {
        match self {
            Self::Patterns(patterns) => patterns.iter().any(|pattern| glob(pattern, target)),
            Self::HashPrefixes(prefixes) => {
                let hash = hash();
                prefixes.iter().any(|prefix| hash.starts_with(prefix.as_str()))
            }
        }
    }
}

/// Bins (TAP 15): every target belongs to one of 2^`bit_length` roles.
#[derive(Clone, Debug)]
pub(crate) struct SuccinctRoles {
    pub(crate) delegate: Delegate,
    pub(crate) bit_length: u32,
    pub(crate) name_prefix: String,
}

impl SuccinctRoles {
    fn read(node: &Node<'_>) -> Result<Self, Error> {
        let bits = node.exact("bit_length")?;
        let bit_length = u32::try_from(natural(&bits)?).ok().filter(|bits| (1..=32).contains(bits));
        Ok(Self {
            delegate: Delegate::read(node)?,
            bit_length: bit_length.ok_or_else(|| bits.invalid("1 to 32"))?,
            name_prefix: node.exact("name_prefix")?.text()?.to_owned(),
        })
    }

    /// The bin of a target: the first bits of its path's hash.
    fn role_for(&self, target: &str) -> String {
        let hash = sha256(target.as_bytes());
        let first = hash.first_chunk().map_or(0, |bytes: &[u8; 4]| u32::from_be_bytes(*bytes));
        let bin = first.checked_shr(32 - self.bit_length).unwrap_or(0);
        let width = self.digits();
        format!("{}-{bin:0width$x}", self.name_prefix)
    }

    fn digits(&self) -> usize {
        usize::try_from(self.bit_length.div_ceil(4)).unwrap_or(8)
    }

    /// Whether a role of this name is one of the bins.
    pub(crate) fn is_role(&self, name: &str) -> bool {
        let bin = name.strip_prefix(&self.name_prefix).and_then(|rest| rest.strip_prefix('-'));
        bin.is_some_and(|bin| {
            let written = bin.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
            let number = u64::from_str_radix(bin, 16);
            bin.len() == self.digits()
                && written
                && number.is_ok_and(|number| number >> self.bit_length == 0)
        })
    }
}

/// `*` and `?` as a shell matches them in a path: neither of them is a `/` (section 4.5,
/// `PATHPATTERN`).
fn glob(pattern: &str, path: &str) -> bool {
    let (mut patterns, mut parts) = (pattern.split('/'), path.split('/'));
    loop {
        match (patterns.next(), parts.next()) {
            (None, None) => return true,
            (Some(pattern), Some(part)) if glob_part(pattern, part) => {}
            _ => return false,
        }
    }
}

/// In time that the product of both lengths bounds: after a mismatch only the last `*` is tried
/// with one more character.
fn glob_part(pattern: &str, part: &str) -> bool {
    let (mut pattern, mut part) = (pattern.chars(), part.chars());
    let mut last = None;
    loop {
        let rest = part.clone();
        match (pattern.next(), part.next()) {
            (Some('*'), _) => {
                part = rest;
                last = Some((pattern.clone(), part.clone()));
            }
            (Some('?'), Some(_)) => {}
            (Some(wanted), Some(found)) if wanted == found => {}
            (None, None) => return true,
            _ => {
                let Some((after, mut retry)) = last.take() else { return false };
                if retry.next().is_none() {
                    return false;
                }
                (pattern, part) = (after.clone(), retry.clone());
                last = Some((after, retry));
            }
        }
    }
}

#[cfg(test)]
#[path = "delegation_tests.rs"]
mod tests;
