//! The least that a run over the same bytes can cost:
//!
//! - `limits read THREADS FOLDER` opens and reads every file in a folder, and does nothing else.
//! - `limits value SCHEMA PATH` reads the files in a folder, or the lines of a file, into `serde_json::Value` and asks
//!   `Validator::is_valid`, in one loop and one thread.

use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["read", threads, folder] => read(threads.parse()?, Path::new(folder)),
        ["value", schema, path] => value(Path::new(schema), Path::new(path)),
        _ => Err("limits read THREADS FOLDER | limits value SCHEMA PATH".into()),
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    files.sort();
    Ok(files)
}

fn read(threads: usize, folder: &Path) -> Result<(), Box<dyn Error>> {
    let (files, next, total) = (files(folder)?, AtomicUsize::new(0), AtomicU64::new(0));
    let work = || {
        let mut bytes = Vec::new();
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            bytes.clear();
            let read = File::open(path).and_then(|mut file| file.read_to_end(&mut bytes));
            total.fetch_add(read.unwrap_or_default() as u64, Ordering::Relaxed);
        }
    };
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    println!("{} files, {} bytes", files.len(), total.into_inner());
    Ok(())
}

fn value(schema: &Path, path: &Path) -> Result<(), Box<dyn Error>> {
    let validator = jsonschema::validator_for(&serde_json::from_slice(&fs::read(schema)?)?)?;
    let (mut count, mut invalid) = (0, 0);
    let mut look = |bytes: &[u8]| {
        let valid = serde_json::from_slice(bytes).is_ok_and(|value| validator.is_valid(&value));
        count += 1;
        invalid += usize::from(!valid);
    };
    if path.is_dir() {
        files(path)?.iter().try_for_each(|file| fs::read(file).map(|bytes| look(&bytes)))?;
    } else {
        let bytes = fs::read(path)?;
        let start = Instant::now();
        bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).for_each(&mut look);
        println!("{:.0} MB/s", bytes.len() as f64 / 1e6 / start.elapsed().as_secs_f64());
    }
    println!("{count} bodies, {invalid} invalid");
    Ok(())
}
