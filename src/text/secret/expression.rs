//! Values that a program reads from elsewhere: `process.env.CLIENT_SECRET`, `await getToken()`, `os.environ["PASSWORD"]`. They are
//! no secrets, and hiding them would hide their words wherever else they stand.

use super::gap::Gap;
use super::name::{self, Kind};
use super::value;
use super::word::{self, Word};

/// An expression is looked at so far, in bytes.
const LONGEST: usize = 200;

/// Where the names end that begin such an expression, or `None` if the value of `word` is none.
pub(super) fn end(text: &str, word: &Word, kind: Kind, gap: &Gap) -> Option<usize> {
    if gap.sign == Some(',') {
        return parameter(&text[gap.value..text.floor_char_boundary(gap.value + LONGEST)]).map(|end| gap.value + end);
    }
    let before = &text[word.place.end..gap.value];
    let is_code = match gap.sign {
        Some('=') => before.starts_with([' ', '\t']) && before.ends_with([' ', '\t']),
        Some(':') => before.ends_with([' ', '\t']),
        _ => false,
    };
    if !is_code || gap.is_other_line {
        return None;
    }
    let rest = &text[gap.value..text.floor_char_boundary(gap.value + LONGEST)];
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let call = line.trim_start_matches('(');
    let named = ["await ", "new "].iter().fold(call, |call, keyword| call.strip_prefix(keyword).unwrap_or(call));
    let is_name = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '.' | '?');
    let path = &named[..named.find(|it: char| !is_name(it)).unwrap_or(named.len())];
    if !path.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_') || value::looks_secret(path) {
        return None;
    }
    let behind = &named[path.len()..];
    let last = path.rsplit(['.', '?']).next().unwrap_or(path);
    let is_one = last.len() == path.len();
    let is_read = named.len() < call.len()
        || behind.starts_with('(') && behind.contains(')')
        || behind.starts_with('[') && behind.contains(']')
        // A property with the name of a secret, and what the header of a request is set to.
        || !is_one && last.starts_with(|it: char| it.is_ascii_alphabetic()) && name::kind(&word::read(last, 0)).is_some()
        || is_one && kind == Kind::Authorization && behind.trim_start_matches(' ').starts_with([',', '}', ')']);
    is_read.then(|| gap.value + line.len() - behind.len())
}

/// Where the types end that stand before the next parameter of a function of PowerShell, in bytes: `[string]$TenantId`,
/// `[Parameter(Mandatory)] [switch] $Force`. `None` if `rest` begins with no such.
fn parameter(rest: &str) -> Option<usize> {
    let mut behind = rest;
    while let Some(inside) = behind.strip_prefix('[') {
        let (name, after) = inside.split_once(']')?;
        let is_name = |it: char| it.is_ascii_alphanumeric() || "._()=$, ".contains(it);
        if !name.starts_with(|it: char| it.is_ascii_alphabetic()) || !name.chars().all(is_name) {
            return None;
        }
        behind = after.trim_start();
    }
    let length = rest.len() - behind.len();
    (length > 0 && behind.starts_with('$')).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::super::masked;

    #[test]
    fn what_a_program_reads_from_elsewhere_is_shown() {
        for text in [
            "const token = await getToken();",
            "const token = (await credential.getToken(scope)).token;",
            "let secret = process.env.CLIENT_SECRET;",
            "const cred = { password: generatePassword(12) }",
            "client_secret = os.environ[\"CLIENT_SECRET\"]",
            "token = app.acquire_token_for_client(scopes=scope)",
            "const apiKey = config.apiKey;",
            "{ headers: { Authorization: token, 'x': 1 } }",
            "{ headers: { Authorization: authHeader } }\n",
            "  Authorization: token,\n  'x': 1\n",
            "param([string]$AppSecret, [string]$x)",
            "param(\n  [string]$ClientSecret,\n  [Parameter(Mandatory)][string]$TenantId\n)",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn what_stands_there_itself_is_not() {
        for text in [
            "password: correct.horse",
            "password = correct",
            "Authorization: abcdefgh",
            "apiKey = config.k3y9x",
            "secret: generate(",
            "{ Authorization: s3cr3tw0rd, x: 1 }",
            "secret, [k3y9xp2w]",
            "secret, s3cr3tw0rd$x",
        ] {
            assert!(masked(&format!("{text}\n")).contains('•'), "{text} is shown");
        }
    }
}
