//! What is known of a run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CameraStage, RunId, SoundStage, Step, VoidReason};
use crate::model::check::Unknown;
use crate::model::device::{AudioDevice, CameraDevice};
use crate::model::observation::Observations;
use crate::model::plan::PlanCounts;
use crate::model::{CheckId, DeviceChoice, Requirement};

/// Where a check is.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Stage {
    /// Not begun.
    #[default]
    NotYet,
    /// Waits for the person.
    Waiting(Step),
    /// Under way. An earlier result stays visible until the new one is there.
    Running {
        /// What it does now.
        step: Step,
        /// Done, 0 to 1, when known.
        fraction: Option<f64>,
        /// Seconds left, when known.
        remaining_s: Option<f64>,
    },
    /// Ended with an observation.
    Done,
    /// Ended without.
    Unknown(Unknown),
}

impl Stage {
    /// True when nothing more comes by itself.
    #[must_use]
    pub fn ended(&self) -> bool {
        matches!(self, Self::Done | Self::Unknown(_))
    }
}

/// The run as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// Nothing was started.
    #[default]
    Idle,
    /// Under way.
    Running,
    /// All selected checks have ended.
    Finished,
    /// It says nothing: offer it again.
    Void(VoidReason),
}

/// A host and what it was contacted for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct HostContact {
    /// Host (and port).
    pub host: String,
    /// What for.
    pub purpose: String,
}

/// A point of the round-trip line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoundTripPoint {
    /// Seconds after the start of the measurement.
    pub at_s: f64,
    /// Milliseconds; `None`: lost.
    pub rtt_ms: Option<f64>,
}

/// The devices and the choices among them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Devices {
    /// Microphones.
    pub inputs: Vec<AudioDevice>,
    /// Outputs.
    pub outputs: Vec<AudioDevice>,
    /// Cameras.
    pub cameras: Vec<CameraDevice>,
    /// True once each list has been read at least once.
    pub known: bool,
    /// The chosen microphone.
    pub input: DeviceChoice,
    /// The chosen output.
    pub output: DeviceChoice,
    /// The chosen camera.
    pub camera: DeviceChoice,
}

/// How far the latest measurement of the network is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NetworkProgress {
    /// When its present step began, in milliseconds since the run began.
    pub step_at_ms: u64,
    /// It has told what it saw. Until then what is known is that of the measurement before it.
    pub observed: bool,
}

/// Everything that was told and seen in a run, as its events left it. Idle by default.
#[derive(Debug, Clone, Default)]
pub struct RunState {
    /// Names this run.
    pub id: RunId,
    /// What it must find out.
    pub requirement: Requirement,
    /// Wall clock of its start, RFC 3339 with offset; empty before.
    pub started_at: String,
    /// Milliseconds since the start, as of the newest event.
    pub at_ms: u64,
    /// Milliseconds from the start to the newest end of a check: the moment of what is known.
    pub measured_ms: u64,
    /// Where the run is.
    pub phase: Phase,
    /// Where each check is.
    pub stages: BTreeMap<CheckId, Stage>,
    /// What was seen.
    pub observations: Observations,
    /// How far the latest measurement of the network is.
    pub network_progress: NetworkProgress,
    /// The round-trip line of the latest network measurement.
    pub round_trips: Vec<RoundTripPoint>,
    /// Devices.
    pub devices: Devices,
    /// The sound part.
    pub sound: SoundStage,
    /// The camera.
    pub camera: CameraStage,
    /// Hosts contacted in this run.
    pub hosts: Vec<HostContact>,
    /// Plan B.
    pub plan: PlanCounts,
    /// True when scripted observations stand in for devices.
    pub demo: bool,
}

impl RunState {
    /// Where this check is.
    #[must_use]
    pub fn stage(&self, check: CheckId) -> &Stage {
        static NOT_YET: Stage = Stage::NotYet;
        self.stages.get(&check).unwrap_or(&NOT_YET)
    }

    /// True while the line is watched on after the answer.
    #[must_use]
    pub fn is_watching(&self) -> bool {
        let watch = self.observations.network.as_ref().and_then(|seen| seen.watch);
        *self.stage(CheckId::Network) == Stage::Done && watch.is_some_and(|watch| watch.ended.is_none())
    }

    /// True when every selected check has ended.
    #[must_use]
    pub fn all_ended(&self) -> bool {
        self.requirement.checks.iter().all(|c| self.stage(*c).ended())
    }
}
