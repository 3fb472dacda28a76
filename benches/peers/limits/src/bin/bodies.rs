//! Writes what the programs are compared on: `bodies FOLDER FILES LINES_BYTES BODY_BYTES`.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

#[path = "../../../../data/bodies.rs"]
mod bodies;

use bodies::Form;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, files, lines_bytes, body_bytes] = &arguments[..] else {
        return Err("bodies FOLDER FILES LINES_BYTES BODY_BYTES".into());
    };
    let (folder, files) = (Path::new(folder), files.parse::<usize>()?);
    for (name, count) in [("many", files), ("fewer", files.min(100))] {
        fs::create_dir_all(folder.join(name))?;
        for number in 0..count {
            fs::write(folder.join(name).join(format!("{number:05}.json")), bodies::mixed(number, Form::File))?;
        }
    }
    fs::write(folder.join("one.json"), bodies::valid(0, Form::File))?;
    for (name, make) in [("clean.jsonl", bodies::valid as fn(usize, Form) -> String), ("mixed.jsonl", bodies::mixed)] {
        let mut lines = BufWriter::new(File::create(folder.join(name))?);
        let (mut number, mut written) = (0, 0);
        while written < lines_bytes.parse::<usize>()? {
            let line = make(number, Form::Line);
            writeln!(lines, "{line}")?;
            written += line.len() + 1;
            number += 1;
        }
        lines.flush()?;
    }
    fs::write(folder.join("body.json"), bodies::large(body_bytes.parse()?))?;
    Ok(())
}
