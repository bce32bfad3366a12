//! The camera: opened once, shown, measured over the last seconds, and released.
//!
//! Two threads: `gr-camera` uses the capture library (nokhwa) and may hang in it; `gr-camera-watch` makes and measures
//! the pictures, says what it saw, and gives the other one up when it hangs. Between them stands an inbox that keeps the
//! newest picture only. A check ends with the camera released. When the session is dropped nothing more is said, not even
//! that the camera is closed.

mod choice;
mod device;
mod fault;
pub mod file;
pub mod format;
mod inbox;
pub mod measure;
pub mod mjpeg;
pub mod pixel;
#[cfg(test)]
mod tests;
mod watch;
pub mod window;
mod worker;

use std::sync::Arc;
#[cfg(not(target_os = "linux"))]
use std::sync::Mutex;
#[cfg(not(target_os = "linux"))]
use std::sync::mpsc::sync_channel;
#[cfg(not(target_os = "linux"))]
use std::time::Duration;

use crate::live::Live;
use crate::model::device::CameraDevice;
use crate::model::run::EventBody;
use crate::model::{CheckId, DeviceChoice, Unknown, UnknownReason};

use super::ports::{CameraProbe, CameraRequest, CameraSession, EventSink};
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
    #[cfg(target_os = "linux")]
    fn cameras(&self) -> Result<Vec<CameraDevice>, Unknown> {
        device::list()
    }

    #[cfg(not(target_os = "linux"))]
    fn cameras(&self) -> Result<Vec<CameraDevice>, Unknown> {
        listed().ok_or_else(|| Unknown::new(UnknownReason::Timeout, "list the cameras: the system does not answer"))
    }

    fn open(&self, camera: DeviceChoice, sink: EventSink, live: Live) -> Box<dyn CameraSession> {
        let inbox = Arc::new(Inbox::default());
        let session = Session { inbox: inbox.clone(), sink: sink.clone(), live: live.clone() };
        let watch = Watch { inbox, sink: sink.clone(), live, choice: camera, goal: self.goal };
        let thread = std::thread::Builder::new().name("gr-camera-watch".to_owned());
        if let Err(error) = thread.spawn(move || watch.run()) {
            let detail = format!("start a thread for the camera: {error}");
            let unknown = Unknown::new(UnknownReason::Unsupported, detail);
            sink.emit(CheckId::Camera, EventBody::CheckUnknown { unknown });
        }
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

/// What the system listed last, for the time in which the camera thread is busy with an open camera.
#[cfg(not(target_os = "linux"))]
static LISTED: Mutex<Option<Vec<CameraDevice>>> = Mutex::new(None);

/// The cameras that are there, asked on the thread of the capture library; the last answer while that is busy.
#[cfg(not(target_os = "linux"))]
fn listed() -> Option<Vec<CameraDevice>> {
    let fresh = if worker::is_busy() { None } else { ask_for_list() };
    let mut last = LISTED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if fresh.is_some() {
        last.clone_from(&fresh);
    }
    last.clone()
}

#[cfg(not(target_os = "linux"))]
fn ask_for_list() -> Option<Vec<CameraDevice>> {
    let (say, answer) = sync_channel(1);
    let asked = worker::submit(move || {
        let _ = say.try_send(device::list());
    });
    asked.ok()?;
    answer.recv_timeout(Duration::from_secs(1)).ok()?.ok()
}
