//! The channels of a microphone, each for itself. The voice stands on one of them, on all, or on two that cancel each
//! other; which one carries it is known when it has been heard.

use super::clip::ClipCounter;
use super::dropout::{self, zero_runs};
use super::filter::HighPass;
use super::level::{mean_square, power_dbfs};
use super::p56::active_level;
use super::speech::{FRAME_S, SpeechDetector};
use crate::model::observation::{ChannelLevel, ZeroRun};

/// So many channels are followed for themselves; further ones are added to them in turn, so that a voice on any of them
/// keeps its level.
const FOLLOWED: usize = 8;

/// How many channels are followed of this many.
#[must_use]
pub fn followed(channels: u16) -> usize {
    usize::from(channels.max(1)).min(FOLLOWED)
}

/// One channel of a recording under way.
pub struct Channel {
    rate_hz: u32,
    /// What is kept of it, the latest last.
    pub samples: Vec<f32>,
    speech: Option<SpeechDetector>,
    clips: ClipCounter,
    lowest: f32,
    highest: f32,
    energy: f64,
    forgotten_zero_runs: Vec<ZeroRun>,
}

impl Channel {
    /// An empty one at this rate in Hz.
    #[must_use]
    pub fn new(rate_hz: u32) -> Self {
        Self {
            rate_hz,
            samples: Vec::new(),
            speech: SpeechDetector::new(rate_hz).ok(),
            clips: ClipCounter::default(),
            lowest: f32::INFINITY,
            highest: f32::NEG_INFINITY,
            energy: 0.0,
            forgotten_zero_runs: Vec::new(),
        }
    }

    /// Takes samples in.
    pub fn push(&mut self, samples: &[f32]) {
        for sample in samples {
            self.lowest = self.lowest.min(*sample);
            self.highest = self.highest.max(*sample);
            self.energy += f64::from(*sample).powi(2);
            self.clips.push(*sample);
        }
        self.samples.extend_from_slice(samples);
        if let Some(speech) = &mut self.speech {
            speech.push(samples);
        }
    }

    /// Forgets its oldest samples, `seconds` of them; `from_s` is when they began.
    pub fn forget(&mut self, seconds: f64, from_s: f64) {
        let count = ((seconds * f64::from(self.rate_hz)) as usize).min(self.samples.len());
        let part = self.samples.get(..count).unwrap_or_default();
        let runs = zero_runs(part, &HighPass::whole(part, self.rate_hz), self.rate_hz, from_s);
        self.forgotten_zero_runs.extend(runs);
        self.forgotten_zero_runs.truncate(dropout::KEPT);
        self.samples.drain(..count);
        if let Some(speech) = &mut self.speech {
            speech.forget(seconds);
        }
    }

    /// Seconds of speech so far, by the voice detector alone.
    #[must_use]
    pub fn spoken_s(&self) -> f64 {
        self.speech.as_ref().map_or(0.0, SpeechDetector::spoken_s)
    }

    /// True when somebody spoke.
    #[must_use]
    pub fn heard_speech(&self) -> bool {
        self.speech.as_ref().is_some_and(SpeechDetector::heard)
    }

    /// For each frame of the voice detector whether it holds speech.
    #[must_use]
    pub fn spoken(&self) -> &[bool] {
        self.speech.as_ref().map_or(&[], SpeechDetector::frames)
    }

    /// Samples and events of clipping.
    #[must_use]
    pub fn clipped(&self) -> (u64, u64) {
        (self.clips.samples, self.clips.events)
    }

    /// The greatest amplitude.
    #[must_use]
    pub fn peak(&self) -> f32 {
        self.highest.max(-self.lowest).max(0.0)
    }

    /// Half of the way from the lowest to the highest sample: what a constant offset adds nothing to.
    #[must_use]
    pub fn swing(&self) -> f32 {
        ((self.highest - self.lowest) / 2.0).max(0.0)
    }

    /// The mean square of `frames` samples, of all that came.
    #[must_use]
    pub fn mean_square(&self, frames: u64) -> f64 {
        self.energy / frames.max(1) as f64
    }

    /// What is kept of it after the high-pass.
    #[must_use]
    pub fn filtered(&self) -> Vec<f32> {
        HighPass::whole(&self.samples, self.rate_hz)
    }

    /// Runs of zeros between sounds, those that were forgotten included; `from_s` is when what is kept began.
    #[must_use]
    pub fn zero_runs(&self, filtered: &[f32], from_s: f64) -> Vec<ZeroRun> {
        let mut runs = self.forgotten_zero_runs.clone();
        runs.extend(zero_runs(&self.samples, filtered, self.rate_hz, from_s));
        runs.truncate(dropout::KEPT);
        runs
    }

    /// How well it serves: with a voice before without one, then by level.
    fn rank(&self) -> (bool, f64) {
        let filtered = self.filtered();
        let voice = self.heard_speech().then(|| active_level(&filtered, self.rate_hz)).flatten();
        (voice.is_some(), voice.map_or_else(|| power_dbfs(mean_square(&filtered)), |level| level.dbfs))
    }
}

/// The index of the channel that carries the voice; without a voice that of the loudest one, without low rumble.
#[must_use]
pub fn carrier(channels: &[Channel]) -> usize {
    if channels.len() < 2 {
        return 0;
    }
    let ranks = channels.iter().map(Channel::rank).enumerate();
    // Equally good: the first.
    let best = ranks.rev().max_by(|(_, a), (_, b)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    best.map_or(0, |(index, _)| index)
}

/// How loud each channel is while the voice is there, and how it goes along with the one that carries it.
#[must_use]
pub fn levels(channels: &[Channel], carrier: usize, filtered: &[f32]) -> Vec<ChannelLevel> {
    let Some(voice) = channels.get(carrier).filter(|c| channels.len() > 1 && c.heard_speech()) else {
        return Vec::new();
    };
    let frame = (FRAME_S * f64::from(voice.rate_hz)) as usize;
    let spoken = |samples: &[f32]| -> Vec<f32> {
        let frames = samples.chunks(frame.max(1)).zip(voice.spoken());
        frames.filter(|(_, spoken)| **spoken).flat_map(|(samples, _)| samples.iter().copied()).collect()
    };
    let reference = spoken(filtered);
    let measured = channels.iter().enumerate().map(|(index, channel)| {
        let own = if index == carrier { reference.clone() } else { spoken(&channel.filtered()) };
        let product: f64 = own.iter().zip(&reference).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum();
        let both = (mean_square(&own) * mean_square(&reference)).sqrt() * reference.len() as f64;
        ChannelLevel {
            channel: u16::try_from(index + 1).unwrap_or(u16::MAX),
            carries_voice: index == carrier,
            level_dbfs: power_dbfs(mean_square(&own)),
            correlation: (both > 0.0).then(|| (product / both).clamp(-1.0, 1.0)),
        }
    });
    measured.collect()
}
