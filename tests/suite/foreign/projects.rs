//! What lies in the root of projects: packages, lock files, settings of compilers and editors.

use serde_json::{Map, Value, json};

use super::Kind;
use crate::support::dice::Dice;

pub(super) const KINDS: &[Kind] = &[
    ("package", package),
    ("lock", lock),
    ("tsconfig", tsconfig),
    ("editor", editor),
    ("json-schema", json_schema),
    ("readme", readme),
];

fn versions(dice: &mut Dice, most: usize) -> Map<String, Value> {
    dice.some(most, |dice| (dice.name(), json!(format!("^{}", dice.version())))).into_iter().collect()
}

fn package(dice: &mut Dice) -> (String, String) {
    let mut package = json!({"name": dice.name(), "version": dice.version(), "dependencies": versions(dice, 6)});
    if dice.once_in(2) {
        package["scripts"] = json!({"test": "jest", "post": format!("curl -X POST https://{}", dice.host())});
    }
    if dice.once_in(2) {
        package["config"] = dice.json(3);
        package["parameters"] = dice.json(2);
    }
    ("package.json".to_owned(), dice.layout(&package))
}

fn lock(dice: &mut Dice) -> (String, String) {
    let names = dice.some(8, |dice| (dice.name(), dice.version(), dice.hex(64)));
    match dice.below(4) {
        0 => {
            let packages: Map<String, Value> = names
                .iter()
                .map(|(name, version, hash)| {
                    (format!("node_modules/{name}"), json!({"version": version, "integrity": hash}))
                })
                .collect();
            let lock = json!({"name": dice.name(), "lockfileVersion": 3, "requires": true, "packages": packages});
            ("package-lock.json".to_owned(), dice.layout(&lock))
        }
        1 => {
            let list: Vec<Value> = names
                .iter()
                .map(|(name, version, hash)| json!({"name": name, "version": version, "dist": {"shasum": hash}}))
                .collect();
            ("composer.lock".to_owned(), format!("{:#}", json!({"content-hash": dice.hex(32), "packages": list})))
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
fn tsconfig(dice: &mut Dice) -> (String, String) {
    let options = dice.some(4, |dice| {
        let comment = dice.one(&["", " // as before", " /* for the build */"]);
        format!("    \"{}{}\": {},{comment}\n", dice.word(), dice.below(9), dice.json(1))
    });
    let text = format!(
        "{{\n  // {}\n  \"compilerOptions\": {{\n{}  }},\n  \"include\": [\"{}\"],\n}}\n",
        dice.name(),
        options.concat(),
        dice.name()
    );
    (dice.one(&["tsconfig.json", "jsconfig.json", "tsconfig.build.json"]).to_owned(), text)
}

fn editor(dice: &mut Dice) -> (String, String) {
    let lines = dice.some(6, |dice| format!("  \"{}.{}\": {}", dice.name(), dice.word(), dice.json(2)));
    let comment = dice.one(&["", "// settings\n", "/* see the wiki */\n"]);
    (
        dice.one(&["settings.json", ".eslintrc.json", "launch.jsonc"]).to_owned(),
        format!("{comment}{{\n{}\n}}\n", lines.join(",\n")),
    )
}

fn json_schema(dice: &mut Dice) -> (String, String) {
    let names = ["parameters", "subjects", "ruleId", "objectId", "objectTypeName", "links"];
    let properties: Map<String, Value> = dice
        .some(5, |dice| {
            let name = if dice.once_in(2) { dice.one(&names) } else { dice.word() };
            let kind = dice.one(&["string", "array", "object", "integer"]);
            (name.to_owned(), json!({"type": kind, "description": dice.name(), "items": dice.json(1)}))
        })
        .into_iter()
        .collect();
    let version = dice.one(&["draft-07/schema#", "draft-04/schema#", "draft/2020-12/schema"]);
    let schema = json!({
        "$schema": format!("https://json-schema.org/{version}"),
        "title": dice.name(),
        "type": "object",
        "required": properties.keys().next(),
        "properties": properties,
    });
    ("schema.json".to_owned(), dice.layout(&schema))
}

/// The pages of other APIs: requests, answers, bodies, commands.
fn readme(dice: &mut Dice) -> (String, String) {
    let mut page = format!("# {}\n\nSee `{}` and `{}`.\n", dice.name(), dice.word(), dice.word());
    for _ in 0..=dice.below(4) {
        let (host, path, body) = (dice.host(), dice.path(), dice.json(2));
        let block = match dice.below(6) {
            0 => {
                format!("```http\nPOST https://{host}{path} HTTP/1.1\nContent-Type: application/json\n\n{body}\n```\n")
            }
            1 => format!("```http\nPOST {path}\nHost: {host}\n{body:#}\n```\n"),
            2 => format!("```json\n{body:#}\n```\n"),
            3 => format!("```json\n{{\n  \"parameters\": [ … ],\n  \"{}\": ...\n}}\n```\n", dice.word()),
            4 => format!("```sh\ncurl -X POST https://{host}{path} -d '{body}'\n```\n"),
            _ => format!("    POST https://{host}{path}\n\n    {body}\n"),
        };
        page.push_str(&format!("\n## {}\n\n{block}", dice.name()));
    }
    (dice.one(&["README.md", "API.md", "usage.markdown"]).to_owned(), page)
}
