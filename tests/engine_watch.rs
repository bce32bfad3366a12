//! The engine while the line is watched on: the answer stands, what is seen later sharpens it, and whatever ends the watch
//! leaves the answer as it is. Time is moved by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test may stop at the first surprise"
)]

#[allow(dead_code, reason = "shared with other tests")]
mod engine_rig;
mod states;

use std::time::Duration;

use engine_rig::{Rig, Script, Setup};
use greenroom::model::observation::{
    Direction, DropOut, LineWatch, NetworkObservation, Observation, PhaseId, WatchEnd,
};
use greenroom::model::run::{EventBody, Phase, Stage, Step, VoidReason};
use greenroom::model::{CheckId, Level, LevelOutcome, Outcome, Requirement};
use greenroom::session::SessionOptions;
use greenroom::session::command::Command;

const NETWORK: CheckId = CheckId::Network;
/// When the answer stands, and how long the line is watched on, in ms.
const ANSWER: u64 = 18_000;
const WATCH: u64 = 60_000;

fn observed(seen: NetworkObservation) -> EventBody {
    EventBody::Observed { observation: Observation::Network(Box::new(seen)) }
}

/// What was seen after so many seconds of the watch, with drop-outs of 421 ms then.
fn watched(watched_s: f64, drop_outs: &[f64]) -> NetworkObservation {
    let mut seen = states::good_network();
    let (from_s, asked_s) = (seen.duration_s, 60.0);
    seen.watch = Some(LineWatch { from_s, asked_s, watched_s, own_pauses_s: 0.0, ended: None, changed_at_s: None });
    let drop = |at_s: &f64| DropOut {
        at_s: *at_s,
        direction: Direction::Up,
        length_ms: 421.0,
        phase: Some(PhaseId::QuietWatch),
        level: None,
        loaded: false,
    };
    seen.drop_outs = drop_outs.iter().map(drop).collect();
    seen
}

/// A measurement that has its answer after 18 s and watches on; a drop-out comes 20 s later.
fn script() -> Script {
    Script::new()
        .at(500, EventBody::CheckStep { step: Step::NetworkIdle, fraction: Some(0.5), remaining_s: None })
        .at(ANSWER, observed(states::good_network()))
        .then(EventBody::WatchStarted { length_s: 60.0 })
        .at(ANSWER + 10_000, observed(watched(10.0, &[])))
        .at(ANSWER + 21_000, observed(watched(21.0, &[38.2])))
        .at(ANSWER + 31_000, observed(watched(31.0, &[38.2])))
        .at(ANSWER + WATCH, observed(watched(60.0, &[38.2])))
        .then(EventBody::WatchEnded { why: WatchEnd::Complete })
        .then(EventBody::CheckEnded)
}

fn rig() -> Rig {
    let options = SessionOptions { watch: Duration::from_secs(60), ..SessionOptions::default() };
    Rig::with(Setup { network: script(), judge: greenroom::assess::judge, options, ..Setup::default() })
}

/// Begins with the network alone and goes to the moment at which its answer stands.
fn answered(rig: &Rig) {
    rig.send(Command::Start(Requirement { checks: vec![NETWORK], ..Requirement::default() }));
    rig.advance(ANSWER + 100);
    assert_eq!((rig.stage(NETWORK), rig.state().phase), (Stage::Done, Phase::Finished));
    assert!(rig.state().is_watching());
}

fn watch(rig: &Rig) -> LineWatch {
    rig.state().observations.network.as_ref().unwrap().watch.unwrap()
}

fn outcome(rig: &Rig) -> Outcome {
    rig.state().assessment.checks[&NETWORK].outcome
}

#[test]
fn the_answer_stands_while_the_watch_goes_on_and_a_later_drop_out_changes_it() {
    let rig = rig();
    answered(&rig);
    assert_eq!(*rig.network.watches.lock().unwrap(), [Duration::from_secs(60)]);
    assert_eq!((outcome(&rig), rig.state().changed_at_s), (Outcome::Good, None));
    let verdict = rig.state().assessment.verdict;
    assert!(verdict.is_some(), "nothing waits for the watch");
    rig.advance(10_000);
    assert_eq!((outcome(&rig), rig.state().changed_at_s), (Outcome::Good, None));
    rig.advance(11_000);
    assert_eq!((outcome(&rig), rig.state().changed_at_s), (Outcome::WatchOut, Some(39.0)));
    let level = |id| rig.state().assessment.levels.iter().find(|level| level.id == id).unwrap().outcome;
    assert_eq!(level(Level::P720), LevelOutcome::AtRisk);
    rig.advance(40_000);
    assert!(!rig.state().is_watching());
    assert_eq!((watch(&rig).ended, watch(&rig).watched_s), (Some(WatchEnd::Complete), 60.0));
    assert_eq!((rig.stage(NETWORK), rig.state().phase), (Stage::Done, Phase::Finished));
    assert_eq!(rig.state().changed_at_s, Some(39.0), "and not again");
}

#[test]
fn other_parts_go_on_beside_it() {
    let rig = rig();
    rig.start();
    rig.advance(ANSWER + 1000);
    assert!(rig.state().is_watching() && rig.state().phase == Phase::Running);
    rig.send(Command::OpenPart(CheckId::Camera));
    rig.advance(3000);
    assert_eq!(rig.open(), (0, 1));
    rig.send(Command::PictureDone);
    rig.advance(10);
    assert_eq!((rig.stage(CheckId::Camera), rig.open()), (Stage::Done, (0, 0)));
    assert!(rig.state().is_watching());
}

#[test]
fn checking_again_ends_it_and_takes_nothing_of_it_along() {
    let rig = rig();
    answered(&rig);
    rig.advance(22_000);
    assert_eq!(rig.state().changed_at_s, Some(39.0));
    rig.send(Command::Again(vec![NETWORK]));
    assert!(matches!(rig.stage(NETWORK), Stage::Running { .. }));
    assert_eq!(watch(&rig).ended, Some(WatchEnd::Left));
    // What the old watch would have said next is not heard.
    rig.advance(15_000);
    assert_eq!(watch(&rig).watched_s, 21.0);
    rig.advance(5000);
    assert!(rig.state().is_watching() && watch(&rig).watched_s == 0.0);
    assert_eq!((outcome(&rig), rig.state().changed_at_s), (Outcome::Good, None));
}

#[test]
fn whoever_ends_it_keeps_the_answer() {
    let rig = rig();
    answered(&rig);
    rig.advance(22_000);
    rig.send(Command::EndWatch);
    assert_eq!((watch(&rig).ended, rig.stage(NETWORK)), (Some(WatchEnd::Left), Stage::Done));
    assert_eq!(outcome(&rig), Outcome::WatchOut);
    rig.advance(60_000);
    assert_eq!(watch(&rig).watched_s, 21.0, "nothing more is heard");
    // While it still measures there is no watch to end.
    rig.send(Command::Again(vec![NETWORK]));
    rig.send(Command::EndWatch);
    assert!(matches!(rig.stage(NETWORK), Stage::Running { .. }));
    rig.send(Command::Stop);
    assert!(!rig.state().is_watching());
}

#[test]
fn sleep_and_another_network_end_it() {
    for (void, why) in [(VoidReason::Slept, WatchEnd::Slept), (VoidReason::NetworkChanged, WatchEnd::NetworkChanged)] {
        let rig = rig();
        answered(&rig);
        *rig.void.lock().unwrap() = Some(void);
        rig.advance(4000);
        assert_eq!((watch(&rig).ended, rig.state().phase), (Some(why), Phase::Finished));
        assert_eq!(rig.stage(NETWORK), Stage::Done, "the answer holds");
    }
    // The clock on the wall is no matter.
    let rig = rig();
    answered(&rig);
    *rig.void.lock().unwrap() = Some(VoidReason::ClockSet);
    rig.advance(4000);
    assert!(rig.state().is_watching());
}

#[test]
fn a_watch_that_never_ends_is_ended() {
    let network =
        Script::new().at(ANSWER, observed(states::good_network())).then(EventBody::WatchStarted { length_s: 60.0 });
    let rig = Rig::with(Setup { network, judge: greenroom::assess::judge, ..Setup::default() });
    answered(&rig);
    rig.advance(130_000);
    assert!(rig.state().is_watching());
    rig.advance(20_000);
    assert_eq!((watch(&rig).ended, rig.stage(NETWORK)), (Some(WatchEnd::NoAnswer), Stage::Done));
}

#[test]
fn where_data_is_dear_nothing_is_watched() {
    let options = SessionOptions { watch: Duration::from_secs(60), metered: true, ..SessionOptions::default() };
    let rig = Rig::with(Setup { options, ..Setup::default() });
    rig.start();
    assert_eq!(*rig.network.watches.lock().unwrap(), [Duration::ZERO]);
}

#[test]
fn a_recording_tells_when_the_answer_changed() {
    let mut events = Vec::new();
    let mut add = |at_ms, check, body| {
        let run = greenroom::model::RunId("r".into());
        events.push(greenroom::model::ProbeEvent { run, check, at_ms, body });
    };
    let requirement = Requirement { checks: vec![NETWORK], ..Requirement::default() };
    add(0, None, EventBody::RunStarted { requirement, started_at: String::new() });
    for round in 0..2_u64 {
        add(round * 100_000, Some(NETWORK), EventBody::CheckStarted);
        add(round * 100_000 + 1, Some(NETWORK), observed(states::good_network()));
        add(round * 100_000 + 2, Some(NETWORK), EventBody::WatchStarted { length_s: 60.0 });
        add(round * 100_000 + 3, Some(NETWORK), observed(watched(10.0, &[])));
        add(round * 100_000 + 4, Some(NETWORK), observed(watched(12.0 + round as f64, &[29.0])));
    }
    add(300_000, Some(NETWORK), EventBody::WatchEnded { why: WatchEnd::Complete });
    add(300_001, Some(NETWORK), EventBody::CheckEnded);
    let state = greenroom::session::replay::state(&events, greenroom::assess::judge);
    assert_eq!(state.changed_at_s, Some(31.0), "of the last watch");
    let json = serde_json::to_value(greenroom::report::result_json(&state)).unwrap();
    assert_eq!(json["observations"]["network"]["watch"]["changed_at_s"], 31.0);
    assert_eq!(json["observations"]["network"]["watch"]["ended"], "complete");
}
