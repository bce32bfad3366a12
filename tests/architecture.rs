//! Holds the sources against the law of imports in the module docs of `src/lib.rs`, finds circles between files, and
//! forbids what belongs in one place only.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod architecture_rig;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use architecture_rig::{House, Law, Named, circles, names_in};

fn law() -> Law {
    Law::parse(&fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap())
}

/// Each module's names: room, file, name.
fn all_names(house: &House) -> Vec<(String, String, Named)> {
    let mut all = Vec::new();
    for (path, module) in &house.modules {
        let Some(room) = path.first() else { continue };
        for named in names_in(path, module) {
            all.push((room.clone(), module.file.clone(), named));
        }
    }
    all
}

/// What the house does against the law.
fn breaches(house: &House, law: &Law) -> Vec<String> {
    let mut found = Vec::new();
    for (room, file, named) in all_names(house) {
        let Some(row) = law.row(&room) else {
            found.push(format!("{file}: the law has no row for `{room}`"));
            continue;
        };
        let wrong = if house.is_ours(&named.path) { !row.allows(&named.path) } else { row.forbids(&named.path) };
        if wrong {
            found.push(format!("{file}:{}: {room} may not use {}", named.line, named.path.join("::")));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Which file takes a name from which. What a module only hands on is followed to where it is defined.
fn arrows(house: &House) -> BTreeMap<(String, String), BTreeSet<String>> {
    let all = all_names(house).into_iter().filter(|(_, _, named)| !named.handed_on && house.is_ours(&named.path));
    let mut arrows: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for (_, file, named) in all {
        let Some(definition) = house.definition(&named.path) else { continue };
        if definition.file != file {
            let arrow = (file, definition.file.clone());
            arrows.entry(arrow).or_default().insert(format!("{} (line {})", named.path.join("::"), named.line));
        }
    }
    arrows
}

#[test]
fn rooms_import_only_what_the_law_allows() {
    let found = breaches(&House::read(), &law());
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_law_has_a_row_for_each_room_and_runs_one_way() {
    let (house, law) = (House::read(), law());
    let rooms: BTreeSet<&String> = house.modules.keys().filter(|path| path.len() == 1).flatten().collect();
    let rows: BTreeSet<&String> = law.rows.iter().map(|row| &row.room).collect();
    assert_eq!(rooms, rows);
    let between = law.rows.iter().flat_map(|row| {
        let used = row.may_use.iter().map(|name| name.split("::").next().unwrap_or_default().to_owned());
        used.map(|to| (row.room.clone(), to)).collect::<Vec<_>>()
    });
    let arrows: BTreeSet<(String, String)> = between.filter(|(from, to)| from != to).collect();
    assert!(arrows.iter().all(|(_, to)| rooms.contains(to)), "a room that is none: {arrows:?}");
    assert_eq!(circles(&arrows), Vec::<Vec<String>>::new(), "the law itself runs in a circle");
}

#[test]
fn no_files_need_each_other() {
    let arrows = arrows(&House::read());
    let found = circles(&arrows.keys().cloned().collect());
    let told: Vec<String> = found
        .iter()
        .map(|group| {
            let inside = arrows.iter().filter(|((from, to), _)| group.contains(from) && group.contains(to));
            let names = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
            let lines: Vec<String> = inside.map(|((a, b), why)| format!("    {a} -> {b}: {}", names(why))).collect();
            format!("{} files need each other:\n{}", group.len(), lines.join("\n"))
        })
        .collect();
    assert!(found.is_empty(), "\n{}", told.join("\n"));
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
    ("Instant::now", &["src/os/", "src/probe/", "src/server/", "src/session/", "src/cli/", "src/ui/"], "no clock here"),
    ("SystemTime::now", &["src/os/", "src/probe/", "src/server/", "src/session/", "src/cli/"], "no clock here"),
    ("Zoned::now", &["src/os/", "src/session/", "src/cli/", "src/ui/", "src/checklist/"], "no clock here"),
    ("Timestamp::now", &["src/os/", "src/session/", "src/cli/", "src/checklist/"], "no clock here"),
];

#[test]
fn some_things_stand_in_one_place_only() {
    let mut found = Vec::new();
    for (path, lines) in sources() {
        for (number, line) in lines {
            for (text, places, why) in ONE_PLACE {
                let elsewhere = !places.iter().any(|place| path.contains(place));
                let whole =
                    |at: usize| !line[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
                if elsewhere && line.match_indices(text).any(|(at, _)| whole(at)) {
                    found.push(format!("{path}:{number}: {why}: {}", line.trim()));
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Each file with its lines, without comments and without the part that only tests see.
fn sources() -> Vec<(String, Vec<(usize, String)>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    walk(&root.join("src"), &mut files);
    files.retain(|path| !path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("tests")));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let mut lines = Vec::new();
        let mut rest = text.lines().enumerate().peekable();
        while let Some((i, line)) = rest.next() {
            let next = rest.peek().map(|(_, next)| *next).unwrap_or_default();
            if line.trim_start().starts_with("#[cfg(test)]") && next.contains("mod ") && next.contains('{') {
                break;
            }
            lines.push((i + 1, line.split("//").next().unwrap_or_default().to_owned()));
        }
        (path.strip_prefix(root).unwrap().display().to_string().replace('\\', "/"), lines)
    };
    files.into_iter().map(read).collect()
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

#[test]
fn the_program_starts_in_few_lines() {
    let main = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs")).unwrap();
    assert!(main.lines().count() < 30);
}

const SMALL_LAW: &str = "//! | module | what | may use | never names |\n//! |---|---|---|---|\n\
    //! | [`model`] | words | | `tokio`, `std::fs` |\n//! | `ui` | window | `model`, `session::handle` | `cpal` |\n\
    //! | `session` | engine | `model` | |\n";

fn small(ui: &str) -> House {
    House::of(&[
        ("lib.rs", "pub mod model;\npub mod session;\npub mod ui;"),
        ("model/mod.rs", "mod run;\npub use run::Run;\npub struct Level;"),
        ("model/run.rs", "use super::Level;\npub struct Run(Level);"),
        ("session/mod.rs", "pub mod engine;\npub mod handle;"),
        ("session/engine.rs", "pub struct Engine;"),
        ("session/handle.rs", "use crate::model::Run;\npub struct Handle(Run);"),
        ("ui/mod.rs", ui),
    ])
}

#[test]
fn the_test_sees_what_it_must_see() {
    let law = Law::parse(SMALL_LAW);
    assert_eq!(law.rows.len(), 3);
    let breach = |ui: &str| breaches(&small(ui), &law).len();
    assert_eq!(breach("use crate::session::handle::Handle;\nfn f(_: Handle) {}"), 0);
    // Over several lines, in groups, renamed, by a path in the code, in a macro's arguments, by way of `super`.
    assert_eq!(breach("use crate::{\n    model::Run,\n    session::{\n        engine::Engine as E,\n    },\n};"), 1);
    assert_eq!(breach("fn f() { let _ = crate::session::engine::Engine; }"), 1);
    assert_eq!(breach("fn f() { println!(\"{:?}\", crate::session::engine::Engine); }"), 1);
    assert_eq!(breach("use super::session::engine;"), 1);
    assert_eq!(breach("use crate::session;\nfn f() { session::engine::x(); }"), 2);
    assert_eq!(breach("use cpal::Device;"), 1);
    assert_eq!(breach("fn f() { cpal::default_host(); }"), 1);
    // What only tests see is free.
    assert_eq!(breach("#[cfg(test)]\nmod tests { use crate::session::engine::Engine; }"), 0);
}

fn between(house: &House) -> BTreeSet<(String, String)> {
    arrows(house).into_keys().collect()
}

#[test]
fn circles_are_found_through_names_that_are_handed_on() {
    // run.rs -> mod.rs (Level is defined there); mod.rs only hands Run on: no circle.
    assert_eq!(circles(&between(&small(""))), Vec::<Vec<String>>::new());
    let tied = House::of(&[
        ("lib.rs", "pub mod a;"),
        ("a/mod.rs", "mod one;\nmod two;\npub use one::One;"),
        ("a/one.rs", "use super::two::Two;\npub struct One(Two);"),
        ("a/two.rs", "use crate::a::One;\npub struct Two(Box<One>);"),
    ]);
    assert_eq!(circles(&between(&tied)), [["src/a/one.rs", "src/a/two.rs"]]);
    let named = House::of(&[
        ("lib.rs", "pub mod a;"),
        ("a/mod.rs", "mod one;\npub struct Shared;\nfn f() { one::run(); }"),
        ("a/one.rs", "use super::Shared;\npub fn run(_: Shared) {}"),
    ]);
    assert_eq!(circles(&between(&named)), [["src/a/mod.rs", "src/a/one.rs"]]);
}
