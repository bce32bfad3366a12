//! Which microphones and outputs there are, and which one is meant.

use cpal::traits::{DeviceTrait, HostTrait};
use cpal::{Device, Host, HostId, InterfaceType};

use super::error::unknown;
use super::found::{Direction, Found};
use crate::model::device::{AudioDevice, Transport};
use crate::model::{DeviceChoice, Unknown, UnknownReason};
use crate::os::audio::Quiet;

/// The system's sound service. On Linux a PulseAudio or PipeWire server if one answers, else ALSA: programs that make
/// calls choose the same way, and the server's list names true microphones only.
///
/// # Errors
/// When no sound service can be asked.
pub fn host() -> Result<Host, Unknown> {
    let mut last = None;
    for id in preferred_hosts() {
        match cpal::host_from_id(id) {
            Ok(host) => return Ok(host),
            Err(e) => last = Some(unknown("asking the sound service", id.name(), &e)),
        }
    }
    Err(last.unwrap_or_else(|| Unknown::new(UnknownReason::Unsupported, "no sound service on this system")))
}

fn preferred_hosts() -> Vec<HostId> {
    let mut hosts = cpal::available_hosts();
    // ALSA is always "available"; whatever stands beside it goes first.
    hosts.sort_by_key(|id| id.name() == "ALSA");
    hosts
}

/// All devices of one direction, hidden ones included: the default first, hidden ones last.
///
/// # Errors
/// When the sound service cannot be asked.
pub fn list(direction: Direction) -> Result<Vec<Found>, Unknown> {
    let _quiet = Quiet::new();
    let host = host()?;
    let mut found = match host.id().name() {
        #[cfg(target_os = "linux")]
        "ALSA" => super::devices_alsa::list(&host, direction)?,
        _ => from_service(&host, direction)?,
    };
    found.sort_by_key(|f| (f.hidden, !f.info.default));
    Ok(found)
}

/// Devices as a sound service lists them.
fn from_service(host: &Host, direction: Direction) -> Result<Vec<Found>, Unknown> {
    let listing = |e: cpal::Error| unknown("listing", direction.noun(), &e);
    let (devices, default): (Vec<Device>, _) = match direction {
        Direction::Input => (host.input_devices().map_err(listing)?.collect(), host.default_input_device()),
        Direction::Output => (host.output_devices().map_err(listing)?.collect(), host.default_output_device()),
    };
    let default = default.and_then(|d| d.id().ok());
    let mut found: Vec<Found> =
        devices.into_iter().filter_map(|device| describe(device, default.as_ref(), direction)).collect();
    uncover_a_routed_monitor(&mut found);
    Ok(found)
}

fn describe(device: Device, default: Option<&cpal::DeviceId>, direction: Direction) -> Option<Found> {
    let id = device.id().ok()?;
    let about = device.description().ok()?;
    let config = match direction {
        Direction::Input => device.default_input_config(),
        Direction::Output => device.default_output_config(),
    }
    .ok();
    let transport = match about.interface_type() {
        InterfaceType::BuiltIn | InterfaceType::Pci => Transport::BuiltIn,
        InterfaceType::Usb => Transport::Usb,
        InterfaceType::Bluetooth => Transport::Bluetooth,
        InterfaceType::Virtual | InterfaceType::Aggregate => Transport::Virtual,
        _ => transport_by_id(id.id()),
    };
    Some(Found {
        info: AudioDevice {
            default: default == Some(&id),
            name: about.name().to_owned(),
            rates_hz: config.map(|c| c.sample_rate()).into_iter().collect(),
            channels: config.map_or(0, |c| c.channels()),
            transport,
            id: id.to_string(),
        },
        device,
        config: None,
        hidden: direction == Direction::Input && is_monitor(id.id()),
    })
}

/// PulseAudio and PipeWire name the source that records an output after it.
fn is_monitor(source: &str) -> bool {
    source.ends_with(".monitor")
}

/// PulseAudio and PipeWire begin a device's name with what drives it.
fn transport_by_id(name: &str) -> Transport {
    let (driver, place) = name.split_once('.').unwrap_or((name, ""));
    match driver {
        "bluez_input" | "bluez_source" | "bluez_output" | "bluez_sink" => Transport::Bluetooth,
        "alsa_input" | "alsa_output" => match place.split('-').next().unwrap_or("") {
            "usb" => Transport::Usb,
            "pci" | "platform" | "isa" => Transport::BuiltIn,
            _ => Transport::Unknown,
        },
        _ if is_monitor(name) || name == "auto_null" => Transport::Virtual,
        _ => Transport::Unknown,
    }
}

/// A monitor is no microphone. Only where there is no microphone at all, and somebody routes sound through the monitor
/// of an output made by software and made it the default, is it taken for one.
fn uncover_a_routed_monitor(found: &mut [Found]) {
    if found.iter().any(|f| !f.hidden) {
        return;
    }
    let routed = |f: &&mut Found| {
        let place = f.info.id.split_once(':').map_or("", |(_, name)| name);
        f.info.default && f.info.transport == Transport::Virtual && !place.starts_with("auto_null")
    };
    if let Some(monitor) = found.iter_mut().find(routed) {
        monitor.hidden = false;
    }
}

/// The device that is meant, out of a list as [`list`] gives it.
///
/// A name is first taken as a whole, then as a part, case ignored; hidden devices come after all others.
///
/// # Errors
/// When there is no such device.
pub fn choose(found: Vec<Found>, choice: &DeviceChoice, direction: Direction) -> Result<Found, Unknown> {
    let infos: Vec<(&AudioDevice, bool)> = found.iter().map(|f| (&f.info, f.hidden)).collect();
    let at = position(&infos, choice);
    let names = infos.iter().map(|(info, _)| info.name.as_str()).collect::<Vec<_>>().join(", ");
    let missing = || {
        let noun = direction.noun();
        let there = if names.is_empty() { "there is none".to_owned() } else { format!("there are: {names}") };
        let meant = match choice {
            DeviceChoice::Default => String::new(),
            DeviceChoice::Id(name) | DeviceChoice::Name(name) => format!(" called {name}"),
            DeviceChoice::File(path) => format!(" in the file {}", path.display()),
        };
        Unknown::new(UnknownReason::NoDevice, format!("no {noun}{meant}; {there}"))
    };
    let missing = missing();
    at.and_then(|at| found.into_iter().nth(at)).ok_or(missing)
}

fn position(found: &[(&AudioDevice, bool)], choice: &DeviceChoice) -> Option<usize> {
    match choice {
        DeviceChoice::Default => found.iter().position(|(_, hidden)| !hidden),
        DeviceChoice::Id(id) => found.iter().position(|(info, _)| info.id == *id),
        DeviceChoice::Name(name) => {
            let wanted = name.to_lowercase();
            let whole = found.iter().position(|(info, _)| info.name.to_lowercase() == wanted || info.id == *name);
            whole.or_else(|| found.iter().position(|(info, _)| info.name.to_lowercase().contains(&wanted)))
        }
        DeviceChoice::File(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(name: &str, default: bool) -> AudioDevice {
        AudioDevice {
            id: format!("pulseaudio:{name}"),
            name: name.to_owned(),
            default,
            rates_hz: vec![48_000],
            channels: 1,
            transport: Transport::Usb,
        }
    }

    #[test]
    fn a_whole_name_goes_before_a_part() {
        let (webcam, headset, monitor) =
            (device("USB Headset Pro", true), device("usb headset", false), device("Monitor of USB", false));
        let list = [(&webcam, false), (&headset, false), (&monitor, true)];
        let name = |n: &str| position(&list, &DeviceChoice::Name(n.into()));
        assert_eq!(name("USB Headset"), Some(1));
        assert_eq!(name("headset"), Some(0));
        assert_eq!(name("monitor"), Some(2));
        assert_eq!(name("nothing"), None);
        assert_eq!(position(&list, &DeviceChoice::Id("pulseaudio:usb headset".into())), Some(1));
        assert_eq!(position(&list, &DeviceChoice::Default), Some(0));
        assert_eq!(position(&[(&monitor, true)], &DeviceChoice::Default), None);
    }

    #[test]
    fn a_servers_names_tell_the_transport() {
        assert_eq!(transport_by_id("alsa_input.usb-Logitech_C920-02.analog-stereo"), Transport::Usb);
        assert_eq!(transport_by_id("alsa_input.pci-0000_00_1f.3.analog-stereo"), Transport::BuiltIn);
        assert_eq!(transport_by_id("alsa_output.pci-0000_00_1f.3.analog-stereo.monitor"), Transport::BuiltIn);
        assert_eq!(transport_by_id("bluez_input.00_11_22.0"), Transport::Bluetooth);
        assert_eq!(transport_by_id("null.monitor"), Transport::Virtual);
        assert_eq!(transport_by_id("echo-cancel-source"), Transport::Unknown);
        assert!(is_monitor("auto_null.monitor") && !is_monitor("alsa_input.usb"));
    }
}
