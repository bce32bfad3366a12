//! The run: events in, one state out. [`RunState::apply`] is the only writer.

mod event;
mod reducer;
mod state;

pub use event::{CameraStage, DeviceKind, EventBody, ProbeEvent, RunId, SoundStage, Step, VoidReason};
pub use state::{Devices, HostContact, Phase, RoundTripPoint, RunState, Stage};
