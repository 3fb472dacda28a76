//! How languages write text: what the characters of a literal stand for, and how other characters are written there.
//!
//! One enumeration for all languages, so that a mapped text can lie in any of them. It knows what stands *between* the marks
//! of a literal; where a literal begins and ends, and what expands in it, is for the reader of the language to say.

mod hcl;
pub(crate) mod powershell;

use super::{Span, escape, offset};

/// A way of writing text between two marks, or without any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// A JSON string (RFC 8259 section 7).
    Json,
    /// A string of `jq`, which nearly always is between single quotes of a shell.
    Jq,
    /// PowerShell: a word without quotes, as an argument or a key.
    PowerShellBare,
    /// PowerShell: `'…'`, in which a quote is doubled.
    PowerShellSingle,
    /// PowerShell: `"…"`, with backtick escapes and doubled quotes.
    PowerShellDouble,
    /// A literal here-string of PowerShell, `@'…'@`.
    PowerShellHereSingle,
    /// PowerShell: `@"…"@`, with backtick escapes.
    PowerShellHereDouble,
    /// POSIX shell: a word without quotes, in which a backslash makes the next character plain.
    ShellBare,
    /// POSIX shell: `'…'`, in which nothing is special.
    ShellSingle,
    /// A double-quoted string of POSIX shells: `"…"`.
    ShellDouble,
    /// An ANSI C string of Bash: `$'…'`.
    ShellAnsi,
    /// POSIX shell: a here-document that expands.
    ShellHeredoc,
    /// POSIX shell: a here-document whose delimiter is quoted.
    ShellHeredocVerbatim,
    Python {
        quote: char,
        /// Whether it opens with `'''` or `"""`.
        triple: bool,
        raw: bool,
        /// The prefix `f`, or text that `.format` fills: braces are doubled.
        format: bool,
    },
    /// JavaScript: a name as a key.
    JavaScriptBare,
    /// A name that is more than a key, so that it must stay as it is: `{id}` in JavaScript, `dict(id=…)` in Python.
    FixedName,
    /// A string of JavaScript: `'…'` or `"…"`.
    JavaScript {
        quote: char,
    },
    JavaScriptTemplate,
    /// HCL: a name as a key.
    HclBare,
    /// HCL: the name of an attribute or a block that stands for another one in JSON, and must stay as it is: `rule_id` is
    /// `ruleId`.
    HclName {
        /// Whether it is that of a block, which is one of a list: `subject` is of `subjects`.
        plural: bool,
    },
    /// A quoted template of HCL: `"…"`.
    Hcl,
    HclHeredoc,
    /// A single-quoted scalar of YAML: `'…'`.
    YamlSingle,
    /// A double-quoted scalar of YAML: `"…"`.
    YamlDouble,
}

/// An escape: its place in the value, and its place in the literal.
pub(crate) type Escape = (Span, Span);

impl Quoting {
    /// What the characters `words` of a literal stand for, and the escapes among them. In a pair, the first place is one in
    /// the value, counted from `here`; the second one is in the literal, counted from `outer`.
    #[must_use]
    pub fn read(self, words: &str, here: u32, outer: u32) -> (String, Vec<Escape>) {
        if let Self::HclName { plural } = self {
            return hcl::named(words, plural, here, outer);
        }
        let mut value = String::with_capacity(words.len());
        let mut escapes = Vec::new();
        let mut at = 0;
        while let Some(found) = self.next_special(&words.as_bytes()[at..]).map(|found| at + found) {
            value.push_str(&words[at..found]);
            let start = here + offset(value.len());
            let length = match self.escape(&words[found..], &mut value) {
                Some(length) => length,
                None => {
                    let length = words[found..].chars().next().map_or(1, char::len_utf8);
                    value.push_str(&words[found..found + length]);
                    length
                }
            };
            let end = here + offset(value.len());
            if (end - start) as usize != length || words[found..found + length] != value[(start - here) as usize..] {
                let from = outer + offset(found);
                escapes.push((Span::new(start, end), Span::new(from, from + offset(length))));
            }
            at = found + length;
        }
        value.push_str(&words[at..]);
        (value, escapes)
    }

    /// `text` as characters of such a literal, or `None` where it cannot be written there.
    #[must_use]
    pub(crate) fn write(self, text: &str) -> Option<String> {
        let refuse = |signs: &[char]| !text.contains(signs);
        match self {
            Self::Json => {
                let quoted = serde_json::Value::from(text).to_string();
                Some(quoted[1..quoted.len() - 1].to_owned())
            }
            // A single quote would end the text around it.
            Self::Jq => refuse(&['\'']).then(|| Self::Json.write(text)).flatten(),
            Self::PowerShellBare | Self::ShellBare => {
                let safe = |character: char| character.is_alphanumeric() || "-_./:@%+=".contains(character);
                text.chars().all(safe).then(|| text.to_owned())
            }
            Self::FixedName | Self::HclName { .. } => None,
            Self::JavaScriptBare | Self::HclBare => {
                let is_name = text.chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
                is_name.then(|| text.to_owned())
            }
            // Any typographic quote ends such a string as well as a straight one.
            Self::PowerShellSingle => Some(doubled(text, powershell::is_single_quote)),
            Self::PowerShellDouble => {
                let special = |character| matches!(character, '`' | '$') || powershell::is_double_quote(character);
                Some(prefixed(text, '`', special))
            }
            Self::PowerShellHereSingle | Self::ShellHeredocVerbatim => Some(text.to_owned()),
            Self::PowerShellHereDouble => Some(prefixed(text, '`', |character| matches!(character, '`' | '$'))),
            Self::ShellSingle => refuse(&['\'']).then(|| text.to_owned()),
            Self::ShellDouble => Some(prefixed(text, '\\', |character| matches!(character, '"' | '\\' | '$' | '`'))),
            Self::ShellHeredoc => Some(prefixed(text, '\\', |character| matches!(character, '\\' | '$' | '`'))),
            Self::ShellAnsi => Some(backslashed(text, '\'', "")),
            Self::Python { quote, triple, raw, format } => {
                let text =
                    if format { doubled(text, |character| matches!(character, '{' | '}')) } else { text.to_owned() };
                match (raw, triple) {
                    (true, _) => {
                        (!text.contains(['\\', quote]) && (triple || !text.contains(['\n', '\r']))).then_some(text)
                    }
                    (false, true) => Some(prefixed(&text, '\\', |character| character == '\\' || character == quote)),
                    (false, false) => Some(backslashed(&text, quote, "")),
                }
            }
            Self::JavaScript { quote } => Some(backslashed(text, quote, "\u{2028}\u{2029}")),
            Self::JavaScriptTemplate => Some(prefixed(text, '\\', |character| matches!(character, '\\' | '`' | '$'))),
            Self::Hcl => Some(backslashed(text, '"', "").replace("${", "$${").replace("%{", "%%{")),
            Self::HclHeredoc => Some(text.replace("${", "$${").replace("%{", "%%{")),
            Self::YamlSingle => refuse(&['\n', '\r']).then(|| text.replace('\'', "''")),
            Self::YamlDouble => Some(backslashed(text, '"', "\u{85}\u{2028}\u{2029}")),
        }
    }

    /// Whether a word without quotes is written so: what does not fit has to get quotes.
    #[must_use]
    pub(crate) fn is_bare(self) -> bool {
        matches!(self, Self::PowerShellBare | Self::ShellBare | Self::JavaScriptBare | Self::HclBare)
    }

    /// What ends such a literal where it is at the beginning of a line, or `None` of one that no line ends.
    #[must_use]
    pub(crate) fn line_terminator(self) -> Option<&'static str> {
        match self {
            Self::PowerShellHereSingle => Some("'@"),
            Self::PowerShellHereDouble => Some("\"@"),
            _ => None,
        }
    }

    /// Whether a line break may be added between its marks.
    #[must_use]
    pub(crate) fn takes_lines(self) -> bool {
        match self {
            Self::PowerShellBare
            | Self::ShellBare
            | Self::JavaScriptBare
            | Self::FixedName
            | Self::HclName { .. }
            | Self::HclBare
            | Self::YamlSingle
            // A line may be the delimiter.
            | Self::ShellHeredoc
            | Self::ShellHeredocVerbatim
            | Self::HclHeredoc => false,
            Self::Python { triple, raw, .. } => triple || !raw,
            _ => true,
        }
    }

    /// Where the first character stands that may begin an escape.
    fn next_special(self, bytes: &[u8]) -> Option<usize> {
        match self {
            Self::Json
            | Self::Jq
            | Self::ShellBare
            | Self::ShellDouble
            | Self::ShellAnsi
            | Self::ShellHeredoc
            | Self::JavaScript { .. }
            | Self::JavaScriptTemplate
            | Self::YamlDouble => memchr::memchr(b'\\', bytes),
            Self::PowerShellBare | Self::PowerShellHereDouble => memchr::memchr(b'`', bytes),
            // Typographic quotes begin with the byte E2.
            Self::PowerShellSingle => memchr::memchr2(b'\'', 0xE2, bytes),
            Self::PowerShellDouble => memchr::memchr3(b'`', b'"', 0xE2, bytes),
            Self::PowerShellHereSingle
            | Self::ShellSingle
            | Self::ShellHeredocVerbatim
            | Self::JavaScriptBare
            | Self::FixedName
            | Self::HclName { .. }
            | Self::HclBare => None,
            Self::Python { raw: true, format: false, .. } => None,
            Self::Python { raw: true, format: true, .. } => memchr::memchr2(b'{', b'}', bytes),
            Self::Python { raw: false, format: false, .. } => memchr::memchr(b'\\', bytes),
            Self::Python { raw: false, format: true, .. } => memchr::memchr3(b'\\', b'{', b'}', bytes),
            Self::Hcl => memchr::memchr3(b'\\', b'$', b'%', bytes),
            Self::HclHeredoc => memchr::memchr2(b'$', b'%', bytes),
            Self::YamlSingle => memchr::memchr(b'\'', bytes),
        }
    }

    /// Reads the escape at the start of `words` into `value`, and gives its length, or `None` if there is no escape.
    fn escape(self, words: &str, value: &mut String) -> Option<usize> {
        let mut rest = words.chars();
        let first = rest.next()?;
        let second = rest.next();
        let pair = || first.len_utf8() + second.map_or(0, char::len_utf8);
        match self {
            Self::Json | Self::Jq => {
                let (character, length) = escape(words);
                value.push(character?);
                Some(length)
            }
            Self::PowerShellSingle if powershell::is_single_quote(first) => {
                second.filter(|&second| powershell::is_single_quote(second)).map(|second| {
                    value.push(second);
                    pair()
                })
            }
            Self::PowerShellDouble if powershell::is_double_quote(first) => {
                second.filter(|&second| powershell::is_double_quote(second)).map(|second| {
                    value.push(second);
                    pair()
                })
            }
            Self::PowerShellBare | Self::PowerShellDouble | Self::PowerShellHereDouble if first == '`' => {
                powershell::backtick(words, value)
            }
            Self::ShellBare => {
                // A backslash before a line break goes with it.
                value.extend(second.filter(|&second| second != '\n'));
                Some(pair())
            }
            Self::ShellDouble | Self::ShellHeredoc => {
                let plain = matches!(second?, '$' | '`' | '\\') || second == Some('"') && self == Self::ShellDouble;
                match second? {
                    '\n' => {}
                    second if plain => value.push(second),
                    _ => return None,
                }
                Some(2)
            }
            Self::Python { .. } | Self::HclHeredoc | Self::Hcl if matches!(first, '{' | '}' | '$' | '%') => {
                let doubled = match self {
                    Self::Python { .. } => second == Some(first),
                    _ => second == Some(first) && words[2..].starts_with('{'),
                };
                doubled.then(|| value.push(first)).map(|()| 2)
            }
            Self::YamlSingle => (second == Some('\'')).then(|| value.push('\'')).map(|()| 2),
            Self::ShellAnsi
            | Self::Python { .. }
            | Self::JavaScript { .. }
            | Self::JavaScriptTemplate
            | Self::Hcl
            | Self::YamlDouble => self.backslash(words, value),
            _ => None,
        }
    }

    /// The escapes with a backslash that most languages share, and their own.
    fn backslash(self, words: &str, value: &mut String) -> Option<usize> {
        let second = words[1..].chars().next()?;
        let python = matches!(self, Self::Python { .. });
        let javascript = matches!(self, Self::JavaScript { .. } | Self::JavaScriptTemplate);
        let hexadecimal = |from: usize, most: usize| {
            let digits = words[from..].bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
            let number = u32::from_str_radix(words.get(from..from + digits)?, 16).ok()?;
            Some((number, from + digits))
        };
        let (number, length) = match second {
            'n' => ('\n' as u32, 2),
            't' => ('\t' as u32, 2),
            'r' => ('\r' as u32, 2),
            'b' if self != Self::Hcl => (8, 2),
            'f' if self != Self::Hcl => (12, 2),
            'v' if self != Self::Hcl => (11, 2),
            'a' if python || matches!(self, Self::ShellAnsi | Self::YamlDouble) => (7, 2),
            'e' | 'E' if self == Self::ShellAnsi => (27, 2),
            '\n' if self != Self::ShellAnsi && self != Self::Hcl => return Some(2),
            '\r' if words[2..].starts_with('\n') && (python || javascript) => return Some(3),
            'x' if self != Self::Hcl => hexadecimal(2, 2)?,
            'u' if javascript && words[2..].starts_with('{') => {
                let (number, end) = hexadecimal(3, 6)?;
                words[end..].starts_with('}').then_some((number, end + 1))?
            }
            'u' => {
                let (character, length) = escape(words);
                value.push(character?);
                return Some(length);
            }
            'U' if !javascript => hexadecimal(2, 8)?,
            '0'..='7' if python || self == Self::ShellAnsi => {
                let digits = words[1..].bytes().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
                (u32::from_str_radix(&words[1..=digits], 8).ok()?, 1 + digits)
            }
            '0' => (0, 2),
            '\\' | '\'' | '"' => (second as u32, 2),
            '`' | '$' | '/' if javascript => (second as u32, 2),
            '/' | ' ' if self == Self::YamlDouble => (second as u32, 2),
            // In JavaScript a backslash before any other character says nothing; elsewhere it stands for itself.
            _ if javascript => (second as u32, 1 + second.len_utf8()),
            _ => return None,
        };
        value.push(char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER));
        Some(length)
    }
}

/// `text` with each `special` character twice.
fn doubled(text: &str, special: impl Fn(char) -> bool) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    for character in text.chars() {
        if special(character) {
            written.push(character);
        }
        written.push(character);
    }
    written
}

/// `text` with `mark` before each `special` character.
fn prefixed(text: &str, mark: char, special: impl Fn(char) -> bool) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    for character in text.chars() {
        if special(character) {
            written.push(mark);
        }
        written.push(character);
    }
    written
}

/// `text` for a literal of one line between `quote`s, in a language with
/// backslash escapes; the characters of `others` are escaped by their number.
fn backslashed(text: &str, quote: char, others: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    for character in text.chars() {
        match character {
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            '\\' => written.push_str("\\\\"),
            _ if character == quote => written.extend(['\\', character]),
            _ if character.is_control() || others.contains(character) => {
                written.push_str(&format!("\\u{:04x}", character as u32));
            }
            _ => written.push(character),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    const PYTHON: Quoting = Quoting::Python { quote: '"', triple: false, raw: false, format: false };
    const EVERY: [Quoting; 23] = [
        Quoting::Json,
        Quoting::Jq,
        Quoting::PowerShellBare,
        Quoting::PowerShellSingle,
        Quoting::PowerShellDouble,
        Quoting::PowerShellHereSingle,
        Quoting::PowerShellHereDouble,
        Quoting::ShellBare,
        Quoting::ShellSingle,
        Quoting::ShellDouble,
        Quoting::ShellAnsi,
        Quoting::ShellHeredoc,
        Quoting::ShellHeredocVerbatim,
        PYTHON,
        Quoting::Python { quote: '\'', triple: true, raw: false, format: true },
        Quoting::Python { quote: '\'', triple: false, raw: true, format: false },
        Quoting::JavaScriptBare,
        Quoting::JavaScript { quote: '\'' },
        Quoting::JavaScriptTemplate,
        Quoting::HclBare,
        Quoting::Hcl,
        Quoting::YamlSingle,
        Quoting::YamlDouble,
    ];

    #[test]
    fn what_is_written_reads_as_it_was() {
        let texts =
            ["", "name", "a b", "it's", "\"x\": $y", "`${z}` \\ {0} %{w}", "a\nb\tc", "\u{201C}d\u{2019}", "😀\u{1}"];
        for quoting in EVERY {
            for text in texts {
                let Some(written) = quoting.write(text) else { continue };
                assert_eq!(quoting.read(&written, 0, 0).0, text, "{quoting:?} {written}");
            }
            assert_eq!(quoting.write("name").as_deref(), Some("name"), "{quoting:?}");
        }
    }

    #[test]
    fn escapes_stand_for_characters() {
        for (quoting, words, value) in [
            (Quoting::PowerShellDouble, "a`\"b\"\"c`n`u{e9}`$d", "a\"b\"c\né$d"),
            (Quoting::PowerShellSingle, "it''s `n", "it's `n"),
            (Quoting::PowerShellHereDouble, "\"\"`$x", "\"\"$x"),
            (Quoting::ShellDouble, r#"\"a\$b\n\\"#, r#""a$b\n\"#),
            (
                Quoting::ShellBare,
                r"a\ b\
c",
                "a bc",
            ),
            (Quoting::ShellAnsi, r"it\'s\n\x41\u00e9", "it's\nAé"),
            (Quoting::ShellHeredoc, r#"\"a\$"#, r#"\"a$"#),
            (PYTHON, r#"\"\n\x41\101\u00e9\d"#, "\"\nAAé\\d"),
            (Quoting::Python { quote: '"', triple: false, raw: false, format: true }, "{{a}}", "{a}"),
            (
                Quoting::JavaScript { quote: '"' },
                r"\'\u{1F600}\d\
e",
                "'😀de",
            ),
            (Quoting::Hcl, r#"\"$${a}%%{b}$"#, "\"${a}%{b}$"),
            (Quoting::YamlSingle, "it''s", "it's"),
            (Quoting::YamlDouble, r#"\"\/\n"#, "\"/\n"),
        ] {
            let (read, escapes) = quoting.read(words, 10, 100);
            assert_eq!(read, value, "{quoting:?} {words}");
            // Outside of its escapes, the value is what is in the literal.
            let (mut here, mut outer) = (10, 100);
            for (of_value, of_words) in escapes {
                assert_eq!(of_value.start - here, of_words.start - outer, "{quoting:?} {words}");
                (here, outer) = (of_value.end, of_words.end);
            }
            assert_eq!(10 + offset(value.len()) - here, 100 + offset(words.len()) - outer, "{quoting:?} {words}");
        }
    }
}
