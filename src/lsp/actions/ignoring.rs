//! What keeps a finding silent: a comment where the format has them, otherwise an entry in the configuration.

use std::path::{Path, PathBuf};

use super::super::folders::{Analysis, folder_of};
use super::super::state::State;
use crate::config;
use crate::finding::Finding;
use crate::rules;
use crate::source::Source;
use crate::suppression::{Ignores, addition_for_file, additions};
use crate::text::{Edit, apply};

/// The edits that add a comment: for this place, and for the whole file. None where it would not be read as one.
pub(crate) fn comments(analysis: &Analysis, finding: &Finding) -> [Option<Vec<Edit>>; 2] {
    let source = &analysis.checked.source;
    let Some(comments) = analysis.input.comments(source) else { return [None, None] };
    let ignores = Ignores::read(source, &comments, &rules::infos(), |_| true);
    let here = additions(&comments, &ignores, std::slice::from_ref(finding));
    let whole = vec![addition_for_file(&comments, &ignores, finding.rule)];
    [here, whole].map(|edits| Some(edits).filter(|edits| is_heard(analysis, edits)))
}

/// Whether a comment that is added keeps something silent, and changes nothing else.
fn is_heard(analysis: &Analysis, edits: &[Edit]) -> bool {
    let checked = &analysis.checked;
    let after = apply(checked.source.text(), edits);
    let Ok(after) = Source::new(checked.source.name(), after) else { return false };
    let again = analysis.checker.check_as(after, analysis.input);
    again.findings.len() < checked.findings.len()
        && again.findings.len() + again.suppressed.len() == checked.findings.len() + checked.suppressed.len()
        && again.requests == checked.requests
}

/// A configuration file, its text if it is there, and what is to be added to it.
type Entry = (PathBuf, Option<String>, String);

/// The entries of the configuration: for the value that a finding is about, and for the whole file at `path`.
pub(super) fn entries(state: &mut State, path: &Path, finding: &Finding) -> [Option<Entry>; 2] {
    let at = folder_of(&state.folders, path);
    let files = state.files();
    let Some(folder) = state.folders.get_mut(at) else { return [None, None] };
    // What is in no folder of the client's has a configuration beside it, if any.
    let root = if path.starts_with(&folder.root) { folder.root.clone() } else { path.parent().unwrap_or(path).into() };
    let file = folder.configuration_of(path).unwrap_or_else(|| root.join("msgraph-lint.toml"));
    let text = match files.kind(&file) {
        None => None,
        Some(_) => match files.read(&file).map(String::from_utf8) {
            Ok(Ok(text)) => Some(text),
            _ => return [None, None],
        },
    };
    let slashed = |path: &Path| config::slashed(&path.to_string_lossy());
    let relative = config::relative(&slashed(file.parent().unwrap_or(&file)), &slashed(path));
    let glob = literal(&relative);
    [finding.pointer.as_deref().map(Some), Some(None)].map(|pointer| {
        let words = entry(text.as_deref().unwrap_or_default(), &glob, finding.rule.id, pointer?);
        let whole = format!("{}{words}", text.as_deref().unwrap_or_default());
        config::read(&whole, &rules::infos()).is_ok().then(|| (file.clone(), text.clone(), words))
    })
}

/// A glob of this path and no other. A name alone would be one in any folder.
fn literal(path: &str) -> String {
    let mut glob = if path.contains('/') { String::new() } else { "/".to_owned() };
    for character in path.chars() {
        match character {
            '*' | '?' | '[' | ']' | '{' | '}' => glob.extend(['[', character, ']']),
            _ => glob.push(character),
        }
    }
    glob
}

/// What is added after `text`.
fn entry(text: &str, glob: &str, rule: &str, pointer: Option<&str>) -> String {
    // What JSON escapes in a string, TOML escapes in the same way.
    let quoted = |word: &str| serde_json::Value::from(word).to_string();
    let start = match text {
        "" => "",
        _ if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let pointer = pointer.map_or(String::new(), |pointer| format!("pointer = {}\n", quoted(pointer)));
    format!("{start}[[ignores]]\npaths = [{}]\nrules = [{}]\n{pointer}", quoted(glob), quoted(rule))
}
