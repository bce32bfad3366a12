//! Recordings of earlier versions: they are still read, nothing in them is lost, and today's rules judge them as noted here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::path::PathBuf;

use greenroom::model::run::{EventBody, Phase, ProbeEvent};
use greenroom::model::{CheckId, Outcome, Snapshot};
use greenroom::session::replay;
use serde_json::Value;

/// A kept recording, and what today's rules make of it.
struct Kept {
    name: &'static str,
    verdict: Outcome,
    checks: &'static [(CheckId, Outcome)],
}

/// Where a rule changes on purpose, its line here changes in the same commit.
const KEPT: &[Kept] = &[
    Kept {
        name: "this_computer",
        verdict: Outcome::NotMeasured,
        checks: &[
            (CheckId::Network, Outcome::NotMeasured),
            (CheckId::Sound, Outcome::WatchOut),
            (CheckId::Camera, Outcome::Good),
            (CheckId::Computer, Outcome::Good),
        ],
    },
    Kept {
        name: "own_server",
        verdict: Outcome::WatchOut,
        checks: &[
            (CheckId::Network, Outcome::WatchOut),
            (CheckId::Sound, Outcome::WatchOut),
            (CheckId::Camera, Outcome::Good),
            (CheckId::Computer, Outcome::WatchOut),
        ],
    },
    Kept {
        name: "slow_line",
        verdict: Outcome::Problem,
        checks: &[(CheckId::Network, Outcome::Problem), (CheckId::Computer, Outcome::Problem)],
    },
];

/// Fields of earlier versions that are stored under another name or not at all any more, by the end of their path, and why.
const MOVED: &[(&str, &str)] = &[];

fn kept(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "data", "recordings", &format!("{name}.jsonl")].iter().collect()
}

fn judged(name: &str) -> Snapshot {
    let events = replay::events(&kept(name)).unwrap();
    replay::state(&events, greenroom::assess::judge)
}

#[test]
fn recordings_of_earlier_versions_are_judged_by_todays_rules() {
    for Kept { name, verdict, checks } in KEPT {
        let state = judged(name);
        assert_eq!(state.phase, Phase::Finished, "{name}");
        let now: Vec<_> = state.assessment.checks.iter().map(|(id, check)| (*id, check.outcome)).collect();
        assert_eq!((state.assessment.verdict, now.as_slice()), (Some(*verdict), *checks), "{name}");
    }
}

/// Paths in `old` that `new` does not have, or has with another value.
fn lost(path: &str, old: &Value, new: Option<&Value>, found: &mut Vec<String>) {
    match (old, new) {
        (Value::Object(old), Some(Value::Object(new))) => {
            old.iter().for_each(|(key, value)| lost(&format!("{path}.{key}"), value, new.get(key), found));
        }
        (Value::Array(old), Some(Value::Array(new))) if old.len() == new.len() => {
            old.iter().zip(new).for_each(|(old, new)| lost(&format!("{path}[]"), old, Some(new), found));
        }
        // Left out is as good as `null`.
        (Value::Null, None) => {}
        (old, Some(new)) if old == new => {}
        (Value::Number(old), Some(Value::Number(new))) if old.as_f64() == new.as_f64() => {}
        _ if MOVED.iter().any(|(end, _)| path.ends_with(end)) => {}
        _ => found.push(format!("{path}: {old} became {new:?}")),
    }
}

#[test]
fn nothing_of_what_was_seen_is_lost() {
    for Kept { name, .. } in KEPT {
        let text = std::fs::read_to_string(kept(name)).unwrap();
        let mut observations = 0;
        for line in text.lines().skip(1) {
            let old: Value = serde_json::from_str(line).unwrap();
            let event: ProbeEvent = serde_json::from_str(line).unwrap();
            observations += u32::from(matches!(event.body, EventBody::Observed { .. }));
            let mut found = Vec::new();
            lost("", &old, Some(&serde_json::to_value(&event).unwrap()), &mut found);
            assert!(found.is_empty(), "{name}: {found:#?}\nin {line}");
        }
        assert!(observations > 2, "{name} holds observations");
    }
}

#[test]
fn the_comparison_sees_what_is_lost() {
    let old = serde_json::json!({ "a": { "b": 1, "c": [1.0, { "d": "x" }] }, "e": null });
    let lost_in = |new: Value| {
        let mut found = Vec::new();
        lost("", &old, Some(&new), &mut found);
        found
    };
    assert!(lost_in(serde_json::json!({ "a": { "b": 1.0, "c": [1, { "d": "x", "new": 2 }] } })).is_empty());
    assert_eq!(lost_in(serde_json::json!({ "a": { "c": [1.0, { "d": "y" }] } })).len(), 2);
    assert_eq!(lost_in(serde_json::json!({ "a": { "b": 1, "c": [1.0] } })).len(), 1);
}
