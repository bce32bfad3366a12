//! What happens in a run.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::check::Unknown;
use crate::model::device::{AudioDevice, CameraDevice};
use crate::model::observation::{Heard, Observation, WatchEnd};
use crate::model::plan::PlanCounts;
use crate::model::{CheckId, DeviceChoice, Level, Requirement};

/// Names one run. Events of another run are dropped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub struct RunId(pub String);

/// Something that happened in a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    /// The network check has its answer, which stands; the line is watched on, quietly. Further observations sharpen it.
    WatchStarted {
        /// How long, in s.
        length_s: f64,
    },
    /// The quiet watch is over.
    WatchEnded {
        /// Why.
        why: WatchEnd,
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
    /// An output plays the test tone without an open microphone; the next answer is about this one.
    OutputUsed {
        /// Its name.
        name: String,
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
        need: Level,
    },
}

/// Why a run became void.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VoidReason {
    /// The computer slept.
    Slept,
    /// Somebody, or a time service, set the clock.
    ClockSet,
    /// Another network or default route.
    NetworkChanged,
    /// The person stopped it.
    Stopped,
}

impl VoidReason {
    /// Every reason, for tests and texts.
    pub const ALL: [Self; 4] = [Self::Slept, Self::ClockSet, Self::NetworkChanged, Self::Stopped];

    /// True when what was measured before belongs to another hour or another network: all of it is measured again.
    #[must_use]
    pub fn spoils_what_was_measured(self) -> bool {
        self != Self::Stopped
    }
}

/// What a check is doing. Each has a line in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The path lookup: route and server. Recordings and texts keep its first name.
    #[serde(rename = "network_look")]
    NetworkPathLookup,
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
        Self::NetworkPathLookup,
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
            Self::NetworkPathLookup => "network-look",
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

/// Where the sound part is. The microphone is open from `Listening` to `Asking`, closed otherwise; the tone can also be
/// played without it, and then only `PlayingTone`, `Asking` and `ToneFailed` come.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
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
    PlayingBack {
        /// Seconds of it that were played.
        #[serde(default)]
        at_s: f64,
        /// Its length in seconds.
        #[serde(default)]
        of_s: f64,
    },
    /// The test tone sounds.
    PlayingTone,
    /// The tone has sounded: was it heard?
    Asking,
    /// The tone could not be played: there is no output, or it refused.
    ToneFailed,
}

/// Where the camera is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// Microphone.
    Input,
    /// Loudspeaker or headphones.
    Output,
    /// Camera.
    Camera,
}
