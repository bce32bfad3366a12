//! Moments without datagrams.

use super::flow::Flow;
use super::percentile;

/// A sender that pauses for longer than any frame of a call was away itself.
const STALL_US: f64 = 50_000.0;

/// A stretch without arrivals beyond the stream's own spacing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// When the last datagram before it left, in microseconds by the sender's clock.
    pub sent_us: u64,
    /// When the last datagram before it arrived, in microseconds by the receiver's clock.
    pub arrived_us: u64,
    /// Its length in ms.
    pub length_ms: f64,
}

/// All gaps of a flow with a length above zero, in order. A pause of the sender itself is none. What arrives more than
/// `window_us` after the fastest counts as not arrived.
#[must_use]
pub fn gaps(flow: &Flow, window_us: f64) -> Vec<Gap> {
    let arrived = flow.in_time(window_us);
    let spacing = spacing_us(flow);
    let mut found = Vec::new();
    for pair in arrived.windows(2) {
        let [a, b] = pair else { continue };
        // A datagram that arrives long before its predecessor closes no gap.
        let between = b.arrived_us.saturating_sub(a.arrived_us) as f64;
        let own = own_pause_us(flow, a.seq, b.seq, a.sent_us, b.sent_us, spacing);
        push(&mut found, a.sent_us, a.arrived_us, between - own);
    }
    // Losses at the end have no arrival after them.
    if let (Some(last), Some(end)) = (arrived.last(), flow.last_sent_us)
        && last.seq.saturating_add(1) < flow.sent
    {
        push(&mut found, last.sent_us, last.arrived_us, end.saturating_sub(last.sent_us) as f64);
    }
    found
}

/// How much of the time between two arrivals is the sender's own: its longest pause between two sends in that
/// stretch, if it is too long for the stream's own rhythm, else the usual time between two.
fn own_pause_us(flow: &Flow, from: u32, to: u32, sent_from: u64, sent_to: u64, spacing: f64) -> f64 {
    if to == from.saturating_add(1) {
        return sent_to.saturating_sub(sent_from) as f64;
    }
    let known = flow.sent_at_us.get(from as usize..=to as usize).unwrap_or_default();
    let longest = known.windows(2).filter_map(|w| w.last()?.checked_sub(*w.first()?)).max();
    longest.map(|us| us as f64).filter(|us| *us >= STALL_US).unwrap_or(spacing)
}

/// The usual time between two datagrams.
fn spacing_us(flow: &Flow) -> f64 {
    let mut by_seq: Vec<_> = flow.packets.iter().map(|p| (p.seq, p.sent_us)).collect();
    by_seq.sort_unstable();
    let steps = by_seq.windows(2).filter_map(|w| match w {
        [a, b] if b.0 == a.0 + 1 => Some(b.1.saturating_sub(a.1) as f64),
        _ => None,
    });
    percentile::median(steps).unwrap_or(20_000.0)
}

fn push(found: &mut Vec<Gap>, sent_us: u64, arrived_us: u64, length_us: f64) {
    if length_us > 0.0 {
        found.push(Gap { sent_us, arrived_us, length_ms: length_us / 1000.0 });
    }
}

#[cfg(test)]
mod tests {
    use super::super::flow::testing::flow;
    use super::*;

    fn longest(flow: &Flow) -> f64 {
        gaps(flow, 3e6).iter().map(|g| g.length_ms).fold(0.0, f64::max)
    }

    #[test]
    fn a_steady_stream_has_none() {
        assert_eq!(longest(&flow(100, 20_000, |_| Some(1000))), 0.0);
    }

    #[test]
    fn a_drop_out_has_its_length() {
        // Cut from 0.5 s to 0.8 s: 15 datagrams of 20 ms.
        let f = flow(100, 20_000, |s| (!(25..40).contains(&s)).then_some(1000));
        assert!((longest(&f) - 300.0).abs() < 0.1, "{}", longest(&f));
        let at = gaps(&f, 3e6)[0];
        assert_eq!(at.sent_us, 24 * 20_000);
    }

    #[test]
    fn a_stall_without_loss_is_a_gap_too() {
        // From 0.5 s on all wait until 0.9 s.
        let f = flow(100, 20_000, |s| {
            let sent = u64::from(s) * 20_000;
            Some(if (500_000..900_000).contains(&sent) { 900_000 - sent } else { 1000 })
        });
        assert!((longest(&f) - 400.0).abs() < 25.0, "{}", longest(&f));
    }

    #[test]
    fn a_cut_end_is_a_gap_and_a_pause_of_the_sender_is_none() {
        let f = flow(100, 20_000, |s| (s < 80).then_some(1000));
        assert!((longest(&f) - 400.0).abs() < 0.1);
        let mut paused = flow(100, 20_000, |_| Some(1000));
        for p in paused.packets.iter_mut().filter(|p| p.seq >= 50) {
            (p.sent_us, p.arrived_us) = (p.sent_us + 300_000, p.arrived_us + 300_000);
        }
        assert_eq!(longest(&paused), 0.0);
    }
}
