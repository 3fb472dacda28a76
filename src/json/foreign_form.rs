//! The forms of text that JSON is found in, or taken for.

/// What a whole text is instead of JSON, or what is around JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignForm {
    /// `=>` between names and values.
    Arrows,
    /// An assignment in JavaScript: `const body = {…};`.
    Assignment,
    /// A call around the value: `JSON.stringify({…})` or `({…})`.
    Call,
    /// The mark of a comment before some members.
    CommentedOut,
    /// The markers of a merge.
    Conflict,
    /// The signs of a diff before every line.
    DiffSigns,
    /// Every quotation mark doubled, as in CSV.
    DoubledQuotes,
    /// `=` between names and values.
    EqualsSigns,
    /// What a program writes when it fails.
    ErrorOutput,
    /// `\n` for every line break.
    EscapedLineBreaks,
    /// `\"` for every quotation mark.
    EscapedQuotes,
    /// The label of a code fence before it.
    FenceLabel,
    /// The fields of a form: `a=b&c=d`.
    FormFields,
    /// Brackets, colons and commas as wide as a Chinese character.
    FullWidth,
    /// What Go prints of a map.
    GoPrinted,
    /// A PowerShell hashtable, `@{ name = value }`, in place of an object.
    Hashtable,
    /// A string of many lines around it.
    HereString,
    /// `&quot;` for every quotation mark.
    HtmlEntities,
    /// No key in quotation marks, strings in single ones.
    JavaScript,
    /// A sign at the end of every line that a shell goes on after it.
    LineContinuation,
    /// The same signs around every line.
    LineMarks,
    /// A number before every line.
    LineNumbers,
    /// A list mark or the mark of a comment before every line.
    ListMarks,
    /// The time and the level of a log before it.
    LogPrefix,
    /// Mail quotation: `>` before every line.
    MailQuotes,
    /// No colon behind any key.
    NoColons,
    /// No comma at the end of any line.
    NoCommas,
    /// All keys in single or typographic quotation marks.
    OddKeys,
    /// `::` or `:=` for every colon.
    OtherColons,
    /// Percent-encoding: `%7B` in place of every bracket.
    PercentEncoding,
    /// What PowerShell prints of an object.
    PowerShellPrinted,
    /// Words of people or of a page around it.
    Prose,
    /// Single quotation marks, and `True`, `False` or `None`.
    Python,
    /// No quotation marks at all.
    QuotesEaten,
    /// Round brackets for all braces, or for all square brackets.
    RoundBrackets,
    /// What a terminal or an editor shows beside the text: codes of colours, dots for spaces.
    ScreenMarks,
    /// `;` in place of every comma.
    Semicolons,
    /// The quotation marks of a shell around it.
    ShellQuotes,
    /// All strings in single quotation marks.
    SingleQuotes,
    /// Strings between two back ticks and two apostrophes.
    TexQuotes,
    /// Tables in brackets, and names before `=`.
    Toml,
    /// A comma before every closing bracket.
    TrailingCommas,
    /// The name of a type, which is what a program prints of an object.
    TypeName,
    /// All strings in typographic quotation marks.
    TypographicQuotes,
    /// No key in quotation marks.
    UnquotedKeys,
    /// An XML document in place of JSON.
    Xml,
    /// Names and values in indented lines.
    Yaml,
}
