//! Findings about microphone and loudspeaker.

use super::advice;
use super::limits;
use crate::model::observation::{Heard, SoundObservation};
use crate::model::{Finding, FindingId, Outcome, RunState, Transport};

/// True when there is something to judge: the answer about the tone alone is not.
pub(super) fn has_measured(o: &SoundObservation) -> bool {
    o.silent.is_some() || o.speech_level_dbfs.is_some() || o.noise_floor_dbfs.is_some() || o.rms_dbfs.is_some()
}

/// Findings of an observation.
pub(super) fn judge(state: &RunState, o: &SoundObservation) -> Vec<Finding> {
    let mut findings = Vec::new();
    if o.silent == Some(true) {
        findings.push(told(FindingId::SoundSilent, Outcome::Problem));
    } else if let Some(level) = finite(o.speech_level_dbfs) {
        findings.extend(voice(o, level));
    } else {
        findings.push(told(FindingId::SoundNoSpeech, Outcome::NotMeasured));
    }
    findings.extend(stream(o));
    findings.extend(output(state, o));
    if let Some(level) = finite(o.speech_level_dbfs)
        && findings.iter().all(|f| f.outcome == Outcome::Good)
    {
        findings.insert(0, Finding::new(FindingId::SoundGood, Outcome::Good).number("level_dbfs", level));
    }
    findings
}

fn told(id: FindingId, outcome: Outcome) -> Finding {
    Finding::new(id, outcome).advise(advice::of(id))
}

fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite())
}

fn voice(o: &SoundObservation, level: f64) -> Vec<Finding> {
    let mut findings = Vec::new();
    let loudness = if level < limits::SPEECH_TOO_SOFT_DBFS {
        Some((FindingId::SoundTooSoft, Outcome::WatchOut, limits::SPEECH_TOO_SOFT_DBFS))
    } else if level < limits::SPEECH_SOFT_DBFS {
        Some((FindingId::SoundSoft, Outcome::Good, limits::SPEECH_SOFT_DBFS))
    } else if level > limits::SPEECH_TOO_LOUD_DBFS {
        Some((FindingId::SoundTooLoud, Outcome::WatchOut, limits::SPEECH_TOO_LOUD_DBFS))
    } else if level > limits::SPEECH_LOUD_DBFS {
        Some((FindingId::SoundLoud, Outcome::Good, limits::SPEECH_LOUD_DBFS))
    } else {
        None
    };
    if let Some((id, outcome, limit)) = loudness {
        findings.push(told(id, outcome).number("level_dbfs", level).number("limit_dbfs", limit));
    }
    let ratio = finite(o.clipped_ratio).unwrap_or(0.0);
    #[expect(clippy::cast_precision_loss, reason = "a count of events")]
    let events = o.clip_events as f64;
    let seconds = if o.watched_s.is_finite() { o.watched_s.max(10.0) } else { 10.0 };
    if ratio >= limits::CLIPPED_RATIO {
        findings
            .push(told(FindingId::SoundClipping, Outcome::WatchOut).number("ratio", ratio).number("events", events));
    } else if events * 10.0 >= limits::CLIP_EVENTS_PER_10_S * seconds {
        findings.push(told(FindingId::SoundClipping, Outcome::Good).number("ratio", ratio).number("events", events));
    }
    if let Some(noise) = finite(o.noise_floor_dbfs).filter(|n| *n > limits::NOISE_NOTE_DBFS) {
        let outcome = if noise > limits::NOISE_DBFS { Outcome::WatchOut } else { Outcome::Good };
        let limit = limits::NOISE_NOTE_DBFS;
        findings.push(told(FindingId::SoundNoisy, outcome).number("noise_dbfs", noise).number("limit_dbfs", limit));
    }
    if let Some(snr) = finite(o.snr_db).filter(|s| *s < limits::SNR_NOTE_DB) {
        let outcome = if snr < limits::SNR_DB { Outcome::WatchOut } else { Outcome::Good };
        let limit = limits::SNR_NOTE_DB;
        findings.push(told(FindingId::SoundLowSnr, outcome).number("snr_db", snr).number("limit_db", limit));
    }
    findings
}

fn stream(o: &SoundObservation) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(count) = o.dropouts.filter(|c| *c > 0) {
        let outcome = if count >= limits::DROPOUTS { Outcome::WatchOut } else { Outcome::Good };
        #[expect(clippy::cast_precision_loss, reason = "a count of interruptions")]
        findings.push(told(FindingId::SoundDropouts, outcome).number("count", count as f64));
    }
    findings.extend(band(o));
    findings
}

/// A voice that ends at 4 kHz. Of a Bluetooth microphone it is told beforehand, unless the voice proved to reach further.
fn band(o: &SoundObservation) -> Option<Finding> {
    let bluetooth = o.input.as_ref().filter(|i| i.transport == Transport::Bluetooth);
    let slow = bluetooth.is_some_and(|i| (1..=limits::TELEPHONE_RATE_HZ).contains(&i.sample_rate_hz));
    match (bluetooth, o.narrow_band) {
        (Some(_), Some(true)) => Some(told(FindingId::SoundBluetooth, Outcome::WatchOut)),
        (Some(_), _) if slow => Some(told(FindingId::SoundBluetooth, Outcome::WatchOut)),
        (Some(_), None) => Some(told(FindingId::SoundBluetooth, Outcome::Good)),
        (None, Some(true)) => Some(told(FindingId::SoundNarrowBand, Outcome::WatchOut)),
        (_, Some(false)) | (None, None) => None,
    }
}

fn output(state: &RunState, o: &SoundObservation) -> Option<Finding> {
    let heard = o.output.as_ref().map_or(Heard::NotAsked, |output| output.heard);
    let devices = &state.devices;
    match heard {
        Heard::Yes => None,
        Heard::CannotHear => Some(told(FindingId::SoundCannotHear, Outcome::Good)),
        Heard::No => {
            let finding = told(FindingId::SoundToneNotHeard, Outcome::Problem);
            let name = o.output.as_ref().map(|output| output.name.clone()).unwrap_or_default();
            Some(finding.text("device", name))
        }
        // The microphones were listed by the same service, so the empty list of outputs is true.
        Heard::NotAsked if devices.known && devices.outputs.is_empty() && !devices.inputs.is_empty() => {
            Some(told(FindingId::SoundNoOutput, Outcome::WatchOut))
        }
        Heard::NotAsked => Some(told(FindingId::SoundToneNotAsked, Outcome::Good)),
    }
}
