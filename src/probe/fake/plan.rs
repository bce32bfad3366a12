//! What scripted probes will do.

use std::time::Duration;

use crate::live::LevelReading;
use crate::model::Unknown;
use crate::model::device::{AudioDevice, CameraDevice};
use crate::model::observation::Observation;
use crate::model::run::EventBody;

/// What happens, and how long before it.
pub type Script = Vec<(Duration, EventBody)>;

/// What scripted probes will do.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The network's events.
    pub network: Script,
    /// The events at one spot after the other, and then at the first again; empty: those of the network.
    pub spots: Vec<Script>,
    /// The background load's events.
    pub computer: Script,
    /// What the microphone will hear, or why not.
    pub sound: Option<Result<Observation, Unknown>>,
    /// What the meter shows while it listens, one after the other and then from the first again.
    pub levels: Vec<LevelReading>,
    /// What the camera will show, or why not.
    pub camera: Option<Result<Observation, Unknown>>,
    /// Microphones.
    pub inputs: Vec<AudioDevice>,
    /// Outputs.
    pub outputs: Vec<AudioDevice>,
    /// Cameras.
    pub cameras: Vec<CameraDevice>,
    /// How many times quicker than told it all goes, for tests; 0 and 1: as told.
    pub hurry: u32,
}

impl Plan {
    pub(super) fn time(&self, told: Duration) -> Duration {
        told / self.hurry.max(1)
    }
}
