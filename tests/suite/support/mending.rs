//! Mending a body as the program does, with the fixes of its syntax findings.

use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::finding::Safety;
use msgraph_lint::fix::fix;
use msgraph_lint::rules;
use msgraph_lint::source::Source;

/// The bare body `text` after all fixes of syntax that are no less safe than `limit`.
pub(crate) fn mended(text: &str, limit: Safety) -> String {
    let config = Config::new(&rules::infos(), ["syntax"], []).expect("a group");
    let source = Source::new("body.json", text).expect("a small text");
    let fixed = fix(check(source, &config), limit, &|source| check(source, &config));
    fixed.now().source.text().to_owned()
}
