//! What somebody typed, shown with what came out: lines after a prompt are commands, and all others are not.

/// The same text, in which prompts and what came out are spaces, or `None` if no line has a prompt. The result is as long,
/// and its lines are the same.
pub(super) fn commands(text: &str) -> Option<String> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    let mark = prompt(first, None)?.1;
    let mut commands = String::with_capacity(text.len());
    // Whether the line goes on with what the one before began.
    let mut goes_on = Opened::default();
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let skipped = match prompt(content, Some(mark)) {
            _ if goes_on.is_open() => {
                // The prompt of a line that goes on.
                if content.trim_start().starts_with("> ") { content.find('>').map_or(0, |at| at + 1) } else { 0 }
            }
            Some((length, _)) => length,
            None => content.len(),
        };
        commands.extend(std::iter::repeat_n(' ', skipped));
        commands.push_str(&line[skipped..]);
        goes_on.feed(&content[skipped..]);
    }
    Some(commands)
}

/// The length of the prompt that a line begins with, and its mark; of other marks than `known` there is none.
fn prompt(line: &str, known: Option<char>) -> Option<(usize, char)> {
    let lead = line.len() - line.trim_start().len();
    let words = &line[lead..];
    let marks: &[char] = &['$', '#', '%', '>'];
    let mark = words.find(marks)?;
    let character = words[mark..].chars().next()?;
    if known.is_some_and(|known| known != character) || !words[mark + 1..].starts_with(' ') {
        return None;
    }
    // `user@host:~/folder$ `, `bash-5.1# `
    let name = &words[..mark];
    let is_name = name.is_empty()
        || (name.contains('@') || name.contains(':') || name.starts_with("bash") || name.starts_with('('))
            && name.len() <= 64
            && !name.contains(['"', '\'', '=', '{']);
    // A comment looks like the prompt of an administrator; only a command that sends a request distinguishes them.
    let behind = words[mark + 1..].trim_start();
    let is_comment = character == '#'
        && !["curl ", "az ", "http ", "sudo ", "export ", "mgc "].iter().any(|command| behind.starts_with(command));
    (is_name && !is_comment).then_some((lead + mark + 1, character))
}

/// What a command has left open at the end of its line.
#[derive(Debug, Default)]
struct Opened {
    quote: Option<char>,
    continued: bool,
    /// The delimiter of a here-document.
    heredoc: Option<String>,
}

impl Opened {
    fn is_open(&self) -> bool {
        self.quote.is_some() || self.continued || self.heredoc.is_some()
    }

    fn feed(&mut self, line: &str) {
        if let Some(delimiter) = &self.heredoc {
            if line.trim() == delimiter {
                self.heredoc = None;
            }
            return;
        }
        let mut escaped = false;
        for character in line.chars() {
            match (self.quote, character) {
                _ if escaped => escaped = false,
                (None | Some('"'), '\\') => escaped = true,
                (Some(open), _) if open == character => self.quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') => self.quote = Some(character),
                _ => {}
            }
        }
        self.continued = escaped || line.trim_end().ends_with('|');
        if self.quote.is_none()
            && let Some((_, behind)) = line.split_once("<<")
        {
            let word = behind.trim_start_matches(['-', ' ', '\'', '"', '<']);
            let length = word.find(|next: char| !(next.is_alphanumeric() || next == '_')).unwrap_or(word.len());
            self.heredoc = (length > 0 && !behind.starts_with('<')).then(|| word[..length].to_owned());
        }
    }
}
