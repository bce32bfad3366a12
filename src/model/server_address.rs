//! The address of a measurement server, as a person types it.

use std::net::{IpAddr, SocketAddr};

/// `HOST`, `HOST:PORT`, `[V6]:PORT` or a bare IPv6 address; with `tls://` before it the connection is encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerAddress {
    /// A name, or an IP address without brackets.
    pub host: String,
    /// `None`: the usual one.
    pub port: Option<u16>,
    /// The connection is encrypted, and the server shows a certificate.
    pub tls: bool,
}

impl ServerAddress {
    /// Reads what was typed; `None` when it can be no address: another scheme, a port beyond 65535, odd characters.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        const SCHEME: &str = "tls://";
        let typed = typed.trim();
        match typed.split_at_checked(SCHEME.len()) {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case(SCHEME) => {
                Self::without_scheme(rest).map(|address| Self { tls: true, ..address })
            }
            _ => Self::without_scheme(typed),
        }
    }

    fn without_scheme(typed: &str) -> Option<Self> {
        if let Ok(address) = typed.parse::<SocketAddr>() {
            return Self::new(address.ip().to_string(), Some(address.port()));
        }
        let bare = typed.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(typed);
        if bare.parse::<IpAddr>().is_ok() {
            return Self::new(bare.to_owned(), None);
        }
        let (host, port) = match typed.split_once(':') {
            Some((host, port)) => (host, Some(port.parse::<u16>().ok()?)),
            None => (typed, None),
        };
        let letters = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        let mut labels = host.strip_suffix('.').unwrap_or(host).split('.');
        // A name that ends in a number would be an IPv4 address, and it is none.
        let number = |label: &str| label.chars().all(|c| c.is_ascii_digit());
        let right =
            labels.clone().all(|l| !l.is_empty() && l.chars().all(letters)) && !labels.next_back().is_some_and(number);
        right.then(|| Self::new(host.to_owned(), port)).flatten()
    }

    fn new(host: String, port: Option<u16>) -> Option<Self> {
        (port != Some(0)).then_some(Self { host, port, tls: false })
    }

    /// Host and port in one, the port written out.
    #[must_use]
    pub fn with_port(&self, usual: u16) -> String {
        let port = self.port.unwrap_or(usual);
        let host = &self.host;
        if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_typed() {
        for (typed, host, port) in [
            ("example.org", "example.org", None),
            (" example.org:443 ", "example.org", Some(443)),
            ("localhost", "localhost", None),
            ("192.0.2.1", "192.0.2.1", None),
            ("192.0.2.1:80", "192.0.2.1", Some(80)),
            ("::1", "::1", None),
            ("[::1]", "::1", None),
            ("[::1]:80", "::1", Some(80)),
        ] {
            let address = ServerAddress::parse(typed).unwrap_or_else(|| panic!("{typed}"));
            assert_eq!((address.host.as_str(), address.port), (host, port), "{typed}");
        }
        let tls = ServerAddress::parse("TLS://[::1]:80").unwrap();
        assert_eq!((tls.host.as_str(), tls.port, tls.tls), ("::1", Some(80), true));
        assert!(ServerAddress::parse("tls://example.org").unwrap().tls && !ServerAddress::parse("tls").unwrap().tls);
        assert_eq!(ServerAddress::parse("::1").unwrap().with_port(7443), "[::1]:7443");
        assert_eq!(ServerAddress::parse("a.b:1").unwrap().with_port(7443), "a.b:1");
    }

    #[test]
    fn what_can_be_no_address() {
        for typed in [
            "",
            ":7443",
            "127.0.0.1:99999",
            "127.0.0.1:0",
            "example.org:port",
            "example.org:",
            "https://example.org",
            "tls://",
            "tls://tls://a",
            "a b",
            "a..b",
            "300.1.1.1",
            "1.2.3",
            "[::1",
            "[::1]:x",
            "::1:99999:z",
            "a:b:c",
            "a/b",
        ] {
            assert_eq!(ServerAddress::parse(typed), None, "{typed}");
        }
    }
}
