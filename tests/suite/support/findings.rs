//! What holds for the findings of any text whatever. The fuzz targets share it.

use msgraph_lint::finding::Fix;
use msgraph_lint::report::Checked;

/// What holds for the findings of any text.
pub(crate) fn invariants(checked: &Checked) -> Result<(), String> {
    let text = checked.source.text();
    for finding in &checked.findings {
        let id = finding.rule.id;
        let edits = finding.fix.as_ref().map_or(&[][..], Fix::edits);
        let labels = finding.labels.iter().map(|label| label.span);
        let spans = [finding.span].into_iter().chain(labels).chain(edits.iter().map(|edit| edit.span));
        for span in spans {
            let fits = span.start <= span.end && text.get(span.range()).is_some();
            fits.then_some(()).ok_or_else(|| format!("{id}: {span:?} does not fit the text"))?;
        }
        if finding.labels.iter().skip(1).any(|label| label.span == finding.span) {
            return Err(format!("{id}: a label at the finding's own place comes first"));
        }
        let lower = !finding.message.starts_with(char::is_uppercase) && !finding.message.ends_with('.');
        let plain = !finding.message.is_empty() && !finding.message.contains('\n');
        if !lower || !plain {
            return Err(format!("{id}: the message begins in lower case, without a full stop: {}", finding.message));
        }
    }
    let sorted = checked.findings.is_sorted_by_key(|finding| (finding.span, finding.rule.id));
    sorted.then_some(()).ok_or_else(|| "the findings are not in order".to_owned())
}
