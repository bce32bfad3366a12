//! Why a measurement did not come to its end, as the reason that is told.

use crate::model::{FindingId, Unknown, UnknownReason};

/// A measurement ended early.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// No route, or no name service while there is no route.
    #[error("no route: {0}")]
    Offline(String),
    /// Nothing answers there.
    #[error("no answer from {0}")]
    NoAnswer(String),
    /// The name of the server is not known.
    #[error("unknown name: {0}")]
    UnknownName(String),
    /// Something answers, but not our protocol.
    #[error("not the measurement protocol: {0}")]
    Garbage(String),
    /// Another version.
    #[error("the server speaks version {theirs}, this program {ours}")]
    OtherVersion {
        /// The server's.
        theirs: u16,
        /// Ours.
        ours: u16,
    },
    /// The server did not accept the proof.
    #[error("the server did not accept the token")]
    WrongToken,
    /// The server asks for a token, and there is none.
    #[error("the server asks for a token and none was given")]
    TokenNeeded,
    /// The server's certificate is not believed.
    #[error("the server's certificate: {0}")]
    Untrusted(String),
    /// TLS was asked for, and the server speaks in clear.
    #[error("the server speaks no TLS: {0}")]
    NoTls(String),
    /// The server only takes connections under TLS.
    #[error("the server only takes connections under TLS")]
    NeedsTls,
    /// Full, or a limit came.
    #[error("the server is full or its limit came: {0}")]
    Busy(String),
    /// It answered and then no more.
    #[error("the server stopped half-way: {0}")]
    StoppedHalfWay(String),
    /// This computer refused something.
    #[error("{0}")]
    System(String),
    /// Nothing was to be measured.
    #[error("no server was selected")]
    NotSelected,
}

impl Failure {
    /// The reason with its finer cause.
    #[must_use]
    pub fn unknown(&self, host: &str) -> Unknown {
        let detail = if host.is_empty() { self.to_string() } else { format!("{host}: {self}") };
        let (reason, finding) = match self {
            Self::Offline(_) => (UnknownReason::Offline, Some(FindingId::NetworkOffline)),
            Self::NoAnswer(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkNoAnswer)),
            Self::UnknownName(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkUnknownName)),
            Self::TokenNeeded => (UnknownReason::NoAnswer, Some(FindingId::NetworkTokenNeeded)),
            Self::Garbage(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkGarbage)),
            Self::OtherVersion { .. } => (UnknownReason::NoAnswer, Some(FindingId::NetworkOtherVersion)),
            Self::WrongToken => (UnknownReason::NoAnswer, Some(FindingId::NetworkWrongToken)),
            Self::Untrusted(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkUntrusted)),
            Self::NoTls(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkNoTls)),
            Self::NeedsTls => (UnknownReason::NoAnswer, Some(FindingId::NetworkNeedsTls)),
            Self::Busy(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkServerBusy)),
            Self::StoppedHalfWay(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkStoppedHalfWay)),
            Self::System(_) => (UnknownReason::Unsupported, None),
            Self::NotSelected => (UnknownReason::Cancelled, None),
        };
        let host = Some(host).filter(|h| !h.is_empty()).map(str::to_owned);
        Unknown { reason, finding, detail, host }
    }
}
