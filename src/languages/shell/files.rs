//! Files that a script writes before it sends them: `cat > body.json <<EOF`, then `curl -d @body.json`.

use super::outline::{Command, Redirect, Word};
use super::value::{At, Values, Writer, Writers};
use crate::languages::{Text, files};

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
        let writers = self.writers.get_or_init(|| self.all_writers());
        let of_file = writers.get(&key)?;
        let start = |writer: &Writer| self.outline.commands.get(writer.number).map_or(u32::MAX, |it| it.span.start);
        let before = of_file.partition_point(|writer| start(writer) < position);
        let writer = of_file.get(before.checked_sub(1)?)?;
        let is_known = !writer.is_unknown && at.depth < 32 && self.steps(8);
        Some(is_known.then(|| self.output_to(writer.number, at.deeper())).flatten())
    }

    fn all_writers(&self) -> Writers {
        let mut writers = Writers::new();
        let mut numbers: Vec<usize> = (0..self.outline.commands.len()).collect();
        numbers.sort_by_key(|&number| self.outline.commands[number].span.start);
        for number in numbers {
            let command = &self.outline.commands[number];
            let at = At { scope: command.scope, depth: 0 };
            for redirect in &command.redirects {
                if let Redirect::ToFile(word) = redirect {
                    // What is added to a file is not all that it holds.
                    let adds = self.text[..word.span.start as usize].trim_end().ends_with(">>");
                    self.add(&mut writers, word, Writer { number, is_unknown: adds }, at);
                }
            }
            let Some(name) = command.words.first().and_then(|name| name.literal(self.text)) else { continue };
            let is_tee = name == "tee";
            if is_tee || CHANGERS.contains(&name.as_str()) {
                let adds = command.words.iter().any(|word| matches!(word.plain(self.text), Some("-a" | "--append")));
                for word in command.words.iter().skip(1).take(64) {
                    self.add(&mut writers, word, Writer { number, is_unknown: !is_tee || adds }, at);
                }
            }
        }
        writers
    }

    fn add(&self, writers: &mut Writers, word: &Word, writer: Writer, at: At) {
        if word.plain(self.text).is_some_and(|option| option.starts_with('-')) {
            return;
        }
        let path = self.word(word, at);
        if let Some(key) = files::key(self.text, &path, word.span.of(self.text)) {
            writers.entry(key).or_default().push(writer);
        }
    }

    /// What a command writes, wherever it writes it.
    fn output_to(&self, number: usize, at: At) -> Option<Text> {
        let command: &Command = self.outline.commands.get(number)?;
        self.output_of(command, At { scope: command.scope, ..at })
    }
}
