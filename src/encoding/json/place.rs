//! Where in a text a JSON path leads, for a person who has to mend it.

use super::{Json, node::entry_name, parse};

/// Line and column, from 1, of what a path of [`Node`](super::Node) leads to; of the last part of
/// it that is there.
pub(crate) fn place(text: &[u8], path: &str) -> Option<(u64, u64)> {
    let mut scanner = Scanner { text, at: 0, wanted: path, best: None };
    scanner.value("$", None)?;
    let (_, offset) = scanner.best?;
    let before = text.get(..offset)?;
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let column = core::str::from_utf8(before.get(start..)?).ok()?.chars().count() + 1;
    Some((u64::try_from(line).ok()?, u64::try_from(column).ok()?))
}

/// Walks over a text that was already read, and is therefore sound and not nested too deep.
struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    wanted: &'a str,
    /// The longest path so far that leads to the wanted one or near it, and where it is.
    best: Option<(usize, usize)>,
}

impl Scanner<'_> {
    /// Reads a value; `named` is where its key begins, if it has one.
    fn value(&mut self, path: &str, named: Option<usize>) -> Option<()> {
        self.space();
        let place = named.unwrap_or(self.at);
        let near = self
            .wanted
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || rest.starts_with('['));
        if near && self.best.is_none_or(|(length, _)| length < path.len()) {
            self.best = Some((path.len(), place));
        }
        match self.peek()? {
            b'{' => self.members(|scanner, _| {
                let start = scanner.at;
                let key = scanner.string()?;
                scanner.space();
                scanner.at += 1;
                scanner.value(&entry_name(path, &key), Some(start))
            }),
            b'[' => self.members(|scanner, index| scanner.value(&format!("{path}[{index}]"), None)),
            b'"' => self.string().map(drop),
            _ => {
                let ends = |byte: &u8| b",]} \t\r\n".contains(byte);
                let rest = self.text.get(self.at..)?;
                self.at += rest.iter().position(ends).unwrap_or(rest.len());
                Some(())
            }
        }
    }

    fn members(&mut self, mut member: impl FnMut(&mut Self, usize) -> Option<()>) -> Option<()> {
        self.at += 1;
        for index in 0.. {
            self.space();
            match self.peek()? {
                b'}' | b']' => break,
                b',' => {
                    self.at += 1;
                    self.space();
                }
                _ => {}
            }
            member(self, index)?;
        }
        self.at += 1;
        Some(())
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        match parse(self.text.get(start..self.at)?).ok()? {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| b" \t\r\n".contains(&byte)) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_line_and_column() {
        let text =
            "{\n  \"a\": [1, {\"b\": \"ä\", \"c d\": {\"e\": []}}],\n  \"f\": null\n}".as_bytes();
        for (path, expected) in [
            ("$", (1, 1)),
            ("$.a", (2, 3)),
            ("$.a[0]", (2, 9)),
            ("$.a[1].b", (2, 13)),
            ("$.a[1][\"c d\"].e", (2, 31)),
            ("$.a[1].missing", (2, 12)),
            ("$.f", (3, 3)),
            ("$.fg", (1, 1)),
        ] {
            assert_eq!(place(text, path), Some(expected), "{path}");
        }
    }
}
