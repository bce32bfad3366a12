//! A first guess of the line's rate from trains: how fast datagrams that left together come out.

use super::delay::slope;
use super::flow::{Flow, Packet};
use super::percentile;

/// Trains leave further apart than this, the datagrams of one close together.
const BETWEEN_TRAINS_US: u64 = 80_000;

/// From this share of the length on it is one of a train.
const NEARLY: f64 = 0.8;

/// The rate in kbit/s on the wire, the median of the trains; `None` when too few datagrams came through. `lengths` are the
/// trains' lengths in datagrams of `bytes` of payload or nearly, `wire_bytes` the length of one with IP and UDP. Much shorter
/// ones are the voice that went on meanwhile.
#[must_use]
pub fn from_trains(flow: &Flow, lengths: &[u16], bytes: u16, wire_bytes: usize) -> Option<f64> {
    let mut packets: Vec<Packet> =
        flow.packets.iter().filter(|p| f64::from(p.bytes) > f64::from(bytes) * NEARLY).copied().collect();
    packets.sort_by_key(|p| p.seq);
    let mut rates = Vec::new();
    for train in packets.chunk_by(|a, b| b.sent_us.saturating_sub(a.sent_us) < BETWEEN_TRAINS_US) {
        let (Some(first), Some(last)) = (train.first(), train.last()) else { continue };
        // The shortest of the lengths that it can be: at most one voice datagram left within it.
        let seen = last.seq.saturating_sub(first.seq) + 1;
        let Some(length) = lengths.iter().map(|n| u32::from(*n)).filter(|n| *n + 1 >= seen).min() else { continue };
        // The first quarter is left out: a token bucket lets it through faster than the line's rate.
        let points: Vec<(f64, f64)> = train
            .iter()
            .filter(|p| p.seq - first.seq >= length / 4)
            .map(|p| (f64::from(p.seq), p.arrived_us as f64))
            .collect();
        if points.len() >= (length / 2) as usize
            && let Some(us_per_packet) = slope(&points).filter(|s| *s > 0.0)
        {
            rates.push(wire_bytes as f64 * 8000.0 / us_per_packet);
        }
    }
    percentile::median(rates)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A train of 20 that leaves at `sent_us` and comes out at 20 Mbit/s: 1228 bytes take 491.2 us; the first five pass at
    /// once.
    fn train(first: u32, sent_us: u64) -> Vec<Packet> {
        (0..20u32)
            .map(|n| Packet {
                seq: first + n,
                sent_us,
                arrived_us: sent_us + (f64::from(n.saturating_sub(5)) * 491.2) as u64,
                late: false,
                bytes: 1200,
            })
            .collect()
    }

    #[test]
    fn a_bottleneck_spreads_the_train() {
        let mut packets = train(1, 1000);
        // The voice before, between and after the trains.
        packets.push(Packet { seq: 0, sent_us: 0, arrived_us: 50, late: false, bytes: 172 });
        packets.push(Packet { seq: 21, sent_us: 20_000, arrived_us: 20_050, late: false, bytes: 172 });
        packets.extend(train(22, 161_000));
        let flow = Flow { sent: 42, packets, ..Flow::default() };
        let kbps = from_trains(&flow, &[20], 1200, 1228).unwrap();
        assert!((kbps - 20_000.0).abs() < 400.0, "{kbps}");
        let few = Flow { packets: train(0, 0)[..6].to_vec(), ..flow };
        assert_eq!(from_trains(&few, &[20], 1200, 1228), None);
    }
}
