//! Secrets that are known by the name before them: `sig=…`, `"access_token": "…"`, `X-Api-Key: …`, `{"name": "code", "value": "…"}`.
//!
//! A text is read once, from sign to sign (`:`, `=`, or none between two strings), and the name is looked for before each: so it costs the same whatever
//! number of names there is, and however often they stand in it.

use std::ops::Range;

use super::value::{self, Value};
use super::{SIGNS, each};

/// What the name of a value says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Secrecy {
    /// It is secret.
    Value,
    /// It is in the query of a URL and in a form; elsewhere the word means something else.
    InQuery,
    /// What stands behind the scheme is.
    Authorization,
    /// All of the line is.
    Cookie,
}

/// The longest name in bytes.
const LONGEST: usize = 40;

/// Bytes between a name and its sign at most: quotation marks, their escapes, white space.
const GAP: usize = 12;

/// An object that tells the name and the value of a header or of a part of a query reaches no further from the name than
/// this in bytes: no client keeps longer cookies (RFC 6265 section 6.1).
const REACH: usize = 4096;

/// Names, in lower case without `-` and `_`: of OAuth 2.0 (RFC 6749), OpenID Connect, shared access signatures.
const NAMES: [&str; 8] = ["sig", "sas", "pwd", "token", "assertion", "clientassertion", "devicecode", "codeverifier"];

/// Ends of names: `x-api-key`, `Ocp-Apim-Subscription-Key`, `userPassword`.
const ENDS: [&str; 20] = [
    "password",
    "passwd",
    "secret",
    "secrettext",
    "secretkey",
    "apikey",
    "accesskey",
    "accountkey",
    "subscriptionkey",
    "functionskey",
    "accesstoken",
    "refreshtoken",
    "idtoken",
    "sastoken",
    "sessiontoken",
    "securitytoken",
    "secrettoken",
    "authtoken",
    "csrftoken",
    "xsrftoken",
];

fn secrecy(name: &str) -> Option<Secrecy> {
    let mut plain = [0; LONGEST];
    let mut length = 0;
    for byte in name.bytes().filter(|byte| byte.is_ascii_alphanumeric()) {
        *plain.get_mut(length)? = byte.to_ascii_lowercase();
        length += 1;
    }
    let plain = &plain[..length];
    match plain {
        b"code" => Some(Secrecy::InQuery),
        b"authorization" | b"proxyauthorization" => Some(Secrecy::Authorization),
        b"cookie" | b"setcookie" | b"cookies" => Some(Secrecy::Cookie),
        _ => {
            let is_secret = NAMES.iter().any(|name| name.as_bytes() == plain)
                || ENDS.iter().any(|end| plain.last() == end.as_bytes().last() && plain.ends_with(end.as_bytes()));
            is_secret.then_some(Secrecy::Value)
        }
    }
}

/// The places of the values.
pub(super) fn places(text: &str) -> Vec<Range<usize>> {
    let mut search = Search { text, done: 0, list: 0, found: Vec::new() };
    for at in memchr::memchr3_iter(b':', b'=', b'"', text.as_bytes()) {
        match text.as_bytes()[at] {
            b'"' => search.without_sign(at),
            _ => search.sign(at..at + 1),
        }
    }
    // What has neither has none of the signs that are escaped: most of the words of reports.
    if memchr::memchr2(b'%', b'\\', text.as_bytes()).is_none() {
        return search.found;
    }
    for (finder, signs) in &SIGNS.escapes {
        search.done = 0;
        for at in each(text, finder) {
            if let Some(sign) = signs.iter().find(|sign| text[at..].starts_with(**sign)) {
                search.sign(at..at + sign.len());
            }
        }
    }
    search.found
}

struct Search<'t> {
    text: &'t str,
    /// The end of the last value: what stands in it is no name.
    done: usize,
    /// The end of the last list.
    list: usize,
    found: Vec<Range<usize>>,
}

impl Search<'_> {
    /// Looks for `"name" "value"` before the quotation mark at `at`: the sign between them was forgotten, or is a wrong one.
    fn without_sign(&mut self, at: usize) {
        let start = self.text[..at].trim_end_matches('\\').len();
        let name = self.text[..start].trim_end_matches([' ', '\t', '\n', '\r', ',', ';']);
        if !name.ends_with('"') {
            return;
        }
        let Some(words) = name_before(self.text, name.len()) else { return };
        let before = self.text[..words.start].trim_end_matches(['"', '\\']).trim_end();
        // What is a value itself is not the name of the next.
        if !before.ends_with([':', '=']) {
            self.sign(name.len()..start);
        }
    }

    /// Looks at what stands around the sign at `sign`.
    fn sign(&mut self, sign: Range<usize>) {
        let text = self.text;
        if sign.start < self.done {
            return;
        }
        let Some(name) = name_before(text, sign.start) else { return };
        let words = &text[name.clone()];
        let is_pair = matches!(words, "name" | "key") && text[sign.clone()].starts_with(':');
        let sign = sign.end + usize::from(text[sign.end..].starts_with('>'));
        if is_pair {
            return self.pair(sign);
        }
        let Some(secrecy) = secrecy(words) else { return };
        let value = match secrecy {
            Secrecy::InQuery if !is_in_query(text, name.start) => return,
            Secrecy::InQuery | Secrecy::Value => value::at(text, sign),
            Secrecy::Authorization | Secrecy::Cookie => value::line(text, sign),
        };
        if value.is_list {
            if value.place.start >= self.list {
                self.list = text[sign..].find(']').map_or(text.len(), |length| sign + length);
                self.values(sign..self.list, secrecy);
            }
            return;
        }
        self.done = value.place.end;
        self.add(value, secrecy);
    }

    fn add(&mut self, value: Value, secrecy: Secrecy) {
        let place = match secrecy {
            Secrecy::Authorization => value::behind_scheme(self.text, value.place),
            _ => value.place,
        };
        let words = &self.text[place.clone()];
        let is_short = !value.is_quoted && place.len() < 4 && secrecy != Secrecy::Cookie;
        if !is_short && !value::is_gap(words) {
            self.found.push(place);
        }
    }

    /// An object whose member `name` or `key`, its value behind `sign`, may be the name of a secret.
    fn pair(&mut self, sign: usize) {
        let text = self.text;
        let name = value::at(text, sign);
        let Some(secrecy) = secrecy(&text[name.place.clone()]).filter(|_| name.is_quoted) else { return };
        let first = text.ceil_char_boundary(sign.saturating_sub(REACH));
        let last = text.floor_char_boundary((name.place.end + REACH).min(text.len()));
        let opener = text[first..sign].rfind('{').map_or(first, |length| first + length);
        // What is filled in later has braces of its own.
        let is_closer = |rest: &str| rest.starts_with('}') && !rest.starts_with("}}");
        let mut ends = text[name.place.end..last].match_indices('}').map(|(length, _)| name.place.end + length);
        let closer = ends.find(|&end| is_closer(&text[end..]) && !text[..end].ends_with('}'));
        self.values(opener..closer.unwrap_or(last), secrecy);
    }

    /// Adds the strings that are members `value` in `part` of the text.
    fn values(&mut self, part: Range<usize>, secrecy: Secrecy) {
        let text = self.text;
        for at in each(&text[part.clone()], &SIGNS.value) {
            let behind = part.start + at + SIGNS.value.needle().len();
            let rest = text[behind..].trim_start();
            if rest.starts_with(':') {
                let value = value::at(text, text.len() - rest.len() + 1);
                if value.is_quoted {
                    self.add(value, secrecy);
                }
            }
        }
    }
}

/// The name whose sign stands at `at`.
fn name_before(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let is_gap = |byte: &u8| matches!(byte, b'\\' | b'"' | b'\'' | b' ' | b'\t' | b'\n' | b'\r');
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let end = at - bytes[..at].iter().rev().take(GAP).take_while(|byte| is_gap(byte)).count();
    let start = end - bytes[..end].iter().rev().take(LONGEST + 8).take_while(|byte| is_name(byte)).count();
    let before = &text[..start];
    let words = &text[start..end];
    // `&` and `?` in JSON that escapes them, and in a URL within a URL.
    let escaped = ["u0026", "u003f", "u003F"].iter().any(|sign| before.ends_with('\\') && words.starts_with(sign));
    let encoded = ["26", "3F", "3f"].iter().any(|sign| before.ends_with('%') && words.starts_with(sign));
    let start = start
        + if escaped {
            5
        } else if encoded {
            2
        } else {
            0
        };
    (start < end).then_some(start..end)
}

/// Whether the name at `start` is that of a part of a query or a form.
fn is_in_query(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches("amp;");
    before.ends_with(['?', '&', '#'])
        || ["u0026", "u003f", "u003F", "%26", "%3F", "%3f"].iter().any(|sign| before.ends_with(sign))
}
