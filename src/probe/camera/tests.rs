//! The whole probe without a camera: pictures from files, and cameras that are not there.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use crate::live::{Frame, Latest};
use crate::model::UnknownReason;
use crate::model::observation::{CameraObservation, Observation, PictureSpan};
use crate::model::run::{CameraStage, EventBody, Step};

use super::*;

const LONG: Duration = Duration::from_secs(30);

type Events = Arc<(Mutex<Vec<EventBody>>, Condvar)>;

struct Seen {
    session: Option<Box<dyn CameraSession>>,
    events: Events,
    frames: Latest<Frame>,
}

impl Seen {
    fn open(choice: DeviceChoice) -> Self {
        let events = Events::default();
        let kept = events.clone();
        let sink = EventSink::new(move |check, body| {
            assert_eq!(check, CheckId::Camera);
            kept.0.lock().unwrap().push(body);
            kept.1.notify_all();
        });
        let live = Live::default();
        let session = Probe::new().open(choice, sink, live.clone());
        Self { session: Some(session), events, frames: live.frames }
    }

    fn file(path: impl Into<PathBuf>) -> Self {
        Self::open(DeviceChoice::File(path.into()))
    }

    fn request(&self, request: CameraRequest) {
        self.session.as_ref().unwrap().request(request);
    }

    fn wait(&self, done: impl Fn(&[EventBody]) -> bool) -> Vec<EventBody> {
        let guard = self.events.0.lock().unwrap();
        let (events, timeout) = self.events.1.wait_timeout_while(guard, LONG, |events| !done(events)).unwrap();
        assert!(!timeout.timed_out(), "{events:#?}");
        events.clone()
    }

    fn until_live(&self) {
        self.wait(|events| events.contains(&EventBody::Camera { stage: CameraStage::Live }));
    }

    fn until_ended(&self) -> Vec<EventBody> {
        self.wait(|events| events.iter().any(ended))
    }

    /// Lets go and waits until the threads that may say something have ended.
    fn until_silent(&mut self) {
        self.session = None;
        let begun = Instant::now();
        while Arc::strong_count(&self.events) > 1 {
            assert!(begun.elapsed() < LONG);
            std::thread::yield_now();
        }
    }
}

fn ended(event: &EventBody) -> bool {
    matches!(event, EventBody::CheckEnded | EventBody::CheckUnknown { .. })
}

fn last_observed(events: &[EventBody]) -> CameraObservation {
    let observed = events.iter().rev().find_map(|event| match event {
        EventBody::Observed { observation: Observation::Camera(observation) } => Some((**observation).clone()),
        _ => None,
    });
    observed.expect("an observation")
}

fn photo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/photos/portrait.jpg")
}

fn save(dir: &Path, name: &str, shade: u8) {
    image::RgbImage::from_pixel(64, 36, image::Rgb([shade; 3])).save(dir.join(name)).unwrap();
}

#[test]
fn a_photo_in_place_of_a_camera() {
    let mut seen = Seen::file(photo());
    seen.until_live();
    let frame = seen.frames.get().1.expect("a picture");
    assert_eq!((frame.width, frame.height), (320, 180));
    assert_eq!(frame.rgba, image::open(photo()).unwrap().to_rgba8().into_raw());

    seen.request(CameraRequest::Watch { seconds: 0.05 });
    let events = seen.until_ended();
    assert!(matches!(
        events[..3],
        [
            EventBody::CheckStarted,
            EventBody::Camera { stage: CameraStage::Opening },
            EventBody::Camera { stage: CameraStage::Live }
        ]
    ));
    assert!(matches!(events[3], EventBody::CheckStep { step: Step::Watching, .. }));
    assert!(matches!(
        events[events.len() - 3..],
        [EventBody::Observed { .. }, EventBody::Camera { stage: CameraStage::Closed }, EventBody::CheckEnded]
    ));
    let observed = last_observed(&events);
    assert_eq!(observed.device.unwrap().name, "file");
    assert_eq!((observed.delivered_fps, observed.distinct_fps, observed.format), (None, None, None));
    let looked = |span: &PictureSpan| span.broken == 0 && span.change.is_none();
    assert!(!observed.spans.is_empty() && observed.spans.iter().all(looked), "{:?}", observed.spans);
    assert!(observed.spans.iter().any(|span| span.look.is_some_and(|look| look.shorter_side == 180)));
    assert!((0.4..0.7).contains(&observed.brightness.unwrap()));
    assert!(seen.frames.get().1.is_none(), "no picture stays behind");
    seen.request(CameraRequest::Finish);
    seen.until_silent();
    assert_eq!(seen.events.0.lock().unwrap().len(), events.len(), "it ends once");
}

#[test]
fn a_folder_is_played_in_order_and_damaged_pictures_are_counted() {
    let dir = tempfile::tempdir().unwrap();
    save(dir.path(), "1.png", 0);
    std::fs::write(dir.path().join("2.png"), "damaged").unwrap();
    save(dir.path(), "3.png", 200);
    let seen = Seen::file(dir.path());
    seen.until_live();
    let shown = |shade: u8| {
        let begun = Instant::now();
        while seen.frames.get().1.is_none_or(|frame| frame.rgba[0] != shade) {
            assert!(begun.elapsed() < LONG, "never {shade}");
            std::thread::yield_now();
        }
    };
    shown(0);
    shown(200);
    shown(0);
    seen.request(CameraRequest::Finish);
    let observed = last_observed(&seen.until_ended());
    let (looked, broken): (u32, u32) =
        observed.spans.iter().fold((0, 0), |sum, span| (sum.0 + span.looked, sum.1 + span.broken));
    assert!(looked > broken && broken > 0, "{:?}", observed.spans);
    assert!((0.2..0.6).contains(&observed.brightness.unwrap()), "{observed:?}");
}

#[test]
fn nothing_but_garbage_is_an_observation() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("1.png"), "damaged").unwrap();
    std::fs::write(dir.path().join("2.png"), "damaged as well").unwrap();
    let seen = Seen::file(dir.path());
    seen.until_live();
    seen.request(CameraRequest::Finish);
    let events = seen.until_ended();
    assert_eq!(events.last(), Some(&EventBody::CheckEnded));
    let observed = last_observed(&events);
    assert!(observed.spans.iter().any(|span| span.broken > 0), "{:?}", observed.spans);
    assert!(observed.spans.iter().all(|span| span.looked == 0) && observed.brightness.is_none());
    assert_eq!(seen.frames.get().0, 1, "only the slot was cleared");
}

#[test]
fn what_is_not_there_says_so_once() {
    let gone = DeviceChoice::File("/nonexistent/picture.png".into());
    for choice in [gone, DeviceChoice::Id("987".into()), DeviceChoice::Name("no such camera \u{1F4F7}".into())] {
        let mut seen = Seen::open(choice);
        let events = seen.until_ended();
        let Some(EventBody::CheckUnknown { unknown }) = events.last() else { panic!("{events:?}") };
        if cfg!(target_os = "linux") {
            assert_eq!(unknown.reason, UnknownReason::NoDevice, "{unknown:?}");
        }
        seen.until_silent();
        assert_eq!(events.iter().filter(|event| ended(event)).count(), 1);
        assert!(events.contains(&EventBody::Camera { stage: CameraStage::Closed }));
    }
}

#[test]
fn a_dropped_session_says_nothing_more() {
    let mut seen = Seen::file(photo());
    seen.until_live();
    seen.session = None;
    assert!(seen.frames.get().1.is_none());
    seen.until_silent();
    assert!(seen.frames.get().1.is_none());
    assert!(!seen.events.0.lock().unwrap().iter().any(ended));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let pipe = dir.path().join("pipe.png");
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    let mut seen = Seen::file(&pipe);
    let events = seen.until_ended();
    let Some(EventBody::CheckUnknown { unknown }) = events.last() else { panic!("{events:?}") };
    assert_eq!(unknown.reason, UnknownReason::Unsupported, "{unknown:?}");
    seen.until_silent();
}

#[test]
fn a_thread_that_panics_ends_the_check() {
    let photo = DeviceChoice::File(photo());
    crate::probe::ports::assert_broken_off(CheckId::Camera, |sink| Probe::new().open(photo, sink, Live::default()));
}
