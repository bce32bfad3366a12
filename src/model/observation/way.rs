//! What was asked about the way to the far end, beside the measurement.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Questions by STUN (RFC 8489) to public servers, whether datagrams come back at all.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StunObservation {
    /// Operators that were asked.
    pub asked: u32,
    /// Of these, how many a datagram came back from.
    pub answered: u32,
    /// The quickest answer's round trip in ms.
    pub rtt_ms: Option<f64>,
}

/// What was asked about the way. `None`: not asked, or the system does not tell.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct WayObservation {
    /// Whether datagrams come back from others, where none came from a public host.
    pub stun: Option<StunObservation>,
}
