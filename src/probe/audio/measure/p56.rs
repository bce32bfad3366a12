//! The level of speech while somebody speaks: ITU-T P.56, method B.
//!
//! An envelope is compared with fifteen thresholds, 6.02 dB apart; each counts how long the envelope was above it,
//! pauses of up to 200 ms included. The active level is found where it lies 15.9 dB above its own threshold.

use super::level::power_dbfs;

/// Time constant of the envelope in s.
const TIME_CONSTANT_S: f64 = 0.03;
/// Pauses up to this many seconds belong to the speech.
const HANGOVER_S: f64 = 0.2;
/// The active level lies this many dB above the threshold that tells speech from pause.
const MARGIN_DB: f64 = 15.9;
/// Thresholds from 2^-15 to 2^-1.
const THRESHOLDS: i32 = 15;

/// What method B finds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActiveLevel {
    /// Active speech level in dBFS.
    pub dbfs: f64,
    /// Share of the time that was active, 0 to 1.
    pub activity: f64,
}

struct Threshold {
    amplitude: f64,
    active: u64,
    hang: u64,
}

/// The active level of filtered samples; `None` when nothing is loud enough to tell.
#[must_use]
pub fn active_level(samples: &[f32], rate_hz: u32) -> Option<ActiveLevel> {
    let rate = f64::from(rate_hz.max(1));
    let keep = (-1.0 / (rate * TIME_CONSTANT_S)).exp();
    let hang_max = (HANGOVER_S * rate).ceil() as u64;
    let mut thresholds: Vec<Threshold> = (0..THRESHOLDS)
        .map(|j| Threshold { amplitude: 2f64.powi(j - THRESHOLDS), active: 0, hang: hang_max })
        .collect();
    let (mut first, mut envelope, mut energy) = (0.0, 0.0, 0.0);
    for sample in samples {
        let x = f64::from(*sample);
        energy += x * x;
        first = keep * first + (1.0 - keep) * x.abs();
        envelope = keep * envelope + (1.0 - keep) * first;
        for t in &mut thresholds {
            if envelope >= t.amplitude {
                t.active += 1;
                t.hang = 0;
            } else if t.hang < hang_max {
                t.active += 1;
                t.hang += 1;
            } else {
                // Higher thresholds ended earlier.
                break;
            }
        }
    }
    let level = crossing(&thresholds, energy)?;
    let all = energy / samples.len() as f64;
    Some(ActiveLevel { dbfs: level, activity: (all / 10f64.powf(level / 10.0)).min(1.0) })
}

/// The level at which it is [`MARGIN_DB`] above its threshold, between the two thresholds on either side.
fn crossing(thresholds: &[Threshold], energy: f64) -> Option<f64> {
    let mut below: Option<(f64, f64)> = None;
    for t in thresholds {
        if t.active == 0 {
            return None;
        }
        let level = power_dbfs(energy / t.active as f64);
        let margin = level - 20.0 * t.amplitude.log10();
        if margin <= MARGIN_DB {
            let (level_below, margin_below) = below?;
            let part = (margin_below - MARGIN_DB) / (margin_below - margin);
            return Some(level_below + part * (level - level_below));
        }
        below = Some((level, margin));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::level::mean_square;
    use super::*;

    const RATE: u32 = 16_000;

    fn sine(seconds: f64, amplitude: f64) -> Vec<f32> {
        (0..(seconds * f64::from(RATE)) as usize).map(|n| (amplitude * (n as f64 * 0.4).sin()) as f32).collect()
    }

    #[test]
    fn something_steady_has_its_rms() {
        for amplitude in [0.5, 0.05, 0.005] {
            let tone = sine(5.0, amplitude);
            let found = active_level(&tone, RATE).unwrap();
            assert!((found.dbfs - power_dbfs(mean_square(&tone))).abs() < 0.2, "{amplitude}: {found:?}");
            assert!(found.activity > 0.95);
        }
    }

    #[test]
    fn pauses_do_not_lower_it() {
        let tone = sine(4.0, 0.1);
        let mut with_pauses = vec![0.0; RATE as usize * 4];
        with_pauses.extend(&tone);
        with_pauses.extend(vec![0.0; RATE as usize * 8]);
        let (whole, found) = (active_level(&tone, RATE).unwrap(), active_level(&with_pauses, RATE).unwrap());
        assert!((whole.dbfs - found.dbfs).abs() < 0.4, "{whole:?} {found:?}");
        assert!((found.activity - 0.25).abs() < 0.03, "{found:?}");
    }

    #[test]
    fn six_db_more_is_six_db_more() {
        let soft: Vec<f32> = (0..RATE * 4).map(|n| 0.1 * (n as f32 * 0.4).sin() * (n as f32 * 0.001).sin()).collect();
        let loud: Vec<f32> = soft.iter().map(|s| s * 2.0).collect();
        let (a, b) = (active_level(&soft, RATE).unwrap(), active_level(&loud, RATE).unwrap());
        assert!((b.dbfs - a.dbfs - 6.02).abs() < 0.3, "{a:?} {b:?}");
    }

    #[test]
    fn silence_has_no_level() {
        assert_eq!(active_level(&[0.0; 16_000], RATE), None);
        assert_eq!(active_level(&[], RATE), None);
        assert_eq!(active_level(&sine(1.0, 1e-6), RATE), None);
    }
}
