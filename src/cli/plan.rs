//! What a run looks at: the files that were named, those in the folders that were named, and the bodies that they name.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::args::Validate;
use super::configs::Configs;
use super::exclusion::Exclusion;
use super::origin::Origin;
use super::task::{Place, Settings, Task, by_name};
use super::{files, walk};
use crate::check::bodies;
use crate::input::Input;
use crate::inputs;
use crate::report::Notice;

/// The name of standard input, where the user gave it none.
pub(super) const STDIN: &str = "<stdin>";

/// What a run looks at, and what could not be found.
pub(super) type Plan = (Vec<Task>, Vec<Notice>);

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
            let name = options.stdin_filename.as_ref().map_or(STDIN.to_owned(), |name| files::shown(folder, name));
            let path = options.stdin_filename.as_deref().unwrap_or(Path::new(STDIN));
            if !options.force_exclude || !Exclusion::below(configs, None).covers(path) {
                planned.insert((name, 0), (Place::Stdin, Origin::Named, configs.of(path)));
            }
        } else if folder.join(path).is_dir() {
            // What a user names is wanted, whatever the configuration says of it, unless it is to have the last word.
            let root = (!options.force_exclude).then_some(path.as_path());
            let mut exclusion = Exclusion::below(configs, root);
            notices.extend(walk::walk(folder, path, options.threads(), |file| {
                let Some(resolved) = exclusion.resolved(&file) else { return };
                let name = files::shown(folder, &file);
                planned.entry((name, 1)).or_insert((Place::File(file), Origin::Folder, Some(resolved)));
            }));
        } else if !options.force_exclude || !Exclusion::below(configs, None).covers(path) {
            let name = files::shown(folder, path);
            let place = Place::File(path.clone());
            let origin = if options.skip_unknown { Origin::Offered } else { Origin::Named };
            planned.insert((name, 1), (place, origin, configs.of(path)));
        }
    }
    let mut formats = ByName::default();
    let task = |((name, _), (place, origin, resolved)): ((String, u8), (_, _, Option<_>))| {
        let format = formats.of(&name);
        Some(Task { name, format, place, origin, settings: Settings::new(resolved?) })
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
                notices.push(Notice::failure(name, message));
                continue;
            }
            let Some(resolved) = configs.of(&file) else { continue };
            let settings = Settings { resolved, sender };
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

/// Whether standard input is meant.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}
