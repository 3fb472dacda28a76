//! `measure RESULT PROGRAM ARGUMENTS...` runs a program, and writes to the file RESULT: seconds by the clock, seconds of
//! CPU, peak memory in bytes, and the exit code.
//!
//! It is small because the peak of a child is never reported as less than what its parent had when it started it.

use std::error::Error;
use std::fs;
use std::process::Command;
use std::time::Instant;

use wait4::Wait4;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(result), Some(program)) = (arguments.next(), arguments.next()) else {
        return Err("measure RESULT PROGRAM ARGUMENTS...".into());
    };
    let start = Instant::now();
    let used = Command::new(program).args(arguments).spawn()?.wait4()?;
    let wall = start.elapsed().as_secs_f64();
    let cpu = (used.rusage.utime + used.rusage.stime).as_secs_f64();
    fs::write(result, format!("{wall} {cpu} {} {}", used.rusage.maxrss, used.status.code().unwrap_or(-1)))?;
    Ok(())
}
