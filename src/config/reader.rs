//! Reads the text of a configuration file by the table of settings, and collects all errors.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::globs::{GlobError, Globs};
use super::pointers::PointerPattern;
use super::problem::Problem;
use super::section::{Level, MetadataSetting, OwnPart, OwnValue, Placed, SchemaSetting, Section};
use super::selection;
use super::settings::{Kind, PartKind, Setting, file};
use crate::catalogue::Catalogue;
use crate::finding::RuleInfo;
use crate::operation::{Choice, NamedRequest};
use crate::source::client::Argument;
use crate::text::placeholder::Pattern;
use crate::text::suggest::{alternatives, nearest};
use crate::text::{Span, excerpt, offset};

/// The longest quotation of the user's words in a message.
const QUOTED: usize = 60;

/// Reads the text of a configuration file, whose words for rules are those of `rules`.
///
/// # Errors
/// Everything that is wrong with it, in the order of the text.
pub fn read(text: &str, rules: &[&'static RuleInfo]) -> Result<Section, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if let Some(first) = errors.iter().map(|error| malformed(text, error)).min() {
        // After a syntax error the TOML parser guesses how the text continues, and most further errors are false.
        return Err(vec![first]);
    }
    let mut reader = Reader { rules, problems: Vec::new() };
    let section = reader.section(file(), table.get_ref(), Span::whole(text));
    let mut problems = reader.problems;
    problems.sort();
    if problems.is_empty() { Ok(section) } else { Err(problems) }
}

fn malformed(text: &str, error: &toml::de::Error) -> Problem {
    let end = text.trim_end().len();
    let span = error.span().map_or(Span::gap(offset(end)), |range| Span::new(offset(range.start), offset(range.end)));
    Problem::new(span, format!("this is not TOML: {}", error.message()), "not understood").help(
        "A line is `setting = value`; the value is a string in quotes, a list `[…]`, or a table below a `[heading]`.",
    )
}

struct Reader<'r> {
    rules: &'r [&'static RuleInfo],
    problems: Vec<Problem>,
}

type Value<'i> = Spanned<DeValue<'i>>;

fn span_of<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(offset(range.start), offset(range.end))
}

fn quoted(word: &str) -> String {
    format!("`{}`", excerpt(word, QUOTED))
}

impl Reader<'_> {
    fn section(&mut self, settings: &'static [&'static Setting], table: &DeTable<'_>, span: Span) -> Section {
        let mut section = Section { span, ..Section::default() };
        for (key, value) in table {
            let name: &str = key.get_ref();
            match settings.iter().find(|setting| setting.name == name) {
                Some(setting) => self.setting(setting, &mut section, value),
                None => self.unknown_setting(name, span_of(key), settings),
            }
        }
        for setting in settings.iter().filter(|setting| setting.required && !table.contains_key(setting.name)) {
            self.problems.push(
                Problem::new(span, format!("this entry has no `{}`", setting.name), "something is missing here")
                    .help(format!("Write `{}`: {}", setting.name, setting.about)),
            );
        }
        section
    }

    fn unknown_setting(&mut self, name: &str, span: Span, settings: &[&Setting]) {
        let names = || settings.iter().map(|setting| setting.name);
        let label = match nearest(name, names()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "not known here".to_owned(),
        };
        let help = format!("The settings here are {}.", alternatives(names()).replace(" or ", " and "));
        self.problems.push(Problem::new(span, format!("there is no setting {}", quoted(name)), label).help(help));
    }

    fn setting(&mut self, setting: &'static Setting, section: &mut Section, value: &Value<'_>) {
        let span = span_of(value);
        let name = setting.name;
        match &setting.kind {
            Kind::Rules(slot) => {
                let words = self.strings(name, value, "a list of rules and groups");
                for word in &words {
                    self.check_rule(&word.value, word.span);
                }
                let value = words.into_iter().map(|word| word.value).collect();
                *slot(section) = Some(Placed { value, span });
            }
            Kind::Severities(slot) => {
                for (rule, level) in self.entries(name, value, "a table from rules and groups to severities") {
                    self.check_rule(&rule.value, rule.span);
                    let level = level.and_then(|level| self.level(&level));
                    slot(section).extend(level.map(|level| Placed { value: (rule.value, level), span: rule.span }));
                }
            }
            Kind::Globs(slot) => {
                let globs = self.strings(name, value, "a list of globs");
                match Globs::new(globs.iter().map(|glob| glob.value.as_str())) {
                    Ok(value) => *slot(section) = Some(Placed { value, span }),
                    Err(errors) => {
                        self.problems.extend(errors.iter().map(|(index, error)| wrong_glob(&globs[*index], error)));
                    }
                }
            }
            Kind::Patterns(slot) => {
                let words = self.strings(name, value, "a list of patterns");
                let value = words.iter().filter_map(|word| self.pattern(word)).collect();
                *slot(section) = Some(Placed { value, span });
            }
            Kind::Operation(slot, choices) => *slot(section) = self.operation(name, value, &choices()),
            Kind::Pointer(slot) => {
                let text = self.string(name, value, "a JSON Pointer");
                *slot(section) = text.and_then(|text| self.pointer(&text));
            }
            Kind::File(slot) => *slot(section) = self.string(name, value, "the path of a file"),
            Kind::SchemaFile(slot) => {
                let file = self.string(name, value, "the path of a file");
                *slot(section) = file.map(|file| SchemaSetting { file, schema: None });
            }
            Kind::Metadata(slot) => {
                let file = self.string(name, value, "the path of a file");
                *slot(section) = file.map(|file| MetadataSetting { file, catalogue: None });
            }
            Kind::Function(slot) => {
                let word = self.string(name, value, "the name of a function");
                *slot(section) = word.filter(|word| self.is_function(word));
            }
            Kind::Part(kind, slot) => {
                let value = self.part(name, value, kind);
                *slot(section) = Some(Placed { value, span });
            }
            Kind::Base(slot) => {
                let word = self.string(name, value, "an address");
                *slot(section) = word.filter(|word| self.is_base(word));
            }
            Kind::Text(slot) => *slot(section) = self.string(name, value, "a text"),
            &Kind::OwnChoice(setting, choices) => {
                let word = self.choice(name, value, choices);
                section.own.extend(word.map(|word| OwnValue { setting, value: OwnPart::Word(word) }));
            }
            &Kind::OwnFiles(setting, files) => {
                for (id, file) in self.entries(name, value, &format!("a table from {} to files", files.keys)) {
                    section.own.extend(
                        file.map(|file| OwnValue {
                            setting,
                            value: OwnPart::File { id: id.value, file, content: None },
                        }),
                    );
                }
            }
            Kind::Tables(settings, slot) => {
                let DeValue::Array(tables) = value.get_ref() else {
                    let found = described(value.get_ref());
                    let message = format!("`{name}` is a list of tables, not {found}");
                    let help = format!("Begin each entry with the heading `[[{name}]]`.");
                    self.problems.push(Problem::new(span, message, "not a list").help(help));
                    return;
                };
                for table in tables {
                    let span = span_of(table);
                    match table.get_ref() {
                        DeValue::Table(entries) => {
                            let read = self.section(settings(), entries, span);
                            slot(section).push(read);
                        }
                        other => self.wrong_type(span, &format!("an entry of `{name}`"), "a table", other),
                    }
                }
            }
        }
    }

    /// The strings of a list; other values are reported.
    fn strings(&mut self, name: &str, value: &Value<'_>, wanted: &str) -> Vec<Placed<String>> {
        let DeValue::Array(elements) = value.get_ref() else {
            self.wrong_type(span_of(value), &format!("`{name}`"), wanted, value.get_ref());
            return Vec::new();
        };
        let entry = format!("an entry of `{name}`");
        elements.iter().filter_map(|element| self.string_as(&entry, element, "a string")).collect()
    }

    /// The members of a table with string values; another value is reported, and missing in the result.
    fn entries(
        &mut self,
        name: &str,
        value: &Value<'_>,
        wanted: &str,
    ) -> Vec<(Placed<String>, Option<Placed<String>>)> {
        let DeValue::Table(members) = value.get_ref() else {
            self.wrong_type(span_of(value), &format!("`{name}`"), wanted, value.get_ref());
            return Vec::new();
        };
        let mut entries = Vec::new();
        for (key, value) in members {
            let key = Placed { value: key.get_ref().to_string(), span: span_of(key) };
            let value = self.string_as(&quoted(&key.value), value, "a string");
            entries.push((key, value));
        }
        entries
    }

    fn string(&mut self, name: &str, value: &Value<'_>, wanted: &str) -> Option<Placed<String>> {
        self.string_as(&format!("`{name}`"), value, wanted)
    }

    fn string_as(&mut self, what: &str, value: &Value<'_>, wanted: &str) -> Option<Placed<String>> {
        match value.get_ref() {
            DeValue::String(text) => Some(Placed { value: text.to_string(), span: span_of(value) }),
            other => {
                self.wrong_type(span_of(value), what, wanted, other);
                None
            }
        }
    }

    fn wrong_type(&mut self, span: Span, what: &str, wanted: &str, found: &DeValue<'_>) {
        let message = format!("{what} is {wanted}, not {}", described(found));
        self.problems.push(Problem::new(span, message, format!("{wanted} belongs here")));
    }

    fn check_rule(&mut self, word: &str, span: Span) {
        let Err(unknown) = selection::known(self.rules, word) else { return };
        let label = match unknown.nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "names nothing".to_owned(),
        };
        let message = format!("there is no rule and no group {}", quoted(word));
        self.problems.push(Problem::new(span, message, label).help("`msgraph-lint rules` lists them all."));
    }

    fn level(&mut self, word: &Placed<String>) -> Option<Level> {
        let level = Level::ALL.into_iter().find(|level| level.name() == word.value);
        if level.is_none() {
            self.unknown_word("severity", word, &Level::ALL.map(Level::name));
        }
        level
    }

    /// The id of an operation, or a request: `POST /users`.
    fn operation(&mut self, name: &str, value: &Value<'_>, choices: &[Choice]) -> Option<Placed<String>> {
        let DeValue::String(word) = value.get_ref() else { return self.choice(name, value, choices) };
        let Some(named) = NamedRequest::read(word) else { return self.choice(name, value, choices) };
        let word = self.string(name, value, "a string")?;
        if let Some(problem) = named.problem(Catalogue::builtin()) {
            let help = "Write a method and the path of a request, as `POST /users` or `PATCH /beta/groups/{id}`.";
            self.problems.push(Problem::new(word.span, problem, "not known").help(help.to_owned()));
            return None;
        }
        Some(word)
    }

    fn choice(&mut self, name: &str, value: &Value<'_>, choices: &[Choice]) -> Option<Placed<String>> {
        let word = self.string(name, value, "a string")?;
        let words: Vec<&str> = choices.iter().map(|choice| choice.word).collect();
        if words.contains(&word.value.as_str()) {
            return Some(word);
        }
        self.unknown_word(name, &word, &words);
        None
    }

    fn unknown_word(&mut self, kind: &str, word: &Placed<String>, words: &[&str]) {
        let label = match nearest(&word.value, words.iter().copied()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "not known".to_owned(),
        };
        let help = format!("Write {}.", alternatives(words.iter().copied()));
        let message = format!("there is no {kind} {}", quoted(&word.value));
        self.problems.push(Problem::new(word.span, message, label).help(help));
    }

    /// The argument that holds a part of the request.
    fn part(&mut self, name: &str, value: &Value<'_>, kind: &PartKind) -> Vec<Argument> {
        let wanted = "the name of a parameter, a place from 1 on, or a list of these";
        match value.get_ref() {
            DeValue::Array(elements) if elements.is_empty() => {
                let message = format!("`{name}` is empty");
                self.problems.push(Problem::new(span_of(value), message, "names nothing"));
                Vec::new()
            }
            DeValue::Array(elements) => {
                let entry = format!("an entry of `{name}`");
                elements.iter().filter_map(|element| self.argument(&entry, element, kind, wanted)).collect()
            }
            _ => self.argument(&format!("`{name}`"), value, kind, wanted).into_iter().collect(),
        }
    }

    fn argument(&mut self, what: &str, value: &Value<'_>, kind: &PartKind, wanted: &str) -> Option<Argument> {
        match value.get_ref() {
            DeValue::String(text) if (kind.is_fixed)(text) => Some(Argument::Always(text.to_string())),
            DeValue::String(text) if is_name(text) => Some(Argument::Named(text.to_string())),
            DeValue::String(text) => {
                let message = format!("{} is not the name of a parameter", quoted(text));
                let help = "Write the name of a parameter as the function declares it, without dashes, or the place of the argument, counted from 1.";
                self.problems.push(Problem::new(span_of(value), message, "not a name").help(help));
                None
            }
            DeValue::Integer(number) => match number.as_str().parse::<usize>() {
                Ok(place @ 1..=99) => Some(Argument::At(place - 1)),
                _ => {
                    let message = format!("{} is not the position of an argument", quoted(number.as_str()));
                    let help = "The first argument is 1; a function has no more than 99.";
                    self.problems.push(Problem::new(span_of(value), message, "not a place").help(help));
                    None
                }
            },
            other => {
                self.wrong_type(span_of(value), what, wanted, other);
                None
            }
        }
    }

    fn is_function(&mut self, word: &Placed<String>) -> bool {
        let is_name = !word.value.is_empty() && word.value.split('.').all(is_name);
        if !is_name {
            let message = format!("{} is not the name of a function", quoted(&word.value));
            let help = "Write the name as calls write it: `Invoke-Graph`, `graph_request`, `graph.post`.";
            self.problems.push(Problem::new(word.span, message, "not a name").help(help));
        }
        is_name
    }

    fn is_base(&mut self, word: &Placed<String>) -> bool {
        let is_address = ["https://", "http://"].iter().any(|scheme| word.value.starts_with(scheme));
        if !is_address {
            let message = format!("{} is not a URL", quoted(&word.value));
            let help = "Write the beginning of a URL, as `https://graph.microsoft.com/beta/`.";
            self.problems.push(Problem::new(word.span, message, "not an address").help(help));
        }
        is_address
    }

    fn pattern(&mut self, word: &Placed<String>) -> Option<Pattern> {
        let pattern = Pattern::new(&word.value);
        if pattern.is_none() {
            let help = "Write what stands around the name of a placeholder, and a `*` for the name: `{{*}}`, `$*`.";
            let message = format!("the pattern {} would fit every value", quoted(&word.value));
            self.problems.push(Problem::new(word.span, message, "says too little").help(help));
        }
        pattern
    }

    fn pointer(&mut self, text: &Placed<String>) -> Option<Placed<PointerPattern>> {
        let pattern = PointerPattern::new(&text.value);
        if pattern.is_none() {
            let help =
                "A pointer is empty or begins with `/`, as `/parameters/*/id`; a `~` in a key is `~0`, a `/` is `~1`.";
            let message = format!("{} is not a JSON Pointer", quoted(&text.value));
            self.problems.push(Problem::new(text.span, message, "not a pointer").help(help));
        }
        pattern.map(|value| Placed { value, span: text.span })
    }
}

/// Whether a word may be the name of a function or of a parameter in one of the languages.
fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '$'))
        && word.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '$' | '-'))
}

fn wrong_glob(glob: &Placed<String>, error: &GlobError) -> Problem {
    let help = match error {
        GlobError::Empty => "Write a path or a name, as `docs/**` or `*.json`; `**` is everything.",
        GlobError::Negated => "Nothing can be taken out of a list; write globs of what is meant.",
        GlobError::Malformed(_) => {
            "`*`, `?`, `**`, `[…]` and `{…,…}` mean something in a glob; in brackets, as `[*]`, they are themselves."
        }
    };
    Problem::new(glob.span, format!("{} is not a glob: {error}", quoted(&glob.value)), "not a glob").help(help)
}

fn described(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a truth value",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
