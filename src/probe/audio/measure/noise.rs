//! The noise of the room: what is left while nobody speaks.

use super::level::{mean_square, power_dbfs};

/// Length of one measured piece in s.
const PIECE_S: f64 = 0.1;
/// Pieces overlap by half.
const HOP_S: f64 = 0.05;
/// A piece nearer to speech than this is left out: the detector notices the edges of words late.
const GUARD_S: f64 = 0.15;
/// Fewer pieces (0.5 s of pause in all) say nothing.
const FEWEST: usize = 9;
/// This share of the pieces is quieter than the floor that is given.
const SHARE: f64 = 0.10;
/// Nothing is claimed below what 16 bits hold.
const LOWEST_DBFS: f64 = -96.0;

/// The 10th percentile of the levels of all pauses, in dBFS, of filtered samples; `None` without enough pause.
///
/// `speech` says for each `speech_frame_s` seconds whether it holds speech.
#[must_use]
pub fn noise_floor(samples: &[f32], rate_hz: u32, speech: &[bool], speech_frame_s: f64) -> Option<f64> {
    let rate = f64::from(rate_hz);
    let (piece, hop) = ((PIECE_S * rate) as usize, ((HOP_S * rate) as usize).max(1));
    let mut levels = Vec::new();
    let mut at = 0;
    while let Some(part) = samples.get(at..at + piece) {
        let (from, to) = (at as f64 / rate - GUARD_S, (at + piece) as f64 / rate + GUARD_S);
        let first = (from / speech_frame_s).floor().max(0.0) as usize;
        let last = ((to / speech_frame_s).ceil() as usize).min(speech.len());
        let quiet = speech.get(first.min(last)..last).is_some_and(|s| !s.is_empty() && s.iter().all(|spoken| !spoken));
        if quiet {
            levels.push(power_dbfs(mean_square(part)));
        }
        at += hop;
    }
    if levels.len() < FEWEST {
        return None;
    }
    levels.sort_by(f64::total_cmp);
    levels.get((SHARE * (levels.len() - 1) as f64) as usize).map(|l| l.max(LOWEST_DBFS))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME_S: f64 = 0.016;

    fn noise(seconds: usize, amplitude: f32) -> Vec<f32> {
        let mut x = 1u32;
        (0..seconds * 16_000)
            .map(|_| {
                x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                amplitude * ((x >> 8) as f32 / 8_388_608.0 - 1.0)
            })
            .collect()
    }

    #[test]
    fn the_pauses_count_only() {
        let mut s = noise(6, 0.001);
        for (n, v) in s.iter_mut().enumerate() {
            if (32_000..64_000).contains(&n) {
                *v += 0.2 * (n as f32 * 0.2).sin();
            }
        }
        let speech: Vec<bool> = (0..375).map(|k| (125..250).contains(&k)).collect();
        let floor = noise_floor(&s, 16_000, &speech, FRAME_S).unwrap();
        // Uniform noise of amplitude 0.001 has an RMS of 0.001 / sqrt 3.
        assert!((floor + 64.8).abs() < 0.7, "{floor}");
    }

    #[test]
    fn no_pause_no_figure() {
        let s = noise(3, 0.01);
        assert_eq!(noise_floor(&s, 16_000, &[true; 188], FRAME_S), None);
        assert_eq!(noise_floor(&s[..6_400], 16_000, &[false; 25], FRAME_S), None);
        assert_eq!(noise_floor(&s, 16_000, &[], FRAME_S), None);
        assert_eq!(noise_floor(&[], 16_000, &[], FRAME_S), None);
    }

    #[test]
    fn a_gate_does_not_make_it_better_than_16_bits() {
        assert_eq!(noise_floor(&[0.0; 48_000], 16_000, &[false; 188], FRAME_S), Some(LOWEST_DBFS));
    }
}
