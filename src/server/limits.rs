//! What the server gives at most. The values are our own, chosen so that an office behind one address can measure while a
//! stranger cannot use the server as a weapon or a pipe.

use std::time::Duration;

use super::protocol::LOAD_FLOWS_MOST;
use super::protocol::stream::{QUIET_BYTES, QUIET_PPS};

/// Limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Measurements at a time, all addresses together. Quiet watches give way to them.
    pub sessions: usize,
    /// Measurements at a time from one address (/64 for IPv6; a /48 has four times that).
    pub sessions_per_address: usize,
    /// Measurements that an address may begin in an hour (a /48 four times as many).
    pub starts_per_hour: usize,
    /// Connections that have not shown yet what they are, all together.
    pub connections: usize,
    /// The longest measurement.
    pub session: Duration,
    /// The longest quiet watch after it: half an hour, and what its reports take.
    pub watch: Duration,
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
            watch: Duration::from_secs(31 * 60),
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
pub(super) const WRONG_ANSWERS: usize = 5;
/// How long the silence lasts, and how long wrong answers are remembered.
pub(super) const SILENCE: Duration = Duration::from_secs(60);
/// Addresses that are remembered at most.
pub(super) const ADDRESSES_KEPT: usize = 4096;
/// A /48 of IPv6 may be one customer with many networks, or an office with several: it has this many shares of a /64.
pub(super) const WIDE_SHARES: usize = 4;
/// Connections of an address that have not shown yet what they are: four measurements that each open their 16 flows at once.
pub(super) const WAITING_PER_ADDRESS: usize = 64;
/// Flows of one session at a time: those of one direction, and what is left of the other.
pub(super) const FLOWS_PER_SESSION: usize = LOAD_FLOWS_MOST as usize + 4;
/// Datagrams and bytes a second that are taken in the quiet watch, a quarter more than its stream has.
pub(super) const QUIET: (f64, f64) = (QUIET_PPS as f64 * 1.25, QUIET_PPS as f64 * QUIET_BYTES as f64 * 1.25);
/// Arrivals of one session that wait to be told: a minute at the greatest rate.
pub(super) const ARRIVALS_KEPT: usize = 60_000;
/// Bytes of TCP load that are written or read at once.
pub(super) const CHUNK: usize = 64 * 1024;
/// A datagram that left longer ago than this is acknowledged too late to count: longer than any queue.
pub(super) const ACKNOWLEDGED_WITHIN: Duration = Duration::from_secs(6);
/// At the start of a phase nothing is acknowledged yet: so long the server sends all the same, where the way there and back is
/// not known.
pub(super) const FIRST_GRACE: Duration = Duration::from_millis(1500);
/// Starts of phases in a row that may stay without any acknowledgement.
pub(super) const GRACES: u8 = 8;
/// While nothing is acknowledged, one datagram this often at most, and none without a question as long.
pub(super) const TRICKLE: Duration = Duration::from_millis(50);
