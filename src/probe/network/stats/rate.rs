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
/// A bin below this share of the rate: something was lost, and what came after it waits.
const HELD_BACK: f64 = 0.75;
/// A bin above this share of the rate releases what was held back before.
const RELEASED: f64 = 1.05;

/// True when the last five complete bins lie within 3 %.
#[must_use]
pub fn steady(bins: &[u64]) -> bool {
    let Some(tail) = bins.len().checked_sub(STEADY_BINS).and_then(|from| bins.get(from..)) else { return false };
    let (least, most) = (tail.iter().min().copied().unwrap_or(0), tail.iter().max().copied().unwrap_or(0));
    least > 0 && (most - least) as f64 <= STEADY_SPREAD * most as f64
}

/// Where the warm-up ends: after the first bin that differs by less than 10 % from the next; after the first bin when the rate
/// does not settle in the first half. At the latest before a bin in which something was held back: what comes after it is
/// released later, and a series that begins in between would take it for the line's rate.
fn warm_up(bins: &[u64]) -> usize {
    let settled = bins.windows(2).position(|w| match w {
        [a, b] => *a > 0 && a.abs_diff(*b) as f64 <= WARM_UP_CHANGE * *a as f64,
        _ => false,
    });
    let mut most = 0;
    let held_back = bins.iter().position(|bytes| {
        let lags = (*bytes as f64) < most as f64 * HELD_BACK;
        most = most.max(*bytes);
        lags
    });
    let ends = settled.filter(|n| *n < bins.len() / 2).unwrap_or(0) + 1;
    ends.min(held_back.unwrap_or(usize::MAX)).max(1)
}

/// The rate of the complete bins after the warm-up: p10 of the bins, and what the line carried (`carried`). With fewer than
/// three of them there is no rate yet.
#[must_use]
pub fn goodput(bins: &[u64]) -> Goodput {
    const BINS_NEEDED: usize = 3;
    let mut from = warm_up(bins);
    let series = percentile::sorted(bins.iter().skip(from).map(|b| mbps(*b, BIN_S)));
    if series.len() < BINS_NEEDED {
        return Goodput::default();
    }
    let mut bytes = carried(bins.get(from..).unwrap_or_default());
    while from > 0 && bins.get(from).copied().unwrap_or(0) as f64 > bytes * RELEASED {
        from -= 1;
        bytes = carried(bins.get(from..).unwrap_or_default());
    }
    if let Some(level) = before_losses(bins, from) {
        bytes = bytes.max(level);
    }
    Goodput { p10: percentile::of_sorted(&series, 0.1), p50: Some(bytes * 8.0 / BIN_S / 1e6) }
}

/// The same where it is only known within which time bytes arrived (uploads that were answered). Nothing is held back and then
/// released in such a series, but its times are estimates, and a curve that touches it from above would rise with their error:
/// what came in all after the warm-up, by time.
#[must_use]
pub fn average(bins: &[u64]) -> Goodput {
    let Goodput { p10, p50: Some(_) } = goodput(bins) else { return Goodput::default() };
    let after = bins.get(warm_up(bins)..).unwrap_or_default();
    Goodput { p10, p50: Some(mbps(after.iter().sum(), BIN_S * after.len() as f64)) }
}

/// Bytes a bin from the bin `from` until the queue was first full, where that is at least three bins, and where what came
/// after lags behind them by no more than lost segments can still hold back when the load ends. A release above the level
/// shows that something was held back; without one, a lower rate is the line's own.
fn before_losses(bins: &[u64], from: usize) -> Option<f64> {
    const BINS_NEEDED: usize = 3;
    // Bins' worth of bytes: 0.4 s, a full queue of a home line and the time to mend a loss.
    const HELD_BACK_MOST: f64 = 2.0;
    // And of what should have come in that time no more than this share is missing: else the line itself gives less.
    const MISSING_MOST: f64 = 0.25;
    let lags = |at: &usize| match (bins.get(..*at).map(carried), bins.get(*at)) {
        (Some(level), Some(bytes)) => (*bytes as f64) < level * HELD_BACK,
        _ => false,
    };
    let full = (1..bins.len()).find(lags)?;
    // The first bin holds what filled the buffers on the way.
    let before = bins.get(from.max(1)..full).filter(|before| before.len() >= BINS_NEEDED)?;
    let (level, after) = (carried(before), bins.get(full..)?);
    let lag = after.iter().map(|b| level - *b as f64).sum::<f64>();
    let released = after.iter().any(|b| *b as f64 > level * RELEASED);
    let most = HELD_BACK_MOST.min(MISSING_MOST * after.len() as f64);
    (released && lag <= most * level).then_some(level)
}

/// Bytes a bin that the line carried. A lost segment holds back what came after it and then releases it all at once: what
/// was handed over never exceeds what had arrived, and equals it whenever nothing is held back. The line's own rate is
/// therefore the slope of the curve that touches the sum of the bytes from above (its least concave majorant); of its
/// pieces the median by length, which neither a burst at the start nor something held back at the end can bend. The first bin
/// is not to release what was held back before.
fn carried(bins: &[u64]) -> f64 {
    let mut corners = vec![(0.0, 0.0)];
    let (mut at, mut sum) = (0.0, 0.0);
    for bytes in bins {
        (at, sum) = (at + 1.0, sum + *bytes as f64);
        while let [.., (x0, y0), (x1, y1)] = corners.as_slice()
            && (y1 - y0) * (at - x1) <= (sum - y1) * (x1 - x0)
        {
            corners.pop();
        }
        corners.push((at, sum));
    }
    // The curve is concave: its pieces come steepest first.
    let mut pieces = corners.windows(2).rev().filter_map(|w| match w {
        [(x0, y0), (x1, y1)] => Some(((y1 - y0) / (x1 - x0), x1 - x0)),
        _ => None,
    });
    let mut passed = 0.0;
    let middle = pieces.find_map(|(slope, length)| {
        passed += length;
        (passed * 2.0 >= at).then_some(slope)
    });
    middle.unwrap_or(0.0)
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
    fn a_burst_at_the_start_and_what_is_held_back_at_the_end_bend_nothing() {
        // Seen on a line of 2 Mbit/s with 300 ms of queue, where TCP has 1.758 Mbit/s beside the datagrams.
        let kbps = [2085, 1505, 347, 1390, 1505, 1505, 3533, 2722, 1737, 1795, 868, 2027, 984, 3069, 1737, 1737, 1795];
        let rate = goodput(&kbps.map(|k| k * 25)).p50.unwrap();
        assert!((rate / 1.758 - 1.0).abs() < 0.03, "{rate}");
        // A line of 100 Mbit/s: the second bin releases what the first held back.
        let mbps = [81.9, 105.7, 93.0, 100.7, 95.4];
        let rate = goodput(&mbps.map(|m: f64| (m * 25_000.0) as u64)).p50.unwrap();
        assert!((rate / 95.5 - 1.0).abs() < 0.01, "{rate}");
        let even = goodput(&[36_000, 35_000, 35_000, 35_000, 35_000]).p50.unwrap();
        assert!((even - 1.4).abs() < 1e-9, "{even}");
    }

    #[test]
    fn what_is_still_held_back_at_the_end_is_not_missing() {
        // Seen on a line of 5 Mbit/s with 300 ms of queue, where TCP has 4.625 Mbit/s beside the datagrams.
        let bins = [123_080, 115_840, 117_288, 115_840, 114_392, 66_608, 91_224, 105_704, 140_456, 49_232, 134_664];
        let rate = goodput(&bins).p50.unwrap();
        assert!((rate / 4.625 - 1.0).abs() < 0.01, "{rate}");
        // A line that gives more at first and less from then on carries the lesser rate.
        let bins = [120_000, 100_000, 100_000, 100_000, 100_000, 70_000, 70_000, 70_000, 70_000, 70_000, 70_000];
        assert!((goodput(&bins).p50.unwrap() - 2.8).abs() < 1e-9);
        // So it does where the rest is lumpy but far too little.
        let bins = [120_000, 100_000, 100_000, 100_000, 100_000, 10_000, 110_000, 20_000, 30_000, 90_000, 20_000];
        assert!(goodput(&bins).p50.unwrap() < 2.8);
        // A short load: too little comes after the level to tell one from the other.
        let bins = [120_000, 100_000, 100_000, 100_000, 20_000, 110_000, 30_000, 40_000];
        assert!(goodput(&bins).p50.unwrap() < 2.8);
    }

    #[test]
    fn a_series_does_not_begin_with_what_was_held_back_before() {
        // Seen in loads of 1.8 to 2.4 s on a line of 2 Mbit/s with 300 ms of queue, where TCP has 1.913 Mbit/s: it read 2.26.
        for kbps in [
            &[2085, 1622, 0, 2085, 1969, 174, 3374, 3533, 2085][..],
            &[2085, 1622, 0, 2085, 1969, 174, 3374, 3533, 2085, 1564, 1506],
            &[2085, 1622, 0, 1853, 2201, 2274, 1216, 3707, 2259, 1216, 1680],
        ] {
            let bins: Vec<u64> = kbps.iter().map(|k| k * 25).collect();
            let rate = goodput(&bins).p50.unwrap();
            assert!((rate / 1.913 - 1.0).abs() < 0.03, "{rate} {kbps:?}");
        }
    }

    #[test]
    fn estimated_times_do_not_lift_an_average() {
        // 10 Mbit/s, each bin a fifth too early or too late.
        let bins: Vec<u64> = (0..16).map(|n| if n % 4 < 2 { 300_000 } else { 200_000 }).collect();
        assert!((average(&bins).p50.unwrap() / 10.0 - 1.0).abs() < 0.04, "{:?}", average(&bins));
        assert_eq!(average(&[1, 2]), Goodput::default());
    }

    #[test]
    fn a_rate_that_never_settles_still_shows_its_troughs() {
        let rate = goodput(&[100_000, 10_000, 90_000, 5_000, 80_000]);
        assert!(rate.p10.unwrap() < 0.5 && rate.p50.unwrap() > 1.0, "{rate:?}");
    }

    #[test]
    fn an_unsteady_computer_does_not_hide_what_came_before_the_losses() {
        // Seen on a line of 5 Mbit/s with 300 ms of queue and a busy computer, where TCP has 4.625 Mbit/s.
        let bins =
            [123_080, 115_840, 117_288, 98_464, 117_288, 78_192, 7_240, 215_752, 159_280, 115_840, 41_992, 30_408];
        let rate = goodput(&bins).p50.unwrap();
        assert!((rate / 4.625 - 1.0).abs() < 0.03, "{rate}");
        // A bin that came late by a tenth.
        let bins = [123_080, 117_288, 104_256, 127_424, 114_392, 97_016, 49_232, 157_832, 101_360, 76_744, 89_776];
        let rate = goodput(&bins).p50.unwrap();
        assert!((rate / 4.625 - 1.0).abs() < 0.03, "{rate}");
        // On 2 Mbit/s something is lost at once: what is released afterwards is no level (TCP has 1.758 Mbit/s).
        let bins = [
            52_128, 39_096, 7_240, 43_440, 52_128, 55_024, 40_544, 78_192, 43_440, 43_440, 23_168, 39_096, 31_856,
            79_640, 43_440, 44_888, 30_408,
        ];
        let rate = goodput(&bins).p50.unwrap();
        assert!((rate / 1.758 - 1.0).abs() < 0.03, "{rate}");
    }
}
