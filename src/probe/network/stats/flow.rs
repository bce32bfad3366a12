//! What became of the datagrams of one phase in one direction.

/// A datagram that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packet {
    /// Number within the phase, from 0.
    pub seq: u32,
    /// When it left, in microseconds by the sender's clock.
    pub sent_us: u64,
    /// When it arrived, in microseconds by the receiver's clock.
    pub arrived_us: u64,
    /// It left late: its times say nothing about the line.
    pub late: bool,
    /// Length of its payload.
    pub bytes: u16,
}

impl Packet {
    /// One-way difference in microseconds; the offset between the clocks is part of it.
    #[must_use]
    pub fn difference_us(&self) -> f64 {
        self.arrived_us as f64 - self.sent_us as f64
    }
}

/// The datagrams of one phase in one direction, in the order of their arrival.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    /// How many were sent.
    pub sent: u32,
    /// When the last one left, by the sender's clock; `None` when unknown.
    pub last_sent_us: Option<u64>,
    /// Those that arrived, duplicates included.
    pub packets: Vec<Packet>,
    /// Send times of all of them by number, where this side is the sender.
    pub sent_at_us: Vec<u64>,
}

impl Flow {
    /// The least one-way difference; `None` when nothing arrived.
    #[must_use]
    pub fn least_difference_us(&self) -> Option<f64> {
        self.packets.iter().map(Packet::difference_us).min_by(f64::total_cmp)
    }

    /// The packets that arrived within `window_us` of the fastest, first copies only, sorted by number.
    #[must_use]
    pub fn in_time(&self, window_us: f64) -> Vec<Packet> {
        let Some(least) = self.least_difference_us() else { return Vec::new() };
        let mut packets: Vec<Packet> = self
            .packets
            .iter()
            .filter(|p| p.seq < self.sent && p.difference_us() - least <= window_us)
            .copied()
            .collect();
        packets.sort_by_key(|p| (p.seq, p.arrived_us));
        packets.dedup_by_key(|p| p.seq);
        packets
    }
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;

    /// A flow of `n` datagrams each `spacing_us`; `delay` gives the delay of each in microseconds, `None` loses it.
    pub fn flow(n: u32, spacing_us: u64, delay: impl Fn(u32) -> Option<u64>) -> Flow {
        let sent_at_us: Vec<u64> = (0..n).map(|i| u64::from(i) * spacing_us).collect();
        let mut packets: Vec<Packet> = (0..n)
            .filter_map(|seq| {
                let sent_us = sent_at_us[seq as usize];
                delay(seq).map(|d| Packet {
                    seq,
                    sent_us,
                    arrived_us: 1_000_000 + sent_us + d,
                    late: false,
                    bytes: 172,
                })
            })
            .collect();
        packets.sort_by_key(|p| p.arrived_us);
        Flow { sent: n, last_sent_us: sent_at_us.last().copied(), packets, sent_at_us }
    }
}
