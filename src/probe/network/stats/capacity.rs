//! A first guess of the line's rate from trains: how fast datagrams that left together come out.

use super::delay::slope;
use super::flow::Flow;
use super::percentile;

/// The rate in kbit/s on the wire, the median of the trains; `None` when too few datagrams came through. `lengths` are the
/// trains' lengths in datagrams, `wire_bytes` the length of one with IP and UDP.
#[must_use]
pub fn from_trains(flow: &Flow, lengths: &[u16], wire_bytes: usize) -> Option<f64> {
    let mut first = 0u32;
    let mut rates = Vec::new();
    for length in lengths {
        let end = first + u32::from(*length);
        // The first quarter is left out: a token bucket lets it through faster than the line's rate.
        let points: Vec<(f64, f64)> = flow
            .packets
            .iter()
            .filter(|p| (first + u32::from(*length) / 4..end).contains(&p.seq))
            .map(|p| (f64::from(p.seq), p.arrived_us as f64))
            .collect();
        if points.len() >= usize::from(*length) / 2
            && let Some(us_per_packet) = slope(&points).filter(|s| *s > 0.0)
        {
            rates.push(wire_bytes as f64 * 8000.0 / us_per_packet);
        }
        first = end;
    }
    percentile::median(rates)
}

#[cfg(test)]
mod tests {
    use super::super::flow::{Flow, Packet};
    use super::*;

    #[test]
    fn a_bottleneck_spreads_the_train() {
        // 1228 bytes at 20 Mbit/s take 491.2 us; the first five pass at once.
        let packets: Vec<Packet> = (0..20u32)
            .map(|seq| Packet {
                seq,
                sent_us: 0,
                arrived_us: (f64::from(seq.saturating_sub(5)) * 491.2) as u64,
                late: false,
            })
            .collect();
        let flow = Flow { sent: 20, packets, ..Flow::default() };
        let kbps = from_trains(&flow, &[20], 1228).unwrap();
        assert!((kbps - 20_000.0).abs() < 400.0, "{kbps}");
        let half = Flow { packets: flow.packets[..6].to_vec(), ..flow };
        assert_eq!(from_trains(&half, &[20], 1228), None);
    }
}
