//! What was asked about the way to the far end, beside the measurement.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Histogram;

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

/// How the router was asked for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GatewayAsked {
    /// By ICMP echo (RFC 792, RFC 4443).
    Icmp,
    /// By opening a TCP connection, which it accepts or refuses.
    Tcp,
}

/// Questions to the router during a part of the measurement.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct GatewayPart {
    /// Asked.
    pub sent: u64,
    /// Of these, without an answer within a second.
    pub lost: u64,
    /// Round trips of the others.
    pub rtt_ms: Histogram,
}

/// Round trips to the router of the way, beside the measurement. Its address is not kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GatewayObservation {
    /// How it was asked.
    pub asked_by: GatewayAsked,
    /// Time from question to question in ms.
    pub every_ms: f64,
    /// While no load of our own ran.
    pub quiet: GatewayPart,
    /// While a load of our own filled the way out.
    pub loaded_up: GatewayPart,
    /// While a load of our own filled the way in.
    pub loaded_down: GatewayPart,
    /// When those were asked that got no answer, in seconds after the start of the measurement, in order.
    pub unanswered_s: Vec<f64>,
}

/// The Wi-Fi link that the way leaves by. Neither the network's name nor the access point's is ever read.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct WifiObservation {
    /// Strength of what is received, in dBm: the median.
    pub signal_dbm: Option<f64>,
    /// The least of it.
    pub signal_min_dbm: Option<f64>,
    /// Noise in dBm: the median.
    pub noise_dbm: Option<f64>,
    /// The band: 2.4, 5 or 6.
    pub band_ghz: Option<f64>,
    /// Rate at which is sent, in Mbit/s: the median.
    pub rate_mbps: Option<f64>,
    /// How often it was read, once a second.
    pub samples: u32,
}

/// One kind of addresses, in the race of both to the same host.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct FamilyObservation {
    /// How long it took to connect, in ms; `None`: it did not come about.
    pub connect_ms: Option<f64>,
    /// It was refused, or nothing came in time; false also while it is under way.
    pub failed: bool,
}

/// Both kinds of addresses, connected at once.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct FamiliesObservation {
    /// IPv4.
    pub ipv4: FamilyObservation,
    /// IPv6.
    pub ipv6: FamilyObservation,
}

/// What was asked about the way. `None`: not asked, or the system does not tell.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct WayObservation {
    /// Whether datagrams come back from others, where none came from a public host.
    pub stun: Option<StunObservation>,
    /// The router; `None` also where it does not answer.
    pub gateway: Option<GatewayObservation>,
    /// The Wi-Fi link; `None` also where the way leaves by something else, or the system does not tell.
    pub wifi: Option<WifiObservation>,
    /// How long the system took to look up the host's name, in ms; `None` also where it has none.
    pub name_lookup_ms: Option<f64>,
    /// A proxy stands between here and web pages. Which is not kept.
    pub proxy: Option<bool>,
    /// IPv4 against IPv6; `None` where the host or this network has only one of them.
    pub families: Option<FamiliesObservation>,
}
