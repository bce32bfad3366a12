//! What is being heard: the test tone, or the words that were read, with their level while they sound.

use super::measure::meter::Meter;
use super::play::{Playback, Progress, Sound};
use crate::live::LevelReading;
use crate::model::DeviceChoice;
use crate::model::run::SoundStage;

/// What is being played.
pub enum Playing {
    /// The test tone.
    Tone(Playback),
    /// The words that were read.
    Sample(HeardBack),
}

/// The words that are being heard back.
pub struct HeardBack {
    playback: Playback,
    /// All of them.
    pub words: Vec<f32>,
    rate_hz: u32,
    /// The first samples were played on another output already.
    from: usize,
    meter: Meter,
    metered: usize,
}

impl HeardBack {
    /// Plays them from the `from`th sample on.
    pub fn begin(words: Vec<f32>, rate_hz: u32, from: usize, output: DeviceChoice) -> Self {
        let rest = words.get(from..).unwrap_or_default().to_vec();
        let playback = Playback::begin(Sound::Recording(rest, rate_hz), output);
        Self { playback, words, rate_hz, from, meter: Meter::new(rate_hz, 1), metered: from }
    }

    /// The sample that is being played.
    pub fn at(&self) -> usize {
        let played = self.playback.played().as_secs_f64() * f64::from(self.rate_hz);
        (self.from + played as usize).min(self.words.len())
    }

    /// How far it is.
    pub fn stage(&self) -> SoundStage {
        let seconds = |samples: usize| samples as f64 / f64::from(self.rate_hz.max(1));
        SoundStage::PlayingBack { at_s: seconds(self.at()), of_s: seconds(self.words.len()) }
    }

    /// The level of what is heard now.
    pub fn reading(&mut self) -> LevelReading {
        let at = self.at();
        self.meter.push(self.words.get(self.metered..at).unwrap_or_default());
        self.metered = at.max(self.metered);
        self.meter.reading()
    }
}

impl Playing {
    /// What happened next, if anything.
    pub fn poll(&self) -> Option<Progress> {
        match self {
            Self::Tone(playback) => playback.poll(),
            Self::Sample(back) => back.playback.poll(),
        }
    }
}
