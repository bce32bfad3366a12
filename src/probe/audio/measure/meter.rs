//! The live level: a peak meter as IEC 60268-10 type I moves, with an RMS over 300 ms beside it.

use std::collections::VecDeque;

use super::clip::ClipCounter;
use super::level::{SILENT_DBFS, amplitude, dbfs, power_dbfs};
use crate::live::LevelReading;

/// The peak falls by 20 dB in this time (IEC 60268-10 type I).
const FALL_20_DB_S: f64 = 1.7;
/// The greatest peak stands this long.
const HOLD_S: f64 = 1.5;
/// The RMS is taken over this time.
const RMS_S: f64 = 0.3;
/// Clipping is shown, and silence is claimed, after this time.
const SHOWN_S: f64 = 1.0;
/// RMS and hold are kept in parts of this length.
const PART_S: f64 = 0.02;

/// An offset of the converter is learnt within this time.
const OFFSET_S: f64 = 0.2;

/// What moves on one channel.
#[derive(Debug, Clone, Copy, Default)]
struct Moving {
    offset: Option<f64>,
    energy: f64,
}

impl Moving {
    fn push(&mut self, sample: f64, settles: f64) {
        let offset = self.offset.get_or_insert(sample);
        *offset += (sample - *offset) * settles;
        self.energy += (sample - *offset).powi(2);
    }
}

/// Follows the level of a running recording. Both figures are of the loudest channel; the RMS is that of what moves, a
/// constant offset of the converter is not heard.
#[derive(Debug, Clone)]
pub struct Meter {
    part_frames: u64,
    fall: f64,
    silent_below: f32,
    shown_frames: u64,
    peak: f64,
    /// Mean square and peak of each past part; the newest is last.
    parts: VecDeque<(f64, f32)>,
    moving: Vec<Moving>,
    settles: f64,
    part_peak: f32,
    in_part: u64,
    clips: Vec<ClipCounter>,
    since_clip: u64,
    since_sound: u64,
}

impl Meter {
    /// A meter for interleaved samples at this rate in Hz.
    #[must_use]
    pub fn new(rate_hz: u32, channels: u16) -> Self {
        let rate = f64::from(rate_hz.max(1));
        let shown_frames = (SHOWN_S * rate) as u64;
        Self {
            part_frames: ((PART_S * rate) as u64).max(1),
            fall: amplitude(-20.0 / (FALL_20_DB_S * rate)),
            silent_below: amplitude(SILENT_DBFS) as f32,
            shown_frames,
            peak: 0.0,
            parts: VecDeque::new(),
            moving: vec![Moving::default(); usize::from(channels.max(1))],
            settles: 1.0 - (-1.0 / (OFFSET_S * rate)).exp(),
            part_peak: 0.0,
            in_part: 0,
            clips: vec![ClipCounter::default(); usize::from(channels.max(1))],
            since_clip: shown_frames,
            since_sound: 0,
        }
    }

    /// Takes interleaved samples in.
    pub fn push(&mut self, interleaved: &[f32]) {
        for frame in interleaved.chunks_exact(self.clips.len()) {
            let (mut loudest, mut clipped) = (0.0f32, false);
            for ((sample, clip), moving) in frame.iter().zip(&mut self.clips).zip(&mut self.moving) {
                moving.push(f64::from(*sample), self.settles);
                loudest = loudest.max(sample.abs());
                clipped |= clip.push(*sample);
            }
            self.peak = (self.peak * self.fall).max(f64::from(loudest));
            self.part_peak = self.part_peak.max(loudest);
            self.since_clip = if clipped { 0 } else { self.since_clip.saturating_add(1) };
            self.since_sound = if loudest > self.silent_below { 0 } else { self.since_sound.saturating_add(1) };
            self.in_part += 1;
            if self.in_part >= self.part_frames {
                self.end_part();
            }
        }
    }

    fn end_part(&mut self) {
        let energy = self.moving.iter_mut().map(|m| std::mem::take(&mut m.energy)).fold(0.0, f64::max);
        self.parts.push_back((energy / self.in_part as f64, self.part_peak));
        if self.parts.len() > (HOLD_S / PART_S) as usize {
            self.parts.pop_front();
        }
        (self.part_peak, self.in_part) = (0.0, 0);
    }

    /// What to show now.
    #[must_use]
    pub fn reading(&self) -> LevelReading {
        let rms_parts = (RMS_S / PART_S) as usize;
        let recent = self.parts.iter().rev().take(rms_parts);
        let count = recent.len().max(1) as f64;
        let mean = recent.map(|(energy, _)| energy).sum::<f64>() / count;
        let hold = self.parts.iter().map(|(_, peak)| *peak).fold(self.part_peak, f32::max);
        LevelReading {
            rms_dbfs: power_dbfs(mean) as f32,
            peak_dbfs: dbfs(self.peak) as f32,
            hold_dbfs: dbfs(f64::from(hold)) as f32,
            clipping: self.since_clip < self.shown_frames,
            silent: self.since_sound >= self.shown_frames,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 48_000;

    fn sine(seconds: f64, amplitude: f32) -> Vec<f32> {
        (0..(seconds * f64::from(RATE)) as usize).map(|n| amplitude * (n as f32 * 0.13).sin()).collect()
    }

    #[test]
    fn rises_at_once_and_falls_20_db_in_1_7_s() {
        let mut meter = Meter::new(RATE, 1);
        meter.push(&sine(0.02, 0.5));
        let up = meter.reading();
        assert!((up.peak_dbfs + 6.02).abs() < 0.2, "{up:?}");
        meter.push(&vec![0.0; (1.7 * f64::from(RATE)) as usize]);
        let down = meter.reading();
        assert!((up.peak_dbfs - down.peak_dbfs - 20.0).abs() < 0.1, "{down:?}");
        assert_eq!(down.rms_dbfs, -120.0);
    }

    #[test]
    fn rms_of_the_last_300_ms() {
        let mut meter = Meter::new(RATE, 1);
        meter.push(&sine(1.0, 0.5));
        meter.push(&sine(0.3, 0.05));
        assert!((meter.reading().rms_dbfs + 29.03).abs() < 0.3, "{:?}", meter.reading());
    }

    #[test]
    fn holds_the_peak_for_1_5_s() {
        let mut meter = Meter::new(RATE, 1);
        meter.push(&sine(0.1, 0.5));
        meter.push(&sine(1.3, 0.01));
        assert!((meter.reading().hold_dbfs + 6.02).abs() < 0.2);
        meter.push(&sine(0.3, 0.01));
        assert!(meter.reading().hold_dbfs < -39.0);
    }

    #[test]
    fn clipping_of_one_channel_is_seen_for_a_second() {
        let mut meter = Meter::new(RATE, 2);
        assert!(!meter.reading().clipping);
        meter.push(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]);
        assert!(meter.reading().clipping);
        meter.push(&vec![0.0; RATE as usize * 2 - 100]);
        assert!(meter.reading().clipping);
        meter.push(&[0.0; 200]);
        assert!(!meter.reading().clipping);
    }

    #[test]
    fn silence_takes_a_second() {
        let mut meter = Meter::new(RATE, 1);
        meter.push(&vec![0.00009; RATE as usize - 10]);
        assert!(!meter.reading().silent);
        meter.push(&[0.0; 10]);
        assert!(meter.reading().silent);
        meter.push(&[0.00011]);
        assert!(!meter.reading().silent);
    }

    #[test]
    fn the_loudest_channel_counts_and_an_offset_does_not() {
        let one_of_four: Vec<f32> = sine(1.0, 0.5).into_iter().flat_map(|s| [0.05, 0.05, s, -0.05]).collect();
        let mut meter = Meter::new(RATE, 4);
        meter.push(&one_of_four);
        assert!((meter.reading().rms_dbfs + 9.03).abs() < 0.1, "{:?}", meter.reading());
        let opposed: Vec<f32> = sine(1.0, 0.5).into_iter().flat_map(|s| [s, -s]).collect();
        let mut meter = Meter::new(RATE, 2);
        meter.push(&opposed);
        assert!((meter.reading().rms_dbfs + 9.03).abs() < 0.1, "{:?}", meter.reading());
        let mut meter = Meter::new(RATE, 1);
        meter.push(&vec![0.05; RATE as usize]);
        assert_eq!(meter.reading().rms_dbfs, -120.0);
    }
}
