//! JSON in the dress of something else: a program, a shell, a mail, a log. The form is recognised in the whole text, its
//! dress is taken off by edits, and what is after it is read.
//!
//! What comes out is one syntax error for the form, with the edits as its repair, and the tree and the other syntax errors
//! of the text behind, at their places in the text as it is. A form is one file with one function: the edits that take it
//! off, or none if the text does not have it. Each looks at the text a fixed number of times. A form is believed only if
//! no more is wrong with the text behind it than with the text as it is.

mod around;
mod assignment;
mod call;
mod colons;
mod commented_out;
mod conflict;
mod constructors;
mod csv;
mod diff_signs;
mod entities;
mod error_output;
mod escaped;
mod fence_label;
mod form_fields;
mod full_width;
mod hashtable;
mod here_string;
mod joined;
mod line_breaks;
mod line_ends;
mod line_marks;
mod line_numbers;
mod lines;
mod list_marks;
mod log_lines;
mod log_prefix;
mod mail_quotes;
mod mapping;
mod percent;
mod printed;
mod prose;
mod quoted;
mod repeated;
mod round_brackets;
mod screen;
mod string_prefixes;
mod tex_quotes;
mod toml_file;
mod xml;
mod yaml;

use super::{Document, ForeignForm, Kind, SurplusComma, SyntaxError, SyntaxErrorKind, lenient, strict};
use crate::text::{Edit, Span, apply, offset};
use mapping::Mapping;

/// How many dresses a text may wear, one over the other.
const MOST: usize = 3;

/// How many objections there are to a reading, or `None` if it is about something unknown.
pub(super) type Judge<'j> = &'j dyn Fn(&Document<'_>) -> Option<usize>;

struct Form {
    form: ForeignForm,
    /// The edits that take the form off a text, in order, or `None` if the text does not have the form.
    undress: fn(&str) -> Option<Vec<Edit>>,
    /// Which syntax errors after it are part of the form.
    absorbs: fn(&SyntaxErrorKind) -> bool,
    /// Whether nothing is lost when the form is taken off.
    keeps_all: bool,
}

impl Form {
    /// A form that has no symptoms of its own after the dress.
    const fn new(form: ForeignForm, undress: fn(&str) -> Option<Vec<Edit>>) -> Self {
        Self { form, undress, absorbs: |_| false, keeps_all: true }
    }
}

/// Whether a syntax error is what the language of a program allows or wants.
fn is_of_a_program(kind: &SyntaxErrorKind) -> bool {
    matches!(
        kind,
        SyntaxErrorKind::UnquotedKey
            | SyntaxErrorKind::SingleQuotedString
            | SyntaxErrorKind::TrailingComma(SurplusComma::Trailing)
            | SyntaxErrorKind::ForeignLiteral { json: Some(_) }
            | SyntaxErrorKind::ForeignFormat(
                ForeignForm::UnquotedKeys
                    | ForeignForm::JavaScript
                    | ForeignForm::SingleQuotes
                    | ForeignForm::Python
                    | ForeignForm::TrailingCommas
            )
    )
}

/// Whether a syntax error is a sign of the same string of a program or a shell.
fn is_of_a_string(kind: &SyntaxErrorKind) -> bool {
    matches!(
        kind,
        SyntaxErrorKind::ForeignFormat(
            ForeignForm::EscapedQuotes
                | ForeignForm::DoubledQuotes
                | ForeignForm::EscapedLineBreaks
                | ForeignForm::LineContinuation
                | ForeignForm::ShellQuotes
                | ForeignForm::HereString
        )
    )
}

/// The forms, the most specific first.
static FORMS: &[Form] = &[
    commented_out::FORM,
    conflict::LEFT,
    conflict::FORM,
    screen::COLOURS,
    screen::DOTS,
    percent::FORM,
    entities::FORM,
    mail_quotes::FORM,
    line_numbers::FORM,
    diff_signs::FORM,
    log_lines::FORM,
    list_marks::FORM,
    printed::TYPE_NAME,
    printed::POWERSHELL,
    printed::GO,
    error_output::FORM,
    constructors::FORM,
    string_prefixes::FORM,
    tex_quotes::FORM,
    colons::FORM,
    round_brackets::FORM,
    toml_file::FORM,
    line_ends::FORM,
    line_marks::FORM,
    fence_label::FORM,
    here_string::FORM,
    assignment::FORM,
    call::FORM,
    log_prefix::FORM,
    escaped::FORM,
    line_breaks::FORM,
    csv::FORM,
    quoted::FORM,
    hashtable::FORM,
    form_fields::FORM,
    joined::ARROWS,
    joined::EQUALS_SIGNS,
    full_width::FORM,
    prose::FORM,
    xml::FORM,
    yaml::FORM,
];

/// Reads the text in `span`, which is not a strict JSON. Where a judge is given, the reading is chosen
/// to which he objects least.
pub(crate) fn read<'a>(text: &'a str, span: Span, judge: Option<Judge<'_>>) -> Document<'a> {
    within(text, span, judge, 0)
}

fn within<'a>(text: &'a str, span: Span, judge: Option<Judge<'_>>, depth: usize) -> Document<'a> {
    let direct = lenient::parse(text, span);
    let direct = judge.map_or(direct.clone(), |judge| lenient::choose(direct, span, judge));
    let direct = repeated::merged(direct, span);
    // One certain repair is as much as any form gives.
    let is_settled = |error: &SyntaxError| {
        error.certain && matches!(error.kind, SyntaxErrorKind::ForeignFormat(ForeignForm::EqualsSigns))
    };
    let is_settled = direct.syntax_errors.len() == 1 && direct.syntax_errors.iter().any(is_settled);
    if depth >= MOST || is_only_marked(&direct) || is_settled {
        return direct;
    }
    let mark = span.of(text).strip_prefix('\u{FEFF}').map_or(0, |_| offset('\u{FEFF}'.len_utf8()));
    let inner = Span::new(span.start + mark, span.end);
    let behind = FORMS.iter().find_map(|form| {
        let edits = (form.undress)(inner.of(text))?;
        let document = behind(text, inner, form, edits, judge, depth)?;
        is_believed(&direct, &document, form, judge).then_some(document)
    });
    let Some(mut document) = behind else { return direct };
    let mark = direct.syntax_errors.into_iter().filter(|error| error.kind == SyntaxErrorKind::ByteOrderMark);
    document.syntax_errors.splice(0..0, mark);
    document
}

/// Whether nothing but a byte order mark keeps the text from being JSON.
fn is_only_marked(document: &Document<'_>) -> bool {
    document.syntax_errors.iter().all(|error| error.kind == SyntaxErrorKind::ByteOrderMark)
}

fn is_believed(direct: &Document<'_>, behind: &Document<'_>, form: &Form, judge: Option<Judge<'_>>) -> bool {
    let is_container = behind.tree.root().is_some_and(|root| matches!(root.kind(), Kind::Object | Kind::Array));
    let many = |document: &Document<'_>| {
        document.syntax_errors.iter().filter(|error| error.kind != SyntaxErrorKind::ByteOrderMark).count()
    };
    if form.form == ForeignForm::CommentedOut {
        // Without the comments something else is wrong, and with the members nothing is.
        let objections = |document: &Document<'_>| judge.and_then(|judge| judge(document));
        let is_missed = || objections(direct).zip(objections(behind)).is_some_and(|(without, with)| with < without);
        return many(behind) == 1 && !has_repeated_key(behind) && (many(direct) > 1 || is_missed());
    }
    !form.keeps_all || is_container && many(behind) <= many(direct)
}

/// Whether an object has a key twice.
fn has_repeated_key(document: &Document<'_>) -> bool {
    document.tree.nodes().filter(|node| node.kind() == Kind::Object).any(|object| {
        let mut keys: Vec<_> = object.members().filter_map(|member| member.key.string()).collect();
        keys.sort();
        keys.windows(2).any(|pair| pair[0] == pair[1])
    })
}

/// The text behind `form`, which `edits` take off, with all places in the text as it is. `None` if `edits` are out of order or
/// meet, so that no place could be found again.
fn behind<'a>(
    text: &'a str,
    span: Span,
    form: &Form,
    edits: Vec<Edit>,
    judge: Option<Judge<'_>>,
    depth: usize,
) -> Option<Document<'a>> {
    let mapping = Mapping::new(&edits, span)?;
    let plain = apply(span.of(text), &edits);
    let whole = Span::whole(&plain);
    let read = match strict::parse(&plain, whole) {
        Some(tree) => Document { tree, syntax_errors: Vec::new() },
        None => within(&plain, whole, judge, depth + 1),
    };
    let tree = mapping.tree(&read.tree, text);
    let mut repair: Vec<Edit> = edits.into_iter().map(|edit| moved(edit, span.start)).collect();
    let mut syntax_errors = Vec::new();
    for error in read.syntax_errors {
        let edits: Option<Vec<Edit>> = error.edits.iter().map(|edit| mapping.edit(edit)).collect();
        if (form.absorbs)(&error.kind) {
            repair.extend(edits.unwrap_or_default());
            continue;
        }
        // Nothing is to be repaired in a text in which a marker would be left.
        let edits = edits.filter(|_| form.form != ForeignForm::Conflict || form.keeps_all);
        let certain = error.certain && edits.is_some();
        syntax_errors.push(SyntaxError {
            kind: error.kind,
            span: mapping.span(error.span),
            other: error.other.map(|other| mapping.span(other)),
            edits: edits.unwrap_or_default(),
            certain,
        });
    }
    // By place alone: what two edits put into one gap stays in the order in which they are made.
    repair.sort_by_key(|edit| edit.span);
    repair.dedup_by(|next, one| {
        let is_same_gap = one.span.is_empty() && one.span == next.span;
        if is_same_gap {
            one.text.push_str(&next.text);
        }
        is_same_gap
    });
    let place = mark_of(span, &repair, text);
    let meets = repair.windows(2).any(|pair| pair[1].span.start < pair[0].span.end);
    if !form.keeps_all || meets {
        repair.clear();
    }
    let kind = match form.form {
        ForeignForm::Conflict => SyntaxErrorKind::ConflictMarker,
        ForeignForm::CommentedOut => SyntaxErrorKind::Comment,
        form => SyntaxErrorKind::ForeignFormat(form),
    };
    syntax_errors.push(SyntaxError { kind, span: place, other: None, edits: repair, certain: false });
    syntax_errors.sort_by_key(|error| error.span);
    Some(Document { tree, syntax_errors })
}

fn moved(edit: Edit, by: u32) -> Edit {
    Edit { span: Span::new(edit.span.start + by, edit.span.end + by), text: edit.text }
}

/// The place that shows the form: the first part of it that is taken off, or the first word of the text.
fn mark_of(span: Span, repair: &[Edit], text: &str) -> Span {
    let first = repair.iter().map(|edit| edit.span).find(|place| !place.of(text).trim().is_empty());
    let words = span.of(text);
    let lead = offset(words.len() - words.trim_start().len());
    let word = words.trim_start().split(char::is_whitespace).next().unwrap_or_default();
    let start = span.start + lead;
    let word = Span::new(start, start + offset(word.len()));
    let place = first.unwrap_or(word);
    let shown = place.of(text);
    let skipped = offset(shown.len() - shown.trim_start().len());
    let line = shown.trim_start().lines().next().unwrap_or_default().trim_end();
    Span::new(place.start + skipped, place.start + skipped + offset(line.len()))
}
