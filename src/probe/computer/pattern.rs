//! How a measured series of loads looks: all the time, now and then, or hardly ever.
//!
//! The limits are our own choice (design, 2026): above them the fan, the encoder and the other programs are felt.

use crate::model::observation::LoadPattern;

/// From this share of the whole computer on, one sample counts as much.
const MUCH_OF_MACHINE: f64 = 0.15;
/// From this many processor cores on, one sample counts as much, whatever the number of cores.
const MUCH_OF_CORE: f64 = 0.8;
/// A hog uses much in at least 8 of 12 samples.
const HOG_SHARE: (usize, usize) = (8, 12);
/// A blip uses much in at most 2 of 12 samples.
const BLIP_SHARE: (usize, usize) = (2, 12);
/// Bursts are told of when the 90th percentile reaches this share of the whole computer.
const BURST_P90: f64 = 0.30;
/// Below this many samples nothing is claimed.
pub const LEAST_SAMPLES: usize = 10;

/// From this share of the whole computer on, a sample counts as much.
#[must_use]
pub fn much_ratio(cpus: usize) -> f64 {
    MUCH_OF_MACHINE.min(MUCH_OF_CORE / cpus.max(1) as f64)
}

/// The pattern of a series of shares of the whole computer, one a second. With fewer than [`LEAST_SAMPLES`] nothing is
/// claimed: quiet.
#[must_use]
pub fn pattern(shares: &[f64], cpus: usize) -> LoadPattern {
    let n = shares.len();
    if n < LEAST_SAMPLES {
        return LoadPattern::Quiet;
    }
    let limit = much_ratio(cpus);
    let much = shares.iter().filter(|s| **s >= limit).count();
    let hog_from = (n * HOG_SHARE.0).div_ceil(HOG_SHARE.1);
    let blip_up_to = (n * BLIP_SHARE.0 + BLIP_SHARE.1 / 2) / BLIP_SHARE.1;
    if much >= hog_from {
        LoadPattern::Hog
    } else if much == 0 {
        LoadPattern::Quiet
    } else if much <= blip_up_to {
        LoadPattern::Blip
    } else if percentile_90(shares) >= BURST_P90 {
        LoadPattern::Bursty
    } else {
        LoadPattern::Quiet
    }
}

/// 90th percentile by nearest rank; 0 for nothing.
#[must_use]
pub fn percentile_90(shares: &[f64]) -> f64 {
    let mut sorted = shares.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * 9).div_ceil(10);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

/// Arithmetic mean; 0 for nothing.
#[must_use]
pub fn mean(shares: &[f64]) -> f64 {
    if shares.is_empty() { 0.0 } else { shares.iter().sum::<f64>() / shares.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(much: usize, of: usize, share: f64) -> Vec<f64> {
        (0..of).map(|i| if i < much { share } else { 0.01 }).collect()
    }

    #[test]
    fn eight_of_twelve_is_a_hog_and_seven_is_not() {
        assert_eq!(pattern(&series(8, 12, 0.15), 4), LoadPattern::Hog);
        assert_eq!(pattern(&series(7, 12, 0.31), 4), LoadPattern::Bursty);
        assert_eq!(pattern(&series(7, 12, 0.29), 4), LoadPattern::Quiet);
        assert_eq!(pattern(&series(12, 12, 0.149), 4), LoadPattern::Quiet);
    }

    #[test]
    fn two_of_twelve_is_a_blip() {
        assert_eq!(pattern(&series(2, 12, 1.0), 4), LoadPattern::Blip);
        assert_eq!(pattern(&series(3, 12, 1.0), 4), LoadPattern::Bursty);
        assert_eq!(pattern(&series(0, 12, 1.0), 4), LoadPattern::Quiet);
    }

    #[test]
    fn nearly_a_core_counts_on_large_computers() {
        // 16 cores: 0.8 core is 5 %.
        assert_eq!(pattern(&series(12, 12, 0.05), 16), LoadPattern::Hog);
        assert_eq!(pattern(&series(12, 12, 0.049), 16), LoadPattern::Quiet);
    }

    #[test]
    fn other_lengths_keep_the_shares() {
        for (n, hog, blip) in [(10, 7, 2), (12, 8, 2), (18, 12, 3), (30, 20, 5), (60, 40, 10)] {
            assert_eq!(pattern(&series(hog, n, 0.5), 2), LoadPattern::Hog, "{n}");
            assert_ne!(pattern(&series(hog - 1, n, 0.5), 2), LoadPattern::Hog, "{n}");
            assert_eq!(pattern(&series(blip, n, 0.5), 2), LoadPattern::Blip, "{n}");
            assert_eq!(pattern(&series(blip + 1, n, 0.5), 2), LoadPattern::Bursty, "{n}");
        }
    }

    #[test]
    fn too_few_samples_claim_nothing() {
        assert_eq!(pattern(&[1.0; 9], 2), LoadPattern::Quiet);
        assert_eq!(pattern(&[], 2), LoadPattern::Quiet);
        assert_eq!(percentile_90(&[]), 0.0);
        assert_eq!(percentile_90(&[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]), 0.9);
    }
}
