//! `docs/rules/`: a page for each rule, made of its own words and its first fixture, and an index.
//! `UPDATE_EXPECT=1 cargo test --test rule_pages` writes them anew.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "support/files.rs"]
mod files;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use files::{files_below, shown};
use msgraph_lint::finding::{Group, RuleInfo};
use msgraph_lint::rules;
use msgraph_lint::source::{Source, visible};

/// What the rules of a group look at.
fn about(group: Group) -> &'static str {
    match group {
        Group::Syntax => "Any JSON text: what departs from RFC 8259, or is allowed there and never meant.",
        Group::Structure => "The body against the JSON Schema of the operation.",
        Group::Value => "What the words in the body mean.",
        Group::Http => "The message around the body: method, URL, headers.",
        Group::Docs => "Pages in the style of the Microsoft Graph reference.",
        Group::Ignores => "The comments that keep other rules silent.",
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
    let facts = format!("Group: [{group}](README.md#{group}) · Severity: {severity} · Fix: {fix}");
    let manual = linked(rule.manual.trim_end(), rule.id, rules);
    let (words, evidence) = manual.split_once("\n## Evidence").unwrap_or((&manual, ""));
    let mut text = format!("# {}\n\n{facts}\n\n{}\n\n{}", rule.id, words.trim_end(), example(rule.id));
    if !evidence.is_empty() {
        let _ = write!(text, "\n## Evidence{evidence}\n");
    }
    text
}

/// The first example of a rule: the text, the report, and the text after the rule's fixes.
fn example(id: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules").join(id);
    let read = |path: PathBuf| {
        let bytes = fs::read(path).ok()?;
        Source::from_bytes("a", bytes).ok().map(|source| source.text().replace("\r\n", "\n"))
    };
    let named =
        |ending: &str| files_below(&shown(&folder)).into_iter().find(|path| path.ends_with(format!("flags.{ending}")));
    let (extension, text) = ["json", "http", "md", "jsonl", "har"]
        .into_iter()
        .find_map(|extension| Some((extension, named(extension).and_then(read)?)))
        .unwrap_or_else(|| panic!("fixtures/rules/{id}/ has no flags file"));
    let mut example = format!("## Example\n\n{}", block(extension, &text));
    if let Some(schema) = read(folder.join("sync-schema.json")) {
        let _ = write!(example, "\nThe synchronization schema of the job:\n\n{}", block("json", &schema));
    }
    let report = named("report.txt").and_then(read).unwrap_or_default();
    let _ = write!(example, "\nThe report:\n\n{}", block("text", &report));
    if let Some(fixed) = named(&format!("fixed.{extension}")).and_then(read) {
        let _ = write!(example, "\nAfter the fix:\n\n{}", block(extension, &fixed));
    }
    example
}

/// A fenced block of a text. What would not be seen there is made visible.
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
    let text = visible(text, true);
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
        let mut linked = String::new();
        for (number, words) in line.split('`').enumerate() {
            let quoted = number % 2 == 1;
            match rules.iter().find(|rule| quoted && rule.id == words && words != own) {
                Some(rule) if !linked.ends_with('[') => {
                    let _ = write!(linked, "[`{0}`]({0}.md)", rule.id);
                }
                _ if quoted => {
                    let _ = write!(linked, "`{words}`");
                }
                _ => linked.push_str(words),
            }
        }
        linked
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
    assert!(stray.is_empty(), "there is no rule for {stray:?}");
    let is_false = |name: &str, text: &str| {
        fs::read_to_string(folder.join(name)).unwrap_or_default().replace("\r\n", "\n") != text
    };
    let wrong: Vec<&String> = pages.iter().filter(|(name, text)| is_false(name, text)).map(|page| page.0).collect();
    assert!(wrong.is_empty(), "UPDATE_EXPECT=1 cargo test --test rule_pages writes these anew: {wrong:?}");
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
            let leads = if file.starts_with("https://") {
                !link.contains(char::is_whitespace)
                    && file.len() > "https://".len()
                    && file["https://".len()..].contains('.')
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
