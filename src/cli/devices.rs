//! `greenroom devices`: what is there.

use serde_json::json;

use super::exit::Exit;
use super::print;
use crate::i18n::{Texts, number};
use crate::model::text::one_line;
use crate::model::{AudioDevice, CameraDevice, FrameRate};

/// Lists cameras, microphones, outputs and the network interface.
pub fn run(as_json: bool, texts: &Texts) -> Exit {
    let probes = crate::session::real_probes();
    let cameras = probes.camera.cameras().unwrap_or_default();
    let inputs = probes.sound.inputs().unwrap_or_default();
    let outputs = probes.sound.outputs().unwrap_or_default();
    let network = crate::os::network_change::snapshot();
    // Neither its network's name nor its access point's is asked for.
    let wifi = network.interface.as_deref().and_then(crate::os::wifi::read);
    let printed = if as_json {
        let value = json!({
            "cameras": cameras,
            "inputs": inputs,
            "outputs": outputs,
            "network": {
                "interface": network.interface,
                "online": network.online(),
                "wifi": wifi.map(|link| json!({
                    "signal_dbm": link.signal_dbm,
                    "noise_dbm": link.noise_dbm,
                    "band_ghz": link.band_ghz,
                    "rate_mbps": link.rate_mbps,
                })),
            },
        });
        print::json(&value, texts)
    } else {
        let signal = wifi.and_then(|link| link.signal_dbm).map(|dbm| number::decimal(texts.language(), dbm, 0));
        let signal = signal.map_or(String::new(), |dbm| format!(" ({dbm} dBm)"));
        let interface = network.interface.clone().map(|name| format!("{name}{signal}"));
        let interface = interface.unwrap_or_else(|| texts.cli_devices_none());
        let text = [
            section(&texts.cli_devices_cameras(), cameras.iter().map(|c| camera(c, texts)).collect(), texts),
            section(&texts.cli_devices_inputs(), inputs.iter().map(|d| audio(d, texts)).collect(), texts),
            section(&texts.cli_devices_outputs(), outputs.iter().map(|d| audio(d, texts)).collect(), texts),
            section(&texts.cli_devices_network(), vec![interface], texts),
        ]
        .join("\n");
        print::out(&text, texts)
    };
    if printed { Exit::Done } else { Exit::Failure }
}

fn section(title: &str, lines: Vec<String>, texts: &Texts) -> String {
    let lines = if lines.is_empty() { vec![texts.cli_devices_none()] } else { lines };
    let body: String = lines.iter().map(|line| format!("  {line}\n")).collect();
    format!("{title}\n{body}")
}

fn camera(camera: &CameraDevice, texts: &Texts) -> String {
    let rate = |rate: FrameRate| number::decimal(texts.language(), rate.fps(), rate.decimals());
    let best = camera
        .formats
        .first()
        .map_or(String::new(), |f| format!(" ({} x {}, {} fps, {})", f.width, f.height, rate(f.nominal_fps), f.fourcc));
    format!("{} [{}]{best}", one_line(&camera.name), camera.id)
}

fn audio(device: &AudioDevice, texts: &Texts) -> String {
    let rates: Vec<String> = device.rates_hz.iter().map(u32::to_string).collect();
    let rates = if rates.is_empty() { String::new() } else { format!(" ({} Hz)", rates.join(", ")) };
    let default = if device.default { format!(" [{}]", texts.cli_devices_default()) } else { String::new() };
    format!("{}{default}{rates}", one_line(&device.name))
}
