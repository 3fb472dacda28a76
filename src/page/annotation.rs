//! The comment before a block, in which a JSON object says what the block is.

use crate::json::{self, SyntaxError};
use crate::text::mapped::MappedText;
use crate::text::{Edit, Span, offset};

/// The block types of API Doctor. Their case does not matter.
pub(crate) const BLOCK_TYPES: [&str; 9] = [
    "request",
    "response",
    "resource",
    "ignored",
    "example",
    "samples",
    "simulatedResponse",
    "testParams",
    "permissions",
];

/// What an annotation says. All places lie in the page.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// The JSON, or what should be JSON.
    pub span: Span,
    /// Syntax errors in the JSON of the annotation.
    pub syntax_errors: Vec<SyntaxError>,
    /// The members of the object that have a string as value.
    pub fields: Vec<Field>,
}

/// A member of an annotation.
#[derive(Clone, Debug)]
pub struct Field {
    /// The key, such as `blockType`, unescaped.
    pub name: String,
    /// The string value of the field, unescaped.
    pub value: String,
    /// The place of the value, quotes included.
    pub span: Span,
}

impl Annotation {
    /// The annotation in an HTML block, or `None` if there is none.
    pub fn read(html: &MappedText<'_>, block: Span) -> Option<Self> {
        let text = html.text();
        let words = block.of(text);
        // Other comments may be on its line.
        let mut behind = words.len();
        let (open, inside) = words.rmatch_indices("<!--").find_map(|(open, mark)| {
            let inside = &words[open + mark.len()..behind];
            behind = open;
            let inside = inside.find("-->").map_or(inside, |end| &inside[..end]);
            inside.to_ascii_lowercase().contains("blocktype").then_some((open, inside))
        })?;
        let trimmed = inside.trim();
        let start = block.start + offset(open + 4 + inside.len() - inside.trim_start().len());
        let span = Span::new(start, start + offset(trimmed.len()));
        let document = json::parse(text, span);
        let members = document.tree.root().into_iter().flat_map(|root| root.members());
        let fields = members.filter_map(|member| {
            // One of several names is as good as the only one.
            let value = member.value.elements().next().unwrap_or(member.value);
            let name = member.key.string()?.into_owned();
            Some(Field { name, value: value.string()?.into_owned(), span: html.locate(value.span()) })
        });
        let fields = fields.collect();
        let syntax_errors = document.syntax_errors.iter().map(|syntax_error| relocated(syntax_error, html)).collect();
        Some(Self { span: html.locate(span), syntax_errors, fields })
    }

    /// The member of this name.
    #[must_use]
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().rev().find(|field| field.name.eq_ignore_ascii_case(name))
    }

    /// The block type, if it is one of those that there are.
    #[must_use]
    pub(crate) fn block_type(&self) -> Option<&'static str> {
        let field = self.field("blockType")?;
        BLOCK_TYPES.into_iter().find(|known| known.eq_ignore_ascii_case(field.value.trim()))
    }
}

fn relocated(syntax_error: &SyntaxError, mapped: &MappedText<'_>) -> SyntaxError {
    let edits: Option<Vec<Edit>> = syntax_error.edits.iter().map(|edit| mapped.edit(edit)).collect();
    SyntaxError {
        kind: syntax_error.kind.clone(),
        span: mapped.locate(syntax_error.span),
        other: syntax_error.other.map(|other| mapped.locate(other)),
        edits: edits.unwrap_or_default(),
        certain: syntax_error.certain,
    }
}
