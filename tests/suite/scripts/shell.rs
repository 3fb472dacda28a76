//! Bodies as shell scripts write them.

use serde_json::Value;

use super::URL;

/// JSON in single quotes.
pub(crate) fn single(body: &Value) -> String {
    let json = pretty(body).replace('\'', r"'\''");
    format!("curl -sX POST '{URL}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{json}'\n")
}

/// JSON in double quotes, in a variable.
pub(crate) fn double(body: &Value) -> String {
    let mut json = body.to_string();
    for special in ['\\', '"', '$', '`'] {
        json = json.replace(special, &format!("\\{special}"));
    }
    format!("url=\"{URL}\"\nbody=\"{json}\"\naz rest --method post --uri \"$url\" --body \"$body\"\n")
}

/// JSON in a here-document in which variables expand.
pub(crate) fn heredoc(body: &Value) -> String {
    let mut json = pretty(body);
    for special in ['\\', '$', '`'] {
        json = json.replace(special, &format!("\\{special}"));
    }
    format!(
        "body=$(cat <<EOF\n{json}\nEOF\n)\ncurl --request POST --url \"{URL}\" --header \"Content-Type: application/json\" --data \"$body\"\n"
    )
}

/// A value that `jq` makes JSON.
pub(crate) fn jq(body: &Value) -> String {
    // A single quote has to be escaped as JSON, since nothing escapes it in the shell.
    let json = pretty(body).replace('\'', "\\u0027");
    format!("jq -n '{json}' |\n  curl -X POST -H 'Content-Type: application/json' --data-binary @- '{URL}'\n")
}

fn pretty(body: &Value) -> String {
    serde_json::to_string_pretty(body).expect("JSON")
}

/// A word, without its marks and escapes.
pub(crate) fn word(words: &str) -> String {
    super::powershell::word(&words.replace("\\u0027", "'").replace(r"'\''", "'").replace(r#"\""#, "\""))
}
