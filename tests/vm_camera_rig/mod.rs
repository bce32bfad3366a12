//! What the tests with cameras need: a probe whose events are kept, and the devices of the virtual machine.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use greenroom::live::{Frame, Latest, Live};
use greenroom::model::observation::{CameraObservation, Observation};
use greenroom::model::run::{CameraStage, EventBody};
use greenroom::model::{DeviceChoice, Unknown};
use greenroom::probe::camera::Probe;
use greenroom::probe::camera::format::Goal;
use greenroom::probe::ports::{CameraProbe, CameraSession, EventSink};

/// The webcam's number.
pub const VIVID: u32 = 0;

/// The loopback camera's number.
pub const LOOPBACK: u32 = 10;

/// A photo of 320x180 to feed.
pub const PHOTO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/photos/portrait.jpg");

/// A probe that asks for pictures which an emulated machine can carry.
pub fn small() -> Probe {
    Probe::with_goal(Goal { width: 320, height: 180, least_fps: 10 })
}

/// An open camera and all that it said.
pub struct Seen {
    session: Mutex<Option<Box<dyn CameraSession>>>,
    events: Arc<(Mutex<Vec<EventBody>>, Condvar)>,
    frames: Latest<Frame>,
}

/// Opens a camera.
pub fn watch(choice: DeviceChoice) -> Seen {
    let events: Arc<(Mutex<Vec<EventBody>>, Condvar)> = Arc::default();
    let kept = events.clone();
    let sink = EventSink::new(move |_, body| {
        kept.0.lock().unwrap().push(body);
        kept.1.notify_all();
    });
    let live = Live::default();
    let session = small().open(choice, sink, live.clone());
    Seen { session: Mutex::new(Some(session)), events, frames: live.frames }
}

impl Seen {
    /// Asks the session for something.
    pub fn request(&self, request: greenroom::probe::ports::CameraRequest) {
        self.session.lock().unwrap().as_ref().expect("an open session").request(request);
    }

    /// Waits until `done` says so of all events until now, which are returned.
    pub fn wait(&self, limit: Duration, what: &str, done: impl Fn(&[EventBody]) -> bool) -> Vec<EventBody> {
        let guard = self.events.0.lock().unwrap();
        let (events, timeout) = self.events.1.wait_timeout_while(guard, limit, |events| !done(events)).unwrap();
        assert!(!timeout.timed_out(), "not within {limit:?}: {what}; events: {events:#?}");
        events.clone()
    }

    /// Waits until the check has ended.
    pub fn until_ended(&self, limit: Duration) -> Vec<EventBody> {
        self.wait(limit, "the check ends", |events| {
            events.iter().any(|e| matches!(e, EventBody::CheckEnded | EventBody::CheckUnknown { .. }))
        })
    }

    /// Waits until frames come.
    pub fn until_live(&self, limit: Duration) {
        self.wait(limit, "frames come", |events| {
            let ended = |e: &EventBody| matches!(e, EventBody::CheckUnknown { .. });
            assert!(!events.iter().any(ended), "{events:#?}");
            events.iter().any(|e| matches!(e, EventBody::Camera { stage: CameraStage::Live }))
        });
    }

    /// Waits until an observation is as it must be.
    pub fn until_observed(&self, limit: Duration, what: &str, good: impl Fn(&CameraObservation) -> bool) {
        self.wait(limit, what, |events| {
            Self::observations(events).last().is_some_and(|seen| good(&greenroom::assess::picture::completed(seen)))
        });
    }

    /// Waits for the end, which must be without an answer.
    pub fn until_unknown(&self, limit: Duration) -> Unknown {
        match self.until_ended(limit).pop() {
            Some(EventBody::CheckUnknown { unknown }) => unknown,
            other => panic!("ended otherwise: {other:?}"),
        }
    }

    /// The observations among events.
    pub fn observations(events: &[EventBody]) -> Vec<CameraObservation> {
        let observed = events.iter().filter_map(|e| match e {
            EventBody::Observed { observation: Observation::Camera(observation) } => Some((**observation).clone()),
            _ => None,
        });
        observed.collect()
    }

    /// The newest picture.
    pub fn frame(&self) -> Option<Arc<Frame>> {
        self.frames.get().1
    }

    /// How often the picture changed.
    pub fn pictures(&self) -> u64 {
        self.frames.get().0
    }

    /// How many events there were.
    pub fn count(&self) -> usize {
        self.events.0.lock().unwrap().len()
    }

    /// Drops the session; returns how many events there were then.
    pub fn drop_session(&self) -> usize {
        let session = self.session.lock().unwrap().take();
        drop(session);
        self.count()
    }
}

/// Waits until `done`, looking 20 times a second.
pub fn until(limit: Duration, what: &str, done: impl Fn() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < limit, "not within {limit:?}: {what}");
        std::thread::park_timeout(Duration::from_millis(50));
    }
}

/// True while this very process has the camera open.
pub fn held(camera: u32) -> bool {
    let node = PathBuf::from(format!("/dev/video{camera}"));
    let files = std::fs::read_dir("/proc/self/fd").unwrap();
    files.flatten().any(|file| std::fs::read_link(file.path()).is_ok_and(|target| target == node))
}

/// Runs a command that must succeed.
pub fn run(program: &str, arguments: &[&str]) {
    let status = Command::new(program).args(arguments).stdout(Stdio::null()).status().unwrap();
    assert!(status.success(), "{program} {arguments:?}: {status}");
}

/// Has the webcam show a pattern: 0 colour bars, 5 black; with running text, or without any.
pub fn vivid_pattern(number: u32, text: bool) {
    let text = format!("osd_text_mode={}", if text { 0 } else { 2 });
    run("v4l2-ctl", &["-d0", "-c", &format!("test_pattern={number}"), "-c", &text]);
}

/// Takes all cameras away.
pub fn unload_cameras() {
    unload("vivid");
    unload("v4l2loopback");
}

/// Unloads a driver; fails when its camera is not released within some seconds.
fn unload(driver: &str) {
    until(Duration::from_secs(5), &format!("nobody uses {driver}"), || {
        Command::new("rmmod").arg(driver).stderr(Stdio::null()).status().unwrap().success()
    });
}

/// A loopback camera that nobody feeds.
pub fn fresh_loopback() {
    unload("v4l2loopback");
    run("modprobe", &["v4l2loopback", "devices=1", "video_nr=10", "card_label=RigCam", "exclusive_caps=1"]);
}

/// A producer for the loopback camera.
pub struct Feed(Child);

impl Feed {
    /// Feeds the loopback camera with what ffmpeg makes of these arguments and waits until the camera is there.
    pub fn start(arguments: &[&str]) -> Self {
        fresh_loopback();
        let child = Command::new("ffmpeg")
            .args(["-v", "error", "-re"])
            .args(arguments)
            .args(["-f", "v4l2", "/dev/video10"])
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let format = Path::new("/sys/class/video4linux/video10/format");
        until(Duration::from_secs(60), "the loopback camera has a format", || {
            std::fs::read_to_string(format).is_ok_and(|text| text.contains(':'))
        });
        Self(child)
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
