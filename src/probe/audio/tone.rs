//! The test tone.

use std::f64::consts::{PI, TAU};

use super::measure::level::amplitude;

/// How long it sounds, in s.
const LENGTH_S: f64 = 1.5;
/// How long it swells and fades, in s.
const SOFT_S: f64 = 0.06;
/// How loud it is (RMS while it stands).
const LEVEL_DBFS: f64 = -20.0;
/// A major third and a fifth over A4: friendlier than a single sine, and heard where one of them is not.
const NOTES_HZ: [f64; 3] = [440.0, 554.37, 659.25];

/// The tone at this rate in Hz, mono.
#[must_use]
pub fn test_tone(rate_hz: u32) -> Vec<f32> {
    let rate = f64::from(rate_hz);
    let each = amplitude(LEVEL_DBFS) * (2.0 / NOTES_HZ.len() as f64).sqrt();
    let count = (LENGTH_S * rate) as usize;
    (0..count)
        .map(|n| {
            let t = n as f64 / rate;
            let edge = t.min(LENGTH_S - t).clamp(0.0, SOFT_S) / SOFT_S;
            let soft = 0.5 - 0.5 * (PI * edge).cos();
            (soft * each * NOTES_HZ.iter().map(|hz| (TAU * hz * t).sin()).sum::<f64>()) as f32
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::measure::level::{mean_square, power_dbfs};
    use super::*;

    #[test]
    fn stands_at_minus_twenty_and_has_soft_ends() {
        let tone = test_tone(48_000);
        assert_eq!(tone.len(), 72_000);
        assert!((power_dbfs(mean_square(&tone[10_000..62_000])) + 20.0).abs() < 0.1);
        assert!(tone[..100].iter().chain(&tone[71_900..]).all(|s| s.abs() < 0.001));
        assert!(tone.iter().all(|s| s.abs() < 0.3));
        assert!(tone.windows(2).all(|w| (w[0] - w[1]).abs() < 0.05), "no clicks");
    }
}
