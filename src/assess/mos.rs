//! Estimated audio score by the E-model (ITU-T G.107), as a range because Opus has no agreed loss factor (G.113).

use super::marks::positive;
use super::stats::Counts;
use crate::model::assessment::MosRange;
use crate::model::observation::{Direction, Histogram, LevelTried, NetworkObservation, TriedDirection};

/// Loss robustness of the codec, pessimistic (without forward error correction) and likely (with it).
const BPL: [f64; 2] = [10.0, 20.0];
/// Equipment impairment of the codec without loss.
const IE: f64 = 0.0;
/// Packetisation and device, in ms.
const FIXED_DELAY_MS: f64 = 40.0;
/// A receiver's jitter buffer adapts within these, in ms.
const BUFFER_MS: (f64, f64) = (20.0, 200.0);

/// Datagrams needed in a direction before a score is estimated.
const SAMPLES: u64 = 100;

/// The score of a voice on this line, the worse direction; `None` with too few datagrams. By the quiet line and the attempts that
/// were carried; in recordings without these by the figures of the whole line.
pub(super) fn estimate(o: &NetworkObservation) -> Option<MosRange> {
    let scores = match &o.quiet {
        Some(quiet) => {
            let carried: Vec<&LevelTried> = o.levels_tried.iter().filter(|t| !t.stepped_down).collect();
            let trips = carried.iter().map(|t| &t.rtt_ms).chain([&quiet.rtt_ms]);
            let rtt_ms = Histogram::sum(trips).percentile(0.5)?;
            [Direction::Up, Direction::Down].map(|way| {
                let (own, first) = match way {
                    Direction::Up => (carried.iter().map(|t| &t.up).collect::<Vec<_>>(), &quiet.up),
                    Direction::Down => (carried.iter().map(|t| &t.down).collect(), &quiet.down),
                };
                of_parts(rtt_ms, own.into_iter().chain([first]))
            })
        }
        None => [&o.up, &o.down].map(|d| {
            let pdv_p99_ms = positive(d.pdv_p99_ms)?;
            // The 99th percentile: one in a hundred comes later than that.
            let late = if pdv_p99_ms >= BUFFER_MS.0 { 0.01 } else { 0.0 };
            let counts = Counts::new(d.sent.filter(|n| *n >= SAMPLES)?, d.lost?, d.burst_mean)?;
            Some(with_late(positive(o.rtt_ms.p50)?, pdv_p99_ms, counts.ratio(), positive(d.burst_mean), late))
        }),
    };
    match scores {
        [Some(a), Some(b)] => {
            Some(if a.low <= b.low { a } else { b }).filter(|m| m.low.is_finite() && m.high.is_finite())
        }
        _ => None,
    }
}

fn of_parts<'a>(rtt_ms: f64, parts: impl Iterator<Item = &'a TriedDirection> + Clone) -> Option<MosRange> {
    let pdv = Histogram::sum(parts.clone().map(|p| &p.pdv_ms));
    let pdv_p99_ms = pdv.percentile(0.99)?;
    let (sent, lost) = parts.clone().fold((0, 0), |(sent, lost), p| (sent + p.sent, lost + p.lost));
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    let bursts: f64 = parts.filter_map(|p| p.burst_mean.filter(|b| *b >= 1.0).map(|b| p.lost as f64 / b)).sum();
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    let burst_mean = (bursts > 0.0).then(|| lost as f64 / bursts);
    let counts = Counts::new(sent, lost, burst_mean).filter(|_| sent >= SAMPLES)?;
    let late = pdv.share_above(buffer_ms(pdv_p99_ms))?;
    Some(with_late(rtt_ms, pdv_p99_ms, counts.ratio(), burst_mean, late))
}

/// What comes too late for the buffer is lost too.
fn with_late(rtt_ms: f64, pdv_p99_ms: f64, lost: f64, burst_mean: Option<f64>, late: f64) -> MosRange {
    let loss_ratio = lost + (1.0 - lost) * late;
    mos(MosInput { rtt_ms, pdv_p99_ms, loss_ratio, burst_mean: burst_mean.unwrap_or(1.0) })
}

/// What the score depends on.
#[derive(Debug, Clone, Copy, PartialEq)]
struct MosInput {
    /// Round trip in ms.
    rtt_ms: f64,
    /// Delay variation, 99th percentile, in ms.
    pdv_p99_ms: f64,
    /// Lost and late datagrams, 0 to 1.
    loss_ratio: f64,
    /// Mean length of a loss burst; 1 when losses come singly.
    burst_mean: f64,
}

/// The jitter buffer that such a delay variation calls for, in ms.
fn buffer_ms(pdv_p99_ms: f64) -> f64 {
    pdv_p99_ms.clamp(BUFFER_MS.0, BUFFER_MS.1)
}

/// The score from 1 to 4.5.
fn mos(input: MosInput) -> MosRange {
    let [low, high] = BPL.map(|bpl| score(&input, bpl));
    MosRange { low, high }
}

fn score(input: &MosInput, bpl: f64) -> f64 {
    let delay = FIXED_DELAY_MS + buffer_ms(input.pdv_p99_ms) + input.rtt_ms / 2.0;
    let loss = input.loss_ratio.clamp(0.0, 1.0);
    // BurstR: mean burst over the mean burst of independent loss of the same ratio.
    let burst_r = (input.burst_mean * (1.0 - loss)).max(1.0);
    let ppl = loss * 100.0;
    let ie_eff = IE + (95.0 - IE) * ppl / (ppl / burst_r + bpl);
    let r = 93.2 - delay_impairment(delay) - ie_eff;
    if r <= 0.0 {
        return 1.0;
    }
    (1.0 + 0.035 * r + 7e-6 * r * (r - 60.0) * (100.0 - r)).clamp(1.0, 4.5)
}

/// Idd of G.107.
fn delay_impairment(ta_ms: f64) -> f64 {
    if ta_ms <= 100.0 {
        return 0.0;
    }
    let x = (ta_ms / 100.0).log2();
    25.0 * ((1.0 + x.powi(6)).powf(1.0 / 6.0) - 3.0 * (1.0 + (x / 3.0).powi(6)).powf(1.0 / 6.0) + 2.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(rtt_ms: f64, loss_ratio: f64) -> MosRange {
        mos(MosInput { rtt_ms, pdv_p99_ms: 20.0, loss_ratio, burst_mean: 1.0 })
    }

    #[test]
    fn values_of_the_recommendation() {
        // R = 93.2 gives 4.41; 400 ms is X = 2, worked out by hand.
        assert!((at(40.0, 0.0).high - 4.41).abs() < 0.005);
        assert!((delay_impairment(400.0) - 24.07).abs() < 0.01, "{}", delay_impairment(400.0));
        // 1, 5, 10 % loss with Bpl 10.
        for (loss, expected) in [(0.01, 4.18), (0.05, 3.18), (0.10, 2.35)] {
            assert!((at(40.0, loss).low - expected).abs() < 0.01, "{loss}: {:?}", at(40.0, loss));
        }
    }

    proptest! {
        #[test]
        fn a_worse_line_never_scores_better(rtt in 0.0f64..2000.0, pdv in 0.0f64..500.0, loss in 0.0f64..0.9, burst in 1.0f64..20.0) {
            let base = MosInput { rtt_ms: rtt, pdv_p99_ms: pdv, loss_ratio: loss, burst_mean: burst };
            let here = mos(base);
            prop_assert!(here.low <= here.high && (1.0..=4.5).contains(&here.low) && (1.0..=4.5).contains(&here.high));
            for worse in [MosInput { rtt_ms: rtt + 50.0, ..base }, MosInput { pdv_p99_ms: pdv + 20.0, ..base }, MosInput { burst_mean: burst + 1.0, ..base }] {
                prop_assert!(mos(worse).low <= here.low + 1e-9);
            }
        }
    }
}
