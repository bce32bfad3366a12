//! Every demonstration, pressed through to its end, comes out as its scenario says.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod window_rig;

use std::collections::BTreeSet;

use greenroom::assess::judge;
use greenroom::model::{FindingId, Outcome, Snapshot};
use greenroom::session::scenario;
use window_rig::Rig;

/// What a person would have to do something about.
fn open(state: &Snapshot) -> BTreeSet<FindingId> {
    state.assessment.findings.iter().filter(|f| f.outcome != Outcome::Good).map(|f| f.id).collect()
}

fn ends_as_told(name: &str) {
    let told = scenario::load(name).unwrap();
    let void = told.void.is_some();
    let expected = if void { told.state(judge) } else { told.finished().state(judge) };
    let mut rig = Rig::new(name);
    rig.reach_the_result();
    let state = rig.state();
    let got = (state.assessment.verdict, state.assessment.readiness);
    assert_eq!(got, (expected.assessment.verdict, expected.assessment.readiness), "{name}");
    if !void {
        assert_eq!(open(&state), open(&expected), "{name}");
    }
}

#[test]
fn demonstrations_with_an_answer_end_as_their_scenario_says() {
    for name in [
        "ready",
        "almost",
        "fix-first",
        "checking",
        "drop-out",
        "spots",
        "public",
        "public-call",
        "busy-computer",
        "guides",
    ] {
        ends_as_told(name);
    }
}

#[test]
fn demonstrations_without_an_answer_end_as_their_scenario_says() {
    for name in ["cannot-say", "offline", "local", "no-devices", "no-permission", "in-use", "unplugged", "void"] {
        ends_as_told(name);
    }
}

#[test]
fn demonstrations_with_a_faulty_device_end_as_their_scenario_says() {
    for name in ["covered", "nothing-to-see", "frozen", "silent", "clipping"] {
        ends_as_told(name);
    }
}

#[test]
fn each_demonstration_is_gone_through() {
    let here = include_str!("ui_demos.rs");
    for name in scenario::names() {
        assert!(here.contains(&format!("\"{name}\"")), "{name}");
    }
}
