//! Holds the sources against the import table of `src/lib.rs`, and forbids what belongs in one place only.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};

/// For each room: our own rooms that it may use, and crates that it must not name.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    ("model", &[], &["tokio", "egui", "eframe", "reqwest", "cpal", "nokhwa", "sysinfo"]),
    ("live", &[], &["tokio", "egui", "eframe", "reqwest", "cpal", "nokhwa", "sysinfo"]),
    ("assess", &["model"], &["tokio", "egui", "eframe", "reqwest", "cpal", "nokhwa", "sysinfo"]),
    ("os", &["model"], &["egui", "eframe"]),
    ("checklist", &["model", "os"], &["egui", "eframe", "tokio"]),
    ("server", &["model", "os"], &["egui", "eframe", "cpal", "nokhwa"]),
    ("probe", &["model", "live", "os", "server"], &["egui", "eframe"]),
    (
        "session",
        &["model", "live", "assess", "probe", "server", "os"],
        &["egui", "eframe", "cpal", "nokhwa", "reqwest"],
    ),
    ("report", &["model", "assess", "i18n"], &["egui", "eframe", "tokio", "reqwest", "cpal", "nokhwa"]),
    ("i18n", &["model"], &["egui", "eframe", "tokio", "reqwest", "cpal", "nokhwa"]),
    ("config", &["model", "os", "i18n"], &["egui", "eframe", "tokio"]),
    ("cli", &ROOMS, &["egui", "eframe", "cpal", "nokhwa"]),
    (
        "ui",
        &["model", "live", "session", "i18n", "report", "checklist", "config", "os"],
        &["tokio", "reqwest", "cpal", "nokhwa", "sysinfo"],
    ),
];

const ROOMS: [&str; 13] = [
    "model",
    "live",
    "assess",
    "os",
    "checklist",
    "server",
    "probe",
    "session",
    "report",
    "i18n",
    "config",
    "cli",
    "ui",
];

struct Source {
    path: PathBuf,
    room: String,
    /// Without comments and without the part that only tests see.
    lines: Vec<(usize, String)>,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.into_iter().filter(|path| !path.ends_with("tests.rs")).map(|path| read(&root, path)).collect()
}

fn read(root: &Path, path: PathBuf) -> Source {
    let relative = path.strip_prefix(root).unwrap();
    let room = relative.components().next().unwrap().as_os_str().to_string_lossy().replace(".rs", "");
    let text = fs::read_to_string(&path).unwrap();
    let all: Vec<&str> = text.lines().collect();
    let mut lines = Vec::new();
    for (i, line) in all.iter().enumerate() {
        let next = all.get(i + 1).copied().unwrap_or_default();
        if line.trim_start().starts_with("#[cfg(test)]") && next.contains("mod ") && next.contains('{') {
            break;
        }
        lines.push((i + 1, line.split("//").next().unwrap_or_default().to_owned()));
    }
    Source { path, room, lines }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|x| x == "rs") {
            files.push(path);
        }
    }
}

/// The rooms that a line names by `crate::room` or `crate::{room, …}`.
fn rooms_named(line: &str) -> Vec<String> {
    let mut named = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find("crate::") {
        rest = &rest[at + 7..];
        if let Some(group) = rest.strip_prefix('{') {
            let inside = group.split('}').next().unwrap_or_default();
            named.extend(inside.split(',').map(|p| p.trim().split("::").next().unwrap_or_default().to_owned()));
        } else {
            named.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    named.retain(|n| ROOMS.contains(&n.as_str()));
    named
}

fn names_crate(line: &str, name: &str) -> bool {
    let needle = format!("{name}::");
    line.match_indices(&needle).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// Every line of the program of which `fault` says something.
fn faults(fault: impl Fn(&Source, &str) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources() {
        for (number, line) in &source.lines {
            if let Some(what) = fault(&source, line) {
                found.push(format!("{}:{number}: {what}", source.path.display()));
            }
        }
    }
    found
}

#[test]
fn rooms_import_only_what_the_table_allows() {
    let found = faults(|source, line| {
        let (room, allowed, forbidden) = TABLE.iter().find(|(room, ..)| *room == source.room)?;
        let wrong = rooms_named(line).into_iter().find(|r| r != room && !allowed.contains(&r.as_str()));
        let krate = forbidden.iter().find(|name| names_crate(line, name)).map(|name| (*name).to_owned());
        wrong.or(krate).map(|name| format!("{room} may not use {name}"))
    });
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_window_sees_only_the_readers_end_of_a_session() {
    let found = faults(|source, line| {
        if source.room != "ui" {
            return None;
        }
        if line.contains("std::fs") {
            return Some("the window never touches files".to_owned());
        }
        let rest = &line[line.find("crate::session::")? + 16..];
        let readers = ["handle", "command", "{command", "{handle"];
        (!readers.iter().any(|m| rest.starts_with(m))).then(|| line.trim().to_owned())
    });
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// (text, the only places where it may stand, why)
const ONE_PLACE: &[(&str, &[&str], &str)] = &[
    ("println!", &["src/cli/"], "only the command line prints"),
    ("print!", &["src/cli/"], "only the command line prints"),
    ("eprintln!", &["src/cli/"], "only the command line prints"),
    ("unsafe ", &["src/os/"], "unsafe code lives in os/"),
    ("Color32::from_rgb", &["src/ui/theme/"], "colours by number live in the theme"),
    ("mpsc::channel(", &[], "channels are bounded: sync_channel"),
    ("unbounded_channel", &[], "channels are bounded"),
    ("thread::spawn(", &[], "threads have names: thread::Builder"),
];

#[test]
fn some_things_stand_in_one_place_only() {
    let found = faults(|source, line| {
        let path = source.path.display().to_string().replace('\\', "/");
        ONE_PLACE.iter().find_map(|(text, places, why)| {
            if places.iter().any(|place| path.contains(place)) {
                return None;
            }
            let hit = line
                .match_indices(text)
                .any(|(at, _)| !line[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_'));
            hit.then(|| format!("{why}: {}", line.trim()))
        })
    });
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn judging_and_the_domain_know_no_clock() {
    let found = faults(|source, line| {
        let pure = source.room == "model" || source.room == "assess";
        let clock = ["Instant::now", "SystemTime::now", "Zoned::now", "Timestamp::now"];
        (pure && clock.iter().any(|t| line.contains(t))).then(|| line.trim().to_owned())
    });
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_program_starts_in_few_lines() {
    let main = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs")).unwrap();
    assert!(main.lines().count() < 30);
}

#[test]
fn the_test_sees_what_it_must_see() {
    assert_eq!(rooms_named("use crate::{model, probe::ports};"), ["model", "probe"]);
    assert_eq!(rooms_named("crate::session::start(x)"), ["session"]);
    assert!(names_crate("use tokio::net;", "tokio"));
    assert!(!names_crate("use my_tokio::net;", "tokio"));
    assert!(sources().len() > 20, "the sources were not found");
}
