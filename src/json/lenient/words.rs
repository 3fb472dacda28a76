//! Runs without quotes: where one ends, and what it stands for.

use super::displaced;
use super::lexer::{HORIZON, Lexer};
use super::look_ahead::{closes_value, near};
use super::spaces;
use super::token::TokenKind;
use crate::json::strict;
use crate::json::{Kind, NumberFault, QuoteFault, SyntaxErrorKind};
use crate::text::Edit;

/// Reads a run that begins here.
pub(crate) fn read(lexer: &mut Lexer<'_>) {
    let start = lexer.at;
    let run_end = start + run_length(lexer);
    let end = without_lone_dot(lexer, run_end);
    if end == start {
        let width = lexer.peek().map_or(1, char::len_utf8);
        return junk(lexer, start + width);
    }
    if closes_value(lexer, end) {
        return missing_opening_quote(lexer, end);
    }
    if !displaced::read_late_opening(lexer, end) {
        push(lexer, end);
    }
}

/// The end of the run without the dot of `1."next":`, which stands for a comma.
fn without_lone_dot(lexer: &Lexer<'_>, end: usize) -> usize {
    let run = &lexer.text[lexer.at..end];
    let number = run.strip_suffix('.').is_some_and(strict::is_number);
    let separates = number && spaces::skip_lines(near(lexer, end)).starts_with('"');
    end - usize::from(separates)
}

/// Adds the run up to `end` as what it is: dots, junk or a word.
pub(super) fn push(lexer: &mut Lexer<'_>, end: usize) {
    let run = &lexer.text[lexer.at..end];
    let inner = run.trim_matches(['{', '}', '<', '>', '[', ']', ' ']);
    if inner.starts_with("..") || inner.starts_with('…') || inner.ends_with("...") && run.starts_with('<') {
        lexer.push(TokenKind::Ellipsis, end);
    } else if run.contains(char::is_alphanumeric) {
        lexer.push(TokenKind::Word, end);
    } else {
        junk(lexer, end);
    }
}

fn junk(lexer: &mut Lexer<'_>, end: usize) {
    lexer.push(TokenKind::Junk, end);
}

/// The end of `{…}` or `{{…}}` if it is the gap of a template, and not an object.
pub(super) fn placeholder_end(lexer: &mut Lexer<'_>) -> Option<usize> {
    let at = lexer.at;
    let line = lexer.line_from(at);
    let line = &line[..line.floor_char_boundary(HORIZON.min(line.len()))];
    let doubled = line.starts_with("{{");
    let opened = if doubled { 2 } else { 1 };
    let inner = line.get(opened..).filter(|inner| !inner.starts_with('{'))?;
    let length = inner.find(['"', '\'', ':', ',', '{', '}', '[', ']', '“', '”'])?;
    let words = inner[..length].trim();
    let closed = inner[length..].starts_with(if doubled { "}}" } else { "}" });
    let literal = matches!(words, "true" | "false" | "null") || strict::is_number(words);
    (closed && !words.is_empty() && !literal).then(|| at + length + 2 * opened)
}

/// The length of the run: up to what can only be structure.
fn run_length(lexer: &mut Lexer<'_>) -> usize {
    let start = lexer.at;
    let line = lexer.line_from(start);
    let value = lexer.is_behind_colon();
    // What is before the whole text is not part of it: `body = {`, `send({`.
    let first = lexer.tokens.is_empty();
    let mut depth = 0_usize;
    let mut previous = ' ';
    let mut has_letters = false;
    let mut spaced = false;
    let mut end = line.len();
    for (at, character) in line.char_indices() {
        let rest = &line[at + character.len_utf8()..];
        let stop = match character {
            '"' | '“' | '”' => true,
            '(' => {
                depth += 1;
                false
            }
            ')' if depth > 0 => {
                depth -= 1;
                false
            }
            '<' if line[at..].starts_with("<!--") => true,
            // A sign astray before a bracket is no word that goes on in it, but for those that begin a placeholder.
            '{' | '[' if !has_letters && !matches!(previous, '$' | '#' | '%' | '<' | '{' | '[') => true,
            '{' | '[' if !matches!(previous, ' ' | '(' | '@' | '.') && !first => {
                depth += 1;
                false
            }
            '{' | '[' => true,
            '}' | ']' if depth > 0 => {
                depth -= 1;
                false
            }
            '}' | ']' => true,
            ',' => depth == 0 && !comma_belongs(lexer, start + at, rest, value),
            ':' if rest.starts_with("//") => false,
            ':' => !value || rest.is_empty() || rest.starts_with([' ', '\t']),
            '=' => !value && depth == 0,
            ';' => rest.is_empty() || rest.starts_with(' '),
            '/' => matches!(previous, ' ' | '\t') && rest.starts_with(['/', '*']),
            '#' => matches!(previous, ' ' | '\t') && rest.starts_with(' '),
            '\u{FFFD}' | '：' | '，' | '、' | '｛' | '｝' | '［' | '］' => true,
            ' ' | '\t' => !std::mem::replace(&mut spaced, true) && ends_at_space(&line[..at], rest, value),
            _ if spaces::is_odd(character) => true,
            _ => false,
        };
        if stop {
            end = at;
            break;
        }
        previous = character;
        has_letters |= character.is_alphanumeric();
    }
    line[..end].trim_end().len()
}

/// Whether the comma at `at` is part of a value: of one that lost its opening quote, as a closing quote is after it
/// with nothing between that could be structure; or of a distinguished name, as another attribute follows.
fn comma_belongs(lexer: &Lexer<'_>, at: usize, rest: &str, value: bool) -> bool {
    if !value {
        return false;
    }
    let near = &rest[..rest.floor_char_boundary(HORIZON.min(rest.len()))];
    let attribute = near.trim_start_matches([' ', '\t']);
    let name = attribute.trim_start_matches(|character: char| character.is_ascii_alphanumeric());
    if name.len() < attribute.len() && name.starts_with('=') {
        return true;
    }
    let Some(quote) = near.find(['"', '{', '}', '[', ']', ':']) else { return false };
    near[quote..].starts_with('"') && !near[..quote].trim().is_empty() && closes_value(lexer, at + 1 + quote)
}

/// Whether a run ends at a space. A number or a literal does, unless words follow that belong to it
/// (`12345 Main St.`); other words go on.
fn ends_at_space(run: &str, rest: &str, value: bool) -> bool {
    let simple =
        strict::is_number(run) || matches!(literal(run), Some((_, Some(_)))) || matches!(run, "-" | "*" | "•" | "+");
    if !simple || !value {
        return simple;
    }
    let near = &rest[..rest.floor_char_boundary(HORIZON.min(rest.len()))];
    let next = near.find(['"', '{', '}', '[', ']', ':', '=', ',']).map(|at| near.as_bytes()[at]);
    matches!(next, Some(b':' | b'=' | b'"' | b'{' | b'[')) || near.trim_start().starts_with(['/', '#'])
}

/// A run with a closing quote after it and none before: the quote was lost.
fn missing_opening_quote(lexer: &mut Lexer<'_>, quote: usize) {
    let gap = lexer.span(lexer.at, lexer.at);
    let value: Box<str> = lexer.text[lexer.at..quote].into();
    lexer.syntax_error(
        SyntaxErrorKind::MisplacedQuote(QuoteFault::NoOpening),
        gap,
        None,
        vec![Edit::insert(gap.start, "\"")],
        false,
    );
    lexer.push(TokenKind::String(Some(value)), quote + 1);
}

/// What a word stands for where a value belongs.
#[derive(Debug)]
pub(super) struct Meaning {
    /// The kind of the value.
    pub(super) kind: Kind,
    /// Its value, where that is not what the words say.
    pub(super) value: Option<Box<str>>,
    /// What is wrong with it, what mends it, and whether that is certain.
    pub(super) syntax_error: Option<(SyntaxErrorKind, Option<String>, bool)>,
}

/// Understands a word where a value belongs.
pub(super) fn meaning(word: &str) -> Meaning {
    if strict::is_number(word) {
        return Meaning { kind: Kind::Number, value: None, syntax_error: None };
    }
    if let Some((foreign, json)) = literal(word) {
        let kind = match json {
            Some("true") => Kind::True,
            Some("false") => Kind::False,
            Some(_) => Kind::Null,
            None => Kind::Unknown,
        };
        let certain = json.is_some() && !word.starts_with('$');
        let syntax_error = foreign
            .then(|| (SyntaxErrorKind::ForeignLiteral { json }, Some(json.unwrap_or("null").to_owned()), certain));
        return Meaning { kind, value: None, syntax_error };
    }
    if let Some((why, json, certain)) = number(word) {
        let kind = if json.is_some() { Kind::Number } else { Kind::Unknown };
        let value = json.clone().map(String::into_boxed_str);
        let stated = json.clone().filter(|_| certain);
        return Meaning {
            kind,
            value,
            syntax_error: Some((SyntaxErrorKind::InvalidNumber { json: stated, why }, json, certain)),
        };
    }
    let quoted = serde_json::Value::from(word).to_string();
    let syntax_error =
        Some((SyntaxErrorKind::UnquotedValue { placeholder: is_placeholder(word) }, Some(quoted), false));
    Meaning { kind: Kind::String, value: Some(word.into()), syntax_error }
}

/// No literal is longer. Runs are asked at each of their spaces, and may be of any length.
const LONGEST_LITERAL: usize = "undefined".len();

/// Whether a word is a literal, of JSON or of another language, and the JSON literal that it means, if one.
fn literal(word: &str) -> Option<(bool, Option<&'static str>)> {
    if word.len() > LONGEST_LITERAL {
        return None;
    }
    let json = match word {
        "true" => return Some((false, Some("true"))),
        "false" => return Some((false, Some("false"))),
        "null" => return Some((false, Some("null"))),
        "undefined" | "NaN" | "nan" | "Infinity" | "-Infinity" | "+Infinity" | "inf" | "-inf" => {
            return Some((true, None));
        }
        _ => match word.to_ascii_lowercase().as_str() {
            "true" | "$true" => "true",
            "false" | "$false" => "false",
            "null" | "none" | "nil" | "$null" => "null",
            _ => return None,
        },
    };
    Some((true, Some(json)))
}

/// What is wrong with a number of another language, the same in JSON, and whether its value is certain.
fn number(word: &str) -> Option<(NumberFault, Option<String>, bool)> {
    let (minus, digits) = match word.as_bytes().first()? {
        b'-' => ("-", &word[1..]),
        b'+' => ("", &word[1..]),
        _ => ("", word),
    };
    let plus = word.starts_with('+');
    let radix = |prefixes: [&str; 2], radix| {
        let digits = prefixes.iter().find_map(|prefix| digits.strip_prefix(prefix))?;
        u64::from_str_radix(digits, radix).ok()
    };
    if let Some(value) = radix(["0x", "0X"], 16).or_else(|| radix(["0b", "0B"], 2)).or_else(|| radix(["0o", "0O"], 8)) {
        return Some((NumberFault::Radix, Some(format!("{minus}{value}")), true));
    }
    if !digits.starts_with(|character: char| character.is_ascii_digit() || character == '.')
        || !digits.contains(|character: char| character.is_ascii_digit())
    {
        return None;
    }
    if digits.contains('_') && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'_' | b'.')) {
        let json = format!("{minus}{}", digits.replace('_', ""));
        return strict::is_number(&json).then_some((NumberFault::DigitSeparator, Some(json), true));
    }
    let (integer, rest) =
        digits.split_at(digits.find(|character: char| !character.is_ascii_digit()).unwrap_or(digits.len()));
    let why = match integer {
        "" => NumberFault::NoIntegerPart,
        _ if integer.len() > 1 && integer.starts_with('0') => NumberFault::LeadingZero,
        _ if plus => NumberFault::PlusSign,
        _ => NumberFault::NoFraction,
    };
    let integer = Some(integer.trim_start_matches('0')).filter(|integer| !integer.is_empty()).unwrap_or("0");
    let bare_point =
        rest.strip_prefix('.').filter(|fraction| !fraction.starts_with(|character: char| character.is_ascii_digit()));
    let json = match bare_point {
        Some(exponent) => format!("{minus}{integer}.0{exponent}"),
        None => format!("{minus}{integer}{rest}"),
    };
    if strict::is_number(&json) {
        // 010 may be ten, eight, or an id without quotes: there is no certain fix.
        return Some((why, Some(json), why != NumberFault::LeadingZero));
    }
    let numeric = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    (numeric && digits.ends_with(['e', 'E', '+', '-'])).then_some((NumberFault::Malformed, None, false))
}

/// Whether the words are what a template leaves to be filled in.
pub(super) fn is_placeholder(word: &str) -> bool {
    [("<", ">"), ("{", "}"), ("%", "%"), ("${", "}")]
        .iter()
        .any(|(open, close)| word.len() > open.len() + close.len() && word.starts_with(open) && word.ends_with(close))
        || word.starts_with('$') && word.len() > 1
}
