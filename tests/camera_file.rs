//! Pictures in place of the camera, by the real program: those on which nobody is to be seen, and files that are none.
#![cfg(feature = "devices")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
#[cfg(unix)]
use std::time::{Duration, Instant};

use serde_json::Value;

/// What came of a run.
struct Told {
    code: i32,
    out: String,
    err: String,
}

fn run(arguments: &[&str]) -> Told {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_greenroom"));
    command.args(arguments).stdin(Stdio::null()).env("GREENROOM_HOME", home.path()).env("LANG", "C.UTF-8");
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Told { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// A folder that goes with the test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// The result as JSON.
fn watched(path: &Path) -> (Value, i32) {
    let source = format!("file:{}", path.display());
    let told = run(&["check", "--only", "camera", "--camera", &source, "--seconds", "1", "--yes", "--json"]);
    (serde_json::from_str(&told.out).unwrap_or_else(|error| panic!("{error}: {} {}", told.out, told.err)), told.code)
}

/// Outcome of the camera, its findings, and how the program ended.
fn looked_at(path: &Path) -> (String, Vec<String>, i32) {
    let (json, code) = watched(path);
    let camera = &json["checks"][0];
    let ids = camera["findings"].as_array().unwrap().iter().map(|f| f["id"].as_str().unwrap().to_owned());
    (camera["outcome"].as_str().unwrap_or_default().to_owned(), ids.collect(), code)
}

#[test]
fn where_nobody_is_to_be_seen_is_a_problem() {
    let folder = Folder::new();
    let green = folder.file("green.png");
    image::RgbImage::from_pixel(1280, 720, image::Rgb([0, 255, 0])).save(&green).unwrap();
    let noise = folder.file("noise");
    std::fs::create_dir(&noise).unwrap();
    for seed in 1..4_u32 {
        let snow = image::RgbImage::from_fn(640, 480, |x, y| {
            let mixed = (x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77) ^ seed).wrapping_mul(0xC2B2_AE3D);
            let [r, g, b, _] = (mixed ^ mixed >> 15).wrapping_mul(0x2C1B_3C6D).to_be_bytes();
            image::Rgb([r, g, b])
        });
        snow.save(noise.join(format!("{seed}.png"))).unwrap();
    }
    for path in [&green, &noise] {
        let (outcome, ids, code) = looked_at(path);
        assert_eq!((outcome.as_str(), code), ("problem", 20), "{}", path.display());
        assert_eq!(ids, ["camera.nothing_to_see"], "{}", path.display());
    }
}

#[test]
fn what_a_system_keeps_beside_pictures_is_left_out() {
    let folder = Folder::new();
    let pictures = folder.file("mac");
    std::fs::create_dir(&pictures).unwrap();
    let photo = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/photos/portrait.jpg");
    std::fs::copy(photo, pictures.join("a.jpg")).unwrap();
    std::fs::write(pictures.join("._a.jpg"), b"\0\x05\x16\x07\0\x02\0\0Mac OS X").unwrap();
    let (outcome, ids, _) = looked_at(&pictures);
    assert_eq!((outcome.as_str(), ids), ("good", vec!["camera.good".to_owned()]));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_at_once_with_a_sentence() {
    let folder = Folder::new();
    let pipe = folder.file("pipe.png");
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    let broken = folder.file("broken.png");
    std::os::unix::fs::symlink("nowhere", &broken).unwrap();
    let named = folder.file("x.png");
    std::fs::create_dir(&named).unwrap();
    for path in [pipe.as_path(), &broken, &named, Path::new("/dev/zero"), Path::new("/dev/null")] {
        for lang in ["en", "nl"] {
            let begun = Instant::now();
            let source = format!("file:{}", path.display());
            let told = run(&["check", "--only", "camera", "--camera", &source, "--yes", "--lang", lang]);
            assert_eq!((told.code, told.out.as_str()), (2, ""), "{}", path.display());
            let remedy = told.err.lines().any(|line| line.starts_with("→ ") && line.len() > 8);
            assert!(remedy && told.err.contains(&path.display().to_string()), "{}", told.err);
            assert!(begun.elapsed() < Duration::from_secs(10), "{}", path.display());
        }
    }
}

#[test]
fn the_figures_that_follow_stand_in_the_result() {
    let folder = Folder::new();
    let black = folder.file("black.png");
    image::RgbImage::new(640, 360).save(&black).unwrap();
    let (json, _) = watched(&black);
    let camera = &json["observations"]["camera"];
    assert_eq!(camera["black_ratio"].as_f64(), Some(1.0), "{camera}");
    assert_eq!(camera["frozen_ratio"], Value::Null, "a file may stand still");
}
