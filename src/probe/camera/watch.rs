//! The thread that watches an open camera: shows its pictures, measures them, says what it saw, and notices when nothing
//! comes any more.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use crate::live::Live;
use crate::model::observation::{CameraName, Observation};
use crate::model::run::{CameraStage, EventBody, Step};
use crate::model::{CheckId, DeviceChoice, Unknown, UnknownReason};
use crate::os::permission::{self, Access};
use crate::probe::ports::{CameraRequest, EventSink};

use super::format::Goal;
use super::inbox::{Batch, Inbox, Picture};
use super::measure::{self, LumaGrid};
use super::progress::{Length, Progress, TICK};
use super::window::Window;
use super::worker::WorkerId;
use super::{device, file, pixel, reader, worker};

/// What a picture looks like changes slowly: it is not asked of every frame. In s.
const LOOK_EVERY_S: f64 = 0.09;

/// A reader that has not ended by itself after this is woken.
const END_WITHIN: Duration = Duration::from_millis(400);

/// A reader that just begins to wait misses being woken, so it is woken again.
const WAKE_AGAIN_AFTER: Duration = Duration::from_millis(40);

/// How often it is woken before it is left behind.
const WAKE_TRIES: u32 = 10;

/// What is needed to watch.
pub(super) struct Watch {
    pub(super) inbox: Arc<Inbox>,
    pub(super) sink: EventSink,
    pub(super) live: Live,
    pub(super) choice: DeviceChoice,
    pub(super) goal: Goal,
}

/// How watching ended.
enum End {
    /// As asked.
    Asked,
    /// It could not go on.
    Failed(Unknown),
    /// The session was dropped.
    Cancelled,
}

impl Watch {
    /// Watches until it is asked to end, cannot go on, or is cancelled; then the camera is released.
    pub(super) fn run(self) {
        self.say(EventBody::CheckStarted);
        let worker = match self.begin() {
            Ok(worker) => worker,
            Err(end) => return self.end(end, None, None),
        };
        let mut progress = Progress {
            begun: Instant::now(),
            live: !self.is_file(),
            window: Window::new(!self.is_file()),
            opened: None,
            last_frame: None,
            next_tick: None,
            length: None,
            previous: None,
            last_look_s: None,
        };
        let end = self.watch(&mut progress);
        self.end(end, Some(progress), worker);
    }

    fn say(&self, body: EventBody) {
        self.sink.emit(CheckId::Camera, body);
    }

    fn is_file(&self) -> bool {
        matches!(self.choice, DeviceChoice::File(_))
    }

    /// Has the reader begin, after the system's permission.
    fn begin(&self) -> Result<Option<WorkerId>, End> {
        let inbox = self.inbox.clone();
        if let DeviceChoice::File(path) = self.choice.clone() {
            self.say(EventBody::Camera { stage: CameraStage::Opening });
            let thread = std::thread::Builder::new().name("gr-camera-file".to_owned());
            thread.spawn(move || file::play(&path, &inbox)).map_err(|error| no_thread(&error))?;
            return Ok(None);
        }
        self.ask_permission()?;
        self.say(EventBody::Camera { stage: CameraStage::Opening });
        let (choice, goal) = (self.choice.clone(), self.goal);
        worker::submit(move || device::read(&choice, goal, &inbox)).map(Some).map_err(|error| no_thread(&error))
    }

    /// Waits for the person's answer where the system asks; that is no timeout.
    fn ask_permission(&self) -> Result<(), End> {
        let denied = || {
            let detail = "the system does not let this program use the camera";
            End::Failed(Unknown::new(UnknownReason::NoPermission, detail))
        };
        match permission::camera() {
            // On Linux each node has rights of its own; opening it tells.
            Access::Denied if cfg!(target_os = "linux") => Ok(()),
            Access::Denied => Err(denied()),
            Access::Allowed | Access::Unknown => Ok(()),
            Access::NotAsked => {
                self.say(EventBody::Camera { stage: CameraStage::AskingPermission });
                self.say(EventBody::WaitingForPerson { step: Step::SystemPermission });
                let (say, answer) = sync_channel(1);
                permission::request_camera(move |granted| {
                    let _ = say.try_send(granted);
                });
                loop {
                    match answer.recv_timeout(Duration::from_millis(100)) {
                        Ok(true) => return Ok(()),
                        Ok(false) | Err(RecvTimeoutError::Disconnected) => return Err(denied()),
                        Err(RecvTimeoutError::Timeout) if self.inbox.stopped() => return Err(End::Cancelled),
                        Err(RecvTimeoutError::Timeout) => {}
                    }
                }
            }
        }
    }

    fn watch(&self, progress: &mut Progress) -> End {
        loop {
            let batch = self.inbox.receive(progress.deadline());
            if batch.cancelled {
                return End::Cancelled;
            }
            if let Some(end) = self.digest(progress, batch) {
                return end;
            }
            let now = Instant::now();
            if progress.finished(now) {
                return End::Asked;
            }
            if progress.next_tick.is_some_and(|tick| now >= tick) {
                progress.next_tick = Some(now + TICK);
                self.observe(progress);
                self.step(progress, now);
            }
            if progress.patience().is_some_and(|end| now >= end) {
                return End::Failed(progress.silent());
            }
        }
    }

    /// Takes in what came. Tells how to end, if that is asked or came about.
    fn digest(&self, progress: &mut Progress, batch: Batch) -> Option<End> {
        let now = Instant::now();
        if batch.opened.is_some() {
            progress.opened = batch.opened;
        }
        for (at, distinct) in batch.arrivals {
            progress.window.arrived(progress.seconds(at), distinct);
            progress.last_frame = Some(now);
        }
        if let Some((at, picture)) = batch.newest {
            self.look(progress, at, picture);
        }
        let finish = batch.requests.contains(&CameraRequest::Finish);
        for request in batch.requests {
            if let CameraRequest::Watch { seconds } = request {
                progress.window.reach(seconds);
                progress.length = Some(Length { seconds: seconds.max(0.0), begun: None });
            }
        }
        if progress.last_frame.is_some() {
            if let Some(length) = &mut progress.length {
                length.begun.get_or_insert(now);
            }
            if progress.next_tick.is_none() {
                progress.next_tick = Some(now + TICK);
                self.say(EventBody::Camera { stage: CameraStage::Live });
                self.step(progress, now);
            }
        }
        if let Some(failure) = batch.failure {
            return Some(End::Failed(progress.gone().unwrap_or(failure)));
        }
        finish.then_some(End::Asked)
    }

    /// Makes the picture, measures it and shows it.
    fn look(&self, progress: &mut Progress, at: Instant, picture: Picture) {
        let at_s = progress.seconds(at);
        let frame = match picture {
            Picture::Ready(frame) => Some(frame),
            Picture::Broken => None,
            Picture::Sent(sent) => pixel::to_frame(sent.format, sent.width, sent.height, &sent.bytes).ok(),
        };
        let Some(frame) = frame else { return progress.window.broke(at_s) };
        let grid = LumaGrid::new(&frame);
        let difference = progress.previous.as_ref().and_then(|before| grid.difference(before));
        let due = progress.last_look_s.is_none_or(|last| at_s - last >= LOOK_EVERY_S || at_s < last);
        // Pictures of a folder have nothing to do with each other: each is looked at.
        let due = due || !progress.live;
        let look = if due { measure::look(&frame) } else { None };
        if due {
            progress.last_look_s = Some(at_s);
        }
        progress.window.looked(at_s, look, difference);
        progress.previous = Some(grid);
        self.live.frames.set_while(frame, || self.sink.is_open());
    }

    fn observe(&self, progress: &Progress) {
        let mut seen = progress.window.observe(progress.seconds(Instant::now()));
        if let Some(opened) = &progress.opened {
            seen.device = Some(CameraName { name: opened.name.clone() });
            seen.format.clone_from(&opened.format);
        }
        self.say(EventBody::Observed { observation: Observation::Camera(Box::new(seen)) });
    }

    fn step(&self, progress: &Progress, now: Instant) {
        let (fraction, remaining_s) = progress.length.map_or((None, None), |length| {
            let done = length.begun.map_or(0.0, |begun| (now - begun).as_secs_f64());
            let fraction = if length.seconds > 0.0 { (done / length.seconds).min(1.0) } else { 1.0 };
            (Some(fraction), Some((length.seconds - done).max(0.0)))
        });
        self.say(EventBody::CheckStep { step: Step::Watching, fraction, remaining_s });
    }

    /// Releases the camera and says how the check ended; after a cancel nothing is said.
    fn end(&self, end: End, progress: Option<Progress>, worker: Option<WorkerId>) {
        let looked = progress.as_ref().filter(|p| p.last_frame.is_some());
        if let (End::Asked, Some(progress)) = (&end, looked) {
            self.observe(progress);
        }
        let answer = match (end, looked) {
            (End::Cancelled, _) => None,
            (End::Failed(unknown), _) => Some(EventBody::CheckUnknown { unknown }),
            (End::Asked, Some(_)) => Some(EventBody::CheckEnded),
            (End::Asked, None) => {
                let detail = "ended before the camera gave a frame";
                Some(EventBody::CheckUnknown { unknown: Unknown::new(UnknownReason::Cancelled, detail) })
            }
        };
        self.inbox.stop();
        if let Some(worker) = worker {
            self.release(worker);
        }
        if let Some(answer) = answer {
            if self.sink.is_open() {
                self.live.frames.clear();
            }
            self.say(EventBody::Camera { stage: CameraStage::Closed });
            self.say(answer);
        }
    }

    /// Sees to it that the camera is released, or that a reader that hangs is in nobody's way.
    fn release(&self, worker: WorkerId) {
        if self.inbox.wait_released(END_WITHIN) {
            return;
        }
        for _ in 0..WAKE_TRIES {
            let woken = self.inbox.busy_reader().is_some_and(reader::wake);
            if self.inbox.wait_released(WAKE_AGAIN_AFTER) {
                return;
            }
            if !woken {
                break;
            }
        }
        worker::abandon(worker);
    }
}

fn no_thread(error: &std::io::Error) -> End {
    End::Failed(Unknown::broken_off(CheckId::Camera, format!("start a thread for the camera: {error}")))
}
