//! The camera: opened once, shown, measured over the last seconds, and released.
//!
//! Two threads: `gr-camera` reads the camera (through nokhwa; on Linux V4L2 stands beside it) and may hang in it; `gr-camera-watch` makes and measures
//! the pictures, says what it saw, and gives the other one up when it hangs. Between them stands an inbox that keeps the
//! newest picture only. A check ends with the camera released. When the session is dropped nothing more is said, not even
//! that the camera is closed.

mod choice;
#[cfg(target_os = "linux")]
#[path = "device_linux.rs"]
mod device;
#[cfg(not(target_os = "linux"))]
#[path = "device_nokhwa.rs"]
mod device;
mod fault;
pub mod file;
pub mod format;
pub mod garbage;
mod inbox;
mod listing;
pub mod measure;
pub mod mjpeg;
pub mod pixel;
mod progress;
mod reader;
mod reading;
mod stream_nokhwa;
#[cfg(test)]
mod tests;
mod watch;
pub mod window;
mod worker;

use std::sync::Arc;

use crate::live::Live;
use crate::model::device::CameraDevice;
use crate::model::{CheckId, DeviceChoice, Unknown};

use super::ports::{CameraProbe, CameraRequest, CameraSession, EventSink};
use super::thread;
use format::Goal;
use inbox::Inbox;
use watch::Watch;

/// The computer's cameras.
#[derive(Debug, Clone, Copy, Default)]
pub struct Probe {
    goal: Goal,
}

impl Probe {
    /// Asks cameras for what a video call sends.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks cameras for something else, a smaller picture on a slow computer for example.
    #[must_use]
    pub fn with_goal(goal: Goal) -> Self {
        Self { goal }
    }
}

impl CameraProbe for Probe {
    fn cameras(&self) -> Result<Vec<CameraDevice>, Unknown> {
        listing::cameras()
    }

    fn open(&self, camera: DeviceChoice, sink: EventSink, live: Live) -> Box<dyn CameraSession> {
        let inbox = Arc::new(Inbox::default());
        let session = Session { inbox: inbox.clone(), sink: sink.clone(), live: live.clone() };
        let watch = Watch { inbox, sink: sink.clone(), live, choice: camera, goal: self.goal };
        thread::begin("gr-camera-watch", CheckId::Camera, &sink, move || watch.run());
        Box::new(session)
    }
}

/// The session's end of an open camera.
struct Session {
    inbox: Arc<Inbox>,
    sink: EventSink,
    live: Live,
}

impl CameraSession for Session {
    fn request(&self, request: CameraRequest) {
        self.inbox.request(request);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.sink.close();
        self.inbox.cancel();
        self.live.frames.clear();
    }
}
