//! Fills the report that may leave the computer from what is known. What it takes apart it takes apart to the last field:
//! one that is added does not compile until somebody has decided here whether it may leave.

use super::leaves::{Leaves, leaves};
use super::result::{Program, SCHEMA_VERSION};
use super::shared::{
    Own, SharedAnswer, SharedCheck, SharedDevices, SharedDirection, SharedInternet, SharedLevel, SharedPicture,
    SharedReport, Ticks, short_line,
};
use crate::assess::judge_alone;
use crate::model::assessment::CheckVerdict;
use crate::model::device::{CameraFormat, Transport};
use crate::model::observation::{
    CameraName, CameraObservation, Direction, DirectionObservation, Goodput, NetworkObservation, Observations,
    RttSummary, Server, ServerKind, SoundInput, SoundObservation, SoundOutput,
};
use crate::model::plan::PlanCounts;
use crate::model::{CheckId, FindingId, LevelVerdict, Outcome, Readiness, Requirement, RunState, Snapshot};

/// Makes the report that the candidate sees and may send.
#[must_use]
pub fn shared(state: &Snapshot, ticks: &Ticks, own: &Own) -> SharedReport {
    let Snapshot { run, assessment: _, changed_at_s: _ } = state;
    let RunState {
        id: _,
        requirement: Requirement { need, checks },
        started_at,
        at_ms: _,
        measured_ms: _,
        phase: _,
        stages: _,
        observations: _,
        round_trips: _,
        network_progress: _,
        devices: _,
        sound: _,
        camera: _,
        hosts: _,
        plan: PlanCounts { channels, tested },
        demo,
    } = run;
    let Ticks {
        answer: with_answer,
        internet: with_internet,
        sound_and_picture,
        plan_b,
        fallback: with_fallback,
        name: with_name,
        computer,
        device_names,
    } = *ticks;
    let Own { name, fallback } = own;
    let checks = checks.iter().copied().filter(|c| ticks.has(*c));
    SharedReport {
        schema_version: SCHEMA_VERSION,
        program: Program::default(),
        started_at: started_at.clone(),
        measured_at: super::measured_at(state),
        need: *need,
        demo: *demo,
        from_files: from_files(state),
        name: short_line(name).filter(|_| with_name),
        answer: if with_answer { answer(state, ticks) } else { None },
        checks: checks.filter_map(|id| check(state, id)).collect(),
        internet: if with_internet { internet(state) } else { None },
        picture: if sound_and_picture { picture(state) } else { None },
        plan: plan_b.then_some(PlanCounts { channels: *channels, tested: *tested }),
        fallback: fallback.clone().filter(|_| with_fallback),
        programs: computer.then(|| programs(state)).filter(|names| !names.is_empty()),
        devices: if device_names { devices(state) } else { None },
    }
}

/// The parts that were checked on a recording or a picture in place of the device: good news about a file is none about the
/// candidate's set-up.
pub(super) fn from_files(state: &Snapshot) -> Vec<CheckId> {
    let seen = &state.observations;
    let sound = seen.sound.as_ref().and_then(|s| s.input.as_ref()).is_some_and(|i| i.transport == Transport::File);
    let camera = seen.camera.as_ref().and_then(|c| c.device.as_ref()).is_some_and(CameraName::is_file);
    [(CheckId::Sound, sound), (CheckId::Camera, camera)]
        .into_iter()
        .filter(|(_, file)| *file)
        .map(|(id, _)| id)
        .collect()
}

/// The verdict over what the page shows: a part that is not shared is not spoken of, for better or worse, but that it is not
/// shared is said. "Ready" stands there only where it holds for the whole. Where no part is shared the verdict is that of the
/// whole run.
fn answer(state: &Snapshot, ticks: &Ticks) -> Option<SharedAnswer> {
    let any = CheckId::ALL.into_iter().any(|check| ticks.has(check));
    let shows = |check: &CheckId| !any || ticks.has(*check);
    let alone = judge_alone(&state.run, &CheckId::ALL.into_iter().filter(shows).collect::<Vec<_>>());
    let a = if any { &alone } else { &state.assessment };
    let run = &state.requirement;
    let unchecked = a.unchecked().into_iter().filter(|check| shows(check) || !run.wants(*check)).collect();
    let not_shared = run.checks.iter().copied().filter(|check| !shows(check)).collect();
    // Nobody is let in, or kept out, by a page that says nothing of the connection.
    let whole = state.is_whole() && state.assessment.readiness == Readiness::Ready && (ticks.internet || !any);
    let silent = a.readiness == Readiness::Ready && !whole;
    let readiness = if silent { Readiness::CannotSay } else { a.readiness };
    Some(SharedAnswer { verdict: a.verdict?, confidence: a.confidence?, readiness, unchecked, not_shared })
}

fn check(state: &Snapshot, id: CheckId) -> Option<SharedCheck> {
    let CheckVerdict { outcome, unknown_reason } = *state.assessment.checks.get(&id)?;
    let told = state.assessment.of(id).filter(|f| f.outcome != Outcome::Good || is_good(f.id));
    let mut findings: Vec<FindingId> = told.map(|f| f.id).filter(|id| leaves(*id) == Leaves::Yes).collect();
    findings.dedup();
    Some(SharedCheck { id, outcome, unknown_reason, findings })
}

fn is_good(id: FindingId) -> bool {
    matches!(id, FindingId::NetworkGood | FindingId::SoundGood | FindingId::CameraGood | FindingId::ComputerGood)
}

fn internet(state: &Snapshot) -> Option<SharedInternet> {
    let verdict = state.assessment.checks.get(&CheckId::Network)?;
    let NetworkObservation {
        server: Server { kind, host: _ },
        path: _,
        way: _,
        udp: _,
        counting: _,
        rtt_ms: RttSummary { min: _, p50, p95: _, p99: _, max: _, samples: _ },
        up,
        down,
        sender_late_ratio: _,
        mos: _,
        drop_outs: _,
        levels_tried: _,
        quiet: _,
        trial_levels: _,
        duration_s: _,
        watch: _,
    } = state.observations.network.as_ref()?;
    // Loopback says nothing about the line; figures of an earlier measurement nothing about a failed one.
    if *kind == ServerKind::Local || state.assessment.levels.is_empty() || verdict.unknown_reason.is_some() {
        return None;
    }
    let level = |LevelVerdict { id, outcome, confidence, because: _ }: &LevelVerdict| SharedLevel {
        id: *id,
        outcome: *outcome,
        confidence: *confidence,
    };
    let counted = state.observations.network.as_ref().is_some_and(NetworkObservation::counts_loss);
    Some(SharedInternet {
        levels: state.assessment.levels.iter().map(level).collect(),
        rtt_ms: rounded(*p50, 1.0),
        late_rtt_ms: rounded(late_rtt_ms(state), 1.0),
        up: direction(counted, up, lost_ratio(state, Direction::Up)),
        down: direction(counted, down, lost_ratio(state, Direction::Down)),
    })
}

/// What a finding says of a quantity; `None` where it was not found.
fn found(state: &Snapshot, id: FindingId, key: &str) -> Option<f64> {
    let found = state.assessment.of(CheckId::Network).find(|f| f.id == id && f.outcome != Outcome::Good)?;
    found.get_number(key)
}

/// The round trip behind "answers come late", in ms.
pub(super) fn late_rtt_ms(state: &Snapshot) -> Option<f64> {
    found(state, FindingId::NetworkDelay, "rtt_ms")
}

/// The share that a direction lost, as it was judged: the quiet line does not water down what the call lost.
pub(super) fn lost_ratio(state: &Snapshot, direction: Direction) -> Option<f64> {
    let id = if direction == Direction::Up { FindingId::NetworkLossUp } else { FindingId::NetworkLossDown };
    found(state, id, "ratio")
}

fn direction(counted: bool, direction: &DirectionObservation, judged: Option<f64>) -> SharedDirection {
    let DirectionObservation {
        sent: _,
        lost: _,
        loss_ratio,
        loss_ci95: _,
        phases: _,
        burst_mean: _,
        longest_gap_ms,
        jitter_ms: _,
        pdv_p95_ms: _,
        pdv_p99_ms,
        reordered: _,
        duplicated: _,
        goodput_mbps: Goodput { p10: _, p50: rate },
        at_least,
        loaded_rtt_ms: _,
        bytes: _,
    } = direction;
    let step = if rate.is_some_and(|r| r < 10.0) { 0.1 } else { 1.0 };
    SharedDirection {
        loss_ratio: rounded(judged.or(*loss_ratio), 0.001).filter(|_| counted),
        goodput_mbps: rounded(*rate, step),
        at_least: *at_least,
        pdv_p99_ms: rounded(*pdv_p99_ms, 1.0),
        longest_gap_ms: rounded(*longest_gap_ms, 10.0),
    }
}

/// To the nearest multiple of `step`; `None` for anything that is no measured quantity.
fn rounded(value: Option<f64>, step: f64) -> Option<f64> {
    let value = value.filter(|v| v.is_finite() && *v >= 0.0)?;
    let per = (1.0 / step).round();
    Some(if step < 1.0 { (value * per).round() / per } else { (value / step).round() * step })
}

fn picture(state: &Snapshot) -> Option<SharedPicture> {
    state.assessment.checks.get(&CheckId::Camera).filter(|v| v.unknown_reason.is_none())?;
    let CameraObservation {
        device: _,
        format,
        delivered_fps,
        distinct_fps,
        frozen_ratio: _,
        black_ratio: _,
        brightness: _,
        contrast: _,
        sharpness: _,
        backlight: _,
        colour_cast: _,
        background_clutter: _,
        faces: _,
        face: _,
        watched_s: _,
        garbage_ratio: _,
        spans: _,
    } = state.observations.camera.as_ref()?;
    let CameraFormat { width, height, fourcc: _, nominal_fps: _ } = format.as_ref()?;
    let fps = distinct_fps.or(*delivered_fps).filter(|f| f.is_finite() && (0.0..1000.0).contains(f));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    let fps = fps.map(|f| f.round() as u32);
    Some(SharedPicture { width: *width, height: *height, fps })
}

fn programs(state: &Snapshot) -> Vec<String> {
    let findings = state.assessment.of(CheckId::Computer);
    let heavy = findings.filter(|f| matches!(f.id, FindingId::ComputerHog | FindingId::ComputerBursty));
    let names = heavy.filter(|f| f.outcome != Outcome::Good).filter_map(|f| f.get_text("app"));
    let mut list: Vec<String> = Vec::new();
    for name in names.filter_map(short_line) {
        if !list.contains(&name) {
            list.push(name);
        }
    }
    list
}

fn devices(state: &Snapshot) -> Option<SharedDevices> {
    let Observations { network: _, sound, camera, computer: _ } = &state.observations;
    let wants = |check| state.requirement.wants(check);
    let sound = sound.as_ref().filter(|_| wants(CheckId::Sound));
    let camera = camera.as_ref().filter(|_| wants(CheckId::Camera));
    let (input, output) = sound.map_or((None, None), sound_devices);
    let device = camera.and_then(|camera| camera.device.as_ref());
    let camera = device.and_then(|CameraName { name }| short_line(name));
    let devices = SharedDevices { input, output, camera };
    (devices != SharedDevices::default()).then_some(devices)
}

/// The names of microphone and output.
fn sound_devices(heard: &SoundObservation) -> (Option<String>, Option<String>) {
    let input = heard.input.as_ref();
    let input = input.map(|SoundInput { name, sample_rate_hz: _, channels: _, transport: _ }| name);
    let output = heard.output.as_ref().map(|SoundOutput { name, heard: _ }| name);
    let line = |name: Option<&String>| name.and_then(|name| short_line(name));
    (line(input), line(output))
}
