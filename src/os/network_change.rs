//! Notices another network: a changed default route voids what was measured.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The way out of this computer. Two equal values: still the same network, as far as can be told.
///
/// Where there is IPv4, it alone counts: IPv6 routers and addresses come late and change by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DefaultRoute {
    /// Name of the interface; `None`: no default route.
    pub interface: Option<String>,
    /// The routers.
    pub gateways: Vec<IpAddr>,
    /// Our own addresses there. Of IPv6 only the network: temporary addresses change by themselves (RFC 8981).
    pub own: Vec<IpAddr>,
}

impl DefaultRoute {
    /// True when there is a way out.
    #[must_use]
    pub fn online(&self) -> bool {
        self.interface.is_some()
    }

    /// True when the router is a phone that shares its connection, as far as its address tells: iPhones have one of their own
    /// (172.20.10.1), Android had one until version 10 (192.168.43.1; by USB 192.168.42.129, by Bluetooth 192.168.44.1). Later
    /// ones choose any address: of those nothing is known.
    #[must_use]
    pub fn is_phone_hotspot(&self) -> bool {
        const PHONES: [Ipv4Addr; 4] = [
            Ipv4Addr::new(172, 20, 10, 1),
            Ipv4Addr::new(192, 168, 43, 1),
            Ipv4Addr::new(192, 168, 42, 129),
            Ipv4Addr::new(192, 168, 44, 1),
        ];
        self.gateways.iter().any(|gateway| PHONES.iter().any(|phone| *gateway == IpAddr::V4(*phone)))
    }
}

/// The default route now. Takes about a millisecond; meant for every 2 s, not for the window's thread.
#[must_use]
pub fn snapshot() -> DefaultRoute {
    // Asking can fail for a moment while routes change; that alone is no other network.
    let interface = netdev::get_default_interface().or_else(|_| netdev::get_default_interface());
    interface.map_or_else(|_| DefaultRoute::default(), |i| from_interface(&i))
}

fn from_interface(interface: &netdev::Interface) -> DefaultRoute {
    let gateway = interface.gateway.as_ref();
    let v4 = interface.ipv4.iter().map(|n| IpAddr::V4(n.addr())).collect();
    let v6 = interface.ipv6.iter().map(|n| n.addr()).filter(|a| !a.is_unicast_link_local()).map(network_of).collect();
    DefaultRoute {
        interface: Some(interface.name.clone()),
        gateways: first_of(
            gateway.map(|g| g.ipv4.iter().map(|a| IpAddr::V4(*a)).collect()),
            gateway.map(|g| g.ipv6.iter().map(|a| IpAddr::V6(*a)).collect()),
        ),
        own: first_of(Some(v4), Some(v6)),
    }
}

fn first_of(v4: Option<Vec<IpAddr>>, v6: Option<Vec<IpAddr>>) -> Vec<IpAddr> {
    sorted(v4.filter(|a| !a.is_empty()).or(v6).unwrap_or_default())
}

fn network_of(address: Ipv6Addr) -> IpAddr {
    let [a, b, c, d, ..] = address.segments();
    IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
}

fn sorted(mut addresses: Vec<IpAddr>) -> Vec<IpAddr> {
    addresses.sort_unstable();
    addresses.dedup();
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(name: &str, v4: &[&str], v6: &[&str], gateway: &str) -> DefaultRoute {
        let mut made = netdev::Interface::dummy();
        made.name = name.into();
        made.ipv4 = v4.iter().map(|a| a.parse().unwrap()).collect();
        made.ipv6 = v6.iter().map(|a| a.parse().unwrap()).collect();
        let mut device = netdev::NetworkDevice::new();
        match gateway.parse().unwrap() {
            IpAddr::V4(a) => device.ipv4.push(a),
            IpAddr::V6(a) => device.ipv6.push(a),
        }
        made.gateway = Some(device);
        from_interface(&made)
    }

    #[test]
    fn another_interface_router_or_address_is_another_network() {
        let home = route("wlan0", &["192.168.1.5/24"], &["2001:db8:1:2::a/64", "fe80::1/64"], "192.168.1.1");
        let router_told_another_prefix = route("wlan0", &["192.168.1.5/24"], &["2001:db8:9:9::b/64"], "192.168.1.1");
        assert_eq!(home, router_told_another_prefix);
        let cable = route("eth0", &["192.168.1.5/24"], &[], "192.168.1.1");
        let hotspot = route("wlan0", &["192.168.43.9/24"], &[], "192.168.43.1");
        let other_router = route("wlan0", &["192.168.1.5/24"], &[], "192.168.1.254");
        for other in [cable, hotspot, other_router, DefaultRoute::default()] {
            assert_ne!(home, other);
        }
        assert!(home.online() && !DefaultRoute::default().online());
    }

    #[test]
    fn without_ipv4_the_ipv6_network_counts_and_not_the_temporary_address() {
        let home = route("wlan0", &[], &["2001:db8:1:2::a/64", "fe80::1/64"], "fe80::99");
        assert_eq!(home, route("wlan0", &[], &["2001:db8:1:2::b/64", "2001:db8:1:2::a/64"], "fe80::99"));
        assert_ne!(home, route("wlan0", &[], &["2001:db8:9:9::a/64"], "fe80::99"));
    }

    #[test]
    fn a_phone_is_recognised_where_its_address_tells() {
        assert!(route("wlan0", &["172.20.10.4/28"], &[], "172.20.10.1").is_phone_hotspot());
        assert!(route("wlan0", &["192.168.43.9/24"], &[], "192.168.43.1").is_phone_hotspot());
        assert!(!route("wlan0", &["192.168.1.5/24"], &[], "192.168.1.1").is_phone_hotspot());
        assert!(!DefaultRoute::default().is_phone_hotspot());
    }

    #[test]
    fn the_real_one_is_steady() {
        assert_eq!(snapshot(), snapshot());
    }
}
