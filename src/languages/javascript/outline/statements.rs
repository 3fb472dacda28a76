//! Where statements and expressions end, semicolons or not.

use super::Walk;
use crate::languages::expressions::token::{Bracket, Kind};

impl Walk<'_> {
    /// The end of the statement that begins at `from`, in what ends at `limit`.
    pub(super) fn statement_end(&self, from: usize, limit: usize) -> usize {
        let mut at = from;
        while at < limit {
            if at > from && self.is_cut(at) {
                return at;
            }
            match self.kind(at) {
                None | Some(Kind::Close(_)) => return at.max(from + 1),
                Some(Kind::Semicolon) => return at + 1,
                Some(Kind::Open(Bracket::Brace)) if !self.is_object(at) => {
                    let behind = self.behind(at, limit);
                    let goes_on = match self.kind(behind) {
                        Some(Kind::Name) => matches!(self.words(behind), "else" | "catch" | "finally"),
                        Some(Kind::Dot | Kind::Comma | Kind::Question | Kind::Open(Bracket::Paren)) => true,
                        Some(Kind::Semicolon) => true,
                        _ => false,
                    };
                    if !goes_on {
                        return behind;
                    }
                    at = behind;
                    if self.kind(at) == Some(Kind::Semicolon) {
                        return at + 1;
                    }
                }
                _ => at = self.behind(at, limit),
            }
        }
        limit.max(from + 1)
    }

    /// The end of the expression that begins at `from`. Of those inside each other, the end is looked for once.
    pub(super) fn expression_end(&mut self, from: usize) -> usize {
        let frame = self.frame();
        let (start, end) = frame.expression;
        if start <= from && from < end {
            return end;
        }
        let mut at = from;
        while at < frame.end {
            match self.kind(at) {
                None | Some(Kind::Close(_) | Kind::Semicolon | Kind::Comma) => break,
                _ if at > from && self.is_cut(at) => break,
                _ => at = self.behind(at, frame.end),
            }
        }
        let at = at.min(frame.end);
        if let Some(frame) = self.frames.last_mut() {
            frame.expression = (from, at);
        }
        at
    }

    /// Whether a line break before the token at `at` ends what is before it.
    fn is_cut(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.first) else { return false };
        let goes_on = match token.kind {
            Kind::Dot
            | Kind::Comma
            | Kind::Assign
            | Kind::Append
            | Kind::OtherAssign
            | Kind::Arrow
            | Kind::Plus
            | Kind::Percent
            | Kind::Question
            | Kind::Colon
            | Kind::Close(_)
            | Kind::Open(Bracket::Paren | Bracket::Square | Bracket::Template) => true,
            Kind::Open(Bracket::Brace) => {
                at > 0 && matches!(self.kind(at - 1), Some(Kind::Close(_) | Kind::Name)) && !self.is_object(at)
            }
            Kind::Operator => !matches!(self.words(at), "++" | "--" | "!" | "@" | "~"),
            Kind::Name => matches!(
                self.words(at),
                "instanceof" | "in" | "of" | "as" | "satisfies" | "else" | "catch" | "finally" | "from" | "extends"
            ),
            _ => false,
        };
        if goes_on {
            return false;
        }
        let Some(before) = at.checked_sub(1) else { return false };
        let expects = match self.kind(before) {
            Some(
                Kind::Comma
                | Kind::Dot
                | Kind::Assign
                | Kind::Append
                | Kind::OtherAssign
                | Kind::Arrow
                | Kind::Plus
                | Kind::Percent
                | Kind::Question
                | Kind::Colon
                | Kind::Spread,
            ) => true,
            Some(Kind::Operator) => !matches!(self.words(before), "++" | "--" | "!" | ">" | "}" | ")"),
            Some(Kind::Name) => matches!(
                self.words(before),
                "const"
                    | "let"
                    | "var"
                    | "new"
                    | "await"
                    | "typeof"
                    | "in"
                    | "of"
                    | "extends"
                    | "else"
                    | "do"
                    | "as"
                    | "import"
                    | "export"
                    | "default"
                    | "case"
                    | "async"
                    | "void"
                    | "delete"
                    | "instanceof"
            ),
            _ => false,
        };
        !expects
    }
}
