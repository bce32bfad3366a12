//! What may leave the computer: a type of its own, filled field by field, so that nothing slips in.
//!
//! Never in it: pictures, sound, figures of voice, face or noise, battery, who holds a device, hosts, addresses, the run's
//! id, and remarks about the person (such as "can't hear"). What is not shared is absent, not `null`.

use schemars::JsonSchema;
use serde::Serialize;

use super::result::{Program, SCHEMA_VERSION};
use crate::assess::judge_alone;
use crate::model::assessment::CheckVerdict;
use crate::model::device::Transport;
use crate::model::observation::{CameraName, Direction, DirectionObservation, NetworkObservation, ServerKind};
use crate::model::plan::{Channel, ChannelKind, PlanB, PlanCounts};
use crate::model::text::one_line;
use crate::model::{CheckId, Confidence, FindingId, Level, LevelOutcome, Outcome, Readiness, Snapshot, UnknownReason};

/// What the candidate lets go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticks {
    /// The verdict.
    pub answer: bool,
    /// The connection: outcome, rounded figures, levels.
    pub internet: bool,
    /// Sound and picture: outcomes, size and rate of the picture.
    pub sound_and_picture: bool,
    /// How many fallback channels there are.
    pub plan_b: bool,
    /// The fallback channel that was chosen, with the candidate's own number or address.
    pub fallback: bool,
    /// The candidate's name.
    pub name: bool,
    /// The computer: outcome, and the names of programs that use much of it.
    pub computer: bool,
    /// Names of microphone, loudspeaker and camera.
    pub device_names: bool,
}

impl Default for Ticks {
    fn default() -> Self {
        Self {
            answer: true,
            internet: true,
            sound_and_picture: true,
            plan_b: true,
            fallback: false,
            name: false,
            computer: false,
            device_names: false,
        }
    }
}

/// What a candidate may add about themselves; each goes in only when it is ticked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Own {
    /// The name by which the other side knows the candidate; empty: none.
    pub name: String,
    /// How the other side can reach the candidate when the call breaks.
    pub fallback: Option<SharedFallback>,
}

/// A fallback channel with the candidate's own number or address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SharedFallback {
    /// What it is.
    pub kind: ChannelKind,
    /// Its name when `kind` is `other`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// The candidate's number, address or link.
    pub details: String,
}

impl SharedFallback {
    /// What may be told of a channel; `None` where the candidate's own number or address is not filled in. The other
    /// side's stays here.
    #[must_use]
    pub fn of(plan: &PlanB, channel: &Channel) -> Option<Self> {
        let Channel { kind, label, mine: _, theirs: _, tested: _, on_phone: _ } = channel;
        let details = short_line(plan.mine(channel))?;
        let label = if *kind == ChannelKind::Other { short_line(label).unwrap_or_default() } else { String::new() };
        Some(Self { kind: *kind, label, details })
    }
}

/// The report that leaves the computer.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SharedReport {
    /// The version of this document.
    pub schema_version: u32,
    /// What made it.
    pub program: Program,
    /// When the check began, RFC 3339 with offset.
    pub started_at: String,
    /// When its newest part was measured, RFC 3339 with offset: the time that is shown.
    pub measured_at: String,
    /// The level that the call needs.
    pub need: Level,
    /// True when the figures come from an example and not from devices.
    pub demo: bool,
    /// Parts that were checked on a recording in place of the device.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from_files: Vec<CheckId>,
    /// The candidate's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<SharedAnswer>,
    /// The parts that are shared, in order.
    pub checks: Vec<SharedCheck>,
    /// Figures of the connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub internet: Option<SharedInternet>,
    /// Size and rate of the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<SharedPicture>,
    /// Fallback channels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanCounts>,
    /// How the candidate can be reached when the call breaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<SharedFallback>,
    /// Programs that use much of the computer, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programs: Option<Vec<String>>,
    /// Names of devices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub devices: Option<SharedDevices>,
}

/// The verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SharedAnswer {
    /// Over the parts that are shared; over the whole run where none is.
    pub verdict: Outcome,
    /// How sure.
    pub confidence: Confidence,
    /// Whether the candidate may go in.
    #[serde(rename = "door")]
    pub readiness: Readiness,
    /// The parts that it says nothing about: left out of the run, or shown without an answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unchecked: Vec<CheckId>,
    /// The parts of the run that the candidate does not share: it says nothing about them either.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_shared: Vec<CheckId>,
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SharedCheck {
    /// Which.
    pub id: CheckId,
    /// How it came out.
    pub outcome: Outcome,
    /// Why it was not measured, when it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown_reason: Option<UnknownReason>,
    /// What was found; information is left out.
    pub findings: Vec<FindingId>,
}

/// Figures of the connection, rounded.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SharedInternet {
    /// Which levels the line carries.
    pub levels: Vec<SharedLevel>,
    /// Median round trip of the line at rest in whole ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rtt_ms: Option<f64>,
    /// The round trip in whole ms that "answers come late" is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late_rtt_ms: Option<f64>,
    /// From the candidate.
    pub up: SharedDirection,
    /// To the candidate.
    pub down: SharedDirection,
}

/// A level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SharedLevel {
    /// Which.
    pub id: Level,
    /// Whether it holds.
    pub outcome: LevelOutcome,
    /// How sure.
    pub confidence: Confidence,
}

/// One direction, rounded.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SharedDirection {
    /// Lost datagrams as a share, to 0.001.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss_ratio: Option<f64>,
    /// TCP goodput in Mbit/s: to 0.1 below 10, whole above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goodput_mbps: Option<f64>,
    /// True when the goodput is a lower bound.
    pub at_least: bool,
    /// 99th percentile of the delay variation in whole ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pdv_p99_ms: Option<f64>,
    /// Longest interruption, to 10 ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest_gap_ms: Option<f64>,
}

/// Size and rate of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SharedPicture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Pictures a second, whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fps: Option<u32>,
}

/// Names of devices.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SharedDevices {
    /// The microphone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// The loudspeaker or headphones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// The camera.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub camera: Option<String>,
}

impl Ticks {
    /// Whether this part is shared.
    fn has(&self, check: CheckId) -> bool {
        match check {
            CheckId::Network => self.internet,
            CheckId::Sound | CheckId::Camera => self.sound_and_picture,
            CheckId::Computer => self.computer,
        }
    }
}

/// Makes the report that the candidate sees and may send.
#[must_use]
pub fn shared(state: &Snapshot, ticks: &Ticks, own: &Own) -> SharedReport {
    let checks = state.requirement.checks.iter().copied().filter(|c| ticks.has(*c));
    SharedReport {
        schema_version: SCHEMA_VERSION,
        program: Program::default(),
        started_at: state.started_at.clone(),
        measured_at: super::measured_at(state),
        need: state.requirement.need,
        demo: state.demo,
        from_files: from_files(state),
        name: short_line(&own.name).filter(|_| ticks.name),
        answer: if ticks.answer { answer(state, ticks) } else { None },
        checks: checks.filter_map(|id| check(state, id)).collect(),
        internet: if ticks.internet { internet(state) } else { None },
        picture: if ticks.sound_and_picture { picture(state) } else { None },
        plan: ticks.plan_b.then_some(state.plan),
        fallback: own.fallback.clone().filter(|_| ticks.fallback),
        programs: ticks.computer.then(|| programs(state)).filter(|names| !names.is_empty()),
        devices: if ticks.device_names { devices(state) } else { None },
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

/// The shared report as indented JSON.
#[must_use]
pub fn shared_json(report: &SharedReport) -> String {
    // Plain data with finite numbers: there is nothing that could fail.
    serde_json::to_string_pretty(report).unwrap_or_default()
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

/// One line of at most 200 characters, without anything invisible; `None` when nothing is left.
fn short_line(text: &str) -> Option<String> {
    let line: String = one_line(text).chars().take(200).collect();
    Some(line).filter(|line| !line.is_empty())
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

/// What may be told of a finding in a shared report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leaves {
    /// Its id.
    Yes,
    /// It is information, which is left out.
    Information,
    /// Nothing: it is nobody else's business.
    No,
}

/// Every finding by name: one that is added does not compile until somebody has decided here whether it may leave.
fn leaves(id: FindingId) -> Leaves {
    use FindingId as F;
    match id {
        F::NetworkGood
        | F::NetworkLossUp
        | F::NetworkLossDown
        | F::NetworkDelay
        | F::NetworkDelayUnderLoad
        | F::NetworkJitter
        | F::NetworkGap
        | F::NetworkSlowUp
        | F::NetworkSlowDown
        | F::NetworkUdpBlocked
        | F::NetworkLossNotMeasured
        | F::NetworkThisComputerOnly
        | F::NetworkNoAnswer
        | F::NetworkRefused
        | F::NetworkUnreachable
        | F::NetworkIpv6Only
        | F::NetworkIpv4Only
        | F::NetworkProxy
        | F::NetworkProxyLogin
        | F::NetworkIntercepted
        | F::NetworkWrongDate
        | F::NetworkGarbage
        | F::NetworkUnknownName
        | F::NetworkOtherVersion
        | F::NetworkWrongToken
        | F::NetworkTokenNeeded
        | F::NetworkWeakToken
        | F::NetworkMistypedToken
        | F::NetworkUntrusted
        | F::NetworkNoTls
        | F::NetworkNeedsTls
        | F::NetworkServerBusy
        | F::NetworkStoppedHalfWay
        | F::NetworkOffline
        | F::NetworkNotEnoughEvidence
        | F::NetworkStopped
        | F::NetworkChanged
        | F::NetworkBrokenOff
        | F::SoundGood
        | F::SoundSilent
        | F::SoundTooSoft
        | F::SoundTooLoud
        | F::SoundClipping
        | F::SoundNoisy
        | F::SoundLowSnr
        | F::SoundChannelsCancel
        | F::SoundDropouts
        | F::SoundNoSpeech
        | F::SoundNarrowBand
        | F::SoundBluetooth
        | F::SoundNoDevice
        | F::SoundNoPermission
        | F::SoundInUse
        | F::SoundUnplugged
        | F::SoundNoData
        | F::SoundSkipped
        | F::SoundUnsupported
        | F::SoundBrokenOff
        | F::SoundToneNotHeard
        | F::SoundNoOutput
        | F::CameraGood
        | F::CameraBlack
        | F::CameraNothingToSee
        | F::CameraFrozen
        | F::CameraLowRate
        | F::CameraDark
        | F::CameraBright
        | F::CameraLowResolution
        | F::CameraGarbage
        | F::CameraNoDevice
        | F::CameraNoPermission
        | F::CameraInUse
        | F::CameraUnplugged
        | F::CameraNoFrames
        | F::CameraSkipped
        | F::CameraUnsupported
        | F::CameraBrokenOff
        | F::ComputerGood
        | F::ComputerHog
        | F::ComputerBursty
        | F::ComputerBusy
        | F::ComputerVeryBusy
        | F::ComputerMemoryLow
        | F::ComputerMemoryVeryLow
        | F::ComputerStopped
        | F::ComputerUnsupported
        | F::ComputerBrokenOff => Leaves::Yes,
        F::NetworkTimingUnsure
        | F::NetworkVpn
        | F::SoundSoft
        | F::SoundLoud
        | F::SoundHum
        | F::SoundToneNotAsked
        | F::CameraModestRate => Leaves::Information,
        // Power, and the programs that hold a device or run besides.
        F::ComputerOnBattery
        | F::ComputerBatteryLow
        | F::ComputerCameraHeld
        | F::ComputerMicrophoneHeld
        | F::ComputerMeetingApp => Leaves::No,
    }
}

/// The findings that may stand in a shared report.
pub fn may_be_shared() -> impl Iterator<Item = FindingId> {
    FindingId::ALL.iter().copied().filter(|id| leaves(*id) == Leaves::Yes)
}

fn internet(state: &Snapshot) -> Option<SharedInternet> {
    let verdict = state.assessment.checks.get(&CheckId::Network)?;
    let o = state.observations.network.as_ref()?;
    // Loopback says nothing about the line; figures of an earlier measurement nothing about a failed one.
    if o.server.kind == ServerKind::Local || state.assessment.levels.is_empty() || verdict.unknown_reason.is_some() {
        return None;
    }
    let level = |l: &crate::model::LevelVerdict| SharedLevel { id: l.id, outcome: l.outcome, confidence: l.confidence };
    Some(SharedInternet {
        levels: state.assessment.levels.iter().map(level).collect(),
        rtt_ms: rounded(o.rtt_ms.p50, 1.0),
        late_rtt_ms: rounded(late_rtt_ms(state), 1.0),
        up: direction(o, &o.up, lost_ratio(state, Direction::Up)),
        down: direction(o, &o.down, lost_ratio(state, Direction::Down)),
    })
}

/// What a finding says of a quantity; `None` where it was not found.
fn told(state: &Snapshot, id: FindingId, key: &str) -> Option<f64> {
    let found = state.assessment.of(CheckId::Network).find(|f| f.id == id && f.outcome != Outcome::Good)?;
    found.get_number(key)
}

/// The round trip behind "answers come late", in ms.
pub(super) fn late_rtt_ms(state: &Snapshot) -> Option<f64> {
    told(state, FindingId::NetworkDelay, "rtt_ms")
}

/// The share that a direction lost, as it was judged: the quiet line does not water down what the call lost.
pub(super) fn lost_ratio(state: &Snapshot, way: Direction) -> Option<f64> {
    let id = if way == Direction::Up { FindingId::NetworkLossUp } else { FindingId::NetworkLossDown };
    told(state, id, "ratio")
}

fn direction(o: &NetworkObservation, d: &DirectionObservation, judged: Option<f64>) -> SharedDirection {
    let counted = o.server.kind != ServerKind::Public;
    let rate = d.goodput_mbps.p50;
    let step = if rate.is_some_and(|r| r < 10.0) { 0.1 } else { 1.0 };
    SharedDirection {
        loss_ratio: rounded(judged.or(d.loss_ratio), 0.001).filter(|_| counted),
        goodput_mbps: rounded(rate, step),
        at_least: d.at_least,
        pdv_p99_ms: rounded(d.pdv_p99_ms, 1.0),
        longest_gap_ms: rounded(d.longest_gap_ms, 10.0),
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
    let o = state.observations.camera.as_ref()?;
    let format = o.format.as_ref()?;
    let fps = o.distinct_fps.or(o.delivered_fps).filter(|f| f.is_finite() && (0.0..1000.0).contains(f));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    let fps = fps.map(|f| f.round() as u32);
    Some(SharedPicture { width: format.width, height: format.height, fps })
}

fn programs(state: &Snapshot) -> Vec<String> {
    let findings = state.assessment.of(CheckId::Computer);
    let heavy = findings.filter(|f| matches!(f.id, FindingId::ComputerHog | FindingId::ComputerBursty));
    let names = heavy.filter(|f| f.outcome != Outcome::Good).filter_map(|f| f.get_text("app"));
    let mut list: Vec<String> = Vec::new();
    for name in names {
        let name = one_line(name);
        if !list.contains(&name) {
            list.push(name);
        }
    }
    list
}

fn devices(state: &Snapshot) -> Option<SharedDevices> {
    let named = |name: &String| short_line(name);
    let seen = &state.observations;
    let wants = |check| state.requirement.wants(check);
    let sound = seen.sound.as_ref().filter(|_| wants(CheckId::Sound));
    let camera = seen.camera.as_ref().filter(|_| wants(CheckId::Camera));
    let devices = SharedDevices {
        input: sound.and_then(|s| s.input.as_ref()).and_then(|i| named(&i.name)),
        output: sound.and_then(|s| s.output.as_ref()).and_then(|o| named(&o.name)),
        camera: camera.and_then(|c| c.device.as_ref()).and_then(|d| named(&d.name)),
    };
    (devices != SharedDevices::default()).then_some(devices)
}
