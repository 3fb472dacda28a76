//! Pages: the published one with its mistakes, pages that are nobody's business, and pages made by the thousand out of
//! valid and broken blocks of every kind (`tests/suite/support/pages.rs`). `PAGES=20000` makes more of them.

use std::collections::BTreeMap;

use crate::support::dice::Dice;
use crate::support::findings::invariants;
use crate::support::pages::{Container, Page};
use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::finding::{Group, Severity};
use msgraph_lint::report::Checked;
use msgraph_lint::rules;
use msgraph_lint::source::Source;

fn check_page(name: &str, text: &str) -> Checked {
    let config = Config::new(&rules::infos(), [], []).expect("everything is on");
    check(Source::new(name, text).expect("a page is small"), &config)
}

/// Rule, line and column of each finding that is not about the message around the body.
fn places(checked: &Checked) -> Vec<(&'static str, u32, u32)> {
    let found = checked.findings.iter().filter(|finding| finding.rule.group != Group::Http);
    found
        .map(|finding| {
            let at = checked.source.position(finding.span.start);
            (finding.rule.id, at.line, at.column)
        })
        .collect()
}

#[test]
fn the_published_page_has_its_mistakes() {
    let text = include_str!("../../fixtures/pages/published-2020.md").replace("\r\n", "\n");
    let wanted = [
        ("missing-colon", 70, 17),
        ("legacy-object-type", 73, 11),
        ("response-type-mismatch", 86, 18),
        ("fence-language", 89, 1),
        ("response-body-mismatch", 93, 12),
    ];
    assert_eq!(places(&check_page("published-2020.md", &text)), wanted);
    assert_eq!(places(&check_page("windows.md", &text.replace('\n', "\r\n"))), wanted);
}

/// In containers the places move to the right, and every word underlined stays the same.
#[test]
fn containers_change_nothing_but_places() {
    let page = include_str!("../../fixtures/pages/published-2020.md").replace("\r\n", "\n");
    let body = page.split("## Examples").nth(1).expect("the page has examples");
    let words = |text: &str| -> Vec<(&'static str, String)> {
        let checked = check_page("page.md", text);
        let found = checked.findings.iter().filter(|finding| !finding.span.of(text).contains('\n'));
        found.map(|finding| (finding.rule.id, finding.span.of(text).to_owned())).collect()
    };
    let plain = words(body);
    assert!(plain.len() >= 4, "{plain:?}");
    let quoted: String = body.lines().map(|line| format!("> {line}\n")).collect();
    let listed: String = body.lines().map(|line| format!("    {line}\n")).collect();
    let blank = |text: String| text.lines().map(|line| format!("{}\n", line.trim_end())).collect::<String>();
    assert_eq!(words(&quoted), plain);
    assert_eq!(words(&format!("1.  A step\n{}", blank(listed))), plain);
    assert_eq!(words(&quoted.replace('\n', "\r\n")), plain);
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let pages = [
        "# A library\n\n```http\nPOST /users HTTP/1.1\nContent-Type: application/json\n\n{ name: 'x', }\n```\n",
        "```http\nPOST https://api.example.com/v1/things\n\n{ \"parameters\" [ }\n```\n\n```\nHTTP/1.1 200 OK\n\n{,}\n```\n",
        "<!-- not closed\n```http\nGET /me\n```\n",
        "<!-- {{ template }} -->\n```js\nfetch({ 'a': 1 })\n```\n",
        "- ```http\n  GET https://example.com/{id}\n",
        "```",
        "",
    ];
    for page in pages {
        let checked = check_page("README.md", page);
        assert!(checked.findings.is_empty(), "{page}\n{:#?}", checked.findings);
    }
}

/// How many pages are made where nobody asks for more.
const PAGES: usize = 2000;

#[test]
fn generated_pages_are_judged_rightly() {
    let pages = std::env::var("PAGES").ok().and_then(|pages| pages.parse().ok()).unwrap_or(PAGES);
    let mut dice = Dice::new(20_201_117);
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for _ in 0..pages {
        let page = Page::new(&mut dice);
        let container = Container::one_of(&mut dice);
        let valid = container.around(&page.text);
        let checked = check_page("page.md", &valid);
        invariants(&checked).expect("findings are in order");
        for finding in checked.findings.iter().filter(|finding| finding.severity > Severity::Info) {
            wrong.push(format!("{}: {}\n{valid}", finding.rule.id, finding.message));
        }
        let Some((broken, rule)) = page.broken(&mut dice, container) else { continue };
        let broken = container.around(&broken);
        let checked = check_page("page.md", &broken);
        invariants(&checked).expect("findings are in order");
        let reported = checked.findings.iter().filter(|it| it.severity > Severity::Info || it.rule.id == rule);
        let ids: Vec<&str> = reported.map(|finding| finding.rule.id).collect();
        let (made, found) = seen.entry(rule).or_default();
        *made += 1;
        match ids.contains(&rule) {
            true => *found += 1,
            false => missed.push(format!("{rule} {ids:?}\n{broken}")),
        }
        let others = ids.iter().filter(|id| **id != rule);
        wrong.extend(others.map(|id| format!("{id} beside {rule}\n{broken}")));
    }
    let share = |part: usize, rest: usize| 100.0 * part as f64 / (part + rest) as f64;
    let found: usize = seen.values().map(|(_, found)| found).sum();
    let (precision, recall) = (share(found, wrong.len()), share(found, missed.len()));
    println!("precision {precision:.2} %, recall {recall:.2} %, of {found} mistakes in {pages} pages");
    for (rule, (made, found)) in &seen {
        println!("{found:6} of {made:6} {rule}");
    }
    assert!(missed.is_empty(), "{} missed, such as {}", missed.len(), missed[0]);
    assert!(wrong.is_empty(), "{} wrong, such as {}", wrong.len(), wrong[0]);
}
