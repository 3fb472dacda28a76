//! Files that a script writes before it sends them: `cat > body.json <<EOF`, then `curl -d @body.json`.

use super::outline::{Command, Redirect, Word};
use super::value::{At, Values, Writer};
use crate::languages::Text;
use crate::languages::files::{self, Writers};

/// The commands that change files which are named as their arguments.
const CHANGERS: [&str; 14] = [
    "sed", "perl", "mv", "cp", "install", "wget", "sponge", "envsubst", "python", "python3", "awk", "yq", "truncate",
    "curl",
];

impl Values<'_> {
    /// What a file holds that the script writes before `position`: `None` if it writes no such file, and `Some(None)` if
    /// what it writes is not known.
    pub(super) fn written(&self, path: &Text, position: u32, at: At) -> Option<Option<Text>> {
        let key = files::key(self.text, path, path.span.of(self.text))?;
        let writers = self.writers.get_or_init(|| self.before_all().all_writers());
        let writer = writers.last_before(&key, position as usize)?;
        let is_known = !writer.is_unknown && at.depth < 32 && self.steps(8);
        Some(is_known.then(|| self.output_to(writer.number, at.deeper())).flatten())
    }

    /// The commands that write files; a place is where a command begins, in bytes.
    fn all_writers(&self) -> Writers<Writer> {
        let mut writers = Vec::new();
        for (number, command) in self.outline.commands.iter().enumerate() {
            let mut add = |word: &Word, is_unknown: bool| {
                let key = self.file_key(word, At { scope: command.scope, depth: 0 });
                writers.extend(key.map(|key| (key, command.span.start as usize, Writer { number, is_unknown })));
            };
            for redirect in &command.redirects {
                if let Redirect::ToFile(word) = redirect {
                    // What is added to a file is not all that it holds.
                    add(word, self.text[..word.span.start as usize].trim_end().ends_with(">>"));
                }
            }
            let Some(name) = command.words.first().and_then(|name| name.literal(self.text)) else { continue };
            let is_tee = name == "tee";
            if is_tee || CHANGERS.contains(&name.as_str()) {
                let adds = command.words.iter().any(|word| matches!(word.plain(self.text), Some("-a" | "--append")));
                for word in command.words.iter().skip(1).take(64) {
                    add(word, !is_tee || adds);
                }
            }
        }
        Writers::new(writers)
    }

    fn file_key(&self, word: &Word, at: At) -> Option<String> {
        let is_option = word.plain(self.text).is_some_and(|option| option.starts_with('-'));
        let path = (!is_option).then(|| self.word(word, at))?;
        files::key(self.text, &path, word.span.of(self.text))
    }

    /// What a command writes, wherever it writes it.
    fn output_to(&self, number: usize, at: At) -> Option<Text> {
        let command: &Command = self.outline.commands.get(number)?;
        self.output_of(command, At { scope: command.scope, ..at })
    }
}
