//! An open source at work: meter, recording, playing.

use std::time::{Duration, Instant};

use super::error::{passes, unknown};
use super::events::Events;
use super::measure::broken::Mender;
use super::measure::meter::Meter;
use super::measure::spoken_sample::SpokenSample;
use super::play::{Playback, Progress, Sound};
use super::playing::{HeardBack, Playing};
use super::source::Source;
use crate::model::device::Transport;
use crate::model::observation::{Heard, SoundObservation, SoundOutput};
use crate::model::run::{SoundStage, Step};
use crate::model::{DeviceChoice, FindingId, Unknown, UnknownReason};
use crate::probe::ports::SoundRequest;

/// The meter is shown about 30 times a second.
const METER_EVERY: Duration = Duration::from_millis(32);
/// Progress is told this often.
const PROGRESS_EVERY: Duration = Duration::from_millis(250);
/// The first part of what a device gives is left out: many click when they are opened.
const SETTLE_S: f64 = 0.2;
/// What is still in the air when a sound was played is not recorded.
const ECHO: Duration = Duration::from_millis(400);
/// A recording that is shorter says nothing.
const LEAST_WATCHED_S: f64 = 0.5;

/// Whether the check goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// It does.
    On,
    /// It has ended well.
    Done,
}

/// What is being done with the samples.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Task {
    /// Only the meter runs; what is heard is kept in case the check is ended now.
    Meter,
    /// Collecting speech.
    Read { wanted_s: f64 },
    /// Listening for a fixed time.
    Watch { seconds: f64 },
    /// The recording is complete.
    Recorded,
}

/// An open source and what is done with it.
pub struct Listening {
    source: Source,
    events: Events,
    block: Vec<f32>,
    skip: usize,
    mender: Mender,
    meter: Meter,
    meter_shown: Instant,
    sample: SpokenSample,
    task: Task,
    /// When progress was reported last.
    reported: Instant,
    observed: Option<SoundObservation>,
    playing: Option<Playing>,
    deaf_until: Option<Instant>,
}

impl Listening {
    /// Begins with the meter alone.
    pub fn new(source: Source, events: Events) -> Self {
        let (rate, channels) = (source.input().sample_rate_hz, source.input().channels);
        let settle = if source.is_device() { (SETTLE_S * f64::from(rate)) as usize * usize::from(channels) } else { 0 };
        Self {
            mender: Mender::new(rate, channels),
            meter: Meter::new(rate, channels),
            sample: SpokenSample::new(rate, channels),
            source,
            events,
            block: Vec::new(),
            skip: settle,
            meter_shown: Instant::now(),
            task: Task::Meter,
            reported: Instant::now(),
            observed: None,
            playing: None,
            deaf_until: None,
        }
    }

    /// The device's name.
    pub fn name(&self) -> &str {
        &self.source.input().name
    }

    /// How the device is attached.
    pub fn transport(&self) -> Transport {
        self.source.input().transport
    }

    /// True at the end of a file.
    pub fn source_ended(&self) -> bool {
        self.source.ended()
    }

    /// Tells that the microphone is open.
    pub fn announce(&self) {
        self.events.stage(self.stage());
        self.events.waiting(Step::ReadAloud);
    }

    fn stage(&self) -> SoundStage {
        match self.task {
            Task::Meter | Task::Watch { .. } => {
                SoundStage::Listening { speech_s: self.sample.spoken_s(), wanted_s: 0.0 }
            }
            Task::Read { wanted_s } => {
                SoundStage::Listening { speech_s: self.sample.spoken_s().min(wanted_s), wanted_s }
            }
            Task::Recorded => SoundStage::Recorded,
        }
    }

    fn new_sample(&mut self) {
        self.playing = None;
        self.sample = SpokenSample::new(self.source.input().sample_rate_hz, self.source.input().channels);
        self.observed = None;
    }

    /// Does what is asked.
    ///
    /// # Errors
    /// When the check is to end before anything could be measured.
    pub fn request(&mut self, request: SoundRequest) -> Result<Flow, Unknown> {
        match request {
            SoundRequest::Read { speech_s } => {
                self.new_sample();
                self.task = Task::Read { wanted_s: speech_s };
                self.report();
            }
            SoundRequest::Watch { seconds } => {
                self.new_sample();
                self.task = Task::Watch { seconds };
                self.report();
            }
            SoundRequest::PlayBack { output } => {
                let words = self.sample.words();
                if self.task == Task::Recorded && !words.is_empty() {
                    self.hear_back(words, 0, output);
                }
            }
            SoundRequest::PlayTone { output } => self.play_tone(output),
            SoundRequest::MoveTo { output } => match self.playing.take() {
                Some(Playing::Sample(back)) => {
                    let at = back.at();
                    self.hear_back(back.words, at, output);
                }
                Some(Playing::Tone(_)) => self.play_tone(output),
                None => {}
            },
            SoundRequest::StopPlaying => {
                if self.playing.take().is_some() {
                    self.played(self.stage());
                }
            }
            SoundRequest::Finish => return self.finish(),
        }
        Ok(Flow::On)
    }

    fn hear_back(&mut self, words: Vec<f32>, from: usize, output: DeviceChoice) {
        let back = HeardBack::begin(words, self.sample.rate_hz(), from, output);
        self.reported = Instant::now();
        self.events.stage(back.stage());
        self.playing = Some(Playing::Sample(back));
    }

    fn play_tone(&mut self, output: DeviceChoice) {
        // Whoever goes on without having read enough has ended the reading.
        if matches!(self.task, Task::Read { .. }) {
            self.task = Task::Meter;
        }
        self.playing = Some(Playing::Tone(Playback::begin(Sound::Tone, output)));
        self.events.stage(SoundStage::PlayingTone);
    }

    /// A sound has come to its end.
    fn played(&mut self, stage: SoundStage) {
        self.playing = None;
        self.deaf_until = Some(Instant::now() + ECHO);
        self.events.stage(stage);
    }

    fn finish(&mut self) -> Result<Flow, Unknown> {
        if self.observed.is_none() {
            if self.sample.watched_s() < LEAST_WATCHED_S {
                let detail = format!("listening to {}: ended after {:.1} s", self.name(), self.sample.watched_s());
                return Err(Unknown::new(UnknownReason::NotEnoughEvidence, detail));
            }
            self.observe();
        }
        Ok(Flow::Done)
    }

    /// Measures the recording and tells what it says.
    fn observe(&mut self) {
        let observation = self.sample.observation(self.source.input().clone());
        self.events.observed(observation.clone());
        self.observed = Some(observation);
    }

    /// Reads what has come; false when there was nothing.
    ///
    /// # Errors
    /// When the microphone has gone.
    pub fn read_samples(&mut self) -> Result<bool, Unknown> {
        let mut lost = self.source.lost();
        while let Some(error) = self.source.error() {
            if !passes(&error) {
                return Err(self.gone(&error));
            }
            lost |= error.kind() == cpal::ErrorKind::Xrun;
        }
        self.block.clear();
        if self.source.read(&mut self.block) == 0 {
            return Ok(false);
        }
        self.mender.mend(&mut self.block);
        let settle = self.skip.min(self.block.len());
        self.skip -= settle;
        let samples = self.block.get(settle..).unwrap_or_default();
        self.meter.push(samples);
        let deaf = self.playing.is_some() || self.deaf_until.is_some_and(|end| Instant::now() < end);
        if self.task != Task::Recorded && !deaf {
            let left = match self.task {
                Task::Watch { seconds } => self.frames((seconds - self.sample.watched_s()).max(0.0)),
                _ => samples.len(),
            };
            self.sample.push(samples.get(..left).unwrap_or(samples));
            if lost && settle == 0 {
                self.sample.interrupted();
            }
        }
        if self.meter_shown.elapsed() >= METER_EVERY {
            self.meter_shown = Instant::now();
            let reading = match &mut self.playing {
                Some(Playing::Sample(back)) => back.reading(),
                _ => self.meter.reading(),
            };
            self.events.level(Some(reading));
        }
        Ok(true)
    }

    /// Samples of all channels in so many seconds, to the nearest frame.
    fn frames(&self, seconds: f64) -> usize {
        let input = self.source.input();
        (seconds * f64::from(input.sample_rate_hz)).round() as usize * usize::from(input.channels)
    }

    /// The stream ended with an error.
    fn gone(&self, error: &cpal::Error) -> Unknown {
        let mut found = unknown("listening to", self.name(), error);
        if found.reason != UnknownReason::NoPermission {
            found.reason = UnknownReason::Unplugged;
        }
        found
    }

    /// The microphone gives nothing any more, without an error.
    pub fn no_more_data(&self) -> Unknown {
        let name = self.name();
        if self.source.still_there() {
            let detail = format!("listening to {name}: the samples stopped");
            Unknown::new(UnknownReason::Timeout, detail).with_finding(FindingId::SoundNoData)
        } else {
            Unknown::new(UnknownReason::Unplugged, format!("listening to {name}: it is not listed any more"))
        }
    }

    /// Looks whether something is complete, and tells how far it is.
    pub fn progress(&mut self) -> Flow {
        self.progress_of_playing();
        match self.task {
            Task::Read { wanted_s } => {
                let complete = self.sample.spoken_s() >= wanted_s && self.sample.heard_speech();
                if complete || self.source.ended() {
                    self.task = Task::Recorded;
                    self.observe();
                    self.events.stage(SoundStage::Recorded);
                }
            }
            Task::Watch { seconds } => {
                if self.frames(seconds - self.sample.watched_s()) == 0 || self.source.ended() {
                    self.observe();
                    return Flow::Done;
                }
            }
            Task::Meter | Task::Recorded => {}
        }
        if self.reported.elapsed() >= PROGRESS_EVERY {
            self.report();
        }
        Flow::On
    }

    fn progress_of_playing(&mut self) {
        let Some(playing) = &self.playing else { return };
        let tone = matches!(playing, Playing::Tone(_));
        match playing.poll() {
            Some(Progress::Playing(name)) => {
                let nothing_yet = || SpokenSample::new(0, 1).observation(self.source.input().clone());
                let mut observation = self.observed.clone().unwrap_or_else(nothing_yet);
                observation.output = Some(SoundOutput { name, heard: Heard::NotAsked });
                self.events.observed(observation);
            }
            Some(Progress::Ended) if tone => self.played(SoundStage::Asking),
            Some(Progress::Failed) if tone => self.played(SoundStage::ToneFailed),
            Some(Progress::Ended | Progress::Failed) => self.played(self.stage()),
            None => {}
        }
    }

    fn report(&mut self) {
        self.reported = Instant::now();
        match &self.playing {
            Some(Playing::Sample(back)) => return self.events.stage(back.stage()),
            Some(Playing::Tone(_)) => return,
            None => {}
        }
        match self.task {
            Task::Read { wanted_s } => {
                let fraction = (self.sample.spoken_s() / wanted_s.max(0.1)).clamp(0.0, 1.0);
                self.events.stage(self.stage());
                self.events.step(Step::Listening, Some(fraction), None);
            }
            Task::Watch { seconds } => {
                let watched = self.sample.watched_s();
                let fraction = (watched / seconds.max(0.1)).clamp(0.0, 1.0);
                self.events.step(Step::Listening, Some(fraction), Some((seconds - watched).max(0.0)));
            }
            Task::Meter | Task::Recorded => {}
        }
    }
}
