//! `greenroom devices`: what is there.

use serde_json::json;

use super::{Exit, print};
use crate::i18n::Texts;
use crate::model::{AudioDevice, CameraDevice};

/// Lists cameras, microphones, outputs and the network interface.
pub fn run(as_json: bool, texts: &Texts) -> Exit {
    let probes = crate::session::real_probes();
    let cameras = probes.camera.cameras().unwrap_or_default();
    let inputs = probes.sound.inputs().unwrap_or_default();
    let outputs = probes.sound.outputs().unwrap_or_default();
    let network = crate::os::network_change::snapshot();
    let text = if as_json {
        let value = json!({
            "cameras": cameras,
            "inputs": inputs,
            "outputs": outputs,
            "network": { "interface": network.interface, "online": network.online() },
        });
        format!("{}\n", serde_json::to_string_pretty(&value).unwrap_or_default())
    } else {
        let interface = network.interface.clone().unwrap_or_else(|| texts.cli_devices_none());
        [
            section(&texts.cli_devices_cameras(), cameras.iter().map(camera).collect(), texts),
            section(&texts.cli_devices_inputs(), inputs.iter().map(audio).collect(), texts),
            section(&texts.cli_devices_outputs(), outputs.iter().map(audio).collect(), texts),
            section(&texts.cli_devices_network(), vec![interface], texts),
        ]
        .join("\n")
    };
    if print::out(&text, texts) { Exit::Done } else { Exit::Failure }
}

fn section(title: &str, lines: Vec<String>, texts: &Texts) -> String {
    let lines = if lines.is_empty() { vec![texts.cli_devices_none()] } else { lines };
    let body: String = lines.iter().map(|line| format!("  {line}\n")).collect();
    format!("{title}\n{body}")
}

fn camera(camera: &CameraDevice) -> String {
    let best = camera
        .formats
        .first()
        .map_or(String::new(), |f| format!(" ({} x {}, {} fps, {})", f.width, f.height, f.nominal_fps, f.fourcc));
    format!("{} [{}]{best}", camera.name, camera.id)
}

fn audio(device: &AudioDevice) -> String {
    let rates: Vec<String> = device.rates_hz.iter().map(u32::to_string).collect();
    let rates = if rates.is_empty() { String::new() } else { format!(" ({} Hz)", rates.join(", ")) };
    format!("{}{}{rates}", device.name, if device.default { " *" } else { "" })
}
