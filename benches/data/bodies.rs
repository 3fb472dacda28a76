//! Request bodies that differ as those of users do: in indentation, order of the members, spacing, line ends, in what is
//! provisioned, and in every id. No two are alike, and the same number always gives the same body.

/// A JSON value that is written down in one of the layouts.
enum Value {
    Object(Vec<(&'static str, Value)>),
    Array(Vec<Value>),
    Text(String),
    Number(u32),
}

/// How a body is laid out.
struct Layout {
    /// What a level is indented by; `None` if everything is on one line.
    indent: Option<&'static str>,
    line_end: &'static str,
    colon: &'static str,
    comma: &'static str,
}

/// SplitMix64: good enough dice, and no dependency.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        let at = self.below(choices.len() as u64);
        choices[usize::try_from(at).unwrap_or_default()]
    }

    fn guid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        let id = format!(
            "{:08x}-{:04x}-4{:03x}-{:x}{:03x}-{:012x}",
            high >> 32,
            high >> 16 & 0xFFFF,
            high & 0xFFF,
            8 + (low >> 62),
            low >> 48 & 0xFFF,
            low & 0xFFFF_FFFF_FFFF,
        );
        if self.one_in(4) { id.to_uppercase() } else { id }
    }

    fn object(&mut self, mut members: Vec<(&'static str, Value)>) -> Value {
        for at in (1..members.len()).rev() {
            members.swap(at, usize::try_from(self.below(at as u64 + 1)).unwrap_or_default());
        }
        Value::Object(members)
    }

    fn subject(&mut self, id: String, of_type: &str) -> Value {
        self.object(vec![("objectId", Value::Text(id)), ("objectTypeName", Value::Text(of_type.to_owned()))])
    }

    /// The subjects of one rule: a user of either directory, a worker, or a group with some of its members.
    fn subjects(&mut self) -> Vec<Value> {
        let id = self.guid();
        match self.below(4) {
            0 => vec![self.subject(id, "User")],
            1 => {
                let name = self.of(&["Adele Vance", "Lee Gu", "Zoë Müller", "Nestor Wilke", "Diego Siciliani"]);
                let unit = self.of(&["Sales", "Employees", "R&D", "Zürich"]);
                let number = self.below(1_000_000);
                vec![self.subject(format!("CN={name} {number},OU={unit},DC=contoso,DC=lab"), "user")]
            }
            2 => {
                let number = 10_000 + self.below(900_000);
                vec![self.subject(number.to_string(), "Worker")]
            }
            _ => {
                let count = 1 + self.below(5);
                let members = (0..count).map(|_| {
                    let id = self.guid();
                    self.subject(id, "User")
                });
                let members = Value::Array(members.collect());
                let links = Value::Object(vec![("members", members)]);
                let group = vec![
                    ("objectId", Value::Text(id)),
                    ("objectTypeName", Value::Text("Group".to_owned())),
                    ("links", links),
                ];
                vec![self.object(group)]
            }
        }
    }

    fn entry(&mut self, subjects: Vec<Value>) -> Value {
        let suffix = if self.one_in(8) { "#V2" } else { "" };
        let rule = format!("{}{suffix}", self.guid());
        self.object(vec![("ruleId", Value::Text(rule)), ("subjects", Value::Array(subjects))])
    }

    fn layout(&mut self, one_line: bool) -> Layout {
        let indent = if one_line { None } else { self.of(&[None, Some("  "), Some("    "), Some("\t"), Some("")]) };
        Layout {
            indent,
            line_end: if self.one_in(4) { "\r\n" } else { "\n" },
            colon: self.of(&[": ", ": ", ":", " : "]),
            comma: if indent.is_none() { self.of(&[",", ", "]) } else { "," },
        }
    }
}

impl Layout {
    fn write(&self, value: &Value, depth: usize, out: &mut String) {
        match value {
            Value::Text(text) => {
                out.push('"');
                out.push_str(text);
                out.push('"');
            }
            Value::Number(number) => out.push_str(&number.to_string()),
            Value::Array(elements) => {
                let parts = elements.iter().map(|element| (None, element));
                self.container(['[', ']'], parts, depth, out);
            }
            Value::Object(members) => {
                let parts = members.iter().map(|(key, value)| (Some(*key), value));
                self.container(['{', '}'], parts, depth, out);
            }
        }
    }

    fn container<'v>(
        &self,
        brackets: [char; 2],
        parts: impl Iterator<Item = (Option<&'static str>, &'v Value)>,
        depth: usize,
        out: &mut String,
    ) {
        out.push(brackets[0]);
        let mut is_empty = true;
        for (key, value) in parts {
            if !is_empty {
                out.push_str(self.comma);
            }
            is_empty = false;
            self.line(depth + 1, out);
            if let Some(key) = key {
                out.push('"');
                out.push_str(key);
                out.push('"');
                out.push_str(self.colon);
            }
            self.write(value, depth + 1, out);
        }
        if !is_empty {
            self.line(depth, out);
        }
        out.push(brackets[1]);
    }

    fn line(&self, depth: usize, out: &mut String) {
        if let Some(indent) = self.indent {
            out.push_str(self.line_end);
            out.push_str(&indent.repeat(depth));
        }
    }
}

/// Where a body is to stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// In a file of its own.
    File,
    /// On a line of JSON Lines; without its end.
    Line,
}

/// The body of this number, in which nothing is wrong: 150 to 1,500 bytes.
pub(crate) fn valid(number: usize, form: Form) -> String {
    let mut dice = Dice(number as u64);
    let subjects = dice.subjects();
    let entry = dice.entry(subjects);
    written(&mut dice, entry, form)
}

/// The body of this number with one mistake that a JSON Schema can find.
pub(crate) fn invalid(number: usize, form: Form) -> String {
    let mut dice = Dice(number as u64);
    let id = dice.guid();
    let entry = match dice.below(5) {
        0 => {
            let subject = dice.subject(id, "User");
            Value::Object(vec![("subjects", Value::Array(vec![subject]))])
        }
        1 => {
            let subject = dice.object(vec![("objectId", Value::Text(id)), ("objectTypeName", Value::Number(7))]);
            dice.entry(vec![subject])
        }
        2 => dice.entry(Vec::new()),
        3 => {
            let more = ("displayName", Value::Text("Adele Vance".to_owned()));
            let of_type = ("objectTypeName", Value::Text("User".to_owned()));
            let subject = dice.object(vec![("objectId", Value::Text(id)), of_type, more]);
            dice.entry(vec![subject])
        }
        _ => {
            let rule = Value::Text(dice.guid());
            let subject = dice.subject(id, "User");
            dice.object(vec![("ruleId", rule), ("subjects", subject)])
        }
    };
    written(&mut dice, entry, form)
}

/// One body of at least so many bytes, with an entry of its own for every 500 of them, laid out over lines.
pub(crate) fn large(bytes: usize) -> String {
    let mut dice = Dice(0);
    let mut entries = Vec::new();
    for _ in 0..bytes / 500 + 1 {
        let subjects = dice.subjects();
        entries.push(dice.entry(subjects));
    }
    let layout = Layout { indent: Some("  "), line_end: "\n", colon: ": ", comma: "," };
    let mut out = String::new();
    layout.write(&Value::Object(vec![("parameters", Value::Array(entries))]), 0, &mut out);
    out.push('\n');
    out
}

fn written(dice: &mut Dice, entry: Value, form: Form) -> String {
    let layout = dice.layout(form == Form::Line);
    let mut out = String::new();
    layout.write(&Value::Object(vec![("parameters", Value::Array(vec![entry]))]), 0, &mut out);
    if form == Form::File {
        out.push_str(layout.line_end);
    }
    out
}

/// The body of this number where one in ten has a mistake.
pub(crate) fn mixed(number: usize, form: Form) -> String {
    if number % 10 == 5 { invalid(number, form) } else { valid(number, form) }
}
