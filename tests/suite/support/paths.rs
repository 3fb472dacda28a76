//! Finds the paths that a Rust source names, `use` declarations spelt out, comments and literals skipped.

use std::collections::BTreeSet;

/// A path as a source names it, resolved as far as `crate`, `self` and `super` go.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// 1-based.
    pub(crate) line: usize,
    /// The segments; the first is `crate` for a path inside the project.
    pub(crate) path: Vec<String>,
}

/// The module of a source file: `src/json/tree.rs` is `json::tree`.
pub(crate) fn module_of(path: &str) -> String {
    path.trim_start_matches("src/").trim_end_matches(".rs").replace('/', "::")
}

/// The module that a path inside the project leads to, which may be more than one segment above the item.
pub(crate) fn module_at<'m>(path: &[String], modules: &'m BTreeSet<String>) -> Option<&'m String> {
    let (first, inside) = path.split_first()?;
    (1..=inside.len()).rev().filter(|_| first == "crate").find_map(|length| modules.get(&inside[..length].join("::")))
}

/// Every path of two or more segments in `source`, which is the file of `module` (segments without `crate`).
pub(crate) fn paths(source: &str, module: &[&str]) -> Vec<Named> {
    let tokens = tokens(source);
    let mut named = Vec::new();
    // The inline modules around the current token, each with the depth of braces at which it ends.
    let mut inline: Vec<(usize, &str)> = Vec::new();
    let mut depth = 0;
    let mut at = 0;
    while at < tokens.len() {
        let before = at.checked_sub(1).map_or("", |before| tokens[before].1);
        let (line, token) = tokens[at];
        let resolve = |path: &[&str]| resolve(path, module, &inline);
        match token {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                inline.retain(|&(end, _)| end < depth + 1);
            }
            "mod" if tokens.get(at + 2).is_some_and(|next| next.1 == "{") => inline.push((depth + 1, tokens[at + 1].1)),
            "use" if before != "+" && before != ">" => {
                let mut tree = Vec::new();
                at = use_tree(&tokens, at + 1, &mut Vec::new(), &mut tree);
                named.extend(tree.iter().map(|(line, path)| Named { line: *line, path: resolve(path) }));
                continue;
            }
            word if is_word(word) && before != "::" && before != "." => {
                let mut path = vec![word];
                while tokens.get(at + 1).is_some_and(|next| next.1 == "::")
                    && let Some(&(_, next)) = tokens.get(at + 2)
                    && is_word(next)
                {
                    path.push(next);
                    at += 2;
                }
                if path.len() > 1 {
                    named.push(Named { line, path: resolve(&path) });
                }
            }
            _ => {}
        }
        at += 1;
    }
    named
}

/// Reads one tree of a `use` declaration from `at`; each leaf is pushed with all that leads to it. The index after it.
fn use_tree<'s>(
    tokens: &[(usize, &'s str)],
    mut at: usize,
    prefix: &mut Vec<&'s str>,
    leaves: &mut Vec<(usize, Vec<&'s str>)>,
) -> usize {
    let base = prefix.len();
    while let Some(&(line, token)) = tokens.get(at) {
        match token {
            "::" => at += 1,
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.1 != "}") {
                    at = use_tree(tokens, at, prefix, leaves);
                    if tokens.get(at).is_some_and(|token| token.1 == ",") {
                        at += 1;
                    }
                }
                prefix.truncate(base);
                return at + 1;
            }
            "as" => at += 2,
            word if is_word(word) || word == "*" => {
                prefix.push(word);
                at += 1;
                if tokens.get(at).is_none_or(|next| next.1 != "::") {
                    leaves.push((line, prefix.clone()));
                }
            }
            _ => break,
        }
    }
    prefix.truncate(base);
    at
}

fn resolve(path: &[&str], module: &[&str], inline: &[(usize, &str)]) -> Vec<String> {
    let here = || module.iter().copied().chain(inline.iter().map(|&(_, name)| name));
    let supers = path.iter().filter(|&&segment| segment == "super").count();
    let rest = path.iter().copied().skip_while(|segment| ["self", "super"].contains(segment));
    let resolved: Vec<&str> = if supers > 0 || path[0] == "self" {
        let kept = here().count().saturating_sub(supers);
        ["crate"].into_iter().chain(here().take(kept)).chain(rest).collect()
    } else {
        path.to_vec()
    };
    resolved.into_iter().map(str::to_owned).collect()
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// The words and signs of a source, each with its line. `::` is one sign; literals and comments are left out.
fn tokens(source: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            _ if rest.starts_with("/*") => block_comment(rest),
            '"' => string(rest),
            '\'' => quote(rest),
            _ if raw_string(rest).is_some() => raw_string(rest).unwrap_or(rest.len()),
            _ if rest.starts_with("b\"") || rest.starts_with("c\"") => 1 + string(&rest[1..]),
            _ if rest.starts_with("b'") => 1 + quote(&rest[1..]),
            _ if rest.starts_with("::") => {
                tokens.push((line, "::"));
                2
            }
            _ if first.is_whitespace() => first.len_utf8(),
            _ if first.is_alphanumeric() || first == '_' => {
                let inside = |character: char| character.is_alphanumeric() || character == '_';
                let length = rest.find(|character| !inside(character)).unwrap_or(rest.len());
                tokens.push((line, &rest[..length]));
                length
            }
            _ => {
                tokens.push((line, &rest[..first.len_utf8()]));
                first.len_utf8()
            }
        };
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    for (at, _) in text.match_indices(['/', '*']) {
        if text[at..].starts_with("/*") {
            depth += 1;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            if depth == 0 {
                return at + 2;
            }
        }
    }
    text.len()
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn raw_string(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = inside.len() - inside.trim_start_matches('#').len();
    let inside = inside[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(text.len() - inside.len() + inside.find(&end).map_or(inside.len(), |at| at + end.len()))
}

/// A character literal or the tick of a lifetime.
fn quote(text: &str) -> usize {
    let inside = &text[1..];
    if inside.starts_with('\\') {
        return 3 + inside[2..].find('\'').map_or(0, |at| at + 1);
    }
    let first = inside.chars().next().map_or(0, char::len_utf8);
    if inside[first..].starts_with('\'') { first + 2 } else { 1 }
}
