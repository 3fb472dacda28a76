//! What lies in the root of projects: packages, lock files, settings of compilers and editors.

use serde_json::{Map, Value, json};

use super::Kind;
use super::random::Random;

pub(super) const KINDS: &[Kind] = &[
    ("package", package),
    ("lock", lock),
    ("tsconfig", tsconfig),
    ("editor", editor),
    ("json-schema", json_schema),
    ("readme", readme),
];

fn versions(random: &mut Random, most: usize) -> Map<String, Value> {
    random.some(most, |random| (random.name(), json!(format!("^{}", random.version())))).into_iter().collect()
}

fn package(random: &mut Random) -> (String, String) {
    let mut package = json!({"name": random.name(), "version": random.version(), "dependencies": versions(random, 6)});
    if random.coin() {
        package["scripts"] = json!({"test": "jest", "post": format!("curl -X POST https://{}", random.host())});
    }
    if random.coin() {
        package["config"] = random.json(3);
        package["parameters"] = random.json(2);
    }
    ("package.json".to_owned(), random.layout(&package))
}

fn lock(random: &mut Random) -> (String, String) {
    let names = random.some(8, |random| (random.name(), random.version(), random.hex(64)));
    match random.below(4) {
        0 => {
            let packages: Map<String, Value> = names
                .iter()
                .map(|(name, version, hash)| {
                    (format!("node_modules/{name}"), json!({"version": version, "integrity": hash}))
                })
                .collect();
            let lock = json!({"name": random.name(), "lockfileVersion": 3, "requires": true, "packages": packages});
            ("package-lock.json".to_owned(), random.layout(&lock))
        }
        1 => {
            let list: Vec<Value> = names
                .iter()
                .map(|(name, version, hash)| json!({"name": name, "version": version, "dist": {"shasum": hash}}))
                .collect();
            ("composer.lock".to_owned(), format!("{:#}", json!({"content-hash": random.hex(32), "packages": list})))
        }
        2 => {
            let entry = |(name, version, hash): &(String, String, String)| {
                format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nchecksum = \"{hash}\"\n")
            };
            ("Cargo.lock".to_owned(), names.iter().map(entry).collect::<Vec<_>>().join("\n"))
        }
        _ => {
            let entry = |(name, version, hash): &(String, String, String)| {
                format!("\"{name}@^{version}\":\n  version \"{version}\"\n  integrity sha512-{hash}\n")
            };
            ("yarn.lock".to_owned(), names.iter().map(entry).collect::<Vec<_>>().join("\n"))
        }
    }
}

/// With comments and commas that JSON does not know, as compilers take it.
fn tsconfig(random: &mut Random) -> (String, String) {
    let options = random.some(4, |random| {
        let comment = random.one(&["", " // as before", " /* for the build */"]);
        format!("    \"{}{}\": {},{comment}\n", random.word(), random.below(9), random.json(1))
    });
    let text = format!(
        "{{\n  // {}\n  \"compilerOptions\": {{\n{}  }},\n  \"include\": [\"{}\"],\n}}\n",
        random.name(),
        options.concat(),
        random.name()
    );
    (random.one(&["tsconfig.json", "jsconfig.json", "tsconfig.build.json"]).to_owned(), text)
}

fn editor(random: &mut Random) -> (String, String) {
    let lines = random.some(6, |random| format!("  \"{}.{}\": {}", random.name(), random.word(), random.json(2)));
    let comment = random.one(&["", "// settings\n", "/* see the wiki */\n"]);
    (
        random.one(&["settings.json", ".eslintrc.json", "launch.jsonc"]).to_owned(),
        format!("{comment}{{\n{}\n}}\n", lines.join(",\n")),
    )
}

fn json_schema(random: &mut Random) -> (String, String) {
    let names = ["parameters", "subjects", "ruleId", "objectId", "objectTypeName", "links"];
    let properties: Map<String, Value> = random
        .some(5, |random| {
            let name = if random.coin() { random.one(&names) } else { random.word() };
            let kind = random.one(&["string", "array", "object", "integer"]);
            (name.to_owned(), json!({"type": kind, "description": random.name(), "items": random.json(1)}))
        })
        .into_iter()
        .collect();
    let version = random.one(&["draft-07/schema#", "draft-04/schema#", "draft/2020-12/schema"]);
    let schema = json!({
        "$schema": format!("https://json-schema.org/{version}"),
        "title": random.name(),
        "type": "object",
        "required": properties.keys().next(),
        "properties": properties,
    });
    ("schema.json".to_owned(), random.layout(&schema))
}

/// The pages of other APIs: requests, answers, bodies, commands.
fn readme(random: &mut Random) -> (String, String) {
    let mut page = format!("# {}\n\nSee `{}` and `{}`.\n", random.name(), random.word(), random.word());
    for _ in 0..=random.below(4) {
        let (host, path, body) = (random.host(), random.path(), random.json(2));
        let block = match random.below(6) {
            0 => {
                format!("```http\nPOST https://{host}{path} HTTP/1.1\nContent-Type: application/json\n\n{body}\n```\n")
            }
            1 => format!("```http\nPOST {path}\nHost: {host}\n{body:#}\n```\n"),
            2 => format!("```json\n{body:#}\n```\n"),
            3 => format!("```json\n{{\n  \"parameters\": [ … ],\n  \"{}\": ...\n}}\n```\n", random.word()),
            4 => format!("```sh\ncurl -X POST https://{host}{path} -d '{body}'\n```\n"),
            _ => format!("    POST https://{host}{path}\n\n    {body}\n"),
        };
        page.push_str(&format!("\n## {}\n\n{block}", random.name()));
    }
    (random.one(&["README.md", "API.md", "usage.markdown"]).to_owned(), page)
}
