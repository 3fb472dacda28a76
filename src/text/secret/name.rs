//! Which names are those of secrets: `clientSecret`, `X-Api-Key`, `connection_string`.
//!
//! The names are those of OAuth 2.0 (RFC 6749), OpenID Connect, shared access signatures, and of the programs that people use.

use std::ops::Range;
use std::sync::LazyLock;

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
    /// What is after the scheme is secret, as in `Authorization`.
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

/// What may be after the end of a name.
const SUFFIXES: &[&str] = &["text", "value", "plaintext", "plain", "string", "base64", "b64", "raw", "data"];

/// A name that is known with one letter wrong.
struct Near {
    name: &'static str,
    letters: u32,
    kind: Kind,
}

const fn near_name(name: &'static str, kind: Kind) -> Near {
    Near { name, letters: letters_of(name.as_bytes()), kind }
}

/// Names that are long enough to be known with one letter wrong.
const NEAR: &[Near] = &[
    near_name("password", Kind::Secret),
    near_name("passphrase", Kind::Secret),
    near_name("clientsecret", Kind::Secret),
    near_name("secret", Kind::Secret),
    near_name("secrettext", Kind::Secret),
    near_name("credential", Kind::Secret),
    near_name("accesstoken", Kind::Secret),
    near_name("refreshtoken", Kind::Secret),
    near_name("assertion", Kind::Secret),
    near_name("connectionstring", Kind::Secret),
    near_name("privatekey", Kind::Secret),
    near_name("sharedkey", Kind::Secret),
    near_name("accesskey", Kind::Secret),
    near_name("subscriptionkey", Kind::Secret),
    near_name("authorization", Kind::Authorization),
    near_name("proxyauthorization", Kind::Authorization),
    near_name("cookie", Kind::Header),
    near_name("setcookie", Kind::Header),
];

/// Words that are known as a whole: names of headers, of members beside a secret, and of schemes.
const WHOLE: &[&str] = &[
    "code",
    "key",
    "authorization",
    "cookie",
    "credential",
    "name",
    "header",
    "value",
    "val",
    "bearer",
    "basic",
    "dpop",
    "negotiate",
    "sharedkey",
];

/// Words of compound names that are known with one letter wrong.
const NEAR_PARTS: &[Near] = &[
    near_name("password", Kind::Secret),
    near_name("passphrase", Kind::Secret),
    near_name("passcode", Kind::Secret),
    near_name("secret", Kind::Secret),
    near_name("credential", Kind::Secret),
    near_name("token", Kind::Secret),
    near_name("assertion", Kind::Secret),
    near_name("private", Kind::Secret),
    near_name("shared", Kind::Secret),
    near_name("access", Kind::Secret),
    near_name("subscription", Kind::Secret),
    near_name("account", Kind::Secret),
    near_name("storage", Kind::Secret),
    near_name("signing", Kind::Secret),
    near_name("encryption", Kind::Secret),
    near_name("connection", Kind::Secret),
    near_name("string", Kind::Secret),
    near_name("authorization", Kind::Authorization),
];

/// Words of compound names as they end with one letter lost, doubled or exchanged at their end.
const NEAR_ENDS: &[&str] = &[
    "passwor",
    "passwod",
    "passwrod",
    "passwodr",
    "passwordd",
    "secre",
    "secrt",
    "secert",
    "secrte",
    "secrett",
    "tokn",
    "toke",
    "tokne",
    "toekn",
    "tokenn",
    "credentil",
    "credentia",
    "credentail",
    "assertin",
    "assertio",
    "asserton",
    "strin",
    "strng",
    "stirng",
    "strign",
    "passphrse",
    "passphras",
];

/// How names of secrets end: the last ones are parts that are known by themselves, without the `s` that a word loses.
const OF_SECRETS: &[&[&str]] = &[ENDS, NAMES, WEAK, SUFFIXES, &["key", "sa", "pas", "pass"]];

/// What the name says, or `None` of a word that is not a name of a secret.
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
        _ if !may_be_secret(plain) => return None,
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

/// Whether the last three letters are those of a name that is known: hardly any word of a text has them.
fn may_be_secret(plain: &[u8]) -> bool {
    static KNOWN: LazyLock<Endings> = LazyLock::new(|| Endings::of(&[OF_SECRETS]));
    KNOWN.may_have(plain)
}

/// Whether a word may be one that [`kind`], [`near`] or [`super::walk`] know, by its first two letters and its last ones
/// in lower case: hardly any word of a text is. It is asked of every word, so it takes a few steps.
pub(super) fn may_be_known(first: [u8; 2], last: &[u8]) -> bool {
    static KNOWN: LazyLock<Endings> = LazyLock::new(|| Endings::of(&[OF_SECRETS, &[WHOLE, NEAR_ENDS]]));
    /// The letters that stand second, by the first one, and the last, by the one before it, in the names of [`NEAR`].
    static NEARLY: LazyLock<[[u32; 26]; 2]> = LazyLock::new(|| {
        let mut letters = [[0; 26]; 2];
        for near in NEAR {
            if let [first, second, .., before, last] = near.name.as_bytes() {
                for (pairs, (one, other)) in letters.iter_mut().zip([(first, second), (before, last)]) {
                    if let (Some(one), Some(other)) = (letter(*one), letter(*other)) {
                        pairs[one] |= 1 << other;
                    }
                }
            }
        }
        letters
    });
    let has = |pairs: &[u32; 26], one: u8, other: u8| {
        letter(one).zip(letter(other)).is_some_and(|(one, other)| pairs[one] & 1 << other != 0)
    };
    // One mistake leaves either end of a name as it is: all are long enough.
    let [beginnings, endings] = &*NEARLY;
    let is_near = has(beginnings, first[0], first[1]) || matches!(last, [.., one, other] if has(endings, *one, *other));
    is_near || KNOWN.may_have(last)
}

/// The last three letters of names.
struct Endings {
    /// By the last letter and the one before it, the letters that may be before these.
    letters: Vec<u32>,
}

impl Endings {
    fn of(names: &[&[&[&str]]]) -> Self {
        let mut letters = vec![0; 26 * 26];
        for name in names.iter().copied().flatten().copied().flatten() {
            let mut last = name.bytes().rev().map(letter);
            if let (Some(Some(last)), Some(Some(before))) = (last.next(), last.next()) {
                // A name of two letters may have any before it.
                letters[26 * last + before] |= last_but_two(name).map_or(u32::MAX, |letter| 1 << letter);
            }
        }
        Self { letters }
    }

    /// Whether one of the names may have the last letters of `plain`.
    fn may_have(&self, plain: &[u8]) -> bool {
        let [.., before, last] = plain else { return true };
        match (letter(*before), letter(*last)) {
            (Some(before), Some(last)) => {
                let known = self.letters[26 * last + before];
                let third = plain.len().checked_sub(3).and_then(|at| letter(plain[at]));
                known != 0 && third.is_none_or(|third| known & 1 << third != 0)
            }
            // A digit before the last letter is in no name.
            (None, Some(_)) => false,
            (_, None) => true,
        }
    }
}

fn last_but_two(name: &str) -> Option<usize> {
    name.bytes().rev().nth(2).and_then(letter)
}

/// The number of a letter in lower case, from 0.
fn letter(byte: u8) -> Option<usize> {
    byte.is_ascii_lowercase().then(|| usize::from(byte - b'a'))
}

/// The letters in a word, a bit each.
const fn letters_of(words: &[u8]) -> u32 {
    let mut letters = 0;
    let mut at = 0;
    while at < words.len() {
        if words[at].is_ascii_lowercase() {
            letters |= 1 << (words[at] - b'a');
        }
        at += 1;
    }
    letters
}

/// What a name says of which one letter is wrong, or of which one word has a wrong letter.
pub(super) fn near(word: &Word) -> Option<Kind> {
    let plain = word.plain();
    let plain = plain.strip_suffix(b"s").unwrap_or(plain);
    if plain.len() < 5 {
        return None;
    }
    let letters = letters_of(plain);
    let is_it = |near: &&Near| {
        // One letter for another is the most that differs.
        let odd = letters ^ near.letters;
        let but_one = odd & odd.wrapping_sub(1);
        plain.len().abs_diff(near.name.len()) <= 1
            && but_one & but_one.wrapping_sub(1) == 0
            && is_near(plain, near.name.as_bytes())
    };
    NEAR.iter().find(is_it).map(|near| near.kind).or_else(|| near_part(word, letters))
}

/// What a compound name says when the word in it that has a wrong letter is spelt right: `adDomainPasword`, `acces_key`.
fn near_part(word: &Word, letters: u32) -> Option<Kind> {
    let plain = word.plain();
    let spelt = |part: Range<usize>, name: &str| {
        let words = plain.get(part.clone())?;
        let is_right = words.strip_suffix(b"s").unwrap_or(words) == name.as_bytes() || words == b"taken";
        if is_right || !is_near(words, name.as_bytes()) {
            return None;
        }
        let kind = kind(&word.with(&part, name.as_bytes())?)?;
        matches!(kind, Kind::Secret | Kind::Header | Kind::Authorization).then_some(kind)
    };
    // Without a sign of where its words begin, only the end of a name is known, by a word that is long enough.
    let is_alone = word.parts().nth(1).is_none();
    let is_one_at_most = |letters: u32| letters & letters.wrapping_sub(1) == 0;
    let may_be = |near: &&Near| is_one_at_most(near.letters & !letters) && (!is_alone || near.name.len() >= 8);
    NEAR_PARTS.iter().filter(may_be).find_map(|near| {
        if !is_alone {
            return word.parts().find_map(|part| spelt(part, near.name));
        }
        let mut lengths = near.name.len() - 1..=near.name.len() + 1;
        lengths.find_map(|length| {
            spelt(plain.len().checked_sub(length).filter(|start| *start > 0)?..plain.len(), near.name)
        })
    })
}

/// Whether one letter lost, doubled, replaced, or two exchanged make `words` of `name`.
fn is_near(words: &[u8], name: &[u8]) -> bool {
    let same = words.iter().zip(name).take_while(|(one, other)| one == other).count();
    let (words, name) = (&words[same..], &name[same..]);
    match words.len().cmp(&name.len()) {
        std::cmp::Ordering::Less => name.get(1..) == Some(words),
        std::cmp::Ordering::Greater => words.get(1..) == Some(name),
        std::cmp::Ordering::Equal => {
            words.get(1..) == name.get(1..)
                || words.get(2..) == name.get(2..) && words.first() == name.get(1) && words.get(1) == name.first()
        }
    }
}

fn trim_digits(words: &[u8]) -> &[u8] {
    let digits = words.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    &words[..words.len() - digits]
}
