//! A microphone that hears what it is told, and an output that plays nothing.

use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::pace::{Pace, Playing, Script};
use greenroom::live::{Latest, LevelReading, Live};
use greenroom::model::device::AudioDevice;
use greenroom::model::observation::{Heard, Observation, SoundObservation, SoundOutput};
use greenroom::model::run::{EventBody, SoundStage, Step};
use greenroom::model::{CheckId, DeviceChoice, Unknown, UnknownReason};
use greenroom::probe::ports::{EventSink, Running, SoundProbe, SoundRequest, SoundSession};

/// Opening takes this long.
const OPENING_MS: u64 = 400;
/// Progress is told this often.
const EVERY_MS: u64 = 250;
/// The tone's length.
const TONE_MS: u64 = 1500;

/// A scripted sound part.
#[derive(Default)]
pub struct FakeSound {
    /// What is listed; may change while it runs.
    pub inputs: Arc<Mutex<Vec<AudioDevice>>>,
    /// What is listed; may change while it runs.
    pub outputs: Arc<Mutex<Vec<AudioDevice>>>,
    /// What is measured.
    pub observation: SoundObservation,
    /// Why it does not open, or (`Unplugged`) ends after two seconds; may change while it runs.
    pub failure: Arc<Mutex<Option<Unknown>>>,
    /// The meter shows silence.
    pub meter_silent: bool,
    /// When things happen.
    pub pace: Pace,
    /// How many microphones are open now.
    pub open: Arc<AtomicI32>,
}

impl FakeSound {
    fn list(devices: &Mutex<Vec<AudioDevice>>) -> Vec<AudioDevice> {
        devices.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl SoundProbe for FakeSound {
    fn inputs(&self) -> Result<Vec<AudioDevice>, Unknown> {
        Ok(Self::list(&self.inputs))
    }

    fn outputs(&self) -> Result<Vec<AudioDevice>, Unknown> {
        Ok(Self::list(&self.outputs))
    }

    fn open(&self, input: DeviceChoice, sink: EventSink, live: Live) -> Box<dyn SoundSession> {
        let mut observation = self.observation.clone();
        let chosen = Self::list(&self.inputs).into_iter().find(|d| input == DeviceChoice::Id(d.id.clone()));
        if let (Some(device), Some(used)) = (chosen, observation.input.as_mut()) {
            used.name = device.name;
        }
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let opening = Script::new()
            .at(0, EventBody::CheckStarted)
            .then(stage(SoundStage::Opening))
            .then(step(Step::OpenDevice, None));
        let opens = failure.as_ref().is_none_or(|f| f.reason == UnknownReason::Unplugged);
        let mut script = opening;
        if opens {
            script = script.at(OPENING_MS, listening(0.0, 0.0)).then(waiting());
        }
        if let Some(unknown) = failure {
            let at = if opens { 2000 } else { OPENING_MS };
            script = script.at(at, stage(SoundStage::Closed)).then(EventBody::CheckUnknown { unknown });
        }
        let meter = opens.then(|| Meter::begin(live.levels, self.meter_silent));
        self.open.fetch_add(1, Ordering::SeqCst);
        let outputs = Self::list(&self.outputs);
        let open = self.open.clone();
        let playing = Playing::begin(&self.pace, CheckId::Sound, script, &sink);
        let state = SessionState { playing, has_read: false };
        Box::new(Session { state: Mutex::new(state), observation, outputs, sink, pace: self.pace.clone(), open, meter })
    }

    fn play_tone(&self, _: DeviceChoice, sink: EventSink) -> Box<dyn Running> {
        let name = Self::list(&self.outputs).first().map(|o| o.name.clone()).unwrap_or_default();
        let script = Script::new()
            .at(0, stage(SoundStage::PlayingTone))
            .then(EventBody::OutputUsed { name })
            .at(TONE_MS, stage(SoundStage::Asking));
        Box::new(Playing::begin(&self.pace, CheckId::Sound, script, &sink))
    }
}

struct SessionState {
    playing: Playing,
    has_read: bool,
}

struct Session {
    state: Mutex<SessionState>,
    observation: SoundObservation,
    outputs: Vec<AudioDevice>,
    sink: EventSink,
    pace: Pace,
    open: Arc<AtomicI32>,
    meter: Option<Meter>,
}

impl Session {
    fn observed(&self, output: Option<&DeviceChoice>) -> EventBody {
        let mut observation = self.observation.clone();
        observation.output = output.and_then(|choice| {
            let exact = self.outputs.iter().find(|d| *choice == DeviceChoice::Id(d.id.clone()));
            let device = exact.or_else(|| self.outputs.iter().find(|d| d.default)).or(self.outputs.first())?;
            Some(SoundOutput { name: device.name.clone(), heard: Heard::NotAsked })
        });
        EventBody::Observed { observation: Observation::Sound(Box::new(observation)) }
    }

    /// How many seconds of speech one second of listening gives.
    fn speech_rate(&self) -> f64 {
        let silent = self.observation.silent == Some(true) || self.observation.speech_level_dbfs.is_none();
        if silent { 0.0 } else { self.observation.speech_ratio.unwrap_or(0.8).clamp(0.1, 1.0) }
    }

    fn read(&self, wanted_s: f64) -> Script {
        let rate = self.speech_rate();
        let mut script = Script::new().at(0, listening(0.0, wanted_s)).then(step(Step::Listening, Some(0.0)));
        // Where nothing is heard, somebody has to say so: the check then ends by itself.
        let seconds = if rate > 0.0 { wanted_s / rate } else { 8.0 };
        let end = (seconds * 1000.0) as u64;
        for at in (EVERY_MS..end).step_by(EVERY_MS as usize) {
            let speech_s = (at as f64 / 1000.0 * rate).min(wanted_s);
            script =
                script.at(at, listening(speech_s, wanted_s)).then(step(Step::Listening, Some(speech_s / wanted_s)));
        }
        script.at(end, self.observed(None)).then(stage(SoundStage::Recorded))
    }

    fn watch(&self, seconds: f64) -> Script {
        let end = (seconds * 1000.0) as u64;
        let mut script = Script::new();
        for at in (0..end).step_by(EVERY_MS as usize) {
            let fraction = at as f64 / end as f64;
            let remaining_s = Some((end - at) as f64 / 1000.0);
            let body = EventBody::CheckStep { step: Step::Listening, fraction: Some(fraction), remaining_s };
            script = script.at(OPENING_MS + at, body);
        }
        script.at(OPENING_MS + end, self.observed(None)).then(stage(SoundStage::Closed)).then(EventBody::CheckEnded)
    }
}

impl SoundSession for Session {
    fn request(&self, request: SoundRequest) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if self.meter.is_none() {
            return;
        }
        let rest =
            if state.has_read { SoundStage::Recorded } else { SoundStage::Listening { speech_s: 0.0, wanted_s: 0.0 } };
        let script = match request {
            SoundRequest::Read { speech_s } => {
                state.has_read = true;
                self.read(speech_s)
            }
            SoundRequest::Watch { seconds } => self.watch(seconds),
            SoundRequest::PlayBack { .. } => {
                Script::new().at(0, stage(SoundStage::PlayingBack { at_s: 0.0, of_s: 3.0 })).at(3000, stage(rest))
            }
            SoundRequest::PlayTone { .. } if self.outputs.is_empty() => {
                Script::new().at(0, stage(SoundStage::PlayingTone)).at(50, stage(SoundStage::ToneFailed))
            }
            SoundRequest::PlayTone { output } => Script::new()
                .at(0, stage(SoundStage::PlayingTone))
                .at(50, self.observed(Some(&output)))
                .at(TONE_MS, stage(SoundStage::Asking)),
            SoundRequest::MoveTo { .. } => return,
            SoundRequest::StopPlaying => Script::new().at(0, stage(rest)),
            SoundRequest::Finish => {
                Script::new().at(0, self.observed(None)).then(stage(SoundStage::Closed)).then(EventBody::CheckEnded)
            }
        };
        state.playing.cancel();
        state.playing = Playing::begin(&self.pace, CheckId::Sound, script, &self.sink);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.open.fetch_sub(1, Ordering::SeqCst);
    }
}

fn stage(stage: SoundStage) -> EventBody {
    EventBody::Sound { stage }
}

fn listening(speech_s: f64, wanted_s: f64) -> EventBody {
    stage(SoundStage::Listening { speech_s, wanted_s })
}

fn step(step: Step, fraction: Option<f64>) -> EventBody {
    EventBody::CheckStep { step, fraction, remaining_s: None }
}

fn waiting() -> EventBody {
    EventBody::WaitingForPerson { step: Step::ReadAloud }
}

/// Shows a level while it lives.
struct Meter(Latest<LevelReading>);

impl Meter {
    fn begin(levels: Latest<LevelReading>, silent: bool) -> Self {
        let reading = LevelReading { rms_dbfs: -22.0, peak_dbfs: -12.0, hold_dbfs: -12.0, clipping: false, silent };
        levels.set(reading);
        Self(levels)
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.0.clear();
    }
}
