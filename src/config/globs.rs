//! Globs over paths in a configuration: relative to the folder of its file, with `/` on every system.

use std::fmt;

use globset::{GlobBuilder, GlobSet};

#[derive(Clone, Debug, Default)]
pub struct Globs {
    set: GlobSet,
    /// As they were written, by index.
    texts: Vec<String>,
}

/// Why a text is not a valid glob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum GlobError {
    /// It is empty, or consists only of `/` and `.`.
    Empty,
    Negated,
    /// The error of the glob parser.
    Malformed(String),
}

/// Why, in a few words.
impl fmt::Display for GlobError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Empty => "it names nothing",
            Self::Negated => "it begins with `!`",
            Self::Malformed(why) => why,
        })
    }
}

impl Globs {
    /// Reads globs; the errors come with the index of the glob that each is about.
    ///
    /// # Errors
    /// All texts that are not valid globs.
    pub(crate) fn new<'g>(globs: impl IntoIterator<Item = &'g str>) -> Result<Self, Vec<(usize, GlobError)>> {
        let (mut set, mut texts) = (GlobSet::builder(), Vec::new());
        let mut errors = Vec::new();
        for (index, glob) in globs.into_iter().enumerate() {
            texts.push(glob.to_owned());
            match read(glob) {
                Ok(glob) => {
                    set.add(glob);
                }
                Err(error) => errors.push((index, error)),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let set = set.build().map_err(|error| vec![(0, GlobError::Malformed(error.kind().to_string()))])?;
        Ok(Self { set, texts })
    }

    /// Whether one of them is that of `path`, a path from the folder of the file, with `/`.
    #[must_use]
    pub(crate) fn matches(&self, path: &str) -> bool {
        self.set.is_match(path)
    }

    /// The first of them, as it was written, that matches `path`, a path as for [`Globs::matches`].
    #[must_use]
    pub(crate) fn matching(&self, path: &str) -> Option<&str> {
        let first = self.set.matches(path).into_iter().min()?;
        self.texts.get(first).map(String::as_str)
    }

    /// Whether one of them is that of `path` or of a folder that it lies in.
    #[must_use]
    pub(crate) fn cover(&self, path: &str) -> bool {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        ends.into_iter().any(|end| self.matches(&path[..end]))
    }
}

/// A glob without `/` matches a name in any folder, also in the folders of files that extend this one.
fn read(glob: &str) -> Result<globset::Glob, GlobError> {
    if glob.starts_with('!') {
        return Err(GlobError::Negated);
    }
    let slashed = slashed(glob);
    let plain = slashed.strip_prefix("./").unwrap_or(&slashed).trim_end_matches('/');
    let anchored = plain.trim_start_matches('/');
    if matches!(anchored, "" | ".") {
        return Err(GlobError::Empty);
    }
    let glob = if plain.contains('/') { anchored.to_owned() } else { format!("**/{plain}") };
    GlobBuilder::new(&glob)
        .literal_separator(true)
        .backslash_escape(false)
        .build()
        .map_err(|error| GlobError::Malformed(error.kind().to_string()))
}

/// A path with `/` where Windows writes `\`.
#[must_use]
pub fn slashed(path: &str) -> String {
    path.replace('\\', "/")
}

/// The way from `folder` to `path`, both from the root and with `/`: `docs/a.md`, `../a.md`. On another drive
/// it is the path itself.
#[must_use]
pub fn relative(folder: &str, path: &str) -> String {
    let parts =
        |text: &str| -> Vec<String> { text.split('/').filter(|it| !it.is_empty()).map(str::to_owned).collect() };
    let (from, to) = (parts(folder), parts(path));
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    if shared == 0 && folder.contains(':') {
        return path.to_owned();
    }
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to[shared..].iter().map(String::as_str)).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(glob: &str) -> Globs {
        Globs::new([glob]).expect("a glob")
    }

    #[test]
    fn a_glob_is_of_a_name_or_of_a_path() {
        for (glob, path, expected) in [
            ("*.json", "a.json", true),
            ("*.json", "deep/in/a.json", true),
            ("./*.json", "a.json", true),
            ("/*.json", "a.json", true),
            ("/*.json", "in/a.json", false),
            ("docs/*.md", "docs/a.md", true),
            ("docs/*.md", "docs/in/a.md", false),
            ("docs/*.md", "old/docs/a.md", false),
            ("docs/**/*.md", "docs/a.md", true),
            ("docs/**/*.md", "docs/in/a.md", true),
            ("{a,b}/[xy].json", "b/y.json", true),
            ("../common/*.json", "../common/a.json", true),
            ("docs\\*.md", "docs/a.md", true),
        ] {
            assert_eq!(globs(glob).matches(path), expected, "{glob} of {path}");
        }
    }

    #[test]
    fn a_folder_covers_what_lies_in_it() {
        for (glob, path, expected) in [
            ("docs", "docs/in/a.md", true),
            ("docs/", "docs/in/a.md", true),
            ("docs", "old/docs/a.md", true),
            ("/docs", "old/docs/a.md", false),
            ("docs", "docs.json", false),
            ("docs\\old", "docs/old/a.md", true),
        ] {
            assert_eq!(globs(glob).cover(path), expected, "{glob} over {path}");
        }
    }

    #[test]
    fn an_invalid_glob_is_reported_by_its_index() {
        let errors = Globs::new(["a", "[", "", "!b", "/"]).expect_err("four of them are none");
        assert_eq!(errors.iter().map(|error| error.0).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!(
            (&errors[1].1, &errors[2].1, &errors[3].1),
            (&GlobError::Empty, &GlobError::Negated, &GlobError::Empty)
        );
    }

    #[test]
    fn ways_are_found_on_windows_too() {
        for (folder, path, way) in [
            ("/r", "/r/docs/a.md", "docs/a.md"),
            ("/r/ci", "/r/docs/a.md", "../docs/a.md"),
            ("/", "/a.md", "a.md"),
            ("C:/r", "C:/r/docs/a.md", "docs/a.md"),
            ("C:/r/ci", "C:/r/a.md", "../a.md"),
            ("C:/r", "D:/a.md", "D:/a.md"),
        ] {
            assert_eq!(relative(folder, path), way);
        }
        let path = slashed(r"C:\r\docs\in\a.md");
        assert!(globs("docs/**").cover(&relative(&slashed(r"C:\r"), &path)), "{path}");
    }
}
