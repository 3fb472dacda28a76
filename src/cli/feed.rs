//! What a run looks at, handed out piece by piece: a file, or a part of one whose lines stand for themselves. Such a file
//! is never held as a whole, however long it is.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Validate;
use super::configs::{Configs, Settled};
use super::exclusion::Exclusion;
use super::files::{self, Room};
pub(super) use super::origin::Origin;
use super::walk;
use crate::check::{Checker, bodies};
use crate::config::Sender;
use crate::input::{Claim, Input, is_named};
use crate::inputs;
use crate::report::{Checked, Notice};
use crate::source::{Source, SourceError, Start};
use crate::text::line_ends;

/// Bytes of a part, rounded up to the end of a line.
const PART: usize = 64 * 1024;

/// Where a text is to be had.
#[derive(Clone, Debug)]
enum Place {
    File(PathBuf),
    Stdin,
}

/// Something to be looked at.
#[derive(Clone, Debug)]
pub(super) struct Task {
    /// As reports show it.
    name: String,
    /// The format that reads an empty file of its name.
    format: Option<&'static Input>,
    place: Place,
    origin: Origin,
    settings: Settings,
}

/// What is in force for a source.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    settled: Arc<Settled>,
    /// The request that takes its body from it, if one does, and where that stands: `path:line`.
    sender: Option<(Sender, String)>,
}

impl Settings {
    fn new(settled: Arc<Settled>) -> Self {
        Self { settled, sender: None }
    }

    /// What checks it.
    pub(super) fn checker(&self) -> Arc<Checker> {
        match &self.sender {
            Some((sender, _)) => Arc::new(Checker::new(self.settled.config().clone().sent_by(sender.clone()))),
            None => Arc::clone(&self.settled.checker),
        }
    }

    /// Takes note of what was found by them.
    pub(super) fn note(&self, checked: &Checked) {
        self.settled.note(checked);
    }

    /// Where the request stands that takes its body from here, if one does.
    pub(super) fn sent_by(&self) -> Option<&str> {
        self.sender.as_ref().map(|(_, place)| place.as_str())
    }
}

/// A source that is to be checked, and why.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) source: Source,
    pub(super) origin: Origin,
    pub(super) claim: Claim,
    pub(super) input: &'static Input,
    /// The file, as the user named it or as it was found; none is standard input.
    pub(super) path: Option<PathBuf>,
    pub(super) settings: Settings,
}

/// What a run looks at, and what could not be found.
pub(super) type Plan = (Vec<Task>, Vec<Notice>);

/// What is handed out.
pub(super) enum Piece {
    /// A file that is still to be read.
    File(Task),
    /// A text that is read already; nothing of it may be to be checked.
    Read(Result<Option<Taken>, Notice>),
}

/// The files that were named and those in the folders that were named, each once, in the order of their paths as shown. The
/// current folder is meant where nothing is named. Those whose configuration is wrong are missing.
pub(super) fn plan(options: &Validate, configs: &mut Configs, folder: &Path) -> Plan {
    let here = [PathBuf::from(".")];
    let given: &[PathBuf] = if options.paths.is_empty() { &here } else { &options.paths };
    let mut notices = Vec::new();
    // By name and place: standard input may have the name of a file.
    let mut planned = BTreeMap::new();
    for path in given {
        if is_stdin(path) {
            let name = options.stdin_filename.as_ref().map_or("<stdin>".to_owned(), |name| files::shown(folder, name));
            let path = options.stdin_filename.as_deref().unwrap_or(Path::new("<stdin>"));
            if !options.force_exclude || !Exclusion::below(configs, None).covers(path) {
                planned.insert((name, 0), (Place::Stdin, Origin::Named, configs.of(path)));
            }
        } else if folder.join(path).is_dir() {
            let inside = walk::walk(folder, path, options.threads());
            notices.extend(inside.notices);
            // What a user names is wanted, whatever the configuration says of it, unless it is to have the last word.
            let root = (!options.force_exclude).then_some(path.as_path());
            let mut exclusion = Exclusion::below(configs, root);
            for file in inside.files {
                let Some(settled) = exclusion.settled(&file) else { continue };
                let name = files::shown(folder, &file);
                planned.entry((name, 1)).or_insert((Place::File(file), Origin::Folder, Some(settled)));
            }
        } else if !options.force_exclude || !Exclusion::below(configs, None).covers(path) {
            let name = files::shown(folder, path);
            let place = Place::File(path.clone());
            let origin = if options.skip_unknown { Origin::Offered } else { Origin::Named };
            planned.insert((name, 1), (place, origin, configs.of(path)));
        }
    }
    let mut formats = ByName::default();
    let task = |((name, _), (place, origin, settled)): ((String, u8), (_, _, Option<_>))| {
        let format = formats.of(&name);
        Some(Task { name, format, place, origin, settings: Settings::new(settled?) })
    };
    let tasks: Vec<Task> = planned.into_iter().filter_map(task).collect();
    (with_bodies(tasks, configs, folder, &mut notices), notices)
}

/// The tasks, and the files that requests in theirs take their bodies from.
fn with_bodies(tasks: Vec<Task>, configs: &mut Configs, folder: &Path, notices: &mut Vec<Notice>) -> Vec<Task> {
    let readers: Vec<Task> =
        tasks.iter().filter(|task| task.is_named_like(|input| input.names_files)).cloned().collect();
    if readers.is_empty() {
        return tasks;
    }
    let key = |task: &Task| (task.name.clone(), u8::from(matches!(task.place, Place::File(_))));
    let mut tasks: BTreeMap<(String, u8), Task> = tasks.into_iter().map(|task| (key(&task), task)).collect();
    for reader in readers {
        add_bodies(&reader, configs, folder, &mut tasks, notices);
    }
    tasks.into_values().collect()
}

/// Adds the files that requests in the file of `reader` take their bodies from. One that is looked at anyway is looked at
/// once, and as what it is.
fn add_bodies(
    reader: &Task,
    configs: &mut Configs,
    folder: &Path,
    tasks: &mut BTreeMap<(String, u8), Task>,
    notices: &mut Vec<Notice>,
) {
    let Place::File(path) = &reader.place else { return };
    // What cannot be read is told when its turn comes; what is no file, such as a pipe, gives what it has only once.
    let Ok(Some(source)) = files::read_found(reader.name.clone(), folder, path) else { return };
    let Some(input) = inputs::claiming(&source) else { return };
    for body in bodies::named(&source, input) {
        let file = files::plain(&path.parent().unwrap_or(Path::new("")).join(&body.path));
        let name = files::shown(folder, &file);
        let sender = Some((body.sender, format!("{}:{}", reader.name, body.line)));
        if let Some(known) = tasks.get_mut(&(name.clone(), 1)) {
            known.settings.sender = known.settings.sender.take().or(sender);
            known.origin = if known.origin.is_wanted() { known.origin } else { Origin::Body };
        } else if !Exclusion::below(configs, None).covers(&file) {
            if let Some(why) = files::no_body(folder, path, &file) {
                let message = format!("{why}; it is the body of the request at {}:{}", reader.name, body.line);
                notices.push(Notice { path: name, message });
                continue;
            }
            let Some(settled) = configs.of(&file) else { continue };
            let settings = Settings { settled, sender };
            let format = by_name(&name);
            let task = Task { name: name.clone(), format, place: Place::File(file), origin: Origin::Body, settings };
            tasks.insert((name, 1), task);
        }
    }
}

/// The formats that names speak for. Of a name only its extension counts, and there are few.
#[derive(Default)]
struct ByName {
    known: HashMap<String, Option<&'static Input>>,
}

impl ByName {
    fn of(&mut self, name: &str) -> Option<&'static Input> {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        if let Some(known) = self.known.get(extension) {
            return *known;
        }
        let format = by_name(name);
        self.known.insert(extension.to_owned(), format);
        format
    }
}

/// The format that reads an empty file of this name.
fn by_name(name: &str) -> Option<&'static Input> {
    inputs::claiming(&Source::new(name, "").ok()?)
}

/// Whether standard input is meant.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Hands out the pieces of the tasks, in order.
pub(super) struct Feed<'r> {
    folder: &'r Path,
    stdin: &'r mut (dyn Read + Send),
    tasks: std::vec::IntoIter<Task>,
    /// Whether a file may be handed out in parts.
    in_parts: bool,
    /// The file that is handed out in parts.
    open: Option<Parts>,
}

impl<'r> Feed<'r> {
    /// Nothing is handed out yet.
    pub(super) fn new(folder: &'r Path, stdin: &'r mut (dyn Read + Send), tasks: Vec<Task>, in_parts: bool) -> Self {
        Self { folder, stdin, tasks: tasks.into_iter(), in_parts, open: None }
    }

    /// The folder that relative paths start from.
    pub(super) fn folder(&self) -> &'r Path {
        self.folder
    }

    /// Whether one file is left, which is handed out whole.
    pub(super) fn is_one_file(&self) -> bool {
        self.open.is_none() && self.tasks.as_slice().iter().map(|task| self.may_have_parts(task)).eq([false])
    }

    /// Whether a file is being handed out in parts.
    pub(super) fn is_in_parts(&self) -> bool {
        self.open.is_some()
    }

    /// The tasks of which nothing is handed out.
    pub(super) fn left(&self) -> usize {
        self.tasks.len()
    }

    /// The next piece; none when all are handed out.
    pub(super) fn next(&mut self) -> Option<Piece> {
        if let Some(parts) = &mut self.open {
            match parts.next(self.stdin) {
                Some(part) => return Some(Piece::Read(part.map(Some))),
                None => self.open = None,
            }
        }
        let task = self.tasks.next()?;
        if self.may_have_parts(&task) {
            return Some(Piece::Read(self.begin(task)));
        }
        Some(match &task.place {
            Place::File(_) => Piece::File(task),
            Place::Stdin => {
                let source = files::read_stdin(self.stdin, task.name.clone());
                Piece::Read(source.map(|source| task.taken(source)))
            }
        })
    }

    /// Whether a file of this name, empty as it might be, is one whose lines stand for themselves.
    fn may_have_parts(&self, task: &Task) -> bool {
        self.in_parts && task.is_named_like(|input| input.by_line)
    }

    /// The first part of a file; the rest waits in `open`, if the file is to be checked.
    fn begin(&mut self, task: Task) -> Result<Option<Taken>, Notice> {
        let notice = |message: String| Notice { path: task.name.clone(), message };
        let (file, room) = match &task.place {
            Place::File(path) => files::open(&self.folder.join(path)).map_err(notice)?,
            Place::Stdin => (None, Room::Stream),
        };
        let mut parts =
            Parts { name: task.name.clone(), file, room, rest: Vec::new(), start: Start::default(), taken_as: None };
        let first = match parts.cut(self.stdin).map_err(notice)? {
            // In UTF-16 the byte of a line end says nothing.
            bytes if memchr::memchr(0, &bytes).is_some() => parts.all(bytes, self.stdin).map_err(notice)?,
            bytes => bytes,
        };
        let source = match parts.source(first) {
            Err(SourceError::Binary) if !task.origin.is_wanted() => return Ok(None),
            source => source.map_err(|error| notice(error.to_string()))?,
        };
        let Some(taken) = task.taken(source) else { return Ok(None) };
        parts.taken_as = Some((taken.claim, taken.input, task));
        self.open = Some(parts);
        Ok(Some(taken))
    }
}

impl Task {
    /// Whether a file of its name, empty as it might be, is one of a format that is so.
    fn is_named_like(&self, is_so: impl Fn(&Input) -> bool) -> bool {
        self.format.is_some_and(is_so)
    }

    /// Reads the file, from `folder`. None if it is not to be checked.
    pub(super) fn read(&self, folder: &Path) -> Result<Option<Taken>, Notice> {
        let Place::File(path) = &self.place else { return Ok(None) };
        let name = self.name.clone();
        let source = match (self.origin, self.settings.sent_by()) {
            (Origin::Folder | Origin::Offered, _) => files::read_found(name, folder, path)?,
            (Origin::Body, Some(place)) => {
                let with_place = |notice: Notice| {
                    let message = format!("{}; it is the body of the request at {place}", notice.message);
                    Notice { message, ..notice }
                };
                Some(files::read_as(name, folder, path).map_err(with_place)?)
            }
            (Origin::Named | Origin::Body, _) => Some(files::read_as(name, folder, path)?),
        };
        Ok(source.and_then(|source| self.taken(source)))
    }

    /// A source, if it is to be checked: what nobody named is only where a format is certain of it, or where the
    /// configuration says what bare bodies there are.
    fn taken(&self, source: Source) -> Option<Taken> {
        if self.settings.sender.is_some() {
            return Some(self.taken_as(source, Claim::Certain, inputs::BODY));
        }
        let checker = &self.settings.settled.checker;
        let is_known = is_named(&source, &["json"]) && checker.knows_file(source.text());
        let (claim, input) = if is_known { (Claim::Certain, inputs::BODY) } else { inputs::claim(&source)? };
        let is_said = || self.settings.settled.config().operation().is_some() && is_named(&source, &["json"]);
        let wanted = self.origin.is_wanted() || claim == Claim::Certain || is_said();
        wanted.then(|| self.taken_as(source, claim, input))
    }

    fn taken_as(&self, source: Source, claim: Claim, input: &'static Input) -> Taken {
        let path = match &self.place {
            Place::File(path) => Some(path.clone()),
            Place::Stdin => None,
        };
        Taken { source, origin: self.origin, claim, input, path, settings: self.settings.clone() }
    }
}

/// A file in parts.
struct Parts {
    name: String,
    /// None is standard input.
    file: Option<File>,
    /// How long a line may be.
    room: Room,
    /// What was read behind the last line end.
    rest: Vec<u8>,
    /// Where the next part begins.
    start: Start,
    /// As what the first part was taken.
    taken_as: Option<(Claim, &'static Input, Task)>,
}

impl Parts {
    fn next(&mut self, stdin: &mut dyn Read) -> Option<Result<Taken, Notice>> {
        let (claim, input, task) = self.taken_as.clone()?;
        let source = match self.cut(stdin) {
            Ok(bytes) if bytes.is_empty() => return None,
            Ok(bytes) => self.source(bytes).map_err(|error| error.to_string()),
            Err(message) => {
                // What cannot be read cannot be read on either.
                self.taken_as = None;
                Err(message)
            }
        };
        Some(match source {
            Ok(source) => Ok(task.taken_as(source, claim, input)),
            Err(message) => Err(Notice { path: self.name.clone(), message }),
        })
    }

    /// The bytes of the next part; none at the end.
    fn cut(&mut self, stdin: &mut dyn Read) -> Result<Vec<u8>, String> {
        let mut bytes = std::mem::take(&mut self.rest);
        loop {
            let known = bytes.len();
            let read =
                self.reader(stdin).take(PART as u64).read_to_end(&mut bytes).map_err(|error| files::words(&error))?;
            if read < PART {
                return Ok(bytes);
            }
            if let Some(end) = memchr::memrchr(b'\n', &bytes[known..]) {
                self.rest = bytes.split_off(known + end + 1);
                return Ok(bytes);
            }
            if bytes.len() > self.room.bytes() {
                return Err(self.room.exceeded());
            }
        }
    }

    /// `bytes` and all that follows them.
    fn all(&mut self, mut bytes: Vec<u8>, stdin: &mut dyn Read) -> Result<Vec<u8>, String> {
        bytes.append(&mut self.rest);
        let room = self.room;
        files::read_on(self.reader(stdin), &mut bytes, room)?;
        Ok(bytes)
    }

    fn reader<'s>(&'s mut self, stdin: &'s mut dyn Read) -> &'s mut dyn Read {
        match &mut self.file {
            Some(file) => file,
            None => stdin,
        }
    }

    /// The part of these bytes.
    fn source(&mut self, bytes: Vec<u8>) -> Result<Source, SourceError> {
        let start = self.start;
        let lines = u32::try_from(line_ends(&bytes).count()).unwrap_or(u32::MAX);
        self.start = Start { offset: start.offset + bytes.len() as u64, line: start.line.saturating_add(lines) };
        Source::from_bytes(self.name.as_str(), bytes).map(|source| source.starting_at(start))
    }
}
