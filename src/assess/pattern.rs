//! How a measured series of loads looks: all the time, now and then, or hardly ever. What is said of programs follows from
//! their shares; recordings from before those were kept hold the patterns themselves.

use super::limits::{BLIP_SHARE, BURST_P90, HOG_SHARE, MUCH_OF_CORE, MUCH_OF_MACHINE};
use crate::model::observation::{AppClass, AppRow, ComputerObservation, LoadPattern};

/// Below this many samples nothing is claimed.
const LEAST_SAMPLES: usize = super::limits::COMPUTER_SAMPLES_MIN as usize;

/// The observation with what follows from the shares: patterns, percentiles and hogs.
#[must_use]
pub fn completed(seen: &ComputerObservation) -> ComputerObservation {
    let mut seen = seen.clone();
    if seen.cpus == 0 {
        return seen;
    }
    for row in &mut seen.apps {
        row.pattern = pattern(&row.shares, seen.cpus as usize);
        row.p90_ratio = percentile_90(&row.shares);
    }
    // The system's own row is told of but never accused: nobody can quit it.
    let accused = |row: &&AppRow| row.pattern == LoadPattern::Hog && row.load.class != AppClass::System;
    seen.hogs = seen.apps.iter().filter(accused).map(|row| row.load.clone()).collect();
    seen
}

/// From this share of the whole computer on, a sample counts as much.
#[expect(clippy::cast_precision_loss, reason = "a count of processors")]
fn much_ratio(cpus: usize) -> f64 {
    MUCH_OF_MACHINE.min(MUCH_OF_CORE / cpus.max(1) as f64)
}

/// The pattern of a series of shares of the whole computer, one a second. With fewer than [`LEAST_SAMPLES`] nothing is
/// claimed: quiet.
fn pattern(shares: &[f64], cpus: usize) -> LoadPattern {
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
fn percentile_90(shares: &[f64]) -> f64 {
    let mut sorted = shares.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * 9).div_ceil(10);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::observation::AppLoad;

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

    fn row(app: &str, class: AppClass, shares: Vec<f64>) -> AppRow {
        let load = AppLoad { app: app.into(), class, cpu_ratio: 0.5, processes: 1, known: true };
        AppRow { load, pattern: LoadPattern::Quiet, p90_ratio: 0.0, shares }
    }

    #[test]
    fn hogs_follow_from_the_shares_and_the_system_is_never_accused() {
        let apps = vec![
            row("rclone", AppClass::CloudSync, series(12, 12, 0.3)),
            row("system", AppClass::System, series(12, 12, 0.3)),
            row("indexer", AppClass::Other, series(2, 12, 0.9)),
        ];
        let seen = completed(&ComputerObservation { apps, cpus: 4, ..ComputerObservation::default() });
        assert_eq!(seen.hogs.iter().map(|hog| hog.app.as_str()).collect::<Vec<_>>(), ["rclone"]);
        let patterns: Vec<LoadPattern> = seen.apps.iter().map(|app| app.pattern).collect();
        assert_eq!(patterns, [LoadPattern::Hog, LoadPattern::Hog, LoadPattern::Blip]);
        assert!((seen.apps[0].p90_ratio - 0.3).abs() < 1e-9);
    }

    #[test]
    fn an_old_recording_says_what_it_said() {
        let load = row("game", AppClass::Game, Vec::new()).load;
        let old = ComputerObservation {
            apps: vec![AppRow { load: load.clone(), pattern: LoadPattern::Hog, p90_ratio: 0.4, shares: Vec::new() }],
            hogs: vec![load],
            ..ComputerObservation::default()
        };
        assert_eq!(completed(&old), old);
    }
}
