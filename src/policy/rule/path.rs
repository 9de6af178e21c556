//! The way to a place in a predicate: the form in which errors name places too, and two words for
//! lists.

use crate::encoding::json::{self, Json};

/// A longer way is refused.
const STEPS: usize = 16;
/// A longer text is refused.
const TEXT: usize = 1024;

/// One step on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Into an object.
    Key(String),
    /// Into some element of a list.
    Any,
    /// Into every element of a list.
    All,
}

/// `$.runDetails.builder.id`, `$.scanner.result[all].severity`, `$.labels["a.b"]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path(Vec<Step>);

impl Path {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut rest = text.strip_prefix('$').filter(|_| text.len() <= TEXT)?;
        let mut steps = Vec::new();
        while !rest.is_empty() {
            let (step, after) = step(rest)?;
            steps.push(step);
            rest = after;
        }
        (1..=STEPS).contains(&steps.len()).then_some(Self(steps))
    }

    pub(super) fn steps(&self) -> &[Step] {
        &self.0
    }

    pub(super) fn has(&self, step: &Step) -> bool {
        self.0.contains(step)
    }
}

fn step(text: &str) -> Option<(Step, &str)> {
    if let Some(rest) = text.strip_prefix("[any]") {
        return Some((Step::Any, rest));
    }
    if let Some(rest) = text.strip_prefix("[all]") {
        return Some((Step::All, rest));
    }
    if let Some(rest) = text.strip_prefix('[') {
        let end = quoted_end(rest)?;
        let (quoted, after) = rest.split_at_checked(end)?;
        let Ok(Json::String(key)) = json::parse(quoted.as_bytes()) else { return None };
        return Some((Step::Key(key), after.strip_prefix(']')?));
    }
    let rest = text.strip_prefix('.')?;
    let plain = |character: char| character.is_ascii_alphanumeric() || "_-".contains(character);
    let end = rest.find(|character| !plain(character)).unwrap_or(rest.len());
    let (key, after) = rest.split_at_checked(end).filter(|(key, _)| !key.is_empty())?;
    Some((Step::Key(key.to_owned()), after))
}

/// Where a text in quotation marks ends.
fn quoted_end(text: &str) -> Option<usize> {
    let mut escaped = false;
    let mut characters = text.char_indices();
    characters.next().filter(|(_, first)| *first == '"')?;
    for (at, character) in characters {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_whole_or_not_at_all() {
        let key = |text: &str| Step::Key(text.to_owned());
        for (text, expected) in [
            ("$.result", Some(vec![key("result")])),
            ("$.a-b._c.D9", Some(vec![key("a-b"), key("_c"), key("D9")])),
            ("$.a[all].b", Some(vec![key("a"), Step::All, key("b")])),
            ("$[any][all]", Some(vec![Step::Any, Step::All])),
            (r#"$["a.b"].c"#, Some(vec![key("a.b"), key("c")])),
            (r#"$["\"]"]"#, Some(vec![key("\"]")])),
            (r#"$[""]"#, Some(vec![key("")])),
            (r#"$["all"]"#, Some(vec![key("all")])),
            ("$", None),
            ("", None),
            ("a.b", None),
            ("$a", None),
            ("$.", None),
            ("$..a", None),
            ("$.a.", None),
            ("$.a b", None),
            ("$.a[0]", None),
            ("$.a[*]", None),
            ("$.a[ all ]", None),
            ("$.a[ALL]", None),
            ("$.a[", None),
            (r#"$["a]"#, None),
            (r#"$["a""#, None),
            (r#"$["a"x]"#, None),
            (r#"$["\x"]"#, None),
            ("$.ä", None),
        ] {
            assert_eq!(Path::parse(text).map(|path| path.0), expected, "{text}");
        }
        assert!(Path::parse(&format!("${}", ".a".repeat(STEPS))).is_some());
        assert!(Path::parse(&format!("${}", ".a".repeat(STEPS + 1))).is_none());
        assert!(Path::parse(&format!("$.{}", "a".repeat(TEXT))).is_none());
    }
}
