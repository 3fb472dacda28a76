//! Which names are those of secrets: `clientSecret`, `X-Api-Key`, `connection_string`.
//!
//! The names are those of OAuth 2.0 (RFC 6749), OpenID Connect, shared access signatures, and of the programs that people use.

use super::word::Word;

/// What a name says of the value after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Secret,
    /// It is secret if it looks so: the name is used for other things too.
    Weak,
    /// It is in the query of a URL and in a form; elsewhere the word means something else.
    InQuery,
    /// A list of credentials in Graph, whose secret members have names of their own.
    Credentials,
    /// What stands after the scheme is secret, as in `Authorization`.
    Authorization,
    /// A header all of whose line is secret.
    Header,
}

impl Kind {
    /// Whether it is the name of a header line, whose value may go on in the next line.
    pub(super) fn is_header(self) -> bool {
        matches!(self, Self::Authorization | Self::Header)
    }
}

/// Ends of names, in lower case and without joints, singular.
const ENDS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "passwort",
    "kennwort",
    "secret",
    "credential",
    "token",
    "assertion",
    "privatekey",
    "sharedkey",
    "accesskey",
    "apikey",
    "subscriptionkey",
    "accountkey",
    "masterkey",
    "functionkey",
    "functionskey",
    "hostkey",
    "storagekey",
    "signingkey",
    "encryptionkey",
    "secretkey",
    "clientkey",
    "sharedaccesskey",
    "connectionstring",
    "connstring",
    "connstr",
    "sastoken",
    "codeverifier",
    "devicecode",
    "sastoken",
    "jwt",
    "sharedaccesssignature",
    "secretaccesskey",
    "hmackey",
    "aeskey",
    "authkey",
    "sessionkey",
    "devicekey",
    "licensekey",
];

const NAMES: &[&str] = &["sig", "sas", "pwd", "pw", "psw", "dpop", "otp", "xmsclientprincipal", "bearer", "authtoken"];

/// Whole names that mean something else nearly as often.
const WEAK: &[&str] = &["pass", "primarykey", "secondarykey", "pin", "apppass"];

/// Names that end as those of secrets do: of pages of a list, of what is cancelled.
const PUBLIC_ENDS: &[&str] = &[
    "skiptoken",
    "deltatoken",
    "pagetoken",
    "continuationtoken",
    "cancellationtoken",
    "synctoken",
    "nexttoken",
    "publickey",
    "changetoken",
    "typetoken",
];

/// What may stand after the end of a name.
const SUFFIXES: &[&str] = &["text", "value", "plaintext", "plain", "string", "base64", "b64", "raw", "data"];

/// Names that are long enough to be known with one letter wrong.
const NEAR: &[(&str, Kind)] = &[
    ("password", Kind::Secret),
    ("passphrase", Kind::Secret),
    ("clientsecret", Kind::Secret),
    ("secret", Kind::Secret),
    ("secrettext", Kind::Secret),
    ("credential", Kind::Secret),
    ("accesstoken", Kind::Secret),
    ("refreshtoken", Kind::Secret),
    ("assertion", Kind::Secret),
    ("connectionstring", Kind::Secret),
    ("privatekey", Kind::Secret),
    ("sharedkey", Kind::Secret),
    ("accesskey", Kind::Secret),
    ("subscriptionkey", Kind::Secret),
    ("authorization", Kind::Authorization),
    ("proxyauthorization", Kind::Authorization),
    ("cookie", Kind::Header),
    ("setcookie", Kind::Header),
];

/// What the name says; none of a word that is not a name of a secret.
pub(super) fn kind(word: &Word) -> Option<Kind> {
    let all = word.plain();
    let plain = all.strip_suffix(b"s").unwrap_or(all);
    let plain = trim_digits(plain);
    match plain {
        b"" | b"passwordpolicie" => return None,
        b"code" | b"key" if plain == all => return Some(Kind::InQuery),
        b"authorization" | b"proxyauthorization" => return Some(Kind::Authorization),
        b"cookie" | b"setcookie" => return Some(Kind::Header),
        b"passwordcredential" | b"keycredential" => return Some(Kind::Credentials),
        _ => {}
    }
    let is_one_of = |names: &[&str], plain: &[u8]| names.iter().any(|name| name.as_bytes() == plain);
    let ends = |names: &[&str], plain: &[u8]| names.iter().any(|end| plain.ends_with(end.as_bytes()));
    if ends(PUBLIC_ENDS, plain) || plain.starts_with(b"has") || plain.starts_with(b"is") && all.len() > 8 {
        return None;
    }
    if is_one_of(NAMES, plain) || ends(ENDS, plain) || matches!(word.last_part(), b"sig" | b"sas" | b"pwd") {
        return Some(if word.is_kebab || plain == b"dpop" { Kind::Header } else { Kind::Secret });
    }
    if word.is_kebab && matches!(word.last_part(), b"key" | b"keys") {
        return Some(Kind::Header);
    }
    for suffix in SUFFIXES {
        if let Some(stem) = plain.strip_suffix(suffix.as_bytes())
            && ends(ENDS, trim_digits(stem))
            && !ends(PUBLIC_ENDS, stem)
        {
            return Some(Kind::Secret);
        }
    }
    let is_weak = is_one_of(WEAK, plain) || word.last_part() == b"pass";
    is_weak.then_some(Kind::Weak)
}

/// What a name says of which one letter is wrong.
pub(super) fn near(word: &Word) -> Option<Kind> {
    let plain = word.plain();
    let plain = plain.strip_suffix(b"s").unwrap_or(plain);
    if !(5..=19).contains(&plain.len()) {
        return None;
    }
    NEAR.iter().find(|(name, _)| is_near(plain, name.as_bytes())).map(|&(_, kind)| kind)
}

/// Whether one letter lost, doubled, replaced, or two exchanged make `words` of `name`.
fn is_near(words: &[u8], name: &[u8]) -> bool {
    if words.len().abs_diff(name.len()) > 1 {
        return false;
    }
    let same = words.iter().zip(name).take_while(|(one, other)| one == other).count();
    let (words, name) = (&words[same..], &name[same..]);
    let rest = |bytes: &[u8], count: usize| bytes.get(count..).map(<[u8]>::to_vec);
    match words.len().cmp(&name.len()) {
        std::cmp::Ordering::Less => name.get(1..) == Some(words),
        std::cmp::Ordering::Greater => words.get(1..) == Some(name),
        std::cmp::Ordering::Equal => {
            words.get(1..) == name.get(1..)
                || rest(words, 2) == rest(name, 2) && words.first() == name.get(1) && words.get(1) == name.first()
        }
    }
}

fn trim_digits(words: &[u8]) -> &[u8] {
    let digits = words.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    &words[..words.len() - digits]
}
