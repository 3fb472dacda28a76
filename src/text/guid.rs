//! GUIDs as people write them: the canonical form, other dress, and the near misses with what is wrong about each.

use std::ops::Range;

/// The digits of each group of a GUID.
pub(crate) const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];

/// The length of the canonical form in bytes: 32 digits and 4 hyphens.
pub(crate) const LENGTH: usize = 36;

/// What has fewer bytes has too few digits to be meant as a GUID.
const SHORTEST: usize = 16;

/// Longer words, in bytes, are no longer read as a syntax error in a GUID.
const LONGEST: usize = 256;

/// A word that is meant as a GUID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Guid {
    /// Hex digits of any case in groups of 8, 4, 4, 4 and 12, with hyphens between them.
    Canonical,
    /// The right digits in other dress.
    Dressed {
        dress: Dress,
        /// The same digits in canonical form, their case kept.
        canonical: String,
    },
    /// Not a GUID, though it is meant as one.
    Malformed(Fault),
}

/// What a GUID may wear that the canonical form does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dress {
    /// `{…}`, with or without hyphens inside.
    Braces,
    /// `(…)`, with or without hyphens inside.
    Parentheses,
    Urn,
    /// 32 digits in a row.
    NoHyphens,
}

/// What keeps a word from being a GUID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The smallest wrong part, in bytes of the word.
    pub range: Range<usize>,
    pub kind: FaultKind,
    /// The hex digits of the whole word.
    pub digits: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// Something that is neither a hex digit nor a hyphen.
    ForeignCharacter {
        character: char,
        /// Its place in the word, 1-based, in characters.
        position: usize,
        /// How many more there are.
        others: usize,
    },
    /// A whole GUID, and the text of the range before or after it.
    Surplus,
    /// Five groups, and the one of the range has the wrong length.
    GroupLength {
        /// The index of the group, counted from 0.
        group: usize,
        has: usize,
        /// How many more groups have the wrong length.
        others: usize,
    },
    /// A hyphen with no digit before or after it.
    EmptyGroup,
    /// More or fewer than five groups; the digits of each.
    GroupCount(Vec<usize>),
    /// No hyphens, and not 32 digits.
    DigitCount,
}

/// What `word` is as a GUID, or `None` if it is not meant as one: a distinguished name, an address, a number of an employee.
#[must_use]
pub(crate) fn read(word: &str) -> Option<Guid> {
    let (inner, dress) = undress(word);
    let digits = &word[inner.clone()];
    if is_canonical(digits) {
        return Some(match dress {
            None => Guid::Canonical,
            Some(dress) => Guid::Dressed { dress, canonical: digits.to_owned() },
        });
    }
    let is_likely = digits.bytes().any(|byte| byte.is_ascii_alphabetic()) || digits.bytes().all(|byte| byte == b'0');
    if digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) && is_likely {
        return Some(Guid::Dressed { dress: dress.unwrap_or(Dress::NoHyphens), canonical: hyphenated(digits) });
    }
    fault(word, inner).map(Guid::Malformed)
}

/// Whether the word is a GUID in canonical form.
#[must_use]
pub(crate) fn is_canonical(word: &str) -> bool {
    // Of this length the crate reads the hyphenated form only.
    word.len() == LENGTH && uuid::Uuid::try_parse(word).is_ok()
}

/// Whether a GUID of whatever dress has no digit but 0.
#[must_use]
pub(crate) fn is_nil(guid: &str) -> bool {
    guid.bytes().all(|byte| byte == b'0' || !byte.is_ascii_alphanumeric()) && guid.contains('0')
}

fn hyphenated(digits: &str) -> String {
    let mut rest = digits;
    let groups = GROUPS.map(|length| {
        let (group, behind) = rest.split_at(length);
        rest = behind;
        group
    });
    groups.join("-")
}

/// The part of the word inside of a matching pair or after the prefix of a URN, and what that was.
fn undress(word: &str) -> (Range<usize>, Option<Dress>) {
    const URN: &str = "urn:uuid:";
    let inside = 1..word.len().saturating_sub(1).max(1);
    if word.get(..URN.len()).is_some_and(|prefix| prefix.eq_ignore_ascii_case(URN)) {
        (URN.len()..word.len(), Some(Dress::Urn))
    } else if word.len() > 1 && word.starts_with('{') && word.ends_with('}') {
        (inside, Some(Dress::Braces))
    } else if word.len() > 1 && word.starts_with('(') && word.ends_with(')') {
        (inside, Some(Dress::Parentheses))
    } else {
        (0..word.len(), None)
    }
}

/// A run of characters between hyphens.
struct Run {
    range: Range<usize>,
    characters: usize,
}

fn fault(word: &str, inner: Range<usize>) -> Option<Fault> {
    if !(SHORTEST..=LONGEST).contains(&word.len()) || word.contains(['=', '@']) {
        return None;
    }
    match whole_inside(word) {
        Some(Inside::Named) => return None,
        Some(Inside::Surplus(range)) => {
            let digits = word.bytes().filter(u8::is_ascii_hexdigit).count();
            return Some(Fault { range, kind: FaultKind::Surplus, digits });
        }
        None => {}
    }
    let mut groups = vec![Run { range: inner.start..inner.start, characters: 0 }];
    let (mut digits, mut wrong, mut foreign, mut decimal) = (0, 0, Vec::new(), true);
    for (position, (at, character)) in word.char_indices().enumerate() {
        if !inner.contains(&at) {
            continue;
        }
        let behind = at + character.len_utf8();
        let hyphen = is_hyphen_like(character);
        if hyphen {
            groups.push(Run { range: behind..behind, characters: 0 });
        } else if let Some(group) = groups.last_mut() {
            group.range.end = behind;
            group.characters += 1;
        }
        if character.is_ascii_hexdigit() {
            digits += 1;
            decimal &= character.is_ascii_digit();
        } else if character != '-' {
            wrong += usize::from(!hyphen);
            foreign.push((position + 1, at..behind, character));
        }
    }
    let lengths: Vec<usize> = groups.iter().map(|group| group.characters).collect();
    if !is_meant(&lengths, digits, wrong, decimal) {
        return None;
    }
    let (range, kind) = shape_fault(inner, &groups, lengths, &foreign);
    Some(Fault { range, kind, digits })
}

/// Whether so many digits in such groups are a GUID in the author's mind. Numbers of employees, dates
/// and telephone numbers are not.
fn is_meant(lengths: &[usize], digits: usize, wrong: usize, decimal: bool) -> bool {
    let total = digits + wrong;
    if lengths == GROUPS {
        return digits * 2 >= total;
    }
    let least = match lengths.len() {
        5 if decimal => 28,
        1 if decimal => return false,
        5 => 16,
        1 => 24,
        _ => 20,
    };
    digits >= least && total <= 48 && lengths.len() <= 8 && wrong <= 4 && digits >= 4 * wrong
}

fn shape_fault(
    inner: Range<usize>,
    groups: &[Run],
    lengths: Vec<usize>,
    foreign: &[(usize, Range<usize>, char)],
) -> (Range<usize>, FaultKind) {
    if let Some((position, range, character)) = foreign.first() {
        let others = foreign.len() - 1;
        return (range.clone(), FaultKind::ForeignCharacter { character: *character, position: *position, others });
    }
    if groups.len() == 1 {
        return (inner, FaultKind::DigitCount);
    }
    if let Some(empty) = groups.iter().find(|group| group.characters == 0) {
        // The hyphens beside the gap.
        let range = empty.range.start.saturating_sub(1).max(inner.start)..(empty.range.end + 1).min(inner.end);
        return (range, FaultKind::EmptyGroup);
    }
    let mut odd = (0..GROUPS.len()).filter(|&group| lengths.get(group) != Some(&GROUPS[group]));
    match odd.next() {
        Some(group) if groups.len() == GROUPS.len() => {
            let kind = FaultKind::GroupLength { group, has: lengths[group], others: odd.count() };
            (groups[group].range.clone(), kind)
        }
        _ => (inner, FaultKind::GroupCount(lengths)),
    }
}

/// A whole GUID inside a longer word.
enum Inside {
    /// It is a part of another kind of id: `EXT-…`, `…-prod`.
    Named,
    /// It has something before or after it that does not belong to it: an address of the object, a dot at the end.
    Surplus(Range<usize>),
}

fn whole_inside(word: &str) -> Option<Inside> {
    let found = (0..=word.len().checked_sub(LENGTH)?)
        .filter(|at| word.as_bytes()[at + 8] == b'-')
        .find(|&at| word.get(at..at + LENGTH).is_some_and(is_canonical))?;
    let (before, behind) = (&word[..found], &word[found + LENGTH..]);
    let joins = |character: char| matches!(character, '-' | '_');
    let other =
        |text: &str| text.contains(|character: char| character.is_alphabetic() && !character.is_ascii_hexdigit());
    if before.ends_with(joins) && other(before) || behind.starts_with(joins) && other(behind) {
        return Some(Inside::Named);
    }
    let leads = before.ends_with(|character: char| character == '/' || character.is_whitespace())
        || !before.contains(|character: char| character.is_alphanumeric() || joins(character));
    let ends = !behind.starts_with(|character: char| character.is_alphanumeric() || joins(character));
    let surplus = if before.is_empty() { found + LENGTH..word.len() } else { 0..found };
    (leads && ends).then_some(Inside::Surplus(surplus))
}

/// Whether people and word processors write the character where a hyphen belongs.
#[must_use]
pub(crate) fn is_hyphen_like(character: char) -> bool {
    matches!(
        character,
        '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' | '\u{AD}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault_of(word: &str) -> (String, FaultKind, usize) {
        match read(word) {
            Some(Guid::Malformed(fault)) => (word[fault.range].to_owned(), fault.kind, fault.digits),
            other => panic!("{word}: {other:?}"),
        }
    }

    #[test]
    fn agrees_with_uuid_on_what_is_a_guid() {
        for word in [
            "ea807875-5618-4f0a-9125-0b46a05298ca",
            "EA807875-5618-4F0A-9125-0B46A05298CA",
            "{ea807875-5618-4f0a-9125-0b46a05298ca}",
            "urn:uuid:ea807875-5618-4f0a-9125-0b46a05298ca",
            "ea80787556184f0a91250b46a05298ca",
            "ea80787-5618-4f0a-9125-0b46a05298ca",
            "ea807875-5618-4f0a-9125-0b46a05298cg",
            "ea807875-56184f0a-9125-0b46a05298ca",
        ] {
            let well_formed = matches!(read(word), Some(Guid::Canonical | Guid::Dressed { .. }));
            assert_eq!(well_formed, uuid::Uuid::try_parse(word).is_ok(), "{word}");
        }
    }

    #[test]
    fn dress_is_taken_off() {
        let canonical = "EA807875-5618-4f0a-9125-0b46a05298ca".to_owned();
        for (word, dress) in [
            ("{EA807875-5618-4f0a-9125-0b46a05298ca}", Dress::Braces),
            ("{EA80787556184f0a91250b46a05298ca}", Dress::Braces),
            ("(EA807875-5618-4f0a-9125-0b46a05298ca)", Dress::Parentheses),
            ("URN:uuid:EA807875-5618-4f0a-9125-0b46a05298ca", Dress::Urn),
            ("EA80787556184f0a91250b46a05298ca", Dress::NoHyphens),
        ] {
            assert_eq!(read(word), Some(Guid::Dressed { dress, canonical: canonical.clone() }), "{word}");
        }
    }

    #[test]
    fn near_misses_have_their_cause() {
        let length = |group, has, others| FaultKind::GroupLength { group, has, others };
        let foreign = |character, position| FaultKind::ForeignCharacter { character, position, others: 0 };
        for (word, part, kind, digits) in [
            ("4ea-b8c3-4cbb-aa49-04a9a1c619a4", "4ea", length(0, 3, 0), 27),
            ("ea807875-5618-4f0-9125-0b46a05298ca", "4f0", length(2, 3, 0), 31),
            ("ea807875-5618-4f0a-91250-b46a05298ca", "91250", length(3, 5, 1), 32),
            ("ea8O7875-5618-4f0a-9125-0b46a05298ca", "O", foreign('O', 4), 31),
            ("ea807875-5618-4f0a-9125–0b46a05298ca", "–", foreign('–', 24), 32),
            ("ea807875-5618-4f0a-9125-0b46a05298ca#V2", "#V2", FaultKind::Surplus, 33),
            ("/users/ea807875-5618-4f0a-9125-0b46a05298ca", "/users/", FaultKind::Surplus, 33),
            ("ea807875--5618-4f0a-9125-0b46a05298ca", "--", FaultKind::EmptyGroup, 32),
            ("ea807875-5618-4f0a-9125-0b46a05298ca-", "-", FaultKind::EmptyGroup, 32),
            (
                "ea807875-5618-4f0a-0b46a05298ca",
                "ea807875-5618-4f0a-0b46a05298ca",
                FaultKind::GroupCount(vec![8, 4, 4, 12]),
                28,
            ),
            ("ea80787556184f0a91250b46a05298c", "ea80787556184f0a91250b46a05298c", FaultKind::DigitCount, 31),
            ("ea807875-5618-4f0a-9125-0b46a05298ca1", "0b46a05298ca1", length(4, 13, 0), 33),
            ("{ea80787-5618-4f0a-9125-0b46a05298ca}", "ea80787", length(0, 7, 0), 31),
        ] {
            assert_eq!(fault_of(word), (part.to_owned(), kind, digits), "{word}");
        }
    }

    #[test]
    fn other_ids_are_not_meant_as_guids() {
        for word in [
            "",
            "{}",
            "21001",
            "usr",
            "CreateGroup",
            "2021-03-15",
            "1234-5678-9012-3456",
            "1234-5678-9012-3456-7890",
            "00000000000000000000000000021001",
            "+49-30-1234-5678-90",
            "my-sync-rule-for-aad",
            "CN=6AC1786C-016F-11D2-945F-00C04fB984F9,DC=contoso,DC=com",
            "ea807875-5618-4f0a-9125-0b46a05298ca@contoso.com",
            "EXT-ea807875-5618-4f0a-9125-0b46a05298ca",
            "ea807875-5618-4f0a-9125-0b46a05298ca-prod",
            "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
            "élève-à-côté-où-ça",
        ] {
            assert_eq!(read(word), None, "{word}");
        }
    }
}
