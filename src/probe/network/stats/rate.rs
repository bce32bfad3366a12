//! TCP goodput from bytes in bins of 200 ms.

use crate::model::observation::Goodput;

use super::percentile;

/// Width of a bin in seconds.
pub const BIN_S: f64 = 0.2;
/// The warm-up ends where the rate changes by less than this from bin to bin.
const WARM_UP_CHANGE: f64 = 0.10;
/// The rate is known when this many bins in a row lie within [`STEADY_SPREAD`].
const STEADY_BINS: usize = 5;
const STEADY_SPREAD: f64 = 0.03;

/// True when the last five complete bins lie within 3 %.
#[must_use]
pub fn steady(bins: &[u64]) -> bool {
    let Some(tail) = bins.len().checked_sub(STEADY_BINS).and_then(|from| bins.get(from..)) else { return false };
    let (least, most) = (tail.iter().min().copied().unwrap_or(0), tail.iter().max().copied().unwrap_or(0));
    least > 0 && (most - least) as f64 <= STEADY_SPREAD * most as f64
}

/// The bins after the warm-up: from the first that differs by less than 10 % from the one before. All but the first when the
/// rate does not settle in the first half.
#[must_use]
pub fn after_warm_up(bins: &[u64]) -> &[u64] {
    let settled = bins.windows(2).position(|w| match w {
        [a, b] => *a > 0 && a.abs_diff(*b) as f64 <= WARM_UP_CHANGE * *a as f64,
        _ => false,
    });
    let from = settled.filter(|n| *n < bins.len() / 2).unwrap_or(0) + 1;
    bins.get(from..).unwrap_or_default()
}

/// The rate of the complete bins after the warm-up: p10 of the bins, median of their means over three. With fewer than three of them there is no rate yet.
#[must_use]
pub fn goodput(bins: &[u64]) -> Goodput {
    const BINS_NEEDED: usize = 3;
    const SMOOTH: usize = 3;
    let whole = least_rate(bins);
    let bins = after_warm_up(bins);
    let series = percentile::sorted(bins.iter().map(|b| mbps(*b, BIN_S)));
    if series.len() < BINS_NEEDED {
        return Goodput::default();
    }
    // A lost segment holds back what came after it and then releases it all at once: three bins even that out.
    let smooth = bins.windows(SMOOTH).map(|w| mbps(w.iter().sum(), BIN_S * SMOOTH as f64));
    let p50 = percentile::median(smooth).into_iter().chain(whole).max_by(f64::total_cmp);
    Goodput { p10: percentile::of_sorted(&series, 0.1), p50 }
}

/// The greatest mean from the start on, over a second or more: the line carries that at least, however lumpily TCP hands it
/// over after losses.
fn least_rate(bins: &[u64]) -> Option<f64> {
    let mut bytes = 0;
    let means = (1u32..).zip(bins).map(|(n, b)| {
        bytes += b;
        (n, mbps(bytes, BIN_S * f64::from(n)))
    });
    means.filter(|(n, _)| *n as usize >= STEADY_BINS).map(|(_, mean)| mean).max_by(f64::total_cmp)
}

/// A rate and something that was carried beside it.
#[must_use]
pub fn plus(rate: Goodput, mbps: f64) -> Goodput {
    Goodput { p10: rate.p10.map(|p| p + mbps), p50: rate.p50.map(|p| p + mbps) }
}

/// Bytes in a time as Mbit/s.
#[must_use]
pub fn mbps(bytes: u64, seconds: f64) -> f64 {
    bytes as f64 * 8.0 / seconds / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steady_means_five_within_three_percent() {
        assert!(steady(&[1, 1000, 1010, 1020, 1030, 1000]));
        assert!(!steady(&[1000, 1010, 1020, 1031, 1000]));
        assert!(!steady(&[1000; 4]));
        assert!(!steady(&[0; 6]));
    }

    #[test]
    fn the_warm_up_is_dropped() {
        let bins = [1000, 30_000, 47_000, 48_000, 47_900, 48_100, 47_000];
        let rate = goodput(&bins);
        assert!((rate.p50.unwrap() - 1.918).abs() < 0.01, "{rate:?}");
        assert!(rate.p10.unwrap() < rate.p50.unwrap());
        assert_eq!(goodput(&[5, 5]), Goodput::default());
    }

    #[test]
    fn lumps_after_losses_do_not_hide_what_came_in_all() {
        // 50 kB a bin on average, most of it released at once.
        let rate = goodput(&[50_000, 50_000, 5000, 2000, 143_000, 50_000, 3000, 2000]);
        assert!((rate.p50.unwrap() - 2.0).abs() < 0.01, "{rate:?}");
    }

    #[test]
    fn a_rate_that_never_settles_still_shows_its_troughs() {
        let rate = goodput(&[100_000, 10_000, 90_000, 5_000, 80_000]);
        assert!(rate.p10.unwrap() < 0.5 && rate.p50.unwrap() > 1.0, "{rate:?}");
    }
}
