//! Which artifacts a part of a policy is about.

/// The name of an artifact, or a pattern of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamePattern {
    text: String,
}

/// Any run of characters.
const ANY: char = '*';

impl NamePattern {
    /// A name, in which each `*` stands for any run of characters. The whole name must match, and
    /// letter case counts.
    pub(super) fn new(text: &str) -> Option<Self> {
        let sound = !text.is_empty() && text.len() <= 1024 && !text.contains(['/', '\\']);
        sound.then(|| Self { text: text.to_owned() })
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is one name alone.
    pub(super) fn is_exact(&self) -> bool {
        !self.text.contains(ANY)
    }

    /// Whether it is about an artifact of this name; folders before the name do not count.
    pub(super) fn matches(&self, name: &str) -> bool {
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        matches(&self.text, name)
    }

    /// Whether every name that the other matches is matched by this one too.
    pub(super) fn covers(&self, other: &Self) -> bool {
        // A run of the other's can be nothing but a part of a run of this one's: no other part of a
        // pattern matches the character that stands for it.
        matches(&self.text, &other.text)
    }
}

/// In time linear in the product of both lengths.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split(ANY);
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_anchored() {
        for (pattern, name, expected) in [
            ("app", "app", true),
            ("app", "App", false),
            ("app", "app.exe", false),
            ("app", "my-app", false),
            ("*.whl", "a.whl", true),
            ("*.whl", "a.whl.txt", false),
            ("app-*.tar.gz", "app-1.tar.gz", true),
            ("app-*.tar.gz", "folder/app-1.tar.gz", true),
            ("app-*.tar.gz", "app-1.tar.gz/evil", false),
            ("app-*.tar.gz", "app-.tar.gz", true),
            ("app-*.tar.gz", "app-tar.gz", false),
            ("a*a", "a", false),
            ("a*b*c", "axbxc", true),
            ("a*b*c", "axcxb", false),
            ("a*bc*c", "abcc", true),
            ("a*bc*c", "abc", false),
            ("*", "", true),
        ] {
            assert_eq!(
                NamePattern::new(pattern).unwrap().matches(name),
                expected,
                "{pattern} {name}"
            );
        }
    }

    #[test]
    fn a_pattern_covers_another() {
        for (general, special, expected) in [
            ("*", "*.whl", true),
            ("*.whl", "*", false),
            ("a*", "ab*", true),
            ("ab*", "a*", false),
            ("a*c", "ab*c", true),
            ("a*b*c", "a*c", false),
            ("*a", "*a", true),
        ] {
            let pattern = |text| NamePattern::new(text).unwrap();
            assert_eq!(pattern(general).covers(&pattern(special)), expected, "{general} {special}");
        }
    }
}
