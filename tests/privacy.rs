//! Every text that reaches a run from outside is planted with a mark, and looked for in all that may leave the computer.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test may stop at the first surprise"
)]

mod privacy_rig;
mod states;

use greenroom::i18n::{Language, Texts};
use greenroom::model::run::EventBody;
use greenroom::model::{CheckId, FindingId, ProbeEvent, Requirement, RunId, RunState, Snapshot};
use greenroom::report::{self, Own, Ticks};
use greenroom::session::anonymise;
use privacy_rig::Planted;

const RUN: &str = "Zq-run-zq";

fn check_of(body: &EventBody) -> CheckId {
    match body {
        EventBody::Observed { observation } => observation.check(),
        EventBody::OutputUsed { .. } | EventBody::Sound { .. } | EventBody::ToneAnswered { .. } => CheckId::Sound,
        EventBody::Camera { .. } => CheckId::Camera,
        _ => CheckId::Network,
    }
}

fn event(check: CheckId, body: EventBody) -> ProbeEvent {
    ProbeEvent { run: RunId(RUN.into()), check: Some(check), at_ms: 7, body }
}

#[test]
fn the_marks_are_where_texts_come_from() {
    let (bodies, planted) = Planted::bodies();
    let places = planted.places();
    for known in [
        "run_started/started_at",
        "check_unknown/unknown/detail",
        "check_unknown/unknown/host",
        "host_contacted/host",
        "host_contacted/purpose",
        "output_used/name",
        "devices/inputs/name",
        "devices/outputs/id",
        "devices/cameras/formats/fourcc",
        "observed/server/host",
        "observed/input/name",
        "observed/output/name",
        "observed/device/name",
        "observed/format/fourcc",
        "observed/hogs/app",
        "observed/apps/load/app",
        "observed/camera_held_by",
        "observed/microphone_held_by",
        "observed/other_meeting_apps",
    ] {
        assert!(places.contains(&known), "{known} in {places:?}");
    }
    let written = serde_json::to_string(&bodies).unwrap();
    assert_eq!(planted.found_in(&written).len(), places.len(), "each is in an event");
    assert!(matches!(&bodies[..], [.., EventBody::NeedChanged { .. }]) && bodies.len() >= 22, "{}", bodies.len());
}

#[test]
fn an_anonymous_recording_holds_no_text_of_other_origin() {
    let (bodies, planted) = Planted::bodies();
    let run = bodies.into_iter().map(|body| event(check_of(&body), body)).collect();
    let written = serde_json::to_string(&anonymise::events(run)).unwrap();
    assert_eq!(planted.found_in(&written), [""; 0]);
    assert!(!written.contains(RUN), "{written}");
}

/// A run in which all of it happened, and how each check ended.
fn run(bodies: &[EventBody], end: impl Fn(CheckId) -> EventBody) -> Snapshot {
    let mut state = RunState::default();
    let started_at = "2026-03-04T13:23:00+01:00".to_owned();
    let begin = EventBody::RunStarted { requirement: Requirement::default(), started_at };
    state.apply(&event(CheckId::Network, begin));
    for body in bodies.iter().filter(|body| !matches!(body, EventBody::RunStarted { .. } | EventBody::RunVoid { .. })) {
        state.apply(&event(check_of(body), body.clone()));
    }
    for check in CheckId::ALL {
        state.apply(&event(check, end(check)));
    }
    Snapshot { assessment: greenroom::assess::judge(&state), run: state, changed_at_s: None }
}

/// A run that was measured, and one without an answer.
fn runs(bodies: &[EventBody]) -> [Snapshot; 2] {
    let unknown = bodies.iter().find(|body| matches!(body, EventBody::CheckUnknown { .. })).unwrap();
    [run(bodies, |_| EventBody::CheckEnded), run(bodies, |_| unknown.clone())]
}

/// All that the candidate may send of them.
fn sent(runs: &[Snapshot], ticks: Ticks, languages: &[Texts]) -> String {
    let mut documents = String::new();
    for state in runs {
        let shared = report::shared(state, &ticks, &Own::default());
        documents += &report::shared_json(&shared);
        for texts in languages {
            documents += &report::shared_text(&shared, texts);
            documents += &report::html(&shared, texts);
        }
    }
    documents
}

#[test]
fn the_shared_page_holds_the_names_that_were_ticked_and_no_others() {
    let (bodies, planted) = Planted::bodies();
    let devices = ["observed/input/name", "observed/output/name", "output_used/name", "observed/device/name"];
    let programs = ["observed/hogs/app", "observed/apps/load/app"];
    let (runs, languages) = (runs(&bodies), Language::ALL.map(Texts::new));
    for n in 0..=u8::MAX {
        let ticks = states::ticks(n);
        let documents = sent(&runs, ticks, &languages);
        for place in planted.found_in(&documents) {
            let allowed = ticks.device_names && devices.contains(&place) || ticks.computer && programs.contains(&place);
            assert!(allowed, "{place} with {ticks:?}");
        }
        assert!(!documents.contains(RUN), "{ticks:?}");
    }
    let all = sent(&runs, states::ticks(u8::MAX), &languages);
    let all = planted.found_in(&all);
    assert!(all.contains(&"observed/device/name") && all.contains(&"observed/apps/load/app"), "{all:?}");
}

#[test]
fn what_is_found_of_such_a_run_is_full_of_marks() {
    // The marks reach the findings: the page holds none because it leaves them out, not because there are none.
    let (bodies, planted) = Planted::bodies();
    let state = run(&bodies, |_| EventBody::CheckEnded);
    let found = serde_json::to_string(&report::result_json(&state)).unwrap();
    assert!(planted.found_in(&found).len() > 10, "{:?}", planted.found_in(&found));
    assert!(
        state.assessment.findings.iter().any(|f| f.id == FindingId::ComputerHog),
        "{:?}",
        state.assessment.findings
    );
}
