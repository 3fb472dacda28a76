//! Paths as URI references (RFC 3986).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is in a path as anything but itself: all but the unreserved characters of RFC 3986 section 2.3, and `/`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A path as a URI reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The file URI, percent-encoded as RFC 3986 asks.
    pub uri: String,
    /// Whether it is relative to something that is not said.
    pub is_relative: bool,
}

/// The reference to the file at `path`, whose parts are parted by `/`.
#[must_use]
pub(crate) fn reference(path: &str) -> Reference {
    let drive = path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && path[1..].starts_with(":/");
    let (start, rest) = if drive {
        (format!("file:///{}:", &path[..1]), &path[2..])
    } else if path.starts_with("//") {
        ("file:".to_owned(), path)
    } else if path.starts_with('/') {
        ("file://".to_owned(), path)
    } else {
        (String::new(), path)
    };
    let mut uri = start;
    uri.extend(utf8_percent_encode(rest, RESERVED));
    let is_relative = std::ptr::eq(rest, path) && !path.starts_with('/');
    Reference { uri, is_relative }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        let uri = |path| reference(path).uri;
        assert_eq!(uri("requests/a b.json"), "requests/a%20b.json");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
        assert_eq!(uri("a:b/c#d?e%20é\n.json"), "a%3Ab/c%23d%3Fe%2520%C3%A9%0A.json");
        assert_eq!(uri("/home/a b.json"), "file:///home/a%20b.json");
        assert_eq!(uri("C:/a b.json"), "file:///C:/a%20b.json");
        assert_eq!(uri("//server/share/a.json"), "file://server/share/a.json");
        let relative = |path| reference(path).is_relative;
        assert_eq!(["a", "../a", "", "/a", "C:/a", "//a/b"].map(relative), [true, true, true, false, false, false]);
    }
}
