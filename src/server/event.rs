//! What a server tells whoever runs it. Addresses are shortened: they tell one visitor from another, not who it is.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// One line for whoever runs the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerEvent {
    /// From where, shortened.
    pub from: String,
    /// What happened.
    pub what: Happened,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// A measurement began.
    Begun,
    /// It ended after this long.
    Ended(Duration),
    /// The same, and no datagram of it ever arrived here.
    EndedWithoutUdp(Duration),
    /// Somebody was turned away.
    Refused(Reason),
}

/// Why somebody was turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// No token was given.
    NoToken,
    /// A wrong token was given.
    WrongToken,
    /// Another version of the protocol.
    OtherVersion,
    /// Too many measurements at the moment.
    Full,
    /// As many measurements from this address as it may have, at a time or in an hour.
    OftenEnough,
    /// This server has no UDP port at the address that was asked.
    NoUdp,
    /// A limit of the measurement came.
    Limit,
    /// It spoke in clear, and this server only takes TLS.
    InClear,
    /// It asked for TLS, and this server has no certificate.
    NoTls,
    /// TLS did not come about, most often because the certificate is not trusted there.
    TlsFailed,
}

/// Gets each event. Must return at once.
pub type Listener = Arc<dyn Fn(ServerEvent) + Send + Sync>;

/// An address without its last part: the first three numbers of IPv4, the first 48 bits of IPv6.
pub(super) fn shortened(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.x")
        }
        IpAddr::V6(v6) if v6.is_loopback() => "::x".to_owned(),
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:x")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shortened() {
        for (whole, short) in [
            ("192.0.2.77", "192.0.2.x"),
            ("::ffff:192.0.2.77", "192.0.2.x"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:x"),
            ("::1", "::x"),
        ] {
            assert_eq!(shortened(whole.parse().unwrap()), short);
        }
    }
}
