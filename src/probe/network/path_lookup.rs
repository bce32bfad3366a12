//! The path lookup: where the server is, whether there is a route, and by which interface.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6, ToSocketAddrs, UdpSocket};
use std::time::{Duration, Instant};

use tokio::net::TcpStream;
use tokio::time::timeout;

use super::client::Seen;
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
pub fn is_online() -> bool {
    let (v4, v6) = online_by();
    v4 || v6
}

/// The same for IPv4 and IPv6, each by itself.
fn online_by() -> (bool, bool) {
    let v4 = SocketAddr::from((Ipv4Addr::new(192, 0, 2, 1), 9));
    let v6 = SocketAddr::from((Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1), 9));
    (has_route(v4), has_route(v6))
}

/// How long a name may be looked up where no way leads to the internet: the names of this computer and its neighbours are
/// found at once.
const NEAR_LOOKUP: Duration = Duration::from_millis(1500);

/// The addresses of a host, those with a route only, in the system's order.
///
/// # Errors
/// Offline when there is no network at all; that the name is unknown; that the host has only addresses of the kind that this
/// network lacks, or that no way leads there; no answer when the look-up takes too long.
pub async fn resolve(host: &str, port: u16, limit: Duration) -> Result<Vec<SocketAddr>, Failure> {
    if let Ok(ip) = host.parse::<IpAddr>() {
        return with_route(host, vec![SocketAddr::new(ip, port)]);
    }
    let near_only = !is_online();
    let limit = if near_only { limit.min(NEAR_LOOKUP) } else { limit };
    let name = (host.to_owned(), port);
    let looked_up = tokio::task::spawn_blocking(move || name.to_socket_addrs().map(Iterator::collect::<Vec<_>>));
    let failed = match timeout(limit, looked_up).await {
        Ok(Ok(Ok(addresses))) => return with_route(host, addresses),
        Ok(Ok(Err(e))) => Failure::UnknownName(format!("looking up {host}: {e}")),
        Ok(Err(_)) | Err(_) => Failure::NoAnswer(format!("looking up the name {host}: no answer in time")),
    };
    // Without a way to a name server every name is unknown: that is not the name's fault.
    Err(if near_only { Failure::Offline("neither IPv4 nor IPv6 has a route".into()) } else { failed })
}

/// The same, and how long the system took to look up the name, in ms; `None` where there is none to look up.
///
/// # Errors
/// As [`resolve`].
pub async fn resolve_timed(host: &str, port: u16, limit: Duration) -> Result<(Vec<SocketAddr>, Option<f64>), Failure> {
    let began = Instant::now();
    let addresses = resolve(host, port, limit).await?;
    let named = host.parse::<IpAddr>().is_err();
    Ok((addresses, named.then(|| began.elapsed().as_secs_f64() * 1000.0)))
}

fn with_route(host: &str, addresses: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Failure> {
    let (there, away): (Vec<_>, Vec<_>) = addresses.into_iter().partition(|a| has_route(*a));
    if !there.is_empty() {
        return Ok(there);
    }
    let detail = format!("no route to any address of {host}");
    let (v4, v6) = online_by();
    Err(match () {
        () if v4 && !v6 && away.iter().all(SocketAddr::is_ipv6) => Failure::Ipv6Only(detail),
        () if v6 && !v4 && away.iter().all(SocketAddr::is_ipv4) => Failure::Ipv4Only(detail),
        () if v4 || v6 || has_neighbours() => Failure::Unreachable(detail),
        () => Failure::Offline(detail),
    })
}

/// True when a network card is up with an address that neighbours can reach.
fn has_neighbours() -> bool {
    let far = |ip: &IpAddr| match ip {
        IpAddr::V4(v4) => !v4.is_link_local(),
        IpAddr::V6(v6) => !v6.is_unicast_link_local(),
    };
    crate::os::net::own_addresses().iter().any(far)
}

/// Connects to the first of the addresses that answers.
///
/// # Errors
/// The most telling of what the addresses said: nothing listens there, no answer in time, no way there.
pub async fn connect(addresses: &[SocketAddr], limit: Duration) -> Result<TcpStream, Failure> {
    let each = limit / u32::try_from(addresses.len().clamp(1, 4)).unwrap_or(1);
    let mut most_telling = Failure::NoAnswer("no address".into());
    for (n, address) in addresses.iter().take(4).enumerate() {
        let failure = match timeout(each, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Ok(Err(e)) => Failure::of_connect(&e, format!("connecting to {address}: {e}")),
            Err(_) => Failure::NoAnswer(format!("connecting to {address}: no answer in time")),
        };
        if n == 0 || failure.tells_more_than(&most_telling) {
            most_telling = failure;
        }
    }
    Err(most_telling)
}

/// True when the other end is this very computer: under a loopback address, one of its own, or the one that the connection
/// itself leaves from; or where something on the way changes addresses, when both ends as the server sees them are ours.
/// Blocks for a moment.
#[must_use]
pub fn is_this_computer(local: Option<SocketAddr>, peer: SocketAddr, seen: Seen) -> bool {
    use crate::os::net::is_own;
    let peer = peer.ip().to_canonical();
    local.is_some_and(|l| l.ip().to_canonical() == peer)
        || is_own(peer)
        || seen.server.is_some_and(|server| is_own(server) && is_own(seen.client))
}

/// How the way to `to` leaves this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// What is told of it.
    pub path: NetworkPath,
    /// The router that it goes by; `None` where it goes by none, through a tunnel, or where the system does not tell.
    pub router: Option<SocketAddr>,
    /// The card by the system's name for it, where it leaves by Wi-Fi.
    pub wifi_card: Option<String>,
}

/// How the way to `to` leaves this computer. Blocks for a moment.
#[must_use]
pub fn find_route(to: SocketAddr) -> Option<Route> {
    let to = SocketAddr::new(to.ip().to_canonical(), to.port());
    let ip_version = Some(if to.is_ipv4() { 4 } else { 6 });
    let within = |interface_kind| {
        let path = NetworkPath { interface_kind, vpn: false, ip_version };
        Route { path, router: None, wifi_card: None }
    };
    if crate::os::net::is_own(to.ip()) {
        return Some(within(InterfaceKind::Loopback));
    }
    let local = local_address(to).ok()?;
    let interface = netdev::get_interfaces().into_iter().find(|i| i.ip_addrs().contains(&local))?;
    if interface.is_loopback() {
        return Some(within(InterfaceKind::Loopback));
    }
    if is_tunnel(&interface) {
        let mut tunnel = within(InterfaceKind::Other);
        tunnel.path.vpn = true;
        return Some(tunnel);
    }
    let kind = kind(&interface);
    let wifi_card = (kind == InterfaceKind::Wifi).then(|| interface.name.clone());
    Some(Route { router: router(&interface, to.ip()), wifi_card, ..within(kind) })
}

/// The router of this card, unless the other end is a neighbour.
fn router(interface: &netdev::Interface, to: IpAddr) -> Option<SocketAddr> {
    let routers = interface.gateway.as_ref()?;
    match to {
        IpAddr::V4(to) => {
            let neighbour = interface.ipv4.iter().any(|net| net.contains(&to));
            let first = routers.ipv4.iter().find(|ip| !ip.is_unspecified()).filter(|_| !neighbour)?;
            Some(SocketAddr::new((*first).into(), 0))
        }
        IpAddr::V6(to) => {
            let neighbour = interface.ipv6.iter().any(|net| net.contains(&to));
            let first = routers.ipv6.iter().find(|ip| !ip.is_unspecified()).filter(|_| !neighbour)?;
            // It holds on this card only.
            let scope = if first.is_unicast_link_local() { interface.index } else { 0 };
            Some(SocketAddrV6::new(*first, 0, 0, scope).into())
        }
    }
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
        let Route { path, router, wifi_card } = find_route(here).unwrap();
        assert_eq!((path.interface_kind, path.vpn, path.ip_version), (InterfaceKind::Loopback, false, Some(4)));
        assert_eq!((router, wifi_card), (None, None));
    }

    #[test]
    fn a_neighbour_is_reached_without_a_router_and_a_router_by_ipv6_on_its_card() {
        let mut card = netdev::Interface::dummy();
        card.index = 7;
        card.ipv4 = vec!["192.168.1.5/24".parse().unwrap()];
        card.ipv6 = vec!["2001:db8:1:2::a/64".parse().unwrap(), "fe80::5/64".parse().unwrap()];
        let mut routers = netdev::NetworkDevice::new();
        routers.ipv4 = vec!["192.168.1.1".parse().unwrap()];
        routers.ipv6 = vec!["fe80::1".parse().unwrap()];
        card.gateway = Some(routers);
        let by = |to: &str| router(&card, to.parse().unwrap()).map(|r| r.to_string());
        assert_eq!((by("203.0.113.9").as_deref(), by("192.168.1.9")), (Some("192.168.1.1:0"), None));
        assert_eq!((by("2001:db8:9::9").as_deref(), by("2001:db8:1:2::b")), (Some("[fe80::1%7]:0"), None));
        card.gateway = None;
        assert_eq!(router(&card, "203.0.113.9".parse().unwrap()), None);
    }

    #[test]
    fn this_computer_is_seen_through_changed_addresses() {
        let (stranger, own): (SocketAddr, IpAddr) = ("203.0.113.9:1".parse().unwrap(), Ipv4Addr::LOCALHOST.into());
        let far: IpAddr = "203.0.113.10".parse().unwrap();
        let seen = |client, server| Seen { client, server };
        // Something sends what is meant for a stranger to a server of our own.
        assert!(is_this_computer(None, stranger, seen(own, Some(own))));
        for other in [seen(own, None), seen(far, Some(own)), seen(own, Some(far)), seen(far, Some(far))] {
            assert!(!is_this_computer(None, stranger, other), "{other:?}");
        }
        let mapped = "[::ffff:127.0.0.1]:1".parse().unwrap();
        assert!(is_this_computer(None, mapped, seen(far, None)));
        assert!(is_this_computer(Some(stranger), SocketAddr::new(stranger.ip(), 7443), seen(far, None)), "its own end");
    }
}
