//! A mistake that is made wherever it can be made is one: the text follows the rules of another language.

use crate::json::{Document, ForeignForm, Kind, Node, SurplusComma, SyntaxError, SyntaxErrorKind};
use crate::text::{Edit, Span};

/// Fewer places say nothing about the whole text.
const FEWEST: usize = 3;

/// What there is in a text.
#[derive(Debug, Default)]
struct Counts {
    keys: usize,
    /// Strings in quotation marks of any kind, keys included.
    quoted: usize,
    single: usize,
    smart: usize,
    bare_keys: usize,
    /// Keys in single or typographic quotation marks.
    odd_keys: usize,
    bare_values: usize,
    literals: usize,
    missing_commas: usize,
    missing_colons: usize,
    equals_signs: usize,
    semicolons: usize,
    trailing_commas: usize,
    /// Objects and arrays in which something is.
    filled: usize,
}

/// The document with one syntax error for each mistake that is made everywhere.
pub(super) fn merged<'a>(mut document: Document<'a>, span: Span) -> Document<'a> {
    let counts = Counts::of(&document);
    let text = document.tree.text();
    if let Some(form) = language(&counts, span.of(text)) {
        merge(&mut document.syntax_errors, form, |kind| match form {
            ForeignForm::QuotesEaten => {
                matches!(kind, SyntaxErrorKind::UnquotedKey | SyntaxErrorKind::UnquotedValue { placeholder: false })
            }
            // Such languages allow a comma before a closing bracket.
            ForeignForm::JavaScript => matches!(
                kind,
                SyntaxErrorKind::UnquotedKey
                    | SyntaxErrorKind::SingleQuotedString
                    | SyntaxErrorKind::TrailingComma(SurplusComma::Trailing)
            ),
            ForeignForm::UnquotedKeys => {
                matches!(kind, SyntaxErrorKind::UnquotedKey | SyntaxErrorKind::TrailingComma(SurplusComma::Trailing))
            }
            ForeignForm::TypographicQuotes => *kind == SyntaxErrorKind::SmartQuote,
            ForeignForm::OddKeys => matches!(kind, SyntaxErrorKind::SmartQuote | SyntaxErrorKind::SingleQuotedString),
            _ => {
                matches!(kind, SyntaxErrorKind::SingleQuotedString | SyntaxErrorKind::ForeignLiteral { json: Some(_) })
            }
        });
    }
    if counts.missing_commas >= 2 && !has_comma_at_line_end(span.of(text)) && at_line_ends(&document) {
        merge(&mut document.syntax_errors, ForeignForm::NoCommas, |kind| *kind == SyntaxErrorKind::MissingComma);
    }
    if counts.semicolons >= 2 && !has_comma_at_line_end(span.of(text)) {
        merge(&mut document.syntax_errors, ForeignForm::Semicolons, |kind| {
            matches!(kind, SyntaxErrorKind::WrongSeparator { wanted: ',' })
        });
    }
    for (count, form) in
        [(counts.missing_colons, ForeignForm::NoColons), (counts.equals_signs, ForeignForm::EqualsSigns)]
    {
        if count >= FEWEST && count == counts.keys {
            merge(&mut document.syntax_errors, form, |kind| {
                matches!(kind, SyntaxErrorKind::MissingColon | SyntaxErrorKind::WrongSeparator { wanted: ':' })
            });
        }
    }
    let trailing = |error: &SyntaxError| matches!(error.kind, SyntaxErrorKind::TrailingComma(SurplusComma::Trailing));
    let left = document.syntax_errors.iter().any(trailing);
    if left && counts.trailing_commas >= FEWEST && counts.trailing_commas == counts.filled {
        merge(&mut document.syntax_errors, ForeignForm::TrailingCommas, |kind| {
            matches!(kind, SyntaxErrorKind::TrailingComma(SurplusComma::Trailing))
        });
    }
    document
}

/// The language whose quotation marks a text has throughout.
fn language(counts: &Counts, text: &str) -> Option<ForeignForm> {
    let all_keys_bare = counts.bare_keys >= FEWEST && counts.bare_keys == counts.keys;
    if all_keys_bare && counts.bare_values > 0 && counts.quoted == 0 && !text.contains(['"', '\'']) {
        return Some(ForeignForm::QuotesEaten);
    }
    if counts.bare_keys >= 2 && counts.bare_keys == counts.keys && counts.single > 0 && counts.single == counts.quoted {
        return Some(ForeignForm::JavaScript);
    }
    if counts.single >= FEWEST && counts.single == counts.quoted {
        return Some(if counts.literals > 0 { ForeignForm::Python } else { ForeignForm::SingleQuotes });
    }
    if counts.smart >= FEWEST && counts.smart == counts.quoted {
        return Some(ForeignForm::TypographicQuotes);
    }
    if counts.odd_keys >= FEWEST && counts.odd_keys == counts.keys {
        return Some(ForeignForm::OddKeys);
    }
    all_keys_bare.then_some(ForeignForm::UnquotedKeys)
}

impl Counts {
    fn of(document: &Document<'_>) -> Self {
        let mut counts = Self::default();
        let text = document.tree.text();
        let odd: Vec<u32> = document
            .syntax_errors
            .iter()
            .filter(|error| matches!(error.kind, SyntaxErrorKind::SmartQuote | SyntaxErrorKind::SingleQuotedString))
            .map(|error| error.span.start)
            .collect();
        let is_odd = |key: Node<'_>| odd.binary_search(&key.span().start).is_ok();
        for node in document.tree.nodes() {
            let filled = match node.kind() {
                Kind::Object => {
                    counts.keys += node.members().count();
                    counts.odd_keys += node.members().filter(|member| is_odd(member.key)).count();
                    node.members().next().is_some()
                }
                Kind::Array => node.elements().next().is_some(),
                _ => false,
            };
            counts.filled += usize::from(filled);
            let in_marks = node.kind() == Kind::String && !node.words().starts_with(char::is_alphanumeric);
            counts.quoted += usize::from(in_marks);
        }
        for error in &document.syntax_errors {
            *match &error.kind {
                SyntaxErrorKind::SingleQuotedString => &mut counts.single,
                SyntaxErrorKind::SmartQuote => &mut counts.smart,
                SyntaxErrorKind::UnquotedKey => &mut counts.bare_keys,
                SyntaxErrorKind::UnquotedValue { placeholder: false } => &mut counts.bare_values,
                SyntaxErrorKind::ForeignLiteral { json: Some(_) } => &mut counts.literals,
                SyntaxErrorKind::MissingComma => &mut counts.missing_commas,
                SyntaxErrorKind::MissingColon => &mut counts.missing_colons,
                SyntaxErrorKind::WrongSeparator { wanted: ':' } if error.span.of(text) == "=" => {
                    &mut counts.equals_signs
                }
                SyntaxErrorKind::WrongSeparator { wanted: ',' } if error.span.of(text) == ";" => &mut counts.semicolons,
                SyntaxErrorKind::TrailingComma(SurplusComma::Trailing) => &mut counts.trailing_commas,
                _ => continue,
            } += 1;
        }
        counts
    }
}

fn has_comma_at_line_end(text: &str) -> bool {
    text.lines().any(|line| line.trim_end().ends_with(','))
}

/// Whether each missing comma is missing at the end of a line.
fn at_line_ends(document: &Document<'_>) -> bool {
    let text = document.tree.text();
    let mut missing = document.syntax_errors.iter().filter(|error| error.kind == SyntaxErrorKind::MissingComma);
    missing.all(|error| text[error.span.end as usize..].trim_start_matches([' ', '\t', '\r']).starts_with('\n'))
}

/// Makes one syntax error of all that `is_part` takes.
fn merge(errors: &mut Vec<SyntaxError>, form: ForeignForm, is_part: impl Fn(&SyntaxErrorKind) -> bool) {
    let Some(first) = errors.iter().position(|error| is_part(&error.kind)) else { return };
    let (parts, mut rest): (Vec<SyntaxError>, Vec<SyntaxError>) =
        std::mem::take(errors).into_iter().partition(|error| is_part(&error.kind));
    let certain = parts.iter().all(|part| part.certain);
    let span = parts.first().map(|part| part.span).unwrap_or_default();
    let whole = parts.iter().all(|part| !part.edits.is_empty());
    let mut edits: Vec<Edit> = parts.into_iter().flat_map(|part| part.edits).filter(|_| whole).collect();
    edits.sort();
    let kind = SyntaxErrorKind::ForeignFormat(form);
    rest.insert(first, SyntaxError { kind, span, other: None, edits, certain });
    *errors = rest;
}
