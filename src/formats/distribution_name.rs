//! Names of Python's distributions (packaging specifications: binary distribution format, "File name
//! convention"; source distribution format, "Source distribution file name").

use std::collections::BTreeSet;

/// A longer name is no file's.
const LENGTH_LIMIT: usize = 255;

/// What the name of a distribution says: equal where tools that install take two for the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DistributionName {
    /// In the one spelling that all spellings of a project's name come to.
    project: String,
    version: String,
    /// Of a wheel: its build and the tags it is for, which may stand in any order.
    wheel: Option<(Option<String>, BTreeSet<String>)>,
}

impl DistributionName {
    /// Reads a file's name; `None` where it is that of no distribution.
    pub(crate) fn new(name: &str) -> Option<Self> {
        if name.len() > LENGTH_LIMIT {
            return None;
        }
        match name.strip_suffix(".whl") {
            Some(stem) => Self::wheel(stem),
            None => {
                let stem = name.strip_suffix(".tar.gz").or_else(|| name.strip_suffix(".zip"))?;
                let (project, version) = stem.rsplit_once('-')?;
                Some(Self { project: spelt(project)?, version: version_of(version)?, wheel: None })
            }
        }
    }

    fn wheel(stem: &str) -> Option<Self> {
        let parts: Vec<&str> = stem.split('-').collect();
        let (project, version, build, tags) = match parts.as_slice() {
            [project, version, tags @ ..] if tags.len() == 3 => (project, version, None, tags),
            [project, version, build, tags @ ..] if tags.len() == 3 => {
                let numbered = build.starts_with(|first: char| first.is_ascii_digit());
                (project, version, Some(numbered.then(|| (*build).to_owned())?), tags)
            }
            _ => return None,
        };
        let [pythons, interfaces, platforms] = tags else { return None };
        let mut set = BTreeSet::new();
        for python in pythons.split('.') {
            for interface in interfaces.split('.') {
                for platform in platforms.split('.') {
                    set.insert(format!("{python}-{interface}-{platform}").to_ascii_lowercase());
                }
            }
        }
        let wheel = Some((build, set));
        Some(Self { project: spelt(project)?, version: version_of(version)?, wheel })
    }
}

/// PEP 503, normalized names.
fn spelt(project: &str) -> Option<String> {
    let valid = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if project.is_empty() || !project.bytes().all(valid) {
        return None;
    }
    let mut spelt = String::with_capacity(project.len());
    for letter in project.chars() {
        match letter {
            '-' | '_' | '.' if spelt.ends_with('-') => {}
            '-' | '_' | '.' => spelt.push('-'),
            _ => spelt.push(letter.to_ascii_lowercase()),
        }
    }
    Some(spelt)
}

/// PEP 440 knows more spellings of a version than those that differ in their letters' case; PyPI
/// takes no two of them.
fn version_of(version: &str) -> Option<String> {
    let valid = |byte: u8| byte.is_ascii_alphanumeric() || b".+!_".contains(&byte);
    let numbered = version.starts_with(|first: char| first.is_ascii_digit());
    (numbered && version.bytes().all(valid)).then(|| version.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_equal() {
        for (one, other) in [
            ("Foo.Bar-1.0.tar.gz", "foo_bar-1.0.tar.gz"),
            ("foo__bar-1.0RC1.tar.gz", "foo-bar-1.0rc1.tar.gz"),
            ("a-1.0-py3-none-any.whl", "A-1.0-py3-none-any.whl"),
            ("a-1.0-py2.py3-none-any.whl", "a-1.0-py3.py2-none-any.whl"),
            ("a-1.0-1-py3-none-any.whl", "a-1.0-1-py3-none-any.whl"),
        ] {
            let read = DistributionName::new(one);
            assert!(read.is_some() && read == DistributionName::new(other), "{one} {other}");
        }
    }

    #[test]
    fn different_names_are_different() {
        for (one, other) in [
            ("a-1.0.tar.gz", "b-1.0.tar.gz"),
            ("a-1.0.tar.gz", "a-1.0.1.tar.gz"),
            ("a-1.0.tar.gz", "a-1.0-py3-none-any.whl"),
            ("a-1.0-py3-none-any.whl", "a-1.0-py2.py3-none-any.whl"),
            ("a-1.0-1-py3-none-any.whl", "a-1.0-py3-none-any.whl"),
            ("a-1.0-1-py3-none-any.whl", "a-1.0-2-py3-none-any.whl"),
            ("a-1.0-cp312-cp312-linux_x86_64.whl", "a-1.0-cp312-cp312-linux_i686.whl"),
        ] {
            assert_ne!(DistributionName::new(one), DistributionName::new(other), "{one} {other}");
        }
    }

    #[test]
    fn other_names_are_no_distributions() {
        for name in [
            "",
            ".whl",
            ".tar.gz",
            "a.tar.gz",
            "a-.tar.gz",
            "-1.0.tar.gz",
            "a-main.zip",
            "a-1.0 (1).tar.gz",
            "a-1.0.tar.gz.txt",
            "a-1.0-py3-none.whl",
            "a-1.0-x-py3-none-any.whl",
            "a-1.0-1-1-py3-none-any.whl",
            "sha256:00",
            "é-1.0.tar.gz",
        ] {
            assert_eq!(DistributionName::new(name), None, "{name}");
        }
        assert_eq!(DistributionName::new(&format!("{}-1.tar.gz", "a".repeat(255))), None);
    }
}
