//! Exact texts and anchored patterns.

use regex_lite::{Regex, RegexBuilder};

use crate::error::Error;

/// A longer pattern is refused.
const PATTERN_LIMIT: usize = 4096;
/// A pattern that compiles to more than this is refused: 1 MiB.
const PROGRAM_LIMIT: usize = 1 << 20;

/// What a text must be.
#[derive(Clone, Debug)]
pub(crate) enum Matcher {
    /// Exactly this.
    Exact(String),
    /// The whole text matches, in time linear in its length.
    Pattern { text: String, regex: Regex },
}

impl Matcher {
    /// Takes a regular expression, which it anchors at both ends.
    pub(crate) fn pattern(key: &'static str, text: &str) -> Result<Self, Error> {
        let invalid = || Error::PolicyPatternInvalid { key, pattern: text.to_owned() };
        let compile = |text: &str| RegexBuilder::new(text).size_limit(PROGRAM_LIMIT).build();
        // On its own first: `a)|(b` must not become sound by being wrapped.
        let sound = text.len() <= PATTERN_LIMIT && compile(text).is_ok();
        if !sound {
            return Err(invalid());
        }
        let regex = compile(&format!("^(?:{text})$")).map_err(|_| invalid())?;
        Ok(Self::Pattern { text: text.to_owned(), regex })
    }

    /// Whether the text is what it must be.
    pub(crate) fn matches(&self, text: &str) -> bool {
        match self {
            Self::Exact(expected) => expected == text,
            Self::Pattern { regex, .. } => regex.is_match(text),
        }
    }

    /// The exact text, or the pattern as the user wrote it.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Exact(text) | Self::Pattern { text, .. } => text,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        Matcher::pattern("key", pattern).unwrap().matches(text)
    }

    #[test]
    fn a_pattern_is_anchored_at_both_ends() {
        assert!(matches("https://github.com/org/.*", "https://github.com/org/app"));
        assert!(!matches("https://github.com/org/", "https://github.com/org/app"));
        assert!(!matches("github.com/org/.*", "https://github.com/org/app"));
        assert!(!matches("a|b", "ab"));
        assert!(!matches("a", "a\n"));
        assert!(!matches("(?m)a$", "a\nb"));
        assert!(!matches("(?m)^a", "b\na"));
    }

    #[test]
    fn a_pattern_must_be_sound_on_its_own() {
        for pattern in ["a)|(b", "(", "[", "(?x) a) # (", &"a".repeat(PATTERN_LIMIT + 1)] {
            assert!(Matcher::pattern("key", pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn a_comment_cannot_swallow_the_anchor() {
        // With the flag x a comment lasts until the end of its line.
        let matcher = Matcher::pattern("key", "(?x)a#");
        assert!(matcher.is_err() || !matcher.unwrap().matches("ab"));
    }

    #[test]
    fn a_hostile_pattern_takes_no_time() {
        assert!(!matches("(a*)*b", &"a".repeat(1000)));
        assert!(Matcher::pattern("key", "((a{100}){100}){100}").is_err());
    }
}
