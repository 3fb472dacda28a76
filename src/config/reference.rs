//! The settings for people who read: a section of Markdown for each, made from the table.

use std::fmt::Write as _;

use super::settings::{Kind, Setting, file};
use crate::operation::Choice;

/// Every setting with what it takes, its default and an example.
#[must_use]
pub fn reference() -> String {
    let mut text = String::new();
    let mut known: Vec<&str> = file().iter().map(|setting| setting.name).collect();
    for setting in file() {
        describe(&mut text, setting, "##");
        let Kind::Tables(settings, _) = &setting.kind else { continue };
        let (shared, own): (Vec<&Setting>, Vec<&Setting>) = settings().iter().partition(|it| known.contains(&it.name));
        for inner in own {
            describe(&mut text, inner, "###");
            known.push(inner.name);
        }
        if !shared.is_empty() {
            let links: Vec<String> = shared.iter().map(|setting| link(setting)).collect();
            let _ = write!(text, "The other settings of an entry are as above: {}.\n\n", links.join(", "));
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn link(setting: &Setting) -> String {
    format!("[`{0}`](#{0})", setting.name)
}

fn describe(text: &mut String, setting: &Setting, heading: &str) {
    let _ = write!(text, "{heading} `{}`\n\n{}\n\n", setting.name, setting.about);
    let choices = match setting.kind {
        Kind::Operation(_, choices) => choices(),
        Kind::OwnChoice(_, choices) => choices.to_vec(),
        _ => Vec::new(),
    };
    if !choices.is_empty() {
        text.push_str("| | |\n|---|---|\n");
        for Choice { word, about } in choices {
            let _ = writeln!(text, "| `\"{word}\"` | {about} |");
        }
        text.push('\n');
    }
    let default = match setting.default {
        _ if setting.required => "It must be there.".to_owned(),
        "" => "Default: none.".to_owned(),
        words if words.contains(' ') => format!("Default: {words}."),
        value => format!("Default: `{value}`."),
    };
    let _ = write!(text, "{default}\n\n```toml\n{}\n```\n\n", setting.example);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read;

    fn all(settings: &[&'static Setting]) -> Vec<&'static Setting> {
        let inner = |setting: &&'static Setting| match setting.kind {
            Kind::Tables(settings, _) => all(settings()),
            _ => Vec::new(),
        };
        settings.iter().flat_map(|setting| [vec![*setting], inner(setting)].concat()).collect()
    }

    #[test]
    fn examples_are_right_and_use_their_setting() {
        // The words of the examples are those of rules, which are in a layer above; `tests/suite/configuration.rs` reads them too.
        for setting in all(file()) {
            assert!(setting.example.contains(setting.name), "{}", setting.name);
            let problems = read(setting.example, &[]).err().unwrap_or_default();
            let unknown_rules = problems.iter().all(|problem| problem.message.starts_with("there is no rule"));
            assert!(unknown_rules, "{}: {problems:?}", setting.name);
        }
    }
}
