//! What the probes saw. Stored as it was seen; every judgement is derived from it again.
//!
//! A value that was not measured is `None` and becomes `null` in JSON: never 0, NaN or a missing key.

mod camera;
mod computer;
mod histogram;
mod line_watch;
mod network;
mod sound;
mod way;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::CheckId;
pub use super::assessment::MosRange;
pub use camera::{CameraName, CameraObservation, FaceObservation, PictureLook, PictureSpan};
pub use computer::{AppClass, AppLoad, AppRow, ComputerObservation, LoadPattern};
pub use histogram::{Histogram, P95_SAMPLES, P99_SAMPLES};
pub use line_watch::{LineWatch, WatchEnd};
pub use network::{
    Counting, Direction, DirectionObservation, DropOut, Goodput, InterfaceKind, LevelTried, LoadedRtt,
    NetworkObservation, NetworkPath, PhaseCount, PhaseId, QuietLine, RttSummary, Server, ServerKind, TriedDirection,
    UdpState,
};
pub use sound::{
    ChannelLevel, Heard, MainsHum, SILENT_DBFS, SoundInput, SoundObservation, SoundOutput, VoiceBands, ZeroRun,
};
pub use way::{
    FamiliesObservation, FamilyObservation, GatewayAsked, GatewayObservation, GatewayPart, StunObservation,
    WayObservation, WifiObservation,
};

/// The observations of one run, one slot for each check. `None`: not selected or nothing seen yet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Observations {
    /// The connection.
    pub network: Option<NetworkObservation>,
    /// Microphone and loudspeaker.
    pub sound: Option<SoundObservation>,
    /// The camera.
    pub camera: Option<CameraObservation>,
    /// Background load, memory, power.
    pub computer: Option<ComputerObservation>,
}

/// One check's observation, as it travels in an event. A later one replaces an earlier one of the same check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Observation {
    /// The connection.
    Network(Box<NetworkObservation>),
    /// Microphone and loudspeaker.
    Sound(Box<SoundObservation>),
    /// The camera.
    Camera(Box<CameraObservation>),
    /// Background load, memory, power.
    Computer(Box<ComputerObservation>),
}

impl Observation {
    /// The check that it belongs to.
    #[must_use]
    pub fn check(&self) -> CheckId {
        match self {
            Self::Network(_) => CheckId::Network,
            Self::Sound(_) => CheckId::Sound,
            Self::Camera(_) => CheckId::Camera,
            Self::Computer(_) => CheckId::Computer,
        }
    }
}
