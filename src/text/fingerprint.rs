//! A hash of words that is the same on every platform and in every version: FNV-1a with 128 bits
//! (<https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>).
//!
//! It is a few lines, and wide enough that no two findings meet by chance. It is not a protection against somebody who
//! wants two to meet; but whoever can choose the words of a baseline can leave out of it what they like anyway.

use std::fmt;
use std::str::FromStr;

/// What a finding is known again by. Written as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

impl Fingerprint {
    /// The fingerprint of these words, each of which ends with a byte that no text has.
    #[must_use]
    pub(crate) fn of<'w>(parts: impl IntoIterator<Item = &'w str>) -> Self {
        Self(parts.into_iter().fold(BASIS, |hash, part| hashed(hashed(hash, part.as_bytes()), &[0xFF])))
    }
}

fn hashed(hash: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(hash, |hash, &byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

/// Words that are not a fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOne;

impl FromStr for Fingerprint {
    type Err = NotOne;

    fn from_str(words: &str) -> Result<Self, NotOne> {
        let digits =
            words.len() == 32 && words.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        if digits { u128::from_str_radix(words, 16).map(Self).map_err(|_| NotOne) } else { Err(NotOne) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_its_definition() {
        let hex = |words: &str| Fingerprint(hashed(BASIS, words.as_bytes())).to_string();
        assert_eq!(hex(""), "6c62272e07bb014262b821756295c58d");
        assert_eq!(hex("a"), "d228cb696f1a8caf78912b704e4a8964");
        assert_eq!(hex("foobar"), "343e1662793c64bf6f0d3597ba446f18");
    }

    #[test]
    fn parts_are_kept_apart_and_digits_are_read_back() {
        assert_ne!(Fingerprint::of(["ab", "c"]), Fingerprint::of(["a", "bc"]));
        let one = Fingerprint::of(["a"]);
        assert_eq!(one.to_string().parse(), Ok(one));
        assert_eq!(
            ["", "12", &"F".repeat(32), &"+".repeat(32)].map(|it| it.parse::<Fingerprint>().is_err()),
            [true; 4]
        );
    }
}
