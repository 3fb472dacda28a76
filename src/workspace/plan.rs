//! The files of a run: those that were named, those in named folders, and the bodies that they name.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::Workspace;
use super::exclusion::Exclusion;
use super::files::{self, Files, Kind, shown};
use super::origin::Origin;
use super::task::{Place, Settings, Task, by_name};
use crate::check::bodies;
use crate::input::Input;
use crate::inputs;
use crate::report::Notice;

/// The name of standard input, where the user gave it none.
pub(crate) const STDIN: &str = "<stdin>";

/// The paths and options of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    /// Files and folders, as the user wrote them; `-` is standard input. The current folder is meant if there is none.
    pub(crate) paths: Vec<PathBuf>,
    /// The name of standard input.
    pub(crate) stdin: Option<PathBuf>,
    /// Whether the configuration may leave out what is named.
    pub(crate) force_exclude: bool,
    /// Whether a named file is left out that does not show what it is.
    pub(crate) skip_unknown: bool,
}

/// The files of a run, and what could not be found.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// In the order of their names.
    pub(crate) tasks: Vec<Task>,
    pub(crate) notices: Vec<Notice>,
}

impl Request {
    /// Whether standard input is among the paths.
    pub(crate) fn has_stdin(&self) -> bool {
        self.paths.iter().any(|path| is_stdin(path))
    }

    /// The paths, of which there is at least one.
    pub(crate) fn roots(&self) -> Vec<&Path> {
        if self.paths.is_empty() { vec![Path::new(".")] } else { self.paths.iter().map(PathBuf::as_path).collect() }
    }
}

impl Workspace {
    /// The files that were named and those in the folders that were named, each once, in the order of their paths as shown.
    /// Those whose configuration is wrong are missing.
    pub(crate) fn plan(&mut self, request: &Request) -> Plan {
        let files = self.files();
        let folder = self.folder().to_owned();
        let mut notices = Vec::new();
        // By name and place: standard input may have the name of a file.
        let mut planned = BTreeMap::new();
        for path in request.roots() {
            if is_stdin(path) {
                let path = request.stdin.as_deref();
                let name = path.map_or(STDIN.to_owned(), |path| shown(&folder, path));
                let path = path.unwrap_or(Path::new(STDIN));
                if !request.force_exclude || !Exclusion::below(&mut self.configs, None).covers(path) {
                    planned.insert((name, 0), (Place::Stdin, Origin::Named, self.config_of(path)));
                }
            } else if files.kind(&folder.join(path)) == Some(Kind::Folder) {
                // A named file is checked even if the configuration excludes it, except with `--force-exclude`.
                let root = (!request.force_exclude).then_some(path);
                let mut exclusion = Exclusion::below(&mut self.configs, root);
                notices.extend(files.walk(&folder.join(path), &mut |file| {
                    let Some(resolved) = exclusion.resolved(&file) else { return };
                    let name = shown(&folder, &file);
                    planned.entry((name, 1)).or_insert((Place::File(file), Origin::Folder, Some(resolved)));
                }));
            } else if !request.force_exclude || !Exclusion::below(&mut self.configs, None).covers(path) {
                let name = shown(&folder, path);
                let place = Place::File(path.to_owned());
                let origin = if request.skip_unknown { Origin::Offered } else { Origin::Named };
                planned.insert((name, 1), (place, origin, self.config_of(path)));
            }
        }
        let mut formats = ByName::default();
        let task = |((name, _), (place, origin, resolved)): ((String, u8), (_, _, Option<_>))| {
            let format = formats.of(&name);
            Some(Task { name, format, place, origin, settings: Settings::new(resolved?) })
        };
        let tasks: Vec<Task> = planned.into_iter().filter_map(task).collect();
        let tasks = self.with_bodies(tasks, &mut notices);
        Plan { tasks, notices }
    }

    /// The tasks, and the files that requests in theirs take their bodies from.
    fn with_bodies(&mut self, tasks: Vec<Task>, notices: &mut Vec<Notice>) -> Vec<Task> {
        let readers: Vec<Task> =
            tasks.iter().filter(|task| task.is_named_like(|input| input.names_files)).cloned().collect();
        if readers.is_empty() {
            return tasks;
        }
        let key = |task: &Task| (task.name.clone(), u8::from(matches!(task.place, Place::File(_))));
        let mut tasks: BTreeMap<(String, u8), Task> = tasks.into_iter().map(|task| (key(&task), task)).collect();
        for reader in readers {
            self.add_bodies(&reader, &mut tasks, notices);
        }
        tasks.into_values().collect()
    }

    /// Adds the files that requests in the file of `reader` take their bodies from. A file that is already planned is
    /// checked once, as what it is.
    fn add_bodies(&mut self, reader: &Task, tasks: &mut BTreeMap<(String, u8), Task>, notices: &mut Vec<Notice>) {
        let folder = self.folder().to_owned();
        let Place::File(path) = &reader.place else { return };
        // A file that cannot be read is reported when its turn comes. A pipe can be read only once.
        let bytes = self.files().read_found(&folder.join(path));
        let Ok(Some(source)) = files::found_source(&reader.name, bytes) else { return };
        let Some(input) = inputs::claiming(&source) else { return };
        for body in bodies::named(&source, input) {
            let file = files::plain(&path.parent().unwrap_or(Path::new("")).join(&body.path));
            let name = shown(&folder, &file);
            let sender = Some((body.sender, format!("{}:{}", reader.name, body.line)));
            if let Some(known) = tasks.get_mut(&(name.clone(), 1)) {
                known.settings.sender = known.settings.sender.take().or(sender);
                known.origin = if known.origin.is_wanted() { known.origin } else { Origin::Body };
            } else if !Exclusion::below(&mut self.configs, None).covers(&file) {
                if body.may_be_missing && self.files().kind(&folder.join(&file)).is_none() {
                    continue;
                }
                if let Some(why) = no_body(&*self.files(), &folder, path, &file) {
                    if body.may_be_missing {
                        continue;
                    }
                    let message = format!("{why}; it is the body of the request at {}:{}", reader.name, body.line);
                    notices.push(Notice::failure(name, message));
                    continue;
                }
                let Some(resolved) = self.config_of(&file) else { continue };
                let settings = Settings { resolved, sender };
                let format = by_name(&name);
                let task =
                    Task { name: name.clone(), format, place: Place::File(file), origin: Origin::Body, settings };
                tasks.insert((name, 1), task);
            }
        }
    }
}

/// Why a request in the file at `sender` may not take its body from `file`, if so: a file must not make the program
/// read a pipe, nor show other files of this machine in a report.
fn no_body(files: &dyn Files, folder: &Path, sender: &Path, file: &Path) -> Option<&'static str> {
    // A missing file is reported when its turn comes.
    let target = files.real(&folder.join(file))?;
    let is_below = |root: &Path| files.real(root).is_some_and(|root| target.starts_with(root));
    let is_inside = is_below(folder) || folder.join(sender).parent().is_some_and(is_below);
    match files.kind(&target) == Some(Kind::File) {
        true if is_inside => None,
        true => {
            Some("lies neither below this folder nor below that of the request, and is not read unless it is named")
        }
        false => Some("is not a file"),
    }
}

/// The formats by name. Only the extension matters, and there are few.
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

/// Whether the path means standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}
