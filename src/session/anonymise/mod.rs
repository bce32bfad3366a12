//! Makes a run fit to hand on: without names, hosts, times of day and technical details.
//!
//! Everything is matched to the last field, without `..`: a field that is added does not compile until somebody has decided
//! here whether it may leave. What is kept (`kept`) is a figure, a switch or a word of a closed list; text of other origin
//! never is.

mod kept;
mod names;
mod observation;

use self::kept::{each_kept, kept};
use self::names::{HOST, Names};
use crate::model::check::Unknown;
use crate::model::device::{AudioDevice, CameraDevice};
use crate::model::run::EventBody;
use crate::model::{DeviceChoice, ProbeEvent, Requirement, RunId};

/// The time of day at which every anonymous run begins.
const NO_TIME: &str = "1970-01-01T00:00:00+00:00";
/// What a host is contacted for. Another word is not ours.
const PURPOSES: [&str; 6] = ["measurement", "download", "upload", "latency", "stun", "sign_in_page"];

/// The same run, fit to hand on.
#[must_use]
pub fn events(mut events: Vec<ProbeEvent>) -> Vec<ProbeEvent> {
    let mut names = Names::default();
    for ProbeEvent { run: RunId(run), check, at_ms, body } in &mut events {
        "anonymous".clone_into(run);
        kept!(check, at_ms);
        without_names(body, &mut names);
    }
    events
}

fn without_names(body: &mut EventBody, names: &mut Names) {
    match body {
        EventBody::RunStarted { requirement: Requirement { need, checks }, started_at } => {
            NO_TIME.clone_into(started_at);
            kept!(need);
            each_kept(checks);
        }
        EventBody::CheckUnknown { unknown: Unknown { reason, finding, detail, host, credential } } => {
            kept!(reason, finding, credential);
            detail.clear();
            host.iter_mut().for_each(|host| HOST.clone_into(host));
        }
        EventBody::HostContacted { host, purpose } => {
            HOST.clone_into(host);
            if !PURPOSES.contains(&purpose.as_str()) {
                purpose.clear();
            }
        }
        EventBody::OutputUsed { name } => "output".clone_into(name),
        EventBody::DeviceChosen { kind, choice } => {
            kept!(kind);
            *choice = DeviceChoice::Default;
        }
        EventBody::Devices { inputs, outputs, cameras } => {
            inputs.iter_mut().flatten().enumerate().for_each(|(i, d)| audio(d, "input", i));
            outputs.iter_mut().flatten().enumerate().for_each(|(i, d)| audio(d, "output", i));
            cameras.iter_mut().flatten().enumerate().for_each(|(i, d)| camera(d, i));
        }
        EventBody::Observed { observation } => observation::without_names(observation, names),
        EventBody::ToneAnswered { heard } => observation::not_that_somebody_cannot_hear(heard),
        EventBody::CheckStep { step, fraction, remaining_s } => kept!(step, fraction, remaining_s),
        EventBody::WaitingForPerson { step } => kept!(step),
        EventBody::RoundTrip { at_s, rtt_ms } => kept!(at_s, rtt_ms),
        EventBody::RunVoid { why } => kept!(why),
        EventBody::WatchStarted { length_s } => kept!(length_s),
        EventBody::WatchEnded { why } => kept!(why),
        EventBody::Sound { stage } => kept!(stage),
        EventBody::Camera { stage } => kept!(stage),
        EventBody::NeedChanged { need } => kept!(need),
        EventBody::Plan { counts } => kept::counts(counts),
        EventBody::RunFinished | EventBody::CheckStarted | EventBody::CheckEnded => {}
    }
}

fn audio(device: &mut AudioDevice, word: &str, index: usize) {
    let AudioDevice { id, name, default, rates_hz, channels, transport } = device;
    kept!(default, channels, transport);
    each_kept(rates_hz);
    *id = format!("{word}-{}", index + 1);
    name.clone_from(id);
}

fn camera(device: &mut CameraDevice, index: usize) {
    let CameraDevice { id, name, formats } = device;
    *id = format!("camera-{}", index + 1);
    name.clone_from(id);
    formats.iter_mut().for_each(observation::format);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::observation::Heard;

    fn after(mut body: EventBody) -> EventBody {
        without_names(&mut body, &mut Names::default());
        body
    }

    #[test]
    fn a_purpose_of_ours_is_kept() {
        let contact =
            |host: &str, purpose: &str| EventBody::HostContacted { host: host.into(), purpose: purpose.into() };
        assert_eq!(after(contact("a.example", "download")), contact(HOST, "download"));
        assert_eq!(after(contact("a.example", "for Sanne")), contact(HOST, ""));
    }

    #[test]
    fn that_somebody_cannot_hear_is_not_told() {
        let answered = |heard| EventBody::ToneAnswered { heard };
        assert_eq!(after(answered(Heard::CannotHear)), answered(Heard::NotAsked));
        assert_eq!(after(answered(Heard::No)), answered(Heard::No));
    }
}
