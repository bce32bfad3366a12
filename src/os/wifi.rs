//! The radio link of a Wi-Fi card in figures. Never names: neither the network's nor the access point's is asked for.
//!
//! Linux: `/proc/net/wireless`. Windows: the signal alone, for which the system asks the person nothing (from Windows 11 24H2 on it
//! asks for the location before it tells of access points). macOS: CoreWLAN, which tells these without the location.

/// What a card tells of its link. `None`: it does not say.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WifiLink {
    /// Strength of what is received, in dBm.
    pub signal_dbm: Option<f64>,
    /// Noise, in dBm.
    pub noise_dbm: Option<f64>,
    /// The band: 2.4, 5 or 6.
    pub band_ghz: Option<f64>,
    /// Rate at which is sent, in Mbit/s.
    pub rate_mbps: Option<f64>,
}

/// Asks this card now, by the system's name for it. Blocks for a moment. `None` where it is no Wi-Fi card, or the system does not
/// tell.
#[must_use]
pub fn read(interface: &str) -> Option<WifiLink> {
    system::read(interface).filter(|link| *link != WifiLink::default())
}

/// A strength that a card can have; drivers that know none give 0, -256 or a figure of their own scale.
fn dbm(value: f64) -> Option<f64> {
    (-120.0..0.0).contains(&value).then_some(value)
}

#[cfg(target_os = "linux")]
mod system {
    use super::{WifiLink, dbm};

    pub(super) fn read(interface: &str) -> Option<WifiLink> {
        of(&std::fs::read_to_string("/proc/net/wireless").ok()?, interface)
    }

    /// The card's line: name, status, link, level, noise (kernel: net/wireless/wext-proc.c).
    pub(super) fn of(table: &str, interface: &str) -> Option<WifiLink> {
        let line = table.lines().find_map(|line| line.trim_start().strip_prefix(interface)?.strip_prefix(':'))?;
        let mut figures = line.split_ascii_whitespace().skip(2);
        // A dot behind a figure says that it is new.
        let mut next = || figures.next()?.trim_end_matches('.').parse::<f64>().ok().and_then(dbm);
        Some(WifiLink { signal_dbm: next(), noise_dbm: next(), ..WifiLink::default() })
    }
}

#[cfg(target_os = "macos")]
mod system {
    use objc2_core_wlan::{CWChannelBand, CWWiFiClient};
    use objc2_foundation::NSString;

    use super::{WifiLink, dbm};

    #[expect(unsafe_code, reason = "CoreWLAN's calls are not marked as safe; they only read")]
    pub(super) fn read(interface: &str) -> Option<WifiLink> {
        // SAFETY: all of these read properties, and take no pointers of ours but the name, which lives long enough.
        unsafe {
            let card = CWWiFiClient::sharedWiFiClient().interfaceWithName(Some(&NSString::from_str(interface)))?;
            let band = card.wlanChannel().map(|channel| channel.channelBand());
            let band_ghz = match band {
                Some(CWChannelBand::Band2GHz) => Some(2.4),
                Some(CWChannelBand::Band5GHz) => Some(5.0),
                Some(CWChannelBand::Band6GHz) => Some(6.0),
                _ => None,
            };
            let rate = card.transmitRate();
            Some(WifiLink {
                signal_dbm: dbm(card.rssiValue() as f64),
                noise_dbm: dbm(card.noiseMeasurement() as f64),
                band_ghz,
                rate_mbps: (rate.is_finite() && rate > 0.0).then_some(rate),
            })
        }
    }
}

#[cfg(windows)]
mod system {
    use std::ptr::{null, null_mut};

    use windows_sys::Win32::Foundation::HANDLE;
    use windows_sys::Win32::NetworkManagement::WiFi::{
        WLAN_INTERFACE_INFO, WLAN_INTERFACE_INFO_LIST, WlanCloseHandle, WlanEnumInterfaces, WlanFreeMemory,
        WlanOpenHandle, WlanQueryInterface, wlan_intf_opcode_rssi,
    };
    use windows_sys::core::GUID;

    use super::{WifiLink, dbm};

    /// The client's version of the interface, from Windows Vista on.
    const VERSION: u32 = 2;
    /// Cards that are looked at, at most.
    const CARDS: usize = 64;

    /// The system's name of a card is its id in braces.
    pub(super) fn read(interface: &str) -> Option<WifiLink> {
        let client = Client::open()?;
        let card = client.cards().into_iter().find(|card| name(card).eq_ignore_ascii_case(interface))?;
        Some(WifiLink { signal_dbm: client.signal(&card), ..WifiLink::default() })
    }

    fn name(card: &GUID) -> String {
        let GUID { data1, data2, data3, data4: [a, b, rest @ ..] } = card;
        let rest: String = rest.iter().map(|byte| format!("{byte:02X}")).collect();
        format!("{{{data1:08X}-{data2:04X}-{data3:04X}-{a:02X}{b:02X}-{rest}}}")
    }

    struct Client(HANDLE);

    impl Drop for Client {
        #[expect(unsafe_code, reason = "a call of the system that has no safe form")]
        fn drop(&mut self) {
            // SAFETY: the handle is open and is not used after this.
            unsafe { WlanCloseHandle(self.0, null()) };
        }
    }

    impl Client {
        #[expect(unsafe_code, reason = "a call of the system that has no safe form")]
        fn open() -> Option<Self> {
            let (mut version, mut handle) = (0, null_mut());
            // SAFETY: both places live until the call returns.
            let failed = unsafe { WlanOpenHandle(VERSION, null(), &raw mut version, &raw mut handle) };
            (failed == 0).then_some(Self(handle))
        }

        #[expect(unsafe_code, reason = "a call of the system that gives a list without a bound type")]
        fn cards(&self) -> Vec<GUID> {
            let mut list: *mut WLAN_INTERFACE_INFO_LIST = null_mut();
            // SAFETY: the handle is open; the list is checked, read within the number that it states, and freed once.
            unsafe {
                if WlanEnumInterfaces(self.0, null(), &raw mut list) != 0 || list.is_null() {
                    return Vec::new();
                }
                let number = usize::try_from((*list).dwNumberOfItems).unwrap_or(0).min(CARDS);
                let first = (&raw const (*list).InterfaceInfo).cast::<WLAN_INTERFACE_INFO>();
                let cards = (0..number).map(|at| (*first.add(at)).InterfaceGuid).collect();
                WlanFreeMemory(list.cast());
                cards
            }
        }

        /// The one question for which the system asks the person nothing.
        #[expect(unsafe_code, reason = "a call of the system that gives a pointer")]
        fn signal(&self, card: &GUID) -> Option<f64> {
            let (mut size, mut data) = (0_u32, null_mut());
            // SAFETY: the handle is open; the answer is checked for its length, read, and freed once.
            unsafe {
                let failed = WlanQueryInterface(
                    self.0,
                    card,
                    wlan_intf_opcode_rssi,
                    null(),
                    &raw mut size,
                    &raw mut data,
                    null_mut(),
                );
                if failed != 0 || data.is_null() {
                    return None;
                }
                let signal = (size >= 4).then(|| data.cast::<i32>().read_unaligned());
                WlanFreeMemory(data);
                signal.and_then(|strength| dbm(f64::from(strength)))
            }
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
mod system {
    pub(super) fn read(_: &str) -> Option<super::WifiLink> {
        None
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    /// As a kernel of 2024 writes it, of an Intel card and of one whose driver has a scale of its own.
    const TABLE: &str = "\
Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
 face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
wlp3s0: 0000   55.  -55.  -256        0      0      0      0   1185        0
 wlan1: 0000   70.   43.    0.        0      0      0      0      0        0
 wlan2: 0000   40   -71   -92         0      0      0      0      0        0
";

    #[test]
    fn a_cards_line_is_read() {
        let of = |card: &str| system::of(TABLE, card);
        let link = |signal_dbm, noise_dbm| Some(WifiLink { signal_dbm, noise_dbm, ..WifiLink::default() });
        assert_eq!(of("wlp3s0"), link(Some(-55.0), None));
        assert_eq!(of("wlan2"), link(Some(-71.0), Some(-92.0)));
        assert_eq!(of("wlan1"), link(None, None), "another scale is no strength");
        assert_eq!(
            (of("wlp3"), of("eth0"), system::of("", "wlan0"), system::of("wlan0:", "wlan0")),
            (None, None, None, link(None, None))
        );
    }

    #[test]
    fn a_strange_table_is_none() {
        for table in ["wlan0: 0000 x y z", "wlan0: 0000 1. NaN inf", "wlan0: 0000 1. 1e9 -1e9", "\u{0}"] {
            assert_eq!(system::of(table, "wlan0").unwrap_or_default(), WifiLink::default(), "{table}");
        }
        assert_eq!(read("no such card"), None);
    }
}
