//! Spots in a terminal: measured, kept, listed, forgotten.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test may stop at the first surprise"
)]

mod states;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use greenroom::checklist::spots;
use greenroom::model::spot::SpotKind;
use greenroom::model::{SpotName, SpotVisit};
use serde_json::Value;

fn run(home: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_greenroom"));
    command.env("GREENROOM_HOME", home).env("LC_ALL", "C.UTF-8").env("LANG", "C.UTF-8").stdin(Stdio::null());
    let Output { status, stdout, stderr } = command.args(arguments).output().unwrap();
    let (out, err) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
    assert!(!err.contains("panicked"), "{err}");
    (status.code().unwrap(), out, err)
}

fn visit(name: SpotName, rtt_ms: f64, lost: u64, at: &str) -> SpotVisit {
    let mut seen = states::good_network();
    seen.rtt_ms.p50 = Some(rtt_ms);
    (seen.up.sent, seen.up.lost) = (Some(1604), Some(lost));
    (seen.down.sent, seen.down.lost) = (Some(1604), Some(0));
    SpotVisit::new(name, SpotKind::Place, at.to_owned(), seen)
}

/// A home in which two spots were measured, one of them twice.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    spots::add(&data, visit(SpotName::Study, 90.0, 0, "2026-03-03T19:40:00+01:00")).unwrap();
    spots::add(&data, visit(SpotName::own("Serre").unwrap(), 60.0, 0, "2026-03-04T13:19:00+01:00")).unwrap();
    spots::add(&data, visit(SpotName::Study, 14.0, 0, "2026-03-04T13:20:00+01:00")).unwrap();
    home
}

#[test]
fn without_spots_it_says_how_to_begin() {
    let home = tempfile::tempdir().unwrap();
    let (code, out, err) = run(home.path(), &["spots"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("greenroom check --spot study"), "{out}");
    assert!(!home.path().join("data").exists(), "looking makes nothing");
    let (code, out, _) = run(home.path(), &["spots", "--json"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, json["need"].as_str(), json["spots"].as_array().unwrap().len()), (0, Some("720p"), 0));
}

#[test]
fn spots_are_listed_best_first_in_both_languages() {
    let home = home();
    let (code, out, err) = run(home.path(), &["spots", "--lang", "en"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let place = |words: &str| out.find(words).unwrap_or_else(|| panic!("{words} in {out}"));
    assert!(place("So far, the study is your best spot") < place("1  Study: Holds"));
    assert!(place("1  Study: Holds") < place("2  Serre: Holds"));
    assert!(out.contains("14\u{a0}ms · 0% lost of 1,604 (0–") && out.contains("Better than on 3 March 2026, 19:40."));
    let (_, dutch, _) = run(home.path(), &["spots", "--lang", "nl"]);
    assert!(
        dutch.contains("Tot nu toe is de studeerkamer je beste plek") && dutch.contains("1  Studeerkamer: Houdt het")
    );
    assert!(dutch.contains("kwijt van 1.604") && dutch.contains("Beter dan op 3 maart 2026, 19:40."), "{dutch}");
}

#[test]
fn spots_as_json_tell_each_figure() {
    let (code, out, _) = run(home().path(), &["spots", "--json", "--for", "audio"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, json["need"].as_str()), (0, Some("audio")));
    let study = &json["spots"][0];
    assert_eq!((study["id"].as_str(), study["own_name"].as_str()), (Some("study"), None));
    assert_eq!((study["rank"].as_u64(), study["outcome"].as_str()), (Some(1), Some("holds")));
    assert_eq!((study["reason"].as_str(), study["rtt_ms"].as_f64()), (Some("nothing_lost"), Some(14.0)));
    assert_eq!((study["loss"]["sent"].as_u64(), study["loss"]["lost"].as_u64()), (Some(1604), Some(0)));
    assert_eq!((study["kind"].as_str(), study["interface_kind"].as_str()), (Some("place"), Some("wifi")));
    assert_eq!(study["before"]["change"].as_str(), Some("better"));
    let own = &json["spots"][1];
    assert_eq!((own["id"].as_str(), own["own_name"].as_str()), (None, Some("Serre")));
    assert!(own["before"].is_null());
}

#[test]
fn a_spot_is_forgotten_by_its_name_in_any_language() {
    let home = home();
    let (code, out, err) = run(home.path(), &["spots", "--forget", "zolder"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("zolder") && err.contains("Serre, Study"), "{err}");
    let (code, out, _) = run(home.path(), &["spots", "--forget", "studeerkamer"]);
    assert_eq!(code, 0);
    assert!(out.contains("Forgotten: Study"), "{out}");
    let (_, out, _) = run(home.path(), &["spots"]);
    assert!(!out.contains("Study") && out.contains("Serre"), "{out}");
    assert_eq!(run(home.path(), &["spots", "--forget-all"]).0, 0);
    assert!(!home.path().join("data/spots.json").exists());
    assert_eq!(run(home.path(), &["spots", "--forget-all"]).0, 0, "there is nothing to forget, and that is fine");
}

#[test]
fn a_damaged_file_is_told_and_kept_aside() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("data")).unwrap();
    std::fs::write(home.path().join("data/spots.json"), b"{\"version\":1").unwrap();
    let (code, out, err) = run(home.path(), &["spots"]);
    assert_eq!(code, 0);
    assert!(err.contains("spots.json.damaged") && out.contains("No spot has been measured"), "{err} {out}");
}

#[test]
fn wrong_usage_is_two() {
    let home = tempfile::tempdir().unwrap();
    for arguments in [
        &["check", "--spot", ""][..],
        &["check", "--spot", "   "],
        &["check", "--spot", "study", "--only", "sound"],
        &["check", "--spot", "study", "--report", "x.html"],
        &["check", "--spot", "study", "--record", "x.jsonl"],
        &["check", "--spot", "study", "--server", "none"],
        &["check", "--spot", "study", "--server", "127.0.0.1:99999"],
        &["spots", "--forget", "study", "--forget-all"],
        &["spots", "--forget", "study", "--json"],
        &["spots", "study"],
    ] {
        let (code, out, err) = run(home.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(!err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_server_on_this_computer_says_nothing_of_the_house() {
    let home = tempfile::tempdir().unwrap();
    let (code, out, err) = run(home.path(), &["check", "--spot", "study", "--server", "local", "--lang", "en"]);
    assert_eq!((code, out.as_str()), (30, ""), "{err}");
    assert!(err.contains("Study: ten seconds") && err.contains("this computer"), "{err}");
    assert!(!home.path().join("data/spots.json").exists(), "it has no place among the others");
}

#[test]
fn the_help_names_them_in_both_languages() {
    let home = tempfile::tempdir().unwrap();
    let (code, out, _) = run(home.path(), &["spots", "--help", "--lang", "nl"]);
    assert_eq!(code, 0);
    assert!(out.contains("--forget-all") && out.contains("Wis alle plekken"), "{out}");
    let (_, out, _) = run(home.path(), &["check", "--help", "--lang", "en"]);
    assert!(out.contains("--spot <NAME>"), "{out}");
}
