//! First look: where the server is, whether there is a route, and by which interface.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;

use super::failure::Failure;
use crate::model::observation::{InterfaceKind, NetworkPath};

/// True when the system knows a way to this address. Nothing is sent.
#[must_use]
pub fn has_route(to: SocketAddr) -> bool {
    local_address(to).is_ok()
}

/// The local address that leads there. Nothing is sent.
fn local_address(to: SocketAddr) -> io::Result<IpAddr> {
    let any: IpAddr = if to.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let socket = UdpSocket::bind(SocketAddr::new(any, 0))?;
    socket.connect(to)?;
    Ok(socket.local_addr()?.ip())
}

/// True when there is a route to the internet by IPv4 or IPv6. The addresses are for documentation (RFC 5737, RFC 3849);
/// nothing is sent there.
#[must_use]
pub fn online() -> bool {
    let v4 = SocketAddr::from((Ipv4Addr::new(192, 0, 2, 1), 9));
    let v6 = SocketAddr::from((Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1), 9));
    has_route(v4) || has_route(v6)
}

/// The addresses of a host, those with a route only, in the system's order.
///
/// # Errors
/// Offline at once when there is no route at all; that the name is unknown; no answer when the look-up takes too long.
pub async fn resolve(host: &str, port: u16, limit: Duration) -> Result<Vec<SocketAddr>, Failure> {
    if let Ok(ip) = host.parse::<IpAddr>() {
        let address = SocketAddr::new(ip, port);
        return match has_route(address) {
            true => Ok(vec![address]),
            false => Err(Failure::Offline(format!("no route to {address}"))),
        };
    }
    let name = (host.to_owned(), port);
    // A name of this computer needs no network.
    if host != "localhost" && !online() {
        return Err(Failure::Offline("neither IPv4 nor IPv6 has a route".into()));
    }
    let looked_up = tokio::task::spawn_blocking(move || name.to_socket_addrs().map(Iterator::collect::<Vec<_>>));
    let addresses = match timeout(limit, looked_up).await {
        Ok(Ok(Ok(addresses))) => addresses,
        Ok(Ok(Err(e))) => return Err(Failure::UnknownName(format!("looking up {host}: {e}"))),
        Ok(Err(_)) | Err(_) => return Err(Failure::NoAnswer(format!("looking up the name {host}: no answer in time"))),
    };
    let reachable: Vec<_> = addresses.into_iter().filter(|a| has_route(*a)).collect();
    match reachable.is_empty() {
        true => Err(Failure::Offline(format!("no route to any address of {host}"))),
        false => Ok(reachable),
    }
}

/// Connects to the first of the addresses that answers.
///
/// # Errors
/// No answer when none does in time.
pub async fn connect(addresses: &[SocketAddr], limit: Duration) -> Result<TcpStream, Failure> {
    let each = limit / u32::try_from(addresses.len().clamp(1, 4)).unwrap_or(1);
    let mut last = String::from("no address");
    for address in addresses.iter().take(4) {
        match timeout(each, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Ok(Err(e)) => last = format!("connecting to {address}: {e}"),
            Err(_) => last = format!("connecting to {address}: no answer in time"),
        }
    }
    Err(Failure::NoAnswer(last))
}

/// How the path to `to` leaves this computer. Blocks for a moment.
#[must_use]
pub fn path(to: SocketAddr) -> Option<NetworkPath> {
    let ip_version = Some(if to.ip().to_canonical().is_ipv4() { 4 } else { 6 });
    if to.ip().to_canonical().is_loopback() {
        return Some(NetworkPath { interface_kind: InterfaceKind::Loopback, vpn: false, ip_version });
    }
    let local = local_address(to).ok()?;
    let interface = netdev::get_interfaces().into_iter().find(|i| i.ip_addrs().contains(&local))?;
    if interface.is_loopback() {
        return Some(NetworkPath { interface_kind: InterfaceKind::Loopback, vpn: false, ip_version });
    }
    let vpn = is_tunnel(&interface);
    let interface_kind = if vpn { InterfaceKind::Other } else { kind(&interface) };
    Some(NetworkPath { interface_kind, vpn, ip_version })
}

fn kind(interface: &netdev::Interface) -> InterfaceKind {
    use netdev::prelude::InterfaceType as T;
    match interface.if_type {
        T::Wireless80211 => InterfaceKind::Wifi,
        T::Wwanpp | T::Wwanpp2 | T::Wwan => InterfaceKind::Cellular,
        T::Ethernet | T::GigabitEthernet | T::FastEthernetT | T::FastEthernetFx | T::Ethernet3Megabit => {
            InterfaceKind::Wired
        }
        _ => InterfaceKind::Other,
    }
}

/// By kind where the system tells it, else by the names that the usual programs give.
fn is_tunnel(interface: &netdev::Interface) -> bool {
    const NAMES: [&str; 9] = ["tun", "tap", "wg", "utun", "ppp", "tailscale", "nordlynx", "zt", "ipsec"];
    const PRODUCTS: [&str; 9] =
        ["wireguard", "tailscale", "anyconnect", "globalprotect", "zscaler", "nordlynx", "mullvad", "openvpn", "vpn"];
    use netdev::prelude::InterfaceType as T;
    if matches!(interface.if_type, T::Tunnel | T::Ppp) || interface.is_tun() {
        return true;
    }
    let name = interface.name.to_lowercase();
    let described = [interface.friendly_name.as_deref(), interface.description.as_deref()];
    NAMES.iter().any(|n| name.strip_prefix(n).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit())))
        || described.into_iter().flatten().any(|d| PRODUCTS.iter().any(|p| d.to_lowercase().contains(p)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_has_a_route_and_is_told_as_such() {
        let here: SocketAddr = "127.0.0.1:9".parse().unwrap();
        assert!(has_route(here));
        let path = path(here).unwrap();
        assert_eq!((path.interface_kind, path.vpn, path.ip_version), (InterfaceKind::Loopback, false, Some(4)));
    }
}
