//! One recording of the person: kept in memory only, measured as a whole.

use super::band::{TELEPHONE_HZ, narrow_band};
use super::clip::ClipCounter;
use super::dropout::zero_runs;
use super::filter::HighPass;
use super::level::{SILENT_DBFS, amplitude, dbfs, power_dbfs};
use super::noise::noise_floor;
use super::p56::active_level;
use super::speech::{FRAME_S, SpeechDetector};
use crate::model::observation::{SoundInput, SoundObservation};

/// At most this many seconds are kept; of a longer one the latest.
pub const KEPT_S: u64 = 60;
/// So many seconds are forgotten at once when it grows longer.
const FORGOTTEN_S: u64 = 8;
/// Heard again are the words with this much around them, in s.
const AROUND_S: f64 = 0.4;

/// A recording under way.
pub struct Take {
    rate_hz: u32,
    mono: Vec<f32>,
    speech: Option<SpeechDetector>,
    clips: Vec<ClipCounter>,
    peak: f32,
    energy: f64,
    frames: u64,
    interruptions: u64,
    forgotten_dropouts: u64,
    scratch: Vec<f32>,
}

impl Take {
    /// An empty one, for interleaved samples at this rate in Hz.
    #[must_use]
    pub fn new(rate_hz: u32, channels: u16) -> Self {
        Self {
            rate_hz: rate_hz.max(1),
            mono: Vec::new(),
            speech: SpeechDetector::new(rate_hz).ok(),
            clips: vec![ClipCounter::default(); usize::from(channels.max(1))],
            peak: 0.0,
            energy: 0.0,
            frames: 0,
            interruptions: 0,
            forgotten_dropouts: 0,
            scratch: Vec::new(),
        }
    }

    /// Takes interleaved samples in.
    pub fn push(&mut self, interleaved: &[f32]) {
        self.scratch.clear();
        for frame in interleaved.chunks_exact(self.clips.len()) {
            let mut sum = 0.0;
            for (sample, clip) in frame.iter().zip(&mut self.clips) {
                sum += *sample;
                self.peak = self.peak.max(sample.abs());
                clip.push(*sample);
            }
            let mono = sum / frame.len() as f32;
            self.energy += f64::from(mono).powi(2);
            self.scratch.push(mono);
        }
        self.frames += self.scratch.len() as u64;
        self.mono.extend_from_slice(&self.scratch);
        if let Some(speech) = &mut self.speech {
            speech.push(&self.scratch);
        }
        if self.mono.len() as u64 > KEPT_S * u64::from(self.rate_hz) {
            self.forget();
        }
    }

    fn forget(&mut self) {
        let count = (FORGOTTEN_S as usize * self.rate_hz as usize).min(self.mono.len());
        self.forgotten_dropouts += self.mono.get(..count).map_or(0, |part| zero_runs(part, self.rate_hz));
        self.mono.drain(..count);
        if let Some(speech) = &mut self.speech {
            speech.forget(FORGOTTEN_S as f64);
        }
    }

    /// The system or the stream lost samples here.
    pub fn interrupted(&mut self) {
        self.interruptions += 1;
    }

    /// Seconds since it began.
    #[must_use]
    pub fn watched_s(&self) -> f64 {
        self.frames as f64 / f64::from(self.rate_hz)
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

    /// The words, with a little around them, at [`Take::rate_hz`]; all of it when there are none.
    #[must_use]
    pub fn words(&self) -> Vec<f32> {
        let frames = self.speech.as_ref().map_or(&[][..], SpeechDetector::frames);
        let first = frames.iter().position(|spoken| *spoken).unwrap_or(0);
        let last = frames.iter().rposition(|spoken| *spoken).unwrap_or(usize::MAX);
        let at = |seconds: f64| (seconds.max(0.0) * f64::from(self.rate_hz)) as usize;
        let to = at((last as f64 + 1.0) * FRAME_S + AROUND_S).min(self.mono.len());
        let from = at(first as f64 * FRAME_S - AROUND_S).min(to);
        self.mono.get(from..to).unwrap_or_default().to_vec()
    }

    /// Samples per second and channel.
    #[must_use]
    pub fn rate_hz(&self) -> u32 {
        self.rate_hz
    }

    /// Everything that it tells. A level that was not measured is `None`.
    #[must_use]
    pub fn observation(&self, input: SoundInput) -> SoundObservation {
        if self.frames == 0 {
            return SoundObservation { input: Some(input), ..SoundObservation::default() };
        }
        let silent = self.peak <= amplitude(SILENT_DBFS) as f32;
        let spoken = self.heard_speech() && !silent;
        let filtered = HighPass::whole(&self.mono, self.rate_hz);
        let speech_level = if spoken { active_level(&filtered, self.rate_hz).map(|l| l.dbfs) } else { None };
        let frames = self.speech.as_ref().map(SpeechDetector::frames);
        let noise = if silent { None } else { frames.and_then(|f| noise_floor(&filtered, self.rate_hz, f, FRAME_S)) };
        let narrow = match frames.filter(|_| spoken) {
            Some(spoken) => narrow_band(&self.mono, self.rate_hz, spoken, FRAME_S),
            None => (self.rate_hz <= TELEPHONE_HZ).then_some(true),
        };
        let clipped = self.clips.iter().map(|c| c.samples).max().unwrap_or(0);
        SoundObservation {
            input: Some(input),
            speech_level_dbfs: speech_level,
            noise_floor_dbfs: noise,
            snr_db: speech_level.zip(noise).map(|(speech, noise)| speech - noise),
            peak_dbfs: Some(dbfs(f64::from(self.peak))),
            clipped_ratio: Some(clipped as f64 / self.frames as f64),
            speech_ratio: self
                .speech
                .as_ref()
                .map(|s| if spoken { (s.spoken_s() / self.watched_s()).min(1.0) } else { 0.0 }),
            silent: Some(silent),
            narrow_band: narrow,
            dropouts: Some(self.interruptions + self.forgotten_dropouts + zero_runs(&self.mono, self.rate_hz)),
            echo_db: None,
            output: None,
            clip_events: self.clips.iter().map(|c| c.events).max().unwrap_or(0),
            watched_s: self.watched_s(),
            rms_dbfs: Some(power_dbfs(self.energy / self.frames as f64)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::device::Transport;

    fn input() -> SoundInput {
        SoundInput { name: "mic".into(), sample_rate_hz: 16_000, channels: 1, transport: Transport::Usb }
    }

    #[test]
    fn nothing_watched_is_not_measured() {
        let o = Take::new(48_000, 1).observation(input());
        assert_eq!((o.silent, o.peak_dbfs, o.speech_ratio), (None, None, None));
    }

    #[test]
    fn digital_silence_is_silent_and_has_no_noise() {
        let mut take = Take::new(16_000, 2);
        take.push(&[0.0; 64_000]);
        let o = take.observation(input());
        assert_eq!(o.silent, Some(true));
        assert_eq!((o.noise_floor_dbfs, o.speech_level_dbfs, o.snr_db), (None, None, None));
        assert_eq!((o.peak_dbfs, o.speech_ratio, o.dropouts), (Some(-120.0), Some(0.0), Some(0)));
        assert!((o.watched_s - 2.0).abs() < 1e-9);
    }

    #[test]
    fn clipping_of_one_channel_counts() {
        let mut take = Take::new(16_000, 2);
        for n in 0..16_000 {
            take.push(&[0.0, if n % 1_000 < 4 { 1.0 } else { 0.1 }]);
        }
        let o = take.observation(input());
        assert_eq!(o.clip_events, 16);
        assert!((o.clipped_ratio.unwrap() - 64.0 / 16_000.0).abs() < 1e-9);
        assert_eq!(o.peak_dbfs, Some(0.0));
    }

    #[test]
    fn keeps_the_latest_minute_only() {
        let mut take = Take::new(8_000, 1);
        for _ in 0..70 {
            take.push(&[0.01; 8_000]);
        }
        assert!(take.mono.len() <= 60 * 8_000);
        assert!((take.watched_s() - 70.0).abs() < 1e-9);
        assert!((take.observation(input()).rms_dbfs.unwrap() + 40.0).abs() < 0.01);
    }
}
