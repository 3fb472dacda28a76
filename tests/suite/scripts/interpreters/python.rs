//! Programs in Python.

use serde_json::Value;

use super::Program;
use crate::support::dice::Dice;

const HOST: &str = "https://graph.microsoft.com";

/// A program that sends a body to a path.
pub(super) fn program(dice: &mut Dice, body: &Value, path: &str) -> Program {
    let mut writer = Writer { dice, lines: Vec::new() };
    let text = writer.program(body, path);
    Program { file: "made.py", run: text.clone(), text }
}

struct Writer<'d> {
    dice: &'d mut Dice,
    /// Statements before the call.
    lines: Vec<String>,
}

impl Writer<'_> {
    fn program(&mut self, body: &Value, path: &str) -> String {
        let version = self.dice.one(&["v1.0", "beta"]);
        let form = self.dice.below(12);
        let (body, is_text) = if form < 12 { self.body(body) } else { (String::new(), false) };
        let typed = "headers={\"Content-Type\": \"application/json\"}";
        let headers = self.headers();
        let verb = self.dice.one(&["post", "post", "patch", "put"]);
        let verb = if path.ends_with("provisionOnDemand") { "post" } else { verb };
        let json = if is_text { format!("data={body}, {typed}") } else { format!("json={body}{headers}") };
        let data = if is_text {
            body.clone()
        } else {
            format!("json.dumps({body}{})", self.dice.one(&["", ", indent=2", ", default=str"]))
        };
        let call = match form {
            0 | 1 => format!("requests.{verb}({}, {json})", self.url(version, path)),
            2 => format!(
                "requests.request(\"{}\", {}, data={data}, {typed})",
                verb.to_uppercase(),
                self.url(version, path)
            ),
            3 => {
                self.lines.push("session = requests.Session()".to_owned());
                format!("session.{verb}(url={}, {json})", self.url(version, path))
            }
            4 => {
                let content = if is_text { format!("content={body}") } else { format!("json={body}") };
                self.lines.push(format!("client = httpx.Client(base_url=\"{HOST}/{version}\", timeout=5)"));
                format!("client.{verb}(\"{path}\", {content}, {typed})")
            }
            5 => {
                let url = self.url(version, path);
                let lines = self.lines.join("\n    ");
                let gap = if lines.is_empty() { "" } else { "\n    " };
                return format!(
                    "{HEAD}async def main():\n    {lines}{gap}async with aiohttp.ClientSession() as session:\n        async with session.{verb}({url}, {json}) as answer:\n            return answer\n\nasyncio.run(main())\n"
                );
            }
            6 => {
                let url = self.url(version, path);
                format!(
                    "urllib.request.urlopen(urllib.request.Request({url}, data={data}.encode(\"utf-8\"), {typed}, method=\"{}\"))",
                    verb.to_uppercase()
                )
            }
            7 => {
                self.lines.push("connection = http.client.HTTPSConnection(\"graph.microsoft.com\")".to_owned());
                format!(
                    "connection.request(\"{}\", \"/{version}{path}\", {data}, {{'Content-Type': 'application/json'}})",
                    verb.to_uppercase()
                )
            }
            8 => {
                let lines: String = self.lines.iter().map(|line| format!("        {line}\n")).collect();
                return format!(
                    "{HEAD}class Graph:\n    version = '{version}'\n    def __init__(self, token=\"x\"):\n        self.base = f\"{HOST}/{{self.version}}\"\n        self.session = requests.Session()\n\n    def send(self):\n{lines}        return self.session.{verb}(self.base + \"{path}\", {json})\n\nGraph().send()\n"
                );
            }
            9 => {
                let given = if is_text {
                    format!("\"data\": {body}, \"headers\": {{\"Content-Type\": \"application/json\"}}")
                } else {
                    format!("\"json\": {body}")
                };
                self.lines.push(format!("options = {{{given}}}"));
                format!("requests.{verb}({}, **options)", self.url(version, path))
            }
            10 => {
                self.lines.push(format!("from requests import {verb} as send"));
                format!("send({}, {json})", self.url(version, path))
            }
            _ => {
                self.lines.push("params = {\"$select\": \"id,displayName\", '$filter': \"a eq 'b&c'\"}".to_owned());
                format!("requests.{verb}({}, params=params, {json})", self.url(version, path))
            }
        };
        let layout = self.dice.below(5);
        let decoy = self.dice.one(&[
            "",
            "# it's { a \"comment\n",
            "\"\"\"It's a {docstring}.\"\"\"\n",
            "lines = [x for x in 'abc' if x]\n",
            "f = lambda x: {'a': x}\n",
        ]);
        let indented =
            |lead: &str, lines: &[String]| -> String { lines.iter().map(|line| format!("{lead}{line}\n")).collect() };
        match layout {
            0 => format!("{HEAD}{decoy}def main():\n{}    answer = {call}\n    return answer\n\n\nif __name__ == \"__main__\":\n    main()\n", indented("    ", &self.lines)),
            1 => format!("{HEAD}{decoy}{}if True:\n    {call}\n", indented("", &self.lines)),
            2 => format!("{HEAD}{decoy}try:\n{}    print({call}.json() if False else 1) if False else {call}\nexcept ValueError as error:\n    print(f\"{{error!r:>10}}\")\n", indented("    ", &self.lines)).replace(&format!("print({call}.json() if False else 1) if False else "), ""),
            _ => format!("{HEAD}{decoy}{}{call}\n", indented("", &self.lines)),
        }
    }

    fn headers(&mut self) -> String {
        match self.dice.below(3) {
            0 => String::new(),
            1 => ", headers={\"Authorization\": \"Bearer \" + \"x\", 'Content-Type': 'application/json'}".to_owned(),
            _ => {
                self.lines.push(
                    "headers = {'Authorization': f'Bearer {1}', \"Content-Type\": \"application/json\"}".to_owned(),
                );
                ", headers=headers".to_owned()
            }
        }
    }

    fn url(&mut self, version: &str, path: &str) -> String {
        let base = format!("{HOST}/{version}");
        match self.dice.below(11) {
            0 => format!("\"{base}{path}\""),
            1 => {
                self.lines.push(format!("GRAPH = '{base}'"));
                format!("GRAPH + \"{path}\"")
            }
            2 => {
                self.lines.push(format!("GRAPH = '{base}'"));
                format!("f\"{{GRAPH}}{path}\"")
            }
            3 => format!("\"%s%s\" % (\"{base}\", '{path}')"),
            4 => format!("\"{{}}/{{version}}{path}\".format(\"{HOST}\", version=\"{version}\")"),
            5 => {
                self.lines.push(format!("BASE = os.environ.get(\"NOT_THERE\", \"{base}\")"));
                format!("BASE + '{path}'")
            }
            6 => {
                self.lines.push(format!("url = '{base}'"));
                self.lines.push(format!("url += \"{path}\""));
                "url".to_owned()
            }
            7 => format!("\"/\".join(['{base}', \"{}\"])", path.trim_start_matches('/')),
            8 => {
                self.lines.push(format!("url = (\"{HOST}/\"\n    f'{version}'  # it's the version\n    r\"{path}\")"));
                "url".to_owned()
            }
            9 => {
                self.lines.push(format!("settings = {{'urls': {{\"base\": '{base}'}}}}"));
                format!("f\"{{settings['urls']['base']}}{path}\"")
            }
            _ => {
                self.lines.push(format!("url = \"{base}\" + \\\n    \"{path}\""));
                "url".to_owned()
            }
        }
    }

    /// An expression for the body, and whether it is text.
    fn body(&mut self, body: &Value) -> (String, bool) {
        let Value::Object(members) = body else { return (self.literal(body, 1), false) };
        let form = self.dice.below(9);
        let first = members.iter().take(1).map(|(key, value)| (key.clone(), value.clone()));
        let first = Value::Object(first.collect());
        let rest: Vec<_> = members.iter().skip(1).collect();
        match form {
            0 | 1 => (self.literal(body, 1), false),
            2 => {
                let literal = self.literal(body, 1);
                self.lines.push(format!("body = {literal}"));
                ("body".to_owned(), false)
            }
            3 => {
                let literal = self.literal(&first, 1);
                self.lines.push(format!("body: dict = {literal}"));
                for (key, value) in rest {
                    let (key, value) = (self.key(key), self.literal(value, 1));
                    self.lines.push(format!("body[{key}] = {value}"));
                }
                ("body".to_owned(), false)
            }
            4 => {
                let literal = self.literal(&first, 1);
                let more = Value::Object(rest.into_iter().map(|(key, value)| (key.clone(), value.clone())).collect());
                let more = self.literal(&more, 1);
                self.lines.push(format!("payload = {literal}"));
                self.lines.push(format!("payload.update({more})"));
                ("payload".to_owned(), false)
            }
            5 => {
                let literal = self.literal(&first, 1);
                self.lines.push(format!("base = {literal}"));
                let more: Vec<String> = rest
                    .into_iter()
                    .map(|(key, value)| format!("{}: {}", self.key(key), self.literal(value, 2)))
                    .collect();
                (format!("{{**base, {}}}", more.join(", ")), false)
            }
            6 => {
                let mut parts = Vec::new();
                for (at, (key, value)) in members.iter().enumerate() {
                    let literal = match value {
                        Value::Array(elements) if !elements.is_empty() => {
                            self.lines.push(format!("part{at} = []"));
                            for element in elements {
                                let element = self.literal(element, 1);
                                self.lines.push(format!("part{at}.append({element})"));
                            }
                            format!("part{at}")
                        }
                        value => {
                            let literal = self.literal(value, 1);
                            self.lines.push(format!("part{at} = {literal}"));
                            format!("part{at}")
                        }
                    };
                    parts.push(format!("{}: {literal}", self.key(key)));
                }
                (format!("{{{}}}", parts.join(", ")), false)
            }
            7 => {
                let is_name = |key: &str| key.bytes().all(|byte| byte.is_ascii_alphabetic());
                if members.keys().all(|key| is_name(key)) {
                    let parts: Vec<String> =
                        members.iter().map(|(key, value)| format!("{key}={}", self.literal(value, 2))).collect();
                    (format!("dict({})", parts.join(", ")), false)
                } else {
                    (self.literal(body, 1), false)
                }
            }
            _ => {
                let text = serde_json::to_string(body).expect("JSON");
                (self.string(&text), true)
            }
        }
    }

    fn literal(&mut self, value: &Value, level: usize) -> String {
        let lines = self.dice.once_in(2);
        let lead = if lines { format!("\n{}", "    ".repeat(level + 2)) } else { String::new() };
        let end = if lines { format!("\n{}", "    ".repeat(level + 1)) } else { String::new() };
        match value {
            Value::Null => "None".to_owned(),
            Value::Bool(true) => "True".to_owned(),
            Value::Bool(false) => "False".to_owned(),
            Value::Number(number) => self.number(number),
            Value::String(text) => self.string(text),
            Value::Array(elements) => {
                let parts: Vec<String> =
                    elements.iter().map(|element| format!("{lead}{}", self.literal(element, level + 1))).collect();
                let trailing = if self.dice.once_in(3) && !parts.is_empty() { "," } else { "" };
                if self.dice.once_in(6) && parts.len() > 1 {
                    return format!("({}{end})", parts.join(","));
                }
                format!("[{}{trailing}{end}]", parts.join(", "))
            }
            Value::Object(members) => {
                let mut written = String::from("{");
                let count = members.len();
                for (at, (key, value)) in members.iter().enumerate() {
                    let value = self.literal(value, level + 1);
                    written.push_str(&format!("{lead}{}: {value}", self.key(key)));
                    if at + 1 < count || self.dice.once_in(3) {
                        written.push(',');
                        if lines && self.dice.once_in(4) {
                            written.push_str("  # it's \"odd\" }");
                        }
                    }
                    if !lines {
                        written.push(' ');
                    }
                }
                written.push_str(&end);
                written.push('}');
                written
            }
        }
    }

    fn number(&mut self, number: &serde_json::Number) -> String {
        match number.as_u64() {
            Some(whole) if self.dice.once_in(4) => format!("{whole:#x}"),
            Some(whole) if whole > 1_000 && self.dice.once_in(3) => format!("{}_{:03}", whole / 1_000, whole % 1_000),
            _ => number.to_string(),
        }
    }

    /// A key: nobody puts one together.
    fn key(&mut self, text: &str) -> String {
        let quote = self.dice.one(&['"', '\'']);
        let prefix = if self.dice.once_in(9) { "u" } else { "" };
        format!("{prefix}{}", super::super::python::string(text, quote))
    }

    fn string(&mut self, text: &str) -> String {
        let quote = self.dice.one(&['"', '\'']);
        let plain = super::super::python::string(text, quote);
        match self.dice.below(8) {
            0 if !text.contains(['\\', '\n', '\r', '"', '\'']) => format!("r{quote}{text}{quote}"),
            1 if !text.contains(['\\', '"', '\n', '\r']) && !text.is_empty() => format!("\"\"\"{text}\"\"\""),
            2 if text.chars().count() > 3 => {
                let at = text.char_indices().nth(2).map_or(0, |(at, _)| at);
                let (first, second) = text.split_at(at);
                let other = if quote == '"' { '\'' } else { '"' };
                format!(
                    "({} {})",
                    super::super::python::string(first, quote),
                    super::super::python::string(second, other)
                )
            }
            3 => format!("f{}", super::super::python::string(&text.replace('{', "{{").replace('}', "}}"), quote)),
            4 => format!("u{plain}"),
            _ => plain,
        }
    }
}

const HEAD: &str = "#!/usr/bin/env python3\nimport asyncio, http.client, json, os\nimport urllib.request\n\nimport aiohttp\nimport httpx\nimport requests\n\n";
