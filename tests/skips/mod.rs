//! A test that can't run on this machine says so where it is seen: `scripts/test` counts and lists what was skipped, and
//! `.ci/run` fails on what `tests/skips.txt` does not allow on this kind of machine.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop at the first surprise, and tell")]

use std::fmt::Display;
use std::fs::OpenOptions;
use std::io::Write as _;

/// True, and said so, in a quick run (`GREENROOM_TEST=quick scripts/test`), which leaves out what takes its time.
#[allow(dead_code, reason = "each test file uses a part of it")]
pub fn slow() -> bool {
    let quick = std::env::var("GREENROOM_TEST").is_ok_and(|which| which == "quick");
    if quick {
        skip("a quick run leaves it out");
    }
    quick
}

/// Notes that the running test, or a part of it, is left out, and why. One line, whole, also when tests run beside each
/// other: program and test, a tab, the reason.
pub fn skip(why: impl Display) {
    println!("skipped: {why}");
    let Some(list) = std::env::var_os("GREENROOM_SKIPS") else { return };
    let thread = std::thread::current();
    let why = why.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    let line = format!("{}::{}\t{why}\n", env!("CARGO_CRATE_NAME"), thread.name().unwrap_or("test"));
    OpenOptions::new().create(true).append(true).open(list).unwrap().write_all(line.as_bytes()).unwrap();
}
