//! Messages of the control connection: one JSON object a line.

use std::net::IpAddr;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub use super::flow_direction::FlowDirection;
use super::stream::Stream;

/// The longest line that the server reads.
pub const CLIENT_LINE_MAX: usize = 4096;
/// The longest line that the probe reads.
pub const SERVER_LINE_MAX: usize = 64 * 1024;
/// Arrivals in one line at most.
pub const ARRIVALS_PER_LINE: usize = 1000;

/// What the client says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "greenroom", rename_all = "snake_case")]
pub enum ClientMessage {
    /// First line of a control connection.
    Hello {
        /// The client's version of the protocol.
        version: u16,
        /// Random bytes of the client's choice in hexadecimal: 16 to 64.
        #[serde(default)]
        nonce: String,
    },
    /// First line of a load flow; after it come bytes only.
    Flow {
        /// The session, in hexadecimal.
        session: String,
        /// Index of the phase.
        index: u8,
        /// Number of the flow.
        flow: u8,
        /// Which way.
        direction: FlowDirection,
        /// Proof of the session's key, in hexadecimal.
        proof: String,
    },
    /// The answer to the challenge.
    Answer {
        /// Proof of the token, in hexadecimal; empty where the server showed that it does not know it.
        proof: String,
    },
    /// A phase begins, and the one before ends: send me this from now on.
    Begin {
        /// Index of the phase; each only once.
        index: u8,
        /// What the server is to send.
        stream: Stream,
    },
    /// The last phase has ended: stop sending.
    End {
        /// Index of the phase.
        index: u8,
    },
    /// What arrived since the last report?
    Report,
    /// Are you there?
    Ping {
        /// Any number.
        n: u32,
    },
}

/// Why the server does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It speaks another version.
    OtherVersion,
    /// The proof was wrong.
    WrongToken,
    /// Too many measurements at the moment, or from this address.
    Full,
    /// A limit of the session came first.
    Limit,
    /// It only takes connections under TLS.
    NeedsTls,
    /// It has no certificate, so that TLS is not possible.
    NoTls,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::OtherVersion => "it speaks another version",
            Self::WrongToken => "the proof of the token was wrong",
            Self::Full => "it has no room for another measurement",
            Self::Limit => "a limit of the measurement came first",
            Self::NeedsTls => "it only takes connections under TLS",
            Self::NoTls => "it has no certificate",
        })
    }
}

/// An arrival at the server: number and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival(
    /// Number within the phase.
    pub u32,
    /// Microseconds since the server's epoch of the session.
    pub u64,
);

/// What the server says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "greenroom", rename_all = "snake_case")]
pub enum ServerMessage {
    /// First line: I know the token; prove that you do.
    Challenge {
        /// The server's version of the protocol.
        version: u16,
        /// 32 random bytes in hexadecimal.
        nonce: String,
        /// The new session, in hexadecimal.
        session: String,
        /// The client's address as the server sees it.
        address: IpAddr,
        /// The server's own address on this connection, as it sees it.
        server: Option<IpAddr>,
        /// The server's proof of the token, in hexadecimal.
        proof: String,
    },
    /// Come in.
    Welcome {
        /// Datagrams a second each way at most.
        max_pps: u32,
        /// kbit a second of datagrams each way at most.
        max_kbps: u32,
        /// Bytes of TCP load at most.
        max_tcp_bytes: u64,
    },
    /// No.
    Refused {
        /// The server's version of the protocol.
        version: u16,
        /// Why.
        why: Refusal,
    },
    /// The phase has ended on this side too.
    Ended {
        /// Index of the phase.
        index: u8,
        /// Datagrams that the server sent in it.
        sent: u32,
        /// When the last one left, microseconds since the server's epoch.
        last_us: u64,
    },
    /// Datagrams that arrived, in order of arrival.
    Arrivals {
        /// Index of the phase.
        index: u8,
        /// Which and when.
        items: Vec<Arrival>,
    },
    /// All arrivals have been told.
    Reported,
    /// Bytes of TCP load that arrived in the last 200 ms.
    Progress {
        /// Index of the phase.
        index: u8,
        /// Bytes since the first one, by 200 ms bin; complete bins only.
        bins: Vec<u64>,
        /// Bytes in all.
        bytes: u64,
        /// Microseconds from the first to the last of them.
        span_us: u64,
    },
    /// Yes.
    Pong {
        /// The number asked with.
        n: u32,
    },
}

/// One message as a line.
#[must_use]
pub fn to_line<T: Serialize>(message: &T) -> Vec<u8> {
    let mut line = serde_json::to_vec(message).unwrap_or_default();
    line.push(b'\n');
    line
}

/// A line as a message; `None` when it is none of ours.
#[must_use]
pub fn from_line<T: DeserializeOwned>(line: &[u8]) -> Option<T> {
    serde_json::from_slice(line).ok()
}

/// The version that a line claims, if it is an object of ours. Read before anything else, because the rest of another
/// version may look different.
#[must_use]
pub fn version_of(line: &[u8]) -> Option<u16> {
    #[derive(Deserialize)]
    struct Versioned {
        greenroom: String,
        version: u16,
    }
    from_line::<Versioned>(line).filter(|v| !v.greenroom.is_empty()).map(|v| v.version)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn garbage_is_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(from_line::<ClientMessage>(&bytes), None);
            prop_assert_eq!(from_line::<ServerMessage>(&bytes), None);
            prop_assert_eq!(version_of(&bytes), None);
        }

        #[test]
        fn round_trip(index: u8, items in proptest::collection::vec((any::<u32>(), any::<u64>()), 0..50), bins: Vec<u64>, bytes: u64, span_us: u64) {
            let arrivals = ServerMessage::Arrivals { index, items: items.into_iter().map(|(a, b)| Arrival(a, b)).collect() };
            let progress = ServerMessage::Progress { index, bins, bytes, span_us };
            for message in [arrivals, progress] {
                prop_assert_eq!(from_line::<ServerMessage>(&to_line(&message)), Some(message));
            }
            let begin = ClientMessage::Begin { index, stream: Stream::call(u32::from(index), std::time::Duration::from_secs(1)) };
            prop_assert_eq!(from_line::<ClientMessage>(&to_line(&begin)), Some(begin));
        }
    }

    #[test]
    fn the_longest_report_line_fits() {
        let items = vec![Arrival(u32::MAX, 100_000_000_000); ARRIVALS_PER_LINE];
        assert!(to_line(&ServerMessage::Arrivals { index: 255, items }).len() < SERVER_LINE_MAX);
    }

    #[test]
    fn another_version_is_recognised_whatever_follows() {
        assert_eq!(version_of(br#"{"greenroom":"salute","version":9,"more":[1]}"#), Some(9));
        assert_eq!(version_of(b"HTTP/1.1 400 Bad Request"), None);
    }
}
