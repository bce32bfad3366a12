//! The run: events in, one state out. [`RunState::apply`] is the only writer.

mod event;
mod length;
mod reducer;
mod state;

pub use event::{CameraStage, DeviceKind, EventBody, ProbeEvent, RunId, SoundStage, Step, VoidReason};
pub use state::{Devices, HostContact, NetworkProgress, Phase, RoundTripPoint, RunState, Stage};
