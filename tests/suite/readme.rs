//! README and docs/operations.md show what the program does, not what it did once: each block that begins with `$ msgraph-lint …` is run.

use std::process::Command;

/// The `console` blocks of a page: the arguments of the command, and what it prints.
fn examples(page: &str) -> Vec<(Vec<String>, String)> {
    let blocks = page.split("```console\n").skip(1).filter_map(|block| block.split("```\n").next());
    blocks
        .filter_map(|block| {
            let (command, output) = block.split_once('\n')?;
            let arguments = command.strip_prefix("$ msgraph-lint ")?;
            Some((arguments.split_whitespace().map(str::to_owned).collect(), output.to_owned()))
        })
        .collect()
}

#[test]
fn the_examples_of_readme_are_real() {
    run_the_examples("README.md");
}

#[test]
fn the_examples_of_looking_up_are_real() {
    run_the_examples("docs/operations.md");
}

fn run_the_examples(page: &str) {
    let root = env!("CARGO_MANIFEST_DIR");
    let text = std::fs::read_to_string(format!("{root}/{page}")).expect("the page is there");
    let examples = examples(&text.replace("\r\n", "\n"));
    assert!(!examples.is_empty(), "{page} shows no example");
    for (arguments, shown) in examples {
        let mut program = Command::new(env!("CARGO_BIN_EXE_msgraph-lint"));
        for variable in ["FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "GITHUB_ACTIONS", "CI"] {
            program.env_remove(variable);
        }
        // The age of the metadata is not part of an example.
        program.env("SOURCE_DATE_EPOCH", "1767225600");
        let output = program.args(&arguments).current_dir(root).output().expect("the program can be started");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(printed.trim_end(), shown.trim_end(), "{page} shows something else for {arguments:?}");
    }
}
