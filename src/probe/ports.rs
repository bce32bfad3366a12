//! The small traits behind which all devices and the net stand.
//!
//! Rules for every implementation: `start` and `open` return at once and work on named threads of their own, begun by
//! [`super::thread::begin`]; progress and results go to the [`EventSink`], what is live to [`Live`]; each check ends with
//! exactly one `CheckEnded` or `CheckUnknown` (a network check may say `WatchStarted` before: its answer stands from then on); dropping the returned handle closes the sink, cancels, and releases every
//! device within a second. Nobody waits for a probe to fall silent: what it still says goes into a closed sink, and the
//! engine drops an attempt's late events by their number.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::live::Live;
use crate::model::device::{AudioDevice, CameraDevice};
use crate::model::run::EventBody;
use crate::model::{CheckId, DeviceChoice, FarEnd, Level, ServerReply, Unknown, UnknownReason};

/// Where the events of one attempt go, until it is closed or its last word was said: `CheckEnded` or `CheckUnknown`. The
/// session adds run and time. Cheap to clone, all clones are one sink; may block while the engine is behind, but never longer
/// than the sink is open.
#[derive(Clone)]
pub struct EventSink {
    outlet: Arc<Outlet>,
}

struct Outlet {
    closed: AtomicBool,
    /// The last word is said, or on its way.
    ended: AtomicBool,
    send: Box<dyn Fn(CheckId, EventBody) + Send + Sync>,
    on_close: Box<dyn Fn() + Send + Sync>,
}

impl EventSink {
    /// A sink that hands each event to `send`.
    pub fn new(send: impl Fn(CheckId, EventBody) + Send + Sync + 'static) -> Self {
        Self::closing(send, || {})
    }

    /// A sink whose `send` may wait; `on_close` is called when it is closed before its last word, and has to end that
    /// waiting.
    pub fn closing(
        send: impl Fn(CheckId, EventBody) + Send + Sync + 'static,
        on_close: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let (closed, ended) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { outlet: Arc::new(Outlet { closed, ended, send: Box::new(send), on_close: Box::new(on_close) }) }
    }

    /// Hands one event on; into a closed sink, or after the last word: nowhere.
    pub fn emit(&self, check: CheckId, body: EventBody) {
        if !self.is_open() {
            return;
        }
        let last = matches!(body, EventBody::CheckEnded | EventBody::CheckUnknown { .. });
        // Of two that say a last word at once, one is heard.
        if last && self.outlet.ended.swap(true, Ordering::SeqCst) {
            return;
        }
        (self.outlet.send)(check, body);
    }

    /// Nothing goes through from now on. An event that waits to be taken is given up, unless the last word was said: that
    /// one and all before it still arrive, so a probe that ends takes nothing back. Returns at once.
    pub fn close(&self) {
        if !self.outlet.closed.swap(true, Ordering::SeqCst) && !self.outlet.ended.load(Ordering::SeqCst) {
            (self.outlet.on_close)();
        }
    }

    /// False after [`EventSink::close`] and from the last word on.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.outlet.closed.load(Ordering::SeqCst) && !self.outlet.ended.load(Ordering::SeqCst)
    }
}

/// Something under way. Dropping it cancels.
pub trait Running: Send {
    /// Asks it to stop soon; it then ends without an event.
    fn cancel(&self);
}

/// What the network probe is to do.
#[derive(Clone)]
pub struct NetworkPlan {
    /// Against what, and with which secret.
    pub far_end: FarEnd,
    /// At most 10 s instead of 20.
    pub quick: bool,
    /// At most 10 MB.
    pub metered: bool,
    /// The level that the call needs: where the pretend call starts.
    pub need: Level,
    /// How long the line is watched on once the answer stands; zero: not at all.
    pub watch: Duration,
}

/// Gets what came of trying out a server.
pub type ReportServer = Box<dyn FnOnce(Result<ServerReply, Unknown>) + Send>;

/// Measures the connection.
pub trait NetworkProbe: Send + Sync {
    /// Begins one measurement.
    fn start(&self, plan: NetworkPlan, sink: EventSink) -> Box<dyn Running>;

    /// Tries out whether the plan's own server would measure, in two seconds or so: `report` is called once, unless it is
    /// cancelled before. Unless a probe says otherwise, it can't.
    fn try_server(&self, plan: NetworkPlan, report: ReportServer) -> Box<dyn Running> {
        drop(plan);
        report(Err(Unknown::new(UnknownReason::Unsupported, "this probe tries out no servers")));
        Box::new(Nothing)
    }
}

/// Nothing is under way.
#[derive(Debug)]
pub struct Nothing;

impl Running for Nothing {
    fn cancel(&self) {}
}

/// Watches the background load.
pub trait ComputerProbe: Send + Sync {
    /// Begins a watch of `samples` seconds (at least 10 for a claim). Emits an observation every second.
    fn start(&self, samples: u32, sink: EventSink) -> Box<dyn Running>;
}

/// What the sound part is asked to do.
#[derive(Debug, Clone, PartialEq)]
pub enum SoundRequest {
    /// Collect `speech_s` seconds of speech (the window): stage `Listening` until they are in, then `Recorded`.
    Read {
        /// Seconds of speech.
        speech_s: f64,
    },
    /// Listen for a fixed time and end the check (the command line).
    Watch {
        /// Seconds.
        seconds: f64,
    },
    /// Play the recording on this output.
    PlayBack {
        /// Where.
        output: DeviceChoice,
    },
    /// Play the test tone on this output, then stage `Asking`; stage `ToneFailed` where it cannot be played.
    PlayTone {
        /// Where.
        output: DeviceChoice,
    },
    /// What is playing goes on on this output.
    MoveTo {
        /// Where.
        output: DeviceChoice,
    },
    /// Stop what is playing.
    StopPlaying,
    /// End the check with what was observed.
    Finish,
}

/// The open sound part: microphone and, for a moment, the output. Dropping it releases both.
pub trait SoundSession: Send {
    /// Asks for something; returns at once.
    fn request(&self, request: SoundRequest);
}

/// Microphones and outputs.
pub trait SoundProbe: Send + Sync {
    /// The microphones that can capture, the default first. Blocks for up to a second.
    ///
    /// # Errors
    /// When the system's sound service cannot be asked.
    fn inputs(&self) -> Result<Vec<AudioDevice>, Unknown>;

    /// The outputs, the default first. Blocks for up to a second.
    ///
    /// # Errors
    /// When the system's sound service cannot be asked.
    fn outputs(&self) -> Result<Vec<AudioDevice>, Unknown>;

    /// Opens the microphone; the meter runs at once into `live.levels`. A failure arrives as `CheckUnknown`.
    fn open(&self, input: DeviceChoice, sink: EventSink, live: Live) -> Box<dyn SoundSession>;

    /// Plays the test tone on this output without a microphone: stage `PlayingTone` and `OutputUsed`, then stage `Asking`;
    /// where it can't be played, stage `ToneFailed`. Tells nothing else of the check, and does not end it.
    fn play_tone(&self, output: DeviceChoice, sink: EventSink) -> Box<dyn Running>;
}

/// What the camera part is asked to do.
#[derive(Debug, Clone, PartialEq)]
pub enum CameraRequest {
    /// Watch for a fixed time from now, then end the check (the command line).
    Watch {
        /// Seconds.
        seconds: f64,
    },
    /// End the check with what was observed.
    Finish,
}

/// The open camera. Dropping it releases it.
pub trait CameraSession: Send {
    /// Asks for something; returns at once.
    fn request(&self, request: CameraRequest);
}

/// Cameras.
pub trait CameraProbe: Send + Sync {
    /// The cameras that can capture. Blocks for up to a second.
    ///
    /// # Errors
    /// When the system's camera service cannot be asked.
    fn cameras(&self) -> Result<Vec<CameraDevice>, Unknown>;

    /// Opens the camera; frames go to `live.frames`, an observation over the last seconds is emitted every second.
    /// A failure arrives as `CheckUnknown`.
    fn open(&self, camera: DeviceChoice, sink: EventSink, live: Live) -> Box<dyn CameraSession>;
}

/// All probes of a session.
#[derive(Clone)]
pub struct Probes {
    /// The connection.
    pub network: Arc<dyn NetworkProbe>,
    /// Microphone and output.
    pub sound: Arc<dyn SoundProbe>,
    /// The camera.
    pub camera: Arc<dyn CameraProbe>,
    /// Background load.
    pub computer: Arc<dyn ComputerProbe>,
}

/// Starts a probe whose thread breaks at its first word, and asserts that the check is told as broken off, once.
#[cfg(test)]
pub(crate) fn assert_broken_off<T>(check: CheckId, start: impl FnOnce(EventSink) -> T) {
    let (pass, passed) = std::sync::mpsc::sync_channel(8);
    let spoken = AtomicBool::new(false);
    let sink = EventSink::new(move |_, body| {
        assert!(spoken.swap(true, Ordering::SeqCst), "a fault of ours");
        pass.send(body).unwrap();
    });
    let under_way = start(sink);
    let EventBody::CheckUnknown { unknown } = passed.recv().unwrap() else { panic!("no end") };
    assert_eq!(unknown.finding, Unknown::broken_off(check, "").finding);
    assert!(unknown.detail.contains("a fault of ours"), "{}", unknown.detail);
    drop(under_way);
    assert!(passed.recv().is_err(), "nothing more is said, and the thread has gone");
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    type Passed = Arc<Mutex<Vec<EventBody>>>;

    /// A sink, what went through it, and how often it was made to give up what waits.
    fn sink() -> (EventSink, Passed, Arc<Mutex<u32>>) {
        let (passed, given_up) = (Passed::default(), Arc::new(Mutex::new(0)));
        let (pass, give_up) = (passed.clone(), given_up.clone());
        let sink =
            EventSink::closing(move |_, body| pass.lock().unwrap().push(body), move || *give_up.lock().unwrap() += 1);
        (sink, passed, given_up)
    }

    #[test]
    fn a_closed_sink_takes_nothing_and_gives_up_once() {
        let (sink, passed, given_up) = sink();
        let other = sink.clone();
        other.emit(CheckId::Network, EventBody::CheckStarted);
        sink.close();
        other.close();
        other.emit(CheckId::Network, EventBody::CheckEnded);
        assert!(!other.is_open());
        assert_eq!((&*passed.lock().unwrap(), *given_up.lock().unwrap()), (&vec![EventBody::CheckStarted], 1));
    }

    #[test]
    fn the_last_word_is_the_last_and_is_not_taken_back() {
        let unknown = || EventBody::CheckUnknown { unknown: Unknown::new(UnknownReason::Timeout, "x") };
        for last in [EventBody::CheckEnded, unknown()] {
            let (sink, passed, given_up) = sink();
            sink.emit(CheckId::Sound, last.clone());
            assert!(!sink.is_open());
            for late in [EventBody::CheckStarted, EventBody::CheckEnded, unknown()] {
                sink.clone().emit(CheckId::Sound, late);
            }
            sink.close();
            assert_eq!((&*passed.lock().unwrap(), *given_up.lock().unwrap()), (&vec![last], 0));
        }
    }
}
