//! A recording judged again: observations are stored, conclusions derived anew.

use std::io::{BufRead, BufReader};
use std::path::Path;

use super::recorder::{Header, RECORDING_VERSION};
use super::snapshot::{Judge, of_events};
use crate::model::device::{AudioDevice, CameraDevice};
use crate::model::observation::Observation;
use crate::model::run::EventBody;
use crate::model::{DeviceChoice, ProbeEvent, RunId, Snapshot};

/// Lines longer than this are in no recording of ours.
const LINE_BYTES: usize = 1024 * 1024;

/// Why a recording could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// It could not be read.
    #[error("reading {path}: {source}")]
    Read {
        /// The file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is no recording of this program.
    #[error("{path} is no recording")]
    NotARecording {
        /// The file.
        path: String,
    },
    /// A newer version wrote it.
    #[error("{path} has format {version}")]
    Newer {
        /// The file.
        path: String,
        /// Its format.
        version: u32,
    },
    /// A line in the middle can't be understood.
    #[error("{path}, line {line}: {detail}")]
    Damaged {
        /// The file.
        path: String,
        /// Its line, from 1.
        line: usize,
        /// What is wrong with it.
        detail: String,
    },
    /// It holds no run.
    #[error("{path} holds no run")]
    Empty {
        /// The file.
        path: String,
    },
}

/// The events of a recording. A last line that was cut off is left out.
///
/// # Errors
/// When it is damaged, newer, empty or unreadable.
pub fn events(path: &Path) -> Result<Vec<ProbeEvent>, ReplayError> {
    let name = path.display().to_string();
    let read = |source| ReplayError::Read { path: name.clone(), source };
    let file = std::fs::File::open(path).map_err(read)?;
    let mut lines = Vec::new();
    for line in BufReader::new(file).split(b'\n') {
        lines.push(line.map_err(read)?);
    }
    let mut lines = lines.into_iter().enumerate().peekable();
    let header = lines.next().and_then(|(_, line)| serde_json::from_slice::<Header>(&line).ok());
    let header = header.ok_or_else(|| ReplayError::NotARecording { path: name.clone() })?;
    if header.greenroom_recording > RECORDING_VERSION {
        return Err(ReplayError::Newer { path: name, version: header.greenroom_recording });
    }
    let mut events = Vec::new();
    while let Some((number, line)) = lines.next() {
        if line.is_empty() {
            continue;
        }
        let parsed = if line.len() > LINE_BYTES {
            Err("longer than any line of a recording".to_owned())
        } else {
            serde_json::from_slice::<ProbeEvent>(&line).map_err(|e| e.to_string())
        };
        match parsed {
            Ok(event) => events.push(event),
            // The program was ended while it wrote: what came before holds.
            Err(_) if lines.peek().is_none() && !events.is_empty() => {}
            Err(detail) => return Err(ReplayError::Damaged { path: name, line: number + 1, detail }),
        }
    }
    if events.is_empty() {
        return Err(ReplayError::Empty { path: name });
    }
    Ok(events)
}

/// The state at the end of these events, judged by today's rules.
#[must_use]
pub fn state(events: &[ProbeEvent], judge: Judge) -> Snapshot {
    of_events(events, judge)
}

/// The same run without names, hosts, times of day and technical details: fit to hand on.
#[must_use]
pub fn anonymise(events: Vec<ProbeEvent>) -> Vec<ProbeEvent> {
    let mut apps = Names::new("app");
    events
        .into_iter()
        .map(|mut event| {
            event.run = RunId("anonymous".to_owned());
            strip(&mut event.body, &mut apps);
            event
        })
        .collect()
}

/// The bytes of a recording of these events.
#[must_use]
pub fn to_bytes(events: &[ProbeEvent]) -> Vec<u8> {
    let mut header = Header::new();
    "anonymised: names, hosts and times were taken out".clone_into(&mut header.note);
    let mut text = serde_json::to_string(&header).unwrap_or_default();
    for event in events {
        text.push('\n');
        text.push_str(&serde_json::to_string(event).unwrap_or_default());
    }
    text.push('\n');
    text.into_bytes()
}

/// The same stand-in for the same name.
struct Names {
    word: &'static str,
    seen: Vec<String>,
}

impl Names {
    fn new(word: &'static str) -> Self {
        Self { word, seen: Vec::new() }
    }

    fn replace(&mut self, name: &mut String) {
        let at = self.seen.iter().position(|n| n == name).unwrap_or_else(|| {
            self.seen.push(name.clone());
            self.seen.len() - 1
        });
        *name = format!("{} {}", self.word, at + 1);
    }
}

fn strip(body: &mut EventBody, apps: &mut Names) {
    match body {
        EventBody::RunStarted { started_at, .. } => "1970-01-01T00:00:00+00:00".clone_into(started_at),
        EventBody::CheckUnknown { unknown } => {
            unknown.detail.clear();
            unknown.host = unknown.host.take().map(|_| "host".to_owned());
        }
        EventBody::HostContacted { host, .. } => "host".clone_into(host),
        EventBody::DeviceChosen { choice, .. } => *choice = DeviceChoice::Default,
        EventBody::Devices { inputs, outputs, cameras } => {
            inputs.iter_mut().flatten().enumerate().for_each(|(i, d)| audio(d, "input", i));
            outputs.iter_mut().flatten().enumerate().for_each(|(i, d)| audio(d, "output", i));
            cameras.iter_mut().flatten().enumerate().for_each(|(i, d)| camera(d, i));
        }
        EventBody::Observed { observation } => match observation {
            Observation::Network(o) => "host".clone_into(&mut o.server.host),
            Observation::Sound(o) => {
                o.input.iter_mut().for_each(|i| "input".clone_into(&mut i.name));
                o.output.iter_mut().for_each(|i| "output".clone_into(&mut i.name));
            }
            Observation::Camera(o) => o.device.iter_mut().for_each(|d| "camera".clone_into(&mut d.name)),
            Observation::Computer(o) => {
                o.hogs.iter_mut().for_each(|a| apps.replace(&mut a.app));
                o.apps.iter_mut().for_each(|a| apps.replace(&mut a.load.app));
                for list in [&mut o.camera_held_by, &mut o.microphone_held_by, &mut o.other_meeting_apps] {
                    list.iter_mut().for_each(|a| apps.replace(a));
                }
            }
        },
        _ => {}
    }
}

fn audio(device: &mut AudioDevice, word: &str, index: usize) {
    device.id = format!("{word}-{}", index + 1);
    device.name.clone_from(&device.id);
}

fn camera(device: &mut CameraDevice, index: usize) {
    device.id = format!("camera-{}", index + 1);
    device.name.clone_from(&device.id);
}
