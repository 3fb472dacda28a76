//! The whole text is in another format: JSON as it appears in a program, a shell, a mail or a log, or no JSON at all.
//!
//! Recognised are: a PowerShell hashtable and what PowerShell, Go or a conversion to text prints of an object; JavaScript and
//! Python literals, `dict(…)` and `OrderedDict(…)`; the error message of a program; hashes and arrays of Ruby and PHP, HCL, and what Java prints of a map; YAML, XML and the fields of a form;
//! the quotes, options, commands and line ends of a shell, and its here-documents; escaped, doubled or missing quotation
//! marks; HTML entities and percent-encoding; line numbers, mail quotes, list marks, the signs of a diff and any other signs
//! around every line; TOML, round brackets, `::` for colons, the quotation marks of TeX, the colours of a terminal; an assignment, a call, a here-string, a log prefix, words, tags or the label of a code fence around
//! JSON; signs as wide as a Chinese character; one kind of quotation mark, comma or key that is wrong everywhere.
//!
//! ## Why it matters
//! The service accepts only JSON as in RFC 8259: it answers `400 Bad Request` with "Unable to read JSON request
//! payload". There is one cause, however many characters are affected: the text was copied from a place where it is not
//! JSON, or printed instead of encoded. So it is reported once, and other errors are reported for the JSON that is
//! meant. Single quotation marks and keys without any are warnings in a script, because the service's reader takes both.
//!
//! ## What to do
//! Let the program write the JSON: `ConvertTo-Json -Depth 10` in PowerShell, `JSON.stringify(body)` in JavaScript,
//! `json.dumps(body)` in Python. In a shell, put the body into a file and send that: `curl --data @body.json`, `az rest --body
//! @body.json`. The fix writes JSON where nothing is lost. It is safe only where each of its edits would be: quotation
//! marks and commas.
//!
//! ## Evidence
//! - [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), sections 2 to 7.
//! - [ConvertTo-Json](https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/convertto-json)

use super::{ceiling, repair, syntax_errors_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{ForeignForm, SyntaxError, SyntaxErrorKind};
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "foreign-format",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "the whole text is in another format than JSON",
        manual: crate::manual!("foreign_format.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::ForeignFormat(_)), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let form = |kind: &SyntaxErrorKind| match kind {
        SyntaxErrorKind::ForeignFormat(form) => Some(*form),
        _ => None,
    };
    for (syntax_error, form) in syntax_errors_of(context, form) {
        let Words { message, label, remedy } = words(form);
        let (ceiling, why) = ceiling(context, is_taken(context, syntax_error, form));
        findings
            .report(syntax_error.span, message)
            .at_most(ceiling)
            .label(syntax_error.span, label)
            .help(format!("{why} {remedy}"))
            .fix(repair(syntax_error, "write it as JSON"));
    }
}

/// Whether the service's own reader takes it: single quotes and names without quotes, but neither back quotes nor the comma
/// before a closing bracket that may come with them.
fn is_taken(context: &Context<'_>, syntax_error: &SyntaxError, form: ForeignForm) -> bool {
    matches!(form, ForeignForm::SingleQuotes | ForeignForm::UnquotedKeys | ForeignForm::JavaScript)
        && syntax_error.edits.iter().all(|edit| !context.words(edit.span).starts_with([',', '`']))
}

/// What is said of a form.
struct Words {
    message: &'static str,
    label: &'static str,
    remedy: &'static str,
}

const fn say(message: &'static str, label: &'static str, remedy: &'static str) -> Words {
    Words { message, label, remedy }
}

fn words(form: ForeignForm) -> Words {
    match form {
        ForeignForm::Arrows => say(
            "names and values are joined by `=>`, as in Ruby, PHP or Perl",
            "no JSON from here on",
            "Let the program write the JSON: `body.to_json` in Ruby, `json_encode($body)` in PHP.",
        ),
        ForeignForm::Assignment => say(
            "the text is an assignment of a program, with JSON in it",
            "no part of the JSON",
            "Send the value alone, without the name and what ends the statement.",
        ),
        ForeignForm::Call => say(
            "the text is an expression of a program, with JSON in it",
            "no part of the JSON",
            "Send what stands between the parentheses.",
        ),
        ForeignForm::CommentedOut | ForeignForm::Conflict | ForeignForm::DiffSigns => say(
            "every line begins with the sign of a diff",
            "a sign of a diff",
            "Copy the file itself, not the difference between two versions of it.",
        ),
        ForeignForm::DoubledQuotes => say(
            "every quotation mark is doubled, as in a CSV file",
            "no JSON from here on",
            "Take the field out of the table with a program that reads CSV, or write each mark once.",
        ),
        ForeignForm::EqualsSigns => say(
            "names and values are joined by `=`, as in HCL or in what Java prints of a map",
            "no JSON from here on",
            "Let the program write the JSON: `jsonencode({ … })` in Terraform, a JSON library in Java.",
        ),
        ForeignForm::EscapedLineBreaks => say(
            "the line breaks are written as `\\n`, as inside a string of a program",
            "a line break belongs here",
            "Send what the string says, not how a program writes it.",
        ),
        ForeignForm::EscapedQuotes => say(
            "every quotation mark has a backslash before it, as inside a string or for a shell",
            "no backslash belongs here",
            "Send what the string says. A body in a file needs no escapes for the shell.",
        ),
        ForeignForm::FenceLabel => say(
            "the label of a code block stands before the JSON",
            "no part of the JSON",
            "Remove the line: it was copied along from a page.",
        ),
        ForeignForm::FormFields => say(
            "the body has the fields of a form, not JSON",
            "not JSON",
            "A form knows no lists and objects: what was in them is lost. Encode the body as JSON (`ConvertTo-Json -Depth 10` in PowerShell) and send it as `application/json`.",
        ),
        ForeignForm::FullWidth => say(
            "brackets, colons and commas are as wide as a Chinese character",
            "the wide form of a sign of JSON",
            "Switch the input method off, and write `{`, `[`, `:`, `,`.",
        ),
        ForeignForm::ErrorOutput => say(
            "the text is the error message of a program, not JSON",
            "an error message",
            "Run the program again, and look at what it reports before its output is sent.",
        ),
        ForeignForm::GoPrinted => say(
            "the text is what Go prints of a map, not JSON",
            "printed, not encoded",
            "Encode it: `json.Marshal(body)`.",
        ),
        ForeignForm::Hashtable => say(
            "the text is a PowerShell hashtable, not JSON",
            "PowerShell from here on",
            "Let PowerShell write the JSON: `$body | ConvertTo-Json -Depth 10`.",
        ),
        ForeignForm::HereString => say(
            "the marks of a string of many lines stand around the JSON",
            "no part of the JSON",
            "Send what the string says, without the marks of the program.",
        ),
        ForeignForm::HtmlEntities => say(
            "signs of the JSON are written as HTML entities",
            "an HTML entity",
            "Copy the text from the page as it is shown, not from its source.",
        ),
        ForeignForm::JavaScript => say(
            "the text is a JavaScript literal, not JSON: its names have no quotation marks, its strings single ones",
            "JavaScript from here on",
            "Let the program write the JSON: `JSON.stringify(body)`. What `console.log` prints is not JSON.",
        ),
        ForeignForm::LineContinuation => say(
            "every line ends with the sign by which a shell goes on",
            "no part of the JSON",
            "Inside of quotation marks a body needs no such signs; put it into a file to be safe.",
        ),
        ForeignForm::LineMarks => say(
            "the same signs stand around every line",
            "no part of the JSON",
            "They were copied along from a program, a table or the output of a command. Copy the text without them.",
        ),
        ForeignForm::LineNumbers => say(
            "every line begins with its number",
            "a line number",
            "It was copied along from an editor or a page. Copy the text without it.",
        ),
        ForeignForm::ListMarks => say(
            "every line begins with a list mark or the mark of a comment",
            "no part of the JSON",
            "Remove the marks.",
        ),
        ForeignForm::LogPrefix => say(
            "the words of a log stand before the JSON",
            "no part of the JSON",
            "Copy the body alone, without what the log says of it.",
        ),
        ForeignForm::MailQuotes => {
            say("every line begins with `>`, as quoted in a mail", "a mail's mark", "Remove the marks.")
        }
        ForeignForm::NoColons => say(
            "no name has a colon after it",
            "`:` belongs here",
            "JSON separates each name from its value by a colon. Write `:` after each name.",
        ),
        ForeignForm::NoCommas => say(
            "no line ends with a comma",
            "`,` belongs here",
            "JSON separates members and elements by commas, not by lines. Write `,` after each but the last.",
        ),
        ForeignForm::OddKeys => say(
            "all names are in other quotation marks than those of JSON",
            "`\"` belongs here",
            "A program or a word processor has put them in. Write `\"` at both ends of each name.",
        ),
        ForeignForm::OtherColons => say(
            "names and values are separated by `::` or `:=`",
            "`:` belongs here",
            "JSON separates them by one colon.",
        ),
        ForeignForm::RoundBrackets => say(
            "round brackets stand in place of those of JSON",
            "`{` or `[` belongs here",
            "JSON has `{ … }` for objects and `[ … ]` for lists.",
        ),
        ForeignForm::ScreenMarks => say(
            "marks of a terminal or an editor stand in the text",
            "no part of the JSON",
            "They show colours or spaces, and were copied along. Copy the text from the file itself.",
        ),
        ForeignForm::TexQuotes => say(
            "strings are in the quotation marks of TeX, two back ticks and two apostrophes",
            "`\"` belongs here",
            "Write `\"` at both ends.",
        ),
        ForeignForm::Toml => say(
            "the text is TOML or a file of settings, not JSON",
            "no JSON from here on",
            "Convert it: the service reads JSON only.",
        ),
        ForeignForm::PercentEncoding => {
            say("the text is encoded for a URL", "no JSON from here on", "A body is sent as it is. Decode it.")
        }
        ForeignForm::PowerShellPrinted => say(
            "the text is what PowerShell prints of an object, not JSON",
            "printed, not encoded",
            "What was in lists is lost. Encode the object itself: `$body | ConvertTo-Json -Depth 10`.",
        ),
        ForeignForm::Prose => say(
            "words stand around the JSON",
            "no part of the JSON",
            "Send the JSON alone, without what is said about it.",
        ),
        ForeignForm::Python => say(
            "the text is a Python literal, not JSON",
            "Python from here on",
            "Let the program write the JSON: `json.dumps(body)`. What `print` shows is not JSON.",
        ),
        ForeignForm::QuotesEaten => say(
            "no name and no value has quotation marks: a shell has taken them for its own",
            "`\"` belongs around each name and string",
            "Put the body into a file and send that, or quote it for the shell: `'{\"…\"}'`.",
        ),
        ForeignForm::Semicolons => say(
            "the members and elements are separated by `;`",
            "`,` belongs here",
            "JSON separates them by commas. Write `,` in place of each `;`.",
        ),
        ForeignForm::ShellQuotes => say(
            "the quotation marks of a shell or a program stand around the JSON",
            "no part of the JSON",
            "Send what stands between them. In a file a body needs no quotation marks around it.",
        ),
        ForeignForm::SingleQuotes => say(
            "all strings are in single quotation marks, as in Python or JavaScript",
            "JSON allows only double quotes",
            "Let the program write the JSON: `json.dumps(body)` in Python, `JSON.stringify(body)` in JavaScript.",
        ),
        ForeignForm::TrailingCommas => say(
            "a comma stands before every closing bracket",
            "one comma too many",
            "Other languages allow it, JSON does not. Remove it.",
        ),
        ForeignForm::TypeName => say(
            "the text is the name of a type: an object was printed, not encoded",
            "a type, not its value",
            "Nothing of the object is left. Encode it: `$body | ConvertTo-Json -Depth 10`, `JSON.stringify(body)`.",
        ),
        ForeignForm::TypographicQuotes => say(
            "all strings are in typographic quotation marks",
            "`\"` belongs here",
            "A word processor or a page has put them in. Write `\"` at both ends.",
        ),
        ForeignForm::UnquotedKeys => say(
            "no name is in quotation marks, as in JavaScript",
            "`\"` belongs around each name",
            "Let the program write the JSON: `JSON.stringify(body)`.",
        ),
        ForeignForm::Xml => say(
            "the text is XML or HTML, not JSON",
            "markup from here on",
            "Graph accepts and returns JSON. It may be the page of a proxy, or a body for another service.",
        ),
        ForeignForm::Yaml => {
            say("the text is YAML, not JSON", "YAML from here on", "Convert it: the service reads no YAML.")
        }
    }
}
