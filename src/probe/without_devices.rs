//! Stands in for microphone and camera in a program that was built without them: says so, opens nothing.

use crate::live::Live;
use crate::model::device::{AudioDevice, CameraDevice};
use crate::model::run::EventBody;
use crate::model::{CheckId, DeviceChoice, Unknown, UnknownReason};

use super::ports::{
    CameraProbe, CameraRequest, CameraSession, EventSink, Nothing, Running, SoundProbe, SoundRequest, SoundSession,
};

/// No microphone, no output, no camera.
#[derive(Debug, Clone, Copy, Default)]
pub struct Probe;

impl Probe {
    /// Opens nothing, ever.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

fn unsupported() -> Unknown {
    Unknown::new(UnknownReason::Unsupported, "this Greenroom was built without sound and camera")
}

fn tell(check: CheckId, sink: EventSink) {
    // The caller may be the one who takes events in, and must not wait for itself.
    let tell = move || sink.emit(check, EventBody::CheckUnknown { unknown: unsupported() });
    let _ = std::thread::Builder::new().name("gr-no-device".to_owned()).spawn(tell);
}

/// Nothing is open.
struct Closed;

impl SoundSession for Closed {
    fn request(&self, _: SoundRequest) {}
}

impl CameraSession for Closed {
    fn request(&self, _: CameraRequest) {}
}

impl SoundProbe for Probe {
    fn inputs(&self) -> Result<Vec<AudioDevice>, Unknown> {
        Err(unsupported())
    }

    fn outputs(&self) -> Result<Vec<AudioDevice>, Unknown> {
        Err(unsupported())
    }

    fn open(&self, _: DeviceChoice, sink: EventSink, _: Live) -> Box<dyn SoundSession> {
        tell(CheckId::Sound, sink);
        Box::new(Closed)
    }

    fn play_tone(&self, _: DeviceChoice, _: EventSink) -> Box<dyn Running> {
        Box::new(Nothing)
    }
}

impl CameraProbe for Probe {
    fn cameras(&self) -> Result<Vec<CameraDevice>, Unknown> {
        Err(unsupported())
    }

    fn open(&self, _: DeviceChoice, sink: EventSink, _: Live) -> Box<dyn CameraSession> {
        tell(CheckId::Camera, sink);
        Box::new(Closed)
    }
}
