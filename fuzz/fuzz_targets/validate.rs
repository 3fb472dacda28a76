//! The whole way from bytes to a report: nothing may panic, every place lies in the text, every fix can be made, and
//! what is strict JSON is what `serde_json` takes for it.
#![no_main]

#[path = "../../tests/support/findings.rs"]
mod findings;
#[path = "../../tests/support/reading.rs"]
mod reading;

use libfuzzer_sys::fuzz_target;
use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::source::Source;
use msgraph_lint::{fix, rules};
use findings::invariants;
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
    Ok(())
}
