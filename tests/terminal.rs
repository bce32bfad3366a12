//! The real program in terminals of several kinds: narrow, without a way back, without a width. The terminal is that of
//! `script` (util-linux).
#![cfg(all(unix, feature = "devices"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod skips;

use std::path::Path;
use std::process::{Command, Stdio};

use greenroom::model::text::steers;

const PROGRAM: &str = env!("CARGO_BIN_EXE_greenroom");

/// All that a terminal of so many columns gets to see of a check of a picture; `None`, and said so, without `script`.
fn seen(columns: u32, name: &str, more: &[(&str, &str)], home: &Path) -> Option<String> {
    let photo = format!("file:{}/tests/data/photos/portrait.jpg", env!("CARGO_MANIFEST_DIR"));
    let check = format!(
        "stty cols {columns}; exec '{PROGRAM}' check --only camera --camera '{photo}' --seconds 1 --yes --lang en"
    );
    let mut script = Command::new("script");
    script.args(["-qec", &check, "/dev/null"]).env("TERM", name).env("GREENROOM_HOME", home).stdin(Stdio::null());
    script.env_remove("NO_COLOR").envs(more.iter().copied());
    match script.output() {
        Ok(output) => Some(String::from_utf8(output.stdout).unwrap()),
        Err(error) => {
            skips::skip(format!("script: {error}"));
            None
        }
    }
}

fn in_terminal(columns: u32, name: &str, more: &[(&str, &str)]) -> Option<String> {
    seen(columns, name, more, tempfile::tempdir().unwrap().path())
}

/// Lines as they end up on the screen; what was written over is gone.
fn lines(seen: &str) -> Vec<&str> {
    seen.split('\n').map(|line| line.trim_end_matches('\r').rsplit('\r').next().unwrap()).collect()
}

#[test]
fn a_narrow_terminal_gets_one_line_that_is_written_over() {
    for columns in [20_u32, 24, 80] {
        let Some(seen) = in_terminal(columns, "xterm", &[]) else { return };
        assert!(!seen.contains('\u{1b}'), "{seen:?}");
        assert!(seen.contains("% Picture:") || seen.contains("] Picture:"), "{seen:?}");
        for piece in seen.split(['\r', '\n']) {
            let wide = piece.trim_end().chars().count();
            assert!(wide <= columns as usize, "{columns}: {piece:?}");
        }
        assert!(lines(&seen).len() < 40, "{columns}: {} lines", lines(&seen).len());
        assert!(lines(&seen).iter().all(|l| !l.contains("] Picture:") && !l.contains("% Picture:")), "{seen:?}");
    }
}

#[test]
fn a_terminal_that_cannot_go_back_gets_plain_lines() {
    for (columns, name) in [(80, "dumb"), (24, "dumb"), (0, "xterm"), (80, "")] {
        let Some(seen) = in_terminal(columns, name, &[]) else { return };
        let plain = seen.replace("\r\n", "\n");
        assert!(!plain.contains(['\r', '\u{1b}']) && !plain.contains("% Picture"), "{columns} {name}: {seen:?}");
        assert!(plain.lines().any(|l| l.starts_with("Picture: ")), "{seen:?}");
    }
}

#[test]
fn without_colour_there_is_no_code_at_all() {
    let Some(seen) = in_terminal(80, "xterm-256color", &[("NO_COLOR", "1")]) else { return };
    assert!(!seen.contains('\u{1b}'), "{seen:?}");
}

/// Names of files, of devices, of options: nothing that was typed or read comes back as an order to the terminal.
#[test]
fn what_was_typed_reaches_no_terminal_as_an_order() {
    let home = tempfile::tempdir().unwrap();
    let evil = "x\u{1b}[2J\u{9b}31m\u{202e}\u{7}\u{7f}y";
    for arguments in [
        vec!["check", "--only", "camera", "--camera", evil],
        vec!["check", "--only", "sound", "--input", evil],
        vec!["check", "--only", "camera", "--camera", &format!("file:{evil}")],
        vec!["check", "--only", "camera", "--report", &format!("{evil}.pdf")],
        vec!["check", "--server", evil, "--only", "network", "--yes"],
        vec!["replay", evil],
        vec!["--demo", evil],
        vec![evil],
        vec!["serve", "--token-file", evil],
    ] {
        let mut command = Command::new(PROGRAM);
        command.args(&arguments).env("GREENROOM_HOME", home.path()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        let output = command.stdin(Stdio::null()).output().unwrap();
        for stream in [&output.stdout, &output.stderr] {
            let text = String::from_utf8_lossy(stream);
            assert!(!text.contains(|c: char| c != '\n' && steers(c)), "{arguments:?}: {text:?}");
        }
    }
}
