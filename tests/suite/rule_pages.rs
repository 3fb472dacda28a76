//! `docs/rules/`: a page for each rule, made of its own words and its first fixture, and an index.
//! `UPDATE_EXPECT=1 cargo test --test suite rule_pages::` writes them anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::files::{files_below, shown};
use msgraph_lint::check::{check, schema_file};
use msgraph_lint::config::Config;
use msgraph_lint::finding::{Group, RuleInfo};
use msgraph_lint::formats::{Style, find};
use msgraph_lint::report::Report;
use msgraph_lint::rules;
use msgraph_lint::source::{Encoding, Source, visible};

/// What the rules of a group look at.
fn about(group: Group) -> &'static str {
    match group {
        Group::Syntax => "Any JSON text: what departs from RFC 8259, or is allowed there and never meant.",
        Group::Structure => "The body against the JSON Schema of the operation.",
        Group::Value => "What the words in the body mean.",
        Group::Http => "The message around the body: method, URL, headers.",
        Group::Script => {
            "What a script makes of a request: values that are cut off, names that expand, bodies sent as forms."
        }
        Group::Docs => "Pages in the style of the Microsoft Graph reference.",
        Group::Ignores => "The comments that keep other rules silent.",
        Group::Config => "Configuration files, which `docs/configuration.md` describes.",
    }
}

/// Every page, by its file name.
fn pages() -> BTreeMap<String, String> {
    let rules = rules::infos();
    let mut pages: BTreeMap<String, String> =
        rules.iter().map(|rule| (format!("{}.md", rule.id), page(rule, &rules))).collect();
    pages.insert("README.md".to_owned(), index(&rules));
    pages
}

fn index(rules: &[&RuleInfo]) -> String {
    let mut text = String::from(
        "# Rules\n\nWhat the program finds, by group. `--select` and `--ignore` take ids and groups alike. A fix is *safe* if it \
         is the only reasonable reading and loses nothing; *unsafe* if it is a guess.\n\nThese pages are made of the rules \
         themselves and their fixtures: `msgraph-lint explain RULE` shows the same words.\n",
    );
    for group in Group::ALL {
        let _ = write!(
            text,
            "\n## {}\n\n{}\n\n| rule | severity | fix | finds |\n|---|---|---|---|\n",
            group.name(),
            about(group)
        );
        let mut listed: Vec<_> = rules.iter().filter(|rule| rule.group == group).collect();
        listed.sort_by_key(|rule| rule.id);
        for rule in listed {
            let (id, severity, fix, summary) =
                (rule.id, rule.severity, rule.fix.name(), rule.summary.replace('|', "\\|"));
            let _ = writeln!(text, "| [`{id}`]({id}.md) | {severity} | {fix} | {summary} |");
        }
    }
    text
}

fn page(rule: &RuleInfo, rules: &[&RuleInfo]) -> String {
    let group = rule.group.name();
    let (severity, fix) = (rule.severity, rule.fix.name());
    let violations = format!("Group: [{group}](README.md#{group}) · Severity: {severity} · Fix: {fix}");
    let manual = linked(rule.manual.trim_end(), rule.id, rules);
    let (words, evidence) = manual.split_once("\n## Evidence").unwrap_or((&manual, ""));
    let mut text = format!("# {}\n\n{violations}\n\n{}\n", rule.id, words.trim_end());
    // Configuration files are not requests: they have no fixtures among those of the rules.
    if rule.group != Group::Config {
        let _ = write!(text, "\n{}", example(rule));
        if let Some(everyday) = everyday(rule) {
            let _ = write!(text, "\n## In another operation\n\n{everyday}");
        }
    }
    if !evidence.is_empty() {
        let _ = write!(text, "\n## Evidence{evidence}\n");
    }
    text
}

/// The first example of a rule: the text, the report, and the text after the rule's fixes.
fn example(rule: &RuleInfo) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules").join(rule.id);
    let read = |name: &str| fs::read(folder.join(name)).ok();
    let (extension, bytes) = ["json", "http", "md", "jsonl", "har", "ps1"]
        .into_iter()
        .find_map(|extension| Some((extension, read(&format!("flags.{extension}"))?)))
        .unwrap_or_else(|| panic!("fixtures/rules/{}/ has no flags file", rule.id));
    let name = format!("flags.{extension}");
    // Whether a suppression is needed is known only where its rules are on.
    let select = [rule.id].into_iter().filter(|_| rule.group != Group::Ignores);
    let config = Config::new(&rules::infos(), select.clone(), []).expect("the rule is known");
    let mut command = format!("validate {name}");
    command.extend(select.map(|id| format!(" --select {id}")));
    let mut text =
        if rule.manual.contains("\n## Example") { "## A whole example\n\n" } else { "## Example\n\n" }.to_owned();
    let schema = read("sync-schema.json").map(|bytes| String::from_utf8(bytes).expect("a schema is UTF-8"));
    let config = match &schema {
        Some(schema) => config.with_file("sync-schema", schema).expect("it is one"),
        None => config,
    };
    let own = read("schema.json").map(|bytes| String::from_utf8(bytes).expect("a schema is UTF-8"));
    let config = match &own {
        Some(text) => {
            let source = Source::new("schema.json", text.as_str()).expect("a schema is small");
            let schema = schema_file::read(source, &mut |path| Err(format!("{path} is not there")));
            config.with_schema(schema.expect("it is a schema"))
        }
        None => config,
    };
    let source = Source::from_bytes(name, bytes).expect("a fixture is a text");
    if let Encoding::Unicode(encoding) = source.encoding() {
        let _ = write!(text, "The words of a file in {encoding}:\n\n");
    }
    text.push_str(&block(extension, &seen(source.text())));
    if let Some(schema) = schema {
        command.push_str(" --sync-schema sync-schema.json");
        let _ =
            write!(text, "\nThe synchronization schema of the job, `sync-schema.json`:\n\n{}", block("json", &schema));
    }
    if let Some(schema) = own {
        command.push_str(" --schema schema.json");
        let _ = write!(text, "\nThe schema, `schema.json`:\n\n{}", block("json", &schema));
    }
    text.push_str(&report(source, &config, &command));
    if let Some(fixed) = read(&format!("flags.fixed.{extension}")) {
        let _ = write!(text, "\nAfter the fix:\n\n{}", block(extension, &seen(&String::from_utf8_lossy(&fixed))));
    }
    text
}

/// The example of a rule in an operation of everyday use, for rules whose first example is about provisionOnDemand.
fn everyday(rule: &RuleInfo) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules").join(rule.id);
    let name = "flags-everyday.http";
    let bytes = fs::read(folder.join(name)).ok()?;
    let config = Config::new(&rules::infos(), [rule.id], []).expect("the rule is known");
    let source = Source::from_bytes(name, bytes).expect("a fixture is a text");
    let mut text = block("http", &seen(source.text()));
    text.push_str(&report(source, &config, &format!("validate {name} --select {}", rule.id)));
    Some(text)
}

/// The report of a run with `command`.
fn report(source: Source, config: &Config, command: &str) -> String {
    let report = Report { checked: vec![check(source, config)], ..Report::default() };
    let mut shown = Vec::new();
    let full = find("full").expect("the format for people");
    full.write(&report, &mut shown, Style::PLAIN).expect("memory can be written to");
    let shown = format!("$ msgraph-lint {command}\n{}", String::from_utf8_lossy(&shown));
    format!("\nThe report:\n\n{}", block("console", &shown))
}

/// A text with what nobody would see in it. Of one that nobody would read, there is the beginning.
fn seen(text: &str) -> String {
    const LONGEST: usize = 8 * 1024;
    const BEGINNING: usize = 240;
    let mut text = text.replace("\r\n", "\n");
    if text.len() > LONGEST {
        text.truncate(text.floor_char_boundary(BEGINNING));
        text.push('…');
    }
    let mut seen = String::with_capacity(text.len());
    for character in visible(&text, true).chars() {
        if character.is_whitespace() && !character.is_ascii() {
            let _ = write!(seen, "<U+{:04X}>", u32::from(character));
        } else {
            seen.push(character);
        }
    }
    seen
}

/// A fenced block of a text.
fn block(extension: &str, text: &str) -> String {
    let language = match extension {
        "md" => "markdown",
        other => other,
    };
    let mut longest = 2;
    let mut run = 0;
    for character in text.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let end = if text.ends_with('\n') || text.is_empty() { "" } else { "\n" };
    format!("{fence}{language}\n{text}{end}{fence}\n")
}

/// `manual` with links to the pages of the other rules that it names.
fn linked(manual: &str, own: &str, rules: &[&RuleInfo]) -> String {
    let mut in_code = false;
    let lines = manual.lines().map(|line| {
        let is_fence = line.starts_with("```");
        in_code ^= is_fence;
        if in_code || is_fence || line.starts_with('#') {
            return line.to_owned();
        }
        let others = rules.iter().filter(|rule| rule.id != own && line.contains(rule.id));
        others.fold(line.to_owned(), |line, rule| {
            line.replace(&format!("`{}`", rule.id), &format!("[`{0}`]({0}.md)", rule.id))
        })
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_pages_of_the_rules_are_true() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let pages = pages();
    let stray = |path: &PathBuf| !pages.keys().any(|name| path.ends_with(name));
    let stray: Vec<PathBuf> = files_below("docs/rules").into_iter().filter(stray).collect();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(&folder).expect("a folder can be made");
        stray.iter().for_each(|path| fs::remove_file(path).expect("a page can be removed"));
        for (name, text) in &pages {
            fs::write(folder.join(name), text).expect("a page can be written");
        }
        return;
    }
    let stray: Vec<String> = stray.iter().map(|path| shown(path)).collect();
    assert!(stray.is_empty(), "there is no rule for {stray:?}");
    let is_false = |name: &str, text: &str| {
        fs::read_to_string(folder.join(name)).unwrap_or_default().replace("\r\n", "\n") != text
    };
    let wrong: Vec<&String> = pages.iter().filter(|(name, text)| is_false(name, text)).map(|page| page.0).collect();
    assert!(wrong.is_empty(), "UPDATE_EXPECT=1 cargo test --test suite rule_pages:: writes these anew: {wrong:?}");
}

/// What a page links to is there, or is an address that a browser can open.
#[test]
fn the_links_of_the_pages_lead_somewhere() {
    let mut followed = 0;
    let mut broken = Vec::new();
    let pages = pages();
    for (name, text) in &pages {
        for link in links(text) {
            let (file, anchor) =
                link.split_once('#').map_or((link.as_str(), None), |(file, anchor)| (file, Some(anchor)));
            let leads = if let Some(address) = file.strip_prefix("https://") {
                address.contains('.') && !link.contains(char::is_whitespace)
            } else {
                let heading = |text: &String| anchor.is_none_or(|anchor| text.contains(&format!("\n## {anchor}\n")));
                pages.get(file).is_some_and(heading)
            };
            followed += 1;
            if !leads {
                broken.push(format!("{name}: {link}"));
            }
        }
        let named = rules::infos().into_iter().find(|rule| format!("{}.md", rule.id) == *name);
        assert!(
            named.is_none_or(|rule| rule.url().ends_with(&format!("/docs/rules/{name}"))),
            "{name} has another address"
        );
    }
    assert!(followed > 2 * pages.len(), "{followed} links only");
    assert!(broken.is_empty(), "these lead nowhere: {broken:#?}");
}

/// The targets of the links in a page, what is shown as code left out.
fn links(text: &str) -> Vec<String> {
    let mut fence: Option<String> = None;
    let mut links = Vec::new();
    for line in text.lines() {
        let marks: String = line.chars().take_while(|&character| character == '`').collect();
        match &fence {
            Some(open) if marks.len() >= open.len() && line.len() == marks.len() => fence = None,
            Some(_) => {}
            None if marks.len() >= 3 => fence = Some(marks),
            None => {
                let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
                links.extend(prose.split("](").skip(1).filter_map(|link| Some(link.split_once(')')?.0.to_owned())));
                links.extend(prose.split('<').skip(1).filter_map(|link| Some(link.split_once('>')?.0.to_owned())));
            }
        }
    }
    links
}
