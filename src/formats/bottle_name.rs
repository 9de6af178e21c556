//! The names of Homebrew's bottles: `NAME--VERSION.TAG.bottle.REBUILD.tar.gz`, where the first
//! build has no rebuild (Homebrew, `Bottle::Filename`).

/// The tag of a bottle that is the same on every platform.
const ALL: &str = "all";

/// What a bottle's file name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BottleName {
    name: String,
    version: String,
    tag: String,
    rebuild: String,
}

impl BottleName {
    /// Reads the name of a bottle; Homebrew keeps it behind the SHA-256 of its address.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let own = match text.split_once("--") {
            Some((address, own)) if is_digest(address) => own,
            _ => text,
        };
        let (start, rebuild) = match own.strip_suffix(".tar.gz")?.rsplit_once(".bottle")? {
            (start, "") => (start, ""),
            (start, rest) => (start, rest.strip_prefix('.').filter(|number| is_number(number))?),
        };
        let (name, rest) = start.rsplit_once("--")?;
        let (version, tag) = rest.rsplit_once('.')?;
        let filled = [name, version, tag].iter().all(|part| !part.is_empty());
        let owned = str::to_owned;
        filled.then(|| Self {
            name: owned(name),
            version: owned(version),
            tag: owned(tag),
            rebuild: owned(rebuild),
        })
    }

    /// Whether it may be the file that was attested under that name. Bottles for all platforms are
    /// attested under the name of whichever of them was built.
    pub(crate) fn is_attested_as(&self, attested: &Self) -> bool {
        let same = self.name == attested.name && self.version == attested.version;
        same && (self.tag == ALL
            || (&self.tag, &self.rebuild) == (&attested.tag, &attested.rebuild))
    }
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use super::*;

    #[test]
    fn a_bottle_is_known_by_all_of_its_name() {
        let address = "0f".repeat(32);
        let attested = BottleName::new("gnu-sed--4.9.arm64_sonoma.bottle.1.tar.gz").unwrap();
        for (own, same) in [
            ("gnu-sed--4.9.arm64_sonoma.bottle.1.tar.gz".to_owned(), true),
            (format!("{address}--gnu-sed--4.9.arm64_sonoma.bottle.1.tar.gz"), true),
            ("gnu-sed--4.9.all.bottle.tar.gz".to_owned(), true),
            ("gnu-sed--4.9.arm64_sonoma.bottle.tar.gz".to_owned(), false),
            ("gnu-sed--4.9.arm64_sonoma.bottle.2.tar.gz".to_owned(), false),
            ("gnu-sed--4.9.sonoma.bottle.1.tar.gz".to_owned(), false),
            ("gnu-sed--4.9.1.all.bottle.tar.gz".to_owned(), false),
            ("gnu-sed--4.all.bottle.tar.gz".to_owned(), false),
            ("sed--4.9.all.bottle.tar.gz".to_owned(), false),
            ("GNU-sed--4.9.all.bottle.tar.gz".to_owned(), false),
        ] {
            assert_eq!(BottleName::new(&own).unwrap().is_attested_as(&attested), same, "{own}");
        }
        for other in [
            "gnu-sed-4.9.tar.gz",
            "gnu-sed--4.9.arm64_sonoma.bottle.tar",
            "gnu-sed--4.9.arm64_sonoma.bottle.x.tar.gz",
            "gnu-sed--4.9.arm64_sonoma.bottle1.tar.gz",
            "--4.9.all.bottle.tar.gz",
            "sed--4.bottle.tar.gz",
            ".bottle.tar.gz",
            "",
        ] {
            assert!(BottleName::new(other).is_none(), "{other}");
        }
    }
}
