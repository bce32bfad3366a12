//! Findings about microphone and loudspeaker.

use super::advice;
use super::limits;
use crate::model::observation::{ChannelLevel, Heard, SILENT_DBFS, SoundObservation, ZeroRun};
use crate::model::{Finding, FindingId, Outcome, RunState, Transport};

/// True when there is something to judge: the answer about the tone alone is not.
pub(super) fn has_measured(o: &SoundObservation) -> bool {
    silent(o).is_some() || o.speech_level_dbfs.is_some() || o.noise_floor_dbfs.is_some() || o.rms_dbfs.is_some()
}

/// The observation with what follows from its raw figures: `silent`, `narrow_band`, `dropouts`.
#[must_use]
pub fn concluded(o: &SoundObservation) -> SoundObservation {
    SoundObservation { silent: silent(o), narrow_band: narrow_band(o), dropouts: interruptions(o), ..o.clone() }
}

/// Nothing came in at all; `None`: not measured.
pub(super) fn silent(o: &SoundObservation) -> Option<bool> {
    o.silent.or_else(|| finite(o.swing_dbfs).map(|swing| swing <= SILENT_DBFS))
}

/// The voice ends at 4 kHz; `None`: too little was said to tell.
fn narrow_band(o: &SoundObservation) -> Option<bool> {
    if o.narrow_band.is_some() {
        return o.narrow_band;
    }
    let measured = o.swing_dbfs.is_some();
    if measured && o.input.as_ref().is_some_and(|i| (1..=limits::TELEPHONE_RATE_HZ).contains(&i.sample_rate_hz)) {
        return Some(true);
    }
    let bands = o.bands.as_ref().filter(|bands| bands.loud_s >= limits::LOUD_SPEECH_S)?;
    let (below, above) = (finite(bands.below_4_khz_dbfs)?, finite(bands.above_4_khz_dbfs)?);
    Some(below - above > limits::CLIFF_DB)
}

/// How many times the sound broke off; `None`: not measured.
fn interruptions(o: &SoundObservation) -> Option<u64> {
    if o.dropouts.is_some() {
        return o.dropouts;
    }
    let lost = o.samples_lost?;
    let level = finite(o.speech_level_dbfs);
    let breaks = level.map_or(0, |level| o.zero_runs.iter().filter(|run| breaks_off(run, level)).count());
    Some(lost.saturating_add(breaks as u64))
}

/// True when running sound breaks off here and goes on as it was: no noise gate, no pause.
fn breaks_off(run: &ZeroRun, speech_dbfs: f64) -> bool {
    let side = |level: f64, near: f64, edge: f64| {
        level >= speech_dbfs - limits::BREAK_BELOW_SPEECH_DB
            && level >= near - limits::BREAK_BELOW_NEAR_DB
            && edge >= speech_dbfs - limits::BREAK_EDGE_DB
    };
    side(run.before_dbfs, run.near_before_dbfs, run.edge_before_dbfs)
        && side(run.after_dbfs, run.near_after_dbfs, run.edge_after_dbfs)
}

/// Findings of an observation.
pub(super) fn judge(state: &RunState, o: &SoundObservation) -> Vec<Finding> {
    let mut findings = Vec::new();
    if silent(o) == Some(true) {
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

/// What the tone told where the voice was not measured: only that it was not heard, or that there is nothing to hear with.
pub(super) fn output_alone(state: &RunState) -> Option<Finding> {
    let o = state.observations.sound.clone().unwrap_or_default();
    output(state, &o).filter(|finding| finding.outcome != Outcome::Good)
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
    let hum = hum(o);
    let humming = hum.is_some();
    findings.extend(hum);
    if let Some(noise) = finite(o.noise_floor_dbfs).filter(|n| *n > limits::NOISE_NOTE_DBFS)
        // What is left of a hum is no sound of the room: one cause, one remark.
        && (!humming || noise > limits::NOISE_DBFS)
    {
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
    findings.extend(cancelled(o));
    if let Some(count) = interruptions(o).filter(|c| *c > 0) {
        let outcome = if count >= limits::DROPOUTS { Outcome::WatchOut } else { Outcome::Good };
        #[expect(clippy::cast_precision_loss, reason = "a count of interruptions")]
        findings.push(told(FindingId::SoundDropouts, outcome).number("count", count as f64));
    }
    findings.extend(band(o));
    findings
}

/// Hum of the mains that is strong enough for a remark: the stronger of the two.
fn hum(o: &SoundObservation) -> Option<Finding> {
    let enough = |lines: u32| if lines >= limits::HUM_LINES { limits::HUM_DBFS } else { limits::LOW_HUM_DBFS };
    let there = o.hum.iter().filter(|h| h.level_dbfs.is_finite() && h.level_dbfs > enough(h.lines));
    let hum = there.max_by(|a, b| a.level_dbfs.total_cmp(&b.level_dbfs))?;
    let finding = told(FindingId::SoundHum, Outcome::Good).number("mains_hz", f64::from(hum.mains_hz));
    Some(finding.number("level_dbfs", hum.level_dbfs).number("limit_dbfs", enough(hum.lines)))
}

/// Two channels that take each other away where a program makes one of them.
fn cancelled(o: &SoundObservation) -> Option<Finding> {
    let voice = o.channel_levels.iter().find(|c| c.carries_voice)?;
    let lost_db = |other: &ChannelLevel| {
        let correlation = finite(other.correlation).filter(|c| *c <= limits::OPPOSED_CORRELATION)?;
        let (a, b) = (10f64.powf(voice.level_dbfs / 20.0), 10f64.powf(other.level_dbfs / 20.0));
        let mixed = (a * a + b * b + 2.0 * correlation * a * b).max(0.0) / 4.0;
        Some((20.0 * a.log10() - 10.0 * mixed.log10()).min(100.0)).filter(|db| db.is_finite())
    };
    let others = o.channel_levels.iter().filter(|c| !c.carries_voice);
    let lost_db = others.filter_map(lost_db).max_by(f64::total_cmp).filter(|db| *db >= limits::CANCEL_NOTE_DB)?;
    let outcome = if lost_db >= limits::CANCEL_DB { Outcome::Problem } else { Outcome::WatchOut };
    let finding = told(FindingId::SoundChannelsCancel, outcome);
    Some(finding.number("lost_db", lost_db).number("limit_db", limits::CANCEL_NOTE_DB))
}

/// A voice that ends at 4 kHz. Of a Bluetooth microphone it is told beforehand, unless the voice proved to reach further.
fn band(o: &SoundObservation) -> Option<Finding> {
    let bluetooth = o.input.as_ref().filter(|i| i.transport == Transport::Bluetooth);
    let slow = bluetooth.is_some_and(|i| (1..=limits::TELEPHONE_RATE_HZ).contains(&i.sample_rate_hz));
    match (bluetooth, narrow_band(o)) {
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
        // Who does not hear it anyway has left this out, and nothing is said about it.
        Heard::Yes | Heard::CannotHear => None,
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
