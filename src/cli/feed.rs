//! Hands out the sources of a run in pieces: a file, or a part of a file in which each line is independent. Such a file
//! is never held in memory as a whole.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::input::{Claim, Input};
use crate::report::Notice;
use crate::source::{Source, SourceError, Start};
use crate::text::line_ends;
use crate::workspace::disk::{self, Room};
use crate::workspace::files;
use crate::workspace::{ClaimedSource, Place, Task, Unread};

/// How much of a file is read at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// The whole file, because it may be written back.
    Whole,
    /// Some lines of a file in which each line is independent.
    InParts,
}

/// Bytes of a part, rounded up to the end of a line.
const PART: usize = 64 * 1024;

pub(super) enum Piece {
    /// A file that is still to be read.
    File(Task),
    /// A text that is already read, and may have nothing to check.
    Read(Box<Result<Option<ClaimedSource>, Unread>>),
}

/// Hands out the pieces of the tasks, in order.
pub(super) struct Feed<'r> {
    folder: &'r Path,
    stdin: &'r mut (dyn Read + Send),
    tasks: std::vec::IntoIter<Task>,
    reading: Reading,
    /// The file that is handed out in parts.
    open: Option<Parts>,
}

impl<'r> Feed<'r> {
    /// Nothing is handed out yet.
    pub(super) fn new(folder: &'r Path, stdin: &'r mut (dyn Read + Send), tasks: Vec<Task>, reading: Reading) -> Self {
        Self { folder, stdin, tasks: tasks.into_iter(), reading, open: None }
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

    /// The next piece, or `None` when all are handed out.
    pub(super) fn next(&mut self) -> Option<Piece> {
        if let Some(parts) = &mut self.open {
            match parts.next(self.stdin) {
                Some(part) => return Some(Piece::Read(Box::new(part.map(Some).map_err(Unread::from)))),
                None => self.open = None,
            }
        }
        let task = self.tasks.next()?;
        if self.may_have_parts(&task) {
            return Some(Piece::Read(Box::new(self.begin(task))));
        }
        Some(match &task.place {
            Place::File(_) => Piece::File(task),
            Place::Stdin => {
                let source = read_stdin(self.stdin, &task.name);
                Piece::Read(Box::new(source.map_err(Unread::from).and_then(|source| task.claimed(source))))
            }
        })
    }

    /// Whether each line is independent in a file of this name.
    fn may_have_parts(&self, task: &Task) -> bool {
        self.reading == Reading::InParts && task.is_named_like(|input| input.by_line)
    }

    /// The first part of a file; the rest waits in `open`, if the file is to be checked.
    fn begin(&mut self, task: Task) -> Result<Option<ClaimedSource>, Unread> {
        let notice = |message: String| Notice::failure(task.name.clone(), message);
        let (file, room) = match &task.place {
            Place::File(path) => disk::open(&self.folder.join(path)).map_err(notice)?,
            Place::Stdin => (None, Room::Stream),
        };
        let mut parts =
            Parts { name: task.name.clone(), file, room, rest: Vec::new(), start: Start::default(), taken_as: None };
        let first = match parts.cut(self.stdin).map_err(notice)? {
            // In UTF-16 the byte of a line feed is not evidence of a line end.
            bytes if memchr::memchr(0, &bytes).is_some() => parts.all(bytes, self.stdin).map_err(notice)?,
            bytes => bytes,
        };
        let source = match parts.source(first) {
            Err(SourceError::Binary) if !task.origin.is_wanted() => return Ok(None),
            source => source.map_err(|error| notice(error.to_string()))?,
        };
        let Some(claimed) = task.claimed(source)? else { return Ok(None) };
        parts.taken_as = Some((claimed.claim, claimed.input, task));
        self.open = Some(parts);
        Ok(Some(claimed))
    }
}

fn read_stdin(stdin: &mut dyn Read, name: &str) -> Result<Source, Notice> {
    let mut bytes = Vec::new();
    let read = disk::read_on(stdin, &mut bytes, Room::Stream).map(|()| bytes);
    files::named_source(name, read)
}

struct Parts {
    name: String,
    file: Option<File>,
    /// How long a line may be.
    room: Room,
    /// The bytes after the last line end.
    rest: Vec<u8>,
    /// Where the next part begins.
    start: Start,
    /// The source of the first part.
    taken_as: Option<(Claim, &'static Input, Task)>,
}

impl Parts {
    fn next(&mut self, stdin: &mut dyn Read) -> Option<Result<ClaimedSource, Notice>> {
        let (claim, input, task) = self.taken_as.clone()?;
        let source = match self.cut(stdin) {
            Ok(bytes) if bytes.is_empty() => return None,
            Ok(bytes) => self.source(bytes).map_err(|error| error.to_string()),
            Err(message) => {
                // After a read error, do not read on.
                self.taken_as = None;
                Err(message)
            }
        };
        Some(match source {
            Ok(source) => Ok(task.taken_as(source, claim, input)),
            Err(message) => Err(Notice::failure(self.name.clone(), message)),
        })
    }

    /// The bytes of the next part; none at the end.
    fn cut(&mut self, stdin: &mut dyn Read) -> Result<Vec<u8>, String> {
        // Always the same size, so that the allocator reuses the memory of the last part, and large, so that it does
        // not return it to the system.
        let mut bytes = Vec::with_capacity(2 * PART);
        bytes.append(&mut self.rest);
        loop {
            let known = bytes.len();
            let read =
                self.reader(stdin).take(PART as u64).read_to_end(&mut bytes).map_err(|error| disk::words(&error))?;
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
        disk::read_on(self.reader(stdin), &mut bytes, room)?;
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
