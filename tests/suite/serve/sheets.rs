//! The sheets of operations that the page asks for, which are those that the command line prints.

use msgraph_lint::serve::Options;
use serde_json::{Value, json};

use super::{Endpoint, config};

/// What is answered to these words.
fn find(endpoint: &Endpoint, words: &str) -> Value {
    let words: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let answer = endpoint.get(&format!("/_operations?find={words}"));
    assert_eq!(answer.status, 200, "{words}");
    answer.json()
}

/// The paths, with their methods.
fn paths(answer: &Value) -> Vec<String> {
    let row = |row: &Value| {
        let methods = row["methods"].as_array().expect("a list").iter();
        let methods: Vec<&str> = methods.map(|method| method.as_str().expect("a method")).collect();
        format!("{} {}", methods.join(" "), row["path"].as_str().expect("a path"))
    };
    answer["paths"].as_array().unwrap_or_else(|| panic!("{answer}")).iter().map(row).collect()
}

/// The rows of a part of a sheet.
fn part<'a>(answer: &'a Value, title: &str) -> &'a Value {
    let parts = answer["sheet"]["parts"].as_array().unwrap_or_else(|| panic!("{answer}"));
    parts.iter().find(|part| part["title"] == title).map_or(&Value::Null, |part| &part["rows"])
}

#[test]
fn every_operation_has_a_sheet() {
    let endpoint = Endpoint::start(Options::default());
    let sheet = find(&endpoint, "POST /users/{id}/assignLicense");
    assert_eq!(sheet["sheet"]["title"], "POST /users/{id}/assignLicense");
    assert_eq!(part(&sheet, "Body")[1], json!(["removeLicenses", "Collection(Guid)"]));
    let of_beta = find(&endpoint, "GET https://graph.microsoft.com/beta/users/adele");
    assert_eq!(of_beta["sheet"]["title"], "GET /beta/users/{id}");
    assert!(part(&of_beta, "Metadata")[0][0].as_str().is_some_and(|words| words.starts_with("beta ")));
    // By id and by path it is the same, and shows what the metadata does not.
    let by_id = find(&endpoint, "synchronizationjob_provisionondemand");
    assert_eq!(by_id["sheet"]["method"], "POST");
    assert!(!part(&by_id, "Permissions, one of which is enough").is_null(), "{by_id}");
    let path = "post /servicePrincipals/{id}/synchronization/jobs/{id}/provisionOnDemand";
    assert_eq!(find(&endpoint, path), by_id);
}

#[test]
fn a_path_leads_on() {
    let endpoint = Endpoint::start(Options::default());
    assert_eq!(paths(&find(&endpoint, "/users/{id}/mailF")), ["GET POST /users/{id}/mailFolders"]);
    let below = paths(&find(&endpoint, "/users/{id}/mailFolders"));
    assert!(below.contains(&"GET PATCH DELETE /users/{id}/mailFolders/{id}".to_owned()), "{below:?}");
    assert!(paths(&find(&endpoint, "/beta/us")).contains(&"GET POST /beta/users".to_owned()));
    assert!(paths(&find(&endpoint, "https://graph.microsoft.com/beta/users/{id}/")).len() > 50);
    // A word alone is the beginning of a path.
    assert_eq!(paths(&find(&endpoint, "user"))[0], "GET POST /users");
    assert!(paths(&find(&endpoint, "/")).len() > 50);
    // Each path that is offered is found in turn, and each request has a sheet.
    for row in ["/", "/users", "/beta/groups/{id}"].iter().flat_map(|path| paths(&find(&endpoint, path))) {
        let (methods, path) = row.rsplit_once(' ').expect("methods and a path");
        assert!(!paths(&find(&endpoint, path)).is_empty(), "{row}");
        for method in methods.split_whitespace() {
            let answer = find(&endpoint, &format!("{method} {path}"));
            assert!(answer["sheet"]["title"].is_string(), "{method} {path}: {answer}");
        }
    }
}

#[test]
fn what_is_not_there_is_said_in_words() {
    let endpoint = Endpoint::start(Options::default());
    for (words, problem) in [
        ("GET /users/{id}/messges", "there is no `messges`"),
        ("/users/{id}/messges/", "there is no `messges`"),
        ("PUT /users", "takes `GET` or `POST`, not `PUT`"),
        ("provision it", "is not a request"),
        ("synchronizationjob_provisionondemnd", "did you mean `synchronizationjob_provisionondemand`?"),
        ("\u{0}<b>", "there is no operation"),
        ("GET /%zz/..//", ""),
    ] {
        let answer = find(&endpoint, words);
        assert!(answer["problem"].as_str().is_some_and(|it| it.contains(problem)), "{words}: {answer}");
    }
    for query in ["", "?", "?find=", "?find=%20", "?other=1&find=", "?find"] {
        let answer = endpoint.get(&format!("/_operations{query}")).json();
        assert!(answer["operations"].as_array().is_some_and(|known| known.len() >= 5), "{query}: {answer}");
    }
    assert_eq!(endpoint.get("/_operations?find=%FF%").status, 200);
}

#[test]
fn the_metadata_of_the_user_counts() {
    let text = std::fs::read_to_string("tests/cli/config-metadata.txt").expect("the scenario is there");
    let text = text.split("--- file metadata.xml\n").nth(1).and_then(|text| text.split("--- exit").next());
    let config = config().with_metadata("metadata.xml", text.expect("its file")).expect("it is metadata");
    let endpoint = Endpoint::with(Options::default(), config);
    assert_eq!(paths(&find(&endpoint, "/")), ["GET POST /users"]);
    assert_eq!(find(&endpoint, "GET /users/{id}/thoughts")["sheet"]["summary"], "Lists objects of the type thought.");
    assert_eq!(endpoint.get("/v1.0/users/u/thoughts").json()["value"][0]["text"], "sample text");
    assert_eq!(endpoint.get("/v1.0/users/u/messages").status, 400);
}
