//! The files of recordings, by the real program: private whatever lay there, and read within bounds.
#![cfg(unix)]
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod faults_rig;
mod skips;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use faults_rig::{Told, greenroom, picture};
use greenroom::session::recording::{self, Header, MOST_BYTES, MOST_EVENTS, MOST_LINE_BYTES};
use greenroom::session::scenario;
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn run(home: &Path, arguments: &[&str]) -> Told {
    Told::of(&greenroom(home).args(arguments).output().unwrap())
}

fn replay(file: &Path) -> Told {
    run(file.parent().unwrap(), &["replay", file.to_str().unwrap()])
}

/// Refused at once: a sentence with these words, what to do, and nothing printed as a result.
fn refused(file: &Path, words: &str) {
    let told = replay(file);
    assert_eq!((told.code, told.out.as_str()), (2, ""), "{}", told.err);
    assert!(told.err.contains(words) && told.has_remedy(), "{words}: {}", told.err);
}

fn a_recording() -> Vec<u8> {
    recording::to_bytes(&Header::new(), &scenario::load("ready").unwrap().events())
}

#[test]
fn what_is_no_ordinary_file_is_not_read() {
    let folder = folder();
    let pipe = folder.path().join("pipe");
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    for file in [pipe.as_path(), folder.path(), Path::new("/dev/zero"), Path::new("/dev/null")] {
        refused(file, "a folder, a pipe or a device");
    }
    let link = folder.path().join("link");
    symlink("/dev/zero", &link).unwrap();
    refused(&link, "a folder, a pipe or a device");
}

#[test]
fn what_is_larger_than_any_recording_is_not_read() {
    let folder = folder();
    let huge = folder.path().join("huge");
    fs::File::create(&huge).unwrap().set_len(MOST_BYTES + 1).unwrap();
    refused(&huge, "larger than a recording");
    fs::File::options().write(true).open(&huge).unwrap().set_len(1 << 40).unwrap();
    refused(&huge, "larger than a recording");
}

#[test]
fn lines_and_events_have_bounds() {
    let folder = folder();
    let file = folder.path().join("run.jsonl");
    let mut long = a_recording();
    long.extend(vec![b' '; MOST_LINE_BYTES + 1]);
    long.extend(b"{}\n");
    long.extend(a_recording().split(|b| *b == b'\n').nth(1).unwrap());
    fs::write(&file, &long).unwrap();
    refused(&file, "damaged");
    let event = br#"{"run":"r","check":null,"at_ms":0,"body":{"what":"run_finished"}}"#;
    let mut many = a_recording();
    for _ in 0..=MOST_EVENTS {
        many.extend(event);
        many.push(b'\n');
    }
    assert!((many.len() as u64) < MOST_BYTES);
    fs::write(&file, &many).unwrap();
    refused(&file, "damaged");
}

#[test]
fn what_an_editor_made_of_it_is_read() {
    let folder = folder();
    let file = folder.path().join("run.jsonl");
    let plain = a_recording();
    fs::write(&file, &plain).unwrap();
    let before = replay(&file);
    assert_eq!(before.code, 0, "{}", before.err);
    let text = String::from_utf8(plain.clone()).unwrap();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (what, bytes) in [
        ("a byte order mark", [b"\xef\xbb\xbf", plain.as_slice()].concat()),
        ("UTF-16", [b"\xff\xfe", wide.as_slice()].concat()),
        ("other ends of lines", text.replace('\n', "\r\n").into_bytes()),
        ("the end in the middle of a letter", [plain.as_slice(), b"{\"run\":\"caf\xc3"].concat()),
    ] {
        fs::write(&file, bytes).unwrap();
        let told = replay(&file);
        assert_eq!((told.code, &told.out), (0, &before.out), "{what}: {}", told.err);
    }
}

fn record(to: &Path, more: &[&str]) -> Told {
    let arguments = picture(&[&["--record", to.to_str().unwrap()], more].concat());
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    run(to.parent().unwrap(), &arguments)
}

#[test]
fn an_existing_file_becomes_private() {
    let folder = folder();
    let file = folder.path().join("run.jsonl");
    fs::write(&file, vec![b'x'; 1 << 20]).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let told = record(&file, &["--force"]);
    assert!(told.code == 0 || told.code == 10, "{}", told.err);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("{\"greenroom_recording\"") && !text.contains("xx"), "nothing of the old one is left");
    assert_eq!(replay(&file).code, told.code);
}

#[test]
fn a_file_that_cannot_be_private_is_told_before_anything_is_measured() {
    let folder = folder();
    let (real, link, pipe) = (folder.path().join("real"), folder.path().join("link"), folder.path().join("pipe"));
    fs::write(&real, b"mine").unwrap();
    symlink(&real, &link).unwrap();
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    let mut cases = vec![(link, "is a link"), (pipe, "a pipe or a device"), (folder.path().to_owned(), "a folder")];
    let theirs = folder.path().join("theirs");
    fs::write(&theirs, b"theirs").unwrap();
    // Only root can give a file away.
    if std::os::unix::fs::chown(&theirs, Some(65_534), None).is_ok() {
        cases.push((theirs.clone(), "another user"));
    } else {
        skips::skip("only root can give a file away");
    }
    for (file, words) in cases {
        let told = record(&file, &["--force"]);
        assert_eq!((told.code, told.out.as_str()), (2, ""), "{words}: {}", told.err);
        assert!(told.err.contains(words) && told.has_remedy(), "{words}: {}", told.err);
    }
    assert_eq!((fs::read(&real).unwrap(), fs::read(&theirs).unwrap()), (b"mine".to_vec(), b"theirs".to_vec()));
}
