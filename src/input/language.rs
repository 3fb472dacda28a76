//! Files in languages that no input format reads. They hold no JSON body, so they are neither checked nor fixed, and
//! a line on standard error says so.
//!
//! This is the only list of them. A language that becomes readable leaves it.

use std::borrow::Cow;

use crate::languages::Language;

/// The languages, each with the extensions of its files, in lower case.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("AsciiDoc", &["adoc", "asciidoc"]),
    ("Bicep", &["bicep", "bicepparam"]),
    ("Bruno's own language", &["bru"]),
    ("C", &["c", "h"]),
    ("C#", &["cs", "csproj", "csx", "razor"]),
    ("C++", &["cc", "cpp", "cxx", "hpp"]),
    ("CSS", &["css", "less", "scss"]),
    ("CSV", &["csv"]),
    ("Dart", &["dart"]),
    ("Elixir", &["ex", "exs"]),
    ("F#", &["fs", "fsx"]),
    ("Go", &["go"]),
    ("GraphQL", &["gql", "graphql"]),
    ("Groovy", &["gradle", "groovy"]),
    ("HTML", &["htm", "html", "xhtml"]),
    ("INI", &["cfg", "conf", "editorconfig", "ini", "properties"]),
    ("Java", &["java"]),
    ("Kotlin", &["kt", "kts"]),
    ("Kusto", &["kql", "csl"]),
    ("LaTeX", &["tex"]),
    ("Lua", &["lua"]),
    ("PHP", &["php"]),
    ("Perl", &["pl", "pm"]),
    ("PowerShell data", &["psd1"]),
    ("Protocol Buffers", &["proto"]),
    ("Python stubs", &["pyi"]),
    ("R", &["r", "rmd"]),
    ("Robot Framework", &["robot"]),
    ("Ruby", &["rb"]),
    ("Rust", &["rs"]),
    ("SQL", &["sql"]),
    ("Scala", &["sc", "scala"]),
    ("Svelte", &["svelte"]),
    ("Swift", &["swift"]),
    ("TOML", &["toml"]),
    ("TSV", &["tsv"]),
    ("Terraform", &["hcl", "tfvars"]),
    ("VBScript", &["bas", "vb", "vbs"]),
    ("Vue", &["vue"]),
    ("XML", &["plist", "svg", "xml", "xsd", "xsl", "xslt"]),
    ("a Windows batch file", &["bat", "cmd"]),
    ("a diff", &["diff", "patch"]),
    ("reStructuredText", &["rst"]),
    ("shell", &["fish", "ksh"]),
];

/// The languages of files that go by their whole name, in lower case.
const NAMES: &[(&str, &str)] = &[
    (".bash_profile", "shell"),
    (".bashrc", "shell"),
    (".editorconfig", "INI"),
    (".env", "shell"),
    (".profile", "shell"),
    (".zshrc", "shell"),
    ("dockerfile", "Docker"),
    ("gemfile", "Ruby"),
    ("jenkinsfile", "Groovy"),
    ("makefile", "make"),
    ("rakefile", "Ruby"),
    ("vagrantfile", "Ruby"),
];

/// The languages of interpreters that a `#!` line names, without the number of a version. Others speak for themselves.
const INTERPRETERS: &[(&str, &str)] = &[("fish", "shell"), ("perl", "Perl"), ("php", "PHP"), ("ruby", "Ruby")];

/// The language of a file that no input format reads. `None` if the name and the first line leave it open, so that the
/// text may be JSON. A `#!` line counts only where the name has no extension.
#[must_use]
pub(crate) fn unreadable(name: &str, text: &str) -> Option<Cow<'static, str>> {
    if Language::of_file(name, text).is_some() {
        return None;
    }
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
    if let Some(&(_, language)) = NAMES.iter().find(|&&(known, _)| known == name) {
        return Some(language.into());
    }
    // A dot in front hides a file, and begins no extension.
    match name.trim_start_matches('.').rsplit_once('.') {
        Some((_, extension)) => {
            let language = LANGUAGES.iter().find(|(_, extensions)| extensions.contains(&extension));
            language.map(|&(language, _)| language.into())
        }
        None => interpreter(text).map(|interpreter| {
            let known = INTERPRETERS.iter().find(|&&(known, _)| known == version_less(interpreter));
            known.map_or_else(|| format!("a script for `{interpreter}`").into(), |&(_, language)| language.into())
        }),
    }
}

/// Files other than scripts whose requests are the calls of programs, each with its extensions, in lower case.
const OF_CALLS: &[(&str, &[&str])] = &[("YAML", &["yml", "yaml"]), ("a Jupyter notebook", &["ipynb"])];

/// What a file is whose requests are the calls of programs: it is read, and may have none.
#[must_use]
pub(crate) fn of_calls(name: &str, text: &str) -> Option<&'static str> {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    let other = || OF_CALLS.iter().find(|(_, extensions)| extensions.contains(&extension.as_str()));
    Language::of_file(name, text).map(|language| language.name).or_else(|| other().map(|&(name, _)| name))
}

/// The program that a `#!` line names, without its folder. Of `env`, which looks the program up, its own first argument that
/// is neither an option nor a variable.
fn interpreter(text: &str) -> Option<&str> {
    let line = text.strip_prefix('\u{FEFF}').unwrap_or(text).strip_prefix("#!")?.lines().next()?;
    let mut words = line.split_whitespace().map(|word| word.rsplit(['/', '\\']).next().unwrap_or(word));
    let program = words.next().filter(|word| !word.is_empty())?;
    if program != "env" {
        return Some(program);
    }
    let own = |word: &&str| !word.starts_with('-') && !word.contains('=');
    Some(words.find(own).unwrap_or(program))
}

/// Strips the version from an interpreter: `python3.12` becomes `python`.
fn version_less(interpreter: &str) -> &str {
    interpreter.trim_end_matches(|character: char| character.is_ascii_digit() || matches!(character, '.' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_first_lines_identify_the_language() {
        for (name, text, expected) in [
            ("deploy.rb", "", Some("Ruby")),
            ("in/Deploy.PSD1", "{}", Some("PowerShell data")),
            ("deploy.ps1", "", None),
            ("a.b.yml", "", None),
            ("main.tf", "", None),
            ("ci/Dockerfile", "", Some("Docker")),
            (".env", "", Some("shell")),
            ("run", "#!/usr/bin/fish\n{}", Some("shell")),
            ("run", "#!/bin/sh\n{}", None),
            ("run", "\u{FEFF}#! /usr/bin/env -S A=1 lua5.4 -u\r\n", Some("a script for `lua5.4`")),
            ("run", "#! /usr/bin/env -S A=1 python3.12 -u\r\n", None),
            ("in.d/run", "#!/opt/perl -w\n", Some("Perl")),
            ("in.d/run", "#!/opt/pwsh -NoProfile\n", None),
            ("run", "#!/usr/bin/awk -f\n", Some("a script for `awk`")),
            (".hidden", "#!/usr/bin/env node\n", None),
            ("request", "{\"parameters\": []}", None),
            ("request", "#!\n", None),
            ("request.json", "#!/bin/sh\n", None),
            ("request.txt", "", None),
            ("request.json5", "", None),
            ("ts", "", None),
        ] {
            assert_eq!(unreadable(name, text).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn the_lists_are_in_order_and_name_nothing_twice() {
        assert!(LANGUAGES.is_sorted_by(|one, next| one.0 < next.0));
        assert!(NAMES.is_sorted_by(|one, next| one.0 < next.0));
        assert!(INTERPRETERS.is_sorted_by(|one, next| one.0 < next.0));
        let mut extensions: Vec<&str> = LANGUAGES.iter().flat_map(|(_, extensions)| *extensions).copied().collect();
        extensions.sort_unstable();
        let count = extensions.len();
        extensions.dedup();
        assert_eq!(extensions.len(), count);
    }
}
