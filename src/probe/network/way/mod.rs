//! What is asked about the way to the far end beside the measurement: whether datagrams pass at all, how the router answers.
//!
//! | file | what |
//! |---|---|
//! | [`stun`] | the question and the answer of STUN, pure |
//! | `ask_stun` | the question put to several operators |
//! | [`operators`] | who they are |
//! | `beside`, `by_tcp`, `series` | the router asked again and again, by ICMP or TCP, and what came of it |
//! | `signal` | the signal of the Wi-Fi card, read again and again |
//! | `others` | who else is asked, where the hosts give no call or no honest answer |
//! | `families` | IPv4 against IPv6 |
//! | [`portal`] | whether a sign-in page stands in the place of others |
//! | [`echo`] | the question and the answer of ICMP echo, pure |

mod ask_stun;
mod beside;
mod by_tcp;
pub mod echo;
mod families;
pub mod operators;
mod others;
pub mod portal;
mod series;
mod signal;
pub mod stun;

use crate::model::observation::{StunObservation, UdpState};

pub(super) use beside::Beside;
pub(super) use families::{Families, race};
pub(super) use others::Others;
pub(super) use series::Question;
pub(super) use signal::Signal;

/// What was seen of the way before the measurement begins.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// How long the system took to look up the host's name, in ms.
    pub name_lookup_ms: Option<f64>,
    /// A proxy stands between here and web pages.
    pub proxy: Option<bool>,
    /// IPv4 against IPv6.
    pub families: Option<Families>,
    /// Whether datagrams come back from others.
    pub stun: Option<StunObservation>,
}

/// So many operators have to be silent before datagrams are said not to pass: one alone may have had enough of us.
const OPERATORS_MIN: u32 = 2;

/// Whether datagrams pass, where TCP does. `came`: some came back from a public host.
pub(super) fn udp(came: bool, stun: Option<StunObservation>) -> UdpState {
    match stun {
        _ if came => UdpState::Works,
        Some(stun) if stun.answered > 0 => UdpState::Works,
        Some(stun) if stun.asked >= OPERATORS_MIN => UdpState::Blocked,
        _ => UdpState::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datagrams_are_blocked_when_several_operators_are_silent() {
        let told = |asked, answered| Some(StunObservation { asked, answered, rtt_ms: None });
        assert_eq!(udp(false, told(2, 0)), UdpState::Blocked);
        assert_eq!(udp(false, told(2, 1)), UdpState::Works);
        assert_eq!(udp(false, told(1, 0)), UdpState::Unknown);
        assert_eq!((udp(false, None), udp(true, None)), (UdpState::Unknown, UdpState::Works));
    }
}
