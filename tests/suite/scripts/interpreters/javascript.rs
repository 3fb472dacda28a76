//! Programs in JavaScript, and in TypeScript: the same with types, which are left out where it is run.

use serde_json::Value;

use super::Program;
use crate::support::dice::Dice;

const HOST: &str = "https://graph.microsoft.com";

/// A program that sends a body to a path. What is between `«` and `»` is a type.
pub(super) fn program(dice: &mut Dice, body: &Value, path: &str) -> Program {
    let mut writer = Writer { dice, lines: Vec::new() };
    let written = writer.program(body, path);
    let run = without_types(&written);
    if writer.dice.once_in(2) {
        Program { file: "made.ts", text: written.replace(['«', '»'], ""), run }
    } else {
        Program { file: "made.js", text: run.clone(), run }
    }
}

fn without_types(written: &str) -> String {
    let mut parts = written.split('«');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.split_once('»').map_or("", |(_, behind)| behind));
    }
    text
}

struct Writer<'d> {
    dice: &'d mut Dice,
    /// Statements before the call.
    lines: Vec<String>,
}

impl Writer<'_> {
    fn program(&mut self, body: &Value, path: &str) -> String {
        let version = self.dice.one(&["v1.0", "beta"]);
        let (body, is_text) = self.body(body);
        let verb = self.dice.one(&["post", "post", "patch", "put"]);
        let verb = if path.ends_with("provisionOnDemand") { "post" } else { verb };
        let upper = verb.to_uppercase();
        let typed = "headers: { \"Content-Type\": \"application/json\" }";
        let text = if is_text {
            body.clone()
        } else {
            format!("JSON.stringify({body}{})", self.dice.one(&["", ", null, 2", " «as any»"]))
        };
        let semicolon = self.dice.one(&[";", ";", ""]);
        let call = match self.dice.below(12) {
            0 | 1 => {
                let url = self.url(version, path);
                let headers = self.headers();
                format!("fetch({url}, {{ method: \"{upper}\", {headers}, body: {text} }})")
            }
            2 => {
                self.lines.push(format!(
                    "const options«: RequestInit» = {{\n  method: '{upper}',\n  {typed},\n}}{semicolon}"
                ));
                self.lines.push(format!("options.body = {text}{semicolon}"));
                format!("fetch({}, options)", self.url(version, path))
            }
            3 if !is_text => {
                self.lines.push(format!("const axios = require(\"axios\"){semicolon}"));
                format!("axios.{verb}«<User>»({}, {body}, {{ {typed} }})", self.url(version, path))
            }
            4 if !is_text => {
                self.lines.push(format!("const axios = require('axios'){semicolon}"));
                format!("axios({{ method: '{verb}', url: {}, data: {body}, {typed} }})", self.url(version, path))
            }
            5 if !is_text => {
                self.lines.push(
                    format!("const axios = require('axios').default || require('axios'){semicolon}")
                        .replace(".default || require('axios')", ""),
                );
                self.lines.push(format!(
                    "const http«: AxiosInstance» = axios.create({{ baseURL: `{HOST}/{version}` }}){semicolon}"
                ));
                format!("http.{verb}(\"{}\", {body})", path.trim_start_matches(self.dice.one(&['/', '~'])))
            }
            6 | 7 if !is_text => {
                self.lines
                    .push(format!("const {{ Client }} = require(\"@microsoft/microsoft-graph-client\"){semicolon}"));
                let (options, chain) = if version == "beta" {
                    self.dice.one(&[("defaultVersion: 'beta'", ""), ("authProvider: null", "\n  .version(\"beta\")")])
                } else {
                    ("authProvider: null", "")
                };
                self.lines.push(format!("const client = Client.init({{ {options} }}){semicolon}"));
                let sender = match verb {
                    "post" => self.dice.one(&["post", "create"]),
                    "patch" => self.dice.one(&["patch", "update"]),
                    verb => verb,
                };
                let quote = self.dice.one(&['"', '\'', '`']);
                format!(
                    "client.api({quote}{path}{quote}){chain}\n  .header('Prefer', \"return=minimal\")\n  .{sender}({body})"
                )
            }
            8 if !is_text => {
                self.lines.push(format!("const got = require('got'){semicolon}"));
                format!("got.{verb}({}, {{ json: {body} }}).json()", self.url(version, path))
            }
            9 if !is_text && verb != "put" => {
                self.lines.push(format!("const superagent = require('superagent'){semicolon}"));
                format!("superagent.{verb}({}).set('Accept', 'application/json').send({body})", self.url(version, path))
            }
            10 => {
                let url = self.url(version, path);
                self.lines.push(format!("const xhr = new XMLHttpRequest(){semicolon}"));
                self.lines.push(format!("xhr.open(\"{upper}\", {url}){semicolon}"));
                self.lines.push(format!("xhr.setRequestHeader('Content-Type', 'application/json'){semicolon}"));
                format!("xhr.send({text})")
            }
            11 => format!(
                "$.ajax({{ type: '{upper}', url: {}, data: {text}, headers: {{ 'Content-Type': 'application/json' }} }})",
                self.url(version, path)
            ),
            _ => format!("fetch({}, {{ method: '{upper}', {typed}, body: {text} }})", self.url(version, path)),
        };
        let decoy = self.dice.one(&[
            "",
            "// it's { a \"comment `\n",
            "/* don't ${ */\n",
            "const pattern = /[\"'`/{]\\/*/g;\n",
            "const half = 4 / 2, odd = `a ${`b ${half}`} {`;\n",
            "const f = (x) => ({ a: x });\n",
        ]);
        let lines = self.lines.clone();
        let block = |lead: &str| -> String { lines.iter().map(|line| format!("{lead}{line}\n")).collect() };
        match self.dice.below(5) {
            0 => format!(
                "{decoy}async function main()«: Promise<void>» {{\n{}  const answer«: any» = await {call}{semicolon}\n  return answer{semicolon}\n}}\n\nawait main(){semicolon}\n",
                block("  ")
            ),
            1 => format!(
                "{decoy}const send = async (token«: string») => {{\n{}  return {call}{semicolon}\n}};\nawait send('x');\n",
                block("  ")
            ),
            2 => format!("{decoy}{}if (true) {{\n  await {call}{semicolon}\n}}\n", block("")),
            3 => format!(
                "{decoy}class Graph«<T extends {{ a: string }}>» {{\n  name«: string» = 'x'{semicolon}\n\n  async send(_key«?: string»)«: Promise<T>» {{\n{}    return await {call}{semicolon}\n  }}\n}}\n\nawait new Graph().send();\n",
                block("    ")
            ),
            _ => format!("{decoy}{}await {call}{semicolon}\n", block("")),
        }
    }

    fn headers(&mut self) -> String {
        match self.dice.below(3) {
            0 => "headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${1}` }".to_owned(),
            1 => {
                self.lines.push("const headers = { \"Content-Type\": \"application/json\" };".to_owned());
                "headers".to_owned()
            }
            _ => {
                self.lines.push("const common = { \"Content-Type\": \"application/json\" };".to_owned());
                "headers: { ...common, Accept: \"*/*\" }".to_owned()
            }
        }
    }

    fn url(&mut self, version: &str, path: &str) -> String {
        let base = format!("{HOST}/{version}");
        match self.dice.below(8) {
            0 => format!("\"{base}{path}\""),
            1 => {
                self.lines.push(format!("const GRAPH = '{base}';"));
                format!("GRAPH + \"{path}\"")
            }
            2 => {
                self.lines.push(format!("const GRAPH«: string» = \"{base}\";"));
                format!("`${{GRAPH}}{path}`")
            }
            3 => {
                self.lines.push(format!("const base = process.env.NOT_THERE || '{base}';"));
                format!("`${{base}}{path}`")
            }
            4 => {
                self.lines.push(format!("let url = '{base}';"));
                self.lines.push(format!("url += `{path}`;"));
                "url".to_owned()
            }
            5 => format!("['{base}', \"{}\"].join('/')", path.trim_start_matches('/')),
            6 => {
                self.lines.push(format!("const config = {{ urls: {{ 'base': '{base}' }} }};"));
                format!("`${{config.urls.base}}{path}`")
            }
            _ => {
                self.lines.push(format!("const version = '{version}', host = `{HOST}`;"));
                format!("host + '/' + version +\n    '{path}'")
            }
        }
    }

    /// An expression for the body, and whether it is text.
    fn body(&mut self, body: &Value) -> (String, bool) {
        let Value::Object(members) = body else { return (self.literal(body, 0), false) };
        let first = members.iter().take(1).map(|(key, value)| (key.clone(), value.clone()));
        let first = Value::Object(first.collect());
        let rest: Vec<_> = members.iter().skip(1).collect();
        let more = Value::Object(rest.iter().map(|(key, value)| ((*key).clone(), (*value).clone())).collect());
        match self.dice.below(9) {
            0 | 1 => (self.literal(body, 0), false),
            2 => {
                let literal = self.literal(body, 0);
                self.lines.push(format!("const body«: Record<string, unknown>» = {literal};"));
                ("body".to_owned(), false)
            }
            3 => {
                let literal = self.literal(&first, 0);
                self.lines.push(format!("const body«: {{ [key: string]: any }}» = {literal}"));
                for (key, value) in rest {
                    let value = self.literal(value, 0);
                    let is_name = key.bytes().all(|byte| byte.is_ascii_alphabetic());
                    let place = if is_name {
                        format!("body.{key}")
                    } else {
                        format!("body[{}]", super::super::javascript::string(key, '"'))
                    };
                    self.lines.push(format!("{place} = {value};"));
                }
                ("body".to_owned(), false)
            }
            4 => {
                let (literal, more) = (self.literal(&first, 0), self.literal(&more, 0));
                self.lines.push(format!("const payload«: any» = {literal};"));
                self.lines.push(format!("Object.assign(payload, {more});"));
                ("payload".to_owned(), false)
            }
            5 => {
                let (literal, more) = (self.literal(&first, 0), self.literal(&more, 0));
                self.lines.push(format!("const first = {literal}, more = {more};"));
                ("{ ...first, ...more }".to_owned(), false)
            }
            6 => {
                let mut parts = Vec::new();
                for (at, (key, value)) in members.iter().enumerate() {
                    let is_name = key.bytes().all(|byte| byte.is_ascii_alphabetic());
                    let name = if is_name { key.clone() } else { format!("part{at}") };
                    match value {
                        Value::Array(elements) if !elements.is_empty() => {
                            self.lines.push(format!("const {name}«: object[]» = [];"));
                            for element in elements {
                                let element = self.literal(element, 0);
                                self.lines.push(format!("{name}.push({element});"));
                            }
                        }
                        value => {
                            let literal = self.literal(value, 0);
                            self.lines.push(format!("const {name} = {literal};"));
                        }
                    }
                    parts.push(if is_name { name } else { format!("{}: {name}", self.key(key)) });
                }
                (format!("{{ {} }}", parts.join(", ")), false)
            }
            7 => {
                let literal = self.literal(body, 0);
                self.lines.push(format!("const json = JSON.stringify({literal});"));
                ("json".to_owned(), true)
            }
            _ => {
                let text = serde_json::to_string(body).expect("JSON");
                (self.string(&text), true)
            }
        }
    }

    fn literal(&mut self, value: &Value, level: usize) -> String {
        let lines = self.dice.once_in(2);
        let lead = if lines { format!("\n{}", "  ".repeat(level + 1)) } else { String::new() };
        let end = if lines { format!("\n{}", "  ".repeat(level)) } else { String::new() };
        match value {
            Value::Null | Value::Bool(_) => value.to_string(),
            Value::Number(number) => match number.as_u64() {
                Some(whole) if self.dice.once_in(4) => format!("{whole:#x}"),
                _ => number.to_string(),
            },
            Value::String(text) => self.string(text),
            Value::Array(elements) => {
                let parts: Vec<String> =
                    elements.iter().map(|element| format!("{lead}{}", self.literal(element, level + 1))).collect();
                let trailing = if self.dice.once_in(3) && !parts.is_empty() { "," } else { "" };
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
                            written.push_str(self.dice.one(&[" // it's \"odd\" }", " /* ` ${ */"]));
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

    fn key(&mut self, key: &str) -> String {
        let is_name = key.starts_with(|first: char| first.is_ascii_alphabetic())
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        match self.dice.below(6) {
            0 => format!("[{}]", super::super::javascript::string(key, self.dice.one(&['"', '\'', '`']))),
            1..=3 if is_name => key.to_owned(),
            _ => super::super::javascript::string(key, self.dice.one(&['"', '\''])),
        }
    }

    fn string(&mut self, text: &str) -> String {
        let quote = self.dice.one(&['"', '\'']);
        match self.dice.below(6) {
            0 => super::super::javascript::string(text, '`'),
            1 if text.chars().count() > 3 => {
                let at = text.char_indices().nth(2).map_or(0, |(at, _)| at);
                let (first, second) = text.split_at(at);
                let string = super::super::javascript::string;
                format!("{} + {}", string(first, quote), string(second, '`'))
            }
            _ => super::super::javascript::string(text, quote),
        }
    }
}
