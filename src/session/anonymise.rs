//! Makes a run fit to hand on: without names, hosts, times of day and technical details.
//!
//! Everything is matched to the last field, without `..`: a field that is added does not compile until somebody has decided
//! here whether it may leave. What is kept is a figure, a switch or a word of a closed list; text of other origin never is.

use crate::model::check::Unknown;
use crate::model::device::{AudioDevice, CameraDevice, CameraFormat};
use crate::model::observation::{
    AppLoad, AppRow, CameraName, CameraObservation, ComputerObservation, DirectionObservation, Heard,
    NetworkObservation, Observation, Server, SoundInput, SoundObservation, SoundOutput,
};
use crate::model::run::EventBody;
use crate::model::{DeviceChoice, ProbeEvent, RunId};

/// The word for every host.
const HOST: &str = "host";
/// The time of day at which every anonymous run begins.
const NO_TIME: &str = "1970-01-01T00:00:00+00:00";
/// What a host is contacted for. Another word is not ours.
const PURPOSES: [&str; 4] = ["measurement", "download", "upload", "latency"];

/// The same run, fit to hand on.
#[must_use]
pub fn events(events: Vec<ProbeEvent>) -> Vec<ProbeEvent> {
    let mut names = Names::default();
    events
        .into_iter()
        .map(|event| {
            let ProbeEvent { run: _, check, at_ms, body } = event;
            ProbeEvent { run: RunId("anonymous".to_owned()), check, at_ms, body: body_without(body, &mut names) }
        })
        .collect()
}

/// The same stand-in for the same name of a program, in one run.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn replace(&mut self, name: &mut String) {
        let at = self.0.iter().position(|n| n == name).unwrap_or_else(|| {
            self.0.push(name.clone());
            self.0.len() - 1
        });
        *name = format!("app {}", at + 1);
    }
}

fn body_without(body: EventBody, names: &mut Names) -> EventBody {
    match body {
        EventBody::RunStarted { requirement, started_at: _ } => {
            EventBody::RunStarted { requirement, started_at: NO_TIME.to_owned() }
        }
        EventBody::CheckUnknown { unknown: Unknown { reason, finding, detail: _, host } } => {
            let host = host.map(|_| HOST.to_owned());
            EventBody::CheckUnknown { unknown: Unknown { reason, finding, detail: String::new(), host } }
        }
        EventBody::HostContacted { host: _, purpose } => {
            let purpose = if PURPOSES.contains(&purpose.as_str()) { purpose } else { String::new() };
            EventBody::HostContacted { host: HOST.to_owned(), purpose }
        }
        EventBody::OutputUsed { name: _ } => EventBody::OutputUsed { name: "output".to_owned() },
        EventBody::DeviceChosen { kind, choice: _ } => EventBody::DeviceChosen { kind, choice: DeviceChoice::Default },
        EventBody::Devices { mut inputs, mut outputs, mut cameras } => {
            inputs.iter_mut().flatten().enumerate().for_each(|(i, d)| audio(d, "input", i));
            outputs.iter_mut().flatten().enumerate().for_each(|(i, d)| audio(d, "output", i));
            cameras.iter_mut().flatten().enumerate().for_each(|(i, d)| camera(d, i));
            EventBody::Devices { inputs, outputs, cameras }
        }
        EventBody::Observed { mut observation } => {
            match &mut observation {
                Observation::Network(seen) => network(seen),
                Observation::Sound(heard) => sound(heard),
                Observation::Camera(seen) => picture(seen),
                Observation::Computer(seen) => computer(seen, names),
            }
            EventBody::Observed { observation }
        }
        // What somebody cannot do is nobody else's business.
        EventBody::ToneAnswered { heard: Heard::CannotHear } => EventBody::ToneAnswered { heard: Heard::NotAsked },
        kept @ (EventBody::RunFinished
        | EventBody::RunVoid { why: _ }
        | EventBody::CheckStarted
        | EventBody::CheckStep { step: _, fraction: _, remaining_s: _ }
        | EventBody::WaitingForPerson { step: _ }
        | EventBody::CheckEnded
        | EventBody::RoundTrip { at_s: _, rtt_ms: _ }
        | EventBody::Sound { stage: _ }
        | EventBody::Camera { stage: _ }
        | EventBody::ToneAnswered { heard: _ }
        | EventBody::Plan { counts: _ }
        | EventBody::NeedChanged { need: _ }) => kept,
    }
}

fn audio(device: &mut AudioDevice, word: &str, index: usize) {
    let AudioDevice { id, name, default: _, rates_hz: _, channels: _, transport: _ } = device;
    *id = format!("{word}-{}", index + 1);
    name.clone_from(id);
}

fn camera(device: &mut CameraDevice, index: usize) {
    let CameraDevice { id, name, formats } = device;
    *id = format!("camera-{}", index + 1);
    name.clone_from(id);
    formats.iter_mut().for_each(format);
}

/// A format's name comes from the driver: four letters or digits are kept, anything else is not.
fn format(format: &mut CameraFormat) {
    let CameraFormat { width: _, height: _, fourcc, nominal_fps: _ } = format;
    if fourcc.len() > 4 || !fourcc.chars().all(|c| c.is_ascii_alphanumeric()) {
        fourcc.clear();
    }
}

fn network(seen: &mut NetworkObservation) {
    let NetworkObservation {
        server: Server { kind: _, host },
        path: _,
        udp: _,
        rtt_ms: _,
        up,
        down,
        sender_late_ratio: _,
        mos: _,
        drop_outs: _,
        levels_tried: _,
        quiet: _,
        trial_levels: _,
        duration_s: _,
    } = seen;
    HOST.clone_into(host);
    figures_only(up);
    figures_only(down);
}

/// Nothing is taken out: every field is a figure or a switch.
fn figures_only(direction: &DirectionObservation) {
    let DirectionObservation {
        sent: _,
        lost: _,
        loss_ratio: _,
        loss_ci95: _,
        phases: _,
        burst_mean: _,
        longest_gap_ms: _,
        jitter_ms: _,
        pdv_p95_ms: _,
        pdv_p99_ms: _,
        reordered: _,
        duplicated: _,
        goodput_mbps: _,
        at_least: _,
        loaded_rtt_ms: _,
        bytes: _,
    } = direction;
}

fn sound(heard: &mut SoundObservation) {
    let SoundObservation {
        input,
        speech_level_dbfs: _,
        noise_floor_dbfs: _,
        snr_db: _,
        peak_dbfs: _,
        clipped_ratio: _,
        speech_ratio: _,
        silent: _,
        narrow_band: _,
        dropouts: _,
        echo_db: _,
        output,
        clip_events: _,
        watched_s: _,
        rms_dbfs: _,
        swing_dbfs: _,
        bands: _,
        hum: _,
        zero_runs: _,
        samples_lost: _,
        channel_levels: _,
    } = heard;
    if let Some(SoundInput { name, sample_rate_hz: _, channels: _, transport: _ }) = input {
        "input".clone_into(name);
    }
    if let Some(SoundOutput { name, heard: _ }) = output {
        "output".clone_into(name);
    }
}

fn picture(seen: &mut CameraObservation) {
    let CameraObservation {
        device,
        format: used,
        delivered_fps: _,
        distinct_fps: _,
        frozen_ratio: _,
        black_ratio: _,
        brightness: _,
        contrast: _,
        sharpness: _,
        backlight: _,
        colour_cast: _,
        background_clutter: _,
        faces: _,
        face: _,
        watched_s: _,
        garbage_ratio: _,
        spans: _,
    } = seen;
    if let Some(CameraName { name }) = device {
        "camera".clone_into(name);
    }
    used.iter_mut().for_each(format);
}

fn computer(seen: &mut ComputerObservation, names: &mut Names) {
    let ComputerObservation {
        cpu_busy_ratio: _,
        memory_available_ratio: _,
        on_battery: _,
        battery_ratio: _,
        hogs,
        camera_held_by,
        microphone_held_by,
        other_meeting_apps,
        apps,
        own_ratio: _,
        rest_ratio: _,
        samples: _,
        cpus: _,
    } = seen;
    hogs.iter_mut().for_each(|load| program(load, names));
    for AppRow { load, pattern: _, p90_ratio: _, shares: _ } in apps {
        program(load, names);
    }
    for list in [camera_held_by, microphone_held_by, other_meeting_apps] {
        list.iter_mut().for_each(|name| names.replace(name));
    }
}

fn program(load: &mut AppLoad, names: &mut Names) {
    let AppLoad { app, class: _, cpu_ratio: _, processes: _, known: _ } = load;
    names.replace(app);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::run::DeviceKind;
    use crate::model::{CheckId, Requirement, Transport, UnknownReason};

    /// Stands in every text that comes from outside.
    const SECRET: &str = "Sanne's";

    fn bodies() -> Vec<EventBody> {
        let secret = || SECRET.to_owned();
        let device = || AudioDevice {
            id: secret(),
            name: secret(),
            default: true,
            rates_hz: vec![48_000],
            channels: 1,
            transport: Transport::Usb,
        };
        let shape =
            || CameraFormat { width: 1, height: 1, fourcc: secret(), nominal_fps: crate::model::FrameRate::whole(30) };
        let load = || AppLoad {
            app: secret(),
            class: crate::model::observation::AppClass::Other,
            cpu_ratio: 0.5,
            processes: 1,
            known: false,
        };
        let observed = |observation| EventBody::Observed { observation };
        let network = serde_json::json!({
            "of": "network", "server": { "kind": "greenroom", "host": SECRET }, "path": null, "udp": "works",
            "rtt_ms": { "samples": 0 }, "up": direction(), "down": direction(), "sender_late_ratio": null, "mos": null,
            "drop_outs": [], "duration_s": 1.0
        });
        vec![
            EventBody::RunStarted { requirement: Requirement::default(), started_at: secret() },
            EventBody::CheckUnknown {
                unknown: Unknown { host: Some(secret()), ..Unknown::new(UnknownReason::Timeout, SECRET) },
            },
            EventBody::HostContacted { host: secret(), purpose: secret() },
            EventBody::OutputUsed { name: secret() },
            EventBody::DeviceChosen { kind: DeviceKind::Input, choice: DeviceChoice::File(SECRET.into()) },
            EventBody::Devices {
                inputs: Some(vec![device()]),
                outputs: Some(vec![device()]),
                cameras: Some(vec![CameraDevice { id: secret(), name: secret(), formats: vec![shape()] }]),
            },
            observed(serde_json::from_value(network).unwrap()),
            observed(Observation::Sound(Box::new(SoundObservation {
                input: Some(SoundInput { name: secret(), sample_rate_hz: 1, channels: 1, transport: Transport::Usb }),
                output: Some(SoundOutput { name: secret(), heard: Default::default() }),
                ..Default::default()
            }))),
            observed(Observation::Camera(Box::new(CameraObservation {
                device: Some(CameraName { name: secret() }),
                format: Some(shape()),
                ..Default::default()
            }))),
            observed(Observation::Computer(Box::new(ComputerObservation {
                hogs: vec![load()],
                camera_held_by: vec![secret()],
                microphone_held_by: vec![secret()],
                other_meeting_apps: vec![secret()],
                apps: vec![AppRow {
                    load: load(),
                    pattern: crate::model::observation::LoadPattern::Hog,
                    p90_ratio: 0.5,
                    shares: vec![0.5],
                }],
                ..Default::default()
            }))),
        ]
    }

    fn direction() -> serde_json::Value {
        serde_json::to_value(DirectionObservation::default()).unwrap()
    }

    #[test]
    fn no_text_from_outside_is_left() {
        let check = Some(CheckId::Network);
        let all = bodies().into_iter().map(|body| ProbeEvent { run: RunId(SECRET.into()), check, at_ms: 7, body });
        let all: Vec<_> = all.collect();
        for event in events(all) {
            let text = serde_json::to_string(&event).unwrap();
            assert!(!text.contains(SECRET), "{text}");
            assert_eq!((event.check, event.at_ms), (check, 7));
        }
    }

    #[test]
    fn one_program_has_one_stand_in() {
        let mut names = Names::default();
        let mut list = ["Teams", "Zoom", "Teams"].map(str::to_owned);
        list.iter_mut().for_each(|name| names.replace(name));
        assert_eq!(list, ["app 1", "app 2", "app 1"]);
    }

    #[test]
    fn a_purpose_of_ours_is_kept() {
        let body = EventBody::HostContacted { host: "a.example".into(), purpose: "download".into() };
        let without = body_without(body, &mut Names::default());
        assert_eq!(without, EventBody::HostContacted { host: HOST.into(), purpose: "download".into() });
    }
}
