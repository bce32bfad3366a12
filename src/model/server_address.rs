//! The address of a measurement server, as a person types or pastes it.

use std::net::{IpAddr, Ipv6Addr};

use super::text::after_label;

/// `HOST`, `HOST:PORT`, `[V6]:PORT` or a bare IPv6 address; with `tls://` before it the connection is encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerAddress {
    /// A name in the letters of the name service (`xn--...` where it has others), or an IP address without brackets; a
    /// link-local one with its zone (`fe80::1%eth0`).
    pub host: String,
    /// `None`: the usual one.
    pub port: Option<u16>,
    /// The connection is encrypted, and the server shows a certificate.
    pub tls: bool,
}

/// Why what was typed is no address of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressFault {
    /// Nothing is left of it.
    Empty,
    /// The address of a web page (`http://`, `https://`) or of something else. `meant`: what may have been meant.
    Scheme {
        /// What stood before `://`.
        scheme: String,
        /// The same host as an address of ours.
        meant: Option<String>,
    },
    /// A path, a question or the like follows the host.
    Path,
    /// A name or password stands before the host.
    UserInfo,
    /// The port is not a number from 1 to 65535.
    Port {
        /// What stands in its place.
        typed: String,
    },
    /// Square brackets are missing or left open, or what they hold is no IPv6 address.
    Brackets,
    /// Numbers with dots that are not the four of an IPv4 address, each 0 to 255 and without zeros before it.
    FourNumbers,
    /// A link-local IPv6 address (`fe80::`) without the network card that it belongs to, or a zone where none belongs.
    Zone,
    /// No single computer: `0.0.0.0`, `::`, a multicast or broadcast address.
    NoSingleHost,
    /// A space in the middle.
    Space,
    /// A sign that stands in no name.
    Character {
        /// Which.
        sign: char,
    },
    /// Dots without a name between them, or longer than a name may be (RFC 1035: 63 a part, 253 in all).
    Name,
}

impl ServerAddress {
    /// Reads what was typed. Signs that nobody sees, quotation marks and brackets around it, full-width letters and digits
    /// and a slash at the end are no fault.
    ///
    /// # Errors
    /// When it can be no address of one server, and why.
    pub fn parse(typed: &str) -> Result<Self, AddressFault> {
        let address = Self::read(typed, 1)?;
        match address.host.parse::<IpAddr>() {
            Ok(ip) if ip.is_unspecified() || ip.is_multicast() => Err(AddressFault::NoSingleHost),
            Ok(IpAddr::V4(v4)) if v4.is_broadcast() => Err(AddressFault::NoSingleHost),
            _ => Ok(address),
        }
    }

    /// The same for an address to listen on, where `0.0.0.0` and `::` stand for all, and port 0 for any free one.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_to_listen(typed: &str) -> Result<Self, AddressFault> {
        Self::read(typed, 0)
    }

    fn read(typed: &str, least_port: u16) -> Result<Self, AddressFault> {
        let clean = clean(after_label(typed, &["adres", "address", "server"]));
        let (scheme, rest) = match clean.split_once("://") {
            Some((scheme, rest)) => (Some(scheme.to_lowercase()), rest),
            None => (None, clean.as_str()),
        };
        let tls = scheme.as_deref() == Some("tls");
        if let Some(scheme) = scheme.filter(|s| s != "tls") {
            return Err(other_scheme(scheme, rest));
        }
        Ok(Self { tls, ..authority(rest.trim_end_matches('/'), least_port)? })
    }

    /// Host and port in one, the port written out.
    #[must_use]
    pub fn with_port(&self, usual: u16) -> String {
        let port = self.port.unwrap_or(usual);
        let host = &self.host;
        if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
    }
}

/// `HOST[:PORT]` alone.
fn authority(typed: &str, least_port: u16) -> Result<ServerAddress, AddressFault> {
    if typed.is_empty() {
        return Err(AddressFault::Empty);
    }
    if typed.contains("://") {
        return Err(AddressFault::Path);
    }
    if typed.contains('@') {
        return Err(AddressFault::UserInfo);
    }
    if typed.contains(['/', '?', '#', '\\']) {
        return Err(AddressFault::Path);
    }
    if typed.contains(char::is_whitespace) {
        return Err(AddressFault::Space);
    }
    if let Some(inside) = typed.strip_prefix('[') {
        let (inside, after) = inside.split_once(']').ok_or(AddressFault::Brackets)?;
        let host = v6(inside)?.ok_or(AddressFault::Brackets)?;
        return match after.strip_prefix(':') {
            Some(typed) => Ok(address(host, Some(port(typed, least_port)?))),
            None if after.is_empty() => Ok(address(host, None)),
            None => Err(AddressFault::Brackets),
        };
    }
    if typed.contains([']', '[']) {
        return Err(AddressFault::Brackets);
    }
    if let Some(host) = v6(typed)? {
        return Ok(address(host, None));
    }
    let (host, given) = match typed.split_once(':') {
        Some((_, rest)) if rest.contains(':') => return Err(AddressFault::Brackets),
        Some((host, typed)) => (host, Some(port(typed, least_port)?)),
        None => (typed, None),
    };
    Ok(address(name(host)?, given))
}

fn address(host: String, port: Option<u16>) -> ServerAddress {
    ServerAddress { host, port, tls: false }
}

/// An IPv6 address; `None` when it is none. One that carries an IPv4 address becomes that.
fn v6(typed: &str) -> Result<Option<String>, AddressFault> {
    let (bare, zone) = match typed.split_once('%') {
        Some((bare, zone)) => (bare, Some(zone)),
        None => (typed, None),
    };
    let Ok(ip) = bare.parse::<Ipv6Addr>() else { return Ok(None) };
    let near = ip.is_unicast_link_local();
    match zone {
        // In the address of a web page the sign itself is written %25 (RFC 6874).
        Some(zone) if near => {
            let zone = zone.strip_prefix("25").filter(|z| z.starts_with(char::is_alphabetic)).unwrap_or(zone);
            let right = !zone.is_empty() && zone.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
            if right { Ok(Some(format!("{ip}%{zone}"))) } else { Err(AddressFault::Zone) }
        }
        None if !near => Ok(Some(IpAddr::V6(ip).to_canonical().to_string())),
        Some(_) | None => Err(AddressFault::Zone),
    }
}

fn port(typed: &str, least: u16) -> Result<u16, AddressFault> {
    let digits = !typed.is_empty() && typed.chars().all(|c| c.is_ascii_digit());
    let number = typed.parse::<u16>().ok().filter(|port| digits && *port >= least);
    number.ok_or_else(|| AddressFault::Port { typed: typed.to_owned() })
}

/// A name as the name service knows it, or an IPv4 address.
fn name(typed: &str) -> Result<String, AddressFault> {
    const PART: usize = 63;
    const WHOLE: usize = 253;
    let right = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    if typed.is_empty() {
        return Err(AddressFault::Empty);
    }
    if let Some(sign) = typed.chars().find(|c| c.is_ascii() && !right(*c)) {
        return Err(AddressFault::Character { sign });
    }
    let odd = || typed.chars().find(|c| !c.is_ascii());
    let ascii = idna::domain_to_ascii(typed);
    let ascii = ascii.map_err(|_| odd().map_or(AddressFault::Name, |sign| AddressFault::Character { sign }))?;
    if let Some(sign) = ascii.chars().find(|c| !right(*c)) {
        return Err(AddressFault::Character { sign: odd().unwrap_or(sign) });
    }
    let host = ascii.strip_suffix('.').unwrap_or(&ascii);
    if host.is_empty() || host.len() > WHOLE || host.split('.').any(|part| part.is_empty() || part.len() > PART) {
        return Err(AddressFault::Name);
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    // A name that ends in a number would be an IPv4 address; other programs read 010 or 0x7f in ways of their own.
    let hex = last.strip_prefix("0x").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_hexdigit()));
    if hex || last.chars().all(|c| c.is_ascii_digit()) {
        return host.parse::<IpAddr>().map(|ip| ip.to_string()).map_err(|_| AddressFault::FourNumbers);
    }
    Ok(ascii)
}

fn other_scheme(scheme: String, rest: &str) -> AddressFault {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let meant = authority(host, 1).ok().map(|a| {
        let tls = if scheme == "http" { "" } else { "tls://" };
        let shown = if a.host.contains(':') { format!("[{}]", a.host) } else { a.host.clone() };
        let port = a.port.map(|p| format!(":{p}")).unwrap_or_default();
        format!("{tls}{shown}{port}")
    });
    AddressFault::Scheme { scheme, meant }
}

/// Without what nobody sees and what only wraps it; full-width signs as the usual ones.
fn clean(typed: &str) -> String {
    let usual = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3002}' | '\u{ff61}' => '.',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let seen: String = typed.chars().filter(|c| !super::text::is_invisible(*c)).map(usual).collect();
    let mut text = seen.trim();
    loop {
        let before = text;
        text = text.trim().trim_end_matches([',', ';']);
        for (open, close) in [('<', '>'), ('"', '"'), ('\'', '\''), ('“', '”'), ('„', '“'), ('‘', '’'), ('(', ')')]
        {
            text = text.strip_prefix(open).and_then(|t| t.strip_suffix(close)).unwrap_or(text);
        }
        if text == before {
            return text.to_owned();
        }
    }
}

#[cfg(test)]
mod tests;
