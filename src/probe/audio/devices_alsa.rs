//! ALSA without a sound server: the kernel's devices only. Its plug-ins (null, upmix, speex ...) are no microphones.

use cpal::traits::{DeviceTrait, HostTrait};
use cpal::{Device, DeviceId, Host, HostId, SupportedStreamConfig};

use super::found::{Direction, Found};
use crate::model::device::AudioDevice;
use crate::model::{Unknown, UnknownReason};
use crate::os::audio::{HardwareDevice, default_card, hardware, kernel_has};

/// Rates that are worth naming, in Hz.
const NAMED_RATES_HZ: [u32; 7] = [8_000, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000];

/// The cards' devices; the default (ALSA's `default`, if it leads to one of them, else the first) is marked.
///
/// # Errors
/// When there are devices that this program may not open.
pub fn list(host: &Host, direction: Direction) -> Result<Vec<Found>, Unknown> {
    let record = direction == Direction::Input;
    let devices = hardware(record);
    if devices.is_empty() {
        if kernel_has(record) {
            let detail = "listing sound devices: no right to open /dev/snd";
            return Err(Unknown::new(UnknownReason::NoPermission, detail));
        }
        return Ok(Vec::new());
    }
    let default = default_card(record).or_else(|| devices.first().map(|d| d.card));
    let mut found = Vec::new();
    let mut shared = match direction {
        Direction::Input => host.default_input_device(),
        Direction::Output => host.default_output_device(),
    };
    for hardware in devices {
        let Some(mut described) = describe(host, &hardware, direction) else { continue };
        if default == Some(hardware.card) && shared.is_some() {
            described.info.default = true;
            // Opened through `default` it is shared with other programs, where the system is set up for it.
            described.device = shared.take().unwrap_or(described.device);
        }
        found.push(described);
    }
    Ok(found)
}

fn by_pcm(host: &Host, pcm: &str) -> Option<Device> {
    host.device_by_id(&DeviceId::new(HostId::Alsa, pcm))
}

fn describe(host: &Host, hardware: &HardwareDevice, direction: Direction) -> Option<Found> {
    // "hw" tells what the hardware can do, "plughw" converts the formats that the sound library cannot read.
    // Names of cards stay, numbers change with the order of plugging in.
    let by_name = format!("CARD={},DEV={}", hardware.card_id, hardware.device);
    let by_number = format!("CARD={},DEV={}", hardware.card, hardware.device);
    let either = |kind: &str| {
        by_pcm(host, &format!("{kind}:{by_name}")).or_else(|| by_pcm(host, &format!("{kind}:{by_number}")))
    };
    let (device, raw) = (either("plughw")?, either("hw"));
    let native = raw.as_ref().and_then(|raw| native_format(raw, direction));
    Some(Found {
        info: AudioDevice {
            id: device.id().ok()?.to_string(),
            name: hardware.name.clone(),
            default: false,
            rates_hz: raw.as_ref().map(|raw| rates(raw, direction)).unwrap_or_default(),
            channels: native.map_or(0, |c| c.channels()),
            transport: hardware.transport,
        },
        device,
        config: native,
        hidden: false,
    })
}

fn native_format(raw: &Device, direction: Direction) -> Option<SupportedStreamConfig> {
    match direction {
        Direction::Input => raw.default_input_config().ok(),
        Direction::Output => raw.default_output_config().ok(),
    }
}

fn rates(raw: &Device, direction: Direction) -> Vec<u32> {
    let ranges: Vec<_> = match direction {
        Direction::Input => raw.supported_input_configs().map(Iterator::collect),
        Direction::Output => raw.supported_output_configs().map(Iterator::collect),
    }
    .unwrap_or_default();
    let offered = |rate: &u32| {
        ranges
            .iter()
            .any(|r: &cpal::SupportedStreamConfigRange| (r.min_sample_rate()..=r.max_sample_rate()).contains(rate))
    };
    NAMED_RATES_HZ.into_iter().filter(offered).collect()
}
