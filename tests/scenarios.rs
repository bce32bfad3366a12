//! Every scenario loads, ends as its name says, and can be told in both languages.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use greenroom::assess::judge;
use greenroom::i18n::{Language, Texts};
use greenroom::model::run::Phase;
use greenroom::model::{CheckId, FindingId, Outcome, Readiness};
use greenroom::session::command::Command;
use greenroom::session::scenario;

fn verdict(name: &str) -> (Option<Outcome>, Readiness) {
    let state = scenario::load(name).unwrap().state(judge);
    (state.assessment.verdict, state.assessment.readiness)
}

fn finds(name: &str, id: FindingId) {
    let state = scenario::load(name).unwrap().state(judge);
    let found: Vec<_> = state.assessment.findings.iter().map(|f| f.id).collect();
    assert!(found.contains(&id), "{name}: {id:?} is not among {found:?}");
}

#[test]
fn every_scenario_loads_and_can_be_told() {
    for name in scenario::names() {
        let state = scenario::load(name).unwrap_or_else(|e| panic!("{e}")).state(judge);
        assert!(state.demo);
        for language in Language::ALL {
            let texts = Texts::new(language);
            for finding in &state.assessment.findings {
                let text = texts.finding(finding);
                assert!(!text.effect.is_empty() && !text.short.is_empty(), "{name}: {:?}", finding.id);
                assert!(!format!("{text:?}").contains("{ $"), "{name}: {text:?}");
            }
        }
    }
}

#[test]
fn the_door_opens_as_far_as_the_name_says() {
    assert_eq!(verdict("ready"), (Some(Outcome::Good), Readiness::Ready));
    assert_eq!(verdict("almost").1, Readiness::Almost);
    assert_eq!(verdict("fix-first"), (Some(Outcome::Problem), Readiness::FixFirst));
    assert_eq!(verdict("cannot-say"), (Some(Outcome::NotMeasured), Readiness::CannotSay));
    assert_eq!(verdict("offline").1, Readiness::CannotSay);
    assert_eq!(verdict("local"), (Some(Outcome::NotMeasured), Readiness::CannotSay));
    assert_eq!(verdict("public").0, Some(Outcome::WatchOut));
    assert_eq!(verdict("public-call"), (Some(Outcome::Good), Readiness::Ready));
    assert_eq!(verdict("checking").0, None);
    assert_eq!(verdict("busy-computer").0, Some(Outcome::Problem));
    assert_eq!(verdict("no-permission").1, Readiness::Almost);
}

#[test]
fn each_fault_is_told_by_its_own_name() {
    finds("almost", FindingId::ComputerHog);
    finds("almost", FindingId::CameraDark);
    finds("almost", FindingId::ComputerOnBattery);
    finds("fix-first", FindingId::NetworkLossUp);
    finds("fix-first", FindingId::SoundSilent);
    finds("drop-out", FindingId::NetworkGap);
    finds("no-devices", FindingId::SoundNoDevice);
    finds("no-devices", FindingId::CameraNoDevice);
    finds("no-permission", FindingId::CameraNoPermission);
    finds("in-use", FindingId::CameraInUse);
    finds("unplugged", FindingId::SoundUnplugged);
    finds("covered", FindingId::CameraBlack);
    finds("nothing-to-see", FindingId::CameraNothingToSee);
    finds("frozen", FindingId::CameraFrozen);
    finds("silent", FindingId::SoundSilent);
    finds("clipping", FindingId::SoundClipping);
    finds("busy-computer", FindingId::ComputerMemoryVeryLow);
    finds("busy-computer", FindingId::ComputerBatteryLow);
    finds("public", FindingId::NetworkLossNotMeasured);
}

#[test]
fn a_fault_in_one_check_leaves_the_others_alone() {
    let state = scenario::load("covered").unwrap().state(judge);
    assert_eq!(state.assessment.checks[&CheckId::Network].outcome, Outcome::Good);
    assert_eq!(state.assessment.checks[&CheckId::Camera].outcome, Outcome::Problem);
}

#[test]
fn damaged_scenarios_are_told() {
    assert!(scenario::load("nothing-like-it").is_err());
    for damaged in ["need = ", "need = \"4k\"", "base = 3", "base = \"nobody\"", "unheard_of = 1"] {
        assert!(scenario::parse("test", damaged).is_err(), "{damaged}");
    }
}

/// `--demo NAME --at result`: all of it is there at once, and it can be checked again.
#[test]
fn a_demonstration_can_begin_at_its_end_and_lives_on() {
    for name in scenario::names() {
        let scenario = scenario::load(name).unwrap();
        let handle = greenroom::session::ended(&scenario);
        let begun = handle.state();
        assert!(begun.demo && begun.all_ended(), "{name}");
        assert_eq!(begun.assessment, scenario.finished().state(judge).assessment, "{name}");
    }
    let handle = greenroom::session::ended(&scenario::load("almost").unwrap());
    let requirement = handle.state().requirement.clone();
    handle.send(Command::Start(requirement)).unwrap();
    let (woken, wait) = sync_channel(1);
    let waker: Arc<dyn Fn() + Send + Sync> = Arc::new(move || {
        let _ = woken.try_send(());
    });
    handle.wake_by(&waker);
    while handle.state().phase != Phase::Running {
        wait.recv_timeout(Duration::from_secs(20)).expect("it runs again");
    }
}
