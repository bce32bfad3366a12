//! Why a measurement did not come to its end, as the reason that is told.

use std::io;

use crate::model::{CredentialFault, FindingId, TokenFault, Unknown, UnknownReason};

/// A measurement ended early.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// No network, or no name service while there is no route.
    #[error("no route: {0}")]
    Offline(String),
    /// Nothing answers there.
    #[error("no answer from {0}")]
    NoAnswer(String),
    /// Datagrams were sent there, and none came back.
    #[error("no datagrams from {0}")]
    NoDatagrams(String),
    /// The computer is there, and nothing listens at the port.
    #[error("refused: {0}")]
    Refused(String),
    /// There is a network, but no way there.
    #[error("no way there: {0}")]
    Unreachable(String),
    /// Only IPv6 leads there, and there is none here.
    #[error("only IPv6 leads there: {0}")]
    Ipv6Only(String),
    /// Only IPv4 leads there, and there is none here.
    #[error("only IPv4 leads there: {0}")]
    Ipv4Only(String),
    /// A proxy stands between and lets nothing through.
    #[error("the proxy {proxy}: {detail}")]
    Proxy {
        /// Its host.
        proxy: String,
        /// What it says.
        detail: String,
        /// It asks for a name and a password.
        login: bool,
    },
    /// Something between here and a public host shows a certificate of its own.
    #[error("a certificate that is not believed: {0}")]
    Intercepted(String),
    /// This network puts its own sign-in page in the place of others.
    #[error("a sign-in page of this network: {0}")]
    Portal(String),
    /// The certificate does not hold on this computer's date.
    #[error("the certificate and this computer's date: {0}")]
    WrongDate(String),
    /// The token can't be used.
    #[error("the token can't be used: {0}")]
    Token(TokenFault),
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
    /// The server's certificate is for another name.
    #[error("the server's certificate: {0}")]
    OtherName(String),
    /// What was given along does not open the server.
    #[error("{}: {detail}", .fault.as_str())]
    Credential {
        /// What is wrong with it.
        fault: CredentialFault,
        /// What came of it.
        detail: String,
    },
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
    /// What the system says to a connection that did not come about.
    pub fn of_connect(error: &io::Error, detail: String) -> Self {
        match error.kind() {
            io::ErrorKind::ConnectionRefused => Self::Refused(detail),
            // A firewall of this computer forbids it, or there is no such card.
            io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::NetworkDown
            | io::ErrorKind::AddrNotAvailable
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::PermissionDenied => Self::Unreachable(detail),
            _ => Self::NoAnswer(detail),
        }
    }

    /// The same, with what is wrong with what was given along where that explains it. `given`: there were certificates.
    #[must_use]
    pub fn explained(self, fault: Option<CredentialFault>, given: bool) -> Self {
        use CredentialFault as C;
        let detail = self.to_string();
        match (self, fault) {
            (Self::Untrusted(_), Some(fault @ (C::CertificateMissing | C::CertificateUnusable))) => {
                Self::Credential { fault, detail }
            }
            (Self::Untrusted(_), _) if given => Self::Credential { fault: C::OtherCertificate, detail },
            (Self::TokenNeeded, Some(fault @ C::CodeFileMissing)) => Self::Credential { fault, detail },
            (failure, _) => failure,
        }
    }

    /// True when what came back, or that nothing did, may be the doing of somebody between here and the host.
    #[must_use]
    pub fn is_dishonest(&self) -> bool {
        matches!(
            self,
            Self::NoAnswer(_)
                | Self::NoDatagrams(_)
                | Self::Refused(_)
                | Self::Unreachable(_)
                | Self::Intercepted(_)
                | Self::Garbage(_)
                | Self::UnknownName(_)
        )
    }

    /// Of several addresses of a host: which failure tells a person more.
    pub fn tells_more_than(&self, other: &Self) -> bool {
        let rank = |failure: &Self| match failure {
            Self::Refused(_) => 2,
            Self::NoAnswer(_) => 1,
            _ => 0,
        };
        rank(self) > rank(other)
    }

    /// The reason with its finer cause.
    #[must_use]
    pub fn unknown(&self, host: &str) -> Unknown {
        let detail = if host.is_empty() { self.to_string() } else { format!("{host}: {self}") };
        let (reason, finding) = match self {
            Self::Offline(_) => (UnknownReason::Offline, Some(FindingId::NetworkOffline)),
            Self::NoAnswer(_) | Self::NoDatagrams(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkNoAnswer)),
            Self::Refused(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkRefused)),
            Self::Unreachable(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkUnreachable)),
            Self::Ipv6Only(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkIpv6Only)),
            Self::Ipv4Only(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkIpv4Only)),
            Self::Proxy { login: true, .. } => (UnknownReason::NoAnswer, Some(FindingId::NetworkProxyLogin)),
            Self::Proxy { login: false, .. } => (UnknownReason::NoAnswer, Some(FindingId::NetworkProxy)),
            Self::Intercepted(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkIntercepted)),
            Self::Portal(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkPortal)),
            Self::WrongDate(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkWrongDate)),
            Self::Token(TokenFault::Empty) => (UnknownReason::NoAnswer, Some(FindingId::NetworkTokenNeeded)),
            Self::Token(TokenFault::Weak) => (UnknownReason::NoAnswer, Some(FindingId::NetworkWeakToken)),
            Self::Token(TokenFault::Mistyped) => (UnknownReason::NoAnswer, Some(FindingId::NetworkMistypedToken)),
            Self::UnknownName(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkUnknownName)),
            Self::TokenNeeded => (UnknownReason::NoAnswer, Some(FindingId::NetworkTokenNeeded)),
            Self::Garbage(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkGarbage)),
            Self::OtherVersion { .. } => (UnknownReason::NoAnswer, Some(FindingId::NetworkOtherVersion)),
            Self::WrongToken => (UnknownReason::NoAnswer, Some(FindingId::NetworkWrongToken)),
            Self::Credential { fault: CredentialFault::CodeFileMissing, .. } => {
                (UnknownReason::NoAnswer, Some(FindingId::NetworkTokenNeeded))
            }
            Self::Untrusted(_) | Self::OtherName(_) | Self::Credential { .. } => {
                (UnknownReason::NoAnswer, Some(FindingId::NetworkUntrusted))
            }
            Self::NoTls(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkNoTls)),
            Self::NeedsTls => (UnknownReason::NoAnswer, Some(FindingId::NetworkNeedsTls)),
            Self::Busy(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkServerBusy)),
            Self::StoppedHalfWay(_) => (UnknownReason::NoAnswer, Some(FindingId::NetworkStoppedHalfWay)),
            Self::System(_) => (UnknownReason::Unsupported, Some(FindingId::NetworkBrokenOff)),
            Self::NotSelected => (UnknownReason::Cancelled, None),
        };
        let named = match self {
            Self::Proxy { proxy, .. } => proxy,
            _ => host,
        };
        let host = Some(named).filter(|h| !h.is_empty()).map(str::to_owned);
        let credential = match self {
            Self::Credential { fault, .. } => Some(*fault),
            Self::OtherName(_) => Some(CredentialFault::OtherName),
            _ => None,
        };
        Unknown { reason, finding, detail, host, credential }
    }
}
