//! What the system tells about sound devices beyond what the sound library does.

#[cfg(target_os = "linux")]
use crate::model::device::Transport;

/// Keeps ALSA from writing to standard error, on this thread, for as long as it lives.
///
/// ALSA reports each plug-in that it cannot open there, which is no news to the person: what fails in earnest comes
/// back as an error. Other systems write nothing.
pub struct Quiet {
    #[cfg(target_os = "linux")]
    _handler: Option<std::rc::Rc<std::cell::RefCell<alsa::Output>>>,
}

impl Quiet {
    /// From now on, on this thread.
    #[must_use]
    pub fn new() -> Self {
        Self {
            #[cfg(target_os = "linux")]
            _handler: alsa::Output::local_error_handler().ok(),
        }
    }
}

impl Default for Quiet {
    fn default() -> Self {
        Self::new()
    }
}

/// A sound device of the kernel, not of a plug-in.
#[cfg(target_os = "linux")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HardwareDevice {
    /// Card number.
    pub card: i32,
    /// Short name of the card as used in device ids, for example `PCH`.
    pub card_id: String,
    /// Number of the device on the card.
    pub device: u32,
    /// Name for people: the card's, and the device's where it says more.
    pub name: String,
    /// How the card is attached.
    pub transport: Transport,
}

/// The kernel's sound devices that record (or play). Empty where there is no sound card.
#[cfg(target_os = "linux")]
#[must_use]
pub fn hardware(record: bool) -> Vec<HardwareDevice> {
    let direction = if record { alsa::Direction::Capture } else { alsa::Direction::Playback };
    let mut found = Vec::new();
    for card in alsa::card::Iter::new().flatten() {
        let Ok(control) = alsa::Ctl::from_card(&card, true) else { continue };
        let Ok(info) = control.card_info() else { continue };
        let card_name = info.get_name().unwrap_or("Sound card").to_owned();
        let card_id = info.get_id().map_or_else(|_| card.get_index().to_string(), ToOwned::to_owned);
        for device in alsa::ctl::DeviceIter::new(&control) {
            let Ok(device) = u32::try_from(device) else { continue };
            let Ok(pcm) = control.pcm_info(device, 0, direction) else { continue };
            found.push(HardwareDevice {
                card: card.get_index(),
                card_id: card_id.clone(),
                device,
                name: full_name(&card_name, pcm.get_name().unwrap_or_default()),
                transport: card_transport(card.get_index()),
            });
        }
    }
    number_equal_names(&mut found);
    found
}

/// Of devices with equal names the later ones get a number.
#[cfg(target_os = "linux")]
fn number_equal_names(devices: &mut [HardwareDevice]) {
    let names: Vec<String> = devices.iter().map(|d| d.name.clone()).collect();
    for (at, device) in devices.iter_mut().enumerate() {
        let before = names.iter().take(at).filter(|name| **name == device.name).count();
        if before > 0 {
            device.name = format!("{} {}", device.name, before + 1);
        }
    }
}

/// True when the kernel has a sound device that records (or plays), whether or not this program may open it.
#[cfg(target_os = "linux")]
#[must_use]
pub fn kernel_has(record: bool) -> bool {
    std::fs::read_to_string("/proc/asound/pcm").is_ok_and(|list| listed(&list, record))
}

/// Lines like `00-00: ALC257 Analog : ALC257 Analog : playback 1 : capture 1`.
#[cfg(target_os = "linux")]
fn listed(pcm: &str, record: bool) -> bool {
    let word = if record { "capture" } else { "playback" };
    pcm.lines().any(|line| line.split(" : ").any(|part| part.trim().starts_with(word)))
}

/// The card behind ALSA's device `default`, if it leads to one and is free. Opens it for a moment.
#[cfg(target_os = "linux")]
#[must_use]
pub fn default_card(record: bool) -> Option<i32> {
    let direction = if record { alsa::Direction::Capture } else { alsa::Direction::Playback };
    let pcm = alsa::PCM::new("default", direction, true).ok()?;
    Some(pcm.info().ok()?.get_card()).filter(|card| *card >= 0)
}

#[cfg(target_os = "linux")]
fn full_name(card: &str, device: &str) -> String {
    if device.is_empty() || card.contains(device) {
        card.to_owned()
    } else if device.contains(card) {
        device.to_owned()
    } else {
        format!("{card}, {device}")
    }
}

/// How a card is attached, by its place in sysfs.
#[cfg(target_os = "linux")]
fn card_transport(card: i32) -> Transport {
    let path = format!("/sys/class/sound/card{card}/device");
    let Ok(place) = std::fs::canonicalize(&path) else { return Transport::Unknown };
    let subsystem = std::fs::canonicalize(format!("{path}/subsystem")).ok();
    let subsystem = subsystem.as_deref().and_then(|s| s.file_name()).and_then(|s| s.to_str()).unwrap_or("");
    transport_of(&place.to_string_lossy(), subsystem)
}

#[cfg(target_os = "linux")]
fn transport_of(place: &str, subsystem: &str) -> Transport {
    if ["snd_aloop", "snd_dummy", "/virtual/"].iter().any(|v| place.contains(v)) {
        return Transport::Virtual;
    }
    match subsystem {
        "usb" => Transport::Usb,
        "bluetooth" => Transport::Bluetooth,
        "pci" | "platform" | "hdaudio" | "soundwire" | "acpi" => Transport::BuiltIn,
        _ => Transport::Unknown,
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn where_a_card_is() {
        let usb = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0";
        assert_eq!(transport_of(usb, "usb"), Transport::Usb);
        assert_eq!(transport_of("/sys/devices/pci0000:00/0000:00:1f.3", "pci"), Transport::BuiltIn);
        assert_eq!(transport_of("/sys/devices/platform/snd_aloop.0", "platform"), Transport::Virtual);
        assert_eq!(transport_of("/sys/devices/x", ""), Transport::Unknown);
    }

    #[test]
    fn the_kernel_lists_what_it_has() {
        let list = "00-00: ALC257 : ALC257 : playback 1 : capture 1\n00-03: HDMI 0 : HDMI 0 : playback 1\n";
        assert!(listed(list, true) && listed(list, false));
        assert!(!listed("00-03: HDMI 0 : HDMI 0 : playback 1\n", true));
        assert!(!listed("", false));
    }

    #[test]
    fn a_name_says_each_thing_once() {
        assert_eq!(full_name("HDA Intel PCH", "ALC257 Analog"), "HDA Intel PCH, ALC257 Analog");
        assert_eq!(full_name("USB Audio", "USB Audio"), "USB Audio");
        assert_eq!(full_name("Jabra", "Jabra Link 380"), "Jabra Link 380");
        assert_eq!(full_name("Loopback", ""), "Loopback");
    }
}
