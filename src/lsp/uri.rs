//! URIs of documents and the paths of their files (RFC 8089).

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::escape::uri::reference;

/// The path of the file that a URI names, whatever its scheme: what an editor calls `untitled:` or the cell of a notebook has a
/// path of the same form. None of a URI without a path.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once(':')?;
    if scheme.is_empty() || !scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) {
        return None;
    }
    // A cell differs from its notebook, and from its neighbours, in the fragment alone.
    let (rest, fragment) = match rest.split_once('#') {
        Some((rest, fragment)) => (rest, Some(fragment)),
        None => (rest, None),
    };
    let rest = rest.split('?').next().unwrap_or_default();
    let text = plain(rest, cfg!(windows));
    let text = match fragment {
        Some(fragment) => format!("{text}#{}", plain(fragment, false).replace('/', "_")),
        None => text,
    };
    (!text.is_empty()).then(|| PathBuf::from(text))
}

/// What is after the scheme, decoded: `///c%3A/a b.json` is `c:/a b.json` on Windows.
fn plain(rest: &str, windows: bool) -> String {
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    if !windows {
        return path;
    }
    if !host.is_empty() && !host.eq_ignore_ascii_case("localhost") {
        return format!("//{host}{path}");
    }
    match path.as_bytes() {
        [b'/', letter, b':', ..] if letter.is_ascii_alphabetic() => {
            format!("{}{}", path[1..2].to_ascii_uppercase(), &path[2..])
        }
        _ => path,
    }
}

/// The URI of the file at `path`, from the root.
pub(super) fn of_path(path: &Path) -> String {
    let text = path.to_string_lossy();
    reference(&if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }).uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_paths() {
        assert_eq!(plain("///c%3A/a%20b/%C3%9C.json", true), "C:/a b/Ü.json");
        assert_eq!(plain("///C:/a.json", true), "C:/a.json");
        assert_eq!(plain("//server/share/a.json", true), "//server/share/a.json");
        assert_eq!(plain("//localhost/c:/a.json", true), "C:/a.json");
        assert_eq!(plain("///home/a%20b%23.json", false), "/home/a b#.json");
        assert_eq!(path("untitled:Untitled-1"), Some(PathBuf::from("Untitled-1")));
        assert_eq!(path("vscode-notebook-cell:/r/a.ipynb#W0s%3D"), Some(PathBuf::from("/r/a.ipynb#W0s=")));
        assert_eq!(["", "file:", "a/b:c", ":x", "file://host"].map(path), [const { None }; 5]);
    }

    #[test]
    #[cfg(unix)]
    fn paths_are_uris() {
        for path in ["/r/a b.json", "/r/Ü/😀#?%.json", "/c:/a.json"] {
            let uri = of_path(Path::new(path));
            assert_eq!(super::path(&uri), Some(PathBuf::from(path)), "{uri}");
        }
    }
}
