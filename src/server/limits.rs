//! What the server gives at most. The values are our own, chosen so that an office behind one address can measure while a
//! stranger cannot use the server as a weapon or a pipe.

use std::time::Duration;

/// Limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Measurements at a time, all addresses together.
    pub sessions: usize,
    /// Measurements at a time from one address (/64 for IPv6).
    pub sessions_per_address: usize,
    /// Measurements that an address may begin in an hour.
    pub starts_per_hour: usize,
    /// Connections at a time, all together.
    pub connections: usize,
    /// The longest measurement.
    pub session: Duration,
    /// Datagrams a second, each way.
    pub max_pps: u32,
    /// kbit a second of datagrams, each way.
    pub max_kbps: u32,
    /// Bytes of TCP load of one measurement, both ways together.
    pub max_tcp_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sessions: 16,
            sessions_per_address: 4,
            starts_per_hour: 60,
            connections: 320,
            session: Duration::from_secs(60),
            max_pps: 1000,
            max_kbps: 8000,
            max_tcp_bytes: 64 << 20,
        }
    }
}

/// Waiting for the first line and for the answer to the challenge.
pub(super) const GREETING_TIMEOUT: Duration = Duration::from_secs(5);
/// Longest silence on a control connection.
pub(super) const IDLE_TIMEOUT: Duration = Duration::from_secs(15);
/// Wrong answers of an address before it meets silence.
pub(super) const WRONG_ANSWERS: u32 = 5;
/// How long the silence lasts, and how long wrong answers are remembered.
pub(super) const SILENCE: Duration = Duration::from_secs(60);
/// Addresses that are remembered at most.
pub(super) const ADDRESSES_KEPT: usize = 4096;
/// Arrivals that are kept for one session: a minute at the greatest rate.
pub(super) const ARRIVALS_KEPT: usize = 60_000;
/// Bytes of TCP load that are written or read at once.
pub(super) const CHUNK: usize = 64 * 1024;
