//! The head of a git bundle: what it needs, and which names it gives to objects (git
//! `gitformat-bundle(5)`). A pack follows.

use crate::digest::DigestAlgorithm;
use crate::error::Error;

/// A head of more bytes is refused.
const HEAD_LIMIT: usize = 8 * 1024 * 1024;

/// What the head says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BundleHead {
    /// By which hash the repository names objects.
    pub(crate) algorithm: DigestAlgorithm,
    /// Objects that whoever takes the bundle must have already, in hexadecimal.
    pub(crate) prerequisites: Vec<String>,
    pub(crate) refs: Vec<Ref>,
}

/// A name and the object that it is given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ref {
    pub(crate) name: String,
    pub(crate) id: String,
}

impl BundleHead {
    /// Reads a head, once it is whole, and how many bytes it takes.
    pub(crate) fn read(bytes: &[u8]) -> Result<Option<(Self, usize)>, Error> {
        let Some(end) = bytes.windows(2).position(|pair| pair == b"\n\n") else {
            // The first line ends in one, so this is no head with nothing in it.
            if bytes.len() > HEAD_LIMIT {
                let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                let limit = u64::try_from(HEAD_LIMIT).unwrap_or(u64::MAX);
                return Err(Error::InputTooLarge { size, limit });
            }
            return Ok(None);
        };
        let mut lines = bytes.get(..end).unwrap_or_default().split(|byte| *byte == b'\n').zip(1..);
        let version = version(lines.next().map(|(line, _)| line).unwrap_or_default())?;
        let mut head =
            Self { algorithm: DigestAlgorithm::Sha1, prerequisites: Vec::new(), refs: Vec::new() };
        for (line, number) in lines {
            match line.strip_prefix(b"@") {
                Some(capability) if version == 3 => head.take_capability(capability)?,
                _ => head.take_line(line).ok_or(Error::GitBundleInvalid { line: number })?,
            }
        }
        Ok(Some((head, end + 2)))
    }

    /// What a reader does not know it must not read (`@object-format`, `@filter`).
    fn take_capability(&mut self, capability: &[u8]) -> Result<(), Error> {
        match capability {
            b"object-format=sha1" => self.algorithm = DigestAlgorithm::Sha1,
            b"object-format=sha256" => self.algorithm = DigestAlgorithm::Sha256,
            // Blobs or trees were left out; commits and tags never are.
            _ if capability.starts_with(b"filter=") => {}
            other => {
                let capability = String::from_utf8_lossy(other).into_owned();
                return Err(Error::GitBundleUnsupported { capability });
            }
        }
        Ok(())
    }

    /// `-ID COMMENT` or `ID NAME`.
    fn take_line(&mut self, line: &[u8]) -> Option<()> {
        let needed = line.strip_prefix(b"-");
        let (id, name) = needed.unwrap_or(line).split_at_checked(2 * self.algorithm.len())?;
        if !id.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let id = String::from_utf8_lossy(id).to_ascii_lowercase();
        if needed.is_some() {
            self.prerequisites.push(id);
            return (name.is_empty() || name.starts_with(b" ")).then_some(());
        }
        let name = name.strip_prefix(b" ").filter(|name| !name.is_empty())?;
        self.refs.push(Ref { name: String::from_utf8_lossy(name).into_owned(), id });
        Some(())
    }
}

/// `# v2 git bundle`.
fn version(line: &[u8]) -> Result<u8, Error> {
    match line {
        b"# v2 git bundle" => Ok(2),
        b"# v3 git bundle" => Ok(3),
        _ => {
            let line = String::from_utf8_lossy(line);
            let version = line.strip_prefix("# ").and_then(|rest| rest.strip_suffix(" git bundle"));
            match version {
                Some(version) => {
                    Err(Error::GitBundleUnsupported { capability: version.to_owned() })
                }
                None => Err(Error::GitBundleInvalid { line: 1 }),
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use super::*;

    const ID: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    fn read(text: &str) -> Result<Option<(BundleHead, usize)>, Error> {
        BundleHead::read(text.as_bytes())
    }

    #[test]
    fn heads_are_read() {
        let text =
            format!("# v2 git bundle\n-{ID} an old one\n-{ID}\n{ID} refs/heads/main\n\nPACK");
        let (head, length) = read(&text).unwrap().unwrap();
        assert_eq!(length, text.len() - 4);
        assert_eq!((head.algorithm, head.prerequisites.len()), (DigestAlgorithm::Sha1, 2));
        assert_eq!(head.refs, [Ref { name: "refs/heads/main".to_owned(), id: ID.to_owned() }]);
        let long = format!("{ID}{}", "b".repeat(24));
        let text =
            format!("# v3 git bundle\n@object-format=sha256\n@filter=blob:none\n{long} HEAD\n\n");
        let (head, _) = read(&text).unwrap().unwrap();
        assert_eq!((head.algorithm, head.refs.len()), (DigestAlgorithm::Sha256, 1));
        assert_eq!(read("# v2 git bundle\n").unwrap(), None);
    }

    #[test]
    fn broken_heads_are_refused() {
        for (text, error) in [
            ("# v4 git bundle\n\n".to_owned(), "git-bundle-unsupported"),
            (format!("# v3 git bundle\n@new\n{ID} HEAD\n\n"), "git-bundle-unsupported"),
            (format!("# v2 git bundle\n@filter=a\n{ID} HEAD\n\n"), "git-bundle-invalid"),
            (format!("# v2 git bundle\n{ID}\n\n"), "git-bundle-invalid"),
            (format!("# v2 git bundle\n{ID} \n\n"), "git-bundle-invalid"),
            (format!("# v2 git bundle\n{ID}HEAD\n\n"), "git-bundle-invalid"),
            (format!("# v2 git bundle\n{} HEAD\n\n", ID.replace('a', "g")), "git-bundle-invalid"),
            (
                format!("# v3 git bundle\n@object-format=sha256\n{ID} HEAD\n\n"),
                "git-bundle-invalid",
            ),
            ("git bundle\n\n".to_owned(), "git-bundle-invalid"),
            ("x".repeat(HEAD_LIMIT + 1), "input-too-large"),
        ] {
            assert_eq!(read(&text).unwrap_err().code(), error);
        }
    }
}
