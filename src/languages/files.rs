//! Files that a script writes and then sends: by which name a path is known again, and what wrote to it last.

use std::collections::HashMap;

use super::literal::{Part, Text};

/// The longest path that is compared, in bytes.
const LONGEST: usize = 400;

/// What writes each file of a script: by the name of the file, in the order of the script.
#[derive(Debug)]
pub(crate) struct Writers<W>(HashMap<String, Vec<(usize, W)>>);

impl<W> Default for Writers<W> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<W> Writers<W> {
    /// Those of all files, each with the name of its file and its place in the script, whose unit is the language's.
    pub(crate) fn new(all: impl IntoIterator<Item = (String, usize, W)>) -> Self {
        let mut by_file: HashMap<String, Vec<(usize, W)>> = HashMap::new();
        for (file, place, writer) in all {
            by_file.entry(file).or_default().push((place, writer));
        }
        for writers in by_file.values_mut() {
            writers.sort_by_key(|&(place, _)| place);
        }
        Self(by_file)
    }

    /// The last one that writes the file before `place`.
    pub(crate) fn last_before(&self, file: &str, place: usize) -> Option<&W> {
        let writers = self.0.get(file)?;
        let before = writers.partition_point(|&(other, _)| other < place);
        writers.get(before.checked_sub(1)?).map(|(_, writer)| writer)
    }
}

/// A name for the file of a path, or `None` if nothing is known of it that another place could share. `written` are the
/// words of the expression, which stand for the path where its value is not known.
pub(super) fn key(script: &str, path: &Text, written: &str) -> Option<String> {
    let known = path.known_value(script).filter(|_| path.made.is_none());
    let key = match known {
        Some(known) => known.strip_prefix("./").map_or(known.clone(), str::to_owned),
        None if path.parts.len() > 1 => {
            let mut key = String::new();
            for part in &path.parts {
                match part {
                    Part::Words { span, quoting } => key.push_str(&quoting.read(span.of(script), 0, 0).0),
                    Part::Known { text, .. } => key.push_str(text),
                    // The value of another expression, at another place, may be another one.
                    Part::Hole { name, span } if span.of(script).trim_matches(['"', '\'']).starts_with('$') => {
                        key.extend(["$", name]);
                    }
                    Part::Hole { span, .. } => key.push_str(&format!("{{{}}}", span.start)),
                }
            }
            key
        }
        None => variable(written)?,
    };
    (!key.is_empty() && key.len() <= LONGEST && !key.starts_with("/dev/")).then_some(key)
}

/// The variable that is all of an expression, with its sign: `$f` of `"$f"`, `${f}` and `$($f.FullName)`.
fn variable(written: &str) -> Option<String> {
    // `$(mktemp)` is a command.
    if written.match_indices("$(").any(|(at, _)| !written[at + 2..].trim_start().starts_with('$')) {
        return None;
    }
    let bare: String = written.chars().filter(|sign| !"\"'(){}`@ ".contains(*sign)).collect();
    let name = bare.trim_start_matches('$');
    let name = [".FullName", ".fullname", ".Path"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_:.".contains(&byte))
    };
    (bare.starts_with('$') && is_name(name)).then(|| format!("${}", name.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn one_variable_is_one_file() {
        let key = |written: &str| key(written, &Text::hole(written, Span::whole(written)), written);
        for same in ["$Tmp", "\"${tmp}\"", "$($tmp.FullName)", "\"@$tmp\""] {
            assert_eq!(key(same).as_deref(), Some("$tmp"), "{same}");
        }
        assert_eq!(key("$(mktemp)"), None);
        assert_eq!(key("(New-TemporaryFile)"), None);
    }
}
