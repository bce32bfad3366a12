//! Orchestration: what runs when, who holds which device, how it is stopped and recorded.

pub mod anonymise;
mod changes;
pub mod command;
mod demo;
mod engine;
pub mod far_end;
pub mod handle;
mod input;
mod options;
pub mod recording;
pub mod replay;
pub mod resources;
pub mod scenario;
mod snapshot;
mod start;

use std::sync::Arc;

pub use demo::{demo, ended, hurried};

pub use options::{AllowedBy, Clock, HotspotCheck, RecordTo, SessionOptions, SpotWatch, SystemClock, VoidWatch};
pub use snapshot::{Judge, judged};
pub use start::start;

use crate::probe::ports::Probes;

#[cfg(feature = "devices")]
use crate::probe::{audio::Probe as Sound, camera::Probe as Camera};
#[cfg(not(feature = "devices"))]
use crate::probe::{without_devices::Probe as Sound, without_devices::Probe as Camera};

/// The probes for this computer's devices and its network.
#[must_use]
pub fn real_probes() -> Probes {
    Probes {
        network: Arc::new(crate::probe::network::Probe::new()),
        sound: Arc::new(Sound::new()),
        camera: Arc::new(Camera::new()),
        computer: Arc::new(crate::probe::computer::Probe::new()),
    }
}
