//! The path of an example does not fit any URL template of its page.
//!
//! ## Why it matters
//! A page of the reference shows under "HTTP request" how the operation is addressed. If an example has another path,
//! either the example or the template is wrong.
//!
//! ## What to do
//! Compare the path with the templates, segment by segment, and correct the wrong one. Only pages about one operation
//! (`doc_type: apiPageType`) are checked, and only examples that end like a template: a page may show another request
//! on purpose.
//!
//! ## Evidence
//! - [The requirements of API Doctor](https://github.com/OneDrive/apidoctor/blob/master/docs/markdown-requirements.md):
//!   URL templates are in blocks of the type `ignored`.

use super::quote;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::http::{Segment, Url};
use crate::page::{Block, Page};
use crate::rule::{Check, Findings, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "template-mismatch",
        group: Group::Docs,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "an example's path that fits no URL template of its page",
        manual: crate::manual!("template_mismatch.rs"),
    },
    check: Check::Page(check),
};

/// More templates than any page about one operation has.
const MOST: usize = 64;

/// A segment without its key and case, or `None` if it stands for any value.
type Step = Option<String>;

/// A template, with the place of the whole in the page.
struct Template {
    steps: Vec<Step>,
    place: Span,
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    if !page.front_matter().lines().any(|line| line.trim() == "doc_type: apiPageType") {
        return;
    }
    let templates: Vec<Template> = page.blocks.iter().flat_map(templates).take(MOST + 1).collect();
    if templates.len() > MOST {
        return;
    }
    for block in &page.blocks {
        let text = block.mapped.text();
        for url in block.parts.iter().filter_map(|part| part.url()) {
            let steps = steps(text, url);
            let alike = |template: &&Template| template.steps.last() == steps.last() && !steps.is_empty();
            let Some(nearest) = templates.iter().find(alike).filter(|_| steps.last() != Some(&None)) else { continue };
            if templates.iter().any(|template| fits(&template.steps, &steps)) {
                continue;
            }
            let place = block.mapped.locate(url);
            findings
                .report(place, format!("{} fits no URL template of the page", quote(url.of(text))))
                .label(place, "the path of the example")
                .label(nearest.place, "the template")
                .help("Readers follow the template and the example. Compare the two segment by segment, and correct the wrong one.");
        }
    }
}

fn templates(block: &Block<'_>) -> Vec<Template> {
    let text = block.mapped.text();
    let urls = block.templates.iter();
    urls.map(|&url| Template { steps: steps(text, url), place: block.mapped.locate(url) }).collect()
}

/// The path after host and version; empty for paths that are written otherwise than segment by segment.
fn steps(text: &str, url: Span) -> Vec<Step> {
    let url = Url::read(text, url);
    // `root:/path/to/file:` addresses by path, a function's name holds its parameters.
    let unusual = |segment: &Segment| segment.span.of(text).contains(':') && segment.key.is_none();
    if url.segments.iter().any(unusual) {
        return Vec::new();
    }
    let mut steps = Vec::new();
    for (number, segment) in url.segments.iter().enumerate() {
        let words = segment.name.of(text).trim();
        if number == 0 && matches!(words, "v1.0" | "beta" | "{version}") {
            continue;
        }
        if steps.is_empty() && words == "me" {
            steps.extend([Some("users".to_owned()), None]);
            continue;
        }
        let name = words.rsplit('.').next().unwrap_or(words).to_lowercase();
        steps.push((!words.starts_with(['{', '<'])).then_some(name));
        // `users('id')` is `users/id`.
        steps.extend(segment.key.map(|_| None));
    }
    steps
}

fn fits(template: &[Step], steps: &[Step]) -> bool {
    let fits = |(wanted, step): (&Step, &Step)| wanted.is_none() || step.is_none() || wanted == step;
    template.len() == steps.len() && template.iter().zip(steps).all(fits)
}
