//! The ways in which a text departs from RFC 8259, as violations. The rules of the syntax group put them into words.

use super::foreign_form::ForeignForm;
use crate::text::{Edit, Span};

/// One departure, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Which rule of the grammar is violated.
    pub kind: SyntaxErrorKind,
    /// The smallest wrong thing; a gap where something is missing.
    pub span: Span,
    /// The other place that belongs to it, where there are two: the opener of an unclosed bracket, the
    /// key whose value is missing.
    pub other: Option<Span>,
    /// The edits that mend it, disjoint and in order; empty where no repair is known.
    pub edits: Vec<Edit>,
    /// Whether the edits are the only reasonable reading and lose nothing that the author wrote.
    pub certain: bool,
}

/// What went wrong. Each kind has its rule; what the wording needs beyond the places is carried here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// A key directly followed by its value. The span is the gap after the key; `other` is the key.
    MissingColon,
    /// Two members or elements with nothing between them. The span is the gap after the first; `other` is the first.
    MissingComma,
    /// A comma before a closer, a doubled or a leading comma.
    TrailingComma(SurplusComma),
    /// Another sign where `:` (`wanted`) or `,` belongs. `other` is the key, if `:` is wanted.
    WrongSeparator {
        /// The sign that belongs there: `:` or `,`.
        wanted: char,
    },
    /// A comment of any language.
    Comment,
    /// `'…'` or `` `…` ``.
    SingleQuotedString,
    /// A typographic quotation mark as a delimiter; the span is the string.
    SmartQuote,
    /// A bare word as a key.
    UnquotedKey,
    /// Bare words as a value.
    UnquotedValue {
        /// Whether they are a template's gap: `<id>`, `{id}`, `{{id}}`.
        placeholder: bool,
    },
    /// A literal of another language, or of JSON in other case.
    ForeignLiteral {
        /// `true`, `false` or `null`, where the word can only mean that.
        json: Option<&'static str>,
    },
    /// A number as other languages write it.
    InvalidNumber {
        /// The same number in JSON, where its value is certain.
        json: Option<String>,
        /// What about it is wrong.
        why: NumberFault,
    },
    /// A backslash before something that JSON does not escape; the span is the backslash and that character.
    InvalidEscape {
        /// Whether the string reads as a distinguished name (RFC 4514), where the backslash itself was meant.
        distinguished_name: bool,
    },
    /// A raw control character inside a string.
    ControlCharacter(char),
    /// A `\u` escape of half a surrogate pair; the span is the escape.
    LoneSurrogate,
    /// A string without its closing quote before the line or the text ends. The span is the opening quote; `other` the gap
    /// in which the closing quote belongs.
    UnclosedString,
    /// An opener that nothing closes. The span is the opener; `other` the gap in which the closer belongs, and none if
    /// rather the opener is one too many.
    UnclosedBracket(char),
    /// A bracket of the wrong kind. The span is that bracket; `other` is the opener if it is the closer that is wrong.
    MismatchedBracket {
        /// The bracket that belongs there.
        wanted: char,
    },
    /// A closer with nothing to close. Where the opener seems to have been lost, the span is the gap in which it belongs
    /// and `other` the closer; otherwise the span is the closer.
    StrayBracket {
        /// The opener that is missing, if that is the likelier reading.
        missing_opener: Option<char>,
    },
    /// A key and no value. The span is the gap after the colon; `other` is the key.
    MissingValue,
    /// Dots in place of what was left out.
    Ellipsis,
    /// Text before or after the value.
    TrailingContent(Surplus),
    /// A quotation mark lost, doubled or displaced.
    MisplacedQuote(QuoteFault),
    /// Members where only elements can stand, or elements where only members can.
    WrongContainer(ContainerFault),
    /// Junk between tokens; a fence line of Markdown counts.
    StrayCharacter {
        /// Whether it is a fence line.
        fence: bool,
    },
    /// None of the other kinds.
    UnexpectedToken,
    /// Space that is not JSON's. One syntax error for the whole text: the span is the first run, the edits mend all.
    ExoticWhitespace,
    /// A byte order mark before the text.
    ByteOrderMark,
    /// The whole text is in another format, or JSON in the dress of another. The span is what shows it.
    ForeignFormat(ForeignForm),
    /// The markers of an unfinished merge. The span is the first.
    ConflictMarker,
    /// Objects and arrays nested deeper than [`crate::json::MAX_DEPTH`]. The span is the opener that is one too deep.
    NestingTooDeep,
    /// More than [`crate::json::MAX_SYNTAX_ERRORS`] syntax errors. The span is what is not read.
    TooMany,
}

/// Where a surplus comma stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SurplusComma {
    /// Before the closer, or at the very end.
    Trailing,
    /// Two commas or more with no value between them.
    Doubled,
    /// A comma before the first value of an array or object.
    Leading,
}

/// What makes a number invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// A leading zero, as in `01`.
    LeadingZero,
    /// A plus sign, as in `+1`.
    PlusSign,
    /// No digit before the point: `.5`.
    NoIntegerPart,
    /// No digit after the point: `1.`.
    NoFraction,
    /// Hexadecimal, binary or octal: `0x1F`, `0b1`, `0o7`.
    Radix,
    /// A separator between digits: `1_000`.
    DigitSeparator,
    /// `1e`, and what else begins as a number.
    Malformed,
}

/// Where text that does not belong to the JSON value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surplus {
    /// Words or signs after the value.
    Behind,
    /// Text or punctuation before the JSON value.
    Before,
    /// A second JSON value after the first.
    SecondValue,
}

/// What happened to a quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteFault {
    /// A doubled quotation mark: `""x"`.
    Doubled,
    /// `x": 1` or `"a": x",`; the span is the gap in which the opening quote belongs.
    NoOpening,
    /// `"a: "x"`; the span is the gap in which the closing quote belongs.
    NoClosing,
    /// A quote inside a string that is not escaped; the span is that quote.
    Unescaped,
    /// A string that begins with one quotation mark and ends with another, `"x'`; the span is the one that is not `"`.
    Unlike,
    /// One with a backslash before it that takes its meaning away; the span is the backslash.
    Escaped,
    /// One that is before or after the place where it belongs; the span is that quote.
    Displaced,
}

/// What is in the wrong container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContainerFault {
    /// `[ "k": v ]`; the span is the first key, `other` the opener.
    MemberInArray,
    /// `{ "a", "b" }`; the span is the opener.
    ElementsInObject,
    /// `{ true }` or `{ "k": v, "lone" }`; the span is the lone value, `other` the opener.
    ValueInObject,
    /// `{ { … } }`; the span is the opener that has no key, `other` the outer opener.
    ObjectInObject,
    /// `"k": v` outside of any object; the span is the first key.
    MemberOutside,
}
