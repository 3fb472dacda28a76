//! The path of a URL against the template of an operation's path, and where the two depart.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::http::Url;
use crate::text::suggest::is_within;
use crate::text::{Span, guid, offset};

/// What is between two slashes, or in the parentheses of a key.
#[derive(Debug)]
pub(super) struct Atom<'t> {
    pub(super) span: Span,
    /// The segment after percent-decoding.
    pub(super) words: Cow<'t, str>,
    /// Whether it is a segment of its own, so that another can be put before it.
    whole: bool,
}

/// A path without its version.
#[derive(Debug)]
pub(super) struct Path<'t> {
    pub(super) version: Option<Span>,
    pub(super) atoms: Vec<Atom<'t>>,
}

/// Where a path is not quite that of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Departure {
    /// A segment is written otherwise.
    Misspelt {
        span: Span,
        wanted: &'static str,
        /// Whether it is a misspelling, and no other word.
        is_near: bool,
    },
    /// A segment is not there.
    Missing {
        /// The gap in which it belongs.
        span: Span,
        wanted: &'static str,
        /// Whether `wanted` and a slash can be put there.
        insertable: bool,
    },
    Superfluous {
        /// The segment, with a slash beside it.
        span: Span,
    },
    /// Segments are parted by something else than a slash: `jobs?id=…`, `…:provisionOnDemand`.
    Separator {
        /// The characters that are there in place of the slash.
        span: Span,
    },
    /// An id is not there.
    MissingKey {
        /// The gap in which it belongs.
        span: Span,
        /// Its variable in the template, with its braces.
        wanted: &'static str,
    },
}

/// A path beside a template.
#[derive(Debug, Default)]
pub(super) struct Alignment {
    pub(super) keys: Vec<(&'static str, Span)>,
    pub(super) departures: Vec<Departure>,
}

/// The most departures of a path that is still near.
const NEAR: usize = 2;

/// Paths of Microsoft Graph are no longer than this by far.
const LONGEST: usize = 16;

/// The collection whose entities may stand for service principals.
const APPLICATIONS: &str = "applications";

/// What a namespace-qualified action begins with.
const NAMESPACE: &str = "microsoft.graph.";

impl<'t> Path<'t> {
    /// Takes the path of a URL apart.
    pub(crate) fn read(text: &'t str, url: &Url) -> Self {
        let mut atoms = Vec::new();
        for segment in url.segments.iter().filter(|segment| !segment.span.is_empty()) {
            let whole = segment.key.is_none();
            atoms.push(Atom { span: segment.name, words: decoded(segment.name.of(text)), whole: true });
            if let Some(key) = segment.key.filter(|key| !key.is_empty()) {
                atoms.push(Atom { span: key, words: decoded(key.of(text)), whole });
            }
        }
        let version = atoms.first().filter(|atom| is_version(&atom.words)).map(|atom| atom.span);
        if version.is_some() {
            atoms.remove(0);
        }
        Self { version, atoms }
    }

    /// The path after the segments of a gateway, `/graph/v1.0/…`, or `None` if the URL has none.
    pub(super) fn behind_gateway(text: &'t str, url: &Url) -> Option<Self> {
        let behind = (url.gateway > 0).then(|| url.segments[url.gateway..].to_vec())?;
        Some(Self::read(text, &Url { segments: behind, ..Url::default() }))
    }
}

/// The path of a URL up to `mark`, the last segment of an operation, where something else than a slash parts some of its
/// segments: a query, a fragment, a colon or a dot before the last. None if nothing does, or the URL has no `mark`.
pub(super) fn read_mixed<'t>(text: &'t str, url: &Url, mark: &str) -> Option<(Path<'t>, Vec<Departure>)> {
    let start = url.host.map_or(url.span.start, |host| host.end);
    let words = Span::new(start, url.span.end).of(text);
    let small = words.to_ascii_lowercase();
    let end = small.rfind(&mark.to_ascii_lowercase())? + mark.len();
    let words = words.get(..end)?;
    let place = |from: usize, to: usize| Span::new(start + offset(from), start + offset(to));
    let (mut atoms, mut separators) = (Vec::new(), Vec::new());
    let (mut at, mut begin) = (0, 0);
    while at <= end {
        let rest = &words[at..];
        let is_before_mark = rest.len() == mark.len() + 1;
        let length = match rest.chars().next() {
            None | Some('/') => 1,
            Some('?' | '#' | '&') => {
                // `?id=`: the name of a parameter is part of what is between.
                let name = rest[1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
                if rest[1 + name..].starts_with('=') { name + 2 } else { 1 }
            }
            Some(':' | '.') if is_before_mark => 1,
            // Nothing at all is before the last segment.
            Some(_) if rest.len() == mark.len() && begin < at => 0,
            Some(other) => {
                at += other.len_utf8();
                continue;
            }
        };
        let is_glued = length == 0;
        if begin < at {
            let span = place(begin, at);
            atoms.push(Atom { span, words: decoded(span.of(text)), whole: true });
        }
        if at < end && !rest.starts_with('/') {
            separators.push(Departure::Separator { span: place(at, at + length) });
        }
        at += length;
        begin = at;
        if is_glued {
            at = end;
        }
    }
    let version = atoms.first().filter(|atom| is_version(&atom.words)).map(|atom| atom.span);
    if version.is_some() {
        atoms.remove(0);
    }
    (!separators.is_empty()).then_some((Path { version, atoms }, separators))
}

/// `v1.0`, `beta`, another version, or a variable, which a path begins with for nothing else.
fn is_version(words: &str) -> bool {
    let number = words.strip_prefix(['v', 'V']).is_some_and(|number| {
        number.starts_with(|first: char| first.is_ascii_digit())
            && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    // `1.0`, as no segment of Graph is.
    let number = number || words.starts_with("1.") || words.starts_with("2.");
    number || words.eq_ignore_ascii_case("beta") || words.starts_with('{') || words.starts_with('<')
}

/// Lays `atoms` beside the segments of a template, or `None` if they are others.
pub(super) fn exact(template: &'static [String], atoms: &[Atom<'_>]) -> Option<Alignment> {
    within(steps(template, atoms, 0)?, atoms, 0)
}

/// The same, or `None` if they are not even near.
pub(super) fn near(template: &'static [String], atoms: &[Atom<'_>]) -> Option<Alignment> {
    let steps = steps(template, atoms, NEAR).filter(|steps| may_be_near(steps, atoms))?;
    let near = |atoms: &[Atom<'_>]| (0..=NEAR).find_map(|budget| within(steps, atoms, budget));
    near(atoms).or_else(|| in_two(steps, atoms)).or_else(|| {
        // Nothing is below an action, which is after the id of what it is done to.
        let [.., key, action] = steps else { return None };
        let ([before @ .., last], true) = (atoms, key.starts_with('{') && !action.starts_with('{')) else {
            return None;
        };
        let end = before.last()?.span.end;
        let mut alignment = near(before).filter(|alignment| alignment.departures.is_empty())?;
        alignment.departures.push(Departure::Superfluous { span: Span::new(end, last.span.end) });
        Some(alignment)
    })
}

/// The alignment of a path whose last segment is in two: `provision/OnDemand`.
fn in_two(steps: &'static [String], atoms: &[Atom<'_>]) -> Option<Alignment> {
    let ([before @ .., wanted], [rest @ .., first, second]) = (steps, atoms) else { return None };
    let joined = format!("{}{}", first.words, second.words);
    if wanted.starts_with('{') || !joined.eq_ignore_ascii_case(wanted) {
        return None;
    }
    let mut alignment = within(before, rest, 0)?;
    let span = first.span.join(second.span);
    alignment.departures.push(Departure::Misspelt { span, wanted, is_near: true });
    Some(alignment)
}

/// The segments of a template, or `None` if they are too many for `atoms`. Each takes one or is a departure, so that most paths
/// are known to be others by their length.
fn steps(template: &'static [String], atoms: &[Atom<'_>], budget: usize) -> Option<&'static [String]> {
    (atoms.len() <= LONGEST && template.len() <= atoms.len() + budget).then_some(template)
}

/// Whether all names in `steps` but a few stand among `atoms`. Each that does not is a departure.
fn may_be_near(steps: &[String], atoms: &[Atom<'_>]) -> bool {
    let is_there = |step: &str| {
        let may_be = |words: &str| is_same(words, step, true, false) || is_same(words, step, false, true);
        atoms.iter().any(|atom| atom.words.len() >= step.len().min(APPLICATIONS.len()) && may_be(&atom.words))
    };
    let absent = steps.iter().filter(|step| !step.starts_with('{') && !is_there(step));
    absent.count() <= NEAR
}

fn within(steps: &'static [String], atoms: &[Atom<'_>], budget: usize) -> Option<Alignment> {
    let mut alignment = Alignment::default();
    beside(steps, atoms, true, budget, &mut alignment).then_some(alignment)
}

/// Whether `atoms` go beside `steps` with at most `budget` departures, which are added to `alignment`.
/// Recursion ends with the template.
fn beside(steps: &'static [String], atoms: &[Atom<'_>], first: bool, budget: usize, alignment: &mut Alignment) -> bool {
    let Some((step, rest)) = steps.split_first() else { return atoms.is_empty() };
    let Some((atom, behind)) = atoms.split_first() else { return false };
    let so_far = (alignment.keys.len(), alignment.departures.len());
    if let Some(name) = step.strip_prefix('{').and_then(|step| step.strip_suffix('}')) {
        // Terraform's id of a job is `<id of the service principal>/job/<id of the job>`.
        if let [separator, job, behind @ ..] = behind
            && separator.words == "job"
        {
            alignment.keys.push((name, atom.span.join(job.span)));
            if beside(rest, behind, false, budget, alignment) {
                return true;
            }
            undo(alignment, so_far);
        }
        // The next literal segment is where the id belongs.
        let is_next = |next: &String| is_same(&atom.words, next, false, rest.len() == 1);
        if let Some(budget) = budget.checked_sub(1).filter(|_| rest.first().is_some_and(is_next)) {
            alignment.departures.push(Departure::MissingKey { span: Span::gap(atom.span.start), wanted: step });
            if beside(rest, atoms, false, budget, alignment) {
                return true;
            }
            undo(alignment, so_far);
        }
        alignment.keys.push((name, atom.span));
        let fits = beside(rest, behind, false, budget, alignment);
        if !fits {
            undo(alignment, so_far);
        }
        return fits;
    }
    let last = rest.is_empty();
    if is_same(&atom.words, step, first, last) {
        return beside(rest, behind, false, budget, alignment);
    }
    let Some(budget) = budget.checked_sub(1) else { return false };
    if is_near(&atom.words, step) {
        alignment.departures.push(Departure::Misspelt { span: atom.span, wanted: step, is_near: true });
        if beside(rest, behind, false, budget, alignment) {
            return true;
        }
        undo(alignment, so_far);
    }
    // Another collection, with all that is in this one after it.
    if first && rest.len() >= 4 && budget + 1 == NEAR {
        alignment.departures.push(Departure::Misspelt { span: atom.span, wanted: step, is_near: false });
        if beside(rest, behind, false, 0, alignment) {
            return true;
        }
        undo(alignment, so_far);
    }
    // A segment too many, and the right one after it.
    if let Some(next) = behind.first().filter(|next| is_same(&next.words, step, first, last)) {
        alignment.departures.push(Departure::Superfluous { span: Span::new(atom.span.start, next.span.start) });
        if beside(steps, behind, first, budget, alignment) {
            return true;
        }
        undo(alignment, so_far);
    }
    // Without its first or last segment a path is another one, unless it begins with an id or the segment after one, as
    // none does.
    let begins_behind = guid::read(&atom.words).is_some()
        || rest.get(1).is_some_and(|next| is_same(&atom.words, next, false, rest.len() == 2));
    if first && !begins_behind || last {
        return false;
    }
    let span = Span::gap(atom.span.start);
    // Which collection the id is in, is not known.
    let insertable = atom.whole && !first;
    alignment.departures.push(Departure::Missing { span, wanted: step, insertable });
    let fits = beside(rest, atoms, false, budget, alignment);
    if !fits {
        undo(alignment, so_far);
    }
    fits
}

fn undo(alignment: &mut Alignment, (keys, departures): (usize, usize)) {
    alignment.keys.truncate(keys);
    alignment.departures.truncate(departures);
}

/// Whether `words` are the segment `step`. Of the names of collections the service is not known to mind the case. What can
/// be done with a service principal can be done with its application by the same path.
fn is_same(words: &str, step: &str, first: bool, last: bool) -> bool {
    if last {
        let qualified = words.get(..NAMESPACE.len()).is_some_and(|start| start.eq_ignore_ascii_case(NAMESPACE));
        return words == step || qualified && &words[NAMESPACE.len()..] == step;
    }
    words.eq_ignore_ascii_case(step) || first && words.eq_ignore_ascii_case(APPLICATIONS)
}

/// Whether `words` are a misspelling of the segment `step`: hyphens, other case, up to two wrong letters in ten.
fn is_near(words: &str, step: &str) -> bool {
    if words.len() > 2 * step.len() + NAMESPACE.len() {
        return false;
    }
    let plain = |words: &str| -> String {
        let letters = words.chars().filter(|character| character.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let bare = words.get(NAMESPACE.len()..).filter(|_| words.to_ascii_lowercase().starts_with(NAMESPACE));
    let words = bare.unwrap_or(words);
    if parts(words) == parts(step) {
        return true;
    }
    let (words, step) = (plain(words), plain(step));
    let is_longer = words.len() > step.len() && words.ends_with(&step) && step.len() >= 4;
    let is_shorter = words.len() >= 8 && step.starts_with(&words);
    if is_longer || is_shorter {
        return true;
    }
    is_within(&words, &step, step.chars().count().max(5) / 5)
}

/// The words that a name is put together of, in order: `onDemandProvision` has those of `provisionOnDemand`.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for character in name.chars() {
        match parts.last_mut() {
            Some(last) if character.is_alphanumeric() && !character.is_uppercase() => last.push(character),
            _ if character.is_alphanumeric() => parts.push(character.to_lowercase().collect()),
            _ => parts.push(String::new()),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.sort();
    parts
}

/// `words` with `%41` and its like read; as they are where that is not UTF-8.
fn decoded(words: &str) -> Cow<'_, str> {
    percent_decode_str(words).decode_utf8().unwrap_or(Cow::Borrowed(words))
}
