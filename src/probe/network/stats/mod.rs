//! Figures from packets: pure functions, no clock, no sockets.

pub mod capacity;
pub mod delay;
pub mod flow;
pub mod gaps;
pub mod loss;
pub mod percentile;
pub mod rate;
