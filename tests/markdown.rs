//! Pages: the published one with its mistakes, pages that are nobody's business, and pages made by the hundred out of
//! valid and broken blocks of every kind.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "precision and recall are to be read")]

#[path = "support/findings.rs"]
mod findings;

use findings::invariants;
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
    let text = include_str!("../fixtures/pages/published-2020.md").replace("\r\n", "\n");
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
    let page = include_str!("../fixtures/pages/published-2020.md").replace("\r\n", "\n");
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

/// A small generator of numbers; the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    fn guid(&mut self) -> String {
        let mut part = |length: u32| format!("{:0width$x}", self.below(1 << 16), width = length as usize);
        format!(
            "{}{}-{}-4{}-a{}-{}{}{}",
            part(4),
            part(4),
            part(4),
            &part(4)[1..],
            &part(4)[1..],
            part(4),
            part(4),
            part(4)
        )
    }
}

/// What is broken, and the rule that has to see it.
const BREAKS: [(&str, &str, &str); 12] = [
    ("\"parameters\": [", "\"parameters\" [", "missing-colon"),
    ("\"objectTypeName\"", "\"objectType\"", "legacy-object-type"),
    ("\"subjects\": [{", "\"subjects\": [{,", "trailing-comma"),
    ("\"blockType\": \"request\"", "\"blockType\" \"request\"", "malformed-annotation"),
    ("\"blockType\": \"request\"", "\"blockType\": \"reqest\"", "unknown-block-type"),
    ("microsoft.graph.stringKeyStringValuePair", "microsoft.graph.synchronization", "response-type-mismatch"),
    ("\"value\": \"{}\"", "\"value\": {}", "response-body-mismatch"),
    ("{\\\"result\\\":", "{\\\"result\\\"", "response-body-mismatch"),
    ("HTTP/1.1 200 OK", "HTTP/1.1 200 OK", "fence-language"),
    ("\n{\n  \"parameters\"", "\n```json\n{\n  \"parameters\"", "fence-inside-body"),
    ("  ]\n}\n```\n", "  ]\n}\n", "unclosed-fence"),
    ("/synchronization/jobs/{job", "/jobs/{job", "template-mismatch"),
];

/// A page without a mistake.
fn page(numbers: &mut Numbers) -> String {
    let version = numbers.one_of(&["v1.0", "beta"]);
    let fence = numbers.one_of(&["```http", "``` http", "```HTTP"]);
    let action = numbers.one_of(&["provisionOnDemand", "microsoft.graph.provisionOnDemand"]);
    let (principal, rule, object) = (numbers.guid(), numbers.guid(), numbers.guid());
    let gap = numbers.one_of(&["", "<!-- markdownlint-disable -->\n", "> [!NOTE]\n> Shortened.\n\n"]);
    let name = numbers.one_of(&["provision", "synchronizationjob_provisionondemand"]);
    let truncated = numbers.one_of(&["true", "false"]);
    let other = numbers.one_of(&[
        "",
        "```powershell\nGet-MgUser -UserId $id\n```\n\n",
        "```json\n{ \"id\": \"String\", … }\n```\n\n",
    ]);
    let notice =
        if version == "beta" { "[!INCLUDE [beta-disclaimer](../../includes/beta-disclaimer.md)]\n\n" } else { "" };
    let key = numbers.one_of(&[
        r#""{\"result\":\"Success\",\"details\":{}}""#,
        r#""{\"result\":\"Skipped\",\"details\":{\"errorCode\":\"x\"}}""#,
    ]);
    format!(
        r#"---
title: "synchronizationJob: provisionOnDemand"
doc_type: apiPageType
---

# Provision on demand

{notice}## HTTP request

<!-- {{ "blockType": "ignored" }} -->
{fence}
POST /servicePrincipals/{{servicePrincipalsId}}/synchronization/jobs/{{jobId}}/provisionOnDemand
```

{other}## Examples

### Request

{gap}<!-- {{
  "blockType": "request",
  "name": "{name}"
}}
-->
{fence}
POST https://graph.microsoft.com/{version}/servicePrincipals/{principal}/synchronization/jobs/{{jobId}}/{action}
Content-Type: application/json

{{
  "parameters": [
    {{
      "ruleId": "{rule}",
      "subjects": [{{ "objectId": "{object}", "objectTypeName": "User" }}]
    }}
  ]
}}
```

### Response

<!-- {{
  "blockType": "response",
  "truncated": {truncated},
  "@odata.type": "microsoft.graph.stringKeyStringValuePair"
}}
-->
{fence}
HTTP/1.1 200 OK
Content-Type: application/json

{{
  "key": {key},
  "value": "{{}}"
}}
```
"#
    )
}

#[test]
fn generated_pages_are_judged_rightly() {
    let mut numbers = Numbers(20_201_117);
    let (mut found, mut missed, mut wrong) = (0, Vec::new(), Vec::new());
    for round in 0..600 {
        let valid = page(&mut numbers);
        let container = round % 4;
        let wrap = |text: &str| -> String {
            match container {
                0 => text.to_owned(),
                1 => text.replace('\n', "\r\n"),
                // Front matter and notices are of the page, not of a container in it.
                2 => text.lines().map(|line| format!("> {line}\n")).collect(),
                _ => {
                    let lines = text.lines().map(|line| format!("   {line}").trim_end().to_owned() + "\n");
                    format!("1. A step\n\n{}", lines.collect::<String>())
                }
            }
        };
        let checked = check_page("page.md", &wrap(&valid));
        invariants(&checked).expect("findings are in order");
        for finding in checked.findings.iter().filter(|finding| finding.severity > Severity::Info) {
            wrong.push(format!("{}: {}\n{}", finding.rule.id, finding.message, wrap(&valid)));
        }
        let (from, to, rule) = BREAKS[numbers.below(BREAKS.len())];
        // The front matter tells that a page is about one operation; in a container there is none.
        if rule == "template-mismatch" && container > 1 {
            continue;
        }
        let broken = match rule {
            "fence-language" => {
                let at = valid.find("HTTP/1.1").expect("there is a response");
                let fence = valid[..at - 1].rfind("```").expect("it has a fence");
                format!("{}```\n{}", &valid[..fence], &valid[at..])
            }
            _ => valid.replacen(from, to, 1),
        };
        let checked = check_page("page.md", &wrap(&broken));
        invariants(&checked).expect("findings are in order");
        let ids: Vec<&str> = checked
            .findings
            .iter()
            .filter(|finding| finding.severity > Severity::Info || finding.rule.id == rule)
            .map(|finding| finding.rule.id)
            .collect();
        match ids.contains(&rule) {
            true => found += 1,
            false => missed.push(format!("{rule} {ids:?}\n{}", wrap(&broken))),
        }
        let others = ids.iter().filter(|id| **id != rule);
        wrong.extend(others.map(|id| format!("{id} beside {rule}\n{}", wrap(&broken))));
    }
    let share = |part: usize, rest: usize| 100.0 * part as f64 / (part + rest) as f64;
    let (precision, recall) = (share(found, wrong.len()), share(found, missed.len()));
    println!("precision {precision:.1} %, recall {recall:.1} %, of {found} mistakes in 600 pages");
    assert!(missed.is_empty(), "{} missed, such as {}", missed.len(), missed[0]);
    assert!(wrong.is_empty(), "{} wrong, such as {}", wrong.len(), wrong[0]);
}
