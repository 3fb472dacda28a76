//! Bodies that are compressed: `Content-Encoding` (RFC 9110 section 8.4), up to a limit.

use std::io::Read;

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Why a body cannot be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodingError {
    /// The coding is none of those that are known.
    Unknown,
    /// It is not what its header says.
    Damaged,
    /// It is too large when decompressed.
    TooLarge,
}

/// The body as it was before it was compressed by `coding`, no larger than `limit` bytes.
///
/// # Errors
/// [`CodingError`].
pub(super) fn decoded(body: Vec<u8>, coding: Option<&str>, limit: usize) -> Result<Vec<u8>, CodingError> {
    let is = |words: &[&str]| coding.is_some_and(|coding| words.iter().any(|word| coding.eq_ignore_ascii_case(word)));
    if coding.is_none() || is(&["", "identity"]) {
        Ok(body)
    } else if is(&["gzip", "x-gzip"]) {
        inflated(MultiGzDecoder::new(body.as_slice()), limit)
    } else if is(&["deflate"]) {
        // The header of RFC 1950 belongs there; some clients leave it out.
        let has_header = body.first().zip(body.get(1)).is_some_and(|(&first, &second)| {
            first & 0x0F == 8 && (u16::from(first) << 8 | u16::from(second)) % 31 == 0
        });
        if has_header {
            inflated(ZlibDecoder::new(body.as_slice()), limit)
        } else {
            inflated(DeflateDecoder::new(body.as_slice()), limit)
        }
    } else {
        Err(CodingError::Unknown)
    }
}

fn inflated(decoder: impl Read, limit: usize) -> Result<Vec<u8>, CodingError> {
    let mut body = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    decoder.take(most).read_to_end(&mut body).map_err(|_| CodingError::Damaged)?;
    if body.len() > limit { Err(CodingError::TooLarge) } else { Ok(body) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    #[test]
    fn every_coding_is_read_and_no_more_than_the_limit() {
        let text = "[1, 2, 3]".repeat(100);
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
        for writer in [&mut gzip as &mut dyn Write, &mut zlib, &mut deflate] {
            writer.write_all(text.as_bytes()).expect("memory can be written");
        }
        let gzip = gzip.finish().expect("it is whole");
        let bodies = [
            (gzip.clone(), "GZIP"),
            (gzip.clone(), "x-gzip"),
            (zlib.finish().expect("it is whole"), "deflate"),
            (deflate.finish().expect("it is whole"), "deflate"),
            (text.clone().into_bytes(), "identity"),
        ];
        for (body, coding) in bodies {
            assert_eq!(decoded(body.clone(), Some(coding), 900).as_deref(), Ok(text.as_bytes()), "{coding}");
            if coding != "identity" {
                assert_eq!(decoded(body.clone(), Some(coding), 899), Err(CodingError::TooLarge), "{coding}");
                let half = body[..body.len() / 2].to_vec();
                assert_eq!(decoded(half, Some(coding), 900), Err(CodingError::Damaged), "{coding}");
            }
        }
        assert_eq!(decoded(Vec::new(), Some("br"), 9), Err(CodingError::Unknown));
        assert_eq!(decoded(gzip, Some("gzip, gzip"), 9000), Err(CodingError::Unknown));
    }
}
