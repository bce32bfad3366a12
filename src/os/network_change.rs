//! Notices another network: a changed default route voids what was measured.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The way out of this computer. Two equal values: still the same network, as far as can be told.
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
}

/// The default route now. Takes a few milliseconds; meant for every 2 s, not for the window's thread.
#[must_use]
pub fn snapshot() -> DefaultRoute {
    netdev::get_default_interface().map_or_else(|_| DefaultRoute::default(), |i| from_interface(&i))
}

fn from_interface(interface: &netdev::Interface) -> DefaultRoute {
    let mut gateways: Vec<IpAddr> = Vec::new();
    if let Some(gateway) = &interface.gateway {
        gateways.extend(gateway.ipv4.iter().map(|a| IpAddr::V4(*a)));
        gateways.extend(gateway.ipv6.iter().map(|a| IpAddr::V6(*a)));
    }
    let v4 = interface.ipv4.iter().map(|n| n.addr());
    let v6 = interface.ipv6.iter().map(|n| n.addr());
    DefaultRoute { interface: Some(interface.name.clone()), gateways: sorted(gateways), own: own_networks(v4, v6) }
}

fn own_networks(v4: impl Iterator<Item = Ipv4Addr>, v6: impl Iterator<Item = Ipv6Addr>) -> Vec<IpAddr> {
    let mut own: Vec<IpAddr> = v4.map(IpAddr::V4).collect();
    own.extend(v6.filter(|a| !a.is_unicast_link_local()).map(|a| {
        let [a, b, c, d, ..] = a.segments();
        IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
    }));
    sorted(own)
}

fn sorted(mut addresses: Vec<IpAddr>) -> Vec<IpAddr> {
    addresses.sort_unstable();
    addresses.dedup();
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interface(name: &str, v4: &str, v6: &[&str], gateway: Option<&str>) -> netdev::Interface {
        let mut made = netdev::Interface::dummy();
        made.name = name.into();
        made.ipv4 = vec![v4.parse().unwrap()];
        made.ipv6 = v6.iter().map(|a| a.parse().unwrap()).collect();
        made.gateway = gateway.map(|g| {
            let mut device = netdev::NetworkDevice::new();
            device.ipv4.push(g.parse().unwrap());
            device
        });
        made
    }

    #[test]
    fn temporary_addresses_are_no_change_and_another_network_is() {
        let of = |i: netdev::Interface| from_interface(&i);
        let home = of(interface("wlan0", "192.168.1.5/24", &["2001:db8:1:2::a/64", "fe80::1/64"], Some("192.168.1.1")));
        let later = of(interface(
            "wlan0",
            "192.168.1.5/24",
            &["2001:db8:1:2::b/64", "2001:db8:1:2::a/64"],
            Some("192.168.1.1"),
        ));
        assert_eq!(home, later);
        let cable = of(interface("eth0", "192.168.1.5/24", &["2001:db8:1:2::a/64"], Some("192.168.1.1")));
        let hotspot = of(interface("wlan0", "192.168.43.9/24", &[], Some("192.168.43.1")));
        let prefix = of(interface("wlan0", "192.168.1.5/24", &["2001:db8:9:9::a/64"], Some("192.168.1.1")));
        let nothing = DefaultRoute::default();
        for other in [cable, hotspot, prefix, nothing] {
            assert_ne!(home, other);
        }
        assert!(home.online() && !DefaultRoute::default().online());
    }

    #[test]
    fn the_real_one_is_steady() {
        assert_eq!(snapshot(), snapshot());
    }
}
