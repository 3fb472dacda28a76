//! The program itself: what its options and the configuration in its folder change of the answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// `serve` in a folder, which ends with the test.
struct Program(Child, String);

impl Program {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_msgraph-lint"));
        program.arg("serve").args(arguments).current_dir(folder).env_clear();
        let mut child = program.stdout(Stdio::piped()).spawn().expect("it starts");
        let mut first = String::new();
        let stdout = child.stdout.take().expect("it is piped");
        BufReader::new(stdout).read_line(&mut first).expect("it is text");
        let address = first.trim().strip_prefix("http://").unwrap_or_else(|| panic!("no address: {first}")).to_owned();
        Self(child, address)
    }

    /// Status and header of findings of the answer to a GET.
    fn get(&self, path: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.1).expect("it accepts");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout can be set");
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {{{{t}}}}\r\nConnection: close\r\n\r\n"
        )
        .expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        let word = |line: &str, at: usize| line.split(' ').nth(at).unwrap_or_default().to_owned();
        let counts = answer.lines().find_map(|line| line.strip_prefix("msgraph-lint-findings: ")).unwrap_or_default();
        (word(&answer, 1), counts.to_owned())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const WRONG: &str = "/v1.0/users/u/messges";

#[test]
fn the_configuration_of_the_folder_counts_unless_another_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("it can be written");
    let answer = |arguments: &[&str]| Program::start(folder.path(), arguments).get(WRONG);
    assert_eq!(answer(&[]), ("400".to_owned(), "errors=1, warnings=0, infos=0".to_owned()));
    write("msgraph-lint.toml", "severity = { unknown-path = \"warning\" }");
    assert_eq!(answer(&[]).1, "errors=0, warnings=1, infos=0");
    write("other.toml", "ignore = [\"unknown-path\"]");
    assert_eq!(answer(&["--config", "other.toml"]).1, "errors=0, warnings=0, infos=0");
    assert_eq!(answer(&["--isolated"]).1, "errors=1, warnings=0, infos=0");
    // What a bare body is taken for does not count: every request says what it is.
    write(
        "msgraph-lint.toml",
        "[[overrides]]\npaths = [\"**\"]\noperation = \"POST /users\"\nignore = [\"unknown-path\"]",
    );
    assert_eq!(answer(&[]).1, "errors=0, warnings=0, infos=0");
    // An override for some files is not about requests.
    write("msgraph-lint.toml", "[[overrides]]\npaths = [\"*.har\"]\nignore = [\"unknown-path\"]");
    assert_eq!(answer(&[]).1, "errors=1, warnings=0, infos=0");
}

#[test]
fn metadata_is_taken_from_an_option_or_from_the_configuration() {
    let text = std::fs::read_to_string("tests/cli/config-metadata.txt").expect("the scenario is there");
    let text = text.split("--- file metadata.xml\n").nth(1).and_then(|text| text.split("--- exit").next());
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("it can be written");
    write("metadata.xml", text.expect("its file"));
    let status = |arguments: &[&str]| Program::start(folder.path(), arguments).get("/v1.0/users/u/thoughts").0;
    assert_eq!(status(&[]), "400");
    assert_eq!(status(&["--metadata", "metadata.xml"]), "200");
    write("msgraph-lint.toml", "metadata = \"metadata.xml\"");
    assert_eq!(status(&[]), "200");
}
