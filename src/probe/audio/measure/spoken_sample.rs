//! The spoken sample: what the person read aloud, kept in memory only, measured as a whole.

use super::band::voice_bands;
use super::channel::{Channel, carrier, followed, levels};
use super::hum::mains_hum;
use super::level::{SILENT_DBFS, amplitude, dbfs, power_dbfs};
use super::noise::noise_floor;
use super::p56::active_level;
use super::speech::FRAME_S;
use crate::model::observation::{SoundInput, SoundObservation};

/// At most this many seconds are kept; of a longer one the latest ...
pub const KEPT_S: u64 = 60;
/// ... and fewer where many channels or a high rate fill this many samples: two channels at 48 kHz for a minute, 23 MB.
const KEPT_SAMPLES: u64 = KEPT_S * 48_000 * 2;
/// So many are always kept: what a person reads aloud, with pauses.
const KEPT_AT_LEAST_S: u64 = 12;
/// So many seconds are forgotten at once when it grows longer (a multiple of 0.4 s, so that no frame is cut).
const FORGOTTEN_S: u64 = 4;
/// Heard again are the words with this much around them, in s.
const AROUND_S: f64 = 0.4;

/// A spoken sample under way.
pub struct SpokenSample {
    rate_hz: u32,
    width: usize,
    kept_frames: u64,
    channels: Vec<Channel>,
    frames: u64,
    lost: u64,
    scratch: Vec<f32>,
}

impl SpokenSample {
    /// An empty one, for interleaved samples at this rate in Hz.
    #[must_use]
    pub fn new(rate_hz: u32, channels: u16) -> Self {
        let rate_hz = rate_hz.max(1);
        let count = followed(channels);
        let kept_s = KEPT_SAMPLES / (u64::from(rate_hz) * count as u64);
        Self {
            rate_hz,
            width: usize::from(channels.max(1)),
            kept_frames: kept_s.clamp(KEPT_AT_LEAST_S, KEPT_S) * u64::from(rate_hz),
            channels: (0..count).map(|_| Channel::new(rate_hz)).collect(),
            frames: 0,
            lost: 0,
            scratch: Vec::new(),
        }
    }

    /// Takes interleaved samples in.
    pub fn push(&mut self, interleaved: &[f32]) {
        let count = self.channels.len();
        for (index, channel) in self.channels.iter_mut().enumerate() {
            self.scratch.clear();
            let frames = interleaved.chunks_exact(self.width);
            self.scratch.extend(frames.map(|frame| frame.iter().skip(index).step_by(count).sum::<f32>()));
            channel.push(&self.scratch);
        }
        self.frames += (interleaved.len() / self.width) as u64;
        if self.channels.first().is_some_and(|c| c.samples.len() as u64 > self.kept_frames) {
            let from_s = self.kept_from_s();
            self.channels.iter_mut().for_each(|c| c.forget(FORGOTTEN_S as f64, from_s));
        }
    }

    /// When what is kept began, in s.
    fn kept_from_s(&self) -> f64 {
        let kept = self.channels.first().map_or(0, |c| c.samples.len() as u64);
        self.frames.saturating_sub(kept) as f64 / f64::from(self.rate_hz)
    }

    /// The system or the stream lost samples here.
    pub fn interrupted(&mut self) {
        self.lost += 1;
    }

    /// Seconds since it began.
    #[must_use]
    pub fn watched_s(&self) -> f64 {
        self.frames as f64 / f64::from(self.rate_hz)
    }

    /// Seconds of speech so far, by the voice detector alone.
    #[must_use]
    pub fn spoken_s(&self) -> f64 {
        self.channels.iter().map(Channel::spoken_s).fold(0.0, f64::max)
    }

    /// True when somebody spoke.
    #[must_use]
    pub fn heard_speech(&self) -> bool {
        self.channels.iter().any(Channel::heard_speech)
    }

    /// The words on the channel that carries them, with a little around them, at [`SpokenSample::rate_hz`]; all of it
    /// when there are none.
    #[must_use]
    pub fn words(&self) -> Vec<f32> {
        let Some(channel) = self.channels.get(carrier(&self.channels)) else { return Vec::new() };
        let frames = channel.spoken();
        let first = frames.iter().position(|spoken| *spoken).unwrap_or(0);
        let last = frames.iter().rposition(|spoken| *spoken).unwrap_or(usize::MAX);
        let at = |seconds: f64| (seconds.max(0.0) * f64::from(self.rate_hz)) as usize;
        let to = at((last as f64 + 1.0) * FRAME_S + AROUND_S).min(channel.samples.len());
        let from = at(first as f64 * FRAME_S - AROUND_S).min(to);
        channel.samples.get(from..to).unwrap_or_default().to_vec()
    }

    /// Samples per second and channel.
    #[must_use]
    pub fn rate_hz(&self) -> u32 {
        self.rate_hz
    }

    /// Everything that it tells. A level that was not measured is `None`.
    #[must_use]
    pub fn observation(&self, input: SoundInput) -> SoundObservation {
        let index = carrier(&self.channels);
        let Some(voice) = self.channels.get(index).filter(|_| self.frames > 0) else {
            return SoundObservation { input: Some(input), ..SoundObservation::default() };
        };
        let greatest = |of: fn(&Channel) -> f32| f64::from(self.channels.iter().map(of).fold(0.0, f32::max));
        let (peak, swing) = (greatest(Channel::peak), greatest(Channel::swing));
        let sounds = swing > amplitude(SILENT_DBFS);
        let filtered = voice.filtered();
        let spoken = Some(voice.spoken()).filter(|_| sounds && voice.heard_speech());
        let speech_level = spoken.and_then(|_| active_level(&filtered, self.rate_hz)).map(|level| level.dbfs);
        let noise = if sounds { noise_floor(&filtered, self.rate_hz, voice.spoken(), FRAME_S) } else { None };
        let clipped = self.channels.iter().map(Channel::clipped);
        let (clipped, events) = clipped.fold((0, 0), |all, one| (all.0.max(one.0), all.1.max(one.1)));
        let speech_ratio = if spoken.is_some() { (voice.spoken_s() / self.watched_s()).min(1.0) } else { 0.0 };
        SoundObservation {
            input: Some(input),
            speech_level_dbfs: speech_level,
            noise_floor_dbfs: noise,
            snr_db: speech_level.zip(noise).map(|(speech, noise)| speech - noise),
            peak_dbfs: Some(dbfs(peak)),
            clipped_ratio: Some(clipped as f64 / self.frames as f64),
            speech_ratio: Some(speech_ratio),
            clip_events: events,
            watched_s: self.watched_s(),
            rms_dbfs: Some(power_dbfs(voice.mean_square(self.frames))),
            swing_dbfs: Some(dbfs(swing)),
            bands: spoken.and_then(|spoken| voice_bands(&voice.samples, self.rate_hz, spoken, FRAME_S)),
            hum: mains_hum(&voice.samples, self.rate_hz),
            zero_runs: voice.zero_runs(&filtered, self.kept_from_s()),
            samples_lost: Some(self.lost),
            channel_levels: levels(&self.channels, index, &filtered),
            ..SoundObservation::default()
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
        let o = SpokenSample::new(48_000, 1).observation(input());
        assert_eq!((o.swing_dbfs, o.peak_dbfs, o.speech_ratio), (None, None, None));
    }

    #[test]
    fn digital_silence_is_silent_and_has_no_noise() {
        let mut sample = SpokenSample::new(16_000, 2);
        sample.push(&[0.0; 64_000]);
        let o = sample.observation(input());
        assert_eq!(o.swing_dbfs, Some(-120.0));
        assert_eq!((o.noise_floor_dbfs, o.speech_level_dbfs, o.snr_db), (None, None, None));
        assert_eq!((o.peak_dbfs, o.speech_ratio, o.samples_lost), (Some(-120.0), Some(0.0), Some(0)));
        assert!((o.watched_s - 2.0).abs() < 1e-9);
    }

    #[test]
    fn clipping_of_one_channel_counts() {
        let mut sample = SpokenSample::new(16_000, 2);
        for n in 0..16_000 {
            sample.push(&[0.0, if n % 1_000 < 4 { 1.0 } else { 0.1 }]);
        }
        let o = sample.observation(input());
        assert_eq!(o.clip_events, 16);
        assert!((o.clipped_ratio.unwrap() - 64.0 / 16_000.0).abs() < 1e-9);
        assert_eq!(o.peak_dbfs, Some(0.0));
    }

    #[test]
    fn keeps_the_latest_minute_only() {
        let mut sample = SpokenSample::new(8_000, 1);
        for _ in 0..70 {
            sample.push(&[0.01; 8_000]);
        }
        assert!(sample.channels[0].samples.len() <= 60 * 8_000);
        assert!((sample.watched_s() - 70.0).abs() < 1e-9);
        assert!((sample.observation(input()).rms_dbfs.unwrap() + 40.0).abs() < 0.01);
    }

    #[test]
    fn many_channels_and_high_rates_keep_less() {
        let kept = |rate, channels| SpokenSample::new(rate, channels).kept_frames / u64::from(rate);
        assert_eq!((kept(48_000, 1), kept(48_000, 2), kept(48_000, 8), kept(48_000, 18)), (60, 60, 15, 15));
        assert_eq!((kept(192_000, 1), kept(768_000, 32)), (30, 12));
    }

    #[test]
    fn a_dead_microphone_with_an_offset_moves_nothing() {
        let mut sample = SpokenSample::new(16_000, 1);
        sample.push(&[0.05; 64_000]);
        let o = sample.observation(input());
        assert_eq!((o.swing_dbfs, o.noise_floor_dbfs, o.speech_ratio), (Some(-120.0), None, Some(0.0)));
        assert!((o.peak_dbfs.unwrap() + 26.02).abs() < 0.01, "{o:?}");
    }
}
