//! Which names a repository on disk gives to its objects: `HEAD`, the files under `refs/` and
//! `packed-refs` (git `gitrepository-layout(5)`, `git-pack-refs(1)`). Nobody signed them: each is a
//! claim of whoever had the folder.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::formats::git_bundle::Ref;
use crate::formats::git_pack_entry::id_from_hex;

/// A name may stand for a name that stands for a name, and so on, at most so often.
const STEPS: usize = 5;

/// The names that were read.
#[derive(Debug, Default)]
pub(crate) struct StoredRefs {
    /// Each in a file of its own: these count where `packed-refs` says something else.
    loose: BTreeMap<String, Target>,
    packed: BTreeMap<String, Target>,
    /// Commits whose parents were left out on purpose (`git clone --depth`).
    pub(crate) shallow: Vec<String>,
}

#[derive(Debug)]
enum Target {
    Id(String),
    /// `ref: refs/heads/main`.
    Name(String),
}

impl StoredRefs {
    /// Whether the file of this path holds names.
    pub(crate) fn are_in(path: &str) -> bool {
        // What git is about to write, and what file managers leave behind, are no names.
        let own = path.starts_with("refs/") && !path.contains("/.") && !path.ends_with(".lock");
        own || ["HEAD", "packed-refs", "shallow"].contains(&path)
    }

    /// Takes such a file. Of a list with a broken line the others count.
    pub(crate) fn take(&mut self, path: &str, text: &[u8]) -> Result<(), Error> {
        let text = String::from_utf8_lossy(text);
        match path {
            "packed-refs" => each_line(&text, |line| {
                // `^ID` is what the tag before it leads to, which the tag says itself.
                if line.starts_with(['#', '^']) {
                    return Some(());
                }
                let (id, name) = line.split_once(' ')?;
                self.packed.insert(name.to_owned(), Target::Id(id_of(id)?));
                Some(())
            }),
            "shallow" => each_line(&text, |line| {
                self.shallow.push(id_of(line)?);
                Some(())
            }),
            name => {
                let text = text.trim_ascii_end();
                let target = match text.strip_prefix("ref:") {
                    Some(name) => Some(Target::Name(name.trim_ascii().to_owned())),
                    None => id_of(text).map(Target::Id),
                };
                let broken = target.is_none();
                // What the list says of it then is older, and not what it was meant to be.
                self.loose.insert(name.to_owned(), target.unwrap_or(Target::Name(String::new())));
                if broken {
                    return Err(Error::GitRefInvalid { line: 1 });
                }
                Ok(())
            }
        }
    }

    /// Every name with the id that it comes to; those that come to none, as `HEAD` before the first
    /// commit, are left out.
    pub(crate) fn resolved(&self) -> Vec<Ref> {
        let mut names: Vec<&String> = self.loose.keys().chain(self.packed.keys()).collect();
        names.sort();
        names.dedup();
        let found = |name: &String| Some(Ref { name: name.clone(), id: self.id(name)? });
        names.into_iter().filter_map(found).collect()
    }

    fn id(&self, name: &str) -> Option<String> {
        let mut name = name;
        for _ in 0..STEPS {
            match self.loose.get(name).or_else(|| self.packed.get(name))? {
                Target::Id(id) => return Some(id.clone()),
                Target::Name(next) => name = next,
            }
        }
        None
    }
}

/// An error tells the first line that is broken.
fn each_line(text: &str, mut take: impl FnMut(&str) -> Option<()>) -> Result<(), Error> {
    let mut broken = None;
    for (line, number) in text.lines().zip(1..) {
        if take(line).is_none() {
            broken = broken.or(Some(Error::GitRefInvalid { line: number }));
        }
    }
    broken.map_or(Ok(()), Err)
}

fn id_of(text: &str) -> Option<String> {
    id_from_hex(text).map(|_| text.to_ascii_lowercase())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use super::*;

    const ONE: &str = "1111111111111111111111111111111111111111";
    const TWO: &str = "2222222222222222222222222222222222222222";

    fn names(refs: &StoredRefs) -> Vec<String> {
        refs.resolved().into_iter().map(|Ref { name, id }| format!("{name} {id}")).collect()
    }

    #[test]
    fn a_file_of_its_own_counts_before_the_list() {
        let mut refs = StoredRefs::default();
        let packed = format!(
            "# pack-refs with: peeled fully-peeled sorted\n{ONE} refs/heads/main\n{ONE} refs/tags/v1\n^{TWO}\n"
        );
        refs.take("refs/heads/main", format!("{TWO}\n").as_bytes()).unwrap();
        refs.take("packed-refs", packed.as_bytes()).unwrap();
        refs.take("HEAD", b"ref: refs/heads/main\n").unwrap();
        refs.take("refs/remotes/origin/HEAD", b"ref: refs/remotes/origin/main\n").unwrap();
        let main = format!("HEAD {TWO}");
        assert_eq!(
            names(&refs),
            [main, format!("refs/heads/main {TWO}"), format!("refs/tags/v1 {ONE}")]
        );
    }

    #[test]
    fn names_that_lead_in_a_circle_lead_nowhere() {
        let mut refs = StoredRefs::default();
        refs.take("refs/heads/a", b"ref: refs/heads/b").unwrap();
        refs.take("refs/heads/b", b"ref: refs/heads/a").unwrap();
        assert_eq!(names(&refs).len(), 0);
    }

    #[test]
    fn what_is_no_name_is_told_and_spoils_no_other() {
        let mut refs = StoredRefs::default();
        for (path, text) in [("refs/heads/a", ""), ("refs/heads/b", "12ab"), ("shallow", "x")] {
            let error = refs.take(path, text.as_bytes()).unwrap_err();
            assert_eq!(error, Error::GitRefInvalid { line: 1 }, "{path}");
        }
        let packed = format!("{ONE} refs/heads/a\n{ONE}\n{TWO} refs/heads/c");
        let error = refs.take("packed-refs", packed.as_bytes()).unwrap_err();
        assert_eq!(error, Error::GitRefInvalid { line: 2 });
        assert_eq!(names(&refs), [format!("refs/heads/c {TWO}")]);
        for path in ["refs/heads/a.lock", "refs/heads/.DS_Store", "index", "logs/HEAD"] {
            assert!(!StoredRefs::are_in(path), "{path}");
        }
    }
}
