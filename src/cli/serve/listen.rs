//! Where the server listens, as it was typed: addresses, or names of this computer.

use std::net::{SocketAddr, ToSocketAddrs, UdpSocket};

use crate::cli::{Exit, print};
use crate::i18n::Texts;
use crate::model::ServerAddress;
use crate::server::protocol::DEFAULT_PORT;

/// The addresses that these words name; told, when one of them is none.
pub fn addresses(typed: &[String], texts: &Texts) -> Result<Vec<SocketAddr>, Exit> {
    let mut all = Vec::new();
    for typed in typed {
        let told = |remedy: &str, detail: &str| {
            print::error(texts, &texts.cli_listen_wrong(typed.clone()), remedy, detail);
            Exit::Usage
        };
        let address = ServerAddress::parse_to_listen(typed).map_err(|fault| told(&texts.address_fault(&fault), ""))?;
        let found = named(&address).map_err(|error| told(&texts.cli_listen_unknown_name(), &error.to_string()))?;
        all.extend(found.into_iter().filter(|a| !all.contains(a)).collect::<Vec<_>>());
    }
    Ok(all)
}

/// A name may stand for several addresses: those that this computer has.
fn named(address: &ServerAddress) -> std::io::Result<Vec<SocketAddr>> {
    let found: Vec<SocketAddr> =
        (address.host.as_str(), address.port.unwrap_or(DEFAULT_PORT)).to_socket_addrs()?.collect();
    let here: Vec<SocketAddr> =
        found.iter().copied().filter(|a| UdpSocket::bind(SocketAddr::new(a.ip(), 0)).is_ok()).collect();
    // None of them: the server itself says why it can't have the first.
    Ok(if here.is_empty() { found.into_iter().take(1).collect() } else { here })
}

/// The same address with the next port.
pub fn next_port(taken: SocketAddr) -> SocketAddr {
    SocketAddr::new(taken.ip(), taken.port().checked_add(1).unwrap_or(DEFAULT_PORT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses() {
        let texts = Texts::new(crate::i18n::Language::En);
        let of = |typed: &str| addresses(&[typed.to_owned()], &texts);
        assert_eq!(of("127.0.0.1:7000").unwrap(), ["127.0.0.1:7000".parse().unwrap()]);
        assert_eq!(of("0.0.0.0").unwrap(), ["0.0.0.0:7443".parse().unwrap()]);
        assert_eq!(of("[::]:1").unwrap(), ["[::]:1".parse().unwrap()]);
        let local = of("LocalHost:7443").unwrap();
        assert!(!local.is_empty() && local.iter().all(|a| a.ip().is_loopback() && a.port() == 7443), "{local:?}");
        for wrong in ["", "https://127.0.0.1", "127.0.0.1:65536", "1.2.3"] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
        let twice = ["localhost:1".to_owned(), "localhost:1".to_owned()];
        assert_eq!(addresses(&twice, &texts).unwrap(), of("localhost:1").unwrap());
    }

    #[test]
    fn a_port_that_is_taken_leads_to_the_next() {
        for (taken, next) in
            [("0.0.0.0:7443", "0.0.0.0:7444"), ("[::]:7443", "[::]:7444"), ("127.0.0.1:65535", "127.0.0.1:7443")]
        {
            assert_eq!(next_port(taken.parse().unwrap()).to_string(), next);
        }
    }
}
