//! A request as a script sends it, and what is peculiar to how it does.

use super::literal::{Literal, Text};
use crate::text::Span;

/// A call that sends a request. All places lie in the text that was read.
#[derive(Clone, Debug)]
pub struct Call {
    /// The whole call, from the callee to its last argument.
    pub span: Span,
    /// What sends the request, and its defaults.
    pub client: Client,
    /// The method, if it is given.
    pub method: Option<Text>,
    /// The URL. Without one the call is counted, and not read.
    pub url: Option<Text>,
    /// The headers that are given.
    pub headers: Headers,
    /// The body as far as it is known.
    pub body: Body,
    /// What is peculiar to the call.
    pub notes: Vec<Note>,
}

/// A function, cmdlet or program that sends HTTP requests.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    /// The name of the client in the script.
    pub name: Span,
    /// The method, if none is given and there is no body.
    pub method: &'static str,
    /// The method, if none is given and there is a body.
    pub method_with_body: &'static str,
    /// What a URL without a host begins with. Only a client that speaks to nothing but Microsoft Graph has one.
    pub base: Option<&'static str>,
    /// Whether it takes the names of properties in any case, and sends the right ones.
    pub any_case: bool,
}

/// The headers of a call.
#[derive(Clone, Debug, Default)]
pub struct Headers {
    /// Those that are known: name and value.
    pub known: Vec<(Text, Text)>,
    /// Whether there may be others.
    pub incomplete: bool,
}

/// The body of a call.
#[derive(Clone, Debug)]
pub enum Body {
    /// The call sends no body.
    None,
    /// A value that is sent as JSON.
    Json(Literal),
    /// Text that is sent as it is.
    Text(Text),
    /// The content of a file, whose path is this.
    File(Text),
    /// There is one, and it is not known: where the expression stands, and why.
    Unknown(Span, UnknownBody),
}

/// Why a body is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownBody {
    /// It is made when the script runs.
    Computed,
    /// It may be among options that are not known.
    Options,
    /// Whoever calls the function gives it.
    Parameter,
    /// It is a file whose path is not known.
    File,
    /// It is a file that the script writes, from something that is not known.
    Written,
    /// It is the output of another command.
    Piped,
    /// It is a value whose members become the fields of a form, unless the client makes JSON of it.
    Fields,
    /// It is sent as a form, and so is no JSON.
    Form,
}

impl UnknownBody {
    /// What is not known, in the words of a report.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Computed | Self::Fields => "the body",
            Self::Options => "the body, which is among options that are not known",
            Self::Parameter => "the body, which is a parameter of a function",
            Self::File => "the body, which is a file",
            Self::Written => "the body, which is a file that the script writes",
            Self::Piped => "the body, which is piped in",
            Self::Form => "the body, which is sent as a form",
        }
    }
}

/// What is peculiar to a call, at its place.
#[derive(Clone, Debug)]
pub struct Note {
    /// The part of the call that the note is about.
    pub span: Span,
    /// Which peculiarity of the call it is.
    pub kind: NoteKind,
}

/// The kinds of [`Note`]. Rules are made of them, which know no language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// The body is cut off below some depth when it is made JSON. The place is the name of what does that.
    Shallow(Cut),
    /// A name that the service knows (`$filter`, `$batch`) is where the language puts the value of a variable of that
    /// name in its place. The place is the name with its sign; `escaped` is how it has to be written there.
    ExpandedName {
        /// What has to be written in its place.
        escaped: String,
    },
    /// A property of a variable is named where only the variable is expanded: `"$user.Id"`. The place is all of it.
    ExpandedProperty {
        /// What has to be written in its place.
        fixed: String,
    },
    /// A character after a variable that belongs to its name: `"$uri?x"`. The place is the name.
    SwallowedCharacter {
        /// What has to be written in its place.
        fixed: String,
    },
    /// A variable in text in which nothing expands, though it is assigned. The place is the variable.
    UnexpandedVariable,
    /// A body with quotation marks is an argument of a program, to which an edition of PowerShell does not pass them as they are.
    /// The place is the argument.
    LostQuotes {
        /// Whether a backslash is before each, which is right in one edition and wrong in the other.
        backslashes: bool,
    },
    /// The body is sent as a form, since nothing says that it is JSON. The place is the name of the client.
    FormEncoded {
        /// Whether it is a value that is encoded as a form, rather than text with the wrong type.
        encoded: bool,
        /// What is to be added after the place, if that is certain.
        fix: Option<String>,
    },
}

/// How a body is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The depth that is kept.
    pub kept: usize,
    /// The depth that the body has.
    pub needed: usize,
    /// Where the depth is given, if it is.
    pub given: Option<Span>,
}
