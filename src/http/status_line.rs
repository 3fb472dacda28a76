//! Status lines as people write them: `200 OK`, `Status: 200 OK`, `Status Code: 400 Bad Request`.

use std::ops::Range;

/// Words before the code, in lower case.
const LABELS: [&str; 9] = [
    "http status code",
    "http status",
    "status code",
    "response status",
    "response code",
    "response",
    "status",
    "http response",
    "http",
];

/// What is after a code where no label is before it, in lower case, from the registry
/// <https://www.iana.org/assignments/http-status-codes> and nowhere else.
const REASONS: [&str; 24] = [
    "ok",
    "created",
    "accepted",
    "no content",
    "partial content",
    "multi-status",
    "moved permanently",
    "found",
    "not modified",
    "bad request",
    "unauthorized",
    "forbidden",
    "not found",
    "method not allowed",
    "not acceptable",
    "conflict",
    "gone",
    "precondition failed",
    "unsupported media type",
    "unprocessable entity",
    "too many requests",
    "internal server error",
    "service unavailable",
    "gateway timeout",
];

/// Where the code is in `words`, which have no space around them, if they are a status line without the version of HTTP.
pub(super) fn code(words: &str) -> Option<Range<usize>> {
    // Most lines of messages are neither a label nor a code by their first letter.
    let is_code = |word: &str| word.starts_with(['1', '2', '3', '4', '5']);
    if !words.starts_with(['h', 'H', 'r', 'R', 's', 'S']) && !is_code(words.trim_start_matches([':', '=', ' ', '\t'])) {
        return None;
    }
    let small = words.to_ascii_lowercase();
    let label =
        LABELS.iter().find(|label| small.strip_prefix(**label).is_some_and(|rest| rest.starts_with([':', ' ', '='])));
    let rest = words[label.map_or(0, |label| label.len())..].trim_start_matches([':', '=', ' ', '\t']);
    let start = words.len() - rest.len();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let reason = rest.get(digits..)?.trim().trim_matches(['(', ')', '-', ' ']).to_ascii_lowercase();
    let is_code = digits == 3 && is_code(rest);
    let is_known = REASONS.contains(&reason.as_str()) || label.is_some() && reason.is_empty();
    (is_code && is_known).then_some(start..start + digits)
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn labels_and_reasons_make_a_status_line() {
        for words in [
            "200 OK",
            "201 Created",
            "Status: 200 OK",
            "Status: 200",
            "HTTP status code: 400 (Bad Request)",
            "response 204 No Content",
        ] {
            let place = code(words).expect(words);
            assert!(words[place].bytes().all(|byte| byte.is_ascii_digit()), "{words}");
        }
        for words in ["", "200", "200 users", "Status: ok", "status quo 200", "Status: 2000", "600 OK"] {
            assert_eq!(code(words), None, "{words}");
        }
    }
}
