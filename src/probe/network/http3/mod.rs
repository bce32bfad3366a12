//! A pretend call with any host that speaks HTTP/3: both ways at once, its packets counted here.
//!
//! Upwards a POST is written in the rhythm of the call. Downwards a GET of a long body is released in that rhythm, byte by
//! byte: the server may send only what the connection's flow control (RFC 9000, section 4.1) lets it. `packets` sees every
//! packet with its number.

mod alarm;
mod call;
mod down;
pub mod frames;
mod link;
mod pace;
mod packets;
mod peer;
mod session;
mod socket;
mod steady;
mod upload;

pub use link::Http3;
pub use peer::Http3Peer;
