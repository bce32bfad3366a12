//! What the measurement server and the probe say to each other.
//!
//! A control connection over TCP carries JSON lines ([`control`]): greeting, proof of the token, phases, reports. Numbered
//! datagrams ([`datagram`]) carry the pretend call; further TCP connections carry the load. Every datagram but the handshake
//! belongs to a phase and has a number there, so that each receiver can count what is missing.

pub mod auth;
pub mod bins;
pub mod control;
pub mod datagram;
pub mod flow_direction;
pub mod lines;
pub mod pacer;
pub mod stream;
pub mod wire;

/// The version of the protocol. Both sides must speak the same one.
pub const VERSION: u16 = 3;

/// The port that `serve` uses unless told otherwise, TCP and UDP.
pub const DEFAULT_PORT: u16 = 7443;

/// Without an acknowledgement for this long the server pauses its datagrams. The probe acknowledges with every datagram of
/// its own (each 20 ms at least), also through a full queue, so that only a cut line pauses; half a second still keeps what
/// a vanished client costs under 250 kB. An acknowledgement repeats the tag of a datagram that arrived, so that only who
/// receives can keep the stream going.
pub const ACK_TIMEOUT: std::time::Duration = std::time::Duration::from_millis(500);

/// TCP flows that fill one direction, at least.
pub const LOAD_FLOWS: u8 = 4;
/// The same, at most.
pub const LOAD_FLOWS_MOST: u8 = 16;
