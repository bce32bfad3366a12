//! What may leave the computer: a type of its own, filled field by field (`filled`), so that nothing slips in.
//!
//! Never in it: pictures, sound, figures of voice, face or noise, battery, who holds a device, hosts, addresses, the run's
//! id, and remarks about the person (such as "can't hear"). What is not shared is absent, not `null`.

use schemars::JsonSchema;
use serde::Serialize;

use super::result::Program;
use crate::model::plan::{Channel, ChannelKind, PlanB, PlanCounts};
use crate::model::text::one_line;
use crate::model::{CheckId, Confidence, FindingId, Level, LevelOutcome, Outcome, Readiness, UnknownReason};

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
    #[must_use]
    pub fn has(&self, check: CheckId) -> bool {
        match check {
            CheckId::Network => self.internet,
            CheckId::Sound | CheckId::Camera => self.sound_and_picture,
            CheckId::Computer => self.computer,
        }
    }
}

/// The shared report as indented JSON.
#[must_use]
pub fn shared_json(report: &SharedReport) -> String {
    // Plain data with finite numbers: there is nothing that could fail.
    serde_json::to_string_pretty(report).unwrap_or_default()
}

/// One line of at most 200 characters, without anything invisible; `None` when nothing is left.
pub(super) fn short_line(text: &str) -> Option<String> {
    let line: String = one_line(text).chars().take(200).collect();
    Some(line).filter(|line| !line.is_empty())
}
