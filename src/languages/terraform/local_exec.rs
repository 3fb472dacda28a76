//! Scripts that Terraform runs: the provisioner `local-exec`
//! (<https://developer.hashicorp.com/terraform/language/resources/provisioners/local-exec>).

use super::blocks::{Block, Item, items};
use super::values::{Values, as_text};
use crate::languages::{Embedded, Language, Literal, powershell, python, shell};

/// The scripts that the provisioners of a resource run.
pub(super) fn scripts(values: &Values<'_>, block: &Block) -> Vec<Embedded> {
    let mut found = Vec::new();
    for item in items(values.tokens, block.inside.clone()) {
        let Item::Block(inner) = item else { continue };
        let is_meant = values.words(inner.kind) == "provisioner"
            && values.words(inner.labels.start).trim_matches('"') == "local-exec";
        if !is_meant {
            continue;
        }
        let items = items(values.tokens, inner.inside.clone());
        let get = |name: &str| {
            items.iter().find_map(|item| match item {
                Item::Attribute(attribute) if values.words(attribute.name) == name => {
                    Some(values.value(attribute.value.clone(), 0))
                }
                _ => None,
            })
        };
        let command = get("command").as_ref().and_then(as_text).filter(|text| !text.is_hole());
        let language = match get("interpreter") {
            Some(interpreter) => language(values, &interpreter),
            None => Some(&shell::LANGUAGE),
        };
        found.extend(command.zip(language).map(|(text, language)| Embedded { language, text }));
    }
    found
}

/// The language that an interpreter reads: `["/bin/bash", "-c"]`.
fn language(values: &Values<'_>, interpreter: &Literal) -> Option<&'static Language> {
    let Literal::Array(words) = interpreter else { return None };
    let (program, _) = words.elements.first()?;
    let program = as_text(program)?.known_value(values.text)?.to_ascii_lowercase();
    let program = program.rsplit(['/', '\\']).next().unwrap_or(&program);
    let program = program.strip_suffix(".exe").unwrap_or(program);
    let bare = program.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '.');
    let known = [&shell::LANGUAGE, &powershell::LANGUAGE, &python::LANGUAGE];
    known.into_iter().find(|language| language.interpreters.contains(&bare))
}
