//! The run: events in, one state out. [`RunState::apply`] is the only writer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::assessment::Assessment;
use super::check::Unknown;
use super::device::{AudioDevice, CameraDevice};
use super::observation::{Heard, Observation, Observations};
use super::plan::PlanCounts;
use super::requirement::Requirement;
use super::{CheckId, DeviceChoice, UnknownReason};

/// Names one run. Events of another run are dropped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct RunId(pub String);

/// Something that happened in a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProbeEvent {
    /// The run that it belongs to.
    pub run: RunId,
    /// The check that it belongs to; `None` for the run as a whole.
    pub check: Option<CheckId>,
    /// Milliseconds since the run began, by a monotonic clock.
    pub at_ms: u64,
    /// What happened.
    pub body: EventBody,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum EventBody {
    /// The run began. Carried by the run, not by a check.
    RunStarted {
        /// What it must find out.
        requirement: Requirement,
        /// Wall clock, RFC 3339 with offset.
        started_at: String,
    },
    /// All selected checks have ended.
    RunFinished,
    /// The run says nothing any more: the computer slept, the clock jumped, the network changed.
    RunVoid {
        /// Why, for its sentence.
        why: VoidReason,
    },
    /// A check began (again).
    CheckStarted,
    /// A check goes on.
    CheckStep {
        /// What it does now.
        step: Step,
        /// Done, 0 to 1, when known.
        fraction: Option<f64>,
        /// Seconds left, when known.
        remaining_s: Option<f64>,
    },
    /// A check waits for the person (to open it, to speak, to answer the system's question).
    WaitingForPerson {
        /// For what.
        step: Step,
    },
    /// A check saw something. A later observation of the same check replaces an earlier one.
    Observed {
        /// What it saw.
        observation: Observation,
    },
    /// A check ended with what it observed.
    CheckEnded,
    /// A check ended without an answer.
    CheckUnknown {
        /// Why.
        unknown: Unknown,
    },
    /// One round trip of the network probe, ten times a second at most; `None`: lost.
    RoundTrip {
        /// Seconds after the start of the measurement.
        at_s: f64,
        /// Milliseconds; `None` when the datagram or its answer was lost.
        rtt_ms: Option<f64>,
    },
    /// The devices that are there now.
    Devices {
        /// Microphones, if they could be listed.
        inputs: Option<Vec<AudioDevice>>,
        /// Outputs, if they could be listed.
        outputs: Option<Vec<AudioDevice>>,
        /// Cameras, if they could be listed.
        cameras: Option<Vec<CameraDevice>>,
    },
    /// The sound part is at another stage.
    Sound {
        /// Where it is now.
        stage: SoundStage,
    },
    /// The camera is at another stage.
    Camera {
        /// Where it is now.
        stage: CameraStage,
    },
    /// The answer to "did you hear it?".
    ToneAnswered {
        /// The answer.
        heard: Heard,
    },
    /// The person chose another device.
    DeviceChosen {
        /// What for.
        kind: DeviceKind,
        /// Which.
        choice: DeviceChoice,
    },
    /// A host is about to be contacted.
    HostContacted {
        /// Host (and port).
        host: String,
        /// What for: a stable word (`measurement`, `download`, `upload`, `latency`).
        purpose: String,
    },
    /// Plan B changed. Its details never enter a recording, only the counts.
    Plan {
        /// The counts.
        counts: PlanCounts,
    },
    /// The call needs another level.
    NeedChanged {
        /// The level.
        need: super::Level,
    },
}

/// Why a run became void.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoidReason {
    /// The computer slept or the clock jumped.
    Slept,
    /// Another network or default route.
    NetworkChanged,
    /// The person stopped it.
    Stopped,
}

/// What a check is doing. Each has a line in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Looking at the route and the server.
    NetworkLook,
    /// The unloaded line.
    NetworkIdle,
    /// First guess of the capacity.
    NetworkTrains,
    /// A pretend video call.
    NetworkCall,
    /// Filling the line, downwards.
    NetworkLoadDown,
    /// Filling the line, upwards.
    NetworkLoadUp,
    /// Watching for drop-outs.
    NetworkWatch,
    /// Waiting until the person opens the part.
    OpenPart,
    /// Waiting for the answer to the system's question.
    SystemPermission,
    /// Opening a device.
    OpenDevice,
    /// Waiting for the person to read the sentence.
    ReadAloud,
    /// Listening.
    Listening,
    /// Looking at the camera's frames.
    Watching,
    /// Measuring the background load.
    ComputerSampling,
}

impl Step {
    /// Every step, for tests and texts.
    pub const ALL: [Self; 14] = [
        Self::NetworkLook,
        Self::NetworkIdle,
        Self::NetworkTrains,
        Self::NetworkCall,
        Self::NetworkLoadDown,
        Self::NetworkLoadUp,
        Self::NetworkWatch,
        Self::OpenPart,
        Self::SystemPermission,
        Self::OpenDevice,
        Self::ReadAloud,
        Self::Listening,
        Self::Watching,
        Self::ComputerSampling,
    ];

    /// The stable name, used in text ids.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NetworkLook => "network-look",
            Self::NetworkIdle => "network-idle",
            Self::NetworkTrains => "network-trains",
            Self::NetworkCall => "network-call",
            Self::NetworkLoadDown => "network-load-down",
            Self::NetworkLoadUp => "network-load-up",
            Self::NetworkWatch => "network-watch",
            Self::OpenPart => "open-part",
            Self::SystemPermission => "system-permission",
            Self::OpenDevice => "open-device",
            Self::ReadAloud => "read-aloud",
            Self::Listening => "listening",
            Self::Watching => "watching",
            Self::ComputerSampling => "computer-sampling",
        }
    }
}

/// Where the sound part is. The microphone is open from `Listening` to `Asking`, closed otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum SoundStage {
    /// Nothing is open.
    #[default]
    Closed,
    /// The system asks the person; waiting is no timeout.
    AskingPermission,
    /// Being opened.
    Opening,
    /// The meter runs; speech is being collected.
    Listening {
        /// Seconds of speech so far.
        speech_s: f64,
        /// Seconds of speech that are wanted.
        wanted_s: f64,
    },
    /// Enough speech is in; the meter still runs.
    Recorded,
    /// The recording is played.
    PlayingBack,
    /// The test tone sounds.
    PlayingTone,
    /// The tone has sounded: was it heard?
    Asking,
}

/// Where the camera is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CameraStage {
    /// Released.
    #[default]
    Closed,
    /// The system asks the person; waiting is no timeout.
    AskingPermission,
    /// Being opened.
    Opening,
    /// Frames come.
    Live,
}

/// What a device is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// Microphone.
    Input,
    /// Loudspeaker or headphones.
    Output,
    /// Camera.
    Camera,
}

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

/// Derives the conclusions. Given by the session, made in `assess`.
pub type Judge = fn(&RunState) -> Assessment;

/// Everything that the window, the command line, the recorder and the report read.
#[derive(Debug, Clone)]
pub struct RunState {
    /// This run.
    pub run: RunId,
    /// What it must find out.
    pub requirement: Requirement,
    /// Wall clock of its start, RFC 3339 with offset; empty before.
    pub started_at: String,
    /// Milliseconds since the start, as of the newest event.
    pub at_ms: u64,
    /// Where the run is.
    pub phase: Phase,
    /// Where each check is.
    pub stages: BTreeMap<CheckId, Stage>,
    /// What was seen.
    pub observations: Observations,
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
    /// The conclusions, derived anew after each event.
    pub assessment: Assessment,
    judge: Judge,
}

/// At most this many points of the round-trip line are kept (10 a second for over two minutes).
const ROUND_TRIPS_KEPT: usize = 1500;

impl RunState {
    /// An idle state that derives its conclusions with `judge`.
    #[must_use]
    pub fn new(judge: Judge) -> Self {
        Self {
            run: RunId::default(),
            requirement: Requirement::default(),
            started_at: String::new(),
            at_ms: 0,
            phase: Phase::Idle,
            stages: BTreeMap::new(),
            observations: Observations::default(),
            round_trips: Vec::new(),
            devices: Devices::default(),
            sound: SoundStage::Closed,
            camera: CameraStage::Closed,
            hosts: Vec::new(),
            plan: PlanCounts::default(),
            demo: false,
            assessment: Assessment::default(),
            judge,
        }
    }

    /// Where this check is.
    #[must_use]
    pub fn stage(&self, check: CheckId) -> &Stage {
        static NOT_YET: Stage = Stage::NotYet;
        self.stages.get(&check).unwrap_or(&NOT_YET)
    }

    /// True when every selected check has ended.
    #[must_use]
    pub fn all_ended(&self) -> bool {
        self.requirement.checks.iter().all(|c| self.stage(*c).ended())
    }

    /// Takes one event in. Events of another run are dropped; `RunStarted` begins a new one.
    pub fn apply(&mut self, event: &ProbeEvent) {
        if let EventBody::RunStarted { requirement, started_at } = &event.body {
            self.run = event.run.clone();
            self.requirement = requirement.clone();
            self.started_at.clone_from(started_at);
            self.at_ms = 0;
            self.phase = Phase::Running;
            self.stages.clear();
            self.observations = Observations::default();
            self.round_trips.clear();
            self.hosts.clear();
        } else if event.run != self.run {
            return;
        } else {
            self.at_ms = self.at_ms.max(event.at_ms);
            self.take(event.check, &event.body);
        }
        self.assessment = (self.judge)(self);
    }

    fn take(&mut self, check: Option<CheckId>, body: &EventBody) {
        match body {
            EventBody::RunStarted { .. } => {}
            EventBody::RunFinished => self.phase = Phase::Finished,
            EventBody::RunVoid { why } => self.void(*why),
            EventBody::CheckStarted => {
                if check == Some(CheckId::Network) {
                    self.round_trips.clear();
                }
                self.resume();
                let step = match check {
                    Some(CheckId::Network) => Step::NetworkLook,
                    Some(CheckId::Computer) => Step::ComputerSampling,
                    Some(CheckId::Sound | CheckId::Camera) | None => Step::OpenDevice,
                };
                self.set(check, Stage::Running { step, fraction: None, remaining_s: None });
            }
            EventBody::CheckStep { step, fraction, remaining_s } => {
                self.set(check, Stage::Running { step: *step, fraction: *fraction, remaining_s: *remaining_s });
            }
            EventBody::WaitingForPerson { step } => {
                self.resume();
                self.set(check, Stage::Waiting(*step));
            }
            EventBody::Observed { observation } => self.observe(observation.clone()),
            EventBody::CheckEnded => self.set(check, Stage::Done),
            EventBody::CheckUnknown { unknown } => self.set(check, Stage::Unknown(unknown.clone())),
            EventBody::RoundTrip { at_s, rtt_ms } => {
                if self.round_trips.len() < ROUND_TRIPS_KEPT {
                    self.round_trips.push(RoundTripPoint { at_s: *at_s, rtt_ms: *rtt_ms });
                }
            }
            EventBody::Devices { inputs, outputs, cameras } => {
                let d = &mut self.devices;
                d.inputs = inputs.clone().unwrap_or_else(|| std::mem::take(&mut d.inputs));
                d.outputs = outputs.clone().unwrap_or_else(|| std::mem::take(&mut d.outputs));
                d.cameras = cameras.clone().unwrap_or_else(|| std::mem::take(&mut d.cameras));
                d.known = true;
            }
            EventBody::Sound { stage } => self.sound = *stage,
            EventBody::Camera { stage } => self.camera = *stage,
            EventBody::ToneAnswered { heard } => {
                let sound = self.observations.sound.get_or_insert_default();
                if let Some(output) = &mut sound.output {
                    output.heard = *heard;
                } else {
                    let name = String::new();
                    sound.output = Some(super::observation::SoundOutput { name, heard: *heard });
                }
            }
            EventBody::DeviceChosen { kind, choice } => match kind {
                DeviceKind::Input => self.devices.input = choice.clone(),
                DeviceKind::Output => self.devices.output = choice.clone(),
                DeviceKind::Camera => self.devices.camera = choice.clone(),
            },
            EventBody::HostContacted { host, purpose } => {
                let contact = HostContact { host: host.clone(), purpose: purpose.clone() };
                if !self.hosts.contains(&contact) {
                    self.hosts.push(contact);
                }
            }
            EventBody::Plan { counts } => self.plan = *counts,
            EventBody::NeedChanged { need } => self.requirement.need = *need,
        }
    }

    /// A check begins again after the run had ended or was stopped.
    fn resume(&mut self) {
        if matches!(self.phase, Phase::Finished | Phase::Void(_)) {
            self.phase = Phase::Running;
        }
    }

    fn set(&mut self, check: Option<CheckId>, stage: Stage) {
        if let Some(check) = check {
            self.stages.insert(check, stage);
        }
    }

    fn observe(&mut self, observation: Observation) {
        match observation {
            Observation::Network(o) => self.observations.network = Some(*o),
            Observation::Sound(mut o) => {
                // The answer about the tone is the person's; a new measurement does not take it away.
                if o.output.is_none() {
                    o.output = self.observations.sound.take().and_then(|s| s.output);
                }
                self.observations.sound = Some(*o);
            }
            Observation::Camera(o) => self.observations.camera = Some(*o),
            Observation::Computer(o) => self.observations.computer = Some(*o),
        }
    }

    fn void(&mut self, why: VoidReason) {
        self.phase = Phase::Void(why);
        for check in self.requirement.checks.clone() {
            if !self.stage(check).ended() {
                let unknown = Unknown::new(UnknownReason::Cancelled, format!("run void: {why:?}"));
                self.set(Some(check), Stage::Unknown(unknown));
            }
        }
    }
}
