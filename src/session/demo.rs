//! Demonstrations: the real engine over scripted probes, or a picture that stands still.

use std::time::Duration;

use super::handle::Handle;
use super::options::SessionOptions;
use super::scenario::{RoundTripEntry, Scenario, SpotEntry};
use super::start::start;
use crate::live::{Latest, LevelReading, Live};
use crate::model::observation::Observation;
use crate::model::run::{EventBody, Step};
use crate::model::{CheckId, Unknown};
use crate::probe::fake::{self, Plan, Script};

/// How long a demonstration's network takes.
const NETWORK_S: f64 = 12.0;
/// How long its background load takes.
const COMPUTER_S: u64 = 8;

/// A session that shows this scenario. `still`: at its end, nothing moves, every command is taken and changes nothing.
#[must_use]
pub fn demo(scenario: Scenario, still: bool) -> Handle {
    if still { standing(&scenario) } else { hurried(&scenario, 1) }
}

/// A session that goes through this scenario to its end, so many times quicker than a person's.
#[must_use]
pub fn hurried(scenario: &Scenario, hurry: u32) -> Handle {
    let mut options = SessionOptions { demo: true, spots: scenario.visits(), ..SessionOptions::default() };
    if let Some(why) = scenario.void {
        // The first look is that of the start; the second one, a moment later, sees it.
        let mut looks = 0_u32;
        options.void = Box::new(move || {
            looks += 1;
            (looks == 2).then_some(why)
        });
    }
    start(fake::probes(Plan { hurry, ..plan(scenario.finished()) }), options)
}

/// A session in which this scenario has come to its end. It lives from there on: it can be checked again.
#[must_use]
pub fn ended(scenario: &Scenario) -> Handle {
    let finished = scenario.finished();
    let begin = finished.state(crate::assess::judge).run;
    let spots = finished.visits();
    start(fake::probes(plan(finished)), SessionOptions { demo: true, begin, spots, ..SessionOptions::default() })
}

fn standing(scenario: &Scenario) -> Handle {
    let (state, live) = (Latest::new(), Live::default());
    let initial = scenario.state(crate::assess::judge);
    state.set(initial.clone());
    if let Some(level) = scenario.level {
        live.levels.set(LevelReading::from(level));
    }
    if let Some(camera) = &scenario.observations.camera {
        live.frames.set(fake::test_picture(camera));
    }
    let spots = Latest::new();
    spots.set(scenario.board());
    Handle::new(Box::new(|_| Ok(())), initial, state, live).with_spots(spots)
}

fn plan(scenario: Scenario) -> Plan {
    let result = |check: CheckId| match scenario.end_of(check) {
        EventBody::CheckUnknown { unknown } => Some(Err(unknown)),
        _ => scenario.observation(check).map(Ok),
    };
    let silent = scenario.observations.sound.as_ref().and_then(|s| crate::assess::concluded(s).silent).unwrap_or(false);
    let level = scenario.level.map(LevelReading::from).unwrap_or(LevelReading {
        rms_dbfs: if silent { -120.0 } else { -23.0 },
        peak_dbfs: if silent { -120.0 } else { -12.0 },
        hold_dbfs: if silent { -120.0 } else { -12.0 },
        clipping: false,
        silent,
    });
    Plan {
        network: network(&scenario),
        spots: spots(&scenario),
        computer: computer(&scenario),
        sound: result(CheckId::Sound).or_else(|| Some(Err(Unknown::new(crate::model::UnknownReason::NoSpeech, "")))),
        levels: fake::spoken(level),
        hurry: 1,
        camera: result(CheckId::Camera),
        inputs: scenario.devices.inputs,
        outputs: scenario.devices.outputs,
        cameras: scenario.devices.cameras,
    }
}

fn network(scenario: &Scenario) -> Script {
    let mut script = Script::new();
    let tick = Duration::from_millis(100);
    let end = scenario.end_of(CheckId::Network);
    if matches!(end, EventBody::CheckUnknown { .. }) {
        script.push((tick, step(Step::NetworkPathLookup, 0.0)));
        script.push((tick * 15, end));
        return script;
    }
    let steps = [
        (0.0, Step::NetworkPathLookup),
        (1.0, Step::NetworkIdle),
        (2.5, Step::NetworkCall),
        (6.0, Step::NetworkLoadDown),
        (8.0, Step::NetworkLoadUp),
        (9.5, Step::NetworkWatch),
    ];
    for (at, rtt_ms) in scenario.round_trips.iter().flat_map(RoundTripEntry::points).filter(|p| p.0 < NETWORK_S) {
        let now = steps.iter().rev().find(|(from, _)| at >= *from).map_or(Step::NetworkPathLookup, |s| s.1);
        script.push((tick, EventBody::RoundTrip { at_s: at, rtt_ms }));
        script.push((Duration::ZERO, step(now, at)));
    }
    script.extend(scenario.observation(CheckId::Network).map(|o| (tick, EventBody::Observed { observation: o })));
    script.push((Duration::ZERO, end));
    script
}

/// How long a demonstration's spot takes.
const SPOT_STEPS: u32 = 95;

/// The spots that a demonstration finds, one after the other: first the one that is being measured in the scenario.
fn spots(scenario: &Scenario) -> Vec<Script> {
    let trial = scenario.spot_trial.as_ref().map(|entry| &entry.spot);
    trial.into_iter().chain(&scenario.spots).map(spot).collect()
}

fn spot(entry: &SpotEntry) -> Script {
    let tick = Duration::from_millis(100);
    let line = RoundTripEntry {
        seconds: f64::from(SPOT_STEPS) / 10.0,
        usual_ms: entry.rtt_ms,
        peaks: vec![(3.0, entry.rtt_ms * 1.8)],
        lost: Vec::new(),
        gaps: Vec::new(),
    };
    let seen = |sent: u64, lost_up: u64| {
        let so_far = SpotEntry { sent, lost_up, ..entry.clone() }.observation();
        EventBody::Observed { observation: Observation::Network(Box::new(so_far)) }
    };
    let mut script = Script::new();
    for (number, (at_s, rtt_ms)) in line.points().into_iter().enumerate() {
        script.push((tick, EventBody::RoundTrip { at_s, rtt_ms }));
        if number == 50 {
            script.push((Duration::ZERO, seen(entry.sent / 2, entry.lost_up / 2)));
        }
    }
    script.push((tick, seen(entry.sent, entry.lost_up)));
    script.push((Duration::ZERO, EventBody::CheckEnded));
    script
}

fn step(step: Step, at_s: f64) -> EventBody {
    // As in a real measurement, the end is known once the line has been filled.
    let remaining_s = (step == Step::NetworkWatch).then_some(NETWORK_S - at_s);
    EventBody::CheckStep { step, fraction: Some(at_s / NETWORK_S), remaining_s }
}

fn computer(scenario: &Scenario) -> Script {
    let mut script = Script::new();
    for second in 0..COMPUTER_S {
        let (fraction, left) = (second as f64 / COMPUTER_S as f64, (COMPUTER_S - second) as f64);
        let body =
            EventBody::CheckStep { step: Step::ComputerSampling, fraction: Some(fraction), remaining_s: Some(left) };
        script.push((Duration::from_secs(1), body));
    }
    script.extend(
        scenario.observation(CheckId::Computer).map(|o| (Duration::ZERO, EventBody::Observed { observation: o })),
    );
    script.push((Duration::ZERO, scenario.end_of(CheckId::Computer)));
    script
}
