//! The rules of the group `script`, one file each, and what they share: changes that a language makes to a request
//! without its author's intention. The rules know no language: readers record notes, and rules report them.

mod expanded_dollar_name;
mod expanded_property;
mod form_encoded_body;
mod lost_quotes;
mod shallow_json_depth;
mod swallowed_character;
mod unexpanded_variable;

use crate::languages::NoteKind;
use crate::operation::Fit;
use crate::request::ScriptNote;
use crate::rule::{Context, Rule};
use crate::text::excerpt;

/// The rules of the group.
pub(crate) static RULES: &[Rule] = &[
    shallow_json_depth::RULE,
    form_encoded_body::RULE,
    expanded_dollar_name::RULE,
    expanded_property::RULE,
    swallowed_character::RULE,
    unexpanded_variable::RULE,
    lost_quotes::RULE,
];

/// The longest quotation of the user's words in a message.
const QUOTED: usize = 60;

/// The notes of a request to Microsoft Graph of which `wanted` makes something.
fn notes<'c, T: 'c>(
    context: &Context<'c>,
    wanted: impl Fn(&'c NoteKind) -> Option<T> + 'c,
) -> impl Iterator<Item = (&'c ScriptNote, T)> + 'c {
    let graph = !matches!(context.target().fit, Fit::Foreign);
    let script = context.request().raw().notes.script.as_deref().filter(|_| graph);
    let notes = script.into_iter().flat_map(|script| &script.notes);
    notes.filter_map(move |note| Some((note, wanted(&note.kind)?)))
}

/// The words of a note, as a message quotes them.
fn quoted(context: &Context<'_>, note: &ScriptNote) -> String {
    format!("`{}`", excerpt(context.words(note.span), QUOTED))
}
