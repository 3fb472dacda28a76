//! The whole way from bytes to a report: nothing may panic, every place lies in the text, every fix can be made, and
//! what is strict JSON is what `serde_json` takes for it.
#![no_main]

#[path = "../../tests/support/findings.rs"]
mod findings;
#[path = "../../tests/support/reading.rs"]
mod reading;

use findings::invariants;
use libfuzzer_sys::fuzz_target;
use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::formats::{FORMATS, Style};
use msgraph_lint::report::Report;
use msgraph_lint::source::Source;
use msgraph_lint::{fix, rules};
use reading::{agrees, holds_together, read};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(source) = Source::from_bytes("request.json", bytes.to_vec()) {
        validate(source).unwrap_or_else(|problem| panic!("{problem}"));
    }
});

fn validate(source: Source) -> Result<(), String> {
    let text = source.text();
    agrees(text)?;
    holds_together(text, &read(text))?;
    let everything = Config::new(&rules::infos(), [], []).map_err(|word| word.to_string())?;
    let checked = check(source, &everything);
    invariants(&checked)?;
    for fix in checked.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        let fixed = fix::apply(checked.source.text(), fix.edits());
        let added: usize = fix.edits().iter().map(|edit| edit.text.len()).sum();
        let taken: usize = fix.edits().iter().map(|edit| edit.span.len() as usize).sum();
        if fixed.len() != checked.source.text().len() + added - taken {
            return Err(format!("an edit was left out: {fix:?}"));
        }
    }
    let report = Report { checked: vec![checked], ..Report::default() };
    for format in FORMATS {
        let mut written = Vec::new();
        format.write(&report, &mut written, Style::PLAIN).map_err(|error| error.to_string())?;
        let text = str::from_utf8(&written).map_err(|error| format!("{}: {error}", format.name))?;
        if format.name == "json" {
            serde_json::from_str::<serde_json::Value>(text).map_err(|error| format!("json: {error}"))?;
        } else if text.chars().any(|character| character.is_control() && character != '\n') {
            return Err(format!("{}: a control character would reach the terminal", format.name));
        }
    }
    Ok(())
}
