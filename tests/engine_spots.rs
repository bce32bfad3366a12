//! The engine at spots: a measurement beside the run, which takes nothing away from it. Time is moved by hand; nothing sleeps.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    dead_code,
    reason = "a test may stop at the first surprise"
)]

mod engine_rig;
mod states;

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use engine_rig::{Rig, Script, Setup};
use greenroom::model::observation::{Observation, ServerKind};
use greenroom::model::run::{EventBody, Phase, Stage, Step, VoidReason};
use greenroom::model::spot::{SpotKind, SpotStage};
use greenroom::model::{CheckId, FarEnd, Level, Requirement, SpotBoard, SpotName, Target, Unknown, UnknownReason};
use greenroom::session::SessionOptions;
use greenroom::session::command::Command;

const NETWORK: CheckId = CheckId::Network;

/// Ten seconds in which this is seen.
fn script(bend: impl Fn(&mut greenroom::model::observation::NetworkObservation)) -> Script {
    let mut seen = states::good_network();
    bend(&mut seen);
    let observation = Observation::Network(Box::new(seen));
    let trip = |at_s: f64| EventBody::RoundTrip { at_s, rtt_ms: Some(24.0) };
    Script::new()
        .at(100, EventBody::CheckStep { step: Step::NetworkIdle, fraction: None, remaining_s: None })
        .at(200, EventBody::HostContacted { host: "far.example".to_owned(), purpose: "measurement".to_owned() })
        .at(1000, trip(1.0))
        .at(2000, trip(2.0))
        .at(9600, EventBody::Observed { observation })
        .then(EventBody::CheckEnded)
}

fn rig() -> Rig {
    Rig::with(Setup { network: script(|_| {}), ..Setup::default() })
}

fn board(rig: &Rig) -> Arc<SpotBoard> {
    rig.handle.spots()
}

fn stage(rig: &Rig) -> SpotStage {
    board(rig).trial.as_ref().unwrap().stage.clone()
}

fn names(rig: &Rig) -> Vec<SpotName> {
    board(rig).ranked.iter().map(|spot| spot.name.clone()).collect()
}

fn measure(rig: &Rig, name: SpotName) {
    rig.send(Command::MeasureSpot(name));
    rig.advance(12_000);
}

#[test]
fn a_spot_is_measured_without_a_run_and_takes_its_place() {
    let rig = rig();
    rig.send(Command::MeasureSpot(SpotName::Study));
    rig.advance(2500);
    let now = board(&rig);
    let trial = now.trial.as_ref().unwrap();
    assert_eq!((&trial.name, trial.kind, &trial.stage), (&SpotName::Study, SpotKind::Place, &SpotStage::Running));
    assert_eq!(trial.round_trips.len(), 2);
    assert!((2.0..=2.5).contains(&trial.at_s), "{}", trial.at_s);
    assert!(now.ranked.is_empty() && now.newest.is_none());
    rig.advance(9000);
    assert_eq!((stage(&rig), names(&rig)), (SpotStage::Ranked, vec![SpotName::Study]));
    let kept = board(&rig).newest.clone().unwrap();
    assert_eq!((kept.0, kept.1.measured_at.as_str()), (1, "2026-03-04T13:23:00+01:00"));
    assert_eq!(kept.1.observation.server.host, "", "the far end's name is not kept");
    let state = rig.state();
    assert_eq!((state.phase, state.stage(NETWORK)), (Phase::Idle, &Stage::NotYet));
    assert!(state.observations.network.is_none() && state.round_trips.is_empty());
    assert_eq!(state.hosts.len(), 1, "who was contacted is told");
}

#[test]
fn the_result_of_the_run_stays_as_it_is() {
    let rig = rig();
    rig.start();
    rig.advance(12_000);
    let before = rig.state();
    assert_eq!(before.stage(NETWORK), &Stage::Done);
    rig.send(Command::EnterSpots);
    measure(&rig, SpotName::Kitchen);
    let after = rig.state();
    assert_eq!(stage(&rig), SpotStage::Ranked);
    assert_eq!(after.observations.network, before.observations.network);
    assert_eq!((after.stage(NETWORK), &after.round_trips), (&Stage::Done, &before.round_trips));
    assert_eq!((after.phase, after.measured_ms >= before.measured_ms), (before.phase, true));
}

#[test]
fn whoever_leaves_early_leaves_the_spot_unranked() {
    let rig = rig();
    measure(&rig, SpotName::Study);
    rig.send(Command::MeasureSpot(SpotName::Kitchen));
    rig.advance(4000);
    rig.send(Command::LeaveSpot);
    rig.advance(20_000);
    assert_eq!((stage(&rig), names(&rig)), (SpotStage::Left, vec![SpotName::Study]));
    assert_eq!(board(&rig).newest.as_ref().unwrap().0, 1, "nothing is kept of it");
    // At the next spot it goes on, and beginning anew is no second measurement at a time.
    rig.send(Command::MeasureSpot(SpotName::Attic));
    rig.advance(3000);
    rig.send(Command::MeasureSpot(SpotName::Bedroom));
    rig.advance(12_000);
    assert_eq!(names(&rig).len(), 2);
    assert!(names(&rig).contains(&SpotName::Bedroom));
}

#[test]
fn a_spot_may_be_named_while_it_is_measured() {
    let rig = rig();
    rig.send(Command::MeasureSpot(SpotName::Study));
    rig.advance(4000);
    let own = SpotName::own("Serre").unwrap();
    rig.send(Command::NameSpot(own.clone()));
    rig.advance(8000);
    assert_eq!(names(&rig), std::slice::from_ref(&own));
    assert_eq!(rig.network.started.load(Ordering::SeqCst), 1);
    rig.send(Command::NameSpot(SpotName::Study));
    assert_eq!(names(&rig), [own], "what has ended keeps its name");
    rig.send(Command::MeasureSpot(SpotName::Study));
    rig.advance(1000);
    rig.send(Command::NameSpot(SpotName::Hotspot));
    assert_eq!(rig.network.started.load(Ordering::SeqCst), 3, "the phone's data is another measurement");
    assert_eq!(board(&rig).trial.as_ref().unwrap().kind, SpotKind::Hotspot);
}

#[test]
fn the_hotspot_is_measured_with_little_data() {
    let on_phone = Arc::new(Mutex::new(false));
    let asked = on_phone.clone();
    let options = SessionOptions { on_hotspot: Arc::new(move || *asked.lock().unwrap()), ..SessionOptions::default() };
    let rig = Rig::with(Setup { network: script(|_| {}), options, ..Setup::default() });
    for (name, phone, kind) in [
        (SpotName::Study, false, SpotKind::Place),
        (SpotName::Hotspot, false, SpotKind::Hotspot),
        (SpotName::Attic, true, SpotKind::Hotspot),
    ] {
        *on_phone.lock().unwrap() = phone;
        measure(&rig, name);
        assert_eq!(board(&rig).newest.as_ref().unwrap().1.kind, kind);
    }
    let plans = rig.network.plans.lock().unwrap().clone();
    assert_eq!(plans, [(true, false), (true, true), (true, true)], "(quick, metered)");
}

#[test]
fn walking_voids_nothing_until_one_is_back() {
    let rig = rig();
    rig.start();
    rig.advance(12_000);
    assert_eq!(rig.state().phase, Phase::Running, "sound and camera wait");
    rig.send(Command::EnterSpots);
    *rig.void.lock().unwrap() = Some(VoidReason::NetworkChanged);
    measure(&rig, SpotName::Hotspot);
    assert_eq!(rig.state().phase, Phase::Running, "on the phone for a while");
    // Back at home before the spots are left: the watch has nothing to tell.
    assert!(rig.void.lock().unwrap().take().is_some(), "nobody has asked meanwhile");
    rig.send(Command::LeaveSpots);
    rig.advance(6000);
    assert_eq!(rig.state().phase, Phase::Running);
    // Still on the other network: then the run says nothing any more.
    *rig.void.lock().unwrap() = Some(VoidReason::NetworkChanged);
    rig.advance(6000);
    assert_eq!(rig.state().phase, Phase::Void(VoidReason::NetworkChanged));
}

#[test]
fn a_spot_during_which_the_network_changed_says_nothing() {
    let why: Arc<Mutex<Option<VoidReason>>> = Arc::default();
    let asked = why.clone();
    let spot_watch: greenroom::session::SpotWatch = Arc::new(move || {
        let asked = asked.clone();
        Box::new(move || asked.lock().unwrap().take())
    });
    let options = SessionOptions { spot_watch, ..SessionOptions::default() };
    let rig = Rig::with(Setup { network: script(|_| {}), options, ..Setup::default() });
    rig.send(Command::MeasureSpot(SpotName::Study));
    rig.advance(3000);
    *why.lock().unwrap() = Some(VoidReason::Slept);
    rig.advance(12_000);
    assert_eq!((stage(&rig), names(&rig)), (SpotStage::Void(VoidReason::Slept), Vec::new()));
    measure(&rig, SpotName::Study);
    assert_eq!(stage(&rig), SpotStage::Ranked);
}

#[test]
fn without_an_answer_there_is_no_number() {
    let fails = |body: EventBody| Rig::with(Setup { network: Script::new().at(500, body), ..Setup::default() });
    let offline = Unknown::new(UnknownReason::Offline, "no route");
    let rig = fails(EventBody::CheckUnknown { unknown: offline.clone() });
    measure(&rig, SpotName::Study);
    assert_eq!((stage(&rig), names(&rig)), (SpotStage::Failed(offline), Vec::new()));
    let rig = fails(EventBody::CheckEnded);
    measure(&rig, SpotName::Study);
    assert!(matches!(stage(&rig), SpotStage::Failed(unknown) if unknown.reason == UnknownReason::NotEnoughEvidence));
    // A probe that says nothing at all.
    let rig = Rig::with(Setup { network: Script::new(), ..Setup::default() });
    rig.send(Command::MeasureSpot(SpotName::Study));
    rig.advance(40_000);
    assert!(matches!(stage(&rig), SpotStage::Failed(unknown) if unknown.reason == UnknownReason::Timeout));
    // A server on this computer says nothing of the house.
    let rig = Rig::with(Setup { network: script(|o| o.server.kind = ServerKind::Local), ..Setup::default() });
    measure(&rig, SpotName::Study);
    assert!(matches!(stage(&rig), SpotStage::Failed(unknown) if unknown.reason == UnknownReason::ThisComputerOnly));
    let far_end = FarEnd { target: Target::None, ..FarEnd::default() };
    let options = SessionOptions { far_end, ..SessionOptions::default() };
    let rig = Rig::with(Setup { options, ..Setup::default() });
    measure(&rig, SpotName::Study);
    assert!(matches!(stage(&rig), SpotStage::Failed(_)));
    assert_eq!(rig.network.started.load(Ordering::SeqCst), 0, "nothing is contacted");
}

#[test]
fn one_line_carries_one_measurement_at_a_time() {
    let rig = rig();
    rig.start();
    rig.advance(2000);
    rig.send(Command::MeasureSpot(SpotName::Study));
    rig.advance(500);
    assert!(board(&rig).trial.is_none(), "the check of the connection comes first");
    rig.advance(12_000);
    rig.send(Command::MeasureSpot(SpotName::Study));
    rig.advance(3000);
    rig.send(Command::Again(vec![NETWORK]));
    rig.advance(12_000);
    assert_eq!(stage(&rig), SpotStage::Left);
    assert_eq!((rig.stage(NETWORK), names(&rig)), (Stage::Done, Vec::new()));
    for ends in [Command::Stop, Command::LeaveSpots, Command::Start(Requirement::default())] {
        rig.send(Command::MeasureSpot(SpotName::Study));
        rig.advance(1000);
        assert_eq!(stage(&rig), SpotStage::Running, "{ends:?}");
        rig.send(ends);
        assert_eq!(stage(&rig), SpotStage::Left);
    }
}

#[test]
fn what_was_kept_is_ranked_for_what_the_call_needs_and_can_be_forgotten() {
    let mut narrow = states::good_network();
    (narrow.up.goodput_mbps.p10, narrow.up.goodput_mbps.p50) = (Some(1.0), Some(1.1));
    let mut far = states::good_network();
    far.rtt_ms.p50 = Some(90.0);
    let visit = |name, o| greenroom::model::SpotVisit::new(name, SpotKind::Place, String::new(), o);
    let spots = vec![visit(SpotName::Study, narrow), visit(SpotName::Attic, far)];
    let options = SessionOptions { spots, ..SessionOptions::default() };
    let rig = Rig::with(Setup { options, ..Setup::default() });
    rig.settle();
    assert_eq!(names(&rig), [SpotName::Attic, SpotName::Study]);
    rig.send(Command::Need(Level::Audio));
    assert_eq!(names(&rig), [SpotName::Study, SpotName::Attic]);
    rig.send(Command::ForgetSpot(Some(SpotName::Study)));
    assert_eq!(names(&rig), [SpotName::Attic]);
    rig.send(Command::ForgetSpot(None));
    assert!(names(&rig).is_empty() && board(&rig).trial.is_none());
}

#[test]
fn a_recording_knows_of_no_spots() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.jsonl");
    let record = Some(greenroom::session::RecordTo { path: path.clone(), overwrite: false });
    let options = SessionOptions { record, ..SessionOptions::default() };
    let rig = Rig::with(Setup { network: script(|_| {}), options, ..Setup::default() });
    rig.start();
    rig.advance(12_000);
    measure(&rig, SpotName::own("Sanne's room").unwrap());
    assert_eq!(stage(&rig), SpotStage::Ranked);
    rig.end();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("Sanne"), "a place in somebody's home");
    let seen = text.lines().filter(|line| line.contains("\"observed\"")).count();
    assert_eq!(seen, 1, "what was seen there is not part of the run");
}
