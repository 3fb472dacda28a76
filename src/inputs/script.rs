//! Scripts: the requests that a program sends, in every language of [`crate::languages`].

use crate::comment::Comments;
use crate::input::envelope::with_batches;
use crate::input::{Claim, Input, Opened, scripts};
use crate::languages::{self, Language};
use crate::operations;
use crate::page::Page;
use crate::script;
use crate::source::Source;
use crate::text::{Span, offset};

pub(crate) const INPUT: Input = Input {
    name: "script",
    extensions: languages::EXTENSIONS,
    json: false,
    claims,
    open,
    comments: Some(comments),
    names_files: true,
    by_line: false,
};

/// A script is ours if a call to Microsoft Graph is in it. Any other one is nobody's: it must not be taken for the body of
/// a request because somebody named it.
fn claims(source: &Source) -> Option<Claim> {
    let language = Language::of_file(source.name(), source.text())?;
    Some(scripts::claim(&[read(source, language)], operations::all()))
}

fn open(source: &Source) -> Opened<'_> {
    let language = Language::of_file(source.name(), source.text());
    let Some(requests) = language.map(|language| read(source, language)) else {
        return Opened::new(std::iter::empty());
    };
    let unread = scripts::unread(&requests, operations::all());
    Opened { unread, ..Opened::new(with_batches(source.text(), requests.found).into_iter()) }
}

fn read<'a>(source: &'a Source, language: &Language) -> script::Requests<'a> {
    script::requests(
        source.text(),
        Span::whole(source.text()),
        language,
        &scripts::clients(source, operations::clients()),
        false,
    )
}

/// A comment is about the statement that it is before or in.
fn comments(source: &Source, _: Option<&Page<'_>>) -> Comments {
    let text = source.text();
    let language = Language::of_file(source.name(), text);
    let script = language.map(|language| read(source, language).script).unwrap_or_default();
    let marks = language.map_or(("# ", ""), |language| language.comment);
    scripts::comments(text, &script.comments, &script.statements, marks, head(text))
}

/// The beginning of the first line that may have another one before it: after `#!…`, and what says how a file is encoded.
fn head(text: &str) -> u32 {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n').take(2) {
        let fixed = at == start && line.starts_with("#!") || line.starts_with('#') && line.contains("coding");
        if !fixed {
            break;
        }
        at += line.len();
    }
    offset(at)
}
